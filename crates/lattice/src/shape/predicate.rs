//! Shapes given by a rule.

use super::error::ShapeError;
use super::{Bounds, Place, Shape};
use crate::Vector3;

/// All of space. It is unbounded: for molecules, samples periodic in every direction, and as a start
/// for intersections.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Everywhere, Place, Shape};
/// use thouless_lattice::Vector3;
///
/// let place = Place { cell: [7, 0, 0], site: 0, position: Vector3::new(7.0, 0.0, 0.0) };
/// assert!(Everywhere.contains(&place));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Everywhere;

impl Shape for Everywhere {
    fn contains(&self, _: &Place) -> bool {
        true
    }

    fn bounds(&self) -> Bounds {
        Bounds::everywhere()
    }
}

/// The points within some bounds for which a predicate holds, which decides on the border itself.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Bounds, Place, Shape, Where};
/// use thouless_lattice::Vector3;
///
/// let bounds = Bounds::planar([-10.0, 0.0], [10.0, 10.0]);
/// let dome = Where::new(bounds, |r: Vector3| r.x * r.x + r.y * r.y < 100.0);
/// let place = |x, y| Place { cell: [0; 3], site: 0, position: Vector3::new(x, y, 0.0) };
/// assert!(dome.contains(&place(0.0, 9.0)) && !dome.contains(&place(0.0, -9.0)));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Where<F> {
    bounds: Bounds,
    predicate: F,
}

impl<F: Fn(Vector3) -> bool + Send + Sync> Where<F> {
    /// The points inside `bounds` for which `predicate` is true.
    pub fn new(bounds: Bounds, predicate: F) -> Self {
        Self { bounds, predicate }
    }
}

impl<F: Fn(Vector3) -> bool + Send + Sync> Shape for Where<F> {
    fn contains(&self, place: &Place) -> bool {
        let (r, Bounds { min, max }) = (place.position, self.bounds);
        let inside = (0..3).fold(true, |inside, a| {
            inside && r[a] >= min[a] - super::BORDER && r[a] <= max[a] + super::BORDER
        });
        inside && (self.predicate)(r)
    }

    fn bounds(&self) -> Bounds {
        self.bounds
    }

    fn check(&self) -> Result<(), ShapeError> {
        let Bounds { min, max } = self.bounds;
        for axis in 0..3 {
            for value in [min[axis], max[axis]] {
                if value.is_nan() {
                    return Err(ShapeError::NotFinite { what: "bound of the shape", value });
                }
            }
            if min[axis] > max[axis] {
                return Err(ShapeError::Bounds { axis, min: min[axis], max: max[axis] });
            }
        }
        Ok(())
    }
}
