//! Exact numbers: elements of cyclotomic fields, roots of unity, and their certified enclosures.

mod coefficients;
mod cyclotomic;
mod enclosure;
pub(crate) mod field;
mod inverse;
mod parse;
mod phase;
pub(crate) mod residue;
mod surd;
mod text;

pub use cyclotomic::Cyclotomic;
pub use enclosure::{ComplexEnclosure, Interval};
pub use phase::Phase;
pub use surd::Surd;
