//! `bench`: what the work of a user costs, in CPU time of the process, beside the peers.

mod clock;
mod peers;

use clap::Args;

use crate::error::TaskError;

/// Measure CPU time and memory of typical work
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Also run the peers that are found, and say how to install the others
    #[arg(long)]
    peer: bool,
}

impl Bench {
    pub(crate) fn run(&self) -> Result<(), TaskError> {
        println!("{}", clock::machine());
        Ok(())
    }
}
