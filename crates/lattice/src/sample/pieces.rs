//! Connected parts of a sample.

use num_complex::Complex64;

use super::Sample;

/// The connected parts of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// For each site the number of its piece; pieces are numbered in order of their first sites.
    pub of_site: Vec<u32>,
    /// Number of sites of each piece. A piece of one site has no bonds.
    pub sizes: Vec<usize>,
}

impl Pieces {
    /// Number of sites without bonds to others.
    pub fn n_isolated(&self) -> usize {
        self.sizes.iter().filter(|size| **size == 1).count()
    }
}

impl Sample {
    /// Finds which sites hang together by elements of the matrix that are not zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::shape::{CellBlock, Shape};
    /// use thouless_lattice::{Lattice, Model};
    ///
    /// let chain = Model::builder(Lattice::new(&[[1.0]])?)
    ///     .site("A", [0.0])
    ///     .hop("A", "A", [1], -1.0)
    ///     .build()?;
    /// let gap = CellBlock::new([1]).starting_at([1, 0, 0]);
    /// let broken = chain.cut(CellBlock::new([10])).remove(gap).build()?;
    /// assert_eq!(broken.pieces().sizes, [1, 8]);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn pieces(&self) -> Pieces {
        const UNSEEN: u32 = u32::MAX;
        let mut of_site = vec![UNSEEN; self.n_sites()];
        let mut sizes = Vec::new();
        let mut stack = Vec::new();
        for first in 0..self.n_sites() {
            if of_site[first] != UNSEEN {
                continue;
            }
            let piece = super::orbitals::narrow(sizes.len());
            of_site[first] = piece;
            stack.push(first);
            let mut size = 0;
            while let Some(site) = stack.pop() {
                size += 1;
                let rows = self.orbitals.first(site)..self.orbitals.first(site + 1);
                for (columns, values) in rows.map(|row| self.matrix.row(row)) {
                    for (column, value) in columns.iter().zip(values) {
                        let Some(other) = self.site_of_orbital(*column as usize) else { continue };
                        if *value != Complex64::ZERO && of_site[other] == UNSEEN {
                            of_site[other] = piece;
                            stack.push(other);
                        }
                    }
                }
            }
            sizes.push(size);
        }
        Pieces { of_site, sizes }
    }
}
