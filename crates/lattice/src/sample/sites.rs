//! Which sites of the crystal belong to a sample, in which order, and how they are found again.

use rayon::prelude::*;
use thouless_linalg::Progress;

use super::SampleError;
use super::periods::Periods;
use crate::shape::{CellRange, Place};
use crate::{Cell, LatticeError, Model, check_memory};

/// Cell coordinates beyond this are refused, so that sums of a few stay within 32 bits.
const MAX_COORDINATE: f64 = (1 << 29) as f64;

/// More candidates than this are not looked at one by one.
const MAX_CANDIDATES: u128 = 1 << 36;

const CELLS_PER_TASK: u64 = 4096;
const MAX_TASKS: u64 = 1 << 16;

/// A dense table may have this many places per site before a sorted list is better.
const MAX_PLACES_PER_SITE: u64 = 16;

/// A site of the sample: 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SiteKey {
    pub(super) cell: Cell,
    pub(super) site: u32,
}

/// The block of cells that is searched for sites.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    first: Cell,
    /// Number of cells searched along each direction.
    len: [u32; 3],
    /// The sample's period, 0 in open directions.
    period: [u32; 3],
    sites_per_cell: u32,
}

impl Grid {
    pub(super) fn new(
        model: &Model,
        range: &CellRange,
        periods: &Periods,
    ) -> Result<Self, SampleError> {
        let mut grid = Self {
            first: [0; 3],
            len: [1; 3],
            period: [0; 3],
            sites_per_cell: u32::try_from(model.sites().len()).unwrap_or(u32::MAX),
        };
        for d in 0..model.dimension() {
            let (mut first, mut last) = (range.first[d], range.last[d]);
            if let Some(n) = periods.cells[d] {
                grid.period[d] = n;
                if first.is_infinite() || last.is_infinite() {
                    (first, last) = (0.0, f64::from(n) - 1.0);
                }
            } else if first == f64::NEG_INFINITY || last == f64::INFINITY {
                return Err(SampleError::Unbounded { direction: d });
            }
            if range.is_empty() {
                return Err(SampleError::Empty { candidates: 0, removed: false });
            }
            if first < -MAX_COORDINATE || last > MAX_COORDINATE {
                let found = last - first + 1.0;
                return Err(SampleError::TooMany {
                    what: "cells along a direction",
                    found,
                    max: 1 << 30,
                });
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole numbers below 2^30"
            )]
            {
                grid.first[d] = first as i32;
                grid.len[d] = (last - first + 1.0) as u32;
            }
        }
        Ok(grid)
    }

    fn n_cells(&self) -> u64 {
        self.len.iter().map(|n| u64::from(*n)).product()
    }

    /// Number of places in the table of sites.
    fn n_places(&self) -> u64 {
        let lengths = (0..3).map(|d| u64::from(self.table_len(d)));
        lengths.product::<u64>() * u64::from(self.sites_per_cell)
    }

    /// The number of a place, the same for all images under the periods.
    #[inline]
    fn place(&self, cell: Cell, site: u32) -> Option<u64> {
        let mut place = 0;
        for d in 0..3 {
            let n = self.table_len(d);
            // Negative differences wrap to more than any length.
            let mut offset = cell[d].wrapping_sub(self.first[d]).cast_unsigned();
            if offset >= n {
                offset = self.wrapped(cell[d], d)?;
            }
            place = place * u64::from(n) + u64::from(offset);
        }
        Some(place * u64::from(self.sites_per_cell) + u64::from(site))
    }

    fn table_len(&self, d: usize) -> u32 {
        if self.period[d] > 0 { self.period[d] } else { self.len[d] }
    }

    /// The offset of a cell outside the table within its period, where there is one.
    #[cold]
    fn wrapped(&self, coordinate: i32, d: usize) -> Option<u32> {
        let offset = i64::from(coordinate) - i64::from(self.first[d]);
        u32::try_from(offset.checked_rem_euclid(i64::from(self.period[d]))?).ok()
    }

    /// The cell after this one in order.
    fn next(&self, mut cell: Cell) -> Cell {
        for d in (0..3).rev() {
            cell[d] += 1;
            if cell[d] - self.first[d] < self.len[d].cast_signed() {
                break;
            }
            cell[d] = self.first[d];
        }
        cell
    }

    fn has_images(&self) -> bool {
        (0..3).any(|d| self.period[d] > 0 && self.len[d] > self.period[d])
    }

    fn cell(&self, number: u64) -> Cell {
        let mut cell = self.first;
        let mut rest = number;
        for d in (0..3).rev() {
            let n = u64::from(self.len[d]);
            #[expect(clippy::cast_possible_truncation, reason = "smaller than a 32-bit length")]
            let offset = (rest % n) as u32;
            cell[d] += offset.cast_signed();
            rest /= n;
        }
        cell
    }

    /// Whether an image of `cell` that comes before it in order satisfies the predicate.
    fn has_earlier_image(&self, cell: Cell, holds: impl Fn(Cell) -> bool) -> bool {
        let copies =
            |d: usize| if self.period[d] > 0 { self.len[d].div_ceil(self.period[d]) } else { 1 };
        let n: [u32; 3] = std::array::from_fn(copies);
        let total = n.iter().map(|n| u64::from(*n)).product::<u64>();
        (0..total).any(|number| {
            let mut image = cell;
            let mut rest = number;
            for d in 0..3 {
                if self.period[d] > 0 {
                    let period = i64::from(self.period[d]);
                    let offset = i64::from(cell[d]) - i64::from(self.first[d]);
                    let step = i64::try_from(rest % u64::from(n[d])).unwrap_or(0);
                    let offset = offset.rem_euclid(period) + step * period;
                    if offset >= i64::from(self.len[d]) {
                        return false;
                    }
                    image[d] = self.first[d] + i32::try_from(offset).unwrap_or(0);
                }
                rest /= u64::from(n[d]);
            }
            image < cell && holds(image)
        })
    }
}

/// The sites of a sample in order, row-major by cell, then by number within the cell.
pub(super) struct Search<'a, S, K> {
    pub(super) model: &'a Model,
    pub(super) grid: Grid,
    /// Whether a site lies in the shape.
    pub(super) shape: S,
    /// Whether it is kept when it does.
    pub(super) keep: K,
    pub(super) bytes_per_site: u64,
    pub(super) progress: &'a Progress,
}

impl<S: Fn(&Place) -> bool + Sync, K: Fn(&Place) -> bool + Sync> Search<'_, S, K> {
    pub(super) fn sites(&self) -> Result<Vec<SiteKey>, LatticeError> {
        self.check_size()?;
        let found = self.tasks(|cells| {
            let mut sites = Vec::new();
            self.visit(cells, |cell, site| sites.push(SiteKey { cell, site }));
            sites
        })?;
        let sites = found.concat();
        if sites.is_empty() {
            let candidates = self.grid.n_cells() * u64::from(self.grid.sites_per_cell);
            let in_shape = |place: &Place| (self.shape)(place);
            let removed = (0..self.grid.n_cells()).any(|number| {
                let cell = self.grid.cell(number);
                self.places(cell).any(|place| in_shape(&place))
            });
            return Err(SampleError::Empty { candidates, removed }.into());
        }
        if sites.len() >= u32::MAX as usize {
            let found = sites.len() as f64;
            return Err(SampleError::TooMany { what: "sites", found, max: u32::MAX }.into());
        }
        Ok(sites)
    }

    /// Refuses what cannot fit into memory, before anything is allocated.
    fn check_size(&self) -> Result<(), LatticeError> {
        let n_cells = self.grid.len.iter().map(|n| u128::from(*n)).product::<u128>();
        let candidates = n_cells * u128::from(self.grid.sites_per_cell);
        let check = |n_sites: u128| {
            check_memory(format!("a sample of up to {n_sites} sites"), n_sites, self.bytes_per_site)
        };
        match check(candidates) {
            Err(error) if candidates > MAX_CANDIDATES => Err(error),
            // The box around the shape is too large, what is inside may not be: count it.
            Err(_) => check(self.count()?.into()),
            Ok(()) => Ok(()),
        }
    }

    fn count(&self) -> Result<u64, LatticeError> {
        let counts = self.tasks(|cells| {
            let mut count = 0_u64;
            self.visit(cells, |_, _| count += 1);
            count
        })?;
        Ok(counts.iter().sum())
    }

    /// Runs over all cells in parallel and returns what the tasks give, in order.
    fn tasks<T: Send>(
        &self,
        task: impl Fn(std::ops::Range<u64>) -> T + Sync,
    ) -> Result<Vec<T>, LatticeError> {
        let n = self.grid.n_cells();
        let step = CELLS_PER_TASK.max(n.div_ceil(MAX_TASKS));
        self.progress.start("finding the sites of the sample", n.div_ceil(step));
        let results = (0..n.div_ceil(step))
            .into_par_iter()
            .map(|i| {
                self.progress.check().map_err(SampleError::from)?;
                let result = task(i * step..n.min((i + 1) * step));
                self.progress.advance(1);
                Ok(result)
            })
            .collect();
        self.progress.finish();
        results
    }

    fn visit(&self, cells: std::ops::Range<u64>, mut found: impl FnMut(Cell, u32)) {
        let has_images = self.grid.has_images();
        let mut cell = self.grid.cell(cells.start);
        for _ in cells {
            for (site, place) in (0..).zip(self.places(cell)) {
                if !(self.shape)(&place) {
                    continue;
                }
                let in_shape = |image| (self.shape)(&self.place(image, place.site));
                let again = has_images && self.grid.has_earlier_image(cell, in_shape);
                if !again && (self.keep)(&place) {
                    found(cell, site);
                }
            }
            cell = self.grid.next(cell);
        }
    }

    fn places(&self, cell: Cell) -> impl Iterator<Item = Place> + '_ {
        let origin = self.model.lattice().origin_of(cell);
        let sites = self.model.sites().iter().enumerate();
        sites.map(move |(site, s)| Place { cell, site, position: origin + s.position() })
    }

    fn place(&self, cell: Cell, site: usize) -> Place {
        let position = self.model.lattice().origin_of(cell) + self.model.sites()[site].position();
        Place { cell, site, position }
    }
}

/// Finds the number of a site in the sample.
#[derive(Debug, Clone)]
pub(super) struct SiteIndex {
    grid: Grid,
    table: Table,
}

#[derive(Debug, Clone)]
enum Table {
    /// One number for each place of the grid, [`ABSENT`] where there is no site.
    Dense(Vec<u32>),
    /// Place and number, sorted by place.
    Sorted(Vec<(u64, u32)>),
}

const ABSENT: u32 = u32::MAX;

impl SiteIndex {
    pub(super) fn new(grid: Grid, sites: &[SiteKey]) -> Self {
        let numbered = (0..).zip(sites).filter_map(|(number, key)| {
            grid.place(key.cell, key.site).map(|place| (place, number))
        });
        let n_places = grid.n_places();
        let table = if n_places <= MAX_PLACES_PER_SITE * sites.len() as u64
            && let Ok(n_places) = usize::try_from(n_places)
        {
            let mut table = vec![ABSENT; n_places];
            for (place, number) in numbered {
                #[expect(clippy::cast_possible_truncation, reason = "smaller than n_places")]
                let place = place as usize;
                table[place] = number;
            }
            Table::Dense(table)
        } else {
            let mut list: Vec<(u64, u32)> = numbered.collect();
            list.sort_unstable();
            Table::Sorted(list)
        };
        Self { grid, table }
    }

    /// The number of the site, or of its image under the periods.
    #[inline]
    pub(super) fn find(&self, cell: Cell, site: usize) -> Option<usize> {
        let site = u32::try_from(site).ok().filter(|site| *site < self.grid.sites_per_cell)?;
        let place = self.grid.place(cell, site)?;
        match &self.table {
            Table::Dense(table) => {
                let number = *table.get(usize::try_from(place).ok()?)?;
                (number != ABSENT).then_some(number as usize)
            }
            Table::Sorted(list) => {
                let at = list.binary_search_by_key(&place, |entry| entry.0).ok()?;
                list.get(at).map(|entry| entry.1 as usize)
            }
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match &self.table {
            Table::Dense(table) => size_of_val(table.as_slice()),
            Table::Sorted(list) => size_of_val(list.as_slice()),
        }
    }
}
