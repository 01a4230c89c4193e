//! The pentagon equation.

use rayon::prelude::*;

use super::table::{Blocks, Sum, places_for};
use super::{Checked, Equation, Violation};
use crate::ring::FusionRing;
use crate::theory::Theory;

/// Checks, for all labels and vertices (Greek letters; those summed over on the left are $\nu$, on the right $\sigma, \psi, \rho$),
///
/// ```math
/// \sum_\nu [F^{fcd}_e]_{g\beta\gamma,\, l\delta\nu} [F^{abl}_e]_{f\alpha\nu,\, k\lambda\mu} = \sum_{h \sigma \psi \rho}
/// [F^{abc}_g]_{f\alpha\beta,\, h\sigma\psi} [F^{ahd}_e]_{g\psi\gamma,\, k\rho\mu} [F^{bcd}_k]_{h\sigma\rho,\, l\delta\lambda} .
/// ```
///
/// Both sides turn $(((ab)_f c)_g d)_e$ into $(a(b(cd)_l)_k)_e$.
pub(super) fn pentagon(theory: &Theory, blocks: &Blocks) -> Checked {
    let (ring, rank) = (theory.ring(), theory.rank());
    let most = (0..rank)
        .flat_map(|a| (0..rank).flat_map(move |b| ring.channels(a, b).iter().map(|(_, n)| *n)))
        .max()
        .unwrap_or(1);
    // Each side has at most so many terms, a term at most three factors.
    let terms = f64::from(most) * (blocks.largest as f64 + 1.0);
    let height = &blocks.height;
    let places = places_for(
        blocks.order,
        3.0 * height.denominator_bits(),
        3.0 * height.size + terms.log2(),
        &[&height.denominator],
        blocks.real,
    );
    let sides = Sides { ring, blocks, residues: blocks.residues(&places), lanes: places.len() };
    let per_pair: Vec<Checked> = (0..rank * rank)
        .into_par_iter()
        .map(|pair| {
            let (a, b) = (pair / rank, pair % rank);
            let (mut left, mut right) = (Sum::new(&places), Sum::new(&places));
            let mut count = 0;
            for (c, d, e) in outer_labels(ring, a, b) {
                let labels = [a, b, c, d, e];
                let ends = sides.ends(labels);
                for start in sides.starts(labels) {
                    for end in &ends {
                        sides.left(labels, &start, end, &mut left);
                        sides.right(labels, &start, end, &mut right);
                        if left.value() != right.value() {
                            let (names, inner) =
                                (["f", "g", "k", "l"], [start.f, start.g, end.k, end.l]);
                            return Err(violation(theory, labels, names, inner));
                        }
                        count += 1;
                    }
                }
            }
            Ok(count)
        })
        .collect();
    per_pair.into_iter().sum()
}

fn violation(theory: &Theory, outer: [usize; 5], names: [&str; 4], inner: [usize; 4]) -> Violation {
    let mut violation = theory.violation(Equation::Pentagon, ["a", "b", "c", "d", "e"], outer);
    violation.labels += " ";
    violation.labels += &theory.violation(Equation::Pentagon, names, inner).labels;
    violation
}

/// The $c$, $d$ and $e$ with which $a$ and $b$ have a pentagon.
fn outer_labels(ring: &FusionRing, a: usize, b: usize) -> Vec<(usize, usize, usize)> {
    let mut labels = Vec::new();
    for c in 0..ring.rank() {
        for d in 0..ring.rank() {
            let reached = |e: &usize| {
                let first = ring.channels(a, b).iter();
                first.flat_map(|(f, _)| ring.channels(*f, c)).any(|(g, _)| ring.n(*g, d, *e) > 0)
            };
            labels.extend((0..ring.rank()).filter(reached).map(|e| (c, d, e)));
        }
    }
    labels
}

/// A state of $(((ab)_f c)_g d)_e$ with vertices $\alpha, \beta, \gamma$ in the order of fusion.
struct Start {
    f: usize,
    g: usize,
    alpha: usize,
    beta: usize,
    gamma: usize,
}

/// A state of $(a(b(cd)_l)_k)_e$ with vertices $\delta, \lambda, \mu$ in the order of fusion.
struct End {
    k: usize,
    l: usize,
    delta: usize,
    lambda: usize,
    mu: usize,
}

/// What both sides are computed from.
struct Sides<'a> {
    ring: &'a FusionRing,
    blocks: &'a Blocks,
    residues: Vec<u64>,
    lanes: usize,
}

impl Sides<'_> {
    #[inline]
    fn value(&self, entry: usize) -> &[u64] {
        &self.residues[entry * self.lanes..(entry + 1) * self.lanes]
    }

    #[inline]
    fn n(&self, a: usize, b: usize, c: usize) -> usize {
        self.ring.n(a, b, c) as usize
    }

    fn starts(&self, [a, b, c, d, e]: [usize; 5]) -> Vec<Start> {
        let mut starts = Vec::new();
        for (f, n_abf) in self.ring.channels(a, b) {
            for (g, n_fcg) in self.ring.channels(*f, c) {
                for alpha in 0..*n_abf as usize {
                    for beta in 0..*n_fcg as usize {
                        let vertices = 0..self.n(*g, d, e);
                        starts.extend(vertices.map(|gamma| Start {
                            f: *f,
                            g: *g,
                            alpha,
                            beta,
                            gamma,
                        }));
                    }
                }
            }
        }
        starts
    }

    fn ends(&self, [a, b, c, d, e]: [usize; 5]) -> Vec<End> {
        let mut ends = Vec::new();
        for (l, n_cdl) in self.ring.channels(c, d) {
            for (k, n_blk) in self.ring.channels(b, *l) {
                for delta in 0..*n_cdl as usize {
                    for lambda in 0..*n_blk as usize {
                        let vertices = 0..self.n(a, *k, e);
                        ends.extend(vertices.map(|mu| End { k: *k, l: *l, delta, lambda, mu }));
                    }
                }
            }
        }
        ends
    }

    /// $\sum_\nu [F^{fcd}_e]_{g\beta\gamma,\, l\delta\nu} [F^{abl}_e]_{f\alpha\nu,\, k\lambda\mu}$.
    fn left(&self, [a, b, c, d, e]: [usize; 5], start: &Start, end: &End, sum: &mut Sum<'_>) {
        let (Start { f, g, alpha, beta, gamma }, End { k, l, delta, lambda, mu }) = (start, end);
        sum.clear();
        let n_fle = self.n(*f, *l, e);
        if n_fle == 0 {
            return;
        }
        let (upper, lower) = (self.blocks.get(*f, c, d, e), self.blocks.get(a, b, *l, e));
        for nu in 0..n_fle {
            let x = upper.entry(
                upper.row(*g) + beta * self.n(*g, d, e) + gamma,
                upper.column(*l) + delta * n_fle + nu,
            );
            let y = lower.entry(
                lower.row(*f) + alpha * n_fle + nu,
                lower.column(*k) + lambda * self.n(a, *k, e) + mu,
            );
            sum.add(self.value(x), self.value(y));
        }
    }

    /// $\sum_{h\sigma\psi\rho} [F^{abc}_g]_{f\alpha\beta,\, h\sigma\psi} [F^{ahd}_e]_{g\psi\gamma,\, k\rho\mu}
    /// [F^{bcd}_k]_{h\sigma\rho,\, l\delta\lambda}$.
    fn right(&self, [a, b, c, d, e]: [usize; 5], start: &Start, end: &End, sum: &mut Sum<'_>) {
        let (Start { f, g, alpha, beta, gamma }, End { k, l, delta, lambda, mu }) = (start, end);
        sum.clear();
        let (first, last) = (self.blocks.get(a, b, c, *g), self.blocks.get(b, c, d, *k));
        let row = first.row(*f) + alpha * self.n(*f, c, *g) + beta;
        let column = last.column(*l) + delta * self.n(b, *l, *k) + lambda;
        let (n_gde, n_ake) = (self.n(*g, d, e), self.n(a, *k, e));
        for (h, n_bch) in self.ring.channels(b, c) {
            let (n_ahg, n_hdk) = (self.n(a, *h, *g), self.n(*h, d, *k));
            if n_ahg == 0 || n_hdk == 0 {
                continue;
            }
            let middle = self.blocks.get(a, *h, d, e);
            for sigma in 0..*n_bch as usize {
                for psi in 0..n_ahg {
                    for rho in 0..n_hdk {
                        let x = first.entry(row, first.column(*h) + sigma * n_ahg + psi);
                        let y = middle.entry(
                            middle.row(*g) + psi * n_gde + gamma,
                            middle.column(*k) + rho * n_ake + mu,
                        );
                        let z = last.entry(last.row(*h) + sigma * n_hdk + rho, column);
                        sum.add3(self.value(x), self.value(y), self.value(z));
                    }
                }
            }
        }
    }
}
