//! Polar decomposition.

use crate::{LinalgError, Scalar, svd};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// $A = U P$ with $U$ the orthonormal columns nearest to those of $A$, and $P \ge 0$ Hermitian.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Scalar")]
pub struct Polar<T: Scalar> {
    /// `[m, n]`, $U^\dagger U = 1$.
    pub unitary: DMatrix<T>,
    /// `[n, n]`, Hermitian, in the unit of the matrix.
    pub positive: DMatrix<T>,
    /// Smallest singular value of $A$; $U$ is unique when it is not zero.
    pub smallest: f64,
}

/// Returns the polar decomposition of a matrix `[m, n]` with `m` ≥ `n`.
///
/// Of all matrices with orthonormal columns $U$ is the one closest to $A$. It comes from the singular
/// value decomposition $A = W S V^\dagger$ as
///
/// ```math
/// U = W V^\dagger, \qquad P = V S V^\dagger .
/// ```
///
/// # Errors
///
/// [`LinalgError::DimensionMismatch`] when `m` < `n`, and those of [`svd`].
pub fn polar<T: Scalar>(a: &DMatrix<T>) -> Result<Polar<T>, LinalgError> {
    if a.nrows() < a.ncols() {
        let what = "rows of a matrix for the polar decomposition, at least";
        return Err(LinalgError::DimensionMismatch { what, expected: a.ncols(), found: a.nrows() });
    }
    let factors = svd(a)?;
    let adjoint = factors.v.adjoint();
    let mut scaled = factors.v.clone();
    for (mut column, &s) in scaled.column_iter_mut().zip(&factors.values) {
        column *= T::from_real(s);
    }
    let smallest = factors.values.last().copied().unwrap_or(0.0);
    Ok(Polar { unitary: factors.u * &adjoint, positive: scaled * adjoint, smallest })
}

impl<T: Scalar> Polar<T> {
    /// Returns $U P$, which is $A$ up to rounding.
    pub fn reconstruct(&self) -> DMatrix<T> {
        &self.unitary * &self.positive
    }
}
