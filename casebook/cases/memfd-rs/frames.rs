//! A compositor that draws each frame into shared memory, and keeps those that nobody presented.
//! Read README.md beside this file for the story.

#[path = "../plant.rs"]
mod plant;

use std::fs::File;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::os::raw::{c_char, c_int, c_uint};
use std::os::unix::io::FromRawFd;

extern "C" {
    fn memfd_create(name: *const c_char, flags: c_uint) -> c_int;
}

const MFD_CLOEXEC: c_uint = 1; // memfd_create(2)
const NAME: &[u8] = b"frame\0";
const FRAME_BYTES: usize = 4096;

/// A frame in memory that another process could map. It is given back by [Frame::release], when
/// whoever shows it is done; dropping it gives back nothing.
struct Frame {
    memory: ManuallyDrop<File>,
}

impl Frame {
    fn new() -> Frame {
        let fd = unsafe { memfd_create(NAME.as_ptr().cast(), MFD_CLOEXEC) }; // OPENED
        assert!(fd >= 0, "memfd_create: {}", std::io::Error::last_os_error());
        Frame { memory: ManuallyDrop::new(unsafe { File::from_raw_fd(fd) }) }
    }

    fn draw(&mut self) {
        self.memory.write_all(&[0x55; FRAME_BYTES]).expect("memory");
    }

    fn release(self) {
        drop(ManuallyDrop::into_inner(self.memory));
    }
}

struct Compositor {
    leak: bool,
}

impl Compositor {
    fn show(&self, visible: bool) {
        let mut frame = Frame::new(); // CALLER
        frame.draw();
        if !visible && self.leak {
            return; // PLANTED: dropped, as if that released it
        }
        frame.release();
    }
}

fn main() {
    let plant = plant::Plant::parse();
    let compositor = Compositor { leak: plant.leak };
    plant.ready("");
    plant.live(|| compositor.show(true), || compositor.show(false));
}
