//! Small matrices of exact numbers.

use num_complex::Complex64;

use crate::exact::Cyclotomic;

/// A matrix of exact numbers, by rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactMatrix {
    rows: usize,
    columns: usize,
    entries: Vec<Cyclotomic>,
}

impl ExactMatrix {
    /// The matrix with the entry `entry(i, j)` in row `i` and column `j`.
    pub fn from_fn(
        rows: usize,
        columns: usize,
        mut entry: impl FnMut(usize, usize) -> Cyclotomic,
    ) -> Self {
        let mut entries = Vec::with_capacity(rows * columns);
        for i in 0..rows {
            entries.extend((0..columns).map(|j| entry(i, j)));
        }
        Self { rows, columns, entries }
    }

    /// The matrix of zeros.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self { rows, columns, entries: vec![Cyclotomic::zero(); rows * columns] }
    }

    /// The identity.
    pub fn identity(n: usize) -> Self {
        Self::from_fn(n, n, |i, j| Cyclotomic::integer(i64::from(i == j)))
    }

    /// The 1 × 1 matrix of one number.
    pub fn scalar(value: Cyclotomic) -> Self {
        Self { rows: 1, columns: 1, entries: vec![value] }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The entry in row `i` and column `j`.
    ///
    /// # Panics
    ///
    /// When there is no such entry.
    pub fn get(&self, i: usize, j: usize) -> &Cyclotomic {
        assert!(j < self.columns, "column {j} of {}", self.columns);
        &self.entries[i * self.columns + j]
    }

    /// Replaces the entry in row `i` and column `j`.
    ///
    /// # Panics
    ///
    /// When there is no such entry.
    pub fn set(&mut self, i: usize, j: usize, value: Cyclotomic) {
        assert!(j < self.columns, "column {j} of {}", self.columns);
        self.entries[i * self.columns + j] = value;
    }

    /// All entries, row by row.
    pub fn entries(&self) -> &[Cyclotomic] {
        &self.entries
    }

    /// Every entry mapped.
    #[must_use]
    pub fn map(&self, f: impl FnMut(&Cyclotomic) -> Cyclotomic) -> Self {
        let entries = self.entries.iter().map(f).collect();
        Self { rows: self.rows, columns: self.columns, entries }
    }

    /// The transpose.
    #[must_use]
    pub fn transpose(&self) -> Self {
        Self::from_fn(self.columns, self.rows, |i, j| self.get(j, i).clone())
    }

    /// The conjugate transpose.
    #[must_use]
    pub fn adjoint(&self) -> Self {
        Self::from_fn(self.columns, self.rows, |i, j| self.get(j, i).conj())
    }

    /// The product `self · other`.
    ///
    /// # Panics
    ///
    /// When the shapes do not fit.
    #[must_use]
    pub fn multiply(&self, other: &Self) -> Self {
        assert_eq!(self.columns, other.rows, "shapes of a product");
        Self::from_fn(self.rows, other.columns, |i, j| {
            let terms = (0..self.columns)
                .filter(|k| !self.get(i, *k).is_zero() && !other.get(*k, j).is_zero());
            terms.map(|k| self.get(i, k) * other.get(k, j)).sum()
        })
    }

    /// The Kronecker product: rows and columns of `self` are the slow indices.
    #[must_use]
    pub fn kronecker(&self, other: &Self) -> Self {
        Self::from_fn(self.rows * other.rows, self.columns * other.columns, |i, j| {
            self.get(i / other.rows, j / other.columns)
                * other.get(i % other.rows, j % other.columns)
        })
    }

    /// The inverse, by elimination, or nothing for a matrix that has none.
    pub fn inverse(&self) -> Option<Self> {
        if self.rows != self.columns {
            return None;
        }
        let n = self.rows;
        let (mut left, mut right) = (self.clone(), Self::identity(n));
        for column in 0..n {
            let pivot = (column..n).find(|i| !left.get(*i, column).is_zero())?;
            let scale = left.get(pivot, column).inverse()?;
            for m in [&mut left, &mut right] {
                for j in 0..n {
                    m.entries.swap(pivot * n + j, column * n + j);
                    let scaled = m.get(column, j) * &scale;
                    m.set(column, j, scaled);
                }
            }
            for i in (0..n).filter(|i| *i != column) {
                let factor = left.get(i, column).clone();
                if factor.is_zero() {
                    continue;
                }
                for m in [&mut left, &mut right] {
                    for j in 0..n {
                        let value = m.get(i, j) - &(&factor * m.get(column, j));
                        m.set(i, j, value);
                    }
                }
            }
        }
        Some(right)
    }

    /// Whether the matrix is the identity.
    pub fn is_identity(&self) -> bool {
        *self == Self::identity(self.rows)
    }

    /// The entries as floating-point numbers, row by row.
    pub fn to_complex(&self) -> Vec<Vec<Complex64>> {
        self.entries
            .chunks(self.columns.max(1))
            .map(|row| row.iter().map(Cyclotomic::to_complex).collect())
            .collect()
    }
}
