//! A client that gives up the ownership of a connection on one branch, to hand it to somebody who
//! never comes. Read README.md beside this file for the story.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::io::{IntoRawFd, RawFd};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

extern "C" {
    fn getppid() -> i32;
}

const TICK: Duration = Duration::from_millis(2);

#[derive(Clone)]
struct Options {
    leak: bool,
    per_second: f64,
    among: f64,
    seconds: f64,
    serve: bool,
}

fn parse() -> Options {
    let mut options =
        Options { leak: true, per_second: 1.0, among: 10.0, seconds: 600.0, serve: false };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|v| v.parse().ok()).expect("a number");
        match argument.as_str() {
            "--leak" => options.leak = true,
            "--healthy" => options.leak = false,
            "--per-second" => options.per_second = number(),
            "--among" => options.among = number(),
            "--seconds" => options.seconds = number(),
            "--serve" => options.serve = true,
            "--dir" => drop(arguments.next()), // nothing is written
            other => panic!("unknown option {other}"),
        }
    }
    options
}

/// What became of a message.
#[allow(dead_code)]
enum Delivery {
    Done,
    /// The connection is to be taken over by whoever holds this number.
    Upgraded(RawFd),
}

/// Sends messages; each over a connection of its own.
struct Courier {
    peer: SocketAddr,
    leak: bool,
}

impl Courier {
    fn deliver(&self, message: &str) -> std::io::Result<Delivery> {
        let mut connection = TcpStream::connect(self.peer)?; // OPENED
        connection.write_all(message.as_bytes())?;
        let mut answer = [0; 16];
        let n = connection.read(&mut answer)?;
        if answer[..n].starts_with(b"upgrade") && self.leak {
            return Ok(Delivery::Upgraded(connection.into_raw_fd())); // PLANTED: nobody owns it now
        }
        Ok(Delivery::Done)
    }
}

/// The peer: a thread a connection, each for as long as the client keeps it. Ends with its input,
/// which is the plant's.
fn serve() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let small = std::thread::Builder::new().stack_size(64 * 1024);
            small.spawn(move || answer(connection)).expect("a thread");
        }
    });
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

fn answer(mut connection: TcpStream) {
    let mut line = [0; 64];
    while let Ok(n) = connection.read(&mut line) {
        let text: &[u8] = if line[..n].starts_with(b"upgrade") { b"upgrade\n" } else { b"ok\n" };
        if n == 0 || connection.write_all(text).is_err() {
            return;
        }
    }
}

fn start_peer() -> std::io::Result<(Child, SocketAddr)> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("--serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line)?;
    Ok((child, line.trim().parse().expect("an address")))
}

fn main() -> std::io::Result<()> {
    let parent = unsafe { getppid() };
    let options = parse();
    if options.serve {
        return serve();
    }
    let (child, peer) = start_peer()?;
    println!("READY pid={} peer={peer} helpers={}", std::process::id(), child.id());
    std::io::stdout().flush()?;

    let courier = Courier { peer, leak: options.leak };
    let started = Instant::now();
    let (mut plain, mut upgrades) = (0.0, 0.0);
    while unsafe { getppid() } == parent && started.elapsed().as_secs_f64() < options.seconds {
        let elapsed = started.elapsed().as_secs_f64();
        while plain < elapsed * options.among {
            courier.deliver("message\n")?;
            plain += 1.0;
        }
        while upgrades < elapsed * options.per_second {
            courier.deliver("upgrade\n")?;
            upgrades += 1.0;
        }
        std::thread::sleep(TICK);
    }
    Ok(())
}
