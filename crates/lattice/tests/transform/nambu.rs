//! Superconductors: particle-hole symmetry and known spectra.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use num_complex::Complex64;
use proptest::prelude::*;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::{BlochHamiltonian, Gauge, Lattice, Model, Pairing};

use super::common::{
    assert_same, assert_same_matrix, numbers, skew_model, sorted, spectrum, square,
};

/// Exchanges electrons and holes of each site.
fn exchanged(model: &Model, h: &DMatrix<Complex64>) -> DMatrix<Complex64> {
    let mut partner = Vec::new();
    for (site, first) in model.sites().iter().zip(model.first_orbitals()) {
        let half = site.n_orbitals() / 2;
        partner.extend((0..site.n_orbitals()).map(|i| first + (i + half) % (2 * half)));
    }
    DMatrix::from_fn(h.nrows(), h.ncols(), |i, j| h[(partner[i], partner[j])])
}

/// τ_x H(−k)* τ_x = −H(k).
fn assert_particle_hole(model: &Model, k: &[f64]) {
    let minus: Vec<f64> = k.iter().map(|k| -k).collect();
    let reversed = exchanged(model, &model.hamiltonian(&minus).unwrap().conjugate());
    assert_same_matrix(&reversed, &-model.hamiltonian(k).unwrap());
}

fn kitaev(t: f64, mu: f64, delta: Complex64) -> Model {
    Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.3])
        .onsite(-mu)
        .hop("A", "A", [1], -t)
        .build()
        .unwrap()
        .nambu(&Pairing::none().bond("A", "A", [1], delta))
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_pairing_has_particle_hole_symmetry(
        numbers in numbers(),
        k in [-1.0..1.0, -1.0..1.0],
    ) {
        let z = |i: usize| Complex64::new(numbers[i], numbers[i + 1]);
        let antisymmetric = DMatrix::from_row_slice(2, 2, &[Complex64::ZERO, z(0), -z(0), Complex64::ZERO]);
        let wide = DMatrix::from_fn(2, 1, |i, _| z(2 + i));
        let pairing = Pairing::none()
            .onsite("B", antisymmetric)
            .bond("A", "B", [0, 0], wide.clone())      // also a hopping
            .bond("B", "A", [-1, 1], wide.transpose()) // the reverse of a hopping
            .bond("A", "A", [3, 1], z(5))              // no hopping
            .bond("B", "B", [1, 0], DMatrix::from_fn(2, 2, |i, j| z(6 + 3 * i + j)));
        for gauge in [Gauge::Position, Gauge::Periodic] {
            let model = skew_model(2, &numbers).in_gauge(gauge).nambu(&pairing).unwrap();
            prop_assert_eq!(model.gauge(), gauge);
            assert_bloch_hamiltonian(&model);
            assert_particle_hole(&model, &k);
        }
    }

    #[test]
    fn without_pairing_holes_mirror_the_electrons(numbers in numbers(), k in [-1.0..1.0, -1.0..1.0]) {
        let model = skew_model(2, &numbers);
        let doubled = model.nambu(&Pairing::none()).unwrap();
        let minus = k.map(|k: f64| -k);
        let holes = spectrum(&model, &minus).into_iter().map(|e| -e);
        let expected = sorted(spectrum(&model, &k).into_iter().chain(holes).collect());
        assert_same(&spectrum(&doubled, &k), &expected);
    }

    #[test]
    fn the_kitaev_chain_has_its_spectrum(
        t in -1.0..1.0, mu in -2.0..2.0, delta in [-1.0..1.0, -1.0..1.0], k in -1.0..1.0,
    ) {
        let delta = Complex64::new(delta[0], delta[1]);
        let model = kitaev(t, mu, delta);
        assert_particle_hole(&model, &[k]);
        let (xi, pair): (f64, f64) = (2.0 * t * (TAU * k).cos() + mu, 2.0 * (TAU * k).sin());
        let energy = (xi * xi + pair * pair * delta.norm_sqr()).sqrt();
        assert_same(&spectrum(&model, &[k]), &[-energy, energy]);
    }

    #[test]
    fn waves_on_the_square_lattice_have_their_forms(
        delta in [-1.0..1.0, -1.0..1.0], k in [-1.0..1.0, -1.0..1.0],
    ) {
        let delta = Complex64::new(delta[0], delta[1]);
        let spinful = square().with_spin().unwrap();
        let [x, y] = k.map(|k: f64| (TAU * k).cos());
        for (pairing, form) in [
            (Pairing::s_wave(delta), 1.0),
            (Pairing::extended_s_wave(delta), 2.0 * (x + y)),
            (Pairing::d_wave(delta), 2.0 * (x - y)),
        ] {
            let model = spinful.nambu(&pairing).unwrap();
            assert_bloch_hamiltonian(&model);
            assert_particle_hole(&model, &k);
            let h = model.hamiltonian(&k).unwrap();
            // ⟨↑| Δ |↓⟩ and ⟨↓| Δ |↑⟩: holes ↑, ↓ stand at 2, 3.
            prop_assert!((h[(0, 3)] - delta * form).norm() < 1e-13);
            prop_assert!((h[(1, 2)] + delta * form).norm() < 1e-13);
        }
        let p_plus_ip = Pairing::p_wave([delta, Complex64::I * delta, Complex64::ZERO]);
        let model = square().nambu(&p_plus_ip).unwrap();
        assert_bloch_hamiltonian(&model);
        assert_particle_hole(&model, &k);
        let [x, y] = k.map(|k: f64| (TAU * k).sin());
        let expected = Complex64::new(0.0, -2.0) * delta * Complex64::new(x, y);
        let found = model.hamiltonian(&k).unwrap()[(0, 1)];
        prop_assert!((found - expected).norm() < 1e-13);
    }
}

#[test]
fn forms_on_the_same_bonds_add_up() {
    let s_plus_id = Pairing::extended_s_wave(0.2).and(Pairing::d_wave(Complex64::new(0.0, 0.3)));
    let model = square().with_spin().unwrap().nambu(&s_plus_id).unwrap();
    let h = model.hamiltonian(&[0.0, 0.25]).unwrap();
    assert!((h[(0, 3)] - Complex64::new(0.4, 0.6)).norm() < 1e-14);
}

#[test]
fn an_open_kitaev_chain_has_majorana_end_states() {
    let chain = kitaev(1.0, 0.0, 1.0.into()).open(0, 12).unwrap();
    let energies = spectrum(&chain, &[]);
    assert!(energies[11].abs() < 1e-12 && energies[12].abs() < 1e-12);
    assert!((energies[13] - 2.0).abs() < 1e-12);
}
