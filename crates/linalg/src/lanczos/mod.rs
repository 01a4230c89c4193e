//! A few eigenvalues of large Hermitian matrices by block Lanczos with thick restart.

mod basis;
mod nearest;
mod search;

use crate::{Block, LinalgError, LinearOperator, Progress, Scalar, eigh};
use nalgebra::DMatrix;
pub use nearest::{NearestResult, NearestSettings, lanczos_nearest};
use search::Search;
use serde::{Deserialize, Serialize};

/// What [`lanczos_lowest`] is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LanczosSettings {
    /// Number of eigenvalues wanted.
    pub n_values: usize,
    /// Largest residual $`\lVert A x - \lambda x \rVert`$ allowed, relative to the largest eigenvalue
    /// in modulus that was met. The error of an eigenvalue goes with its square.
    pub tolerance: f64,
    /// Restarts allowed.
    pub max_restarts: usize,
    /// Seed of the start vectors.
    pub seed: u64,
    /// Vectors multiplied at once.
    pub block_size: usize,
    /// Vectors kept between restarts at most; by default three times those wanted, and 24 more.
    pub basis_size: Option<usize>,
}

impl Default for LanczosSettings {
    fn default() -> Self {
        Self {
            n_values: 6,
            tolerance: 1e-10,
            max_restarts: 1000,
            seed: 0,
            block_size: 2,
            basis_size: None,
        }
    }
}

/// Lowest eigenvalues and their vectors, with how well they satisfy the equation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Scalar")]
pub struct LanczosResult<T: Scalar> {
    /// Eigenvalues in ascending order, in the unit of the matrix.
    pub values: Vec<f64>,
    /// `[n, n_values]`: column `j` is the eigenvector of `values[j]`; the columns are orthonormal.
    pub vectors: DMatrix<T>,
    /// $`\lVert A x - \lambda x \rVert`$ of each, computed at the end with the matrix itself.
    pub residuals: Vec<f64>,
    /// Restarts made; 0 when the matrix was small enough for the dense routine.
    pub iterations: usize,
    /// Vectors that the matrix was multiplied with.
    pub products: usize,
}

/// Returns the lowest eigenvalues of a Hermitian matrix that is known by its products.
///
/// A basis of Krylov vectors is kept orthonormal throughout; when it is full, it shrinks to the best
/// approximations so far and grows again. The result is the same for any number of threads.
///
/// **Degenerate eigenvalues.** A Krylov space of `block_size` start vectors contains at most that many
/// vectors of one eigenvalue. So when all are converged the search starts again with new random vectors
/// orthogonal to those found, until the lowest eigenvalue found besides lies above the wanted ones (or
/// equals the highest of them) by its own error estimate, and until such a round has changed nothing. A
/// multiplet is thus found in full, though a random method cannot prove it.
///
/// # Errors
///
/// [`LinalgError::OutOfRange`] unless 1 ≤ `n_values` ≤ `n` and `block_size` ≥ 1,
/// [`LinalgError::NotPositive`] for the tolerance, [`LinalgError::NoConvergence`],
/// [`LinalgError::Cancelled`], and those of the operator.
///
/// # Examples
///
/// ```
/// use thouless_linalg::{Csr, LanczosSettings, Progress, lanczos_lowest};
///
/// let n = 400; // an open chain with hopping −1
/// let hops = (1..n).flat_map(|i| [(i - 1, i, -1.0), (i, i - 1, -1.0)]);
/// let chain = Csr::from_triplets(n, n, hops)?;
/// let settings = LanczosSettings { n_values: 2, ..Default::default() };
/// let found = lanczos_lowest(&chain, &settings, &Progress::silent())?;
/// let exact = -2.0 * (std::f64::consts::PI / 401.0).cos();
/// assert!((found.values[0] - exact).abs() < 1e-12);
/// # Ok::<(), thouless_linalg::LinalgError>(())
/// ```
///
/// # References
///
/// K. Wu, H. Simon, SIAM J. Matrix Anal. Appl. **22**, 602 (2000),
/// [doi:10.1137/S0895479898334605](https://doi.org/10.1137/S0895479898334605), there with blocks of one
/// vector and without the second search.
pub fn lanczos_lowest<T: Scalar>(
    operator: &impl LinearOperator<T>,
    settings: &LanczosSettings,
    progress: &Progress,
) -> Result<LanczosResult<T>, LinalgError> {
    let n = operator.n();
    let (wanted, block) = (settings.n_values, settings.block_size);
    check_numbers(n, wanted, block, settings.tolerance)?;
    let smallest = wanted + 3 * block;
    let room = settings.basis_size.unwrap_or(3 * wanted + 24).max(smallest);
    progress.start("Lanczos", 0);
    let result = if room + block > n {
        dense(operator, wanted)
    } else {
        search_lowest(operator, settings, room, progress)
    };
    progress.finish();
    result
}

/// Checks what both searches are asked for.
fn check_numbers(n: usize, wanted: usize, block: usize, tolerance: f64) -> Result<(), LinalgError> {
    let range = |what, found, max| {
        let fine = (1..=max).contains(&found);
        if fine { Ok(()) } else { Err(LinalgError::OutOfRange { what, min: 1, max, found }) }
    };
    range("the number of eigenvalues wanted", wanted, n)?;
    range("the block size", block, n)?;
    if tolerance > 0.0 && tolerance.is_finite() {
        Ok(())
    } else {
        Err(LinalgError::NotPositive { what: "the tolerance", found: tolerance })
    }
}

/// The whole matrix, when it has not many more rows than the basis would have vectors.
fn dense<T: Scalar>(
    operator: &impl LinearOperator<T>,
    wanted: usize,
) -> Result<LanczosResult<T>, LinalgError> {
    let n = operator.n();
    let mut image = Block::zeros(n, n);
    operator.apply(&Block::from_dense(&DMatrix::identity(n, n)), &mut image)?;
    let eigen = eigh(&image.to_dense())?;
    let vectors = eigen.vectors.columns(0, wanted).into_owned();
    finish(operator, eigen.values[..wanted].to_vec(), vectors, 0, n)
}

fn finish<T: Scalar>(
    operator: &impl LinearOperator<T>,
    values: Vec<f64>,
    vectors: DMatrix<T>,
    iterations: usize,
    products: usize,
) -> Result<LanczosResult<T>, LinalgError> {
    let x = Block::from_dense(&vectors);
    let mut image = Block::zeros(x.n(), x.width());
    operator.apply(&x, &mut image)?;
    let mut squares = vec![0.0; values.len()];
    for row in 0..x.n() {
        for (j, square) in squares.iter_mut().enumerate() {
            let defect = image.row(row)[j] - x.row(row)[j].scale(values[j]);
            *square += defect.modulus_squared();
        }
    }
    let residuals = squares.into_iter().map(f64::sqrt).collect();
    let products = products + values.len();
    Ok(LanczosResult { values, vectors, residuals, iterations, products })
}

fn search_lowest<T: Scalar>(
    operator: &impl LinearOperator<T>,
    settings: &LanczosSettings,
    room: usize,
    progress: &Progress,
) -> Result<LanczosResult<T>, LinalgError> {
    let (wanted, block) = (settings.n_values, settings.block_size);
    let mut search = Search::new(operator, (room, block, block), settings.seed, progress)?;
    let mut found: Option<Vec<f64>> = None;
    let mut worst = f64::INFINITY;
    for iteration in 1..=settings.max_restarts {
        let ritz = search.fill(|value| value)?;
        let allowed = settings.tolerance * search.scale;
        worst = ritz.errors[..wanted].iter().copied().fold(0.0, f64::max);
        // the next eigenvalue must be known well enough not to lie among the wanted ones
        let gap = ritz.values[wanted] - ritz.values[wanted - 1];
        if worst > allowed || ritz.errors[wanted] > gap + allowed {
            search.restart(&ritz, wanted);
            continue;
        }
        let values = ritz.values[..wanted].to_vec();
        let known = found.is_some_and(|before: Vec<f64>| {
            before.iter().zip(&values).all(|(a, b)| (a - b).abs() <= 10.0 * allowed)
        });
        let vectors = search.take(&ritz, wanted);
        if known {
            return finish(operator, values, vectors, iteration, search.products);
        }
        found = Some(values);
        search.add_random_block()?;
    }
    Err(LinalgError::NoConvergence { iterations: settings.max_restarts, residual: worst })
}
