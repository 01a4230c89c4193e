//! Chern numbers of the zoo, with their signs.

use std::f64::consts::{FRAC_PI_2, PI};

use thouless_lattice::zoo::{
    Bhz, Checkerboard, DWave, Haldane, HgTe, Hofstadter, HofstadterHoneycomb, HofstadterTriangular,
    Honeycomb, Kagome, KaneMele, PWave, QiWuZhang, Square, Triangular,
};
use thouless_lattice::{Flux, Model};

use crate::support::{Part, assert_near, band_edges, chern, energies};

#[test]
fn qwz_changes_its_chern_number_at_minus_two_zero_and_two() {
    let found =
        [-3.0, -1.0, -0.5, 0.5, 1.0, 3.0].map(|u| chern(&QiWuZhang { u }.model().unwrap(), 0..1));
    assert_eq!(found, [0, 1, 1, -1, -1, 0]);
}

#[test]
fn haldane_has_the_sign_of_the_flux_inside_the_sine() {
    let lower =
        |phi: f64, m: f64| chern(&Haldane { phi, m, ..Default::default() }.model().unwrap(), 0..1);
    for m in [-0.3, 0.0, 0.3] {
        assert_eq!(lower(FRAC_PI_2, m), 1);
        assert_eq!(lower(-FRAC_PI_2, m), -1);
        assert_eq!(lower(PI / 4.0, m), 1);
    }
    // The boundary lies at 3√3 t₂ sin φ = 0.5196.
    assert_eq!([0.5, 0.54, 0.6, -0.54].map(|m| lower(FRAC_PI_2, m)), [1, 0, 0, 0]);
}

#[test]
fn the_d_wave_insulator_winds_twice() {
    let found = [-3.0, -1.0, 0.0, 1.0, 3.0].map(|m| chern(&DWave { m }.model().unwrap(), 0..1));
    assert_eq!(found, [0, -2, -2, -2, 0]);
}

#[test]
fn the_p_wave_superconductor_is_topological_at_weak_pairing() {
    let found = [-5.0, -2.0, 2.0, 5.0]
        .map(|mu| chern(&PWave { mu, ..Default::default() }.model().unwrap(), 0..1));
    assert_eq!(found, [0, -1, 1, 0]);
}

#[test]
fn flux_gives_the_kagome_bands_chern_numbers() {
    for (phi, expected) in [(0.3, [-1, 0, 1]), (1.0, [-1, 0, 1]), (-0.3, [1, 0, -1])] {
        let model = Kagome { phi, ..Default::default() }.model().unwrap();
        assert_eq!([0, 1, 2].map(|band| chern(&model, band..band + 1)), expected);
    }
}

#[test]
fn checkerboard_bands_are_chern_bands() {
    let model = Checkerboard::default();
    let lower = |model: Checkerboard| chern(&model.model().unwrap(), 0..1);
    assert_eq!(lower(model), -1);
    assert_eq!(lower(Checkerboard { phi: -model.phi, ..model }), 1);
    assert_eq!(lower(Checkerboard { t1: model.t2, t2: model.t1, ..model }), 1);
    assert_eq!(chern(&model.model().unwrap(), 1..2), 1);
}

#[test]
fn each_spin_of_the_quantum_spin_hall_models_is_a_chern_insulator() {
    let spins = |model: &Model, up: [usize; 2], down: [usize; 2]| {
        [up, down].map(|orbitals| Part { model, orbitals: orbitals.to_vec() }.chern(0..1, 24))
    };
    let kane_mele = |l_v: f64| {
        let model = KaneMele { l_r: 0.0, l_v, ..Default::default() }.model().unwrap();
        spins(&model, [0, 2], [1, 3])
    };
    assert_eq!([kane_mele(0.1), kane_mele(0.4)], [[1, -1], [0, 0]]);

    let bhz = |m: f64| {
        let model = Bhz { M: m, ..Default::default() }.model().unwrap();
        spins(&model, [0, 2], [1, 3])
    };
    assert_eq!([-0.5, 0.5, 3.0, 5.0, 9.0].map(|m| bhz(m)[0]), [0, -1, -1, 1, 0]);
    assert_eq!(bhz(1.0), [-1, 1]);

    let hgte =
        |m: f64| spins(&HgTe { M: m, ..Default::default() }.model().unwrap(), [0, 2], [1, 3]);
    assert_eq!([hgte(-10.0)[0].abs(), hgte(10.0)[0].abs()], [1, 0]);
    assert_eq!(hgte(-10.0)[0], -hgte(-10.0)[1]);
}

/// Chern numbers of the lowest r bands, for each r; `None` where the gap is closed.
fn gaps(model: &Model) -> Vec<Option<i64>> {
    let edges = band_edges(model, 12);
    let open = |r: usize| edges[r][0] - edges[r - 1][1] > 1e-3;
    let n = edges.len();
    (1..n).map(|r| open(r).then(|| Part::whole(model).chern(0..r, 14))).collect()
}

#[test]
fn hofstadter_gaps_have_the_hall_conductances_of_tknn() {
    let known: [(i32, u32, &[i64]); 5] = [
        (1, 3, &[1, -1]),
        (2, 5, &[-2, 1, -1, 2]),
        (3, 7, &[-2, 3, 1, -1, -3, 2]),
        (1, 7, &[1, 2, 3, -3, -2, -1]),
        (3, 8, &[3, -2, 1, 0, -1, 2, -3]),
    ];
    for (p, q, t) in known {
        let model = Hofstadter { p, q, ..Default::default() }.model().unwrap();
        for (r, &t) in (1..).zip(t) {
            if 2 * r == q as usize {
                continue; // the central bands of even q touch
            }
            assert_eq!(Part::whole(&model).chern(0..r, 14), -t, "p/q = {p}/{q}, r = {r}");
        }
    }
}

#[test]
fn every_open_gap_of_the_butterflies_obeys_the_diophantine_equation() {
    for (p, q) in [(1, 3), (1, 4), (2, 5), (3, 7), (-1, 5)] {
        let triangular = HofstadterTriangular { p, q, ..Default::default() }.model().unwrap();
        let honeycomb = HofstadterHoneycomb { p, q, ..Default::default() }.model().unwrap();
        for (model, touching) in [(triangular, None), (honeycomb, Some(i64::from(q)))] {
            let found = gaps(&model);
            assert!(found.iter().flatten().count() >= 2, "p/q = {p}/{q}");
            for (r, c) in (1..).zip(found) {
                let Some(c) = c else { continue };
                if touching == Some(r) {
                    continue; // the grid may miss the points where the central bands touch
                }
                let remainder = (r + i64::from(p) * c).rem_euclid(i64::from(q));
                assert_eq!(remainder, 0, "p/q = {p}/{q}, r = {r}, C = {c}");
            }
        }
    }
}

#[test]
fn weak_fields_fill_landau_levels_one_by_one() {
    let triangular = HofstadterTriangular { p: 1, q: 11, ..Default::default() }.model().unwrap();
    assert_eq!(gaps(&triangular)[..4], [-1, -2, -3, -4].map(Some));
    let honeycomb = HofstadterHoneycomb { p: 1, q: 11, ..Default::default() }.model().unwrap();
    let t = gaps(&honeycomb);
    assert_eq!(t[..3], [-1, -2, -3].map(Some));
    // Around the Dirac points, above 8, 10, 12 and 14 bands: 2 (n + 1/2), two valleys without spin.
    assert_eq!([t[7], t[9], t[11], t[13]], [3, 1, -1, -3].map(Some));
}

#[test]
fn the_integral_of_the_curvature_is_the_chern_number() {
    // By derivatives of H instead of overlaps: fixes the sign by another way.
    let haldane = Haldane { m: 0.1, t2: 0.3, phi: 1.1, ..Default::default() }.model().unwrap();
    let checkerboard = Checkerboard::default().model().unwrap();
    let d_wave = DWave::default().model().unwrap();
    let hofstadter = Hofstadter::default().model().unwrap();
    for (model, expected) in
        [(haldane, 1.0), (checkerboard, -1.0), (d_wave, -2.0), (hofstadter, -1.0)]
    {
        assert_near(Part::whole(&model).curvature_integral(1, 60), expected, 1e-6);
    }
}

#[test]
fn the_butterflies_are_the_plain_lattices_in_a_field() {
    for (p, q) in [(1, 3), (2, 5), (-1, 4)] {
        let flux = Flux::new(p.into(), q.into()).unwrap();
        let pairs = [
            (Square::default().model(), Hofstadter { p, q, ..Default::default() }.model()),
            (
                Triangular::default().model(),
                HofstadterTriangular { p, q, ..Default::default() }.model(),
            ),
            (
                Honeycomb::default().model(),
                HofstadterHoneycomb { p, q, ..Default::default() }.model(),
            ),
        ];
        for (plain, butterfly) in pairs {
            let in_field = plain.unwrap().with_flux(flux).unwrap();
            let butterfly = butterfly.unwrap();
            // Gauges may differ, so that k may be shifted: what is summed over the zone is the same.
            for power in 1..=8 {
                let [found, expected] = [&in_field, &butterfly].map(|model| moment(model, power));
                assert_near(found, expected, 1e-9);
            }
            let lowest = |model: &Model| Part::whole(model).chern(0..1, 14);
            assert_eq!(lowest(&in_field), lowest(&butterfly), "p/q = {p}/{q}");
        }
    }
}

/// Mean of tr H(k)^power over the zone; the grid is exact for hoppings that reach this far.
fn moment(model: &Model, power: i32) -> f64 {
    let n = 20;
    let points = (0..n * n).map(|i| [i % n, i / n].map(|i| f64::from(i) / f64::from(n)));
    let traces = points.map(|k| energies(model, &k).iter().map(|e| e.powi(power)).sum::<f64>());
    traces.sum::<f64>() / f64::from(n * n)
}
