//! Every factorization on matrices that are hard to treat: what it promises, and its solutions.

#![expect(clippy::float_cmp, reason = "determinants of these matrices are exact")]

use proptest::prelude::*;
use thouless_linalg::testing::{
    difference, eigen_residual, hard_hermitian, hard_rectangular, hard_square, hermitian_with,
    orthonormality_defect, random_hermitian, random_matrix, scale_of, set_distance,
};
use thouless_linalg::{
    CMatrix, Complex64, Inertia, LinalgError, RMatrix, bunch_kaufman, eig, eig_generalized, eigh,
    eigvals, exp_i, hermitian_function, lu, polar, qr, singular_values, solve, svd,
};

fn all() -> Vec<(&'static str, CMatrix)> {
    [hard_rectangular(), hard_square(), hard_hermitian()].concat()
}

#[test]
fn singular_values_and_vectors() {
    for (name, a) in all() {
        let f = svd(&a).unwrap();
        let k = a.nrows().min(a.ncols());
        assert_eq!((f.u.shape(), f.v.shape()), ((a.nrows(), k), (a.ncols(), k)), "{name}");
        assert!(orthonormality_defect(&f.u) < 1e-13, "{name}");
        assert!(orthonormality_defect(&f.v) < 1e-13, "{name}");
        assert!(f.values.is_sorted_by(|x, y| x >= y && *y >= 0.0), "{name}: {:?}", f.values);
        assert!(difference(&f.reconstruct(), &a) < 1e-13, "{name}");
        for (x, y) in singular_values(&a).unwrap().iter().zip(&f.values) {
            assert!((x - y).abs() < 1e-13 * scale_of(&a), "{name}");
        }
    }
    let f = svd(&(random_matrix(8, 2, 1) * random_matrix(2, 5, 2))).unwrap();
    assert_eq!(f.rank(), 2);
}

#[test]
fn qr_gives_orthonormal_columns() {
    for (name, a) in all() {
        let f = qr(&a).unwrap();
        assert!(orthonormality_defect(&f.q) < 1e-13, "{name}");
        assert!(difference(&f.reconstruct(), &a) < 1e-13, "{name}");
        assert_eq!(f.r, f.r.upper_triangle(), "{name}");
    }
}

#[test]
fn lu_gives_the_matrix_back() {
    for (name, a) in [hard_square(), hard_hermitian()].concat() {
        let f = lu(&a).unwrap();
        assert!(difference(&f.reconstruct(), &a) < 1e-13, "{name}");
        let b = random_matrix(a.nrows(), 2, 5);
        match f.solve(&b) {
            Ok(x) => {
                let size = (scale_of(&a) * scale_of(&x)).max(1.0);
                assert!((&a * &x - &b).camax() < 1e-13 * size, "{name}");
                let y = f.solve_adjoint(&b).unwrap();
                let size = (scale_of(&a) * scale_of(&y)).max(1.0);
                assert!((a.adjoint() * y - &b).camax() < 1e-13 * size, "{name}");
            }
            Err(error) => {
                assert!(matches!(error, LinalgError::Singular { .. }), "{name}");
                assert_eq!(f.log_determinant().0, f64::NEG_INFINITY, "{name}");
            }
        }
    }
}

#[test]
fn determinants() {
    assert_eq!(lu(&RMatrix::zeros(0, 0)).unwrap().determinant(), 1.0);
    let swapped = RMatrix::from_row_slice(3, 3, &[0., 1., 0., 0., 0., 1., 1., 0., 0.]);
    assert_eq!(lu(&swapped).unwrap().determinant(), 1.0);
    let a = random_matrix(9, 9, 3);
    let f = lu(&a).unwrap();
    let product: Complex64 = eigvals(&a).unwrap().iter().product();
    assert!((f.determinant() / product - 1.0).norm() < 1e-12);
    let (log, phase) = f.log_determinant();
    assert!((phase * log.exp() / product - 1.0).norm() < 1e-12);
    assert!((f.inverse().unwrap() * &a - CMatrix::identity(9, 9)).camax() < 1e-12);
}

#[test]
fn bunch_kaufman_gives_matrix_and_signs() {
    for (name, a) in hard_hermitian() {
        let f = bunch_kaufman(&a).unwrap();
        assert!(difference(&f.reconstruct(), &a) < 1e-13, "{name}");
        let b = random_matrix(a.nrows(), 2, 5);
        if let Ok(x) = f.solve(&b) {
            let size = (scale_of(&a) * scale_of(&x)).max(1.0);
            assert!((&a * &x - &b).camax() < 1e-12 * size, "{name}");
        }
        let count = f.inertia();
        assert_eq!(count.positive + count.negative + count.zero, a.nrows(), "{name}");
        if name != "badly scaled" {
            let tolerance = 1e-13 * scale_of(&a);
            let values = eigh(&a).unwrap().values;
            assert_eq!(count.positive, values.iter().filter(|&&e| e > tolerance).count(), "{name}");
            assert_eq!(
                count.negative,
                values.iter().filter(|&&e| e < -tolerance).count(),
                "{name}"
            );
        }
    }
    let pair = RMatrix::from_row_slice(2, 2, &[0.0, 1.0, 1.0, 0.0]);
    let f = bunch_kaufman(&pair).unwrap();
    assert_eq!(f.inertia(), Inertia { positive: 1, negative: 1, zero: 0 });
    let x = f.solve(&RMatrix::from_row_slice(2, 1, &[3.0, 4.0])).unwrap();
    assert_eq!(x.as_slice(), [4.0, 3.0]);
}

#[test]
fn eigenvectors_from_both_sides() {
    for (name, a) in [hard_square(), hard_hermitian()].concat() {
        let f = eig(&a).unwrap();
        // rounding of a badly scaled matrix is relative to its largest entry
        let residual = eigen_residual(&a, &f.values, &f.right);
        assert!(residual < 2e-13, "{name}: {residual:e}");
        let conjugate: Vec<Complex64> = f.values.iter().map(Complex64::conj).collect();
        let residual = eigen_residual(&a.adjoint(), &conjugate, &f.left);
        assert!(residual < 2e-13, "{name}: {residual:e}");
        for vectors in [&f.left, &f.right] {
            assert!(vectors.column_iter().all(|v| (v.norm() - 1.0).abs() < 1e-14), "{name}");
        }
    }
    let a = random_matrix(12, 12, 4);
    assert!(difference(&eig(&a).unwrap().reconstruct().unwrap(), &a) < 1e-12);
}

#[test]
fn balancing_keeps_eigenvalues_of_a_badly_scaled_matrix() {
    let hard = hard_square();
    let skewed = &hard.iter().find(|(name, _)| *name == "badly scaled").unwrap().1;
    let plain = random_matrix(6, 6, 11);
    let (a, b) = (eigvals(skewed).unwrap(), eigvals(&plain).unwrap());
    assert!(set_distance(&a, &b, 1.0) < 1e-12);
}

#[test]
fn pencils_with_infinite_and_zero_eigenvalues() {
    for (name, a) in hard_square() {
        let n = a.nrows();
        let mut b = random_matrix(n, n, 9);
        if n > 2 {
            b.row_mut(0).fill(Complex64::default());
        }
        let f = eig_generalized(&a, &b).unwrap();
        let (alpha, beta) = (&f.alpha, &f.beta);
        let (sa, sb) = (scale_of(&a), scale_of(&b));
        for j in 0..n {
            let (v, w) = (f.right.column(j), f.left.column(j));
            let (p, q) = (alpha[j].unscale(sa), beta[j] / sb);
            let size = p.norm().hypot(q).max(1e-14);
            let right = a.unscale(sa) * v * Complex64::from(q) - b.unscale(sb) * v * p;
            let left = a.unscale(sa).adjoint() * w * Complex64::from(q)
                - b.unscale(sb).adjoint() * w * p.conj();
            assert!(right.camax() < 1e-12 * size, "{name} {j}: {:e}", right.camax() / size);
            assert!(left.camax() < 1e-12 * size, "{name} {j}: {:e}", left.camax() / size);
        }
        if n > 2 && name == "random" {
            assert_eq!(beta.iter().filter(|&&x| x < 1e-13).count(), 1, "{name}");
        }
    }
}

#[test]
fn polar_factor_is_the_nearest_unitary() {
    for (name, a) in all().into_iter().filter(|(_, a)| a.nrows() >= a.ncols()) {
        let f = polar(&a).unwrap();
        assert!(orthonormality_defect(&f.unitary) < 1e-13, "{name}");
        assert!(difference(&f.reconstruct(), &a) < 1e-13, "{name}");
        assert!(difference(&f.positive.adjoint(), &f.positive) < 1e-14, "{name}");
    }
    let u = exp_i(&random_hermitian(5, 1), 1.0).unwrap();
    let f = polar(&(&u * hermitian_with(&[0.5, 1.0, 1.0, 2.0, 3.0], 2))).unwrap();
    assert!((f.unitary - u).camax() < 1e-13);
    assert!((f.smallest - 0.5).abs() < 1e-14);
    assert!(polar(&random_matrix(2, 3, 1)).is_err());
}

#[test]
fn square_root_squares_to_the_matrix() {
    let h = hermitian_with(&[0.0, 0.25, 1.0, 1.0, 9.0], 3);
    let root = hermitian_function(&h, |e| e.max(0.0).sqrt()).unwrap();
    assert!(difference(&(&root * &root), &h) < 1e-14);
}

#[test]
fn systems_without_solution_are_errors() {
    let a = RMatrix::from_row_slice(2, 2, &[1.0, 2.0, 2.0, 4.0]);
    let b = RMatrix::from_element(2, 1, 1.0);
    assert_eq!(solve(&a, &b), Err(LinalgError::Singular { pivot: 1 }));
    assert_eq!(qr(&a).unwrap().solve(&b), Err(LinalgError::Singular { pivot: 1 }));
    assert_eq!(bunch_kaufman(&a).unwrap().solve(&b), Err(LinalgError::Singular { pivot: 1 }));
    assert_eq!(bunch_kaufman(&a).unwrap().inertia(), Inertia { positive: 1, negative: 0, zero: 1 });
    let short = RMatrix::zeros(3, 1);
    assert!(matches!(lu(&a).unwrap().solve(&short), Err(LinalgError::DimensionMismatch { .. })));
}

#[test]
fn every_routine_refuses_what_is_not_finite_or_not_square() {
    let mut bad = random_hermitian(3, 1);
    bad[(1, 1)] = Complex64::new(f64::NAN, 0.0);
    let good = random_hermitian(3, 2);
    let found = [
        svd(&bad).err(),
        singular_values(&bad).err(),
        qr(&bad).err(),
        lu(&bad).err(),
        bunch_kaufman(&bad).err(),
        eig(&bad).err(),
        eigvals(&bad).err(),
        eig_generalized(&good, &bad).err(),
        eig_generalized(&bad, &good).err(),
        polar(&bad).err(),
        exp_i(&bad, 1.0).err(),
        hermitian_function(&bad, |e| e).err(),
        solve(&good, &bad).err(),
    ];
    for error in found {
        assert!(matches!(error, Some(LinalgError::NotFinite { row: 1, col: 1, .. })), "{error:?}");
    }
    let flat = random_matrix(2, 3, 1);
    let not_square = Some(LinalgError::NotSquare { rows: 2, cols: 3 });
    assert_eq!(lu(&flat).err(), not_square);
    assert_eq!(bunch_kaufman(&flat).err(), not_square);
    assert_eq!(eig(&flat).err(), not_square);
    assert_eq!(eigvals(&flat).err(), not_square);
    assert_eq!(eig_generalized(&good, &flat).err(), not_square);
    assert_eq!(exp_i(&flat, 1.0).err(), not_square);
}

proptest! {
    #[test]
    fn four_routes_solve_the_same_system(n in 1usize..20, seed in any::<u64>()) {
        // well conditioned: eigenvalues between 1 and 2 in modulus
        let values: Vec<f64> = (0..n).map(|i| (1.0 + i as f64 / n as f64) * [1.0, -1.0][i % 2]).collect();
        let a = hermitian_with(&values, seed);
        let b = random_matrix(n, 3, seed ^ 1);
        let x = solve(&a, &b).unwrap();
        prop_assert!(difference(&(&a * &x), &b) < 1e-12);
        prop_assert!(difference(&bunch_kaufman(&a).unwrap().solve(&b).unwrap(), &x) < 1e-12);
        prop_assert!(difference(&qr(&a).unwrap().solve(&b).unwrap(), &x) < 1e-12);
        prop_assert!(difference(&svd(&a).unwrap().solve(&b).unwrap(), &x) < 1e-12);
    }

    #[test]
    fn real_and_complex_routines_agree(n in 1usize..12, seed in any::<u64>()) {
        let a = random_matrix(n, n, seed).map(|x| x.re);
        let c = a.map(Complex64::from);
        let scale = scale_of(&c);
        prop_assert!((lu(&a).unwrap().determinant() - lu(&c).unwrap().determinant()).norm() < 1e-11);
        for (x, y) in svd(&a).unwrap().values.iter().zip(svd(&c).unwrap().values) {
            prop_assert!((x - y).abs() < 1e-13 * scale * n as f64);
        }
        let (q, h) = (qr(&a).unwrap(), &a + a.transpose());
        prop_assert!((q.reconstruct() - &a).amax() < 1e-13);
        prop_assert!((bunch_kaufman(&h).unwrap().reconstruct() - &h).amax() < 1e-12);
        let b = RMatrix::from_element(n, 1, 1.0);
        let f = lu(&a).unwrap();
        let x = f.solve(&b).unwrap();
        prop_assert!((&a * &x - &b).amax() < 1e-12 * (1.0 + x.amax()));
        let y = f.solve_adjoint(&b).unwrap();
        prop_assert!((a.transpose() * &y - &b).amax() < 1e-12 * (1.0 + y.amax()));
    }
}
