#![doc = include_str!("../README.md")]

mod descent;
mod dos;
mod error;
mod extremum;
mod fermi;
mod gap;
mod grid;
mod linear;
mod local;
mod mesh;
mod solve;
mod structure;
mod van_hove;
mod velocity;
mod velocity_matrix;

pub use dos::{DensityOfStates, DosMethod, DosSettings, density_of_states};
pub use error::BandsError;
pub use extremum::{BandEdge, Extremum, band_extremum};
pub use fermi::{
    FermiContours, FermiPoints, FermiSettings, FermiSurface, fermi_contours, fermi_points,
    fermi_surface,
};
pub use gap::{BandGap, GapSettings, band_gap};
pub use grid::{GridBands, bands_on_grid, states_on_grid};
pub use structure::{BandStructure, band_structure, band_structure_with, bands_at};
pub use thouless_lattice::Tick;
pub use van_hove::{CriticalPoint, VanHovePoint, VanHoveSettings, van_hove_points};
pub use velocity::{inverse_mass, velocities, velocities_along};
pub use velocity_matrix::{VelocityMatrix, velocity_matrix, velocity_matrix_of_wannier_functions};
