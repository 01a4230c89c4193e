//! What the models with `p/q` flux quanta per cell share.

use num_complex::Complex64;

use super::ZooModel;
use crate::LatticeError;

/// Larger magnetic cells than this are taken for a mistake.
const LARGEST_Q: u32 = 4096;

/// Refuses a denominator that is 0 or enormous.
pub(super) fn check_denominator(model: &impl ZooModel, q: u32) -> Result<(), LatticeError> {
    if (1..=LARGEST_Q).contains(&q) {
        return Ok(());
    }
    Err(model.wrong("q", format!("a whole number from 1 to {LARGEST_Q}")))
}

/// $`e^{2\pi i (p/q) x}`$ for $x$ = `halves`/2, exact where it is ±1 or ±i.
pub(super) fn flux_phase(p: i32, q: u32, halves: i64) -> Complex64 {
    let (p, q) = (i64::from(p), i64::from(q));
    // In units of a turn: p·halves / 2q, reduced to one turn before it is rounded.
    let numerator = (p.rem_euclid(2 * q) * halves.rem_euclid(2 * q)) % (2 * q);
    match 4 * numerator {
        0 => Complex64::ONE,
        n if n == 2 * q => Complex64::I,
        n if n == 4 * q => -Complex64::ONE,
        n if n == 6 * q => -Complex64::I,
        _ => Complex64::cis(std::f64::consts::PI * numerator as f64 / q as f64),
    }
}

/// `0 … q − 1`, and whether the site to its right lies in the next magnetic cell.
pub(super) fn columns(q: u32) -> impl Iterator<Item = (u32, u32, i32)> {
    (0..q).map(move |x| {
        let last = x + 1 == q;
        (x, if last { 0 } else { x + 1 }, i32::from(last))
    })
}
