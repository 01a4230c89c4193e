//! The Bravais type of a lattice and its conventional axes, from the metric alone.

use crate::{Lattice, Vector3};

/// Lengths and cosines that differ by less than this, relatively, count as equal.
const TOLERANCE: f64 = 1e-5;

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
    Tetragonal([Vector3; 3]),
    /// Axes from short to long.
    Orthorhombic([Vector3; 3]),
    /// As [`Bravais::Hexagonal`], and the axis across.
    HexagonalPrism([Vector3; 3]),
    /// Three vectors of a type whose labels are not tabulated.
    Other,
}

/// Further lattice points in the cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Centering {
    Primitive,
    Body,
    Face,
}

impl Bravais {
    pub(crate) fn of(lattice: &Lattice) -> Self {
        let reduced = reduce(lattice.vectors());
        match reduced.as_slice() {
            [] => Self::Point,
            [a] => Self::Chain(*a),
            [a, b] => planar(lattice, *a, *b),
            _ => spatial(&reduced),
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
            Self::Cubic(Centering::Primitive, _) => "simple cubic",
            Self::Cubic(Centering::Body, _) => "body-centred cubic",
            Self::Cubic(Centering::Face, _) => "face-centred cubic",
            Self::Tetragonal(_) => "simple tetragonal",
            Self::Orthorhombic(_) => "simple orthorhombic",
            Self::HexagonalPrism(_) => "hexagonal (3D)",
            Self::Other => {
                "three-dimensional (not cubic, tetragonal P, orthorhombic P or hexagonal)"
            }
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

fn small_pairs(reach: i32) -> impl Iterator<Item = (f64, f64)> {
    (-reach..=reach).flat_map(move |m| (-reach..=reach).map(move |n| (f64::from(m), f64::from(n))))
}

fn equal(x: f64, y: f64) -> bool {
    (x - y).abs() <= TOLERANCE * x.abs().max(y.abs())
}

fn orthogonal(a: &Vector3, b: &Vector3) -> bool {
    cosine(a, b).abs() <= TOLERANCE
}

fn cosine(a: &Vector3, b: &Vector3) -> f64 {
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
fn upright(v: Vector3) -> Vector3 {
    if v[v.iamax()] < 0.0 { -v } else { v }
}

fn nearest_to_x_first(axes: [Vector3; 2]) -> [Vector3; 2] {
    let [a, b] = axes.map(upright);
    let along_x = |v: &Vector3| v.x.abs() / v.norm();
    if along_x(&b) > along_x(&a) + TOLERANCE { [b, a] } else { [a, b] }
}

/// The shortest vector nearest to Cartesian x, and the next one counter-clockwise about `normal`.
fn hexagonal_axes(a: Vector3, b: Vector3, normal: Vector3) -> [Vector3; 2] {
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

fn spatial(basis: &[Vector3]) -> Bravais {
    let [a, b, c] = [basis[0], basis[1], basis[2]];
    let volume = a.cross(&b).dot(&c).abs();
    let short = short_vectors(a, b, c);
    let triples = orthogonal_triples(&short);
    let cells = |t: &[Vector3; 3]| t[0].cross(&t[1]).dot(&t[2]).abs() / volume;

    for (ratio, centering) in
        [(1.0, Centering::Primitive), (2.0, Centering::Body), (4.0, Centering::Face)]
    {
        let found = triples.iter().find(|t| {
            equal(cells(t), ratio)
                && equal(t[0].norm(), t[1].norm())
                && equal(t[1].norm(), t[2].norm())
                && is_centered(basis, volume, t, centering)
        });
        if let Some(triple) = found {
            return Bravais::Cubic(centering, cartesian_order(*triple));
        }
    }
    if let Some(triple) = triples.iter().find(|t| equal(cells(t), 1.0)) {
        return orthogonal_type(*triple);
    }
    hexagonal_prism(basis, &short, volume).unwrap_or(Bravais::Other)
}

/// Lattice vectors up to sign, from short to long, within twice the reduced ones.
fn short_vectors(a: Vector3, b: Vector3, c: Vector3) -> Vec<Vector3> {
    let mut vectors = Vec::new();
    for l in -2..=2_i32 {
        for (m, n) in small_pairs(2) {
            let v = a * f64::from(l) + b * m + c * n;
            let first_half = (f64::from(l), m, n) > (0.0, 0.0, 0.0);
            if first_half {
                vectors.push(v);
            }
        }
    }
    vectors.sort_by(|u, v| u.norm_squared().total_cmp(&v.norm_squared()));
    vectors
}

fn orthogonal_triples(vectors: &[Vector3]) -> Vec<[Vector3; 3]> {
    let mut triples = Vec::new();
    for (i, a) in vectors.iter().enumerate() {
        for (j, b) in vectors.iter().enumerate().skip(i + 1) {
            if !orthogonal(a, b) {
                continue;
            }
            let across =
                vectors.iter().skip(j + 1).filter(|c| orthogonal(a, c) && orthogonal(b, c));
            triples.extend(across.map(|c| [*a, *b, *c]));
        }
    }
    triples
}

/// Whether the points in the cube are where the centering has them.
fn is_centered(basis: &[Vector3], volume: f64, cube: &[Vector3; 3], centering: Centering) -> bool {
    let [a, b, c] = cube;
    let in_lattice = |v: Vector3| {
        (0..3).all(|i| {
            let dual = basis[(i + 1) % 3].cross(&basis[(i + 2) % 3]);
            let coordinate = dual.dot(&v) / volume;
            (coordinate - coordinate.round()).abs() < 1e-3
        })
    };
    match centering {
        Centering::Primitive => true,
        Centering::Body => in_lattice((a + b + c) * 0.5),
        Centering::Face => in_lattice((a + b) * 0.5) && in_lattice((b + c) * 0.5),
    }
}

/// Axes upright, in the order of the Cartesian directions that they are nearest to.
fn cartesian_order(axes: [Vector3; 3]) -> [Vector3; 3] {
    let mut rest = axes.map(upright).to_vec();
    let mut take = |direction: usize| {
        let score = |v: &Vector3| v[direction].abs() / v.norm();
        let best = (0..rest.len())
            .reduce(|i, j| if score(&rest[j]) > score(&rest[i]) + TOLERANCE { j } else { i });
        rest.swap_remove(best.unwrap_or(0))
    };
    [take(0), take(1), take(2)]
}

fn orthogonal_type(axes: [Vector3; 3]) -> Bravais {
    let [a, b, c] = cartesian_order(axes);
    let (ab, bc, ca) =
        (equal(a.norm(), b.norm()), equal(b.norm(), c.norm()), equal(c.norm(), a.norm()));
    if ab {
        Bravais::Tetragonal([a, b, c])
    } else if bc {
        Bravais::Tetragonal([b, c, a])
    } else if ca {
        Bravais::Tetragonal([a, c, b])
    } else {
        let mut sorted = [a, b, c];
        sorted.sort_by(|u, v| u.norm().total_cmp(&v.norm()));
        Bravais::Orthorhombic(sorted)
    }
}

fn hexagonal_prism(basis: &[Vector3], short: &[Vector3], volume: f64) -> Option<Bravais> {
    for c in short {
        let plane: Vec<&Vector3> = short.iter().filter(|v| orthogonal(v, c)).collect();
        let Some(a) = plane.first() else { continue };
        let partner = plane
            .iter()
            .skip(1)
            .find(|b| equal(a.norm(), b.norm()) && (cosine(a, b).abs() - 0.5).abs() <= TOLERANCE);
        let Some(b) = partner else { continue };
        if equal(a.cross(b).dot(c).abs(), volume) {
            let c = upright(*c);
            let [a, b] = hexagonal_axes(**a, **b, c.normalize());
            debug_assert_eq!(basis.len(), 3);
            return Some(Bravais::HexagonalPrism([a, b, c]));
        }
    }
    None
}
