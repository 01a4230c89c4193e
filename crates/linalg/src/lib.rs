#![doc = include_str!("../README.md")]

mod backend;
mod bunch_kaufman;
mod check;
mod eig;
mod error;
mod function;
mod hermitian;
mod lanczos;
mod lu;
mod multifrontal;
mod operator;
mod polar;
mod progress;
mod qr;
mod random;
mod scalar;
mod small;
mod sparse;
mod svd;
pub mod testing;

pub use bunch_kaufman::{BunchKaufman, Inertia, bunch_kaufman};
pub use check::HERMITIAN_TOLERANCE;
pub use eig::{Eig, EigGeneralized, eig, eig_generalized, eigvals};
pub use error::LinalgError;
pub use function::{exp_i, hermitian_function, hermitian_function_complex};
pub use hermitian::{Eigh, EighWorkspace, eigh, eigvalsh};
pub use lanczos::{
    LanczosResult, LanczosSettings, NearestResult, NearestSettings, lanczos_lowest, lanczos_nearest,
};
pub use lu::{Lu, lu, solve};
pub use multifrontal::{
    AnalysisSettings, CoupledLdl, FactorSettings, LevelCount, Ordering, SelectedInverse,
    SolveSettings, SparseAnalysis, SparseLdl, SparseSolution, levels_below,
};
pub use operator::LinearOperator;
pub use polar::{Polar, polar};
pub use progress::{Progress, ProgressObserver};
pub use qr::{Qr, qr};
pub use scalar::{CMatrix, Complex64, I, RMatrix, Scalar};
pub use small::{BatchEigen, BatchValues, HermitianBatch, LANES, Lanes, MAX_SMALL};
pub use sparse::{Block, Csr};
pub use svd::{Svd, singular_values, svd};
