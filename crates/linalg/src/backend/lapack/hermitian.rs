//! Hermitian eigenproblems.

use super::{converged, length, one_thread, size};
use crate::{LinalgError, Scalar};
use nalgebra::DMatrix;

/// Memory for Hermitian eigenproblems of one size.
#[derive(Debug)]
pub(crate) struct EighScratch<T: Scalar> {
    matrix: DMatrix<T>,
    values_work: Work<T>,
    vectors_work: Work<T>,
}

#[derive(Debug)]
struct Work<T> {
    letter: u8,
    work: Vec<T>,
    rwork: Vec<f64>,
    iwork: Vec<i32>,
}

impl<T: Scalar> Work<T> {
    /// Asks LAPACK how much it needs.
    fn new(letter: u8, n: usize) -> Self {
        let (mut work, mut rwork, mut iwork, mut info) = ([T::zero()], [0.0], [0], 0);
        // SAFETY: work lengths of −1 make LAPACK write one number to each work array and nothing else.
        unsafe {
            T::heevd(
                letter,
                size(n),
                &mut [],
                &mut [],
                (&mut work, -1),
                (&mut rwork, -1),
                (&mut iwork, -1),
                &mut info,
            );
        }
        let integers = usize::try_from(iwork[0]).unwrap_or(0).max(1);
        Self {
            letter,
            work: vec![T::zero(); length(work[0].real())],
            rwork: vec![0.0; length(rwork[0])],
            iwork: vec![0; integers],
        }
    }

    fn run(&mut self, matrix: &mut DMatrix<T>, values: &mut [f64]) -> Result<(), LinalgError> {
        let mut info = 0;
        let lengths = [size(self.work.len()), size(self.rwork.len()), size(self.iwork.len())];
        // SAFETY: the work arrays have the lengths that LAPACK asked for at this size, and the matrix is
        // square with as many rows as there are values.
        unsafe {
            T::heevd(
                self.letter,
                size(values.len()),
                matrix.as_mut_slice(),
                values,
                (&mut self.work, lengths[0]),
                (&mut self.rwork, lengths[1]),
                (&mut self.iwork, lengths[2]),
                &mut info,
            );
        }
        converged(info)
    }
}

impl<T: Scalar> EighScratch<T> {
    pub(crate) fn new(n: usize) -> Self {
        one_thread();
        Self {
            matrix: DMatrix::zeros(n, n),
            values_work: Work::new(b'N', n),
            vectors_work: Work::new(b'V', n),
        }
    }

    pub(crate) fn values(&mut self, h: &DMatrix<T>, out: &mut [f64]) -> Result<(), LinalgError> {
        assert_eq!(h.shape(), (out.len(), out.len()));
        self.matrix.copy_from(h);
        self.values_work.run(&mut self.matrix, out)
    }

    pub(crate) fn vectors(
        &mut self,
        h: &DMatrix<T>,
        out: &mut [f64],
        vectors: &mut DMatrix<T>,
    ) -> Result<(), LinalgError> {
        assert_eq!(h.shape(), (out.len(), out.len()));
        vectors.copy_from(h);
        self.vectors_work.run(vectors, out)
    }
}
