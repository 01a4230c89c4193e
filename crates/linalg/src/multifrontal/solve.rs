//! Solutions of linear systems, refined and judged.

use super::ldl::SparseLdl;
use super::substitution::Rows;
use crate::{Csr, LinalgError, Scalar, check};
use nalgebra::DMatrix;
use rayon::prelude::*;

/// Right-hand sides that are solved for together.
pub(super) const BLOCK: usize = 16;

/// Backward error beyond which a solution is not handed out.
const UNUSABLE: f64 = 1e-10;

/// How systems are solved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SolveSettings {
    /// Steps of refinement allowed; with 0 the residual is not looked at.
    pub refinements: usize,
    /// Backward error at which refinement ends.
    pub tolerance: f64,
    /// Condition beyond which the matrix counts as singular.
    pub max_condition: f64,
}

impl Default for SolveSettings {
    fn default() -> Self {
        Self { refinements: 3, tolerance: 2.0 * f64::EPSILON, max_condition: 0.25 / f64::EPSILON }
    }
}

/// The solution of a linear system and how good it is.
#[derive(Debug, Clone, PartialEq)]
pub struct SparseSolution<T: Scalar> {
    /// The solution, `[n, right-hand sides]`.
    pub x: DMatrix<T>,
    /// Largest $`\lVert b - A x \rVert_\infty / (\lVert A \rVert_\infty \lVert x \rVert_\infty + \lVert b \rVert_\infty)`$ of a
    /// column: `x` solves a system whose matrix differs by about this much. NaN where no refinement was allowed.
    pub backward_error: f64,
    /// Steps of refinement made.
    pub refinements: usize,
}

impl<T: Scalar> SparseLdl<T> {
    /// Solves $(A - \sigma) X = B$ to working accuracy.
    ///
    /// Sixteen columns are solved for at a time, blocks of them on all threads of the current pool; the result
    /// does not depend on their number.
    ///
    /// # Errors
    ///
    /// [`LinalgError::NearlySingular`] with an estimate of the condition, [`LinalgError::NoConvergence`] when
    /// refinement stays far from working accuracy, [`LinalgError::DimensionMismatch`], [`LinalgError::NotFinite`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_linalg::{AnalysisSettings, Csr, FactorSettings, RMatrix, SparseAnalysis, SparseLdl};
    ///
    /// let chain = [(0, 1, -1.0), (1, 0, -1.0), (1, 2, -1.0), (2, 1, -1.0)];
    /// let h = Csr::from_triplets(3, 3, chain)?;
    /// let analysis = SparseAnalysis::new(&h, &AnalysisSettings::default())?;
    /// let settings = FactorSettings { shift: 0.5, ..FactorSettings::default() };
    /// let ldl = SparseLdl::new(&analysis, &h, &settings)?;
    /// assert_eq!(ldl.inertia()?.negative, 2); // of -√2, 0, √2 two lie below 0.5
    /// let g = ldl.solve(&RMatrix::identity(3, 3))?;
    /// assert!((g[(1, 1)] - 0.5 / (2.0 - 0.25)).abs() < 1e-15); // (H - E)^-1 = E / (2 - E²) there
    /// # Ok::<(), thouless_linalg::LinalgError>(())
    /// ```
    pub fn solve(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        Ok(self.solve_with(b, &SolveSettings::default())?.x)
    }

    /// Solves $(A - \sigma) X = B$ and tells how well.
    ///
    /// The residual of a solution is solved for and added until the backward error is `tolerance` or no longer
    /// halves.
    ///
    /// # Errors
    ///
    /// As for [`SparseLdl::solve`].
    ///
    /// # References
    ///
    /// R. D. Skeel, Math. Comp. **35**, 817 (1980), [doi:10.1090/S0025-5718-1980-0572859-4](https://doi.org/10.1090/S0025-5718-1980-0572859-4).
    pub fn solve_with(
        &self,
        b: &DMatrix<T>,
        settings: &SolveSettings,
    ) -> Result<SparseSolution<T>, LinalgError> {
        check::right_side(self.n(), b)?;
        self.check_zeros()?;
        let starts: Vec<usize> = (0..b.ncols()).step_by(BLOCK).collect();
        let solved: Result<Vec<_>, LinalgError> =
            starts.par_iter().map(|&first| self.solve_block(b, first, settings)).collect();
        let mut x = DMatrix::zeros(self.n(), b.ncols());
        let (mut backward_error, mut refinements) = (0.0f64, 0);
        for (&first, block) in starts.iter().zip(solved?) {
            x.columns_mut(first, block.x.ncols()).copy_from(&block.x);
            if block.backward_error.is_nan() || block.backward_error > backward_error {
                backward_error = block.backward_error;
            }
            refinements = refinements.max(block.refinements);
        }
        self.judge(b, &x, settings.max_condition)?;
        if backward_error > UNUSABLE {
            return Err(LinalgError::NoConvergence {
                iterations: refinements,
                residual: backward_error,
            });
        }
        Ok(SparseSolution { x, backward_error, refinements })
    }

    /// Refuses matrices with pivots that are zero.
    pub(crate) fn check_zeros(&self) -> Result<(), LinalgError> {
        match self.inertia()?.zero {
            0 => Ok(()),
            zeros => Err(LinalgError::NearlySingular { condition: f64::INFINITY, zeros }),
        }
    }

    fn solve_block(
        &self,
        b: &DMatrix<T>,
        first: usize,
        settings: &SolveSettings,
    ) -> Result<SparseSolution<T>, LinalgError> {
        let width = BLOCK.min(b.ncols() - first);
        let b = b.columns(first, width).into_owned();
        let mut x = self.substitute(&b)?;
        if settings.refinements == 0 {
            return Ok(SparseSolution { x, backward_error: f64::NAN, refinements: 0 });
        }
        let mut residual = self.residual(&b, &x);
        let mut error = self.backward_error(&b, &x, &residual);
        let mut refinements = 0;
        while error > settings.tolerance && refinements < settings.refinements {
            let better = &x + self.substitute(&residual)?;
            let next = self.residual(&b, &better);
            let next_error = self.backward_error(&b, &better, &next);
            refinements += 1;
            if next_error < error {
                (x, residual) = (better, next);
            }
            let halved = next_error <= 0.5 * error;
            error = error.min(next_error);
            if !halved {
                break;
            }
        }
        Ok(SparseSolution { x, backward_error: error, refinements })
    }

    /// Solves for a few columns with the factors as they are.
    pub(crate) fn substitute(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        let mut rows = self.load(b, 0, b.ncols());
        for front in 0..self.fronts.len() {
            self.forward(front, &mut rows);
        }
        self.middle(&mut rows)?;
        for front in (0..self.fronts.len()).rev() {
            self.backward(front, &mut rows);
        }
        Ok(self.unload(&rows))
    }

    /// $B - (A - \sigma) X$.
    pub(super) fn residual(&self, b: &DMatrix<T>, x: &DMatrix<T>) -> DMatrix<T> {
        let mut residual = b.clone();
        for col in 0..b.ncols() {
            let (x, mut r) = (x.column(col), residual.column_mut(col));
            for row in 0..self.n() {
                let mut sum = b[(row, col)] + x[row].scale(self.shift);
                let (columns, values) = self.a.row(row);
                for (&j, &value) in columns.iter().zip(values) {
                    sum -= value * x[j as usize];
                }
                r[row] = sum;
            }
        }
        residual
    }

    fn backward_error(&self, b: &DMatrix<T>, x: &DMatrix<T>, residual: &DMatrix<T>) -> f64 {
        let size = |v: &DMatrix<T>, col: usize| {
            v.column(col).iter().fold(0.0, |most: f64, z| most.max(z.modulus()))
        };
        let error = |col: usize| {
            let scale = self.norm() * size(x, col) + size(b, col);
            if scale > 0.0 { size(residual, col) / scale } else { 0.0 }
        };
        (0..b.ncols())
            .map(error)
            .fold(0.0, |most: f64, e| if e > most || e.is_nan() { e } else { most })
    }

    /// Refuses a solution that is so large that the matrix must be singular to rounding.
    fn judge(&self, b: &DMatrix<T>, x: &DMatrix<T>, max_condition: f64) -> Result<(), LinalgError> {
        let sum =
            |v: &DMatrix<T>, col: usize| v.column(col).iter().map(|z| z.modulus()).sum::<f64>();
        let mut bound: f64 = 0.0;
        for col in 0..b.ncols() {
            let given = sum(b, col);
            if given > 0.0 {
                // ‖A‖ ‖x‖ / ‖b‖ never exceeds the condition
                let ratio = self.norm() * sum(x, col) / given;
                bound = if ratio.is_nan() { f64::INFINITY } else { bound.max(ratio) };
            }
        }
        if bound > max_condition {
            let condition = self.condition()?.max(bound);
            return Err(LinalgError::NearlySingular { condition, zeros: 0 });
        }
        Ok(())
    }

    /// $`\lVert A - \sigma \rVert_1`$.
    pub(super) fn norm(&self) -> f64 {
        *self.norm.get_or_init(|| {
            let row = |i: usize| {
                let (columns, values) = self.a.row(i);
                let mut diagonal = T::from_real(-self.shift);
                let mut sum = 0.0;
                for (&j, &value) in columns.iter().zip(values) {
                    if j as usize == i {
                        diagonal += value;
                    } else {
                        sum += value.modulus();
                    }
                }
                sum + diagonal.modulus()
            };
            (0..self.n()).map(row).fold(0.0, f64::max)
        })
    }

    /// Solves $(A - \sigma) X = B$ for sparse right-hand sides and gives chosen rows of $X$, `[rows, columns of b]`.
    ///
    /// Only fronts on the way from the touched rows to the root, and back to the chosen ones, are visited. The
    /// result is not refined: its backward error is about $`\epsilon`$ times [`SparseLdl::growth`].
    ///
    /// # Errors
    ///
    /// [`LinalgError::NearlySingular`] where a pivot is zero, [`LinalgError::DimensionMismatch`],
    /// [`LinalgError::NotFinite`], [`LinalgError::IndexOutOfRange`] of a row.
    pub fn solve_rows(&self, b: &Csr<T>, rows: &[usize]) -> Result<DMatrix<T>, LinalgError> {
        let n = self.n();
        check::same("rows of the right-hand side", n, b.n_rows())?;
        if let Some((row, col, value)) = b.triplets().find(|(_, _, v)| !v.is_finite_number()) {
            return Err(LinalgError::NotFinite { row, col, value: value.to_complex() });
        }
        if let Some(&index) = rows.iter().find(|&&row| row >= n) {
            return Err(LinalgError::IndexOutOfRange { what: "row", index, len: n });
        }
        self.check_zeros()?;
        let columns = b.transpose();
        let inverse = &self.analysis.layout().fronts.inverse;
        let back = self.ways_up(rows.iter().copied());
        let starts: Vec<usize> = (0..b.n_cols()).step_by(BLOCK).collect();
        let blocks: Result<Vec<_>, LinalgError> = starts
            .par_iter()
            .map(|&first| {
                let width = BLOCK.min(b.n_cols() - first);
                let entries = (first..first + width).flat_map(|col| columns.row(col).0);
                let there = self.ways_up(entries.map(|&row| row as usize));
                let mut values = Rows::zeros(n, width);
                for col in 0..width {
                    let (touched, entries) = columns.row(first + col);
                    for (&row, &entry) in touched.iter().zip(entries) {
                        values.row_mut(inverse[row as usize])[col] = entry;
                    }
                }
                for &front in &there {
                    self.forward(front, &mut values);
                }
                self.middle(&mut values)?;
                for &front in back.iter().rev() {
                    self.backward(front, &mut values);
                }
                Ok(DMatrix::from_fn(rows.len(), width, |i, j| values.row(inverse[rows[i]])[j]))
            })
            .collect();
        let mut x = DMatrix::zeros(rows.len(), b.n_cols());
        for (&first, block) in starts.iter().zip(blocks?) {
            x.columns_mut(first, block.ncols()).copy_from(&block);
        }
        Ok(x)
    }

    /// The fronts that hold the given rows and those above them, children first.
    fn ways_up(&self, rows: impl Iterator<Item = usize>) -> Vec<usize> {
        let fronts = &self.analysis.layout().fronts;
        let mut marked = vec![false; fronts.len()];
        for row in rows {
            let number = fronts.inverse[row];
            let mut at = fronts.starts.partition_point(|&start| start <= number) - 1;
            while at < marked.len() && !std::mem::replace(&mut marked[at], true) {
                at = fronts.parent[at] as usize;
            }
        }
        (0..marked.len()).filter(|&front| marked[front]).collect()
    }
}
