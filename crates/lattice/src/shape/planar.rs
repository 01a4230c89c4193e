//! Regions of the plane with few numbers: rectangle, disk, ring.

use super::error::check_size;
use super::{BORDER, Bounds, Place, Shape, ShapeError};

/// A rectangle with sides along `x` and `y`, centred at the origin; any `z`.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Place, Rectangle, Shape};
/// use thouless_lattice::Vector3;
///
/// let place = |x, y| Place { cell: [0; 3], site: 0, position: Vector3::new(x, y, 0.0) };
/// assert!(Rectangle::new(4.0, 2.0).contains(&place(-2.0, 1.0)));
/// assert!(!Rectangle::new(4.0, 2.0).contains(&place(-2.0, 1.1)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// Length along `x`.
    pub width: f64,
    /// Length along `y`.
    pub height: f64,
}

impl Rectangle {
    /// The rectangle of that width and height.
    pub fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }
}

impl Shape for Rectangle {
    fn contains(&self, place: &Place) -> bool {
        let r = place.position;
        r.x.abs() <= 0.5 * self.width + BORDER && r.y.abs() <= 0.5 * self.height + BORDER
    }

    fn bounds(&self) -> Bounds {
        let (x, y) = (0.5 * self.width, 0.5 * self.height);
        Bounds::planar([-x, -y], [x, y])
    }

    fn check(&self) -> Result<(), ShapeError> {
        check_size("width of the rectangle", self.width)?;
        check_size("height of the rectangle", self.height)
    }
}

/// A disk around the origin of the plane; any `z`.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Disk, Place, Shape};
/// use thouless_lattice::Vector3;
///
/// let place = Place { cell: [0; 3], site: 0, position: Vector3::new(3.0, 4.0, 9.0) };
/// assert!(Disk::new(5.0).contains(&place));
/// assert!(!Disk::new(4.9).contains(&place));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disk {
    /// Radius.
    pub radius: f64,
}

impl Disk {
    /// The disk of that radius.
    pub fn new(radius: f64) -> Self {
        Self { radius }
    }
}

impl Shape for Disk {
    fn contains(&self, place: &Place) -> bool {
        place.position.x.hypot(place.position.y) <= self.radius + BORDER
    }

    fn bounds(&self) -> Bounds {
        Bounds::planar([-self.radius; 2], [self.radius; 2])
    }

    fn check(&self) -> Result<(), ShapeError> {
        check_size("radius of the disk", self.radius)
    }
}

/// What lies between two circles around the origin of the plane, both included; any `z`.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Place, Ring, Shape};
/// use thouless_lattice::Vector3;
///
/// let place = |x| Place { cell: [0; 3], site: 0, position: Vector3::new(x, 0.0, 0.0) };
/// let ring = Ring::new(8.0, 12.0);
/// assert!(ring.contains(&place(8.0)) && ring.contains(&place(-12.0)));
/// assert!(!ring.contains(&place(7.0)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ring {
    /// Radius of the hole.
    pub inner: f64,
    /// Radius of the outer border.
    pub outer: f64,
}

impl Ring {
    /// The ring between the two radii.
    pub fn new(inner: f64, outer: f64) -> Self {
        Self { inner, outer }
    }
}

impl Shape for Ring {
    fn contains(&self, place: &Place) -> bool {
        let rho = place.position.x.hypot(place.position.y);
        rho >= self.inner - BORDER && rho <= self.outer + BORDER
    }

    fn bounds(&self) -> Bounds {
        Bounds::planar([-self.outer; 2], [self.outer; 2])
    }

    fn check(&self) -> Result<(), ShapeError> {
        let Self { inner, outer } = *self;
        check_size("inner radius of the ring", inner)?;
        check_size("outer radius of the ring", outer)?;
        if inner > outer { Err(ShapeError::RingInsideOut { inner, outer }) } else { Ok(()) }
    }
}
