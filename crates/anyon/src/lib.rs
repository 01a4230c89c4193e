#![doc = include_str!("../README.md")]
//!
//! # How the crate is built
//!
//! From the ground up: exact numbers (`exact`), matrices of them, fusion rings, symbols; theories (one file per family,
//! and what makes new ones of old) and their modular data; the checks (one file per equation).
//! What braids do (fusion spaces, compiled gates, links) stands on [`Theory`] alone and asks for symbols through it.

mod braiding;
mod check;
mod error;
mod exact;
mod file;
mod matrix;
mod modular;
mod ring;
mod space;
mod symbols;
pub mod testing;
pub mod theory;
mod word;

pub use braiding::BraidMatrix;
pub use check::{Consistency, Equation, Violation};
pub use error::AnyonError;
pub use exact::{ComplexEnclosure, Cyclotomic, Interval, Phase, Surd};
pub use matrix::ExactMatrix;
pub use ring::{FusionRing, Tree};
pub use space::{FusionSpace, FusionState};
pub use symbols::Symbols;
pub use theory::Theory;
pub use word::Braid;
