//! Random matrices and measures of error that the tests share.
#![allow(dead_code, reason = "each test file uses its own part")]

use thouless_linalg::{CMatrix, Complex64};

/// Splitmix64, mapped to −1..1.
pub(crate) fn numbers(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        (z >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

pub(crate) fn random(rows: usize, cols: usize, seed: u64) -> CMatrix {
    let mut next = numbers(seed);
    CMatrix::from_fn(rows, cols, |_, _| Complex64::new(next(), next()))
}

pub(crate) fn hermitian(n: usize, seed: u64) -> CMatrix {
    let a = random(n, n, seed);
    (&a + a.adjoint()) * Complex64::from(0.5)
}

/// Largest entry of V†V − 1.
pub(crate) fn unitarity(vectors: &CMatrix) -> f64 {
    let gram = vectors.adjoint() * vectors;
    let n = gram.nrows();
    (gram - CMatrix::identity(n, n)).camax()
}

/// Largest entry of HV − VE.
pub(crate) fn residual(h: &CMatrix, values: &[f64], vectors: &CMatrix) -> f64 {
    let mut scaled = vectors.clone();
    for (mut column, &value) in scaled.column_iter_mut().zip(values) {
        column *= Complex64::from(value);
    }
    (h * vectors - scaled).camax()
}
