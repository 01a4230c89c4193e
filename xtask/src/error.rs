//! Why a task failed.

use std::path::PathBuf;

use thiserror::Error;

/// Why a task failed.
#[derive(Debug, Error)]
pub(crate) enum TaskError {
    /// The registry cannot be read, or has not what was asked for.
    #[error(transparent)]
    Registry(#[from] thouless_tests::RegistryError),
    /// Known values did not come out.
    #[error("{n_failed} of {n_run} known values failed:\n{list}")]
    Verification { n_failed: usize, n_run: usize, list: String },
    /// A generated file is not what would be generated now.
    #[error("{} is not up to date: run `{command}`\n{difference}", path.display())]
    Outdated { path: PathBuf, command: &'static str, difference: String },
    /// A file could not be read or written.
    #[error("{}: {reason}", path.display())]
    File { path: PathBuf, reason: String },
    /// A crate contradicts the layer table.
    #[error("the layers are not as docs/architecture.md says:\n{0}")]
    Layers(String),
    /// A program failed or is not there.
    #[error("`{command}` {reason}")]
    Program { command: String, reason: String },
    /// Several steps failed.
    #[error("{} of {n_run} steps failed: {}", failed.len(), failed.join(", "))]
    Steps { failed: Vec<String>, n_run: usize },
    /// A bench could not be computed.
    #[error("bench `{bench}`: {reason}")]
    Bench { bench: &'static str, reason: String },
}

impl TaskError {
    /// Returns 2 where the command line asks for what does not exist, else 1.
    pub(crate) fn exit_status(&self) -> u8 {
        match self {
            Self::Registry(thouless_tests::RegistryError::Unknown { .. }) => 2,
            _ => 1,
        }
    }
}
