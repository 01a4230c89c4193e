//! Supercells fold the bands; other primitive vectors only relabel the wave vectors.

use nalgebra::Matrix3;
use proptest::prelude::*;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::{BlochHamiltonian, Gauge, Model};

use super::common::{
    assert_same, assert_same_matrix, numbers, skew_model, sorted, spectrum, square, triangular,
};

/// The wave vectors of the old cell that fold onto `big` of the supercell: `M⁻¹ (big + G)` for all
/// integer `G`, distinct modulo integers.
fn unfolded(matrix: &[Vec<i32>], big: &[f64]) -> Vec<Vec<f64>> {
    let d = matrix.len();
    let m = Matrix3::from_fn(|i, j| {
        if i < d && j < d { f64::from(matrix[i][j]) } else { f64::from(u8::from(i == j)) }
    });
    let inverse = m.try_inverse().unwrap();
    let reach = 12;
    let mut found: Vec<Vec<f64>> = Vec::new();
    for g0 in 0..reach {
        for g1 in 0..if d > 1 { reach } else { 1 } {
            for g2 in 0..if d > 2 { reach } else { 1 } {
                let shifted: Vec<f64> =
                    big.iter().zip([g0, g1, g2]).map(|(k, g)| k + f64::from(g)).collect();
                let k: Vec<f64> =
                    (0..d).map(|i| (0..d).map(|j| inverse[(i, j)] * shifted[j]).sum()).collect();
                let same = |other: &Vec<f64>| {
                    other.iter().zip(&k).all(|(a, b)| ((a - b) - (a - b).round()).abs() < 1e-9)
                };
                if !found.iter().any(same) {
                    found.push(k);
                }
            }
        }
    }
    found
}

fn assert_folds(model: &Model, matrix: &[Vec<i32>], big: &[f64]) {
    let supercell = model.supercell(matrix.to_vec()).unwrap();
    assert_bloch_hamiltonian(&supercell);
    let folded: Vec<f64> = unfolded(matrix, big).iter().flat_map(|k| spectrum(model, k)).collect();
    assert_same(&spectrum(&supercell, big), &sorted(folded));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn supercells_fold_the_bands(numbers in numbers(), big in [-1.0..1.0, -1.0..1.0, -1.0..1.0]) {
        let chain = skew_model(1, &numbers);
        assert_folds(&chain, &[vec![3]], &big[..1]);
        assert_folds(&chain, &[vec![-2]], &big[..1]);
        let sheet = skew_model(2, &numbers);
        assert_folds(&sheet, &[vec![2, 0], vec![0, 3]], &big[..2]);
        assert_folds(&sheet, &[vec![2, 1], vec![-1, 1]], &big[..2]);
        assert_folds(&sheet, &[vec![1, 2], vec![2, -1]], &big[..2]);
        let crystal = skew_model(3, &numbers);
        assert_folds(&crystal, &[vec![1, 1, 0], vec![-1, 1, 1], vec![0, 1, 1]], &big);
        assert_folds(&crystal, &[vec![0, 1, 1], vec![1, 0, 1], vec![1, 1, 0]], &big);
    }

    #[test]
    fn supercells_of_the_periodic_gauge_stay_in_it(numbers in numbers()) {
        let periodic = skew_model(2, &numbers).in_gauge(Gauge::Periodic);
        let supercell = periodic.supercell([[1, 1], [-1, 1]]).unwrap();
        prop_assert_eq!(supercell.gauge(), Gauge::Periodic);
        assert_bloch_hamiltonian(&supercell);
    }

    #[test]
    fn a_change_of_cell_keeps_the_spectrum(
        numbers in numbers(),
        k in [-1.0..1.0, -1.0..1.0, -1.0..1.0],
    ) {
        let crystal = skew_model(3, &numbers);
        let matrix = [[1, 1, 0], [0, 1, 0], [1, 0, -1]];
        let changed = crystal.change_cell(matrix).unwrap();
        assert_bloch_hamiltonian(&changed);
        let mapped: Vec<f64> = matrix
            .iter()
            .map(|row| row.iter().zip(&k).map(|(n, k)| f64::from(*n) * k).sum())
            .collect();
        assert_same(&spectrum(&changed, &mapped), &spectrum(&crystal, &k));
        for (old, new) in crystal.sites().iter().zip(changed.sites()) {
            prop_assert_eq!(old.position(), new.position());
        }
        let expected = crystal.hamiltonian(&k).unwrap();
        assert_same_matrix(&changed.hamiltonian(&mapped).unwrap(), &expected);
    }

    #[test]
    fn oriented_cells_have_their_planes_across_the_last_direction(
        numbers in numbers(),
        h in [-4_i32..5, -4_i32..5, -4_i32..5],
    ) {
        for d in 1..=3 {
            let model = skew_model(d, &numbers);
            let Ok(oriented) = model.oriented(&h[..d]) else { continue };
            let normal = model.lattice().k_cartesian(&h.map(f64::from)[..d]);
            for (i, a) in oriented.lattice().vectors().iter().enumerate() {
                let turns = normal.dot(a) / std::f64::consts::TAU;
                let expected = f64::from(u8::from(i == d - 1));
                prop_assert!((turns - expected).abs() < 1e-9, "h = {:?}: {}", h, turns);
            }
            let (new, old) = (oriented.lattice(), model.lattice());
            prop_assert!((new.cell_volume() - old.cell_volume()).abs() < 1e-9);
            prop_assert!(d == 1 || new.is_right_handed() == old.is_right_handed());
            // The position gauge does not know the cell: the same matrix at the same Cartesian k.
            let k = [0.3, -0.2, 0.1];
            let cartesian = model.lattice().k_cartesian(&k[..d]);
            let mapped = new.vectors().iter().map(|a| a.dot(&cartesian) / std::f64::consts::TAU);
            let mapped: Vec<f64> = mapped.collect();
            let found = oriented.hamiltonian(&mapped).unwrap();
            assert_same_matrix(&found, &model.hamiltonian(&k[..d]).unwrap());
        }
    }
}

#[test]
fn supercell_sites_are_named_and_ordered_by_their_cell() {
    let names = |model: &Model| -> Vec<String> {
        model.sites().iter().map(|site| site.name().to_owned()).collect()
    };
    let block = super::common::honeycomb().supercell([2, 2]).unwrap();
    assert_eq!(
        names(&block),
        ["A(0,0)", "B(0,0)", "A(0,1)", "B(0,1)", "A(1,0)", "B(1,0)", "A(1,1)", "B(1,1)"]
    );
    let root_three = triangular().supercell([[1, 1], [-1, 2]]).unwrap();
    assert_eq!(names(&root_three), ["A(0,0)", "A(0,1)", "A(0,2)"]);
    let twice = square().supercell([2, 1]).unwrap().supercell([1, 2]).unwrap();
    assert_eq!(names(&twice), ["A(0,0)(0,0)", "A(1,0)(0,0)", "A(0,0)(0,1)", "A(1,0)(0,1)"]);
}

#[test]
fn skew_supercells_of_many_cells_are_made_at_once() {
    let skew = square().supercell([[1, 1000], [0, 1000]]).unwrap();
    assert_eq!(skew.n_orbitals(), 1000);
}

#[test]
fn planes_of_well_known_orientations() {
    let identity = square().oriented(&[0, 1]).unwrap();
    assert_eq!(identity.lattice().vectors(), square().lattice().vectors());
    // Armchair edges of graphene: perpendicular to a bond-carrying direction, period √3 a.
    let armchair = triangular().oriented(&[1, 1]).unwrap();
    assert!((armchair.lattice().vectors()[0].norm() - 1.0).abs() < 1e-12);
    let zigzag_normal = triangular().oriented(&[1, -1]).unwrap();
    assert!((zigzag_normal.lattice().vectors()[0].norm() - 3.0_f64.sqrt()).abs() < 1e-12);
}
