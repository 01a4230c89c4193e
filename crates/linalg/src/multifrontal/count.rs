//! Counting eigenvalues without computing any.

use super::{FactorSettings, SparseAnalysis, SparseLdl};
use crate::{Csr, LinalgError, Scalar};
use serde::{Deserialize, Serialize};

/// How many eigenvalues of a matrix lie below an energy, and at it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LevelCount {
    /// The energy, in the unit of the matrix.
    pub energy: f64,
    /// Number of eigenvalues below it.
    pub below: usize,
    /// Number of eigenvalues that equal it to rounding: pivots below $n \epsilon$ times the largest entry.
    pub at: usize,
}

/// Counts the eigenvalues of a sparse Hermitian matrix below each of some energies.
///
/// By Sylvester's law of inertia $A - E$ has as many negative eigenvalues as $D$ in
///
/// ```math
/// P (A - E) P^T = L D L^\dagger ,
/// ```
///
/// so that one factorization for each energy gives an exact integer, however dense the spectrum is. An eigenvalue
/// that is closer to the energy than rounding, about $\epsilon$ times the norm of the matrix, may be counted on
/// either side.
///
/// # Errors
///
/// Those of [`SparseLdl::new`].
///
/// # Examples
///
/// ```
/// use thouless_linalg::{AnalysisSettings, Csr, FactorSettings, SparseAnalysis, levels_below};
///
/// let n = 300; // an open chain with hopping −1
/// let hops = (1..n).flat_map(|i| [(i - 1, i, -1.0), (i, i - 1, -1.0)]);
/// let chain = Csr::from_triplets(n, n, hops)?;
/// let analysis = SparseAnalysis::new(&chain, &AnalysisSettings::default())?;
/// let counts = levels_below(&chain, &analysis, &[-1.0, 0.0, 3.0], &FactorSettings::default())?;
/// let below: Vec<usize> = counts.iter().map(|count| count.below).collect();
/// assert_eq!(below, [100, 150, 300]); // E = −2 cos(π j / 301)
/// # Ok::<(), thouless_linalg::LinalgError>(())
/// ```
///
/// # References
///
/// J. J. Sylvester, Philos. Mag. **4**, 138 (1852).
pub fn levels_below<T: Scalar>(
    matrix: &Csr<T>,
    analysis: &SparseAnalysis,
    energies: &[f64],
    settings: &FactorSettings,
) -> Result<Vec<LevelCount>, LinalgError> {
    let mut factors: Option<SparseLdl<T>> = None;
    let mut counts = Vec::with_capacity(energies.len());
    for &energy in energies {
        let settings = FactorSettings { shift: energy, ..settings.clone() };
        let made = match factors.take() {
            None => SparseLdl::new(analysis, matrix, &settings)?,
            Some(before) => before.refactor(matrix, &settings)?,
        };
        let inertia = made.inertia()?;
        counts.push(LevelCount { energy, below: inertia.negative, at: inertia.zero });
        factors = Some(made);
    }
    Ok(counts)
}
