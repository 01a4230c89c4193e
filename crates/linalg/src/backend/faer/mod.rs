//! Kernels in pure Rust, from the crate faer. All run on the calling thread.

mod balance;
mod factor;
mod general;
mod hermitian;
mod scale;

pub(crate) use factor::{bunch_kaufman, lu, qr, singular_values, solve_triangular, svd};
pub(crate) use general::{eig, eig_generalized, eigvals};
pub(crate) use hermitian::EighScratch;

use crate::Scalar;
use ::faer::{MatMut, MatRef, Par};
use nalgebra::DMatrix;

const PAR: Par = Par::Seq;

fn view<T: Scalar>(a: &DMatrix<T>) -> MatRef<'_, T> {
    MatRef::from_column_major_slice(a.as_slice(), a.nrows(), a.ncols())
}

fn view_mut<T: Scalar>(a: &mut DMatrix<T>) -> MatMut<'_, T> {
    let (rows, cols) = a.shape();
    MatMut::from_column_major_slice_mut(a.as_mut_slice(), rows, cols)
}
