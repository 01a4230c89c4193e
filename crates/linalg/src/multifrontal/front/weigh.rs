//! Columns times numbers: $L$ from $L D$ and back.

#![expect(clippy::inline_always, reason = "kernels must be compiled inside pulp's dispatch")]

use pulp::{Simd, WithSimd};

/// `out = factor * input`.
pub(super) struct Scale<'a> {
    pub(super) input: &'a [f64],
    pub(super) factor: f64,
    pub(super) out: &'a mut [f64],
}

impl WithSimd for Scale<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        for (y, x) in self.out.iter_mut().zip(self.input) {
            *y = x * self.factor;
        }
    }
}

/// `right = conj(column) d` for a pivot of one row, side by side.
pub(super) struct Weigh<'a, const COMPLEX: bool> {
    pub(super) column: &'a [f64],
    pub(super) d: f64,
    pub(super) right: &'a mut [f64],
}

impl<const COMPLEX: bool> WithSimd for Weigh<'_, COMPLEX> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        let Weigh { column, d, right } = self;
        if COMPLEX {
            for (y, x) in right.as_chunks_mut::<2>().0.iter_mut().zip(column.as_chunks::<2>().0) {
                *y = [x[0] * d, x[1] * -d];
            }
        } else {
            for (y, x) in right.iter_mut().zip(column) {
                *y = x * d;
            }
        }
    }
}

/// The same for a pivot of two rows: `right` holds what both columns are multiplied with, one after the other.
pub(super) struct WeighTwo<'a, const COMPLEX: bool> {
    pub(super) columns: [&'a [f64]; 2],
    /// The diagonal of the pivot, and the entry below it.
    pub(super) d: [f64; 2],
    pub(super) e: [f64; 2],
    pub(super) right: [&'a mut [f64]; 2],
}

impl<const COMPLEX: bool> WithSimd for WeighTwo<'_, COMPLEX> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        let WeighTwo { columns: [first, second], d: [d0, d1], e: [re, im], right: [to, next] } =
            self;
        if COMPLEX {
            let (first, second) = (first.as_chunks::<2>().0, second.as_chunks::<2>().0);
            let (to, next) = (to.as_chunks_mut::<2>().0, next.as_chunks_mut::<2>().0);
            for (((x, y), p), q) in first.iter().zip(second).zip(to).zip(next) {
                // conj(x) d0 + conj(y e) and conj(x) e + conj(y) d1
                *p = [x[0] * d0 + y[0] * re - y[1] * im, -x[1] * d0 - y[0] * im - y[1] * re];
                *q = [x[0] * re + x[1] * im + y[0] * d1, x[0] * im - x[1] * re - y[1] * d1];
            }
        } else {
            for (((x, y), p), q) in first.iter().zip(second).zip(to).zip(next) {
                *p = x * d0 + y * re;
                *q = x * re + y * d1;
            }
        }
    }
}
