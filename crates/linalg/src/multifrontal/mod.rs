//! Multifrontal factorization of sparse Hermitian matrices.

mod analysis;
mod check;
mod condition;
mod factor;
mod front;
mod ldl;
mod live;
mod ordering;
mod schur;
mod selected;
mod shifted;
mod solve;
mod substitution;
mod supernodes;
#[cfg(test)]
mod tests;
mod tree;

pub use analysis::{AnalysisSettings, SparseAnalysis};
pub use ldl::{FactorSettings, SparseLdl};
pub use ordering::Ordering;
pub use selected::SelectedInverse;
pub use shifted::CoupledLdl;
pub use solve::{SolveSettings, SparseSolution};
