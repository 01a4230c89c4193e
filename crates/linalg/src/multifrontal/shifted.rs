//! The factored matrix with a small non-Hermitian matrix added on its kept rows.

use super::ldl::SparseLdl;
use super::solve::BLOCK;
use crate::{CMatrix, Complex64, LinalgError, Lu, Scalar, check, lu};
use nalgebra::DMatrix;

/// Condition of the dense matrix on the kept rows beyond which it counts as singular.
const MAX_CONDITION: f64 = 0.25 / f64::EPSILON;

/// $A - \sigma + U$ with $U$ on the kept rows, ready to be solved with.
#[derive(Debug)]
pub struct CoupledLdl<'a, T: Scalar> {
    ldl: &'a SparseLdl<T>,
    u: CMatrix,
    dense: Lu<Complex64>,
}

impl<T: Scalar> SparseLdl<T> {
    /// Adds a matrix on the kept rows, such as the self-energies of leads, which need not be Hermitian.
    ///
    /// Nothing but the dense matrix of the kept rows is factored anew. Rows whose pivots were delayed all the
    /// way stand in it too, so that $\sigma$ may be an eigenvalue of the rest alone.
    ///
    /// # Arguments
    ///
    /// - `u`: `[kept, kept]`, rows and columns in the order in which the kept rows were given to the analysis.
    ///
    /// # Errors
    ///
    /// [`LinalgError::DimensionMismatch`], [`LinalgError::NotFinite`], [`LinalgError::NearlySingular`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_linalg::{
    ///     AnalysisSettings, CMatrix, Complex64, Csr, FactorSettings, SparseAnalysis, SparseLdl,
    /// };
    ///
    /// // two sites between leads of a chain at energy 0: every electron gets through
    /// let h = Csr::from_triplets(2, 2, [(0, 1, -1.0), (1, 0, -1.0)])?;
    /// let settings = AnalysisSettings { kept: &[0, 1], ..AnalysisSettings::default() };
    /// let analysis = SparseAnalysis::new(&h, &settings)?;
    /// let ldl = SparseLdl::new(&analysis, &h, &FactorSettings::default())?;
    /// let sigma = CMatrix::from_diagonal_element(2, 2, Complex64::new(0.0, -1.0));
    /// let g = ldl.with_coupling(&sigma)?.kept_inverse()?;
    /// let transmission = 2.0 * 2.0 * g[(0, 1)].norm_sqr();
    /// assert!((transmission - 1.0).abs() < 1e-15);
    /// # Ok::<(), thouless_linalg::LinalgError>(())
    /// ```
    pub fn with_coupling(&self, u: &CMatrix) -> Result<CoupledLdl<'_, T>, LinalgError> {
        let n_kept = self.analysis.layout().kept.len();
        check::same("rows of the matrix that is added", n_kept, u.nrows())?;
        check::same("columns of the matrix that is added", n_kept, u.ncols())?;
        check::finite(u)?;
        let mut dense = match &self.kept {
            Some(kept) => kept.matrix.map(Scalar::to_complex),
            None => CMatrix::zeros(0, 0),
        };
        let late = dense.nrows() - n_kept;
        let mut own = dense.view_mut((late, late), (n_kept, n_kept));
        own += u;
        let size = dense.camax();
        let dense = lu(&dense)?;
        let coupled = CoupledLdl { ldl: self, u: u.clone(), dense };
        if late + n_kept > 0 {
            let zeros = self.eliminated_zeros();
            let inverse = coupled.dense_inverse().map_err(|error| match error {
                LinalgError::Singular { .. } => {
                    LinalgError::NearlySingular { condition: f64::INFINITY, zeros: zeros + 1 }
                }
                other => other,
            })?;
            let condition = size * inverse.camax();
            if condition.is_nan() || condition > MAX_CONDITION {
                return Err(LinalgError::NearlySingular { condition, zeros });
            }
        }
        Ok(coupled)
    }
}

impl<T: Scalar> CoupledLdl<'_, T> {
    /// The inverse of the dense matrix, rows delayed into it first.
    fn dense_inverse(&self) -> Result<CMatrix, LinalgError> {
        self.dense.inverse()
    }

    /// Returns the block of $`(A - \sigma + U)^{-1}`$ on the kept rows: the Green's function between leads, `[kept, kept]`.
    ///
    /// # Errors
    ///
    /// [`LinalgError::Singular`].
    pub fn kept_inverse(&self) -> Result<CMatrix, LinalgError> {
        let inverse = self.dense_inverse()?;
        let n_kept = self.u.nrows();
        let late = inverse.nrows() - n_kept;
        Ok(inverse.view((late, late), (n_kept, n_kept)).into_owned())
    }

    /// Solves $(A - \sigma + U) X = B$, with one step of refinement.
    ///
    /// # Errors
    ///
    /// [`LinalgError::NearlySingular`] where a pivot of the eliminated rows is zero,
    /// [`LinalgError::DimensionMismatch`], [`LinalgError::NotFinite`].
    pub fn solve(&self, b: &CMatrix) -> Result<CMatrix, LinalgError> {
        check::right_side(self.ldl.n(), b)?;
        let zeros = self.ldl.eliminated_zeros();
        if zeros > 0 {
            return Err(LinalgError::NearlySingular { condition: f64::INFINITY, zeros });
        }
        let mut x = CMatrix::zeros(b.nrows(), b.ncols());
        for first in (0..b.ncols()).step_by(BLOCK) {
            let width = BLOCK.min(b.ncols() - first);
            let b = b.columns(first, width).into_owned();
            let rough = self.substitute(&b)?;
            let correction = self.substitute(&self.residual(&b, &rough))?;
            x.columns_mut(first, width).copy_from(&(rough + correction));
        }
        Ok(x)
    }

    fn substitute(&self, b: &CMatrix) -> Result<CMatrix, LinalgError> {
        let ldl = self.ldl;
        let width = b.ncols();
        let mut rows = ldl.load(&split(b), 0, parts::<T>() * width);
        for front in 0..ldl.fronts.len() {
            ldl.forward(front, &mut rows);
        }
        if let Some(kept) = &ldl.kept {
            let numbers: Vec<u32> = ldl.kept_numbers(&kept.delayed).collect();
            let part = DMatrix::from_fn(numbers.len(), rows.width, |i, j| rows.row(numbers[i])[j]);
            let x: DMatrix<T> = split(&self.dense.solve(&join(&part))?);
            for (i, &number) in numbers.iter().enumerate() {
                for (j, value) in rows.row_mut(number).iter_mut().enumerate() {
                    *value = x[(i, j)];
                }
            }
        }
        for front in (0..ldl.fronts.len()).rev() {
            ldl.backward(front, &mut rows);
        }
        Ok(join(&ldl.unload(&rows)))
    }

    fn residual(&self, b: &CMatrix, x: &CMatrix) -> CMatrix {
        let mut residual = join(&self.ldl.residual(&split(b), &split(x)));
        let kept = &self.ldl.analysis.layout().kept;
        let inside = CMatrix::from_fn(kept.len(), x.ncols(), |i, j| x[(kept[i], j)]);
        let added = &self.u * inside;
        for (i, &row) in kept.iter().enumerate() {
            for j in 0..x.ncols() {
                residual[(row, j)] -= added[(i, j)];
            }
        }
        residual
    }
}

/// Columns over `T` that hold a complex one.
const fn parts<T: Scalar>() -> usize {
    if T::IS_COMPLEX { 1 } else { 2 }
}

/// Complex columns as columns over `T`: themselves, or their real and their imaginary parts.
fn split<T: Scalar>(b: &CMatrix) -> DMatrix<T> {
    let width = b.ncols();
    DMatrix::from_fn(b.nrows(), parts::<T>() * width, |i, j| match b[(i, j % width.max(1))] {
        z if T::IS_COMPLEX => T::from_parts(z.re, z.im),
        z if j < width => T::from_real(z.re),
        z => T::from_real(z.im),
    })
}

/// The inverse of [`split`].
fn join<T: Scalar>(x: &DMatrix<T>) -> CMatrix {
    let width = x.ncols() / parts::<T>();
    CMatrix::from_fn(x.nrows(), width, |i, j| {
        if T::IS_COMPLEX {
            x[(i, j)].to_complex()
        } else {
            Complex64::new(x[(i, j)].real(), x[(i, j + width)].real())
        }
    })
}
