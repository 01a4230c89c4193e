//! Three rows and more: Householder reflections to a real tridiagonal matrix, implicit QL on it.
//!
//! All lanes take the same steps; where one is finished before the others, its rotations are the
//! identity, so that each lane's result depends on its own matrix only.
//!
//! C. Reinsch, J. H. Wilkinson, Handbook for Automatic Computation II (Springer, 1971), contributions
//! II/2 and II/4 (tred, imtql2), here for complex Hermitian matrices.

use super::lanes::{Planes, ZERO, add_conj_product, add_product, each, larger, pick};
use super::{LANES, Lanes, MAX_SMALL};

/// Squares of lengths below this are zero beside a matrix whose largest entry is in [`SAFE`].
const TINY: f64 = 1e-280;

/// A matrix with its largest entry outside of this is scaled first.
const SAFE: std::ops::Range<f64> = 1e-100..1e100;

/// Sweeps allowed for one eigenvalue; two are usual.
const MAX_SWEEPS: usize = 64;

type Vector = [Lanes; MAX_SMALL];

/// Memory for one batch.
#[derive(Debug)]
pub(super) struct Work {
    /// The matrix, then the reflectors below its diagonal.
    a: Planes,
    /// Eigenvectors of the tridiagonal matrix.
    z: Vec<Lanes>,
}

impl Work {
    pub(super) fn new(n: usize) -> Self {
        Self { a: Planes::zeros(n), z: vec![ZERO; n * n] }
    }
}

/// A real tridiagonal matrix and how it came from the full one.
struct Tridiagonal {
    d: Vector,
    e: Vector,
    tau: Vector,
    /// Entry `k` of the diagonal unitary that makes the off-diagonal entries positive.
    phase_re: Vector,
    phase_im: Vector,
}

/// Writes eigenvalues, and eigenvectors if asked; returns false when the iteration does not end.
#[inline(always)]
pub(super) fn solve(
    n: usize,
    h: &Planes,
    work: &mut Work,
    values: &mut [Lanes],
    vectors: Option<&mut Planes>,
) -> bool {
    let scale = load(n, h, &mut work.a);
    let mut t = reduce(n, &mut work.a);
    let converged = if let Some(vectors) = vectors {
        work.z.fill(ZERO);
        for k in 0..n {
            work.z[k + n * k] = [1.0; LANES];
        }
        let converged = iterate::<true>(n, &mut t.d, &mut t.e, &mut work.z);
        sort(n, &mut t.d, &mut work.z);
        transform_back(n, &work.a, &t, &work.z, vectors);
        converged
    } else {
        let converged = iterate::<false>(n, &mut t.d, &mut t.e, &mut []);
        sort(n, &mut t.d, &mut []);
        converged
    };
    for (value, d) in values.iter_mut().zip(&t.d) {
        *value = *d;
    }
    if let Some(scale) = scale {
        for value in values {
            // in halves, since the factor can leave the range of numbers
            *value = each(|l| value[l] / scale[l] / scale[l]);
        }
    }
    converged
}

/// Copies the lower triangle, scaled where needed; returns the square root of the factor.
#[inline(always)]
fn load(n: usize, h: &Planes, a: &mut Planes) -> Option<Lanes> {
    let mut largest = ZERO;
    for col in 0..n {
        for at in col + n * col..n + n * col {
            let (re, im) = (h.re[at], h.im[at]);
            (a.re[at], a.im[at]) = (re, im);
            largest = each(|l| larger(largest[l], larger(re[l].abs(), im[l].abs())));
        }
    }
    if largest.iter().all(|&x| x == 0.0 || SAFE.contains(&x)) {
        return None;
    }
    let root = largest.map(|x| {
        if x == 0.0 || SAFE.contains(&x) { 1.0 } else { (-x.log2() / 2.0).round().exp2() }
    });
    for x in a.re.iter_mut().chain(&mut a.im) {
        *x = each(|l| x[l] * root[l] * root[l]);
    }
    Some(root)
}

#[inline(always)]
fn reduce(n: usize, a: &mut Planes) -> Tridiagonal {
    let zero = [ZERO; MAX_SMALL];
    let mut t = Tridiagonal { d: zero, e: zero, tau: zero, phase_re: zero, phase_im: zero };
    t.phase_re[0] = [1.0; LANES];
    for k in 0..n {
        t.d[k] = a.re[k + n * k];
        if k + 1 == n {
            break;
        }
        let first = k + 1 + n * k;
        let rest = n - k - 1;
        let mut tail = ZERO;
        for at in first + 1..first + rest {
            let (re, im) = (a.re[at], a.im[at]);
            tail = each(|l| tail[l] + (re[l] * re[l] + im[l] * im[l]));
        }
        let (re, im) = (a.re[first], a.im[first]);
        let (mut e, mut tau) = (ZERO, ZERO);
        let (mut vr, mut vi) = (ZERO, ZERO);
        let (mut pr, mut pi) = (ZERO, ZERO);
        for l in 0..LANES {
            let head2 = re[l] * re[l] + im[l] * im[l];
            let reflect = tail[l] > TINY;
            let head = head2.sqrt();
            let visible = head2 > TINY;
            let length = pick(reflect, (head2 + tail[l]).sqrt(), head);
            // phase of the first entry, 1 where there is none
            let inverse = 1.0 / pick(visible, head, 1.0);
            let wr = pick(visible, re[l] * inverse, 1.0);
            let wi = pick(visible, im[l] * inverse, 0.0);
            e[l] = length;
            // x + w |x| e₁, which the reflection turns into −w |x| e₁
            let inverse = 1.0 / pick(reflect, length * (length + head), 1.0);
            tau[l] = pick(reflect, inverse, 0.0);
            vr[l] = re[l] + wr * length;
            vi[l] = im[l] + wi * length;
            pr[l] = pick(reflect, -wr, wr);
            pi[l] = pick(reflect, -wi, wi);
        }
        a.re[first] = vr;
        a.im[first] = vi;
        t.e[k] = e;
        t.tau[k] = tau;
        let (qr, qi) = (t.phase_re[k], t.phase_im[k]);
        t.phase_re[k + 1] = each(|l| pr[l] * qr[l] - pi[l] * qi[l]);
        t.phase_im[k + 1] = each(|l| pr[l] * qi[l] + pi[l] * qr[l]);
        if rest > 1 {
            update(n, k, a, &tau);
        }
    }
    t
}

/// Replaces the block right of and below column `k` by its reflection, $A - v q^\dagger - q v^\dagger$.
#[inline(always)]
fn update(n: usize, k: usize, a: &mut Planes, tau: &Lanes) {
    let start = k + 1;
    let rest = n - start;
    let (done_re, block_re) = a.re.split_at_mut(n * start);
    let (done_im, block_im) = a.im.split_at_mut(n * start);
    let vr = &done_re[start + n * k..n + n * k];
    let vi = &done_im[start + n * k..n + n * k];
    // p = A v
    let (mut pr, mut pi) = ([ZERO; MAX_SMALL], [ZERO; MAX_SMALL]);
    for j in 0..rest {
        let column = start + j + n * j..n + n * j;
        let (ar, ai) = (&block_re[column.clone()], &block_im[column]);
        let (x, y) = (vr[j], vi[j]);
        let mut sum_re = each(|l| pr[j][l] + ar[0][l] * x[l]);
        let mut sum_im = each(|l| pi[j][l] + ar[0][l] * y[l]);
        for i in 1..rest - j {
            let entry = (&ar[i], &ai[i]);
            add_product(&mut pr[j + i], &mut pi[j + i], entry, (&x, &y));
            add_conj_product(&mut sum_re, &mut sum_im, entry, (&vr[j + i], &vi[j + i]));
        }
        (pr[j], pi[j]) = (sum_re, sum_im);
    }
    // q = τ p − ½ τ² (v† p) v, where v† p is real
    let mut overlap = ZERO;
    for j in 0..rest {
        overlap = each(|l| overlap[l] + (vr[j][l] * pr[j][l] + vi[j][l] * pi[j][l]));
    }
    let half = each(|l| 0.5 * tau[l] * tau[l] * overlap[l]);
    for j in 0..rest {
        pr[j] = each(|l| tau[l] * pr[j][l] - half[l] * vr[j][l]);
        pi[j] = each(|l| tau[l] * pi[j][l] - half[l] * vi[j][l]);
    }
    for j in 0..rest {
        let column = start + j + n * j..n + n * j;
        let (ar, ai) = (&mut block_re[column.clone()], &mut block_im[column]);
        let (xr, xi, yr, yi) = (vr[j], vi[j], pr[j], pi[j]);
        for i in 0..rest - j {
            let (v, w, p, q) = (&vr[j + i], &vi[j + i], &pr[j + i], &pi[j + i]);
            let (re, im) = (&mut ar[i], &mut ai[i]);
            for l in 0..LANES {
                re[l] -= (v[l] * yr[l] + w[l] * yi[l]) + (p[l] * xr[l] + q[l] * xi[l]);
                im[l] -= (w[l] * yr[l] - v[l] * yi[l]) + (q[l] * xr[l] - p[l] * xi[l]);
            }
        }
    }
}

/// Implicit QL with Wilkinson's shift; `z` collects the rotations when `VECTORS`.
#[inline(always)]
fn iterate<const VECTORS: bool>(n: usize, d: &mut Vector, e: &mut Vector, z: &mut [Lanes]) -> bool {
    let mut norm = ZERO;
    for k in 0..n {
        norm = each(|l| larger(norm[l], larger(d[k][l].abs(), e[k][l])));
    }
    let floor = norm.map(|x| x * (f64::EPSILON / 16.0));
    for low in 0..n {
        let mut sweeps = 0;
        loop {
            // the block that begins at `low` ends where an off-diagonal entry is negligible
            let mut end = [(n - 1) as f64; LANES];
            for m in (low..n - 1).rev() {
                for l in 0..LANES {
                    let small = f64::EPSILON * (d[m][l].abs() + d[m + 1][l].abs());
                    end[l] = pick(e[m][l].abs() <= larger(small, floor[l]), m as f64, end[l]);
                }
            }
            let last = end.iter().copied().fold(0.0, f64::max);
            let last = (low..n).rev().find(|&m| m as f64 <= last).unwrap_or(low);
            if last == low {
                break;
            }
            sweeps += 1;
            if sweeps > MAX_SWEEPS {
                return false;
            }
            sweep::<VECTORS>(n, low, last, &end, d, e, z);
        }
    }
    true
}

/// One QL step on the block of each lane from `low` to `end`.
#[inline(always)]
fn sweep<const VECTORS: bool>(
    n: usize,
    low: usize,
    last: usize,
    end: &Lanes,
    d: &mut Vector,
    e: &mut Vector,
    z: &mut [Lanes],
) {
    let mut bottom = ZERO;
    for m in low..=last {
        bottom = each(|l| pick(is(end[l], m), d[m][l], bottom[l]));
    }
    // lanes whose block has one row take no part; a lane that splits on the way drops out
    let mut top = each(|l| pick(end[l] > low as f64, end[l], -1.0));
    let mut g = each(|l| {
        // a lane that takes no part may have nothing to divide by
        let off = pick(top[l] >= 0.0, e[low][l], 1.0);
        let ratio = (d[low + 1][l] - d[low][l]) / (2.0 * off);
        let root = (ratio * ratio + 1.0).sqrt();
        bottom[l] - d[low][l] + off / (ratio + pick(ratio < 0.0, -root, root))
    });
    let (mut s, mut c, mut p) = ([1.0; LANES], [1.0; LANES], ZERO);
    for i in (low..last).rev() {
        let at = i as f64;
        let (mut turn_c, mut turn_s) = ([1.0; LANES], ZERO);
        let (mut upper, mut lower) = (d[i + 1], e[i + 1]);
        let (here, off) = (d[i], e[i]);
        for l in 0..LANES {
            let active = at < top[l];
            let f = s[l] * off[l];
            let b = c[l] * off[l];
            let square = f * f + g[l] * g[l];
            let whole = square > TINY;
            let turn = active & whole;
            let r = pick(turn, square, 1.0).sqrt();
            let inverse = 1.0 / r;
            let (sine, cosine) = (f * inverse, g[l] * inverse);
            let rest = upper[l] - p[l];
            let next = (here[l] - rest) * sine + 2.0 * cosine * b;
            // a block that splits here is as good as finished above
            lower[l] = pick(active, pick(whole, r, 0.0), lower[l]);
            s[l] = pick(turn, sine, s[l]);
            c[l] = pick(turn, cosine, c[l]);
            turn_s[l] = pick(turn, sine, 0.0);
            turn_c[l] = pick(turn, cosine, 1.0);
            p[l] = pick(active, pick(whole, sine * next, 0.0), p[l]);
            upper[l] = pick(active, rest + p[l], upper[l]);
            g[l] = pick(turn, cosine * next - b, g[l]);
            top[l] = pick(active, pick(whole, top[l], -1.0), top[l]);
        }
        (d[i + 1], e[i + 1]) = (upper, lower);
        if VECTORS {
            let (left, right) = z[n * i..n * (i + 2)].split_at_mut(n);
            for (x, y) in left.iter_mut().zip(right) {
                for l in 0..LANES {
                    let (a, b) = (x[l], y[l]);
                    y[l] = turn_s[l] * a + turn_c[l] * b;
                    x[l] = turn_c[l] * a - turn_s[l] * b;
                }
            }
        }
    }
    for l in 0..LANES {
        let active = top[l] >= 0.0;
        d[low][l] = pick(active, d[low][l] - p[l], d[low][l]);
        e[low][l] = pick(active, g[l], e[low][l]);
    }
    // what stood at the end of the block is negligible
    for m in low + 1..=last {
        e[m] = each(|l| pick(is(end[l], m), 0.0, e[m][l]));
    }
}

/// Whether a number that counts rows is `m`.
#[inline(always)]
fn is(x: f64, m: usize) -> bool {
    (x - m as f64).abs() < 0.5
}

/// Sorts eigenvalues in each lane, and columns of `z` with them if there are any.
#[inline(always)]
fn sort(n: usize, d: &mut Vector, z: &mut [Lanes]) {
    for round in 0..n {
        for i in (round % 2..n - 1).step_by(2) {
            let (x, y) = (d[i], d[i + 1]);
            if (0..LANES).all(|l| x[l] <= y[l]) {
                continue;
            }
            d[i] = each(|l| pick(x[l] > y[l], y[l], x[l]));
            d[i + 1] = each(|l| pick(x[l] > y[l], x[l], y[l]));
            if let Some(pair) = z.get_mut(n * i..n * (i + 2)) {
                let (left, right) = pair.split_at_mut(n);
                for (p, q) in left.iter_mut().zip(right) {
                    let (a, b) = (*p, *q);
                    *p = each(|l| pick(x[l] > y[l], b[l], a[l]));
                    *q = each(|l| pick(x[l] > y[l], a[l], b[l]));
                }
            }
        }
    }
}

/// Eigenvectors of the full matrix from those of the tridiagonal one.
#[inline(always)]
fn transform_back(n: usize, a: &Planes, t: &Tridiagonal, z: &[Lanes], vectors: &mut Planes) {
    for col in 0..n {
        let range = n * col..n * (col + 1);
        let (re, im) = (&mut vectors.re[range.clone()], &mut vectors.im[range.clone()]);
        for (row, z) in z[range].iter().enumerate() {
            re[row] = each(|l| t.phase_re[row][l] * z[l]);
            im[row] = each(|l| t.phase_im[row][l] * z[l]);
        }
        for k in (0..n.saturating_sub(2)).rev() {
            let reflector = k + 1 + n * k..n + n * k;
            let (vr, vi) = (&a.re[reflector.clone()], &a.im[reflector]);
            let (xr, xi) = (&mut re[k + 1..], &mut im[k + 1..]);
            let (mut fr, mut fi) = (ZERO, ZERO);
            for i in 0..vr.len() {
                add_conj_product(&mut fr, &mut fi, (&vr[i], &vi[i]), (&xr[i], &xi[i]));
            }
            let tau = &t.tau[k];
            fr = each(|l| -tau[l] * fr[l]);
            fi = each(|l| -tau[l] * fi[l]);
            for i in 0..vr.len() {
                add_product(&mut xr[i], &mut xi[i], (&vr[i], &vi[i]), (&fr, &fi));
            }
        }
    }
}
