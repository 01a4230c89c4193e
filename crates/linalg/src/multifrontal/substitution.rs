//! Substitution front by front.
//!
//! A block of right-hand sides is stored row by row in the order of elimination: rows of a front then come and go as
//! whole lines of memory.

use super::factor::{FrontFactor, Pivot};
use super::ldl::SparseLdl;
use crate::{LinalgError, Scalar};
use faer::linalg::matmul::matmul;
use faer::linalg::triangular_solve::{
    solve_unit_lower_triangular_in_place, solve_unit_upper_triangular_in_place,
};
use faer::{Accum, MatMut, MatRef, Par};
use nalgebra::DMatrix;

/// Rows of a block of right-hand sides in the order of elimination, each row contiguous.
pub(super) struct Rows<T> {
    pub(super) values: Vec<T>,
    pub(super) width: usize,
    piece: Vec<T>,
    rest: Vec<T>,
}

impl<T: Scalar> Rows<T> {
    /// `n` rows of zeros.
    pub(super) fn zeros(n: usize, width: usize) -> Self {
        let values = vec![T::zero(); n * width];
        Self { values, width, piece: Vec::new(), rest: Vec::new() }
    }

    pub(super) fn row(&self, number: u32) -> &[T] {
        &self.values[number as usize * self.width..][..self.width]
    }

    pub(super) fn row_mut(&mut self, number: u32) -> &mut [T] {
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
    /// Puts columns `first..first + width` of right-hand sides into the order of elimination.
    pub(super) fn load(&self, b: &DMatrix<T>, first: usize, width: usize) -> Rows<T> {
        let mut values = Vec::with_capacity(self.n() * width);
        for &row in &self.analysis.layout().fronts.order {
            values.extend((first..first + width).map(|col| b[(row as usize, col)]));
        }
        Rows { values, width, piece: Vec::new(), rest: Vec::new() }
    }

    /// The inverse of [`SparseLdl::load`].
    pub(super) fn unload(&self, rows: &Rows<T>) -> DMatrix<T> {
        let width = rows.width;
        let mut x = DMatrix::zeros(self.n(), width);
        let order = &self.analysis.layout().fronts.order;
        for (&row, values) in order.iter().zip(rows.values.chunks_exact(width)) {
            for (col, &value) in values.iter().enumerate() {
                x[(row as usize, col)] = value;
            }
        }
        x
    }

    /// Numbers of the rows of a front that follow its pivots.
    fn others(&self, front: usize) -> impl Iterator<Item = u32> + '_ {
        let below = self.analysis.layout().fronts.rows(front);
        self.fronts[front].delayed.iter().chain(below).copied()
    }

    /// Solves with the columns of $L$ that belong to a front, and takes them from the rows below.
    pub(super) fn forward(&self, front: usize, rows: &mut Rows<T>) {
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
    pub(super) fn middle(&self, rows: &mut Rows<T>) -> Result<(), LinalgError> {
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

    /// Divides by the part of $D$ that belongs to a front, and solves with its columns of $L^\dagger$.
    pub(super) fn backward(&self, front: usize, rows: &mut Rows<T>) {
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
