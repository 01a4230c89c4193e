//! Several vectors side by side.

use crate::{LinalgError, Scalar, check};
use nalgebra::DMatrix;

/// `width` vectors of length `n`, stored so that the entries of one row lie together.
///
/// Entry `row` of vector `j` is at `row * width + j`: a sparse product reads one row of the block
/// for each stored entry, in whole cache lines, and the matrix itself only once for all vectors.
#[derive(Debug, Clone, PartialEq)]
pub struct Block<T: Scalar> {
    n: usize,
    width: usize,
    data: Vec<T>,
}

impl<T: Scalar> Block<T> {
    /// `width` zero vectors of length `n`.
    pub fn zeros(n: usize, width: usize) -> Self {
        Self { n, width, data: vec![T::zero(); n * width] }
    }

    /// Takes entries in the order described above.
    ///
    /// # Errors
    ///
    /// [`LinalgError::DimensionMismatch`] unless there are `n * width` of them.
    pub fn from_vec(n: usize, width: usize, data: Vec<T>) -> Result<Self, LinalgError> {
        check::same("entries of a block of vectors", n.saturating_mul(width), data.len())?;
        Ok(Self { n, width, data })
    }

    /// Copies the columns of a dense matrix.
    pub fn from_dense(columns: &DMatrix<T>) -> Self {
        let data = columns.transpose().as_slice().to_vec();
        Self { n: columns.nrows(), width: columns.ncols(), data }
    }

    /// Returns the vectors as the columns of a dense matrix.
    pub fn to_dense(&self) -> DMatrix<T> {
        DMatrix::from_row_slice(self.n, self.width, &self.data)
    }

    /// Length of the vectors.
    pub fn n(&self) -> usize {
        self.n
    }

    /// Number of vectors.
    pub fn width(&self) -> usize {
        self.width
    }

    /// All entries, row by row.
    pub fn as_slice(&self) -> &[T] {
        &self.data
    }

    /// All entries, row by row, to be written.
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.data
    }

    /// Entries `row` of all vectors.
    pub fn row(&self, row: usize) -> &[T] {
        &self.data[row * self.width..(row + 1) * self.width]
    }

    /// Entries `row` of all vectors, to be written.
    pub fn row_mut(&mut self, row: usize) -> &mut [T] {
        &mut self.data[row * self.width..(row + 1) * self.width]
    }

    /// A copy of vector `j`.
    pub fn column(&self, j: usize) -> Vec<T> {
        assert!(j < self.width, "vector {j} of {}", self.width);
        self.data.iter().skip(j).step_by(self.width).copied().collect()
    }
}
