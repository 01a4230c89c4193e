//! Eigenproblems of matrices without symmetry.

use super::{converged, length, one_thread, size};
use crate::backend::{PencilVectors, Vectors};
use crate::{CMatrix, Complex64, LinalgError};
use lapack::{zgeev, zggev};

pub(crate) fn eigvals(a: CMatrix) -> Result<Vec<Complex64>, LinalgError> {
    run(a, b'N', &mut [], &mut [])
}

pub(crate) fn eig(a: CMatrix) -> Result<Vectors, LinalgError> {
    let n = a.nrows();
    let (mut left, mut right) = (CMatrix::zeros(n, n), CMatrix::zeros(n, n));
    let values = run(a, b'V', left.as_mut_slice(), right.as_mut_slice())?;
    Ok((values, right, left))
}

/// `left` and `right` hold square matrices for the letter `V` and are not touched for `N`.
fn run(
    mut a: CMatrix,
    letter: u8,
    left: &mut [Complex64],
    right: &mut [Complex64],
) -> Result<Vec<Complex64>, LinalgError> {
    one_thread();
    let n = a.nrows();
    let order = size(n);
    let mut values = vec![Complex64::default(); n];
    let mut work = vec![Complex64::default()];
    let mut rwork = vec![0.0; 2 * n];
    let mut info = 0;
    let a = a.as_mut_slice();
    // SAFETY: `a` is n×n with n values; vectors are n×n for the letter that writes to them; a length of
    // −1 asks for the length of `work`, which is then given; `rwork` is 2n long as the manual says.
    unsafe {
        zgeev(
            letter,
            letter,
            order,
            a,
            order,
            &mut values,
            left,
            order,
            right,
            order,
            &mut work,
            -1,
            &mut rwork,
            &mut info,
        );
        work.resize(length(work[0].re), Complex64::default());
        let lwork = size(work.len());
        zgeev(
            letter,
            letter,
            order,
            a,
            order,
            &mut values,
            left,
            order,
            right,
            order,
            &mut work,
            lwork,
            &mut rwork,
            &mut info,
        );
    }
    converged(info)?;
    Ok(values)
}

pub(crate) fn eig_generalized(
    mut a: CMatrix,
    mut b: CMatrix,
) -> Result<PencilVectors, LinalgError> {
    one_thread();
    let n = a.nrows();
    let order = size(n);
    let (mut left, mut right) = (CMatrix::zeros(n, n), CMatrix::zeros(n, n));
    let mut alpha = vec![Complex64::default(); n];
    let mut beta = vec![Complex64::default(); n];
    let mut work = vec![Complex64::default()];
    let mut rwork = vec![0.0; 8 * n];
    let mut info = 0;
    for pass in 0..2 {
        let lwork = if pass == 0 {
            -1
        } else {
            work.resize(length(work[0].re), Complex64::default());
            size(work.len())
        };
        // SAFETY: all matrices are n×n with n numerators and denominators; a length of −1 asks for the
        // length of `work`, which is then given; `rwork` is 8n long as the manual says.
        unsafe {
            zggev(
                b'V',
                b'V',
                order,
                a.as_mut_slice(),
                order,
                b.as_mut_slice(),
                order,
                &mut alpha,
                &mut beta,
                left.as_mut_slice(),
                order,
                right.as_mut_slice(),
                order,
                &mut work,
                lwork,
                &mut rwork,
                &mut info,
            );
        }
        converged(info)?;
    }
    Ok((alpha, beta, right, left))
}
