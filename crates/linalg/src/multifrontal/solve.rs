//! Forward and backward substitution over the fronts.

use super::factor::{FrontFactor, Pivot};
use super::ldl::SparseLdl;
use crate::{LinalgError, Scalar, check};
use faer::linalg::matmul::matmul;
use faer::linalg::triangular_solve::{
    solve_unit_lower_triangular_in_place, solve_unit_upper_triangular_in_place,
};
use faer::{Accum, MatMut, MatRef, Par};
use nalgebra::DMatrix;

/// Right-hand sides that are solved for together.
const BLOCK: usize = 16;

/// Rows of a block of right-hand sides in the order of elimination, each row contiguous.
struct Rows<T> {
    values: Vec<T>,
    width: usize,
    piece: Vec<T>,
    rest: Vec<T>,
}

impl<T: Scalar> Rows<T> {
    fn row(&self, number: u32) -> &[T] {
        &self.values[number as usize * self.width..][..self.width]
    }

    fn row_mut(&mut self, number: u32) -> &mut [T] {
        &mut self.values[number as usize * self.width..][..self.width]
    }
}

fn view<T>(values: &[T], rows: usize, width: usize) -> MatRef<'_, T> {
    MatRef::from_row_major_slice(values, rows, width)
}

fn view_mut<T>(values: &mut [T], rows: usize, width: usize) -> MatMut<'_, T> {
    MatMut::from_row_major_slice_mut(values, rows, width)
}

impl<T: Scalar> SparseLdl<T> {
    /// Solves $(A - \sigma) X = B$ with the factors as they are.
    pub(super) fn substitute(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        let zeros = self.inertia()?.zero;
        if zeros > 0 {
            return Err(LinalgError::NearlySingular { condition: f64::INFINITY, zeros });
        }
        let n = self.n();
        let order = &self.analysis.layout().fronts.order;
        let mut x = DMatrix::zeros(n, b.ncols());
        for first in (0..b.ncols()).step_by(BLOCK) {
            let width = BLOCK.min(b.ncols() - first);
            let mut values = Vec::with_capacity(n * width);
            for &row in order {
                values.extend((first..first + width).map(|col| b[(row as usize, col)]));
            }
            let mut rows = Rows { values, width, piece: Vec::new(), rest: Vec::new() };
            for front in 0..self.fronts.len() {
                self.forward(front, &mut rows);
            }
            self.middle(&mut rows)?;
            for front in (0..self.fronts.len()).rev() {
                self.backward(front, &mut rows);
            }
            for (number, &row) in order.iter().enumerate() {
                for col in 0..width {
                    x[(row as usize, first + col)] = rows.values[number * width + col];
                }
            }
        }
        Ok(x)
    }

    /// Numbers of the rows of a front that follow its pivots.
    fn others(&self, front: usize) -> impl Iterator<Item = u32> + '_ {
        let below = self.analysis.layout().fronts.rows(front);
        self.fronts[front].delayed.iter().chain(below).copied()
    }

    fn forward(&self, front: usize, rows: &mut Rows<T>) {
        let factor = &self.fronts[front];
        let (lower, width) = (factor.lower(), rows.width);
        let (pivots, others) = (factor.pivots.len(), factor.height - factor.pivots.len());
        if pivots == 0 {
            return;
        }
        let mut piece = std::mem::take(&mut rows.piece);
        gather(rows, factor.pivots.iter().copied(), &mut piece);
        let top = lower.subrows(0, pivots);
        solve_unit_lower_triangular_in_place(top, view_mut(&mut piece, pivots, width), Par::Seq);
        scatter(rows, factor.pivots.iter().copied(), &piece);
        let mut rest = std::mem::take(&mut rows.rest);
        rest.clear();
        rest.resize(others * width, T::zero());
        matmul(
            view_mut(&mut rest, others, width),
            Accum::Replace,
            lower.subrows(pivots, others),
            view(&piece, pivots, width),
            T::one(),
            Par::Seq,
        );
        for (number, update) in self.others(front).zip(rest.chunks_exact(width)) {
            for (value, &update) in rows.row_mut(number).iter_mut().zip(update) {
                *value -= update;
            }
        }
        (rows.piece, rows.rest) = (piece, rest);
    }

    /// Solves with the dense matrix of what was not eliminated.
    fn middle(&self, rows: &mut Rows<T>) -> Result<(), LinalgError> {
        let Some(kept) = &self.kept else { return Ok(()) };
        let numbers: Vec<u32> = self.kept_numbers(&kept.delayed).collect();
        let mut b = DMatrix::zeros(numbers.len(), rows.width);
        for (i, &number) in numbers.iter().enumerate() {
            b.row_mut(i).copy_from_slice(rows.row(number));
        }
        let x = kept.factored()?.solve(&b)?;
        for (i, &number) in numbers.iter().enumerate() {
            for (j, value) in rows.row_mut(number).iter_mut().enumerate() {
                *value = x[(i, j)];
            }
        }
        Ok(())
    }

    /// Numbers of the rows of the dense matrix that is left at the end.
    pub(super) fn kept_numbers<'a>(&self, delayed: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        let layout = self.analysis.layout();
        let n = super::tree::short(layout.n());
        let first = n - super::tree::short(layout.kept.len());
        delayed.iter().copied().chain(first..n)
    }

    fn backward(&self, front: usize, rows: &mut Rows<T>) {
        let factor = &self.fronts[front];
        let (lower, width) = (factor.lower(), rows.width);
        let (pivots, others) = (factor.pivots.len(), factor.height - factor.pivots.len());
        if pivots == 0 {
            return;
        }
        let mut piece = std::mem::take(&mut rows.piece);
        gather(rows, factor.pivots.iter().copied(), &mut piece);
        factor.divide(&mut piece, width);
        let mut rest = std::mem::take(&mut rows.rest);
        gather(rows, self.others(front), &mut rest);
        matmul(
            view_mut(&mut piece, pivots, width),
            Accum::Add,
            lower.subrows(pivots, others).adjoint(),
            view(&rest, others, width),
            -T::one(),
            Par::Seq,
        );
        let top = lower.subrows(0, pivots).adjoint();
        solve_unit_upper_triangular_in_place(top, view_mut(&mut piece, pivots, width), Par::Seq);
        scatter(rows, factor.pivots.iter().copied(), &piece);
        (rows.piece, rows.rest) = (piece, rest);
    }

    /// Solves $(A - \sigma) X = B$.
    pub fn solve(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        check::right_side(self.n(), b)?;
        self.substitute(b)
    }
}

fn gather<T: Scalar>(rows: &Rows<T>, numbers: impl Iterator<Item = u32>, into: &mut Vec<T>) {
    into.clear();
    for number in numbers {
        into.extend_from_slice(rows.row(number));
    }
}

fn scatter<T: Scalar>(rows: &mut Rows<T>, numbers: impl Iterator<Item = u32>, from: &[T]) {
    let width = rows.width;
    for (number, values) in numbers.zip(from.chunks_exact(width)) {
        rows.row_mut(number).copy_from_slice(values);
    }
}

impl<T: Scalar> FrontFactor<T> {
    /// $L$ of the front.
    pub(crate) fn lower(&self) -> MatRef<'_, T> {
        MatRef::from_column_major_slice(&self.lower, self.height, self.pivots.len())
    }

    /// Divides rows by $D$.
    fn divide(&self, rows: &mut [T], width: usize) {
        for (k, pivot) in self.blocks() {
            match pivot {
                Pivot::One(d) => {
                    for value in &mut rows[k * width..(k + 1) * width] {
                        *value = value.unscale(d);
                    }
                }
                Pivot::Two(d0, d1, e) => {
                    // scaled by the coupling, the determinant neither overflows nor cancels
                    let size = e.modulus();
                    let (a, c, w) = (d0 / size, d1 / size, e.unscale(size));
                    let determinant = a * c - 1.0;
                    let (upper, lower) = rows[k * width..(k + 2) * width].split_at_mut(width);
                    for (x, y) in upper.iter_mut().zip(lower) {
                        let (p, q) = (x.unscale(size), y.unscale(size));
                        *x = (p.scale(c) - w.conjugate() * q).unscale(determinant);
                        *y = (q.scale(a) - w * p).unscale(determinant);
                    }
                }
            }
        }
    }
}
