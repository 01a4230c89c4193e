//! The Bravais type of three vectors.

use super::bravais::{
    Bravais, Centering, TOLERANCE, cosine, equal, hexagonal_axes, orthogonal, small_pairs, upright,
};
use crate::Vector3;

/// The type of the lattice of a reduced basis.
///
/// Types with higher symmetry come first: a hexagonal lattice is also a base-centred orthorhombic one,
/// and a face-centred cubic one also body-centred tetragonal and rhombohedral.
pub(super) fn spatial(basis: &[Vector3; 3]) -> Bravais {
    let cell = Cell::new(*basis);
    let short = cell.short_vectors();
    let triples = orthogonal_triples(&short);
    let found = |centering: Centering, fits: &dyn Fn(&[Vector3; 3]) -> bool| {
        triples.iter().find(|t| cell.is_centred(t, centering) && fits(t)).copied()
    };
    let cubic =
        |t: &[Vector3; 3]| equal(t[0].norm(), t[1].norm()) && equal(t[1].norm(), t[2].norm());
    let two_equal = |t: &[Vector3; 3]| {
        let [a, b, c] = t.map(|v| v.norm());
        equal(a, b) || equal(b, c) || equal(c, a)
    };
    for centering in [Centering::Primitive, Centering::Body, Centering::Face] {
        if let Some(axes) = found(centering, &cubic) {
            return Bravais::Cubic(centering, cartesian_order(axes));
        }
    }
    if let Some(axes) = found(Centering::Primitive, &|_| true) {
        return orthogonal_type(Centering::Primitive, axes);
    }
    if let Some(prism) = cell.hexagonal_prism(&short) {
        return prism;
    }
    if let Some(axes) = found(Centering::Body, &two_equal) {
        return orthogonal_type(Centering::Body, axes);
    }
    if let Some(vectors) = cell.rhombohedral(&short) {
        return Bravais::Rhombohedral(vectors);
    }
    for centering in [Centering::Body, Centering::Face] {
        if let Some(axes) = found(centering, &|_| true) {
            return Bravais::Orthorhombic(centering, by_length(axes.map(upright)));
        }
    }
    let base = triples.iter().find_map(|t| cell.centred_face_first(t));
    base.map_or(Bravais::Other, |axes| Bravais::Orthorhombic(Centering::Base, axes))
}

/// A primitive cell.
struct Cell {
    basis: [Vector3; 3],
    volume: f64,
}

impl Cell {
    fn new(basis: [Vector3; 3]) -> Self {
        let [a, b, c] = &basis;
        let volume = a.cross(b).dot(c);
        Self { basis, volume }
    }

    /// Lattice vectors up to sign, from short to long, within twice the reduced ones.
    fn short_vectors(&self) -> Vec<Vector3> {
        let [a, b, c] = self.basis;
        let mut vectors = Vec::new();
        for l in -2..=2_i32 {
            for (m, n) in small_pairs(2) {
                if (f64::from(l), m, n) > (0.0, 0.0, 0.0) {
                    vectors.push(a * f64::from(l) + b * m + c * n);
                }
            }
        }
        vectors.sort_by(|u, v| u.norm_squared().total_cmp(&v.norm_squared()));
        vectors
    }

    fn contains(&self, v: &Vector3) -> bool {
        let [a, b, c] = &self.basis;
        [b.cross(c), c.cross(a), a.cross(b)].iter().all(|dual| {
            let coordinate = dual.dot(v) / self.volume;
            (coordinate - coordinate.round()).abs() < 1e-3
        })
    }

    /// Whether orthogonal axes span as many lattice points as the centering has, at its places.
    fn is_centred(&self, axes: &[Vector3; 3], centering: Centering) -> bool {
        let [a, b, c] = axes;
        let n_points = a.cross(b).dot(c).abs() / self.volume.abs();
        let contains = |v: Vector3| self.contains(&(v * 0.5));
        match centering {
            Centering::Primitive => equal(n_points, 1.0),
            Centering::Base => equal(n_points, 2.0) && contains(a + b),
            Centering::Body => equal(n_points, 2.0) && contains(a + b + c),
            Centering::Face => equal(n_points, 4.0) && contains(a + b) && contains(b + c),
        }
    }

    /// The axes of the one centred face, the shorter first, and the axis across.
    fn centred_face_first(&self, axes: &[Vector3; 3]) -> Option<[Vector3; 3]> {
        let [a, b, c] = axes.map(upright);
        let turns = [[a, b, c], [b, c, a], [c, a, b]];
        let [p, q, across] =
            turns.into_iter().find(|turned| self.is_centred(turned, Centering::Base))?;
        let [p, q] = by_length([p, q]);
        Some([p, q, across])
    }

    fn hexagonal_prism(&self, short: &[Vector3]) -> Option<Bravais> {
        for c in short {
            let plane: Vec<&Vector3> = short.iter().filter(|v| orthogonal(v, c)).collect();
            let Some(a) = plane.first() else { continue };
            let partner = plane.iter().skip(1).find(|b| {
                equal(a.norm(), b.norm()) && (cosine(a, b).abs() - 0.5).abs() <= TOLERANCE
            });
            let Some(b) = partner else { continue };
            if equal(a.cross(b).dot(c).abs(), self.volume.abs()) {
                let c = upright(*c);
                let [a, b] = hexagonal_axes(**a, **b, c.normalize());
                return Some(Bravais::HexagonalPrism([a, b, c]));
            }
        }
        None
    }

    /// Three primitive vectors of equal lengths at equal angles: the first is the one nearest to
    /// Cartesian x, the others follow counter-clockwise about their sum, which points upwards.
    fn rhombohedral(&self, short: &[Vector3]) -> Option<[Vector3; 3]> {
        for (i, a) in short.iter().enumerate() {
            let as_long: Vec<&Vector3> =
                short.iter().skip(i + 1).filter(|v| equal(v.norm(), a.norm())).collect();
            for (j, b) in as_long.iter().enumerate() {
                for c in as_long.iter().skip(j + 1) {
                    if !equal(a.cross(b).dot(c).abs(), self.volume.abs()) {
                        continue;
                    }
                    let (b, c) = (**b, **c);
                    for [b, c] in [[b, c], [-b, c], [b, -c], [-b, -c]] {
                        if let Some(vectors) = equal_angles([*a, b, c]) {
                            return Some(vectors);
                        }
                    }
                }
            }
        }
        None
    }
}

fn equal_angles(vectors: [Vector3; 3]) -> Option<[Vector3; 3]> {
    let [a, b, c] = &vectors;
    let (ab, bc, ca) = (cosine(a, b), cosine(b, c), cosine(c, a));
    if (ab - bc).abs() > TOLERANCE || (bc - ca).abs() > TOLERANCE {
        return None;
    }
    let sum = a + b + c;
    let sign = if upright(sum) == sum { 1.0 } else { -1.0 };
    let [a, b, c] = vectors.map(|v| v * sign);
    let axis = sum * sign;
    let turned = if axis.dot(&(b - a).cross(&(c - a))) > 0.0 { [a, b, c] } else { [a, c, b] };
    // The small weights decide between vectors as near to x.
    let score = |v: &Vector3| v.x + 1e-3 * v.y + 1e-6 * v.z;
    let first = (0..3).max_by(|i, j| score(&turned[*i]).total_cmp(&score(&turned[*j])));
    let first = first.unwrap_or(0);
    Some([turned[first], turned[(first + 1) % 3], turned[(first + 2) % 3]])
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

/// Tetragonal where two axes are equal: these, then the one that differs. Else from short to long.
fn orthogonal_type(centering: Centering, axes: [Vector3; 3]) -> Bravais {
    let [a, b, c] = cartesian_order(axes);
    let (ab, bc, ca) =
        (equal(a.norm(), b.norm()), equal(b.norm(), c.norm()), equal(c.norm(), a.norm()));
    if ab {
        Bravais::Tetragonal(centering, [a, b, c])
    } else if bc {
        Bravais::Tetragonal(centering, [b, c, a])
    } else if ca {
        Bravais::Tetragonal(centering, [a, c, b])
    } else {
        Bravais::Orthorhombic(centering, by_length([a, b, c]))
    }
}

fn by_length<const N: usize>(mut axes: [Vector3; N]) -> [Vector3; N] {
    axes.sort_by(|u, v| u.norm().total_cmp(&v.norm()));
    axes
}
