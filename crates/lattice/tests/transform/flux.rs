//! Magnetic cells: known spectra, the sign of the flux, independence of gauge, origin and cell.

use std::f64::consts::{PI, TAU};

use num_complex::Complex64;
use proptest::prelude::*;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::{BlochHamiltonian, Flux, Gauge, Hopping, Lattice, Model, Vector3, zoo};

use super::common::{
    assert_same, assert_same_matrix, honeycomb, numbers, skew_model, sorted, spectrum, square,
    triangular,
};

fn flux(p: i64, q: i64) -> Flux {
    Flux::new(p, q).unwrap()
}

/// The amplitude of the hop from the site nearest to `from` to the one at `to` (Cartesian, modulo
/// nothing: the cell is found from the positions).
fn amplitude(model: &Model, from: Vector3, to: Vector3) -> Complex64 {
    #[expect(clippy::cast_possible_truncation, reason = "small whole numbers")]
    let locate = |r: Vector3| {
        let found = model.sites().iter().enumerate().find_map(|(i, site)| {
            let steps = model.lattice().reduced(&(r - site.position()));
            let whole = steps.iter().all(|x| (x - x.round()).abs() < 1e-6);
            whole.then(|| (i, steps.map(|x| x.round() as i32)))
        });
        found.unwrap_or_else(|| panic!("no site at {r}"))
    };
    let ((i, at), (j, reached)) = (locate(from), locate(to));
    let cell = std::array::from_fn(|a| reached[a] - at[a]);
    let both = model.hoppings().iter().flat_map(|hop| [hop.clone(), hop.conjugate()]);
    let mut matching = both.filter(|hop: &Hopping| (hop.from, hop.to, hop.cell) == (i, j, cell));
    matching.next().unwrap_or_else(|| panic!("no hop {from} → {to}")).amplitude[(0, 0)]
}

/// The phase that hops once around the corners gain, with the signs of the amplitudes themselves.
fn around(model: &Model, corners: &[Vector3]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    let hops = corners.iter().zip(next).map(|(a, b)| -amplitude(model, *a, *b));
    hops.product::<Complex64>().arg()
}

fn assert_angle(found: f64, expected: f64) {
    let turns = (found - expected) / TAU;
    assert!((turns - turns.round()).abs() < 1e-12, "phase {found}, expected {expected}");
}

#[test]
fn hops_counter_clockwise_around_a_plaquette_gain_plus_the_flux() {
    let (p, q) = (2, 5);
    let phi = p as f64 / q as f64;
    let model = square().with_flux(flux(p, q)).unwrap();
    for x in -3..8 {
        let corners = [[0, 0], [1, 0], [1, 1], [0, 1]]
            .map(|[i, j]| Vector3::new(f64::from(x + i), f64::from(j - 2), 0.0));
        assert_angle(around(&model, &corners), TAU * phi);
        // The convention word for word: (x, y) → (x, y + 1) gains exp(+2πi φ x).
        let up = -amplitude(&model, corners[0], corners[3]);
        assert_angle(up.arg(), TAU * phi * f64::from(x));
    }
}

#[test]
fn triangles_and_hexagons_enclose_their_part_of_the_flux() {
    let phi = 3.0 / 7.0;
    let model = triangular().with_flux(flux(3, 7)).unwrap();
    let [a, b] = [triangular().lattice().vectors()[0], triangular().lattice().vectors()[1]];
    for n in 0..9 {
        let origin = a * f64::from(n) + b * 2.0;
        assert_angle(around(&model, &[origin, origin + a, origin + b]), PI * phi);
        assert_angle(around(&model, &[origin + a, origin + a + b, origin + b]), PI * phi);
    }
    let model = honeycomb().with_flux(flux(3, 7)).unwrap();
    let center = (a + b) * (2.0 / 3.0); // of a hexagon: A at 0, B at (a + b)/3
    let corner = |i: usize| {
        let (sin, cos) = (PI / 6.0 + PI / 3.0 * i as f64).sin_cos();
        center + Vector3::new(cos, sin, 0.0) / 3.0_f64.sqrt()
    };
    for n in 0..9 {
        let corners: Vec<_> = (0..6).map(|i| corner(i) + a * f64::from(n)).collect();
        assert_angle(around(&model, &corners), TAU * phi);
    }
}

#[test]
fn left_handed_vectors_do_not_turn_the_field_round() {
    let left = square().change_cell([[0, 1], [1, 0]]).unwrap();
    let model = left.with_flux(flux(1, 3)).unwrap();
    let corners =
        [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].map(|[x, y]| Vector3::new(x, y, 0.0));
    assert_angle(around(&model, &corners), TAU / 3.0);
}

#[test]
fn bottoms_of_the_square_lattice() {
    for (p, q, expected) in [
        (0, 1, -4.0),
        (1, 2, -8.0_f64.sqrt()),
        (1, 3, -1.0 - 3.0_f64.sqrt()),
        (2, 3, -1.0 - 3.0_f64.sqrt()),
        (1, 4, -8.0_f64.sqrt()),
        (1, 1, -4.0),
    ] {
        let bottom = spectrum(&square().with_flux(flux(p, q)).unwrap(), &[0.0, 0.0])[0];
        assert!((bottom - expected).abs() < 1e-12, "{p}/{q}: {bottom}, expected {expected}");
    }
}

/// The means of the powers 1, 2, … of the energies over the Brillouin zone, exact where no closed
/// path of that many hops is as long as the grid has divisions.
fn moments(model: &Model, highest: usize) -> Vec<f64> {
    let (n0, n1) = (9, 23);
    let mut sums = vec![0.0; highest];
    for i in 0..n0 {
        for j in 0..n1 {
            let k = [f64::from(i) / f64::from(n0), f64::from(j) / f64::from(n1)];
            for energy in spectrum(model, &k) {
                for (sum, power) in sums.iter_mut().zip(1..) {
                    *sum += energy.powi(power) / f64::from(n0 * n1);
                }
            }
        }
    }
    sums
}

/// The lowest energy on a fine grid that contains the points of high symmetry.
fn bottom(model: &Model) -> f64 {
    let n = 24;
    let mut lowest = f64::INFINITY;
    for i in 0..n {
        for j in 0..n {
            let k = [i, j].map(|i| f64::from(i) / f64::from(n));
            lowest = lowest.min(spectrum(model, &k)[0]);
        }
    }
    lowest
}

#[test]
fn known_fluxes_through_triangles() {
    // Half a quantum per cell, π/2 through each triangle: E² = 4 (cos² x + cos² y + cos² (x − y)).
    assert!((bottom(&triangular().with_flux(flux(1, 2)).unwrap()) + 12.0_f64.sqrt()).abs() < 1e-10);
    // One quantum per cell, π through each triangle: every hop changes its sign, up to a gauge.
    assert!((bottom(&triangular().with_flux(flux(1, 1)).unwrap()) + 3.0).abs() < 1e-10);
    // Two quanta per cell, one through each triangle: no field at all.
    assert!((bottom(&triangular().with_flux(flux(2, 1)).unwrap()) + 6.0).abs() < 1e-10);
}

/// Two hops on the honeycomb lattice lead from A to A around a B: the square of its Hamiltonian, less
/// 3, is a triangular lattice with no flux through the triangles about the Bs and all of it through
/// the others.
#[test]
fn the_square_of_the_honeycomb_lattice_is_triangular() {
    for (p, q) in [(1, 2), (1, 3), (2, 5), (-3, 7)] {
        let phi = p as f64 / q as f64;
        let around_b = Complex64::cis(-PI * phi / 3.0);
        let triangles = Model::builder(triangular().lattice().clone())
            .site("A", [0.0, 0.0])
            .hop("A", "A", [[1, 0], [-1, 1], [0, -1]], around_b)
            .build()
            .unwrap()
            .with_flux(flux(p, q))
            .unwrap();
        let hexagons = honeycomb().with_flux(flux(p, q)).unwrap();
        let k = [0.17, -0.36];
        let squares = spectrum(&hexagons, &k).into_iter().map(|e| e * e);
        let expected = spectrum(&triangles, &k).into_iter().flat_map(|e| [e + 3.0, e + 3.0]);
        assert_same(&sorted(squares.collect()), &sorted(expected.collect()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn magnetic_models_are_lawful(numbers in numbers(), p in -5_i64..6, q in 1_i64..5) {
        let model = skew_model(2, &numbers);
        let magnetic = model.with_flux(flux(p, q)).unwrap();
        let n_cells = usize::try_from(flux(p, q).denominator()).unwrap();
        prop_assert_eq!(magnetic.sites().len(), 3 * n_cells);
        assert_bloch_hamiltonian(&magnetic);
        let periodic = model.in_gauge(Gauge::Periodic).with_flux(flux(p, q)).unwrap();
        prop_assert_eq!(periodic.gauge(), Gauge::Periodic);
        assert_bloch_hamiltonian(&periodic);
    }

    /// A displacement of the origin by δ shifts magnetic momenta: in old reduced coordinates by
    /// φ (δ₂, −δ₁), whence the same spectra at shifted k.
    #[test]
    fn the_origin_only_shifts_the_wave_vector(
        numbers in numbers(), delta in [-1.0..1.0, -1.0..1.0], k in [-1.0..1.0, -1.0..1.0],
    ) {
        let (p, q) = (1, 3);
        let phi = 1.0 / 3.0;
        let model = skew_model(2, &numbers);
        let displacement = model.lattice().cartesian(&delta);
        let moved = model.translated(displacement).unwrap().with_flux(flux(p, q)).unwrap();
        let magnetic = model.with_flux(flux(p, q)).unwrap();
        let sign = if model.lattice().vectors()[0].cross(&model.lattice().vectors()[1]).z > 0.0 { 1.0 } else { -1.0 };
        let shifted = [k[0] + sign * phi * q as f64 * delta[1], k[1] - sign * phi * delta[0]];
        assert_same(&spectrum(&moved, &k), &spectrum(&magnetic, &shifted));
    }

    /// Bands are unchanged by another choice of home cells, at the same k.
    #[test]
    fn home_cells_do_not_matter(
        numbers in numbers(), k in [-1.0..1.0, -1.0..1.0],
        cells in prop::collection::vec([-2_i32..3, -2_i32..3], 3),
    ) {
        let model = skew_model(2, &numbers);
        let cells: Vec<[i32; 3]> = cells.iter().map(|[a, b]| [*a, *b, 0]).collect();
        let rehomed = model.rehomed(&cells).unwrap().with_flux(flux(2, 5)).unwrap();
        assert_same(&spectrum(&rehomed, &k), &spectrum(&model.with_flux(flux(2, 5)).unwrap(), &k));
    }

    /// Sheared cells hold the same physics: the mean over the magnetic zone of any power of H.
    #[test]
    fn the_choice_of_primitive_vectors_does_not_matter(numbers in numbers()) {
        let model = skew_model(2, &numbers);
        let sheared = model.change_cell([[1, 1], [1, 2]]).unwrap();
        let moments = |model: &Model| moments(&model.with_flux(flux(1, 3)).unwrap(), 4);
        for (found, expected) in moments(&sheared).iter().zip(moments(&model)) {
            prop_assert!((found - expected).abs() < 1e-9 * (1.0 + expected.abs()));
        }
    }
}

#[test]
fn whole_quanta_through_a_lattice_of_single_sites_are_no_field() {
    for p in [-2, 0, 3] {
        let model = square().with_flux(flux(p, 1)).unwrap();
        let k = [0.12, -0.4];
        assert_same_matrix(&model.hamiltonian(&k).unwrap(), &square().hamiltonian(&k).unwrap());
    }
}

#[test]
fn an_upright_sheet_takes_its_normal_for_up() {
    let upright = Model::builder(Lattice::new(&[[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]).unwrap())
        .site("A", [0.0, 0.0])
        .hop("A", "A", [[1, 0], [0, 1]], -1.0)
        .build()
        .unwrap();
    let magnetic = upright.with_flux(flux(1, 4)).unwrap();
    assert!((spectrum(&magnetic, &[0.0, 0.0])[0] + 8.0_f64.sqrt()).abs() < 1e-12);
}

#[test]
fn real_fluxes_become_the_nearest_fractions() {
    for (value, max, p, q) in [
        (0.5, 10, 1, 2),
        (1.0 / 3.0, 100, 1, 3),
        (-0.25, 8, -1, 4),
        (PI, 7, 22, 7),
        (PI, 113, 355, 113),
        (PI, 112, 333, 106),
        (PI, 60, 179, 57),
        (2.0, 5, 2, 1),
        (0.001, 10, 0, 1),
        (0.999, 10, 1, 1),
    ] {
        assert_eq!(Flux::nearest(value, max).unwrap(), flux(p, q), "{value} up to {max}");
    }
    // Exhaustively.
    for i in 0..200 {
        let value = f64::from(i) * 0.004_73 - 0.3;
        for max in [1, 3, 10, 31] {
            let found = Flux::nearest(value, max).unwrap();
            let distance = |p: f64, q: i64| (value - p / q as f64).abs();
            let best =
                (1..=max).map(|q| distance((value * q as f64).round(), q)).fold(1.0, f64::min);
            assert!(found.denominator() <= max);
            assert!(
                (found.value() - value).abs() <= best + 1e-15,
                "{value} up to {max}: {found:?}"
            );
        }
    }
}

/// The butterflies of the zoo are written down site by site in gauges of their own.
#[test]
fn magnetic_cells_agree_with_the_butterflies_of_the_zoo() {
    for (p, q) in [(1, 2), (1, 3), (2, 5), (-3, 7)] {
        let phi = flux(p.into(), q.into());
        let q = u32::try_from(q).unwrap();
        let pairs = [
            (zoo::Hofstadter { p, q, t: 1.0 }.model().unwrap(), square()),
            (zoo::HofstadterTriangular { p, q, t: 1.0 }.model().unwrap(), triangular()),
            (zoo::HofstadterHoneycomb { p, q, t: 1.0 }.model().unwrap(), honeycomb()),
        ];
        for (butterfly, bare) in pairs {
            let magnetic = bare.with_flux(phi).unwrap();
            let (found, expected) = (moments(&magnetic, 6), moments(&butterfly, 6));
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-9 * (1.0 + expected.abs()), "{p}/{q}");
            }
        }
    }
}
