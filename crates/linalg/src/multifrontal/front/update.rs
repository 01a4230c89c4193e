//! What pivots take from the columns that are left.

use super::FrontWork;
use super::kernel::{Column, Largest, Triangle};
use super::panel::{Panel, Searched};
use super::weigh::{Weigh, WeighTwo};
use crate::{Complex64, Scalar};
use faer::linalg::matmul::matmul;
use faer::linalg::matmul::triangular::{self, BlockStructure};
use faer::{Accum, MatMut, MatRef, Par};
use std::ops::Range;

/// Bytes of $L$ up to which an update reads it as it lies; more of it is packed by faer's kernels.
const CACHED_COMPLEX: usize = 128 << 10;
const CACHED_REAL: usize = 16 << 10;
/// Pivots below which packing does not pay.
const SHALLOW: usize = 12;

impl<T: Scalar, const COMPLEX: bool> Panel<'_, T, COMPLEX> {
    pub(super) fn largest(&self, floats: &[f64]) -> f64 {
        self.work.arch.dispatch(Largest(floats))
    }

    /// Brings column `row` up to date in work column `slot`, from row `k` on.
    pub(super) fn bring(&mut self, row: usize, k: usize, slot: usize) -> Searched {
        let (w, n, stride) = (Self::WIDTH, self.n, self.stride);
        let depth = k - self.base;
        self.weigh_row(row, self.base..k);
        let FrontWork { arch, columns, right, .. } = &mut *self.work;
        let out = &mut columns[slot][..n * w];
        let own = &self.front[row * stride * w..];
        if row > k {
            for i in k..row {
                let at = (i * stride + row) * w;
                out[i * w] = self.front[at];
                if COMPLEX {
                    out[i * w + 1] = -self.front[at + 1];
                }
            }
            out[row * w..].copy_from_slice(&own[row * w..n * w]);
        }
        let below = arch.dispatch(Column::<COMPLEX> {
            left: self.front,
            from: self.base,
            depth,
            right,
            input: (row == k).then_some(own),
            out,
            top: k,
            n,
            stride,
        });
        let out = &self.work.columns[slot];
        let largest = if row == k {
            below
        } else {
            self.largest(&out[k * w..row * w]).max(self.largest(&out[(row + 1) * w..n * w]))
        };
        let diagonal = out[row * w];
        self.growth = self.growth.max(largest).max(diagonal.abs());
        let mut found = Searched { row, diagonal, largest, among: 0.0, partner: row };
        if diagonal.abs() < self.pivoting.threshold * Self::MODULUS * largest {
            for i in (k..self.reach).filter(|&i| i != row) {
                let size = out[i * w..(i + 1) * w].iter().fold(0.0, |m: f64, x| m.max(x.abs()));
                if size > found.among {
                    (found.among, found.partner) = (size, i);
                }
            }
        }
        found
    }

    /// Writes rows of $L D$, conjugated, the numbers of one pivot side by side.
    pub(super) fn weigh(&mut self, rows: Range<usize>, pivots: Range<usize>) {
        let (w, stride) = (Self::WIDTH, self.stride);
        let count = rows.len() * w;
        let FrontWork { arch, right, diagonal, below, .. } = &mut *self.work;
        if right.len() < pivots.len() * count {
            right.resize(pivots.len() * count, 0.0);
        }
        let column = |k: usize| &self.front[(k * stride + rows.start) * w..][..count];
        let mut right = &mut right[..pivots.len() * count];
        let mut k = pivots.start;
        while k < pivots.end {
            let to;
            (to, right) = right.split_at_mut(count);
            if below[k] == T::zero() {
                arch.dispatch(Weigh::<COMPLEX> { column: column(k), d: diagonal[k], right: to });
                k += 1;
            } else {
                let next;
                (next, right) = right.split_at_mut(count);
                let e = below[k].to_complex();
                arch.dispatch(WeighTwo::<COMPLEX> {
                    columns: [column(k), column(k + 1)],
                    d: [diagonal[k], diagonal[k + 1]],
                    e: [e.re, e.im],
                    right: [to, next],
                });
                k += 2;
            }
        }
    }

    /// The same for one row, number by number.
    fn weigh_row(&mut self, row: usize, pivots: Range<usize>) {
        let (w, stride) = (Self::WIDTH, self.stride);
        let FrontWork { right, diagonal, below, .. } = &mut *self.work;
        if right.len() < pivots.len() * w {
            right.resize(pivots.len() * w, 0.0);
        }
        for (k, to) in pivots.clone().zip(right.chunks_exact_mut(w)) {
            let x = &self.front[(k * stride + row) * w..];
            let mut sum = [x[0] * diagonal[k], if COMPLEX { -x[1] * diagonal[k] } else { 0.0 }];
            let before = k > pivots.start && below[k - 1] != T::zero();
            if before || below[k] != T::zero() {
                // conj(l) e with the column before, conj(l e) with the one after
                let e = if before { below[k - 1] } else { below[k].conjugate() }.to_complex();
                let other = if before { k - 1 } else { k + 1 };
                let x = &self.front[(other * stride + row) * w..];
                let x = Complex64::new(x[0], if COMPLEX { -x[1] } else { 0.0 });
                sum = [sum[0] + (x * e).re, sum[1] + (x * e).im];
            }
            to.copy_from_slice(&sum[..w]);
        }
    }

    /// Takes what `pivots` add to the triangle from the diagonal down of some columns.
    pub(super) fn update(&mut self, pivots: Range<usize>, columns: Range<usize>) {
        if pivots.is_empty() || columns.is_empty() {
            return;
        }
        let (w, n, stride) = (Self::WIDTH, self.n, self.stride);
        self.weigh(columns.clone(), pivots.clone());
        let (left, rest) = self.front.split_at_mut(columns.start * stride * w);
        let bytes = pivots.len() * (n - columns.start) * size_of::<T>();
        if bytes <= if COMPLEX { CACHED_COMPLEX } else { CACHED_REAL } || pivots.len() < SHALLOW {
            self.work.arch.dispatch(Triangle::<COMPLEX> {
                left,
                from: pivots.start,
                depth: pivots.len(),
                right: &self.work.right,
                columns: rest,
                first: columns.start,
                last: columns.end,
                n,
                stride,
            });
            return;
        }
        let (depth, count) = (pivots.len(), columns.len());
        let left = &numbers::<T>(left)[pivots.start * stride..];
        let rest = numbers_mut::<T>(rest);
        let part = |rows: Range<usize>| {
            let len = rows.len();
            MatRef::from_column_major_slice_with_stride(&left[rows.start..], len, depth, stride)
        };
        let right = MatRef::from_row_major_slice(
            &numbers::<T>(&self.work.right)[..depth * count],
            depth,
            count,
        );
        triangular::matmul(
            MatMut::from_column_major_slice_with_stride_mut(
                &mut rest[columns.start..],
                count,
                count,
                stride,
            ),
            BlockStructure::TriangularLower,
            Accum::Add,
            part(columns.clone()),
            BlockStructure::Rectangular,
            right,
            BlockStructure::Rectangular,
            -T::one(),
            Par::Seq,
        );
        if columns.end < n {
            let rows = n - columns.end;
            matmul(
                MatMut::from_column_major_slice_with_stride_mut(
                    &mut rest[columns.end..],
                    rows,
                    count,
                    stride,
                ),
                Accum::Add,
                part(columns.end..n),
                right,
                -T::one(),
                Par::Seq,
            );
        }
    }
}

/// Floats as the numbers that they are.
fn numbers<T: Scalar>(floats: &[f64]) -> &[T] {
    let count = size_of_val(floats) / size_of::<T>();
    // SAFETY: a scalar is one float or two in a row, with the alignment of a float (`Complex64` is `repr(C)`).
    unsafe { std::slice::from_raw_parts(floats.as_ptr().cast(), count) }
}

/// As [`numbers`].
fn numbers_mut<T: Scalar>(floats: &mut [f64]) -> &mut [T] {
    let count = size_of_val(floats) / size_of::<T>();
    // SAFETY: as above; the slice is borrowed alone.
    unsafe { std::slice::from_raw_parts_mut(floats.as_mut_ptr().cast(), count) }
}
