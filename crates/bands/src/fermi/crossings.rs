//! Crossings of one band with an energy on the edges of the mesh.

use rayon::prelude::*;
use thouless_lattice::BlochHamiltonian;
use thouless_linalg::Progress;

use crate::mesh::Mesh;
use crate::solve::PointSolver;
use crate::{BandsError, GridBands};

/// Energies this near to the wanted one, relative to the largest, count as equal to it.
const ON_ENERGY: f64 = 1e-13;

/// Each edge of the mesh runs from a node along the steps in a mask; where the band crosses the energy
/// on it, its fraction is kept.
pub(crate) struct Crossings<'a> {
    pub(crate) mesh: &'a Mesh,
    pub(crate) band: usize,
    /// Energy minus the wanted one at the nodes, 0 within rounding.
    values: Vec<f64>,
    /// `fractions[node * n_masks + mask − 1]`, NaN where nothing crosses.
    fractions: Vec<f64>,
    n_masks: usize,
}

impl<'a> Crossings<'a> {
    pub(crate) fn find<H: BlochHamiltonian>(
        h: &H,
        bands: &GridBands,
        mesh: &'a Mesh,
        band: usize,
        energy: f64,
        progress: &Progress,
    ) -> Result<Self, BandsError> {
        let n = mesh.n_cells();
        let d = mesh.grid().dimension();
        let n_masks = (1 << d) - 1;
        let scale = bands.energies().iter().fold(energy.abs(), |s, e| s.max(e.abs()));
        let tolerance = ON_ENERGY * scale;
        let snapped = |value: f64| if value.abs() <= tolerance { 0.0 } else { value };
        let values: Vec<f64> = (0..n).map(|i| snapped(bands.at(i)[band] - energy)).collect();
        let mut fractions = vec![f64::NAN; n * n_masks];
        fractions.par_chunks_mut(n_masks).enumerate().try_for_each_init(
            || PointSolver::new(h),
            |solver, (node, fractions)| {
                for mask in 1..=n_masks {
                    let ends = [values[node], values[mesh.corner(node, mask)]];
                    if (ends[0] < 0.0) == (ends[1] < 0.0) {
                        continue;
                    }
                    progress.check()?;
                    let start = mesh.corner_k(node, 0);
                    let step = mesh.step(mask);
                    let mut k = [0.0; 3];
                    let value = |x: f64| {
                        for a in 0..d {
                            k[a] = start[a] + x * step[a];
                        }
                        Ok(snapped(solver.energies(&k[..d])?[band] - energy))
                    };
                    fractions[mask - 1] = root(value, ends)?;
                }
                Ok::<(), BandsError>(())
            },
        )?;
        Ok(Self { mesh, band, values, fractions, n_masks })
    }

    /// Whether the node lies below the energy.
    pub(crate) fn is_below(&self, node: usize) -> bool {
        self.values[node] < 0.0
    }

    /// Number of an edge.
    pub(crate) fn edge(&self, node: usize, mask: usize) -> usize {
        node * self.n_masks + mask - 1
    }

    /// Number of edges.
    pub(crate) fn n_edges(&self) -> usize {
        self.fractions.len()
    }

    /// Where the band crosses the energy on the edge from a node along a mask.
    pub(crate) fn at(&self, node: usize, mask: usize) -> Option<[f64; 3]> {
        let x = self.fractions[self.edge(node, mask)];
        (!x.is_nan()).then(|| along(self.mesh.corner_k(node, 0), self.mesh.step(mask), x))
    }

    /// Where it crosses on the edge between two corners of a cell, in the cell's own coordinates.
    pub(crate) fn in_cell(&self, cell: usize, from: usize, to: usize) -> Option<[f64; 3]> {
        let mask = to & !from;
        let x = self.fractions[self.edge(self.mesh.corner(cell, from), mask)];
        (!x.is_nan()).then(|| along(self.mesh.corner_k(cell, from), self.mesh.step(mask), x))
    }
}

fn along(start: [f64; 3], step: [f64; 3], x: f64) -> [f64; 3] {
    [0, 1, 2].map(|a| start[a] + x * step[a])
}

/// A zero of a continuous function between 0 and 1, from its values there, of which one is negative:
/// regula falsi in the Illinois form, with bisection where that is slow.
fn root(
    mut f: impl FnMut(f64) -> Result<f64, BandsError>,
    ends: [f64; 2],
) -> Result<f64, BandsError> {
    let [mut a, mut b] = [0.0, 1.0];
    let [mut fa, mut fb] = ends;
    if fa == 0.0 {
        return Ok(a);
    }
    if fb == 0.0 {
        return Ok(b);
    }
    for step in 0..200 {
        let x = if step % 8 == 7 { 0.5 * (a + b) } else { b - fb * (b - a) / (fb - fa) };
        let fx = f(x)?;
        if fx == 0.0 {
            return Ok(x);
        }
        if (fx < 0.0) == (fb < 0.0) {
            fa *= 0.5;
        } else {
            (a, fa) = (b, fb);
        }
        (b, fb) = (x, fx);
        if (b - a).abs() <= 1e-15 {
            break;
        }
    }
    Ok(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_of_curved_and_steep_functions_are_found() {
        for zero in [1e-9, 0.2, 0.73, 1.0 - 1e-9] {
            for power in [1, 3, 5] {
                let f = |x: f64| Ok((x - zero).powi(power));
                let ends = [(0.0 - zero).powi(power), (1.0 - zero).powi(power)];
                let found = root(f, ends).unwrap();
                let bound = if power == 1 { 1e-14 } else { 1e-3 };
                assert!((found - zero).abs() < bound, "{zero} {power} {found}");
            }
        }
    }
}
