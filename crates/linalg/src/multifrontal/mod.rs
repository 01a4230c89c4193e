//! Multifrontal factorization of sparse Hermitian matrices.

mod front;
mod supernodes;
mod tree;
