//! Pictures of models: sites, hoppings and the unit cell.

use std::collections::BTreeSet;

use thouless_lattice::{Cell, Hopping, Model, Site, Vector3};

use crate::axes::Axes;
use crate::bond::{Bond, Kinds};
use crate::color::Color;
use crate::error::PlotError;
use crate::markup::verbatim;
use crate::pen::{Dot, Pen};
use crate::plot::Plot;
use crate::scene::Point;
use crate::style;

/// Hoppings weaker than this part of the strongest are left out.
const WEAKEST: f64 = 0.02;
/// At most this many hoppings are drawn, the strongest first.
const MOST_HOPPINGS: usize = 400;
/// Models with more sites than this are drawn without their neighbouring cells.
const MOST_SITES: usize = 24;
/// Width of the picture in points, for sizes of discs.
const WIDTH: f64 = 220.0;

/// A picture of the unit cell, its sites and its hoppings.
///
/// The sites of one cell and the hoppings that touch them are drawn in full colour, neighbouring cells pale.
/// Thickness shows the modulus of a hopping. An arrow on a complex hopping points along
/// $`\text{from} \to \text{to}`$ for $`0 < \arg t < \pi`$, and against it otherwise. Models in space are
/// drawn in oblique projection, $y$ pointing into the page. Hoppings below 2% of the strongest are
/// left out.
impl Plot for Model {
    fn axes(&self) -> Axes {
        if self.sites().is_empty() {
            return Axes::failed(PlotError::Empty { what: "model", least: "one site" });
        }
        Crystal::new(self).axes()
    }
}

/// A site of a cell.
type Place = (usize, Cell);

/// What is drawn of a model.
struct Crystal<'a> {
    model: &'a Model,
    flat: bool,
    shown: BTreeSet<Place>,
    bonds: Vec<Bond>,
    kinds: Kinds,
}

impl<'a> Crystal<'a> {
    fn new(model: &'a Model) -> Self {
        let positions = model.sites().iter().map(Site::position);
        let flat = positions
            .chain(model.lattice().vectors().iter().copied())
            .all(|v| v.z.abs() < 1e-9 * (1.0 + v.norm()));
        let kinds = Kinds::new(model.hoppings().iter().map(|h| &h.amplitude), WEAKEST);
        let mut crystal = Self { model, flat, shown: BTreeSet::new(), bonds: Vec::new(), kinds };
        crystal.choose();
        crystal
    }

    /// Chooses the sites and bonds to be drawn.
    fn choose(&mut self) {
        let model = self.model;
        let mut hoppings: Vec<(usize, f64, &Hopping)> = Vec::new();
        for hop in model.hoppings() {
            if let Some((kind, strength)) = self.kinds.of(&hop.amplitude) {
                hoppings.push((kind, strength, hop));
            }
        }
        hoppings.sort_by(|a, b| b.1.total_cmp(&a.1));
        hoppings.truncate(MOST_HOPPINGS);
        let cells = self.cells();
        let n_sites = model.sites().len();
        self.shown = cells.iter().flat_map(|c| (0..n_sites).map(move |s| (s, *c))).collect();
        for (.., hop) in &hoppings {
            let Hopping { from, to, cell, .. } = **hop;
            self.shown.insert((to, cell));
            self.shown.insert((from, cell.map(|n| -n)));
        }
        for (kind, _, hop) in hoppings {
            let Hopping { from, to, cell, ref amplitude } = *hop;
            let opposite = cell.map(|n| -n);
            let starts: BTreeSet<Cell> = cells.iter().copied().chain([opposite]).collect();
            for start in starts {
                let end: Cell = std::array::from_fn(|i| start[i] + cell[i]);
                let home = start == [0; 3] || end == [0; 3];
                let (a, b) = (self.place((from, start)), self.place((to, end)));
                let known = self.shown.contains(&(from, start)) && self.shown.contains(&(to, end));
                if known && (a[0] - b[0]).hypot(a[1] - b[1]) > 1e-9 {
                    self.bonds.push(Bond::new(a, b, home, kind, amplitude));
                }
            }
        }
    }

    /// The cells drawn whole.
    fn cells(&self) -> Vec<Cell> {
        let range = |direction: usize| match self.model.dimension() {
            d if direction >= d || self.model.sites().len() > MOST_SITES => 0..=0,
            3 => 0..=1,
            _ => -1..=1,
        };
        let mut cells = Vec::new();
        for i in range(0) {
            for j in range(1) {
                cells.extend(range(2).map(|k| [i, j, k]));
            }
        }
        cells
    }

    fn position(&self, (site, cell): Place) -> Vector3 {
        let origin = self.model.lattice().origin_of(cell);
        self.model.sites().get(site).map_or(origin, |s| s.position() + origin)
    }

    fn place(&self, place: Place) -> Point {
        self.project(self.position(place))
    }

    /// Where a position falls on the page.
    fn project(&self, r: Vector3) -> Point {
        if self.flat { [r.x, r.y] } else { project(r) }
    }

    fn axes(&self) -> Axes {
        let places: Vec<Point> = self.shown.iter().map(|p| self.place(*p)).collect();
        let radius = self.radius(&places);
        let mut axes = Axes::new().equal_aspect().bare();
        for edge in self.outline() {
            axes = axes.curve(edge, Pen::solid(Color::GREY).width(style::RULE).dashed());
        }
        for bond in self.bonds.iter().filter(|b| !b.home) {
            axes = bond.draw(axes, &places, &self.kinds);
        }
        for bond in self.bonds.iter().filter(|b| b.home) {
            axes = bond.draw(axes, &places, &self.kinds);
        }
        // farther sites first
        let mut order: Vec<Place> = self.shown.iter().copied().collect();
        order.sort_by(|a, b| self.position(*b).y.total_cmp(&self.position(*a).y));
        order.sort_by_key(|(_, cell)| *cell == [0; 3]);
        let names: Vec<&str> = self.model.sites().iter().map(Site::name).collect();
        let inside = radius >= 3.8 && names.iter().all(|n| n.chars().count() <= 2);
        for (site, cell) in order {
            let home = cell == [0; 3];
            let color = self.color(site);
            let disc = if home { color } else { color.pale(0.7) };
            let at = self.place((site, cell));
            axes = axes.scatter([at], Dot::new(disc).radius(radius).ring(Color::WHITE));
            if let (true, true, Some(name)) = (home, inside, names.get(site)) {
                axes = axes.small_text(at, verbatim(name), 1.25 * radius, Color::WHITE);
            }
        }
        if !inside && names.len() <= 6 {
            for (site, name) in names.iter().enumerate() {
                axes = axes.dot_key(verbatim(name), Dot::new(self.color(site)).radius(3.0));
            }
        }
        self.kinds.explain(axes)
    }

    /// Radius of the discs: a part of the distance between neighbours.
    fn radius(&self, places: &[Point]) -> f64 {
        let mut nearest = f64::INFINITY;
        for bond in &self.bonds {
            nearest = nearest.min((bond.from[0] - bond.to[0]).hypot(bond.from[1] - bond.to[1]));
        }
        let bounds = |i: usize| {
            let values = || places.iter().map(|p| p[i]);
            values().fold(f64::NEG_INFINITY, f64::max) - values().fold(f64::INFINITY, f64::min)
        };
        let size = bounds(0).max(bounds(1));
        if nearest.is_finite() && size > 0.0 {
            (0.17 * nearest / size * WIDTH).clamp(1.2, 5.2)
        } else {
            5.2
        }
    }

    /// The colour of a site: one per site of a small cell, else one per name without its number.
    fn color(&self, site: usize) -> Color {
        const ORDER: [usize; 7] = [0, 1, 4, 5, 2, 3, 6];
        let sites = self.model.sites();
        let family = |i: usize| {
            let name = sites.get(i).map_or("", |s| s.name());
            name.trim_end_matches(|c: char| !c.is_alphabetic())
        };
        let index = if sites.len() <= ORDER.len() {
            site
        } else {
            let families: BTreeSet<&str> = (0..sites.len()).map(family).collect();
            families.iter().position(|f| *f == family(site)).unwrap_or(0)
        };
        Color::series(ORDER[index % ORDER.len()])
    }

    /// The edges of the unit cell, moved so that its sites lie inside.
    fn outline(&self) -> Vec<[Point; 2]> {
        let lattice = self.model.lattice();
        let d = lattice.dimension();
        let sites = self.model.sites();
        let middle: Vec<f64> = (0..3)
            .map(|i| sites.iter().map(|s| s.tau()[i]).sum::<f64>() / sites.len() as f64)
            .collect();
        let start: Vec<f64> = middle
            .iter()
            .enumerate()
            .map(|(i, m)| if i < d && d < 3 { m - 0.5 } else { 0.0 })
            .collect();
        let corner = |shift: &[f64]| {
            let reduced: Vec<f64> = start.iter().zip(shift).map(|(a, b)| a + b).collect();
            self.project(lattice.cartesian(&reduced))
        };
        match lattice.vectors() {
            [a] => {
                let across =
                    sites.iter().map(|s| (s.tau()[1] - middle[1]).abs()).fold(0.0, f64::max);
                let h = across + 0.22 * a.norm();
                let at = |x: f64, y: f64| corner(&[x, middle[1] + y, middle[2]]);
                let corners = [at(0.0, -h), at(1.0, -h), at(1.0, h), at(0.0, h)];
                (0..4).map(|i| [corners[i], corners[(i + 1) % 4]]).collect()
            }
            [_, _] => {
                let at = |x: f64, y: f64| corner(&[x, y, middle[2]]);
                let corners = [at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(0.0, 1.0)];
                (0..4).map(|i| [corners[i], corners[(i + 1) % 4]]).collect()
            }
            [_, _, _] => {
                let corners = (0..8_usize).flat_map(|n| (0..3_usize).map(move |axis| (n, axis)));
                corners
                    .filter(|(n, axis)| n >> axis & 1 == 0)
                    .map(|(n, axis)| {
                        let at = |n: usize| {
                            corner(&[0, 1, 2].map(|i| if n >> i & 1 == 1 { 1.0 } else { 0.0 }))
                        };
                        [at(n), at(n | 1 << axis)]
                    })
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Oblique projection: $x$ to the right, $z$ upwards, $y$ into the page.
pub(crate) fn project(r: Vector3) -> Point {
    const DEPTH: [f64; 2] = [0.42, 0.26];
    [r.x + DEPTH[0] * r.y, r.z + DEPTH[1] * r.y]
}
