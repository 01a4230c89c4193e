//! Labels as outlines of glyphs of Noto Sans.

use std::sync::OnceLock;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::color::Color;
use crate::markup::{Letter, Level, parse};
use crate::scene::{Item, Path, Point, Scene, Step};
use crate::style::SCRIPT;

/// Where the given place lies on the text, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Across {
    Left,
    Center,
    Right,
}

/// Where the given place lies on the text, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Along {
    /// The top of capital letters.
    Top,
    /// Half the height of capital letters.
    Middle,
    /// The line on which letters stand.
    Baseline,
}

/// Height of capital letters relative to the font size.
pub(crate) const CAPITALS: f64 = 0.714;
/// How far letters and subscripts reach below the line, relative to the font size.
pub(crate) const DEPTH: f64 = 0.3;
/// How far a subscript stands below the line, relative to the font size.
const DROP: f64 = 0.17;
/// How far a superscript stands above the line, relative to the font size.
const RAISE: f64 = 0.36;

/// A label set in type, its baseline starting at the origin.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) width: f64,
    size: f64,
    text: String,
    path: Path,
}

impl Label {
    /// Sets the label with letters of `size` points.
    pub(crate) fn new(markup: &str, size: f64) -> Self {
        let letters = parse(markup);
        let mut label = Self {
            width: 0.0,
            size,
            text: letters.iter().map(|l| l.symbol).collect(),
            path: Path::default(),
        };
        // scripts that follow one another stand above each other
        let (mut base, mut sub, mut sup) = (0.0, 0.0, 0.0);
        for letter in letters {
            let (x, size, y) = match letter.level {
                Level::Base => {
                    base = f64::max(base, f64::max(sub, sup));
                    (&mut base, size, 0.0)
                }
                Level::Sub => {
                    sub = f64::max(sub, base);
                    (&mut sub, size * SCRIPT, DROP * size)
                }
                Level::Sup => {
                    sup = f64::max(sup, base);
                    (&mut sup, size * SCRIPT, -RAISE * size)
                }
            };
            *x += add_glyph(&mut label.path, letter, [*x, y], size);
        }
        label.width = f64::max(base, f64::max(sub, sup));
        label
    }

    /// Puts the label on the page so that its named place comes to lie at `at`.
    pub(crate) fn place(
        self,
        scene: &mut Scene,
        at: Point,
        across: Across,
        along: Along,
        c: Color,
    ) {
        let (dx, dy) = self.shift(across, along);
        self.put(scene, c, |[x, y]| [at[0] + x - dx, at[1] + y - dy]);
    }

    /// As [`Label::place`], reading upwards: turned by a quarter to the left.
    pub(crate) fn place_upwards(
        self,
        scene: &mut Scene,
        at: Point,
        across: Across,
        along: Along,
        c: Color,
    ) {
        let (dx, dy) = self.shift(across, along);
        self.put(scene, c, |[x, y]| [at[0] + y - dy, at[1] - (x - dx)]);
    }

    fn shift(&self, across: Across, along: Along) -> (f64, f64) {
        let dx = match across {
            Across::Left => 0.0,
            Across::Center => self.width / 2.0,
            Across::Right => self.width,
        };
        let dy = match along {
            Along::Top => -CAPITALS * self.size,
            Along::Middle => -CAPITALS * self.size / 2.0,
            Along::Baseline => 0.0,
        };
        (dx, dy)
    }

    fn put(self, scene: &mut Scene, color: Color, map: impl Fn(Point) -> Point) {
        let steps = self.path.0.into_iter().map(|step| match step {
            Step::Move(p) => Step::Move(map(p)),
            Step::Line(p) => Step::Line(map(p)),
            Step::Quad(a, p) => Step::Quad(map(a), map(p)),
            Step::Cubic(a, b, p) => Step::Cubic(map(a), map(b), map(p)),
            Step::Close => Step::Close,
        });
        let path = Path(steps.collect());
        scene.items.push(Item::Text { text: self.text, path, color });
    }
}

/// Adds the outline of one letter and returns how far the next one stands from it.
fn add_glyph(path: &mut Path, letter: Letter, at: Point, size: f64) -> f64 {
    let Some(face) = face(letter.italic) else { return 0.5 * size };
    let scale = size / f64::from(face.units_per_em());
    let glyph = face.glyph_index(letter.symbol).unwrap_or(GlyphId(0));
    face.outline_glyph(glyph, &mut Pen { path, at, scale });
    f64::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale
}

fn face(italic: bool) -> Option<&'static Face<'static>> {
    static FACES: OnceLock<[Option<Face<'static>>; 2]> = OnceLock::new();
    let load = |bytes| Face::parse(bytes, 0).ok();
    let faces = FACES.get_or_init(|| [load(notosans::REGULAR_TTF), load(notosans::ITALIC_TTF)]);
    faces[usize::from(italic)].as_ref()
}

/// Receives a glyph in font units, `y` upwards.
struct Pen<'a> {
    path: &'a mut Path,
    at: Point,
    scale: f64,
}

impl Pen<'_> {
    fn point(&self, x: f32, y: f32) -> Point {
        [self.at[0] + self.scale * f64::from(x), self.at[1] - self.scale * f64::from(y)]
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.0.push(Step::Move(self.point(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.0.push(Step::Line(self.point(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.0.push(Step::Quad(self.point(x1, y1), self.point(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let cubic = Step::Cubic(self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        self.path.0.push(cubic);
    }

    fn close(&mut self) {
        self.path.0.push(Step::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::verbatim;

    #[test]
    fn every_symbol_with_a_name_has_a_glyph() {
        let all = "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩħ∞∂∑∫√×·±≤≥≈′↑↓−…‖|0123456789";
        for symbol in all.chars() {
            assert!(face(false).unwrap().glyph_index(symbol).is_some(), "{symbol}");
        }
    }

    #[test]
    fn scripts_above_each_other_take_the_width_of_the_wider() {
        let width = |s: &str| Label::new(s, 10.0).width;
        assert!((width("t_{12}^*") - width("t_{12}")).abs() < 1e-12);
        assert!(width("t_1") < width("t1"));
        assert!((width(&verbatim("t_1")) - width(r"t\_1")).abs() < 1e-12);
    }

    #[test]
    fn capitals_have_the_height_on_which_labels_are_centred() {
        let face = face(false).unwrap();
        let height = f64::from(face.capital_height().unwrap()) / f64::from(face.units_per_em());
        assert!((height - CAPITALS).abs() < 1e-3);
    }
}
