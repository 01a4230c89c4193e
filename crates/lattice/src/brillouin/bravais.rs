//! The Bravais type of a lattice and its conventional axes, from the metric alone.

use super::spatial::spatial;
use crate::{Lattice, Vector3};

/// Lengths and cosines that differ by less than this, relatively, count as equal.
pub(super) const TOLERANCE: f64 = 1e-5;

/// The types whose points of high symmetry are known, with conventional axes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Bravais {
    /// No periodic direction.
    Point,
    /// One primitive vector.
    Chain(Vector3),
    /// Equal orthogonal axes; the first is the one nearest to Cartesian x.
    Square([Vector3; 2]),
    /// Orthogonal axes; the first is the one nearest to Cartesian x.
    Rectangular([Vector3; 2]),
    /// Orthogonal axes of a cell with one more point in its middle; the first is the shorter.
    CenteredRectangular([Vector3; 2]),
    /// Two neighbouring shortest vectors, the second 60° counter-clockwise from the first.
    Hexagonal([Vector3; 2]),
    /// The two shortest vectors, at an acute angle.
    Oblique([Vector3; 2]),
    /// Edges of the cube.
    Cubic(Centering, [Vector3; 3]),
    /// Two equal axes, then the one that differs.
    Tetragonal(Centering, [Vector3; 3]),
    /// Axes from short to long; with one centred face, its axes from short to long, then the other.
    Orthorhombic(Centering, [Vector3; 3]),
    /// As [`Bravais::Hexagonal`], and the axis across.
    HexagonalPrism([Vector3; 3]),
    /// Three primitive vectors of equal lengths at equal angles, counter-clockwise about their sum.
    Rhombohedral([Vector3; 3]),
    /// Three vectors of lower symmetry, monoclinic or triclinic, whose labels are not tabulated.
    Other,
}

/// Further lattice points in the conventional cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Centering {
    /// None.
    Primitive,
    /// One in the middle of one pair of opposite faces.
    Base,
    /// One in the middle of the cell.
    Body,
    /// One in the middle of every face.
    Face,
}

impl Bravais {
    pub(crate) fn of(lattice: &Lattice) -> Self {
        let reduced = reduce(lattice.vectors());
        match reduced.as_slice() {
            [] => Self::Point,
            [a] => Self::Chain(*a),
            [a, b] => planar(lattice, *a, *b),
            [a, b, c, ..] => spatial(&[*a, *b, *c]),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Point => "zero-dimensional",
            Self::Chain(_) => "one-dimensional",
            Self::Square(_) => "square",
            Self::Rectangular(_) => "rectangular",
            Self::CenteredRectangular(_) => "centred rectangular",
            Self::Hexagonal(_) => "hexagonal",
            Self::Oblique(_) => "oblique",
            Self::Cubic(Centering::Body, _) => "body-centred cubic",
            Self::Cubic(Centering::Face, _) => "face-centred cubic",
            Self::Cubic(..) => "simple cubic",
            Self::Tetragonal(Centering::Body, _) => "body-centred tetragonal",
            Self::Tetragonal(..) => "simple tetragonal",
            Self::Orthorhombic(Centering::Base, _) => "base-centred orthorhombic",
            Self::Orthorhombic(Centering::Body, _) => "body-centred orthorhombic",
            Self::Orthorhombic(Centering::Face, _) => "face-centred orthorhombic",
            Self::Orthorhombic(..) => "simple orthorhombic",
            Self::HexagonalPrism(_) => "hexagonal (3D)",
            Self::Rhombohedral(_) => "rhombohedral",
            Self::Other => "monoclinic or triclinic",
        }
    }
}

/// A basis of the same lattice that no integer combination of two vectors makes shorter.
fn reduce(vectors: &[Vector3]) -> Vec<Vector3> {
    let mut basis = vectors.to_vec();
    loop {
        let mut shortened = false;
        for i in 0..basis.len() {
            let shorter = shortest_equivalent(&basis, i);
            if shorter.norm_squared() < basis[i].norm_squared() * (1.0 - 1e-10) {
                basis[i] = shorter;
                shortened = true;
            }
        }
        if !shortened {
            return basis;
        }
    }
}

/// The shortest of `basis[i]` plus combinations of the others near the projection on each.
fn shortest_equivalent(basis: &[Vector3], i: usize) -> Vector3 {
    let others: Vec<Vector3> =
        basis.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, v)| *v).collect();
    let mut best = basis[i];
    for other in &others {
        best -= other * (best.dot(other) / other.norm_squared()).round();
    }
    if let [a, b] = others.as_slice() {
        for (m, n) in small_pairs(1) {
            let candidate = best + a * m + b * n;
            if candidate.norm_squared() < best.norm_squared() * (1.0 - 1e-10) {
                best = candidate;
            }
        }
    }
    best
}

pub(super) fn small_pairs(reach: i32) -> impl Iterator<Item = (f64, f64)> {
    (-reach..=reach).flat_map(move |m| (-reach..=reach).map(move |n| (f64::from(m), f64::from(n))))
}

pub(super) fn equal(x: f64, y: f64) -> bool {
    (x - y).abs() <= TOLERANCE * x.abs().max(y.abs())
}

pub(super) fn orthogonal(a: &Vector3, b: &Vector3) -> bool {
    cosine(a, b).abs() <= TOLERANCE
}

pub(super) fn cosine(a: &Vector3, b: &Vector3) -> f64 {
    a.dot(b) / (a.norm() * b.norm())
}

fn planar(lattice: &Lattice, a: Vector3, b: Vector3) -> Bravais {
    let [a, b] = if b.norm() < a.norm() { [b, a] } else { [a, b] };
    let same = equal(a.norm(), b.norm());
    if orthogonal(&a, &b) {
        let axes = nearest_to_x_first([a, b]);
        return if same { Bravais::Square(axes) } else { Bravais::Rectangular(axes) };
    }
    if same && (cosine(&a, &b).abs() - 0.5).abs() <= TOLERANCE {
        let normal = lattice.normals().first().copied().unwrap_or_else(Vector3::z);
        return Bravais::Hexagonal(hexagonal_axes(a, b, normal));
    }
    let b = if a.dot(&b) < 0.0 { -b } else { b };
    // A rhombus: equal sides, or the shorter side half of the longer one's shadow.
    let diagonals = if same {
        Some([a - b, a + b])
    } else if equal(2.0 * a.dot(&b), a.norm_squared()) {
        Some([a, b * 2.0 - a])
    } else {
        None
    };
    match diagonals {
        Some([p, q]) if q.norm() < p.norm() => Bravais::CenteredRectangular([q, p].map(upright)),
        Some(axes) => Bravais::CenteredRectangular(axes.map(upright)),
        None => Bravais::Oblique([a, b]),
    }
}

/// The sign of a vector with its largest component positive.
pub(super) fn upright(v: Vector3) -> Vector3 {
    if v[v.iamax()] < 0.0 { -v } else { v }
}

fn nearest_to_x_first(axes: [Vector3; 2]) -> [Vector3; 2] {
    let [a, b] = axes.map(upright);
    let along_x = |v: &Vector3| v.x.abs() / v.norm();
    if along_x(&b) > along_x(&a) + TOLERANCE { [b, a] } else { [a, b] }
}

/// The shortest vector nearest to Cartesian x, and the next one counter-clockwise about `normal`.
pub(super) fn hexagonal_axes(a: Vector3, b: Vector3, normal: Vector3) -> [Vector3; 2] {
    let b = if a.dot(&b) > 0.0 { b - a } else { b };
    let shortest = [a, b, a + b, -a, -b, -(a + b)];
    let x = [Vector3::x(), Vector3::y()]
        .map(|axis| axis - normal * normal.dot(&axis))
        .into_iter()
        .find(|axis| axis.norm() > 0.1)
        .unwrap_or_else(Vector3::z);
    let y = normal.cross(&x);
    // The small weight of y decides between two vectors as near to x.
    let first = shortest
        .into_iter()
        .max_by(|u, v| (u.dot(&x) + 1e-3 * u.dot(&y)).total_cmp(&(v.dot(&x) + 1e-3 * v.dot(&y))))
        .unwrap_or(a);
    let second = shortest
        .into_iter()
        .filter(|v| (cosine(&first, v) - 0.5).abs() < 0.1)
        .max_by(|u, v| normal.dot(&first.cross(u)).total_cmp(&normal.dot(&first.cross(v))))
        .unwrap_or(b);
    [first, second]
}
