//! Shapes translated and rotated.

use super::error::check_finite;
use super::{Bounds, Place, Shape, ShapeError};
use crate::Vector3;

/// A shape moved by a vector, see [`Shape::translated`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Translated<S> {
    pub(super) shape: S,
    pub(super) by: Vector3,
}

impl<S: Shape> Shape for Translated<S> {
    fn contains(&self, place: &Place) -> bool {
        self.shape.contains(&Place { position: place.position - self.by, ..*place })
    }

    fn bounds(&self) -> Bounds {
        let Bounds { min, max } = self.shape.bounds();
        Bounds::new(min + self.by, max + self.by)
    }

    fn check(&self) -> Result<(), ShapeError> {
        check_finite("translation of the shape", self.by.as_slice())?;
        check_movable(&self.shape)?;
        self.shape.check()
    }
}

/// A shape turned about the z axis, see [`Shape::rotated`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rotated<S> {
    pub(super) shape: S,
    pub(super) angle: f64,
}

impl<S: Shape> Shape for Rotated<S> {
    fn contains(&self, place: &Place) -> bool {
        let (sin, cos) = self.angle.sin_cos();
        let r = place.position;
        let position = Vector3::new(cos * r.x + sin * r.y, cos * r.y - sin * r.x, r.z);
        self.shape.contains(&Place { position, ..*place })
    }

    fn bounds(&self) -> Bounds {
        let inner = self.shape.bounds();
        let (sin, cos) = self.angle.sin_cos();
        // The new x is cos·x − sin·y, the new y is sin·x + cos·y.
        let x = inner.extent_along(&Vector3::new(cos, -sin, 0.0));
        let y = inner.extent_along(&Vector3::new(sin, cos, 0.0));
        Bounds::new(Vector3::new(x.0, y.0, inner.min.z), Vector3::new(x.1, y.1, inner.max.z))
    }

    fn check(&self) -> Result<(), ShapeError> {
        check_finite("rotation angle of the shape", &[self.angle])?;
        check_movable(&self.shape)?;
        self.shape.check()
    }
}

fn check_movable(shape: &impl Shape) -> Result<(), ShapeError> {
    if shape.is_spatial() { Ok(()) } else { Err(ShapeError::NotMovable) }
}
