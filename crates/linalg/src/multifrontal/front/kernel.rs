//! The inner loops of an elimination: $C \leftarrow C - L X$ on columns stored one after the other.
//!
//! Numbers are read as floats, a complex one as two of them (`COMPLEX`). A tile of `R` vectors of rows by `N` columns
//! stays in registers while `L` streams by; nothing is packed but the few numbers of `X`. For complex
//! numbers $\sum l \Re x$ and $\sum l \Im x$ are summed apart and joined once at the end, which costs one multiply-add for each
//! product of two real numbers and no shuffle.
//!
//! A tile that meets the diagonal of a triangle writes a few entries above it: the strict upper triangle of a front is scratch.

#![expect(clippy::inline_always, reason = "kernels must be compiled inside pulp's dispatch")]

use pulp::{Simd, WithSimd};

/// Floats per number.
pub(super) const fn width(complex: bool) -> usize {
    if complex { 2 } else { 1 }
}

/// `columns`: the triangle below row `first` of columns `first..last` of a front, minus `left * right`.
pub(super) struct Triangle<'a, const COMPLEX: bool> {
    /// The front from column 0 up to `first`; `left` is its columns `from..from + depth`.
    pub(super) left: &'a [f64],
    pub(super) from: usize,
    pub(super) depth: usize,
    /// `right[k * (last - first) + c]`: what column `from + k` is multiplied with for column `first + c`.
    pub(super) right: &'a [f64],
    /// The front from column `first` on.
    pub(super) columns: &'a mut [f64],
    pub(super) first: usize,
    pub(super) last: usize,
    /// Rows of the front.
    pub(super) n: usize,
    /// Numbers between the starts of two columns.
    pub(super) stride: usize,
}

/// `out = input - left * right` for the rows from `top` on of one column; rows before `top` of `out` are scratch.
pub(super) struct Column<'a, const COMPLEX: bool> {
    pub(super) left: &'a [f64],
    pub(super) from: usize,
    pub(super) depth: usize,
    pub(super) right: &'a [f64],
    /// Nothing where `out` itself holds the numbers to begin with.
    pub(super) input: Option<&'a [f64]>,
    pub(super) out: &'a mut [f64],
    pub(super) top: usize,
    pub(super) n: usize,
    pub(super) stride: usize,
}

/// The largest absolute value of floats.
pub(super) struct Largest<'a>(pub(super) &'a [f64]);

impl WithSimd for Largest<'_> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f64 {
        let (blocks, rest) = S::as_simd_f64s(self.0);
        let zero = simd.splat_f64s(0.0);
        let (mut a, mut b) = (zero, zero);
        let (pairs, odd) = blocks.split_at(blocks.len() / 2 * 2);
        for pair in pairs.chunks_exact(2) {
            a = simd.max_f64s(a, simd.abs_f64s(pair[0]));
            b = simd.max_f64s(b, simd.abs_f64s(pair[1]));
        }
        for &x in odd {
            a = simd.max_f64s(a, simd.abs_f64s(x));
        }
        let largest = simd.reduce_max_f64s(simd.max_f64s(a, b));
        rest.iter().fold(largest, |largest, x| largest.max(x.abs()))
    }
}

impl<const COMPLEX: bool> WithSimd for Triangle<'_, COMPLEX> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Triangle { left, from, depth, right, columns, first, last, n, stride } = self;
        if first >= last || depth == 0 {
            return;
        }
        let w = width(COMPLEX);
        assert!(from + depth <= first && last <= n && n <= stride);
        assert!(left.len() >= ((from + depth - 1) * stride + n) * w);
        assert!(right.len() >= (last - first) * depth * w);
        assert!(columns.len() >= ((last - first - 1) * stride + n) * w);
        let group = if COMPLEX { 3 } else { 4 };
        let mut column = first;
        while column < last {
            let count = group.min(last - column);
            // SAFETY: by the assertions above all of columns `column..column + count` from row 0 to row `n` lies
            // in `columns`, all of columns `from..from + depth` in `left`, and their coefficients in `right`; `strip` stays in
            // rows `0..n`.
            unsafe {
                let strip = Strip {
                    left: left.as_ptr().add(from * stride * w),
                    right: right.as_ptr().add((column - first) * w),
                    beside: (last - first) * w,
                    input: columns.as_ptr().add((column - first) * stride * w),
                    out: columns.as_mut_ptr().add((column - first) * stride * w),
                    depth,
                    stride: stride * w,
                };
                match count {
                    1 => strip.run::<S, COMPLEX, 1>(simd, column, n),
                    2 => strip.run::<S, COMPLEX, 2>(simd, column, n),
                    3 => strip.run::<S, COMPLEX, 3>(simd, column, n),
                    _ => strip.run::<S, COMPLEX, 4>(simd, column, n),
                }
            }
            column += count;
        }
    }
}

impl<const COMPLEX: bool> WithSimd for Column<'_, COMPLEX> {
    type Output = f64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f64 {
        let Column { left, from, depth, right, input, out, top, n, stride } = self;
        let w = width(COMPLEX);
        assert!(top < n && n <= stride && out.len() >= n * w);
        assert!(input.is_none_or(|input| input.len() >= n * w));
        if depth == 0 {
            if let Some(input) = input {
                out[top * w..n * w].copy_from_slice(&input[top * w..n * w]);
            }
        } else {
            assert!(left.len() >= ((from + depth - 1) * stride + n) * w);
            assert!(right.len() >= depth * w);
            // SAFETY: as above, for one column.
            unsafe {
                let strip = Strip {
                    left: left.as_ptr().add(from * stride * w),
                    right: right.as_ptr(),
                    beside: w,
                    input: input.map_or(out.as_ptr(), <[f64]>::as_ptr),
                    out: out.as_mut_ptr(),
                    depth,
                    stride: stride * w,
                };
                strip.run_one::<S, COMPLEX>(simd, top, n);
            }
        }
        Largest(&out[(top + 1) * w..n * w]).with_simd(simd)
    }
}

/// Some columns side by side; pointers stand at row 0.
#[derive(Clone, Copy)]
struct Strip {
    left: *const f64,
    right: *const f64,
    /// Floats between what two columns of `left` are multiplied with.
    beside: usize,
    input: *const f64,
    out: *mut f64,
    depth: usize,
    /// Floats between the starts of two columns.
    stride: usize,
}

impl Strip {
    /// Rows `top..n` of `N` columns, from the bottom up; the last tile may reach above `top`.
    #[inline(always)]
    unsafe fn run<S: Simd, const COMPLEX: bool, const N: usize>(
        self,
        simd: S,
        top: usize,
        n: usize,
    ) {
        let w = width(COMPLEX);
        let lanes = S::F64_LANES;
        let (top, mut end) = (top * w, n * w);
        // SAFETY: every tile lies in rows `0..n`, see `tile`.
        unsafe {
            while end > top {
                let need = (end - top).div_ceil(lanes);
                let have = end / lanes;
                let take = need.min(have);
                if !COMPLEX && take >= 3 {
                    end -= 3 * lanes;
                    self.tile::<S, COMPLEX, 3, N>(simd, end);
                } else if take >= 2 {
                    end -= 2 * lanes;
                    self.tile::<S, COMPLEX, 2, N>(simd, end);
                } else if take == 1 && (lanes > 1 || !COMPLEX) {
                    end -= lanes;
                    self.tile::<S, COMPLEX, 1, N>(simd, end);
                } else {
                    end -= w;
                    self.scalar::<COMPLEX>(end, N);
                }
            }
        }
    }

    /// As `run` for one column, with longer tiles.
    #[inline(always)]
    unsafe fn run_one<S: Simd, const COMPLEX: bool>(self, simd: S, top: usize, n: usize) {
        let w = width(COMPLEX);
        let lanes = S::F64_LANES;
        let (top, mut end) = (top * w, n * w);
        // SAFETY: every tile lies in rows `0..n`, see `tile`.
        unsafe {
            while end > top {
                let need = (end - top).div_ceil(lanes);
                let have = end / lanes;
                let take = need.min(have);
                if !COMPLEX && take >= 8 {
                    end -= 8 * lanes;
                    self.tile::<S, COMPLEX, 8, 1>(simd, end);
                } else if take >= 4 {
                    end -= 4 * lanes;
                    self.tile::<S, COMPLEX, 4, 1>(simd, end);
                } else if take >= 2 {
                    end -= 2 * lanes;
                    self.tile::<S, COMPLEX, 2, 1>(simd, end);
                } else if take == 1 && (lanes > 1 || !COMPLEX) {
                    end -= lanes;
                    self.tile::<S, COMPLEX, 1, 1>(simd, end);
                } else {
                    end -= w;
                    self.scalar::<COMPLEX>(end, 1);
                }
            }
        }
    }

    /// `R` vectors of rows from float `row` on, `N` columns.
    ///
    /// Safety: floats `row..row + R * lanes` of all columns of `left`, `input` and `out` exist, and `N * depth` numbers of `right`.
    #[inline(always)]
    unsafe fn tile<S: Simd, const COMPLEX: bool, const R: usize, const N: usize>(
        self,
        simd: S,
        row: usize,
    ) {
        let w = width(COMPLEX);
        let lanes = S::F64_LANES;
        let zero = simd.splat_f64s(0.0);
        let mut re = [[zero; R]; N];
        let mut im = [[zero; R]; N];
        // SAFETY: promised by the caller; loads and stores of vectors need no alignment.
        unsafe {
            let mut left = self.left.add(row);
            let mut right = self.right;
            for _ in 0..self.depth {
                let mut x = [zero; R];
                for (r, x) in x.iter_mut().enumerate() {
                    *x = left.add(r * lanes).cast::<S::f64s>().read_unaligned();
                }
                for c in 0..N {
                    let at = right.add(c * w);
                    let f = simd.splat_f64s(*at);
                    for r in 0..R {
                        re[c][r] = simd.mul_add_e_f64s(x[r], f, re[c][r]);
                    }
                    if COMPLEX {
                        let f = simd.splat_f64s(*at.add(1));
                        for r in 0..R {
                            im[c][r] = simd.mul_add_e_f64s(x[r], f, im[c][r]);
                        }
                    }
                }
                left = left.add(self.stride);
                right = right.add(self.beside);
            }
            for c in 0..N {
                if COMPLEX {
                    join::<S, R>(simd, &mut re[c], &im[c]);
                }
                for r in 0..R {
                    let at = c * self.stride + row + r * lanes;
                    let old = self.input.add(at).cast::<S::f64s>().read_unaligned();
                    let new = simd.sub_f64s(old, re[c][r]);
                    self.out.add(at).cast::<S::f64s>().write_unaligned(new);
                }
            }
        }
    }

    /// One row, number by number.
    ///
    /// Safety: as for `tile`.
    #[inline(always)]
    unsafe fn scalar<const COMPLEX: bool>(self, row: usize, columns: usize) {
        let w = width(COMPLEX);
        // SAFETY: promised by the caller.
        unsafe {
            for c in 0..columns {
                let (mut re, mut im) = (0.0, 0.0);
                for k in 0..self.depth {
                    let left = self.left.add(k * self.stride + row);
                    let right = self.right.add(k * self.beside + c * w);
                    if COMPLEX {
                        let (a, b, x, y) = (*left, *left.add(1), *right, *right.add(1));
                        re += a * x - b * y;
                        im += a * y + b * x;
                    } else {
                        re += *left * *right;
                    }
                }
                let at = c * self.stride + row;
                *self.out.add(at) = *self.input.add(at) - re;
                if COMPLEX {
                    *self.out.add(at + 1) = *self.input.add(at + 1) - im;
                }
            }
        }
    }
}

/// `re + i * im` where both hold complex numbers as pairs of floats.
#[inline(always)]
fn join<S: Simd, const R: usize>(simd: S, re: &mut [S::f64s; R], im: &[S::f64s; R]) {
    if S::F64_LANES == 1 {
        for r in (0..R / 2 * 2).step_by(2) {
            re[r] = simd.sub_f64s(re[r], im[r + 1]);
            re[r + 1] = simd.add_f64s(re[r + 1], im[r]);
        }
        return;
    }
    for r in 0..R {
        // (a, b) becomes i (a + i b) = (-b, a), as the conjugate of the swapped pair negated
        let swapped = simd.swap_re_im_c64s(pulp::bytemuck::cast(im[r]));
        let turned: S::f64s = pulp::bytemuck::cast(simd.neg_c64s(simd.conj_c64s(swapped)));
        re[r] = simd.add_f64s(re[r], turned);
    }
}
