//! Taking a pivot: its columns of $L$, and the exchange of rows and columns that brings it to its place.

use super::panel::Panel;
use super::weigh::Scale;
use crate::Scalar;

/// Numbers above it have an inverse.
const SAFE: f64 = 1e-290;

impl<T: Scalar, const COMPLEX: bool> Panel<'_, T, COMPLEX> {
    /// Divides the column at hand by its pivot `k`, or clears it.
    pub(super) fn accept_one(&mut self, k: usize, slot: usize, zero: bool) {
        let (w, n) = (Self::WIDTH, self.n);
        let start = k * self.stride * w;
        let own = &mut self.front[start + k * w..start + n * w];
        let from = &self.work.columns[slot][k * w..n * w];
        let pivot = from[0];
        if zero {
            own.fill(0.0);
        } else if pivot.abs() > SAFE {
            self.work.arch.dispatch(Scale { input: from, factor: pivot.recip(), out: own });
        } else {
            for (l, y) in own.iter_mut().zip(from) {
                *l = y / pivot;
            }
        }
        own[0] = 1.0;
        if COMPLEX {
            own[1] = 0.0;
        }
        self.work.diagonal.push(if zero { 0.0 } else { pivot });
        self.work.below.push(T::zero());
    }

    /// Multiplies the two columns at hand by the inverse of their pivot, rows `k` and `k + 1`.
    pub(super) fn accept_two(&mut self, k: usize) {
        let (w, n, stride) = (Self::WIDTH, self.n, self.stride);
        let [first, second] = &self.work.columns;
        let (d0, d1) = (first[k * w], second[(k + 1) * w]);
        let (re, im) = (first[(k + 1) * w], if COMPLEX { first[(k + 1) * w + 1] } else { 0.0 });
        let size = re.hypot(im);
        let (a, c, re, im) = (d0 / size, d1 / size, re / size, im / size);
        let scale = 1.0 / (a * c - 1.0);
        let (left, right) = self.front.split_at_mut((k + 1) * stride * w);
        let own = &mut left[(k * stride + k) * w..];
        let next = &mut right[k * w..n * w];
        for i in (2 * w..(n - k) * w).step_by(w) {
            let at = k * w + i;
            if COMPLEX {
                let (x, y) = (first[at] / size, first[at + 1] / size);
                let (u, v) = (second[at] / size, second[at + 1] / size);
                own[i] = scale * (x * c - (u * re - v * im));
                own[i + 1] = scale * (y * c - (u * im + v * re));
                next[i] = scale * (u * a - (x * re + y * im));
                next[i + 1] = scale * (v * a - (y * re - x * im));
            } else {
                let (x, u) = (first[at] / size, second[at] / size);
                own[i] = scale * (x * c - u * re);
                next[i] = scale * (u * a - x * re);
            }
        }
        own[..2 * w].fill(0.0);
        own[0] = 1.0;
        next[w..2 * w].fill(0.0);
        next[w] = 1.0;
        let e =
            T::from_parts(first[(k + 1) * w], if COMPLEX { first[(k + 1) * w + 1] } else { 0.0 });
        self.work.diagonal.extend([d0, d1]);
        self.work.below.extend([e, T::zero()]);
    }

    /// Exchanges two candidates, in the work columns too.
    pub(super) fn swap(&mut self, a: usize, b: usize) {
        if a == b {
            return;
        }
        let (a, b) = (a.min(b), a.max(b));
        let (w, n, stride) = (Self::WIDTH, self.n, self.stride);
        let at = |row: usize, col: usize| (col * stride + row) * w;
        self.work.order.swap(a, b);
        for part in 0..w {
            for column in &mut self.work.columns {
                column.swap(a * w + part, b * w + part);
            }
            for col in 0..a {
                self.front.swap(at(a, col) + part, at(b, col) + part);
            }
            self.front.swap(at(a, a) + part, at(b, b) + part);
            for i in a + 1..b {
                self.front.swap(at(i, a) + part, at(b, i) + part);
            }
            for i in b + 1..n {
                self.front.swap(at(i, a) + part, at(i, b) + part);
            }
        }
        if COMPLEX {
            for i in a + 1..b {
                self.front[at(i, a) + 1] *= -1.0;
                self.front[at(b, i) + 1] *= -1.0;
            }
            self.front[at(b, a) + 1] *= -1.0;
        }
    }

    pub(super) fn real_diagonal(&mut self, i: usize) {
        if COMPLEX {
            self.front[(i * self.stride + i) * 2 + 1] = 0.0;
        }
    }
}
