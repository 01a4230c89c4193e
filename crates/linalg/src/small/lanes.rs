//! Arithmetic on eight numbers at once, and on planes of them.

use super::{LANES, Lanes};

pub(super) const ZERO: Lanes = [0.0; LANES];

/// Real and imaginary parts of `n`×`n` matrices, entry (row, col) at `row + n * col`.
#[derive(Debug, Clone)]
pub(super) struct Planes {
    pub(super) re: Vec<Lanes>,
    pub(super) im: Vec<Lanes>,
}

impl Planes {
    pub(super) fn zeros(n: usize) -> Self {
        Self { re: vec![ZERO; n * n], im: vec![ZERO; n * n] }
    }
}

/// Applies `f` to each lane.
#[inline(always)]
pub(super) fn each(mut f: impl FnMut(usize) -> f64) -> Lanes {
    let mut out = ZERO;
    for (lane, x) in out.iter_mut().enumerate() {
        *x = f(lane);
    }
    out
}

/// `yes` where `condition` holds, else `no`, always as a selection and never as a branch: both are
/// computed, and a loop over lanes stays one of vector instructions.
#[inline(always)]
pub(super) fn pick(condition: bool, yes: f64, no: f64) -> f64 {
    std::hint::select_unpredictable(condition, yes, no)
}

/// The larger of two numbers that are not NaN.
#[inline(always)]
pub(super) fn larger(x: f64, y: f64) -> f64 {
    pick(x > y, x, y)
}

/// `y += x * f` for complex numbers given by parts.
#[inline(always)]
pub(super) fn add_product(
    re: &mut Lanes,
    im: &mut Lanes,
    (xr, xi): (&Lanes, &Lanes),
    (fr, fi): (&Lanes, &Lanes),
) {
    for l in 0..LANES {
        re[l] += xr[l] * fr[l] - xi[l] * fi[l];
        im[l] += xr[l] * fi[l] + xi[l] * fr[l];
    }
}

/// `y += conj(x) * f` for complex numbers given by parts.
#[inline(always)]
pub(super) fn add_conj_product(
    re: &mut Lanes,
    im: &mut Lanes,
    (xr, xi): (&Lanes, &Lanes),
    (fr, fi): (&Lanes, &Lanes),
) {
    for l in 0..LANES {
        re[l] += xr[l] * fr[l] + xi[l] * fi[l];
        im[l] += xr[l] * fi[l] - xi[l] * fr[l];
    }
}
