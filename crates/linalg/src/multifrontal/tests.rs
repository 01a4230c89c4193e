//! The sparse factorization beside dense results, on matrices of many shapes.

#![expect(clippy::float_cmp, reason = "solutions of one row are exact")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "vertices are drawn as fractions of their number"
)]

use crate::testing::random_numbers;
use crate::{
    AnalysisSettings, CMatrix, Complex64, Csr, FactorSettings, Inertia, LinalgError, Ordering,
    Progress, RMatrix, Scalar, SolveSettings, SparseAnalysis, SparseLdl, SparseSolution, eigvalsh,
    lu,
};
use nalgebra::DMatrix;
use proptest::prelude::*;

/// Edges of graphs of many shapes on `n` vertices.
fn edges(shape: usize, n: usize, seed: usize) -> Vec<(usize, usize)> {
    let mut next = random_numbers(seed as u64);
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
fn matrix<T: Scalar>(shape: usize, kind: usize, n: usize, seed: usize) -> Csr<T> {
    let mut next = random_numbers(seed as u64 + 1);
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
    for pair in &mut pairs {
        *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
    }
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
    prop_assert!(ldl.determinant_sign().unwrap() == sign(found));
    let mut next = random_numbers(3);
    let b = DMatrix::from_fn(n, 3, |_, _| T::from_parts(next(), next()));
    match ldl.solve_with(&b, &SolveSettings::default()) {
        Ok(SparseSolution { x, backward_error, .. }) => {
            // next to a singular matrix refinement may stop early
            let allowed = if smallest > 1e-9 * scale { 1e-15 } else { 1e-12 };
            prop_assert!(backward_error < allowed, "{backward_error:e}");
            let residual = (&dense * &x - &b).camax();
            let size = scale * n as f64 * x.camax() + b.camax();
            prop_assert!(residual < 10.0 * allowed * size, "{residual:e} beside {size:e}");
            prop_assert!(found.zero == 0);
        }
        Err(LinalgError::NearlySingular { condition, zeros }) => {
            prop_assert!(smallest < 1e-12 * scale * n as f64, "{smallest:e}");
            prop_assert!(zeros == found.zero && condition > 1e14);
        }
        Err(error) => prop_assert!(false, "{error}"),
    }
    if smallest > 1e-9 * scale {
        let inverse = lu(&dense).unwrap().inverse().unwrap();
        let one_norm = |m: &DMatrix<T>| {
            let sums = (0..n).map(|j| m.column(j).iter().map(|z| z.modulus()).sum::<f64>());
            sums.fold(0.0, f64::max)
        };
        let exact = one_norm(&dense) * one_norm(&inverse);
        let found = ldl.condition().unwrap();
        // an estimate from below, seldom by more than a factor of three and never known to be by a hundred
        prop_assert!(found < exact * 1.01 && found > exact / 100.0, "{found} for {exact}");
    }
    Ok(())
}

fn sign(inertia: Inertia) -> i8 {
    match (inertia.zero, inertia.negative % 2) {
        (0, 0) => 1,
        (0, _) => -1,
        _ => 0,
    }
}

/// Everything that kept rows give, beside the dense inverse.
fn check_kept<T: Scalar>(
    a: &Csr<T>,
    ordering: Ordering,
    kept: &[usize],
    shift: f64,
) -> Result<(), TestCaseError> {
    let n = a.n_rows();
    let dense = shifted(a, shift);
    let analysis = analysis(a, ordering, kept);
    let settings = FactorSettings { shift, ..FactorSettings::default() };
    let ldl = SparseLdl::new(&analysis, a, &settings).unwrap();
    let others: Vec<usize> = (0..n).filter(|i| !kept.contains(i)).collect();
    let part = |rows: &[usize], cols: &[usize]| {
        DMatrix::from_fn(rows.len(), cols.len(), |i, j| dense[(rows[i], cols[j])])
    };
    let rest = part(&others, &others);
    let values = eigvalsh(&rest).unwrap();
    let smallest = values.iter().fold(f64::INFINITY, |m, e| m.min(e.abs()));
    let scale = if dense.camax() > 0.0 { dense.camax() } else { 1.0 };
    if smallest > 1e-4 * scale {
        let coupling = part(&others, kept);
        let folded = lu(&rest).unwrap().solve(&coupling).unwrap();
        let exact = part(kept, kept) - coupling.adjoint() * folded;
        let schur = ldl.schur_complement().unwrap();
        let size = exact.camax().max(scale);
        prop_assert!((schur - &exact).camax() < 1e-10 * size);
    }
    // a coupling with losses: nothing is singular then unless a state lives in the rest alone
    let mut next = random_numbers(9);
    let u = CMatrix::from_fn(kept.len(), kept.len(), |i, j| {
        let z = Complex64::new(next(), next()) * 0.3;
        if i == j { z - Complex64::new(0.0, 2.0) } else { z }
    }) * Complex64::from(scale);
    let mut full = dense.map(Scalar::to_complex);
    for (i, &row) in kept.iter().enumerate() {
        for (j, &col) in kept.iter().enumerate() {
            full[(row, col)] += u[(i, j)];
        }
    }
    let inverse = lu(&full).unwrap().inverse();
    let Ok(inverse) = inverse else { return Ok(()) };
    let condition = inverse.camax() * full.camax();
    if condition > 1e10 {
        return Ok(());
    }
    let coupled = ldl.with_coupling(&u).unwrap();
    let green = coupled.kept_inverse().unwrap();
    let size = inverse.camax();
    for (i, &row) in kept.iter().enumerate() {
        for (j, &col) in kept.iter().enumerate() {
            let difference = (green[(i, j)] - inverse[(row, col)]).norm();
            prop_assert!(difference < 1e-11 * size * (1.0 + condition.min(1e4)), "{difference:e}");
        }
    }
    let b = CMatrix::from_fn(n, 2, |_, _| Complex64::new(next(), next()));
    let x = coupled.solve(&b).unwrap();
    let residual = (&full * &x - &b).camax();
    prop_assert!(residual < 1e-12 * (1.0 + scale * n as f64 * x.camax()), "{residual:e}");
    Ok(())
}

fn bits<T: Scalar>(values: &DMatrix<T>) -> Vec<(u64, u64)> {
    let parts = |z: &T| (z.real().to_bits(), z.imaginary().to_bits());
    values.iter().map(parts).collect()
}

/// A square lattice with a random potential and a magnetic flux.
fn lattice<T: Scalar>(side: usize) -> (Csr<T>, Vec<[f64; 3]>) {
    let mut next = random_numbers(11);
    let mut entries = Vec::new();
    for x in 0..side {
        for y in 0..side {
            let i = x * side + y;
            entries.push((i, i, T::from_real(next())));
            let phase = 0.1 * x as f64;
            let hops = [(y, i + 1, phase), (x, i + side, 0.0)];
            for (_, j, phase) in hops.into_iter().filter(|&(place, ..)| place + 1 < side) {
                let hop = T::from_parts(-phase.cos(), -phase.sin());
                entries.push((j, i, hop));
                entries.push((i, j, hop.conjugate()));
            }
        }
    }
    let a = Csr::from_triplets(side * side, side * side, entries).unwrap();
    let place = |i: usize| [(i / side) as f64, (i % side) as f64, 0.0];
    (a, (0..side * side).map(place).collect())
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
}

fn same_bits_on_any_number_of_threads<T: Scalar>() {
    let (a, points) = lattice::<T>(70);
    let kept: Vec<usize> = (0..70).collect();
    for kept in [&[][..], &kept] {
        let settings =
            AnalysisSettings { coordinates: Some(&points), kept, ..AnalysisSettings::default() };
        let analysis = SparseAnalysis::new(&a, &settings).unwrap();
        let mut next = random_numbers(2);
        let b = DMatrix::from_fn(a.n_rows(), 20, |_, _| T::from_real(next()));
        let run = |threads: usize| {
            pool(threads).install(|| {
                // on an eigenvalue of a clean piece, so that pivots are delayed as well
                let settings = FactorSettings { shift: 0.02, ..FactorSettings::default() };
                let ldl = SparseLdl::new(&analysis, &a, &settings).unwrap();
                let x = ldl.solve(&b).unwrap();
                (bits(&x), bits(&ldl.schur_complement().unwrap()), ldl.inertia().unwrap())
            })
        };
        let one = run(1);
        for threads in [2, 3, 5] {
            assert!(run(threads) == one, "{threads} threads");
        }
    }
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    same_bits_on_any_number_of_threads::<f64>();
    same_bits_on_any_number_of_threads::<Complex64>();
}

#[test]
fn delayed_pivots_are_counted_and_harmless() {
    // no diagonal: the leaves of a star cannot be eliminated before their hub, nor sites of one sublattice
    // without those of the other
    for side in [2usize, 5, 8, 13] {
        let n = 2 * side * side;
        let mut entries = Vec::new();
        let mut next = random_numbers(side as u64);
        for i in 0..n / 2 {
            for j in [i, (i + 1) % (n / 2), (i + side) % (n / 2)] {
                let z = Complex64::new(next(), next());
                entries.push((i, n / 2 + j, z));
                entries.push((n / 2 + j, i, z.conj()));
            }
        }
        let a = Csr::from_triplets(n, n, entries).unwrap();
        // one sublattice first: not one pivot of one row, or of two within the first, exists
        let analysis = analysis(&a, Ordering::Natural, &[]);
        let ldl = SparseLdl::new(&analysis, &a, &FactorSettings::default()).unwrap();
        assert!(side < 8 || ldl.delayed_pivots() > 0, "{side}");
        let half = n / 2;
        assert_eq!(ldl.inertia().unwrap(), Inertia { positive: half, negative: half, zero: 0 });
        let b = CMatrix::from_fn(n, 2, |_, _| Complex64::new(next(), next()));
        let solution = ldl.solve_with(&b, &SolveSettings::default()).unwrap();
        assert!(solution.backward_error < 1e-15);
        assert!((a.to_dense() * solution.x - b).camax() < 1e-9);
    }
}

#[test]
fn chosen_rows_of_the_inverse() {
    let (a, points) = lattice::<Complex64>(20);
    let kept = [3, 77, 5];
    for kept in [&[][..], &kept] {
        let settings =
            AnalysisSettings { coordinates: Some(&points), kept, ..AnalysisSettings::default() };
        let analysis = SparseAnalysis::new(&a, &settings).unwrap();
        let ldl = SparseLdl::new(&analysis, &a, &FactorSettings::default()).unwrap();
        let inverse = ldl.solve(&CMatrix::identity(400, 400)).unwrap();
        let columns: Vec<usize> = (0..40).map(|k| (k * 37) % 400).collect();
        let ones = columns.iter().enumerate().map(|(j, &i)| (i, j, Complex64::from(1.0)));
        let b = Csr::from_triplets(400, 40, ones).unwrap();
        let rows = [399, 0, 3, 5, 5, 211];
        let g = ldl.solve_rows(&b, &rows).unwrap();
        for (i, &row) in rows.iter().enumerate() {
            for (j, &col) in columns.iter().enumerate() {
                assert!((g[(i, j)] - inverse[(row, col)]).norm() < 1e-11 * inverse.camax());
            }
        }
    }
}

#[test]
fn factoring_again_gives_the_bits_of_a_fresh_start() {
    let (a, points) = lattice::<f64>(25);
    let settings = AnalysisSettings { coordinates: Some(&points), ..AnalysisSettings::default() };
    let analysis = SparseAnalysis::new(&a, &settings).unwrap();
    let b = DMatrix::from_element(625, 1, 1.0);
    let at = |shift: f64| FactorSettings { shift, ..FactorSettings::default() };
    let fresh = SparseLdl::new(&analysis, &a, &at(0.3)).unwrap().solve(&b).unwrap();
    let first = SparseLdl::new(&analysis, &a, &at(-0.7)).unwrap();
    let again = first.refactor(&a, &at(0.3)).unwrap();
    assert_eq!(bits(&again.solve(&b).unwrap()), bits(&fresh));
    // a matrix with part of the pattern
    let part: Vec<_> = a.triplets().filter(|&(i, j, _)| i != j && (i + j) % 3 > 0).collect();
    let part = Csr::from_triplets(625, 625, part).unwrap();
    let x = again.refactor(&part, &at(0.4)).unwrap().solve(&b).unwrap();
    assert!((shifted(&part, 0.4) * x - b).camax() < 1e-11);
}

#[test]
fn singular_matrices_say_so() {
    // an odd chain has one zero mode, a square lattice without potential as many as sites on a side
    let (mut a, points) = lattice::<f64>(12);
    a.values_mut().iter_mut().for_each(|v| *v = if *v < -0.3 { -1.0 } else { 0.0 });
    let clean = a.triplets().filter(|&(i, j, _)| i != j).map(|(i, j, _)| (i, j, -1.0));
    let a = Csr::from_triplets(144, 144, clean).unwrap();
    let settings = AnalysisSettings { coordinates: Some(&points), ..AnalysisSettings::default() };
    let analysis = SparseAnalysis::new(&a, &settings).unwrap();
    let ldl = SparseLdl::new(&analysis, &a, &FactorSettings::default()).unwrap();
    assert_eq!(ldl.inertia().unwrap(), Inertia { positive: 66, negative: 66, zero: 12 });
    assert_eq!(ldl.determinant_sign().unwrap(), 0);
    assert_eq!(
        ldl.solve(&RMatrix::from_element(144, 1, 1.0)),
        Err(LinalgError::NearlySingular { condition: f64::INFINITY, zeros: 12 })
    );
    let settings = FactorSettings { shift: 1e-15, ..FactorSettings::default() };
    let near = SparseLdl::new(&analysis, &a, &settings).unwrap();
    let error = near.solve(&RMatrix::from_fn(144, 1, |i, _| (i as f64).sin())).unwrap_err();
    assert!(matches!(error, LinalgError::NearlySingular { condition, .. } if condition > 1e14));
}

#[test]
fn small_and_disconnected_matrices() {
    let empty = Csr::<f64>::from_triplets(0, 0, []).unwrap();
    let nothing = analysis(&empty, Ordering::Automatic, &[]);
    let ldl = SparseLdl::new(&nothing, &empty, &FactorSettings::default()).unwrap();
    assert_eq!(ldl.inertia().unwrap(), Inertia::default());
    assert_eq!(ldl.determinant_sign().unwrap(), 1);
    assert_eq!(ldl.solve(&RMatrix::zeros(0, 2)).unwrap().shape(), (0, 2));
    let one = Csr::from_triplets(1, 1, [(0, 0, -4.0)]).unwrap();
    let single = analysis(&one, Ordering::Automatic, &[]);
    let ldl = SparseLdl::new(&single, &one, &FactorSettings::default()).unwrap();
    assert_eq!(ldl.solve(&RMatrix::from_element(1, 1, 2.0)).unwrap()[0], -0.5);
    assert_eq!(ldl.solve(&RMatrix::zeros(1, 0)).unwrap().shape(), (1, 0));
    assert_eq!(ldl.solve(&RMatrix::zeros(1, 1)).unwrap()[0], 0.0);
    let zero = Csr::<f64>::from_triplets(7, 7, []).unwrap();
    let none = analysis(&zero, Ordering::Automatic, &[2, 5]);
    let ldl = SparseLdl::new(&none, &zero, &FactorSettings::default()).unwrap();
    assert_eq!(ldl.inertia().unwrap(), Inertia { positive: 0, negative: 0, zero: 7 });
    assert_eq!(ldl.schur_complement().unwrap(), RMatrix::zeros(2, 2));
}

#[test]
fn an_analysis_prints_what_it_promises_and_keeps_it() {
    let (a, points) = lattice::<f64>(30);
    let settings = AnalysisSettings { coordinates: Some(&points), ..AnalysisSettings::default() };
    let analysis = SparseAnalysis::new(&a, &settings).unwrap();
    let text = analysis.to_string();
    assert!(text.starts_with("900 rows, 0 of them kept, in "), "{text}");
    assert!(text.contains("ordering: geometric\n"), "{text}");
    let ldl = SparseLdl::new(&analysis, &a, &FactorSettings::default()).unwrap();
    let promised = analysis.fill();
    let found = ldl.fill() as f64;
    assert!(found >= promised && found < 1.02 * promised, "{found} for {promised}");
    assert!(ldl.growth() >= 1.0 && ldl.growth() < 1e6);
}

#[test]
fn bad_input_is_refused() {
    let a = Csr::from_triplets(3, 3, [(0, 1, 1.0), (1, 0, 1.0), (2, 2, 1.0)]).unwrap();
    let good = analysis(&a, Ordering::Natural, &[]);
    let factor = |a: &Csr<f64>| SparseLdl::new(&good, a, &FactorSettings::default()).map(|_| ());
    let wrong = |entries: &[(usize, usize, f64)], n: usize| {
        Csr::from_triplets(n, n, entries.iter().copied()).unwrap()
    };
    assert_eq!(
        factor(&wrong(&[(0, 1, 1.0), (1, 0, 1.5)], 3)),
        Err(LinalgError::NotHermitian { row: 0, col: 1, defect: 0.5 })
    );
    assert_eq!(
        factor(&wrong(&[(1, 0, 2.0)], 3)),
        Err(LinalgError::NotHermitian { row: 1, col: 0, defect: 2.0 })
    );
    assert_eq!(
        factor(&wrong(&[(0, 2, 1.0), (2, 0, 1.0)], 3)),
        Err(LinalgError::OutsidePattern { row: 0, col: 2 })
    );
    let mut nan = a.clone();
    nan.values_mut()[1] = f64::NAN;
    assert!(matches!(factor(&nan), Err(LinalgError::NotFinite { row: 1, col: 0, .. })));
    assert!(matches!(factor(&wrong(&[], 4)), Err(LinalgError::DimensionMismatch { .. })));
    let wide = Csr::<f64>::from_triplets(3, 4, []).unwrap();
    let error = LinalgError::NotSquare { rows: 3, cols: 4 };
    assert_eq!(factor(&wide), Err(error.clone()));
    assert_eq!(SparseAnalysis::new(&wide, &AnalysisSettings::default()).unwrap_err(), error);
    let with = |settings: FactorSettings| SparseLdl::new(&good, &a, &settings).map(|_| ());
    let shift = with(FactorSettings { shift: f64::NAN, ..FactorSettings::default() });
    assert!(matches!(shift, Err(LinalgError::OutsideInterval { .. })));
    let threshold = with(FactorSettings { threshold: 0.7, ..FactorSettings::default() });
    assert_eq!(
        threshold.unwrap_err().to_string(),
        "the pivot threshold must lie between 0 and 0.5, not be 0.7"
    );
    let memory = with(FactorSettings { memory_limit: Some(10), ..FactorSettings::default() });
    assert!(matches!(memory, Err(LinalgError::MemoryLimit { limit: 10, .. })));
    let progress = Progress::silent();
    progress.cancel();
    let stopped = with(FactorSettings { progress, ..FactorSettings::default() });
    assert_eq!(stopped, Err(LinalgError::Cancelled));
    let kept = AnalysisSettings { kept: &[1, 1], ..AnalysisSettings::default() };
    assert!(matches!(SparseAnalysis::new(&a, &kept), Err(LinalgError::Repeated { .. })));
    let ldl = SparseLdl::new(&good, &a, &FactorSettings::default()).unwrap();
    let short = RMatrix::zeros(2, 1);
    assert!(matches!(ldl.solve(&short), Err(LinalgError::DimensionMismatch { .. })));
    let nan = RMatrix::from_element(3, 1, f64::NAN);
    assert!(matches!(ldl.solve(&nan), Err(LinalgError::NotFinite { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn agrees_with_dense_results(
        n in 1usize..40,
        shape in 0usize..10,
        kind in 0usize..4,
        which in 0usize..5,
        seed in 0usize..1000,
        on_eigenvalue in any::<bool>(),
        real in any::<bool>(),
    ) {
        let ordering = orderings(n).swap_remove(which);
        if real {
            let a = matrix::<f64>(shape, kind, n, seed);
            let values = eigvalsh(&a.to_dense()).unwrap();
            let shift = if on_eigenvalue { values[seed % n] } else { 0.1 };
            check(&a, ordering, shift)?;
        } else {
            let a = matrix::<Complex64>(shape, kind, n, seed);
            let values = eigvalsh(&a.to_dense()).unwrap();
            let shift = if on_eigenvalue { values[seed % n] } else { 0.0 };
            check(&a, ordering, shift)?;
        }
    }

    #[test]
    fn kept_rows_agree_with_dense_inverses(
        n in 1usize..30,
        shape in 0usize..10,
        kind in 0usize..4,
        which in 0usize..5,
        seed in 0usize..1000,
        keys in prop::collection::vec(0u32..100, 30),
        count in 0usize..8,
        shift in prop::sample::select(vec![0.0, 0.3, 1.0, -1.0, 2.0]),
        real in any::<bool>(),
    ) {
        let mut kept: Vec<usize> = (0..n).collect();
        kept.sort_by_key(|&i| keys[i]);
        kept.truncate(count);
        let ordering = orderings(n).swap_remove(which);
        if real {
            check_kept(&matrix::<f64>(shape, kind, n, seed), ordering, &kept, shift)?;
        } else {
            check_kept(&matrix::<Complex64>(shape, kind, n, seed), ordering, &kept, shift)?;
        }
    }
}
