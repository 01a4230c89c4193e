//! `ci`: everything that must hold before a change lands, in the order in which it fails soonest.

use std::time::Instant;

use clap::Args;

use crate::error::TaskError;
use crate::figures::Figures;
use crate::layers::Layers;
use crate::verify::Verify;
use crate::workspace;

/// Run what CI runs: format, lints, tests, documentation, layers, known values, figures
#[derive(Debug, Args)]
pub(crate) struct Ci {
    /// Leave out the tests, where `cargo test` has just run
    #[arg(long)]
    tested: bool,
}

type Step = (&'static str, Box<dyn Fn() -> Result<(), TaskError>>);

impl Ci {
    pub(crate) fn run(&self) -> Result<(), TaskError> {
        let mut steps: Vec<Step> = vec![
            ("format", cargo_step("fmt --all --check", None)),
            ("layers", Box::new(|| Layers::checked().run())),
            (
                "lints",
                cargo_step(
                    "clippy --workspace --all-targets --release --quiet -- -D warnings",
                    None,
                ),
            ),
            (
                "documentation",
                cargo_step(
                    "doc --workspace --no-deps --release --quiet",
                    Some(("RUSTDOCFLAGS", "-D warnings")),
                ),
            ),
            ("known values", Box::new(|| Verify::quick_check().run())),
            ("figures", Box::new(|| Figures::checked().run())),
        ];
        if !self.tested {
            steps.insert(3, ("tests", cargo_step("test --workspace --release", None)));
        }

        let mut failed = Vec::new();
        for (name, step) in &steps {
            println!("--- {name}");
            let start = Instant::now();
            let result = step();
            if let Err(error) = &result {
                eprintln!("error: {error}");
                failed.push((*name).to_owned());
            }
            let verdict = if result.is_ok() { "holds" } else { "FAILED" };
            println!("--- {name}: {verdict} ({:.0} s)", start.elapsed().as_secs_f64());
        }
        if failed.is_empty() {
            Ok(())
        } else {
            Err(TaskError::Steps { failed, n_run: steps.len() })
        }
    }
}

/// Returns a step that runs cargo with these words.
fn cargo_step(
    words: &'static str,
    environment: Option<(&'static str, &'static str)>,
) -> Box<dyn Fn() -> Result<(), TaskError>> {
    Box::new(move || {
        let mut cargo = workspace::cargo();
        cargo.args(words.split(' '));
        if let Some((name, value)) = environment {
            cargo.env(name, value);
        }
        workspace::run(&mut cargo)
    })
}
