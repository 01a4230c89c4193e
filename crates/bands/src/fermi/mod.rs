//! Where bands cross an energy: points, contours and surfaces.

mod contours;
mod crossings;
mod surface;

pub use contours::{FermiContours, fermi_contours};
pub use surface::{FermiSurface, fermi_surface};

use serde::{Deserialize, Serialize};
use thouless_lattice::{BlochHamiltonian, KGrid};
use thouless_linalg::Progress;

use crate::error::finite;
use crate::extremum::fold;
use crate::mesh::Mesh;
use crate::{BandsError, bands_on_grid};
use crossings::Crossings;

/// Settings of [`fermi_points`], [`fermi_contours`] and [`fermi_surface`].
#[derive(Debug, Clone, Default)]
pub struct FermiSettings {
    /// The grid that is searched; pockets smaller than its cells are missed. By default 2000 points,
    /// 120×120 or 32×32×32.
    pub grid: Option<KGrid>,
    /// Progress and cancellation.
    pub progress: Progress,
}

/// Wave vectors at which the bands of a chain cross an energy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FermiPoints {
    /// The energy.
    pub energy: f64,
    /// Reduced wave vectors in [0, 1), band by band.
    pub points: Vec<f64>,
    /// The band of each.
    pub bands: Vec<usize>,
}

/// Returns where the bands of a system of one periodic direction cross `energy`.
///
/// # Errors
///
/// [`BandsError::Dimension`] for another number of directions, [`BandsError::NotFinite`] for the
/// energy, [`BandsError::Lattice`] for a grid that does not fit, [`BandsError::Linalg`].
pub fn fermi_points(
    h: &impl BlochHamiltonian,
    energy: f64,
    settings: &FermiSettings,
) -> Result<FermiPoints, BandsError> {
    let mut fermi = FermiPoints { energy, points: Vec::new(), bands: Vec::new() };
    search(
        h,
        energy,
        settings,
        &Kind { what: "a set of Fermi points", dimension: 1 },
        |crossings| {
            let mut found: Vec<f64> = (0..crossings.mesh.n_cells())
                .filter_map(|node| crossings.at(node, 1))
                .map(|k| fold(k[0]))
                .collect();
            found.sort_by(f64::total_cmp);
            found.dedup_by(|a, b| (*a - *b).abs() < 1e-12);
            fermi.bands.extend(found.iter().map(|_| crossings.band));
            fermi.points.extend(found);
        },
    )?;
    Ok(fermi)
}

/// What is asked for, and the dimension it lives in.
struct Kind {
    what: &'static str,
    dimension: usize,
}

/// Finds the crossings of each band and hands them on.
fn search(
    h: &impl BlochHamiltonian,
    energy: f64,
    settings: &FermiSettings,
    kind: &Kind,
    mut each_band: impl FnMut(&Crossings<'_>),
) -> Result<(), BandsError> {
    finite("the energy", energy)?;
    let d = h.dimension();
    if d != kind.dimension {
        let needed = ["0", "1", "2", "3"][kind.dimension];
        return Err(BandsError::Dimension { what: kind.what, needed, found: d });
    }
    let grid = match &settings.grid {
        Some(grid) => grid.clone(),
        None => KGrid::cubic(d, [1, 2000, 120, 32][d])?,
    };
    // Energies, and for one band at a time a number for each edge of the mesh.
    grid.check_dimension(d)?;
    grid.check_memory(8 * h.n_bands() as u64 + 8 * (1 << d))?;
    let bands = bands_on_grid(h, &grid, &settings.progress)?;
    let mesh = Mesh::new(&grid, h.lattice());
    settings.progress.start("crossings", h.n_bands() as u64);
    for band in 0..h.n_bands() {
        let [lo, hi] = bands.band_range(band);
        if lo <= energy && energy <= hi {
            each_band(&Crossings::find(h, &bands, &mesh, band, energy, &settings.progress)?);
        }
        settings.progress.advance(1);
    }
    settings.progress.finish();
    Ok(())
}
