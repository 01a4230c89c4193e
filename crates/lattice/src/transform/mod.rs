//! New models from old ones.
//!
//! | idea | method of [`Model`] |
//! | --- | --- |
//! | larger periodic cells, any integer matrix | [`supercell`](Model::supercell) |
//! | other primitive vectors | [`change_cell`](Model::change_cell), [`oriented`](Model::oriented) |
//! | ribbons, slabs, finite blocks | [`ribbon`](Model::ribbon), [`slab`](Model::slab), [`open`](Model::open), [`open_directions`](Model::open_directions) |
//! | another origin, other home cells of the sites | [`translated`](Model::translated), [`rehomed`](Model::rehomed), [`wrapped`](Model::wrapped) |
//! | fewer dimensions at a fixed wave vector | [`at_fixed`](Model::at_fixed) |
//! | more sites and hoppings, layers, several models in one | [`to_builder`](Model::to_builder), [`stack`](Model::stack), [`join`](Model::join) |
//! | chemical potentials, gates | [`with_potential`](Model::with_potential) |
//! | spin, Zeeman, exchange and Rashba terms | [`with_spin`](Model::with_spin), [`zeeman`](Model::zeeman), [`exchange`](Model::exchange), [`rashba`](Model::rashba) |
//! | superconductivity | [`nambu`](Model::nambu) with a [`Pairing`] |
//! | a magnetic field | [`with_flux`](Model::with_flux) with a [`Flux`] |
//!
//! Each returns a new model in the gauge of the old one. Sites keep their Cartesian positions
//! unless the method's purpose is to move them.

mod fix;
mod flux;
mod integer;
mod join;
mod nambu;
mod open;
mod oriented;
mod origin;
mod pairing;
mod potential;
mod spin;
mod sum;
mod supercell;

pub use flux::Flux;
pub use pairing::Pairing;

use crate::{Axis, Cell, Hopping, Lattice, LatticeError, Model, Site};

/// More matrix elements than this are refused before anything is allocated: a model numbers them in
/// 32 bits.
const MAX_ELEMENTS: u128 = 1 << 31;

/// Memory that a site or hopping takes, its matrix not counted: itself, its name, its place in
/// the Bloch sum.
const BYTES_PER_PART: u128 = 300;

/// Memory that a matrix element takes, in its block and in the Bloch sum.
const BYTES_PER_ELEMENT: u128 = 40;

impl Model {
    /// A model of the same name and gauge.
    fn rebuilt(
        &self,
        lattice: Lattice,
        sites: Vec<Site>,
        hoppings: Vec<Hopping>,
    ) -> Result<Self, LatticeError> {
        let model = Self::assemble(self.name().to_owned(), lattice, sites, hoppings)?;
        Ok(if model.gauge() == self.gauge() { model } else { model.in_gauge(self.gauge()) })
    }

    /// Refuses a model of `n_cells` times the size of this one where that is too much.
    fn check_size(&self, what: &'static str, n_cells: u128) -> Result<(), LatticeError> {
        let onsite = self.sites().iter().map(|site| site.onsite.len());
        let hops = self.hoppings().iter().map(|hop| hop.amplitude.len());
        let elements = onsite.chain(hops).sum::<usize>() as u128;
        let parts = (self.sites().len() + self.hoppings().len()) as u128;
        if n_cells.checked_mul(elements).is_none_or(|found| found > MAX_ELEMENTS) {
            return Err(LatticeError::TooManyElements {
                what,
                n_cells,
                elements,
                max: MAX_ELEMENTS,
            });
        }
        let bytes = n_cells * (parts * BYTES_PER_PART + elements * BYTES_PER_ELEMENT);
        crate::check_memory(what, bytes, 1)
    }

    /// The number of a lattice direction, if the model has it.
    fn direction(&self, what: &'static str, axis: Axis) -> Result<usize, LatticeError> {
        let (direction, dimension) = (axis.index(), self.dimension());
        if direction < dimension {
            Ok(direction)
        } else {
            Err(LatticeError::NoSuchDirection { what, direction, dimension })
        }
    }
}

/// The name of a site in one of several cells, such as `A(0,1)`.
fn name_in_cell(name: &str, cell: &[i32]) -> String {
    let numbers: Vec<String> = cell.iter().map(i32::to_string).collect();
    format!("{name}({})", numbers.join(","))
}

/// A cell from components that may not fit.
fn cell_from(what: &'static str, components: [i128; 3]) -> Result<Cell, LatticeError> {
    let mut cell = [0; 3];
    for (c, n) in cell.iter_mut().zip(components) {
        *c = i32::try_from(n).map_err(|_| LatticeError::CellOutOfRange { what, found: n })?;
    }
    Ok(cell)
}
