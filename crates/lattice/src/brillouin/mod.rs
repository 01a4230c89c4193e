//! Paths, grids and points of high symmetry in the Brillouin zone.

mod bravais;
mod centred;
mod grid;
mod labels;
mod path;
mod spatial;
mod tables;
#[cfg(test)]
mod tests;

pub use grid::KGrid;
pub use labels::SpecialPoints;
pub use path::{HasLattice, KPath, PathPoints, SampledPath, Tick};
