//! Laws that hold for every model.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{crooked, haldane, kagome};
use proptest::prelude::*;
use thouless_bands::{
    DosSettings, FermiSettings, GapSettings, band_gap, bands_at, bands_on_grid, density_of_states,
    fermi_contours, inverse_mass, states_on_grid, velocities, velocities_along,
};
use thouless_lattice::{BlochHamiltonian, KGrid, Model, Vector3};
use thouless_linalg::Progress;

fn energies(model: &Model, k: &[f64]) -> Vec<f64> {
    bands_at(model, &[k.to_vec()]).unwrap().remove(0)
}

/// Reduced wave vector displaced by a Cartesian one.
fn displaced(model: &Model, k: &[f64], q: &Vector3) -> Vec<f64> {
    let vectors = model.lattice().vectors();
    let step = vectors.iter().map(|a| a.dot(q) / std::f64::consts::TAU);
    k.iter().zip(step).map(|(k, s)| k + s).collect()
}

proptest! {
    #[test]
    fn velocities_and_masses_are_differences_of_energies(
        k in prop::array::uniform2(-0.5_f64..0.5),
        angle in 0.0_f64..6.3,
    ) {
        let model = crooked();
        let direction = Vector3::new(angle.cos(), angle.sin(), 0.0);
        let step = 1e-4;
        let here = energies(&model, &k);
        prop_assume!(here.windows(2).all(|e| e[1] - e[0] > 0.05));
        let ahead = energies(&model, &displaced(&model, &k, &(direction * step)));
        let behind = energies(&model, &displaced(&model, &k, &(direction * -step)));
        let slopes = velocities_along(&model, &k, &direction).unwrap();
        let vectors = velocities(&model, &k).unwrap();
        for band in 0..3 {
            let slope = (ahead[band] - behind[band]) / (2.0 * step);
            prop_assert!((slopes[band] - slope).abs() < 1e-5);
            prop_assert!((vectors[band].dot(&direction) - slopes[band]).abs() < 1e-11);
            let curvature = (ahead[band] - 2.0 * here[band] + behind[band]) / (step * step);
            let mass = inverse_mass(&model, &k, band).unwrap();
            let exact = direction.dot(&(mass * direction));
            prop_assert!((exact - curvature).abs() < 1e-3 * (1.0 + exact.abs()));
        }
    }

    /// The same crystal in a sheared cell, with its origin moved.
    #[test]
    fn cell_and_origin_do_not_matter(x in -0.4_f64..0.4, y in -0.4_f64..0.4) {
        let first = sheared(0, [0.0, 0.0]);
        let second = sheared(1, [x, y]);
        let settings = GapSettings::default();
        let (p, q) = (band_gap(&first, 1, &settings), band_gap(&second, 1, &settings));
        let (p, q) = (p.unwrap(), q.unwrap());
        prop_assert!((p.direct - q.direct).abs() < 1e-12);
        prop_assert!((p.indirect - q.indirect).abs() < 1e-12);
        let k = Vector3::new(1.0 + x, y, 0.0);
        let zero = [0.0, 0.0];
        let [u, v] = [&first, &second].map(|m| velocities(m, &displaced(m, &zero, &k)).unwrap());
        prop_assert!(u.iter().zip(&v).all(|(u, v)| (u - v).norm() < 1e-11));
    }
}

/// Two sites on an oblique lattice; `shear` replaces a2 by a2 + shear a1.
fn sheared(shear: i32, origin: [f64; 2]) -> Model {
    let (a1, a2) = (Vector3::new(1.0, 0.0, 0.0), Vector3::new(0.3, 1.1, 0.0));
    let lattice =
        thouless_lattice::Lattice::from_vectors(vec![a1, a2 + a1 * f64::from(shear)]).unwrap();
    let shift = Vector3::new(origin[0], origin[1], 0.0);
    let b = Vector3::new(0.45, 0.5, 0.0);
    let cell = |n1: i32, n2: i32| [n1 - shear * n2, n2];
    Model::builder(lattice)
        .site_cartesian("A", shift)
        .onsite(0.4)
        .site_cartesian("B", b + shift)
        .hop("A", "B", [cell(0, 0)], -1.0)
        .hop("A", "B", [cell(-1, 0)], -0.6)
        .hop("A", "B", [cell(0, -1)], -0.5)
        .hop("A", "A", [cell(1, 0)], 0.2)
        .hop("B", "B", [cell(0, 1)], -0.15)
        .build()
        .unwrap()
}

#[test]
fn results_are_the_same_bits_for_any_number_of_threads() {
    let model = kagome(1.0);
    let grid = KGrid::new([60, 60]).unwrap();
    let with = |n: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        pool.install(|| {
            let states = states_on_grid(&model, &grid, &Progress::silent()).unwrap();
            let dos = density_of_states(&model, &DosSettings::new(grid.clone())).unwrap();
            let fermi = fermi_contours(&model, -0.4, &FermiSettings::default()).unwrap();
            let gap = band_gap(&crooked(), 1, &GapSettings::default()).unwrap();
            (states, dos, fermi, gap)
        })
    };
    let alone = with(1);
    assert_eq!(alone, with(2));
    assert_eq!(alone, with(5));
}

#[test]
fn states_on_a_grid_solve_the_eigenproblem() {
    for model in [haldane(1.0, 0.1, 0.9, 0.2), crooked(), kagome(1.0)] {
        let grid = KGrid::new([7, 5]).unwrap();
        let bands = states_on_grid(&model, &grid, &Progress::silent()).unwrap();
        let energies_only = bands_on_grid(&model, &grid, &Progress::silent()).unwrap();
        for (i, k) in grid.iter().enumerate() {
            let h = model.hamiltonian(&k).unwrap();
            let states = bands.states(i).unwrap();
            for band in 0..model.n_orbitals() {
                let state = states.column(band).into_owned();
                let residual =
                    &h * &state - &state * num_complex::Complex64::from(bands.at(i)[band]);
                assert!(residual.norm() < 1e-13);
                assert!((state.norm() - 1.0).abs() < 1e-13);
                assert!((energies_only.at(i)[band] - bands.at(i)[band]).abs() < 1e-13);
            }
        }
    }
}

#[test]
fn cancelled_work_stops() {
    let settings = DosSettings::new(KGrid::new([100, 100]).unwrap());
    settings.progress.cancel();
    let error = density_of_states(&kagome(1.0), &settings).unwrap_err();
    assert_eq!(error, thouless_linalg::LinalgError::Cancelled.into());
}
