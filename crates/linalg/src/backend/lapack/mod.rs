//! Kernels from LAPACK, in the OpenBLAS of the system. All run on the calling thread.

mod factor;
mod general;
mod hermitian;
mod raw;

pub(crate) use factor::{bunch_kaufman, lu, qr, singular_values, solve_triangular, svd};
pub(crate) use general::{eig, eig_generalized, eigvals};
pub(crate) use hermitian::EighScratch;
pub(crate) use raw::Raw;

use crate::LinalgError;
use crate::backend::NO_CONVERGENCE;
use std::sync::Once;

// links the library that defines the symbols
use openblas_src as _;

/// Keeps OpenBLAS on the calling thread: parallel loops lie outside of the kernels, and its own
/// threads spin against them.
fn one_thread() {
    unsafe extern "C" {
        fn openblas_set_num_threads(threads: std::ffi::c_int);
    }
    static ONCE: Once = Once::new();
    // SAFETY: the signature is that of OpenBLAS, and the call has no other precondition.
    ONCE.call_once(|| unsafe { openblas_set_num_threads(1) });
}

/// A size as LAPACK wants it. Matrices of 2³¹ rows do not fit into any memory.
fn size(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// The length of work space that a routine asked for in the real part of a number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are exact")]
fn length(asked: f64) -> usize {
    asked.max(1.0) as usize
}

fn converged(info: i32) -> Result<(), LinalgError> {
    if info == 0 { Ok(()) } else { Err(NO_CONVERGENCE) }
}
