//! Kernels in pure Rust, from the crate faer. All run on the calling thread.

use crate::{LinalgError, Scalar};
use ::faer::diag::DiagMut;
use ::faer::dyn_stack::{MemBuffer, MemStack};
use ::faer::linalg::evd::{self, ComputeEigenvectors};
use ::faer::{MatMut, MatRef, Par};
use nalgebra::DMatrix;

const PAR: Par = Par::Seq;

fn view<T: Scalar>(a: &DMatrix<T>) -> MatRef<'_, T> {
    MatRef::from_column_major_slice(a.as_slice(), a.nrows(), a.ncols())
}

fn view_mut<T: Scalar>(a: &mut DMatrix<T>) -> MatMut<'_, T> {
    let (rows, cols) = a.shape();
    MatMut::from_column_major_slice_mut(a.as_mut_slice(), rows, cols)
}

const NO_CONVERGENCE: LinalgError =
    LinalgError::NoConvergence { iterations: 0, residual: f64::INFINITY };

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
        let required = evd::self_adjoint_evd_scratch::<T>(
            n.max(1),
            ComputeEigenvectors::Yes,
            PAR,
            ::faer::prelude::default(),
        );
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
        evd::self_adjoint_evd(
            view(h),
            DiagMut::from_slice_mut(&mut self.values),
            vectors,
            PAR,
            MemStack::new(&mut self.memory),
            ::faer::prelude::default(),
        )
        .map_err(|_| NO_CONVERGENCE)?;
        for (value, found) in out.iter_mut().zip(&self.values) {
            *value = found.real();
        }
        Ok(())
    }
}
