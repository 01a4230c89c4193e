//! What iterative methods ask of a matrix.

use crate::{Block, Csr, LinalgError, Scalar, check};
use nalgebra::DMatrix;

/// A square matrix known by its products with vectors.
///
/// Implement `n` and `apply`. Iterative methods for Hermitian matrices trust that
/// $\langle x | A y \rangle = \langle A x | y \rangle$; they cannot check it.
pub trait LinearOperator<T: Scalar>: Sync {
    /// Length of the vectors.
    fn n(&self) -> usize;

    /// Computes $Y = A X$; all of `y` is overwritten.
    ///
    /// # Errors
    ///
    /// [`LinalgError::DimensionMismatch`] when the blocks do not fit, and whatever the operator itself
    /// has to say.
    fn apply(&self, x: &Block<T>, y: &mut Block<T>) -> Result<(), LinalgError>;
}

/// The number of rows is the length; [`LinearOperator::apply`] refuses a matrix that is not square.
impl<T: Scalar> LinearOperator<T> for Csr<T> {
    fn n(&self) -> usize {
        self.n_rows()
    }

    fn apply(&self, x: &Block<T>, y: &mut Block<T>) -> Result<(), LinalgError> {
        self.mul_block(x, y)
    }
}

/// The number of rows is the length; [`LinearOperator::apply`] refuses a matrix that is not square.
impl<T: Scalar> LinearOperator<T> for DMatrix<T> {
    fn n(&self) -> usize {
        self.nrows()
    }

    fn apply(&self, x: &Block<T>, y: &mut Block<T>) -> Result<(), LinalgError> {
        check::same("length of the vectors", self.ncols(), x.n())?;
        check::same("length of the results", self.nrows(), y.n())?;
        check::same("number of results", x.width(), y.width())?;
        *y = Block::from_dense(&(self * x.to_dense()));
        Ok(())
    }
}
