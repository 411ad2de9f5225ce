//! A program that forgets a pair of pipes a second, both ends. Read README.md beside this file.

use std::io::Write;
use std::os::raw::c_int;
use std::time::{Duration, Instant};

extern "C" {
    fn pipe2(ends: *mut c_int, flags: c_int) -> c_int;
    fn close(fd: c_int) -> c_int;
    fn getppid() -> c_int;
}

const O_CLOEXEC: c_int = 0o2000000;
const JOBS_PER_SECOND: f64 = 5.0;
const JOB_TIME: Duration = Duration::from_millis(200);
const TICK: Duration = Duration::from_millis(20);

struct Options {
    leak: bool,
    per_second: f64,
    seconds: f64,
}

/// Both ends of a pipe, closed when dropped.
struct Pipe([c_int; 2]);

impl Pipe {
    fn new() -> Pipe {
        let mut ends = [0; 2];
        if unsafe { pipe2(ends.as_mut_ptr(), O_CLOEXEC) } != 0 { // OPENED
            panic!("pipe2: {}", std::io::Error::last_os_error());
        }
        Pipe(ends)
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        for end in self.0 {
            unsafe { close(end) };
        }
    }
}

fn parse() -> Options {
    let mut options = Options { leak: true, per_second: 1.0, seconds: 600.0 };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|v| v.parse().ok()).expect("a number");
        match argument.as_str() {
            "--leak" => options.leak = true,
            "--healthy" => options.leak = false,
            "--per-second" => options.per_second = number(),
            "--seconds" => options.seconds = number(),
            "--dir" => drop(arguments.next()), // nothing is written
            other => panic!("unknown option {other}"),
        }
    }
    options
}

fn main() {
    let parent = unsafe { getppid() };
    let options = parse();
    println!("READY pid={}", std::process::id());
    std::io::stdout().flush().expect("stdout");

    let started = Instant::now();
    let (mut jobs, mut forgotten) = (0.0, 0.0);
    let mut running: Vec<(Instant, Pipe)> = Vec::new();
    while unsafe { getppid() } == parent && started.elapsed().as_secs_f64() < options.seconds {
        running.retain(|(since, _)| since.elapsed() < JOB_TIME);
        let elapsed = started.elapsed().as_secs_f64();
        while jobs < elapsed * JOBS_PER_SECOND {
            running.push((Instant::now(), Pipe::new()));
            jobs += 1.0;
        }
        while forgotten < elapsed * options.per_second {
            let pipe = Pipe::new(); // CALLER
            if options.leak {
                std::mem::forget(pipe); // PLANTED: both ends stay open
            }
            forgotten += 1.0;
        }
        std::thread::sleep(TICK);
    }
}
