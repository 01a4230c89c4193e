//! The first Brillouin zone: all wave vectors nearer to Γ than to any other reciprocal lattice vector.

use thouless_lattice::{Lattice, Vector3};

use crate::clip::cut;
use crate::scene::Point;

/// The first Brillouin zone of a lattice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Zone {
    /// Reciprocal lattice vectors whose perpendicular bisectors border the zone.
    bordering: Vec<Vector3>,
}

impl Zone {
    /// The zone of the lattice.
    pub(crate) fn new(lattice: &Lattice) -> Self {
        let basis = reduced(lattice.reciprocal().to_vec());
        let all = combinations(&basis, 2);
        // a bisector borders the zone where its foot point is nearest to Γ
        let borders = |g: &Vector3| {
            let foot = g / 2.0;
            g.norm() > 0.0 && all.iter().all(|h| (foot - h).norm() > foot.norm() * (1.0 - 1e-9))
        };
        Self { bordering: all.iter().filter(|g| borders(g)).copied().collect() }
    }

    /// How far inside the bisector of `g` a wave vector lies, in units of that distance at Γ.
    fn depth(g: &Vector3, k: [f64; 3]) -> f64 {
        1.0 - 2.0 * g.dot(&Vector3::from(k)) / g.norm_squared()
    }

    /// The part of a flat polygon that lies in the zone.
    pub(crate) fn inside(&self, polygon: &[[f64; 3]]) -> Vec<[f64; 3]> {
        self.bordering.iter().fold(polygon.to_vec(), |kept, g| {
            if kept.is_empty() { kept } else { cut(&kept, |k| Self::depth(g, k)) }
        })
    }

    /// A length that no wave vector of the zone exceeds.
    fn size(&self) -> f64 {
        4.0 * self.bordering.iter().map(Vector3::norm).fold(0.0, f64::max)
    }

    /// The border of the zone of a sheet, in the coordinates along two orthonormal directions.
    pub(crate) fn polygon(&self, axes: [Vector3; 2]) -> Vec<Point> {
        let far = self.size();
        let [e1, e2] = axes.map(|e| e * far);
        let square = [-e1 - e2, e1 - e2, e1 + e2, -e1 + e2].map(Into::into);
        let corners = self.inside(&square);
        corners.iter().map(|k| along(axes, &Vector3::from(*k))).collect()
    }

    /// The faces of the zone of a crystal.
    pub(crate) fn faces(&self) -> Vec<Vec<[f64; 3]>> {
        let far = self.size();
        let face = |g: &Vector3| {
            let n = g.normalize();
            let e1 = n.cross(&shortest_axis(&n)).normalize() * far;
            let e2 = n.cross(&e1);
            let square = [-e1 - e2, e1 - e2, e1 + e2, -e1 + e2].map(|k| (g / 2.0 + k).into());
            let others = self.bordering.iter().filter(|h| *h != g);
            others.fold(square.to_vec(), |kept, h| cut(&kept, |k| Self::depth(h, k)))
        };
        self.bordering.iter().map(face).filter(|f| f.len() > 2).collect()
    }
}

/// Coordinates of a vector along two orthonormal directions.
pub(crate) fn along(axes: [Vector3; 2], k: &Vector3) -> Point {
    axes.map(|e| e.dot(k))
}

/// Orthonormal directions of the plane of a sheet: $x$ and $y$ where the sheet lies in their plane.
pub(crate) fn plane(lattice: &Lattice) -> [Vector3; 2] {
    let normal = lattice.normals().first().copied().unwrap_or(Vector3::z());
    if normal.x.hypot(normal.y) < 1e-12 {
        return [Vector3::x(), Vector3::y()];
    }
    let first = lattice.vectors().first().map_or(Vector3::x(), Vector3::normalize);
    [first, normal.cross(&first).normalize()]
}

/// All sums of the vectors with factors from `-n` to `n`.
pub(crate) fn combinations(vectors: &[Vector3], n: i32) -> Vec<Vector3> {
    vectors.iter().fold(vec![Vector3::zeros()], |sums, b| {
        sums.iter().flat_map(|s| (-n..=n).map(move |i| s + b * f64::from(i))).collect()
    })
}

/// A basis of the same lattice that no addition of one vector to another shortens.
fn reduced(mut basis: Vec<Vector3>) -> Vec<Vector3> {
    for _ in 0..100 {
        let mut shortened = false;
        for i in 0..basis.len() {
            let others: Vec<Vector3> =
                basis.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, b)| *b).collect();
            let shifts = combinations(&others, 1);
            let shorter =
                shifts.iter().map(|s| basis[i] + s).min_by(|a, b| a.norm().total_cmp(&b.norm()));
            if let Some(shorter) = shorter
                && shorter.norm() < basis[i].norm() * (1.0 - 1e-9)
            {
                basis[i] = shorter;
                shortened = true;
            }
        }
        if !shortened {
            break;
        }
    }
    basis
}

/// The Cartesian axis that is farthest from the direction of `n`.
fn shortest_axis(n: &Vector3) -> Vector3 {
    let axes = [Vector3::x(), Vector3::y(), Vector3::z()];
    axes.into_iter().min_by(|a, b| a.dot(n).abs().total_cmp(&b.dot(n).abs())).unwrap_or(axes[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clip::area;
    use std::f64::consts::PI;

    fn sheet(vectors: [[f64; 2]; 2]) -> (Lattice, Vec<Point>) {
        let lattice = Lattice::new(&vectors).unwrap();
        let polygon = Zone::new(&lattice).polygon(plane(&lattice));
        (lattice, polygon)
    }

    #[test]
    fn the_zone_of_a_sheet_has_the_area_of_the_reciprocal_cell() {
        let lattices = [
            [[1.0, 0.0], [0.0, 1.0]],
            [[1.0, 0.0], [0.5, 0.75_f64.sqrt()]],
            [[1.0, 0.0], [5.3, 1.1]],
            [[1.0, 0.2], [0.3, 2.0]],
        ];
        for (vectors, corners) in lattices.into_iter().zip([4, 6, 6, 6]) {
            let (lattice, polygon) = sheet(vectors);
            let expected = (2.0 * PI).powi(2) / lattice.cell_volume();
            assert!((area(&polygon).abs() / 2.0 / expected - 1.0).abs() < 1e-9, "{vectors:?}");
            let edges = polygon.iter().zip(polygon.iter().cycle().skip(1));
            let long = edges.filter(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]) > 1e-6);
            assert_eq!(long.count(), corners, "{vectors:?}");
        }
    }

    #[test]
    fn the_zone_of_the_fcc_lattice_is_the_truncated_octahedron() {
        let fcc = Lattice::new(&[[0.0, 0.5, 0.5], [0.5, 0.0, 0.5], [0.5, 0.5, 0.0]]).unwrap();
        let faces = Zone::new(&fcc).faces();
        let sides = |n: usize| faces.iter().filter(|f| f.len() == n).count();
        assert_eq!((sides(4), sides(6), faces.len()), (6, 8, 14));
        let far = faces.iter().flatten().map(|k| Vector3::from(*k).norm()).fold(0.0, f64::max);
        assert!((far - 2.0 * PI * 1.25_f64.sqrt()).abs() < 1e-9, "the point W");
    }

    #[test]
    fn what_lies_outside_is_cut_away() {
        let cubic = Lattice::new(&[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).unwrap();
        let zone = Zone::new(&cubic);
        let triangle = [[0.0, 0.0, 0.0], [9.0, 0.0, 0.0], [0.0, 9.0, 0.0]];
        let kept = zone.inside(&triangle);
        assert!(kept.iter().flatten().all(|k| k.abs() <= PI + 1e-9) && kept.len() > 2);
        assert!(zone.inside(&triangle.map(|[x, y, z]| [x, y, z + 4.0])).is_empty());
    }
}
