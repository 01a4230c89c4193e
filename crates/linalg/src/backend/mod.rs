//! The kernels behind the public functions. Input is already checked when it comes here.
//!
//! Both backends offer the same items under the same names, and `active` is the one in use:
//!
//! | item | gives |
//! | --- | --- |
//! | `EighScratch` | Hermitian eigenproblems of one size without allocation |
//! | `svd`, `singular_values` | thin factors `u`, `v` and values in descending order |
//! | `lu` | packed factors, and the row of the matrix that became row `i` |
//! | `qr` | thin `q` and `r` |
//! | `bunch_kaufman` | see [`BunchKaufmanParts`] |
//! | `solve_triangular` | in place, all right-hand sides at once |
//! | `eigvals`, `eig`, `eig_generalized` | vectors as columns of any length |

#[cfg_attr(
    feature = "openblas",
    allow(dead_code, unused_imports, reason = "tests compare it with the other")
)]
pub(crate) mod faer;
#[cfg(feature = "openblas")]
pub(crate) mod lapack;

#[cfg(not(feature = "openblas"))]
pub(crate) use self::faer as active;
#[cfg(feature = "openblas")]
pub(crate) use self::lapack as active;

#[cfg(all(test, feature = "openblas"))]
mod agreement;

use crate::{CMatrix, Complex64, LinalgError, Scalar};
use nalgebra::DMatrix;

/// Which part of a square matrix a triangular solve reads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Triangle {
    Upper,
    /// Ones on the diagonal, whatever is stored there.
    UnitLower,
}

/// $P A P^T = L D L^\dagger$ with blocks of one or two rows in `D`.
#[derive(Debug, Clone)]
pub(crate) struct BunchKaufmanParts<T: Scalar> {
    /// Unit lower triangular, zero above.
    pub(crate) lower: DMatrix<T>,
    pub(crate) diagonal: Vec<f64>,
    /// Entry (k + 1, k) of `D`; zero where no block of two begins at `k`.
    pub(crate) below: Vec<T>,
    /// Row and column `permutation[i]` of `A` became number `i`.
    pub(crate) permutation: Vec<usize>,
}

/// Eigenvalues with right and left vectors.
pub(crate) type Vectors = (Vec<Complex64>, CMatrix, CMatrix);

/// Numerators and denominators of eigenvalues with right and left vectors.
pub(crate) type PencilVectors = (Vec<Complex64>, Vec<Complex64>, CMatrix, CMatrix);

pub(crate) const NO_CONVERGENCE: LinalgError =
    LinalgError::NoConvergence { iterations: 0, residual: f64::INFINITY };
