//! Sparse matrices against dense ones.

#![expect(clippy::unwrap_used, reason = "a failure ends the test")]

use proptest::prelude::*;
use thouless_linalg::testing::{random_matrix, random_numbers};
use thouless_linalg::{Block, CMatrix, Complex64, Csr, LinalgError};

fn sparse(rows: usize, cols: usize, entries: usize, seed: u64) -> Csr<Complex64> {
    let mut next = random_numbers(seed);
    let mut below = |n: usize| usize::try_from(next().to_bits() >> 20).unwrap() % n;
    let places: Vec<_> = (0..entries).map(|_| (below(rows), below(cols))).collect();
    let values = random_matrix(entries, 1, seed ^ 1);
    Csr::from_triplets(rows, cols, places.iter().zip(values.iter()).map(|(p, &v)| (p.0, p.1, v)))
        .unwrap()
}

#[test]
fn triplets_at_one_place_are_summed() {
    let a = Csr::from_triplets(2, 3, [(1, 2, 1.0), (0, 0, 5.0), (1, 2, 2.0), (1, 0, 4.0)]).unwrap();
    assert_eq!(a.row_offsets(), [0, 1, 3]);
    assert_eq!(a.row(1), (&[0, 2][..], &[4.0, 3.0][..]));
    assert_eq!((a.get(1, 2), a.get(0, 1), a.get(7, 7)), (3.0, 0.0, 0.0));
}

#[test]
fn contradictory_parts_are_refused() {
    let build = |offsets: &[usize], columns: &[u32], values: &[f64]| {
        Csr::from_parts(2, offsets.to_vec(), columns.to_vec(), values.to_vec()).map(|_| ())
    };
    assert_eq!(build(&[0, 1, 2], &[0, 1], &[1.0, 1.0]), Ok(()));
    assert_eq!(
        build(&[0, 2], &[1, 1], &[1.0, 1.0]),
        Err(LinalgError::ColumnOrder { row: 0, column: 1, next: 1 })
    );
    assert_eq!(
        build(&[0, 3, 2], &[0, 1], &[1.0, 1.0]),
        Err(LinalgError::RowOffsets { row: 1, offset: 3, len: 2 })
    );
    assert!(matches!(build(&[1, 2], &[0, 1], &[1.0, 1.0]), Err(LinalgError::RowOffsets { .. })));
    assert!(matches!(build(&[0, 1], &[0, 1], &[1.0, 1.0]), Err(LinalgError::RowOffsets { .. })));
    assert!(matches!(build(&[], &[], &[]), Err(LinalgError::DimensionMismatch { .. })));
    assert!(matches!(build(&[0, 1], &[2], &[1.0]), Err(LinalgError::IndexOutOfRange { .. })));
    assert!(matches!(build(&[0, 1], &[0], &[f64::NAN]), Err(LinalgError::NotFinite { .. })));
    assert!(matches!(build(&[0, 1], &[0], &[]), Err(LinalgError::DimensionMismatch { .. })));
    let outside = Csr::from_triplets(2, 2, [(0, 2, 1.0)]).unwrap_err();
    assert_eq!(outside.to_string(), "column 2 does not exist, there are 2");
}

#[test]
fn product_does_not_depend_on_the_number_of_threads() {
    let a = sparse(5000, 5000, 40_000, 3);
    let x = Block::from_dense(&random_matrix(5000, 3, 4));
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut y = Block::zeros(5000, 3);
        pool.install(|| a.mul_block(&x, &mut y)).unwrap();
        y
    };
    assert_eq!(on(1), on(2));
}

#[test]
fn hermitian_defect_finds_the_odd_entry() {
    let i = Complex64::new(0.0, 1.0);
    let mut a = Csr::from_triplets(3, 3, [(0, 1, i), (1, 0, -i)]).unwrap();
    assert_eq!(a.hermitian_defect(), Ok(0.0));
    a.values_mut()[1] = i;
    assert_eq!(a.hermitian_defect(), Ok(2.0));
    assert!(sparse(2, 3, 1, 0).hermitian_defect().is_err());
}

proptest! {
    #[test]
    fn sparse_is_dense(
        rows in 1usize..40,
        cols in 1usize..40,
        fill in 0usize..200,
        width in 0usize..20,
        seed in any::<u64>(),
    ) {
        let a = sparse(rows, cols, fill, seed);
        let dense = a.to_dense();
        prop_assert_eq!(a.transpose().to_dense(), dense.transpose());
        prop_assert_eq!(a.adjoint().to_dense(), dense.adjoint());
        prop_assert_eq!(&a.adjoint().adjoint(), &a);
        let x = random_matrix(cols, width, seed ^ 5);
        let mut y = Block::zeros(rows, width);
        a.mul_block(&Block::from_dense(&x), &mut y).unwrap();
        let expected: CMatrix = &dense * &x;
        prop_assert!((y.to_dense() - &expected).norm() < 1e-12);
        if width > 0 {
            let mut one = vec![Complex64::default(); rows];
            a.mul_vec(x.column(0).as_slice(), &mut one).unwrap();
            prop_assert!(one.iter().zip(expected.column(0).iter()).all(|(p, q)| (p - q).norm() < 1e-12));
        }
        let again = Csr::from_parts(
            cols, a.row_offsets().to_vec(), a.columns().to_vec(), a.values().to_vec(),
        );
        prop_assert_eq!(again.as_ref(), Ok(&a));
    }
}
