//! Many small Hermitian eigenproblems at once, one per vector lane.

#![expect(clippy::inline_always, reason = "kernels must be compiled inside pulp's dispatch")]

mod closed;
mod lanes;
mod tridiagonal;

use crate::{Complex64, LinalgError};
use lanes::Planes;
use pulp::{Arch, NullaryFnOnce};

/// Matrices per batch.
pub const LANES: usize = 8;

/// Largest size of a matrix in a batch.
pub const MAX_SMALL: usize = 16;

/// One number for each matrix of a batch.
pub type Lanes = [f64; LANES];

/// Eight Hermitian matrices `n`×`n` with `n` ≤ 16, solved in step.
///
/// Real and imaginary parts lie in separate planes, the eight values of one entry next to each
/// other: a Bloch sum over eight `k` at once writes whole [`Lanes`] and the compiler vectorizes it.
/// Only entries with `row` ≥ `col` are read, and of the diagonal only the real part. Lanes that were
/// never set are zero matrices; unused ones cost nothing extra. After [`HermitianBatch::new`] nothing
/// is allocated.
///
/// Sizes 1 and 2 are in closed form without cancellation, larger ones become tridiagonal by reflections
/// and diagonal by implicit QL steps. Eigenvectors are orthonormal to rounding also at and near
/// degeneracies. Errors of eigenvalues are of the order of the rounding unit times
/// the norm of the matrix. The answer in a lane depends on the matrix in that lane only.
///
/// # Examples
///
/// ```
/// use thouless_linalg::{Complex64, HermitianBatch, LANES};
///
/// let mut batch = HermitianBatch::new(2)?;
/// for lane in 0..LANES {
///     let k = lane as f64 / LANES as f64;
///     // SSH chain: 1 + e^{2πik} between the sublattices
///     let hop = 1.0 + Complex64::cis(std::f64::consts::TAU * k);
///     batch.set(lane, 1, 0, hop);
/// }
/// let eigen = batch.eigen()?;
/// assert_eq!(eigen.value(0, 1), 2.0); // at k = 0
/// # Ok::<(), thouless_linalg::LinalgError>(())
/// ```
#[derive(Debug)]
pub struct HermitianBatch {
    n: usize,
    matrix: Planes,
    vectors: Planes,
    values: Vec<Lanes>,
    arch: Arch,
    work: tridiagonal::Work,
}

impl HermitianBatch {
    /// Makes room for eight zero matrices of size `n`.
    ///
    /// # Errors
    ///
    /// [`LinalgError::OutOfRange`] unless 1 ≤ `n` ≤ [`MAX_SMALL`].
    pub fn new(n: usize) -> Result<Self, LinalgError> {
        if !(1..=MAX_SMALL).contains(&n) {
            let what = "the size of a matrix in a batch";
            return Err(LinalgError::OutOfRange { what, min: 1, max: MAX_SMALL, found: n });
        }
        Ok(Self {
            n,
            matrix: Planes::zeros(n),
            vectors: Planes::zeros(n),
            values: vec![[0.0; LANES]; n],
            arch: Arch::new(),
            work: tridiagonal::Work::new(n),
        })
    }

    /// Number of rows of each matrix.
    pub fn n(&self) -> usize {
        self.n
    }

    /// Sets all entries of all matrices to zero.
    #[inline]
    pub fn clear(&mut self) {
        self.matrix.re.fill([0.0; LANES]);
        self.matrix.im.fill([0.0; LANES]);
    }

    /// Sets one entry of one matrix.
    ///
    /// # Panics
    ///
    /// When `lane` ≥ [`LANES`], or `row` or `col` ≥ [`HermitianBatch::n`].
    pub fn set(&mut self, lane: usize, row: usize, col: usize, value: Complex64) {
        let (re, im) = self.entry_mut(row, col);
        re[lane] = value.re;
        im[lane] = value.im;
    }

    /// Returns one entry of one matrix.
    ///
    /// # Panics
    ///
    /// As [`HermitianBatch::set`].
    pub fn get(&self, lane: usize, row: usize, col: usize) -> Complex64 {
        let at = self.at(row, col);
        Complex64::new(self.matrix.re[at][lane], self.matrix.im[at][lane])
    }

    /// Returns real and imaginary parts of entry (`row`, `col`) of all matrices, to be written.
    ///
    /// # Panics
    ///
    /// When `row` or `col` ≥ [`HermitianBatch::n`].
    #[inline]
    pub fn entry_mut(&mut self, row: usize, col: usize) -> (&mut Lanes, &mut Lanes) {
        let at = self.at(row, col);
        (&mut self.matrix.re[at], &mut self.matrix.im[at])
    }

    #[inline]
    fn at(&self, row: usize, col: usize) -> usize {
        assert!(row < self.n && col < self.n, "entry ({row}, {col}) of a {0}×{0} matrix", self.n);
        row + self.n * col
    }

    /// Returns the eigenvalues of all matrices, ascending in each.
    ///
    /// # Errors
    ///
    /// [`LinalgError::NotFinite`] for NaN or infinity on or below a diagonal;
    /// [`LinalgError::NoConvergence`] is not known to happen.
    pub fn eigenvalues(&mut self) -> Result<BatchValues<'_>, LinalgError> {
        self.solve::<false>()?;
        Ok(BatchValues { values: &self.values })
    }

    /// Returns eigenvalues and eigenvectors of all matrices.
    ///
    /// # Errors
    ///
    /// As [`HermitianBatch::eigenvalues`].
    pub fn eigen(&mut self) -> Result<BatchEigen<'_>, LinalgError> {
        self.solve::<true>()?;
        Ok(BatchEigen {
            n: self.n,
            values: BatchValues { values: &self.values },
            vectors: &self.vectors,
        })
    }

    /// Runs the kernel for this size, compiled for the vector instructions of this processor.
    fn solve<const VECTORS: bool>(&mut self) -> Result<(), LinalgError> {
        self.check()?;
        let kernel = Kernel::<VECTORS> {
            n: self.n,
            matrix: &self.matrix,
            work: &mut self.work,
            values: &mut self.values,
            vectors: &mut self.vectors,
        };
        let converged = match self.n {
            1 | 2 => self.arch.dispatch(Closed(kernel)),
            _ => self.arch.dispatch(Reduced(kernel)),
        };
        if converged { Ok(()) } else { Err(crate::backend::NO_CONVERGENCE) }
    }

    fn check(&self) -> Result<(), LinalgError> {
        let n = self.n;
        let mut sum: Lanes = [0.0; LANES];
        for col in 0..n {
            for at in col + n * col..n + n * col {
                for lane in 0..LANES {
                    // zero for finite numbers, NaN for the others
                    sum[lane] += self.matrix.re[at][lane] * 0.0 + self.matrix.im[at][lane] * 0.0;
                }
            }
        }
        let Some(lane) = sum.iter().position(|x| x.is_nan()) else { return Ok(()) };
        for col in 0..n {
            for row in col..n {
                let value = self.get(lane, row, col);
                if !(value.re.is_finite() && value.im.is_finite()) {
                    return Err(LinalgError::NotFinite { row, col, value });
                }
            }
        }
        Ok(())
    }
}

/// What a kernel reads and writes; eigenvectors when `VECTORS`.
struct Kernel<'a, const VECTORS: bool> {
    n: usize,
    matrix: &'a Planes,
    work: &'a mut tridiagonal::Work,
    values: &'a mut [Lanes],
    vectors: &'a mut Planes,
}

/// One row or two.
struct Closed<'a, const VECTORS: bool>(Kernel<'a, VECTORS>);

/// Three rows and more.
struct Reduced<'a, const VECTORS: bool>(Kernel<'a, VECTORS>);

// types of their own, since a closure cannot ask to be inlined into the dispatching function
impl<const VECTORS: bool> NullaryFnOnce for Closed<'_, VECTORS> {
    type Output = bool;

    #[inline(always)]
    fn call(self) -> bool {
        let Kernel { n, matrix, values, vectors, .. } = self.0;
        if n == 1 {
            values[0] = matrix.re[0];
            vectors.re[0] = [1.0; LANES];
        } else if VECTORS {
            closed::vectors(matrix, values, vectors);
        } else {
            closed::values(matrix, values);
        }
        true
    }
}

impl<const VECTORS: bool> NullaryFnOnce for Reduced<'_, VECTORS> {
    type Output = bool;

    #[inline(always)]
    fn call(self) -> bool {
        let Kernel { n, matrix, work, values, vectors } = self.0;
        tridiagonal::solve(n, matrix, work, values, VECTORS.then_some(vectors))
    }
}

/// Eigenvalues of a [`HermitianBatch`].
#[derive(Debug, Clone, Copy)]
pub struct BatchValues<'a> {
    values: &'a [Lanes],
}

impl<'a> BatchValues<'a> {
    /// Eigenvalue `band`, counted from 0 at the lowest, of the matrix in `lane`.
    pub fn value(&self, lane: usize, band: usize) -> f64 {
        self.values[band][lane]
    }

    /// Eigenvalue `band` of all matrices.
    #[inline]
    pub fn lanes(&self, band: usize) -> &'a Lanes {
        &self.values[band]
    }
}

/// Eigenvalues and eigenvectors of a [`HermitianBatch`].
#[derive(Debug, Clone, Copy)]
pub struct BatchEigen<'a> {
    n: usize,
    values: BatchValues<'a>,
    vectors: &'a Planes,
}

impl<'a> BatchEigen<'a> {
    /// All eigenvalues.
    pub fn values(&self) -> BatchValues<'a> {
        self.values
    }

    /// Eigenvalue `band`, counted from 0 at the lowest, of the matrix in `lane`.
    pub fn value(&self, lane: usize, band: usize) -> f64 {
        self.values.value(lane, band)
    }

    /// Component `row` of eigenvector `band` of the matrix in `lane`.
    pub fn vector(&self, lane: usize, row: usize, band: usize) -> Complex64 {
        let (re, im) = self.vector_lanes(row, band);
        Complex64::new(re[lane], im[lane])
    }

    /// Real and imaginary parts of component `row` of eigenvector `band` of all matrices.
    #[inline]
    pub fn vector_lanes(&self, row: usize, band: usize) -> (&'a Lanes, &'a Lanes) {
        let at = row + self.n * band;
        (&self.vectors.re[at], &self.vectors.im[at])
    }
}
