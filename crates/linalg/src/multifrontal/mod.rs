//! Multifrontal factorization of sparse Hermitian matrices.

mod front;
mod ordering;
mod supernodes;
mod tree;
