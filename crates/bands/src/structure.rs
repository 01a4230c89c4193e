//! Band structures along paths.

use serde::{Deserialize, Serialize};
use thouless_lattice::{BlochHamiltonian, LatticeError, PathPoints, Tick, check_memory};
use thouless_linalg::Progress;

use crate::BandsError;
use crate::solve::energies_at;

/// Energies along a path through the Brillouin zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BandStructure {
    /// Reduced wave vectors.
    pub k: Vec<Vec<f64>>,
    /// Cartesian distance along the path of each wave vector ($2\pi$ included).
    pub distance: Vec<f64>,
    /// Where the labelled points lie.
    pub ticks: Vec<Tick>,
    /// `energies[i][n]` is the energy of band `n`, ascending, at wave vector `i`.
    pub energies: Vec<Vec<f64>>,
}

impl BandStructure {
    /// Number of bands.
    pub fn n_bands(&self) -> usize {
        self.energies.first().map_or(0, Vec::len)
    }

    /// Lowest and highest energy.
    pub fn range(&self) -> [f64; 2] {
        let all = self.energies.iter().flatten();
        all.fold([f64::INFINITY, f64::NEG_INFINITY], |[lo, hi], e| [lo.min(*e), hi.max(*e)])
    }
}

/// Returns the energies $E_n(k)$ along a path, in the energy unit of the model.
///
/// # Errors
///
/// [`BandsError::Lattice`] for a path of another system or with too few or too many points,
/// [`BandsError::Linalg`] where $H(k)$ is not finite.
///
/// # Examples
///
/// ```
/// use thouless_bands::band_structure;
/// use thouless_lattice::{KPath, zoo::Haldane};
///
/// let haldane = Haldane::default().model()?;
/// let path = KPath::labelled(&haldane, "G-K-M-G")?;
/// let bands = band_structure(&haldane, &path.points(31))?;
/// let mass = 3.0 * 3.0_f64.sqrt() * 0.1; // 3√3 t2
/// let at_k = bands.distance.iter().position(|d| *d == bands.ticks[1].distance);
/// assert!((bands.energies[at_k.unwrap()][1] - mass).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn band_structure(
    h: &impl BlochHamiltonian,
    path: &PathPoints,
) -> Result<BandStructure, BandsError> {
    band_structure_with(h, path, &Progress::silent())
}

/// As [`band_structure`], with progress and cancellation.
///
/// # Errors
///
/// As [`band_structure`].
pub fn band_structure_with(
    h: &impl BlochHamiltonian,
    path: &PathPoints,
    progress: &Progress,
) -> Result<BandStructure, BandsError> {
    let bytes = 16 * h.n_bands() as u64;
    check_memory(format!("the bands at {} wave vectors", path.n()), path.n() as u128, bytes)?;
    let sampled = path.sampled()?;
    let energies = bands_at_with(h, &sampled.k, progress)?;
    Ok(BandStructure { k: sampled.k, distance: sampled.distance, ticks: sampled.ticks, energies })
}

/// Returns the energies at each of the given reduced wave vectors, ascending.
///
/// # Errors
///
/// As [`band_structure`].
pub fn bands_at(h: &impl BlochHamiltonian, k: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, BandsError> {
    bands_at_with(h, k, &Progress::silent())
}

fn bands_at_with(
    h: &impl BlochHamiltonian,
    k: &[Vec<f64>],
    progress: &Progress,
) -> Result<Vec<Vec<f64>>, BandsError> {
    k.iter().try_for_each(|k| h.check_k(k)).map_err(|e: LatticeError| e)?;
    progress.start("bands", k.len() as u64);
    let energies = energies_at(h, k, progress)?;
    progress.finish();
    Ok(energies.chunks(h.n_bands().max(1)).map(<[f64]>::to_vec).collect())
}
