//! The Schur complement onto kept rows.

use super::ldl::SparseLdl;
use crate::{LinalgError, Scalar, bunch_kaufman};
use nalgebra::DMatrix;

impl<T: Scalar> SparseLdl<T> {
    /// Returns the Schur complement onto the kept rows, in the order in which they were given to the analysis.
    ///
    /// With the kept rows last,
    ///
    /// ```math
    /// A - \sigma = \begin{pmatrix} B & C^\dagger \\ C & K \end{pmatrix} , \qquad S = K - C B^{-1} C^\dagger ,
    /// ```
    ///
    /// a Hermitian matrix whose inverse is the block of $`(A - \sigma)^{-1}`$ on these rows: the rest of a sample
    /// folded onto its leads. Vectors that $B$ takes to zero and that do not touch the kept rows are no obstacle.
    ///
    /// # Errors
    ///
    /// [`LinalgError::NearlySingular`] where another vector is taken to zero by $B$: its energy is that of a state
    /// of the rest alone. [`SparseLdl::with_coupling`] needs no inverse of $B$.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_linalg::{AnalysisSettings, Csr, FactorSettings, SparseAnalysis, SparseLdl};
    ///
    /// // a chain of three sites at energy 1/2, folded onto its ends
    /// let chain = [(0, 1, -1.0), (1, 0, -1.0), (1, 2, -1.0), (2, 1, -1.0)];
    /// let h = Csr::from_triplets(3, 3, chain)?;
    /// let settings = AnalysisSettings { kept: &[0, 2], ..AnalysisSettings::default() };
    /// let analysis = SparseAnalysis::new(&h, &settings)?;
    /// let settings = FactorSettings { shift: 0.5, ..FactorSettings::default() };
    /// let s = SparseLdl::new(&analysis, &h, &settings)?.schur_complement()?;
    /// assert_eq!(s.as_slice(), [1.5, 2.0, 2.0, 1.5]); // -E + 1/E, and 1/E beside the diagonal
    /// # Ok::<(), thouless_linalg::LinalgError>(())
    /// ```
    pub fn schur_complement(&self) -> Result<DMatrix<T>, LinalgError> {
        let Some(kept) = &self.kept else { return Ok(DMatrix::zeros(0, 0)) };
        let late = kept.delayed.len();
        let rows = kept.matrix.nrows() - late;
        let own = kept.matrix.view((late, late), (rows, rows)).into_owned();
        if late == 0 {
            return Ok(own);
        }
        let rest = kept.matrix.view((0, 0), (late, late)).into_owned();
        let coupling = kept.matrix.view((0, late), (late, rows)).into_owned();
        let factored = bunch_kaufman(&rest)?;
        let zeros = factored.inertia().zero;
        if zeros > 0 {
            return Err(LinalgError::NearlySingular { condition: f64::INFINITY, zeros });
        }
        let mut schur = own - coupling.adjoint() * factored.solve(&coupling)?;
        for j in 0..rows {
            schur[(j, j)] = T::from_real(schur[(j, j)].real());
            for i in 0..j {
                schur[(i, j)] = schur[(j, i)].conjugate();
            }
        }
        Ok(schur)
    }
}
