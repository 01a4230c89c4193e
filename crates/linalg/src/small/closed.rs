//! Two by two in closed form.
//!
//! For $`H = \begin{pmatrix} a & \bar b \\ b & d \end{pmatrix}`$ let $`\delta = (a - d)/2`$ and
//! $`b = r w`$ with $`|w| = 1`$. The Jacobi rotation that makes `H` diagonal has the tangent
//!
//! ```math
//! t = \frac{r}{|\delta| + \sqrt{\delta^2 + r^2}} \le 1,
//! ```
//!
//! and moves the larger diagonal entry up and the smaller one down by `t r`. Nothing is subtracted
//! that nearly agrees, and the columns are orthonormal to rounding whatever `H` is.

use super::lanes::{Planes, larger, pick};
use super::{LANES, Lanes};

/// Outside of these sizes squares overflow or lose digits, and the matrix is scaled first.
const SAFE: std::ops::Range<f64> = 1e-140..1e140;

/// Squares of off-diagonal entries below this are zero beside entries in [`SAFE`].
const TINY: f64 = 1e-300;

/// Diagonal entries, off-diagonal entry, and the factor by which they were multiplied.
struct Entries {
    a: Lanes,
    d: Lanes,
    re: Lanes,
    im: Lanes,
    scale: Lanes,
}

#[inline(always)]
fn entries(h: &Planes) -> Entries {
    let mut e = Entries { a: h.re[0], d: h.re[3], re: h.re[1], im: h.im[1], scale: [1.0; LANES] };
    let mut largest: Lanes = [0.0; LANES];
    let mut outside = 0.0;
    for i in 0..LANES {
        let (a, d) = (e.a[i].abs(), e.d[i].abs());
        let x = larger(larger(a, d), larger(e.re[i].abs(), e.im[i].abs()));
        largest[i] = x;
        outside = larger(outside, pick(x < SAFE.start, pick(x > 0.0, 1.0, 0.0), 0.0));
        outside = larger(outside, pick(x < SAFE.end, 0.0, 1.0));
    }
    if outside > 0.0 {
        for i in 0..LANES {
            if largest[i] > 0.0 && !SAFE.contains(&largest[i]) {
                // in two steps, since the inverse of a subnormal number is infinite
                let lift = if largest[i] < 1.0 { 2f64.powi(500) } else { 2f64.powi(-500) };
                let rest = 1.0 / (largest[i] * lift);
                for x in [&mut e.a, &mut e.d, &mut e.re, &mut e.im] {
                    x[i] = x[i] * lift * rest;
                }
                e.scale[i] = largest[i];
            }
        }
    }
    e
}

#[inline(always)]
pub(super) fn values(h: &Planes, values: &mut [Lanes]) {
    let Entries { a, d, re, im, scale } = entries(h);
    let [low, high] = values else { return };
    for i in 0..LANES {
        let delta = 0.5 * (a[i] - d[i]);
        let r2 = re[i] * re[i] + im[i] * im[i];
        let root = (delta * delta + r2).sqrt();
        let sum = delta.abs() + root;
        let shift = r2 / pick(sum > 0.0, sum, 1.0);
        high[i] = (larger(a[i], d[i]) + shift) * scale[i];
        low[i] = (pick(a[i] > d[i], d[i], a[i]) - shift) * scale[i];
    }
}

#[inline(always)]
pub(super) fn vectors(h: &Planes, values: &mut [Lanes], vectors: &mut Planes) {
    let Entries { a, d, re, im, scale } = entries(h);
    let ([low, high], [re0, re1, re2, re3], [im0, im1, im2, im3]) =
        (values, &mut vectors.re[..], &mut vectors.im[..])
    else {
        return;
    };
    for i in 0..LANES {
        let delta = 0.5 * (a[i] - d[i]);
        let r2 = re[i] * re[i] + im[i] * im[i];
        let coupled = r2 > TINY;
        let r2 = pick(coupled, r2, 0.0);
        let r = r2.sqrt();
        let inverse = 1.0 / pick(coupled, r, 1.0);
        let wr = pick(coupled, re[i] * inverse, 1.0);
        let wi = pick(coupled, im[i] * inverse, 0.0);
        let sum = delta.abs() + (delta * delta + r2).sqrt();
        let t = r / pick(sum > 0.0, sum, 1.0);
        let shift = t * r;
        high[i] = (larger(a[i], d[i]) + shift) * scale[i];
        low[i] = (pick(a[i] > d[i], d[i], a[i]) - shift) * scale[i];
        let c = 1.0 / (1.0 + t * t).sqrt();
        let s = t * c;
        let first = delta >= 0.0;
        let (x, y) = (pick(first, s, c), pick(first, c, s));
        // low: (x conj(w), -y) for delta >= 0, (x, -y w) for delta < 0
        re0[i] = pick(first, x * wr, x);
        im0[i] = pick(first, -x * wi, 0.0);
        re1[i] = pick(first, -y, -y * wr);
        im1[i] = pick(first, 0.0, -y * wi);
        // high: (y, x w) for delta >= 0, (y conj(w), x) for delta < 0
        re2[i] = pick(first, y, y * wr);
        im2[i] = pick(first, 0.0, -y * wi);
        re3[i] = pick(first, x * wr, x);
        im3[i] = pick(first, x * wi, 0.0);
    }
}
