//! Models without any symmetry, and their spectra.

use nalgebra::DMatrix;
use num_complex::Complex64;
use proptest::prelude::*;
use thouless_lattice::{BlochHamiltonian, Lattice, Model};

/// Enough numbers for one model.
pub(crate) fn numbers() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-1.0..1.0, 61)
}

/// Skew vectors in space, sites off the lattice, one and two orbitals, complex hoppings, some over
/// two cells and some between cells of one site.
pub(crate) fn skew_model(dimension: usize, numbers: &[f64]) -> Model {
    let mut next = numbers.iter().copied().cycle();
    let mut draw = || next.next().unwrap_or(0.0);
    let vectors: Vec<[f64; 3]> = (0..dimension)
        .map(|i| std::array::from_fn(|j| 0.25 * draw() + if i == j { 1.0 } else { 0.0 }))
        .collect();
    let lattice = Lattice::new(&vectors).unwrap();
    let positions: [[f64; 3]; 3] = std::array::from_fn(|_| std::array::from_fn(|_| draw()));
    let mut block =
        |rows, cols| DMatrix::from_fn(rows, cols, |_, _| Complex64::new(draw(), draw()));
    let onsite = block(2, 2);
    let cell = |x: i32, y: i32, z: i32| [x, y, z][..dimension].to_vec();
    Model::builder(lattice)
        .name("skew")
        .site("A", positions[0])
        .onsite(0.3)
        .site("B", positions[1])
        .onsite(&onsite + onsite.adjoint())
        .site("C", positions[2])
        .hop("A", "B", cell(0, 0, 0), block(2, 1))
        .hop("A", "B", cell(1, -1, 0), block(2, 1))
        .hop("B", "B", cell(1, 0, 1), block(2, 2))
        .hop("A", "A", cell(-2, 1, 0), block(1, 1))
        .hop("C", "C", cell(1, 1, 1), block(1, 1))
        .hop("C", "A", cell(1, 0, -1), block(1, 1))
        .hop("B", "C", cell(-1, 1, 1), block(1, 2))
        .build()
        .unwrap()
}

/// The energies at `k`, ascending.
pub(crate) fn spectrum(h: &impl BlochHamiltonian, k: &[f64]) -> Vec<f64> {
    sorted(h.hamiltonian(k).unwrap().symmetric_eigenvalues().data.into())
}

pub(crate) fn sorted(mut energies: Vec<f64>) -> Vec<f64> {
    energies.sort_by(f64::total_cmp);
    energies
}

/// Panics where two spectra differ.
#[track_caller]
pub(crate) fn assert_same(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "spectra of different length");
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() < 1e-10, "{found:?} differs from {expected:?}");
    }
}

/// Panics where two matrices differ.
#[track_caller]
pub(crate) fn assert_same_matrix(found: &DMatrix<Complex64>, expected: &DMatrix<Complex64>) {
    assert_eq!(found.shape(), expected.shape());
    let defect = (found - expected).camax();
    assert!(defect < 1e-11, "matrices differ by {defect:.3e}:{found}{expected}");
}

pub(crate) fn square() -> Model {
    Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]]).unwrap())
        .site("A", [0.0, 0.0])
        .hop("A", "A", [[1, 0], [0, 1]], -1.0)
        .build()
        .unwrap()
}

pub(crate) fn triangular() -> Model {
    Model::builder(Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]]).unwrap())
        .site("A", [0.0, 0.0])
        .hop("A", "A", [[1, 0], [0, 1], [-1, 1]], -1.0)
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
