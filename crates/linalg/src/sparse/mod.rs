//! Sparse matrices and blocks of vectors.

mod block;
mod csr;
mod product;

pub use block::Block;
pub use csr::Csr;
