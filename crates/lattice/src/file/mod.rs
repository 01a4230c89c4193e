//! Models in files: TOML descriptions and Wannier90 output.

pub(crate) mod description;
mod error;
mod source;
pub(crate) mod wannier90;

use std::path::Path;

pub(crate) use description::VariedBlocks;
pub use description::{Description, Parameter};
pub use error::{FileError, FileProblem};
pub use source::ModelSource;
pub use wannier90::{PositionOperator, Wannier90};

use crate::LatticeError;

/// Larger files than this are taken for a mistake, and refused before memory is asked for.
const LARGEST: u64 = 4 << 30;

/// The bytes of a file.
fn read_bytes(path: &Path) -> Result<Vec<u8>, LatticeError> {
    let unreadable = |reason: String| {
        let problem = FileProblem::Unreadable { reason };
        let origin = path.display().to_string();
        LatticeError::File(Box::new(FileError { origin, line: None, key: None, problem }))
    };
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
    if metadata.is_dir() {
        return Err(unreadable("it is a folder".to_owned()));
    }
    if metadata.len() > LARGEST {
        return Err(unreadable(format!("it has {} bytes, more than 4 GiB", metadata.len())));
    }
    std::fs::read(path).map_err(|error| unreadable(error.to_string()))
}

/// The text of a file.
fn read_text(path: &Path, expected: &'static str) -> Result<String, LatticeError> {
    String::from_utf8(read_bytes(path)?).map_err(|error| {
        let problem = FileProblem::NotText { byte: error.utf8_error().valid_up_to(), expected };
        let origin = path.display().to_string();
        LatticeError::File(Box::new(FileError { origin, line: None, key: None, problem }))
    })
}

impl crate::Model {
    /// The model as a model file, which reads back ([`Description::parse`]) to the same model, bit by
    /// bit: positions are written in Cartesian coordinates, numbers with the fewest digits that are
    /// exact, complex ones as expressions.
    pub fn to_toml(&self) -> String {
        description::model_text(self)
    }
}
