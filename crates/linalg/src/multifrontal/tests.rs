//! The sparse factorization beside dense results, on matrices of many shapes.

use crate::testing::random_numbers;
use crate::{
    AnalysisSettings, Complex64, Csr, FactorSettings, Ordering, Scalar, SparseAnalysis, SparseLdl,
    eigvalsh,
};
use nalgebra::DMatrix;
use proptest::prelude::*;

/// Edges of graphs of many shapes on `n` vertices.
fn edges(shape: usize, n: usize, seed: u64) -> Vec<(usize, usize)> {
    let mut next = random_numbers(seed);
    let mut pick = |n: usize| (((next() + 1.0) * 0.5 * n as f64) as usize).min(n - 1);
    match shape {
        0 => (1..n).map(|i| (i - 1, i)).collect(),       // chain
        1 => (0..n).map(|i| (i, (i + 1) % n)).collect(), // ring
        2 => (1..n).map(|i| (0, i)).collect(),           // star
        3 => (1..n).map(|i| ((i - 1) / 2, i)).collect(), // binary tree
        4 => (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).collect(), // complete
        5 => {
            // square lattice
            let side = n.isqrt().max(1);
            (0..n).flat_map(|i| [(i, i + 1), (i, i + side)]).filter(|&(_, j)| j < n).collect()
        }
        6 => (0..n).map(|_| (pick(n), pick(n))).collect(), // sparse random
        7 => (0..3 * n).map(|_| (pick(n), pick(n))).collect(), // denser random
        8 => (0..2 * n).map(|_| (2 * pick(n / 2 + 1), 2 * pick(n / 2 + 1) + 1)).collect(), // bipartite
        _ => Vec::new(), // no edges
    }
    .into_iter()
    .filter(|&(i, j)| i < n && j < n && i != j)
    .collect()
}

/// Values of the diagonal and of edges: random, all alike, zero diagonal, badly scaled.
fn matrix<T: Scalar>(shape: usize, kind: usize, n: usize, seed: u64) -> Csr<T> {
    let mut next = random_numbers(seed + 1);
    let mut entries = Vec::new();
    let mut weights: Vec<f64> = vec![1.0; n];
    if kind == 3 {
        weights.fill_with(|| 10f64.powf(3.0 * next()));
    }
    for i in 0..n {
        let d = match kind {
            0 => 2.0 * next(),
            1 => 0.0,
            2 => 1.0,
            _ => next() * weights[i] * weights[i],
        };
        if d != 0.0 {
            entries.push((i, i, T::from_real(d)));
        }
    }
    let mut pairs = edges(shape, n, seed);
    pairs.iter_mut().for_each(|pair| *pair = (pair.0.min(pair.1), pair.0.max(pair.1)));
    pairs.sort_unstable();
    pairs.dedup();
    for (i, j) in pairs {
        let value = match kind {
            1 | 2 => T::from_parts(-1.0, 0.0),
            _ => T::from_parts(next(), next()).scale(weights[i] * weights[j]),
        };
        entries.push((i, j, value));
        entries.push((j, i, value.conjugate()));
    }
    Csr::from_triplets(n, n, entries).unwrap()
}

fn analysis<T: Scalar>(a: &Csr<T>, ordering: Ordering, kept: &[usize]) -> SparseAnalysis {
    SparseAnalysis::new(a, &AnalysisSettings { ordering, kept, ..Default::default() }).unwrap()
}

fn shifted<T: Scalar>(a: &Csr<T>, shift: f64) -> DMatrix<T> {
    a.to_dense() - DMatrix::from_diagonal_element(a.n_rows(), a.n_rows(), T::from_real(shift))
}

fn orderings(n: usize) -> Vec<Ordering> {
    let reversed = Ordering::Given((0..n).rev().collect());
    vec![
        Ordering::Natural,
        reversed,
        Ordering::MinimumDegree,
        Ordering::NestedDissection,
        Ordering::Automatic,
    ]
}

fn check<T: Scalar>(a: &Csr<T>, ordering: Ordering, shift: f64) -> Result<(), TestCaseError> {
    let n = a.n_rows();
    let dense = shifted(a, shift);
    let scale = dense.camax().max(f64::MIN_POSITIVE);
    let values = eigvalsh(&dense).unwrap();
    let analysis = analysis(a, ordering, &[]);
    let settings = FactorSettings { shift, ..FactorSettings::default() };
    let ldl = SparseLdl::new(&analysis, a, &settings).unwrap();
    let smallest = values.iter().fold(f64::INFINITY, |m, e| m.min(e.abs()));
    // eigenvalues that are zero to rounding may be counted either way
    let positive = values.iter().filter(|&&e| e > 1e-9 * scale).count();
    let negative = values.iter().filter(|&&e| e < -1e-9 * scale).count();
    let found = ldl.inertia().unwrap();
    prop_assert_eq!(found.positive + found.negative + found.zero, n);
    prop_assert!(found.positive >= positive && found.negative >= negative, "{found:?} {values:?}");
    if smallest > 1e-9 * scale {
        let mut next = random_numbers(3);
        let b = DMatrix::from_fn(n, 3, |_, _| T::from_parts(next(), next()));
        let x = ldl.solve(&b).unwrap();
        let residual = (&dense * &x - &b).camax();
        let size = scale * n as f64 * x.camax() + b.camax();
        prop_assert!(residual < 1e-12 * size, "{residual:e} beside {size:e}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn agrees_with_dense_results(
        n in 1usize..40,
        shape in 0usize..10,
        kind in 0usize..4,
        which in 0usize..5,
        seed in 0u64..1000,
        on_eigenvalue in any::<bool>(),
        real in any::<bool>(),
    ) {
        let ordering = orderings(n).swap_remove(which);
        if real {
            let a = matrix::<f64>(shape, kind, n, seed);
            let values = eigvalsh(&a.to_dense()).unwrap();
            let shift = if on_eigenvalue { values[seed as usize % n] } else { 0.1 };
            check(&a, ordering, shift)?;
        } else {
            let a = matrix::<Complex64>(shape, kind, n, seed);
            let values = eigvalsh(&a.to_dense()).unwrap();
            let shift = if on_eigenvalue { values[seed as usize % n] } else { 0.0 };
            check(&a, ordering, shift)?;
        }
    }
}
