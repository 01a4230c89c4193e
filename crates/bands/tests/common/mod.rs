//! Small models with known bands.

#![allow(dead_code, reason = "each test file uses some of them")]
#![allow(clippy::unwrap_used, reason = "tests")]

use num_complex::Complex64;
use thouless_lattice::{Lattice, Model};

pub(crate) const R3: f64 = 1.732_050_807_568_877_2;

pub(crate) fn chain(t: f64) -> Model {
    let lattice = Lattice::new(&[[1.0]]).unwrap();
    Model::builder(lattice).site("A", [0.0]).hop("A", "A", [1], -t).build().unwrap()
}

pub(crate) fn ssh(v: f64, w: f64) -> Model {
    Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.0])
        .site("B", [0.4])
        .hop("A", "B", [0], v)
        .hop("B", "A", [1], w)
        .build()
        .unwrap()
}

pub(crate) fn square(t: f64) -> Model {
    Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]]).unwrap())
        .site("A", [0.0, 0.0])
        .hop("A", "A", [[1, 0], [0, 1]], -t)
        .build()
        .unwrap()
}

pub(crate) fn cubic(t: f64) -> Model {
    Model::builder(Lattice::new(&[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).unwrap())
        .site("A", [0.0; 3])
        .hop("A", "A", [[1, 0, 0], [0, 1, 0], [0, 0, 1]], -t)
        .build()
        .unwrap()
}

/// Nearest neighbours at distance 1.
pub(crate) fn graphene(t: f64) -> Model {
    haldane(t, 0.0, 0.0, 0.0)
}

pub(crate) fn haldane(t: f64, t2: f64, phi: f64, m: f64) -> Model {
    let a = R3;
    let second = Complex64::from_polar(t2, phi);
    Model::builder(Lattice::new(&[[a, 0.0], [0.5 * a, 0.5 * R3 * a]]).unwrap())
        .site("A", [0.0, 0.0])
        .onsite(m)
        .site("B", [1.0 / 3.0, 1.0 / 3.0])
        .onsite(-m)
        .hop("A", "B", [[0, 0], [-1, 0], [0, -1]], -t)
        .hop("A", "A", [[1, 0], [-1, 1], [0, -1]], second)
        .hop("B", "B", [[-1, 0], [1, -1], [0, 1]], second)
        .build()
        .unwrap()
}

pub(crate) fn kagome(t: f64) -> Model {
    Model::builder(Lattice::new(&[[1.0, 0.0], [0.5, 0.5 * R3]]).unwrap())
        .site("A", [0.0, 0.0])
        .site("B", [0.5, 0.0])
        .site("C", [0.0, 0.5])
        .hop("A", "B", [[0, 0], [-1, 0]], -t)
        .hop("A", "C", [[0, 0], [0, -1]], -t)
        .hop("B", "C", [[0, 0], [1, -1]], -t)
        .build()
        .unwrap()
}

/// Three bands without any symmetry: complex hops on a skew lattice.
pub(crate) fn crooked() -> Model {
    let c = Complex64::new;
    Model::builder(Lattice::new(&[[1.0, 0.2], [-0.3, 0.9]]).unwrap())
        .site("A", [0.05, 0.1])
        .onsite(0.3)
        .site("B", [0.4, 0.35])
        .onsite(-0.6)
        .site("C", [0.7, 0.8])
        .hop("A", "B", [[0, 0], [1, 0]], c(-0.7, 0.3))
        .hop("B", "C", [[0, 0], [0, -1]], c(0.4, -0.5))
        .hop("A", "C", [[-1, -1]], c(0.2, 0.6))
        .hop("A", "A", [[1, 1]], c(0.1, -0.2))
        .hop("C", "C", [[1, 0]], c(-0.15, 0.1))
        .build()
        .unwrap()
}
