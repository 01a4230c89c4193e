//! The factorization as users see it.

use super::analysis::SparseAnalysis;
use super::check;
use super::factor::{FrontFactor, Input, Tally, Workspace, factor};
use crate::{BunchKaufman, Csr, Inertia, LinalgError, Progress, Scalar, bunch_kaufman};
use nalgebra::DMatrix;
use std::cmp::Ordering;
use std::sync::{Mutex, OnceLock};

/// How [`SparseLdl::new`] factors.
#[derive(Debug, Clone)]
pub struct FactorSettings {
    /// Number $\sigma$ that is taken from the diagonal: $A - \sigma$ is factored.
    pub shift: f64,
    /// Pivots are taken where no entry of $L$ exceeds the inverse of this number; between 0 and 1/2. Larger
    /// numbers are more accurate, and more pivots are delayed.
    pub threshold: f64,
    /// Whether branches of the tree are shared among the threads of rayon's current pool. The result is the
    /// same to the last bit.
    pub parallel: bool,
    /// Bytes that the factorization may take, its prediction being that for one thread with the fronts of as many
    /// threads as there are; `None` for any number.
    pub memory_limit: Option<u64>,
    /// Told of every front that is done; cancels between fronts.
    pub progress: Progress,
}

impl Default for FactorSettings {
    fn default() -> Self {
        Self {
            shift: 0.0,
            threshold: 0.01,
            parallel: true,
            memory_limit: None,
            progress: Progress::silent(),
        }
    }
}

/// $P (A - \sigma) P^T = L D L^\dagger$ of a sparse Hermitian matrix, with blocks of one or two rows in $D$.
#[derive(Debug)]
pub struct SparseLdl<T: Scalar> {
    pub(super) analysis: SparseAnalysis,
    pub(super) fronts: Vec<FrontFactor<T>>,
    pub(super) kept: Option<Kept<T>>,
    pub(super) a: Csr<T>,
    pub(super) shift: f64,
    pub(super) norm: OnceLock<f64>,
    pub(super) condition: OnceLock<f64>,
    tally: Tally,
    workspaces: Mutex<Vec<Workspace<T>>>,
}

/// What is left when all rows that are not kept have been eliminated.
#[derive(Debug)]
pub(super) struct Kept<T: Scalar> {
    /// Numbers of rows that could not be eliminated; they stand before the kept ones.
    pub(super) delayed: Vec<u32>,
    /// The Schur complement onto these and the kept rows.
    pub(super) matrix: DMatrix<T>,
    factored: OnceLock<Result<BunchKaufman<T>, LinalgError>>,
}

impl<T: Scalar> Kept<T> {
    /// The dense factorization of what is left, made when it is first asked for.
    pub(super) fn factored(&self) -> Result<&BunchKaufman<T>, LinalgError> {
        self.factored.get_or_init(|| bunch_kaufman(&self.matrix)).as_ref().map_err(Clone::clone)
    }
}

impl<T: Scalar> SparseLdl<T> {
    /// Factors a matrix whose pattern, or a larger one, was analysed.
    ///
    /// # Errors
    ///
    /// [`LinalgError::NotSquare`], [`LinalgError::DimensionMismatch`], [`LinalgError::NotFinite`],
    /// [`LinalgError::NotHermitian`] beyond [`HERMITIAN_TOLERANCE`](crate::HERMITIAN_TOLERANCE),
    /// [`LinalgError::OutsidePattern`], [`LinalgError::OutsideInterval`] of the settings,
    /// [`LinalgError::MemoryLimit`], [`LinalgError::Cancelled`].
    pub fn new(
        analysis: &SparseAnalysis,
        a: &Csr<T>,
        settings: &FactorSettings,
    ) -> Result<Self, LinalgError> {
        let fronts = Vec::new();
        Self::build(analysis.clone(), a, settings, fronts, Mutex::default())
    }

    /// Factors another matrix of the analysed pattern in the memory of this factorization.
    ///
    /// # Errors
    ///
    /// As for [`SparseLdl::new`].
    pub fn refactor(self, a: &Csr<T>, settings: &FactorSettings) -> Result<Self, LinalgError> {
        Self::build(self.analysis, a, settings, self.fronts, self.workspaces)
    }

    fn build(
        analysis: SparseAnalysis,
        a: &Csr<T>,
        settings: &FactorSettings,
        mut fronts: Vec<FrontFactor<T>>,
        workspaces: Mutex<Vec<Workspace<T>>>,
    ) -> Result<Self, LinalgError> {
        let FactorSettings { shift, threshold, parallel, memory_limit, ref progress } = *settings;
        inside("the shift", f64::MIN, f64::MAX, shift)?;
        inside("the pivot threshold", 0.0, 0.5, threshold)?;
        let layout = analysis.layout();
        let n = layout.n();
        let largest = check::hermitian(a, n)?.max(shift.abs());
        let fits = layout.check_pattern(a)?;
        let (stored, live) = layout.memory(size_of::<T>() as u64);
        let threads = if parallel { rayon::current_num_threads() as u64 } else { 1 };
        let needed = stored.saturating_add(live.saturating_mul(threads));
        if let Some(limit) = memory_limit
            && needed > limit
        {
            return Err(LinalgError::MemoryLimit { needed, limit });
        }
        fronts.resize_with(layout.len(), FrontFactor::default);
        let tiny = n as f64 * f64::EPSILON * largest;
        let input = Input { a, fits, shift };
        progress.start("factorization", layout.len() as u64);
        let done =
            factor(layout, input, (threshold, tiny), parallel, &mut fronts, &workspaces, progress);
        progress.finish();
        let (mut tally, kept) = done?;
        tally.growth = if largest > 0.0 { tally.growth / largest } else { 0.0 };
        let kept = kept.map(|(delayed, live)| {
            let height = live.height;
            let at = |row: usize, col: usize| live.buffer.column(col, row, row + 1)[0];
            let matrix = DMatrix::from_fn(height, height, |i, j| match i.cmp(&j) {
                Ordering::Greater => at(i, j),
                Ordering::Equal => T::from_real(at(i, i).real()),
                Ordering::Less => at(j, i).conjugate(),
            });
            Kept { delayed, matrix, factored: OnceLock::new() }
        });
        let a = a.clone();
        let (norm, condition) = (OnceLock::new(), OnceLock::new());
        Ok(Self { analysis, fronts, kept, a, shift, norm, condition, tally, workspaces })
    }

    /// Number of rows.
    pub fn n(&self) -> usize {
        self.a.n_rows()
    }

    /// The analysis that the factorization follows.
    pub fn analysis(&self) -> &SparseAnalysis {
        &self.analysis
    }

    /// Returns the numbers of positive, negative and zero eigenvalues of $A - \sigma$, by Sylvester's law those of $D$.
    ///
    /// Pivots below $n \epsilon$ times the largest entry of the matrix count as zero.
    ///
    /// # Errors
    ///
    /// None without kept rows; with them those of [`bunch_kaufman`].
    pub fn inertia(&self) -> Result<Inertia, LinalgError> {
        let mut inertia = self.tally.inertia;
        if let Some(kept) = &self.kept {
            let rest = kept.factored()?.inertia();
            inertia.positive += rest.positive;
            inertia.negative += rest.negative;
            inertia.zero += rest.zero;
        }
        Ok(inertia)
    }

    /// Pivots of rows that are not kept that are zero.
    pub(super) fn eliminated_zeros(&self) -> usize {
        self.tally.inertia.zero
    }

    /// Returns the sign of the determinant of $A - \sigma$: 1, −1 or 0.
    ///
    /// # Errors
    ///
    /// As for [`SparseLdl::inertia`].
    pub fn determinant_sign(&self) -> Result<i8, LinalgError> {
        let inertia = self.inertia()?;
        Ok(match (inertia.zero, inertia.negative % 2) {
            (0, 0) => 1,
            (0, _) => -1,
            _ => 0,
        })
    }

    /// Largest number met in the column of a pivot, relative to the largest entry of the matrix.
    pub fn growth(&self) -> f64 {
        self.tally.growth
    }

    /// How many times a pivot was passed on to the next front because it was too small in its own.
    pub fn delayed_pivots(&self) -> usize {
        self.tally.delayed
    }

    /// Entries of $L$ that are stored, the unit diagonal counted.
    pub fn fill(&self) -> usize {
        let triangle = |f: &FrontFactor<T>| {
            let width = f.pivots.len();
            f.height * width - width * width.saturating_sub(1) / 2
        };
        self.fronts.iter().map(triangle).sum()
    }
}

fn inside(what: &'static str, min: f64, max: f64, found: f64) -> Result<(), LinalgError> {
    if found >= min && found <= max {
        Ok(())
    } else {
        Err(LinalgError::OutsideInterval { what, min, max, found })
    }
}
