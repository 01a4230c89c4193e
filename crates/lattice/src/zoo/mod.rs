//! The zoo: models of the literature, one file each, with their parameters as public fields.
//!
//! ```
//! use thouless_lattice::zoo;
//!
//! let haldane = zoo::Haldane { t2: 0.2, ..Default::default() }.model()?;
//! assert_eq!(haldane.n_orbitals(), 2);
//!
//! let same = zoo::find("haldane")?.model(&[("t2", 0.2)])?;
//! assert_eq!(same.hoppings(), haldane.hoppings());
//! # Ok::<(), thouless_lattice::LatticeError>(())
//! ```
//!
//! A new model is a file with one `zoo_model!` and a line in the list below; names on the command
//! line, the catalogue and the tests that every model must pass follow from it.

#[macro_use]
mod macros;
mod entry;
#[cfg(test)]
mod guide;
mod magnetic;

pub use entry::{ParameterInfo, ParameterValue, ZooEntry, ZooModel};

// The one list of models, in the order in which they are shown.
catalogue! {
    chain::Chain,
    ssh::Ssh,
    rice_mele::RiceMele,
    extended_ssh::ExtendedSsh,
    aubry_andre::AubryAndre,
    kitaev::KitaevChain,
    square::Square,
    triangular::Triangular,
    honeycomb::Honeycomb,
    kagome::Kagome,
    lieb::Lieb,
    dice::Dice,
    checkerboard::Checkerboard,
    haldane::Haldane,
    qwz::QiWuZhang,
    d_wave::DWave,
    kane_mele::KaneMele,
    bhz::Bhz,
    hgte::HgTe,
    hofstadter::Hofstadter,
    hofstadter_triangular::HofstadterTriangular,
    hofstadter_honeycomb::HofstadterHoneycomb,
    p_wave::PWave,
    bbh::BenalcazarBernevigHughes,
    cubic::Cubic,
    diamond::Diamond,
}

/// All models, in the order in which they are shown.
pub fn catalogue() -> &'static [ZooEntry] {
    CATALOGUE
}

/// The model of that name or alias.
///
/// # Errors
///
/// [`LatticeError::UnknownModel`](crate::LatticeError::UnknownModel) with the nearest name.
pub fn find(name: &str) -> Result<&'static ZooEntry, crate::LatticeError> {
    let names = |entry: &'static ZooEntry| {
        std::iter::once(entry.name()).chain(entry.aliases().iter().copied())
    };
    CATALOGUE.iter().find(|entry| names(entry).any(|known| known == name)).ok_or_else(|| {
        let hint = crate::names::hint(name, CATALOGUE.iter().flat_map(names));
        crate::LatticeError::UnknownModel { name: name.to_owned(), hint }
    })
}
