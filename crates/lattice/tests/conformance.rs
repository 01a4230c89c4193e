//! Every way of making a model gives a lawful Bloch Hamiltonian.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use nalgebra::DMatrix;
use num_complex::Complex64;
use proptest::prelude::*;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::{BlochHamiltonian, Gauge, Lattice, Model};

/// A model with no symmetry at all: skew lattice, random positions, one and two orbitals per site,
/// complex hoppings, near and far.
fn skew_model(numbers: &[f64]) -> Model {
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
        .onsite(&onsite + onsite.adjoint())
        .hop("A", "B", [[0, 0], [1, 0], [-1, 2]], wide)
        .hop("B", "B", [1, -1], square)
        .hop("A", "A", [[1, 0], [1, 1], [5, -3]], t)
        .build()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn models_without_symmetry_are_lawful(numbers in prop::collection::vec(-1.0..1.0, 17)) {
        assert_bloch_hamiltonian(&skew_model(&numbers));
        assert_bloch_hamiltonian(&skew_model(&numbers).in_gauge(Gauge::Periodic));
    }

    #[test]
    fn the_gauge_does_not_change_the_spectrum(
        numbers in prop::collection::vec(-1.0..1.0, 17),
        k in [-1.0..1.0, -1.0..1.0],
    ) {
        let model = skew_model(&numbers);
        let position = model.hamiltonian(&k).unwrap().symmetric_eigenvalues();
        let periodic = model.in_gauge(Gauge::Periodic).hamiltonian(&k).unwrap().symmetric_eigenvalues();
        let sorted = |v: nalgebra::DVector<f64>| {
            let mut v = v.data.as_vec().clone();
            v.sort_by(f64::total_cmp);
            v
        };
        for (a, b) in sorted(position).iter().zip(sorted(periodic)) {
            prop_assert!((a - b).abs() < 1e-12);
        }
    }
}

#[test]
fn a_hop_to_the_next_cell_carries_the_phase_of_the_conventions() {
    // ⟨B, 1| H |A, 0⟩ = i: H_BA(k) = i e^{2πi k (−1 + τ_A − τ_B)}.
    let lattice = Lattice::new(&[[1.0]]).unwrap();
    let model = Model::builder(lattice)
        .site("A", [0.0])
        .site("B", [0.25])
        .hop("A", "B", [1], Complex64::I)
        .build()
        .unwrap();
    let k = 0.1;
    let expected = Complex64::I * Complex64::cis(std::f64::consts::TAU * k * (-1.0 - 0.25));
    let h = model.hamiltonian(&[k]).unwrap();
    assert!((h[(1, 0)] - expected).norm() < 1e-15);
    assert!((h[(0, 1)] - expected.conj()).norm() < 1e-15);
}
