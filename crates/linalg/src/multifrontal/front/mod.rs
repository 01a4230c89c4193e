//! Elimination within one dense front, by pivots of one and two rows.
//!
//! I. S. Duff, J. K. Reid, ACM Trans. Math. Softw. **9**, 302 (1983).

use crate::Scalar;
use faer::MatMut;
use faer::prelude::ReborrowMut;
use std::marker::PhantomData;

/// What a pivot must fulfil.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pivoting {
    /// Entries of $L$ stay below its inverse.
    pub(crate) threshold: f64,
    /// Size below which a column counts as zero, in the unit of the matrix.
    pub(crate) tiny: f64,
    /// Whether nothing may be delayed, all rows being candidates.
    pub(crate) at_root: bool,
}

/// Memory that is kept from front to front.
#[derive(Debug)]
pub(crate) struct FrontWork<T> {
    marker: PhantomData<T>,
}

impl<T> Default for FrontWork<T> {
    fn default() -> Self {
        Self { marker: PhantomData }
    }
}

/// What became of the candidates of a front.
#[derive(Debug)]
pub(crate) struct Elimination<T> {
    /// Rows eliminated.
    pub(crate) eliminated: usize,
    /// Candidate that stands at each place now; the delayed ones stand last.
    pub(crate) order: Vec<u32>,
    /// Diagonal of $D$.
    pub(crate) diagonal: Vec<f64>,
    /// Entry $(k + 1, k)$ of $D$ where the pivot has two rows, else 0.
    pub(crate) below: Vec<T>,
    /// Largest modulus in $L$.
    pub(crate) growth: f64,
    /// Pivots that are zero.
    pub(crate) zeros: usize,
}

/// Eliminates as many of the first `candidates` rows and columns of a Hermitian front (lower triangle)
/// as stay stable.
///
/// After it, columns `0..eliminated` hold the unit lower triangular $L$ below the pivots, and the rest
/// the lower triangle of the Schur complement.
pub(crate) fn eliminate<T: Scalar>(
    mut front: MatMut<'_, T>,
    candidates: usize,
    pivoting: &Pivoting,
    _work: &mut FrontWork<T>,
) -> Elimination<T> {
    let n = front.nrows();
    let mut result = Elimination {
        eliminated: 0,
        order: (0..candidates).map(crate::multifrontal::tree::short).collect(),
        diagonal: Vec::with_capacity(candidates),
        below: Vec::with_capacity(candidates),
        growth: 0.0,
        zeros: 0,
    };
    let mut k = 0;
    let mut failed = 0;
    let mut at = 0;
    while k < candidates && failed < candidates - k {
        if at < k || at >= candidates {
            at = k;
        }
        let column = |front: &MatMut<'_, T>, p: usize, i: usize| {
            if i >= p { front[(i, p)].modulus() } else { front[(p, i)].modulus() }
        };
        let beside = |front: &MatMut<'_, T>, p: usize, but: usize| {
            let rows = (k..n).filter(|&i| i != p && i != but);
            rows.map(|i| column(front, p, i)).fold(0.0, f64::max)
        };
        let diagonal = front[(at, at)].real();
        let off = beside(&front, at, at);
        if diagonal.abs().max(off) <= pivoting.tiny {
            swap(front.rb_mut(), &mut result.order, k, at);
            for i in k..n {
                front[(i, k)] = T::zero();
            }
            result.diagonal.push(0.0);
            result.below.push(T::zero());
            result.zeros += 1;
            (k, failed) = (k + 1, 0);
            continue;
        }
        if diagonal.abs() >= pivoting.threshold * off {
            swap(front.rb_mut(), &mut result.order, k, at);
            one(front.rb_mut(), k, &mut result);
            (k, failed) = (k + 1, 0);
            continue;
        }
        let partner = (k..candidates)
            .filter(|&i| i != at)
            .max_by(|&i, &j| column(&front, at, i).total_cmp(&column(&front, at, j)));
        if let Some(partner) = partner {
            let (a, c) = (diagonal, front[(partner, partner)].real());
            let b = column(&front, at, partner);
            let (p, q) = (beside(&front, at, partner), beside(&front, partner, at));
            let determinant = (a * c - b * b).abs();
            let worst = (c.abs() * p + b * q).max(b * p + a.abs() * q);
            if b > pivoting.tiny && worst * pivoting.threshold <= determinant {
                let (low, high) = (at.min(partner), at.max(partner));
                swap(front.rb_mut(), &mut result.order, k, low);
                swap(front.rb_mut(), &mut result.order, k + 1, high);
                two(front.rb_mut(), k, &mut result);
                (k, failed) = (k + 2, 0);
                continue;
            }
        }
        (at, failed) = (at + 1, failed + 1);
    }
    result.eliminated = k;
    result
}

fn one<T: Scalar>(mut front: MatMut<'_, T>, k: usize, result: &mut Elimination<T>) {
    let n = front.nrows();
    let d = front[(k, k)].real();
    for j in k + 1..n {
        let l = front[(j, k)].unscale(d);
        for i in j..n {
            let update = front[(i, k)] * l.conjugate();
            front[(i, j)] -= update;
        }
    }
    for i in k + 1..n {
        front[(i, k)] = front[(i, k)].unscale(d);
        result.growth = result.growth.max(front[(i, k)].modulus());
    }
    front[(k, k)] = T::one();
    result.diagonal.push(d);
    result.below.push(T::zero());
}

fn two<T: Scalar>(mut front: MatMut<'_, T>, k: usize, result: &mut Elimination<T>) {
    let n = front.nrows();
    let (a, c, b) = (front[(k, k)].real(), front[(k + 1, k + 1)].real(), front[(k + 1, k)]);
    let size = b.modulus();
    let (p, q, w) = (a / size, c / size, b.unscale(size));
    let determinant = (p * q - 1.0) * size;
    let solved: Vec<(T, T)> = (k + 2..n)
        .map(|i| {
            let (x, y) = (front[(i, k)], front[(i, k + 1)]);
            let left = (x.scale(q) - y * w).unscale(determinant);
            let right = (y.scale(p) - x * w.conjugate()).unscale(determinant);
            (left, right)
        })
        .collect();
    for j in k + 2..n {
        let (l, r) = solved[j - k - 2];
        for i in j..n {
            let update = front[(i, k)] * l.conjugate() + front[(i, k + 1)] * r.conjugate();
            front[(i, j)] -= update;
        }
    }
    for i in k + 2..n {
        let (l, r) = solved[i - k - 2];
        front[(i, k)] = l;
        front[(i, k + 1)] = r;
        result.growth = result.growth.max(l.modulus()).max(r.modulus());
    }
    front[(k, k)] = T::one();
    front[(k + 1, k + 1)] = T::one();
    front[(k + 1, k)] = T::zero();
    result.diagonal.extend([a, c]);
    result.below.extend([b, T::zero()]);
}

/// Exchanges candidates `k` and `at`, `k <= at`, in all rows and columns.
fn swap<T: Scalar>(mut front: MatMut<'_, T>, order: &mut [u32], k: usize, at: usize) {
    if k == at {
        return;
    }
    let n = front.nrows();
    order.swap(k, at);
    for j in 0..k {
        exchange(front.rb_mut(), (k, j), (at, j));
    }
    exchange(front.rb_mut(), (k, k), (at, at));
    for i in at + 1..n {
        exchange(front.rb_mut(), (i, k), (i, at));
    }
    for i in k + 1..at {
        exchange(front.rb_mut(), (i, k), (at, i));
        let (p, q) = (front[(i, k)].conjugate(), front[(at, i)].conjugate());
        front[(i, k)] = p;
        front[(at, i)] = q;
    }
    front[(at, k)] = front[(at, k)].conjugate();
}

fn exchange<T: Scalar>(mut front: MatMut<'_, T>, a: (usize, usize), b: (usize, usize)) {
    let held = front[a];
    front[a] = front[b];
    front[b] = held;
}
