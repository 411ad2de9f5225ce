//! A service that watches the folder of each of its jobs, and goes on watching when a job is
//! cancelled. Read README.md beside this file for the story.

#[path = "../plant.rs"]
mod plant;

use std::cell::RefCell;
use std::ffi::CString;
use std::os::raw::{c_char, c_int};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

extern "C" {
    fn inotify_init1(flags: c_int) -> c_int;
    fn inotify_add_watch(fd: c_int, path: *const c_char, mask: u32) -> c_int;
    fn read(fd: c_int, buffer: *mut u8, size: usize) -> isize;
    fn close(fd: c_int) -> c_int;
}

const IN_CLOEXEC: c_int = 0o2000000; // inotify_init(2)
const IN_CLOSE_WRITE: u32 = 0x8; // inotify(7)

/// Tells when a file of one folder was written. A bare number, as most bindings hand it out.
struct Watch(c_int);

impl Watch {
    /// None when this user has as many as may be (fs.inotify.max_user_instances).
    fn of(folder: &Path) -> Option<Watch> {
        let fd = unsafe { inotify_init1(IN_CLOEXEC) }; // OPENED
        if fd < 0 {
            return None;
        }
        let path = CString::new(folder.as_os_str().as_bytes()).expect("a path without a zero");
        let added = unsafe { inotify_add_watch(fd, path.as_ptr(), IN_CLOSE_WRITE) };
        assert!(added >= 0, "inotify: {}", std::io::Error::last_os_error());
        Some(Watch(fd))
    }

    fn wait(&self) {
        let mut events = [0; 512];
        let n = unsafe { read(self.0, events.as_mut_ptr(), events.len()) };
        assert!(n > 0, "inotify: {}", std::io::Error::last_os_error());
    }

    fn close(self) {
        unsafe { close(self.0) };
    }
}

struct Jobs {
    leak: bool,
    folder: PathBuf,
    count: u64,
}

impl Jobs {
    fn run(&mut self, cancelled: bool) {
        self.count += 1;
        let folder = self.folder.join(format!("{:06}", self.count));
        std::fs::create_dir(&folder).expect("a folder of its own");
        if let Some(watch) = Watch::of(&folder) { // CALLER
            if !cancelled {
                std::fs::write(folder.join("result"), "done").expect("a result");
                watch.wait();
                watch.close();
            } else if !self.leak {
                watch.close();
            } // PLANTED: nobody waits for a cancelled job, and nobody closes its watch
        }
        std::fs::remove_dir_all(&folder).expect("its own folder");
    }
}

fn main() {
    let plant = plant::Plant::parse();
    let jobs = RefCell::new(Jobs { leak: plant.leak, folder: plant.dir.clone(), count: 0 });
    plant.ready("");
    plant.live(|| jobs.borrow_mut().run(false), || jobs.borrow_mut().run(true));
}
