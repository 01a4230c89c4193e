use super::*;
use crate::testing::{hermitian_with, orthonormality_defect, random_hermitian};
use crate::{BunchKaufman, Complex64, bunch_kaufman, eigvalsh};

/// Factors densely: what the sparse factorization is replaced by here.
struct Dense<T: Scalar>(DMatrix<T>);

impl<T: Scalar> Shiftable<T> for Dense<T> {
    type Factors = BunchKaufman<T>;

    fn factor(&self, shift: f64) -> Result<BunchKaufman<T>, LinalgError> {
        let n = self.0.nrows();
        bunch_kaufman(&(&self.0 - DMatrix::<T>::identity(n, n).scale(shift)))
    }
}

impl<T: Scalar> Inverse<T> for BunchKaufman<T> {
    fn solve(&self, b: &DMatrix<T>) -> Result<DMatrix<T>, LinalgError> {
        BunchKaufman::solve(self, b)
    }

    fn inertia(&self) -> Result<Inertia, LinalgError> {
        Ok(BunchKaufman::inertia(self))
    }
}

fn find<T: Scalar>(h: &DMatrix<T>, target: f64, settings: &NearestSettings) -> NearestResult<T> {
    let matrix = Csr::from_dense(h).unwrap();
    nearest(&matrix, &Dense(h.clone()), target, settings, &Progress::silent()).unwrap()
}

/// Holds a result to the exact spectrum: values, vectors, counts and completeness.
fn assert_right<T: Scalar>(found: &NearestResult<T>, exact: &[f64], scale: f64) {
    let distance = |&value: &f64| (value - found.target).abs();
    let mut sorted: Vec<f64> = exact.iter().map(distance).collect();
    sorted.sort_by(f64::total_cmp);
    let mut distances: Vec<f64> = found.values.iter().map(distance).collect();
    distances.sort_by(f64::total_cmp);
    for (a, b) in distances.iter().zip(&sorted) {
        assert!((a - b).abs() < 1e-11 * scale, "{distances:?} {:?}", &sorted[..distances.len()]);
    }
    for &value in &found.values {
        let nearest = exact.iter().map(|e| (e - value).abs()).fold(f64::INFINITY, f64::min);
        assert!(nearest < 1e-11 * scale, "{value} is no eigenvalue");
    }
    assert!(found.values.is_sorted());
    assert!(orthonormality_defect(&found.vectors.map(Scalar::to_complex)) < 1e-11);
    // a level next to the shift takes digits from those that are a hundred thousand times farther
    assert!(found.residuals.iter().all(|&r| r < 1e-8 * scale), "{:?}", found.residuals);
    assert!(found.complete, "{found:?}");
    for (end, below) in found.interval.iter().zip(found.below) {
        assert_eq!(below, exact.iter().filter(|&&e| e < *end).count(), "below {end}");
    }
    let radius = 0.5 * (found.interval[1] - found.interval[0]);
    assert!(found.at_edge > 0 || distances.iter().all(|&d| d < radius));
    let last = distances[distances.len() - 1];
    if found.at_edge > 0 {
        let edge = exact.iter().filter(|e| (distance(e) - last).abs() < 1e-8 * scale).count();
        assert_eq!(found.at_edge, edge);
        assert!(found.at_edge > distances.iter().filter(|&&d| last - d < 1e-8 * scale).count());
    }
}

#[test]
fn interior_levels_agree_with_the_dense_spectrum() {
    for (seed, target) in [(1, 0.0), (2, 3.0), (3, -200.0), (4, 9.0)] {
        let h = random_hermitian(180, seed);
        let exact = eigvalsh(&h).unwrap();
        let found = find(&h, target, &NearestSettings::default());
        assert!(found.iterations > 0);
        assert_right(&found, &exact, 30.0);
        let h = h.map(|z| z.re);
        let exact = eigvalsh(&h).unwrap();
        for block_size in [1, 3] {
            let settings = NearestSettings { block_size, n_values: 9, ..Default::default() };
            assert_right(&find(&h, target, &settings), &exact, 30.0);
        }
    }
}

#[test]
fn multiplets_and_flat_bands_are_complete() {
    // a flat band of 40 states at 1 between other levels
    let mut exact: Vec<f64> = (0..140).map(|i| -3.0 + 0.02 * f64::from(i)).collect();
    exact.extend([1.0; 40]);
    exact.sort_by(f64::total_cmp);
    let h = hermitian_with(&exact, 3);
    for (target, n_values, edge) in [
        (1.0, 10, 40),
        (0.99, 43, 0),
        (1.0 + 1e-7, 41, 0),
        (0.7, 20, 40),
        (1.0, 45, 0),
        (-0.31, 7, 2),
    ] {
        let settings = NearestSettings { n_values, ..Default::default() };
        let found = find(&h, target, &settings);
        assert_right(&found, &exact, 4.0);
        assert_eq!(found.at_edge, edge, "{target}");
    }
}

#[test]
fn target_on_an_eigenvalue_moves_the_shift_and_says_so() {
    let exact: Vec<f64> = (0..150).map(|i| 0.25 * f64::from(i) - 10.0).collect();
    let h = hermitian_with(&exact, 8);
    for target in [0.0, -10.0, 2.5] {
        let found = find(&h, target, &NearestSettings { n_values: 5, ..Default::default() });
        assert_right(&found, &exact, 30.0);
        let moved = (found.shift - target).abs();
        assert!(moved > 0.0 && moved < 1e-3, "{}", found.shift);
        assert!(found.values.iter().any(|v| (v - target).abs() < 1e-11));
    }
    assert_eq!(find(&h, 0.1, &NearestSettings::default()).shift.to_bits(), 0.1f64.to_bits());
    // diagonal matrices are singular to the last bit
    let diagonal = DMatrix::from_fn(120, 120, |i, j| if i == j { (i / 2) as f64 } else { 0.0 });
    let exact: Vec<f64> = (0..120).map(|i| f64::from(i / 2)).collect();
    assert_right(&find(&diagonal, 7.0, &NearestSettings::default()), &exact, 60.0);
    let zero = DMatrix::<Complex64>::zeros(90, 90);
    let found = find(&zero, 0.0, &NearestSettings::default());
    assert_eq!((found.at_edge, found.complete), (90, true));
}

#[test]
fn small_matrices_are_solved_densely_with_the_same_proof() {
    let h = random_hermitian(12, 4);
    let exact = eigvalsh(&h).unwrap();
    for n_values in 1..=12 {
        let found = find(&h, 0.4, &NearestSettings { n_values, ..Default::default() });
        assert_eq!((found.iterations, found.values.len()), (0, n_values));
        assert_right(&found, &exact, 10.0);
    }
}
