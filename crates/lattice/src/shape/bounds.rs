//! Boxes around shapes, in space and in cells.

use std::f64::consts::TAU;

use super::BORDER;
use crate::{Model, Vector3};

/// Smaller components of a unit vector are rounding: they do not make an infinite extent matter.
const NEGLIGIBLE: f64 = 1e-12;

/// A box along the Cartesian axes, infinite where its corners are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Smallest coordinates.
    pub min: Vector3,
    /// Largest coordinates.
    pub max: Vector3,
}

impl Bounds {
    /// The box between two corners.
    pub fn new(min: Vector3, max: Vector3) -> Self {
        Self { min, max }
    }

    /// A rectangle of the plane, without limit along `z`.
    pub fn planar(min: [f64; 2], max: [f64; 2]) -> Self {
        Self {
            min: Vector3::new(min[0], min[1], f64::NEG_INFINITY),
            max: Vector3::new(max[0], max[1], f64::INFINITY),
        }
    }

    /// All of space.
    pub fn everywhere() -> Self {
        Self { min: Vector3::repeat(f64::NEG_INFINITY), max: Vector3::repeat(f64::INFINITY) }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self { min: self.min.inf(&other.min), max: self.max.sup(&other.max) }
    }

    /// The box that both share; its `min` exceeds its `max` where there is none.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        Self { min: self.min.sup(&other.min), max: self.max.inf(&other.max) }
    }

    /// The smallest and largest `direction · r` in the box.
    pub(super) fn extent_along(&self, direction: &Vector3) -> (f64, f64) {
        let negligible = NEGLIGIBLE * direction.norm();
        let mut extent = (0.0, 0.0);
        for axis in 0..3 {
            let c = direction[axis];
            if c.abs() <= negligible {
                continue;
            }
            let (a, b) = (c * self.min[axis], c * self.max[axis]);
            extent = (extent.0 + a.min(b), extent.1 + a.max(b));
        }
        extent
    }
}

/// A block of cells: along each lattice direction from `first` to `last`, both included, which are
/// whole numbers or infinite. It is empty where a `first` exceeds its `last`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellRange {
    /// Smallest cell coordinates.
    pub first: [f64; 3],
    /// Largest cell coordinates.
    pub last: [f64; 3],
}

impl CellRange {
    /// All cells of a lattice of that dimension; directions beyond it have the one coordinate 0.
    pub fn everywhere(dimension: usize) -> Self {
        let limit = |d: usize| if d < dimension { f64::INFINITY } else { 0.0 };
        Self {
            first: std::array::from_fn(|d| if d < dimension { -limit(d) } else { 0.0 }),
            last: std::array::from_fn(limit),
        }
    }

    /// The cells that have sites in the box.
    pub fn around(model: &Model, bounds: &Bounds) -> Self {
        let mut range = Self::everywhere(model.dimension());
        for (d, b) in model.lattice().reciprocal().iter().enumerate() {
            range.limit(model, d, bounds.extent_along(&(b / TAU)), b.norm() / TAU);
        }
        range
    }

    /// Keeps, along direction `d`, the cells that have sites whose reduced coordinate is between the
    /// two limits; `scale` is the change of that coordinate per length.
    pub(super) fn limit(&mut self, model: &Model, d: usize, extent: (f64, f64), scale: f64) {
        let tau = || model.sites().iter().map(|site| site.tau()[d]);
        let smallest = tau().fold(f64::INFINITY, f64::min);
        let largest = tau().fold(f64::NEG_INFINITY, f64::max);
        // Twice the border, and the rounding of large coordinates, so that no site is lost.
        let slack = 2.0 * BORDER * scale + BORDER;
        self.first[d] = self.first[d].max((extent.0 - largest - slack).ceil());
        self.last[d] = self.last[d].min((extent.1 - smallest + slack).floor());
    }

    /// Whether there are no cells.
    pub fn is_empty(&self) -> bool {
        self.first.iter().zip(&self.last).any(|(a, b)| a > b)
    }

    /// The smallest block around both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        if self.is_empty() {
            return *other;
        }
        if other.is_empty() {
            return *self;
        }
        Self {
            first: std::array::from_fn(|d| self.first[d].min(other.first[d])),
            last: std::array::from_fn(|d| self.last[d].max(other.last[d])),
        }
    }

    /// The cells that both share.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        Self {
            first: std::array::from_fn(|d| self.first[d].max(other.first[d])),
            last: std::array::from_fn(|d| self.last[d].min(other.last[d])),
        }
    }
}
