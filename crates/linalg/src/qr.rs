//! QR factorization and least squares.

use crate::backend::{Triangle, active};
use crate::{LinalgError, Scalar, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// $A = Q R$ with $k = \min(m, n)$ orthonormal columns in $Q$.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Scalar")]
pub struct Qr<T: Scalar> {
    /// `[m, k]`, orthonormal columns.
    pub q: DMatrix<T>,
    /// `[k, n]`, upper triangular; signs and phases of its diagonal are arbitrary.
    pub r: DMatrix<T>,
}

/// Factors a matrix of any shape `[m, n]`, $A = Q R$.
///
/// # Errors
///
/// [`LinalgError::NotFinite`].
pub fn qr<T: Scalar>(a: &DMatrix<T>) -> Result<Qr<T>, LinalgError> {
    check::finite(a)?;
    let k = a.nrows().min(a.ncols());
    if k == 0 {
        return Ok(Qr { q: DMatrix::zeros(a.nrows(), 0), r: DMatrix::zeros(0, a.ncols()) });
    }
    let (q, r) = active::qr(a.clone());
    Ok(Qr { q, r })
}

impl<T: Scalar> Qr<T> {
    /// Returns the $X$ that minimizes $\lVert A X - B \rVert$ for each column of `b`, $R X = Q^\dagger B$.
    ///
    /// # Errors
    ///
    /// [`LinalgError::Singular`] when the columns of the matrix depend on each other to rounding (use
    /// [`svd`](crate::svd) then), [`LinalgError::DimensionMismatch`] when the matrix has fewer rows than
    /// columns or `b` does not fit, [`LinalgError::NotFinite`].
    pub fn solve(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        check::right_side(self.q.nrows(), b)?;
        check::same("rows of R", self.r.ncols(), self.r.nrows())?;
        let largest = self.r.diagonal().iter().fold(0.0, |m: f64, d| m.max(d.modulus()));
        let smallest = f64::EPSILON * self.q.nrows() as f64 * largest;
        if let Some(pivot) = self.r.diagonal().iter().position(|d| d.modulus() <= smallest) {
            return Err(LinalgError::Singular { pivot });
        }
        let mut x = self.q.adjoint() * b;
        active::solve_triangular(&self.r, Triangle::Upper, false, &mut x);
        Ok(x)
    }

    /// Returns $Q R$, which is $A$ up to rounding.
    pub fn reconstruct(&self) -> DMatrix<T> {
        &self.q * &self.r
    }
}
