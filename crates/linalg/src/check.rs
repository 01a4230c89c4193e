//! What is refused at the door.

use crate::{LinalgError, Scalar};
use nalgebra::DMatrix;

/// Largest allowed difference between `h` and its conjugate transpose, relative to the largest
/// entry. Rounding in a sum of phases stays ten million times below it; a wrong sign does not.
pub const HERMITIAN_TOLERANCE: f64 = 1e-8;

pub(crate) fn finite<T: Scalar>(a: &DMatrix<T>) -> Result<(), LinalgError> {
    let Some(at) = a.as_slice().iter().position(|x| !x.is_finite_number()) else {
        return Ok(());
    };
    let (row, col) = (at % a.nrows(), at / a.nrows());
    Err(LinalgError::NotFinite { row, col, value: a[(row, col)].to_complex() })
}

pub(crate) fn square<T: Scalar>(a: &DMatrix<T>) -> Result<usize, LinalgError> {
    if a.is_square() {
        Ok(a.nrows())
    } else {
        Err(LinalgError::NotSquare { rows: a.nrows(), cols: a.ncols() })
    }
}

/// Checks that `h` is square, finite and Hermitian, and returns its size.
pub(crate) fn hermitian<T: Scalar>(h: &DMatrix<T>) -> Result<usize, LinalgError> {
    let n = square(h)?;
    finite(h)?;
    let allowed = HERMITIAN_TOLERANCE * largest(h);
    for col in 0..n {
        for row in col..n {
            let defect = h[(row, col)] - h[(col, row)].conjugate();
            let defect = defect.real().abs().max(defect.imaginary().abs());
            if defect > allowed {
                return Err(LinalgError::NotHermitian { row, col, defect });
            }
        }
    }
    Ok(n)
}

/// The largest absolute value among real and imaginary parts.
pub(crate) fn largest<T: Scalar>(a: &DMatrix<T>) -> f64 {
    a.iter().fold(0.0, |m: f64, x| m.max(x.real().abs()).max(x.imaginary().abs()))
}

pub(crate) fn same(what: &'static str, expected: usize, found: usize) -> Result<(), LinalgError> {
    if expected == found {
        Ok(())
    } else {
        Err(LinalgError::DimensionMismatch { what, expected, found })
    }
}

/// Checks a block of right-hand sides for a system of `n` rows.
pub(crate) fn right_side<T: Scalar>(n: usize, b: &DMatrix<T>) -> Result<(), LinalgError> {
    same("rows of the right-hand side", n, b.nrows())?;
    finite(b)
}
