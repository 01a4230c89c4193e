//! Interior eigenvalues and counts of large sparse matrices, against closed forms.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "small positive numbers; shifts are the target itself or are not"
)]
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use proptest::prelude::*;
use std::f64::consts::PI;
use thouless_linalg::testing::{orthonormality_defect, random_numbers};
use thouless_linalg::{
    AnalysisSettings, Complex64, Csr, FactorSettings, LinalgError, NearestResult, NearestSettings,
    Progress, ProgressObserver, Scalar, SparseAnalysis, eigvalsh, lanczos_nearest, levels_below,
};

/// An open `n`×`m` square lattice with hopping −1 and a random potential between ±`disorder`.
fn square(n: usize, m: usize, disorder: f64) -> (Csr<f64>, Vec<[f64; 3]>) {
    let mut next = random_numbers(5);
    let site = |x: usize, y: usize| x * m + y;
    let (mut entries, mut points) = (Vec::new(), Vec::new());
    for (x, y) in (0..n).flat_map(|x| (0..m).map(move |y| (x, y))) {
        points.push([x as f64, y as f64, 0.0]);
        entries.push((site(x, y), site(x, y), disorder * next()));
        let right = (x + 1 < n).then(|| site(x + 1, y));
        let up = (y + 1 < m).then(|| site(x, y + 1));
        for other in right.into_iter().chain(up) {
            entries.push((site(x, y), other, -1.0));
            entries.push((other, site(x, y), -1.0));
        }
    }
    (Csr::from_triplets(n * m, n * m, entries).unwrap(), points)
}

fn square_levels(n: usize, m: usize) -> Vec<f64> {
    let level = |j: usize, n: usize| -2.0 * (PI * j as f64 / (n + 1) as f64).cos();
    let mut levels: Vec<f64> =
        (1..=n).flat_map(|j| (1..=m).map(move |k| level(j, n) + level(k, m))).collect();
    levels.sort_by(f64::total_cmp);
    levels
}

fn analyse<T: Scalar>(h: &Csr<T>, points: Option<&[[f64; 3]]>) -> SparseAnalysis {
    let settings = AnalysisSettings { coordinates: points, ..Default::default() };
    SparseAnalysis::new(h, &settings).unwrap()
}

fn assert_nearest<T: Scalar>(found: &NearestResult<T>, levels: &[f64]) {
    let distance = |&e: &f64| (e - found.target).abs();
    let mut exact: Vec<f64> = levels.iter().map(distance).collect();
    exact.sort_by(f64::total_cmp);
    let mut values: Vec<f64> = found.values.iter().map(distance).collect();
    values.sort_by(f64::total_cmp);
    for (a, b) in values.iter().zip(&exact) {
        assert!((a - b).abs() < 1e-11, "{values:?} {:?}", &exact[..values.len()]);
    }
    assert!(found.complete);
    let empty = found.interval[0] == found.interval[1];
    assert!(!empty || found.at_edge > values.len());
    for (end, below) in found.interval.iter().zip(found.below).filter(|_| !empty) {
        assert_eq!(below, levels.iter().filter(|&&e| e < *end).count());
    }
    assert!(found.residuals.iter().all(|&r| r < 1e-9), "{:?}", found.residuals);
    assert!(orthonormality_defect(&found.vectors.map(Scalar::to_complex)) < 1e-12);
}

#[test]
fn interior_of_the_square_lattice_with_its_degenerate_levels() {
    let (h, points) = square(40, 40, 0.0);
    let levels = square_levels(40, 40);
    let analysis = analyse(&h, Some(&points));
    // at 0 forty levels coincide, and so do mirror images about it
    for (target, n_values) in [(0.0, 6), (0.0, 42), (0.731, 9), (-3.9, 5), (7.0, 3), (-1.0, 12)] {
        let settings = NearestSettings { n_values, ..Default::default() };
        let found = lanczos_nearest(&h, &analysis, target, &settings, &Progress::silent()).unwrap();
        assert_nearest(&found, &levels);
        assert!((found.shift == target) == (target != 0.0), "{target} {}", found.shift);
        assert_eq!(found.at_edge, if n_values == 6 { 40 } else { found.at_edge });
    }
}

#[test]
fn disordered_and_complex_matrices_agree_with_the_dense_spectrum() {
    let (h, points) = square(20, 15, 2.0);
    let exact = eigvalsh(&h.to_dense()).unwrap();
    let found = |target| {
        let settings = NearestSettings { n_values: 8, ..Default::default() };
        let analysis = analyse(&h, Some(&points));
        lanczos_nearest(&h, &analysis, target, &settings, &Progress::silent()).unwrap()
    };
    for target in [0.3, exact[70], exact[299]] {
        let result = found(target);
        assert!(result.iterations > 0);
        assert_nearest(&result, &exact);
    }
    // a gauge transformation changes no level
    let phase = |i: usize| Complex64::cis(0.7 * (i * i) as f64);
    let entries = h.triplets().map(|(i, j, v)| (i, j, phase(i) * phase(j).conj() * v));
    let turned = Csr::from_triplets(300, 300, entries).unwrap();
    let settings = NearestSettings { n_values: 8, ..Default::default() };
    let analysis = analyse(&turned, None);
    let other = lanczos_nearest(&turned, &analysis, 0.3, &settings, &Progress::silent()).unwrap();
    assert_nearest(&other, &exact);
    assert_eq!(other.below, found(0.3).below);
}

#[test]
fn counts_are_those_of_the_closed_form() {
    let (h, points) = square(31, 17, 0.0);
    let levels = square_levels(31, 17);
    let energies: Vec<f64> = (-42..=42).map(|i| 0.1 * f64::from(i) + 0.0137).collect();
    for coordinates in [Some(&points[..]), None] {
        let analysis = analyse(&h, coordinates);
        let counts = levels_below(&h, &analysis, &energies, &FactorSettings::default()).unwrap();
        for count in counts {
            let below = levels.iter().filter(|&&e| e < count.energy).count();
            assert_eq!((count.below, count.at), (below, 0), "below {}", count.energy);
        }
    }
}

#[test]
fn result_does_not_depend_on_the_number_of_threads() {
    let (h, points) = square(50, 50, 1.0);
    let analysis = analyse(&h, Some(&points));
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let settings = NearestSettings::default();
        pool.install(|| {
            lanczos_nearest(&h, &analysis, 0.1, &settings, &Progress::silent()).unwrap()
        })
    };
    assert_eq!(on(1), on(2));
}

struct StopSoon(Progress);

impl ProgressObserver for StopSoon {
    fn start(&self, label: &str, _: u64) {
        if label == "shift-invert Lanczos" {
            self.0.cancel();
        }
    }

    fn advance(&self, _: u64) {}
}

#[test]
fn search_can_be_cancelled_and_refuses_nonsense() {
    let (h, points) = square(30, 30, 1.0);
    let analysis = analyse(&h, Some(&points));
    let find = |target, settings: &NearestSettings, progress: &Progress| {
        lanczos_nearest(&h, &analysis, target, settings, progress)
    };
    let settings = NearestSettings::default();
    let inner = Progress::silent();
    inner.cancel();
    assert_eq!(find(0.2, &settings, &inner), Err(LinalgError::Cancelled));
    let seen = Progress::silent();
    find(0.2, &settings, &Progress::new(StopSoon(seen.clone()))).unwrap();
    assert!(seen.is_cancelled());
    for n_values in [0, 901] {
        let wrong = NearestSettings { n_values, ..settings.clone() };
        assert!(matches!(
            find(0.2, &wrong, &Progress::silent()),
            Err(LinalgError::OutOfRange { .. })
        ));
    }
    let wrong = NearestSettings { tolerance: 0.0, ..settings.clone() };
    assert!(matches!(find(0.2, &wrong, &Progress::silent()), Err(LinalgError::NotPositive { .. })));
    for target in [f64::NAN, f64::INFINITY] {
        let found = find(target, &settings, &Progress::silent());
        assert!(matches!(found, Err(LinalgError::OutsideInterval { .. })));
    }
    let limit = NearestSettings { memory_limit: Some(1000), ..settings.clone() };
    assert!(matches!(find(0.2, &limit, &Progress::silent()), Err(LinalgError::MemoryLimit { .. })));
    let hasty = NearestSettings {
        max_restarts: 1,
        tolerance: 1e-15,
        n_values: 40,
        basis_size: Some(52),
        ..settings
    };
    assert!(matches!(
        find(0.2, &hasty, &Progress::silent()),
        Err(LinalgError::NoConvergence { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any sparse Hermitian matrix: few distinct numbers, so that levels coincide and pieces fall apart.
    #[test]
    fn random_sparse_matrices_agree_with_the_dense_spectrum(
        n in 60usize..110,
        seed in 0u64..1_000_000,
        degree in 0.2f64..3.0,
        on_level in any::<bool>(),
    ) {
        let mut next = random_numbers(seed);
        let mut below = |n: usize| (((next() + 1.0) * 0.5 * n as f64) as usize).min(n - 1);
        let mut entries = Vec::new();
        for i in 0..n {
            entries.push((i, i, Complex64::new(below(3) as f64, 0.0)));
        }
        for _ in 0..(degree * n as f64) as usize {
            let (i, j) = (below(n), below(n));
            let hop = [Complex64::ONE, Complex64::I, -Complex64::ONE, -Complex64::I][below(4)];
            if i != j {
                entries.extend([(i, j, hop), (j, i, hop.conj())]);
            }
        }
        let h = Csr::from_triplets(n, n, entries).unwrap();
        let exact = eigvalsh(&h.to_dense()).unwrap();
        let target = if on_level { exact[below(n)] } else { below(4000) as f64 * 1e-3 };
        let settings = NearestSettings { n_values: 3, seed, ..Default::default() };
        let found =
            lanczos_nearest(&h, &analyse(&h, None), target, &settings, &Progress::silent()).unwrap();
        prop_assert!(found.complete);
        let distance = |&e: &f64| (e - target).abs();
        let sorted = |values: &[f64]| {
            let mut distances: Vec<f64> = values.iter().map(distance).collect();
            distances.sort_by(f64::total_cmp);
            distances
        };
        for (a, b) in sorted(&found.values).iter().zip(sorted(&exact)) {
            prop_assert!((a - b).abs() < 1e-9, "{:?} at {}", found, target);
        }
        prop_assert!(found.residuals.iter().all(|&r| r < 1e-8), "{:?}", found.residuals);
    }
}
