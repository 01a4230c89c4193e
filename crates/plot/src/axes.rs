//! One plot: two axes and what is drawn between them.

use crate::color::Color;
use crate::error::PlotError;
use crate::heat::HeatMap;
use crate::layer::{Key, Layer, Sample};
use crate::markup::k_point;
use crate::pen::{Dot, Pen};
use crate::scene::Point;
use crate::style;
use crate::ticks::Tick;

/// One plot: two axes and what is drawn between them.
///
/// Everything is added by name, in any order; areas lie behind lines, lines behind later lines. Labels know
/// sub- and superscripts (`k_x`, `t^2`), Greek letters (`\Gamma`) and italics (`$E$`). A number that cannot be
/// drawn is remembered and reported when the figure is written, with its place.
///
/// # Examples
///
/// ```
/// use thouless_plot::{Axes, Figure, Pen};
///
/// let dispersion: Vec<_> = (-50..=50).map(|i| f64::from(i) / 50.0).map(|k| {
///     [k, -2.0 * (std::f64::consts::PI * k).cos()]
/// }).collect();
/// let axes = Axes::new()
///     .x_label(r"$k$ ($\pi/a$)")
///     .y_label("$E/t$")
///     .curve(dispersion, Pen::default())
///     .horizontal_line(-1.0, Pen::reference());
/// assert!(Figure::new(axes).to_svg()?.contains("aria-label=\"E/t\""));
/// # Ok::<(), thouless_plot::PlotError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Axes {
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) layers: Vec<Layer>,
    pub(crate) keys: Vec<Key>,
    pub(crate) bar: Option<Bar>,
    pub(crate) equal: bool,
    pub(crate) bare: bool,
    pub(crate) fault: Option<PlotError>,
}

/// What is known of one axis before it is laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Axis {
    pub(crate) label: String,
    pub(crate) range: Option<[f64; 2]>,
    pub(crate) named: Option<Vec<Tick>>,
    pub(crate) tight: bool,
    pub(crate) unnumbered: bool,
}

/// What a colour bar shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    pub(crate) heat: HeatMap,
    pub(crate) limits: [f64; 2],
}

impl Axes {
    /// Axes with nothing between them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Axes that cannot be drawn for the given reason, which writing the figure will report.
    pub fn failed(reason: PlotError) -> Self {
        Self { fault: Some(reason), ..Self::default() }
    }

    /// Writes `label` below the horizontal axis.
    #[must_use]
    pub fn x_label(mut self, label: impl Into<String>) -> Self {
        self.x.label = label.into();
        self
    }

    /// Writes `label` beside the vertical axis.
    #[must_use]
    pub fn y_label(mut self, label: impl Into<String>) -> Self {
        self.y.label = label.into();
        self
    }

    /// Shows the horizontal axis from `lo` to `hi`; without this call the data decide.
    #[must_use]
    pub fn x_range(mut self, lo: f64, hi: f64) -> Self {
        self.x.range = Some([lo, hi]);
        self
    }

    /// Shows the vertical axis from `lo` to `hi`; without this call the data decide.
    #[must_use]
    pub fn y_range(mut self, lo: f64, hi: f64) -> Self {
        self.y.range = Some([lo, hi]);
        self
    }

    /// Names places on the horizontal axis instead of numbering it, with a thin line at each.
    ///
    /// Names are those of points of the Brillouin zone: `G` and `Gamma` become Γ, `K'` gets a prime, digits
    /// become subscripts. Names that fall on one place are joined as `U|K`.
    #[must_use]
    pub fn x_named<S: AsRef<str>>(mut self, names: impl IntoIterator<Item = (f64, S)>) -> Self {
        let mut ticks: Vec<Tick> = Vec::new();
        for (index, (at, name)) in names.into_iter().enumerate() {
            self.check("name on the horizontal axis", index, &[at]);
            let label = k_point(name.as_ref());
            match ticks.last_mut() {
                Some(last) if (last.at - at).abs() < 1e-9 => {
                    if last.label != label {
                        last.label = format!("{}|{label}", last.label);
                    }
                }
                _ => ticks.push(Tick { at, label }),
            }
        }
        self.x.named = Some(ticks);
        self.x.tight = true;
        self
    }

    /// Leaves out the numbers of the vertical axis, as in a plot beside another with the same axis.
    #[must_use]
    pub fn without_y_numbers(mut self) -> Self {
        self.y.unnumbered = true;
        self
    }

    /// Leaves out the numbers of the horizontal axis, for quantities in arbitrary units.
    #[must_use]
    pub fn without_x_numbers(mut self) -> Self {
        self.x.unnumbered = true;
        self
    }

    /// Draws both axes to the same scale, as for places in the plane.
    #[must_use]
    pub fn equal_aspect(mut self) -> Self {
        self.equal = true;
        self
    }

    /// Draws no frame, ticks and axis labels: the data are the picture.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Draws a line through the points.
    #[must_use]
    pub fn curve(self, points: impl IntoIterator<Item = [f64; 2]>, pen: Pen) -> Self {
        self.points("curve", "two points", 2, points, |points| Layer::Curve { points, pen })
    }

    /// Fills the area inside the points.
    #[must_use]
    pub fn area(self, border: impl IntoIterator<Item = [f64; 2]>, color: Color) -> Self {
        self.points("area", "three points", 3, border, |border| Layer::Area { border, color })
    }

    /// Draws a disc at each point.
    #[must_use]
    pub fn scatter(self, points: impl IntoIterator<Item = [f64; 2]>, dot: Dot) -> Self {
        self.points("scatter plot", "one point", 1, points, |at| Layer::Dots { at, dot })
    }

    /// Draws an arrow head at `at` that points along `direction`.
    #[must_use]
    pub fn arrow_head(self, at: [f64; 2], direction: [f64; 2], size: f64, color: Color) -> Self {
        self.points("arrow", "one point", 1, [at, direction], |_| Layer::Arrow {
            at,
            direction,
            size,
            color,
        })
    }

    /// Writes `label` with its centre at `at`, shifted by `shift` points to the right and upwards.
    #[must_use]
    pub fn text(self, at: [f64; 2], shift: [f64; 2], label: impl Into<String>) -> Self {
        let label = label.into();
        self.points("text", "one point", 1, [at, shift], |_| Layer::Text {
            at,
            shift,
            label,
            size: style::TICK,
            color: Color::INK,
        })
    }

    /// Draws a line from border to border at this height, such as the Fermi level.
    #[must_use]
    pub fn horizontal_line(mut self, y: f64, pen: Pen) -> Self {
        self.check("horizontal line", 0, &[y]);
        self.layers.push(Layer::Horizontal { y, pen });
        self
    }

    /// Draws a line from border to border at this place of the horizontal axis.
    #[must_use]
    pub fn vertical_line(mut self, x: f64, pen: Pen) -> Self {
        self.check("vertical line", 0, &[x]);
        self.layers.push(Layer::Vertical { x, pen });
        self
    }

    /// Shades the strip between two heights, such as a gap; infinite bounds reach the border.
    #[must_use]
    pub fn horizontal_strip(mut self, lo: f64, hi: f64, color: Color) -> Self {
        self.check_strip(lo, hi);
        self.layers.push(Layer::Rows { lo, hi, color });
        self
    }

    /// Shades the strip between two places of the horizontal axis; infinite bounds reach the border.
    #[must_use]
    pub fn vertical_strip(mut self, lo: f64, hi: f64, color: Color) -> Self {
        self.check_strip(lo, hi);
        self.layers.push(Layer::Columns { lo, hi, color });
        self
    }

    /// Shows a table of numbers as colours, with a colour bar.
    #[must_use]
    pub fn heat_map(mut self, heat: HeatMap) -> Self {
        match heat.limits() {
            Ok(limits) => {
                self.x.tight = true;
                self.y.tight = true;
                self.bar = Some(Bar { heat: heat.clone(), limits });
                self.layers.push(Layer::Heat { heat, limits });
            }
            Err(fault) => self.fault = self.fault.or(Some(fault)),
        }
        self
    }

    /// Explains a line style above the plot.
    #[must_use]
    pub fn key(mut self, label: impl Into<String>, pen: Pen) -> Self {
        self.keys.push(Key { label: label.into(), sample: Sample::Line(pen) });
        self
    }

    /// Explains a point style above the plot.
    #[must_use]
    pub fn dot_key(mut self, label: impl Into<String>, dot: Dot) -> Self {
        self.keys.push(Key { label: label.into(), sample: Sample::Dot(dot) });
        self
    }

    /// Explains a line with an arrow head above the plot.
    #[must_use]
    pub fn arrow_key(mut self, label: impl Into<String>, pen: Pen) -> Self {
        self.keys.push(Key { label: label.into(), sample: Sample::Arrow(pen) });
        self
    }

    /// Adds a label of its own size and colour, in the middle of `at`.
    pub(crate) fn small_text(mut self, at: Point, label: String, size: f64, color: Color) -> Self {
        self.layers.push(Layer::Text { at, shift: [0.0, 0.0], label, size, color });
        self
    }

    /// Adds a piece of a surface.
    pub(crate) fn facet(self, border: impl IntoIterator<Item = Point>, color: Color) -> Self {
        self.points("surface", "three points", 3, border, |border| Layer::Facet { border, color })
    }

    fn points(
        mut self,
        what: &'static str,
        least: &'static str,
        needed: usize,
        points: impl IntoIterator<Item = Point>,
        layer: impl FnOnce(Vec<Point>) -> Layer,
    ) -> Self {
        let points: Vec<Point> = points.into_iter().collect();
        if points.len() < needed && self.fault.is_none() {
            self.fault = Some(PlotError::Empty { what, least });
        }
        for (index, point) in points.iter().enumerate() {
            self.check(what, index, point);
        }
        self.layers.push(layer(points));
        self
    }

    fn check(&mut self, what: &'static str, index: usize, numbers: &[f64]) {
        if let Some(&value) = numbers.iter().find(|x| !x.is_finite()) {
            self.fault.get_or_insert(PlotError::NotFinite { what, index, value });
        }
    }

    fn check_strip(&mut self, lo: f64, hi: f64) {
        if lo.is_nan() || hi.is_nan() || lo >= hi {
            self.fault.get_or_insert(PlotError::Range { what: "strip", lo, hi });
        }
    }
}
