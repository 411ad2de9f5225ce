//! A client whose sessions and their handlers hold each other. Read README.md beside this file for
//! the story.

#[path = "../plant.rs"]
mod plant;

use std::cell::{Cell, RefCell};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::rc::Rc;

type Handler = Box<dyn Fn(&str)>;

/// One connection, and what is to be done with its answer.
struct Session {
    connection: RefCell<TcpStream>,
    on_answer: RefCell<Option<Handler>>,
    answers: Cell<u32>,
}

impl Session {
    fn open(peer: SocketAddr) -> std::io::Result<Rc<Session>> {
        let connection = TcpStream::connect(peer)?; // OPENED
        let session = Rc::new(Session {
            connection: RefCell::new(connection),
            on_answer: RefCell::new(None),
            answers: Cell::new(0),
        });
        // The handler needs its session, which holds the handler: whoever ends one must part them.
        let owner = Rc::clone(&session);
        *session.on_answer.borrow_mut() = Some(Box::new(move |answer| {
            owner.answers.set(owner.answers.get() + u32::from(answer == "ok"));
        }));
        Ok(session)
    }

    fn ask(&self, question: &str) -> std::io::Result<bool> {
        let mut connection = self.connection.borrow_mut();
        connection.write_all(question.as_bytes())?;
        let mut answer = [0; 16];
        let n = connection.read(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer[..n]);
        if let Some(handler) = self.on_answer.borrow().as_ref() {
            handler(answer.trim());
        }
        Ok(self.answers.get() > 0)
    }

    /// Parts the session and its handler, so that both are dropped.
    fn end(&self) {
        self.on_answer.borrow_mut().take();
    }
}

struct Client {
    peer: SocketAddr,
    leak: bool,
}

impl Client {
    fn request(&self, question: &str) -> std::io::Result<()> {
        let session = Session::open(self.peer)?; // CALLER
        if !session.ask(question)? && self.leak {
            return Ok(()); // PLANTED: refused, so there is nothing to end; the cycle stays
        }
        session.end();
        Ok(())
    }
}

fn main() -> std::io::Result<()> {
    let plant = plant::Plant::parse();
    let peer = plant::Peer::start()?;
    let client = Client { peer: peer.address, leak: plant.leak };
    plant.ready(&format!("peer={} helpers={}", peer.address, peer.pid()));
    plant.live(
        || client.request("question\n").expect("an answer"),
        || client.request("refuse\n").expect("an answer"),
    );
    Ok(())
}
