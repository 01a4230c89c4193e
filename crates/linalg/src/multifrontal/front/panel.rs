//! The search for pivots, panel by panel.

use super::kernel::{Column, Largest, Triangle, width};
use super::{Done, FrontWork, Pivoting};
use crate::Scalar;
use faer::MatMut;

/// Columns between two updates of the candidates to the right.
const BLOCK: usize = 32;
/// Candidates up to which one panel does.
const ONE_PANEL: usize = 48;
/// Numbers above it have an inverse.
const SAFE: f64 = 1e-290;

/// A front during its elimination; `COMPLEX` is whether `T` is, and numbers lie as floats.
pub(super) struct Panel<'a, T: Scalar, const COMPLEX: bool> {
    /// The front, columns `stride` numbers apart.
    front: &'a mut [f64],
    n: usize,
    stride: usize,
    candidates: usize,
    pivoting: Pivoting,
    work: &'a mut FrontWork<T>,
    /// Pivots whose effect the columns not eliminated have seen.
    base: usize,
    growth: f64,
    zeros: usize,
}

/// What the search found.
enum Choice {
    /// One row; its column is number `slot` of the work columns.
    One {
        row: usize,
        slot: usize,
        zero: bool,
    },
    /// Two rows, their columns in the order of the work columns.
    Two {
        rows: [usize; 2],
    },
    Delay,
}

/// A candidate whose column is up to date: sizes of the entries beside the diagonal.
#[derive(Clone, Copy)]
struct Searched {
    row: usize,
    diagonal: f64,
    /// Among all rows left.
    largest: f64,
    /// Among the candidates left, and where.
    among: f64,
    partner: usize,
}

impl<'a, T: Scalar, const COMPLEX: bool> Panel<'a, T, COMPLEX> {
    const WIDTH: usize = width(COMPLEX);
    /// The modulus of a number is at most this times the larger of its parts.
    const MODULUS: f64 = if COMPLEX { std::f64::consts::SQRT_2 } else { 1.0 };

    pub(super) fn new(
        front: &'a mut MatMut<'_, T>,
        candidates: usize,
        pivoting: &Pivoting,
        work: &'a mut FrontWork<T>,
    ) -> Self {
        let n = front.nrows();
        let stride = front.col_stride().cast_unsigned();
        assert!(
            front.row_stride() == 1 && (n <= 1 || stride >= n) && T::IS_COMPLEX == COMPLEX,
            "a front is stored by columns"
        );
        let stride = stride.max(n);
        let floats = (stride * (n - 1) + n) * Self::WIDTH;
        // SAFETY: the columns of the view lie `stride >= n` numbers apart from its first entry on, so that all floats up to
        // the end of the last column are in one allocation that the view borrows alone; a scalar is one float or
        // two in a row (`Complex64` is `repr(C)`).
        let front =
            unsafe { std::slice::from_raw_parts_mut(front.as_ptr_mut().cast::<f64>(), floats) };
        for column in &mut work.columns {
            if column.len() < n * Self::WIDTH {
                column.resize(n * Self::WIDTH, 0.0);
            }
        }
        Self {
            front,
            n,
            stride,
            candidates,
            pivoting: *pivoting,
            work,
            base: 0,
            growth: 0.0,
            zeros: 0,
        }
    }

    pub(super) fn run(mut self) -> Done {
        let block = if self.candidates <= ONE_PANEL { ONE_PANEL } else { BLOCK };
        let mut k = 0;
        // candidates from `live` on have failed since the last time that all were tried
        let (mut live, mut progress) = (self.candidates, false);
        loop {
            if k == live {
                if live == self.candidates || !progress {
                    break;
                }
                (live, progress) = (self.candidates, false);
            }
            match self.search(k) {
                Choice::One { row, slot, zero } => {
                    self.swap(k, row);
                    self.accept_one(k, slot, zero);
                    k += 1;
                    progress = true;
                }
                Choice::Two { rows: [first, second] } => {
                    self.swap(k, first);
                    // the swap may have moved the second
                    let second = if second == k { first } else { second };
                    self.swap(k + 1, second);
                    self.accept_two(k);
                    k += 2;
                    progress = true;
                }
                Choice::Delay => {
                    live -= 1;
                    self.swap(k, live);
                }
            }
            // two rows may have been taken where one was left untried
            live = live.max(k);
            if k - self.base >= block && k < self.candidates {
                self.update(self.base..k, k..self.candidates);
                self.base = k;
            }
        }
        self.update(self.base..k, k..self.candidates);
        self.update(0..k, self.candidates..self.n);
        for i in k..self.n {
            self.real_diagonal(i);
        }
        Done { eliminated: k, growth: self.growth, zeros: self.zeros }
    }

    /// Looks for a pivot, in column `k` first.
    fn search(&mut self, k: usize) -> Choice {
        let Pivoting { threshold, tiny, at_root } = self.pivoting;
        let mut at = self.bring(k, k, 0);
        let mut slot = 0;
        loop {
            if at.largest.max(at.diagonal.abs()) <= tiny {
                return Choice::One { row: at.row, slot, zero: true };
            }
            if at.diagonal.abs() >= threshold * Self::MODULUS * at.largest {
                return Choice::One { row: at.row, slot, zero: false };
            }
            if at.among <= tiny {
                // no candidate to pair with
                return if at_root {
                    Choice::One { row: at.row, slot, zero: at.diagonal.abs() <= tiny }
                } else {
                    Choice::Delay
                };
            }
            let other = self.bring(at.partner, k, 1 - slot);
            if other.diagonal.abs() >= threshold * Self::MODULUS * other.largest {
                return Choice::One { row: other.row, slot: 1 - slot, zero: false };
            }
            if self.pair_passes(k, slot, at, other) {
                return Self::pair(slot, at.row, other.row);
            }
            // the largest entry of both: going on would lead back here
            if other.among <= at.among {
                return if at_root { self.forced(slot, at, other) } else { Choice::Delay };
            }
            (at, slot) = (other, 1 - slot);
        }
    }

    /// The pivot that is best for the candidates, whatever the border says, where the two columns share their largest entry.
    fn forced(&self, slot: usize, at: Searched, other: Searched) -> Choice {
        let limit = self.pivoting.threshold * Self::MODULUS * at.among;
        if at.diagonal.abs() >= limit {
            Choice::One { row: at.row, slot, zero: false }
        } else if other.diagonal.abs() >= limit {
            Choice::One { row: other.row, slot: 1 - slot, zero: false }
        } else {
            Self::pair(slot, at.row, other.row)
        }
    }

    fn pair(slot: usize, row: usize, other: usize) -> Choice {
        Choice::Two { rows: if slot == 0 { [row, other] } else { [other, row] } }
    }

    /// Whether a block of two rows keeps all entries of its columns of $L$ below the bound.
    fn pair_passes(&self, k: usize, slot: usize, at: Searched, other: Searched) -> bool {
        let w = Self::WIDTH;
        let coupling = modulus::<COMPLEX>(&self.work.columns[slot][other.row * w..]);
        let rest = |slot: usize| {
            let column = &self.work.columns[slot];
            let (low, high) = (at.row.min(other.row), at.row.max(other.row));
            let part = |from: usize, to: usize| self.largest(&column[from * w..to * w]);
            part(k, low).max(part(low + 1, high)).max(part(high + 1, self.n)) * Self::MODULUS
        };
        let (a, c) = (at.diagonal / coupling, other.diagonal / coupling);
        let determinant = (a * c - 1.0).abs();
        let (of_at, of_other) = (rest(slot) / coupling, rest(1 - slot) / coupling);
        let first = c.abs() * of_at + of_other;
        let second = of_at + a.abs() * of_other;
        determinant > 0.0 && first.max(second) * self.pivoting.threshold <= determinant
    }

    fn largest(&self, floats: &[f64]) -> f64 {
        self.work.arch.dispatch(Largest(floats))
    }

    /// Brings column `row` up to date in work column `slot`, from row `k` on.
    fn bring(&mut self, row: usize, k: usize, slot: usize) -> Searched {
        let (w, n, stride) = (Self::WIDTH, self.n, self.stride);
        let depth = k - self.base;
        self.weigh(row..row + 1, self.base..k);
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
        arch.dispatch(Column::<COMPLEX> {
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
        let before = if row > k { self.largest(&out[k * w..row * w]) } else { 0.0 };
        let largest = before.max(self.largest(&out[(row + 1) * w..n * w]));
        let diagonal = out[row * w];
        self.growth = self.growth.max(largest).max(diagonal.abs());
        let mut found = Searched { row, diagonal, largest, among: 0.0, partner: row };
        if diagonal.abs() < self.pivoting.threshold * Self::MODULUS * largest {
            for i in (k..self.candidates).filter(|&i| i != row) {
                let size = out[i * w..(i + 1) * w].iter().fold(0.0, |m: f64, x| m.max(x.abs()));
                if size > found.among {
                    (found.among, found.partner) = (size, i);
                }
            }
        }
        found
    }

    /// Writes rows of $L D$, conjugated, the numbers of one row side by side.
    fn weigh(&mut self, rows: std::ops::Range<usize>, pivots: std::ops::Range<usize>) {
        let (w, stride) = (Self::WIDTH, self.stride);
        let depth = pivots.len();
        let FrontWork { right, diagonal, below, .. } = &mut *self.work;
        if right.len() < rows.len() * depth * w {
            right.resize(rows.len() * depth * w, 0.0);
        }
        let mut start = rows.start;
        while start < rows.end {
            let end = (start + 8).min(rows.end);
            let mut k = pivots.start;
            while k < pivots.end {
                let e = below[k];
                let column = &self.front[(k * stride + start) * w..(k * stride + end) * w];
                let mut at = ((start - rows.start) * depth + k - pivots.start) * w;
                if e == T::zero() {
                    let d = diagonal[k];
                    for x in column.chunks_exact(w) {
                        right[at] = x[0] * d;
                        if COMPLEX {
                            right[at + 1] = -x[1] * d;
                        }
                        at += depth * w;
                    }
                    k += 1;
                } else {
                    let next = (k + 1) * stride;
                    let beside = &self.front[(next + start) * w..(next + end) * w];
                    let (d0, d1) = (diagonal[k], diagonal[k + 1]);
                    let e = e.to_complex();
                    for (x, y) in column.chunks_exact(w).zip(beside.chunks_exact(w)) {
                        if COMPLEX {
                            // conj(l0) d0 + conj(l1 e) and conj(l0) e + conj(l1) d1
                            right[at] = x[0] * d0 + y[0] * e.re - y[1] * e.im;
                            right[at + 1] = -x[1] * d0 - y[0] * e.im - y[1] * e.re;
                            right[at + 2] = x[0] * e.re + x[1] * e.im + y[0] * d1;
                            right[at + 3] = x[0] * e.im - x[1] * e.re - y[1] * d1;
                        } else {
                            right[at] = x[0] * d0 + y[0] * e.re;
                            right[at + 1] = x[0] * e.re + y[0] * d1;
                        }
                        at += depth * w;
                    }
                    k += 2;
                }
            }
            start = end;
        }
    }

    /// Takes what `pivots` add to the triangle from the diagonal down of some columns.
    fn update(&mut self, pivots: std::ops::Range<usize>, columns: std::ops::Range<usize>) {
        if pivots.is_empty() || columns.is_empty() {
            return;
        }
        let (w, n, stride) = (Self::WIDTH, self.n, self.stride);
        self.weigh(columns.clone(), pivots.clone());
        let (left, rest) = self.front.split_at_mut(columns.start * stride * w);
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
    }

    /// Divides the column at hand by its pivot `k`, or clears it.
    fn accept_one(&mut self, k: usize, slot: usize, zero: bool) {
        let (w, n) = (Self::WIDTH, self.n);
        let start = k * self.stride * w;
        let own = &mut self.front[start + k * w..start + n * w];
        let from = &self.work.columns[slot][k * w..n * w];
        let pivot = from[0];
        if zero {
            own.fill(0.0);
        } else if pivot.abs() > SAFE {
            let inverse = pivot.recip();
            for (l, y) in own.iter_mut().zip(from) {
                *l = y * inverse;
            }
        } else {
            for (l, y) in own.iter_mut().zip(from) {
                *l = y / pivot;
            }
        }
        own[0] = 1.0;
        if COMPLEX {
            own[1] = 0.0;
        }
        self.work.diagonal.push(if zero { 0.0 } else { pivot });
        self.work.below.push(T::zero());
        self.zeros += usize::from(zero);
    }

    /// Multiplies the two columns at hand by the inverse of their pivot, rows `k` and `k + 1`.
    fn accept_two(&mut self, k: usize) {
        let (w, n, stride) = (Self::WIDTH, self.n, self.stride);
        let [first, second] = &self.work.columns;
        let (d0, d1) = (first[k * w], second[(k + 1) * w]);
        let (re, im) = (first[(k + 1) * w], if COMPLEX { first[(k + 1) * w + 1] } else { 0.0 });
        let size = re.hypot(im);
        let (a, c, re, im) = (d0 / size, d1 / size, re / size, im / size);
        let scale = 1.0 / (a * c - 1.0);
        let (left, right) = self.front.split_at_mut((k + 1) * stride * w);
        let own = &mut left[(k * stride + k) * w..];
        let next = &mut right[k * w..n * w];
        for i in (2 * w..(n - k) * w).step_by(w) {
            let at = k * w + i;
            if COMPLEX {
                let (x, y) = (first[at] / size, first[at + 1] / size);
                let (u, v) = (second[at] / size, second[at + 1] / size);
                own[i] = scale * (x * c - (u * re - v * im));
                own[i + 1] = scale * (y * c - (u * im + v * re));
                next[i] = scale * (u * a - (x * re + y * im));
                next[i + 1] = scale * (v * a - (y * re - x * im));
            } else {
                let (x, u) = (first[at] / size, second[at] / size);
                own[i] = scale * (x * c - u * re);
                next[i] = scale * (u * a - x * re);
            }
        }
        own[..2 * w].fill(0.0);
        own[0] = 1.0;
        next[w..2 * w].fill(0.0);
        next[w] = 1.0;
        let e =
            T::from_parts(first[(k + 1) * w], if COMPLEX { first[(k + 1) * w + 1] } else { 0.0 });
        self.work.diagonal.extend([d0, d1]);
        self.work.below.extend([e, T::zero()]);
    }

    /// Exchanges two candidates, in the work columns too.
    fn swap(&mut self, a: usize, b: usize) {
        if a == b {
            return;
        }
        let (a, b) = (a.min(b), a.max(b));
        let (w, n, stride) = (Self::WIDTH, self.n, self.stride);
        let at = |row: usize, col: usize| (col * stride + row) * w;
        self.work.order.swap(a, b);
        for part in 0..w {
            for column in &mut self.work.columns {
                column.swap(a * w + part, b * w + part);
            }
            for col in 0..a {
                self.front.swap(at(a, col) + part, at(b, col) + part);
            }
            self.front.swap(at(a, a) + part, at(b, b) + part);
            for i in a + 1..b {
                self.front.swap(at(i, a) + part, at(b, i) + part);
            }
            for i in b + 1..n {
                self.front.swap(at(i, a) + part, at(i, b) + part);
            }
        }
        if COMPLEX {
            for i in a + 1..b {
                self.front[at(i, a) + 1] *= -1.0;
                self.front[at(b, i) + 1] *= -1.0;
            }
            self.front[at(b, a) + 1] *= -1.0;
        }
    }

    fn real_diagonal(&mut self, i: usize) {
        if COMPLEX {
            self.front[(i * self.stride + i) * 2 + 1] = 0.0;
        }
    }
}

/// The modulus of the number at the start of `floats`.
fn modulus<const COMPLEX: bool>(floats: &[f64]) -> f64 {
    if COMPLEX { floats[0].hypot(floats[1]) } else { floats[0].abs() }
}
