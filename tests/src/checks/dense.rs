//! Checks of factorizations, functions and eigenvalues of matrices whose results are known in closed form.

use nalgebra::DMatrix;
use num_complex::Complex64;
use serde::Deserialize;
use thouless_linalg::{
    bunch_kaufman, eig_generalized, eigh, eigvals, exp_i, lu, polar, qr, singular_values, svd,
};

use super::Check;
use super::hermitian::{at_places, largest};
use crate::error::CheckError;
use crate::outcome::Found;
use crate::parameter::{MatrixOf, Real};

/// How a matrix is taken apart.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Factorization {
    Eigh,
    Lu,
    Qr,
    Svd,
    Polar,
    BunchKaufman,
}

/// How far a factorization is from the matrix when multiplied together again, and its orthonormal factors from
/// orthonormal: largest modulus of an element, relative to that of the matrix.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactorizationDefect {
    matrix: MatrixOf,
    factorization: Factorization,
}

impl Check for FactorizationDefect {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let a = self.matrix.matrix()?;
        let (product, orthonormal): (_, Vec<DMatrix<Complex64>>) = match self.factorization {
            Factorization::Eigh => {
                let factors = eigh(&a)?;
                (factors.reconstruct(), vec![factors.vectors])
            }
            Factorization::Lu => (lu(&a)?.reconstruct(), vec![]),
            Factorization::Qr => {
                let factors = qr(&a)?;
                (factors.reconstruct(), vec![factors.q])
            }
            Factorization::Svd => {
                let factors = svd(&a)?;
                (factors.reconstruct(), vec![factors.u, factors.v])
            }
            Factorization::Polar => {
                let factors = polar(&a)?;
                (factors.reconstruct(), vec![factors.unitary])
            }
            Factorization::BunchKaufman => (bunch_kaufman(&a)?.reconstruct(), vec![]),
        };
        let size = largest(&a);
        let unit = |q: &DMatrix<Complex64>| {
            largest(&(q.adjoint() * q - DMatrix::identity(q.ncols(), q.ncols())))
        };
        let defect = largest(&(product - &a)) / size;
        Ok(orthonormal.iter().map(unit).fold(defect, f64::max).into())
    }
}

/// Real part of the determinant, by LU.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Determinant {
    matrix: MatrixOf,
}

impl Check for Determinant {
    fn evaluate(&self) -> Result<Found, CheckError> {
        Ok(lu(&self.matrix.matrix()?)?.determinant().re.into())
    }
}

/// Real part of the sum of all elements of the inverse: the sum of `x` in `A x = 1`, by LU.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InverseSum {
    matrix: MatrixOf,
}

impl Check for InverseSum {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let a = self.matrix.matrix()?;
        let ones = DMatrix::from_element(a.nrows(), 1, Complex64::from(1.0));
        Ok(lu(&a)?.solve(&ones)?.sum().re.into())
    }
}

/// Singular values in descending order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SingularValues {
    matrix: MatrixOf,
    places: Option<Vec<usize>>,
}

impl Check for SingularValues {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let values = singular_values(&self.matrix.matrix()?)?;
        Ok(at_places(values, self.places.as_deref())?.into())
    }
}

/// Real part of the trace of `exp(i t H)`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExponentialTrace {
    matrix: MatrixOf,
    t: Real,
}

impl Check for ExponentialTrace {
    fn evaluate(&self) -> Result<Found, CheckError> {
        Ok(exp_i(&self.matrix.matrix()?, self.t.0)?.trace().re.into())
    }
}

/// Numbers of negative, zero and positive eigenvalues, by Bunch-Kaufman.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inertia {
    matrix: MatrixOf,
}

impl Check for Inertia {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let inertia = bunch_kaufman(&self.matrix.matrix()?)?.inertia();
        let counts = [inertia.negative, inertia.zero, inertia.positive];
        Ok(counts.map(|count| count as f64).to_vec().into())
    }
}

/// Eigenvalues of a general matrix, sorted by real and then imaginary part: `re, im, re, im, …`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GeneralEigenvalues {
    matrix: MatrixOf,
}

impl Check for GeneralEigenvalues {
    fn evaluate(&self) -> Result<Found, CheckError> {
        Ok(sorted(eigvals(&self.matrix.matrix()?)?).into())
    }
}

/// Eigenvalues of the pencil `A x = λ B x`, as [`GeneralEigenvalues`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PencilEigenvalues {
    a: MatrixOf,
    b: MatrixOf,
}

impl Check for PencilEigenvalues {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let pencil = eig_generalized(&self.a.matrix()?, &self.b.matrix()?)?;
        Ok(sorted(pencil.alpha.iter().zip(&pencil.beta).map(|(a, b)| a / b).collect()).into())
    }
}

/// Sorts by real part, equal ones (to 1e-6) by imaginary part.
fn sorted(mut values: Vec<Complex64>) -> Vec<f64> {
    let key = |z: &Complex64| ((z.re * 1e6).round(), z.im);
    values.sort_by(|a, b| {
        let ((a, x), (b, y)) = (key(a), key(b));
        a.total_cmp(&(b + 0.0)).then(x.total_cmp(&y))
    });
    values.into_iter().flat_map(|z| [z.re, z.im]).collect()
}
