//! Quantum dimensions, twists, and what they owe to F and R.

use std::cmp::Ordering;

use super::table::Blocks;
use super::{Checked, Equation};
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::theory::Theory;

/// Checks $d_a > 0$, $d_a d_b = \sum_c N_{ab}^c d_c$ and $d_a^2\, |F^{a \bar a a}_{a;11}|^2 = 1$ between normalized states.
pub(super) fn dimensions(theory: &Theory, blocks: &Blocks) -> Checked {
    let (ring, rank) = (theory.ring(), theory.rank());
    let mut count = 0;
    for a in 0..rank {
        let d = theory.dimension(a);
        let dual = ring.dual(a);
        let f = blocks.get(a, dual, a, a).matrix.get(0, 0).clone();
        let probability =
            &f * &f.conj() * theory.norm(dual, a, 0, 0) * d * d == theory.norm(a, dual, 0, 0);
        if d.sign() != Some(Ordering::Greater) || !probability {
            return Err(theory.violation(Equation::Dimensions, ["a"], [a]));
        }
        for b in 0..rank {
            let sum: Cyclotomic =
                ring.channels(a, b).iter().map(|(c, n)| theory.dimension(*c) * i64::from(*n)).sum();
            if d * theory.dimension(b) != sum {
                return Err(theory.violation(Equation::Dimensions, ["a", "b"], [a, b]));
            }
            count += 1;
        }
        count += 2;
    }
    Ok(count)
}

/// Checks $\theta_1 = 1$, $\theta_{\bar a} = \theta_a$, $\sum_c d_c \operatorname{tr} R^{aa}_c = d_a \theta_a$ and
/// $R^{ab}_c R^{ba}_c = \theta_c / \theta_a \theta_b$.
pub(super) fn ribbon(theory: &Theory, _: &Blocks) -> Checked {
    let (ring, rank) = (theory.ring(), theory.rank());
    let twist = |a| theory.twist(a).unwrap_or(Phase::ONE);
    let mut count = 0;
    for a in 0..rank {
        let mut sum = Cyclotomic::zero();
        for (c, n) in ring.channels(a, a) {
            if let Some(r) = theory.r(a, a, *c) {
                let trace: Cyclotomic = (0..*n as usize).map(|i| r.get(i, i).clone()).sum();
                sum += trace * theory.dimension(*c);
            }
        }
        let own = sum == theory.dimension(a) * &twist(a).value();
        if !own || twist(a) != twist(ring.dual(a)) || (a == 0 && twist(a) != Phase::ONE) {
            return Err(theory.violation(Equation::Ribbon, ["a"], [a]));
        }
        for b in 0..rank {
            for (c, n) in ring.channels(a, b) {
                let phase = (twist(*c) - twist(a) - twist(b)).value();
                let full = theory.r(a, b, *c).zip(theory.r(b, a, *c)).map(|(x, y)| x.multiply(&y));
                if full != Some(ExactMatrix::identity(*n as usize).map(|x| x * &phase)) {
                    return Err(theory.violation(Equation::Ribbon, ["a", "b", "c"], [a, b, *c]));
                }
                count += 1;
            }
        }
        count += 2;
    }
    Ok(count)
}

/// Checks the relation of twists
///
/// ```math
/// (\theta_a \theta_b \theta_c \theta_d)^{\sum_e N_{ab}^e N_{ec}^d} = \prod_e \theta_e^{N_{ab}^e N_{ec}^d + N_{ac}^e N_{eb}^d + N_{bc}^e N_{ea}^d} .
/// ```
///
/// # References
///
/// C. Vafa, Phys. Lett. B **206**, 421 (1988), [doi:10.1016/0370-2693(88)91603-6](https://doi.org/10.1016/0370-2693(88)91603-6).
pub(super) fn vafa(theory: &Theory, blocks: &Blocks) -> Checked {
    let ring = theory.ring();
    let twist = |a| theory.twist(a).unwrap_or(Phase::ONE);
    let mut count = 0;
    for block in &blocks.list {
        let [a, b, c, d] = block.labels;
        let ways = |x, y, z, e| i64::from(ring.n(x, y, e)) * i64::from(ring.n(e, z, d));
        let all: i64 = (0..ring.rank()).map(|e| ways(a, b, c, e)).sum();
        let left = (twist(a) + twist(b) + twist(c) + twist(d)) * all;
        let right = (0..ring.rank()).fold(Phase::ONE, |product, e| {
            product + twist(e) * (ways(a, b, c, e) + ways(a, c, b, e) + ways(b, c, a, e))
        });
        if left != right {
            return Err(theory.violation(Equation::Vafa, ["a", "b", "c", "d"], block.labels));
        }
        count += 1;
    }
    Ok(count)
}
