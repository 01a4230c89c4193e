//! Hoppings in pictures of models: kinds of equal amplitude, thickness, arrows, arcs.

use std::f64::consts::PI;

use nalgebra::DMatrix;
use num_complex::Complex64;

use crate::axes::Axes;
use crate::clip::between;
use crate::color::Color;
use crate::pen::Pen;
use crate::scene::Point;
use crate::ticks::short;

/// At most this many kinds are told apart and explained.
const MOST_KINDS: usize = 6;

/// Amplitudes that look alike: equal up to complex conjugation.
#[derive(Debug, Clone, PartialEq)]
struct Kind {
    /// Modulus, or norm of a matrix divided by the root of its smaller side.
    strength: f64,
    /// Argument from 0 to π; none for matrices.
    phase: Option<f64>,
}

impl Kind {
    fn new(amplitude: &DMatrix<Complex64>) -> Self {
        if let [t] = amplitude.as_slice() {
            return Self { strength: t.norm(), phase: Some(t.arg().abs()) };
        }
        let side = amplitude.nrows().min(amplitude.ncols()).max(1);
        Self { strength: amplitude.norm() / (side as f64).sqrt(), phase: None }
    }

    fn is_like(&self, other: &Self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-6 * (1.0 + a.abs());
        near(self.strength, other.strength)
            && match (self.phase, other.phase) {
                (Some(a), Some(b)) => near(a, b),
                (a, b) => a.is_none() && b.is_none(),
            }
    }

    /// Whether the phase is neither 0 nor π.
    fn is_complex(&self) -> bool {
        self.phase.is_some_and(|p| p > 1e-9 && p < PI - 1e-9)
    }

    fn label(&self) -> String {
        let modulus = short(self.strength, 3);
        let Some(phase) = self.phase else { return format!("|$t$| = {modulus}") };
        if !self.is_complex() {
            return if phase > 1.0 { format!("−{modulus}") } else { modulus };
        }
        let modulus = if modulus == "1" { String::new() } else { modulus };
        if (phase - PI / 2.0).abs() < 1e-9 {
            format!("{modulus}$i$")
        } else {
            format!("{modulus} e^{{{}}}", turn(phase / PI)).trim_start().to_owned()
        }
    }
}

/// `i` times a part of π, as a fraction where it is a simple one.
fn turn(part: f64) -> String {
    let near = |x: f64| (x - x.round()).abs() < 1e-9;
    match (1..=24).map(f64::from).find(|q| near(part * q)) {
        Some(q) => {
            let p = (part * q).round();
            let p = if p > 1.0 { short(p, 3) } else { String::new() };
            format!("{p}$i\\pi$/{}", short(q, 3))
        }
        None => format!("{}$i\\pi$", short(part, 3)),
    }
}

/// The kinds of hoppings in a model, the strongest first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kinds {
    list: Vec<Kind>,
    strongest: f64,
    weakest: f64,
}

impl Kinds {
    /// Sorts amplitudes into kinds; those weaker than `weakest` times the strongest belong to none.
    pub(crate) fn new<'a>(
        amplitudes: impl Iterator<Item = &'a DMatrix<Complex64>>,
        weakest: f64,
    ) -> Self {
        let mut all: Vec<Kind> = amplitudes.map(Kind::new).collect();
        all.sort_by(|a, b| b.strength.total_cmp(&a.strength));
        let strongest = all.first().map_or(0.0, |k| k.strength);
        let mut kinds: Vec<Kind> = Vec::new();
        for kind in all {
            let drawn = kind.strength > 0.0 && kind.strength >= weakest * strongest;
            if drawn && kinds.len() <= MOST_KINDS && !kinds.iter().any(|k| k.is_like(&kind)) {
                kinds.push(kind);
            }
        }
        Self { list: kinds, strongest, weakest: weakest * strongest }
    }

    /// The number of an amplitude's kind, and its strength.
    pub(crate) fn of(&self, amplitude: &DMatrix<Complex64>) -> Option<(usize, f64)> {
        let kind = Kind::new(amplitude);
        let drawn = kind.strength > 0.0 && kind.strength >= self.weakest;
        let index = self.list.iter().position(|k| k.is_like(&kind)).unwrap_or(MOST_KINDS);
        drawn.then_some((index, kind.strength))
    }

    /// Whether there are so many kinds that only thickness tells them apart.
    fn is_many(&self) -> bool {
        self.list.len() > MOST_KINDS
    }

    fn pen(&self, kind: usize, strength: f64) -> Pen {
        const COLORS: [Color; MOST_KINDS] = [
            Color::rgb(0x4a, 0x4a, 0x4a),
            Color::rgb(0x00, 0x9e, 0x73),
            Color::rgb(0xcc, 0x79, 0xa7),
            Color::rgb(0x9a, 0x9a, 0x9a),
            Color::rgb(0xb8, 0x86, 0x00),
            Color::rgb(0x56, 0xb4, 0xe9),
        ];
        let color = if self.is_many() { COLORS[0] } else { COLORS[kind % MOST_KINDS] };
        Pen::solid(color).width(0.45 + 1.25 * (strength / self.strongest).sqrt())
    }

    /// Explains the kinds above the picture.
    pub(crate) fn explain(&self, mut axes: Axes) -> Axes {
        if !self.is_many() {
            for (i, kind) in self.list.iter().enumerate() {
                let pen = self.pen(i, kind.strength);
                axes = if kind.is_complex() {
                    axes.arrow_key(kind.label(), pen)
                } else {
                    axes.key(kind.label(), pen)
                };
            }
        }
        axes
    }
}

/// A hopping between two places of the picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bond {
    pub(crate) from: Point,
    pub(crate) to: Point,
    /// Whether it touches the unit cell.
    pub(crate) home: bool,
    kind: usize,
    strength: f64,
    arrow: bool,
}

impl Bond {
    /// A bond that runs along the direction in which its phase lies between 0 and π.
    pub(crate) fn new(
        from: Point,
        to: Point,
        home: bool,
        kind: usize,
        amplitude: &DMatrix<Complex64>,
    ) -> Self {
        let about = Kind::new(amplitude);
        let against = about.phase.is_some() && amplitude.iter().any(|t| t.im < 0.0);
        let (from, to) = if against { (to, from) } else { (from, to) };
        let (strength, arrow) = (about.strength, about.is_complex());
        Self { from, to, home, kind, strength, arrow }
    }

    /// Adds the bond to the picture, as an arc where a straight line would cross another site; arcs of
    /// neighbouring cells are left out.
    pub(crate) fn draw(&self, mut axes: Axes, sites: &[Point], kinds: &Kinds) -> Axes {
        let mut pen = kinds.pen(self.kind, self.strength);
        if !self.home {
            pen.color = pen.color.pale(0.72);
        }
        let ([ax, ay], [bx, by]) = (self.from, self.to);
        let (dx, dy) = (bx - ax, by - ay);
        let middle = between(self.from, self.to, 0.5);
        if sites.iter().any(|s| self.crosses(*s)) {
            if !self.home {
                return axes;
            }
            // all arcs of one kind bend to one side, upwards or downwards in turn
            let side = if self.kind.is_multiple_of(2) { -1.0 } else { 1.0 };
            let side = if dx < -1e-9 || (dx.abs() <= 1e-9 && dy < 0.0) { -side } else { side };
            let top = [middle[0] - 0.42 * side * dy, middle[1] + 0.42 * side * dx];
            let arc = (0..=24).map(|i| {
                let t = f64::from(i) / 24.0;
                between(between(self.from, top, t), between(top, self.to, t), t)
            });
            axes = axes.curve(arc, pen);
            let crest = between(middle, top, 0.5);
            return if self.arrow {
                axes.arrow_head(crest, [dx, dy], 5.0, pen.color)
            } else {
                axes
            };
        }
        axes = axes.curve([self.from, self.to], pen);
        if self.arrow { axes.arrow_head(middle, [dx, dy], 5.0, pen.color) } else { axes }
    }

    /// Whether the straight line passes over a site that it does not end at.
    fn crosses(&self, site: Point) -> bool {
        let (dx, dy) = (self.to[0] - self.from[0], self.to[1] - self.from[1]);
        let (sx, sy) = (site[0] - self.from[0], site[1] - self.from[1]);
        let length = dx.hypot(dy);
        let along = (sx * dx + sy * dy) / (length * length);
        let across = (sx * dy - sy * dx).abs() / length;
        along > 0.05 && along < 0.95 && across < 0.04 * length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(re: f64, im: f64) -> DMatrix<Complex64> {
        DMatrix::from_element(1, 1, Complex64::new(re, im))
    }

    #[test]
    fn conjugates_are_of_one_kind_and_signs_of_two() {
        let all = [number(-1.0, 0.0), number(0.0, 0.1), number(0.0, -0.1), number(1.0, 0.0)];
        let kinds = Kinds::new(all.iter(), 0.02);
        assert_eq!(kinds.list.len(), 3);
        assert_eq!(kinds.of(&all[1]), kinds.of(&all[2]));
        assert_ne!(kinds.of(&all[0]), kinds.of(&all[3]));
    }

    #[test]
    fn labels_say_modulus_and_phase() {
        let polar = |r: f64, phase: f64| {
            let t = Complex64::from_polar(r, phase);
            Kind::new(&number(t.re, t.im)).label()
        };
        let labels = [
            polar(1.0, PI),
            polar(0.5, 0.0),
            polar(0.1, -PI / 2.0),
            polar(0.2, PI / 3.0),
            polar(1.0, 0.3),
            polar(1.0, 0.75 * PI),
        ];
        insta::assert_snapshot!(labels.join("  "), @r"−1  0.5  0.1$i$  0.2 e^{$i\pi$/3}  e^{0.0955$i\pi$}  e^{3$i\pi$/4}");
        assert_eq!(Kind::new(&DMatrix::identity(2, 2)).label(), "|$t$| = 1");
    }

    #[test]
    fn the_arrow_runs_with_positive_phase() {
        let bond = |im: f64| Bond::new([0.0, 0.0], [1.0, 0.0], true, 0, &number(0.0, im));
        assert!(bond(0.1).to[0] > 0.5);
        assert!(bond(-0.1).to[0] < 0.5);
    }

    #[test]
    fn weak_and_vanishing_hoppings_are_left_out() {
        let all = [number(1.0, 0.0), number(0.001, 0.0), number(0.0, 0.0)];
        let kinds = Kinds::new(all.iter(), 0.02);
        assert_eq!(all.map(|t| kinds.of(&t).is_some()), [true, false, false]);
    }
}
