//! Fermi contours in two dimensions, by marching triangles.

use serde::{Deserialize, Serialize};
use thouless_lattice::BlochHamiltonian;

use super::crossings::Crossings;
use super::{FermiSettings, Kind, search};
use crate::BandsError;

/// Lines in the zone on which a band has a given energy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FermiContours {
    /// The energy.
    pub energy: f64,
    /// Polylines of reduced wave vectors.
    ///
    /// Lower energies lie to the left (first reduced axis to the right, second up). The last point
    /// repeats the first, or is it plus a reciprocal vector where the contour winds around the zone.
    pub contours: Vec<Vec<[f64; 2]>>,
    /// The band of each contour.
    pub bands: Vec<usize>,
}

/// Returns the contours on which a band of a system of two periodic directions has `energy`.
///
/// Bands are linear in no triangle: where one changes sides along an edge of the mesh, the crossing is
/// found on the band itself, so every point of a contour has the energy to about $10^{-13}$ of the
/// band width.
///
/// # Errors
///
/// As [`fermi_points`](crate::fermi_points).
pub fn fermi_contours(
    h: &impl BlochHamiltonian,
    energy: f64,
    settings: &FermiSettings,
) -> Result<FermiContours, BandsError> {
    let mut fermi = FermiContours { energy, contours: Vec::new(), bands: Vec::new() };
    search(h, energy, settings, &Kind { what: "a Fermi contour", dimension: 2 }, |crossings| {
        for contour in joined(crossings) {
            fermi.contours.push(contour);
            fermi.bands.push(crossings.band);
        }
    })?;
    Ok(fermi)
}

/// A step of a contour through one triangle: to which edge, and by how much.
#[derive(Debug, Clone, Copy)]
struct Link {
    edge: usize,
    step: [f64; 2],
}

/// Every crossed edge is left once, so that the links are closed loops on the torus.
fn joined(crossings: &Crossings<'_>) -> Vec<Vec<[f64; 2]>> {
    let mut next: Vec<Option<Link>> = vec![None; crossings.n_edges()];
    for cell in 0..crossings.mesh.n_cells() {
        for masks in crossings.mesh.simplices() {
            if let Some((from, link)) = segment(crossings, cell, masks) {
                next[from] = Some(link);
            }
        }
    }
    let mut contours = Vec::new();
    for node in 0..crossings.mesh.n_cells() {
        for mask in 1..=3 {
            let Some(start) = crossings.at(node, mask) else { continue };
            let contour = follow(&mut next, crossings.edge(node, mask), [start[0], start[1]]);
            if contour.len() > 2 {
                contours.push(contour);
            }
        }
    }
    contours
}

/// The segment in a triangle, with the lower energies to its left.
fn segment(crossings: &Crossings<'_>, cell: usize, masks: &[usize]) -> Option<(usize, Link)> {
    let mesh = crossings.mesh;
    let below = |mask: usize| crossings.is_below(mesh.corner(cell, mask));
    let corner = |mask: usize| mesh.corner_k(cell, mask);
    let [a, b, c] = [masks[0], masks[1], masks[2]];
    // The corner that differs from both others, and they.
    let (apex, others) = match (below(a), below(b), below(c)) {
        (x, y, z) if x == y && y == z => return None,
        (x, y, _) if x == y => (c, [a, b]),
        (x, _, z) if x == z => (b, [a, c]),
        _ => (a, [b, c]),
    };
    let [p, q] = others;
    let (ka, kp, kq) = (corner(apex), corner(p), corner(q));
    let turn = (kp[0] - ka[0]) * (kq[1] - ka[1]) - (kp[1] - ka[1]) * (kq[0] - ka[0]);
    // From the edge towards p to that towards q the apex is on the left if p, q turn left around it.
    let (first, second) = if (turn > 0.0) == below(apex) { (p, q) } else { (q, p) };
    let (from, start) = edge(crossings, cell, apex, first)?;
    let (to, end) = edge(crossings, cell, apex, second)?;
    let step = [end[0] - start[0], end[1] - start[1]];
    Some((from, Link { edge: to, step }))
}

/// Number and crossing of the edge between two corners.
fn edge(crossings: &Crossings<'_>, cell: usize, a: usize, b: usize) -> Option<(usize, [f64; 3])> {
    let (from, to) = if a & !b == 0 { (a, b) } else { (b, a) };
    let number = crossings.edge(crossings.mesh.corner(cell, from), to & !from);
    Some((number, crossings.in_cell(cell, from, to)?))
}

/// Walks along the links until they close, taking them away; points that coincide are kept once.
fn follow(next: &mut [Option<Link>], first: usize, start: [f64; 2]) -> Vec<[f64; 2]> {
    const SAME: f64 = 1e-12;
    let mut contour = vec![start];
    let mut k = start;
    let mut edge = first;
    while let Some(link) = next[edge].take() {
        k = [k[0] + link.step[0], k[1] + link.step[1]];
        edge = link.edge;
        let last = contour[contour.len() - 1];
        if (k[0] - last[0]).abs().max((k[1] - last[1]).abs()) > SAME {
            contour.push(k);
        }
    }
    if contour.len() > 1 {
        close(&mut contour);
        centre(&mut contour);
    }
    contour
}

/// Makes the last point the first plus a whole reciprocal vector, exactly.
fn close(contour: &mut [[f64; 2]]) {
    let (first, last) = (contour[0], contour.len() - 1);
    for a in 0..2 {
        contour[last][a] = first[a] + (contour[last][a] - first[a]).round();
    }
}

/// Moves the middle of the contour into [−1/2, 1/2).
fn centre(contour: &mut [[f64; 2]]) {
    let n = (contour.len() - 1) as f64;
    for a in 0..2 {
        let mean = contour.iter().skip(1).map(|k| k[a]).sum::<f64>() / n;
        let shift = (mean + 0.5 - 1e-9).floor();
        for k in contour.iter_mut() {
            k[a] -= shift;
        }
    }
}
