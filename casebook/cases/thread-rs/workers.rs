//! A service that starts a worker for each client, and leaves the sender of a client that fell
//! silent where nobody drops it. Read README.md beside this file for the story.

#[path = "../plant.rs"]
mod plant;

use std::cell::RefCell;
use std::sync::mpsc::{channel, Receiver, Sender};
use std::thread::Builder;
use std::time::Duration;

const STACK_BYTES: usize = 64 * 1024;
const MESSAGE_TIME: Duration = Duration::from_millis(20);

/// What a worker does: all that its client sends, until the client's sender is dropped.
fn work(messages: Receiver<&'static str>) {
    while messages.recv().is_ok() {
        std::thread::sleep(MESSAGE_TIME);
    }
}

struct Service {
    leak: bool,
    /// Senders of clients that said no goodbye, should they come back.
    silent: RefCell<Vec<Sender<&'static str>>>,
}

impl Service {
    fn client(&self, says_goodbye: bool) {
        let (sender, receiver) = channel();
        Builder::new()
            .name("worker".into())
            .stack_size(STACK_BYTES)
            .spawn(move || work(receiver)) // OPENED
            .expect("a thread");
        sender.send("hello").expect("its worker");
        if !says_goodbye && self.leak {
            self.silent.borrow_mut().push(sender); // PLANTED: so its worker waits for ever
        }
    }
}

fn main() {
    let plant = plant::Plant::parse();
    let service = Service { leak: plant.leak, silent: RefCell::default() };
    plant.ready("");
    plant.live(|| service.client(true), || service.client(false));
}
