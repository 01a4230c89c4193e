//! `bench`: what the work of a user costs, in CPU time of the process, beside the peers.

mod clock;
mod factorization;
mod haldane;
mod peers;
mod sample;
mod sparse;
mod supercell;

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::error::TaskError;
use crate::workspace;

/// Measure CPU time and memory of typical work
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Only these: haldane, supercell, sample, sparse, factorization
    names: Vec<String>,
    /// Also run the peers that are found, and say how to install the others
    #[arg(long)]
    peer: bool,
    /// Write the lines to a JSON file
    #[arg(long, value_name = "F")]
    json: Option<PathBuf>,
}

/// A bench by its name; it is told whether to run the peers.
type Run = fn(bool) -> Result<Vec<Line>, TaskError>;

const BENCHES: [(&str, Run); 5] = [
    ("haldane", haldane::run),
    ("supercell", supercell::run),
    ("sample", sample::run),
    ("sparse", |_| sparse::run()),
    ("factorization", factorization::run),
];

/// One measured number and what it should be.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Line {
    bench: &'static str,
    what: String,
    value: f64,
    unit: &'static str,
    goal: String,
    met: Option<bool>,
}

impl Line {
    /// A number with a goal.
    pub(crate) fn new(
        bench: &'static str,
        what: String,
        value: f64,
        unit: &'static str,
        goal: &str,
        met: bool,
    ) -> Self {
        Self { bench, what, value, unit, goal: goal.to_owned(), met: Some(met) }
    }

    /// A number for information.
    pub(crate) fn plain(bench: &'static str, what: String, value: f64, unit: &'static str) -> Self {
        Self { bench, what, value, unit, goal: String::new(), met: None }
    }

    fn print(&self) {
        let verdict = match self.met {
            Some(true) => format!("  (goal: {}: met)", self.goal),
            Some(false) => format!("  (goal: {}: NOT MET)", self.goal),
            None => String::new(),
        };
        println!("  {:<64} {:>10.4} {}{verdict}", self.what, self.value, self.unit);
    }
}

impl Bench {
    pub(crate) fn run(&self) -> Result<(), TaskError> {
        println!("{}", clock::machine());
        if let Some(name) =
            self.names.iter().find(|name| BENCHES.iter().all(|(known, _)| known != name))
        {
            let known: Vec<&str> = BENCHES.iter().map(|(name, _)| *name).collect();
            let near =
                thouless_tests::nearest(name, known.iter().copied()).unwrap_or_default().to_owned();
            return Err(thouless_tests::RegistryError::Unknown {
                what: "bench",
                name: name.clone(),
                nearest: near,
                known: known.join(", "),
            }
            .into());
        }
        let mut lines = Vec::new();
        for (name, run) in BENCHES {
            if self.names.is_empty() || self.names.iter().any(|wanted| wanted == name) {
                println!("{name}");
                let measured = run(self.peer)?;
                measured.iter().for_each(Line::print);
                lines.extend(measured);
            }
        }
        if let Some(path) = &self.json {
            let json = serde_json::to_string_pretty(&lines).map_err(|error| TaskError::File {
                path: path.clone(),
                reason: error.to_string(),
            })?;
            workspace::write(path, json.as_bytes())?;
        }
        Ok(())
    }
}

/// Turns an error of the library into one of a bench.
pub(crate) fn bench_error(bench: &'static str, error: &dyn std::error::Error) -> TaskError {
    TaskError::Bench { bench, reason: error.to_string() }
}
