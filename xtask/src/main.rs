//! Tasks of the workspace, `cargo xtask …`: one file per command.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line writes to its streams"
)]

mod bench;
mod ci;
mod error;
mod figures;
mod layers;
mod verify;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Verification, benches, figures, layers and CI of the workspace"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Verify(verify::Verify),
    Bench(bench::Bench),
    Figures(figures::Figures),
    Layers(layers::Layers),
    Ci(ci::Ci),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Verify(verify) => verify.run(),
        Command::Bench(bench) => bench.run(),
        Command::Figures(figures) => figures.run(),
        Command::Layers(layers) => layers.run(),
        Command::Ci(ci) => ci.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(error.exit_status())
        }
    }
}
