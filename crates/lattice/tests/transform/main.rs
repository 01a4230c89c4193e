//! Transformations keep what they must keep: spectra, positions, symmetries, signs.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

mod agreement;
mod cells;
mod common;
mod errors;
mod flux;
mod join;
mod nambu;
mod open;
mod origin;
mod spin;
