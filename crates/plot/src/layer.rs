//! The things drawn between two axes, and how each is drawn.

use crate::clip;
use crate::color::Color;
use crate::heat::HeatMap;
use crate::pen::{Dot, Pen};
use crate::scene::{Item, Path, Point, Scene};
use crate::style;
use crate::text::{Across, Along, Label};

/// One thing drawn between two axes, in the numbers of the axes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Layer {
    Curve {
        points: Vec<Point>,
        pen: Pen,
    },
    Area {
        border: Vec<Point>,
        color: Color,
    },
    /// An area that joins its neighbours without a seam.
    Facet {
        border: Vec<Point>,
        color: Color,
    },
    Dots {
        at: Vec<Point>,
        dot: Dot,
    },
    Arrow {
        at: Point,
        direction: Point,
        size: f64,
        color: Color,
    },
    Text {
        at: Point,
        shift: [f64; 2],
        label: String,
        size: f64,
        color: Color,
    },
    Horizontal {
        y: f64,
        pen: Pen,
    },
    Vertical {
        x: f64,
        pen: Pen,
    },
    Rows {
        lo: f64,
        hi: f64,
        color: Color,
    },
    Columns {
        lo: f64,
        hi: f64,
        color: Color,
    },
    Heat {
        heat: HeatMap,
        limits: [f64; 2],
    },
}

/// One entry of the legend.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    pub(crate) label: String,
    pub(crate) sample: Sample,
}

/// What an entry of the legend shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sample {
    Line(Pen),
    Arrow(Pen),
    Dot(Dot),
}

/// The box between the axes: where it is on the page and which numbers it spans.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// Left and right on the page.
    pub(crate) x: [f64; 2],
    /// Top and bottom on the page.
    pub(crate) y: [f64; 2],
    pub(crate) x_range: [f64; 2],
    pub(crate) y_range: [f64; 2],
}

impl Frame {
    /// The place on the page.
    pub(crate) fn map(&self, p: Point) -> Point {
        let part = |v: f64, [lo, hi]: [f64; 2]| ((v - lo) / (hi - lo)).clamp(-1e4, 1e4);
        [
            self.x[0] + part(p[0], self.x_range) * (self.x[1] - self.x[0]),
            self.y[1] - part(p[1], self.y_range) * (self.y[1] - self.y[0]),
        ]
    }

    pub(crate) fn corners(&self) -> [Point; 4] {
        let ([l, r], [t, b]) = (self.x, self.y);
        [[l, t], [r, t], [r, b], [l, b]]
    }

    fn holds(&self, [x, y]: Point) -> bool {
        let inside = |v: f64, [lo, hi]: [f64; 2]| v >= lo - 0.01 && v <= hi + 0.01;
        inside(x, self.x) && inside(y, self.y)
    }
}

impl Layer {
    /// Whether it lies behind lines and points.
    pub(crate) fn is_background(&self) -> bool {
        matches!(self, Self::Rows { .. } | Self::Columns { .. } | Self::Heat { .. })
    }

    /// The smallest and largest numbers that must be seen, on both axes.
    pub(crate) fn extent(&self, mut see: impl FnMut(Option<f64>, Option<f64>)) {
        match self {
            Self::Curve { points, .. }
            | Self::Area { border: points, .. }
            | Self::Facet { border: points, .. } => {
                for p in points {
                    see(Some(p[0]), Some(p[1]));
                }
            }
            Self::Dots { at, .. } => at.iter().for_each(|p| see(Some(p[0]), Some(p[1]))),
            Self::Arrow { at, .. } | Self::Text { at, .. } => see(Some(at[0]), Some(at[1])),
            Self::Horizontal { y, .. } => see(None, Some(*y)),
            Self::Vertical { x, .. } => see(Some(*x), None),
            Self::Rows { .. } | Self::Columns { .. } => {}
            Self::Heat { heat, .. } => {
                see(Some(heat.x[0]), Some(heat.y[0]));
                see(Some(heat.x[1]), Some(heat.y[1]));
            }
        }
    }

    /// Draws it inside the frame.
    pub(crate) fn draw(&self, scene: &mut Scene, frame: &Frame) {
        let ([left, right], [top, bottom]) = (frame.x, frame.y);
        match self {
            Self::Curve { points, pen } => {
                let mapped: Vec<Point> = points.iter().map(|p| frame.map(*p)).collect();
                let mut path = Path::default();
                if mapped.iter().all(|p| frame.holds(*p)) {
                    let closed = points.len() > 2 && points.first() == points.last();
                    let end = mapped.len() - usize::from(closed);
                    path.add_polyline(mapped.get(..end).unwrap_or(&mapped), closed);
                } else {
                    for piece in clip::polyline(&mapped, &frame.corners()) {
                        path.add_polyline(&piece, false);
                    }
                }
                scene.stroke(path, pen.stroke());
            }
            Self::Area { border, color } => {
                let mapped: Vec<Point> = border.iter().map(|p| frame.map(*p)).collect();
                let inside = clip::polygon(&mapped, &frame.corners());
                scene.fill(Path::polyline(&inside, true), *color);
            }
            Self::Facet { border, color } => {
                let mapped: Vec<Point> = border.iter().map(|p| frame.map(*p)).collect();
                let path = Path::polyline(&mapped, true);
                scene.fill(path.clone(), *color);
                scene.stroke(path, Pen::solid(*color).width(0.25).stroke());
            }
            Self::Dots { at, dot } => {
                let mut path = Path::default();
                for place in at.iter().map(|p| frame.map(*p)).filter(|p| frame.holds(*p)) {
                    path.add_disc(place, dot.radius);
                }
                draw_dots(scene, path, *dot);
            }
            Self::Arrow { at, direction, size, color } => {
                let tip = frame.map([at[0] + direction[0], at[1] + direction[1]]);
                draw_arrow(scene, frame.map(*at), tip, *size, *color);
            }
            Self::Text { at, shift, label, size, color } => {
                let [x, y] = frame.map(*at);
                let place = [x + shift[0], y - shift[1]];
                let label = Label::new(label, *size);
                label.place(scene, place, Across::Center, Along::Middle, *color);
            }
            Self::Horizontal { y, pen } => {
                let y = frame.map([frame.x_range[0], *y])[1];
                if frame.holds([left, y]) {
                    scene.stroke(Path::polyline(&[[left, y], [right, y]], false), pen.stroke());
                }
            }
            Self::Vertical { x, pen } => {
                let x = frame.map([*x, frame.y_range[0]])[0];
                if frame.holds([x, top]) {
                    scene.stroke(Path::polyline(&[[x, top], [x, bottom]], false), pen.stroke());
                }
            }
            Self::Rows { lo, hi, color } => {
                let y = |v: f64| frame.map([frame.x_range[0], v])[1].clamp(top, bottom);
                fill_box(scene, [left, y(*hi)], [right, y(*lo)], *color);
            }
            Self::Columns { lo, hi, color } => {
                let x = |v: f64| frame.map([v, frame.y_range[0]])[0].clamp(left, right);
                fill_box(scene, [x(*lo), top], [x(*hi), bottom], *color);
            }
            Self::Heat { heat, limits } => {
                let a = frame.map([heat.x[0], heat.y[1]]);
                let b = frame.map([heat.x[1], heat.y[0]]);
                scene.items.push(Item::Picture {
                    corner: a,
                    size: [b[0] - a[0], b[1] - a[1]],
                    pixels: heat.pixels(*limits),
                });
            }
        }
    }
}

fn fill_box(scene: &mut Scene, a: Point, b: Point, color: Color) {
    if a[0] < b[0] && a[1] < b[1] {
        scene.fill(Path::rectangle(a, b), color);
    }
}

fn draw_dots(scene: &mut Scene, path: Path, dot: Dot) {
    scene.fill(path.clone(), dot.color);
    if let Some(color) = dot.ring {
        scene.stroke(path, Pen::solid(color).width(style::FRAME).stroke());
    }
}

/// A head of `size` points, its middle at `at`, pointing towards `to`.
fn draw_arrow(scene: &mut Scene, at: Point, to: Point, size: f64, color: Color) {
    let (dx, dy) = (to[0] - at[0], to[1] - at[1]);
    let length = dx.hypot(dy);
    if length > 0.0 {
        let (ux, uy) = (dx / length, dy / length);
        let place = |along: f64, across: f64| {
            [at[0] + size * (along * ux - across * uy), at[1] + size * (along * uy + across * ux)]
        };
        let head = [place(0.55, 0.0), place(-0.45, 0.38), place(-0.22, 0.0), place(-0.45, -0.38)];
        scene.fill(Path::polyline(&head, true), color);
    }
}

impl Key {
    /// Length of the sample.
    const SAMPLE: f64 = 14.0;

    /// Room that the entry takes, the distance to the next one included.
    pub(crate) fn width(&self) -> f64 {
        let sample = if matches!(self.sample, Sample::Dot(_)) { 6.0 } else { Self::SAMPLE };
        sample + style::GAP + Label::new(&self.label, style::TICK).width + 3.0 * style::GAP
    }

    /// Draws the entry; `x` is its left end, `y` its middle.
    pub(crate) fn draw(&self, scene: &mut Scene, [x, y]: Point) {
        let end = match self.sample {
            Sample::Line(pen) => {
                let line = Path::polyline(&[[x, y], [x + Self::SAMPLE, y]], false);
                scene.stroke(line, pen.stroke());
                x + Self::SAMPLE
            }
            Sample::Arrow(pen) => {
                scene.line([x, y], [x + Self::SAMPLE, y], pen.color, pen.width);
                let middle = [x + Self::SAMPLE / 2.0, y];
                draw_arrow(scene, middle, [x + Self::SAMPLE, y], 5.0, pen.color);
                x + Self::SAMPLE
            }
            Sample::Dot(dot) => {
                let mut disc = Path::default();
                disc.add_disc([x + 3.0, y], dot.radius.clamp(1.2, 3.0));
                draw_dots(scene, disc, dot);
                x + 6.0
            }
        };
        let label = Label::new(&self.label, style::TICK);
        label.place(scene, [end + style::GAP, y], Across::Left, Along::Middle, style::INK);
    }
}
