//! Eigenproblems of square matrices without symmetry, and of pencils.

use crate::backend::active;
use crate::{CMatrix, Complex64, LinalgError, Scalar, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// Eigenvalues, right and left eigenvectors of a square matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Eig {
    /// Eigenvalues in no particular order, in the unit of the matrix.
    pub values: Vec<Complex64>,
    /// `[n, n]`: column `j` has length 1 and satisfies $A v = \lambda_j v$.
    pub right: CMatrix,
    /// `[n, n]`: column `j` has length 1 and satisfies $w^\dagger A = \lambda_j w^\dagger$.
    pub left: CMatrix,
}

/// Eigenvalues $\alpha / \beta$, right and left eigenvectors of a pencil $A - \lambda B$.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EigGeneralized {
    /// Numerators of the eigenvalues, in the unit of $A$.
    pub alpha: Vec<Complex64>,
    /// Denominators, real and not negative, in the unit of $B$; zero for an infinite eigenvalue.
    pub beta: Vec<f64>,
    /// `[n, n]`: column `j` has length 1 and satisfies $\beta_j A v = \alpha_j B v$.
    pub right: CMatrix,
    /// `[n, n]`: column `j` has length 1 and satisfies $\beta_j w^\dagger A = \alpha_j w^\dagger B$.
    pub left: CMatrix,
}

/// Returns the eigenvalues of a square matrix in no particular order.
///
/// # Errors
///
/// As [`eig`].
pub fn eigvals<T: Scalar>(a: &DMatrix<T>) -> Result<Vec<Complex64>, LinalgError> {
    let values =
        if check_input(a)? == 0 { Vec::new() } else { active::eigvals(a.map(Scalar::to_complex))? };
    check_values(&values)?;
    Ok(values)
}

/// Returns eigenvalues, right and left eigenvectors of a square matrix.
///
/// ```math
/// A V = V \Lambda, \qquad W^\dagger A = \Lambda W^\dagger
/// ```
///
/// An eigenvalue at which $k$ eigenvalues and their vectors merge moves by $`\epsilon^{1/k} \lVert A \rVert`$
/// under rounding; its computed vectors are then nearly parallel. The residuals stay small.
///
/// # Errors
///
/// [`LinalgError::NotSquare`], [`LinalgError::NotFinite`]; [`LinalgError::NoConvergence`] is not
/// known to happen.
pub fn eig<T: Scalar>(a: &DMatrix<T>) -> Result<Eig, LinalgError> {
    if check_input(a)? == 0 {
        return Ok(Eig {
            values: Vec::new(),
            right: CMatrix::zeros(0, 0),
            left: CMatrix::zeros(0, 0),
        });
    }
    let (values, mut right, mut left) = active::eig(a.map(Scalar::to_complex))?;
    check_values(&values)?;
    normalize(&mut right)?;
    normalize(&mut left)?;
    Ok(Eig { values, right, left })
}

/// Returns eigenvalues, right and left eigenvectors of a pencil of two square matrices.
///
/// ```math
/// \beta_j A v_j = \alpha_j B v_j, \qquad \beta_j w_j^\dagger A = \alpha_j w_j^\dagger B
/// ```
///
/// Both matrices may be singular. Where $\alpha$ and $\beta$ both vanish to rounding the pencil is singular:
/// $\det(A - \lambda B) = 0$ for all $\lambda$, and the other eigenvalues are not reliable either.
///
/// # Errors
///
/// As [`eig`], and [`LinalgError::DimensionMismatch`] when the matrices differ in size.
pub fn eig_generalized<T: Scalar>(
    a: &DMatrix<T>,
    b: &DMatrix<T>,
) -> Result<EigGeneralized, LinalgError> {
    let n = check_input(a)?;
    check::same("rows of the second matrix", n, check_input(b)?)?;
    if n == 0 {
        return Ok(EigGeneralized {
            alpha: Vec::new(),
            beta: Vec::new(),
            right: CMatrix::zeros(0, 0),
            left: CMatrix::zeros(0, 0),
        });
    }
    let (mut alpha, beta, mut right, mut left) =
        active::eig_generalized(a.map(Scalar::to_complex), b.map(Scalar::to_complex))?;
    check_values(&alpha)?;
    check_values(&beta)?;
    normalize(&mut right)?;
    normalize(&mut left)?;
    let beta = alpha
        .iter_mut()
        .zip(beta)
        .map(|(alpha, beta)| {
            let modulus = beta.norm();
            if modulus > 0.0 {
                *alpha *= beta.conj() / modulus;
            }
            modulus
        })
        .collect();
    Ok(EigGeneralized { alpha, beta, right, left })
}

impl Eig {
    /// Returns $V \Lambda V^{-1}$, which is $A$ up to rounding times the condition of $V$.
    ///
    /// # Errors
    ///
    /// [`LinalgError::Singular`] when the eigenvectors do not span the space.
    pub fn reconstruct(&self) -> Result<CMatrix, LinalgError> {
        let mut scaled = self.right.clone();
        for (mut column, &value) in scaled.column_iter_mut().zip(&self.values) {
            column *= value;
        }
        // X V = V Λ, as V† X† = (V Λ)†
        let factors = crate::lu(&self.right)?;
        Ok(factors.solve_adjoint(&scaled.adjoint())?.adjoint())
    }
}

fn check_input<T: Scalar>(a: &DMatrix<T>) -> Result<usize, LinalgError> {
    let n = check::square(a)?;
    check::finite(a)?;
    Ok(n)
}

/// A kernel that gives up leaves NaN behind.
fn check_values(values: &[Complex64]) -> Result<(), LinalgError> {
    if values.iter().all(|x| x.is_finite_number()) {
        Ok(())
    } else {
        Err(crate::backend::NO_CONVERGENCE)
    }
}

fn normalize(vectors: &mut CMatrix) -> Result<(), LinalgError> {
    for mut column in vectors.column_iter_mut() {
        // two steps, since squares of long or short vectors leave the range of f64
        let largest = column.iter().fold(0.0, |m: f64, x| m.max(x.re.abs()).max(x.im.abs()));
        if !largest.is_finite() {
            return Err(crate::backend::NO_CONVERGENCE);
        }
        if largest > 0.0 {
            column.unscale_mut(largest);
            let norm = column.norm();
            column.unscale_mut(norm);
        }
    }
    Ok(())
}
