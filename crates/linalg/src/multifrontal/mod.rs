//! Multifrontal factorization of sparse Hermitian matrices.

mod analysis;
mod check;
mod factor;
mod front;
mod ldl;
mod live;
mod ordering;
mod solve;
mod supernodes;
#[cfg(test)]
mod tests;
mod tree;

pub use analysis::{AnalysisSettings, SparseAnalysis};
pub use ldl::{FactorSettings, SparseLdl};
pub use ordering::Ordering;
