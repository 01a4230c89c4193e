//! States broadened into peaks.

use std::f64::consts::{PI, SQRT_2};

use rayon::prelude::*;
use thouless_linalg::Progress;

use crate::{BandsError, GridBands};

/// A peak of unit area around 0.
pub(super) trait Peak: Sync {
    fn density(&self, x: f64) -> f64;
    /// Area below `x`.
    fn below(&self, x: f64) -> f64;
    /// Beyond this distance the density is below rounding; infinite where it never is.
    fn reach(&self) -> f64;
}

pub(super) struct Gaussian {
    pub(super) width: f64,
}

pub(super) struct Lorentzian {
    pub(super) width: f64,
}

impl Peak for Gaussian {
    fn density(&self, x: f64) -> f64 {
        let u = x / self.width;
        (-0.5 * u * u).exp() / (self.width * (2.0 * PI).sqrt())
    }

    fn below(&self, x: f64) -> f64 {
        0.5 * erfc(-x / (self.width * SQRT_2))
    }

    fn reach(&self) -> f64 {
        9.0 * self.width
    }
}

impl Peak for Lorentzian {
    fn density(&self, x: f64) -> f64 {
        self.width / (PI * (x * x + self.width * self.width))
    }

    fn below(&self, x: f64) -> f64 {
        0.5 + (x / self.width).atan() / PI
    }

    fn reach(&self) -> f64 {
        f64::INFINITY
    }
}

/// Density, and states below, at each energy. Every energy is summed by itself and in the order of
/// the levels, so that the number of threads does not matter.
pub(super) fn density(
    bands: &GridBands,
    energies: &[f64],
    peak: &impl Peak,
    progress: &Progress,
) -> Result<(Vec<f64>, Vec<f64>), BandsError> {
    let mut levels = bands.energies().to_vec();
    levels.par_sort_unstable_by(f64::total_cmp);
    let weight = 1.0 / bands.grid().len() as f64;
    let reach = peak.reach();
    progress.start("density of states", energies.len() as u64);
    let both = energies
        .par_iter()
        .map(|energy| {
            progress.check()?;
            let first = levels.partition_point(|e| *e < energy - reach);
            let last = levels.partition_point(|e| *e <= energy + reach);
            let (mut density, mut below) = (0.0, first as f64);
            for level in &levels[first..last] {
                density += peak.density(energy - level);
                below += peak.below(energy - level);
            }
            progress.advance(1);
            Ok((weight * density, weight * below))
        })
        .collect::<Result<Vec<_>, BandsError>>()?;
    progress.finish();
    Ok(both.into_iter().unzip())
}

/// The complementary error function: the Taylor series of erf where that loses no digits, Lentz's
/// continued fraction beyond (Abramowitz and Stegun, 7.1.6 and 7.1.14).
fn erfc(x: f64) -> f64 {
    if x < 0.0 {
        return 2.0 - erfc(-x);
    }
    if x < 2.0 {
        let mut term = x;
        let mut sum = x;
        for n in 1..80 {
            term *= 2.0 * x * x / f64::from(2 * n + 1);
            sum += term;
        }
        return 1.0 - 2.0 / PI.sqrt() * (-x * x).exp() * sum;
    }
    let mut fraction = x;
    for n in (1..=80).rev() {
        fraction = x + 0.5 * f64::from(n) / fraction;
    }
    (-x * x).exp() / (PI.sqrt() * fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complementary_error_function_has_its_tabulated_values() {
        // Abramowitz and Stegun, table 7.1
        for (x, expected) in [
            (0.0, 1.0),
            (0.5, 0.479_500_122_186_953_5),
            (1.0, 0.157_299_207_050_285_1),
            (2.0, 0.004_677_734_981_047_266),
            (3.0, 2.209_049_699_858_544e-5),
            (-1.0, 1.842_700_792_949_715),
        ] {
            assert!((erfc(x) - expected).abs() < 1e-15 + 1e-13 * expected, "erfc({x})");
        }
    }
}
