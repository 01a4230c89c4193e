//! Singular values, LU, QR, Bunch-Kaufman, triangular solves.

use super::{converged, length, one_thread, size};
use crate::backend::{BunchKaufmanParts, Triangle};
use crate::{LinalgError, Scalar};
use nalgebra::DMatrix;

type Svd<T> = (DMatrix<T>, Vec<f64>, DMatrix<T>);

pub(crate) fn svd<T: Scalar>(a: &DMatrix<T>) -> Result<Svd<T>, LinalgError> {
    let (rows, cols) = a.shape();
    let k = rows.min(cols);
    let (mut u, mut adjoint) = (DMatrix::zeros(rows, k), DMatrix::zeros(k, cols));
    let values = run_svd(a, b'S', u.as_mut_slice(), adjoint.as_mut_slice())?;
    Ok((u, values, adjoint.adjoint()))
}

pub(crate) fn singular_values<T: Scalar>(a: &DMatrix<T>) -> Result<Vec<f64>, LinalgError> {
    run_svd(a, b'N', &mut [], &mut [])
}

/// `u` and `vt` hold thin factors for the letter `S` and are not touched for `N`.
fn run_svd<T: Scalar>(
    a: &DMatrix<T>,
    letter: u8,
    u: &mut [T],
    vt: &mut [T],
) -> Result<Vec<f64>, LinalgError> {
    one_thread();
    let (m, n) = a.shape();
    let k = m.min(n);
    let mut a = a.clone();
    let mut values = vec![0.0; k];
    // the manual's bounds for zgesdd; dgesdd has no real work array
    let real = if T::IS_COMPLEX { k * (5 * k + 7).max(2 * (m.max(n) + k) + 1) } else { 0 };
    let mut rwork = vec![0.0; real.max(1)];
    let mut iwork = vec![0; 8 * k];
    let mut work = vec![T::zero()];
    let mut info = 0;
    let shape = (size(m), size(n));
    for lwork in [-1, 0] {
        let lwork = if lwork < 0 {
            lwork
        } else {
            work.resize(length(work[0].real()), T::zero());
            size(work.len())
        };
        // SAFETY: `a` is m×n, there are k values; `u` is m×k and `vt` k×n for the letter that writes to
        // them; work arrays have the lengths of the manual, `work` that which the first pass asked for.
        unsafe {
            T::gesdd(
                letter,
                shape,
                a.as_mut_slice(),
                &mut values,
                (u, size(m)),
                (vt, size(k)),
                (&mut work, lwork),
                &mut rwork,
                &mut iwork,
                &mut info,
            );
        }
        converged(info)?;
    }
    Ok(values)
}

pub(crate) fn lu<T: Scalar>(mut a: DMatrix<T>) -> (DMatrix<T>, Vec<usize>) {
    one_thread();
    let n = a.nrows();
    let (mut pivots, mut info) = (vec![0; n], 0);
    // SAFETY: `a` is n×n and there are n pivots. A positive `info` is a zero pivot, no failure.
    unsafe { T::getrf(size(n), a.as_mut_slice(), &mut pivots, &mut info) };
    let mut permutation: Vec<usize> = (0..n).collect();
    for (i, pivot) in pivots.into_iter().enumerate() {
        permutation.swap(i, from_one(pivot));
    }
    (a, permutation)
}

pub(crate) fn qr<T: Scalar>(mut a: DMatrix<T>) -> (DMatrix<T>, DMatrix<T>) {
    one_thread();
    let (m, n) = a.shape();
    let k = m.min(n);
    let mut tau = vec![T::zero(); k];
    let mut info = 0;
    let mut work = vec![T::zero()];
    let shape = (size(m), size(n));
    // SAFETY: `a` is m×n and `tau` has min(m, n) entries; a length of −1 asks for the length, which
    // is then given.
    unsafe {
        T::geqrf(shape, a.as_mut_slice(), &mut tau, (&mut work, -1), &mut info);
        work.resize(length(work[0].real()), T::zero());
        let lwork = size(work.len());
        T::geqrf(shape, a.as_mut_slice(), &mut tau, (&mut work, lwork), &mut info);
    }
    let r = DMatrix::from_fn(k, n, |i, j| if i <= j { a[(i, j)] } else { T::zero() });
    let mut q = a.columns(0, k).into_owned();
    // SAFETY: `q` is m×k with the k Householder vectors of `tau`; lengths as above.
    unsafe {
        T::ungqr(size(m), size(k), q.as_mut_slice(), &tau, (&mut work, -1), &mut info);
        work.resize(length(work[0].real()), T::zero());
        let lwork = size(work.len());
        T::ungqr(size(m), size(k), q.as_mut_slice(), &tau, (&mut work, lwork), &mut info);
    }
    (q, r)
}

pub(crate) fn bunch_kaufman<T: Scalar>(mut a: DMatrix<T>) -> BunchKaufmanParts<T> {
    one_thread();
    let n = a.nrows();
    let (mut pivots, mut info) = (vec![0; n], 0);
    let mut work = vec![T::zero()];
    // OpenBLAS 0.3.21 reads up to three columns past the end of matrix and work space in its product
    // of a matrix with a row (zgemv_n), so both are longer than LAPACK asks for
    let mut padded = a.as_slice().to_vec();
    padded.resize(n * (n + 4), T::zero());
    // SAFETY: `padded` begins with an n×n matrix and there are n pivots; a length of −1 asks for the
    // length, which is then given. A positive `info` is a zero pivot, no failure.
    unsafe {
        T::hetrf(size(n), &mut padded, &mut pivots, (&mut work, -1), &mut info);
        let asked = length(work[0].real());
        work.resize(asked + 4 * n, T::zero());
        T::hetrf(size(n), &mut padded, &mut pivots, (&mut work, size(asked)), &mut info);
    }
    a.as_mut_slice().copy_from_slice(&padded[..n * n]);
    let diagonal = a.diagonal().iter().map(|d| d.real()).collect();
    let mut below = vec![T::zero(); n];
    let mut lower = a.lower_triangle();
    lower.fill_diagonal(T::one());
    let mut permutation: Vec<usize> = (0..n).collect();
    let mut k = 0;
    while k < n {
        // a negative pivot stands twice, at both rows of a block, and moves the second row
        let two = pivots[k] < 0;
        let row = k + usize::from(two);
        let other = from_one(pivots[k].abs());
        if two {
            below[k] = a[(row, k)];
            lower[(row, k)] = T::zero();
        }
        // LAPACK leaves earlier columns of L as they were; the product form becomes a matrix so
        permutation.swap(row, other);
        for j in 0..k {
            lower.swap((row, j), (other, j));
        }
        k = row + 1;
    }
    BunchKaufmanParts { lower, diagonal, below, permutation }
}

/// Solves $T X = B$, or $T^\dagger X = B$ when `adjoint`, in place.
pub(crate) fn solve_triangular<T: Scalar>(
    a: &DMatrix<T>,
    triangle: Triangle,
    adjoint: bool,
    b: &mut DMatrix<T>,
) {
    one_thread();
    let n = size(a.nrows());
    let columns = size(b.ncols());
    let (uplo, diag) = match triangle {
        Triangle::Upper => (b'U', b'N'),
        Triangle::UnitLower => (b'L', b'U'),
    };
    let trans = if adjoint { T::ADJOINT } else { b'N' };
    let mut info = 0;
    assert_eq!((a.nrows(), a.nrows()), (a.ncols(), b.nrows()));
    // SAFETY: `a` is square and `b` has as many rows, just checked. A zero on the diagonal is
    // excluded by the callers, and would only leave `b` as it is.
    unsafe {
        T::trtrs([uplo, trans, diag], n, a.as_slice(), (b.as_mut_slice(), columns), &mut info)
    }
}

/// An index counted from 1, counted from 0.
fn from_one(index: i32) -> usize {
    usize::try_from(index - 1).unwrap_or(0)
}
