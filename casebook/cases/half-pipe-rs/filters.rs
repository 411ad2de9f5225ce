//! A server that runs a filter for each text, and keeps the pipe to one that ended early. Read
//! README.md beside this file for the story.

#[path = "../plant.rs"]
mod plant;

use std::cell::RefCell;
use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};

/// Filters by the input they are given; a filter ends with the first line.
#[derive(Default)]
struct Filters {
    leak: bool,
    /// Inputs of the filters that may be sent more.
    inputs: Vec<(u32, ChildStdin)>,
}

impl Filters {
    fn start(&mut self) -> std::io::Result<Child> {
        let mut filter = Command::new("head")
            .arg("-n1")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?; // OPENED
        let input = filter.stdin.take().expect("its input");
        self.inputs.push((filter.id(), input));
        Ok(filter)
    }

    fn send(&mut self, filter: &Child, text: &str) -> std::io::Result<()> {
        let known = self.inputs.iter_mut().find(|(id, _)| *id == filter.id());
        known.expect("a filter that runs").1.write_all(text.as_bytes())
    }

    fn close_input(&mut self, filter: &Child) {
        self.inputs.retain(|(id, _)| *id != filter.id());
    }

    /// A text is over when its filter is told so, or when the filter ended by itself.
    fn run(&mut self, told: bool) -> std::io::Result<()> {
        let mut filter = self.start()?; // CALLER
        self.send(&filter, "the first line\n")?;
        if told {
            self.close_input(&filter);
        }
        filter.wait()?;
        if !told && !self.leak {
            self.close_input(&filter);
        }
        Ok(()) // PLANTED: the child is gone and waited for, its input is still in the list
    }
}

fn main() {
    let plant = plant::Plant::parse();
    let filters = RefCell::new(Filters { leak: plant.leak, ..Filters::default() });
    plant.ready("");
    plant.live(
        || filters.borrow_mut().run(true).expect("a filter"),
        || filters.borrow_mut().run(false).expect("a filter"),
    );
}
