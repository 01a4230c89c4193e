//! The Krylov space of [`lanczos_lowest`](super::lanczos_lowest) and
//! [`lanczos_nearest`](super::lanczos_nearest): expansion, restart, locking.

use super::basis::{Basis, length};
use crate::random::random_numbers;
use crate::{Block, LinalgError, LinearOperator, Progress, Scalar, eigh};
use nalgebra::DMatrix;

/// The state: $`A V_s = V_p T`$ with `s` vectors whose image is known, and `p = s + block` in all.
pub(super) struct Search<'a, T: Scalar, O> {
    operator: &'a O,
    progress: &'a Progress,
    basis: Basis<T>,
    /// Vectors multiplied at once.
    pub(super) block: usize,
    /// Largest number of vectors with known image.
    room: usize,
    t: DMatrix<T>,
    pub(super) s: usize,
    /// Largest eigenvalue of the operator in modulus that was met.
    pub(super) scale: f64,
    pub(super) products: usize,
    random: Box<dyn FnMut() -> f64 + 'a>,
}

/// Eigenvalues of the projected matrix, best first.
pub(super) struct Ritz<T: Scalar> {
    pub(super) values: Vec<f64>,
    /// `[s, s]`, in the order of the values.
    pub(super) vectors: DMatrix<T>,
    /// How far each is from an eigenvalue at most.
    pub(super) errors: Vec<f64>,
    /// Coupling of each vector to the last block, `[block, s]`.
    coupling: DMatrix<T>,
}

impl<'a, T: Scalar, O: LinearOperator<T>> Search<'a, T, O> {
    /// Begins with random vectors. Blocks may later grow up to `widest`.
    pub(super) fn new(
        operator: &'a O,
        (room, block, widest): (usize, usize, usize),
        seed: u64,
        progress: &'a Progress,
    ) -> Result<Self, LinalgError> {
        let total = room + widest.max(block);
        let mut search = Self {
            operator,
            progress,
            basis: Basis::new(operator.n(), total),
            block,
            room,
            t: DMatrix::zeros(total, total),
            s: 0,
            scale: 0.0,
            products: 0,
            random: Box::new(random_numbers(seed)),
        };
        search.add_random_block()?;
        Ok(search)
    }

    /// Expands the space until it is full, and returns its eigenvalues in ascending order of `key`.
    pub(super) fn fill(&mut self, key: impl Fn(f64) -> f64) -> Result<Ritz<T>, LinalgError> {
        let block = self.block;
        while self.s + block <= self.room {
            self.expand()?;
        }
        let s = self.s;
        let ritz = eigh(&self.t.view((0, 0), (s, s)).into_owned())?;
        let (low, high) = (ritz.values[0].abs(), ritz.values[s - 1].abs());
        self.scale = self.scale.max(low).max(high);
        let mut order: Vec<usize> = (0..s).collect();
        order.sort_by(|&a, &b| key(ritz.values[a]).total_cmp(&key(ritz.values[b])));
        let values = order.iter().map(|&i| ritz.values[i]).collect();
        let vectors = ritz.vectors.select_columns(&order);
        let last = vectors.view((s - block, 0), (block, s));
        let coupling = self.t.view((s, s - block), (block, block)) * last;
        let errors = coupling.column_iter().map(|c| c.norm()).collect();
        Ok(Ritz { values, vectors, errors, coupling })
    }

    /// Shrinks the space to the best `wanted` vectors and some of those that follow.
    pub(super) fn restart(&mut self, ritz: &Ritz<T>, wanted: usize) {
        let kept = (wanted + (self.s - wanted) / 3).clamp(wanted, self.s - self.block);
        self.basis.rotate(&ritz.vectors.columns(0, kept).into_owned(), self.block);
        self.keep(&ritz.values[..kept], Some(&ritz.coupling));
    }

    /// Shrinks the space to the best `wanted` vectors and returns these.
    pub(super) fn take(&mut self, ritz: &Ritz<T>, wanted: usize) -> DMatrix<T> {
        self.basis.rotate(&ritz.vectors.columns(0, wanted).into_owned(), 0);
        self.keep(&ritz.values[..wanted], None);
        self.basis.block(0, wanted).to_dense()
    }

    /// Makes `T` diagonal, with its coupling to the last block of the basis if there is one.
    fn keep(&mut self, values: &[f64], coupling: Option<&DMatrix<T>>) {
        self.s = values.len();
        self.t.fill(T::zero());
        for (j, &value) in values.iter().enumerate() {
            self.t[(j, j)] = T::from_real(value);
            if let Some(coupling) = coupling {
                for i in 0..coupling.nrows() {
                    self.t[(self.s + i, j)] = coupling[(i, j)];
                    self.t[(j, self.s + i)] = coupling[(i, j)].conjugate();
                }
            }
        }
    }

    /// Multiplies the last block by the matrix and adds what is new in the image to the basis.
    fn expand(&mut self) -> Result<(), LinalgError> {
        self.progress.check()?;
        let block = self.block;
        let p = self.s + block;
        let x = self.basis.block(self.s, block);
        let mut y = Block::zeros(x.n(), block);
        self.operator.apply(&x, &mut y)?;
        self.products += block;
        self.progress.advance(block as u64);
        let coefficients = self.basis.project(p, &y);
        self.basis.subtract(&coefficients, &mut y);
        for c in 0..block {
            let column = Block::from_vec(y.n(), 1, y.column(c))?;
            let mut image = DMatrix::zeros(p + block, 1);
            image.view_mut((0, 0), (p, 1)).copy_from(&coefficients.column(c));
            let norm = image.norm();
            self.add(p + c, column, &mut image, norm)?;
            for i in 0..p + block {
                self.t[(i, self.s + c)] = image[(i, 0)];
            }
        }
        // rounding leaves the diagonal block not quite Hermitian
        for c in self.s..p {
            for i in 0..=c {
                let mean = (self.t[(i, c)] + self.t[(c, i)].conjugate()).scale(0.5);
                let entry = if i < self.s { self.t[(i, c)] } else { mean };
                self.t[(i, c)] = entry;
                self.t[(c, i)] = entry.conjugate();
            }
            for i in p..p + block {
                self.t[(c, i)] = self.t[(i, c)].conjugate();
            }
        }
        self.s = p;
        Ok(())
    }

    /// Makes `column` orthogonal to the first `at` vectors and appends it; `image` gathers its
    /// coefficients. Where nothing is left of it, the space is invariant and a random vector follows.
    fn add(
        &mut self,
        at: usize,
        mut column: Block<T>,
        image: &mut DMatrix<T>,
        norm: f64,
    ) -> Result<(), LinalgError> {
        for attempt in 0..8 {
            for _ in 0..2 {
                let c = self.basis.project(at, &column);
                self.basis.subtract(&c, &mut column);
                if attempt == 0 {
                    let mut known = image.view_mut((0, 0), (at, 1));
                    known += c;
                }
            }
            let rest = length(&column);
            if rest > 1e-13 * norm.max(self.scale) && rest > 0.0 {
                if attempt == 0 {
                    image[(at, 0)] = T::from_real(rest);
                }
                self.basis.set(at, &column, 1.0 / rest);
                return Ok(());
            }
            column = self.random_vector()?;
        }
        Err(LinalgError::NoConvergence { iterations: 0, residual: f64::INFINITY })
    }

    /// Begins anew with random vectors orthogonal to those kept.
    pub(super) fn add_random_block(&mut self) -> Result<(), LinalgError> {
        for c in 0..self.block {
            let at = self.s + c;
            let column = self.random_vector()?;
            self.add(at, column, &mut DMatrix::zeros(at + 1, 1), 0.0)?;
        }
        Ok(())
    }

    fn random_vector(&mut self) -> Result<Block<T>, LinalgError> {
        let n = self.operator.n();
        let data: Vec<T> =
            (0..n).map(|_| T::from_parts((self.random)(), (self.random)())).collect();
        let mut column = Block::from_vec(n, 1, data)?;
        let norm = length(&column);
        let inverse = if self.scale > 0.0 { self.scale } else { 1.0 } / norm;
        for x in column.as_mut_slice() {
            *x = x.scale(inverse);
        }
        Ok(column)
    }
}
