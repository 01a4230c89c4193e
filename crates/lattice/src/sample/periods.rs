//! Periodic directions of a sample, their twists, and which fields fit.

use super::SampleError;
use crate::{Cell, Lattice, LatticeError, Model, Vector3};

const MAX_CELLS: usize = 1 << 29;

/// Fluxes this close to a whole number, relative to their size, count as whole.
const WHOLE: f64 = 1e-9;

/// Periods in cells, and the turns that a wave function gains over one period.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Periods {
    pub(super) cells: [Option<u32>; 3],
    pub(super) turns: [f64; 3],
}

impl Periods {
    pub(super) fn new(
        dimension: usize,
        periods: &[(usize, usize)],
        twists: &[(usize, f64)],
    ) -> Result<Self, LatticeError> {
        let mut all = Self::default();
        let check = |what, direction| {
            let known = direction < dimension;
            known.then_some(()).ok_or(LatticeError::NoSuchDirection { what, direction, dimension })
        };
        for &(direction, cells) in periods {
            check("`periodic`", direction)?;
            if cells == 0 || cells > MAX_CELLS {
                return Err(SampleError::Period { direction, cells }.into());
            }
            all.cells[direction] = u32::try_from(cells).ok();
        }
        for &(direction, angle) in twists {
            check("`twist`", direction)?;
            crate::lattice::all_finite(&[angle], || "the twist of the sample".to_owned())?;
            if all.cells[direction].is_none() {
                return Err(SampleError::TwistOfOpenDirection { direction }.into());
            }
            all.turns[direction] += angle / std::f64::consts::TAU;
        }
        Ok(all)
    }

    pub(super) fn any(&self) -> bool {
        self.cells.iter().any(Option::is_some)
    }

    /// Whether two bonds may join the same sites, or a site with itself, around a short period.
    pub(super) fn may_repeat_bonds(&self, model: &Model) -> bool {
        self.cells
            .iter()
            .enumerate()
            .any(|(d, n)| n.is_some_and(|n| i64::from(n) <= 2 * i64::from(model.range(d))))
    }

    /// The Cartesian vector of one period, where the direction is periodic.
    pub(super) fn vector(&self, lattice: &Lattice, direction: usize) -> Option<Vector3> {
        let n = self.cells[direction]?;
        lattice.vectors().get(direction).map(|a| a * f64::from(n))
    }

    /// By how many periods `cell` is ahead of its image `of`.
    pub(super) fn wraps(&self, cell: Cell, of: Cell) -> [i32; 3] {
        std::array::from_fn(|d| match self.cells[d] {
            Some(n) => (cell[d] - of[d]) / n.cast_signed(),
            None => 0,
        })
    }

    /// Refuses a field of `density` flux quanta per area whose flux through a torus is not whole.
    pub(super) fn check_flux(&self, lattice: &Lattice, density: f64) -> Result<(), SampleError> {
        for i in 0..3 {
            for j in i + 1..3 {
                let (Some(a), Some(b)) = (self.vector(lattice, i), self.vector(lattice, j)) else {
                    continue;
                };
                let area = a.cross(&b).z;
                let total = density * area;
                if (total - total.round()).abs() <= WHOLE * total.abs().max(1.0) {
                    continue;
                }
                let cell_area = cell_area(lattice).unwrap_or(1.0);
                let per_cell = |quanta: f64| quanta / area * cell_area;
                let [below, above] = [per_cell(total.floor()), per_cell(total.ceil())];
                return Err(SampleError::FluxNotCommensurate {
                    directions: [i, j],
                    total: total.abs(),
                    below: below.min(above),
                    above: below.max(above),
                });
            }
        }
        Ok(())
    }
}

/// The area of a cell's face of the first two lattice vectors, seen along z.
pub(super) fn cell_area(lattice: &Lattice) -> Option<f64> {
    let [a, b, ..] = lattice.vectors() else { return None };
    let area = a.cross(b).z.abs();
    (area > 1e-9 * a.norm() * b.norm()).then_some(area)
}
