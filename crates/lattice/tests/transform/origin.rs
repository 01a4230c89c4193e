//! Another origin, other home cells.

use proptest::prelude::*;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::{BlochHamiltonian, Gauge, Vector3};

use super::common::{assert_same, assert_same_matrix, numbers, skew_model, spectrum};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn neither_origin_nor_home_cells_change_the_hamiltonian(
        numbers in numbers(),
        k in [-1.0..1.0, -1.0..1.0, -1.0..1.0],
        cells in prop::collection::vec([-3_i32..4, -3_i32..4, -3_i32..4], 3),
    ) {
        let model = skew_model(3, &numbers);
        let expected = model.hamiltonian(&k).unwrap();
        let moved = model.translated(Vector3::new(0.3, -1.7, 0.2)).unwrap();
        let rehomed = model.rehomed(&cells).unwrap();
        let wrapped = rehomed.wrapped().unwrap();
        for other in [&moved, &rehomed, &wrapped] {
            assert_bloch_hamiltonian(other);
            assert_same_matrix(&other.hamiltonian(&k).unwrap(), &expected);
        }
        prop_assert!(wrapped.sites().iter().all(|site| site.tau().iter().all(|t| (-1e-9..1.0).contains(t))));
        let periodic = model.in_gauge(Gauge::Periodic);
        let rehomed = periodic.rehomed(&cells).unwrap();
        assert_same(&spectrum(&rehomed, &k), &spectrum(&periodic, &k));
    }
}

#[test]
fn sites_at_the_border_stay_there() {
    let square = super::common::square();
    let just_below = square.translated(Vector3::new(-1e-14, 0.0, 0.0)).unwrap();
    assert_eq!(just_below.wrapped().unwrap().hoppings(), square.hoppings());
    assert!(just_below.wrapped().unwrap().sites()[0].tau()[0].abs() < 1e-12);
}
