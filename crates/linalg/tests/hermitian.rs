//! Hermitian eigenproblems: residuals, exact spectra, batches against the dense routine.

#![expect(clippy::unwrap_used, reason = "a failure ends the test")]

use proptest::prelude::*;
use thouless_linalg::testing::{
    difference, eigen_residual, hard_hermitian, orthonormality_defect, random_hermitian, scale_of,
};
use thouless_linalg::{
    CMatrix, Complex64, EighWorkspace, HermitianBatch, LANES, LinalgError, RMatrix, eigh, eigvalsh,
};

#[test]
fn open_chain_has_its_textbook_spectrum() {
    for n in [0, 1, 2, 3, 10, 150] {
        let h = RMatrix::from_fn(n, n, |i, j| f64::from(u8::from(i.abs_diff(j) == 1)));
        let found = eigvalsh(&h).unwrap();
        for (m, e) in found.iter().enumerate() {
            let angle = std::f64::consts::PI * (n - m) as f64 / (n + 1) as f64;
            assert!((e - 2.0 * angle.cos()).abs() < 1e-13, "n = {n}, level {m}");
        }
    }
}

#[test]
fn decomposition_gives_the_matrix_back() {
    for n in [1, 2, 3, 8, 17, 60, 200] {
        let h = random_hermitian(n, 7);
        let eigen = eigh(&h).unwrap();
        assert!(eigen.values.is_sorted());
        assert!(orthonormality_defect(&eigen.vectors) < 1e-13);
        assert!((eigen.reconstruct() - &h).norm() < 1e-13 * h.norm());
        let values = eigvalsh(&h).unwrap();
        for (a, b) in values.iter().zip(&eigen.values) {
            assert!((a - b).abs() < 1e-13 * h.norm());
        }
    }
}

#[test]
fn workspace_repeats_itself_and_minds_its_size() {
    let mut workspace = EighWorkspace::new(5);
    let (first, second) = (random_hermitian(5, 1), random_hermitian(5, 2));
    let before = workspace.values(&first).unwrap().to_vec();
    workspace.decompose(&second).unwrap();
    assert_eq!(workspace.values(&first).unwrap(), before);
    let wrong = workspace.values(&random_hermitian(4, 1)).unwrap_err();
    assert_eq!(wrong.to_string(), "rows of the matrix: 5 needed, 4 given");
}

#[test]
fn exponential_of_i_sigma_x_rotates() {
    let h = RMatrix::from_row_slice(2, 2, &[0.0, 1.0, 1.0, 0.0]);
    let angle = 0.3f64;
    let u = eigh(&h).unwrap().map_complex(|e| Complex64::cis(angle * e));
    assert!((u[(0, 0)] - angle.cos()).norm() < 1e-15);
    assert!((u[(1, 0)] - Complex64::new(0.0, angle.sin())).norm() < 1e-15);
}

#[test]
fn wrong_input_is_refused() {
    let rectangle = RMatrix::zeros(2, 3);
    assert_eq!(eigvalsh(&rectangle), Err(LinalgError::NotSquare { rows: 2, cols: 3 }));
    let mut h = random_hermitian(3, 1);
    h[(0, 2)] += 1e-3;
    assert!(matches!(eigh(&h), Err(LinalgError::NotHermitian { row: 2, col: 0, .. })));
    h[(1, 2)].im = f64::NAN;
    assert!(matches!(eigh(&h), Err(LinalgError::NotFinite { row: 1, col: 2, .. })));
    assert!(HermitianBatch::new(0).is_err());
    assert!(HermitianBatch::new(17).is_err());
    let mut batch = HermitianBatch::new(2).unwrap();
    batch.set(3, 1, 0, Complex64::new(0.0, f64::INFINITY));
    assert!(matches!(batch.eigen(), Err(LinalgError::NotFinite { row: 1, col: 0, .. })));
}

/// Solves eight matrices as a batch and measures the worst error, relative to the norm.
fn batch_defect(matrices: &[CMatrix]) -> f64 {
    let n = matrices[0].nrows();
    let mut batch = HermitianBatch::new(n).unwrap();
    for (lane, h) in matrices.iter().enumerate() {
        for row in 0..n {
            for col in 0..=row {
                batch.set(lane, row, col, h[(row, col)]);
            }
        }
    }
    let values_only: Vec<Vec<f64>> = {
        let found = batch.eigenvalues().unwrap();
        (0..LANES).map(|lane| (0..n).map(|band| found.value(lane, band)).collect()).collect()
    };
    let eigen = batch.eigen().unwrap();
    let mut worst: f64 = 0.0;
    for (lane, h) in matrices.iter().enumerate() {
        let scale = scale_of(h);
        let values: Vec<f64> = (0..n).map(|band| eigen.value(lane, band)).collect();
        assert!(values.is_sorted(), "{values:?}");
        let vectors = CMatrix::from_fn(n, n, |row, band| eigen.vector(lane, row, band));
        worst = worst.max(orthonormality_defect(&vectors));
        worst = worst.max(eigen_residual(h, &complex(&values), &vectors));
        for (a, b) in values_only[lane].iter().zip(&values) {
            worst = worst.max((a - b).abs() / scale);
        }
    }
    worst
}

#[test]
fn batches_solve_random_matrices() {
    for n in 1..=16 {
        let matrices: Vec<_> = (0..LANES as u64).map(|seed| random_hermitian(n, seed)).collect();
        let defect = batch_defect(&matrices);
        assert!(defect < 2e-14, "n = {n}: {defect:e}");
    }
}

#[test]
fn batches_solve_hard_matrices_of_two_rows() {
    let c = Complex64::new;
    let entries = [
        (0.0, c(0.0, 0.0), 0.0),
        (1.0, c(0.0, 0.0), 1.0),
        (1.0, c(0.0, 1e-160), 1.0),
        (1.0, c(1e-16, 1e-16), 1.0),
        (1e20, c(3.0, -4.0), 1.0),
        (1e-200, c(1e-200, 2e-200), -1e-200),
        (1e300, c(1e300, 0.0), -1e300),
        (-2.0, c(0.0, -1e-8), 2.0),
    ];
    let matrices: Vec<_> = entries
        .iter()
        .map(|&(a, b, d)| CMatrix::from_row_slice(2, 2, &[c(a, 0.0), b.conj(), b, c(d, 0.0)]))
        .collect();
    let defect = batch_defect(&matrices);
    assert!(defect < 1e-15, "{defect:e}");
}

#[test]
fn small_eigenvalue_of_a_badly_scaled_pair_keeps_its_digits() {
    // det = 1e20 − 25, so the lower eigenvalue is 1 − 25e-20
    let mut batch = HermitianBatch::new(2).unwrap();
    batch.set(0, 0, 0, Complex64::new(1e20, 0.0));
    batch.set(0, 1, 0, Complex64::new(3.0, -4.0));
    batch.set(0, 1, 1, Complex64::new(1.0, 0.0));
    let found = batch.eigenvalues().unwrap().value(0, 0);
    assert!((found - 1.0).abs() < 1e-16, "{found}");
}

proptest! {
    #[test]
    fn batches_agree_with_the_dense_routine(n in 1usize..=16, seed in any::<u64>(), size in -3i32..3) {
        let scale = 10f64.powi(size);
        let matrices: Vec<_> = (0..LANES as u64)
            .map(|lane| random_hermitian(n, seed ^ (lane << 32)) * Complex64::from(scale))
            .collect();
        prop_assert!(batch_defect(&matrices) < 4e-14);
    }

    #[test]
    fn shifting_the_matrix_shifts_the_values(n in 1usize..12, seed in any::<u64>(), by in -3.0..3.0f64) {
        let h = random_hermitian(n, seed);
        let shifted = &h + CMatrix::identity(n, n) * Complex64::from(by);
        let (a, b) = (eigvalsh(&h).unwrap(), eigvalsh(&shifted).unwrap());
        for (x, y) in a.iter().zip(&b) {
            prop_assert!((x + by - y).abs() < 1e-12);
        }
    }
}

fn complex(values: &[f64]) -> Vec<Complex64> {
    values.iter().map(|&e| Complex64::from(e)).collect()
}

#[test]
fn hard_matrices_are_solved() {
    for (name, h) in hard_hermitian() {
        let eigen = eigh(&h).unwrap();
        assert!(eigen.values.is_sorted(), "{name}");
        assert!(orthonormality_defect(&eigen.vectors) < 1e-13, "{name}");
        let residual = eigen_residual(&h, &complex(&eigen.values), &eigen.vectors);
        assert!(residual < 1e-13, "{name}: {residual:e}");
        assert!(difference(&eigen.reconstruct(), &h) < 1e-13, "{name}");
        let scale = scale_of(&h) * (h.nrows() as f64).sqrt();
        for (a, b) in eigvalsh(&h).unwrap().iter().zip(&eigen.values) {
            assert!((a - b).abs() < 1e-13 * scale, "{name}: {a} or {b}");
        }
    }
}

#[test]
fn batches_solve_hard_matrices() {
    for (name, h) in hard_hermitian().into_iter().filter(|(_, h)| (1..=16).contains(&h.nrows())) {
        // other lanes hold ordinary matrices, which must not matter
        let mut matrices: Vec<_> =
            (0..LANES as u64).map(|seed| random_hermitian(h.nrows(), seed)).collect();
        matrices[3] = h;
        let defect = batch_defect(&matrices);
        assert!(defect < 2e-14, "{name}: {defect:e}");
    }
}

#[test]
fn lanes_do_not_feel_each_other() {
    for n in [2, 3, 7, 16] {
        let h = random_hermitian(n, 5);
        let mut answers = Vec::new();
        for others in [0, 100, 200] {
            let mut batch = HermitianBatch::new(n).unwrap();
            for lane in 0..LANES {
                let other = random_hermitian(n, others + lane as u64);
                let mine = if lane == 5 { &h } else { &other };
                for row in 0..n {
                    for col in 0..=row {
                        batch.set(lane, row, col, mine[(row, col)]);
                    }
                }
            }
            let eigen = batch.eigen().unwrap();
            let vectors: Vec<_> = (0..n * n).map(|at| eigen.vector(5, at % n, at / n)).collect();
            answers.push(((0..n).map(|band| eigen.value(5, band)).collect::<Vec<_>>(), vectors));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
    }
}
