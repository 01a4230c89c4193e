//! Compressed sparse rows.

use crate::{LinalgError, Scalar, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// A sparse matrix whose entries are stored row by row.
///
/// Entries of row `i` are `columns()[o[i]..o[i + 1]]` with the same range of `values()`, where `o` is
/// `row_offsets()`; columns increase within a row, each occurs once. Memory is 8 bytes per row, and per
/// entry 4 bytes and the size of a scalar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Scalar", try_from = "Parts<T>", into = "Parts<T>")]
pub struct Csr<T: Scalar> {
    n_cols: usize,
    row_offsets: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<T>,
}

/// The fields of a [`Csr`] before they are checked.
#[derive(Serialize, Deserialize)]
#[serde(bound = "T: Scalar")]
struct Parts<T: Scalar> {
    n_cols: usize,
    row_offsets: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<T>,
}

impl<T: Scalar> TryFrom<Parts<T>> for Csr<T> {
    type Error = LinalgError;

    fn try_from(parts: Parts<T>) -> Result<Self, LinalgError> {
        Self::from_parts(parts.n_cols, parts.row_offsets, parts.columns, parts.values)
    }
}

impl<T: Scalar> From<Csr<T>> for Parts<T> {
    fn from(csr: Csr<T>) -> Self {
        let Csr { n_cols, row_offsets, columns, values } = csr;
        Self { n_cols, row_offsets, columns, values }
    }
}

impl<T: Scalar> Csr<T> {
    /// Builds a matrix from entries (row, column, value) in any order; equal places are summed in
    /// the order in which they come. Sums that vanish stay stored.
    ///
    /// # Errors
    ///
    /// [`LinalgError::IndexOutOfRange`], [`LinalgError::NotFinite`]; [`LinalgError::OutOfRange`] when
    /// there are 2³² rows or columns, or more.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_linalg::Csr;
    ///
    /// let a = Csr::from_triplets(2, 2, [(0, 1, 1.0), (1, 0, 2.0), (0, 1, 0.5)])?;
    /// assert_eq!(a.to_dense().as_slice(), [0.0, 2.0, 1.5, 0.0]); // by columns
    /// # Ok::<(), thouless_linalg::LinalgError>(())
    /// ```
    pub fn from_triplets(
        n_rows: usize,
        n_cols: usize,
        entries: impl IntoIterator<Item = (usize, usize, T)>,
    ) -> Result<Self, LinalgError> {
        check_size("the number of rows of a sparse matrix", n_rows)?;
        check_size("the number of columns of a sparse matrix", n_cols)?;
        let mut entries: Vec<_> = entries.into_iter().collect();
        for &(row, col, value) in &entries {
            check_index("row", row, n_rows)?;
            check_index("column", col, n_cols)?;
            check_value(row, col, value)?;
        }
        entries.sort_by_key(|&(row, col, _)| (row, col));
        let mut row_offsets = vec![0; n_rows + 1];
        let mut columns: Vec<u32> = Vec::with_capacity(entries.len());
        let mut values: Vec<T> = Vec::with_capacity(entries.len());
        let mut previous = None;
        for (row, col, value) in entries {
            match values.last_mut() {
                Some(last) if previous == Some((row, col)) => *last += value,
                _ => {
                    columns.push(index(col));
                    values.push(value);
                    row_offsets[row + 1] += 1;
                }
            }
            previous = Some((row, col));
        }
        for row in 0..n_rows {
            row_offsets[row + 1] += row_offsets[row];
        }
        Ok(Self { n_cols, row_offsets, columns, values })
    }

    /// Takes the arrays described at [`Csr`] and checks them.
    ///
    /// # Errors
    ///
    /// [`LinalgError::RowOffsets`], [`LinalgError::ColumnOrder`], [`LinalgError::IndexOutOfRange`],
    /// [`LinalgError::NotFinite`], [`LinalgError::DimensionMismatch`] when there are not as many values as
    /// columns, [`LinalgError::OutOfRange`] when there are 2³² rows or columns, or more.
    pub fn from_parts(
        n_cols: usize,
        row_offsets: Vec<usize>,
        columns: Vec<u32>,
        values: Vec<T>,
    ) -> Result<Self, LinalgError> {
        check_size("the number of rows of a sparse matrix", row_offsets.len().saturating_sub(1))?;
        check_size("the number of columns of a sparse matrix", n_cols)?;
        let len = columns.len();
        check::same("values of a sparse matrix", len, values.len())?;
        check_offsets(&row_offsets, len)?;
        for (row, range) in row_offsets.windows(2).enumerate() {
            let mut previous = None;
            for at in range[0]..range[1] {
                let column = columns[at] as usize;
                check_index("column", column, n_cols)?;
                check_value(row, column, values[at])?;
                if let Some(before) = previous
                    && before >= column
                {
                    return Err(LinalgError::ColumnOrder { row, column: before, next: column });
                }
                previous = Some(column);
            }
        }
        Ok(Self { n_cols, row_offsets, columns, values })
    }

    /// Takes the entries of a dense matrix that are not zero.
    ///
    /// # Errors
    ///
    /// [`LinalgError::NotFinite`].
    pub fn from_dense(a: &DMatrix<T>) -> Result<Self, LinalgError> {
        let places = (0..a.nrows()).flat_map(|i| (0..a.ncols()).map(move |j| (i, j)));
        let entries = places.map(|(i, j)| (i, j, a[(i, j)])).filter(|e| e.2 != T::zero());
        Self::from_triplets(a.nrows(), a.ncols(), entries)
    }

    /// The identity matrix.
    ///
    /// # Errors
    ///
    /// [`LinalgError::OutOfRange`] when `n` is 2³² or more.
    pub fn identity(n: usize) -> Result<Self, LinalgError> {
        Self::from_triplets(n, n, (0..n).map(|i| (i, i, T::one())))
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.row_offsets.len() - 1
    }

    /// Number of columns.
    pub fn n_cols(&self) -> usize {
        self.n_cols
    }

    /// Number of stored entries.
    pub fn n_entries(&self) -> usize {
        self.values.len()
    }

    /// Where each row begins, and at last the number of entries.
    pub fn row_offsets(&self) -> &[usize] {
        &self.row_offsets
    }

    /// Columns of all entries.
    pub fn columns(&self) -> &[u32] {
        &self.columns
    }

    /// Values of all entries.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// Values of all entries, to be changed in place; their finiteness is then the caller's care.
    pub fn values_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    /// Columns and values of one row.
    ///
    /// # Panics
    ///
    /// When `row` does not exist.
    pub fn row(&self, row: usize) -> (&[u32], &[T]) {
        let range = self.row_offsets[row]..self.row_offsets[row + 1];
        (&self.columns[range.clone()], &self.values[range])
    }

    /// Returns all entries as (row, column, value), row by row.
    pub fn triplets(&self) -> impl Iterator<Item = (usize, usize, T)> + '_ {
        (0..self.n_rows()).flat_map(|i| {
            let (columns, values) = self.row(i);
            columns.iter().zip(values).map(move |(&j, &v)| (i, j as usize, v))
        })
    }

    /// Returns entry (`row`, `col`), zero where none is stored or the place does not exist.
    pub fn get(&self, row: usize, col: usize) -> T {
        if row >= self.n_rows() {
            return T::zero();
        }
        let (columns, values) = self.row(row);
        match columns.binary_search_by_key(&col, |&j| j as usize) {
            Ok(at) => values[at],
            Err(_) => T::zero(),
        }
    }

    /// Returns the matrix with all its zeros.
    pub fn to_dense(&self) -> DMatrix<T> {
        let mut dense = DMatrix::zeros(self.n_rows(), self.n_cols);
        for (i, j, value) in self.triplets() {
            dense[(i, j)] = value;
        }
        dense
    }

    /// Returns the transposed matrix.
    #[must_use]
    pub fn transpose(&self) -> Self {
        self.transpose_with(|value| value)
    }

    /// Returns the conjugate transpose.
    #[must_use]
    pub fn adjoint(&self) -> Self {
        self.transpose_with(nalgebra::ComplexField::conjugate)
    }

    fn transpose_with(&self, f: impl Fn(T) -> T) -> Self {
        let mut row_offsets = vec![0; self.n_cols + 1];
        for &j in &self.columns {
            row_offsets[j as usize + 1] += 1;
        }
        for j in 0..self.n_cols {
            row_offsets[j + 1] += row_offsets[j];
        }
        let mut next = row_offsets.clone();
        let mut columns = vec![0; self.columns.len()];
        let mut values = vec![T::zero(); self.values.len()];
        for (i, j, value) in self.triplets() {
            let at = next[j];
            next[j] += 1;
            columns[at] = index(i);
            values[at] = f(value);
        }
        Self { n_cols: self.n_rows(), row_offsets, columns, values }
    }

    /// Returns the largest modulus in $A - A^\dagger$.
    ///
    /// # Errors
    ///
    /// [`LinalgError::NotSquare`].
    pub fn hermitian_defect(&self) -> Result<f64, LinalgError> {
        let (rows, cols) = (self.n_rows(), self.n_cols);
        if rows != cols {
            return Err(LinalgError::NotSquare { rows, cols });
        }
        let defects = self.triplets().map(|(i, j, v)| (v - self.get(j, i).conjugate()).modulus());
        Ok(defects.fold(0.0, f64::max))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "check_size keeps sizes below 2^32")]
fn index(j: usize) -> u32 {
    j as u32
}

fn check_size(what: &'static str, found: usize) -> Result<(), LinalgError> {
    let max = u32::MAX as usize;
    if found > max { Err(LinalgError::OutOfRange { what, min: 0, max, found }) } else { Ok(()) }
}

fn check_index(what: &'static str, index: usize, len: usize) -> Result<(), LinalgError> {
    if index < len { Ok(()) } else { Err(LinalgError::IndexOutOfRange { what, index, len }) }
}

fn check_value<T: Scalar>(row: usize, col: usize, value: T) -> Result<(), LinalgError> {
    if value.is_finite_number() {
        Ok(())
    } else {
        Err(LinalgError::NotFinite { row, col, value: value.to_complex() })
    }
}

fn check_offsets(offsets: &[usize], len: usize) -> Result<(), LinalgError> {
    let (Some(&first), Some(&last)) = (offsets.first(), offsets.last()) else {
        return Err(LinalgError::DimensionMismatch { what: "row offsets", expected: 1, found: 0 });
    };
    if first != 0 {
        return Err(LinalgError::RowOffsets { row: 0, offset: first, len });
    }
    if let Some(row) = offsets.windows(2).position(|pair| pair[1] < pair[0] || pair[1] > len) {
        return Err(LinalgError::RowOffsets { row: row + 1, offset: offsets[row + 1], len });
    }
    if last != len {
        return Err(LinalgError::RowOffsets { row: offsets.len() - 1, offset: last, len });
    }
    Ok(())
}
