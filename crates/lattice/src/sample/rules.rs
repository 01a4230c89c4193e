//! The hoppings of a model, compiled for writing rows of a sample's matrix.

use nalgebra::DMatrix;
use num_complex::Complex64;

use crate::{Cell, Model, Vector3};

/// One element of a block: its row and column within the block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub(super) row: u32,
    pub(super) col: u32,
    pub(super) value: Complex64,
}

/// Where a block comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The on-site block.
    Onsite,
    /// The hopping of that number, which ends at the row's site.
    Arriving(u32),
    /// The conjugate of the hopping of that number, which leaves the row's site.
    Leaving(u32),
}

/// A block of the rows of one site.
#[derive(Debug, Clone)]
pub(super) struct Bond {
    /// Cell of the column's site, relative to that of the row's site.
    pub(super) cell: Cell,
    /// The column's site.
    pub(super) site: u32,
    pub(super) origin: Origin,
    /// From the hopping's origin to its end.
    pub(super) vector: Vector3,
    /// Elements of the block that are not zero, row by row; all of the diagonal on site.
    pub(super) elements: Vec<Element>,
}

/// The blocks of each site's rows, in the order of their columns in an open sample.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    bonds: Vec<Vec<Bond>>,
}

impl Rules {
    pub(super) fn new(model: &Model) -> Self {
        let mut bonds: Vec<Vec<Bond>> = model
            .sites()
            .iter()
            .zip(0..)
            .map(|(site, number)| {
                vec![Bond {
                    cell: [0; 3],
                    site: number,
                    origin: Origin::Onsite,
                    vector: Vector3::zeros(),
                    elements: elements(site.onsite(), true),
                }]
            })
            .collect();
        for (hop, number) in model.hoppings().iter().zip(0..) {
            let vector = model.bond(hop);
            bonds[hop.to].push(Bond {
                cell: hop.cell.map(|n| -n),
                site: narrow(hop.from),
                origin: Origin::Arriving(number),
                vector,
                elements: elements(&hop.amplitude, false),
            });
            bonds[hop.from].push(Bond {
                cell: hop.cell,
                site: narrow(hop.to),
                origin: Origin::Leaving(number),
                vector,
                elements: elements(&hop.amplitude.adjoint(), false),
            });
        }
        for list in &mut bonds {
            list.sort_by_key(|bond| (bond.cell, bond.site));
        }
        Self { bonds }
    }

    /// The blocks of the rows of site `site`.
    pub(super) fn of(&self, site: u32) -> &[Bond] {
        &self.bonds[site as usize]
    }

    /// Stored elements of all rows of a unit cell.
    pub(super) fn n_elements(&self) -> usize {
        self.bonds.iter().flatten().map(|bond| bond.elements.len()).sum()
    }
}

fn elements(block: &DMatrix<Complex64>, with_diagonal: bool) -> Vec<Element> {
    let mut list = Vec::new();
    for row in 0..block.nrows() {
        for col in 0..block.ncols() {
            let value = block[(row, col)];
            if value != Complex64::ZERO || (with_diagonal && row == col) {
                list.push(Element { row: narrow(row), col: narrow(col), value });
            }
        }
    }
    list
}

fn narrow(i: usize) -> u32 {
    u32::try_from(i).unwrap_or_else(|_| unreachable!("a cell of more than 2^32 orbitals"))
}
