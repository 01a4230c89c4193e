//! Densities of states.

mod broadened;
mod tetrahedra;

use serde::{Deserialize, Serialize};
use thouless_lattice::{BlochHamiltonian, KGrid};
use thouless_linalg::Progress;

use crate::error::{finite, positive};
use crate::extremum::{Extremum, band_extremum};
use crate::{BandsError, GridBands, bands_on_grid};

/// How a density of states is made from energies on a grid.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum DosMethod {
    /// Energies linear in each tetrahedron (triangle, interval), states counted exactly.
    #[default]
    Tetrahedra,
    /// Each state a Gaussian of this standard deviation.
    Gaussian {
        /// Standard deviation, in the energy unit of the model.
        width: f64,
    },
    /// Each state a Lorentzian of this half width at half maximum.
    Lorentzian {
        /// Half width, in the energy unit of the model.
        width: f64,
    },
}

/// Settings of [`density_of_states`].
#[derive(Debug, Clone)]
pub struct DosSettings {
    /// Wave vectors at which the bands are computed.
    pub grid: KGrid,
    /// Increasing energies at which the density is wanted; by default 1001 that cover the spectrum.
    pub energies: Option<Vec<f64>>,
    /// Tetrahedra or broadening.
    pub method: DosMethod,
    /// Progress and cancellation.
    pub progress: Progress,
}

impl DosSettings {
    /// Tetrahedra on a grid, energies that cover the spectrum.
    pub fn new(grid: KGrid) -> Self {
        let method = DosMethod::default();
        Self { grid, energies: None, method, progress: Progress::silent() }
    }

    /// As [`DosSettings::new`], with 4000 intervals, 200×200 cells or 40×40×40 by dimension.
    ///
    /// # Errors
    ///
    /// [`BandsError::Lattice`] where that is more than fits into memory.
    pub fn for_system(h: &impl BlochHamiltonian) -> Result<Self, BandsError> {
        let n = [1, 4000, 200, 40][h.dimension().min(3)];
        Ok(Self::new(KGrid::cubic(h.dimension(), n)?))
    }
}

/// Density of states per primitive cell, and the gaps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DensityOfStates {
    /// Energies.
    pub energies: Vec<f64>,
    /// States per cell and unit of energy at each of them.
    ///
    /// By tetrahedra this is the mean over the bin that reaches half way to the energies beside, so
    /// that flat bands and singularities keep their weight; for a single energy, the value there.
    pub dos: Vec<f64>,
    /// States per cell below each energy; twice this counts electrons where spin is left out.
    pub integrated: Vec<f64>,
    /// Energies `[lower, upper]` between bands at which there are no states, from extrema of bands
    /// refined off the grid.
    pub gaps: Vec<[f64; 2]>,
    /// The integral of `dos` over `energies` by the trapezoidal rule.
    pub integral: f64,
    /// What the integral is over all energies: the number of bands.
    pub n_bands: usize,
}

/// Returns the density of states per primitive cell,
///
/// ```math
/// D(E) = \sum_n \int_{\mathrm{BZ}} \delta\bigl(E - E_n(k)\bigr)\, d^d k
/// ```
///
/// with $k$ reduced, so that $\int D\, dE$ is the number of bands.
///
/// With [`DosMethod::Tetrahedra`] the energies are interpolated linearly in simplices and integrated
/// exactly; the error falls as the square of the grid spacing.
///
/// # Errors
///
/// [`BandsError::Lattice`] for a grid that does not fit, [`BandsError::EnergyOrder`],
/// [`BandsError::NotFinite`], [`BandsError::NotPositive`] and [`BandsError::Empty`] for energies and
/// widths that make no sense, [`BandsError::Linalg`] where $H(k)$ is not finite or work was cancelled.
///
/// # Examples
///
/// ```
/// use thouless_bands::{DosSettings, density_of_states};
/// use thouless_lattice::{KGrid, zoo::Haldane};
///
/// let haldane = Haldane::default().model()?;
/// let settings = DosSettings::new(KGrid::new([60, 60])?);
/// let dos = density_of_states(&haldane, &settings)?;
/// assert!((dos.integral - 2.0).abs() < 1e-10); // two bands
/// let mass = 3.0 * 3.0_f64.sqrt() * 0.1;
/// assert!((dos.gaps[0][1] - mass).abs() < 1e-10); // off the grid
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// G. Lehmann, M. Taut, Phys. Status Solidi B **54**, 469 (1972); P. E. Blöchl, O. Jepsen,
/// O. K. Andersen, Phys. Rev. B **49**, 16223 (1994).
pub fn density_of_states(
    h: &impl BlochHamiltonian,
    settings: &DosSettings,
) -> Result<DensityOfStates, BandsError> {
    if let Some(energies) = &settings.energies {
        check_energies(energies)?;
    }
    let width = match settings.method {
        DosMethod::Tetrahedra => 0.0,
        DosMethod::Gaussian { width } => positive("the width of the Gaussians", width)?,
        DosMethod::Lorentzian { width } => positive("the width of the Lorentzians", width)?,
    };
    let bands = bands_on_grid(h, &settings.grid, &settings.progress)?;
    // A Gaussian ends after a few widths; a Lorentzian keeps 1/(π·60) of its area beyond sixty.
    let tail = match settings.method {
        DosMethod::Lorentzian { .. } => 60.0 * width,
        _ => 6.0 * width,
    };
    let energies = settings.energies.clone().unwrap_or_else(|| covering(&bands, tail));
    let progress = &settings.progress;
    let (dos, integrated) = match settings.method {
        DosMethod::Tetrahedra => tetrahedra::density(&bands, h.lattice(), &energies, progress)?,
        DosMethod::Gaussian { width } => {
            broadened::density(&bands, &energies, &broadened::Gaussian { width }, progress)?
        }
        DosMethod::Lorentzian { width } => {
            broadened::density(&bands, &energies, &broadened::Lorentzian { width }, progress)?
        }
    };
    let gaps = gaps(h, &bands)?;
    let integral = trapezoid(&energies, &dos);
    Ok(DensityOfStates { energies, dos, integrated, gaps, integral, n_bands: h.n_bands() })
}

fn check_energies(energies: &[f64]) -> Result<(), BandsError> {
    if energies.is_empty() {
        return Err(BandsError::Empty { what: "the list of energies" });
    }
    for e in energies {
        finite("an energy", *e)?;
    }
    match energies.windows(2).position(|pair| pair[1] <= pair[0]) {
        Some(i) => Err(BandsError::EnergyOrder {
            index: i + 1,
            value: energies[i + 1],
            before: energies[i],
        }),
        None => Ok(()),
    }
}

/// 1001 energies over the spectrum, with a margin of 2 % or of what broadening needs.
fn covering(bands: &GridBands, tail: f64) -> Vec<f64> {
    const N: usize = 1001;
    let range = (0..bands.n_bands()).map(|band| bands.band_range(band));
    let [lo, hi] =
        range.reduce(|[lo, hi], [low, high]| [lo.min(low), hi.max(high)]).unwrap_or([0.0, 0.0]);
    let margin = (0.02 * (hi - lo)).max(tail).max(1e-3 * (1.0 + lo.abs().max(hi.abs())));
    let step = (hi - lo + 2.0 * margin) / (N - 1) as f64;
    (0..N).map(|i| lo - margin + step * i as f64).collect()
}

fn trapezoid(x: &[f64], y: &[f64]) -> f64 {
    let pairs = x.windows(2).zip(y.windows(2));
    pairs.map(|(x, y)| 0.5 * (x[1] - x[0]) * (y[0] + y[1])).sum()
}

/// Gaps between bands that the grid leaves apart, with both edges refined.
fn gaps(h: &impl BlochHamiltonian, bands: &GridBands) -> Result<Vec<[f64; 2]>, BandsError> {
    let ranges: Vec<[f64; 2]> = (0..bands.n_bands()).map(|band| bands.band_range(band)).collect();
    let scale = ranges.iter().flatten().fold(0.0_f64, |s, e| s.max(e.abs()));
    let mut gaps = Vec::new();
    for (below, pair) in ranges.windows(2).enumerate() {
        if pair[1][0] - pair[0][1] <= 1e-9 * scale {
            continue;
        }
        let top = band_extremum(h, bands, below, Extremum::Maximum)?;
        let bottom = band_extremum(h, bands, below + 1, Extremum::Minimum)?;
        if bottom.energy - top.energy > 1e-9 * scale {
            gaps.push([top.energy, bottom.energy]);
        }
    }
    Ok(gaps)
}
