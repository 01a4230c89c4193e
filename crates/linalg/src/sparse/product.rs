//! Products of a sparse matrix with vectors, parallel over its rows.

use super::{Block, Csr};
use crate::{LinalgError, Scalar, check};
use pulp::{Arch, NullaryFnOnce};
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
        self.multiply(1, x, y);
        Ok(())
    }

    /// Computes $Y = A X$ for a block of vectors, see [`Block`] for the layout.
    ///
    /// Matrix and block are read once: with few entries per row the speed is that of memory. Widths 1, 2, 4
    /// and 8 keep their sums in registers. Threads are used as in [`Csr::mul_vec`].
    ///
    /// # Errors
    ///
    /// [`LinalgError::DimensionMismatch`].
    pub fn mul_block(&self, x: &Block<T>, y: &mut Block<T>) -> Result<(), LinalgError> {
        check::same("length of the vectors", self.n_cols(), x.n())?;
        check::same("length of the results", self.n_rows(), y.n())?;
        check::same("number of results", x.width(), y.width())?;
        self.multiply(x.width(), x.as_slice(), y.as_mut_slice());
        Ok(())
    }

    fn multiply(&self, width: usize, x: &[T], y: &mut [T]) {
        if width == 0 {
            return;
        }
        let arch = Arch::new();
        let task = |(task, y): (usize, &mut [T])| {
            arch.dispatch(Rows { a: self, first: task * ROWS_PER_TASK, width, x, y });
        };
        let length = ROWS_PER_TASK * width;
        if y.len() <= length {
            task((0, y));
        } else {
            y.par_chunks_mut(length).enumerate().for_each(task);
        }
    }
}

/// Some rows of a product, beginning with row `first` of the matrix.
struct Rows<'a, T: Scalar> {
    a: &'a Csr<T>,
    first: usize,
    width: usize,
    x: &'a [T],
    y: &'a mut [T],
}

// a type of its own, since a closure cannot ask to be inlined into the dispatching function
impl<T: Scalar> NullaryFnOnce for Rows<'_, T> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "must be compiled inside pulp's dispatch")]
    #[inline(always)]
    fn call(self) {
        match self.width {
            1 => self.single(),
            2 => self.fixed::<2>(),
            4 => self.fixed::<4>(),
            8 => self.fixed::<8>(),
            _ => self.any(),
        }
    }
}

impl<T: Scalar> Rows<'_, T> {
    /// One vector: too little work per entry to look each row up anew.
    ///
    /// The vector times real parts and times imaginary parts is summed apart, two numbers at a step, and
    /// $`a + ib`$ is formed once per row.
    #[expect(clippy::inline_always, reason = "must be compiled inside pulp's dispatch")]
    #[inline(always)]
    fn single(self) {
        let offsets = &self.a.row_offsets()[self.first..=self.first + self.y.len()];
        let range = offsets[0]..offsets[self.y.len()];
        let mut columns = &self.a.columns()[range.clone()];
        let mut values = &self.a.values()[range];
        for (y, offset) in self.y.iter_mut().zip(offsets.windows(2)) {
            let (of_row, columns_left) = columns.split_at(offset[1] - offset[0]);
            let (factors, values_left) = values.split_at(of_row.len());
            (columns, values) = (columns_left, values_left);
            let (mut by_real, mut by_imaginary) = (T::zero(), T::zero());
            for (&j, factor) in of_row.iter().zip(factors) {
                let x = self.x[j as usize];
                by_real += x.scale(factor.real());
                if T::IS_COMPLEX {
                    by_imaginary += x.scale(factor.imaginary());
                }
            }
            *y = T::from_parts(
                by_real.real() - by_imaginary.imaginary(),
                by_real.imaginary() + by_imaginary.real(),
            );
        }
    }

    #[expect(clippy::inline_always, reason = "must be compiled inside pulp's dispatch")]
    #[inline(always)]
    fn fixed<const W: usize>(self) {
        let (x, _) = self.x.as_chunks::<W>();
        let (y, _) = self.y.as_chunks_mut::<W>();
        for (i, y) in y.iter_mut().enumerate() {
            let (columns, values) = self.a.row(self.first + i);
            let mut sum = [T::zero(); W];
            for (&j, &value) in columns.iter().zip(values) {
                for (sum, &entry) in sum.iter_mut().zip(&x[j as usize]) {
                    *sum += value * entry;
                }
            }
            *y = sum;
        }
    }

    #[expect(clippy::inline_always, reason = "must be compiled inside pulp's dispatch")]
    #[inline(always)]
    fn any(self) {
        for (i, y) in self.y.chunks_exact_mut(self.width).enumerate() {
            let row = self.a.row(self.first + i);
            let mut from = 0;
            let (eights, rest) = y.as_chunks_mut::<8>();
            for y in eights {
                *y = tile(row, self.x, self.width, from);
                from += 8;
            }
            for y in rest {
                [*y] = tile(row, self.x, self.width, from);
                from += 1;
            }
        }
    }
}

/// Entries `from..from + W` of one row of the product.
#[expect(clippy::inline_always, reason = "must be compiled inside pulp's dispatch")]
#[inline(always)]
fn tile<T: Scalar, const W: usize>(
    (columns, values): (&[u32], &[T]),
    x: &[T],
    width: usize,
    from: usize,
) -> [T; W] {
    let mut sum = [T::zero(); W];
    for (&j, &value) in columns.iter().zip(values) {
        let at = j as usize * width + from;
        for (sum, &entry) in sum.iter_mut().zip(&x[at..at + W]) {
            *sum += value * entry;
        }
    }
    sum
}
