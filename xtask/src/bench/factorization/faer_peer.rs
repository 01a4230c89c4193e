//! faer's sparse factorizations: CPU seconds of the numbers alone.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::perm::PermRef;
use faer::sparse::linalg::SupernodalThreshold;
use faer::sparse::linalg::cholesky::{
    CholeskySymbolicParams, SymmetricOrdering, factorize_symbolic_cholesky,
};
use faer::sparse::linalg::solvers::{Lu, SymbolicLu};
use faer::sparse::{SparseColMat, SymbolicSparseColMat};
use faer::traits::ComplexField;
use faer::{Par, Side};
use thouless_linalg::{Csr, Scalar};

use super::{BENCH, cheapest};
use crate::bench::bench_error;
use crate::error::TaskError;

/// A Hermitian matrix by columns.
fn by_columns<T: Scalar + ComplexField>(a: &Csr<T>) -> SparseColMat<usize, T> {
    let n = a.n_rows();
    let rows = a.columns().iter().map(|&c| c as usize).collect();
    let pattern = SymbolicSparseColMat::new_checked(n, n, a.row_offsets().to_vec(), None, rows);
    SparseColMat::new(pattern, a.values().iter().map(|v| v.conjugate()).collect())
}

/// The supernodal Bunch-Kaufman factorization in the given order.
pub(super) fn lblt<T: Scalar + ComplexField>(a: &Csr<T>, order: &[u32]) -> Result<f64, TaskError> {
    let n = a.n_rows();
    let matrix = by_columns(a);
    let forward: Vec<usize> = order.iter().map(|&row| row as usize).collect();
    let mut inverse = vec![0; n];
    for (number, &row) in forward.iter().enumerate() {
        inverse[row] = number;
    }
    let symbolic = factorize_symbolic_cholesky(
        matrix.symbolic(),
        Side::Lower,
        SymmetricOrdering::Custom(PermRef::new_checked(&forward, &inverse, n)),
        CholeskySymbolicParams {
            supernodal_flop_ratio_threshold: SupernodalThreshold::FORCE_SUPERNODAL,
            ..Default::default()
        },
    )
    .map_err(|error| bench_error(BENCH, &error))?;
    let mut values = vec![T::zero(); symbolic.len_val()];
    let mut below = vec![T::zero(); n];
    let (mut pivots, mut pivots_inverse) = (vec![0usize; n], vec![0usize; n]);
    let required =
        symbolic.factorize_numeric_intranode_lblt_scratch::<T>(Par::Seq, faer::prelude::default());
    let mut memory = MemBuffer::new(required);
    let (cost, ()) = cheapest(5, || {
        symbolic.factorize_numeric_intranode_lblt(
            &mut values,
            &mut below,
            &mut pivots,
            &mut pivots_inverse,
            matrix.as_ref(),
            Side::Lower,
            Par::Seq,
            MemStack::new(&mut memory),
            faer::prelude::default(),
        );
    });
    Ok(cost.cpu)
}

/// The unsymmetric factorization, with its own order of columns.
pub(super) fn lu<T: Scalar + ComplexField>(a: &Csr<T>) -> Result<f64, TaskError> {
    let matrix = by_columns(a);
    let symbolic =
        SymbolicLu::try_new(matrix.symbolic()).map_err(|error| bench_error(BENCH, &error))?;
    let (cost, done) =
        cheapest(1, || Lu::try_new_with_symbolic(symbolic.clone(), matrix.as_ref()).map(|_| ()));
    done.map_err(|error| bench_error(BENCH, &error))?;
    Ok(cost.cpu)
}
