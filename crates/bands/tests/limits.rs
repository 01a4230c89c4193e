//! Known values and exact limits.

mod common;

use std::f64::consts::{FRAC_PI_2, PI};

use common::{R3, chain, cubic, graphene, haldane, kagome, square, ssh};
use thouless_bands::{
    CriticalPoint::{self, Maximum, Minimum, Saddle},
    DosMethod, DosSettings, FermiSettings, GapSettings, VanHoveSettings, band_gap, band_structure,
    bands_at, density_of_states, fermi_contours, fermi_points, fermi_surface, inverse_mass,
    van_hove_points, velocities, velocities_along,
};
use thouless_lattice::{KGrid, KPath, Vector3};

/// Complete elliptic integral of the first kind of parameter `m`, by the arithmetic-geometric mean.
fn elliptic_k(m: f64) -> f64 {
    let (mut a, mut g) = (1.0_f64, (1.0 - m).sqrt());
    for _ in 0..30 {
        (a, g) = (0.5 * (a + g), (a * g).sqrt());
    }
    PI / (2.0 * a)
}

#[test]
fn square_lattice_density_of_states_is_the_elliptic_integral() {
    let t = 1.3;
    let settings =
        |energies| DosSettings { energies, ..DosSettings::new(KGrid::new([600, 600]).unwrap()) };
    for energy in [-3.9, -2.0, -0.5, 1.0, 3.3] {
        let dos = density_of_states(&square(t), &settings(Some(vec![energy * t]))).unwrap();
        // Economou, Green's Functions in Quantum Physics, ch. 5
        let m = 1.0 - (energy / 4.0_f64).powi(2);
        let exact = elliptic_k(m) / (2.0 * PI * PI * t);
        assert!((dos.dos[0] - exact).abs() < 2e-3 * exact, "{energy}: {} {exact}", dos.dos[0]);
    }
    let at_t = density_of_states(&square(1.0), &settings(Some(vec![1.0]))).unwrap();
    assert!((at_t.dos[0] - 0.141_910_76).abs() < 2e-5);
}

#[test]
fn densities_of_states_add_up_to_the_number_of_bands() {
    let methods = [
        DosMethod::Tetrahedra,
        DosMethod::Gaussian { width: 0.05 },
        DosMethod::Lorentzian { width: 0.02 },
    ];
    for method in methods {
        let slack = if matches!(method, DosMethod::Lorentzian { .. }) { 2e-2 } else { 1e-9 };
        let models = [chain(1.0), square(1.0), kagome(1.0), cubic(1.0)];
        for (model, n) in models.iter().zip([500, 40, 40, 16]) {
            let grid = KGrid::cubic(model.dimension(), n).unwrap();
            let dos = density_of_states(model, &DosSettings { method, ..DosSettings::new(grid) });
            let dos = dos.unwrap();
            assert_eq!(dos.n_bands, model.n_orbitals());
            let defect = dos.integral / dos.n_bands as f64 - 1.0;
            assert!(defect.abs() < slack, "{method:?}: {defect}");
            assert!(dos.integrated.is_sorted());
            assert!(dos.dos.iter().all(|d| *d >= 0.0));
        }
    }
}

#[test]
fn chain_density_of_states_is_that_of_a_cosine() {
    let energies: Vec<f64> = vec![-1.5, -0.3, 0.0, 1.0, 1.9];
    let grid = KGrid::new([20_000]).unwrap();
    for energy in energies {
        let settings =
            DosSettings { energies: Some(vec![energy]), ..DosSettings::new(grid.clone()) };
        let dos = density_of_states(&chain(1.0), &settings).unwrap();
        let exact = 1.0 / (PI * (4.0 - energy * energy).sqrt());
        assert!((dos.dos[0] - exact).abs() < 1e-3 * exact);
        let below = 1.0 - (energy / 2.0).acos() / PI;
        assert!((dos.integrated[0] - below).abs() < 1e-7);
    }
}

#[test]
fn graphene_has_dirac_points_and_a_linear_density_of_states() {
    let t = 1.0;
    let graphene = graphene(t);
    let k = [2.0 / 3.0, 1.0 / 3.0];
    assert!(bands_at(&graphene, &[k.to_vec()]).unwrap()[0].iter().all(|e| e.abs() < 1e-14));
    for angle in [0.0, 0.4, 2.0] {
        let direction = Vector3::new(f64::cos(angle), f64::sin(angle), 0.0) * 7.0;
        let slopes = velocities_along(&graphene, &k, &direction).unwrap();
        // Castro Neto et al. (2009): v = 3ta/2, a the distance between neighbours
        assert!((slopes[0] + 1.5 * t).abs() < 1e-12 && (slopes[1] - 1.5 * t).abs() < 1e-12);
    }
    assert!(velocities(&graphene, &k).is_err());
    let energies: Vec<f64> = (-20..=20).map(|i| 0.005 * f64::from(i)).collect();
    let grid = KGrid::new([900, 900]).unwrap();
    let settings = DosSettings { energies: Some(energies), ..DosSettings::new(grid) };
    let dos = density_of_states(&graphene, &settings).unwrap();
    for (energy, dos) in dos.energies.iter().zip(&dos.dos) {
        if energy.abs() > 0.03 {
            let exact = 2.0 * energy.abs() / (R3 * PI * t * t);
            assert!((dos - exact).abs() < 0.02 * exact, "{energy}: {dos} {exact}");
        }
    }
}

#[test]
fn van_hove_points_of_graphene_are_those_of_the_textbook() {
    let points = van_hove_points(&graphene(1.0), &VanHoveSettings::default()).unwrap();
    let summary: Vec<(f64, CriticalPoint)> =
        points.iter().map(|p| ((p.energy * 1e9).round() / 1e9, p.kind)).collect();
    let expected = [
        (-3.0, Minimum),
        (-1.0, Saddle),
        (-1.0, Saddle),
        (-1.0, Saddle),
        (1.0, Saddle),
        (1.0, Saddle),
        (1.0, Saddle),
        (3.0, Maximum),
    ];
    assert_eq!(summary, expected);
    // Morse: minima − saddles + maxima of one smooth band on the torus.
    let cubic = van_hove_points(&cubic(1.0), &VanHoveSettings::default()).unwrap();
    let count = |falling| cubic.iter().filter(|p| p.falling == falling).count();
    assert_eq!([0, 1, 2, 3].map(count), [1, 3, 3, 1]);
    assert!(cubic.iter().all(|p| (p.energy - (4.0 * p.falling as f64 - 6.0)).abs() < 1e-12));
}

#[test]
fn kagome_has_a_flat_band_and_no_van_hove_points_on_it() {
    let path = KPath::default_for(&kagome(1.0)).points(60);
    let bands = band_structure(&kagome(1.0), &path).unwrap();
    assert!(bands.energies.iter().all(|e| (e[2] - 2.0).abs() < 1e-14));
    assert!((bands.range()[0] + 4.0).abs() < 1e-14);
    let points = van_hove_points(&kagome(1.0), &VanHoveSettings::default()).unwrap();
    assert!(points.iter().all(|p| p.band < 2));
    let dos = density_of_states(&kagome(1.0), &DosSettings::new(KGrid::new([48, 48]).unwrap()));
    let dos = dos.unwrap();
    let below_flat = dos.energies.iter().rposition(|e| *e < 1.99).unwrap();
    assert!((dos.integrated[below_flat] - 2.0).abs() < 0.01);
}

#[test]
fn gaps_of_ssh_and_haldane_are_exact_off_the_grid() {
    for (v, w) in [(0.5, 1.2), (1.7, 0.3), (1.0, 1.0)] {
        let gap = band_gap(&ssh(v, w), 1, &GapSettings::default()).unwrap();
        assert!((gap.direct - 2.0 * f64::abs(v - w)).abs() < 1e-12, "{v} {w} {gap:?}");
    }
    // A grid that holds neither K nor K'.
    let grid = Some(KGrid::new([20, 20]).unwrap());
    for (t2, phi, m) in [(0.1, FRAC_PI_2, 0.0), (0.1, FRAC_PI_2, 0.3), (0.06, 0.7, -0.1)] {
        let model = haldane(1.0, t2, phi, m);
        let mass = 3.0 * R3 * t2 * phi.sin();
        let smaller = (m + mass).abs().min((m - mass).abs());
        let settings = GapSettings { grid: grid.clone(), ..GapSettings::default() };
        let gap = band_gap(&model, 1, &settings).unwrap();
        assert!((gap.direct - 2.0 * smaller).abs() < 1e-12, "{gap:?} {smaller}");
    }
    let closed = band_gap(&graphene(1.0), 1, &GapSettings { grid, ..GapSettings::default() });
    let closed = closed.unwrap();
    assert!(closed.direct < 1e-12 && closed.indirect.abs() < 1e-12);
}

#[test]
fn second_neighbours_in_step_make_the_gap_of_boron_nitride_indirect() {
    // E = 2 t2 Re f ± sqrt(m² + t²|f|²) with a real t2: top and bottom move apart.
    let model = haldane(1.0, 0.25, 0.0, 1.0);
    let gap = band_gap(&model, 1, &GapSettings::default()).unwrap();
    assert!(!gap.is_direct() && !gap.overlaps());
    let fine = KGrid::new([360, 360]).unwrap();
    let settings = GapSettings { grid: Some(fine), ..GapSettings::default() };
    let finer = band_gap(&model, 1, &settings).unwrap();
    assert!((gap.indirect - finer.indirect).abs() < 1e-12);
    let metal = band_gap(&haldane(1.0, 0.6, 0.0, 0.1), 1, &GapSettings::default()).unwrap();
    assert!(metal.overlaps() && metal.direct > 0.1);
}

#[test]
fn masses_of_cosines_and_of_massive_dirac_cones() {
    let mass = inverse_mass(&square(1.5), &[0.0, 0.5], 0).unwrap();
    assert!((mass[(0, 0)] - 3.0).abs() < 1e-12 && (mass[(1, 1)] + 3.0).abs() < 1e-12);
    let m = 0.2;
    let cone = inverse_mass(&haldane(1.0, 0.0, 0.0, m), &[2.0 / 3.0, 1.0 / 3.0], 1).unwrap();
    // sqrt(m² + v²q²) → v²/m
    assert!((cone[(0, 0)] - 2.25 / m).abs() < 1e-10 && cone[(0, 1)].abs() < 1e-10);
    assert!(inverse_mass(&graphene(1.0), &[2.0 / 3.0, 1.0 / 3.0], 1).is_err());
}

#[test]
fn half_filled_square_lattice_has_a_diamond() {
    for n in [50, 51] {
        let grid = Some(KGrid::new([n, n]).unwrap());
        let settings = FermiSettings { grid, ..FermiSettings::default() };
        let fermi = fermi_contours(&square(1.0), 0.0, &settings).unwrap();
        assert!(!fermi.contours.is_empty());
        for k in fermi.contours.iter().flatten() {
            let [x, y] = k.map(|x| (x - x.round()).abs());
            assert!((x + y - 0.5).abs() < 1e-10, "{k:?}");
        }
    }
}

#[test]
fn pockets_close_and_open_contours_wind() {
    let settings = FermiSettings::default();
    let pocket = fermi_contours(&square(1.0), -2.0, &settings).unwrap();
    assert_eq!(pocket.contours.len(), 1);
    assert_eq!(pocket.contours[0].first(), pocket.contours[0].last());
    assert!(area(&pocket.contours[0]) > 0.0);
    let holes = fermi_contours(&square(1.0), 2.0, &settings).unwrap();
    assert!(area(&holes.contours[0]) < 0.0);
    // Hops along one direction only, nearly: two lines across the zone.
    let mut wires =
        thouless_lattice::Model::builder(square(1.0).lattice().clone()).site("A", [0.0, 0.0]);
    wires = wires.hop("A", "A", [1, 0], -1.0).hop("A", "A", [0, 1], -0.1);
    let open = fermi_contours(&wires.build().unwrap(), 0.0, &settings).unwrap();
    assert_eq!(open.contours.len(), 2);
    for contour in &open.contours {
        let (first, last) = (contour[0], contour[contour.len() - 1]);
        let wound = [last[0] - first[0], (last[1] - first[1]).abs()];
        assert!(wound.iter().eq(&[0.0, 1.0]), "{wound:?}");
    }
}

fn area(contour: &[[f64; 2]]) -> f64 {
    contour.windows(2).map(|k| 0.5 * (k[0][0] * k[1][1] - k[0][1] * k[1][0])).sum()
}

#[test]
fn fermi_sea_has_as_many_states_as_the_integrated_density() {
    let energy = -1.7;
    let grid = KGrid::new([400, 400]).unwrap();
    let settings = FermiSettings { grid: Some(grid.clone()), ..FermiSettings::default() };
    let fermi = fermi_contours(&graphene(1.0), energy, &settings).unwrap();
    let enclosed: f64 = fermi.contours.iter().map(|c| area(c)).sum();
    let settings = DosSettings { energies: Some(vec![energy]), ..DosSettings::new(grid) };
    let dos = density_of_states(&graphene(1.0), &settings).unwrap();
    assert!((enclosed - dos.integrated[0]).abs() < 2e-5, "{enclosed} {}", dos.integrated[0]);
}

#[test]
fn fermi_points_and_surfaces_lie_at_the_energy_and_enclose_the_filled_states() {
    let points = fermi_points(&chain(1.0), -1.0, &FermiSettings::default()).unwrap();
    assert_eq!(points.points.len(), 2);
    assert!((points.points[0] - 1.0 / 6.0).abs() < 1e-13);
    assert!((points.points[1] - 5.0 / 6.0).abs() < 1e-13);

    let energy = -3.5;
    let fermi = fermi_surface(&cubic(1.0), energy, &FermiSettings::default()).unwrap();
    let mut volume = 0.0;
    for triangle in &fermi.triangles {
        for k in triangle {
            let value: f64 = k.iter().map(|x| -2.0 * (2.0 * PI * x).cos()).sum();
            assert!((value - energy).abs() < 1e-10);
        }
        // Around Γ: fold the triangle as a whole.
        let shift = triangle[0].map(f64::round);
        let [p, q, r] =
            triangle.map(|k| Vector3::new(k[0] - shift[0], k[1] - shift[1], k[2] - shift[2]));
        volume += p.cross(&q).dot(&r) / 6.0;
    }
    let grid = KGrid::new([64, 64, 64]).unwrap();
    let settings = DosSettings { energies: Some(vec![energy]), ..DosSettings::new(grid) };
    let filled = density_of_states(&cubic(1.0), &settings).unwrap().integrated[0];
    assert!((volume - filled).abs() < 0.01 * filled, "{volume} {filled}");
}
