//! Simple polygons.

use super::error::check_finite;
use super::{BORDER, Bounds, Place, Shape, ShapeError};

/// The inside of a simple polygon of the plane, convex or not, either orientation; any `z`.
///
/// A point is inside where a ray from it crosses the border an odd number of times (M. Shimrat,
/// Commun. ACM **5**, 434 (1962)), and also within [`BORDER`] of an edge.
///
/// # Examples
///
/// ```
/// use thouless_lattice::shape::{Place, Polygon, Shape};
/// use thouless_lattice::Vector3;
///
/// let wedge = Polygon::new(&[[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]]);
/// let place = |x, y| Place { cell: [0; 3], site: 0, position: Vector3::new(x, y, 0.0) };
/// assert!(wedge.contains(&place(2.0, 2.0)) && !wedge.contains(&place(2.1, 2.0)));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Polygon {
    points: Vec<[f64; 2]>,
}

impl Polygon {
    /// The polygon with these corners in order; the last is joined to the first.
    pub fn new(points: &[[f64; 2]]) -> Self {
        Self { points: points.to_vec() }
    }

    /// The corners.
    pub fn points(&self) -> &[[f64; 2]] {
        &self.points
    }

    /// The edges, each from the point of its number to the next.
    fn edges(&self) -> impl Iterator<Item = ([f64; 2], [f64; 2])> + Clone + '_ {
        self.points.iter().copied().zip(self.points.iter().copied().cycle().skip(1))
    }
}

impl Shape for Polygon {
    fn contains(&self, place: &Place) -> bool {
        let r = [place.position.x, place.position.y];
        let mut inside = false;
        for (a, b) in self.edges() {
            if distance_squared(r, a, b) <= BORDER * BORDER {
                return true;
            }
            if (a[1] > r[1]) != (b[1] > r[1]) {
                let right_of_edge = cross(sub(b, a), sub(r, a)) < 0.0;
                inside ^= right_of_edge != (b[1] > a[1]);
            }
        }
        inside
    }

    fn bounds(&self) -> Bounds {
        let extreme = |a: usize, f: fn(f64, f64) -> f64| {
            self.points.iter().map(|p| p[a]).reduce(f).unwrap_or(0.0)
        };
        Bounds::planar(
            [extreme(0, f64::min), extreme(1, f64::min)],
            [extreme(0, f64::max), extreme(1, f64::max)],
        )
    }

    fn check(&self) -> Result<(), ShapeError> {
        let n = self.points.len();
        if n < 3 {
            return Err(ShapeError::TooFewPoints { found: n });
        }
        for point in &self.points {
            check_finite("coordinate of a point of the polygon", point)?;
        }
        for (first, (a, b)) in self.edges().enumerate() {
            if sub(b, a).iter().all(|x| x.abs() <= BORDER) {
                let second = (first + 1) % n;
                return Err(ShapeError::RepeatedPoint { first, second, x: a[0], y: a[1] });
            }
        }
        self.check_simple()
    }
}

impl Polygon {
    fn check_simple(&self) -> Result<(), ShapeError> {
        let n = self.points.len();
        for (first, (a, b)) in self.edges().enumerate() {
            for (second, (c, d)) in self.edges().enumerate().skip(first + 1) {
                let meet = if second == first + 1 {
                    folds_back(a, b, d)
                } else if first == 0 && second == n - 1 {
                    folds_back(c, a, b)
                } else {
                    segments_meet(a, b, c, d)
                };
                if meet {
                    return Err(ShapeError::SelfIntersection { first, second });
                }
            }
        }
        Ok(())
    }
}

fn sub(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

fn cross(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// Squared distance of `r` from the segment `a b`.
fn distance_squared(r: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let edge = sub(b, a);
    let along = (dot(sub(r, a), edge) / dot(edge, edge)).clamp(0.0, 1.0);
    let nearest = [a[0] + along * edge[0], a[1] + along * edge[1]];
    let away = sub(r, nearest);
    dot(away, away)
}

/// Whether the path `a b c` turns back on itself at `b`.
fn folds_back(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> bool {
    let (back, on) = (sub(a, b), sub(c, b));
    let size = dot(back, back).sqrt().min(dot(on, on).sqrt());
    let apart = cross(back, on).abs() / dot(back, back).sqrt().max(dot(on, on).sqrt());
    dot(back, on) > 0.0 && apart <= BORDER.max(f64::EPSILON * size)
}

/// Whether two segments cross, touch or overlap.
fn segments_meet(a: [f64; 2], b: [f64; 2], c: [f64; 2], d: [f64; 2]) -> bool {
    let side = |p, q, r| cross(sub(q, p), sub(r, p));
    let crossing = side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0;
    let near = BORDER * BORDER;
    crossing
        || distance_squared(a, c, d) <= near
        || distance_squared(b, c, d) <= near
        || distance_squared(c, a, b) <= near
        || distance_squared(d, a, b) <= near
}
