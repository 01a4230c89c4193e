//! Sums of hoppings of which several may share a bond.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use nalgebra::DMatrix;
use num_complex::Complex64;

use crate::{Cell, Hopping};

/// Adds up hoppings bond by bond; what stays on its site goes to the on-site block.
#[derive(Default)]
pub(super) struct HoppingSum {
    hoppings: Vec<Hopping>,
    /// Where a bond stands in the list, by its ends and cell.
    place: HashMap<(usize, usize, Cell), usize>,
}

impl HoppingSum {
    /// Starts with hoppings that are known to be distinct.
    pub(super) fn starting_with(hoppings: Vec<Hopping>) -> Self {
        let keys = hoppings.iter().map(|hop| (hop.from, hop.to, hop.cell));
        let place = keys.zip(0..).collect();
        Self { hoppings, place }
    }

    /// Adds a hopping and its conjugate, where they go from a site to another or to another cell;
    /// otherwise adds both to the on-site blocks.
    pub(super) fn add(&mut self, hop: Hopping, onsite: &mut [DMatrix<Complex64>]) {
        if hop.from == hop.to && hop.cell == [0; 3] {
            onsite[hop.from] += &hop.amplitude + hop.amplitude.adjoint();
            return;
        }
        let reversed = (hop.to, hop.from, hop.cell.map(i32::wrapping_neg));
        if let Some(place) = self.place.get(&reversed) {
            self.hoppings[*place].amplitude += hop.amplitude.adjoint();
            return;
        }
        match self.place.entry((hop.from, hop.to, hop.cell)) {
            Entry::Occupied(place) => self.hoppings[*place.get()].amplitude += hop.amplitude,
            Entry::Vacant(place) => {
                place.insert(self.hoppings.len());
                self.hoppings.push(hop);
            }
        }
    }

    /// The hoppings, in the order in which their bonds first came.
    pub(super) fn into_hoppings(self) -> Vec<Hopping> {
        self.hoppings
    }
}
