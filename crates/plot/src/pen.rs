//! How lines and points of the data are drawn.

use crate::color::Color;
use crate::scene::Stroke;
use crate::style;

/// A line style: colour, width in points, dashed or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pen {
    /// Colour of the line.
    pub color: Color,
    /// Width in points.
    pub width: f64,
    /// Lengths of dash and gap in points; none for a solid line.
    pub dash: Option<[f64; 2]>,
}

impl Pen {
    /// A solid line of the width of curves.
    pub const fn solid(color: Color) -> Self {
        Self { color, width: style::CURVE, dash: None }
    }

    /// The thin dashed grey line of reference values, such as the Fermi level.
    pub const fn reference() -> Self {
        Self { color: style::INK, width: style::RULE, dash: Some([3.0, 2.0]) }
    }

    /// The same line with another width, in points.
    #[must_use]
    pub const fn width(self, width: f64) -> Self {
        Self { width, ..self }
    }

    /// The same line, dashed.
    #[must_use]
    pub const fn dashed(self) -> Self {
        Self { dash: Some([3.0, 2.0]), ..self }
    }

    pub(crate) const fn stroke(self) -> Stroke {
        Stroke { color: self.color, width: self.width, dash: self.dash }
    }
}

impl Default for Pen {
    /// The first colour of the series, solid.
    fn default() -> Self {
        Self::solid(Color::rgb(0x00, 0x72, 0xb2))
    }
}

/// A point style: a disc with or without a ring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// Colour of the disc.
    pub color: Color,
    /// Radius in points.
    pub radius: f64,
    /// Colour of a thin ring around the disc.
    pub ring: Option<Color>,
}

impl Dot {
    /// A disc of this colour and of the radius of data points.
    pub const fn new(color: Color) -> Self {
        Self { color, radius: 1.4, ring: None }
    }

    /// The same with another radius, in points.
    #[must_use]
    pub const fn radius(self, radius: f64) -> Self {
        Self { radius, ..self }
    }

    /// The same with a thin ring.
    #[must_use]
    pub const fn ring(self, color: Color) -> Self {
        Self { ring: Some(color), ..self }
    }
}
