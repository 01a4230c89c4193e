//! Disorder: a function of a seed and a site, whatever the shape, the order and the threads.

use super::SampleError;
use super::random::{philox, unit_interval};
use crate::Cell;

/// Anderson disorder: on every site an energy drawn uniformly from $[-W/2, W/2)$, times the identity
/// of the site's orbitals. Its mean is 0 and its variance $W^2/12$.
///
/// Source: P. W. Anderson, Phys. Rev. **109**, 1492 (1958).
///
/// # Examples
///
/// ```
/// use thouless_lattice::Anderson;
///
/// let disorder = Anderson { width: 0.3, seed: 7 };
/// let energy = disorder.energy([12, -4, 0], 0);
/// assert!(energy.abs() <= 0.15);
/// assert_eq!(energy, disorder.energy([12, -4, 0], 0)); // a function of seed and site alone
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anderson {
    /// Width $W$ of the distribution, in the model's energy unit.
    pub width: f64,
    /// Which realization.
    pub seed: u64,
}

impl Anderson {
    /// The energy of site `site` in `cell`.
    pub fn energy(&self, cell: Cell, site: usize) -> f64 {
        let [high, low, _, _] = words(self.seed, cell, site);
        self.width * (unit_interval(high, low) - 0.5)
    }
}

/// Vacancies: each site is missing with probability `concentration`, independent of the others.
///
/// With the same seed it is also independent of [`Anderson`] disorder.
///
/// # Examples
///
/// ```
/// use thouless_lattice::Vacancies;
///
/// let vacancies = Vacancies { concentration: 0.1, seed: 7 };
/// let missing = (0..1000).filter(|&x| vacancies.is_vacant([x, 0, 0], 0)).count();
/// assert!((60..140).contains(&missing)); // 100 on average, 9.5 standard deviation
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vacancies {
    /// Probability that a site is missing, from 0 to 1.
    pub concentration: f64,
    /// Which realization.
    pub seed: u64,
}

impl Vacancies {
    /// Whether site `site` in `cell` is missing.
    pub fn is_vacant(&self, cell: Cell, site: usize) -> bool {
        let [_, _, high, low] = words(self.seed, cell, site);
        unit_interval(high, low) < self.concentration
    }
}

/// A kind of disorder, for [`SampleBuilder::disorder`](crate::SampleBuilder::disorder).
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Disorder {
    /// Random on-site energies.
    Anderson(Anderson),
    /// Missing sites.
    Vacancies(Vacancies),
}

impl From<Anderson> for Disorder {
    fn from(disorder: Anderson) -> Self {
        Self::Anderson(disorder)
    }
}

impl From<Vacancies> for Disorder {
    fn from(disorder: Vacancies) -> Self {
        Self::Vacancies(disorder)
    }
}

impl Disorder {
    pub(super) fn check(&self) -> Result<(), SampleError> {
        match *self {
            Self::Anderson(Anderson { width, .. }) if !(width.is_finite() && width >= 0.0) => {
                Err(SampleError::DisorderWidth { width })
            }
            Self::Vacancies(Vacancies { concentration, .. })
                if !(0.0..=1.0).contains(&concentration) =>
            {
                Err(SampleError::Concentration { concentration })
            }
            _ => Ok(()),
        }
    }
}

/// Four random words of a site: the first two for energies, the others for vacancies.
#[expect(clippy::cast_possible_truncation, reason = "a site's number fits in 32 bits")]
fn words(seed: u64, cell: Cell, site: usize) -> [u32; 4] {
    let [x, y, z] = cell.map(i32::cast_unsigned);
    philox([x, y, z, site as u32], [seed as u32, (seed >> 32) as u32])
}

#[cfg(test)]
mod tests {
    use super::*;

    const N: i32 = 300;

    /// Means over a square of sites, with the standard error that independent numbers would have.
    fn mean(f: impl Fn(Cell) -> f64) -> f64 {
        let cells = (0..N * N).map(|i| [i / N - 150, i % N - 150, 0]);
        cells.map(f).sum::<f64>() / f64::from(N * N)
    }

    #[test]
    fn energies_are_uniform() {
        let disorder = Anderson { width: 2.0, seed: 3 };
        let e = |cell| disorder.energy(cell, 0);
        let error = 1.0 / f64::from(N); // standard error of a quantity of unit variance
        assert!(mean(e).abs() < 4.0 * error * (1.0_f64 / 3.0).sqrt());
        assert!((mean(|c| e(c).powi(2)) - 1.0 / 3.0).abs() < 4.0 * error * (4.0_f64 / 45.0).sqrt());
        assert!(
            (mean(|c| e(c).powi(4)) - 1.0 / 5.0).abs() < 4.0 * error * (16.0_f64 / 225.0).sqrt()
        );
    }

    #[test]
    fn neighbours_seeds_and_sublattices_are_uncorrelated() {
        let energy = |seed: u64, cell: Cell, site| {
            Anderson { width: 12_f64.sqrt(), seed }.energy(cell, site)
        };
        let limit = 4.0 / f64::from(N);
        for (seed, shift, site) in [
            (3, [1, 0, 0], 0),
            (3, [0, 1, 0], 0),
            (3, [0, 0, 1], 0),
            (3, [-1, 1, 0], 0),
            (3, [0; 3], 1),
            (4, [0; 3], 0),
            (3 + (1 << 32), [0; 3], 0),
        ] {
            let correlation = mean(|c| {
                let other = [c[0] + shift[0], c[1] + shift[1], c[2] + shift[2]];
                energy(3, c, 0) * energy(seed, other, site)
            });
            assert!(correlation.abs() < limit, "{seed} {shift:?} {site}: {correlation}");
        }
    }

    #[test]
    fn vacancies_have_their_concentration_and_ignore_the_energies() {
        let vacancies = Vacancies { concentration: 0.2, seed: 3 };
        let energies = Anderson { width: 12_f64.sqrt(), seed: 3 };
        let vacant = |c| f64::from(u8::from(vacancies.is_vacant(c, 0)));
        let error = (0.2_f64 * 0.8).sqrt() / f64::from(N);
        assert!((mean(vacant) - 0.2).abs() < 4.0 * error);
        assert!(mean(|c| (vacant(c) - 0.2) * energies.energy(c, 0)).abs() < 4.0 * error);
        assert!(
            mean(|c| f64::from(u8::from(
                Vacancies { concentration: 1.0, seed: 3 }.is_vacant(c, 0)
            ))) > 0.999
        );
    }
}
