//! A block of unit cells.

use super::{Bounds, CellRange, Place, Shape, ShapeError};
use crate::{Cell, Model};

const MAX_CELLS: usize = 1 << 30;

/// The block of unit cells $`0 \dots n_0 \times 0 \dots n_1 \times \dots`$ with all their sites, wherever
/// these are within the cell. Directions that are not given count one cell; those that the
/// lattice does not have must not count more.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{CellBlock, Place, Shape};
/// use thouless_lattice::Vector3;
///
/// let block = CellBlock::new([40, 20]);
/// let place = |cell| Place { cell, site: 0, position: Vector3::zeros() };
/// assert!(block.contains(&place([39, 0, 0])));
/// assert!(!block.contains(&place([40, 0, 0])));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellBlock {
    first: Cell,
    counts: [usize; 3],
    n_given: usize,
}

impl CellBlock {
    /// As many cells along each lattice direction, one to three numbers.
    pub fn new<const D: usize>(counts: [usize; D]) -> Self {
        const { assert!(D >= 1 && D <= 3, "a lattice has 1 to 3 directions") };
        let mut all = [1; 3];
        all[..D].copy_from_slice(&counts);
        Self { first: [0; 3], counts: all, n_given: D }
    }

    /// The block with its first cell there instead of at the origin.
    #[must_use]
    pub fn starting_at(mut self, first: Cell) -> Self {
        self.first = first;
        self
    }

    /// Number of cells along each direction.
    pub fn counts(&self) -> [usize; 3] {
        self.counts
    }

    fn last(&self, d: usize) -> i64 {
        let count = i64::try_from(self.counts[d]).unwrap_or(i64::MAX);
        i64::from(self.first[d]).saturating_add(count) - 1
    }
}

impl Shape for CellBlock {
    fn contains(&self, place: &Place) -> bool {
        let inside =
            |d: usize| place.cell[d] >= self.first[d] && i64::from(place.cell[d]) <= self.last(d);
        inside(0) && inside(1) && inside(2)
    }

    fn bounds(&self) -> Bounds {
        Bounds::everywhere()
    }

    fn check(&self) -> Result<(), ShapeError> {
        for (direction, &found) in self.counts.iter().enumerate() {
            if found == 0 || found > MAX_CELLS {
                return Err(ShapeError::CellCount { direction, found });
            }
        }
        Ok(())
    }

    fn cell_range(&self, model: &Model) -> CellRange {
        let mut block = CellRange::everywhere(model.dimension());
        for d in 0..model.dimension() {
            block.first[d] = f64::from(self.first[d]);
            block.last[d] = self.last(d) as f64;
        }
        block
    }

    fn is_spatial(&self) -> bool {
        false
    }
}
