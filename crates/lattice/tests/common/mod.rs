//! Models that the tests of samples share.

#![allow(dead_code, reason = "not every test uses each model")]
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_lattice::{Lattice, Model};

pub(crate) fn chain() -> Model {
    Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.0])
        .hop("A", "A", [1], -1.0)
        .build()
        .unwrap()
}

pub(crate) fn ssh(v: f64, w: f64) -> Model {
    Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.0])
        .site("B", [0.5])
        .hop("A", "B", [0], v)
        .hop("B", "A", [1], w)
        .build()
        .unwrap()
}

pub(crate) fn square() -> Model {
    Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]]).unwrap())
        .name("square")
        .site("A", [0.0, 0.0])
        .hop("A", "A", [[1, 0], [0, 1]], -1.0)
        .build()
        .unwrap()
}

pub(crate) fn honeycomb() -> Model {
    Model::builder(Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]]).unwrap())
        .site("A", [0.0, 0.0])
        .site("B", [1.0 / 3.0, 1.0 / 3.0])
        .hop("A", "B", [[0, 0], [-1, 0], [0, -1]], -1.0)
        .build()
        .unwrap()
}

pub(crate) fn haldane() -> Model {
    let t2 = Complex64::new(0.03, 0.1);
    Model::builder(Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]]).unwrap())
        .site("A", [0.0, 0.0])
        .onsite(0.2)
        .site("B", [1.0 / 3.0, 1.0 / 3.0])
        .onsite(-0.2)
        .hop("A", "B", [[0, 0], [-1, 0], [0, -1]], -1.0)
        .hop("A", "A", [[1, 0], [-1, 1], [0, -1]], t2)
        .hop("B", "B", [[-1, 0], [1, -1], [0, 1]], t2)
        .build()
        .unwrap()
}

/// Two orbitals in a chain, complex on site and between.
pub(crate) fn two_orbitals() -> Model {
    let c = Complex64::new;
    let onsite = [c(0.3, 0.0), c(0.1, -0.4), c(0.1, 0.4), c(-0.2, 0.0)];
    let hop = [c(-1.0, 0.0), c(0.0, 0.5), c(0.2, 0.0), c(0.7, 0.1)];
    Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.0])
        .onsite(DMatrix::from_row_slice(2, 2, &onsite))
        .hop("A", "A", [1], DMatrix::from_row_slice(2, 2, &hop))
        .build()
        .unwrap()
}

/// No symmetry at all: skew lattice, random positions, one and two orbitals, complex hoppings.
pub(crate) fn mixed(numbers: &[f64]) -> Model {
    let mut next = numbers.iter().copied().cycle();
    let mut draw = || next.next().unwrap_or(0.0);
    let lattice = Lattice::new(&[[1.0 + 0.1 * draw(), 0.2], [0.3, 0.9 + 0.1 * draw()]]).unwrap();
    let a = [draw(), draw()];
    let b = [draw(), draw()];
    let mut complex = || Complex64::new(draw(), draw());
    let onsite = DMatrix::from_fn(2, 2, |_, _| complex());
    let wide = DMatrix::from_fn(2, 1, |_, _| complex());
    let square = DMatrix::from_fn(2, 2, |_, _| complex());
    let t = complex();
    Model::builder(lattice)
        .site("A", a)
        .onsite(t.re)
        .site("B", b)
        .onsite((&onsite + onsite.adjoint()).scale(0.5))
        .hop("A", "B", [[0, 0], [1, 0], [-1, 2]], wide)
        .hop("B", "B", [1, -1], square)
        .hop("A", "A", [[1, 0], [1, 1]], t)
        .build()
        .unwrap()
}

pub(crate) fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}
