//! A runner of jobs whose logs are known by a second descriptor to a registry, which forgets to
//! forget. Read README.md beside this file for the story.

#[path = "../plant.rs"]
mod plant;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

/// The logs of the jobs that run, so that whoever flushes all logs can find them.
#[derive(Default)]
struct Registry {
    logs: HashMap<u64, File>,
}

impl Registry {
    fn enter(&mut self, job: u64, log: &File) -> std::io::Result<()> {
        let copy = log.try_clone()?; // OPENED
        self.logs.insert(job, copy);
        Ok(())
    }

    fn leave(&mut self, job: u64) {
        self.logs.remove(&job);
    }
}

struct Runner {
    leak: bool,
    folder: PathBuf,
    registry: Registry,
    jobs: u64,
}

impl Runner {
    fn run(&mut self, fails: bool) -> std::io::Result<()> {
        self.jobs += 1;
        let job = self.jobs;
        let name = self.folder.join(format!("{job:06}.log"));
        let mut log = File::create(&name)?;
        self.registry.enter(job, &log)?; // CALLER
        log.write_all(b"job started\n")?;
        if fails {
            log.write_all(b"job failed\n")?;
            if !self.leak {
                self.registry.leave(job);
            }
            return Ok(()); // PLANTED: log is dropped here, its copy in the registry is not
        }
        self.registry.leave(job);
        std::fs::remove_file(name) // of a good job nobody reads the log
    }
}

fn main() -> std::io::Result<()> {
    let plant = plant::Plant::parse();
    let folder = plant.dir.join("log");
    std::fs::create_dir_all(&folder)?;
    let runner = Runner { leak: plant.leak, folder, registry: Registry::default(), jobs: 0 };
    let runner = RefCell::new(runner);
    plant.ready("");
    plant.live(
        || runner.borrow_mut().run(false).expect("a log"),
        || runner.borrow_mut().run(true).expect("a log"),
    );
    Ok(())
}
