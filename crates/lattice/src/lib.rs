//! Lattices, tight-binding models, finite samples and their file formats: the vocabulary that every
//! other crate of Thouless speaks.
//!
//! | idea | type |
//! | --- | --- |
//! | 0 to 3 primitive vectors in space, and their reciprocals | [`Lattice`] |
//! | sites, on-site blocks and hoppings of an infinite crystal | [`Model`], built by [`ModelBuilder`] |
//! | labelled paths and uniform grids in the Brillouin zone | [`KPath`], [`KGrid`] |
//! | a finite piece of a model and its sparse matrix | [`Sample`], cut by [`Model::cut`] |
//! | regions that a sample is cut with | [`shape::Shape`] and the types of [`shape`] |
//! | supercells, ribbons, layers, spin, pairing, magnetic cells | methods of [`Model`], with [`Axis`], [`Pairing`] and [`Flux`] |
//! | any periodic quantum system: $H(k)$, its derivatives, $k \to k + G$ | [`BlochHamiltonian`] |
//!
//! Wave vectors are in reduced coordinates, positions are Cartesian, energies in the model's own
//! unit. A hop `from → to` into `cell` with amplitude $t$ means
//! $`\langle \text{to}, \text{cell} | H | \text{from}, 0 \rangle = t`$; the Hermitian conjugate is added.
//! Signs and phases are fixed in `docs/conventions.md`.

mod axis;
mod bloch;
mod block;
mod brillouin;
mod builder;
mod error;
pub mod expr;
mod file;
mod lattice;
mod memory;
mod model;
mod names;
mod sample;
pub mod shape;
pub mod testing;
mod transform;
pub mod zoo;

pub use axis::Axis;
pub use bloch::{BlochHamiltonian, Embedding};
pub use block::{Block, Cells};
pub use brillouin::{HasLattice, KGrid, KPath, PathPoints, SampledPath, SpecialPoints, Tick};
pub use builder::{ModelBuilder, SiteRef};
pub use error::LatticeError;
pub use file::{
    Description, FileError, FileProblem, ModelSource, Parameter, PositionOperator, Wannier90,
};
pub use lattice::Lattice;
pub use memory::check_memory;
pub use model::{Gauge, Hopping, Model, Site};
pub use names::nearest_name;
pub use sample::{
    Anderson, Boundary, CutBond, Disorder, FieldGauge, Pieces, Sample, SampleBuilder, SampleError,
    Vacancies,
};
pub use transform::{Flux, Pairing};

/// Cartesian vector in three-dimensional space.
pub type Vector3 = nalgebra::Vector3<f64>;

/// Integer coordinates of a unit cell; directions beyond the lattice's dimension are 0.
pub type Cell = [i32; 3];
