//! Tables of numbers as colours.

use crate::color::ColorMap;
use crate::error::PlotError;
use crate::scene::Pixels;

/// A table of numbers over a rectangle, to be shown as colours.
///
/// Each number fills one of equal boxes, so there are no seams between them; not-a-number is left
/// grey. A heat map is always shown whole.
///
/// # Examples
///
/// ```
/// use thouless_plot::{Axes, ColorMap, Figure, HeatMap};
///
/// let rows = vec![vec![0.0, 1.0, 2.0], vec![3.0, 4.0, 5.0]];
/// let heat = HeatMap::new([0.0, 3.0], [0.0, 2.0], rows).map(ColorMap::Viridis).label("$n$");
/// let svg = Figure::new(Axes::new().heat_map(heat)).to_svg()?;
/// assert!(svg.contains("<image"));
/// # Ok::<(), thouless_plot::PlotError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    pub(crate) x: [f64; 2],
    pub(crate) y: [f64; 2],
    pub(crate) rows: Vec<Vec<f64>>,
    pub(crate) map: ColorMap,
    pub(crate) label: String,
    fixed: Option<[f64; 2]>,
}

impl HeatMap {
    /// A table over `x[0]..x[1]` and `y[0]..y[1]`; the first row lies at the lower end of `y`.
    pub fn new(x: [f64; 2], y: [f64; 2], rows: Vec<Vec<f64>>) -> Self {
        let (map, label) = (ColorMap::default(), String::new());
        Self { x, y, rows, map, label, fixed: None }
    }

    /// Chooses the colours.
    #[must_use]
    pub fn map(mut self, map: ColorMap) -> Self {
        self.map = map;
        self
    }

    /// Writes `label` beside the colour bar.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Fixes the numbers at the ends of the colour bar; without this call the data decide, for
    /// [`ColorMap::Diverging`] symmetrically around zero.
    #[must_use]
    pub fn between(mut self, lo: f64, hi: f64) -> Self {
        self.fixed = Some([lo, hi]);
        self
    }

    /// The numbers at the ends of the colour bar.
    pub(crate) fn limits(&self) -> Result<[f64; 2], PlotError> {
        let width = self.rows.first().map_or(0, Vec::len);
        if width == 0 {
            return Err(PlotError::Empty { what: "heat map", least: "one row with one value" });
        }
        if let Some((row, values)) = self.rows.iter().enumerate().find(|(_, r)| r.len() != width) {
            return Err(PlotError::Ragged { row, found: values.len(), expected: width });
        }
        for (what, [lo, hi]) in
            [("width of the heat map", self.x), ("height of the heat map", self.y)]
        {
            crate::ticks::checked(what, [lo, hi])?;
        }
        let numbers = || self.rows.iter().flatten();
        if let Some((index, &value)) = numbers().enumerate().find(|(_, v)| v.is_infinite()) {
            return Err(PlotError::NotFinite { what: "heat map", index, value });
        }
        if let Some(fixed) = self.fixed {
            return crate::ticks::checked("color bar", fixed);
        }
        let lo = numbers().copied().fold(f64::INFINITY, f64::min);
        let hi = numbers().copied().fold(f64::NEG_INFINITY, f64::max);
        if lo > hi {
            return Err(PlotError::NotFinite { what: "heat map", index: 0, value: f64::NAN });
        }
        let [lo, hi] = match self.map {
            ColorMap::Viridis => [lo, hi],
            ColorMap::Diverging => [-lo.abs().max(hi.abs()), lo.abs().max(hi.abs())],
        };
        let range = if lo < hi { [lo, hi] } else { crate::ticks::padded([lo, hi], 0.0) };
        crate::ticks::checked("color bar", range)
    }

    /// The colours, the last row first.
    pub(crate) fn pixels(&self, [lo, hi]: [f64; 2]) -> Pixels {
        let color = |value: &f64| {
            if value.is_nan() {
                crate::color::Color::SHADE
            } else {
                self.map.at((value - lo) / (hi - lo))
            }
        };
        Pixels {
            width: self.rows.first().map_or(0, Vec::len),
            height: self.rows.len(),
            colors: self.rows.iter().rev().flatten().map(color).collect(),
        }
    }
}
