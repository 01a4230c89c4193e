//! Eigenproblems of matrices without symmetry.

use super::balance::balance;
use super::scale::Scale;
use super::{PAR, svd, view, view_mut};
use crate::backend::{NO_CONVERGENCE, PencilVectors, Vectors};
use crate::{CMatrix, Complex64, LinalgError, check};
use ::faer::MatMut;
use ::faer::diag::DiagMut;
use ::faer::dyn_stack::{MemBuffer, MemStack};
use ::faer::linalg::evd::{self, ComputeEigenvectors};
use ::faer::linalg::{gevd, temp_mat_scratch};
use ::faer::prelude::default;

pub(crate) fn eigvals(a: CMatrix) -> Result<Vec<Complex64>, LinalgError> {
    run(a, None).map(|(values, _)| values)
}

pub(crate) fn eig(a: CMatrix) -> Result<Vectors, LinalgError> {
    let n = a.nrows();
    let (mut left, mut right) = (CMatrix::zeros(n, n), CMatrix::zeros(n, n));
    let (values, d) = run(a, Some((view_mut(&mut left), view_mut(&mut right))))?;
    for (i, &scale) in d.iter().enumerate() {
        right.row_mut(i).scale_mut(scale);
        left.row_mut(i).scale_mut(1.0 / scale);
    }
    Ok((values, right, left))
}

type Pair<'a> = (MatMut<'a, Complex64>, MatMut<'a, Complex64>);

fn run(
    mut a: CMatrix,
    vectors: Option<Pair<'_>>,
) -> Result<(Vec<Complex64>, Vec<f64>), LinalgError> {
    let n = a.nrows();
    let scale = Scale::of(&a);
    if let Some(scale) = scale {
        a = scale.apply(&a);
    }
    let d = balance(&mut a);
    let mut values = vec![Complex64::default(); n];
    let compute =
        if vectors.is_some() { ComputeEigenvectors::Yes } else { ComputeEigenvectors::No };
    let (left, right) = vectors.unzip();
    let required = evd::evd_scratch::<Complex64>(n, compute, compute, PAR, default());
    evd::evd_cplx(
        view(&a),
        DiagMut::from_slice_mut(&mut values),
        left,
        right,
        PAR,
        MemStack::new(&mut MemBuffer::new(required)),
        default(),
    )
    .map_err(|_| NO_CONVERGENCE)?;
    if let Some(scale) = scale {
        for value in &mut values {
            *value = Complex64::new(scale.undo(value.re), scale.undo(value.im));
        }
    }
    Ok((values, d))
}

pub(crate) fn eig_generalized(
    mut a: CMatrix,
    mut b: CMatrix,
) -> Result<PencilVectors, LinalgError> {
    let n = a.nrows();
    // faer 0.24.4 divides by the norm of each
    if check::largest(&a) == 0.0 {
        let (left, values, right) = svd(&b)?;
        return Ok((vec![Complex64::default(); n], complex(values), right, left));
    }
    if check::largest(&b) == 0.0 {
        let (left, values, right) = svd(&a)?;
        return Ok((complex(values), vec![Complex64::default(); n], right, left));
    }
    let (scale_a, scale_b) = (Scale::of(&a), Scale::of(&b));
    if let Some(scale) = scale_a {
        a = scale.apply(&a);
    }
    if let Some(scale) = scale_b {
        b = scale.apply(&b);
    }
    let (mut left, mut right) = (CMatrix::zeros(n, n), CMatrix::zeros(n, n));
    let mut alpha = vec![Complex64::default(); n];
    let mut beta = vec![Complex64::default(); n];
    let yes = ComputeEigenvectors::Yes;
    // faer 0.24.4 forgets the four columns of its back substitution, which small n needs
    let required = gevd::gevd_scratch::<Complex64>(n, yes, yes, PAR, default())
        .and(temp_mat_scratch::<Complex64>(n, 8));
    gevd::gevd_cplx(
        view_mut(&mut a),
        view_mut(&mut b),
        DiagMut::from_slice_mut(&mut alpha),
        DiagMut::from_slice_mut(&mut beta),
        Some(view_mut(&mut left)),
        Some(view_mut(&mut right)),
        PAR,
        MemStack::new(&mut MemBuffer::new(required)),
        default(),
    )
    .map_err(|_| NO_CONVERGENCE)?;
    for (numbers, scale) in [(&mut alpha, scale_a), (&mut beta, scale_b)] {
        if let Some(scale) = scale {
            for x in numbers.iter_mut() {
                *x = Complex64::new(scale.undo(x.re), scale.undo(x.im));
            }
        }
    }
    Ok((alpha, beta, right, left))
}

fn complex(values: Vec<f64>) -> Vec<Complex64> {
    values.into_iter().map(Complex64::from).collect()
}
