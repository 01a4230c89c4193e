//! One file per command; what all share stands in files of its own.

mod anyon;
mod arguments;
mod bands;
mod dos;
mod failure;
mod fermi;
mod models;
mod progress;
mod report;
mod table;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use failure::Failure;
use report::Target;

/// Quantum transport and topological matter, from a lattice model to the number that an experiment
/// would read.
#[derive(Debug, Parser)]
#[command(name = "thouless", version, propagate_version = true, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
MODEL is a name from `thouless models` with parameters, as in haldane:t2=0.1,phi=pi/2, or a path to a
model file (.toml) or to Wannier90 output (SEED_hr.dat, SEED_tb.dat).

Examples:
  thouless models
  thouless models haldane --toml > mine.toml
  thouless bands haldane -o bands.svg
  thouless dos mine.toml:t2=0.2 --grid 400x400 --json

Exit status: 0 done, 1 the computation cannot be done, 2 the input is wrong.";

/// What every command understands.
#[derive(Debug, Args)]
struct Shared {
    /// Print one JSON object and nothing else
    #[arg(long, global = true)]
    json: bool,

    /// Write the result: .svg or .png (figure), .json, .csv, .npy or .npz (data)
    #[arg(short, long, global = true, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Threads to compute on (all cores where left out)
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    /// Seed of everything random
    #[arg(long, global = true, value_name = "N", default_value_t = 0, allow_hyphen_values = true, value_parser = arguments::seed)]
    seed: u64,

    /// No progress and no notes on standard error
    #[arg(long, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Models(models::Models),
    Bands(bands::Bands),
    Dos(dos::Dos),
    Fermi(fermi::Fermi),
    Anyon(anyon::Anyon),
}

/// Runs the command line and turns its outcome into an exit status.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return failure::report_usage(&error),
    };
    match execute(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn execute(cli: &Cli) -> Result<(), Failure> {
    let target = Target::new(cli.shared.output.clone(), cli.shared.json, cli.shared.quiet)?;
    let progress = progress::handle(cli.shared.quiet);
    on_threads(cli.shared.threads, || match &cli.command {
        Command::Models(command) => command.run(&target),
        Command::Bands(command) => command.run(&target, &progress),
        Command::Dos(command) => command.run(&target, &progress),
        Command::Fermi(command) => command.run(&target, &progress),
        Command::Anyon(command) => command.run(&target),
    })
}

/// Runs `work` on the asked number of threads.
fn on_threads<T: Send>(
    threads: Option<u16>,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    let Some(threads) = threads else { return work() };
    rayon::ThreadPoolBuilder::new()
        .num_threads(usize::from(threads))
        .build()
        .map_err(|error| {
            Failure::input(
                format!("{threads} threads could not be started: {error}"),
                "ask for fewer with --threads",
            )
        })?
        .install(work)
}
