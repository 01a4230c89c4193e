//! Eigenvalues nearest a target, by Lanczos with the inverse of a shifted matrix.

use super::search::{Ritz, Search};
use crate::{
    Block, Csr, FactorSettings, Inertia, LinalgError, LinearOperator, Progress, Scalar,
    SparseAnalysis, SparseLdl, check, eigh, qr, random::random_numbers,
};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// What [`lanczos_nearest`] is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NearestSettings {
    /// Number of eigenvalues wanted.
    pub n_values: usize,
    /// Relative residual allowed, $`\lVert (A - \sigma)^{-1} x - \theta x \rVert \le`$ `tolerance` $`|\theta|`$,
    /// or rounding where that is larger.
    pub tolerance: f64,
    /// Restarts allowed.
    pub max_restarts: usize,
    /// Seed of the start vectors.
    pub seed: u64,
    /// Systems solved at once.
    pub block_size: usize,
    /// Vectors kept between restarts at most; by default three times those wanted, and 24 more.
    pub basis_size: Option<usize>,
    /// Bytes that one factorization may take; two exist at a time.
    pub memory_limit: Option<u64>,
}

impl Default for NearestSettings {
    fn default() -> Self {
        Self {
            n_values: 6,
            tolerance: 1e-10,
            max_restarts: 300,
            seed: 0,
            block_size: 4,
            basis_size: None,
            memory_limit: None,
        }
    }
}

/// Eigenvalues nearest a target, with the proof that none was missed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Scalar")]
pub struct NearestResult<T: Scalar> {
    /// Eigenvalues in ascending order, in the unit of the matrix.
    pub values: Vec<f64>,
    /// `[n, n_values]`: column `j` is the eigenvector of `values[j]`; the columns are orthonormal.
    pub vectors: DMatrix<T>,
    /// $`\lVert A x - \lambda x \rVert`$ of each, computed at the end with the matrix itself.
    pub residuals: Vec<f64>,
    /// The number that the values are nearest to.
    pub target: f64,
    /// Where the matrix was factored: the target, or a number close to it where the target is an eigenvalue.
    pub shift: f64,
    /// Ends of an interval around the target. It holds all values, but for those at its very edge when these are
    /// only some of a multiplet ([`NearestResult::at_edge`]).
    pub interval: [f64; 2],
    /// Eigenvalues of the matrix below each end of the interval, counted by inertia.
    pub below: [usize; 2],
    /// Whether the interval holds as many of the values as there are eigenvalues: none was missed.
    pub complete: bool,
    /// Where the values farthest from the target belong to a multiplet of which the others did not fit in: how
    /// many eigenvalues it has; else 0.
    pub at_edge: usize,
    /// Restarts made; 0 when the matrix was small enough for the dense routine.
    pub iterations: usize,
    /// Systems solved.
    pub solves: usize,
    /// Factorizations made.
    pub factorizations: usize,
}

/// Returns the eigenvalues of a sparse Hermitian matrix nearest a target, with the proof that none was missed.
///
/// Lanczos runs with $(A - \sigma)^{-1}$, whose largest eigenvalues $\theta$ belong to those of $A$ nearest the
/// shift, $\lambda = \sigma + 1/\theta$; real matrices stay real. The shift is the target, moved by about
/// $10^{-6}$ of the norm of the matrix where the target is an eigenvalue. At the end the number of eigenvalues
/// in an interval around the target is counted by the inertia of $A$ shifted to both of its ends. While the
/// interval holds more than were found, as it may where eigenvalues are degenerate, the search goes on among vectors
/// orthogonal to those found, with wider blocks.
///
/// # Arguments
///
/// - `matrix`: `[n, n]`; `analysis` is that of its pattern, without kept rows.
/// - `target`: any finite number, in the unit of the matrix.
///
/// # Errors
///
/// [`LinalgError::OutOfRange`] unless 1 ≤ `n_values` ≤ `n` and `block_size` ≥ 1, [`LinalgError::NotPositive`] for
/// the tolerance, [`LinalgError::NoConvergence`], [`LinalgError::Cancelled`], and those of [`SparseLdl::new`].
///
/// # Examples
///
/// ```
/// use thouless_linalg::{
///     AnalysisSettings, Csr, NearestSettings, Progress, SparseAnalysis, lanczos_nearest,
/// };
///
/// let n = 400; // an open chain with hopping −1
/// let hops = (1..n).flat_map(|i| [(i - 1, i, -1.0), (i, i - 1, -1.0)]);
/// let chain = Csr::from_triplets(n, n, hops)?;
/// let analysis = SparseAnalysis::new(&chain, &AnalysisSettings::default())?;
/// let settings = NearestSettings { n_values: 2, ..Default::default() };
/// let found = lanczos_nearest(&chain, &analysis, 0.0, &settings, &Progress::silent())?;
/// let exact = 2.0 * (200.0 * std::f64::consts::PI / 401.0).cos();
/// assert!((found.values[1] - exact).abs() < 1e-12);
/// assert!(found.complete);
/// # Ok::<(), thouless_linalg::LinalgError>(())
/// ```
///
/// # References
///
/// T. Ericsson, A. Ruhe, Math. Comp. **35**, 1251 (1980); R. G. Grimes, J. G. Lewis, H. D. Simon, SIAM J. Matrix
/// Anal. Appl. **15**, 228 (1994), for blocks and for counting.
pub fn lanczos_nearest<T: Scalar>(
    matrix: &Csr<T>,
    analysis: &SparseAnalysis,
    target: f64,
    settings: &NearestSettings,
    progress: &Progress,
) -> Result<NearestResult<T>, LinalgError> {
    let sparse = Sparse { matrix, analysis, limit: settings.memory_limit, progress };
    nearest(matrix, &sparse, target, settings, progress)
}

/// The sparse factorization as what Lanczos asks for.
struct Sparse<'a, T: Scalar> {
    matrix: &'a Csr<T>,
    analysis: &'a SparseAnalysis,
    limit: Option<u64>,
    progress: &'a Progress,
}

impl<T: Scalar> Shiftable<T> for Sparse<'_, T> {
    type Factors = SparseLdl<T>;

    fn factor(&self, shift: f64) -> Result<SparseLdl<T>, LinalgError> {
        let progress = self.progress.clone();
        let memory_limit = self.limit;
        let settings =
            FactorSettings { shift, memory_limit, progress, ..FactorSettings::default() };
        SparseLdl::new(self.analysis, self.matrix, &settings)
    }
}

impl<T: Scalar> Inverse<T> for SparseLdl<T> {
    fn solve(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        self.check_zeros()?;
        self.substitute(b)
    }

    fn inertia(&self) -> Result<Inertia, LinalgError> {
        SparseLdl::inertia(self)
    }
}

/// A matrix that can be factored at any shift.
pub(super) trait Shiftable<T: Scalar> {
    type Factors: Inverse<T>;

    /// Factors $A - \sigma$.
    fn factor(&self, shift: f64) -> Result<Self::Factors, LinalgError>;
}

/// A factored matrix.
pub(super) trait Inverse<T: Scalar>: Sync {
    fn solve(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError>;

    fn inertia(&self) -> Result<Inertia, LinalgError>;
}

/// The inverse as what Lanczos multiplies with.
struct Applied<'a, F> {
    n: usize,
    factors: &'a F,
}

impl<T: Scalar, F: Inverse<T>> LinearOperator<T> for Applied<'_, F> {
    fn n(&self) -> usize {
        self.n
    }

    fn apply(&self, x: &Block<T>, y: &mut Block<T>) -> Result<(), LinalgError> {
        *y = Block::from_dense(&self.factors.solve(&x.to_dense())?);
        Ok(())
    }
}

/// Eigenvalues closer to the shift than this, relative to the norm of the matrix, drown the others in rounding.
const CLOSE: f64 = 1e-9;

/// How far the shift then moves, relative to the norm of the matrix.
const MOVES: [f64; 6] = [0.0, 1e-6, -1.7e-6, 3.1e-6, -5.9e-6, 1.3e-5];

/// Differences of eigenvalues below this part of the norm of the matrix are none.
const SAME: f64 = 1e-9;

/// Blocks that complete a multiplet grow to this width.
const WIDEST: usize = 32;

pub(super) fn nearest<T: Scalar>(
    matrix: &Csr<T>,
    shiftable: &impl Shiftable<T>,
    target: f64,
    settings: &NearestSettings,
    progress: &Progress,
) -> Result<NearestResult<T>, LinalgError> {
    let n = matrix.n_rows();
    check::same("columns of the matrix", n, matrix.n_cols())?;
    let (wanted, block) = (settings.n_values, settings.block_size);
    super::check_numbers(n, wanted, block, settings.tolerance)?;
    if !target.is_finite() {
        let (min, max) = (f64::MIN, f64::MAX);
        return Err(LinalgError::OutsideInterval { what: "the target", min, max, found: target });
    }
    let task = Task { matrix, shiftable, target, settings, scale: scale(matrix, target) };
    let smallest = wanted + 3 * block;
    let room = settings.basis_size.unwrap_or(3 * wanted + 24).max(smallest);
    let widest = WIDEST.min(room.saturating_sub(wanted) / 3).max(block);
    let result = if room + widest >= n {
        task.dense()
    } else {
        task.search((room, block, widest), progress)
    };
    progress.finish();
    result
}

/// Largest sum of moduli in a row, a bound of all eigenvalues, or the target where that is larger.
fn scale<T: Scalar>(matrix: &Csr<T>, target: f64) -> f64 {
    let sum = |row| matrix.row(row).1.iter().map(|v| v.modulus()).sum::<f64>();
    let scale = (0..matrix.n_rows()).map(sum).fold(target.abs(), f64::max);
    if scale > 0.0 { scale } else { 1.0 }
}

struct Task<'a, T: Scalar, S> {
    matrix: &'a Csr<T>,
    shiftable: &'a S,
    target: f64,
    settings: &'a NearestSettings,
    scale: f64,
}

/// An interval around the target and what is known of it.
struct Proof {
    interval: [f64; 2],
    below: [usize; 2],
    /// Values found inside.
    found: usize,
    at_edge: usize,
    factorizations: usize,
}

impl Proof {
    fn missing(&self) -> usize {
        (self.below[1] - self.below[0]).saturating_sub(self.found)
    }
}

impl<T: Scalar, S: Shiftable<T>> Task<'_, T, S> {
    /// The whole spectrum, when the matrix has not many more rows than the basis would have vectors.
    fn dense(&self) -> Result<NearestResult<T>, LinalgError> {
        let eigen = eigh(&self.matrix.to_dense())?;
        let mut order: Vec<usize> = (0..eigen.values.len()).collect();
        order.sort_by(|&a, &b| {
            self.distance(eigen.values[a]).total_cmp(&self.distance(eigen.values[b]))
        });
        let wanted = self.settings.n_values;
        let next = order.get(wanted).map(|&i| self.distance(eigen.values[i]));
        order.truncate(wanted);
        order.sort_unstable();
        let values: Vec<f64> = order.iter().map(|&i| eigen.values[i]).collect();
        let vectors = eigen.vectors.select_columns(&order);
        let proof = self.prove(&values, next.unwrap_or(f64::INFINITY))?;
        Ok(self.result(values, vectors, &proof, self.target, (0, 0)))
    }

    fn search(
        &self,
        sizes: (usize, usize, usize),
        progress: &Progress,
    ) -> Result<NearestResult<T>, LinalgError> {
        let (room, block, widest) = sizes;
        let wanted = self.settings.n_values;
        let (shift, factors, mut factorizations) = self.place(progress)?;
        let operator = Applied { n: self.matrix.n_rows(), factors: &factors };
        progress.start("shift-invert Lanczos", 0);
        let mut search =
            Search::new(&operator, (room, block, widest), self.settings.seed, progress)?;
        let value = |theta: f64| shift + 1.0 / theta;
        let key = |theta: f64| self.distance(value(theta));
        let mut worst = f64::INFINITY;
        for iteration in 1..=self.settings.max_restarts {
            let ritz = search.fill(key)?;
            worst = self.worst(&ritz, search.scale);
            if worst > 1.0 {
                search.restart(&ritz, wanted);
                continue;
            }
            let next = key(ritz.values[wanted]);
            let vectors = search.take(&ritz, wanted);
            let (values, vectors) = self.refine(&factors, &vectors)?;
            progress.check()?;
            let mut proof = self.prove(&values, next)?;
            factorizations += proof.factorizations;
            if proof.missing() == 0 {
                proof.factorizations = factorizations;
                let effort = (iteration, search.products + wanted);
                return Ok(self.result(values, vectors, &proof, shift, effort));
            }
            progress.start("shift-invert Lanczos", 0);
            search.block = proof.missing().clamp(block, widest);
            search.add_random_block()?;
        }
        let iterations = self.settings.max_restarts;
        Err(LinalgError::NoConvergence {
            iterations,
            residual: worst * self.settings.tolerance * self.scale,
        })
    }

    fn distance(&self, value: f64) -> f64 {
        (value - self.target).abs()
    }

    /// Factors at the target, or beside it where the inverse would be too large.
    fn place(&self, progress: &Progress) -> Result<(f64, S::Factors, usize), LinalgError> {
        let mut singular = None;
        for (tries, step) in MOVES.into_iter().enumerate() {
            progress.check()?;
            let shift = self.target + step * self.scale;
            let factors = self.shiftable.factor(shift)?;
            match self.inverse_norm(&factors) {
                Ok(norm) if norm * self.scale * CLOSE < 1.0 => {
                    return Ok((shift, factors, tries + 1));
                }
                Ok(_) => {}
                Err(LinalgError::Cancelled) => return Err(LinalgError::Cancelled),
                Err(error) => singular = Some(error),
            }
        }
        let iterations = MOVES.len();
        Err(singular.unwrap_or(LinalgError::NoConvergence { iterations, residual: f64::INFINITY }))
    }

    /// A lower bound of the norm of the inverse, seldom much below it.
    fn inverse_norm(&self, factors: &S::Factors) -> Result<f64, LinalgError> {
        let mut next = random_numbers(self.settings.seed ^ 0x5eed);
        let n = self.matrix.n_rows();
        let mut x = DMatrix::from_fn(n, 1, |_, _| T::from_parts(next(), next()));
        let mut norm = 0.0;
        for _ in 0..3 {
            x.unscale_mut(x.norm());
            x = factors.solve(&x)?;
            norm = x.norm();
            if !norm.is_finite() {
                return Ok(f64::INFINITY);
            }
        }
        Ok(norm)
    }

    /// The largest error among the wanted, and of the next one as far as it matters, in units of what is allowed.
    fn worst(&self, ritz: &Ritz<T>, largest: f64) -> f64 {
        let wanted = self.settings.n_values;
        let rounding = 16.0 * f64::EPSILON * largest;
        let allowed = |theta: f64| (self.settings.tolerance * theta.abs()).max(rounding);
        let wanted_ones = ritz.errors.iter().zip(&ritz.values).take(wanted);
        let worst = wanted_ones.map(|(&error, &theta)| error / allowed(theta)).fold(0.0, f64::max);
        let (last, next) = (ritz.values[wanted - 1].abs(), ritz.values[wanted].abs());
        // the next eigenvalue must be known well enough not to lie among the wanted ones
        let room = (last - next).max(0.0) + allowed(last);
        worst.max(ritz.errors[wanted] / room)
    }

    /// One more multiplication with the inverse, which damps what is far from the target, and the best
    /// combinations in the sense of the matrix itself.
    fn refine(
        &self,
        factors: &S::Factors,
        vectors: &DMatrix<T>,
    ) -> Result<(Vec<f64>, DMatrix<T>), LinalgError> {
        let mut x = factors.solve(vectors)?;
        for mut column in x.column_iter_mut() {
            let norm = column.norm();
            column.unscale_mut(norm);
        }
        let x = qr(&x)?.q;
        let image = self.product(&x)?;
        let small = x.adjoint() * image;
        let small = (&small + small.adjoint()).scale(0.5);
        let eigen = eigh(&small)?;
        Ok((eigen.values, x * eigen.vectors))
    }

    fn product(&self, x: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        let mut image = Block::zeros(x.nrows(), x.ncols());
        self.matrix.mul_block(&Block::from_dense(x), &mut image)?;
        Ok(image.to_dense())
    }

    /// Counts eigenvalues in an interval that ends between the values found and the next one, whose distance
    /// from the target is about `next`.
    fn prove(&self, values: &[f64], next: f64) -> Result<Proof, LinalgError> {
        let mut distances: Vec<f64> = values.iter().map(|&v| self.distance(v)).collect();
        distances.sort_by(f64::total_cmp);
        let last = distances.last().copied().unwrap_or(0.0);
        let same = SAME * self.scale;
        if next - last > 4.0 * same {
            let radius = last + (0.25 * (next - last)).min(self.scale);
            let (below, factorizations) = self.count(radius)?;
            let interval = [self.target - radius, self.target + radius];
            return Ok(Proof { interval, below, found: values.len(), at_edge: 0, factorizations });
        }
        // the multiplet goes on: end before it, and count it apart
        let mut inside = distances.len() - 1;
        while inside > 0 && distances[inside] - distances[inside - 1] <= same {
            inside -= 1;
        }
        let nearer = if inside > 0 { distances[inside - 1] } else { -distances[0] };
        let radius = distances[inside] - (0.5 * (distances[inside] - nearer)).min(2.0 * same);
        let (outer, mut factorizations) = self.count(last + 2.0 * same)?;
        let mut proof = Proof {
            interval: [self.target; 2],
            below: [outer[0]; 2],
            found: 0,
            at_edge: outer[1] - outer[0],
            factorizations: 0,
        };
        if radius > same {
            let (below, more) = self.count(radius)?;
            factorizations += more;
            proof.interval = [self.target - radius, self.target + radius];
            proof.at_edge -= (below[1] - below[0]).min(proof.at_edge);
            (proof.below, proof.found) = (below, inside);
        }
        proof.factorizations = factorizations;
        Ok(proof)
    }

    /// Eigenvalues below both ends of the interval of this radius, and the factorizations it took.
    fn count(&self, radius: f64) -> Result<([usize; 2], usize), LinalgError> {
        let count = |end: f64| Ok(self.shiftable.factor(end)?.inertia()?.negative);
        let (low, high) = (count(self.target - radius)?, count(self.target + radius)?);
        Ok(([low, high.max(low)], 2))
    }

    fn result(
        &self,
        values: Vec<f64>,
        vectors: DMatrix<T>,
        proof: &Proof,
        shift: f64,
        (iterations, solves): (usize, usize),
    ) -> NearestResult<T> {
        let Proof { interval, below, found, at_edge, factorizations } = *proof;
        let residuals = self.product(&vectors).map_or_else(
            |_| vec![f64::INFINITY; values.len()],
            |image| {
                let defect =
                    |j: usize| (image.column(j) - vectors.column(j).scale(values[j])).norm();
                (0..values.len()).map(defect).collect()
            },
        );
        NearestResult {
            values,
            vectors,
            residuals,
            target: self.target,
            shift,
            interval,
            below,
            complete: below[1] - below[0] == found,
            at_edge,
            iterations,
            solves,
            factorizations,
        }
    }
}

#[cfg(test)]
mod tests;
