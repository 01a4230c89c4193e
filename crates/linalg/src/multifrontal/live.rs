//! Fronts while they are summed up, and the memory they live in.

use super::analysis::{Layout, Run};
use super::factor::Input;
use crate::Scalar;
use faer::MatMut;

/// Bytes at whose multiples columns of fronts begin, whatever the thread: one register of the widest kind.
const ALIGNMENT: usize = 64;

/// Memory for one front, its columns aligned.
#[derive(Debug)]
pub(crate) struct Buffer<T> {
    data: Vec<T>,
    start: usize,
    /// Distance of columns.
    pub(crate) stride: usize,
}

/// Buffers that are free.
#[derive(Debug)]
pub(crate) struct Pool<T> {
    free: Vec<Vec<T>>,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self { free: Vec::new() }
    }
}

impl<T: Scalar> Pool<T> {
    /// Takes memory for a front whose lower triangle is zero.
    pub(crate) fn take(&mut self, height: usize) -> Buffer<T> {
        let unit = ALIGNMENT / size_of::<T>();
        let mut stride = if height > unit { height.next_multiple_of(unit) } else { height };
        if (stride * size_of::<T>()).is_multiple_of(2048) {
            stride += unit; // else columns would share lines of the cache
        }
        let needed = stride * height + unit;
        let fitting = (0..self.free.len())
            .filter(|&at| self.free[at].len() >= needed)
            .min_by_key(|&at| self.free[at].len());
        let mut data = if let Some(at) = fitting {
            self.free.swap_remove(at)
        } else {
            self.free.pop();
            vec![T::zero(); needed]
        };
        let start = data.as_ptr().align_offset(ALIGNMENT).min(unit);
        if fitting.is_some() {
            for col in 0..height {
                data[start + col * stride + col..start + col * stride + height].fill(T::zero());
            }
        }
        Buffer { data, start, stride }
    }

    pub(crate) fn give(&mut self, buffer: Buffer<T>) {
        self.free.push(buffer.data);
    }
}

impl<T: Scalar> Buffer<T> {
    /// Entries `from..to` of a column.
    pub(crate) fn column(&self, col: usize, from: usize, to: usize) -> &[T] {
        let start = self.start + col * self.stride;
        &self.data[start + from..start + to]
    }

    /// Entries `from..to` of a column.
    pub(crate) fn column_mut(&mut self, col: usize, from: usize, to: usize) -> &mut [T] {
        let start = self.start + col * self.stride;
        &mut self.data[start + from..start + to]
    }

    /// The front as a matrix.
    pub(crate) fn matrix(&mut self, height: usize) -> MatMut<'_, T> {
        let data = &mut self.data[self.start..];
        MatMut::from_column_major_slice_with_stride_mut(data, height, height, self.stride)
    }
}

/// What a front hands to its parent once it is done with: the rows that were not eliminated.
#[derive(Debug)]
pub(crate) struct Rest<T> {
    /// The front it comes from.
    pub(crate) front: usize,
    /// The front's memory; the rest stands in its last rows and columns.
    pub(crate) buffer: Buffer<T>,
    /// Rows eliminated, which stand before the rest.
    pub(crate) eliminated: usize,
    /// Numbers of rows that could not be eliminated, first among the rest.
    pub(crate) delayed: Vec<u32>,
}

/// A front that is being summed up from the matrix and from its children.
#[derive(Debug)]
pub(crate) struct Live<T> {
    pub(crate) front: usize,
    pub(crate) buffer: Buffer<T>,
    /// Rows, those delayed by children not counted.
    pub(crate) height: usize,
    /// Children that delayed rows; they are added last.
    waiting: Vec<Rest<T>>,
}

impl<T: Scalar> Live<T> {
    /// Begins a front with the entries of $A - \sigma$.
    pub(crate) fn open(
        layout: &Layout,
        input: Input<'_, T>,
        front: usize,
        pool: &mut Pool<T>,
    ) -> Self {
        let Input { a, fits, shift } = input;
        let fronts = &layout.fronts;
        let start = fronts.starts[front] as usize;
        let width = fronts.width(front);
        let height = width + fronts.rows(front).len();
        let mut buffer = pool.take(height);
        for own in 0..width {
            let column = buffer.column_mut(own, 0, height);
            layout.column(a, fits, start + own, own, |place, value| column[place] += value);
            column[own] = T::from_real(column[own].real() - shift);
        }
        Self { front, buffer, height, waiting: Vec::new() }
    }

    /// Adds what a child hands up; a child that delayed rows has to wait until all are there.
    pub(crate) fn add(&mut self, layout: &Layout, rest: Rest<T>, pool: &mut Pool<T>) {
        if rest.delayed.is_empty() {
            let rows = layout.fronts.rows(rest.front).len();
            extend_add(&mut self.buffer, &rest, layout.runs(rest.front), rows, 0, 0);
            pool.give(rest.buffer);
        } else {
            self.waiting.push(rest);
        }
    }

    /// Ends the summation; returns the delayed rows, which stand first in the front now.
    pub(crate) fn close(&mut self, layout: &Layout, pool: &mut Pool<T>) -> Vec<u32> {
        let waiting = std::mem::take(&mut self.waiting);
        let delayed: Vec<u32> = waiting.iter().flat_map(|rest| &rest.delayed).copied().collect();
        if delayed.is_empty() {
            return delayed;
        }
        let ahead = delayed.len();
        let mut larger = pool.take(self.height + ahead);
        for col in 0..self.height {
            let column = self.buffer.column(col, col, self.height);
            larger
                .column_mut(ahead + col, ahead + col, ahead + self.height)
                .copy_from_slice(column);
        }
        pool.give(std::mem::replace(&mut self.buffer, larger));
        self.height += ahead;
        let mut at = 0;
        for rest in waiting {
            let rows = layout.fronts.rows(rest.front).len();
            extend_add(&mut self.buffer, &rest, layout.runs(rest.front), rows, at, ahead);
            at += rest.delayed.len();
            pool.give(rest.buffer);
        }
        delayed
    }
}

/// Adds the lower triangle of a rest of `rows` rows after its delayed ones. Those go to row `at` and the
/// following, the others to where `runs` say, `ahead` rows further down.
fn extend_add<T: Scalar>(
    into: &mut Buffer<T>,
    rest: &Rest<T>,
    runs: &[Run],
    rows: usize,
    at: usize,
    ahead: usize,
) {
    let late = rest.delayed.len();
    let first = rest.eliminated;
    let end = first + late + rows;
    for col in 0..late {
        let source = rest.buffer.column(first + col, first + col, end);
        let (square, below) = source.split_at(late - col);
        add(into.column_mut(at + col, at + col, at + late), square);
        for run in runs {
            let (from, to, len) = (run.from as usize, ahead + run.to as usize, run.len as usize);
            add(into.column_mut(at + col, to, to + len), &below[from..from + len]);
        }
    }
    let first = first + late;
    for (number, columns) in runs.iter().enumerate() {
        for inner in 0..columns.len as usize {
            let from = columns.from as usize + inner;
            let to = ahead + columns.to as usize + inner;
            let source = rest.buffer.column(first + from, first, end);
            let len = columns.len as usize - inner;
            add(into.column_mut(to, to, to + len), &source[from..from + len]);
            let start = into.start + to * into.stride + ahead;
            let column = &mut into.data[start..start + into.stride - ahead];
            for run in &runs[number + 1..] {
                let (from, to, len) = (run.from as usize, run.to as usize, run.len as usize);
                add(&mut column[to..to + len], &source[from..from + len]);
            }
        }
    }
}

#[inline]
fn add<T: Scalar>(into: &mut [T], from: &[T]) {
    for (sum, &term) in into.iter_mut().zip(from) {
        *sum += term;
    }
}
