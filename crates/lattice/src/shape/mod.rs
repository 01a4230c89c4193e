//! Regions of space, or of cells, that a sample is cut with.
//!
//! A shape holds the sites whose Cartesian position is inside or within [`BORDER`] of its border.
//! Centres are at the origin; [`Shape::translated`] and [`Shape::rotated`] move them. Shapes combine
//! with `|` (union), `&` (intersection) and `-` (difference). [`Rectangle`], [`Disk`], [`Ring`] and
//! [`Polygon`] are regions of the plane and say nothing about `z`.

mod bounds;
mod cells;
mod combine;
mod error;
mod moved;
mod planar;
mod polygon;
mod predicate;
mod solid;

pub use bounds::{Bounds, CellRange};
pub use cells::CellBlock;
pub use combine::{Difference, Intersection, Union};
pub use error::ShapeError;
pub use moved::{Rotated, Translated};
pub use planar::{Disk, Rectangle, Ring};
pub use polygon::Polygon;
pub use predicate::{Everywhere, Where};
pub use solid::{Ball, Cuboid, HalfSpace};

use crate::{Cell, Model, Vector3};

/// Sites this far outside the border of a shape still belong to it (in the unit of length).
pub const BORDER: f64 = 1e-9;

/// Where a site of the infinite crystal is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its unit cell.
    pub cell: Cell,
    /// Its number within the cell, see [`Model::sites`].
    pub site: usize,
    /// Its Cartesian position.
    pub position: Vector3,
}

/// What a sample is cut with.
///
/// # What to implement
///
/// [`contains`](Self::contains), usually of `place.position`, and [`bounds`](Self::bounds), a box that
/// holds the whole shape, infinite where the shape is; [`check`](Self::check) where the shape has
/// numbers that can be wrong.
///
/// # What is guaranteed
///
/// Before anything else is asked, `check` has passed. `contains` is called from many threads, about
/// once for each site within the bounds.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Disk, Place, Rectangle, Shape};
/// use thouless_lattice::Vector3;
///
/// let hall_bar_with_hole = Rectangle::new(40.0, 10.0) - Disk::new(3.0);
/// let place = |x, y| Place { cell: [0; 3], site: 0, position: Vector3::new(x, y, 0.0) };
/// assert!(hall_bar_with_hole.contains(&place(20.0, 5.0))); // the border belongs to the shape
/// assert!(!hall_bar_with_hole.contains(&place(0.0, 2.5)));
/// ```
pub trait Shape: Send + Sync {
    /// Whether the site there belongs to the shape.
    fn contains(&self, place: &Place) -> bool;

    /// A box around the shape.
    fn bounds(&self) -> Bounds;

    /// Refuses shapes that make no sense.
    ///
    /// # Errors
    ///
    /// [`ShapeError`], naming the number that is wrong.
    fn check(&self) -> Result<(), ShapeError> {
        Ok(())
    }

    /// The cells whose sites may lie in the shape.
    fn cell_range(&self, model: &Model) -> CellRange {
        CellRange::around(model, &self.bounds())
    }

    /// Whether the shape goes by Cartesian positions, and so can be moved.
    fn is_spatial(&self) -> bool {
        true
    }

    /// Sites of this shape or of `other`, also written `self | other`.
    fn union<S: Shape>(self, other: S) -> Union<Self, S>
    where
        Self: Sized,
    {
        Union(self, other)
    }

    /// Sites of both shapes, also written `self & other`.
    fn intersection<S: Shape>(self, other: S) -> Intersection<Self, S>
    where
        Self: Sized,
    {
        Intersection(self, other)
    }

    /// Sites of this shape that are not in `other`, also written `self - other`.
    fn difference<S: Shape>(self, other: S) -> Difference<Self, S>
    where
        Self: Sized,
    {
        Difference(self, other)
    }

    /// The shape moved by a vector.
    fn translated(self, by: Vector3) -> Translated<Self>
    where
        Self: Sized,
    {
        Translated { shape: self, by }
    }

    /// The shape turned about the z axis by `angle` radians, counter-clockwise seen from +z.
    fn rotated(self, angle: f64) -> Rotated<Self>
    where
        Self: Sized,
    {
        Rotated { shape: self, angle }
    }
}

macro_rules! forward_shape {
    ($($target:ty),*) => {$(
        impl<S: Shape + ?Sized> Shape for $target {
            fn contains(&self, place: &Place) -> bool {
                (**self).contains(place)
            }

            fn bounds(&self) -> Bounds {
                (**self).bounds()
            }

            fn check(&self) -> Result<(), ShapeError> {
                (**self).check()
            }

            fn cell_range(&self, model: &Model) -> CellRange {
                (**self).cell_range(model)
            }

            fn is_spatial(&self) -> bool {
                (**self).is_spatial()
            }
        }
    )*};
}

forward_shape!(&S, Box<S>, std::sync::Arc<S>);
