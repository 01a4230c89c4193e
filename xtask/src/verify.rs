//! `verify`: recompute every known value of the registry, and write `docs/validation.md`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use thouless_tests::{
    Case, Cost, Outcome, Registry, Selection, first_difference, lines_agree, page_row,
    terminal_line, validation_page,
};

use crate::error::TaskError;
use crate::workspace;

/// Recompute the known values and compare
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Only one area: linalg, lattice, bands, …
    #[arg(long, value_name = "A")]
    area: Option<String>,
    /// Only one entry, whatever it costs
    #[arg(long, value_name = "I")]
    id: Option<String>,
    /// Only what is done in 30 seconds
    #[arg(long, conflicts_with = "full")]
    quick: bool,
    /// Also what takes long
    #[arg(long)]
    full: bool,
    /// Write all outcomes to a JSON file
    #[arg(long, value_name = "F")]
    json: Option<PathBuf>,
    /// Compare docs/validation.md instead of writing it
    #[arg(long)]
    check: bool,
}

/// The file that `--json` writes.
#[derive(Debug, Serialize)]
struct Entries<'a> {
    entries: Vec<&'a Outcome>,
}

impl Verify {
    /// The verification that CI runs: the quick entries, against the page.
    pub(crate) fn quick_check() -> Self {
        Self { area: None, id: None, quick: true, full: false, json: None, check: true }
    }

    pub(crate) fn run(&self) -> Result<(), TaskError> {
        let start = Instant::now();
        let registry = Registry::load()?;
        let cost = match (self.quick, self.full) {
            (true, _) => Cost::Fast,
            (_, true) => Cost::Slow,
            _ => Cost::Standard,
        };
        let selection = Selection { area: self.area.clone(), id: self.id.clone(), cost };
        let cases = registry.select(&selection)?;
        let outcomes = run_all(&registry, &cases);

        if let Some(path) = &self.json {
            let entries =
                Entries { entries: outcomes.iter().map(|(_, outcome)| outcome).collect() };
            let json = serde_json::to_string_pretty(&entries).map_err(|error| TaskError::File {
                path: path.clone(),
                reason: error.to_string(),
            })?;
            workspace::write(path, json.as_bytes())?;
        }
        let failures: Vec<String> = outcomes
            .iter()
            .filter(|(_, outcome)| !outcome.passed)
            .map(|(_, outcome)| format!("  {}", outcome.failure()))
            .collect();
        println!(
            "{} of {} values verified in {:.1} s",
            outcomes.len() - failures.len(),
            outcomes.len(),
            start.elapsed().as_secs_f64()
        );
        if !failures.is_empty() {
            return Err(TaskError::Verification {
                n_failed: failures.len(),
                n_run: outcomes.len(),
                list: failures.join("\n"),
            });
        }
        self.page(&registry, outcomes)
    }

    /// Writes or compares the page; a partial run can only compare its own rows, and does so with `--check`.
    fn page(&self, registry: &Registry, outcomes: Vec<(&Case, Outcome)>) -> Result<(), TaskError> {
        let path = workspace::root().join("docs/validation.md");
        let command = "cargo xtask verify";
        if self.area.is_none() && self.id.is_none() && !self.quick {
            let standard: Vec<(&Case, Outcome)> =
                outcomes.into_iter().filter(|(case, _)| case.cost <= Cost::Standard).collect();
            let page = validation_page(registry, &standard);
            let old = workspace::read(&path).unwrap_or_default();
            // What differs only by rounding on another processor stays as it is.
            return match first_difference(&old, &page, &standard) {
                None => Ok(()),
                Some((line, is, would_be)) if self.check => {
                    let difference = format!("line {line} is\n  {is}\nand would be\n  {would_be}");
                    Err(TaskError::Outdated { path, command, difference })
                }
                Some(_) => workspace::write(&path, page.as_bytes()),
            };
        }
        if self.check {
            let page = workspace::read(&path)?;
            for (case, outcome) in outcomes.iter().filter(|(case, _)| case.cost <= Cost::Standard) {
                let row = page_row(case, outcome);
                if !page.lines().any(|line| lines_agree(case, outcome, line, &row)) {
                    let difference = format!("it has no row\n  {row}");
                    return Err(TaskError::Outdated { path, command, difference });
                }
            }
        }
        Ok(())
    }
}

/// Runs the entries in order, each printed as it ends, with a bar on a terminal.
///
/// One after the other: a check uses all cores inside, and its time is then its own.
fn run_all<'a>(registry: &Registry, cases: &[&'a Case]) -> Vec<(&'a Case, Outcome)> {
    let bar = ProgressBar::new(cases.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style);
    }
    let outcomes = cases
        .iter()
        .map(|case| {
            bar.set_message(case.id.clone());
            let source = registry
                .works
                .get(&case.source)
                .map(thouless_tests::Reference::short)
                .unwrap_or_default();
            let outcome = case.run(source);
            bar.suspend(|| println!("{}", terminal_line(case, &outcome)));
            bar.inc(1);
            (*case, outcome)
        })
        .collect();
    bar.finish_and_clear();
    outcomes
}
