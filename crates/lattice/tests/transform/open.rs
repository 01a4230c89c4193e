//! Ribbons, slabs and blocks.

use proptest::prelude::*;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::{Axis, BlochHamiltonian, Gauge, Model};

use super::common::{assert_same, assert_same_matrix, numbers, skew_model, spectrum, square};

/// The ribbon with the bonds added that lead out of one end and into the other.
fn closed(model: &Model, axis: usize, n_cells: usize) -> Model {
    let n = i32::try_from(n_cells).unwrap();
    let n_sites = model.sites().len();
    let mut builder = model.open(axis, n_cells).unwrap().to_builder();
    for hop in model.hoppings() {
        for cell in 0..n {
            let reached = cell + hop.cell[axis];
            if (0..n).contains(&reached) {
                continue;
            }
            let place = |n: i32| usize::try_from(n).unwrap();
            let from = place(cell) * n_sites + hop.from;
            let to = place(reached.rem_euclid(n)) * n_sites + hop.to;
            let mut rest = hop.cell[..model.dimension()].to_vec();
            rest.remove(axis);
            builder = builder.hop(from, to, rest, &hop.amplitude);
        }
    }
    builder.build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn ribbons_closed_into_rings_have_the_bulk_bands(
        numbers in numbers(),
        k in [-1.0..1.0, -1.0..1.0],
    ) {
        let n_cells = 5_u8;
        let model = skew_model(3, &numbers);
        for axis in 0..3 {
            let ring = closed(&model, axis, n_cells.into());
            let mut bulk = Vec::new();
            for n in 0..n_cells {
                let mut full = k.to_vec();
                full.insert(axis, f64::from(n) / f64::from(n_cells));
                bulk.extend(spectrum(&model, &full));
            }
            assert_same(&spectrum(&ring, &k), &super::common::sorted(bulk));
        }
    }

    #[test]
    fn opened_models_are_lawful_and_keep_their_positions(numbers in numbers()) {
        let model = skew_model(3, &numbers);
        for axis in [Axis::X, Axis::Y, Axis::Z] {
            let slab = model.slab(axis, 3).unwrap();
            assert_bloch_hamiltonian(&slab);
            for (i, site) in slab.sites().iter().enumerate() {
                let (cell, home) = (i / model.sites().len(), i % model.sites().len());
                let a = model.lattice().vectors()[axis.index()];
                let expected = model.sites()[home].position() + a * cell as f64;
                prop_assert!((site.position() - expected).norm() < 1e-12);
            }
        }
        let wire = model.open_directions([(Axis::Z, 2), (Axis::X, 3)]).unwrap();
        assert_bloch_hamiltonian(&wire);
        assert_bloch_hamiltonian(&wire.in_gauge(Gauge::Periodic));
    }

    #[test]
    fn opening_one_by_one_or_at_once_is_the_same(numbers in numbers(), k in -1.0..1.0) {
        let model = skew_model(3, &numbers);
        let at_once = model.open_directions([(0, 2), (2, 3)]).unwrap();
        let in_turn = model.open(0, 2).unwrap().open(1, 3).unwrap();
        assert_same(&spectrum(&at_once, &[k]), &spectrum(&in_turn, &[k]));
    }

    #[test]
    fn planes_at_fixed_k_are_the_bulk_at_that_k(
        numbers in numbers(),
        k in [-1.0..1.0, -1.0..1.0, -1.0..1.0],
    ) {
        for gauge in [Gauge::Position, Gauge::Periodic] {
            for d in 1..=3 {
                let model = skew_model(d, &numbers).in_gauge(gauge);
                for axis in 0..d {
                    let fixed = model.at_fixed(axis, k[axis]).unwrap();
                    assert_bloch_hamiltonian(&fixed);
                    let mut rest = k[..d].to_vec();
                    rest.remove(axis);
                    let expected = model.hamiltonian(&k[..d]).unwrap();
                    assert_same_matrix(&fixed.hamiltonian(&rest).unwrap(), &expected);
                }
            }
        }
    }
}

#[test]
fn ribbons_of_the_square_lattice_have_standing_waves() {
    let n = 7;
    let ribbon = square().ribbon(Axis::X, n).unwrap();
    let k = 0.13;
    let along = -2.0 * (std::f64::consts::TAU * k).cos();
    let standing =
        (1..=n).map(|j| along - 2.0 * (std::f64::consts::PI * j as f64 / (n as f64 + 1.0)).cos());
    assert_same(&spectrum(&ribbon, &[k]), &super::common::sorted(standing.collect()));
}

#[test]
fn wide_ribbons_are_made_at_once() {
    let ribbon = super::common::honeycomb().ribbon(1, 10_000).unwrap();
    assert_eq!((ribbon.sites().len(), ribbon.hoppings().len()), (20_000, 29_999));
    assert_eq!(ribbon.sites()[19_999].name(), "B(9999)");
}

#[test]
fn hoppings_longer_than_the_block_drop_out() {
    let chain = skew_model(1, &[0.5; 61]);
    let dots = chain.open(0, 1).unwrap();
    assert_eq!(dots.hoppings().len(), 1);
    assert_eq!(dots.dimension(), 0);
}
