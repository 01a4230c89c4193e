//! Gaps between bands over the whole zone.

use serde::{Deserialize, Serialize};
use thouless_lattice::{BlochHamiltonian, KGrid};
use thouless_linalg::Progress;

use crate::extremum::{BandEdge, Combination, Extremum, band_extremum, lowest};
use crate::{BandsError, bands_on_grid};

/// Settings of [`band_gap`].
#[derive(Debug, Clone, Default)]
pub struct GapSettings {
    /// Where to look first; by default fine enough to meet each valley of a usual model.
    pub grid: Option<KGrid>,
    /// Progress and cancellation.
    pub progress: Progress,
}

/// The gap above the lowest bands, over the whole zone and not only on a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BandGap {
    /// Number of bands below the gap.
    pub below: usize,
    /// Smallest distance $`E_{n+1}(k) - E_n(k)`$ at one wave vector; 0 to rounding where bands touch.
    pub direct: f64,
    /// Where it is smallest.
    pub k_direct: Vec<f64>,
    /// Bottom of the upper bands minus top of the lower ones; negative where they overlap in energy
    /// and a filling of `below` bands is a metal.
    pub indirect: f64,
    /// Highest energy below the gap.
    pub top: BandEdge,
    /// Lowest energy above the gap.
    pub bottom: BandEdge,
}

impl BandGap {
    /// Whether top and bottom lie at the same wave vector (gaps equal within $`10^{-9}`$).
    pub fn is_direct(&self) -> bool {
        self.direct - self.indirect <= 1e-9 * (1.0 + self.direct.abs())
    }

    /// Whether the bands overlap in energy though they need not touch.
    pub fn overlaps(&self) -> bool {
        self.indirect < 0.0
    }
}

/// Returns the direct and the indirect gap above the lowest `below` bands, in the energy unit of the
/// model, to about $`10^{-12}`$ of the band width.
///
/// The minima of a grid are followed downhill by the simplex method, which cones such as Dirac points
/// do not stop, and where the bands are smooth Newton's method fixes the wave vectors. Minima whose
/// whole valley lies between grid points are missed: take a finer grid for bands that vary faster.
///
/// # Errors
///
/// [`BandsError::NoSuchGap`], [`BandsError::Lattice`] for a grid of another dimension,
/// [`BandsError::Linalg`].
///
/// # Examples
///
/// ```
/// use thouless_bands::{GapSettings, band_gap};
/// use thouless_lattice::{Lattice, Model};
///
/// let (v, w) = (0.5, 1.2);
/// let ssh = Model::builder(Lattice::new(&[[1.0]])?)
///     .site("A", [0.0])
///     .site("B", [0.5])
///     .hop("A", "B", [0], v)
///     .hop("B", "A", [1], w)
///     .build()?;
/// let gap = band_gap(&ssh, 1, &GapSettings::default())?;
/// assert!((gap.direct - 2.0 * (w - v)).abs() < 1e-12); // Su, Schrieffer, Heeger (1979)
/// assert!(gap.is_direct());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn band_gap(
    h: &impl BlochHamiltonian,
    below: usize,
    settings: &GapSettings,
) -> Result<BandGap, BandsError> {
    let n_bands = h.n_bands();
    if below == 0 || below >= n_bands {
        return Err(BandsError::NoSuchGap { below, n_bands });
    }
    let grid = match &settings.grid {
        Some(grid) => grid.clone(),
        None => default_grid(h)?,
    };
    let bands = bands_on_grid(h, &grid, &settings.progress)?;
    let top = band_extremum(h, &bands, below - 1, Extremum::Maximum)?;
    let bottom = band_extremum(h, &bands, below, Extremum::Minimum)?;
    let difference = Combination { terms: vec![(below, 1.0), (below - 1, -1.0)] };
    let direct = lowest(h, &bands, &difference)?;
    Ok(BandGap {
        below,
        direct: direct.value.max(0.0),
        k_direct: direct.k,
        indirect: bottom.energy - top.energy,
        top,
        bottom,
    })
}

/// Fine where matrices are small.
fn default_grid(h: &impl BlochHamiltonian) -> Result<KGrid, BandsError> {
    let n = match (h.dimension(), h.n_bands()) {
        (0 | 1, _) => 240,
        (2, ..=32) => 60,
        (2, _) | (_, ..=32) => 24,
        _ => 10,
    };
    Ok(KGrid::cubic(h.dimension(), n)?)
}
