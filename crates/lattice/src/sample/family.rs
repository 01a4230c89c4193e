//! Blocks of models whose parameters depend on the position.

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::SampleError;
use crate::file::VariedBlocks;
use crate::{Description, Hopping, LatticeError, Model, Vector3};

type Matrix = DMatrix<Complex64>;
type Models<'a> = Box<dyn Fn(Vector3) -> Result<Model, LatticeError> + Send + Sync + 'a>;
type Values<'a> = Box<dyn Fn(Vector3) -> Vec<f64> + Send + Sync + 'a>;

/// Where varied blocks come from.
pub(super) enum Family<'a> {
    /// A whole model at each position.
    Models(Models<'a>),
    /// Single blocks of one description, at the values of parameters at each position.
    Parameters { blocks: Box<Result<VariedBlocks, LatticeError>>, values: Values<'a> },
}

impl<'a> Family<'a> {
    pub(super) fn of_parameters<const N: usize>(
        description: &Description,
        names: [&str; N],
        values: impl Fn(Vector3) -> [f64; N] + Send + Sync + 'a,
    ) -> Self {
        Self::Parameters {
            blocks: Box::new(VariedBlocks::new(description, &names)),
            values: Box::new(move |r| values(r).to_vec()),
        }
    }

    /// Refuses unknown parameters, and a description of another structure than the model's.
    pub(super) fn check(&self, model: &Model) -> Result<(), LatticeError> {
        match self {
            Self::Models(_) => Ok(()),
            Self::Parameters { blocks, .. } => {
                let blocks = good(blocks)?;
                check_structure(model, &blocks.description().model()?, Vector3::zeros())
            }
        }
    }

    /// The on-site block at a position.
    pub(super) fn onsite(
        &self,
        model: &Model,
        site: usize,
        position: Vector3,
    ) -> Result<Matrix, LatticeError> {
        match self {
            Self::Models(family) => {
                let varied = family(position)?;
                check_structure(model, &varied, position)?;
                Ok(varied.sites()[site].onsite().clone())
            }
            Self::Parameters { blocks, values } => {
                let n = model.sites()[site].n_orbitals();
                let block = good(blocks)?.onsite(site, n, &values(position));
                block.map_err(|error| located(position, error))
            }
        }
    }

    /// The block of a hopping whose middle lies at a position.
    pub(super) fn hopping(
        &self,
        model: &Model,
        hop: usize,
        position: Vector3,
    ) -> Result<Matrix, LatticeError> {
        match self {
            Self::Models(family) => {
                let varied = family(position)?;
                check_structure(model, &varied, position)?;
                Ok(varied.hoppings()[hop].amplitude.clone())
            }
            Self::Parameters { blocks, values } => {
                let shape = model.hoppings()[hop].amplitude.shape();
                let block = good(blocks)?.hopping(hop, shape, &values(position));
                block.map_err(|error| located(position, error))
            }
        }
    }
}

fn good(blocks: &Result<VariedBlocks, LatticeError>) -> Result<&VariedBlocks, LatticeError> {
    blocks.as_ref().map_err(Clone::clone)
}

fn located(position: Vector3, error: LatticeError) -> LatticeError {
    SampleError::Parameters { position: position.into(), error: Box::new(error) }.into()
}

fn check_structure(model: &Model, varied: &Model, position: Vector3) -> Result<(), LatticeError> {
    let Some(difference) = difference(model, varied) else { return Ok(()) };
    Err(SampleError::Structure { position: position.into(), difference }.into())
}

/// In what the structures of two models differ.
fn difference(model: &Model, varied: &Model) -> Option<String> {
    let (sites, other_sites) = (model.sites(), varied.sites());
    if sites.len() != other_sites.len() {
        return Some(format!("has {} sites instead of {}", other_sites.len(), sites.len()));
    }
    for (site, other) in sites.iter().zip(other_sites) {
        let (n, found) = (site.n_orbitals(), other.n_orbitals());
        if n != found {
            return Some(format!("has {found} orbitals on site `{}` instead of {n}", site.name()));
        }
    }
    let (hops, other_hops) = (model.hoppings(), varied.hoppings());
    if hops.len() != other_hops.len() {
        return Some(format!("has {} hoppings instead of {}", other_hops.len(), hops.len()));
    }
    let key = |hop: &Hopping| (hop.from, hop.to, hop.cell);
    let (hop, other) = hops.iter().zip(other_hops).find(|(a, b)| key(a) != key(b))?;
    let written = |hop: &Hopping| {
        let [from, to] = [hop.from, hop.to].map(|i| sites[i].name());
        format!(
            "{from} → {to} with cell {:?}",
            crate::error::short_cell(hop.cell, model.dimension())
        )
    };
    Some(format!("has the hopping {} instead of {}", written(other), written(hop)))
}
