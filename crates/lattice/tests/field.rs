//! Magnetic fields in samples: their sign, their flux, their gauges.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]
#![allow(clippy::float_cmp, reason = "conjugate elements agree to the last bit")]

mod common;

use std::f64::consts::TAU;

use common::{haldane, honeycomb, largest_difference, mixed, square};
use num_complex::Complex64;
use proptest::prelude::*;
use thouless_lattice::shape::{CellBlock, Disk, Everywhere, Rectangle};
use thouless_lattice::{FieldGauge, Model, Sample, SampleBuilder, Vector3};

/// Turns gained along a closed path through sites given as (cell, site).
fn turns_around(sample: &Sample, path: &[([i32; 3], usize)]) -> f64 {
    let number = |&(cell, site): &([i32; 3], usize)| sample.site_at(cell, site).unwrap();
    let mut product = Complex64::ONE;
    for (from, to) in path.iter().zip(path.iter().cycle().skip(1)) {
        // ⟨to|H|from⟩ = −e^{iφ}
        product *= -sample.matrix().get(number(to), number(from));
    }
    assert!((product.norm() - 1.0).abs() < 1e-12, "a path along bonds");
    product.arg() / TAU
}

fn plaquette(x: i32, y: i32) -> [([i32; 3], usize); 4] {
    [([x, y, 0], 0), ([x + 1, y, 0], 0), ([x + 1, y + 1, 0], 0), ([x, y + 1, 0], 0)]
}

/// A hexagon of the honeycomb, counter-clockwise from its lower left corner.
fn hexagon(i: i32, j: i32) -> [([i32; 3], usize); 6] {
    [
        ([i, j, 0], 1),
        ([i + 1, j, 0], 0),
        ([i + 1, j, 0], 1),
        ([i + 1, j + 1, 0], 0),
        ([i, j + 1, 0], 1),
        ([i, j + 1, 0], 0),
    ]
}

fn gauges() -> impl Strategy<Value = FieldGauge> {
    prop_oneof![
        Just(FieldGauge::Symmetric),
        (0.0..TAU).prop_map(|a| FieldGauge::Landau(Vector3::new(
            3.0 * a.cos(),
            3.0 * a.sin(),
            1.0
        ))),
    ]
}

fn with_gauge_function(builder: SampleBuilder<'_>, c: [f64; 3]) -> SampleBuilder<'_> {
    builder.gauge_function(move |r| c[0] * r.x + c[1] * r.x * r.y + c[2] * r.y.powi(3))
}

#[test]
fn the_hop_along_y_gains_the_phase_of_the_conventions() {
    let flux = 0.013;
    let sample = square().cut(Rectangle::new(20.0, 4.0)).flux_per_cell(flux).build().unwrap();
    for x in -10..=10 {
        let from = sample.site_at([x, 0, 0], 0).unwrap();
        let to = sample.site_at([x, 1, 0], 0).unwrap();
        let expected = -Complex64::cis(TAU * flux * f64::from(x));
        assert!((sample.matrix().get(to, from) - expected).norm() < 1e-14);
        let right = sample.site_at([x.min(9) + 1, 0, 0], 0).unwrap();
        let left = sample.site_at([x.min(9), 0, 0], 0).unwrap();
        assert_eq!(sample.matrix().get(right, left), -Complex64::ONE);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_flux_through_every_plaquette_is_that_of_the_field(
        flux in -0.49..0.49,
        gauge in gauges(),
        c in [-1.0..1.0, -1.0..1.0, -0.1..0.1],
    ) {
        let build = |model: &Model| {
            let builder = model.cut(CellBlock::new([6, 5])).flux_per_cell(flux).gauge(gauge);
            with_gauge_function(builder, c).build().unwrap()
        };
        let sample = build(&square());
        let flake = build(&honeycomb());
        for (x, y) in (0..4).flat_map(|x| (0..4).map(move |y| (x, y))) {
            prop_assert!((turns_around(&sample, &plaquette(x, y)) - flux).abs() < 1e-12);
            prop_assert!((turns_around(&flake, &hexagon(x, y)) - flux).abs() < 1e-12);
        }
    }

    #[test]
    fn spectra_do_not_depend_on_the_gauge(
        numbers in prop::collection::vec(-1.0..1.0, 17),
        flux in -1.0..1.0,
        gauge in gauges(),
        c in [-1.0..1.0, -1.0..1.0, -0.1..0.1],
    ) {
        let model = mixed(&numbers);
        let flake = || model.cut(Disk::new(3.0)).flux_per_area(flux);
        let landau = flake().build().unwrap();
        let other = with_gauge_function(flake().gauge(gauge), c).build().unwrap();
        prop_assert_eq!(other.matrix().hermitian_defect().unwrap(), 0.0);
        let (a, b) = (landau.eigenvalues().unwrap(), other.eigenvalues().unwrap());
        prop_assert!(largest_difference(&a, &b) < 1e-11);
    }

    #[test]
    fn spectra_of_tori_and_rings_do_not_depend_on_the_gauge(
        quanta in -20..20_i32,
        flux in -0.5..0.5,
        gauge in gauges(),
        theta in -3.0..3.0,
        c in [-1.0..1.0, -1.0..1.0, -0.1..0.1],
    ) {
        let torus = || {
            haldane().cut(Everywhere).periodic(0, 5).periodic(1, 3).twist(0, theta)
                .flux_per_cell(f64::from(quanta) / 15.0)
        };
        // A ring's holonomy depends on where it is; the Landau gauge along it is the reference.
        let ring = || haldane().cut(CellBlock::new([5, 4])).periodic(0, 5).flux_per_cell(flux);
        for (name, a, b) in [
            ("torus", torus(), torus()),
            ("ring", ring(), ring()),
        ] {
            let a = a.build().unwrap();
            let b = with_gauge_function(b, c).build().unwrap();
            prop_assert_eq!(b.matrix().hermitian_defect().unwrap(), 0.0);
            let (a, b) = (a.eigenvalues().unwrap(), b.eigenvalues().unwrap());
            prop_assert!(largest_difference(&a, &b) < 1e-11, "{}", name);
        }
        let sample = torus().gauge(gauge).build().unwrap();
        prop_assert_eq!(sample.matrix().hermitian_defect().unwrap(), 0.0);
    }

    #[test]
    fn every_plaquette_of_a_torus_has_the_same_flux(
        quanta in -9..9_i32,
        gauge in gauges(),
        theta in [-3.0..3.0, -3.0..3.0],
    ) {
        let flux = f64::from(quanta) / 20.0;
        let torus = square()
            .cut(Everywhere)
            .periodic(0, 5)
            .periodic(1, 4)
            .twist(0, theta[0])
            .twist(1, theta[1])
            .flux_per_cell(flux)
            .gauge(gauge)
            .build()
            .unwrap();
        for (x, y) in (0..5).flat_map(|x| (0..4).map(move |y| (x, y))) {
            prop_assert!((turns_around(&torus, &plaquette(x, y)) - flux).abs() < 1e-12);
        }
    }

    #[test]
    fn a_vector_potential_of_ones_own_is_a_field(flux in -0.5..0.5) {
        let own = haldane().cut(Disk::new(4.0))
            .vector_potential(|r| Vector3::new(0.0, flux * r.x, 0.0)).build().unwrap();
        let uniform = haldane().cut(Disk::new(4.0)).flux_per_area(flux).build().unwrap();
        let defect = own.matrix().to_dense() - uniform.matrix().to_dense();
        prop_assert!(defect.camax() < 1e-13);
    }

    #[test]
    fn a_flux_tube_goes_through_one_plaquette(flux in -0.49..0.49, x in 0.05..0.95, y in 0.05..0.95) {
        let sample = square()
            .cut(Rectangle::new(8.0, 8.0))
            .flux_tube([x + 1.0, y - 2.0], flux)
            .build()
            .unwrap();
        for (i, j) in (-4..4).flat_map(|i| (-4..4).map(move |j| (i, j))) {
            let expected = if (i, j) == (1, -2) { flux } else { 0.0 };
            prop_assert!((turns_around(&sample, &plaquette(i, j)) - expected).abs() < 1e-12);
        }
    }
}

#[test]
fn a_whole_flux_quantum_in_a_tube_is_a_gauge() {
    let spectrum = |flux: f64| {
        let flake = haldane().cut(Disk::new(4.0)).flux_tube([0.11, 0.23], flux).build().unwrap();
        flake.eigenvalues().unwrap()
    };
    assert!(largest_difference(&spectrum(0.0), &spectrum(1.0)) < 1e-12);
    assert!(largest_difference(&spectrum(0.0), &spectrum(0.5)) > 1e-3);
}

#[test]
fn tori_have_the_known_lowest_energies_of_hofstadter() {
    // D. R. Hofstadter, Phys. Rev. B 14, 2239 (1976): −2√2 at 1/4 and 1/2, −(1 + √3) at 1/3.
    for (p, q, expected) in
        [(1.0, 2.0, 8.0_f64.sqrt()), (1.0, 3.0, 1.0 + 3.0_f64.sqrt()), (1.0, 4.0, 8.0_f64.sqrt())]
    {
        let torus = square()
            .cut(CellBlock::new([12, 12]))
            .periodic(0, 12)
            .periodic(1, 12)
            .flux_per_cell(p / q)
            .build()
            .unwrap();
        let lowest = torus.eigenvalues().unwrap()[0];
        assert!((lowest + expected).abs() < 1e-12, "{p}/{q}: {lowest}");
    }
}

#[test]
fn half_a_quantum_keeps_the_matrix_real() {
    let real = square().cut(CellBlock::new([9, 9])).flux_per_cell(0.5).build().unwrap();
    assert!(real.is_real() && real.real_matrix().is_some());
    let complex = square().cut(CellBlock::new([9, 9])).flux_per_cell(0.3).build().unwrap();
    assert!(!complex.is_real() && complex.real_matrix().is_none());
}
