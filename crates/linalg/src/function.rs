//! Functions of Hermitian matrices.

use crate::{CMatrix, Complex64, LinalgError, Scalar, eigh};
use nalgebra::DMatrix;

/// Returns $f(H)$ for a real function of the eigenvalues.
///
/// ```math
/// f(H) = \sum_n f(E_n)\, |n\rangle\langle n|
/// ```
///
/// # Errors
///
/// Those of [`eigh`], and [`LinalgError::Undefined`] where `f` gives NaN or infinity.
///
/// # Examples
///
/// ```
/// use thouless_linalg::{LinalgError, RMatrix, hermitian_function};
///
/// let h = RMatrix::from_row_slice(2, 2, &[2.0, 1.0, 1.0, 2.0]); // eigenvalues 1 and 3
/// let below_two = hermitian_function(&h, |e| if e < 2.0 { 1.0 } else { 0.0 })?;
/// assert!((below_two[(0, 1)] + 0.5).abs() < 1e-15);
/// let singular = RMatrix::zeros(1, 1);
/// assert!(matches!(
///     hermitian_function(&singular, |e| 1.0 / e),
///     Err(LinalgError::Undefined { .. })
/// ));
/// # Ok::<(), LinalgError>(())
/// ```
pub fn hermitian_function<T: Scalar>(
    h: &DMatrix<T>,
    mut f: impl FnMut(f64) -> f64,
) -> Result<DMatrix<T>, LinalgError> {
    let eigen = eigh(h)?;
    let images: Vec<f64> = eigen.values.iter().map(|&e| f(e)).collect();
    check(&eigen.values, images.iter().map(|y| y.is_finite()))?;
    let mut images = images.into_iter();
    Ok(eigen.map(|_| images.next().unwrap_or_default()))
}

/// Returns $f(H)$ for a complex function of the eigenvalues, such as $1/(E + i\eta - H)$.
///
/// # Errors
///
/// As [`hermitian_function`].
pub fn hermitian_function_complex<T: Scalar>(
    h: &DMatrix<T>,
    mut f: impl FnMut(f64) -> Complex64,
) -> Result<CMatrix, LinalgError> {
    let eigen = eigh(h)?;
    let images: Vec<Complex64> = eigen.values.iter().map(|&e| f(e)).collect();
    check(&eigen.values, images.iter().map(|y| y.is_finite_number()))?;
    let mut images = images.into_iter();
    Ok(eigen.map_complex(|_| images.next().unwrap_or_default()))
}

/// Returns the unitary $e^{i t H}$.
///
/// # Errors
///
/// As [`hermitian_function`].
pub fn exp_i<T: Scalar>(h: &DMatrix<T>, t: f64) -> Result<CMatrix, LinalgError> {
    hermitian_function_complex(h, |e| Complex64::cis(t * e))
}

fn check(values: &[f64], fine: impl Iterator<Item = bool>) -> Result<(), LinalgError> {
    match values.iter().zip(fine).find(|(_, fine)| !fine) {
        Some((&eigenvalue, _)) => Err(LinalgError::Undefined { eigenvalue }),
        None => Ok(()),
    }
}
