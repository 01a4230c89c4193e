//! Eigenvalues and eigenvectors of Hermitian (or real symmetric) matrices.

use crate::backend::active::EighScratch;
use crate::{CMatrix, Complex64, LinalgError, Scalar, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// Eigenvalues and eigenvectors of a Hermitian matrix, $H = V \Lambda V^\dagger$.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Scalar")]
pub struct Eigh<T: Scalar> {
    /// Eigenvalues in ascending order, in the unit of the matrix.
    pub values: Vec<f64>,
    /// `[n, n]`: column `j` is the eigenvector of `values[j]`; the columns are orthonormal.
    pub vectors: DMatrix<T>,
}

/// Returns the eigenvalues of a Hermitian matrix in ascending order.
///
/// The lower triangle and the real part of the diagonal enter the result; the upper triangle must
/// agree with it to [`HERMITIAN_TOLERANCE`](crate::HERMITIAN_TOLERANCE) times the largest entry,
/// which is checked.
/// The error of each eigenvalue is of the order of the rounding unit times $\lVert H \rVert$.
///
/// # Errors
///
/// [`LinalgError::NotSquare`], [`LinalgError::NotFinite`], [`LinalgError::NotHermitian`];
/// [`LinalgError::NoConvergence`] is not known to happen.
///
/// # Examples
///
/// ```
/// use thouless_linalg::{CMatrix, Complex64, I, eigvalsh};
///
/// let one = Complex64::new(1.0, 0.0);
/// let sigma_y = CMatrix::from_row_slice(2, 2, &[0.0 * one, -I, I, 0.0 * one]);
/// assert_eq!(eigvalsh(&sigma_y)?, [-1.0, 1.0]);
/// # Ok::<(), thouless_linalg::LinalgError>(())
/// ```
pub fn eigvalsh<T: Scalar>(h: &DMatrix<T>) -> Result<Vec<f64>, LinalgError> {
    let mut workspace = EighWorkspace::new(h.nrows());
    workspace.values(h)?;
    Ok(workspace.values)
}

/// Returns eigenvalues and eigenvectors of a Hermitian matrix.
///
/// ```math
/// H V = V \Lambda, \qquad V^\dagger V = 1
/// ```
///
/// What is read of `h` and what is checked is as for [`eigvalsh`]. Vectors of a degenerate
/// eigenvalue are some orthonormal basis of its space; phases are arbitrary.
///
/// # Errors
///
/// As [`eigvalsh`].
pub fn eigh<T: Scalar>(h: &DMatrix<T>) -> Result<Eigh<T>, LinalgError> {
    let mut workspace = EighWorkspace::new(h.nrows());
    workspace.decompose(h)?;
    Ok(Eigh { values: workspace.values, vectors: workspace.vectors })
}

impl<T: Scalar> Eigh<T> {
    /// Returns $f(H) = V f(\Lambda) V^\dagger$ for a real function $f$ of the eigenvalues.
    pub fn map(&self, f: impl FnMut(f64) -> f64) -> DMatrix<T> {
        let images = self.values.iter().copied().map(f).map(T::from_real);
        sandwich(self.vectors.clone(), images)
    }

    /// Returns $f(H)$ for a complex function $f$, such as $e^{-itE}$.
    pub fn map_complex(&self, f: impl FnMut(f64) -> Complex64) -> CMatrix {
        let vectors = self.vectors.map(Scalar::to_complex);
        sandwich(vectors, self.values.iter().copied().map(f))
    }

    /// Returns the matrix again, $V \Lambda V^\dagger$.
    pub fn reconstruct(&self) -> DMatrix<T> {
        self.map(|value| value)
    }
}

fn sandwich<S: Scalar>(vectors: DMatrix<S>, diagonal: impl Iterator<Item = S>) -> DMatrix<S> {
    let adjoint = vectors.adjoint();
    let mut scaled = vectors;
    for (mut column, factor) in scaled.column_iter_mut().zip(diagonal) {
        column *= factor;
    }
    scaled * adjoint
}

/// Memory for many Hermitian eigenproblems of one size, such as those of all `k` of a grid.
///
/// Nothing is allocated after [`EighWorkspace::new`]. The kernels run on the calling thread alone.
///
/// # Examples
///
/// ```
/// use thouless_linalg::{EighWorkspace, RMatrix};
///
/// let mut workspace = EighWorkspace::new(2);
/// for hop in [0.5, 1.0, 2.0] {
///     let h = RMatrix::from_row_slice(2, 2, &[0.0, hop, hop, 0.0]);
///     let (values, vectors) = workspace.decompose(&h)?;
///     assert!((values[1] - hop).abs() < 1e-15);
///     assert!((vectors.column(0).norm() - 1.0).abs() < 1e-15);
/// }
/// # Ok::<(), thouless_linalg::LinalgError>(())
/// ```
#[derive(Debug)]
pub struct EighWorkspace<T: Scalar> {
    values: Vec<f64>,
    vectors: DMatrix<T>,
    scratch: EighScratch<T>,
}

impl<T: Scalar> EighWorkspace<T> {
    /// Makes room for matrices `n`×`n`.
    pub fn new(n: usize) -> Self {
        Self { values: vec![0.0; n], vectors: DMatrix::zeros(n, n), scratch: EighScratch::new(n) }
    }

    /// Number of rows of the matrices that fit.
    pub fn n(&self) -> usize {
        self.values.len()
    }

    /// Returns the eigenvalues in ascending order.
    ///
    /// # Errors
    ///
    /// As [`eigvalsh`]; [`LinalgError::DimensionMismatch`] for a matrix of another size.
    pub fn values(&mut self, h: &DMatrix<T>) -> Result<&[f64], LinalgError> {
        self.check(h)?;
        self.scratch.values(h, &mut self.values)?;
        Ok(&self.values)
    }

    /// Returns eigenvalues and eigenvectors, see [`Eigh`].
    ///
    /// # Errors
    ///
    /// As [`EighWorkspace::values`].
    pub fn decompose(&mut self, h: &DMatrix<T>) -> Result<(&[f64], &DMatrix<T>), LinalgError> {
        self.check(h)?;
        self.scratch.vectors(h, &mut self.values, &mut self.vectors)?;
        Ok((&self.values, &self.vectors))
    }

    fn check(&self, h: &DMatrix<T>) -> Result<(), LinalgError> {
        let n = check::hermitian(h)?;
        check::same("rows of the matrix", self.n(), n)
    }
}
