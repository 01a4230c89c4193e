//! Single blocks of a description, at many values of its parameters.

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::{Description, finite_parameter};
use crate::{Block, LatticeError};

/// A description whose blocks are evaluated one by one: no model is built for them.
pub(crate) struct VariedBlocks {
    description: Description,
    /// For each of the parameters that vary, its number.
    slots: Vec<usize>,
    /// For each hopping of the model, the rule it comes from.
    rules: Vec<usize>,
}

impl VariedBlocks {
    /// # Errors
    ///
    /// [`LatticeError::UnknownParameter`].
    pub(crate) fn new(description: &Description, names: &[&str]) -> Result<Self, LatticeError> {
        let slots = names.iter().map(|name| description.slot(name)).collect::<Result<_, _>>()?;
        let of_rule =
            |(rule, hop): (usize, &super::HopRule)| std::iter::repeat_n(rule, hop.cells.len());
        let rules = description.hops.iter().enumerate().flat_map(of_rule).collect();
        Ok(Self { description: description.clone(), slots, rules })
    }

    pub(crate) fn description(&self) -> &Description {
        &self.description
    }

    /// The on-site block of a site with `n` orbitals; it need not be Hermitian.
    pub(crate) fn onsite(
        &self,
        site: usize,
        n: usize,
        varied: &[f64],
    ) -> Result<DMatrix<Complex64>, LatticeError> {
        let Some(rule) = self.description.sites.get(site).and_then(|s| s.onsite.as_ref()) else {
            return Ok(DMatrix::zeros(n, n));
        };
        let block = self.description.block(rule, &self.values(varied)?)?;
        matrix(block, (n, n), || format!("the on-site block of site {site}"))
    }

    /// The block of a hopping, of the given shape.
    pub(crate) fn hopping(
        &self,
        hop: usize,
        shape: (usize, usize),
        varied: &[f64],
    ) -> Result<DMatrix<Complex64>, LatticeError> {
        let rule = self.rules.get(hop).and_then(|rule| self.description.hops.get(*rule));
        let Some(rule) = rule else { return Ok(DMatrix::zeros(shape.0, shape.1)) };
        let block = self.description.block(&rule.amplitude, &self.values(varied)?)?;
        matrix(block, shape, || format!("the block of hopping {hop}"))
    }

    /// The values of all parameters.
    fn values(&self, varied: &[f64]) -> Result<Vec<Complex64>, LatticeError> {
        let parameters = &self.description.parameters;
        let mut given = vec![None; parameters.len()];
        for (slot, value) in self.slots.iter().zip(varied) {
            given[*slot] = Some(finite_parameter(parameters[*slot].name(), (*value).into())?);
        }
        self.description.values_from(&given)
    }
}

fn matrix(
    block: Block,
    expected: (usize, usize),
    what: impl Fn() -> String,
) -> Result<DMatrix<Complex64>, LatticeError> {
    block.into_matrix(expected.0, expected.1).map_err(|block| LatticeError::BlockShape {
        what: what(),
        found: block.shape(),
        expected,
    })
}
