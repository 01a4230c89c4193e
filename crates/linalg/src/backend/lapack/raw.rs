//! The routines of LAPACK under one name for real and complex numbers.

use crate::Complex64;
use lapack::{
    dgeqrf, dgesdd, dgetrf, dorgqr, dsyevd, dsytrf, dtrtrs, zgeqrf, zgesdd, zgetrf, zheevd, zhetrf,
    ztrtrs, zungqr,
};

/// LAPACK for one type of scalar. Arguments are those of the manual, without the work lengths, which
/// follow from the slices; a routine without `rwork` ignores it.
///
/// # Safety
///
/// Slices must be as long as LAPACK's manual asks for these sizes, for every method.
pub trait Raw: Sized {
    /// Letter for the conjugate transpose.
    const ADJOINT: u8;

    /// Eigenvalues `w` and with `V` eigenvectors of a Hermitian matrix by divide and conquer; work
    /// lengths of −1 ask for the lengths needed.
    #[expect(clippy::too_many_arguments, reason = "LAPACK's own")]
    unsafe fn heevd(
        jobz: u8,
        n: i32,
        a: &mut [Self],
        w: &mut [f64],
        work: (&mut [Self], i32),
        rwork: (&mut [f64], i32),
        iwork: (&mut [i32], i32),
        info: &mut i32,
    );

    /// Singular values and with `S` thin factors.
    #[expect(clippy::too_many_arguments, reason = "LAPACK's own")]
    unsafe fn gesdd(
        jobz: u8,
        shape: (i32, i32),
        a: &mut [Self],
        s: &mut [f64],
        u: (&mut [Self], i32),
        vt: (&mut [Self], i32),
        work: (&mut [Self], i32),
        rwork: &mut [f64],
        iwork: &mut [i32],
        info: &mut i32,
    );

    /// LU factorization of a square matrix.
    unsafe fn getrf(n: i32, a: &mut [Self], ipiv: &mut [i32], info: &mut i32);

    /// QR factorization in Householder form.
    unsafe fn geqrf(
        shape: (i32, i32),
        a: &mut [Self],
        tau: &mut [Self],
        work: (&mut [Self], i32),
        info: &mut i32,
    );

    /// The first `k` columns of `Q`.
    unsafe fn ungqr(
        m: i32,
        k: i32,
        a: &mut [Self],
        tau: &[Self],
        work: (&mut [Self], i32),
        info: &mut i32,
    );

    /// Bunch-Kaufman factorization of the lower triangle.
    unsafe fn hetrf(
        n: i32,
        a: &mut [Self],
        ipiv: &mut [i32],
        work: (&mut [Self], i32),
        info: &mut i32,
    );

    /// Triangular solve.
    unsafe fn trtrs(letters: [u8; 3], n: i32, a: &[Self], b: (&mut [Self], i32), info: &mut i32);
}

/// Methods whose arguments are the same for real and complex numbers.
macro_rules! common {
    ($getrf:ident, $geqrf:ident, $ungqr:ident, $hetrf:ident, $trtrs:ident) => {
        unsafe fn getrf(n: i32, a: &mut [Self], ipiv: &mut [i32], info: &mut i32) {
            // SAFETY: the caller's promise.
            unsafe { $getrf(n, n, a, n.max(1), ipiv, info) }
        }

        unsafe fn geqrf(
            (m, n): (i32, i32),
            a: &mut [Self],
            tau: &mut [Self],
            (work, lwork): (&mut [Self], i32),
            info: &mut i32,
        ) {
            // SAFETY: the caller's promise.
            unsafe { $geqrf(m, n, a, m.max(1), tau, work, lwork, info) }
        }

        unsafe fn ungqr(
            m: i32,
            k: i32,
            a: &mut [Self],
            tau: &[Self],
            (work, lwork): (&mut [Self], i32),
            info: &mut i32,
        ) {
            // SAFETY: the caller's promise.
            unsafe { $ungqr(m, k, k, a, m.max(1), tau, work, lwork, info) }
        }

        unsafe fn hetrf(
            n: i32,
            a: &mut [Self],
            ipiv: &mut [i32],
            (work, lwork): (&mut [Self], i32),
            info: &mut i32,
        ) {
            // SAFETY: the caller's promise.
            unsafe { $hetrf(b'L', n, a, n.max(1), ipiv, work, lwork, info) }
        }

        unsafe fn trtrs(
            [uplo, trans, diag]: [u8; 3],
            n: i32,
            a: &[Self],
            (b, columns): (&mut [Self], i32),
            info: &mut i32,
        ) {
            // SAFETY: the caller's promise.
            unsafe { $trtrs(uplo, trans, diag, n, columns, a, n.max(1), b, n.max(1), info) }
        }
    };
}

impl Raw for f64 {
    const ADJOINT: u8 = b'T';

    common!(dgetrf, dgeqrf, dorgqr, dsytrf, dtrtrs);

    unsafe fn heevd(
        jobz: u8,
        n: i32,
        a: &mut [Self],
        w: &mut [f64],
        (work, lwork): (&mut [Self], i32),
        _: (&mut [f64], i32),
        (iwork, liwork): (&mut [i32], i32),
        info: &mut i32,
    ) {
        // SAFETY: the caller's promise.
        unsafe { dsyevd(jobz, b'L', n, a, n.max(1), w, work, lwork, iwork, liwork, info) }
    }

    unsafe fn gesdd(
        jobz: u8,
        (m, n): (i32, i32),
        a: &mut [Self],
        s: &mut [f64],
        (u, ldu): (&mut [Self], i32),
        (vt, ldvt): (&mut [Self], i32),
        (work, lwork): (&mut [Self], i32),
        _: &mut [f64],
        iwork: &mut [i32],
        info: &mut i32,
    ) {
        // SAFETY: the caller's promise.
        unsafe { dgesdd(jobz, m, n, a, m, s, u, ldu, vt, ldvt, work, lwork, iwork, info) }
    }
}

impl Raw for Complex64 {
    const ADJOINT: u8 = b'C';

    common!(zgetrf, zgeqrf, zungqr, zhetrf, ztrtrs);

    unsafe fn heevd(
        jobz: u8,
        n: i32,
        a: &mut [Self],
        w: &mut [f64],
        (work, lwork): (&mut [Self], i32),
        (rwork, lrwork): (&mut [f64], i32),
        (iwork, liwork): (&mut [i32], i32),
        info: &mut i32,
    ) {
        // SAFETY: the caller's promise.
        unsafe {
            zheevd(jobz, b'L', n, a, n.max(1), w, work, lwork, rwork, lrwork, iwork, liwork, info);
        }
    }

    unsafe fn gesdd(
        jobz: u8,
        (m, n): (i32, i32),
        a: &mut [Self],
        s: &mut [f64],
        (u, ldu): (&mut [Self], i32),
        (vt, ldvt): (&mut [Self], i32),
        (work, lwork): (&mut [Self], i32),
        rwork: &mut [f64],
        iwork: &mut [i32],
        info: &mut i32,
    ) {
        // SAFETY: the caller's promise.
        unsafe { zgesdd(jobz, m, n, a, m, s, u, ldu, vt, ldvt, work, lwork, rwork, iwork, info) }
    }
}
