//! The modular group, and Verlinde's formula.

use super::table::Blocks;
use super::{Checked, Equation};
use crate::exact::Cyclotomic;
use crate::matrix::ExactMatrix;
use crate::theory::Theory;

/// Checks, with $s = D S$ and $p_\pm = \sum_a d_a^2 \theta_a^{\pm 1}$, that $s s^\dagger = D^2$, $s^2 = D^2 C$,
/// $p_+ p_- = D^2$ and $(s T)^3 = p_+\, s^2$.
pub(super) fn modular(theory: &Theory, _: &Blocks) -> Checked {
    let (ring, rank) = (theory.ring(), theory.rank());
    let anywhere = |a: usize, b: usize| theory.violation(Equation::Modular, ["a", "b"], [a, b]);
    if let Some(a) = theory.transparent_anyon() {
        let mut violation = theory.violation(Equation::Modular, ["a"], [a]);
        violation.labels += ", which braids trivially with all";
        return Err(violation);
    }
    let (Some(s), Some(twists), Some(gauss)) =
        (theory.scaled_s_matrix(), theory.twists(), theory.gauss_sum())
    else {
        return Err(anywhere(0, 0));
    };
    let squared = theory.total_dimension_squared();
    if &gauss * &gauss.conj() != squared {
        return Err(anywhere(0, 0));
    }
    let square = s.multiply(&s);
    let unitary = s.multiply(&s.adjoint());
    let st = ExactMatrix::from_fn(rank, rank, |a, b| s.get(a, b) * &twists[b].value());
    let cube = st.multiply(&st).multiply(&st);
    for a in 0..rank {
        for b in 0..rank {
            let expected = |hit: bool| if hit { squared.clone() } else { Cyclotomic::zero() };
            let holds = *square.get(a, b) == expected(b == ring.dual(a))
                && *unitary.get(a, b) == expected(a == b)
                && *cube.get(a, b) == &gauss * square.get(a, b);
            if !holds {
                return Err(anywhere(a, b));
            }
        }
    }
    Ok(3 * u64::try_from(rank * rank).unwrap_or(0) + 1)
}

/// Checks $S_{ax} S_{bx} / S_{1x} = \sum_c N_{ab}^c S_{cx}$. Where $S$ is unitary this is Verlinde's formula
/// $N_{ab}^c = \sum_x S_{ax} S_{bx} S_{cx}^* / S_{1x}$.
///
/// # References
///
/// E. Verlinde, Nucl. Phys. B **300**, 360 (1988), [doi:10.1016/0550-3213(88)90603-7](https://doi.org/10.1016/0550-3213(88)90603-7).
pub(super) fn verlinde(theory: &Theory, _: &Blocks) -> Checked {
    let (ring, rank) = (theory.ring(), theory.rank());
    let violation = |a, b, x| theory.violation(Equation::Verlinde, ["a", "b", "x"], [a, b, x]);
    if let Some(a) = theory.transparent_anyon() {
        // the S of such a theory is singular, and no formula gives back the fusion rules
        return Err(theory.violation(Equation::Verlinde, ["a"], [a]));
    }
    let Some(s) = theory.scaled_s_matrix() else { return Err(violation(0, 0, 0)) };
    let mut count = 0;
    for a in 0..rank {
        for b in a..rank {
            for x in 0..rank {
                let sum: Cyclotomic =
                    ring.channels(a, b).iter().map(|(c, n)| s.get(*c, x) * i64::from(*n)).sum();
                if s.get(a, x) * s.get(b, x) != sum * theory.dimension(x) {
                    return Err(violation(a, b, x));
                }
                count += 1;
            }
        }
    }
    Ok(count)
}
