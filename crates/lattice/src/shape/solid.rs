//! Regions of space: cuboid, ball, half-space.

use super::error::{check_finite, check_size};
use super::{BORDER, Bounds, CellRange, Place, Shape, ShapeError};
use crate::{Model, Vector3};

/// Unit vectors whose cross product is shorter count as parallel.
const PARALLEL: f64 = 1e-12;

/// A box with sides along the Cartesian axes, centred at the origin.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Cuboid, Place, Shape};
/// use thouless_lattice::Vector3;
///
/// let place = Place { cell: [0; 3], site: 0, position: Vector3::new(2.0, 1.0, 0.6) };
/// assert!(!Cuboid::new(4.0, 2.0, 1.0).contains(&place));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cuboid {
    /// Lengths along `x`, `y` and `z`.
    pub size: Vector3,
}

impl Cuboid {
    /// The box of those lengths along `x`, `y` and `z`.
    pub fn new(x: f64, y: f64, z: f64) -> Self {
        Self { size: Vector3::new(x, y, z) }
    }
}

impl Shape for Cuboid {
    fn contains(&self, place: &Place) -> bool {
        let sides = place.position.iter().zip(&self.size);
        sides.fold(true, |inside, (r, size)| inside && r.abs() <= 0.5 * size + BORDER)
    }

    fn bounds(&self) -> Bounds {
        Bounds::new(-0.5 * self.size, 0.5 * self.size)
    }

    fn check(&self) -> Result<(), ShapeError> {
        self.size.iter().try_for_each(|size| check_size("side of the cuboid", *size))
    }
}

/// A ball around the origin.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Ball, Place, Shape};
/// use thouless_lattice::Vector3;
///
/// let place = Place { cell: [0; 3], site: 0, position: Vector3::new(2.0, 2.0, 1.0) };
/// assert!(Ball::new(3.0).contains(&place));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ball {
    /// Radius.
    pub radius: f64,
}

impl Ball {
    /// The ball of that radius.
    pub fn new(radius: f64) -> Self {
        Self { radius }
    }
}

impl Shape for Ball {
    fn contains(&self, place: &Place) -> bool {
        place.position.norm() <= self.radius + BORDER
    }

    fn bounds(&self) -> Bounds {
        Bounds::new(Vector3::repeat(-self.radius), Vector3::repeat(self.radius))
    }

    fn check(&self) -> Result<(), ShapeError> {
        check_size("radius of the ball", self.radius)
    }
}

/// All points $r$ with $`(r - p) \cdot n \le 0`$: the side of a plane (or, in two dimensions, of a
/// line) that its normal $n$ points away from.
///
/// It is unbounded; intersect it with other shapes until each open lattice direction is bounded.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Disk, HalfSpace, Place, Shape};
/// use thouless_lattice::Vector3;
///
/// let left_half = Disk::new(5.0) & HalfSpace::new(Vector3::zeros(), Vector3::x());
/// let place = |x| Place { cell: [0; 3], site: 0, position: Vector3::new(x, 0.0, 0.0) };
/// assert!(left_half.contains(&place(-5.0)) && !left_half.contains(&place(1.0)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HalfSpace {
    /// A point of the border.
    pub point: Vector3,
    /// A vector of any length that points out of the half-space.
    pub normal: Vector3,
}

impl HalfSpace {
    /// The half-space with `point` on its border and `normal` pointing out of it.
    pub fn new(point: Vector3, normal: Vector3) -> Self {
        Self { point, normal }
    }

    /// $n \cdot p$ and $n$ for the unit normal.
    fn plane(&self) -> (f64, Vector3) {
        // Dividing by the largest component first keeps very long and short normals exact.
        let normal = (self.normal / self.normal.amax()).normalize();
        (normal.dot(&self.point), normal)
    }
}

impl Shape for HalfSpace {
    fn contains(&self, place: &Place) -> bool {
        let (offset, normal) = self.plane();
        normal.dot(&place.position) <= offset + BORDER
    }

    fn bounds(&self) -> Bounds {
        let mut bounds = Bounds::everywhere();
        let (offset, normal) = self.plane();
        for (axis, e) in [Vector3::x(), Vector3::y(), Vector3::z()].iter().enumerate() {
            if normal.cross(e).norm() < PARALLEL {
                let limit = offset * normal[axis];
                let side = if normal[axis] > 0.0 { &mut bounds.max } else { &mut bounds.min };
                side[axis] = limit;
            }
        }
        bounds
    }

    fn check(&self) -> Result<(), ShapeError> {
        check_finite("point on the border of the half-space", self.point.as_slice())?;
        check_finite("normal of the half-space", self.normal.as_slice())?;
        if self.normal == Vector3::zeros() { Err(ShapeError::NoNormal) } else { Ok(()) }
    }

    /// Bounded along a lattice direction whose reciprocal vector is parallel to the normal.
    fn cell_range(&self, model: &Model) -> CellRange {
        let mut range = CellRange::around(model, &self.bounds());
        let (offset, normal) = self.plane();
        for (d, b) in model.lattice().reciprocal().iter().enumerate() {
            let scale = b.norm() / std::f64::consts::TAU;
            let cosine = normal.dot(&b.normalize());
            if normal.cross(&b.normalize()).norm() < PARALLEL {
                let limit = offset * scale * cosine.signum();
                let below = (f64::NEG_INFINITY, limit);
                let above = (limit, f64::INFINITY);
                range.limit(model, d, if cosine > 0.0 { below } else { above }, scale);
            }
        }
        range
    }
}
