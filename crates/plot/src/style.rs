//! The one look of all figures: sizes in points (1/72 inch), colours.
//!
//! Measured for a column of *Physical Review* (8.6 cm): capitals stand 2 mm high, no line is thinner
//! than 0.18 mm.

use crate::color::Color;

/// Points per centimetre.
pub(crate) const CM: f64 = 72.0 / 2.54;
/// Width of one column of a journal page, in centimetres.
pub(crate) const COLUMN: f64 = 8.6;
/// Dots per inch of a PNG unless asked otherwise.
pub(crate) const DPI: f64 = 300.0;

/// Font size of axis labels and titles.
pub(crate) const LABEL: f64 = 8.5;
/// Font size of tick labels and legends.
pub(crate) const TICK: f64 = 7.8;
/// Size of sub- and superscripts relative to their base.
pub(crate) const SCRIPT: f64 = 0.72;

/// Width of the frame and of ticks.
pub(crate) const FRAME: f64 = 0.6;
/// Length of a tick.
pub(crate) const TICK_LENGTH: f64 = 3.0;
/// Width of a curve.
pub(crate) const CURVE: f64 = 1.1;
/// Width of reference lines.
pub(crate) const RULE: f64 = 0.5;
/// Distance between labels and what they label.
pub(crate) const GAP: f64 = 3.0;
/// Distance of the outermost ink from the border of the figure.
pub(crate) const BORDER: f64 = 2.5;
/// Width of a colour bar.
pub(crate) const BAR: f64 = 7.0;

/// Text, frames.
pub(crate) const INK: Color = Color::rgb(0x1c, 0x1c, 0x1c);
/// Reference lines.
pub(crate) const GREY: Color = Color::rgb(0x8c, 0x8c, 0x8c);
/// Lines at the named points of a path.
pub(crate) const PALE: Color = Color::rgb(0xc4, 0xc4, 0xc4);
/// Gaps and other areas behind the data.
pub(crate) const SHADE: Color = Color::rgb(0xec, 0xec, 0xec);
