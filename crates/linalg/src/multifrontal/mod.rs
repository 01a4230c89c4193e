//! Multifrontal factorization of sparse Hermitian matrices.
//!
//! ```math
//! P (A - \sigma) P^T = L D L^\dagger
//! ```
//!
//! with $L$ unit lower triangular and blocks of one or two rows in $D$. The order of elimination $P$ comes from
//! coordinates or from the graph of the matrix; it makes a tree, in which the columns of $L$ that share their rows are
//! taken together into *fronts*. A front is a small dense matrix: entries of $A$ and what its children hand up are summed
//! into it, some of its rows are eliminated, and the rest is handed to its parent.
//!
//! An *analysis* knows the tree from the pattern alone and serves all matrices of this pattern. A row whose pivot
//! would let entries of $L$ grow is not eliminated in its front but *delayed* to the parent, where more rows are at
//! hand to pivot with. Rows that are *kept* are not eliminated at all; the dense matrix that is left on them is the Schur complement.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `ordering` | in which order rows are eliminated |
//! | `tree`, `supernodes`, `analysis` | the tree, the fronts, where entries go |
//! | `front` | elimination within a front |
//! | `live`, `factor`, `ldl` | sums of fronts, the way through the tree, the factorization |
//! | `substitution`, `solve`, `condition` | solutions, and how good they are |
//! | `schur`, `shifted`, `selected` | kept rows, couplings on them, entries of the inverse |
//!
//! The numbers do not depend on threads: children are added in the order of the tree, whoever computed them, and columns
//! of fronts begin at the same alignment.
//!
//! # References
//!
//! I. S. Duff, J. K. Reid, ACM Trans. Math. Softw. **9**, 302 (1983), [doi:10.1145/356044.356047](https://doi.org/10.1145/356044.356047);
//! J. W. H. Liu, SIAM Rev. **34**, 82 (1992), [doi:10.1137/1034004](https://doi.org/10.1137/1034004).

mod analysis;
mod check;
mod condition;
mod count;
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
pub use count::{LevelCount, levels_below};
pub use ldl::{FactorSettings, SparseLdl};
pub use ordering::Ordering;
pub use selected::SelectedInverse;
pub use shifted::CoupledLdl;
pub use solve::{SolveSettings, SparseSolution};
