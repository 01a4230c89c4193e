//! Paths and points of high symmetry of each type of lattice.

use std::f64::consts::TAU;

use super::bravais::{Bravais, Centering};
use super::centred;
use crate::Vector3;

pub(super) type Table = Vec<(&'static str, Vector3)>;

/// Default path and Cartesian points of a type.
pub(super) fn tabulated(bravais: &Bravais) -> (&'static str, Table) {
    match bravais {
        Bravais::Point => ("G", vec![("G", Vector3::zeros())]),
        Bravais::Other => ("", vec![("G", Vector3::zeros())]),
        Bravais::Chain(a) => ("G-X", on_axes(&[*a], &[("G", [0.0; 3]), ("X", [0.5, 0.0, 0.0])])),
        Bravais::Square(axes) => ("G-X-M-G", on_axes(axes, &SQUARE)),
        Bravais::Rectangular(axes) => ("G-X-S-Y-G", on_axes(axes, &RECTANGULAR)),
        Bravais::CenteredRectangular(axes) => ("G-X-S-X1-Y-G", centered_rectangular(axes)),
        Bravais::Hexagonal(axes) => ("G-K-M-G", hexagonal(axes)),
        Bravais::Oblique(axes) => ("G-X-H-C-H1-Y-G", oblique(axes)),
        Bravais::Cubic(Centering::Body, axes) => ("G-H-N-G-P-H|P-N", on_axes(axes, &CUBIC_I)),
        Bravais::Cubic(Centering::Face, axes) => {
            ("G-X-W-K-G-L-U-W-L-K|U-X", on_axes(axes, &CUBIC_F))
        }
        Bravais::Cubic(_, axes) => ("G-X-M-G-R-X|M-R", on_axes(axes, &CUBIC_P)),
        Bravais::Tetragonal(Centering::Body, axes) => centred::tetragonal_body(axes),
        Bravais::Tetragonal(_, axes) => ("G-X-M-G-Z-R-A-Z|X-R|M-A", on_axes(axes, &TETRAGONAL)),
        Bravais::Orthorhombic(Centering::Base, axes) => centred::orthorhombic_base(axes),
        Bravais::Orthorhombic(Centering::Body, axes) => centred::orthorhombic_body(axes),
        Bravais::Orthorhombic(Centering::Face, axes) => centred::orthorhombic_face(axes),
        Bravais::Orthorhombic(_, axes) => {
            ("G-X-S-Y-G-Z-U-R-T-Z|Y-T|U-X|S-R", on_axes(axes, &ORTHORHOMBIC))
        }
        Bravais::Rhombohedral(vectors) => centred::rhombohedral(vectors),
        Bravais::HexagonalPrism([a, b, c]) => {
            ("G-M-K-G-A-L-H-A|L-M|K-H", hexagonal_prism(&[*a, *b], c))
        }
    }
}

pub(super) type Coordinates = [(&'static str, [f64; 3])];

const SQUARE: [(&str, [f64; 3]); 4] =
    [("G", [0.0; 3]), ("X", [0.5, 0.0, 0.0]), ("Y", [0.0, 0.5, 0.0]), ("M", [0.5, 0.5, 0.0])];

const RECTANGULAR: [(&str, [f64; 3]); 4] =
    [("G", [0.0; 3]), ("X", [0.5, 0.0, 0.0]), ("Y", [0.0, 0.5, 0.0]), ("S", [0.5, 0.5, 0.0])];

const CUBIC_P: [(&str, [f64; 3]); 4] =
    [("G", [0.0; 3]), ("M", [0.5, 0.5, 0.0]), ("R", [0.5; 3]), ("X", [0.0, 0.5, 0.0])];

const CUBIC_I: [(&str, [f64; 3]); 4] =
    [("G", [0.0; 3]), ("H", [0.0, 1.0, 0.0]), ("N", [0.5, 0.5, 0.0]), ("P", [0.5; 3])];

const CUBIC_F: [(&str, [f64; 3]); 6] = [
    ("G", [0.0; 3]),
    ("K", [0.75, 0.75, 0.0]),
    ("L", [0.5; 3]),
    ("U", [0.25, 1.0, 0.25]),
    ("W", [0.5, 1.0, 0.0]),
    ("X", [0.0, 1.0, 0.0]),
];

const TETRAGONAL: [(&str, [f64; 3]); 6] = [
    ("G", [0.0; 3]),
    ("A", [0.5; 3]),
    ("M", [0.5, 0.5, 0.0]),
    ("R", [0.0, 0.5, 0.5]),
    ("X", [0.0, 0.5, 0.0]),
    ("Z", [0.0, 0.0, 0.5]),
];

const ORTHORHOMBIC: [(&str, [f64; 3]); 8] = [
    ("G", [0.0; 3]),
    ("R", [0.5; 3]),
    ("S", [0.5, 0.5, 0.0]),
    ("T", [0.0, 0.5, 0.5]),
    ("U", [0.5, 0.0, 0.5]),
    ("X", [0.5, 0.0, 0.0]),
    ("Y", [0.0, 0.5, 0.0]),
    ("Z", [0.0, 0.0, 0.5]),
];

/// Points in units of $`2\pi / A_j`$ along orthogonal axes of lengths $A_j$.
pub(super) fn on_axes(axes: &[Vector3], points: &Coordinates) -> Table {
    let cartesian =
        |x: &[f64; 3]| axes.iter().zip(x).map(|(a, x)| a * (x * TAU / a.norm_squared())).sum();
    points.iter().map(|(label, x)| (*label, cartesian(x))).collect()
}

fn centered_rectangular(axes: &[Vector3; 2]) -> Table {
    let ratio = axes[0].norm_squared() / axes[1].norm_squared();
    // X and X1 are zone corners, at ζ = (1 + a²/b²)/4 in the primitive reciprocal basis.
    let zeta = (1.0 + ratio) / 4.0;
    on_axes(
        axes,
        &[
            ("G", [0.0; 3]),
            ("X", [2.0 * zeta, 0.0, 0.0]),
            ("X1", [1.0 - 2.0 * zeta, 1.0, 0.0]),
            ("S", [0.5, 0.5, 0.0]),
            ("Y", [0.0, 1.0, 0.0]),
        ],
    )
}

/// The corners of the zone lie along the shortest lattice vectors, at $`4\pi / 3a`$.
fn hexagonal(axes: &[Vector3; 2]) -> Table {
    let corner = |a: &Vector3| a * (2.0 * TAU / (3.0 * a.norm_squared()));
    let [k, k_prime] = [corner(&axes[0]), corner(&axes[1])];
    vec![("G", Vector3::zeros()), ("K", k), ("M", (k + k_prime) / 2.0), ("K'", k_prime)]
}

fn hexagonal_prism(axes: &[Vector3; 2], c: &Vector3) -> Table {
    let top = c * (TAU / (2.0 * c.norm_squared()));
    let flat = hexagonal(axes);
    let (k, m) = (flat[1].1, flat[2].1);
    vec![("G", Vector3::zeros()), ("A", top), ("H", k + top), ("K", k), ("L", m + top), ("M", m)]
}

fn oblique(axes: &[Vector3; 2]) -> Table {
    // The plane's reciprocal vectors: the angle of the axes is acute, theirs obtuse, so that their
    // sum is the short diagonal and the corners are the centres of circles through 0, b and it.
    let [a, b] = axes;
    let (aa, bb, ab) = (a.norm_squared(), b.norm_squared(), a.dot(b));
    let determinant = aa * bb - ab * ab;
    let g = (a * bb - b * ab) * (TAU / determinant);
    let h = (b * aa - a * ab) * (TAU / determinant);
    let sum = g + h;
    vec![
        ("G", Vector3::zeros()),
        ("X", g / 2.0),
        ("Y", h / 2.0),
        ("C", sum / 2.0),
        ("H", circumcentre(&g, &sum)),
        ("H1", circumcentre(&h, &sum)),
    ]
}

/// The point as far from 0 as from `p` and `q`, in their plane.
fn circumcentre(p: &Vector3, q: &Vector3) -> Vector3 {
    let (pp, qq, pq) = (p.norm_squared(), q.norm_squared(), p.dot(q));
    let determinant = pp * qq - pq * pq;
    let x = (pp * qq - qq * pq) / (2.0 * determinant);
    let y = (pp * qq - pp * pq) / (2.0 * determinant);
    p * x + q * y
}
