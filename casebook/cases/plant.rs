//! What the plants in Rust share: their options, the rhythm of their traffic, when they have to
//! end, and a peer to talk to.
//!
//! A plant ends by itself: after --seconds, when the process that started it is gone, or by
//! SIGTERM, whose default action is all it needs. Its peer is the same program with --serve, and
//! ends when its input does, which is the plant's to hold.
#![allow(dead_code)] // no plant needs all of it

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

extern "C" {
    fn getppid() -> i32;
}

const TICK: Duration = Duration::from_millis(5);
const PEER_STACK_BYTES: usize = 64 * 1024;

pub struct Plant {
    pub leak: bool,
    /// Leaks a second.
    pub per_second: f64,
    /// Healthy operations a second beside the leaks.
    pub among: f64,
    /// Folder to write in; it is there.
    pub dir: PathBuf,
    seconds: f64,
    parent: i32,
    started: Instant,
}

impl Plant {
    /// Reads the options. Where they say --serve, this process is the peer and never returns.
    pub fn parse() -> Plant {
        let mut plant = Plant {
            leak: true,
            per_second: 1.0,
            among: 10.0,
            dir: std::env::temp_dir().join(format!("seep-case-{}", std::process::id())),
            seconds: 600.0,
            parent: unsafe { getppid() },
            started: Instant::now(),
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().unwrap_or_default();
            match argument.as_str() {
                "--leak" => plant.leak = true,
                "--healthy" => plant.leak = false,
                "--per-second" => plant.per_second = number(&argument, &value()),
                "--among" => plant.among = number(&argument, &value()),
                "--seconds" => plant.seconds = number(&argument, &value()),
                "--dir" => plant.dir = PathBuf::from(value()),
                "--serve" => serve(),
                _ => refuse(&format!("unknown option {argument}")),
            }
        }
        std::fs::create_dir_all(&plant.dir).expect("the folder of --dir");
        plant
    }

    /// Prints the one line that says what there is to find.
    pub fn ready(&self, more: &str) {
        println!("READY pid={} dir={} {more}", std::process::id(), self.dir.display());
        std::io::stdout().flush().expect("stdout");
    }

    /// Does both kinds of work, each at its rate, until it is time to end; what fell behind is
    /// caught up with.
    pub fn live(&self, mut healthy: impl FnMut(), mut planted: impl FnMut()) {
        let (mut healthy_done, mut planted_done) = (0.0, 0.0);
        while unsafe { getppid() } == self.parent && self.elapsed() < self.seconds {
            while healthy_done < self.elapsed() * self.among {
                healthy();
                healthy_done += 1.0;
            }
            while planted_done < self.elapsed() * self.per_second {
                planted();
                planted_done += 1.0;
            }
            std::thread::sleep(TICK);
        }
    }

    fn elapsed(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }
}

fn number(option: &str, value: &str) -> f64 {
    match value.parse() {
        Ok(number) if number > 0.0 => number,
        _ => refuse(&format!("{option} takes a number above 0")),
    }
}

fn refuse(why: &str) -> ! {
    eprintln!("{why}");
    std::process::exit(64)
}

/// Who answers "ok" to every line and keeps the connection, but to one that begins with "refuse"
/// answers "no" and hangs up.
pub struct Peer {
    pub address: SocketAddr,
    process: Child,
}

impl Peer {
    pub fn start() -> std::io::Result<Peer> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("--serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("its output")).read_line(&mut line)?;
        Ok(Peer { address: line.trim().parse().expect("an address"), process })
    }

    pub fn pid(&self) -> u32 {
        self.process.id()
    }
}

fn serve() -> ! {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    println!("{}", listener.local_addr().expect("its address"));
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let small = std::thread::Builder::new().stack_size(PEER_STACK_BYTES);
            small.spawn(move || answer(connection)).expect("a thread");
        }
    });
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    std::process::exit(0)
}

fn answer(mut connection: TcpStream) {
    let mut line = [0; 64];
    while let Ok(n) = connection.read(&mut line) {
        if line[..n].starts_with(b"refuse") {
            let _ = connection.write_all(b"no\n");
            return;
        }
        if n == 0 || connection.write_all(b"ok\n").is_err() {
            return;
        }
    }
}
