//! Every routine of one backend against the same routine of the other, on matrices that are hard.
//!
//! Phases, bases of degenerate spaces and orders of eigenvalues are free, so each backend's factors
//! are checked for what they promise, and what is unique is compared between them.

use super::{BunchKaufmanParts, Triangle, faer, lapack};
use crate::testing::{
    Hard, difference, eigen_residual, hard_hermitian, hard_rectangular, hard_square,
    orthonormality_defect, random_matrix, scale_of, set_distance,
};
use crate::{CMatrix, Complex64, RMatrix, Scalar};
use nalgebra::DMatrix;

fn not_empty(matrices: Vec<Hard>) -> impl Iterator<Item = Hard> {
    matrices.into_iter().filter(|(_, a)| !a.is_empty())
}

fn complex<T: Scalar>(a: &DMatrix<T>) -> CMatrix {
    a.map(Scalar::to_complex)
}

fn close(what: &str, name: &str, found: f64, allowed: f64) {
    assert!(found <= allowed, "{what} of {name}: {found:.2e} > {allowed:.2e}");
}

fn real(a: &CMatrix) -> RMatrix {
    a.map(|x| x.re)
}

fn eigh_agrees<T: Scalar>(name: &str, h: &DMatrix<T>) {
    let n = h.nrows();
    let scale = scale_of(&complex(h));
    let mut one = faer::EighScratch::new(n);
    let mut other = lapack::EighScratch::new(n);
    let mut values = [vec![0.0; n], vec![0.0; n], vec![0.0; n], vec![0.0; n]];
    let mut vectors = [DMatrix::zeros(n, n), DMatrix::zeros(n, n)];
    one.values(h, &mut values[0]).unwrap();
    other.values(h, &mut values[1]).unwrap();
    one.vectors(h, &mut values[2], &mut vectors[0]).unwrap();
    other.vectors(h, &mut values[3], &mut vectors[1]).unwrap();
    for found in &values[1..] {
        for (a, b) in values[0].iter().zip(found) {
            close("eigenvalue", name, (a - b).abs() / scale, 2e-14 * (n as f64).sqrt());
        }
    }
    for (vectors, values) in vectors.iter().zip(&values[2..]) {
        let values: Vec<Complex64> = values.iter().map(|&e| Complex64::from(e)).collect();
        close("residual", name, eigen_residual(&complex(h), &values, &complex(vectors)), 1e-13);
        close("orthonormality", name, orthonormality_defect(&complex(vectors)), 1e-13);
    }
}

#[test]
fn hermitian_eigenproblems() {
    for (name, h) in hard_hermitian() {
        eigh_agrees(name, &h);
        eigh_agrees(name, &real(&h));
    }
}

fn svd_agrees<T: Scalar>(name: &str, a: &DMatrix<T>) {
    let scale = scale_of(&complex(a));
    let (u, values, v) = faer::svd(a).unwrap();
    let (p, numbers, q) = lapack::svd(a).unwrap();
    let more = [faer::singular_values(a).unwrap(), lapack::singular_values(a).unwrap(), numbers];
    for found in &more {
        assert_eq!(found.len(), values.len());
        for (x, y) in found.iter().zip(&values) {
            let rounding = 2e-14 * (a.len() as f64).sqrt();
            close("singular value", name, (x - y).abs() / scale, rounding);
        }
    }
    for (u, s, v) in [(u, &values, v), (p, &more[2], q)] {
        close("orthonormality", name, orthonormality_defect(&complex(&u)), 1e-13);
        close("orthonormality", name, orthonormality_defect(&complex(&v)), 1e-13);
        let product = crate::Svd { u, values: s.clone(), v }.reconstruct();
        close("product", name, difference(&complex(&product), &complex(a)), 1e-13);
    }
}

#[test]
fn singular_values_and_vectors() {
    let all = [hard_rectangular(), hard_square(), hard_hermitian()].concat();
    for (name, a) in not_empty(all) {
        // the backends are not asked for sizes beyond their range of numbers
        svd_agrees(name, &a);
        svd_agrees(name, &real(&a));
    }
}

fn qr_agrees<T: Scalar>(name: &str, a: &DMatrix<T>) {
    let mut diagonals = Vec::new();
    for (q, r) in [faer::qr(a.clone()), lapack::qr(a.clone())] {
        close("orthonormality", name, orthonormality_defect(&complex(&q)), 1e-13);
        assert_eq!(r, r.upper_triangle(), "{name}");
        close("product", name, difference(&complex(&(&q * &r)), &complex(a)), 1e-13);
        let k = r.nrows();
        diagonals.push(r.columns(0, k).diagonal().map(|x| x.modulus()));
    }
    // unique only while the columns are independent, which the smallest entry tells
    let scale = scale_of(&complex(a));
    if diagonals[0].min() > 1e-3 * scale {
        close("diagonal of R", name, (&diagonals[0] - &diagonals[1]).amax() / scale, 1e-11);
    }
}

#[test]
fn qr_factors() {
    let all = [hard_rectangular(), hard_square(), hard_hermitian()].concat();
    for (name, a) in not_empty(all) {
        qr_agrees(name, &a);
        qr_agrees(name, &real(&a));
    }
}

fn lu_agrees<T: Scalar>(name: &str, a: &DMatrix<T>) {
    let (mut logs, mut smallest) = (Vec::new(), f64::INFINITY);
    for (packed, permutation) in [faer::lu(a.clone()), lapack::lu(a.clone())] {
        let factors = crate::Lu::from_kernel(packed, permutation);
        close("product", name, difference(&complex(&factors.reconstruct()), &complex(a)), 1e-13);
        let largest = scale_of(&complex(&factors.lower()));
        close("multiplier", name, largest, 1.5); // pivots by |re| + |im| in LAPACK
        smallest = smallest.min(factors.upper().diagonal().map(|x| x.modulus()).min());
        logs.push(factors.log_determinant());
    }
    let ((log, phase), (other, turn)) = (logs[0], logs[1]);
    if smallest > 1e-6 * scale_of(&complex(a)) {
        close("determinant", name, (log - other).abs() + (phase - turn).norm(), 1e-9);
    }
}

#[test]
fn lu_factors() {
    for (name, a) in [hard_square(), hard_hermitian()].concat() {
        lu_agrees(name, &a);
        lu_agrees(name, &real(&a));
    }
}

fn bunch_kaufman_agrees<T: Scalar>(name: &str, a: &DMatrix<T>) {
    let mut counts = Vec::new();
    for parts in [faer::bunch_kaufman(a.clone()), lapack::bunch_kaufman(a.clone())] {
        let BunchKaufmanParts { lower, diagonal, below, permutation } = parts;
        assert_eq!((diagonal.len(), below.len()), (a.nrows(), a.nrows()));
        let parts = BunchKaufmanParts { lower, diagonal, below, permutation };
        let factors = crate::BunchKaufman::from_kernel(parts, scale_of(&complex(a)));
        close("product", name, difference(&complex(&factors.reconstruct()), &complex(a)), 1e-13);
        counts.push(factors.inertia());
    }
    assert_eq!(counts[0], counts[1], "{name}");
}

#[test]
fn bunch_kaufman_factors() {
    for (name, a) in hard_hermitian() {
        bunch_kaufman_agrees(name, &a);
        bunch_kaufman_agrees(name, &real(&a));
    }
}

#[test]
fn triangular_solves() {
    for n in [0, 1, 2, 7, 50] {
        let a = random_matrix(n, n, 3) + CMatrix::identity(n, n).scale(4.0 * n as f64);
        for width in [0, 1, 5] {
            let b = random_matrix(n, width, 4);
            for triangle in [Triangle::Upper, Triangle::UnitLower] {
                for adjoint in [false, true] {
                    let (mut x, mut y) = (b.clone(), b.clone());
                    // keeps the unit triangle well conditioned
                    let a = if triangle == Triangle::Upper {
                        a.clone()
                    } else {
                        a.unscale(8.0 + n as f64)
                    };
                    faer::solve_triangular(&a, triangle, adjoint, &mut x);
                    lapack::solve_triangular(&a, triangle, adjoint, &mut y);
                    close("solution", "random", difference(&x, &y), 1e-11);
                    let (mut x, mut y) = (real(&b), real(&b));
                    faer::solve_triangular(&real(&a), triangle, adjoint, &mut x);
                    lapack::solve_triangular(&real(&a), triangle, adjoint, &mut y);
                    close("solution", "real", difference(&complex(&x), &complex(&y)), 1e-11);
                }
            }
        }
    }
}

/// How far rounding moves the eigenvalues of these matrices, relative to the largest entry.
fn eigenvalue_error(name: &str) -> f64 {
    match name {
        "defective" => 1e-3,
        "nearly defective" => 1e-5,
        "singular" | "triangular" => 1e-10,
        _ => 1e-12,
    }
}

#[test]
fn general_eigenproblems() {
    for (name, a) in not_empty([hard_square(), hard_hermitian()].concat()) {
        let (scale, allowed) = (scale_of(&a), eigenvalue_error(name));
        let (values, right, left) = faer::eig(a.clone()).unwrap();
        let found = lapack::eig(a.clone()).unwrap();
        for other in
            [&found.0, &faer::eigvals(a.clone()).unwrap(), &lapack::eigvals(a.clone()).unwrap()]
        {
            close("eigenvalues", name, set_distance(&values, other, scale), allowed);
        }
        for (values, right, left) in [(values, right, left), found] {
            let right = unit_columns(right);
            let left = unit_columns(left);
            close("right residual", name, eigen_residual(&a, &values, &right), 2e-13);
            let conjugate: Vec<_> = values.iter().map(|x| x.conj()).collect();
            close("left residual", name, eigen_residual(&a.adjoint(), &conjugate, &left), 2e-13);
        }
    }
}

fn unit_columns(mut vectors: CMatrix) -> CMatrix {
    for mut column in vectors.column_iter_mut() {
        let norm = column.norm();
        column.unscale_mut(norm);
    }
    vectors
}

#[test]
fn generalized_eigenproblems() {
    for (name, a) in not_empty([hard_square(), hard_hermitian()].concat()) {
        let n = a.nrows();
        let mut b = random_matrix(n, n, 9);
        if n > 2 {
            b.row_mut(1).fill(Complex64::default());
        }
        let scales = (scale_of(&a), scale_of(&b));
        let mut sets = Vec::new();
        for (alpha, beta, right, left) in [
            faer::eig_generalized(a.clone(), b.clone()).unwrap(),
            lapack::eig_generalized(a.clone(), b.clone()).unwrap(),
        ] {
            let (right, left) = (unit_columns(right), unit_columns(left));
            for j in 0..n {
                let (p, q) = (alpha[j] / scales.0, beta[j] / scales.1);
                let size = p.norm().hypot(q.norm()).max(1e-14);
                let (a, b) = (a.unscale(scales.0), b.unscale(scales.1));
                let (v, w) = (right.column(j), left.column(j));
                close("right residual", name, (&a * v * q - &b * v * p).camax() / size, 1e-12);
                let defect = a.adjoint() * w * q.conj() - b.adjoint() * w * p.conj();
                close("left residual", name, defect.camax() / size, 1e-12);
            }
            // as points on the sphere, where infinity is a point like any other
            let point = |(p, q): (&Complex64, &Complex64)| {
                let (p, q) = (p / scales.0, q / scales.1);
                let size = p.norm_sqr() + q.norm_sqr();
                (2.0 * p * q.conj() / size, Complex64::from((p.norm_sqr() - q.norm_sqr()) / size))
            };
            let (flat, height): (Vec<_>, Vec<_>) = alpha.iter().zip(&beta).map(point).unzip();
            sets.push((flat, height));
        }
        // rounding moves eigenvalues of the badly scaled one anywhere, as the residuals allow
        if n <= 40 && name != "badly scaled" {
            let allowed = eigenvalue_error(name).max(1e-9);
            close("eigenvalues", name, set_distance(&sets[0].0, &sets[1].0, 1.0), allowed);
            close("eigenvalues", name, set_distance(&sets[0].1, &sets[1].1, 1.0), allowed);
        }
    }
}
