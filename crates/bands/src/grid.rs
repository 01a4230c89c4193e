//! Bands on uniform grids.

use nalgebra::DMatrixView;
use num_complex::Complex64;
use thouless_lattice::{BlochHamiltonian, KGrid};
use thouless_linalg::Progress;

use crate::BandsError;
use crate::solve::{energies_at, states_at};

/// Energies, and states where asked for, at all points of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct GridBands {
    grid: KGrid,
    n_bands: usize,
    energies: Vec<f64>,
    states: Option<Vec<Complex64>>,
}

/// Returns the energies on a grid, in the energy unit of the model.
///
/// # Errors
///
/// [`BandsError::Lattice`] for a grid of another dimension or larger than memory,
/// [`BandsError::Linalg`] where $H(k)$ is not finite or the work was cancelled.
pub fn bands_on_grid(
    h: &impl BlochHamiltonian,
    grid: &KGrid,
    progress: &Progress,
) -> Result<GridBands, BandsError> {
    let n_bands = h.n_bands();
    grid.check_dimension(h.dimension())?;
    grid.check_memory(8 * n_bands as u64)?;
    progress.start("bands on the grid", grid.len() as u64);
    let energies = energies_at(h, grid, progress)?;
    progress.finish();
    Ok(GridBands { grid: grid.clone(), n_bands, energies, states: None })
}

/// Returns energies and normalized states on a grid; the phase of each state is arbitrary.
///
/// # Errors
///
/// As [`bands_on_grid`].
pub fn states_on_grid(
    h: &impl BlochHamiltonian,
    grid: &KGrid,
    progress: &Progress,
) -> Result<GridBands, BandsError> {
    let n_bands = h.n_bands();
    grid.check_dimension(h.dimension())?;
    let n = n_bands as u64;
    grid.check_memory(8 * n + 16 * n * n)?;
    progress.start("states on the grid", grid.len() as u64);
    let (energies, states) = states_at(h, grid, progress)?;
    progress.finish();
    Ok(GridBands { grid: grid.clone(), n_bands, energies, states: Some(states) })
}

impl GridBands {
    /// The grid.
    pub fn grid(&self) -> &KGrid {
        &self.grid
    }

    /// Number of bands.
    pub fn n_bands(&self) -> usize {
        self.n_bands
    }

    /// The energies at point `i` of the grid, ascending.
    ///
    /// # Panics
    ///
    /// Where the grid has no point `i`.
    pub fn at(&self, i: usize) -> &[f64] {
        &self.energies[i * self.n_bands..(i + 1) * self.n_bands]
    }

    /// All energies, those of a point next to each other, points in the order of the grid.
    pub fn energies(&self) -> &[f64] {
        &self.energies
    }

    /// The states at point `i` as columns, `[orbital, band]`, where they were asked for.
    pub fn states(&self, i: usize) -> Option<DMatrixView<'_, Complex64>> {
        let n = self.n_bands;
        let states = self.states.as_deref()?.get(i * n * n..(i + 1) * n * n)?;
        Some(DMatrixView::from_slice(states, n, n))
    }

    /// Lowest and highest energy of a band on the grid.
    ///
    /// # Panics
    ///
    /// Where there is no such band.
    pub fn band_range(&self, band: usize) -> [f64; 2] {
        assert!(band < self.n_bands, "band {band} of {}", self.n_bands);
        let energies = self.energies.iter().skip(band).step_by(self.n_bands);
        energies.fold([f64::INFINITY, f64::NEG_INFINITY], |[lo, hi], e| [lo.min(*e), hi.max(*e)])
    }
}
