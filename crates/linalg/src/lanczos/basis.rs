//! Orthonormal vectors, stored so that entries of one row lie together.
//!
//! Sums over rows are taken in pieces of fixed length and the pieces added in order, so that results do
//! not depend on the number of threads.

use crate::{Block, Scalar};
use nalgebra::DMatrix;
use rayon::prelude::*;

/// Rows that one task treats.
const ROWS: usize = 2048;

/// Up to `capacity` vectors of length `n`; how many are in use is the caller's to know.
pub(super) struct Basis<T: Scalar> {
    n: usize,
    capacity: usize,
    data: Vec<T>,
}

impl<T: Scalar> Basis<T> {
    pub(super) fn new(n: usize, capacity: usize) -> Self {
        Self { n, capacity, data: vec![T::zero(); n * capacity] }
    }

    /// Copies vectors `from..from + width`.
    pub(super) fn block(&self, from: usize, width: usize) -> Block<T> {
        let mut block = Block::zeros(self.n, width);
        for (row, out) in
            self.data.chunks_exact(self.capacity).zip(block.as_mut_slice().chunks_exact_mut(width))
        {
            out.copy_from_slice(&row[from..from + width]);
        }
        block
    }

    /// Writes one vector, multiplied by a number.
    pub(super) fn set(&mut self, at: usize, x: &Block<T>, factor: f64) {
        for (row, &entry) in self.data.chunks_exact_mut(self.capacity).zip(x.as_slice()) {
            row[at] = entry.scale(factor);
        }
    }

    /// Returns $V^\dagger Y$ for the first `count` vectors, `[count, width]`.
    pub(super) fn project(&self, count: usize, y: &Block<T>) -> DMatrix<T> {
        let width = y.width();
        let piece = |(rows, ys): (&[T], &[T])| {
            let mut sum = DMatrix::zeros(count, width);
            for (row, y) in rows.chunks_exact(self.capacity).zip(ys.chunks_exact(width)) {
                for (mut column, &entry) in sum.column_iter_mut().zip(y) {
                    for (s, v) in column.as_mut_slice().iter_mut().zip(row) {
                        *s += v.conjugate() * entry;
                    }
                }
            }
            sum
        };
        let rows = self.data.par_chunks(ROWS * self.capacity);
        let pieces: Vec<DMatrix<T>> =
            rows.zip(y.as_slice().par_chunks(ROWS * width)).map(piece).collect();
        pieces.into_iter().fold(DMatrix::zeros(count, width), |sum, piece| sum + piece)
    }

    /// Replaces `y` by $Y - V C$.
    pub(super) fn subtract(&self, c: &DMatrix<T>, y: &mut Block<T>) {
        let width = y.width();
        let rows = self.data.par_chunks(ROWS * self.capacity);
        y.as_mut_slice().par_chunks_mut(ROWS * width).zip(rows).for_each(|(ys, rows)| {
            for (row, y) in rows.chunks_exact(self.capacity).zip(ys.chunks_exact_mut(width)) {
                for (entry, column) in y.iter_mut().zip(c.column_iter()) {
                    let mut sum = T::zero();
                    for (v, &c) in row.iter().zip(column.as_slice()) {
                        sum += *v * c;
                    }
                    *entry -= sum;
                }
            }
        });
    }

    /// Replaces the first vectors by $V S$, and moves the `extra` vectors after them behind these.
    pub(super) fn rotate(&mut self, s: &DMatrix<T>, extra: usize) {
        let (old, new) = s.shape();
        let capacity = self.capacity;
        self.data.par_chunks_mut(ROWS * capacity).for_each(|rows| {
            let mut image = vec![T::zero(); new];
            for row in rows.chunks_exact_mut(capacity) {
                for (x, column) in image.iter_mut().zip(s.column_iter()) {
                    let mut sum = T::zero();
                    for (v, &s) in row.iter().zip(column.as_slice()) {
                        sum += *v * s;
                    }
                    *x = sum;
                }
                row.copy_within(old..old + extra, new);
                row[..new].copy_from_slice(&image);
            }
        });
    }
}

/// Euclidean length of a single vector.
pub(super) fn length<T: Scalar>(x: &Block<T>) -> f64 {
    let square = |piece: &[T]| piece.iter().map(|v| v.modulus_squared()).sum::<f64>();
    let pieces: Vec<f64> = x.as_slice().par_chunks(ROWS).map(square).collect();
    pieces.iter().sum::<f64>().sqrt()
}
