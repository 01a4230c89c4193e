//! The search for pivots, panel by panel.

use super::kernel::width;
use super::{Done, FrontWork, Pivoting};
use crate::Scalar;
use faer::MatMut;

/// Columns between two updates of the candidates to the right.
const BLOCK: usize = 32;
/// Candidates up to which one panel does.
const ONE_PANEL: usize = 48;
/// Columns between two updates inside a panel, where it has more columns than `INNER_FROM`.
const INNER: usize = 8;
const INNER_FROM: usize = 12;
/// A front during its elimination; `COMPLEX` is whether `T` is, and numbers lie as floats.
pub(super) struct Panel<'a, T: Scalar, const COMPLEX: bool> {
    /// The front, columns `stride` numbers apart.
    pub(super) front: &'a mut [f64],
    pub(super) n: usize,
    pub(super) stride: usize,
    pub(super) candidates: usize,
    pub(super) pivoting: Pivoting,
    pub(super) work: &'a mut FrontWork<T>,
    /// Pivots whose effect the columns not eliminated have seen.
    pub(super) base: usize,
    /// Candidates before it may be paired; all of them have seen the same pivots.
    pub(super) reach: usize,
    pub(super) growth: f64,
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
pub(super) struct Searched {
    pub(super) row: usize,
    pub(super) diagonal: f64,
    /// Among all rows left.
    pub(super) largest: f64,
    /// Among the candidates left, and where.
    pub(super) among: f64,
    pub(super) partner: usize,
}

impl<'a, T: Scalar, const COMPLEX: bool> Panel<'a, T, COMPLEX> {
    pub(super) const WIDTH: usize = width(COMPLEX);
    /// The modulus of a number is at most this times the larger of its parts.
    pub(super) const MODULUS: f64 = if COMPLEX { std::f64::consts::SQRT_2 } else { 1.0 };

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
            reach: candidates,
            growth: 0.0,
        }
    }

    pub(super) fn run(mut self) -> Done {
        // candidates from `live` on have failed since the last time that all were tried
        let mut live = self.candidates;
        let mut k = 0;
        while k < live {
            (k, live) = self.panel(k, live);
        }
        // pairs of the first pass lie in one panel; now any two that are left may go together
        let mut progress = k > 0 || self.reach < self.candidates;
        self.reach = self.candidates;
        live = self.candidates;
        while k < live && progress {
            let before = k;
            while k < live {
                (k, live) = self.step(k, live);
                if k - self.base >= BLOCK {
                    self.catch_up(k, self.candidates);
                }
            }
            progress = k > before;
            live = self.candidates;
        }
        self.catch_up(k, self.candidates);
        self.update(0..k, self.candidates..self.n);
        for i in k..self.n {
            self.real_diagonal(i);
        }
        Done { eliminated: k, growth: self.growth }
    }

    /// Eliminates what passes among the next candidates, puts the others last, and brings all candidates up to date.
    ///
    /// Within the panel the columns are brought up to date every few pivots.
    fn panel(&mut self, start: usize, live: usize) -> (usize, usize) {
        let rest = live - start;
        let block = if rest <= ONE_PANEL { ONE_PANEL } else { BLOCK };
        let end = (start + block).min(live);
        let inner = if end - start <= INNER_FROM { end - start } else { INNER };
        let (mut k, mut tried) = (start, end);
        self.reach = end;
        while k < tried {
            (k, tried) = self.step(k, tried);
            if k - self.base >= inner && k < end {
                self.catch_up(k, end);
            }
        }
        self.catch_up(k, end);
        self.update(start..k, end..self.candidates);
        let mut live = live;
        for failed in (k..end).rev() {
            live -= 1;
            self.swap(failed, live);
        }
        (k, live)
    }

    /// Brings columns `k..end` up to date.
    fn catch_up(&mut self, k: usize, end: usize) {
        self.update(self.base..k, k..end);
        self.base = k;
    }

    /// Eliminates one or two rows, or puts a candidate last.
    fn step(&mut self, k: usize, live: usize) -> (usize, usize) {
        match self.search(k) {
            Choice::One { row, slot, zero } => {
                self.swap(k, row);
                self.accept_one(k, slot, zero);
                (k + 1, live)
            }
            Choice::Two { rows: [first, second] } => {
                self.swap(k, first);
                // the swap may have moved the second
                let second = if second == k { first } else { second };
                self.swap(k + 1, second);
                self.accept_two(k);
                // both may be taken where one was left untried
                (k + 2, live.max(k + 2))
            }
            Choice::Delay => {
                self.swap(k, live - 1);
                (k, live - 1)
            }
        }
    }

    /// Looks for a pivot, in column `k` first.
    fn search(&mut self, k: usize) -> Choice {
        let Pivoting { threshold, tiny, at_root } = self.pivoting;
        let at_root = at_root && self.reach == self.candidates;
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
}

/// The modulus of the number at the start of `floats`.
fn modulus<const COMPLEX: bool>(floats: &[f64]) -> f64 {
    if COMPLEX { floats[0].hypot(floats[1]) } else { floats[0].abs() }
}
