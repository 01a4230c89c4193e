//! Hoppings of the model that leave a sample.

use super::Sample;
use super::rules::Origin;
use crate::shape::Place;

/// A hopping of the model from a site of the sample to a site that is not there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CutBond {
    /// Number of the site in the sample.
    pub site: usize,
    /// Where the absent site would be.
    pub absent: Place,
    /// Number of the hopping, see [`Model::hoppings`](crate::Model::hoppings).
    pub hopping: usize,
    /// Whether that hopping leads from the site to the absent one; else it arrives from there.
    pub leaving: bool,
}

impl Sample {
    /// The bonds that were cut, in order of the sample's sites: at open borders, around removed sites
    /// and vacancies. What a lead attaches to.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::shape::CellBlock;
    /// use thouless_lattice::{Lattice, Model};
    ///
    /// let chain = Model::builder(Lattice::new(&[[1.0]])?)
    ///     .site("A", [0.0])
    ///     .hop("A", "A", [1], -1.0)
    ///     .build()?;
    /// let wire = chain.cut(CellBlock::new([10])).build()?;
    /// let cut: Vec<_> = wire.cut_bonds().map(|bond| (bond.site, bond.absent.cell[0])).collect();
    /// assert_eq!(cut, [(0, -1), (9, 10)]);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn cut_bonds(&self) -> impl Iterator<Item = CutBond> + '_ {
        self.sites.iter().enumerate().flat_map(move |(site, key)| {
            self.rules.of(key.site).iter().filter_map(move |bond| {
                let (hopping, leaving) = match bond.origin {
                    Origin::Onsite => return None,
                    Origin::Arriving(hop) => (hop as usize, false),
                    Origin::Leaving(hop) => (hop as usize, true),
                };
                let cell = std::array::from_fn(|d| key.cell[d] + bond.cell[d]);
                if self.index.find(cell, bond.site as usize).is_some() {
                    return None;
                }
                let absent =
                    super::fill::place_of(&self.model, &super::SiteKey { cell, site: bond.site });
                Some(CutBond { site, absent, hopping, leaving })
            })
        })
    }
}
