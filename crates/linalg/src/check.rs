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
    let survey = Survey::of(h);
    let allowed = HERMITIAN_TOLERANCE * survey.largest;
    if survey.finite && survey.defect <= allowed {
        return Ok(n);
    }
    finite(h)?;
    for col in 0..n {
        for row in col..n {
            let defect = largest_part(h[(row, col)] - h[(col, row)].conjugate());
            if defect > allowed {
                return Err(LinalgError::NotHermitian { row, col, defect });
            }
        }
    }
    Ok(n)
}

/// What one pass over a square matrix tells of it.
struct Survey {
    largest: f64,
    /// The largest part of $H - H^\dagger$.
    defect: f64,
    finite: bool,
}

impl Survey {
    /// Rows of the square tiles that are compared with their mirror images: both stay in the first cache,
    /// where a walk along the rows of a matrix stored by columns would not.
    const TILE: usize = 16;

    fn of<T: Scalar>(h: &DMatrix<T>) -> Self {
        let (n, entries) = (h.nrows(), h.as_slice());
        let (mut largest, mut defect, mut sum) = (0.0_f64, 0.0_f64, 0.0);
        for first_col in (0..n).step_by(Self::TILE) {
            for first_row in (first_col..n).step_by(Self::TILE) {
                let last_row = n.min(first_row + Self::TILE);
                for col in first_col..n.min(first_col + Self::TILE) {
                    let rows = first_row.max(col)..last_row;
                    let below = &entries[col * n + rows.start..col * n + rows.end];
                    for (row, &x) in rows.zip(below) {
                        let apart = x - entries[row * n + col].conjugate();
                        // zero for finite numbers, NaN for the others
                        sum += (x.real() + x.imaginary() + apart.real() + apart.imaginary()) * 0.0;
                        largest = largest.max(largest_part(x));
                        defect = defect.max(largest_part(apart));
                    }
                }
            }
        }
        // entries above the diagonal are larger by their defect at most
        Self { largest, defect, finite: sum == 0.0 }
    }
}

/// The larger absolute value of real and imaginary part.
fn largest_part<T: Scalar>(x: T) -> f64 {
    x.real().abs().max(x.imaginary().abs())
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
