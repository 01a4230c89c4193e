//! The toolkit for quantum transport and topological matter: everything in one crate.
//!
//! ```
//! use thouless::prelude::*;
//!
//! let graphene = zoo::Honeycomb::default().model()?;
//! let path = KPath::labelled(&graphene, "G-K-M-G")?;
//! let bands = band_structure(&graphene, &path.points(300))?;
//! assert_eq!(bands.energies[0], [-3.0, 3.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | question | crate |
//! | --- | --- |
//! | What is the system? Lattices, models, samples, the zoo, files | [`lattice`] |
//! | What are its bands, gaps, density of states, Fermi surface? | [`bands`] |
//! | Which anyons can there be, and what do their braids do? | [`anyon`] |
//! | How does it look? | [`plot`] |
//! | What is underneath? Dense and sparse linear algebra | [`linalg`] |
//!
//! Features: `cli` (default) builds the command line `thouless`; `openblas` sends the dense kernels
//! to the system's LAPACK and OpenBLAS.

pub use thouless_anyon as anyon;
pub use thouless_bands as bands;
pub use thouless_lattice as lattice;
pub use thouless_linalg as linalg;
pub use thouless_plot as plot;

pub mod prelude;

/// The worked examples of the conventions, run as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/conventions.md")]
struct Conventions;
