//! Critical points of the bands, where the density of states is singular.

use std::f64::consts::TAU;

use nalgebra::{DMatrix, DVector, SymmetricEigen};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use thouless_lattice::{BlochHamiltonian, KGrid};
use thouless_linalg::Progress;

use crate::BandsError;
use crate::extremum::fold;
use crate::local::{LocalBands, lasting_group};
use crate::mesh::Mesh;
use crate::solve::PointSolver;

/// Settings of [`van_hove_points`].
#[derive(Debug, Clone, Default)]
pub struct VanHoveSettings {
    /// Where to look first; by default 200, 48×48 or 16×16×16 points.
    pub grid: Option<KGrid>,
    /// Progress and cancellation.
    pub progress: Progress,
}

/// What a band does around a critical point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CriticalPoint {
    /// The energy rises in all directions.
    Minimum,
    /// It rises in some and falls in others: in 2D the density of states diverges logarithmically.
    Saddle,
    /// It falls in all directions.
    Maximum,
}

/// A point where a band is stationary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VanHovePoint {
    /// The band; the lowest of those that are degenerate everywhere.
    pub band: usize,
    /// Reduced wave vector in [0, 1).
    pub k: Vec<f64>,
    /// Energy.
    pub energy: f64,
    /// Minimum, saddle or maximum.
    pub kind: CriticalPoint,
    /// Number of directions in which the energy falls (the subscript of $M_0 \dots M_3$).
    pub falling: usize,
}

/// Slopes below this, relative to the size of the energies, count as zero.
const STATIONARY: f64 = 1e-9;
/// Curvatures below this, relative to the size of the energies, belong to flat bands.
const FLAT: f64 = 1e-6;

/// Returns the isolated points with $\nabla_k E_n = 0$, sorted by energy.
///
/// Candidates are simplices of the grid in which the velocity, interpolated linearly, vanishes;
/// Newton's method on the velocity takes them to the point. Lines and flat bands on which the velocity
/// vanishes throughout are left out, and so are points where bands meet, which are singular in
/// another way (Dirac points).
///
/// # Errors
///
/// [`BandsError::Lattice`] for a grid of another dimension, [`BandsError::Linalg`].
///
/// # References
///
/// L. Van Hove, Phys. Rev. **89**, 1189 (1953),
/// [doi:10.1103/PhysRev.89.1189](https://doi.org/10.1103/PhysRev.89.1189).
pub fn van_hove_points(
    h: &impl BlochHamiltonian,
    settings: &VanHoveSettings,
) -> Result<Vec<VanHovePoint>, BandsError> {
    let d = h.dimension();
    let grid = match &settings.grid {
        Some(grid) => grid.clone(),
        None => KGrid::cubic(d, [1, 200, 48, 16][d.min(3)])?,
    };
    grid.check_dimension(d)?;
    grid.check_memory((8 * d * h.n_bands() + 32) as u64)?;
    if d == 0 {
        return Ok(Vec::new());
    }
    let slopes = slopes_on_grid(h, &grid, &settings.progress)?;
    let mesh = Mesh::new(&grid, h.lattice());
    let found = (0..mesh.n_cells())
        .into_par_iter()
        .map_init(
            || PointSolver::new(h),
            |solver, cell| {
                settings.progress.check()?;
                let mut points = Vec::new();
                for masks in mesh.simplices() {
                    for band in 0..h.n_bands() {
                        let Some(start) = zero_in_simplex(&mesh, &slopes, cell, masks, band) else {
                            continue;
                        };
                        points.extend(newton(solver, &start, band, &grid)?);
                    }
                }
                Ok(points)
            },
        )
        .collect::<Result<Vec<_>, BandsError>>()?;
    Ok(distinct(found.into_iter().flatten().collect()))
}

/// `[point][band]` → slope by reduced directions.
fn slopes_on_grid(
    h: &impl BlochHamiltonian,
    grid: &KGrid,
    progress: &Progress,
) -> Result<Vec<Vec<[f64; 3]>>, BandsError> {
    progress.start("velocities", grid.len() as u64);
    let slopes = (0..grid.len())
        .into_par_iter()
        .map_init(
            || PointSolver::new(h),
            |solver, i| {
                progress.check()?;
                let local = LocalBands::at(solver, &grid.point(i))?;
                progress.advance(1);
                let of_band = |band| {
                    let mut slope = [0.0; 3];
                    let gradient = local.gradient(&local.group(band));
                    slope[..grid.dimension()].copy_from_slice(gradient.as_slice());
                    slope
                };
                Ok((0..h.n_bands()).map(of_band).collect())
            },
        )
        .collect();
    progress.finish();
    slopes
}

/// Where the linear interpolation of the slope vanishes, if that is in the simplex or near it.
fn zero_in_simplex(
    mesh: &Mesh,
    slopes: &[Vec<[f64; 3]>],
    cell: usize,
    masks: &[usize],
    band: usize,
) -> Option<Vec<f64>> {
    // Curved slopes move the zero of the interpolation by this part of the simplex.
    const MARGIN: f64 = 0.25;
    let d = masks.len() - 1;
    let slope = |mask: usize| &slopes[mesh.corner(cell, mask)][band];
    let origin = slope(masks[0]);
    let matrix = DMatrix::from_fn(d, d, |a, j| slope(masks[j + 1])[a] - origin[a]);
    let weights = matrix.lu().solve(&DVector::from_fn(d, |a, _| -origin[a]))?;
    let rest = 1.0 - weights.sum();
    if !(rest >= -MARGIN && weights.iter().all(|w| *w >= -MARGIN)) {
        return None;
    }
    let start = mesh.corner_k(cell, masks[0]);
    let k = (0..d).map(|a| {
        let along = masks[1..].iter().zip(weights.iter());
        start[a] + along.map(|(mask, w)| w * mesh.step(*mask)[a]).sum::<f64>()
    });
    Some(k.collect())
}

/// Newton's method on the slope of a band.
fn newton<H: BlochHamiltonian>(
    solver: &mut PointSolver<'_, H>,
    start: &[f64],
    band: usize,
    grid: &KGrid,
) -> Result<Option<VanHovePoint>, BandsError> {
    let reach = grid.divisions().iter().map(|n| 2.0 / *n as f64).fold(0.0, f64::max);
    let mut k = start.to_vec();
    for _ in 0..12 {
        let local = LocalBands::at(solver, &k)?;
        let Some(group) = lasting_group(solver, &local, band)? else { return Ok(None) };
        if local.isolation(&group) <= 1e-6 * local.scale() {
            return Ok(None);
        }
        let gradient = local.gradient(&group);
        let hessian = local.hessian(solver.h(), &group);
        // At a saddle at energy 0 only the curvature says how large energies are.
        let scale = local.scale() + hessian.amax() / (TAU * TAU);
        if gradient.norm() <= STATIONARY * scale {
            return Ok(classified(&local, group.start, hessian, scale));
        }
        let Some(step) = hessian.lu().solve(&gradient) else { return Ok(None) };
        for (x, s) in k.iter_mut().zip(step.iter()) {
            *x -= s;
        }
        let moved = k.iter().zip(start).map(|(x, s)| (x - s).abs()).fold(0.0, f64::max);
        if moved.is_nan() || moved > reach {
            return Ok(None);
        }
    }
    Ok(None)
}

fn classified(
    local: &LocalBands,
    band: usize,
    hessian: DMatrix<f64>,
    scale: f64,
) -> Option<VanHovePoint> {
    let d = hessian.nrows();
    let curvatures = SymmetricEigen::new(hessian).eigenvalues;
    if curvatures.iter().any(|c| c.abs() <= FLAT * scale) {
        return None;
    }
    let falling = curvatures.iter().filter(|c| **c < 0.0).count();
    let kind = match falling {
        0 => CriticalPoint::Minimum,
        n if n == d => CriticalPoint::Maximum,
        _ => CriticalPoint::Saddle,
    };
    let k = local.k.iter().map(|x| fold(*x)).collect();
    Some(VanHovePoint { band, k, energy: local.energies[band], kind, falling })
}

/// Each point once, by energy, then band and wave vector.
fn distinct(points: Vec<VanHovePoint>) -> Vec<VanHovePoint> {
    let mut kept: Vec<VanHovePoint> = Vec::new();
    for point in points {
        let same = |other: &VanHovePoint| {
            other.band == point.band
                && other.k.iter().zip(&point.k).all(|(x, y)| {
                    let apart = x - y;
                    (apart - apart.round()).abs() < 1e-6
                })
        };
        if !kept.iter().any(same) {
            kept.push(point);
        }
    }
    kept.sort_by(|p, q| {
        let energies = p.energy.total_cmp(&q.energy);
        energies
            .then(p.band.cmp(&q.band))
            .then_with(|| p.k.partial_cmp(&q.k).unwrap_or(std::cmp::Ordering::Equal))
    });
    kept
}
