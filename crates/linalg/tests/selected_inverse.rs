//! Entries of the inverse beside the dense inverse.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use nalgebra::DMatrix;
use proptest::prelude::*;
use thouless_linalg::testing::random_numbers;
use thouless_linalg::{
    AnalysisSettings, Complex64, Csr, FactorSettings, LinalgError, Ordering, Progress, Scalar,
    SparseAnalysis, SparseLdl,
};

/// A square lattice of `width` times `height` sites with random numbers on all sites and bonds, or zero on all sites.
fn lattice<T: Scalar>(width: usize, height: usize, chiral: bool, seed: u64) -> Csr<T> {
    let mut next = random_numbers(seed);
    let mut entries = Vec::new();
    for x in 0..width {
        for y in 0..height {
            let i = x * height + y;
            if !chiral {
                entries.push((i, i, T::from_real(next())));
            }
            let mut bond = |j: usize| {
                let value = T::from_parts(1.0 + 0.3 * next(), next());
                entries.extend([(j, i, value), (i, j, value.conjugate())]);
            };
            if y + 1 < height {
                bond(i + 1);
            }
            if x + 1 < width {
                bond(i + height);
            }
        }
    }
    Csr::from_triplets(width * height, width * height, entries).unwrap()
}

fn factor<T: Scalar>(a: &Csr<T>, ordering: Ordering, kept: &[usize], shift: f64) -> SparseLdl<T> {
    let settings = AnalysisSettings { ordering, kept, ..Default::default() };
    let analysis = SparseAnalysis::new(a, &settings).unwrap();
    SparseLdl::new(&analysis, a, &FactorSettings { shift, ..Default::default() }).unwrap()
}

/// Largest difference from the dense inverse, relative to its largest entry times the condition.
fn error<T: Scalar>(a: &Csr<T>, ordering: Ordering, kept: &[usize], shift: f64) -> f64 {
    let n = a.n_rows();
    let ldl = factor(a, ordering, kept, shift);
    let selected = ldl.selected_inverse(&Progress::silent()).unwrap();
    let dense = a.to_dense() - DMatrix::from_diagonal_element(n, n, T::from_real(shift));
    let condition = dense.camax();
    let inverse = dense.try_inverse().unwrap();
    let condition = 1.0 + condition * inverse.camax();
    let mut worst: f64 = 0.0;
    for (i, j, value) in selected.entries.triplets() {
        assert!(a.get(i, j) != T::zero());
        worst = worst.max((value - inverse[(i, j)]).modulus());
        assert!(value == selected.entries.get(j, i).conjugate(), "Hermitian to the last bit");
    }
    assert_eq!(selected.entries.n_entries(), a.n_entries());
    for (i, &value) in selected.diagonal.iter().enumerate() {
        worst = worst.max((inverse[(i, i)].real() - value).abs());
    }
    worst / (inverse.camax() * condition)
}

fn orderings(n: usize) -> Vec<Ordering> {
    vec![
        Ordering::Natural,
        Ordering::Given((0..n).rev().collect()),
        Ordering::MinimumDegree,
        Ordering::NestedDissection,
    ]
}

#[test]
fn entries_are_those_of_the_dense_inverse() {
    for (width, height) in [(1, 1), (1, 7), (5, 6), (12, 11)] {
        let n = width * height;
        for ordering in orderings(n) {
            let a = lattice::<Complex64>(width, height, false, 5);
            assert!(error(&a, ordering.clone(), &[], 0.1) < 1e-11, "complex, {ordering:?}");
            let a = lattice::<f64>(width, height, false, 6);
            assert!(error(&a, ordering.clone(), &[], 0.1) < 1e-11, "real, {ordering:?}");
        }
    }
}

#[test]
fn pivots_may_be_delayed_and_paired() {
    // no diagonal: every pivot is a pair or comes late
    let (width, height) = (18, 19);
    let a = lattice::<Complex64>(width, height, true, 3);
    let mut delayed = 0;
    for ordering in orderings(width * height) {
        delayed += factor(&a, ordering.clone(), &[], 0.0).delayed_pivots();
        assert!(error(&a, ordering, &[], 0.0) < 1e-10);
    }
    assert!(delayed > 0);
    let a = lattice::<f64>(width, height, true, 4);
    assert!(error(&a, Ordering::MinimumDegree, &[], 0.0) < 1e-10);
}

#[test]
fn kept_rows_are_inverted_too() {
    let a = lattice::<Complex64>(9, 8, false, 8);
    let kept: Vec<usize> = (0..8).chain(64..72).collect();
    for ordering in [Ordering::MinimumDegree, Ordering::NestedDissection] {
        assert!(error(&a, ordering, &kept, -0.2) < 1e-11);
    }
    let all: Vec<usize> = (0..72).rev().collect();
    assert!(error(&a, Ordering::MinimumDegree, &all, -0.2) < 1e-11);
    assert!(error(&lattice::<f64>(9, 8, true, 9), Ordering::MinimumDegree, &kept, 0.0) < 1e-11);
}

#[test]
fn threads_change_no_bit() {
    let a = lattice::<Complex64>(70, 70, false, 2);
    let ldl = factor(&a, Ordering::NestedDissection, &[], 0.05);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| ldl.selected_inverse(&Progress::silent()).unwrap())
    };
    assert!(on(1) == on(3));
}

#[test]
fn a_singular_matrix_has_no_inverse() {
    let a = Csr::from_triplets(3, 3, [(0, 0, 1.0), (0, 1, 1.0), (1, 0, 1.0), (1, 1, 1.0)]).unwrap();
    let ldl = factor(&a, Ordering::Natural, &[], 0.0);
    let refused = ldl.selected_inverse(&Progress::silent());
    assert!(matches!(refused, Err(LinalgError::NearlySingular { zeros: 2, .. })));
}

#[test]
fn it_can_be_cancelled() {
    let a = lattice::<f64>(6, 6, false, 2);
    let ldl = factor(&a, Ordering::MinimumDegree, &[], 0.0);
    let progress = Progress::silent();
    progress.cancel();
    assert_eq!(ldl.selected_inverse(&progress), Err(LinalgError::Cancelled));
}

proptest! {
    #[test]
    fn any_graph(
        n in 1usize..40,
        bonds in prop::collection::vec((0usize..40, 0usize..40, -1.0f64..1.0, -1.0f64..1.0), 0..120),
        levels in prop::collection::vec(-2.0f64..2.0, 40),
        which in 0usize..4,
        kept in 0usize..6,
    ) {
        let mut entries: Vec<_> = (0..n).map(|i| (i, i, Complex64::from(levels[i]))).collect();
        for &(i, j, re, im) in &bonds {
            let (i, j) = (i % n, j % n);
            if i != j {
                entries.extend([(i, j, Complex64::new(re, im)), (j, i, Complex64::new(re, -im))]);
            }
        }
        let a = Csr::from_triplets(n, n, entries).unwrap();
        let kept: Vec<usize> = (0..kept.min(n)).map(|i| n - 1 - i).collect();
        let kept = if which > 1 { &kept[..] } else { &[] };
        prop_assume!(a.to_dense().rank(1e-8) == n);
        let size = error(&a, orderings(n)[which].clone(), kept, 0.0);
        prop_assert!(size < 1e-10, "{size:e}");
    }
}
