//! Hermitian eigenproblems.

use super::scale::Scale;
use super::{PAR, view, view_mut};
use crate::backend::NO_CONVERGENCE;
use crate::{LinalgError, Scalar};
use ::faer::MatMut;
use ::faer::diag::DiagMut;
use ::faer::dyn_stack::{MemBuffer, MemStack};
use ::faer::linalg::evd::{self, ComputeEigenvectors};
use ::faer::prelude::default;
use nalgebra::DMatrix;

/// Memory for Hermitian eigenproblems of one size.
pub(crate) struct EighScratch<T: Scalar> {
    values: Vec<T>,
    memory: MemBuffer,
}

impl<T: Scalar> std::fmt::Debug for EighScratch<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EighScratch").field("n", &self.values.len()).finish_non_exhaustive()
    }
}

impl<T: Scalar> EighScratch<T> {
    pub(crate) fn new(n: usize) -> Self {
        // faer's size formula subtracts one
        let yes = ComputeEigenvectors::Yes;
        let required = evd::self_adjoint_evd_scratch::<T>(n.max(1), yes, PAR, default());
        Self { values: vec![T::zero(); n], memory: MemBuffer::new(required) }
    }

    pub(crate) fn values(&mut self, h: &DMatrix<T>, out: &mut [f64]) -> Result<(), LinalgError> {
        self.run(h, out, None)
    }

    pub(crate) fn vectors(
        &mut self,
        h: &DMatrix<T>,
        out: &mut [f64],
        vectors: &mut DMatrix<T>,
    ) -> Result<(), LinalgError> {
        self.run(h, out, Some(view_mut(vectors)))
    }

    fn run(
        &mut self,
        h: &DMatrix<T>,
        out: &mut [f64],
        vectors: Option<MatMut<'_, T>>,
    ) -> Result<(), LinalgError> {
        if out.is_empty() {
            return Ok(());
        }
        let scale = Scale::of(h);
        let scaled = scale.map(|scale| scale.apply(h));
        evd::self_adjoint_evd(
            view(scaled.as_ref().unwrap_or(h)),
            DiagMut::from_slice_mut(&mut self.values),
            vectors,
            PAR,
            MemStack::new(&mut self.memory),
            default(),
        )
        .map_err(|_| NO_CONVERGENCE)?;
        for (value, found) in out.iter_mut().zip(&self.values) {
            *value = scale.map_or(found.real(), |scale| scale.undo(found.real()));
        }
        Ok(())
    }
}
