//! Minima of functions of one to three variables that need not be smooth.
//!
//! The simplex method of J. A. Nelder and R. Mead, Comput. J. **7**, 308 (1965), restarted: the gap at
//! a Dirac point is a cone, where methods that ask for a gradient fail.

use crate::BandsError;

/// A wave vector and the value there.
#[derive(Debug, Clone)]
pub(crate) struct Minimum {
    pub(crate) k: Vec<f64>,
    pub(crate) value: f64,
}

const MAX_STEPS: usize = 600;
const RESTARTS: usize = 3;
/// Simplices smaller than this, in reduced coordinates, are not worth a step.
const SMALLEST: f64 = 1e-14;

/// Follows `f` downhill from `start`, first with steps of size `step`.
pub(crate) fn minimize(
    mut f: impl FnMut(&[f64]) -> Result<f64, BandsError>,
    start: &[f64],
    step: f64,
) -> Result<Minimum, BandsError> {
    let value = f(start)?;
    let mut best = Minimum { k: start.to_vec(), value };
    if start.is_empty() {
        return Ok(best);
    }
    let mut step = step;
    for _ in 0..RESTARTS {
        let found = nelder_mead(&mut f, &best, step)?;
        let moved = distance(&found.k, &best.k);
        let gained = best.value - found.value;
        best = found;
        if gained <= 1e-15 * best.value.abs() && moved < 1e-9 {
            break;
        }
        step = (0.1 * step).max(1e-6);
    }
    Ok(best)
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max)
}

fn nelder_mead(
    f: &mut impl FnMut(&[f64]) -> Result<f64, BandsError>,
    start: &Minimum,
    step: f64,
) -> Result<Minimum, BandsError> {
    let d = start.k.len();
    let mut simplex = vec![start.clone()];
    for a in 0..d {
        let mut k = start.k.clone();
        k[a] += step;
        simplex.push(Minimum { value: f(&k)?, k });
    }
    for _ in 0..MAX_STEPS {
        simplex.sort_by(|a, b| a.value.total_cmp(&b.value));
        let size = simplex[1..].iter().map(|v| distance(&v.k, &simplex[0].k)).fold(0.0, f64::max);
        let spread = simplex[d].value - simplex[0].value;
        // Flat to rounding while the simplex is still wide: a smooth minimum has been reached.
        if size < SMALLEST || (spread == 0.0 && size < 1e-9) {
            break;
        }
        let worst = simplex[d].clone();
        let centre: Vec<f64> =
            (0..d).map(|a| simplex[..d].iter().map(|v| v.k[a]).sum::<f64>() / d as f64).collect();
        let mut at = |t: f64| -> Result<Minimum, BandsError> {
            let k: Vec<f64> = centre.iter().zip(&worst.k).map(|(c, w)| c + t * (w - c)).collect();
            Ok(Minimum { value: f(&k)?, k })
        };
        let reflected = at(-1.0)?;
        if reflected.value < simplex[0].value {
            let expanded = at(-2.0)?;
            simplex[d] = if expanded.value < reflected.value { expanded } else { reflected };
        } else if reflected.value < simplex[d - 1].value {
            simplex[d] = reflected;
        } else {
            let contracted = if reflected.value < worst.value { at(-0.5)? } else { at(0.5)? };
            if contracted.value < worst.value.min(reflected.value) {
                simplex[d] = contracted;
            } else {
                let best = simplex[0].k.clone();
                for vertex in &mut simplex[1..] {
                    let k: Vec<f64> =
                        vertex.k.iter().zip(&best).map(|(x, b)| 0.5 * (x + b)).collect();
                    *vertex = Minimum { value: f(&k)?, k };
                }
            }
        }
    }
    simplex.sort_by(|a, b| a.value.total_cmp(&b.value));
    Ok(simplex.swap_remove(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cones_and_bowls_are_followed_to_the_bottom() {
        let centre = [0.123, -0.456, 0.789];
        for d in 1..=3 {
            let radius = |k: &[f64]| {
                let square =
                    |(i, (x, c)): (usize, (&f64, &f64))| (1.0 + 3.0 * i as f64) * (x - c).powi(2);
                k.iter().zip(&centre).enumerate().map(square).sum::<f64>()
            };
            let start = vec![0.1; d];
            let cone = minimize(|k| Ok(radius(k).sqrt()), &start, 0.05).unwrap();
            assert!(cone.value < 1e-12, "{d}: {}", cone.value);
            let bowl = minimize(|k| Ok(1.0 + radius(k)), &start, 0.05).unwrap();
            assert!(bowl.value < 1.0 + 1e-15, "{d}: {}", bowl.value);
        }
    }
}
