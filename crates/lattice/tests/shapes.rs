//! Shapes obey the algebra of sets, keep their borders, and refuse what makes no sense.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use std::f64::consts::{FRAC_PI_2, SQRT_2, TAU};

use insta::assert_snapshot;
use proptest::prelude::*;
use thouless_lattice::shape::{
    Ball, Bounds, CellBlock, Cuboid, Disk, Everywhere, HalfSpace, Place, Polygon, Rectangle, Ring,
    Shape, Where,
};
use thouless_lattice::{Lattice, Model, Vector3};

fn at(x: f64, y: f64, z: f64) -> Place {
    let position = Vector3::new(x, y, z);
    Place { cell: [0; 3], site: 0, position }
}

fn coordinates() -> impl Strategy<Value = [f64; 2]> {
    // Halves make points on borders frequent.
    prop_oneof![
        [-4.0..4.0, -4.0..4.0],
        [-8..=8_i32, -8..=8_i32].prop_map(|c| c.map(|x| 0.5 * f64::from(x))),
    ]
}

proptest! {
    #[test]
    fn operators_are_those_of_sets(
        p in coordinates(),
        size in [0.0..4.0, 0.0..4.0],
        radius in 0.0..4.0,
        shift in coordinates(),
    ) {
        let p = at(p[0], p[1], 0.3);
        let a = Rectangle::new(size[0], size[1]);
        let b = Disk::new(radius).translated(Vector3::new(shift[0], shift[1], 0.0));
        let c = HalfSpace::new(Vector3::zeros(), Vector3::new(shift[0] + 9.0, shift[1], 0.0));
        let (in_a, in_b, in_c) = (a.contains(&p), b.contains(&p), c.contains(&p));
        prop_assert_eq!((a | b).contains(&p), in_a || in_b);
        prop_assert_eq!((a & b).contains(&p), in_a && in_b);
        prop_assert_eq!((a - b).contains(&p), in_a && !in_b);
        // De Morgan, relative to `c`; distributivity.
        prop_assert_eq!((c - (a | b)).contains(&p), ((c - a) & (c - b)).contains(&p));
        prop_assert_eq!((c - (a & b)).contains(&p), ((c - a) | (c - b)).contains(&p));
        prop_assert_eq!((a & (b | c)).contains(&p), ((a & b) | (a & c)).contains(&p));
        prop_assert_eq!(a.union(b).difference(c).contains(&p), (in_a || in_b) && !in_c);
    }

    #[test]
    fn what_a_shape_holds_is_within_its_bounds(
        p in coordinates(),
        angle in 0.0..TAU,
        shift in coordinates(),
    ) {
        let shift = Vector3::new(shift[0], shift[1], 0.0);
        let star = Polygon::new(&[[-3.0, -3.0], [3.0, 0.0], [-3.0, 3.0], [-1.0, 0.0]]);
        let shape = (star | Disk::new(2.0).translated(shift)).rotated(angle);
        let Bounds { min, max } = shape.bounds();
        if shape.contains(&at(p[0], p[1], 0.0)) {
            prop_assert!(p[0] >= min.x - 1e-9 && p[0] <= max.x + 1e-9);
            prop_assert!(p[1] >= min.y - 1e-9 && p[1] <= max.y + 1e-9);
        }
    }

    #[test]
    fn moving_there_and_back_changes_nothing(p in [-4.0..4.0, -4.0..4.0], angle in 0.0..TAU) {
        let shift = Vector3::new(0.7, -0.4, 0.0);
        let shape = Rectangle::new(4.0, 2.0);
        let back = shape.translated(shift).rotated(angle).rotated(-angle).translated(-shift);
        let p = at(p[0], p[1], 0.0);
        prop_assert_eq!(shape.contains(&p), back.contains(&p));
    }

    #[test]
    fn a_polygon_agrees_with_half_planes_and_rectangles(p in coordinates(), orientation: bool) {
        let p = at(p[0], p[1], 0.0);
        let mut corners = [[-2.0, -1.0], [2.0, -1.0], [2.0, 1.0], [-2.0, 1.0]];
        if orientation {
            corners.reverse();
        }
        prop_assert_eq!(Polygon::new(&corners).contains(&p), Rectangle::new(4.0, 2.0).contains(&p));
        let triangle = Polygon::new(&[[-3.0, -3.0], [3.0, -3.0], [-3.0, 3.0]]);
        let planes = HalfSpace::new(Vector3::zeros(), Vector3::new(1.0, 1.0, 0.0))
            & HalfSpace::new(Vector3::new(-3.0, 0.0, 0.0), -Vector3::x())
            & HalfSpace::new(Vector3::new(0.0, -3.0, 0.0), -Vector3::y());
        prop_assert_eq!(triangle.contains(&p), planes.contains(&p));
    }

    #[test]
    fn a_polygon_that_is_not_convex_is_a_difference(p in coordinates()) {
        let p = at(p[0], p[1], 0.0);
        let l_shape =
            Polygon::new(&[[-3.0, -3.0], [3.0, -3.0], [3.0, 0.0], [0.0, 0.0], [0.0, 3.0], [-3.0, 3.0]]);
        let (x, y) = (p.position.x, p.position.y);
        let inside = x.abs() <= 3.0 && y.abs() <= 3.0 && !(x > 1e-9 && y > 1e-9);
        prop_assert_eq!(l_shape.contains(&p), inside);
    }
}

#[test]
fn borders_belong_to_shapes_within_a_billionth() {
    let inside = 0.9e-9;
    let outside = 1.1e-9;
    let on_x = |x: f64| at(x, 0.0, 0.0);
    let shapes: [(&dyn Shape, f64); 7] = [
        (&Rectangle::new(4.0, 4.0), 2.0),
        (&Disk::new(2.0), 2.0),
        (&Ring::new(1.0, 2.0), 2.0),
        (&Ball::new(2.0), 2.0),
        (&Cuboid::new(4.0, 1.0, 1.0), 2.0),
        (&HalfSpace::new(Vector3::new(2.0, 5.0, 5.0), Vector3::x()), 2.0),
        (&Polygon::new(&[[2.0, -1.0], [2.0, 1.0], [0.0, 0.0]]), 2.0),
    ];
    for (i, (shape, border)) in shapes.iter().enumerate() {
        assert!(shape.contains(&on_x(border + inside)), "shape {i}");
        assert!(!shape.contains(&on_x(border + outside)), "shape {i}");
    }
    assert!(Ring::new(1.0, 2.0).contains(&on_x(1.0 - inside)));
    assert!(!Ring::new(1.0, 2.0).contains(&on_x(1.0 - outside)));
}

#[test]
fn quarter_turns_of_unbounded_strips_stay_bounded_across() {
    let strip =
        HalfSpace::new(Vector3::x(), Vector3::x()) & HalfSpace::new(-Vector3::x(), -Vector3::x());
    let bounds = strip.rotated(FRAC_PI_2).bounds();
    assert!((bounds.max.y - 1.0).abs() < 1e-12 && (bounds.min.y + 1.0).abs() < 1e-12);
    assert!(bounds.max.x.is_infinite());
    let diamond = Rectangle::new(2.0, 2.0).rotated(FRAC_PI_2 / 2.0);
    assert!((diamond.bounds().max.x - SQRT_2).abs() < 1e-12);
}

#[test]
fn cell_ranges_follow_the_lattice() {
    let lattice = Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]]).unwrap();
    let honeycomb = Model::builder(lattice)
        .site("A", [0.0, 0.0])
        .site("B", [1.0 / 3.0, 1.0 / 3.0])
        .build()
        .unwrap();
    let block = CellBlock::new([4, 3]).cell_range(&honeycomb);
    assert_eq!((block.first, block.last), ([0.0; 3], [3.0, 2.0, 0.0]));
    // Half-planes across reciprocal vectors bound a skew lattice along its own directions.
    let b = honeycomb.lattice().reciprocal()[1];
    let a = honeycomb.lattice().vectors()[1];
    let strip = HalfSpace::new(2.0 * a, b) & HalfSpace::new(-a, -b);
    let range = strip.cell_range(&honeycomb);
    assert_eq!((range.first[1], range.last[1]), (-1.0, 2.0));
    assert!(range.last[0].is_infinite());
    let mixed = (CellBlock::new([4, 3]) | Disk::new(2.0)).cell_range(&honeycomb);
    assert_eq!((mixed.first[0], mixed.last[0]), (-3.0, 3.0));
}

fn message(shape: impl Shape) -> String {
    shape.check().unwrap_err().to_string()
}

#[test]
fn sizes_that_make_no_sense() {
    assert_snapshot!(message(Rectangle::new(f64::NAN, 1.0)), @"the width of the rectangle is NaN; it must be a finite number, 0 or larger");
    assert_snapshot!(message(Rectangle::new(1.0, -2.0)), @"the height of the rectangle is -2; it must be a finite number, 0 or larger");
    assert_snapshot!(message(Disk::new(f64::INFINITY)), @"the radius of the disk is inf; it must be a finite number, 0 or larger");
    assert_snapshot!(message(Ring::new(3.0, 2.0)), @"the ring's inner radius 3 exceeds its outer radius 2");
    assert_snapshot!(message(Ball::new(-1.0)), @"the radius of the ball is -1; it must be a finite number, 0 or larger");
    assert_snapshot!(message(Cuboid::new(1.0, f64::NAN, 1.0)), @"the side of the cuboid is NaN; it must be a finite number, 0 or larger");
    assert_snapshot!(message(HalfSpace::new(Vector3::zeros(), Vector3::zeros())), @"the normal of the half-space is the zero vector; give a direction");
    assert_snapshot!(message(CellBlock::new([4, 0])), @"the block of cells has 0 cells along direction 1; give 1 to 2^30");
    assert_snapshot!(message(CellBlock::new([2]).translated(Vector3::x())), @"a block of cells cannot be moved in space; start it at another cell (`CellBlock::starting_at`) or cut with a rectangle or polygon");
    assert_snapshot!(message((Disk::new(1.0) & CellBlock::new([2])).rotated(1.0)), @"a block of cells cannot be moved in space; start it at another cell (`CellBlock::starting_at`) or cut with a rectangle or polygon");
    assert_snapshot!(message(Disk::new(1.0).translated(Vector3::new(0.0, f64::NAN, 0.0))), @"the translation of the shape is NaN; only finite numbers are allowed");
    assert_snapshot!(message(Everywhere - Disk::new(f64::NAN)), @"the radius of the disk is NaN; it must be a finite number, 0 or larger");
    let bounds = Bounds::planar([1.0, 0.0], [0.0, 1.0]);
    assert_snapshot!(message(Where::new(bounds, |_| true)), @"the bounds run from 1 to 0 along axis 0; the first must not be larger");
    let bounds = Bounds::planar([f64::NAN, 0.0], [0.0, 1.0]);
    assert_snapshot!(message(Where::new(bounds, |_| true)), @"the bound of the shape is NaN; only finite numbers are allowed");
}

#[test]
fn polygons_that_make_no_sense() {
    assert_snapshot!(message(Polygon::new(&[[0.0, 0.0], [1.0, 0.0]])), @"the polygon has 2 points; it needs at least 3");
    let bow_tie = Polygon::new(&[[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0]]);
    assert_snapshot!(message(bow_tie), @"the polygon's border meets itself: edge 0 (from point 0) and edge 2 (from point 2); give the points in order around a simple polygon");
    let spike = Polygon::new(&[[0.0, 0.0], [2.0, 0.0], [1.0, 0.0], [1.0, 1.0]]);
    assert_snapshot!(message(spike), @"the polygon's border meets itself: edge 0 (from point 0) and edge 1 (from point 1); give the points in order around a simple polygon");
    let flat = Polygon::new(&[[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]);
    assert_snapshot!(message(flat), @"the polygon's border meets itself: edge 0 (from point 0) and edge 2 (from point 2); give the points in order around a simple polygon");
    let touching = Polygon::new(&[[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [1.0, 0.0], [0.0, 2.0]]);
    assert_snapshot!(message(touching), @"the polygon's border meets itself: edge 0 (from point 0) and edge 2 (from point 2); give the points in order around a simple polygon");
    let repeated = Polygon::new(&[[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]);
    assert_snapshot!(message(repeated), @"points 1 and 2 of the polygon coincide at (1, 0); leave one out");
    let nan = Polygon::new(&[[0.0, 0.0], [1.0, f64::NAN], [0.0, 1.0]]);
    assert_snapshot!(message(nan), @"the coordinate of a point of the polygon is NaN; only finite numbers are allowed");
}
