//! Samples: their sites, their matrices, their limits.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]
#![allow(clippy::float_cmp, reason = "conjugate elements agree to the last bit")]

mod common;

use std::f64::consts::{PI, TAU};

use common::{haldane, honeycomb, largest_difference, mixed, square, ssh};
use nalgebra::DMatrix;
use num_complex::Complex64;
use proptest::prelude::*;
use thouless_lattice::shape::{CellBlock, Cuboid, Disk, Everywhere, Place, Rectangle, Ring, Shape};
use thouless_lattice::{
    Anderson, BlochHamiltonian, Boundary, Lattice, Model, Sample, Vacancies, Vector3,
};

fn bloch_spectrum(model: &Model, n: &[usize], twist: &[f64]) -> Vec<f64> {
    let mut energies = Vec::new();
    for m in 0..n.iter().product::<usize>() {
        let mut rest = m;
        let mut k = Vec::new();
        for (n, theta) in n.iter().zip(twist) {
            k.push(((rest % n) as f64 + theta / TAU) / *n as f64);
            rest /= n;
        }
        energies.extend(thouless_linalg::eigvalsh(&model.hamiltonian(&k).unwrap()).unwrap());
    }
    energies.sort_by(f64::total_cmp);
    energies
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn periodic_samples_have_the_bloch_spectrum(
        numbers in prop::collection::vec(-1.0..1.0, 17),
        n in [1..5_usize, 1..4_usize],
        twist in [-PI..PI, -PI..PI],
    ) {
        let model = mixed(&numbers);
        let torus = model
            .cut(Everywhere)
            .periodic(0, n[0])
            .periodic(1, n[1])
            .twist(0, twist[0])
            .twist(1, twist[1])
            .build()
            .unwrap();
        let expected = bloch_spectrum(&model, &n, &twist);
        prop_assert!(largest_difference(&torus.eigenvalues().unwrap(), &expected) < 1e-10);
        prop_assert_eq!(torus.matrix().hermitian_defect().unwrap(), 0.0);
    }

    #[test]
    fn the_index_finds_each_site_and_its_orbitals(
        numbers in prop::collection::vec(-1.0..1.0, 17),
        inner in 0.0..5.0,
        width in 0.5..3.0,
    ) {
        let model = mixed(&numbers);
        let shape = Ring::new(inner, inner + width);
        let Ok(sample) = model.cut(shape).build() else { return Ok(()) };
        let mut next = 0;
        for (i, place) in sample.places().enumerate() {
            prop_assert!(shape.contains(&place));
            prop_assert_eq!(sample.site_at(place.cell, place.site), Some(i));
            let orbitals = sample.orbitals(i).unwrap();
            prop_assert_eq!(orbitals.len(), model.sites()[place.site].n_orbitals());
            prop_assert_eq!(orbitals.start, next);
            next = orbitals.end;
            for orbital in orbitals {
                prop_assert_eq!(sample.site_of_orbital(orbital), Some(i));
            }
        }
        prop_assert_eq!(next, sample.n_orbitals());
        let order: Vec<_> = sample.places().map(|p| (p.cell, p.site)).collect();
        prop_assert!(order.is_sorted());
        // No site of the shape is missing.
        let mut inside = 0;
        for i in 0..60_i32 * 60 {
            let cell = [i / 60 - 30, i % 60 - 30, 0];
            for (site, s) in model.sites().iter().enumerate() {
                let position = model.lattice().origin_of(cell) + s.position();
                inside += usize::from(shape.contains(&Place { cell, site, position }));
            }
        }
        prop_assert_eq!(sample.n_sites(), inside);
    }

    #[test]
    fn every_element_is_that_of_the_model(numbers in prop::collection::vec(-1.0..1.0, 17)) {
        let model = mixed(&numbers);
        let sample = model.cut(Disk::new(4.0)).build().unwrap();
        let dense = sample.matrix().to_dense();
        let mut expected = DMatrix::zeros(sample.n_orbitals(), sample.n_orbitals());
        for (i, place) in sample.places().enumerate() {
            let rows = sample.orbitals(i).unwrap();
            let onsite = model.sites()[place.site].onsite();
            expected.view_mut((rows.start, rows.start), onsite.shape()).copy_from(onsite);
            for hop in model.hoppings().iter().filter(|hop| hop.from == place.site) {
                let cell = std::array::from_fn(|d| place.cell[d] + hop.cell[d]);
                let Some(j) = sample.site_at(cell, hop.to) else { continue };
                let to = sample.orbitals(j).unwrap().start;
                let t = &hop.amplitude;
                expected.view_mut((to, rows.start), t.shape()).copy_from(t);
                expected.view_mut((rows.start, to), (t.ncols(), t.nrows())).copy_from(&t.adjoint());
            }
        }
        prop_assert_eq!(dense, expected);
    }

    #[test]
    fn another_cell_of_the_same_crystal_gives_the_same_sample(
        flux in -0.5..0.5,
        radius in 2.0..5.0,
    ) {
        // Two sites per cell, in a skew lattice: the same square lattice.
        let skew = Model::builder(Lattice::new(&[[1.0, 1.0], [1.0, -1.0]]).unwrap())
            .site("A", [0.0, 0.0])
            .site("B", [0.5, 0.5])
            .hop("A", "B", [[0, 0], [-1, 0], [0, -1], [-1, -1]], -1.0)
            .build()
            .unwrap();
        let spectrum = |model: &Model, flux: f64| {
            let sample = model.cut(Disk::new(radius)).flux_per_area(flux).build().unwrap();
            sample.eigenvalues().unwrap()
        };
        prop_assert!(largest_difference(&spectrum(&square(), flux), &spectrum(&skew, flux)) < 1e-12);
        let per_cell = |model: &Model, flux: f64| {
            model.cut(Disk::new(radius)).flux_per_cell(flux).build().unwrap().eigenvalues().unwrap()
        };
        prop_assert!(largest_difference(&per_cell(&skew, 2.0 * flux), &spectrum(&skew, flux)) < 1e-12);
    }
}

#[test]
fn the_ssh_chain_has_end_states_of_the_known_splitting() {
    // E02 of the references: w (1 − (v/w)²) (v/w)^N, up to (v/w)^{2N}.
    let chain = ssh(0.5, 1.0).cut(CellBlock::new([10])).build().unwrap();
    let energies = chain.eigenvalues().unwrap();
    let lowest = energies.iter().map(|e| e.abs()).fold(f64::INFINITY, f64::min);
    assert!((lowest - 7.324_269e-4).abs() < 5e-10, "{lowest}");
    assert!((lowest / (0.75 * 0.5_f64.powi(10)) - 1.0).abs() < 1e-5);
}

#[test]
fn the_kitaev_chain_has_majorana_states_of_the_known_splitting() {
    // H = −μ n − t hop + Δ pair, basis (electron, hole); t = Δ = 1, |μ| = 2 l t with l = 1/2.
    let (t, delta, mu) = (1.0, 1.0, 1.0);
    let c = |x: f64| Complex64::new(x, 0.0);
    let onsite = DMatrix::from_row_slice(2, 2, &[c(-mu), c(0.0), c(0.0), c(mu)]);
    let hop = DMatrix::from_row_slice(2, 2, &[c(-t), c(-delta), c(delta), c(t)]);
    let kitaev = Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.0])
        .onsite(onsite)
        .hop("A", "A", [1], hop)
        .build()
        .unwrap();
    let chain = kitaev.cut(CellBlock::new([10])).build().unwrap();
    let energies = chain.eigenvalues().unwrap();
    let lowest = energies.iter().map(|e| e.abs()).fold(f64::INFINITY, f64::min);
    assert!((lowest - 1.464_853_9e-3).abs() < 5e-10, "{lowest}");
}

#[test]
fn open_chains_are_particles_in_a_box() {
    let n = 37;
    let chain = common::chain().cut(CellBlock::new([n])).build().unwrap();
    let mut expected: Vec<f64> =
        (1..=n).map(|m| -2.0 * (PI * m as f64 / (n + 1) as f64).cos()).collect();
    expected.sort_by(f64::total_cmp);
    assert!(largest_difference(&chain.eigenvalues().unwrap(), &expected) < 1e-13);
    assert!(chain.is_real());
    assert_eq!(chain.real_matrix().unwrap().n_entries(), 3 * n - 2);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let build = |threads: usize| -> Sample {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            honeycomb()
                .cut(Disk::new(80.0))
                .disorder(Anderson { width: 1.0, seed: 5 })
                .disorder(Vacancies { concentration: 0.02, seed: 5 })
                .potential(|r| 0.01 * r.x * r.y)
                .flux_per_cell(0.013)
                .build()
                .unwrap()
        })
    };
    let (one, two) = (build(1), build(2));
    assert!(one.n_sites() > 3 * 4096, "several tasks");
    assert_eq!(one.matrix(), two.matrix());
    assert!(one.places().eq(two.places()));
}

#[test]
fn disorder_belongs_to_the_site_whatever_is_around_it() {
    let energies = |shape: &dyn Shape| {
        let disorder = Anderson { width: 2.0, seed: 11 };
        let sample = honeycomb().cut(shape).disorder(disorder).build().unwrap();
        let pairs: Vec<_> = sample
            .places()
            .enumerate()
            .map(|(i, place)| ((place.cell, place.site), sample.matrix().get(i, i).re))
            .collect();
        pairs
    };
    let disk = energies(&Disk::new(9.0));
    let block = energies(&CellBlock::new([12, 7]).starting_at([-3, -2, 0]));
    let mut common = 0;
    for (site, energy) in &disk {
        assert!(energy.abs() <= 1.0);
        if let Some((_, other)) = block.iter().find(|(place, _)| place == site) {
            assert_eq!(energy.to_bits(), other.to_bits());
            common += 1;
        }
    }
    assert!(common > 50);
}

#[test]
fn shapes_closed_on_themselves_keep_one_image_of_each_site() {
    // 11 columns from x = −5 to 5, of which the first and the last are one.
    let ring = square().cut(Rectangle::new(10.0, 4.0)).periodic(0, 10).build().unwrap();
    assert_eq!(ring.n_sites(), 10 * 5);
    assert_eq!(ring.boundaries(), [Boundary::Periodic(10), Boundary::Open]);
    assert!(ring.positions().all(|r| r.x > -5.5 && r.x < 4.5));
    assert_eq!(ring.site_at([5, 0, 0], 0), ring.site_at([-5, 0, 0], 0));
    assert!(ring.cut_bonds().all(|bond| bond.absent.cell[1].abs() == 3));
    // The same ring from cells.
    let cells = square().cut(CellBlock::new([10, 5])).periodic(0, 10).build().unwrap();
    let (a, b) = (ring.eigenvalues().unwrap(), cells.eigenvalues().unwrap());
    assert!(largest_difference(&a, &b) < 1e-13);
}

#[test]
fn cut_bonds_are_those_across_the_border() {
    let block = square().cut(CellBlock::new([40, 20])).build().unwrap();
    assert_eq!(block.cut_bonds().count(), 2 * (40 + 20));
    let left: Vec<_> = block.cut_bonds().filter(|bond| bond.absent.cell[0] == -1).collect();
    assert_eq!(left.len(), 20);
    for bond in left {
        assert!(!bond.leaving);
        let r = block.position(bond.site).unwrap();
        assert!((r - bond.absent.position - Vector3::x()).norm() < 1e-15);
    }
    // Every bond of every site is either in the matrix or cut.
    let flake = honeycomb().cut(Disk::new(6.0)).build().unwrap();
    let kept = flake.matrix().n_entries() - flake.n_orbitals();
    assert_eq!(kept + flake.cut_bonds().count(), 3 * flake.n_sites());
}

#[test]
fn vacancies_and_removed_shapes_leave_holes() {
    let whole = square().cut(CellBlock::new([100, 100])).build().unwrap();
    let vacancies = Vacancies { concentration: 0.45, seed: 2 };
    let holes = square().cut(CellBlock::new([100, 100])).disorder(vacancies).build().unwrap();
    assert!(whole.places().all(|p| holes.site_at(p.cell, p.site).is_none() == vacancies.is_vacant(p.cell, p.site)));
    assert_eq!(whole.pieces().sizes, [10_000]);
    let pieces = holes.pieces();
    assert_eq!(pieces.sizes.iter().sum::<usize>(), holes.n_sites());
    assert!(pieces.n_isolated() > 10 && pieces.sizes.len() > pieces.n_isolated());
    let ring = square().cut(Disk::new(10.0)).remove(Disk::new(4.0)).build().unwrap();
    let same = square().cut(Disk::new(10.0) - Disk::new(4.0)).build().unwrap();
    assert_eq!(ring.matrix(), same.matrix());
}

#[test]
fn thin_shapes_in_large_boxes_are_the_same_as_in_small_ones() {
    // A thin ring uses the sorted index; a disk around it the dense one.
    let thin = square().cut(Ring::new(400.0, 402.0)).build().unwrap();
    let dense = square().cut(Disk::new(402.0)).remove(Disk::new(400.0 - 3e-9)).build().unwrap();
    assert!(thin.places().eq(dense.places()));
    assert_eq!(thin.matrix(), dense.matrix());
    assert!(thin.n_sites() > 4000);
    for (i, place) in thin.places().enumerate() {
        assert_eq!(thin.site_at(place.cell, place.site), Some(i));
    }
    assert_eq!(thin.site_at([0, 0, 0], 0), None);
    assert_eq!(thin.site_at([400, 0, 0], 1), None);
}

#[test]
fn blocks_in_three_dimensions_and_molecules() {
    let cubic =
        Model::builder(Lattice::new(&[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]).unwrap())
            .site("A", [0.0; 3])
            .hop("A", "A", [[1, 0, 0], [0, 1, 0], [0, 0, 1]], -1.0)
            .build()
            .unwrap();
    let cube = cubic.cut(Cuboid::new(2.0, 2.0, 2.0)).build().unwrap();
    assert_eq!(cube.n_sites(), 27);
    // Separable: sums of three boxes of 3 sites, lowest −3√2.
    assert!((cube.eigenvalues().unwrap()[0] + 3.0 * 2.0_f64.sqrt()).abs() < 1e-13);
    let wire = cubic.cut(Disk::new(1.0)).periodic(2, 4).build().unwrap();
    assert_eq!(wire.n_sites(), 5 * 4);
    let molecule = Model::builder(Lattice::none())
        .site("A", [0.0; 3])
        .site("B", [1.0, 0.0, 0.0])
        .hop("A", "B", [[]; 1], -1.5)
        .build()
        .unwrap();
    let energies = molecule.cut(Everywhere).build().unwrap().eigenvalues().unwrap();
    assert!(largest_difference(&energies, &[-1.5, 1.5]) < 1e-15);
}

#[test]
fn potentials_and_changes_reach_their_blocks() {
    let model = common::two_orbitals();
    let z = |x: f64, y: f64| DMatrix::from_row_slice(2, 2, &[x, y, y, -x]).map(Complex64::from);
    let sample = model
        .cut(CellBlock::new([6]))
        .potential(|r| r.x)
        .potential_matrix(|r| z(0.0, 0.1 * r.x))
        .modify_onsite(|place, block| {
            if place.cell[0] == 2 {
                block[(0, 0)] += 5.0;
            }
        })
        .modify_hopping(|from, to, block| {
            assert!(to.position.x > from.position.x, "as listed in the model");
            if from.cell[0] == 3 {
                *block *= Complex64::new(0.0, 2.0);
            }
        })
        .build()
        .unwrap();
    let h = sample.matrix().to_dense();
    let onsite = model.sites()[0].onsite();
    let block = |i: usize, j: usize| h.view((2 * i, 2 * j), (2, 2)).into_owned();
    for i in 0..6 {
        let mut expected = onsite + z(0.0, 0.1 * i as f64);
        for a in 0..2 {
            expected[(a, a)] += i as f64;
        }
        if i == 2 {
            expected[(0, 0)] += 5.0;
        }
        assert!((block(i, i) - expected).camax() < 1e-14);
    }
    let t = &model.hoppings()[0].amplitude;
    assert_eq!(&block(2, 1), t);
    assert_eq!(block(4, 3), t * Complex64::new(0.0, 2.0));
    assert_eq!(sample.matrix().hermitian_defect().unwrap(), 0.0);
}

#[test]
fn varied_parameters_are_those_at_sites_and_bond_middles() {
    let sample = ssh(1.0, 1.0)
        .cut(CellBlock::new([5]))
        .vary(|r| Ok(ssh(10.0 + r.x, 20.0 + r.x)))
        .build()
        .unwrap();
    let h = sample.matrix();
    for i in 0..5 {
        // A at i, B at i + 1/2: the bond inside the cell has its middle at i + 1/4.
        assert_eq!(h.get(2 * i + 1, 2 * i).re, 10.25 + i as f64);
        if i < 4 {
            assert_eq!(h.get(2 * i + 2, 2 * i + 1).re, 20.75 + i as f64);
        }
    }
    let uniform = haldane();
    let plain = uniform.cut(Disk::new(5.0)).flux_per_cell(0.1).build().unwrap();
    let varied =
        uniform.cut(Disk::new(5.0)).flux_per_cell(0.1).vary(|_| Ok(haldane())).build().unwrap();
    assert!((plain.matrix().to_dense() - varied.matrix().to_dense()).camax() < 1e-13);
}

#[test]
fn a_square_sample_with_disorder_and_field_takes_under_200_bytes_per_site() {
    let sample = square()
        .cut(CellBlock::new([400, 400]))
        .disorder(Anderson { width: 1.0, seed: 1 })
        .flux_per_cell(0.01)
        .build()
        .unwrap();
    let per_site = sample.bytes() as f64 / sample.n_sites() as f64;
    assert!(per_site < 200.0, "{per_site}");
    insta::assert_snapshot!(sample, @"sample of square: 160000 sites, 160000 orbitals
  open along a0
  open along a1
  from (0.000, 0.000, 0.000) to (399.000, 399.000, 0.000)
  798400 stored elements, complex; 127.8 bytes per site");
}
