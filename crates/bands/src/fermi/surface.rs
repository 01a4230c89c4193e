//! Fermi surfaces in three dimensions, by marching tetrahedra.

use serde::{Deserialize, Serialize};
use thouless_lattice::{BlochHamiltonian, Vector3};

use super::crossings::Crossings;
use super::{FermiSettings, Kind, search};
use crate::BandsError;

/// Surfaces in the zone on which a band has a given energy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FermiSurface {
    /// The energy.
    pub energy: f64,
    /// Corners of triangles, reduced; each triangle lies in one cell of the grid, and turns
    /// counter-clockwise seen from the higher energies.
    pub triangles: Vec<[[f64; 3]; 3]>,
    /// The band of each triangle.
    pub bands: Vec<usize>,
}

/// Returns the surfaces on which a band of a system of three periodic directions has `energy`, as
/// triangles whose corners have the energy to about $10^{-13}$ of the band width.
///
/// # Errors
///
/// As [`fermi_points`](crate::fermi_points).
pub fn fermi_surface(
    h: &impl BlochHamiltonian,
    energy: f64,
    settings: &FermiSettings,
) -> Result<FermiSurface, BandsError> {
    let mut fermi = FermiSurface { energy, triangles: Vec::new(), bands: Vec::new() };
    search(h, energy, settings, &Kind { what: "a Fermi surface", dimension: 3 }, |crossings| {
        for cell in 0..crossings.mesh.n_cells() {
            for masks in crossings.mesh.simplices() {
                add_triangles(crossings, cell, masks, &mut fermi);
            }
        }
    })?;
    Ok(fermi)
}

fn add_triangles(
    crossings: &Crossings<'_>,
    cell: usize,
    masks: &[usize],
    fermi: &mut FermiSurface,
) {
    let mesh = crossings.mesh;
    let is_below = |mask: &usize| crossings.is_below(mesh.corner(cell, *mask));
    let (below, above): (Vec<usize>, Vec<usize>) = masks.iter().partition(|m| is_below(m));
    let crossing = |a: usize, b: usize| {
        let (from, to) = if a & !b == 0 { (a, b) } else { (b, a) };
        crossings.in_cell(cell, from, to)
    };
    let corners: Option<Vec<[f64; 3]>> = match (below.as_slice(), above.as_slice()) {
        ([apex], others) | (others, [apex]) => others.iter().map(|o| crossing(*apex, *o)).collect(),
        // Around the quadrilateral, one corner changes at a time.
        ([a, b], [c, d]) => {
            [(a, c), (a, d), (b, d), (b, c)].iter().map(|(x, y)| crossing(**x, **y)).collect()
        }
        _ => return,
    };
    let Some(corners) = corners else { return };
    let middle = |masks: &[usize]| {
        let sum: Vector3 = masks.iter().map(|m| Vector3::from(mesh.corner_k(cell, *m))).sum();
        sum / masks.len() as f64
    };
    let upwards = middle(&above) - middle(&below);
    for i in 1..corners.len() - 1 {
        let [p, q, r] = [corners[0], corners[i], corners[i + 1]];
        let normal =
            (Vector3::from(q) - Vector3::from(p)).cross(&(Vector3::from(r) - Vector3::from(p)));
        // Less than a square of rounding: the triangle has shrunk to a line or point.
        if normal.norm() < 1e-24 {
            continue;
        }
        fermi.triangles.push(if normal.dot(&upwards) > 0.0 { [p, q, r] } else { [p, r, q] });
        fermi.bands.push(crossings.band);
    }
}
