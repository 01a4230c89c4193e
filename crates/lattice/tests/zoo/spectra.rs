//! Energies that are known exactly.

use std::f64::consts::{FRAC_PI_2, SQRT_2, TAU};

use num_complex::Complex64;
use thouless_lattice::zoo::{
    AubryAndre, BenalcazarBernevigHughes, Bhz, Checkerboard, Cubic, Diamond, Dice, ExtendedSsh,
    Haldane, Hofstadter, HofstadterHoneycomb, HofstadterTriangular, Honeycomb, Kagome, KaneMele,
    KitaevChain, Lieb, RiceMele, Ssh, Triangular,
};
use thouless_lattice::{BlochHamiltonian, Model};

use crate::support::{SOMEWHERE, assert_near, band_edges, energies};

const K: [f64; 2] = [1.0 / 3.0, 2.0 / 3.0];
const K_PRIME: [f64; 2] = [2.0 / 3.0, 1.0 / 3.0];

fn assert_energies(model: &Model, k: &[f64], expected: &[f64]) {
    let found = energies(model, k);
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_near(*found, *expected, 1e-12);
    }
}

/// Lowest energy of band `upper` less highest of the band below, on a grid.
fn gap(model: &Model, upper: usize, n: usize) -> f64 {
    let edges = band_edges(model, n);
    edges[upper][0] - edges[upper - 1][1]
}

#[test]
fn the_gap_of_alternating_bonds_is_twice_their_difference() {
    for (v, w) in [(0.5, 1.0), (1.3, 0.4), (-0.7, 0.2)] {
        let ssh = Ssh { v, w }.model().unwrap();
        assert_near(gap(&ssh, 1, 40), 2.0 * (f64::abs(v) - f64::abs(w)).abs(), 1e-12);
        let delta = 0.3;
        let rice_mele = RiceMele { v, w, delta }.model().unwrap();
        let expected = 2.0 * f64::hypot(delta, v.abs() - w.abs());
        assert_near(gap(&rice_mele, 1, 40), expected, 1e-12);
    }
}

/// Turns of H_BA in the periodic gauge as k goes through the zone.
fn winding(model: &Model) -> i64 {
    let model = model.clone().in_gauge(thouless_lattice::Gauge::Periodic);
    let element = |i: usize| model.hamiltonian(&[f64::from(i as u32) / 200.0]).unwrap()[(1, 0)];
    let turns: f64 =
        (0..200).map(|i| (element(i + 1) * element(i).conj()).arg()).sum::<f64>() / TAU;
    turns.round() as i64
}

#[test]
fn longer_hoppings_wind_twice() {
    let at = |v3, v, w, w3| winding(&ExtendedSsh { v, w, v3, w3 }.model().unwrap());
    assert_eq!([at(1.0, 0.5, 0.2, 0.1), at(0.1, 1.0, 0.5, 0.2)], [-1, 0]);
    assert_eq!([at(0.1, 0.5, 1.0, 0.2), at(0.1, 0.2, 0.5, 1.0)], [1, 2]);
    assert_eq!(winding(&ExtendedSsh::default().model().unwrap()), 2);
    assert_eq!(winding(&Ssh::default().model().unwrap()), 1);
}

#[test]
fn the_kitaev_chain_closes_its_gap_at_twice_the_hopping() {
    let (t, delta, mu) = (0.9, 0.4, 0.7);
    let chain = KitaevChain { t, delta, mu }.model().unwrap();
    for k in [0.0, 0.11, 0.37, 0.5] {
        let angle = TAU * k;
        let e = f64::hypot(2.0 * t * angle.cos() + mu, 2.0 * delta * angle.sin());
        assert_energies(&chain, &[k], &[-e, e]);
    }
    for mu in [2.0, -2.0] {
        let critical = KitaevChain { t: 1.0, delta: 0.6, mu }.model().unwrap();
        assert_near(gap(&critical, 1, 40), 0.0, 1e-12);
    }
}

#[test]
fn the_kagome_lattice_has_a_flat_band_and_dirac_points() {
    let kagome = Kagome::default().model().unwrap();
    let edges = band_edges(&kagome, 24);
    assert_near(edges[2][0], 2.0, 1e-13);
    assert_near(edges[2][1], 2.0, 1e-13);
    assert_energies(&kagome, &[0.0, 0.0], &[-4.0, 2.0, 2.0]);
    assert_energies(&kagome, &K, &[-1.0, -1.0, 2.0]);
}

#[test]
fn the_lieb_and_dice_lattices_have_flat_bands_at_zero() {
    let lieb = Lieb { t: 1.0 }.model().unwrap();
    let [cx, cy] = [0, 1].map(|a| (TAU * SOMEWHERE[a] / 2.0).cos());
    let e = 2.0 * f64::hypot(cx, cy);
    assert_energies(&lieb, &SOMEWHERE[..2], &[-e, 0.0, e]);
    assert_energies(&lieb, &[0.0, 0.0], &[-2.0 * SQRT_2, 0.0, 2.0 * SQRT_2]);
    assert_energies(&lieb, &[0.5, 0.5], &[0.0, 0.0, 0.0]);

    let dice = Dice::default().model().unwrap();
    assert_energies(&dice, &[0.0, 0.0], &[-3.0 * SQRT_2, 0.0, 3.0 * SQRT_2]);
    assert_energies(&dice, &K, &[0.0, 0.0, 0.0]);
    let honeycomb = Honeycomb::default().model().unwrap();
    let graphene = energies(&honeycomb, &SOMEWHERE[..2])[1];
    let alpha = 0.7;
    let e = graphene * f64::hypot(1.0, alpha);
    assert_energies(&Dice { t: 1.0, alpha }.model().unwrap(), &SOMEWHERE[..2], &[-e, 0.0, e]);
}

#[test]
fn bands_end_where_they_should() {
    let triangular = Triangular::default().model().unwrap();
    assert_energies(&triangular, &[0.0, 0.0], &[-6.0]);
    assert_energies(&triangular, &K, &[3.0]);
    assert_energies(&triangular, &[0.5, 0.0], &[2.0]);
    let cubic = Cubic::default().model().unwrap();
    assert_energies(&cubic, &[0.5, 0.5, 0.0], &[2.0]);
    let diamond = Diamond::default().model().unwrap();
    assert_energies(&diamond, &[0.0; 3], &[-4.0, 4.0]);
    // The zone face between X and W.
    for x in [0.5, 0.55, 0.62, 0.75] {
        assert_energies(&diamond, &[0.5, x, x - 0.5], &[0.0, 0.0]);
    }
}

#[test]
fn graphene_has_dirac_cones_of_the_textbook_velocity() {
    let graphene = Honeycomb::default().model().unwrap();
    assert_energies(&graphene, &[0.0, 0.0], &[-3.0, 3.0]);
    assert_energies(&graphene, &[0.5, 0.0], &[-1.0, 1.0]);
    for corner in [K, K_PRIME] {
        let step = 1e-5;
        let near = [corner[0] + step, corner[1]];
        let distance = graphene.lattice().k_cartesian(&[step, 0.0]).norm();
        assert_near(energies(&graphene, &near)[1] / distance, 0.75_f64.sqrt(), 1e-4);
    }
    let nitride = Honeycomb { m: 0.3, ..Default::default() }.model().unwrap();
    assert_energies(&nitride, &K, &[-0.3, 0.3]);
}

#[test]
fn the_masses_of_haldane_at_the_corners_are_those_of_his_paper() {
    let (t2, phi, m) = (0.1, FRAC_PI_2, 0.2);
    let model = Haldane { t2, phi, m, ..Default::default() }.model().unwrap();
    let flux = 3.0 * 3.0_f64.sqrt() * t2 * phi.sin();
    let mut masses = [K, K_PRIME].map(|k| energies(&model, &k)[1]);
    masses.sort_by(f64::total_cmp);
    assert_near(masses[0], (m - flux).abs(), 1e-12);
    assert_near(masses[1], m + flux, 1e-12);
}

#[test]
fn the_gap_of_kane_and_mele_closes_where_it_should() {
    let at = |l_r: f64, l_v: f64| KaneMele { l_r, l_v, ..Default::default() }.model().unwrap();
    let so = KaneMele::default().l_so;
    let rt3 = 3.0_f64.sqrt();
    for l_v in [0.0, 0.1, 0.5] {
        let e = energies(&at(0.0, l_v), &K);
        assert_near(e[2] - e[1], (6.0 * rt3 * so - 2.0 * l_v).abs(), 1e-12);
    }
    let direct = |l_r: f64, l_v: f64| {
        let e = energies(&at(l_r, l_v), &K);
        e[2] - e[1]
    };
    assert_near(direct(0.0, 3.0 * rt3 * so), 0.0, 1e-12);
    assert_near(direct(2.0 * rt3 * so, 0.0), 0.0, 1e-12);
    assert!(direct(rt3 * so, 0.0) > 0.1);
}

#[test]
fn the_quantum_well_is_gapless_where_its_phases_meet() {
    for (m, k) in [(0.0, [0.0, 0.0]), (4.0, [0.5, 0.0]), (4.0, [0.0, 0.5]), (8.0, [0.5, 0.5])] {
        let well = Bhz { M: m, ..Default::default() }.model().unwrap();
        let e = energies(&well, &k);
        assert_near(e[3] - e[0], 0.0, 1e-12);
    }
}

#[test]
fn the_quadrupole_insulator_has_the_gap_of_its_formula() {
    for (gamma, lambda, delta) in [(0.5, 1.0, 0.0), (1.5, 1.0, 0.0), (-0.5, 1.0, 0.3)] {
        let model = BenalcazarBernevigHughes { gamma, lambda, delta }.model().unwrap();
        let least = 2.0 * (f64::abs(gamma) - f64::abs(lambda)).powi(2) + delta * delta;
        assert_near(gap(&model, 2, 8), 2.0 * least.sqrt(), 1e-12);
        let [cx, cy] = [0, 1].map(|a| (TAU * SOMEWHERE[a]).cos());
        let sum = 2.0 * (gamma * gamma + lambda * lambda + gamma * lambda * (cx + cy));
        let e = (sum + delta * delta).sqrt();
        assert_energies(&model, &SOMEWHERE[..2], &[-e, -e, e, e]);
    }
}

#[test]
fn the_upper_checkerboard_band_is_nearly_flat() {
    let edges = band_edges(&Checkerboard::default().model().unwrap(), 200);
    let (width, gap) = (edges[1][1] - edges[1][0], edges[1][0] - edges[0][1]);
    assert_near(width, 0.0877, 1e-3);
    assert_near(gap / width, 26.7, 0.2);
}

#[test]
fn the_bottom_of_the_butterfly_is_known() {
    let bottom = |p: i32, q: u32| {
        band_edges(&Hofstadter { p, q, ..Default::default() }.model().unwrap(), 12)[0][0]
    };
    assert_near(bottom(0, 1), -4.0, 1e-12);
    assert_near(bottom(1, 2), -2.0 * SQRT_2, 1e-12);
    assert_near(bottom(1, 4), -2.0 * SQRT_2, 1e-12);
    assert_near(bottom(1, 3), -1.0 - 3.0_f64.sqrt(), 1e-12);
}

#[test]
fn without_flux_the_butterflies_are_the_plain_lattices_folded() {
    let [k1, k2, _] = SOMEWHERE;
    let triangular = Triangular::default().model().unwrap();
    let honeycomb = Honeycomb::default().model().unwrap();
    let p = 0;
    let folded = |plain: &Model| {
        let mut all: Vec<f64> =
            (0..3).flat_map(|fold| energies(plain, &[(k1 + f64::from(fold)) / 3.0, k2])).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let model = HofstadterTriangular { p, ..Default::default() }.model().unwrap();
    assert_energies(&model, &[k1, k2], &folded(&triangular));
    let model = HofstadterHoneycomb { p, ..Default::default() }.model().unwrap();
    assert_energies(&model, &[k1, k2], &folded(&honeycomb));
}

/// Product of the amplitudes around the sites that a list of bonds (hopping's target less origin) visits.
fn turns_of_loop(model: &Model, steps: &[[f64; 2]]) -> f64 {
    let mut here = model.sites()[0].position();
    let mut product = Complex64::ONE;
    for step in steps {
        let there = here + nalgebra::Vector3::new(step[0], step[1], 0.0);
        let both = model.hoppings().iter().flat_map(|hop| [hop.clone(), hop.conjugate()]);
        let lattice = model.lattice();
        let congruent = |a, b| {
            let reduced = lattice.reduced(&(a - b));
            reduced.iter().all(|x| (x - x.round()).abs() < 1e-9)
        };
        let mut amplitudes = both.filter(|hop| {
            (model.bond(hop) - (there - here)).norm() < 1e-9
                && congruent(model.sites()[hop.from].position(), here)
        });
        product *= amplitudes.next().unwrap().amplitude[(0, 0)];
        assert!(amplitudes.next().is_none());
        here = there;
    }
    // Each hop is −t.
    let sign = if steps.len().is_multiple_of(2) { 1.0 } else { -1.0 };
    (product * sign).arg() / TAU
}

#[test]
fn counter_clockwise_loops_enclose_positive_flux() {
    let (p, q) = (1, 7);
    let flux = f64::from(p) / f64::from(q);
    let h = 0.75_f64.sqrt();
    let square = Hofstadter { p, q, ..Default::default() }.model().unwrap();
    let plaquette = [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]];
    assert_near(turns_of_loop(&square, &plaquette), flux, 1e-12);

    let triangular = HofstadterTriangular { p, q, ..Default::default() }.model().unwrap();
    let up = [[1.0, 0.0], [-0.5, h], [-0.5, -h]];
    let down = [[0.5, h], [-1.0, 0.0], [0.5, -h]];
    assert_near(turns_of_loop(&triangular, &up), flux / 2.0, 1e-12);
    assert_near(turns_of_loop(&triangular, &down), flux / 2.0, 1e-12);

    let honeycomb = HofstadterHoneycomb { p, q, ..Default::default() }.model().unwrap();
    let (x, y) = (0.5, h / 3.0);
    let hexagon = [[0.0, -2.0 * y], [x, -y], [x, y], [0.0, 2.0 * y], [-x, y], [-x, -y]];
    assert_near(turns_of_loop(&honeycomb, &hexagon), flux, 1e-12);
}

#[test]
fn graphene_in_a_field_has_the_landau_levels_of_dirac_electrons() {
    let (p, q) = (1, 50);
    let model = HofstadterHoneycomb { p, q, ..Default::default() }.model().unwrap();
    let e = energies(&model, &[0.0, 0.0]);
    let middle = q as usize;
    // Level 0 is two states at zero; level 1 two states, two per cent below the continuum's.
    assert_near(e[middle], 0.0, 1e-6);
    assert_near(e[middle + 1], 0.45775, 1e-5);
    let continuum = (2.0 * 0.75 * TAU * f64::from(p) / f64::from(q) / 0.75_f64.sqrt()).sqrt();
    assert_near(continuum, 0.46654, 1e-5);
}

#[test]
fn the_modulated_chain_at_its_dual_point_is_the_butterfly() {
    let (p, q) = (2, 5);
    let butterfly = Hofstadter { p, q, ..Default::default() }.model().unwrap();
    let [k1, k2, _] = SOMEWHERE;
    // −2 cos(k_y − 2πpx/q) = 2 cos(2πpx/q + π − k_y).
    let phi = std::f64::consts::PI - TAU * k2;
    let chain = AubryAndre { t: 1.0, lambda: 2.0, p, q, phi }.model().unwrap();
    assert_energies(&chain, &[k1], &energies(&butterfly, &[k1, k2]));
}

#[test]
fn the_modulated_chain_is_dual_to_itself() {
    // All bands over k and φ at λ are λ/2t times those at 4t²/λ.
    let lambda = 0.6;
    let bottom = |lambda: f64| {
        let chain = |phi| AubryAndre { t: 1.0, lambda, p: 3, q: 8, phi }.model().unwrap();
        let phases = (0..16).map(|i| TAU * f64::from(i) / 128.0);
        phases.map(|phi| band_edges(&chain(phi), 8)[0][0]).fold(f64::INFINITY, f64::min)
    };
    assert_near(bottom(lambda), lambda / 2.0 * bottom(4.0 / lambda), 1e-9);
}
