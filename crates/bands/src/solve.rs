//! Eigenvalues and eigenvectors of $H(k)$: at one wave vector, and at many in parallel.

use nalgebra::DMatrix;
use num_complex::Complex64;
use rayon::prelude::*;
use thouless_lattice::{BlochHamiltonian, KGrid};
use thouless_linalg::{EighWorkspace, HermitianBatch, LANES, Lanes, MAX_SMALL, Progress};

use crate::BandsError;

/// Memory for solving $H(k)$ at one wave vector after another.
pub(crate) struct PointSolver<'a, H: BlochHamiltonian> {
    h: &'a H,
    matrix: DMatrix<Complex64>,
    workspace: EighWorkspace<Complex64>,
}

impl<'a, H: BlochHamiltonian> PointSolver<'a, H> {
    pub(crate) fn new(h: &'a H) -> Self {
        let n = h.n_bands();
        Self { h, matrix: DMatrix::zeros(n, n), workspace: EighWorkspace::new(n) }
    }

    pub(crate) fn h(&self) -> &'a H {
        self.h
    }

    /// Energies in ascending order.
    pub(crate) fn energies(&mut self, k: &[f64]) -> Result<&[f64], BandsError> {
        self.h.hamiltonian_into(k, &mut self.matrix);
        Ok(self.workspace.values(&self.matrix)?)
    }

    /// Energies in ascending order, and states as columns.
    pub(crate) fn states(
        &mut self,
        k: &[f64],
    ) -> Result<(&[f64], &DMatrix<Complex64>), BandsError> {
        self.h.hamiltonian_into(k, &mut self.matrix);
        Ok(self.workspace.decompose(&self.matrix)?)
    }
}

/// The wave vectors to solve at.
pub(crate) trait WaveVectors: Sync {
    fn count(&self) -> usize;

    /// Writes number `i`.
    fn write(&self, i: usize, k: &mut [f64]);

    /// Writes those from `first` on, `k[a][lane]`; lanes beyond the last repeat it.
    fn write_lanes(&self, first: usize, k: &mut [Lanes]) {
        let mut one = [0.0; 3];
        for lane in 0..LANES {
            self.write((first + lane).min(self.count() - 1), &mut one[..k.len()]);
            for (lanes, x) in k.iter_mut().zip(one) {
                lanes[lane] = x;
            }
        }
    }
}

impl WaveVectors for KGrid {
    fn count(&self) -> usize {
        self.len()
    }

    fn write(&self, i: usize, k: &mut [f64]) {
        self.point_into(i, k);
    }

    fn write_lanes(&self, first: usize, k: &mut [Lanes]) {
        self.lanes_into(first, k);
    }
}

impl WaveVectors for [Vec<f64>] {
    fn count(&self) -> usize {
        self.len()
    }

    fn write(&self, i: usize, k: &mut [f64]) {
        k.copy_from_slice(&self[i]);
    }
}

/// Wave vectors per task; a task is the unit of parallel work and of progress.
fn points_per_task(n_bands: usize) -> usize {
    if n_bands <= MAX_SMALL { 128 * LANES } else { 1 }
}

/// Energies at all points, `[n][n_bands]` flattened.
pub(crate) fn energies_at<H: BlochHamiltonian>(
    h: &H,
    points: &(impl WaveVectors + ?Sized),
    progress: &Progress,
) -> Result<Vec<f64>, BandsError> {
    let n_bands = h.n_bands();
    let task = points_per_task(n_bands);
    let mut energies = vec![0.0; points.count() * n_bands];
    let result = energies.par_chunks_mut((task * n_bands).max(1)).enumerate().try_for_each_init(
        || Worker::new(h),
        |worker, (i, energies)| {
            progress.check()?;
            let n = energies.len() / n_bands;
            worker.solve(points, i * task, energies, None)?;
            progress.advance(n as u64);
            Ok(())
        },
    );
    result.map(|()| energies)
}

/// Energies as in [`energies_at`], and states `[n][band][orbital]` flattened.
pub(crate) fn states_at<H: BlochHamiltonian>(
    h: &H,
    points: &(impl WaveVectors + ?Sized),
    progress: &Progress,
) -> Result<(Vec<f64>, Vec<Complex64>), BandsError> {
    let n_bands = h.n_bands();
    let task = points_per_task(n_bands);
    let mut energies = vec![0.0; points.count() * n_bands];
    let mut states = vec![Complex64::ZERO; points.count() * n_bands * n_bands];
    let tasks = energies
        .par_chunks_mut((task * n_bands).max(1))
        .zip(states.par_chunks_mut((task * n_bands * n_bands).max(1)));
    let result = tasks.enumerate().try_for_each_init(
        || Worker::new(h),
        |worker, (i, (energies, states))| {
            progress.check()?;
            let n = energies.len() / n_bands;
            worker.solve(points, i * task, energies, Some(states))?;
            progress.advance(n as u64);
            Ok(())
        },
    );
    result.map(|()| (energies, states))
}

/// One thread's memory.
enum Worker<'a, H: BlochHamiltonian> {
    /// Small matrices, eight at once.
    Batch(&'a H, HermitianBatch),
    /// Large ones, one after another.
    Single(PointSolver<'a, H>),
}

impl<'a, H: BlochHamiltonian> Worker<'a, H> {
    fn new(h: &'a H) -> Self {
        match HermitianBatch::new(h.n_bands()) {
            Ok(batch) => Self::Batch(h, batch),
            Err(_) => Self::Single(PointSolver::new(h)),
        }
    }

    /// Solves the points from `first` on, as many as `energies` has room for.
    fn solve(
        &mut self,
        points: &(impl WaveVectors + ?Sized),
        first: usize,
        energies: &mut [f64],
        states: Option<&mut [Complex64]>,
    ) -> Result<(), BandsError> {
        match self {
            Self::Batch(h, batch) => solve_batches(*h, batch, points, first, energies, states),
            Self::Single(solver) => solve_singly(solver, points, first, energies, states),
        }
    }
}

fn solve_batches<H: BlochHamiltonian>(
    h: &H,
    batch: &mut HermitianBatch,
    points: &(impl WaveVectors + ?Sized),
    first: usize,
    energies: &mut [f64],
    mut states: Option<&mut [Complex64]>,
) -> Result<(), BandsError> {
    let n = h.n_bands();
    let d = h.dimension();
    let mut k_lanes: [Lanes; 3] = [[0.0; LANES]; 3];
    for (group, energies) in energies.chunks_mut(LANES * n).enumerate() {
        let start = group * LANES;
        let used = energies.len() / n;
        points.write_lanes(first + start, &mut k_lanes[..d]);
        h.hamiltonian_batch(&k_lanes[..d], batch);
        let Some(states) = states.as_deref_mut() else {
            let values = batch.eigenvalues()?;
            scatter(energies, n, |band| values.lanes(band));
            continue;
        };
        let eigen = batch.eigen()?;
        scatter(energies, n, |band| eigen.values().lanes(band));
        let states = &mut states[start * n * n..(start + used) * n * n];
        for band in 0..n {
            for row in 0..n {
                let (re, im) = eigen.vector_lanes(row, band);
                for (lane, state) in states.chunks_exact_mut(n * n).enumerate() {
                    state[band * n + row] = Complex64::new(re[lane], im[lane]);
                }
            }
        }
    }
    Ok(())
}

/// From one array of lanes per band to one array of bands per lane.
fn scatter<'v>(energies: &mut [f64], n_bands: usize, of_band: impl Fn(usize) -> &'v Lanes) {
    for band in 0..n_bands {
        let lanes = of_band(band);
        for (lane, energies) in energies.chunks_exact_mut(n_bands).enumerate() {
            energies[band] = lanes[lane];
        }
    }
}

fn solve_singly<H: BlochHamiltonian>(
    solver: &mut PointSolver<'_, H>,
    points: &(impl WaveVectors + ?Sized),
    first: usize,
    energies: &mut [f64],
    mut states: Option<&mut [Complex64]>,
) -> Result<(), BandsError> {
    let n = solver.h().n_bands();
    let mut k = vec![0.0; solver.h().dimension()];
    for (i, energies) in energies.chunks_mut(n.max(1)).enumerate() {
        points.write(first + i, &mut k);
        match states.as_deref_mut() {
            None => energies.copy_from_slice(solver.energies(&k)?),
            Some(states) => {
                let (values, vectors) = solver.states(&k)?;
                energies.copy_from_slice(values);
                states[i * n * n..(i + 1) * n * n].copy_from_slice(vectors.as_slice());
            }
        }
    }
    Ok(())
}
