//! What a program on lattice models needs, in one `use`.

pub use thouless_bands::*;
pub use thouless_lattice::shape::*;
pub use thouless_lattice::*;
pub use thouless_linalg::{
    CMatrix, Complex64, Csr, I, LinalgError, Progress, ProgressObserver, RMatrix, eigh, eigvalsh,
};
pub use thouless_plot::*;
