//! Unions, intersections and differences of shapes.

use std::ops::{BitAnd, BitOr, Sub};

use super::{
    Ball, Bounds, CellBlock, CellRange, Cuboid, Disk, Everywhere, HalfSpace, Place, Polygon,
    Rectangle, Ring, Rotated, Shape, ShapeError, Translated, Where,
};
use crate::Model;

/// Sites of either shape, see [`Shape::union`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Union<A, B>(pub(super) A, pub(super) B);

/// Sites of both shapes, see [`Shape::intersection`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intersection<A, B>(pub(super) A, pub(super) B);

/// Sites of the first shape that are not in the second, see [`Shape::difference`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference<A, B>(pub(super) A, pub(super) B);

impl<A: Shape, B: Shape> Shape for Union<A, B> {
    fn contains(&self, place: &Place) -> bool {
        self.0.contains(place) || self.1.contains(place)
    }

    fn bounds(&self) -> Bounds {
        self.0.bounds().hull(&self.1.bounds())
    }

    fn check(&self) -> Result<(), ShapeError> {
        self.0.check()?;
        self.1.check()
    }

    fn cell_range(&self, model: &Model) -> CellRange {
        self.0.cell_range(model).hull(&self.1.cell_range(model))
    }

    fn is_spatial(&self) -> bool {
        self.0.is_spatial() && self.1.is_spatial()
    }
}

impl<A: Shape, B: Shape> Shape for Intersection<A, B> {
    fn contains(&self, place: &Place) -> bool {
        self.0.contains(place) && self.1.contains(place)
    }

    fn bounds(&self) -> Bounds {
        self.0.bounds().common(&self.1.bounds())
    }

    fn check(&self) -> Result<(), ShapeError> {
        self.0.check()?;
        self.1.check()
    }

    fn cell_range(&self, model: &Model) -> CellRange {
        self.0.cell_range(model).common(&self.1.cell_range(model))
    }

    fn is_spatial(&self) -> bool {
        self.0.is_spatial() && self.1.is_spatial()
    }
}

impl<A: Shape, B: Shape> Shape for Difference<A, B> {
    fn contains(&self, place: &Place) -> bool {
        self.0.contains(place) && !self.1.contains(place)
    }

    fn bounds(&self) -> Bounds {
        self.0.bounds()
    }

    fn check(&self) -> Result<(), ShapeError> {
        self.0.check()?;
        self.1.check()
    }

    fn cell_range(&self, model: &Model) -> CellRange {
        self.0.cell_range(model)
    }

    fn is_spatial(&self) -> bool {
        self.0.is_spatial() && self.1.is_spatial()
    }
}

macro_rules! operators {
    ($([$($generics:tt)*] $shape:ty),* $(,)?) => {$(
        impl<Other: Shape, $($generics)*> BitOr<Other> for $shape {
            type Output = Union<Self, Other>;

            fn bitor(self, other: Other) -> Self::Output {
                Union(self, other)
            }
        }

        impl<Other: Shape, $($generics)*> BitAnd<Other> for $shape {
            type Output = Intersection<Self, Other>;

            fn bitand(self, other: Other) -> Self::Output {
                Intersection(self, other)
            }
        }

        impl<Other: Shape, $($generics)*> Sub<Other> for $shape {
            type Output = Difference<Self, Other>;

            fn sub(self, other: Other) -> Self::Output {
                Difference(self, other)
            }
        }
    )*};
}

operators!(
    [] Ball,
    [] CellBlock,
    [] Cuboid,
    [] Disk,
    [] Everywhere,
    [] HalfSpace,
    [] Polygon,
    [] Rectangle,
    [] Ring,
    [F] Where<F>,
    [S] Translated<S>,
    [S] Rotated<S>,
    [A, B] Union<A, B>,
    [A, B] Intersection<A, B>,
    [A, B] Difference<A, B>,
);
