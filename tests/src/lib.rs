//! The registry of known values with its generic checks, and what crosses crates.
