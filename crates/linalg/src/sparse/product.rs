//! Products of a sparse matrix with vectors, parallel over its rows.

use super::{Block, Csr};
use crate::{LinalgError, Scalar, check};
use rayon::prelude::*;

/// Rows of the result that one task computes.
const ROWS_PER_TASK: usize = 1024;

impl<T: Scalar> Csr<T> {
    /// Computes $y = A x$ into `y`.
    ///
    /// Rows are shared among the threads of the current rayon pool; each sum runs in the order of the
    /// columns, so the result does not depend on their number.
    ///
    /// # Errors
    ///
    /// [`LinalgError::DimensionMismatch`].
    pub fn mul_vec(&self, x: &[T], y: &mut [T]) -> Result<(), LinalgError> {
        check::same("length of the vector", self.n_cols(), x.len())?;
        check::same("length of the result", self.n_rows(), y.len())?;
        rows_in_parallel(1, y, |row, y| {
            let (columns, values) = self.row(row);
            let mut sum = T::zero();
            for (&j, &value) in columns.iter().zip(values) {
                sum += value * x[j as usize];
            }
            y[0] = sum;
        });
        Ok(())
    }

    /// Computes $Y = A X$ for a block of vectors, see [`Block`] for the layout.
    ///
    /// # Errors
    ///
    /// [`LinalgError::DimensionMismatch`].
    pub fn mul_block(&self, x: &Block<T>, y: &mut Block<T>) -> Result<(), LinalgError> {
        check::same("length of the vectors", self.n_cols(), x.n())?;
        check::same("length of the results", self.n_rows(), y.n())?;
        check::same("number of results", x.width(), y.width())?;
        rows_in_parallel(x.width(), y.as_mut_slice(), |row, y| {
            let (columns, values) = self.row(row);
            y.fill(T::zero());
            for (&j, &value) in columns.iter().zip(values) {
                for (sum, &entry) in y.iter_mut().zip(x.row(j as usize)) {
                    *sum += value * entry;
                }
            }
        });
        Ok(())
    }
}

fn rows_in_parallel<T: Scalar>(width: usize, y: &mut [T], one: impl Fn(usize, &mut [T]) + Sync) {
    if width == 0 {
        return;
    }
    let task = |(task, rows): (usize, &mut [T])| {
        for (i, row) in rows.chunks_exact_mut(width).enumerate() {
            one(task * ROWS_PER_TASK + i, row);
        }
    };
    let length = ROWS_PER_TASK * width;
    if y.len() <= length {
        task((0, y));
    } else {
        y.par_chunks_mut(length).enumerate().for_each(task);
    }
}
