//! Cutting lines and areas along the border of a convex polygon.

use crate::scene::Point;

/// How far `p` lies to the inner side of the edge from `a` to `b` of a polygon of this orientation.
fn depth(p: Point, a: Point, b: Point, orientation: f64) -> f64 {
    orientation * ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]))
}

/// Twice the signed area.
pub(crate) fn area(polygon: &[Point]) -> f64 {
    edges(polygon).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

fn edges<P: Copy>(polygon: &[P]) -> impl Iterator<Item = (P, P)> + '_ {
    polygon.iter().copied().zip(polygon.iter().copied().cycle().skip(1))
}

/// The point at part `t` of the way from `a` to `b`.
pub(crate) fn between(a: Point, b: Point, t: f64) -> Point {
    [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]
}

/// The pieces of a line that lie inside the polygon (method of Cyrus and Beck, 1978).
pub(crate) fn polyline(points: &[Point], polygon: &[Point]) -> Vec<Vec<Point>> {
    let orientation = area(polygon).signum();
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let [p, q] = [pair[0], pair[1]];
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (a, b) in edges(polygon) {
            let (dp, dq) = (depth(p, a, b, orientation), depth(q, a, b, orientation));
            if dp < 0.0 && dq < 0.0 {
                to = -1.0;
            } else if dp < 0.0 {
                from = from.max(dp / (dp - dq));
            } else if dq < 0.0 {
                to = to.min(dp / (dp - dq));
            }
        }
        if from >= to {
            open = false;
            continue;
        }
        match pieces.last_mut() {
            Some(piece) if open && from <= 0.0 => piece.push(between(p, q, to)),
            _ => pieces.push(vec![between(p, q, from), between(p, q, to)]),
        }
        open = to >= 1.0;
    }
    pieces
}

/// The part of an area that lies inside the polygon (method of Sutherland and Hodgman, 1974).
pub(crate) fn polygon(points: &[Point], window: &[Point]) -> Vec<Point> {
    let orientation = area(window).signum();
    edges(window).fold(points.to_vec(), |kept, (a, b)| cut(&kept, |p| depth(p, a, b, orientation)))
}

/// The part of a flat polygon, in the plane or in space, where the depth is not negative.
pub(crate) fn cut<const D: usize>(
    polygon: &[[f64; D]],
    depth: impl Fn([f64; D]) -> f64,
) -> Vec<[f64; D]> {
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (p, q) in edges(polygon) {
        let (dp, dq) = (depth(p), depth(q));
        if dp >= 0.0 {
            kept.push(p);
        }
        if (dp >= 0.0) != (dq >= 0.0) {
            let t = dp / (dp - dq);
            kept.push(std::array::from_fn(|i| p[i] + t * (q[i] - p[i])));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [Point; 4] = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];

    #[test]
    fn a_line_in_and_out_leaves_two_pieces_whatever_the_orientation() {
        let line = [[-1.0, 0.5], [0.5, 0.5], [0.5, 2.0], [0.75, 2.0], [0.75, 0.25]];
        let expected =
            vec![vec![[0.0, 0.5], [0.5, 0.5], [0.5, 1.0]], vec![[0.75, 1.0], [0.75, 0.25]]];
        assert_eq!(polyline(&line, &SQUARE), expected);
        let mut reversed = SQUARE;
        reversed.reverse();
        assert_eq!(polyline(&line, &reversed), expected);
    }

    #[test]
    fn what_lies_inside_stays_and_what_lies_outside_goes() {
        let inside = [[0.1, 0.1], [0.9, 0.2], [0.5, 0.8]];
        assert_eq!(polygon(&inside, &SQUARE), inside);
        assert!(polygon(&inside.map(|[x, y]| [x + 2.0, y]), &SQUARE).is_empty());
        assert!(polyline(&[[2.0, 0.0], [3.0, 1.0]], &SQUARE).is_empty());
    }

    #[test]
    fn the_cut_area_is_the_common_area() {
        let shifted = SQUARE.map(|[x, y]| [x + 0.25, y + 0.5]);
        assert!((area(&polygon(&shifted, &SQUARE)) / 2.0 - 0.375).abs() < 1e-12);
    }
}
