//! Lanczos against exact spectra and the dense routine.

#![expect(clippy::unwrap_used, reason = "a failure ends the test")]

use thouless_linalg::testing::{
    hermitian_with, orthonormality_defect, random_hermitian, random_numbers,
};
use thouless_linalg::{
    CMatrix, Complex64, Csr, LanczosSettings, LinalgError, Progress, ProgressObserver, Scalar,
    eigvalsh, lanczos_lowest,
};

fn settings(n_values: usize) -> LanczosSettings {
    LanczosSettings { n_values, ..Default::default() }
}

/// A torus of `n`×`n` sites with hopping −1 and a random potential between ±`disorder`.
fn torus(n: usize, disorder: f64) -> Csr<f64> {
    let mut next = random_numbers(5);
    let site = |x: usize, y: usize| (x % n) * n + y % n;
    let mut entries = Vec::new();
    for x in 0..n {
        for y in 0..n {
            entries.push((site(x, y), site(x, y), disorder * next()));
            for other in [site(x + 1, y), site(x, y + 1)] {
                entries.push((site(x, y), other, -1.0));
                entries.push((other, site(x, y), -1.0));
            }
        }
    }
    Csr::from_triplets(n * n, n * n, entries).unwrap()
}

#[test]
fn torus_has_its_fourfold_levels() {
    let n = 24;
    let found = lanczos_lowest(&torus(n, 0.0), &settings(9), &Progress::silent()).unwrap();
    let step = (std::f64::consts::TAU / n as f64).cos();
    // −4 once, then four times −2 − 2 cos, then four times −4 cos
    let mut exact = vec![-4.0];
    exact.extend([-2.0 - 2.0 * step; 4]);
    exact.extend([-4.0 * step; 4]);
    for (a, b) in found.values.iter().zip(&exact) {
        assert!((a - b).abs() < 1e-10, "{:?}", found.values);
    }
    assert!(orthonormality_defect(&found.vectors.map(Scalar::to_complex)) < 1e-12);
    assert!(found.residuals.iter().all(|&r| r < 1e-8), "{:?}", found.residuals);
}

#[test]
fn multiplets_larger_than_the_block_are_complete() {
    let mut values = vec![-3.0; 7];
    values.extend((0..193).map(|i| f64::from(i) * 0.01));
    let h = hermitian_with(&values, 2);
    for block_size in [1, 2, 3] {
        let settings = LanczosSettings { block_size, ..settings(9) };
        let found = lanczos_lowest(&h, &settings, &Progress::silent()).unwrap();
        for (a, b) in found.values.iter().zip(&values) {
            assert!((a - b).abs() < 1e-10, "block {block_size}: {:?}", found.values);
        }
    }
}

#[test]
fn disordered_and_complex_matrices_agree_with_the_dense_routine() {
    let potential = torus(14, 2.0);
    let exact = eigvalsh(&potential.to_dense()).unwrap();
    let found = lanczos_lowest(&potential, &settings(5), &Progress::silent()).unwrap();
    assert!(found.iterations > 0);
    assert!(found.values.iter().zip(&exact).all(|(a, b)| (a - b).abs() < 1e-11));
    let h: CMatrix = random_hermitian(150, 4);
    let exact = eigvalsh(&h).unwrap();
    let found = lanczos_lowest(&h, &settings(4), &Progress::silent()).unwrap();
    assert!(found.iterations > 0);
    assert!(found.values.iter().zip(&exact).all(|(a, b)| (a - b).abs() < 1e-10));
    // small ones take the dense route, to the last eigenvalue
    let h = random_hermitian(9, 4);
    let found = lanczos_lowest(&h, &settings(9), &Progress::silent()).unwrap();
    assert_eq!((found.iterations, found.values.len()), (0, 9));
    let exact = eigvalsh(&h).unwrap();
    assert!(found.values.iter().zip(&exact).all(|(a, b)| (a - b).abs() < 1e-13));
}

#[test]
fn invariant_subspaces_do_not_stop_the_search() {
    // three distinct eigenvalues: every Krylov space ends after three steps
    let entries =
        (0..300).map(|i| (i, i, [0.0, 1.0, 2.0][usize::from(i > 3) + usize::from(i > 90)]));
    let diagonal = Csr::from_triplets(300, 300, entries).unwrap();
    let found = lanczos_lowest(&diagonal, &settings(6), &Progress::silent()).unwrap();
    for (a, b) in found.values.iter().zip([0.0, 0.0, 0.0, 0.0, 1.0, 1.0]) {
        assert!((a - b).abs() < 1e-11, "{:?}", found.values);
    }
    let zero = Csr::<Complex64>::from_triplets(200, 200, []).unwrap();
    let found = lanczos_lowest(&zero, &settings(2), &Progress::silent()).unwrap();
    assert_eq!(found.values, [0.0, 0.0]);
}

#[test]
fn result_does_not_depend_on_the_number_of_threads() {
    let h = torus(60, 1.0);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| lanczos_lowest(&h, &settings(3), &Progress::silent()).unwrap())
    };
    assert_eq!(on(1), on(2));
}

struct StopSoon(Progress);

impl ProgressObserver for StopSoon {
    fn start(&self, label: &str, _: u64) {
        assert_eq!(label, "Lanczos");
    }

    fn advance(&self, _: u64) {
        self.0.cancel();
    }
}

#[test]
fn search_can_be_cancelled_and_refuses_nonsense() {
    let inner = Progress::silent();
    let progress = Progress::new(StopSoon(inner.clone()));
    let chain = torus(20, 1.0);
    lanczos_lowest(&chain, &settings(1), &progress).unwrap();
    assert!(inner.is_cancelled());
    assert_eq!(lanczos_lowest(&chain, &settings(1), &inner), Err(LinalgError::Cancelled));
    assert!(lanczos_lowest(&chain, &settings(0), &Progress::silent()).is_err());
    assert!(lanczos_lowest(&chain, &settings(401), &Progress::silent()).is_err());
    let tolerance = f64::NAN;
    let wrong = LanczosSettings { tolerance, ..settings(1) };
    assert!(lanczos_lowest(&chain, &wrong, &Progress::silent()).is_err());
    let hasty = LanczosSettings { max_restarts: 1, ..settings(1) };
    assert!(matches!(
        lanczos_lowest(&torus(60, 1.0), &hasty, &Progress::silent()),
        Err(LinalgError::NoConvergence { iterations: 1, .. })
    ));
}
