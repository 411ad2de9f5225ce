//! A client whose channels are born as a pair, a connection and an eventfd to wake it, of which
//! only one is closed when a channel is dropped. Read README.md beside this file for the story.

#[path = "../plant.rs"]
mod plant;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::raw::{c_int, c_uint};

extern "C" {
    fn eventfd(initial: c_uint, flags: c_int) -> c_int;
    fn close(fd: c_int) -> c_int;
}

const EFD_CLOEXEC: c_int = 0o2000000; // eventfd(2)

struct Channel {
    connection: TcpStream,
    wake: c_int,
    leak: bool,
}

impl Channel {
    fn open(peer: SocketAddr, leak: bool) -> std::io::Result<Channel> {
        let connection = TcpStream::connect(peer)?;
        let wake = unsafe { eventfd(0, EFD_CLOEXEC) }; // OPENED
        if wake < 0 {
            return Err(std::io::Error::last_os_error());
        }
        Ok(Channel { connection, wake, leak })
    }

    fn ask(&mut self, question: &str) -> std::io::Result<bool> {
        self.connection.write_all(question.as_bytes())?;
        let mut answer = [0; 16];
        let n = self.connection.read(&mut answer)?;
        Ok(answer[..n].starts_with(b"ok"))
    }

    /// The end that the good path takes.
    fn shut(mut self) {
        self.close_wake();
    }

    fn close_wake(&mut self) {
        if self.wake >= 0 {
            unsafe { close(self.wake) };
            self.wake = -1;
        }
    }
}

/// The end that every other path takes. The connection has a drop of its own.
impl Drop for Channel {
    fn drop(&mut self) {
        if self.leak {
            return; // PLANTED: a bare number is closed by nobody
        }
        self.close_wake();
    }
}

fn request(peer: SocketAddr, leak: bool, question: &str) {
    let mut channel = Channel::open(peer, leak).expect("a channel"); // CALLER
    if channel.ask(question).expect("an answer") {
        channel.shut();
    }
}

fn main() -> std::io::Result<()> {
    let plant = plant::Plant::parse();
    let peer = plant::Peer::start()?;
    plant.ready(&format!("peer={} helpers={}", peer.address, peer.pid()));
    plant.live(
        || request(peer.address, plant.leak, "question\n"),
        || request(peer.address, plant.leak, "refuse\n"),
    );
    Ok(())
}
