//! The two hexagon equations.

use super::table::{Blocks, Sum, VertexTable, places_for};
use super::{Checked, Equation};
use crate::exact::field::lcm;
use crate::matrix::ExactMatrix;
use crate::theory::Theory;

/// Checks, with vertices as Greek letters,
///
/// ```math
/// \sum_{\alpha' \mu'} [R^{ca}_e]_{\alpha\alpha'} [F^{acb}_d]_{e\alpha'\beta,\, g\mu'\nu} [R^{cb}_g]_{\mu'\mu} = \sum_{f \sigma \tau \tau'}
/// [F^{cab}_d]_{e\alpha\beta,\, f\sigma\tau} [R^{cf}_d]_{\tau\tau'} [F^{abc}_d]_{f\sigma\tau',\, g\mu\nu} .
/// ```
///
/// Both sides turn $((ca)_e b)_d$ into $(a(bc)_g)_d$ by passing $c$ to the right.
pub(super) fn hexagon(theory: &Theory, blocks: &Blocks) -> Checked {
    passing(theory, blocks, Equation::Hexagon, |a, b, c| theory.r(a, b, c))
}

/// The same with $c$ passing on the other side: $(R^{ac}_e)^{-1}$ in place of $R^{ca}_e$.
pub(super) fn inverse_hexagon(theory: &Theory, blocks: &Blocks) -> Checked {
    passing(theory, blocks, Equation::InverseHexagon, |a, b, c| theory.r(b, a, c)?.inverse())
}

fn passing(
    theory: &Theory,
    blocks: &Blocks,
    equation: Equation,
    exchange: impl Fn(usize, usize, usize) -> Option<ExactMatrix>,
) -> Checked {
    let (ring, rank) = (theory.ring(), theory.rank());
    if !ring.is_commutative() {
        let pair = (0..rank * rank).map(|p| (p / rank, p % rank));
        let (a, b) = pair
            .into_iter()
            .find(|(a, b)| ring.channels(*a, *b) != ring.channels(*b, *a))
            .unwrap_or_default();
        return Err(theory.violation(equation, ["a", "b"], [a, b]));
    }
    let mut singular = None;
    let r = VertexTable::new(ring, |a, b, c| {
        let n = ring.n(a, b, c) as usize;
        if let Some(matrix) = exchange(a, b, c).filter(|m| (m.rows(), m.columns()) == (n, n)) {
            return matrix.entries().to_vec();
        }
        singular = singular.or(Some([a, b, c]));
        ExactMatrix::identity(n).entries().to_vec()
    });
    if let Some(labels) = singular {
        return Err(theory.violation(equation, ["a", "b", "c"], labels));
    }
    let (f_height, r_height) = (&blocks.height, &r.height);
    let terms = (blocks.largest as f64 + 1.0).powi(2);
    let places = places_for(
        lcm(blocks.order, r.order),
        2.0 * (f_height.denominator_bits() + r_height.denominator_bits()),
        2.0 * (f_height.size + r_height.size) + terms.log2(),
        &[&f_height.denominator, &r_height.denominator],
        false,
    );
    let lanes = places.len();
    let (f_values, r_values) = (blocks.residues(&places), r.residues(&places));
    let f_value = |entry: usize| &f_values[entry * lanes..(entry + 1) * lanes];
    let r_value = |entry: usize| &r_values[entry * lanes..(entry + 1) * lanes];
    let n = |a, b, c| ring.n(a, b, c) as usize;

    let (mut left, mut right, mut inner) =
        (Sum::new(&places), Sum::new(&places), Sum::new(&places));
    let mut count = 0;
    for block in &blocks.list {
        // This block is F^{cab}_d.
        let [c, a, b, d] = block.labels;
        let (middle, last) = (blocks.get(a, c, b, d), blocks.get(a, b, c, d));
        let rows = ring.left_trees(c, a, b, d);
        let columns = ring.right_trees(a, b, c, d);
        for (i, row) in rows.iter().enumerate() {
            let (e, alpha, beta) = (row.charge, row.first as usize, row.second as usize);
            for (j, column) in columns.iter().enumerate() {
                let (g, mu, nu) = (column.charge, column.first as usize, column.second as usize);
                left.clear();
                let (n_cae, n_cbg) = (n(c, a, e), n(c, b, g));
                for alpha_ in 0..n_cae {
                    for mu_ in 0..n_cbg {
                        let f = middle.entry(
                            middle.row(e) + alpha_ * n(e, b, d) + beta,
                            middle.column(g) + mu_ * n(a, g, d) + nu,
                        );
                        left.add3(
                            r_value(r.first(c, a, e) + alpha * n_cae + alpha_),
                            f_value(f),
                            r_value(r.first(c, b, g) + mu_ * n_cbg + mu),
                        );
                    }
                }
                right.clear();
                for (f, n_abf) in ring.channels(a, b) {
                    let n_cfd = n(c, *f, d);
                    for sigma in 0..*n_abf as usize {
                        for tau in 0..n_cfd {
                            inner.clear();
                            for tau_ in 0..n_cfd {
                                let y = last.entry(last.row(*f) + sigma * n_cfd + tau_, j);
                                inner.add(
                                    r_value(r.first(c, *f, d) + tau * n_cfd + tau_),
                                    f_value(y),
                                );
                            }
                            let x = block.entry(i, block.column(*f) + sigma * n_cfd + tau);
                            right.add(f_value(x), inner.value());
                        }
                    }
                }
                if left.value() != right.value() {
                    return Err(theory.violation(
                        equation,
                        ["a", "b", "c", "d", "e", "g"],
                        [a, b, c, d, e, g],
                    ));
                }
                count += 1;
            }
        }
    }
    Ok(count)
}
