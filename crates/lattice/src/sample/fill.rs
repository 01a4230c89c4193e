//! Writes the sparse matrix of a sample: counts, sums the counts, fills, in parallel over sites.

use nalgebra::DMatrix;
use num_complex::Complex64;
use rayon::prelude::*;
use thouless_linalg::{Csr, Progress};

use super::SampleError;
use super::field::{CellTurns, Field, TubeHit};
use super::orbitals::Orbitals;
use super::periods::Periods;
use super::rules::{Bond, Origin, Rules};
use super::sites::{SiteIndex, SiteKey};
use super::terms::{Terms, described};
use crate::shape::Place;
use crate::{LatticeError, Model};

const SITES_PER_TASK: usize = 4096;

/// What a matrix is made from.
pub(super) struct Filler<'a> {
    pub(super) model: &'a Model,
    pub(super) rules: &'a Rules,
    pub(super) sites: &'a [SiteKey],
    pub(super) index: &'a SiteIndex,
    pub(super) orbitals: &'a Orbitals,
    pub(super) periods: &'a Periods,
    pub(super) field: Option<Field<'a>>,
    pub(super) terms: &'a Terms<'a>,
    pub(super) progress: &'a Progress,
}

/// A block of the sample's rows.
#[derive(Clone, Copy)]
struct Neighbour<'a> {
    number: usize,
    /// Number of the bond among those of the row's site.
    at: usize,
    bond: &'a Bond,
}

/// The part of the matrix that one task writes.
struct Part<'a> {
    first_site: usize,
    sites: &'a [SiteKey],
    /// Ends of the rows of these sites, relative to the first entry of the matrix.
    ends: &'a mut [usize],
    columns: &'a mut [u32],
    values: &'a mut [Complex64],
}

impl Filler<'_> {
    pub(super) fn matrix(&self) -> Result<Csr<Complex64>, LatticeError> {
        let n_rows = self.orbitals.len();
        let n_tasks = self.sites.len().div_ceil(SITES_PER_TASK);
        self.progress.start("filling the matrix of the sample", 2 * n_tasks as u64);

        let mut offsets = vec![0_usize; n_rows + 1];
        let parts = self.parts(&mut offsets[1..], &mut [], &mut []);
        self.run(parts, |mut part| {
            self.count(&mut part);
            Ok(())
        })?;
        for row in 0..n_rows {
            offsets[row + 1] += offsets[row];
        }

        let n_entries = offsets[n_rows];
        let mut columns = vec![0_u32; n_entries];
        let mut values = vec![Complex64::ZERO; n_entries];
        let parts = self.parts(&mut offsets[1..], &mut columns, &mut values);
        let plain = self.plain_turns();
        self.run(parts, |part| self.fill(plain.as_deref(), part))?;
        self.progress.finish();
        Ok(Csr::from_parts(n_rows, offsets, columns, values).map_err(SampleError::from)?)
    }

    /// Cuts the arrays into the parts of the tasks; columns and values may be empty.
    fn parts<'m>(
        &'m self,
        mut ends: &'m mut [usize],
        mut columns: &'m mut [u32],
        mut values: &'m mut [Complex64],
    ) -> Vec<Part<'m>> {
        let mut parts = Vec::new();
        let mut first_entry = 0;
        for (task, sites) in self.sites.chunks(SITES_PER_TASK).enumerate() {
            let first_site = task * SITES_PER_TASK;
            let rows =
                self.orbitals.first(first_site + sites.len()) - self.orbitals.first(first_site);
            let (these_ends, rest) = ends.split_at_mut(rows);
            ends = rest;
            let last_entry = these_ends.last().copied().unwrap_or(first_entry);
            let n = if values.is_empty() { 0 } else { last_entry - first_entry };
            let (these_columns, rest) = columns.split_at_mut(n);
            columns = rest;
            let (these_values, rest) = values.split_at_mut(n);
            values = rest;
            first_entry = last_entry;
            parts.push(Part {
                first_site,
                sites,
                ends: these_ends,
                columns: these_columns,
                values: these_values,
            });
        }
        parts
    }

    /// Runs the tasks in parallel; of several errors it returns the first in order of sites.
    fn run(
        &self,
        parts: Vec<Part<'_>>,
        task: impl Fn(Part<'_>) -> Result<(), LatticeError> + Sync,
    ) -> Result<(), LatticeError> {
        let results: Vec<Result<(), LatticeError>> = parts
            .into_par_iter()
            .map(|part| {
                self.progress.check().map_err(SampleError::from)?;
                task(part)?;
                self.progress.advance(1);
                Ok(())
            })
            .collect();
        results.into_iter().collect()
    }

    /// Whether blocks are written in full, as several bonds may add to one, or functions fill them.
    fn in_full(&self) -> bool {
        self.terms.fill_blocks() || self.periods.may_repeat_bonds(self.model)
    }

    /// Counts the entries of each row.
    fn count(&self, part: &mut Part<'_>) {
        let in_full = self.in_full();
        let mut neighbours = Vec::new();
        let mut row = 0;
        for (i, key) in part.sites.iter().enumerate() {
            self.neighbours(part.first_site + i, key, &mut neighbours);
            let n_rows = self.orbitals.of_cell_site(key.site);
            let counts = &mut part.ends[row..row + n_rows];
            row += n_rows;
            if in_full {
                let same = |a: &Neighbour<'_>, b: &Neighbour<'_>| a.number == b.number;
                let blocks = neighbours.chunk_by(same);
                counts.fill(blocks.map(|b| self.orbitals.of_cell_site(b[0].bond.site)).sum());
            } else {
                for element in neighbours.iter().flat_map(|n| &n.bond.elements) {
                    counts[element.row as usize] += 1;
                }
            }
        }
    }

    /// The blocks in a site's rows, in order of their columns.
    fn neighbours<'s>(&'s self, row: usize, key: &SiteKey, list: &mut Vec<Neighbour<'s>>) {
        list.clear();
        for (at, bond) in self.rules.of(key.site).iter().enumerate() {
            if bond.origin == Origin::Onsite {
                list.push(Neighbour { number: row, at, bond });
                continue;
            }
            let cell = std::array::from_fn(|d| key.cell[d] + bond.cell[d]);
            if let Some(number) = self.index.find(cell, bond.site as usize) {
                list.push(Neighbour { number, at, bond });
            }
        }
        if self.periods.any() {
            // Bonds between the same two sites come in an order that does not depend on whose row it
            // is, so that sums of them are conjugate to the last bit.
            list.sort_by_key(|n| match n.bond.origin {
                Origin::Onsite => (n.number, None, false),
                Origin::Arriving(hop) => (n.number, Some(hop), n.number < row),
                Origin::Leaving(hop) => (n.number, Some(hop), n.number >= row),
            });
        }
    }

    fn fill(&self, plain: Option<&[Vec<CellTurns>]>, part: Part<'_>) -> Result<(), LatticeError> {
        let Part { first_site, sites, ends, columns, values } = part;
        let in_full = self.in_full();
        let mut neighbours = Vec::new();
        let mut cursors = Vec::new();
        let mut row = 0;
        let mut begin = 0;
        // Entries are counted from the part's own first one.
        let origin = ends.last().copied().unwrap_or(0) - values.len();
        for (i, key) in sites.iter().enumerate() {
            self.neighbours(first_site + i, key, &mut neighbours);
            cursors.clear();
            for end in &ends[row..row + self.orbitals.of_cell_site(key.site)] {
                cursors.push(begin);
                begin = end - origin;
            }
            row += cursors.len();
            let mut write = |row: usize, column: usize, value: Complex64| {
                let at = cursors[row];
                cursors[row] += 1;
                columns[at] = super::orbitals::narrow(column);
                values[at] = value;
            };
            if in_full {
                self.write_in_full(first_site + i, key, &neighbours, &mut write)?;
            } else {
                self.write_elements(plain, key, &neighbours, &mut write)?;
            }
        }
        Ok(())
    }

    /// Turns of every bond of the rules, where they are a function of its cell alone.
    fn plain_turns(&self) -> Option<Vec<Vec<CellTurns>>> {
        let field = self.field.as_ref().filter(|field| field.is_plain())?;
        let turns = |bond: &Bond, site: usize| {
            let from = match bond.origin {
                Origin::Arriving(_) => bond.site as usize,
                Origin::Onsite | Origin::Leaving(_) => site,
            };
            let position = self.model.sites()[from].position();
            field.turns_by_cell(self.model.lattice(), &position, &bond.vector)
        };
        let of_site = |site| self.rules.of(site).iter().map(|b| turns(b, site as usize)).collect();
        Some((0..).take(self.model.sites().len()).map(of_site).collect())
    }

    /// Writes the model's own elements, with phases and energies.
    fn write_elements(
        &self,
        plain: Option<&[Vec<CellTurns>]>,
        key: &SiteKey,
        neighbours: &[Neighbour<'_>],
        write: &mut impl FnMut(usize, usize, Complex64),
    ) -> Result<(), LatticeError> {
        let place = self.place(key);
        for Neighbour { number, at, bond } in neighbours {
            let first = self.orbitals.first(*number);
            if bond.origin == Origin::Onsite {
                let energy = if self.terms.has_energies() {
                    self.terms.energy(self.model, &place)?
                } else {
                    0.0
                };
                for e in &bond.elements {
                    let added = if e.row == e.col { energy } else { 0.0 };
                    write(e.row as usize, first + e.col as usize, e.value + added);
                }
                continue;
            }
            let phase = match plain {
                Some(turns) => plain_phase(&turns[key.site as usize][*at], key, bond),
                None => self.phase(&place, *number, bond)?,
            };
            for e in &bond.elements {
                write(e.row as usize, first + e.col as usize, e.value * phase);
            }
        }
        Ok(())
    }

    /// Writes whole blocks, sums of all bonds between two sites.
    fn write_in_full(
        &self,
        row_site: usize,
        key: &SiteKey,
        neighbours: &[Neighbour<'_>],
        write: &mut impl FnMut(usize, usize, Complex64),
    ) -> Result<(), LatticeError> {
        let place = self.place(key);
        let n_rows = self.orbitals.of_cell_site(key.site);
        for group in neighbours.chunk_by(|a, b| a.number == b.number) {
            let number = group[0].number;
            let mut sum = DMatrix::zeros(n_rows, self.orbitals.of_cell_site(group[0].bond.site));
            for Neighbour { bond, .. } in group {
                sum += self.block(&place, number, bond)?;
            }
            if number == row_site {
                // A site bound to itself around the sample: a block and its adjoint in any order.
                sum = (&sum + sum.adjoint()).scale(0.5);
            }
            let first = self.orbitals.first(number);
            for row in 0..sum.nrows() {
                for col in 0..sum.ncols() {
                    write(row, first + col, sum[(row, col)]);
                }
            }
        }
        Ok(())
    }

    fn block(
        &self,
        place: &Place,
        number: usize,
        bond: &Bond,
    ) -> Result<DMatrix<Complex64>, LatticeError> {
        let hop = match bond.origin {
            Origin::Onsite => return self.terms.onsite(self.model, place),
            Origin::Arriving(hop) | Origin::Leaving(hop) => hop as usize,
        };
        let ends = self.ends(place, number, bond);
        let block = self.terms.hopping(self.model, hop, &ends.from, &ends.reached)?;
        let phase = self.phase(place, number, bond)?;
        Ok(match bond.origin {
            Origin::Leaving(_) => block.adjoint() * phase,
            _ => block * phase,
        })
    }

    /// The phase of the element in the row's block; conjugate elements get conjugate phases, to the
    /// last bit.
    fn phase(&self, place: &Place, number: usize, bond: &Bond) -> Result<Complex64, LatticeError> {
        let Some(field) = &self.field else { return Ok(Complex64::ONE) };
        let Ends { from, to, reached } = self.ends(place, number, bond);
        let wraps = self.periods.wraps(reached.cell, to.cell);
        let phase = field.phase(&from.position, &bond.vector, &to.position, wraps);
        let phase = phase.map_err(|TubeHit { at: [x, y] }| {
            let ends = [&from, &to].map(|place| described(self.model, place));
            let what = format!("the bond from {} to {}", ends[0], ends[1]);
            SampleError::TubeOnBond { x, y, what }
        })?;
        if !phase.is_finite() {
            let what = format!("the Peierls phase of a bond from {}", described(self.model, &from));
            return Err(SampleError::NotFinite { what, value: phase }.into());
        }
        Ok(if matches!(bond.origin, Origin::Leaving(_)) { phase.conj() } else { phase })
    }

    /// The ends of the hopping that a bond belongs to.
    fn ends(&self, place: &Place, number: usize, bond: &Bond) -> Ends {
        let other = self.place(&self.sites[number]);
        let (from, to, cell) = match bond.origin {
            Origin::Leaving(_) => (*place, other, bond.cell),
            _ => (other, *place, bond.cell.map(|n| -n)),
        };
        let cell = std::array::from_fn(|d| from.cell[d] + cell[d]);
        let reached = Place { cell, site: to.site, position: from.position + bond.vector };
        Ends { from, to, reached }
    }

    fn place(&self, key: &SiteKey) -> Place {
        place_of(self.model, key)
    }
}

/// As [`Filler::phase`], from the cell that the hopping begins in.
fn plain_phase(turns: &CellTurns, key: &SiteKey, bond: &Bond) -> Complex64 {
    match bond.origin {
        Origin::Leaving(_) => turns.phase(key.cell).conj(),
        _ => turns.phase(std::array::from_fn(|d| key.cell[d] + bond.cell[d])),
    }
}

struct Ends {
    from: Place,
    /// The sample's site that the hopping ends on.
    to: Place,
    /// The image of it that the hopping reaches.
    reached: Place,
}

pub(super) fn place_of(model: &Model, key: &SiteKey) -> Place {
    let site = key.site as usize;
    let position = model.lattice().origin_of(key.cell) + model.sites()[site].position();
    Place { cell: key.cell, site, position }
}
