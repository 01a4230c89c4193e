//! The registry of known values with its generic checks, and what crosses crates.
//!
//! A known value is a `[[case]]` of `tests/validation/<area>.toml`: what is computed (`check` and its
//! parameters), what must come out (`expected`, `tolerance`) and who says so (`source`, a key of
//! `docs/references.bib`). Numbers live only there; `cargo test`, `cargo xtask verify` and
//! `docs/validation.md` all read them from there.
//!
//! | step | item |
//! | --- | --- |
//! | read and refuse what is not complete | [`Registry::load`] |
//! | one entry | [`Case`], [`Value`], [`Tolerance`] |
//! | what computes it | [`Check`], found by name in [`CHECKS`] |
//! | compute and compare | [`Case::run`] → [`Outcome`] |
//! | write it down | [`terminal_line`], [`validation_page`] |
//!
//! A check is a struct whose fields are the parameters an entry gives. It is generic: it never looks at
//! the id of an entry or at the name of a model.

mod bibliography;
mod case;
mod checks;
mod error;
mod model;
mod outcome;
mod page;
mod parameter;
mod registry;
mod sample;
mod step;
mod suggest;
mod value;

pub use bibliography::{Bibliography, Reference};
pub use case::{Case, Cost, Kind};
pub use checks::{CHECKS, Check, CheckKind};
pub use error::{CheckError, RegistryError};
pub use outcome::{Found, Outcome};
pub use page::{first_difference, lines_agree, page_row, terminal_line, validation_page};
pub use registry::{Registry, Selection};
pub use suggest::nearest;
pub use value::{Tolerance, Value};

/// The Rust programs of a page of the documentation, run as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../docs/adding-a-model.md")]
struct AddingAModel;
