//! Fermi surfaces of crystals, in oblique projection.

use std::collections::HashMap;

use thouless_lattice::{Lattice, Vector3};

use crate::axes::Axes;
use crate::color::Color;
use crate::crystal::project;
use crate::error::PlotError;
use crate::pen::Pen;
use crate::style;
use crate::zone::{Zone, combinations};

/// Directions that the oblique projection maps to one point, pointing away from the reader.
const AWAY: [f64; 3] = [-0.42, 1.0, -0.26];
/// The side from which light falls.
const LIGHT: [f64; 3] = [-0.43, -0.65, 0.63];

/// Three corners in reduced wave vectors.
pub type Triangle = [[f64; 3]; 3];

/// A plot of triangles in reduced wave vectors, such as a Fermi surface, moved into the first Brillouin zone
/// of a crystal and drawn in oblique projection with $k_y$ pointing into the page.
///
/// Each surface has a colour of its own. Triangles may lie in any cell and in any order; brightness follows the
/// slant of the surface.
///
/// # Examples
///
/// ```
/// use thouless_lattice::Lattice;
/// use thouless_plot::{Color, Figure, surface_plot};
///
/// let cubic = Lattice::new(&[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])?;
/// let triangle = [[0.2, 0.0, 0.0], [0.0, 0.2, 0.0], [0.0, 0.0, 0.2]];
/// Figure::new(surface_plot(&cubic, &[(Color::series(0), vec![triangle])])).to_svg()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn surface_plot(lattice: &Lattice, surfaces: &[(Color, Vec<Triangle>)]) -> Axes {
    let found = lattice.dimension();
    if found != 3 {
        let expected = "a surface needs three periodic directions";
        return Axes::failed(PlotError::Dimension { what: "a Fermi surface", found, expected });
    }
    let numbers =
        || surfaces.iter().flat_map(|(_, triangles)| triangles.iter().flatten().flatten());
    if let Some((index, &value)) = numbers().enumerate().find(|(_, k)| !k.is_finite()) {
        return Axes::failed(PlotError::NotFinite {
            what: "Fermi surface",
            index: index / 9,
            value,
        });
    }
    let zone = Zone::new(lattice);
    let away = Vector3::from(AWAY);
    let flat = |k: &[f64; 3]| project(Vector3::from(*k));
    let mut axes = Axes::new().equal_aspect().bare();
    let faces = zone.faces();
    for front in [false, true] {
        if front {
            for (facet, color) in facets(lattice, &zone, surfaces) {
                axes = axes.facet(facet.iter().map(flat), color);
            }
        }
        let pen = if front { Pen::solid(Color::INK) } else { Pen::solid(style::PALE) };
        for face in &faces {
            // Γ is inside, so the centre of a face tells where the face looks
            let outward: Vector3 = face.iter().map(|k| Vector3::from(*k)).sum();
            if (outward.dot(&away) < -1e-9) == front {
                let closed = face.iter().chain(face.first()).map(flat);
                axes = axes.curve(closed, pen.width(style::RULE));
            }
        }
    }
    axes
}

/// The parts of the triangles inside the zone with their shades, the farthest first.
fn facets(
    lattice: &Lattice,
    zone: &Zone,
    surfaces: &[(Color, Vec<Triangle>)],
) -> Vec<(Vec<[f64; 3]>, Color)> {
    let away = Vector3::from(AWAY);
    let shifts = combinations(lattice.reciprocal(), 2);
    let mut facets = Vec::new();
    for (color, triangles) in surfaces {
        let slants = slants(lattice, triangles);
        for triangle in triangles {
            // reduced wave vectors that differ by whole numbers are the same: start near Γ
            let start: [f64; 3] =
                std::array::from_fn(|i| (triangle.iter().map(|k| k[i]).sum::<f64>() / 3.0).round());
            let corners = triangle
                .map(|k| lattice.k_cartesian(&[k[0] - start[0], k[1] - start[1], k[2] - start[2]]));
            let lit = triangle.iter().filter_map(|k| slants.get(&place(k)));
            let shade =
                shade(*color, lit.map(|(sum, area)| (sum / area).sqrt()).sum::<f64>() / 3.0);
            for shift in &shifts {
                let inside = zone.inside(&corners.map(|k| (k + shift).into()));
                if inside.len() > 2 {
                    let depth: f64 = inside.iter().map(|k| Vector3::from(*k).dot(&away)).sum();
                    facets.push((depth / inside.len() as f64, inside, shade));
                }
            }
        }
    }
    facets.sort_by(|a, b| b.0.total_cmp(&a.0));
    facets.into_iter().map(|(_, facet, shade)| (facet, shade)).collect()
}

/// The colour of a surface on which light falls at this cosine.
fn shade(color: Color, slant: f64) -> Color {
    if slant < 0.75 {
        color.mix(Color::INK, 0.6 * (0.75 - slant))
    } else {
        color.pale(1.6 * (slant - 0.75))
    }
}

/// A corner up to rounding and reciprocal lattice vectors.
#[expect(clippy::cast_possible_truncation, reason = "between 0 and 10^7")]
fn place(k: &[f64; 3]) -> [i64; 3] {
    k.map(|k| ((k - k.floor()) * 1e7).round() as i64 % 10_000_000)
}

/// For each corner the squared cosine between the light and the surface around it, times the area, and the
/// area. The square does not depend on which side of a triangle is called the front.
fn slants(lattice: &Lattice, triangles: &[Triangle]) -> HashMap<[i64; 3], (f64, f64)> {
    let light = Vector3::from(LIGHT).normalize();
    let mut slants = HashMap::new();
    for triangle in triangles {
        let [a, b, c] = triangle.map(|k| lattice.k_cartesian(&k));
        let normal = (b - a).cross(&(c - a));
        let area = normal.norm();
        if area > 0.0 {
            for k in triangle {
                let (sum, total) = slants.entry(place(k)).or_insert((0.0, 0.0));
                *sum += normal.dot(&light).powi(2) / area;
                *total += area;
            }
        }
    }
    slants
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cubic() -> Lattice {
        Lattice::new(&[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).unwrap()
    }

    fn area(polygon: &[[f64; 3]]) -> f64 {
        let corner = |i: usize| Vector3::from(polygon[i]);
        let part = |i: usize| (corner(i) - corner(0)).cross(&(corner(i + 1) - corner(0)));
        (1..polygon.len() - 1).map(part).sum::<Vector3>().norm() / 2.0
    }

    #[test]
    fn a_surface_keeps_its_area_when_it_is_folded_into_the_zone() {
        let lattice = cubic();
        // around the corner of the zone, far from Γ
        let triangle = [[3.4, 0.5, 0.5], [3.5, 0.6, 0.5], [3.5, 0.5, 0.7]];
        let facets = facets(&lattice, &Zone::new(&lattice), &[(Color::INK, vec![triangle])]);
        let folded: f64 = facets.iter().map(|(facet, _)| area(facet)).sum();
        let whole = area(&triangle.map(|k| lattice.k_cartesian(&k).into()));
        assert!((folded / whole - 1.0).abs() < 1e-9, "{folded} {whole}");
        assert!(facets.len() > 1);
    }

    #[test]
    fn a_sheet_has_no_surface_and_nan_is_refused() {
        let sheet = Lattice::new(&[[1.0, 0.0], [0.0, 1.0]]).unwrap();
        let fault = |axes: Axes| axes.fault.map(|f| f.to_string()).unwrap_or_default();
        insta::assert_snapshot!(fault(surface_plot(&sheet, &[])), @"a Fermi surface in 2 dimensions cannot be drawn; a surface needs three periodic directions");
        let bad = [(Color::INK, vec![[[0.0; 3], [f64::NAN; 3], [0.0; 3]]])];
        insta::assert_snapshot!(fault(surface_plot(&cubic(), &bad)), @"Fermi surface: value NaN at index 0 cannot be drawn; remove or repair it first");
    }
}
