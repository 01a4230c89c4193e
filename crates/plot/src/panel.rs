//! Axes on the page: how much room labels take, where ticks fall, the frame and what surrounds it.

use crate::axes::{Axes, Axis};
use crate::error::PlotError;
use crate::layer::{Frame, Key, Layer};
use crate::scene::{Item, Path, Pixels, Scene};
use crate::style;
use crate::text::{Across, Along, CAPITALS, DEPTH, Label};
use crate::ticks::{Tick, Ticks, checked, padded, round_ticks};

/// Room between the frame and the ends of the page's part, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Margins {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

/// Axes whose ranges and ticks are known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Panel<'a> {
    axes: &'a Axes,
    pub(crate) x_range: [f64; 2],
    pub(crate) y_range: [f64; 2],
    x_ticks: Ticks,
    y_ticks: Ticks,
    bar_ticks: Ticks,
    rows: Vec<Vec<&'a Key>>,
    pub(crate) margins: Margins,
}

/// The ranges of both axes: as asked for, else around the data.
fn ranges(axes: &Axes) -> Result<[[f64; 2]; 2], PlotError> {
    let mut seen = [[f64::INFINITY, f64::NEG_INFINITY]; 2];
    let mut heat = false;
    for layer in &axes.layers {
        heat |= matches!(layer, Layer::Heat { .. });
        layer.extent(|x, y| {
            for (range, value) in seen.iter_mut().zip([x, y]) {
                if let Some(v) = value {
                    *range = [range[0].min(v), range[1].max(v)];
                }
            }
        });
    }
    for tick in axes.x.named.iter().flatten() {
        seen[0] = [seen[0][0].min(tick.at), seen[0][1].max(tick.at)];
    }
    let range = |what, axis: &Axis, seen: [f64; 2]| {
        let range = match axis.range {
            Some([lo, hi]) if heat => {
                checked(what, [lo, hi])?;
                [lo.min(seen[0]), hi.max(seen[1])]
            }
            Some(range) => range,
            None if seen[0] > seen[1] => {
                return Err(PlotError::Empty {
                    what: "plot",
                    least: "one curve, point, area or heat map, or both ranges",
                });
            }
            None => padded(seen, if axis.tight { 0.0 } else { 0.05 }),
        };
        checked(what, range)
    };
    Ok([range("horizontal axis", &axes.x, seen[0])?, range("vertical axis", &axes.y, seen[1])?])
}

impl<'a> Panel<'a> {
    /// Lays out the axes for a frame of about this size.
    pub(crate) fn new(axes: &'a Axes, width: f64, height: f64) -> Result<Self, PlotError> {
        if let Some(fault) = &axes.fault {
            return Err(fault.clone());
        }
        let [x_range, y_range] = ranges(axes)?;
        let x_ticks = axes.x.named.as_ref().map_or_else(
            || spaced_ticks(x_range, width),
            |named| Ticks { ticks: named.clone(), exponent: 0 },
        );
        let mut panel = Self {
            axes,
            x_range,
            y_range,
            x_ticks,
            y_ticks: round_ticks(y_range, room(height, 18.0)),
            bar_ticks: axes
                .bar
                .as_ref()
                .map_or_else(Ticks::default, |bar| round_ticks(bar.limits, room(height, 18.0))),
            rows: rows(&axes.keys, width),
            margins: Margins::default(),
        };
        panel.margins = panel.measure();
        Ok(panel)
    }

    /// Whether both axes have the same scale.
    pub(crate) fn is_equal(&self) -> bool {
        self.axes.equal
    }

    /// Height over width of what is shown.
    pub(crate) fn aspect(&self) -> f64 {
        (self.y_range[1] - self.y_range[0]) / (self.x_range[1] - self.x_range[0])
    }

    fn measure(&self) -> Margins {
        let row = CAPITALS * style::LABEL;
        let mut margins = Margins {
            left: style::BORDER,
            right: style::BORDER,
            top: style::BORDER + self.rows.len() as f64 * 1.5 * style::TICK,
            bottom: style::BORDER,
        };
        if self.axes.bare {
            return margins;
        }
        if !self.y_label().is_empty() {
            margins.left += row + DEPTH * style::LABEL + style::GAP;
        }
        if !self.axes.y.unnumbered {
            margins.left += widest(&self.y_ticks) + style::GAP;
        }
        if !self.axes.x.unnumbered {
            margins.bottom += CAPITALS * style::TICK + style::GAP + 0.1 * style::TICK;
            // half of the outermost labels may reach beyond the frame
            if let Some(tick) = self.x_ticks.ticks.last() {
                let half = Label::new(&tick.label, style::TICK).width / 2.0;
                let width = self.x_range[1] - self.x_range[0];
                if (self.x_range[1] - tick.at) / width < 0.05 {
                    margins.right += half;
                }
            }
            if let (Some(tick), true) = (self.x_ticks.ticks.first(), self.axes.y.unnumbered) {
                margins.left += Label::new(&tick.label, style::TICK).width / 2.0;
            }
        }
        if !self.x_label().is_empty() {
            margins.bottom += row + DEPTH * style::LABEL + style::GAP;
        }
        margins.top += CAPITALS * style::TICK / 2.0;
        margins.bottom = margins.bottom.max(style::BORDER + CAPITALS * style::TICK / 2.0);
        if let Some(bar) = &self.axes.bar {
            margins.right = style::BORDER
                + 2.0 * style::GAP
                + style::BAR
                + style::GAP
                + widest(&self.bar_ticks);
            if !bar.heat.label.is_empty() {
                margins.right += style::GAP + row + DEPTH * style::LABEL;
            }
        }
        margins
    }

    fn x_label(&self) -> String {
        with_exponent(&self.axes.x.label, self.x_ticks.exponent)
    }

    fn y_label(&self) -> String {
        with_exponent(&self.axes.y.label, self.y_ticks.exponent)
    }

    /// Draws everything into the box with these left and right, top and bottom.
    pub(crate) fn draw(&self, scene: &mut Scene, x: [f64; 2], y: [f64; 2]) {
        let (mut x, mut y) = (x, y);
        if self.axes.equal {
            let (width, height) = (x[1] - x[0], y[1] - y[0]);
            let shrink = |[lo, hi]: [f64; 2], to: f64| {
                let middle = f64::midpoint(lo, hi);
                [middle - to / 2.0, middle + to / 2.0]
            };
            if height > width * self.aspect() {
                y = shrink(y, width * self.aspect());
            } else {
                x = shrink(x, height / self.aspect());
            }
        }
        let frame = Frame { x, y, x_range: self.x_range, y_range: self.y_range };
        for behind in [true, false] {
            if !behind && self.axes.x.named.is_some() && !self.axes.bare {
                self.draw_named_lines(scene, &frame);
            }
            for layer in self.axes.layers.iter().filter(|l| l.is_background() == behind) {
                layer.draw(scene, &frame);
            }
        }
        if !self.axes.bare {
            self.draw_frame(scene, &frame);
        }
        self.draw_keys(scene, &frame);
        if let Some(bar) = &self.axes.bar {
            self.draw_bar(scene, &frame, bar);
        }
    }

    fn draw_named_lines(&self, scene: &mut Scene, frame: &Frame) {
        for tick in &self.x_ticks.ticks {
            let [at, _] = frame.map([tick.at, self.y_range[0]]);
            let inner = at > frame.x[0] + 1.0 && at < frame.x[1] - 1.0;
            if inner {
                scene.line([at, frame.y[0]], [at, frame.y[1]], style::PALE, style::RULE);
            }
        }
    }

    fn draw_frame(&self, scene: &mut Scene, frame: &Frame) {
        let ([left, right], [top, bottom]) = (frame.x, frame.y);
        let stroke = crate::pen::Pen::solid(style::INK).width(style::FRAME).stroke();
        let mut marks = Path::rectangle([left, top], [right, bottom]);
        let mut below: f64 = bottom + style::GAP;
        for tick in &self.x_ticks.ticks {
            let [x, _] = frame.map([tick.at, self.y_range[0]]);
            if x < left - 0.5 || x > right + 0.5 {
                continue;
            }
            if self.axes.x.named.is_none() && self.axes.bar.is_none() {
                marks.add_polyline(&[[x, bottom], [x, bottom - style::TICK_LENGTH]], false);
                marks.add_polyline(&[[x, top], [x, top + style::TICK_LENGTH]], false);
            } else if self.axes.bar.is_some() {
                marks.add_polyline(&[[x, bottom], [x, bottom + 0.6 * style::TICK_LENGTH]], false);
            }
            if !self.axes.x.unnumbered {
                let label = Label::new(&tick.label, style::TICK);
                let place = [x, bottom + style::GAP + 0.1 * style::TICK];
                label.place(scene, place, Across::Center, Along::Top, style::INK);
            }
        }
        if !self.axes.x.unnumbered {
            below += CAPITALS * style::TICK + style::GAP + 0.1 * style::TICK;
        }
        let mut beside = left - style::GAP;
        for tick in &self.y_ticks.ticks {
            let [_, y] = frame.map([self.x_range[0], tick.at]);
            if self.axes.bar.is_some() {
                marks.add_polyline(&[[left, y], [left - 0.6 * style::TICK_LENGTH, y]], false);
            } else {
                marks.add_polyline(&[[left, y], [left + style::TICK_LENGTH, y]], false);
                marks.add_polyline(&[[right, y], [right - style::TICK_LENGTH, y]], false);
            }
            if !self.axes.y.unnumbered {
                let label = Label::new(&tick.label, style::TICK);
                label.place(scene, [beside, y], Across::Right, Along::Middle, style::INK);
            }
        }
        scene.stroke(marks, stroke);
        if !self.axes.y.unnumbered {
            beside -= widest(&self.y_ticks) + style::GAP;
        }
        let middle = [f64::midpoint(left, right), f64::midpoint(top, bottom)];
        let (x_label, y_label) = (self.x_label(), self.y_label());
        if !x_label.is_empty() {
            let label = Label::new(&x_label, style::LABEL);
            label.place(scene, [middle[0], below], Across::Center, Along::Top, style::INK);
        }
        if !y_label.is_empty() {
            let place = [beside - DEPTH * style::LABEL, middle[1]];
            let label = Label::new(&y_label, style::LABEL);
            label.place_upwards(scene, place, Across::Center, Along::Baseline, style::INK);
        }
    }

    fn draw_keys(&self, scene: &mut Scene, frame: &Frame) {
        let height = 1.5 * style::TICK;
        for (i, row) in self.rows.iter().rev().enumerate() {
            let y = frame.y[0] - height * (i as f64 + 0.5) - 1.0;
            let width: f64 = row.iter().map(|k| k.width()).sum::<f64>() - 3.0 * style::GAP;
            let mut x = f64::midpoint(frame.x[0], frame.x[1]) - width / 2.0;
            for key in row {
                key.draw(scene, [x, y]);
                x += key.width();
            }
        }
    }

    fn draw_bar(&self, scene: &mut Scene, frame: &Frame, bar: &crate::axes::Bar) {
        let left = frame.x[1] + 2.0 * style::GAP;
        let right = left + style::BAR;
        let [top, bottom] = frame.y;
        let colors = (0..256).map(|i| bar.heat.map.at(1.0 - f64::from(i) / 255.0)).collect();
        scene.items.push(Item::Picture {
            corner: [left, top],
            size: [style::BAR, bottom - top],
            pixels: Pixels { width: 1, height: 256, colors },
        });
        let mut marks = Path::rectangle([left, top], [right, bottom]);
        for tick in &self.bar_ticks.ticks {
            let part = (tick.at - bar.limits[0]) / (bar.limits[1] - bar.limits[0]);
            let y = bottom - part * (bottom - top);
            marks.add_polyline(&[[right, y], [right - 0.6 * style::TICK_LENGTH, y]], false);
            let label = Label::new(&tick.label, style::TICK);
            label.place(scene, [right + style::GAP, y], Across::Left, Along::Middle, style::INK);
        }
        let stroke = crate::pen::Pen::solid(style::INK).width(style::FRAME).stroke();
        scene.stroke(marks, stroke);
        let text = with_exponent(&bar.heat.label, self.bar_ticks.exponent);
        if !text.is_empty() {
            let x = right + 2.0 * style::GAP + widest(&self.bar_ticks);
            let place = [x + CAPITALS * style::LABEL, f64::midpoint(top, bottom)];
            let label = Label::new(&text, style::LABEL);
            label.place_upwards(scene, place, Across::Center, Along::Baseline, style::INK);
        }
    }
}

/// How many ticks fit on `length` points.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn room(length: f64, each: f64) -> usize {
    (length / each).clamp(2.0, 8.0) as usize
}

/// As many round ticks as stand side by side on `length` points.
fn spaced_ticks(range: [f64; 2], length: f64) -> Ticks {
    let most = room(length, 24.0);
    let fits = |ticks: &Ticks| {
        (widest(ticks) + 2.0 * style::GAP) * (ticks.ticks.len() as f64) < 1.1 * length
    };
    let choices = (2..=most).rev().map(|n| round_ticks(range, n));
    choices.into_iter().find(fits).unwrap_or_else(|| round_ticks(range, 2))
}

fn widest(ticks: &Ticks) -> f64 {
    let width = |tick: &Tick| Label::new(&tick.label, style::TICK).width;
    ticks.ticks.iter().map(width).fold(0.0, f64::max)
}

fn with_exponent(label: &str, exponent: i32) -> String {
    let power = format!("10^{{{}}}", exponent.to_string().replace('-', "−"));
    match (exponent, label) {
        (0, label) => label.to_owned(),
        (_, "") => power,
        (_, label) => format!("{label} ({power})"),
    }
}

/// Distributes the legend over rows no wider than the frame.
fn rows(keys: &[Key], width: f64) -> Vec<Vec<&Key>> {
    let mut rows: Vec<Vec<&Key>> = Vec::new();
    let mut used = f64::INFINITY;
    for key in keys {
        if used + key.width() > width {
            rows.push(Vec::new());
            used = 0.0;
        }
        used += key.width();
        if let Some(row) = rows.last_mut() {
            row.push(key);
        }
    }
    rows
}
