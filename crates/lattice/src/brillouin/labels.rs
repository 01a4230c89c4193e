//! Points of high symmetry by their labels.
//!
//! Labels and paths in three dimensions are those of W. Setyawan and S. Curtarolo, Comput. Mater.
//! Sci. **49**, 299 (2010), [doi:10.1016/j.commatsci.2010.05.010](https://doi.org/10.1016/j.commatsci.2010.05.010).

use std::f64::consts::TAU;

use super::bravais::{Bravais, Centering};
use crate::{Lattice, LatticeError, Vector3};

/// Reduced coordinates within this of a multiple of 1/24 are meant to be that multiple: primitive
/// vectors are often written with few digits.
const SNAP: f64 = 2e-5;

/// The points of high symmetry of a lattice, by label, in reduced coordinates.
///
/// The type of lattice is found from the lengths and angles of its shortest vectors, so the points
/// do not depend on which primitive vectors describe it, nor on what sits in the cell:
///
/// | lattice | labels | first axis |
/// | --- | --- | --- |
/// | chain | G, X | |
/// | square | G, X, Y, M | nearest to Cartesian x |
/// | rectangular | G, X, Y, S | nearest to Cartesian x |
/// | centred rectangular | G, X, X1, S, Y | shorter side of the centred cell |
/// | hexagonal | G, K, M, K' | K is the zone corner nearest to Cartesian x, then M, K' counter-clockwise |
/// | oblique | G, X, Y, C (corner of the cell), H, H1 (zone corners) | shortest vector |
/// | cubic P; I; F | G, M, R, X; G, H, N, P; G, K, L, U, W, X | |
/// | tetragonal P | G, A, M, R, X, Z | Z along the axis that differs |
/// | orthorhombic P | G, R, S, T, U, X, Y, Z | shortest, then Y, Z |
/// | hexagonal (3D) | G, A, H, K, L, M | |
///
/// Other lattices know only G; paths through them are given in reduced coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct SpecialPoints {
    kind: &'static str,
    points: Vec<(&'static str, Vec<f64>)>,
    default_path: &'static str,
}

impl SpecialPoints {
    /// The points of a lattice.
    pub fn of(lattice: &Lattice) -> Self {
        let bravais = Bravais::of(lattice);
        let (default_path, cartesian) = tabulated(&bravais);
        // The corners of oblique and centred zones move with the lengths: not multiples of 1/24.
        let snaps = !matches!(bravais, Bravais::CenteredRectangular(_) | Bravais::Oblique(_));
        let reduced = |k: &Vector3| {
            let coordinates = lattice.vectors().iter().map(|a| a.dot(k) / TAU);
            coordinates.map(|x| if snaps { snapped(x) } else { x }).collect()
        };
        let points = cartesian.iter().map(|(label, k)| (*label, reduced(k))).collect();
        Self { kind: bravais.name(), points, default_path }
    }

    /// The type of lattice, such as `hexagonal`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Labels and reduced coordinates.
    pub fn points(&self) -> &[(&'static str, Vec<f64>)] {
        &self.points
    }

    /// The usual path through the zone in labels, empty where there is none.
    pub fn default_path(&self) -> &'static str {
        self.default_path
    }

    /// The label as it stands in the table, and its point. `Γ` and `Gamma` are `G`, letters may be
    /// small, and `X_1` is `X1`.
    ///
    /// # Errors
    ///
    /// [`LatticeError::UnknownLabel`], with the labels that there are.
    pub fn point(&self, label: &str) -> Result<(&'static str, &[f64]), LatticeError> {
        let wanted = canonical(label);
        let found = self.points.iter().find(|(known, _)| *known == wanted);
        found.map(|(known, k)| (*known, k.as_slice())).ok_or_else(|| {
            let known: Vec<&str> = self.points.iter().map(|(label, _)| *label).collect();
            LatticeError::UnknownLabel {
                label: label.to_owned(),
                kind: self.kind,
                suggestion: nearest(&wanted, &known).map(str::to_owned),
                known: known.join(", "),
            }
        })
    }
}

fn snapped(x: f64) -> f64 {
    let nearest = (x * 24.0).round() / 24.0;
    // Adding 0 turns −0 into 0.
    (if (x - nearest).abs() < SNAP { nearest } else { x }) + 0.0
}

fn canonical(label: &str) -> String {
    let plain: String = label
        .trim()
        .chars()
        .filter(|c| *c != '_')
        .map(|c| match c {
            '₀'..='₉' => char::from_digit(c as u32 - '₀' as u32, 10).unwrap_or(c),
            '′' | '’' => '\'',
            c => c,
        })
        .collect();
    let upper = plain.to_uppercase();
    if upper == "Γ" || upper == "GAMMA" { "G".to_owned() } else { upper }
}

/// The known label with the fewest edits, where it shares something with the wanted one.
fn nearest<'a>(wanted: &str, known: &[&'a str]) -> Option<&'a str> {
    let distance = |label: &&str| {
        let spelled = if *label == "G" { edits("GAMMA", wanted) } else { usize::MAX };
        edits(label, wanted).min(spelled)
    };
    let best = known.iter().copied().min_by_key(distance)?;
    (distance(&best) < wanted.chars().count().max(1)).then_some(best)
}

/// Levenshtein distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

type Table = Vec<(&'static str, Vector3)>;

/// Default path and Cartesian points of a type.
fn tabulated(bravais: &Bravais) -> (&'static str, Table) {
    match bravais {
        Bravais::Point => ("G", vec![("G", Vector3::zeros())]),
        Bravais::Other => ("", vec![("G", Vector3::zeros())]),
        Bravais::Chain(a) => ("G-X", on_axes(&[*a], &[("G", [0.0; 3]), ("X", [0.5, 0.0, 0.0])])),
        Bravais::Square(axes) => ("G-X-M-G", on_axes(axes, &SQUARE)),
        Bravais::Rectangular(axes) => ("G-X-S-Y-G", on_axes(axes, &RECTANGULAR)),
        Bravais::CenteredRectangular(axes) => ("G-X-S-X1-Y-G", centered_rectangular(axes)),
        Bravais::Hexagonal(axes) => ("G-K-M-G", hexagonal(axes)),
        Bravais::Oblique(axes) => ("G-X-H-C-H1-Y-G", oblique(axes)),
        Bravais::Cubic(Centering::Primitive, axes) => ("G-X-M-G-R-X|M-R", on_axes(axes, &CUBIC_P)),
        Bravais::Cubic(Centering::Body, axes) => ("G-H-N-G-P-H|P-N", on_axes(axes, &CUBIC_I)),
        Bravais::Cubic(Centering::Face, axes) => {
            ("G-X-W-K-G-L-U-W-L-K|U-X", on_axes(axes, &CUBIC_F))
        }
        Bravais::Tetragonal(axes) => ("G-X-M-G-Z-R-A-Z|X-R|M-A", on_axes(axes, &TETRAGONAL)),
        Bravais::Orthorhombic(axes) => {
            ("G-X-S-Y-G-Z-U-R-T-Z|Y-T|U-X|S-R", on_axes(axes, &ORTHORHOMBIC))
        }
        Bravais::HexagonalPrism([a, b, c]) => {
            ("G-M-K-G-A-L-H-A|L-M|K-H", hexagonal_prism(&[*a, *b], c))
        }
    }
}

type Coordinates = [(&'static str, [f64; 3])];

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
fn on_axes(axes: &[Vector3], points: &Coordinates) -> Table {
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
