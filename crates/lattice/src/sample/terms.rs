//! What a sample adds to its model: potentials, disorder, changed blocks.

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::SampleError;
use super::disorder::{Anderson, Disorder, Vacancies};
use super::family::Family;
use super::field::ScalarField;
use crate::shape::Place;
use crate::{Block, LatticeError, Model, Vector3};

const HERMITIAN_TOLERANCE: f64 = 1e-10;

type Matrix = DMatrix<Complex64>;
pub(super) type MatrixField<'a> = Box<dyn Fn(Vector3) -> Block + Send + Sync + 'a>;
pub(super) type OnsiteChange<'a> = Box<dyn Fn(&Place, &mut Matrix) + Send + Sync + 'a>;
pub(super) type HoppingChange<'a> = Box<dyn Fn(&Place, &Place, &mut Matrix) + Send + Sync + 'a>;

/// Everything that changes blocks, in the order of application.
#[derive(Default)]
pub(super) struct Terms<'a> {
    pub(super) family: Option<Family<'a>>,
    pub(super) onsite_changes: Vec<OnsiteChange<'a>>,
    pub(super) hopping_changes: Vec<HoppingChange<'a>>,
    pub(super) matrix_potentials: Vec<MatrixField<'a>>,
    pub(super) potentials: Vec<ScalarField<'a>>,
    pub(super) disorder: Vec<Disorder>,
}

impl Terms<'_> {
    /// Whether a block may have elements where the model's has none.
    pub(super) fn fill_blocks(&self) -> bool {
        self.family.is_some()
            || !self.onsite_changes.is_empty()
            || !self.hopping_changes.is_empty()
            || !self.matrix_potentials.is_empty()
    }

    /// Whether an energy is added on site.
    pub(super) fn has_energies(&self) -> bool {
        !self.potentials.is_empty() || !self.disorder.is_empty()
    }

    pub(super) fn is_vacant(&self, place: &Place) -> bool {
        self.disorder.iter().any(|disorder| match disorder {
            Disorder::Vacancies(v) => Vacancies::is_vacant(v, place.cell, place.site),
            Disorder::Anderson(_) => false,
        })
    }

    /// Potential and disorder: what is added to each orbital's energy.
    pub(super) fn energy(&self, model: &Model, place: &Place) -> Result<f64, LatticeError> {
        let mut energy = 0.0;
        for potential in &self.potentials {
            let value = potential(place.position);
            if !value.is_finite() {
                let what = format!("the potential at {}", described(model, place));
                return Err(LatticeError::NotFinite { what, value });
            }
            energy += value;
        }
        for disorder in &self.disorder {
            if let Disorder::Anderson(anderson) = disorder {
                energy += Anderson::energy(anderson, place.cell, place.site);
            }
        }
        Ok(energy)
    }

    /// The on-site block with everything added.
    pub(super) fn onsite(&self, model: &Model, place: &Place) -> Result<Matrix, LatticeError> {
        let what = || format!("the on-site block of {}", described(model, place));
        let mut block = match &self.family {
            Some(family) => {
                let block = family.onsite(model, place.site, place.position)?;
                check_hermitian(&block, what)?;
                block
            }
            None => model.sites()[place.site].onsite().clone(),
        };
        let n = block.nrows();
        for change in &self.onsite_changes {
            change(place, &mut block);
            check_block(&block, (n, n), what)?;
            check_hermitian(&block, what)?;
        }
        for potential in &self.matrix_potentials {
            let what = || format!("the matrix potential at {}", described(model, place));
            let added = potential(place.position).into_matrix(n, n).map_err(|block| {
                SampleError::BlockShape { what: what(), found: block.shape(), expected: (n, n) }
            })?;
            check_block(&added, (n, n), what)?;
            check_hermitian(&added, what)?;
            block += added;
        }
        let energy = self.energy(model, place)?;
        for i in 0..n {
            block[(i, i)] += energy;
        }
        // What rounding left of a difference to the conjugate.
        Ok((&block + block.adjoint()).scale(0.5))
    }

    /// The block of a hopping between two places, without its phase.
    pub(super) fn hopping(
        &self,
        model: &Model,
        hop: usize,
        from: &Place,
        to: &Place,
    ) -> Result<Matrix, LatticeError> {
        let middle = 0.5 * (from.position + to.position);
        let mut block = match &self.family {
            Some(family) => family.hopping(model, hop, middle)?,
            None => model.hoppings()[hop].amplitude.clone(),
        };
        let shape = block.shape();
        for change in &self.hopping_changes {
            change(from, to, &mut block);
            let what = || {
                format!("the hopping from {} to {}", described(model, from), described(model, to))
            };
            check_block(&block, shape, what)?;
        }
        Ok(block)
    }
}

/// A site as it stands in messages.
pub(super) fn described(model: &Model, place: &Place) -> String {
    let name = model.sites()[place.site].name();
    let cell = crate::error::short_cell(place.cell, model.dimension());
    format!("site `{name}` of cell {cell:?}")
}

fn check_block(
    block: &Matrix,
    expected: (usize, usize),
    what: impl Fn() -> String,
) -> Result<(), SampleError> {
    if block.shape() != expected {
        return Err(SampleError::BlockShape { what: what(), found: block.shape(), expected });
    }
    match block.iter().find(|z| !z.is_finite()) {
        Some(value) => Err(SampleError::NotFinite { what: what(), value: *value }),
        None => Ok(()),
    }
}

fn check_hermitian(block: &Matrix, what: impl Fn() -> String) -> Result<(), SampleError> {
    let scale = block.iter().map(|z| z.norm()).fold(0.0, f64::max);
    for col in 0..block.ncols() {
        for row in 0..=col {
            let defect = (block[(row, col)] - block[(col, row)].conj()).norm();
            if defect > HERMITIAN_TOLERANCE * scale {
                return Err(SampleError::NotHermitian { what: what(), row, col, defect });
            }
        }
    }
    Ok(())
}
