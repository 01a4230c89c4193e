//! Spin: degeneracy, fields, and the sign of the Rashba term.

use num_complex::Complex64;
use proptest::prelude::*;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::{BlochHamiltonian, Gauge, Lattice, Model};

use super::common::{
    assert_same, assert_same_matrix, honeycomb, numbers, skew_model, sorted, spectrum, square,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn spin_doubles_every_level(numbers in numbers(), k in [-1.0..1.0, -1.0..1.0]) {
        let model = skew_model(2, &numbers);
        let spinful = model.with_spin().unwrap();
        assert_bloch_hamiltonian(&spinful);
        let twice = spectrum(&model, &k).into_iter().flat_map(|e| [e, e]);
        assert_same(&spectrum(&spinful, &k), &sorted(twice.collect()));
    }

    #[test]
    fn a_uniform_field_splits_every_level_by_its_size(
        numbers in numbers(),
        b in [-1.0..1.0, -1.0..1.0, -1.0..1.0],
        k in [-1.0..1.0, -1.0..1.0],
    ) {
        let model = skew_model(2, &numbers).in_gauge(Gauge::Periodic);
        let magnetized = model.with_spin().unwrap().zeeman(b).unwrap();
        prop_assert_eq!(magnetized.gauge(), Gauge::Periodic);
        assert_bloch_hamiltonian(&magnetized);
        let size = b.iter().map(|b: &f64| b * b).sum::<f64>().sqrt();
        let split = spectrum(&model, &k).into_iter().flat_map(|e| [e - size, e + size]);
        assert_same(&spectrum(&magnetized, &k), &sorted(split.collect()));
    }

    #[test]
    fn time_reversal_survives_rashba_coupling(lambda in -1.0..1.0, k in [-1.0..1.0, -1.0..1.0]) {
        let model = honeycomb().with_spin().unwrap().rashba(lambda).unwrap();
        assert_bloch_hamiltonian(&model);
        let minus = k.map(|k: f64| -k);
        // s_y H(−k)* s_y = H(k)
        let s_y = kron_identity(2, [[(0.0, 0.0), (0.0, -1.0)], [(0.0, 1.0), (0.0, 0.0)]]);
        let reversed = &s_y * model.hamiltonian(&minus).unwrap().conjugate() * &s_y;
        assert_same_matrix(&reversed, &model.hamiltonian(&k).unwrap());
    }
}

fn kron_identity(n: usize, s: [[(f64, f64); 2]; 2]) -> nalgebra::DMatrix<Complex64> {
    let spin = nalgebra::DMatrix::from_fn(2, 2, |i, j| Complex64::new(s[i][j].0, s[i][j].1));
    nalgebra::DMatrix::identity(n, n).kronecker(&spin)
}

#[test]
fn spin_up_comes_first_and_runs_fastest() {
    let lattice = Lattice::new(&[[1.0]]).unwrap();
    let onsite = nalgebra::DMatrix::from_fn(2, 2, |i, j| {
        Complex64::from(if i == j { 1.0 + i as f64 } else { 0.0 })
    });
    let atom = Model::builder(lattice).site("A", [0.0]).onsite(onsite).build().unwrap();
    let h = atom.with_spin().unwrap().zeeman([0.0, 0.0, 0.1]).unwrap();
    let diagonal: Vec<f64> = h.sites()[0].onsite().diagonal().iter().map(|z| z.re).collect();
    assert_eq!(diagonal, [1.1, 0.9, 2.1, 1.9]);
}

#[test]
fn rashba_coupling_of_the_square_lattice_has_its_sign() {
    // ⟨r + d| H |r⟩ = iλ (s_x d_y − s_y d_x) gives H(k) = 2λ (s_x sin k_y − s_y sin k_x).
    let (lambda, k) = (0.3, [0.11, -0.23]);
    let h = square().with_spin().unwrap().rashba(lambda).unwrap().hamiltonian(&k).unwrap();
    let [x, y] = k.map(|k| 2.0 * lambda * (std::f64::consts::TAU * k).sin());
    // ⟨↑|H|↓⟩ = y − x (−i) = y + i x
    assert!((h[(0, 1)] - Complex64::new(y, x)).norm() < 1e-14, "{h}");
}

#[test]
fn rashba_coupling_goes_on_nearest_bonds_only() {
    let with_second = square().to_builder().hop("A", "A", [[1, 1], [-1, 1]], -0.2).build().unwrap();
    let rashba = with_second.with_spin().unwrap().rashba(0.3).unwrap();
    let flips = |hop: &thouless_lattice::Hopping| hop.amplitude[(0, 1)].norm() > 0.0;
    let cells: Vec<_> = rashba.hoppings().iter().filter(|h| flips(h)).map(|h| h.cell).collect();
    assert_eq!(cells, [[1, 0, 0], [0, 1, 0]]);
}

#[test]
fn a_staggered_exchange_field_opens_its_gap() {
    let chain = Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.0])
        .hop("A", "A", [1], -1.0)
        .build()
        .unwrap();
    let b = 0.4;
    let antiferromagnet = chain
        .supercell([2])
        .unwrap()
        .with_spin()
        .unwrap()
        .exchange(|site| [b * if site.name() == "A(0)" { 1.0 } else { -1.0 }, 0.0, 0.0])
        .unwrap();
    let k: f64 = 0.31;
    let energy = (4.0 * (std::f64::consts::PI * k).cos().powi(2) + b * b).sqrt();
    assert_same(&spectrum(&antiferromagnet, &[k]), &[-energy, -energy, energy, energy]);
}
