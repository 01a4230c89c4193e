//! Factorization of Hermitian matrices that are not definite, and the signs of their eigenvalues.

use crate::backend::{BunchKaufmanParts, Triangle, active};
use crate::{LinalgError, Scalar, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// $P A P^T = L D L^\dagger$ with blocks of one or two rows in $D$.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Scalar")]
pub struct BunchKaufman<T: Scalar> {
    lower: DMatrix<T>,
    diagonal: Vec<f64>,
    below: Vec<T>,
    permutation: Vec<usize>,
    largest: f64,
}

/// How many eigenvalues of a Hermitian matrix are positive, negative and zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inertia {
    /// Number of positive eigenvalues.
    pub positive: usize,
    /// Number of negative eigenvalues.
    pub negative: usize,
    /// Number of eigenvalues that are zero to rounding.
    pub zero: usize,
}

impl Inertia {
    /// Positive minus negative eigenvalues.
    pub fn signature(&self) -> isize {
        self.positive.cast_signed() - self.negative.cast_signed()
    }
}

/// Factors a Hermitian matrix, $P A P^T = L D L^\dagger$.
///
/// Half the work of [`lu`](crate::lu); by Sylvester's law of inertia $D$ has as many positive, negative
/// and zero eigenvalues as $A$. What is read of `a` and what is checked is as for
/// [`eigvalsh`](crate::eigvalsh).
///
/// # Errors
///
/// [`LinalgError::NotSquare`], [`LinalgError::NotFinite`], [`LinalgError::NotHermitian`].
///
/// # Examples
///
/// ```
/// use thouless_linalg::{RMatrix, bunch_kaufman};
///
/// let a = RMatrix::from_row_slice(2, 2, &[0.0, 1.0, 1.0, 0.0]);
/// assert_eq!(bunch_kaufman(&a)?.inertia().signature(), 0);
/// # Ok::<(), thouless_linalg::LinalgError>(())
/// ```
///
/// # References
///
/// J. R. Bunch, L. Kaufman, Math. Comp. **31**, 163 (1977),
/// [doi:10.1090/S0025-5718-1977-0428694-0](https://doi.org/10.1090/S0025-5718-1977-0428694-0).
pub fn bunch_kaufman<T: Scalar>(a: &DMatrix<T>) -> Result<BunchKaufman<T>, LinalgError> {
    check::hermitian(a)?;
    Ok(BunchKaufman::from_kernel(active::bunch_kaufman(a.clone()), check::largest(a)))
}

/// One block on the diagonal of $D$.
enum Pivot<T> {
    One(f64),
    /// Upper left, lower right, lower left entry.
    Two(f64, f64, T),
}

impl<T: Scalar> BunchKaufman<T> {
    pub(crate) fn from_kernel(parts: BunchKaufmanParts<T>, largest: f64) -> Self {
        let BunchKaufmanParts { lower, diagonal, below, permutation } = parts;
        Self { lower, diagonal, below, permutation, largest }
    }

    /// Number of rows of the matrix.
    pub fn n(&self) -> usize {
        self.diagonal.len()
    }

    /// $L$, unit lower triangular, `[n, n]`.
    pub fn lower(&self) -> &DMatrix<T> {
        &self.lower
    }

    /// $D$, Hermitian, at most one entry beside the diagonal in each row, `[n, n]`.
    pub fn middle(&self) -> DMatrix<T> {
        let mut middle = DMatrix::zeros(self.n(), self.n());
        for (k, pivot) in self.pivots() {
            match pivot {
                Pivot::One(d) => middle[(k, k)] = T::from_real(d),
                Pivot::Two(d0, d1, e) => {
                    middle[(k, k)] = T::from_real(d0);
                    middle[(k + 1, k + 1)] = T::from_real(d1);
                    middle[(k + 1, k)] = e;
                    middle[(k, k + 1)] = e.conjugate();
                }
            }
        }
        middle
    }

    /// Row and column `permutation[i]` of the matrix is number `i` of $L D L^\dagger$.
    pub fn permutation(&self) -> &[usize] {
        &self.permutation
    }

    /// Returns the numbers of positive, negative and zero eigenvalues.
    ///
    /// Eigenvalues of $D$ below $n \epsilon$ times the largest entry of the matrix count as zero.
    pub fn inertia(&self) -> Inertia {
        let tolerance = self.n() as f64 * f64::EPSILON * self.largest;
        let mut inertia = Inertia { positive: 0, negative: 0, zero: 0 };
        let mut count = |value: f64| {
            if value.abs() <= tolerance {
                inertia.zero += 1;
            } else if value > 0.0 {
                inertia.positive += 1;
            } else {
                inertia.negative += 1;
            }
        };
        for (_, pivot) in self.pivots() {
            match pivot {
                Pivot::One(d) => count(d),
                Pivot::Two(d0, d1, e) => {
                    let root = (0.5 * (d0 - d1)).hypot(e.modulus());
                    count(0.5 * (d0 + d1) + root);
                    count(0.5 * (d0 + d1) - root);
                }
            }
        }
        inertia
    }

    /// Solves $A X = B$ for all columns of `b` at once.
    ///
    /// # Errors
    ///
    /// [`LinalgError::Singular`] when a block of $D$ is exactly singular,
    /// [`LinalgError::DimensionMismatch`], [`LinalgError::NotFinite`].
    pub fn solve(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        check::right_side(self.n(), b)?;
        let mut y = DMatrix::from_fn(b.nrows(), b.ncols(), |i, j| b[(self.permutation[i], j)]);
        active::solve_triangular(&self.lower, Triangle::UnitLower, false, &mut y);
        for (k, pivot) in self.pivots() {
            match pivot {
                Pivot::One(0.0) => return Err(LinalgError::Singular { pivot: k }),
                Pivot::One(d) => y.row_mut(k).unscale_mut(d),
                Pivot::Two(d0, d1, e) => {
                    // scaled by the coupling, the determinant neither overflows nor cancels
                    let size = e.modulus();
                    let (a, c, w) = (d0 / size, d1 / size, e.unscale(size));
                    let determinant = a * c - 1.0;
                    if determinant == 0.0 {
                        return Err(LinalgError::Singular { pivot: k });
                    }
                    for j in 0..y.ncols() {
                        let (p, q) = (y[(k, j)].unscale(size), y[(k + 1, j)].unscale(size));
                        y[(k, j)] = (p.scale(c) - w.conjugate() * q).unscale(determinant);
                        y[(k + 1, j)] = (q.scale(a) - w * p).unscale(determinant);
                    }
                }
            }
        }
        active::solve_triangular(&self.lower, Triangle::UnitLower, true, &mut y);
        let mut x = DMatrix::zeros(b.nrows(), b.ncols());
        for (i, &row) in self.permutation.iter().enumerate() {
            x.row_mut(row).copy_from(&y.row(i));
        }
        Ok(x)
    }

    /// Returns $P^T L D L^\dagger P$, which is $A$ up to rounding.
    pub fn reconstruct(&self) -> DMatrix<T> {
        let product = &self.lower * self.middle() * self.lower.adjoint();
        let mut a = DMatrix::zeros(self.n(), self.n());
        for (j, &col) in self.permutation.iter().enumerate() {
            for (i, &row) in self.permutation.iter().enumerate() {
                a[(row, col)] = product[(i, j)];
            }
        }
        a
    }

    fn pivots(&self) -> impl Iterator<Item = (usize, Pivot<T>)> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            let k = next;
            let d = *self.diagonal.get(k)?;
            let e = self.below.get(k).copied().unwrap_or_default();
            match self.diagonal.get(k + 1) {
                Some(&below) if e != T::zero() => {
                    next = k + 2;
                    Some((k, Pivot::Two(d, below, e)))
                }
                _ => {
                    next = k + 1;
                    Some((k, Pivot::One(d)))
                }
            }
        })
    }
}
