//! Why a shape makes no sense.

use thiserror::Error;

/// Why a shape makes no sense.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ShapeError {
    /// A size that is negative, NaN or infinite.
    #[error("the {what} is {value}; it must be a finite number, 0 or larger")]
    Size {
        /// Which size of which shape.
        what: &'static str,
        /// The value given.
        value: f64,
    },

    /// A coordinate, angle or bound that is NaN, or infinite where it must not be.
    #[error("the {what} is {value}; only finite numbers are allowed")]
    NotFinite {
        /// Which number of which shape.
        what: &'static str,
        /// The value given.
        value: f64,
    },

    /// A ring whose inner radius exceeds its outer one.
    #[error("the ring's inner radius {inner} exceeds its outer radius {outer}")]
    RingInsideOut {
        /// Inner radius.
        inner: f64,
        /// Outer radius.
        outer: f64,
    },

    /// A half-space whose normal vanishes.
    #[error("the normal of the half-space is the zero vector; give a direction")]
    NoNormal,

    /// A polygon of fewer than three points.
    #[error("the polygon has {found} points; it needs at least 3")]
    TooFewPoints {
        /// Number of points given.
        found: usize,
    },

    /// Two consecutive points of a polygon that coincide.
    #[error("points {first} and {second} of the polygon coincide at ({x}, {y}); leave one out")]
    RepeatedPoint {
        /// Number of the first point, from 0.
        first: usize,
        /// Number of the second.
        second: usize,
        /// Where they are.
        x: f64,
        /// Where they are.
        y: f64,
    },

    /// A polygon whose border crosses or touches itself.
    #[error(
        "the polygon's border meets itself: edge {first} (from point {first}) and edge {second} \
         (from point {second}); give the points in order around a simple polygon"
    )]
    SelfIntersection {
        /// Number of one edge, which begins at the point of that number.
        first: usize,
        /// Number of the other.
        second: usize,
    },

    /// Bounds whose smallest coordinate exceeds the largest.
    #[error("the bounds run from {min} to {max} along axis {axis}; the first must not be larger")]
    Bounds {
        /// The Cartesian axis, 0 to 2.
        axis: usize,
        /// Smallest coordinate given.
        min: f64,
        /// Largest coordinate given.
        max: f64,
    },

    /// A block of no cells, or of more than can be numbered.
    #[error("the block of cells has {found} cells along direction {direction}; give 1 to 2^30")]
    CellCount {
        /// Lattice direction.
        direction: usize,
        /// Number of cells given.
        found: usize,
    },

    /// A block of cells that was translated or rotated in space.
    #[error(
        "a block of cells cannot be moved in space; start it at another cell (`CellBlock::starting_at`) \
         or cut with a rectangle or polygon"
    )]
    NotMovable,
}

/// Refuses sizes that are negative, NaN or infinite.
pub(super) fn check_size(what: &'static str, value: f64) -> Result<(), ShapeError> {
    if value.is_finite() && value >= 0.0 { Ok(()) } else { Err(ShapeError::Size { what, value }) }
}

/// Refuses NaN and infinities.
pub(super) fn check_finite(what: &'static str, values: &[f64]) -> Result<(), ShapeError> {
    match values.iter().find(|v| !v.is_finite()) {
        Some(value) => Err(ShapeError::NotFinite { what, value: *value }),
        None => Ok(()),
    }
}
