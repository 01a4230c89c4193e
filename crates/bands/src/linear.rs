//! States below an energy in a simplex on which the energy is linear.
//!
//! G. Lehmann and M. Taut, Phys. Status Solidi B **54**, 469 (1972),
//! [doi:10.1002/pssb.2220540211](https://doi.org/10.1002/pssb.2220540211); in the form of Blöchl, Jepsen
//! and Andersen, Phys. Rev. B **49**, 16223 (1994), appendix A.

/// The part of the simplex with energies below `energy`, from its ascending corner energies (2, 3 or
/// 4 of them; for one, a step).
pub(crate) fn fraction_below(corners: &[f64], energy: f64) -> f64 {
    match *corners {
        [lowest, ..] if energy <= lowest => 0.0,
        [.., highest] if energy >= highest => 1.0,
        [a, b] => (energy - a) / (b - a),
        [a, b, c] => {
            if energy < b {
                (energy - a).powi(2) / ((b - a) * (c - a))
            } else {
                1.0 - (c - energy).powi(2) / ((c - a) * (c - b))
            }
        }
        [a, b, c, d] => {
            if energy < b {
                (energy - a).powi(3) / ((b - a) * (c - a) * (d - a))
            } else if energy < c {
                let x = energy - b;
                let ab = b - a;
                let cubic = (c - a + d - b) / ((c - b) * (d - b));
                (ab * ab + 3.0 * ab * x + 3.0 * x * x - cubic * x.powi(3)) / ((c - a) * (d - a))
            } else {
                1.0 - (d - energy).powi(3) / ((d - a) * (d - b) * (d - c))
            }
        }
        _ => 1.0,
    }
}

/// The derivative of [`fraction_below`] by the energy.
pub(crate) fn density_at(corners: &[f64], energy: f64) -> f64 {
    match *corners {
        [lowest, ..] if energy < lowest => 0.0,
        [.., highest] if energy >= highest => 0.0,
        [a, b] => 1.0 / (b - a),
        [a, b, c] => {
            if energy < b {
                2.0 * (energy - a) / ((b - a) * (c - a))
            } else {
                2.0 * (c - energy) / ((c - a) * (c - b))
            }
        }
        [a, b, c, d] => {
            if energy < b {
                3.0 * (energy - a).powi(2) / ((b - a) * (c - a) * (d - a))
            } else if energy < c {
                let x = energy - b;
                let cubic = (c - a + d - b) / ((c - b) * (d - b));
                (3.0 * (b - a) + 6.0 * x - 3.0 * cubic * x * x) / ((c - a) * (d - a))
            } else {
                3.0 * (d - energy).powi(2) / ((d - a) * (d - b) * (d - c))
            }
        }
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Samples along each edge.
    const N: usize = 36;

    proptest! {
        /// The filled part of a simplex, counted by sampling it on a fine mesh.
        #[test]
        fn filled_part_agrees_with_counting(
            mut corners in prop::collection::vec(0.0_f64..1.0, 2..=4),
            energy in 0.0_f64..1.0,
        ) {
            corners.sort_by(f64::total_cmp);
            let d = corners.len() - 1;
            let (mut below, mut all) = (0.0, 0.0);
            for i in 0..N.pow(3) {
                let x: Vec<f64> = [i % N, i / N % N, i / N / N][..d]
                    .iter()
                    .map(|i| (*i as f64 + 0.5) / N as f64)
                    .collect();
                let rest = 1.0 - x.iter().sum::<f64>();
                if rest < 0.0 {
                    continue;
                }
                let value = corners[0] * rest
                    + corners[1..].iter().zip(&x).map(|(e, x)| e * x).sum::<f64>();
                all += 1.0;
                below += f64::from(u8::from(value < energy));
            }
            prop_assert!((fraction_below(&corners, energy) - below / all).abs() < 0.08);
        }

        #[test]
        fn density_is_the_derivative_of_the_filled_part(
            mut corners in prop::collection::vec(0.0_f64..1.0, 2..=4),
            energy in 0.0_f64..1.0,
        ) {
            corners.sort_by(f64::total_cmp);
            let step = 1e-6;
            prop_assume!(corners.windows(2).all(|c| c[1] - c[0] > 1e-2));
            prop_assume!(corners.iter().all(|c| (c - energy).abs() > 1e-3));
            let difference = fraction_below(&corners, energy + step)
                - fraction_below(&corners, energy - step);
            let density = density_at(&corners, energy);
            prop_assert!((density - difference / (2.0 * step)).abs() < 1e-5 * (1.0 + density));
        }
    }
}
