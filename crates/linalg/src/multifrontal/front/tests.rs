//! Fronts whose answer is known by multiplying the factors again.

use super::{FrontWork, Pivoting, eliminate};
use crate::{CMatrix, Complex64, Scalar, testing};
use faer::MatMut;
use nalgebra::DMatrix;

const THRESHOLD: f64 = 0.01;

/// A front after its elimination.
struct Outcome {
    eliminated: usize,
    zeros: usize,
    positive: usize,
    negative: usize,
    order: Vec<u32>,
    error: f64,
    largest_factor: f64,
    schur: CMatrix,
}

fn factor<T: Scalar>(a: &DMatrix<T>, candidates: usize, at_root: bool) -> Outcome {
    factor_with(a, candidates, at_root, THRESHOLD)
}

fn factor_with<T: Scalar>(
    a: &DMatrix<T>,
    candidates: usize,
    at_root: bool,
    threshold: f64,
) -> Outcome {
    let n = a.nrows();
    let scale = a.iter().fold(0.0, |m: f64, x| m.max(x.modulus()));
    let tiny = n as f64 * f64::EPSILON * scale;
    // a longer stride than needed, and nonsense above the diagonal
    let stride = n + n % 3;
    let mut numbers = vec![T::from_real(f64::NAN); stride * n];
    for j in 0..n {
        for i in j..n {
            numbers[j * stride + i] = a[(i, j)];
        }
    }
    let mut work = FrontWork::default();
    let pivoting = Pivoting { threshold, tiny, at_root };
    let view = MatMut::from_column_major_slice_with_stride_mut(&mut numbers, n, n, stride);
    let done = eliminate(view, candidates, &pivoting, &mut work);
    let k = done.eliminated;
    let entry = |i: usize, j: usize| numbers[j * stride + i].to_complex();
    let lower = CMatrix::from_fn(n, n, |i, j| match i.cmp(&j) {
        std::cmp::Ordering::Equal => Complex64::ONE,
        std::cmp::Ordering::Greater if j < k => entry(i, j),
        _ => Complex64::ZERO,
    });
    let mut middle = CMatrix::zeros(n, n);
    let (mut positive, mut negative, mut zeros) = (0, 0, 0);
    let mut count = |x: f64| {
        positive += usize::from(x > 0.0);
        negative += usize::from(x < 0.0);
        zeros += usize::from(x == 0.0);
    };
    let mut j = 0;
    while j < k {
        middle[(j, j)] = done.diagonal[j].into();
        let e = done.below[j].to_complex();
        if e == Complex64::ZERO {
            count(done.diagonal[j]);
            j += 1;
        } else {
            middle[(j + 1, j + 1)] = done.diagonal[j + 1].into();
            middle[(j + 1, j)] = e;
            middle[(j, j + 1)] = e.conj();
            let (p, q) = (done.diagonal[j], done.diagonal[j + 1]);
            let root = (0.5 * (p - q)).hypot(e.norm());
            count(0.5 * (p + q) + root);
            count(0.5 * (p + q) - root);
            assert_eq!(entry(j + 1, j), Complex64::ZERO);
            j += 2;
        }
    }
    for j in k..n {
        for i in j..n {
            middle[(i, j)] = entry(i, j);
            middle[(j, i)] = entry(i, j).conj();
        }
        assert!(entry(j, j).im == 0.0);
    }
    let mut order: Vec<usize> = done.order.iter().map(|&i| i as usize).collect();
    order.extend(candidates..n);
    let wanted = CMatrix::from_fn(n, n, |i, j| a[(order[i], order[j])].to_complex());
    let product = &lower * &middle * lower.adjoint();
    let scale = scale.max(f64::MIN_POSITIVE);
    let error = product.zip_fold(&wanted, 0.0, |worst: f64, x, y| {
        let size = (x - y).norm() / scale;
        if size.is_nan() { f64::INFINITY } else { worst.max(size) }
    });
    let largest_factor = lower.iter().fold(0.0, |m: f64, x| m.max(x.norm()));
    Outcome {
        eliminated: k,
        zeros,
        positive,
        negative,
        order: done.order.to_vec(),
        error,
        largest_factor,
        schur: middle.view((k, k), (n - k, n - k)).into_owned(),
    }
}

/// Checks what holds for every front.
fn check(name: &str, outcome: &Outcome, n: usize, candidates: usize) {
    let mut sorted = outcome.order.clone();
    sorted.sort_unstable();
    assert!(sorted.into_iter().eq((0..).take(candidates)), "{name}: order");
    let growth = 1.0 / THRESHOLD;
    let allowed = 30.0 * growth * (n as f64 + 1.0) * f64::EPSILON;
    assert!(outcome.error <= allowed, "{name} of {n} rows: off by {:e}", outcome.error);
}

fn check_bounded(name: &str, outcome: &Outcome) {
    let largest = outcome.largest_factor;
    assert!(largest <= (1.0 + 1e-12) / THRESHOLD, "{name}: entry {largest} of L");
}

fn real_part(a: &CMatrix) -> DMatrix<f64> {
    a.map(|x| x.re)
}

/// A random front with candidates whose diagonal is zero, small, or neither.
fn front(n: usize, kind: usize, seed: u64) -> CMatrix {
    let mut a = testing::random_hermitian(n, seed);
    for i in 0..n {
        match kind {
            1 => a[(i, i)] = Complex64::ZERO,
            2 if i % 3 != 0 => a[(i, i)] *= 1e-9,
            3 if i % 4 == 1 => {
                for j in 0..n {
                    a[(i, j)] = Complex64::ZERO;
                    a[(j, i)] = Complex64::ZERO;
                }
            }
            _ => {}
        }
    }
    a
}

const SIZES: [usize; 17] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 21, 33, 47, 64, 90, 150];

#[test]
fn factors_and_schur_complement_reproduce_the_front() {
    for n in SIZES {
        for kind in 0..4 {
            let a = front(n, kind, (n * 10 + kind) as u64);
            for candidates in [0, 1, n / 3, n / 2, n - 1, n] {
                for at_root in [false, true] {
                    let outcome = factor(&a, candidates, at_root);
                    let real = factor(&real_part(&a), candidates, at_root);
                    assert!(!at_root || outcome.eliminated == candidates);
                    if at_root && candidates < n && kind > 0 {
                        // pivots that the border forbids may have been forced
                        continue;
                    }
                    for (name, outcome) in [("complex", outcome), ("real", real)] {
                        check(name, &outcome, n, candidates);
                        if !at_root || candidates == n {
                            check_bounded(name, &outcome);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn several_panels_reproduce_the_front() {
    for (n, candidates) in [(120, 100), (130, 130), (201, 97)] {
        for kind in 0..4 {
            let a = front(n, kind, n as u64);
            let outcome = factor(&a, candidates, false);
            check("complex", &outcome, n, candidates);
            check_bounded("complex", &outcome);
            let outcome = factor(&real_part(&a), candidates, false);
            check("real", &outcome, n, candidates);
            check_bounded("real", &outcome);
        }
    }
}

#[test]
fn hard_matrices_are_eliminated_whole_with_the_right_inertia() {
    for (name, a) in testing::hard_hermitian() {
        let n = a.nrows();
        let outcome = factor(&a, n, true);
        check(name, &outcome, n, n);
        check_bounded(name, &outcome);
        assert_eq!(outcome.eliminated, n, "{name}");
        if name == "badly scaled" || name == "huge" || name == "tiny" {
            continue;
        }
        let scale = testing::scale_of(&a);
        let values = crate::eigvalsh(&a).unwrap();
        let tolerance = 1e-12 * scale * (n as f64 + 1.0);
        let positive = values.iter().filter(|&&x| x > tolerance).count();
        let negative = values.iter().filter(|&&x| x < -tolerance).count();
        if outcome.zeros + outcome.positive + outcome.negative == n
            && positive + negative + outcome.zeros == n
        {
            assert_eq!((outcome.positive, outcome.negative), (positive, negative), "{name}");
        } else {
            assert!(outcome.positive >= positive && outcome.negative >= negative, "{name}");
        }
    }
}

#[test]
fn the_empty_front_has_nothing_to_eliminate() {
    let outcome = factor(&CMatrix::zeros(0, 0), 0, true);
    assert_eq!((outcome.eliminated, outcome.zeros), (0, 0));
}

#[test]
fn a_vanishing_front_is_all_zeros() {
    let outcome = factor(&CMatrix::zeros(5, 5), 3, false);
    assert_eq!((outcome.eliminated, outcome.zeros), (3, 3));
    assert!(outcome.schur.iter().all(|x| *x == Complex64::ZERO));
}

#[test]
fn a_candidate_coupled_to_the_border_alone_is_delayed() {
    // rows 0 and 2 couple strongly to the border, row 1 can go
    let a = DMatrix::from_row_slice(
        4,
        4,
        &[1e-5, 0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 1.0, 0.0, 0.0, 1e-5, 1.0, 1.0, 1.0, 1.0, 3.0],
    );
    let outcome = factor(&a, 3, false);
    assert_eq!(outcome.eliminated, 1);
    assert_eq!(outcome.order[0], 1);
    check("delayed", &outcome, 4, 3);
    let outcome = factor(&a, 3, true);
    assert_eq!((outcome.eliminated, outcome.zeros), (3, 0));
}

#[test]
fn a_delayed_candidate_is_tried_again_after_the_others() {
    // row 0 has no pivot until row 1 is gone, which gives it one
    let a = DMatrix::from_row_slice(3, 3, &[0.0, 0.005, 1.0, 0.005, -1e-6, 0.0, 1.0, 0.0, 0.0]);
    let outcome = factor_with(&a, 2, false, 0.01);
    check("tried again", &outcome, 3, 2);
    check_bounded("tried again", &outcome);
}

#[test]
fn the_schur_complement_is_the_inverse_of_a_block_of_the_inverse() {
    for (n, candidates) in [(40, 25), (111, 60)] {
        let a = testing::random_hermitian(n, 77);
        let outcome = factor(&a, candidates, true);
        let border = n - candidates;
        let inverse = a.try_inverse().unwrap();
        let block = inverse.view((candidates, candidates), (border, border)).into_owned();
        let wanted = block.try_inverse().unwrap();
        assert!(testing::difference(&outcome.schur, &wanted) < 1e-9);
    }
}

#[test]
fn answers_do_not_depend_on_what_the_buffers_held() {
    let (big, small) = (front(80, 2, 5), front(30, 2, 6));
    let mut work = FrontWork::default();
    let pivoting = Pivoting { threshold: THRESHOLD, tiny: 1e-14, at_root: false };
    let mut run = |a: &CMatrix, candidates: usize| {
        let mut a = a.clone();
        let n = a.nrows();
        let view = MatMut::from_column_major_slice_mut(a.as_mut_slice(), n, n);
        let eliminated = eliminate(view, candidates, &pivoting, &mut work).eliminated;
        (eliminated, a.lower_triangle())
    };
    let first = run(&small, 20);
    run(&big, 60);
    assert_eq!(run(&small, 20), first);
}
