//! Matrices that are hard to treat, and measures of error, for tests here and elsewhere.
//!
//! Everything is deterministic. Errors are returned as numbers, relative to the largest entry of the
//! matrix (1 when that is zero), so that a test can say how much it allows.

pub use crate::random::random_numbers;
use crate::{CMatrix, Complex64, check};

/// A matrix and what makes it hard.
pub type Hard = (&'static str, CMatrix);

/// A matrix whose entries have real and imaginary parts between −1 and 1.
pub fn random_matrix(rows: usize, cols: usize, seed: u64) -> CMatrix {
    let mut next = random_numbers(seed);
    CMatrix::from_fn(rows, cols, |_, _| Complex64::new(next(), next()))
}

/// The Hermitian part of a [`random_matrix`].
pub fn random_hermitian(n: usize, seed: u64) -> CMatrix {
    let a = random_matrix(n, n, seed);
    (&a + a.adjoint()).unscale(2.0)
}

/// A Hermitian matrix with the given eigenvalues and random eigenvectors.
pub fn hermitian_with(values: &[f64], seed: u64) -> CMatrix {
    let n = values.len();
    let q = nalgebra::QR::new(random_matrix(n, n, seed)).q();
    let h = &q * diagonal(values) * q.adjoint();
    (&h + h.adjoint()).unscale(2.0)
}

/// Hermitian matrices: empty, of one row, degenerate, nearly degenerate, badly scaled, huge, tiny.
pub fn hard_hermitian() -> Vec<Hard> {
    let graded = |n: usize| {
        let weights: Vec<f64> = (0..n).map(|i| 1e-3f64.powf(i as f64)).collect();
        diagonal(&weights) * random_hermitian(n, 21) * diagonal(&weights)
    };
    let chain = |n: usize| {
        CMatrix::from_fn(n, n, |i, j| Complex64::from(f64::from(u8::from(i.abs_diff(j) == 1))))
    };
    let wilkinson = |half: usize| {
        let n = 2 * half + 1;
        let d: Vec<f64> = (0..n).map(|i| i.abs_diff(half) as f64).collect();
        diagonal(&d) + chain(n)
    };
    let rank_one = {
        let v = random_matrix(7, 1, 5);
        &v * v.adjoint()
    };
    let huge = random_hermitian(6, 8).scale(1e200);
    let tiny = random_hermitian(6, 9).scale(1e-200);
    vec![
        ("empty", CMatrix::zeros(0, 0)),
        ("one row", diagonal(&[-2.5])),
        ("one zero", CMatrix::zeros(1, 1)),
        ("two rows, no diagonal", chain(2)),
        ("zero", CMatrix::zeros(4, 4)),
        ("identity", CMatrix::identity(5, 5)),
        ("degenerate", hermitian_with(&[1.0, 1.0, 1.0, -2.0, -2.0, 0.0], 3)),
        ("nearly degenerate", hermitian_with(&[1.0, 1.0 + 1e-15, 1.0 + 1e-12, 1.0 + 1e-8, 2.0], 4)),
        ("rank one", rank_one),
        ("badly scaled", graded(6)),
        ("huge", huge),
        ("tiny", tiny),
        ("Wilkinson's W21+", wilkinson(10)),
        ("random", random_hermitian(40, 6)),
        ("chain of 150 sites", chain(150)),
        ("random of 150 rows", random_hermitian(150, 7)),
    ]
}

/// Square matrices without symmetry: empty, of one row, defective, nearly so, badly scaled, singular.
pub fn hard_square() -> Vec<Hard> {
    let jordan = |n: usize, corner: f64| {
        let mut a = CMatrix::identity(n, n);
        for i in 1..n {
            a[(i - 1, i)] = Complex64::from(1.0);
        }
        a[(n - 1, 0)] += Complex64::from(corner);
        a
    };
    let cycle =
        CMatrix::from_fn(6, 6, |i, j| Complex64::from(f64::from(u8::from((j + 1) % 6 == i))));
    let skewed = {
        let weights: Vec<f64> = (0..6).map(|i| 10f64.powi(4 * i)).collect();
        let inverses: Vec<f64> = weights.iter().map(|w| 1.0 / w).collect();
        diagonal(&weights) * random_matrix(6, 6, 11) * diagonal(&inverses)
    };
    let singular = random_matrix(5, 3, 12) * random_matrix(3, 5, 13);
    let triangular = random_matrix(5, 5, 14).upper_triangle();
    vec![
        ("empty", CMatrix::zeros(0, 0)),
        ("one row", CMatrix::from_element(1, 1, Complex64::new(0.5, -2.0))),
        ("one zero", CMatrix::zeros(1, 1)),
        ("zero", CMatrix::zeros(3, 3)),
        ("identity", CMatrix::identity(4, 4)),
        ("defective", jordan(4, 0.0)),
        ("nearly defective", jordan(5, 1e-10)),
        ("cycle", cycle),
        ("badly scaled", skewed),
        ("singular", singular),
        ("triangular", triangular),
        ("huge", random_matrix(5, 5, 15).scale(1e200)),
        ("tiny", random_matrix(5, 5, 16).scale(1e-200)),
        ("random", random_matrix(30, 30, 17)),
        ("random of 120 rows", random_matrix(120, 120, 18)),
    ]
}

/// Matrices that are not square: empty, tall, wide, of low rank.
pub fn hard_rectangular() -> Vec<Hard> {
    vec![
        ("no rows", CMatrix::zeros(0, 3)),
        ("no columns", CMatrix::zeros(3, 0)),
        ("one column", random_matrix(4, 1, 31)),
        ("one row", random_matrix(1, 4, 32)),
        ("tall", random_matrix(9, 4, 33)),
        ("wide", random_matrix(4, 9, 34)),
        ("very tall", random_matrix(150, 5, 35)),
        ("zero", CMatrix::zeros(4, 3)),
        ("low rank", random_matrix(8, 2, 36) * random_matrix(2, 5, 37)),
        ("low rank and wide", random_matrix(5, 2, 38) * random_matrix(2, 8, 39)),
        ("large", random_matrix(90, 70, 40)),
    ]
}

/// The diagonal matrix of real numbers.
pub fn diagonal(values: &[f64]) -> CMatrix {
    let n = values.len();
    CMatrix::from_fn(n, n, |i, j| Complex64::from(if i == j { values[i] } else { 0.0 }))
}

/// Largest entry of $`a - b`$, relative to the largest of `b`.
///
/// # Panics
///
/// When the shapes differ.
pub fn difference(a: &CMatrix, b: &CMatrix) -> f64 {
    let scale = scale_of(b);
    a.zip_fold(b, 0.0, |worst: f64, x, y| worst.max((x / scale - y / scale).norm()))
}

/// Largest entry of $`V^\dagger V - 1`$.
pub fn orthonormality_defect(vectors: &CMatrix) -> f64 {
    let gram = vectors.adjoint() * vectors;
    difference(&gram, &CMatrix::identity(gram.nrows(), gram.nrows()))
}

/// Largest entry of $`H V - V \Lambda`$, relative to the largest of `h`.
pub fn eigen_residual(h: &CMatrix, values: &[Complex64], vectors: &CMatrix) -> f64 {
    let scale = scale_of(h);
    let left = h.unscale(scale) * vectors;
    let mut right = vectors.clone();
    for (mut column, &value) in right.column_iter_mut().zip(values) {
        column *= value / scale;
    }
    (left - right).iter().fold(0.0, |worst: f64, x| worst.max(x.norm()))
}

/// Largest distance in the best greedy pairing of two lists of numbers, relative to `scale`; infinite
/// when the lists differ in length.
pub fn set_distance(a: &[Complex64], b: &[Complex64], scale: f64) -> f64 {
    if a.len() != b.len() {
        return f64::INFINITY;
    }
    let mut rest = b.to_vec();
    let mut worst: f64 = 0.0;
    for x in a {
        let distance = |y: &Complex64| (x / scale - y / scale).norm();
        let nearest =
            rest.iter().enumerate().min_by(|p, q| distance(p.1).total_cmp(&distance(q.1)));
        if let Some((at, y)) = nearest {
            worst = worst.max(distance(y));
            rest.swap_remove(at);
        }
    }
    worst
}

/// The largest real or imaginary part among the entries, 1 when all are zero.
pub fn scale_of(a: &CMatrix) -> f64 {
    let largest = check::largest(a);
    if largest > 0.0 { largest } else { 1.0 }
}
