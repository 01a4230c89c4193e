#![doc = include_str!("../README.md")]

mod backend;
mod check;
mod error;
mod hermitian;
mod progress;
mod scalar;
mod small;
mod sparse;

pub use check::HERMITIAN_TOLERANCE;
pub use error::LinalgError;
pub use hermitian::{Eigh, EighWorkspace, eigh, eigvalsh};
pub use progress::{Progress, ProgressObserver};
pub use scalar::{CMatrix, Complex64, I, RMatrix, Scalar};
pub use small::{BatchEigen, BatchValues, HermitianBatch, LANES, Lanes, MAX_SMALL};
pub use sparse::{Block, Csr};
