//! Lowest eigenvalues of large Hermitian matrices by block Lanczos with thick restart.

mod basis;

use crate::random::random_numbers;
use crate::{Block, LinalgError, LinearOperator, Progress, Scalar, eigh};
use basis::{Basis, length};
use nalgebra::DMatrix;
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
    check_settings(n, settings)?;
    let wanted = settings.n_values;
    let block = settings.block_size;
    let smallest = wanted + 3 * block;
    let room = settings.basis_size.unwrap_or(3 * wanted + 24).max(smallest);
    progress.start("Lanczos", 0);
    let result = if room + block > n {
        dense(operator, wanted)
    } else {
        Search::new(operator, settings, room, progress).run()
    };
    progress.finish();
    result
}

fn check_settings(n: usize, settings: &LanczosSettings) -> Result<(), LinalgError> {
    let range = |what, found, max| {
        let fine = (1..=max).contains(&found);
        if fine { Ok(()) } else { Err(LinalgError::OutOfRange { what, min: 1, max, found }) }
    };
    range("the number of eigenvalues wanted", settings.n_values, n)?;
    range("the block size", settings.block_size, n)?;
    let found = settings.tolerance;
    if found > 0.0 && found.is_finite() {
        Ok(())
    } else {
        Err(LinalgError::NotPositive { what: "the tolerance", found })
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

/// The state: $`A V_s = V_p T`$ with `s` vectors whose image is known, and `p = s + block` in all.
struct Search<'a, T: Scalar, O> {
    operator: &'a O,
    settings: &'a LanczosSettings,
    progress: &'a Progress,
    basis: Basis<T>,
    /// Largest number of vectors with known image.
    room: usize,
    t: DMatrix<T>,
    s: usize,
    scale: f64,
    products: usize,
    random: Box<dyn FnMut() -> f64 + 'a>,
}

impl<'a, T: Scalar, O: LinearOperator<T>> Search<'a, T, O> {
    fn new(
        operator: &'a O,
        settings: &'a LanczosSettings,
        room: usize,
        progress: &'a Progress,
    ) -> Self {
        let total = room + settings.block_size;
        Self {
            operator,
            settings,
            progress,
            basis: Basis::new(operator.n(), total),
            room,
            t: DMatrix::zeros(total, total),
            s: 0,
            scale: 0.0,
            products: 0,
            random: Box::new(random_numbers(settings.seed)),
        }
    }

    fn run(mut self) -> Result<LanczosResult<T>, LinalgError> {
        let (wanted, block) = (self.settings.n_values, self.settings.block_size);
        self.add_random_block()?;
        let mut found: Option<Vec<f64>> = None;
        let mut worst = f64::INFINITY;
        for iteration in 1..=self.settings.max_restarts {
            while self.s + block <= self.room {
                self.expand()?;
            }
            let s = self.s;
            let ritz = eigh(&self.t.view((0, 0), (s, s)).into_owned())?;
            let (low, high) = (ritz.values[0].abs(), ritz.values[s - 1].abs());
            self.scale = self.scale.max(low).max(high);
            let coupling = self.t.view((s, s - block), (block, block))
                * ritz.vectors.view((s - block, 0), (block, s));
            let error: Vec<f64> = coupling.column_iter().map(|c| c.norm()).collect();
            let allowed = self.settings.tolerance * self.scale;
            worst = error[..wanted].iter().copied().fold(0.0, f64::max);
            // the next eigenvalue must be known well enough not to lie among the wanted ones
            let gap = ritz.values[wanted] - ritz.values[wanted - 1];
            if worst <= allowed && error[wanted] <= gap + allowed {
                let values = ritz.values[..wanted].to_vec();
                let known = found.is_some_and(|before: Vec<f64>| {
                    before.iter().zip(&values).all(|(a, b)| (a - b).abs() <= 10.0 * allowed)
                });
                let vectors = ritz.vectors.columns(0, wanted).into_owned();
                self.basis.rotate(&vectors, 0);
                if known {
                    let vectors = self.basis.block(0, wanted).to_dense();
                    return finish(self.operator, values, vectors, iteration, self.products);
                }
                self.keep(&values, None);
                found = Some(values);
                self.add_random_block()?;
            } else {
                let kept = (wanted + (s - wanted) / 3).clamp(wanted, s - block);
                self.basis.rotate(&ritz.vectors.columns(0, kept).into_owned(), block);
                self.keep(&ritz.values[..kept], Some(&coupling));
            }
        }
        let iterations = self.settings.max_restarts;
        Err(LinalgError::NoConvergence { iterations, residual: worst })
    }

    /// Makes `T` diagonal, with its coupling to the last block of the basis if there is one.
    fn keep(&mut self, values: &[f64], coupling: Option<&DMatrix<T>>) {
        self.s = values.len();
        self.t.fill(T::zero());
        for (j, &value) in values.iter().enumerate() {
            self.t[(j, j)] = T::from_real(value);
            if let Some(coupling) = coupling {
                for i in 0..coupling.nrows() {
                    self.t[(self.s + i, j)] = coupling[(i, j)];
                    self.t[(j, self.s + i)] = coupling[(i, j)].conjugate();
                }
            }
        }
    }

    /// Multiplies the last block by the matrix and adds what is new in the image to the basis.
    fn expand(&mut self) -> Result<(), LinalgError> {
        self.progress.check()?;
        let block = self.settings.block_size;
        let p = self.s + block;
        let x = self.basis.block(self.s, block);
        let mut y = Block::zeros(x.n(), block);
        self.operator.apply(&x, &mut y)?;
        self.products += block;
        self.progress.advance(block as u64);
        let coefficients = self.basis.project(p, &y);
        self.basis.subtract(&coefficients, &mut y);
        for c in 0..block {
            let column = Block::from_vec(y.n(), 1, y.column(c))?;
            let mut image = DMatrix::zeros(p + block, 1);
            image.view_mut((0, 0), (p, 1)).copy_from(&coefficients.column(c));
            let norm = image.norm();
            self.add(p + c, column, &mut image, norm)?;
            for i in 0..p + block {
                self.t[(i, self.s + c)] = image[(i, 0)];
            }
        }
        // rounding leaves the diagonal block not quite Hermitian
        for c in self.s..p {
            for i in 0..=c {
                let mean = (self.t[(i, c)] + self.t[(c, i)].conjugate()).scale(0.5);
                let entry = if i < self.s { self.t[(i, c)] } else { mean };
                self.t[(i, c)] = entry;
                self.t[(c, i)] = entry.conjugate();
            }
            for i in p..p + block {
                self.t[(c, i)] = self.t[(i, c)].conjugate();
            }
        }
        self.s = p;
        Ok(())
    }

    /// Makes `column` orthogonal to the first `at` vectors and appends it; `image` gathers its
    /// coefficients. Where nothing is left of it, the space is invariant and a random vector follows.
    fn add(
        &mut self,
        at: usize,
        mut column: Block<T>,
        image: &mut DMatrix<T>,
        norm: f64,
    ) -> Result<(), LinalgError> {
        for attempt in 0..8 {
            for _ in 0..2 {
                let c = self.basis.project(at, &column);
                self.basis.subtract(&c, &mut column);
                if attempt == 0 {
                    let mut known = image.view_mut((0, 0), (at, 1));
                    known += c;
                }
            }
            let rest = length(&column);
            if rest > 1e-13 * norm.max(self.scale) && rest > 0.0 {
                if attempt == 0 {
                    image[(at, 0)] = T::from_real(rest);
                }
                self.basis.set(at, &column, 1.0 / rest);
                return Ok(());
            }
            column = self.random_vector()?;
        }
        Err(LinalgError::NoConvergence { iterations: 0, residual: f64::INFINITY })
    }

    fn add_random_block(&mut self) -> Result<(), LinalgError> {
        for c in 0..self.settings.block_size {
            let at = self.s + c;
            let column = self.random_vector()?;
            self.add(at, column, &mut DMatrix::zeros(at + 1, 1), 0.0)?;
        }
        Ok(())
    }

    fn random_vector(&mut self) -> Result<Block<T>, LinalgError> {
        let n = self.operator.n();
        let data: Vec<T> =
            (0..n).map(|_| T::from_parts((self.random)(), (self.random)())).collect();
        let mut column = Block::from_vec(n, 1, data)?;
        let norm = length(&column);
        let inverse = if self.scale > 0.0 { self.scale } else { 1.0 } / norm;
        for x in column.as_mut_slice() {
            *x = x.scale(inverse);
        }
        Ok(column)
    }
}
