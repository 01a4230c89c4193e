//! Singular values and vectors.

use crate::backend::active;
use crate::{LinalgError, Scalar, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// $A = U S V^\dagger$ with $k = \min(m, n)$ singular values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Scalar")]
pub struct Svd<T: Scalar> {
    /// `[m, k]`, orthonormal columns.
    pub u: DMatrix<T>,
    /// Singular values in descending order, none negative, in the unit of the matrix.
    pub values: Vec<f64>,
    /// `[n, k]`, orthonormal columns; $V$ itself, not its adjoint.
    pub v: DMatrix<T>,
}

/// Factors a matrix of any shape `[m, n]`, $A = U S V^\dagger$.
///
/// # Errors
///
/// [`LinalgError::NotFinite`]; [`LinalgError::NoConvergence`] is not known to happen.
pub fn svd<T: Scalar>(a: &DMatrix<T>) -> Result<Svd<T>, LinalgError> {
    check::finite(a)?;
    if a.is_empty() {
        let (u, v) = (DMatrix::zeros(a.nrows(), 0), DMatrix::zeros(a.ncols(), 0));
        return Ok(Svd { u, values: Vec::new(), v });
    }
    let (u, values, v) = active::svd(a)?;
    Ok(Svd { u, values, v })
}

/// Returns the singular values of a matrix of any shape in descending order.
///
/// # Errors
///
/// As [`svd`].
pub fn singular_values<T: Scalar>(a: &DMatrix<T>) -> Result<Vec<f64>, LinalgError> {
    check::finite(a)?;
    if a.is_empty() { Ok(Vec::new()) } else { active::singular_values(a) }
}

impl<T: Scalar> Svd<T> {
    /// Number of singular values above $`\epsilon \max(m, n)`$ times the largest.
    pub fn rank(&self) -> usize {
        let size = self.u.nrows().max(self.v.nrows()) as f64;
        let smallest = f64::EPSILON * size * self.values.first().copied().unwrap_or(0.0);
        self.values.iter().filter(|&&s| s > smallest).count()
    }

    /// Returns the shortest $X$ that minimizes $\lVert A X - B \rVert$ for each column of `b`.
    ///
    /// Directions beyond the [`Svd::rank`] are left out.
    ///
    /// # Errors
    ///
    /// [`LinalgError::DimensionMismatch`], [`LinalgError::NotFinite`].
    pub fn solve(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        check::right_side(self.u.nrows(), b)?;
        let rank = self.rank();
        let mut y = self.u.columns(0, rank).adjoint() * b;
        for (mut row, &s) in y.row_iter_mut().zip(&self.values) {
            row /= T::from_real(s);
        }
        Ok(self.v.columns(0, rank) * y)
    }

    /// Returns $U S V^\dagger$, which is $A$ up to rounding.
    pub fn reconstruct(&self) -> DMatrix<T> {
        let mut scaled = self.u.clone();
        for (mut column, &s) in scaled.column_iter_mut().zip(&self.values) {
            column *= T::from_real(s);
        }
        scaled * self.v.adjoint()
    }
}
