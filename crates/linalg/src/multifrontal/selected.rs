//! Entries of the inverse where the matrix has entries.
//!
//! Notation follows Erisman and Tinney (1975), with fronts in place of single rows.

use super::factor::{FrontFactor, Pivot};
use super::ldl::SparseLdl;
use super::tree::NONE;
use crate::{Csr, LinalgError, Progress, Scalar};
use faer::linalg::matmul::matmul;
use faer::linalg::matmul::triangular::{self, BlockStructure};
use faer::linalg::triangular_solve::{
    solve_unit_lower_triangular_in_place, solve_unit_upper_triangular_in_place,
};
use faer::{Accum, MatMut, MatRef, Par};
use nalgebra::DMatrix;
use std::sync::{Arc, Mutex, PoisonError};

/// The entries of $(A - \sigma)^{-1}$ where $A$ has entries, and its diagonal.
#[derive(Debug, Clone, PartialEq)]
pub struct SelectedInverse<T: Scalar> {
    /// Entries where the matrix stores some, Hermitian.
    pub entries: Csr<T>,
    /// The whole diagonal, by rows of the matrix; stored by the matrix or not.
    pub diagonal: Vec<f64>,
}

/// The inverse on the rows of one front.
struct Local<T> {
    front: usize,
    /// Numbers of its rows: pivots, delayed ones, rows below.
    numbers: Vec<u32>,
    /// By columns, both triangles.
    values: Vec<T>,
}

impl<T: Scalar> Local<T> {
    fn height(&self) -> usize {
        self.numbers.len()
    }
}

/// What one thread needs.
struct Scratch<T> {
    /// Where each number stands in the front entered last; other numbers point anywhere.
    position: Vec<u32>,
    /// $L_{21} L_{11}^{-1}$.
    ratio: Vec<T>,
    /// $L_{11}^{-1}$, and that divided by $D$.
    inverse: Vec<T>,
    divided: Vec<T>,
}

/// Values found, with their places in the array of entries, and the diagonal.
struct Found<T> {
    values: Vec<T>,
    diagonal: Vec<f64>,
}

/// Everything that tasks share.
struct Descent<'a, T: Scalar> {
    ldl: &'a SparseLdl<T>,
    children: Children,
    grain: f64,
    found: Mutex<Found<T>>,
    scratch: Mutex<Vec<Scratch<T>>>,
    failure: Mutex<Option<LinalgError>>,
    progress: &'a Progress,
}

/// Fronts below each front.
struct Children {
    offsets: Vec<usize>,
    fronts: Vec<u32>,
}

impl Children {
    fn new(parent: &[u32]) -> Self {
        let mut offsets = vec![0; parent.len() + 1];
        for &above in parent.iter().filter(|&&above| above != NONE) {
            offsets[above as usize + 1] += 1;
        }
        for front in 0..parent.len() {
            offsets[front + 1] += offsets[front];
        }
        let mut next = offsets.clone();
        let mut fronts = vec![0; offsets[parent.len()]];
        for (front, &above) in (0u32..).zip(parent) {
            if above != NONE {
                fronts[next[above as usize]] = front;
                next[above as usize] += 1;
            }
        }
        Self { offsets, fronts }
    }

    fn of(&self, front: usize) -> &[u32] {
        &self.fronts[self.offsets[front]..self.offsets[front + 1]]
    }
}

/// Subtrees for each thread, about.
const GRAIN: f64 = 16.0;

impl<T: Scalar> SparseLdl<T> {
    /// Returns the entries of $(A - \sigma)^{-1}$ on the pattern of the matrix, and its diagonal.
    ///
    /// From the top of the tree down, with the rows of a front divided into its pivots and the others,
    ///
    /// ```math
    /// Z_{21} = -Z_{22} L_{21} L_{11}^{-1} , \qquad
    /// Z_{11} = L_{11}^{-\dagger} D^{-1} L_{11}^{-1} - (L_{21} L_{11}^{-1})^\dagger Z_{21} ,
    /// ```
    ///
    /// where all of $Z_{22}$ is known from the front above. This takes about three times the work of the
    /// factorization, where solving for every row would take thousands. The diagonal of a Green's function at
    /// real energy and all its bond elements come so without a solve. Kept rows are inverted densely at
    /// the end and belong to the result. Subtrees are shared among the threads of rayon's current pool; the
    /// result is the same to the last bit.
    ///
    /// # Errors
    ///
    /// [`LinalgError::NearlySingular`] where pivots are zero, [`LinalgError::Singular`] where the Schur
    /// complement onto kept rows is, [`LinalgError::Cancelled`].
    ///
    /// # References
    ///
    /// K. Takahashi, J. Fagan, M.-S. Chen, Proc. 8th PICA Conf., 63 (1973); A. M. Erisman, W. F. Tinney, Commun. ACM **18**,
    /// 177 (1975), [doi:10.1145/360680.360704](https://doi.org/10.1145/360680.360704).
    pub fn selected_inverse(&self, progress: &Progress) -> Result<SelectedInverse<T>, LinalgError> {
        self.check_zeros()?;
        let layout = self.analysis.layout();
        let threads = rayon::current_num_threads();
        let descent = Descent {
            ldl: self,
            children: Children::new(&layout.fronts.parent),
            grain: if threads == 1 {
                f64::INFINITY
            } else {
                layout.cost().flops / (GRAIN * threads as f64)
            },
            found: Mutex::new(Found {
                values: vec![T::zero(); self.a.n_entries()],
                diagonal: vec![0.0; self.n()],
            }),
            scratch: Mutex::default(),
            failure: Mutex::default(),
            progress,
        };
        progress.start("selected inverse", self.fronts.len() as u64);
        let roots: Vec<usize> =
            (0..self.fronts.len()).filter(|&f| layout.fronts.parent[f] == NONE).collect();
        rayon::scope(|scope| {
            for &root in &roots {
                descent.enter(scope, root, None);
            }
        });
        progress.finish();
        if let Some(error) = lock(&descent.failure).take() {
            return Err(error);
        }
        let Found { values, diagonal } =
            descent.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let offsets = self.a.row_offsets().to_vec();
        let columns = self.a.columns().to_vec();
        let entries = Csr::from_parts(self.n(), offsets, columns, values)?;
        Ok(SelectedInverse { entries, diagonal })
    }
}

fn lock<X>(mutex: &Mutex<X>) -> std::sync::MutexGuard<'_, X> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T: Scalar> Descent<'_, T> {
    /// Does a subtree, as one task where it is small.
    fn enter<'s>(&'s self, scope: &rayon::Scope<'s>, front: usize, above: Option<Arc<Local<T>>>) {
        scope.spawn(move |scope| {
            let mut scratch = lock(&self.scratch).pop().unwrap_or_else(|| Scratch {
                position: vec![0; self.ldl.n()],
                ratio: Vec::new(),
                inverse: Vec::new(),
                divided: Vec::new(),
            });
            let small = self.ldl.analysis.layout().work_below[front] <= self.grain;
            let done = if small {
                self.subtree(front, above, &mut scratch)
            } else {
                self.single(front, above.as_deref(), &mut scratch).map(|local| {
                    let local = Arc::new(local);
                    for &child in self.children.of(front) {
                        self.enter(scope, child as usize, Some(local.clone()));
                    }
                })
            };
            if let Err(error) = done {
                *lock(&self.failure) = Some(error);
            }
            lock(&self.scratch).push(scratch);
        });
    }

    /// All fronts of a subtree, parents before children.
    fn subtree(
        &self,
        top: usize,
        above: Option<Arc<Local<T>>>,
        scratch: &mut Scratch<T>,
    ) -> Result<(), LinalgError> {
        let layout = self.ldl.analysis.layout();
        let mut open: Vec<Arc<Local<T>>> = above.into_iter().collect();
        for front in (layout.first_below[top] as usize..=top).rev() {
            let parent = layout.fronts.parent[front] as usize;
            while open.last().is_some_and(|local| local.front != parent) {
                open.pop();
            }
            let local = self.single(front, open.last().map(|local| &**local), scratch)?;
            if !self.children.of(front).is_empty() {
                open.push(Arc::new(local));
            }
        }
        Ok(())
    }

    /// The inverse on the rows of one front, from that on the rows of its parent.
    fn single(
        &self,
        front: usize,
        above: Option<&Local<T>>,
        scratch: &mut Scratch<T>,
    ) -> Result<Local<T>, LinalgError> {
        self.progress.check()?;
        let layout = self.ldl.analysis.layout();
        let local = match &self.ldl.kept {
            Some(kept) if layout.kept_front() == Some(front) => {
                let numbers: Vec<u32> = self.ldl.kept_numbers(&kept.delayed).collect();
                let height = numbers.len();
                let inverse = kept.factored()?.solve(&DMatrix::identity(height, height))?;
                let pivots = height;
                let mut local = Local { front, numbers, values: inverse.as_slice().to_vec() };
                mirror(&mut local.values, height, pivots);
                enter_positions(&local, &mut scratch.position);
                self.report(&local, pivots, &scratch.position);
                local
            }
            _ => {
                let factor = &self.ldl.fronts[front];
                let others = factor.delayed.iter().chain(layout.fronts.rows(front));
                let numbers: Vec<u32> = factor.pivots.iter().chain(others).copied().collect();
                let mut local = Local { front, numbers, values: Vec::new() };
                local.values = vec![T::zero(); local.height() * local.height()];
                if let Some(above) = above {
                    enter_positions(above, &mut scratch.position);
                    take_known(&mut local, above, factor.pivots.len(), &scratch.position);
                }
                factor.invert(&mut local, scratch);
                enter_positions(&local, &mut scratch.position);
                self.report(&local, factor.pivots.len(), &scratch.position);
                local
            }
        };
        self.progress.advance(1);
        Ok(local)
    }

    /// Writes what the matrix has entries for.
    fn report(&self, local: &Local<T>, pivots: usize, position: &[u32]) {
        let fronts = &self.ldl.analysis.layout().fronts;
        let a = &self.ldl.a;
        let height = local.height();
        let mut found = lock(&self.found);
        for (own, &number) in local.numbers[..pivots].iter().enumerate() {
            let row = fronts.order[number as usize] as usize;
            found.diagonal[row] = local.values[own * height + own].real();
            let first = a.row_offsets()[row];
            for (entry, &column) in (first..).zip(a.row(row).0) {
                let number = fronts.inverse[column as usize];
                let at = position[number as usize] as usize;
                if local.numbers.get(at) != Some(&number) {
                    continue;
                }
                let value = local.values[own * height + at];
                found.values[entry] = value.conjugate();
                if at >= pivots {
                    let column = column as usize;
                    let (columns, _) = a.row(column);
                    if let Ok(found_at) = columns.binary_search_by(|&c| (c as usize).cmp(&row)) {
                        found.values[a.row_offsets()[column] + found_at] = value;
                    }
                }
            }
        }
    }
}

fn enter_positions<T>(local: &Local<T>, position: &mut [u32]) {
    for (at, &number) in (0u32..).zip(&local.numbers) {
        position[number as usize] = at;
    }
}

/// Copies the inverse on the rows that are not eliminated here from the front above.
fn take_known<T: Scalar>(local: &mut Local<T>, above: &Local<T>, pivots: usize, position: &[u32]) {
    let (height, stride) = (local.height(), above.height());
    let Local { numbers, values, .. } = local;
    let others = &numbers[pivots..];
    for (column, &number) in values.chunks_exact_mut(height).skip(pivots).zip(others) {
        let source = &above.values[position[number as usize] as usize * stride..][..stride];
        for (value, &number) in column[pivots..].iter_mut().zip(others) {
            *value = source[position[number as usize] as usize];
        }
    }
}

/// Copies the lower triangle of the first `pivots` columns to the upper one; makes the diagonal real.
fn mirror<T: Scalar>(values: &mut [T], height: usize, pivots: usize) {
    for col in 0..pivots {
        let diagonal = col * height + col;
        values[diagonal] = T::from_real(values[diagonal].real());
        for row in col + 1..height {
            values[row * height + col] = values[col * height + row].conjugate();
        }
    }
}

impl<T: Scalar> FrontFactor<T> {
    /// Fills in the columns of the pivots, and their rows.
    fn invert(&self, local: &mut Local<T>, scratch: &mut Scratch<T>) {
        let (pivots, height) = (self.pivots.len(), self.height);
        if pivots == 0 {
            return;
        }
        let others = height - pivots;
        let lower = self.lower();
        let corner = lower.subrows(0, pivots);
        let Scratch { ratio, inverse, divided, .. } = scratch;
        let (own, rest) = local.values.split_at_mut(pivots * height);
        let mut own = MatMut::from_column_major_slice_mut(own, height, pivots);

        inverse.clear();
        inverse.resize(pivots * pivots, T::zero());
        for k in 0..pivots {
            inverse[k * pivots + k] = T::one();
        }
        let mut inverted = MatMut::from_column_major_slice_mut(inverse, pivots, pivots);
        solve_unit_lower_triangular_in_place(corner, inverted.as_mut(), Par::Seq);
        divided.clear();
        divided.extend_from_slice(inverse);
        self.divide_columns(divided, pivots);
        let inverse = MatRef::from_column_major_slice(inverse, pivots, pivots);
        let divided = MatRef::from_column_major_slice(divided, pivots, pivots);
        triangular::matmul(
            own.as_mut().subrows_mut(0, pivots),
            BlockStructure::TriangularLower,
            Accum::Replace,
            inverse.adjoint(),
            BlockStructure::TriangularUpper,
            divided,
            BlockStructure::Rectangular,
            T::one(),
            Par::Seq,
        );
        if others > 0 {
            ratio.clear();
            for col in 0..pivots {
                ratio.extend_from_slice(&self.lower[col * height + pivots..(col + 1) * height]);
            }
            let mut ratio = MatMut::from_column_major_slice_mut(ratio, others, pivots);
            let transposed = ratio.as_mut().transpose_mut();
            solve_unit_upper_triangular_in_place(corner.transpose(), transposed, Par::Seq);
            let known = MatRef::from_column_major_slice_with_stride(
                &rest[pivots..],
                others,
                others,
                height,
            );
            let (mut top, mut bottom) = own.split_at_row_mut(pivots);
            matmul(bottom.as_mut(), Accum::Replace, known, ratio.as_ref(), -T::one(), Par::Seq);
            triangular::matmul(
                top.as_mut(),
                BlockStructure::TriangularLower,
                Accum::Add,
                ratio.as_ref().adjoint(),
                BlockStructure::Rectangular,
                bottom.as_ref(),
                BlockStructure::Rectangular,
                -T::one(),
                Par::Seq,
            );
        }
        mirror(&mut local.values, height, pivots);
    }

    /// Divides columns of `pivots` rows by $D$ from the left.
    fn divide_columns(&self, columns: &mut [T], pivots: usize) {
        for column in columns.chunks_exact_mut(pivots) {
            for (k, pivot) in self.blocks() {
                match pivot {
                    Pivot::One(d) => column[k] = column[k].unscale(d),
                    Pivot::Two(d0, d1, e) => {
                        let size = e.modulus();
                        let (a, c, w) = (d0 / size, d1 / size, e.unscale(size));
                        let determinant = a * c - 1.0;
                        let (p, q) = (column[k].unscale(size), column[k + 1].unscale(size));
                        column[k] = (p.scale(c) - w.conjugate() * q).unscale(determinant);
                        column[k + 1] = (q.scale(a) - w * p).unscale(determinant);
                    }
                }
            }
        }
    }
}
