//! Elimination inside one dense front.
//!
//! A front is a dense Hermitian matrix of which only the lower triangle counts, stored by columns. Its first `candidates` rows
//! are summed up fully and may be eliminated; the others, its border, belong to fronts further up. With the
//! eliminated rows first,
//!
//! ```math
//! P F P^T = \begin{pmatrix} L_{11} & \\ L_{21} & 1 \end{pmatrix}
//!     \begin{pmatrix} D & \\ & S \end{pmatrix}
//!     \begin{pmatrix} L_{11}^\dagger & L_{21}^\dagger \\ & 1 \end{pmatrix} ,
//! ```
//!
//! where $P$ moves candidates only and $D$ has blocks of one or two rows. A pivot is taken when no entry of its columns of
//! $L$, border included, exceeds $1/u$; it is looked for along rows and columns in turn (rook pivoting), in the column at hand
//! first. A candidate that passes with none is *delayed*: it stays in $S$ and is tried again in the front above.
//!
//! The columns of a panel are brought up to date one at a time, when they are searched (left-looking); the candidates
//! to the right of the panel after each panel, the border once, at the end.
//!
//! # References
//!
//! J. R. Bunch, L. Kaufman, Math. Comp. **31**, 163 (1977); I. S. Duff, J. K. Reid, ACM Trans. Math. Softw. **9**, 302 (1983),
//! [doi:10.1145/356044.356047](https://doi.org/10.1145/356044.356047); C. Ashcraft, R. G. Grimes, J. G. Lewis, SIAM J.
//! Matrix Anal. Appl. **20**, 513 (1998) on rook pivoting and bounded $L$.

mod kernel;
mod panel;
mod pivot;
#[cfg(test)]
mod tests;
mod update;
mod weigh;

use crate::Scalar;
use faer::MatMut;
use panel::Panel;

/// When a pivot is taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pivoting {
    /// Entries of $L$ are at most `1 / threshold`; between 0 and 1/2.
    pub(crate) threshold: f64,
    /// A column without any larger entry counts as zero.
    pub(crate) tiny: f64,
    /// Nothing may be delayed: where no pivot passes, the best that the candidates offer is taken.
    pub(crate) at_root: bool,
}

/// Buffers of [`eliminate`], kept from front to front.
#[derive(Debug)]
pub(crate) struct FrontWork<T> {
    arch: pulp::Arch,
    order: Vec<u32>,
    diagonal: Vec<f64>,
    below: Vec<T>,
    /// Two columns of the front, up to date.
    columns: [Vec<f64>; 2],
    /// Rows of $L D$, conjugated.
    right: Vec<f64>,
}

impl<T> Default for FrontWork<T> {
    fn default() -> Self {
        Self {
            arch: pulp::Arch::new(),
            order: Vec::new(),
            diagonal: Vec::new(),
            below: Vec::new(),
            columns: [Vec::new(), Vec::new()],
            right: Vec::new(),
        }
    }
}

/// What [`eliminate`] did.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Elimination<'a, T> {
    /// How many candidates were eliminated; the rest is delayed.
    pub(crate) eliminated: usize,
    /// Candidate `order[i]` became row `i`; delayed ones stand last.
    pub(crate) order: &'a [u32],
    /// The diagonal of $D$; where it is zero and no block of two stands, so is the column of $L$ below its diagonal.
    pub(crate) diagonal: &'a [f64],
    /// Entry (k + 1, k) of $D$ where a block of two begins at `k`, else zero.
    pub(crate) below: &'a [T],
    /// The largest real or imaginary part met in the column of a pivot.
    pub(crate) growth: f64,
}

/// Eliminates as many of the first `candidates` rows and columns of a Hermitian front as stay stable.
///
/// Afterwards columns `0..eliminated` hold $L$ with its unit diagonal, the triangle from `eliminated` on the Schur
/// complement, delayed candidates first. The strict upper triangle is scratch: it is never read for a result and may be written.
///
/// Where columns vanish (to `tiny`), zeros are recorded in $D$ and the columns are done with. At the root, where a candidate
/// couples to the border but not to any candidate left, a zero is recorded too: then the Schur
/// complement onto the border does not exist, and what stands there is the one without that candidate.
///
/// # Panics
///
/// When the front is not square and stored by columns, or has fewer rows than `candidates`.
pub(crate) fn eliminate<'a, T: Scalar>(
    mut front: MatMut<'_, T>,
    candidates: usize,
    pivoting: &Pivoting,
    work: &'a mut FrontWork<T>,
) -> Elimination<'a, T> {
    let n = front.nrows();
    assert!(
        front.ncols() == n && candidates <= n,
        "{candidates} candidates in a front of {n} rows"
    );
    work.order.clear();
    work.order.extend((0u32..).take(candidates));
    work.diagonal.clear();
    work.below.clear();
    let mut done = Done { eliminated: 0, growth: 0.0 };
    if candidates > 0 {
        done = if T::IS_COMPLEX {
            Panel::<T, true>::new(&mut front, candidates, pivoting, work).run()
        } else {
            Panel::<T, false>::new(&mut front, candidates, pivoting, work).run()
        };
    }
    let Done { eliminated, growth } = done;
    let FrontWork { order, diagonal, below, .. } = work;
    Elimination { eliminated, order, diagonal, below, growth }
}

/// The numbers of an [`Elimination`].
struct Done {
    eliminated: usize,
    growth: f64,
}
