//! The checks that entries name: generic functions of an entry's parameters.
//!
//! A check is a struct with the parameters as fields and [`Check::evaluate`] as the function. [`CHECKS`] is the
//! one table in which they are found by name. To add one: write the struct in the file of its area and add
//! its line to the table.

mod anyon;
mod bands;
mod dense;
mod hermitian;
mod lattice;
mod sample;
mod sparse;

use std::fmt::Debug;

use serde::de::DeserializeOwned;

use crate::error::CheckError;
use crate::outcome::Found;

/// What an entry's parameters are turned into: something that computes a value.
pub trait Check: Debug + Send + Sync {
    /// Computes the value that the entry knows.
    ///
    /// # Errors
    ///
    /// [`CheckError`] when the model cannot be made or the computation fails; the entry then fails.
    fn evaluate(&self) -> Result<Found, CheckError>;
}

/// A check as the table knows it.
#[derive(Debug)]
pub struct CheckKind {
    /// Name in the entries.
    pub name: &'static str,
    /// Symbol of the value in tables.
    pub symbol: &'static str,
    /// Reads the parameters; unknown and missing ones are errors.
    pub parse: fn(toml::Table) -> Result<Box<dyn Check>, toml::de::Error>,
}

/// Describes the check of type `C`.
const fn kind<C: Check + DeserializeOwned + 'static>(
    name: &'static str,
    symbol: &'static str,
) -> CheckKind {
    CheckKind { name, symbol, parse: parse::<C> }
}

fn parse<C: Check + DeserializeOwned + 'static>(
    table: toml::Table,
) -> Result<Box<dyn Check>, toml::de::Error> {
    Ok(Box::new(C::deserialize(toml::Value::Table(table))?))
}

/// Every check there is.
pub const CHECKS: &[CheckKind] = &[
    kind::<hermitian::HermitianEigenvalues>("hermitian_eigenvalues", "E"),
    kind::<hermitian::BatchEigenvalues>("batch_eigenvalues", "E"),
    kind::<hermitian::BatchDefect>("batch_defect", "defects"),
    kind::<dense::FactorizationDefect>("factorization_defect", "defect"),
    kind::<dense::Determinant>("determinant", "det A"),
    kind::<dense::InverseSum>("inverse_sum", "Σ A⁻¹"),
    kind::<dense::SingularValues>("singular_values", "σ"),
    kind::<dense::ExponentialTrace>("exponential_trace", "tr exp(itH)"),
    kind::<dense::Inertia>("inertia", "−, 0, +"),
    kind::<dense::GeneralEigenvalues>("general_eigenvalues", "λ"),
    kind::<dense::PencilEigenvalues>("pencil_eigenvalues", "λ"),
    kind::<lattice::BlochEnergies>("bloch_energies", "E(k)"),
    kind::<lattice::EmbeddingDefect>("embedding_defect", "defect"),
    kind::<lattice::SpectrumMirrorDefect>("spectrum_mirror_defect", "defect"),
    kind::<lattice::PairSplitting>("pair_splitting", "splitting"),
    kind::<lattice::Moments>("moments", "μ"),
    kind::<lattice::ChebyshevMoments>("chebyshev_moments", "μ"),
    kind::<lattice::Coordination>("coordination", "z"),
    kind::<lattice::OpenLevels>("open_levels", "|E|"),
    kind::<lattice::RoundTripDefect>("round_trip_defect", "defect"),
    kind::<lattice::BlochElement>("bloch_element", "H(k)"),
    kind::<sample::SampleSize>("sample_size", "sites, bonds"),
    kind::<sample::SampleEnergies>("sample_energies", "E"),
    kind::<sample::LowestEnergies>("lowest_energies", "E"),
    kind::<sample::SampleMoments>("sample_moments", "μ"),
    kind::<sample::SitesLeft>("sites_left", "fraction"),
    kind::<sample::ProductDefect>("product_defect", "defects"),
    kind::<sample::CurrentOnBond>("current_on_bond", "j"),
    kind::<sparse::LevelsBelow>("levels_below", "N(E)"),
    kind::<sparse::NearestLevels>("nearest_levels", "E, number"),
    kind::<sparse::FoldedMatrix>("folded_matrix", "S(E)"),
    kind::<sparse::DeterminantSign>("determinant_sign", "sgn det(H - E)"),
    kind::<bands::BandEdges>("band_edges", "E"),
    kind::<bands::SpectrumLength>("spectrum_length", "length"),
    kind::<bands::Gap>("gap", "gap"),
    kind::<bands::Velocities>("velocities", "v"),
    kind::<bands::GroupVelocity>("group_velocity", "v"),
    kind::<bands::InverseMass>("inverse_mass", "1/m"),
    kind::<bands::InterbandVelocity>("interband_velocity", "|v|"),
    kind::<bands::DensityAt>("density_at", "ρ(E)"),
    kind::<bands::StatesBelow>("states_below", "N(E)"),
    kind::<bands::VanHoveEnergies>("van_hove_energies", "E"),
    kind::<bands::Crossings>("crossings", "k"),
    kind::<bands::EnclosedArea>("enclosed_area", "area"),
    kind::<anyon::TheoryViolations>("theory_violations", "violated"),
    kind::<anyon::TheoryNumbers>("theory_numbers", "value"),
    kind::<anyon::FSymbol>("f_symbol", "F"),
    kind::<anyon::RAngle>("r_angle", "arg R / 2π"),
    kind::<anyon::FusionDimensions>("fusion_dimensions", "dim"),
    kind::<anyon::GenusDegeneracy>("genus_degeneracy", "dim"),
    kind::<anyon::BraidTrace>("braid_trace", "tr ρ"),
    kind::<anyon::BraidOrder>("braid_order", "order"),
    kind::<anyon::BraidDifference>("braid_difference", "differ"),
];
