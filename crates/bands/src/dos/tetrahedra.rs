//! States counted in simplices with linear energies.

use rayon::prelude::*;
use thouless_lattice::Lattice;
use thouless_linalg::Progress;

use crate::linear::{density_at, fraction_below};
use crate::mesh::Mesh;
use crate::{BandsError, GridBands};

/// Sums are made in this many parts whatever the number of threads, so that they round alike.
const PARTS: usize = 64;

/// Density, and states below, at each energy.
pub(super) fn density(
    bands: &GridBands,
    lattice: &Lattice,
    energies: &[f64],
    progress: &Progress,
) -> Result<(Vec<f64>, Vec<f64>), BandsError> {
    let mesh = Mesh::new(bands.grid(), lattice);
    if let [energy] = energies {
        let below = states_below(&mesh, bands, &[*energy], progress)?;
        return Ok((vec![density_at_point(&mesh, bands, *energy)], below));
    }
    let points = with_midpoints(energies);
    let below = states_below(&mesh, bands, &points, progress)?;
    let n = energies.len();
    // Entries 2i+1 are the energies, those beside them the edges of their bins.
    let dos = (0..n)
        .map(|i| (below[2 * i + 2] - below[2 * i]) / (points[2 * i + 2] - points[2 * i]))
        .collect();
    let integrated = (0..n).map(|i| below[2 * i + 1]).collect();
    Ok((dos, integrated))
}

/// Bin edges and energies in turn; the outer edges as far out as the inner ones are in.
fn with_midpoints(energies: &[f64]) -> Vec<f64> {
    let n = energies.len();
    let mut points = Vec::with_capacity(2 * n + 1);
    points.push(energies[0] - 0.5 * (energies[1] - energies[0]));
    for pair in energies.windows(2) {
        points.extend([pair[0], 0.5 * (pair[0] + pair[1])]);
    }
    points.push(energies[n - 1]);
    points.push(energies[n - 1] + 0.5 * (energies[n - 1] - energies[n - 2]));
    points
}

/// States per cell below each of the increasing energies.
fn states_below(
    mesh: &Mesh,
    bands: &GridBands,
    energies: &[f64],
    progress: &Progress,
) -> Result<Vec<f64>, BandsError> {
    let n = energies.len();
    progress.start("density of states", mesh.n_cells() as u64);
    let parts = (0..PARTS)
        .into_par_iter()
        .map(|part| {
            progress.check()?;
            let cells = part * mesh.n_cells() / PARTS..(part + 1) * mesh.n_cells() / PARTS;
            let done = cells.len();
            let mut partly = vec![0.0; n];
            let mut full = vec![0_u64; n + 1];
            for_each_simplex(mesh, bands, cells, |corners| {
                let lowest = energies.partition_point(|e| *e <= corners[0]);
                let highest = energies.partition_point(|e| *e < corners[corners.len() - 1]);
                for i in lowest..highest {
                    partly[i] += fraction_below(corners, energies[i]);
                }
                full[highest] += 1;
            });
            progress.advance(done as u64);
            Ok((partly, full))
        })
        .collect::<Result<Vec<_>, BandsError>>()?;
    progress.finish();

    let weight = 1.0 / (mesh.n_cells() * mesh.simplices().len()) as f64;
    let mut below = vec![0.0; n];
    let mut full_below = 0;
    for i in 0..n {
        full_below += parts.iter().map(|(_, full)| full[i]).sum::<u64>();
        let partly: f64 = parts.iter().map(|(partly, _)| partly[i]).sum();
        below[i] = weight * (full_below as f64 + partly);
    }
    Ok(below)
}

fn density_at_point(mesh: &Mesh, bands: &GridBands, energy: f64) -> f64 {
    let mut sum = 0.0;
    for_each_simplex(mesh, bands, 0..mesh.n_cells(), |corners| {
        sum += density_at(corners, energy);
    });
    sum / (mesh.n_cells() * mesh.simplices().len()) as f64
}

/// Calls with the ascending corner energies of each simplex and band.
fn for_each_simplex(
    mesh: &Mesh,
    bands: &GridBands,
    cells: std::ops::Range<usize>,
    mut each: impl FnMut(&[f64]),
) {
    let d = mesh.grid().dimension();
    let mut corner = [0; 8];
    for cell in cells {
        for (mask, point) in corner.iter_mut().enumerate().take(1 << d) {
            *point = mesh.corner(cell, mask);
        }
        for masks in mesh.simplices() {
            for band in 0..bands.n_bands() {
                let mut energies = [0.0; 4];
                for (e, mask) in energies.iter_mut().zip(masks) {
                    *e = bands.at(corner[*mask])[band];
                }
                let energies = &mut energies[..=d];
                energies.sort_unstable_by(f64::total_cmp);
                each(energies);
            }
        }
    }
}
