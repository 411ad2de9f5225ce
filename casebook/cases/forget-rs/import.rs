//! An importer that hands its files to a C library, and forgets who owns one that is refused.
//! Read README.md beside this file for the story.

#[path = "../plant.rs"]
mod plant;

use std::fs::File;
use std::os::unix::io::{IntoRawFd, RawFd};
use std::path::{Path, PathBuf};

extern "C" {
    fn close(fd: RawFd) -> i32;
    fn read(fd: RawFd, buffer: *mut u8, size: usize) -> isize;
}

const RECORD: &[u8; 8] = b"REC1data";
const RUBBISH: &[u8; 8] = b"????data";

/// What a decoder in C does: 0 when it took the file, which it then closes; -1 when it did not.
fn c_decode(fd: RawFd) -> i32 {
    let mut magic = [0; 4];
    let n = unsafe { read(fd, magic.as_mut_ptr(), magic.len()) };
    if n != 4 || &magic != b"REC1" {
        return -1;
    }
    unsafe { close(fd) };
    0
}

struct Importer {
    leak: bool,
    folder: PathBuf,
    count: u64,
}

impl Importer {
    fn import(&self, name: &Path) -> std::io::Result<bool> {
        let file = File::open(name)?; // OPENED
        let fd = file.into_raw_fd();
        if c_decode(fd) == 0 {
            return Ok(true);
        }
        if self.leak {
            return Ok(false); // PLANTED: the library did not take it, so it is still ours
        }
        unsafe { close(fd) };
        Ok(false)
    }

    /// A file arrives; what cannot be imported is left in the folder, to be looked at.
    fn receive(&mut self, content: &[u8]) {
        self.count += 1;
        let name = self.folder.join(format!("{:06}.rec", self.count));
        std::fs::write(&name, content).expect("a new file");
        if self.import(&name).expect("a file just written") {
            std::fs::remove_file(&name).expect("a file just read");
        }
    }
}

fn main() {
    let plant = plant::Plant::parse();
    let folder = plant.dir.join("incoming");
    std::fs::create_dir_all(&folder).expect("a folder");
    let importer = Importer { leak: plant.leak, folder, count: 0 };
    let importer = std::cell::RefCell::new(importer);
    plant.ready("");
    plant.live(
        || importer.borrow_mut().receive(RECORD),
        || importer.borrow_mut().receive(RUBBISH),
    );
}
