//! Lowest and highest points of functions of the bands over the whole zone.

use nalgebra::{DMatrix, DVector};
use rayon::prelude::*;
use thouless_lattice::{BlochHamiltonian, KGrid};

use crate::descent::{Minimum, minimize};
use crate::local::{LocalBands, lasting_group};
use crate::solve::PointSolver;
use crate::{BandsError, GridBands};

/// Which end of a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extremum {
    /// The lowest energy.
    Minimum,
    /// The highest energy.
    Maximum,
}

/// An energy and where it is reached.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct BandEdge {
    /// The energy.
    pub energy: f64,
    /// Reduced wave vector, in [0, 1).
    pub k: Vec<f64>,
}

/// At most so many minima of the grid are followed, the lowest ones.
const STARTS: usize = 12;

/// A combination of bands, $\sum_j w_j E_{n_j}(k)$, to be minimized.
#[derive(Debug, Clone)]
pub(crate) struct Combination {
    pub(crate) terms: Vec<(usize, f64)>,
}

impl Combination {
    fn value(&self, energies: &[f64]) -> f64 {
        self.terms.iter().map(|(band, weight)| weight * energies[*band]).sum()
    }
}

/// Returns the lowest or highest energy of a band over the whole zone, found downhill from the
/// lowest (highest) points of the grid that `bands` holds.
///
/// # Errors
///
/// [`BandsError::BandOutOfRange`] and [`BandsError::Linalg`].
pub fn band_extremum(
    h: &impl BlochHamiltonian,
    bands: &GridBands,
    band: usize,
    which: Extremum,
) -> Result<BandEdge, BandsError> {
    if band >= bands.n_bands() {
        return Err(BandsError::BandOutOfRange { band, n_bands: bands.n_bands() });
    }
    let sign = if which == Extremum::Minimum { 1.0 } else { -1.0 };
    let minimum = lowest(h, bands, &Combination { terms: vec![(band, sign)] })?;
    Ok(BandEdge { energy: sign * minimum.value, k: minimum.k })
}

/// The global minimum of a combination of bands.
pub(crate) fn lowest(
    h: &impl BlochHamiltonian,
    bands: &GridBands,
    combination: &Combination,
) -> Result<Minimum, BandsError> {
    let grid = bands.grid();
    let values: Vec<f64> =
        (0..grid.len()).into_par_iter().map(|i| combination.value(bands.at(i))).collect();
    let step = grid.divisions().iter().map(|n| 0.5 / *n as f64).fold(0.25, f64::min);
    let refined = starts(grid, &values)
        .into_par_iter()
        .map(|i| {
            let mut solver = PointSolver::new(h);
            let value = |k: &[f64]| Ok(combination.value(solver.energies(k)?));
            let found = minimize(value, &grid.point(i), step)?;
            let polished = polish(h, combination, found)?;
            Ok(folded(&polished))
        })
        .collect::<Result<Vec<_>, BandsError>>()?;
    // Of equally low ones the first, whatever rounding says.
    let value = refined.iter().map(|m| m.value).fold(f64::INFINITY, f64::min);
    let near = |m: &&Minimum| m.value <= value + 1e-12 * (1.0 + value.abs());
    let first = refined.iter().find(near).map(|m| m.k.clone()).unwrap_or_default();
    Ok(Minimum { k: first, value })
}

/// Points of the grid with no lower neighbour, the lowest first.
fn starts(grid: &KGrid, values: &[f64]) -> Vec<usize> {
    let d = grid.dimension();
    let divisions = grid.divisions();
    let is_minimum = |i: usize| {
        let indices = grid.indices(i);
        (0..3_usize.pow(u32::try_from(d).unwrap_or(3))).all(|code| {
            let mut neighbour = 0;
            let mut rest = code;
            for a in 0..d {
                let n = divisions[a];
                neighbour = neighbour * n + (indices[a] + n + rest % 3 - 1) % n;
                rest /= 3;
            }
            values[i] <= values[neighbour]
        })
    };
    let mut minima: Vec<usize> = (0..grid.len()).filter(|i| is_minimum(*i)).collect();
    minima.sort_by(|i, j| values[*i].total_cmp(&values[*j]).then(i.cmp(j)));
    minima.truncate(STARTS);
    minima
}

/// Newton's method from a minimum known to the square root of rounding, where the bands are smooth.
fn polish(
    h: &impl BlochHamiltonian,
    combination: &Combination,
    found: Minimum,
) -> Result<Minimum, BandsError> {
    let d = found.k.len();
    let mut solver = PointSolver::new(h);
    let mut best = found.clone();
    let mut smallest_slope = f64::INFINITY;
    for _ in 0..6 {
        let local = LocalBands::at(&mut solver, &best.k)?;
        let mut gradient = DVector::zeros(d);
        let mut hessian = DMatrix::zeros(d, d);
        for (band, weight) in &combination.terms {
            let Some(group) = lasting_group(&mut solver, &local, *band)? else { return Ok(found) };
            if d == 0 || local.isolation(&group) <= 1e-3 * local.scale() {
                return Ok(found);
            }
            gradient += local.gradient(&group) * *weight;
            hessian += local.hessian(h, &group) * *weight;
        }
        if gradient.norm() >= smallest_slope {
            break;
        }
        smallest_slope = gradient.norm();
        let Some(step) = hessian.cholesky().map(|c| c.solve(&gradient)) else { break };
        if step.norm() > 1e-4 {
            break;
        }
        let k: Vec<f64> = best.k.iter().zip(step.iter()).map(|(k, s)| k - s).collect();
        let value = combination.value(solver.energies(&k)?);
        if value > found.value + 1e-13 * (1.0 + found.value.abs()) {
            break;
        }
        best = Minimum { k, value };
    }
    Ok(best)
}

/// The equivalent wave vector in [0, 1), with what is 1 or 0 to rounding as 0.
fn folded(minimum: &Minimum) -> Minimum {
    let k = minimum.k.iter().map(|x| fold(*x)).collect();
    Minimum { k, value: minimum.value }
}

/// A reduced component moved into [0, 1).
pub(crate) fn fold(x: f64) -> f64 {
    let inside = x - x.floor();
    if (1e-12..=1.0 - 1e-12).contains(&inside) { inside } else { 0.0 }
}
