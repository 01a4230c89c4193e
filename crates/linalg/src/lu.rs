//! LU factorization and linear systems.

use crate::backend::{Triangle, active};
use crate::{Complex64, LinalgError, Scalar, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// $P A = L U$ with rows exchanged so that no entry of $L$ exceeds 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Scalar")]
pub struct Lu<T: Scalar> {
    packed: DMatrix<T>,
    permutation: Vec<usize>,
}

/// Factors a square matrix, $P A = L U$.
///
/// A singular matrix is factored too; [`Lu::solve`] then says so.
///
/// # Errors
///
/// [`LinalgError::NotSquare`], [`LinalgError::NotFinite`].
///
/// # Examples
///
/// ```
/// use thouless_linalg::{RMatrix, lu};
///
/// let a = RMatrix::from_row_slice(2, 2, &[0.0, 2.0, 3.0, 1.0]);
/// let factors = lu(&a)?;
/// assert!((factors.determinant() + 6.0).abs() < 1e-14);
/// let b = RMatrix::from_row_slice(2, 1, &[4.0, 5.0]);
/// let x = factors.solve(&b)?;
/// assert!((a * x - b).amax() < 1e-14);
/// # Ok::<(), thouless_linalg::LinalgError>(())
/// ```
pub fn lu<T: Scalar>(a: &DMatrix<T>) -> Result<Lu<T>, LinalgError> {
    check::square(a)?;
    check::finite(a)?;
    let (packed, permutation) = active::lu(a.clone());
    Ok(Lu::from_kernel(packed, permutation))
}

/// Solves $A X = B$ for all columns of `b` at once.
///
/// # Errors
///
/// Those of [`lu`] and [`Lu::solve`].
pub fn solve<T: Scalar>(a: &DMatrix<T>, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
    lu(a)?.solve(b)
}

impl<T: Scalar> Lu<T> {
    pub(crate) fn from_kernel(packed: DMatrix<T>, permutation: Vec<usize>) -> Self {
        Self { packed, permutation }
    }

    /// Number of rows of the matrix.
    pub fn n(&self) -> usize {
        self.packed.nrows()
    }

    /// $L$, unit lower triangular, `[n, n]`.
    pub fn lower(&self) -> DMatrix<T> {
        let mut lower = self.packed.lower_triangle();
        lower.fill_diagonal(T::one());
        lower
    }

    /// $U$, upper triangular, `[n, n]`.
    pub fn upper(&self) -> DMatrix<T> {
        self.packed.upper_triangle()
    }

    /// Row `permutation[i]` of the matrix is row `i` of $L U$.
    pub fn permutation(&self) -> &[usize] {
        &self.permutation
    }

    /// Solves $A X = B$ for all columns of `b` at once.
    ///
    /// # Errors
    ///
    /// [`LinalgError::Singular`] when a pivot is exactly zero, [`LinalgError::DimensionMismatch`],
    /// [`LinalgError::NotFinite`].
    pub fn solve(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        self.check(b)?;
        let mut x = DMatrix::from_fn(b.nrows(), b.ncols(), |i, j| b[(self.permutation[i], j)]);
        active::solve_triangular(&self.packed, Triangle::UnitLower, false, &mut x);
        active::solve_triangular(&self.packed, Triangle::Upper, false, &mut x);
        Ok(x)
    }

    /// Solves $A^\dagger X = B$ for all columns of `b` at once.
    ///
    /// # Errors
    ///
    /// As [`Lu::solve`].
    pub fn solve_adjoint(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        self.check(b)?;
        let mut y = b.clone();
        active::solve_triangular(&self.packed, Triangle::Upper, true, &mut y);
        active::solve_triangular(&self.packed, Triangle::UnitLower, true, &mut y);
        let mut x = DMatrix::zeros(b.nrows(), b.ncols());
        for (i, &row) in self.permutation.iter().enumerate() {
            x.row_mut(row).copy_from(&y.row(i));
        }
        Ok(x)
    }

    /// Returns $A^{-1}$.
    ///
    /// # Errors
    ///
    /// [`LinalgError::Singular`].
    pub fn inverse(&self) -> Result<DMatrix<T>, LinalgError> {
        self.solve(&DMatrix::identity(self.n(), self.n()))
    }

    /// Returns $\det A$, which overflows for large matrices; see [`Lu::log_determinant`].
    pub fn determinant(&self) -> T {
        let product = self.packed.diagonal().iter().fold(T::one(), |p, &u| p * u);
        if self.is_odd() { -product } else { product }
    }

    /// Returns $\ln |\det A|$ (−∞ when singular) and $\det A / |\det A|$ (1 when singular).
    pub fn log_determinant(&self) -> (f64, Complex64) {
        let mut log = 0.0;
        let mut phase = Complex64::from(if self.is_odd() { -1.0 } else { 1.0 });
        for u in self.packed.diagonal().iter().map(|u| u.to_complex()) {
            let modulus = u.norm();
            if modulus == 0.0 {
                return (f64::NEG_INFINITY, Complex64::from(1.0));
            }
            log += modulus.ln();
            phase *= u / modulus;
            phase /= phase.norm();
        }
        (log, phase)
    }

    /// Returns $P^{-1} L U$, which is $A$ up to rounding.
    pub fn reconstruct(&self) -> DMatrix<T> {
        let product = self.lower() * self.upper();
        let mut a = DMatrix::zeros(self.n(), self.n());
        for (i, &row) in self.permutation.iter().enumerate() {
            a.row_mut(row).copy_from(&product.row(i));
        }
        a
    }

    fn check(&self, b: &DMatrix<T>) -> Result<(), LinalgError> {
        check::right_side(self.n(), b)?;
        match self.packed.diagonal().iter().position(|u| *u == T::zero()) {
            Some(pivot) => Err(LinalgError::Singular { pivot }),
            None => Ok(()),
        }
    }

    fn is_odd(&self) -> bool {
        let mut seen = vec![false; self.n()];
        let mut odd = false;
        for start in 0..self.n() {
            let mut at = start;
            let mut length = 0;
            while !seen[at] {
                seen[at] = true;
                at = self.permutation[at];
                length += 1;
            }
            odd ^= length > 0 && length % 2 == 0;
        }
        odd
    }
}
