//! Steps that make one model from another, as entries name them.

use serde::Deserialize;
use thouless_lattice::{Flux, Model, Pairing, Vector3};

use crate::error::CheckError;
use crate::parameter::Real;

/// One transformation of a model, `{ flux = [1, 3] }` and so on; see the methods of [`Model`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Step {
    /// Flux quanta per cell, numerator and denominator.
    Flux([i64; 2]),
    /// Rows of the supercell.
    Supercell(Vec<Vec<i32>>),
    /// Rows of another primitive cell.
    ChangeCell(Vec<Vec<i32>>),
    /// Miller indices of the planes that the last direction crosses.
    Oriented(Vec<i32>),
    /// Directions and numbers of cells.
    Open(Vec<(usize, usize)>),
    /// A direction and its reduced wave vector.
    Fix(usize, Real),
    /// Moves all sites.
    Translated([Real; 3]),
    /// Takes sites from these cells for those of the cell at the origin.
    Rehomed(Vec<[i32; 3]>),
    /// Doubles the orbitals and adds the Zeeman field; all zeros for spin alone.
    Spin([Real; 3]),
    /// Rashba coupling of a model with spin.
    Rashba(Real),
    /// Nambu doubling with s-wave pairs.
    SWave(Real),
    /// Nambu doubling with extended s-wave pairs.
    ExtendedSWave(Real),
    /// Nambu doubling with d-wave pairs.
    DWave(Real),
    /// Nambu doubling with p-wave pairs of a real vector.
    PWave([Real; 3]),
    /// Layers at this distance, with this hopping straight up.
    Stacked([Real; 3], Real),
}

impl Step {
    /// Returns the transformed model.
    pub(crate) fn apply(&self, model: &Model) -> Result<Model, CheckError> {
        let vector = |v: &[Real; 3]| Vector3::from(v.map(|x| x.0));
        let made = match self {
            Self::Flux([p, q]) => model.with_flux(Flux::new(*p, *q)?),
            Self::Supercell(rows) => model.supercell(rows.clone()),
            Self::ChangeCell(rows) => model.change_cell(rows.clone()),
            Self::Oriented(miller) => model.oriented(miller),
            Self::Open(openings) => model.open_directions(openings.iter().copied()),
            Self::Fix(direction, k) => model.at_fixed(*direction, k.0),
            Self::Translated(by) => model.translated(vector(by)),
            Self::Rehomed(cells) => model.rehomed(cells),
            Self::Spin(field) => model.with_spin()?.zeeman(field.map(|x| x.0)),
            Self::Rashba(lambda) => model.rashba(lambda.0),
            Self::SWave(delta) => model.nambu(&Pairing::s_wave(delta.0)),
            Self::ExtendedSWave(delta) => model.nambu(&Pairing::extended_s_wave(delta.0)),
            Self::DWave(delta) => model.nambu(&Pairing::d_wave(delta.0)),
            Self::PWave(v) => model.nambu(&Pairing::p_wave(v.map(|x| x.0.into()))),
            Self::Stacked(by, hopping) => stacked(model, vector(by), hopping.0),
        };
        Ok(made?)
    }
}

/// Layers above each other, every site bound to its image in the next one.
fn stacked(
    model: &Model,
    by: Vector3,
    hopping: f64,
) -> Result<Model, thouless_lattice::LatticeError> {
    let mut up = vec![0; model.dimension() + 1];
    if let Some(last) = up.last_mut() {
        *last = 1;
    }
    let sites = 0..model.sites().len();
    sites.fold(model.stack(by)?, |builder, i| builder.hop(i, i, up.clone(), hopping)).build()
}
