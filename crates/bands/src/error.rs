//! Why a property of bands could not be computed.

use thiserror::Error;
use thouless_lattice::LatticeError;
use thouless_linalg::LinalgError;

/// Why a property of bands could not be computed.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum BandsError {
    /// A wave vector, path or grid that does not fit the system.
    #[error(transparent)]
    Lattice(#[from] LatticeError),

    /// An eigenproblem without a solution: $H(k)$ is not finite or not Hermitian; or the caller
    /// asked to stop.
    #[error("the bands cannot be computed: {0}")]
    Linalg(#[from] LinalgError),

    /// A band that does not exist.
    #[error("band {band} does not exist: the system has {n_bands} bands, counted from 0")]
    BandOutOfRange {
        /// The band asked for.
        band: usize,
        /// Number of bands.
        n_bands: usize,
    },

    /// Something that belongs to a system with another number of bands.
    #[error("{what} is of {found} functions; the system has {n_bands} bands")]
    Size {
        /// What does not fit.
        what: &'static str,
        /// Its number of functions.
        found: usize,
        /// Number of bands.
        n_bands: usize,
    },

    /// A number of bands below the gap that leaves none below or none above.
    #[error(
        "there is no gap above {below} of {n_bands} bands; take a number from 1 to {}",
        n_bands.saturating_sub(1)
    )]
    NoSuchGap {
        /// Number of bands below the gap.
        below: usize,
        /// Number of bands.
        n_bands: usize,
    },

    /// A derivative that is not defined because bands touch.
    #[error("bands {first} to {last} are degenerate at k = {k:?} and {what} there; {remedy}")]
    Degenerate {
        /// Lowest band of the group.
        first: usize,
        /// Highest band of the group.
        last: usize,
        /// Wave vector, reduced.
        k: Vec<f64>,
        /// What is not defined.
        what: &'static str,
        /// What can be done.
        remedy: &'static str,
    },

    /// A quantity that needs another number of periodic directions.
    #[error("{what} needs {needed} periodic directions; the system has {found}")]
    Dimension {
        /// The quantity.
        what: &'static str,
        /// Directions needed.
        needed: &'static str,
        /// Directions there are.
        found: usize,
    },

    /// NaN or infinity in the settings.
    #[error("{what} is {value}; only finite numbers are allowed")]
    NotFinite {
        /// Which setting.
        what: &'static str,
        /// Its value.
        value: f64,
    },

    /// A width or length that must be positive.
    #[error("{what} is {value}; it must be positive")]
    NotPositive {
        /// Which setting.
        what: &'static str,
        /// Its value.
        value: f64,
    },

    /// Energies out of order.
    #[error("the energies must increase, but number {index} is {value} after {before}")]
    EnergyOrder {
        /// Position in the list.
        index: usize,
        /// The energy there.
        value: f64,
        /// The one before.
        before: f64,
    },

    /// An empty list where something is needed.
    #[error("{what} is empty; give at least one")]
    Empty {
        /// Which setting.
        what: &'static str,
    },
}

/// Refuses NaN and infinities.
pub(crate) fn finite(what: &'static str, value: f64) -> Result<f64, BandsError> {
    if value.is_finite() { Ok(value) } else { Err(BandsError::NotFinite { what, value }) }
}

/// Refuses what is not a positive finite number.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64, BandsError> {
    let value = finite(what, value)?;
    if value > 0.0 { Ok(value) } else { Err(BandsError::NotPositive { what, value }) }
}
