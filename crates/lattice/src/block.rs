//! What the builder accepts as an amplitude or an on-site block, and as a cell.

use nalgebra::{Const, DMatrix, SMatrix};
use num_complex::Complex64;

/// An on-site block or a hopping amplitude: a number, which stands for itself times the identity,
/// or a matrix of shape `[orbitals of the target, orbitals of the origin]`.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The number times the identity.
    Scalar(Complex64),
    /// A full matrix.
    Matrix(DMatrix<Complex64>),
}

impl Block {
    /// The matrix of the given shape, or `None` where the block has another one.
    pub(crate) fn into_matrix(self, rows: usize, cols: usize) -> Result<DMatrix<Complex64>, Self> {
        match self {
            Self::Scalar(t) if rows == cols => Ok(DMatrix::from_diagonal_element(rows, cols, t)),
            Self::Matrix(m) if m.shape() == (rows, cols) => Ok(m),
            block => Err(block),
        }
    }

    /// Shape of the matrix; a number counts as 1×1.
    pub(crate) fn shape(&self) -> (usize, usize) {
        match self {
            Self::Scalar(_) => (1, 1),
            Self::Matrix(m) => m.shape(),
        }
    }
}

impl From<f64> for Block {
    fn from(t: f64) -> Self {
        Self::Scalar(t.into())
    }
}

impl From<Complex64> for Block {
    fn from(t: Complex64) -> Self {
        Self::Scalar(t)
    }
}

impl From<DMatrix<Complex64>> for Block {
    fn from(m: DMatrix<Complex64>) -> Self {
        Self::Matrix(m)
    }
}

impl From<&DMatrix<Complex64>> for Block {
    fn from(m: &DMatrix<Complex64>) -> Self {
        Self::Matrix(m.clone())
    }
}

impl<const R: usize, const C: usize> From<SMatrix<Complex64, R, C>> for Block
where
    Const<R>: nalgebra::ToTypenum,
    Const<C>: nalgebra::ToTypenum,
{
    fn from(m: SMatrix<Complex64, R, C>) -> Self {
        Self::Matrix(DMatrix::from_fn(R, C, |i, j| m[(i, j)]))
    }
}

/// One cell or several: `[1, 0]`, `[[1, 0], [0, 1]]`, or slices and vectors of these.
pub trait Cells {
    /// The cells, each with as many components as were written.
    fn into_cells(self) -> Vec<Vec<i32>>;
}

impl<const D: usize> Cells for [i32; D] {
    fn into_cells(self) -> Vec<Vec<i32>> {
        vec![self.to_vec()]
    }
}

impl<const D: usize, const N: usize> Cells for [[i32; D]; N] {
    fn into_cells(self) -> Vec<Vec<i32>> {
        self.iter().map(|cell| cell.to_vec()).collect()
    }
}

impl Cells for Vec<i32> {
    fn into_cells(self) -> Vec<Vec<i32>> {
        vec![self]
    }
}

impl Cells for &[i32] {
    fn into_cells(self) -> Vec<Vec<i32>> {
        vec![self.to_vec()]
    }
}

impl<const D: usize> Cells for &[[i32; D]] {
    fn into_cells(self) -> Vec<Vec<i32>> {
        self.iter().map(|cell| cell.to_vec()).collect()
    }
}

impl<const D: usize> Cells for Vec<[i32; D]> {
    fn into_cells(self) -> Vec<Vec<i32>> {
        self.as_slice().into_cells()
    }
}

impl Cells for Vec<Vec<i32>> {
    fn into_cells(self) -> Vec<Vec<i32>> {
        self
    }
}

impl Cells for &[Vec<i32>] {
    fn into_cells(self) -> Vec<Vec<i32>> {
        self.to_vec()
    }
}
