//! Layers and models in one.

use proptest::prelude::*;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::{Gauge, Model, Vector3};

use super::common::{assert_same, honeycomb, numbers, skew_model, sorted, spectrum, square};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn parts_without_coupling_keep_their_bands(
        numbers in numbers(),
        k in [-1.0..1.0, -1.0..1.0],
    ) {
        let skew = skew_model(2, &numbers);
        let larger = skew.supercell([[1, 1], [-1, 1]]).unwrap();
        let moved = larger.translated(Vector3::new(0.1, 0.2, 3.0)).unwrap();
        let joined = Model::join(&[("a", &larger), ("b", &moved)]).unwrap().build().unwrap();
        assert_bloch_hamiltonian(&joined);
        let once = spectrum(&larger, &k);
        assert_same(&spectrum(&joined, &k), &sorted([once.clone(), once].concat()));
    }

    #[test]
    fn a_stack_fixed_at_any_k_is_the_layer(numbers in numbers(), k in [-1.0..1.0, -1.0..1.0, -1.0..1.0]) {
        let layer = skew_model(2, &numbers);
        let stack = layer.stack(Vector3::new(0.2, 0.1, 1.5)).unwrap().build().unwrap();
        assert_bloch_hamiltonian(&stack);
        assert_same(&spectrum(&stack, &k), &spectrum(&layer, &k[..2]));
    }

    #[test]
    fn a_rebuilt_model_is_the_model(numbers in numbers()) {
        let model = skew_model(2, &numbers).in_gauge(Gauge::Periodic);
        let rebuilt = model.to_builder().build().unwrap();
        prop_assert_eq!(rebuilt.sites(), model.sites());
        prop_assert_eq!(rebuilt.hoppings(), model.hoppings());
        prop_assert_eq!(rebuilt.gauge(), model.gauge());
        prop_assert_eq!(rebuilt.name(), model.name());
    }
}

#[test]
fn an_aligned_bilayer_splits_into_bonding_and_antibonding_bands() {
    let layer = honeycomb();
    let raised = layer.translated(Vector3::new(0.0, 0.0, 1.3)).unwrap();
    let t = 0.4;
    let bilayer = Model::join(&[("bottom", &layer), ("top", &raised)])
        .unwrap()
        .hop("bottom.A", "top.A", [0, 0], t)
        .hop("bottom.B", "top.B", [0, 0], t)
        .build()
        .unwrap();
    let k = [0.17, -0.31];
    let split = spectrum(&layer, &k).into_iter().flat_map(|e| [e - t, e + t]);
    assert_same(&spectrum(&bilayer, &k), &sorted(split.collect()));
}

#[test]
fn stacked_square_lattices_are_cubic() {
    let cubic =
        square().stack(Vector3::z()).unwrap().hop("A", "A", [0, 0, 1], -1.0).build().unwrap();
    let k = [0.1, 0.2, 0.3];
    let energy: f64 = k.iter().map(|k| -2.0 * (std::f64::consts::TAU * k).cos()).sum();
    assert_same(&spectrum(&cubic, &k), &[energy]);
}
