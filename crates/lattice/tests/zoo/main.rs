//! The physics of the zoo: laws at random parameters, spectra, printed formulas, Chern numbers.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]
#![allow(clippy::cast_possible_truncation, reason = "small whole numbers")]

mod chern;
mod formulas;
mod laws;
mod spectra;
mod support;
