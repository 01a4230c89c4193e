//! Why the registry could not be read, and why a check could not be computed.

use std::path::PathBuf;

use thiserror::Error;

/// Why the registry of known values could not be read or selected from.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// A file or folder could not be read.
    #[error("{}: cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        reason: String,
    },
    /// A file is not what it should be as a whole.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// One entry contradicts the format.
    #[error("{}: entry `{id}`: {reason}", path.display())]
    Entry {
        /// The file.
        path: PathBuf,
        /// Id of the entry, or its number where it has none.
        id: String,
        /// What is wrong with it and what would be right.
        reason: String,
    },
    /// A bibliography entry is malformed.
    #[error("{}:{line}: {reason}", path.display())]
    Bibliography {
        /// The `.bib` file.
        path: PathBuf,
        /// Line at which the entry begins.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A selection names an area or an id that does not exist.
    #[error("no {what} `{name}`; did you mean `{nearest}`? known: {known}")]
    Unknown {
        /// `area` or `entry`.
        what: &'static str,
        /// The name that was asked for.
        name: String,
        /// The known name nearest to it.
        nearest: String,
        /// The known names.
        known: String,
    },
}

/// Why a check could not be computed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CheckError {
    /// A routine of linear algebra refuses or fails.
    #[error(transparent)]
    Linalg(#[from] thouless_linalg::LinalgError),
    /// An expression of a parameter makes no sense.
    #[error(transparent)]
    Expression(#[from] thouless_lattice::expr::ExprError),
    /// The model or sample cannot be made.
    #[error(transparent)]
    Lattice(#[from] thouless_lattice::LatticeError),
    /// The bands cannot be computed.
    #[error(transparent)]
    Bands(#[from] thouless_bands::BandsError),
    /// A theory, space or braid of anyons cannot be made.
    #[error(transparent)]
    Anyon(#[from] thouless_anyon::AnyonError),
    /// A theory does not have what is asked for.
    #[error("`{theory}` has no {what}")]
    Without {
        /// The theory.
        theory: String,
        /// What it does not have.
        what: &'static str,
    },
    /// A temporary file cannot be written.
    #[error("temporary files: {0}")]
    Temporary(#[from] std::io::Error),
    /// An entry asks for something that is not there.
    #[error("{what} {index} does not exist: there are {count}")]
    OutOfRange {
        /// What is asked for: band, axis, row, …
        what: &'static str,
        /// Its number.
        index: usize,
        /// How many there are.
        count: usize,
    },
}
