//! Where the orbitals of each site begin.

use std::ops::Range;

use super::SampleError;
use super::sites::SiteKey;
use crate::Model;

/// Offsets of the orbitals: a product where all sites have equally many, a table else.
#[derive(Debug, Clone)]
pub(super) struct Orbitals {
    per_site: Vec<usize>,
    n_sites: usize,
    /// Four bytes per site, empty where `per_site` is uniform.
    first: Vec<u32>,
}

impl Orbitals {
    pub(super) fn new(model: &Model, sites: &[SiteKey]) -> Result<Self, SampleError> {
        let per_site: Vec<usize> = model.sites().iter().map(crate::Site::n_orbitals).collect();
        let count = |key: &SiteKey| per_site[key.site as usize];
        let total: usize = sites.iter().map(count).sum();
        if total >= u32::MAX as usize {
            return Err(SampleError::TooMany {
                what: "orbitals",
                found: total as f64,
                max: u32::MAX,
            });
        }
        let mut first = Vec::new();
        if per_site.windows(2).any(|pair| pair[0] != pair[1]) {
            first.reserve_exact(sites.len() + 1);
            first.push(0);
            let mut next = 0;
            first.extend(sites.iter().map(|key| {
                next += count(key);
                narrow(next)
            }));
        }
        Ok(Self { per_site, n_sites: sites.len(), first })
    }

    /// Orbitals of a site of the unit cell.
    pub(super) fn of_cell_site(&self, site: u32) -> usize {
        self.per_site[site as usize]
    }

    /// The first orbital of site `number`, and the number of orbitals for the number of sites.
    pub(super) fn first(&self, number: usize) -> usize {
        match self.first.get(number) {
            Some(first) => *first as usize,
            None => number * self.per_site[0],
        }
    }

    pub(super) fn range(&self, number: usize) -> Option<Range<usize>> {
        (number < self.n_sites).then(|| self.first(number)..self.first(number + 1))
    }

    /// The site that an orbital belongs to.
    pub(super) fn site_of(&self, orbital: usize) -> Option<usize> {
        if orbital >= self.len() {
            return None;
        }
        if self.first.is_empty() {
            return Some(orbital / self.per_site[0]);
        }
        Some(self.first.partition_point(|first| *first as usize <= orbital) - 1)
    }

    pub(super) fn len(&self) -> usize {
        self.first(self.n_sites)
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.first.as_slice())
    }
}

/// Orbitals are numbered in 32 bits, which `Orbitals::new` checks.
#[expect(clippy::cast_possible_truncation, reason = "checked when the offsets are made")]
pub(super) fn narrow(i: usize) -> u32 {
    i as u32
}
