//! The F- and R-symbols of a theory.

use std::fmt::Debug;

use crate::exact::Cyclotomic;
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;

/// Where a theory takes its F- and R-symbols from: a table, a formula, or other theories.
///
/// What an implementor provides (conventions: `docs/conventions.md`, section 8):
///
/// - `f(ring, a, b, c, d)`: the matrix of $F^{abc}_d$, with rows as in [`FusionRing::left_trees`] and columns as in
///   [`FusionRing::right_trees`]. It is asked for only where both are not empty.
/// - `r(ring, a, b, c)`: the matrix of $R^{ab}_c$, of size $N_{ab}^c$, or nothing for a theory that does not braid.
/// - `norm(ring, a, b, c, mu)`: the squared length of the basis vector `mu` of $V^{ab}_c$; 1 where left out. Symbols may
///   be given in any gauge; the unitary ones follow from these positive numbers, so that square roots that lie
///   in no cyclotomic field are never needed.
///
/// Vertices with the vacuum are trivial: $F$ with $a$, $b$ or $c$ the vacuum, $R$ with the vacuum, and their norms are 1.
/// [`crate::Theory::check`] proves all of it.
pub trait Symbols: Debug + Send + Sync {
    /// The matrix $F^{abc}_d$.
    fn f(&self, ring: &FusionRing, a: usize, b: usize, c: usize, d: usize) -> ExactMatrix;

    /// The matrix $R^{ab}_c$, or nothing for a theory that does not braid.
    fn r(&self, ring: &FusionRing, a: usize, b: usize, c: usize) -> Option<ExactMatrix>;

    /// The squared length of a basis vector of $V^{ab}_c$.
    fn norm(&self, ring: &FusionRing, a: usize, b: usize, c: usize, mu: u32) -> Cyclotomic {
        let _ = (ring, a, b, c, mu);
        Cyclotomic::one()
    }
}

/// Squared length of a state of $((ab)_e c)_d$.
pub(crate) fn left_norm(
    symbols: &dyn Symbols,
    ring: &FusionRing,
    [a, b, c, d]: [usize; 4],
    tree: crate::ring::Tree,
) -> Cyclotomic {
    let e = tree.charge;
    symbols.norm(ring, a, b, e, tree.first) * symbols.norm(ring, e, c, d, tree.second)
}

/// Squared length of a state of $(a(bc)_f)_d$.
pub(crate) fn right_norm(
    symbols: &dyn Symbols,
    ring: &FusionRing,
    [a, b, c, d]: [usize; 4],
    tree: crate::ring::Tree,
) -> Cyclotomic {
    let f = tree.charge;
    symbols.norm(ring, b, c, f, tree.first) * symbols.norm(ring, a, f, d, tree.second)
}
