//! Trivial vertices with the vacuum, and unitarity between normalized states.

use super::table::{Blocks, Sum, VertexTable, places_for};
use super::{Checked, Equation};
use crate::exact::field::lcm;
use crate::matrix::ExactMatrix;
use crate::theory::Theory;

/// Checks that F, R and norms with the vacuum are trivial.
pub(super) fn unit(theory: &Theory, blocks: &Blocks) -> Checked {
    let (ring, rank) = (theory.ring(), theory.rank());
    let mut count = 0;
    for block in blocks.list.iter().filter(|block| block.labels[..3].contains(&0)) {
        if !block.matrix.is_identity() {
            return Err(theory.violation(Equation::Unit, ["a", "b", "c", "d"], block.labels));
        }
        count += 1;
    }
    for a in 0..rank {
        for (x, y) in [(a, 0), (0, a)] {
            let trivial = theory.norm(x, y, a, 0).is_one()
                && theory.r(x, y, a).is_none_or(|r| r.is_identity());
            if !trivial {
                return Err(theory.violation(Equation::Unit, ["a", "b", "c"], [x, y, a]));
            }
            count += 1;
        }
    }
    debug_assert!(ring.rank() == rank);
    Ok(count)
}

/// Checks that norms are positive, and with $n_e$, $n_f$ the squared lengths of left and right trees that
///
/// ```math
/// \sum_f [F^{abc}_d]_{ef} [F^{abc}_d]^*_{e'f}\, n_f = \delta_{ee'}\, n_e , \qquad
/// \sum_\nu [R^{ab}_c]_{\mu\nu} [R^{ab}_c]^*_{\mu'\nu}\, n^{ba}_{c\nu} = \delta_{\mu\mu'}\, n^{ab}_{c\mu} .
/// ```
pub(super) fn unitarity(theory: &Theory, blocks: &Blocks) -> Checked {
    let ring = theory.ring();
    let mut broken = None;
    let norms = VertexTable::new(ring, |a, b, c| {
        let norms: Vec<_> = (0..ring.n(a, b, c)).map(|mu| theory.norm(a, b, c, mu)).collect();
        if norms.iter().any(|n| !n.sign().is_some_and(std::cmp::Ordering::is_gt)) {
            broken = broken.or(Some([a, b, c]));
        }
        norms
    });
    let names = ["a", "b", "c"];
    if let Some(labels) = broken {
        return Err(theory.violation(Equation::Unitarity, names, labels));
    }
    let mut count = exchange_unitarity(theory)?;

    let (f_height, n_height) = (&blocks.height, &norms.height);
    let terms = blocks.largest as f64 + 1.0;
    let places = places_for(
        lcm(blocks.order, norms.order),
        2.0 * (f_height.denominator_bits() + n_height.denominator_bits()),
        2.0 * (f_height.size + n_height.size) + terms.log2(),
        &[&f_height.denominator, &n_height.denominator],
        blocks.real, // norms are real: they have a sign
    );
    let lanes = places.len();
    let (f_values, n_values) = (blocks.residues(&places), norms.residues(&places));
    let norm = |a: usize, b: usize, c: usize, mu: u32| {
        let entry = norms.first(a, b, c) + mu as usize;
        &n_values[entry * lanes..(entry + 1) * lanes]
    };
    let mut sum = Sum::new(&places);
    for block in &blocks.list {
        let [a, b, c, d] = block.labels;
        let (rows, columns) = (ring.left_trees(a, b, c, d), ring.right_trees(a, b, c, d));
        let value = |i: usize, j: usize| {
            let entry = block.entry(i, j);
            &f_values[entry * lanes..(entry + 1) * lanes]
        };
        // n_f times the conjugates
        let mut scaled = vec![vec![0; lanes]; rows.len() * columns.len()];
        for i in 0..rows.len() {
            for (j, t) in columns.iter().enumerate() {
                let mut conjugate = vec![0; lanes];
                places.conjugate(value(i, j), &mut conjugate);
                sum.clear();
                let inner = norm(b, c, t.charge, t.first);
                sum.add3(&conjugate, inner, norm(a, t.charge, d, t.second));
                scaled[i * columns.len() + j].copy_from_slice(sum.value());
            }
        }
        for (i, t) in rows.iter().enumerate() {
            for i_ in 0..rows.len() {
                sum.clear();
                if i == i_ {
                    sum.add(norm(a, b, t.charge, t.first), norm(t.charge, c, d, t.second));
                }
                let expected = sum.value().to_vec();
                sum.clear();
                for j in 0..columns.len() {
                    sum.add(value(i, j), &scaled[i_ * columns.len() + j]);
                }
                if sum.value() != expected {
                    let labels = block.labels;
                    return Err(theory.violation(
                        Equation::Unitarity,
                        ["a", "b", "c", "d"],
                        labels,
                    ));
                }
                count += 1;
            }
        }
    }
    Ok(count)
}

fn exchange_unitarity(theory: &Theory) -> Checked {
    let (ring, rank) = (theory.ring(), theory.rank());
    let mut count = 0;
    for a in 0..rank {
        for b in 0..rank {
            for (c, n) in ring.channels(a, b) {
                let Some(r) = theory.r(a, b, *c) else { continue };
                let (n, norm) = (*n as usize, |a, b, mu: usize| {
                    theory.norm(a, b, *c, u32::try_from(mu).unwrap_or(0))
                });
                let scaled = ExactMatrix::from_fn(r.rows(), r.columns(), |i, j| {
                    r.get(i, j) * &norm(b, a, j)
                });
                let expected = ExactMatrix::from_fn(n, n, |i, j| {
                    if i == j { norm(a, b, i) } else { crate::Cyclotomic::zero() }
                });
                if scaled.multiply(&r.adjoint()) != expected {
                    return Err(theory.violation(Equation::Unitarity, ["a", "b", "c"], [a, b, *c]));
                }
                count += 1;
            }
        }
    }
    Ok(count)
}
