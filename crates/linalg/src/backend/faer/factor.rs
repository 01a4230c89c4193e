//! Singular values, LU, QR, Bunch-Kaufman, triangular solves.

use super::scale::Scale;
use super::{PAR, view, view_mut};
use crate::backend::{BunchKaufmanParts, NO_CONVERGENCE, Triangle};
use crate::{LinalgError, Scalar};
use ::faer::diag::DiagMut;
use ::faer::dyn_stack::{MemBuffer, MemStack};
use ::faer::linalg::cholesky::lblt::factor as bunch;
use ::faer::linalg::householder;
use ::faer::linalg::lu::partial_pivoting::factor as partial;
use ::faer::linalg::qr::no_pivoting::factor as thin;
use ::faer::linalg::svd::{self as singular, ComputeSvdVectors};
use ::faer::linalg::triangular_solve as triangular;
use ::faer::prelude::default;
use ::faer::{Conj, Mat, MatMut};
use nalgebra::DMatrix;

type Svd<T> = (DMatrix<T>, Vec<f64>, DMatrix<T>);

pub(crate) fn svd<T: Scalar>(a: &DMatrix<T>) -> Result<Svd<T>, LinalgError> {
    let (rows, cols) = a.shape();
    let k = rows.min(cols);
    let (mut u, mut v) = (DMatrix::zeros(rows, k), DMatrix::zeros(cols, k));
    let vectors = Some((view_mut(&mut u), view_mut(&mut v)));
    let values = run_svd(a, vectors)?;
    Ok((u, values, v))
}

pub(crate) fn singular_values<T: Scalar>(a: &DMatrix<T>) -> Result<Vec<f64>, LinalgError> {
    run_svd(a, None)
}

fn run_svd<T: Scalar>(
    a: &DMatrix<T>,
    vectors: Option<(MatMut<'_, T>, MatMut<'_, T>)>,
) -> Result<Vec<f64>, LinalgError> {
    let (rows, cols) = a.shape();
    let scale = Scale::of(a);
    let scaled = scale.map(|scale| scale.apply(a));
    let compute = if vectors.is_some() { ComputeSvdVectors::Thin } else { ComputeSvdVectors::No };
    let (u, v) = vectors.unzip();
    let mut values = vec![T::zero(); rows.min(cols)];
    let required = singular::svd_scratch::<T>(rows, cols, compute, compute, PAR, default());
    singular::svd(
        view(scaled.as_ref().unwrap_or(a)),
        DiagMut::from_slice_mut(&mut values),
        u,
        v,
        PAR,
        MemStack::new(&mut MemBuffer::new(required)),
        default(),
    )
    .map_err(|_| NO_CONVERGENCE)?;
    Ok(values.iter().map(|s| scale.map_or(s.real(), |scale| scale.undo(s.real()))).collect())
}

pub(crate) fn lu<T: Scalar>(mut a: DMatrix<T>) -> (DMatrix<T>, Vec<usize>) {
    let n = a.nrows();
    let (mut forward, mut backward) = (vec![0; n], vec![0; n]);
    let required = partial::lu_in_place_scratch::<usize, T>(n, n, PAR, default());
    partial::lu_in_place(
        view_mut(&mut a),
        &mut forward,
        &mut backward,
        PAR,
        MemStack::new(&mut MemBuffer::new(required)),
        default(),
    );
    (a, forward)
}

pub(crate) fn qr<T: Scalar>(mut a: DMatrix<T>) -> (DMatrix<T>, DMatrix<T>) {
    let (rows, cols) = a.shape();
    let k = rows.min(cols);
    let block = thin::recommended_block_size::<T>(rows, cols);
    let mut coefficients = Mat::<T>::zeros(block, k);
    let required = thin::qr_in_place_scratch::<T>(rows, cols, block, PAR, default());
    thin::qr_in_place(
        view_mut(&mut a),
        coefficients.as_mut(),
        PAR,
        MemStack::new(&mut MemBuffer::new(required)),
        default(),
    );
    let r = DMatrix::from_fn(k, cols, |i, j| if i <= j { a[(i, j)] } else { T::zero() });
    let mut basis = a.columns(0, k).into_owned();
    for j in 0..k {
        for i in 0..=j {
            basis[(i, j)] = if i == j { T::one() } else { T::zero() };
        }
    }
    let mut q = DMatrix::identity(rows, k);
    let required = householder::apply_block_householder_sequence_on_the_left_in_place_scratch::<T>(
        rows, block, k,
    );
    householder::apply_block_householder_sequence_on_the_left_in_place_with_conj(
        view(&basis),
        coefficients.as_ref(),
        Conj::No,
        view_mut(&mut q),
        PAR,
        MemStack::new(&mut MemBuffer::new(required)),
    );
    (q, r)
}

pub(crate) fn bunch_kaufman<T: Scalar>(mut a: DMatrix<T>) -> BunchKaufmanParts<T> {
    let n = a.nrows();
    let mut below = vec![T::zero(); n];
    let (mut permutation, mut inverse) = (vec![0; n], vec![0; n]);
    let required = bunch::cholesky_in_place_scratch::<usize, T>(n, PAR, default());
    bunch::cholesky_in_place(
        view_mut(&mut a),
        DiagMut::from_slice_mut(&mut below),
        &mut permutation,
        &mut inverse,
        PAR,
        MemStack::new(&mut MemBuffer::new(required)),
        default(),
    );
    let diagonal = a.diagonal().iter().map(|d| d.real()).collect();
    let lower = DMatrix::from_fn(n, n, |i, j| match i.cmp(&j) {
        std::cmp::Ordering::Less => T::zero(),
        std::cmp::Ordering::Equal => T::one(),
        std::cmp::Ordering::Greater => a[(i, j)],
    });
    BunchKaufmanParts { lower, diagonal, below, permutation }
}

/// Solves $T X = B$, or $T^\dagger X = B$ when `adjoint`, in place.
pub(crate) fn solve_triangular<T: Scalar>(
    a: &DMatrix<T>,
    triangle: Triangle,
    adjoint: bool,
    b: &mut DMatrix<T>,
) {
    let (a, b) = (view(a), view_mut(b));
    match (triangle, adjoint) {
        (Triangle::Upper, false) => {
            triangular::solve_upper_triangular_in_place_with_conj(a, Conj::No, b, PAR);
        }
        (Triangle::Upper, true) => {
            let a = a.transpose();
            triangular::solve_lower_triangular_in_place_with_conj(a, Conj::Yes, b, PAR);
        }
        (Triangle::UnitLower, false) => {
            triangular::solve_unit_lower_triangular_in_place_with_conj(a, Conj::No, b, PAR);
        }
        (Triangle::UnitLower, true) => {
            let a = a.transpose();
            triangular::solve_unit_upper_triangular_in_place_with_conj(a, Conj::Yes, b, PAR);
        }
    }
}
