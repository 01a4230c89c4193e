//! Lines in the first Brillouin zone of a sheet, such as Fermi contours.

use thouless_lattice::{Lattice, SpecialPoints};

use crate::axes::Axes;
use crate::clip;
use crate::color::Color;
use crate::error::PlotError;
use crate::markup::k_point;
use crate::pen::{Dot, Pen};
use crate::scene::Point;
use crate::zone::{Zone, along, combinations, plane};

/// Distance of a special point from the middle of its name, in points.
const NAME_DISTANCE: f64 = 7.0;

/// The first Brillouin zone of a sheet: its border and its special points, in Cartesian wave vectors.
///
/// Curves in Cartesian wave vectors can be added; [`zone_contours`] adds those given in reduced ones.
pub fn brillouin_zone(lattice: &Lattice) -> Axes {
    let found = lattice.dimension();
    if found != 2 {
        let expected = "a zone in the plane needs two periodic directions";
        return Axes::failed(PlotError::Dimension { what: "a Brillouin zone", found, expected });
    }
    let mut border = Zone::new(lattice).polygon(plane(lattice));
    border.extend(border.first().copied());
    // room for the names, the same on all sides
    let bounds = [0, 1].map(|i| {
        let values = || border.iter().map(|k| k[i]);
        [values().fold(0.0, f64::min), values().fold(0.0, f64::max)]
    });
    let room = 0.13 * bounds.map(|[lo, hi]| hi - lo).into_iter().fold(0.0, f64::max);
    let [[left, right], [bottom, top]] = bounds.map(|[lo, hi]| [lo - room, hi + room]);
    let mut axes = Axes::new()
        .equal_aspect()
        .x_label("$k_x$")
        .y_label("$k_y$")
        .x_range(left, right)
        .y_range(bottom, top)
        .curve(border, Pen::solid(Color::INK).width(0.8));
    for (name, k) in SpecialPoints::of(lattice).points() {
        let at = along(plane(lattice), &lattice.k_cartesian(k));
        // names stand outside the zone, that of Γ below it
        let far = at[0].hypot(at[1]);
        let shift =
            if far > 1e-9 { at.map(|x| NAME_DISTANCE * x / far) } else { [0.0, -NAME_DISTANCE] };
        let dot = Dot::new(Color::INK).radius(1.1);
        axes = axes.scatter([at], dot).text(at, shift, k_point(name));
    }
    axes
}

/// Adds lines in reduced wave vectors to a plot of the zone of a sheet, moved into the zone and cut at its
/// border.
pub fn zone_contours(mut axes: Axes, lattice: &Lattice, lines: &[Vec<[f64; 2]>], pen: Pen) -> Axes {
    if lattice.dimension() != 2 {
        return axes;
    }
    let directions = plane(lattice);
    let polygon = Zone::new(lattice).polygon(directions);
    let shifts = combinations(lattice.reciprocal(), 2);
    for line in lines {
        if line.len() < 2 || line.iter().flatten().any(|k| !k.is_finite()) {
            // let the axes say what is wrong
            axes = axes.curve(line.iter().copied(), pen);
            continue;
        }
        // reduced wave vectors that differ by whole numbers are the same: start near Γ
        let [i, j] = [0, 1].map(|i| line.iter().map(|k| k[i]).sum::<f64>() / line.len() as f64);
        let start = [i.round(), j.round()];
        let cartesian: Vec<Point> = line
            .iter()
            .map(|k| along(directions, &lattice.k_cartesian(&[k[0] - start[0], k[1] - start[1]])))
            .collect();
        for shift in &shifts {
            let [x, y] = along(directions, shift);
            let moved: Vec<Point> = cartesian.iter().map(|k| [k[0] + x, k[1] + y]).collect();
            for piece in clip::polyline(&moved, &polygon) {
                axes = axes.curve(piece, pen);
            }
        }
    }
    axes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    use thouless_lattice::Vector3;

    use crate::layer::Layer;

    fn lengths(axes: &Axes) -> f64 {
        let long = |points: &Vec<Point>| -> f64 {
            points.windows(2).map(|p| (p[1][0] - p[0][0]).hypot(p[1][1] - p[0][1])).sum()
        };
        let curves = axes.layers.iter().map(|layer| match layer {
            Layer::Curve { points, .. } => long(points),
            _ => 0.0,
        });
        curves.sum()
    }

    /// A circle around the corner K of the hexagonal zone lies in three pieces of one third each.
    #[test]
    fn a_contour_keeps_its_length_when_it_is_folded_into_the_zone() {
        let lattice = Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]]).unwrap();
        let center = [2.0 / 3.0, 1.0 / 3.0];
        let circle: Vec<[f64; 2]> = (0..=720)
            .map(|i| f64::from(i) * PI / 360.0)
            .map(|angle| {
                let k = Vector3::new(angle.cos(), angle.sin(), 0.0);
                let reduced = lattice.vectors().iter().map(|a| a.dot(&k) / (2.0 * PI));
                let shift: Vec<f64> = reduced.collect();
                [center[0] + shift[0], center[1] + shift[1]]
            })
            .collect();
        for far in [0.0, 5.0] {
            let moved: Vec<[f64; 2]> = circle.iter().map(|k| [k[0] + far, k[1] - far]).collect();
            let axes = zone_contours(Axes::new(), &lattice, &[moved], Pen::default());
            assert!((lengths(&axes) / (2.0 * PI) - 1.0).abs() < 1e-4, "{}", lengths(&axes));
            assert!(axes.layers.len() >= 3);
        }
    }
}
