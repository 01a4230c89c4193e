//! What every figure becomes before it is a file: filled and stroked paths, and pictures of pixels.
//!
//! Text is already outlines of glyphs here, so that SVG and PNG look alike wherever they are opened.
//! Lengths are points, `y` grows downwards.

use crate::color::Color;

/// A place on the page.
pub(crate) type Point = [f64; 2];

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Step {
    Move(Point),
    Line(Point),
    Quad(Point, Point),
    Cubic(Point, Point, Point),
    Close,
}

/// Lines and curves, filled or stroked as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Path(pub(crate) Vec<Step>);

impl Path {
    /// Straight lines through the points.
    pub(crate) fn polyline(points: &[Point], closed: bool) -> Self {
        let mut path = Self::default();
        path.add_polyline(points, closed);
        path
    }

    /// Adds straight lines through the points as a part of their own.
    pub(crate) fn add_polyline(&mut self, points: &[Point], closed: bool) {
        let Some((first, rest)) = points.split_first() else { return };
        self.0.push(Step::Move(*first));
        self.0.extend(rest.iter().map(|p| Step::Line(*p)));
        if closed {
            self.0.push(Step::Close);
        }
    }

    /// The rectangle between two opposite corners.
    pub(crate) fn rectangle(a: Point, b: Point) -> Self {
        Self::polyline(&[a, [b[0], a[1]], b, [a[0], b[1]]], true)
    }

    /// A full circle.
    pub(crate) fn add_disc(&mut self, [x, y]: Point, r: f64) {
        let c = 0.552_284_75 * r;
        self.0.extend([
            Step::Move([x + r, y]),
            Step::Cubic([x + r, y + c], [x + c, y + r], [x, y + r]),
            Step::Cubic([x - c, y + r], [x - r, y + c], [x - r, y]),
            Step::Cubic([x - r, y - c], [x - c, y - r], [x, y - r]),
            Step::Cubic([x + c, y - r], [x + r, y - c], [x + r, y]),
            Step::Close,
        ]);
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stroke {
    pub(crate) color: Color,
    pub(crate) width: f64,
    /// Lengths of dash and gap.
    pub(crate) dash: Option<[f64; 2]>,
}

/// A picture of pixels, row by row from the top.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pixels {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) colors: Vec<Color>,
}

/// One thing on the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    Fill {
        path: Path,
        color: Color,
    },
    Stroke {
        path: Path,
        stroke: Stroke,
    },
    Picture {
        corner: Point,
        size: [f64; 2],
        pixels: Pixels,
    },
    /// Outlines of a text, with the text itself for readers and search.
    Text {
        text: String,
        path: Path,
        color: Color,
    },
}

/// A page and what is on it, later things above earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scene {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) items: Vec<Item>,
}

impl Scene {
    pub(crate) fn fill(&mut self, path: Path, color: Color) {
        if !path.0.is_empty() {
            self.items.push(Item::Fill { path, color });
        }
    }

    pub(crate) fn stroke(&mut self, path: Path, stroke: Stroke) {
        if !path.0.is_empty() {
            self.items.push(Item::Stroke { path, stroke });
        }
    }

    /// A straight solid line.
    pub(crate) fn line(&mut self, a: Point, b: Point, color: Color, width: f64) {
        self.stroke(Path::polyline(&[a, b], false), Stroke { color, width, dash: None });
    }
}
