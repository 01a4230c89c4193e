//! Finite samples: a piece of a model, cut by a shape, with its sparse Hermitian matrix.

mod builder;
mod cut_bonds;
mod disorder;
mod display;
mod error;
mod family;
mod field;
mod fill;
mod orbitals;
mod periods;
mod pieces;
mod random;
mod rules;
mod sites;
mod terms;

use std::ops::Range;
use std::sync::Arc;

use num_complex::Complex64;
use thouless_linalg::{Csr, eigvalsh};

pub use builder::SampleBuilder;
pub use cut_bonds::CutBond;
pub use disorder::{Anderson, Disorder, Vacancies};
pub use error::SampleError;
pub use field::FieldGauge;
pub use pieces::Pieces;

use crate::shape::Place;
use crate::{Cell, LatticeError, Model, Vector3, check_memory};
use orbitals::Orbitals;
use rules::Rules;
use sites::{SiteIndex, SiteKey};

/// How a sample ends along a lattice direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// Bonds to sites that are not there are cut.
    Open,
    /// It closes on itself after so many cells.
    Periodic(usize),
}

/// A finite piece of a [`Model`] with its sparse Hermitian matrix, made by [`Model::cut`].
///
/// Sites stand in order of their cells, row-major (the last lattice direction runs fastest), then of
/// their numbers within the cell; the orbitals of a site are contiguous. Element $(i, j)$ of the
/// matrix is $`\langle i | H | j \rangle`$ in the model's energy unit; the diagonal is always stored. Memory
/// per site is 20 bytes, and for each orbital 8 bytes and 20 per element of its row.
#[derive(Debug, Clone)]
pub struct Sample {
    model: Arc<Model>,
    sites: Vec<SiteKey>,
    orbitals: Orbitals,
    index: SiteIndex,
    rules: Rules,
    boundary: [Boundary; 3],
    matrix: Csr<Complex64>,
}

impl Sample {
    /// The model that the sample was cut from.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Number of sites.
    pub fn n_sites(&self) -> usize {
        self.sites.len()
    }

    /// Number of orbitals, the size of the matrix.
    pub fn n_orbitals(&self) -> usize {
        self.orbitals.len()
    }

    /// How the sample ends along each direction of the lattice.
    pub fn boundaries(&self) -> &[Boundary] {
        &self.boundary[..self.model.dimension()]
    }

    /// Cell, number within the cell and position of a site; `None` where there are fewer.
    pub fn place(&self, site: usize) -> Option<Place> {
        self.sites.get(site).map(|key| fill::place_of(&self.model, key))
    }

    /// Cell, number within the cell and position of all sites, in order.
    pub fn places(&self) -> impl ExactSizeIterator<Item = Place> + '_ {
        self.sites.iter().map(|key| fill::place_of(&self.model, key))
    }

    /// Cartesian position of a site; `None` where there are fewer.
    pub fn position(&self, site: usize) -> Option<Vector3> {
        self.place(site).map(|place| place.position)
    }

    /// Cartesian positions of all sites, in order.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = Vector3> + '_ {
        self.places().map(|place| place.position)
    }

    /// The number in the sample of site `site` of `cell`, where it is there; in periodic directions
    /// that of its image.
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
    /// let ring = chain.cut(CellBlock::new([10])).periodic(0, 10).build()?;
    /// assert_eq!(ring.site_at([12, 0, 0], 0), Some(2));
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn site_at(&self, cell: Cell, site: usize) -> Option<usize> {
        self.index.find(cell, site)
    }

    /// The rows and columns of a site's orbitals; `None` where there are fewer sites.
    pub fn orbitals(&self, site: usize) -> Option<Range<usize>> {
        self.orbitals.range(site)
    }

    /// The site that an orbital belongs to; `None` where there are fewer.
    pub fn site_of_orbital(&self, orbital: usize) -> Option<usize> {
        self.orbitals.site_of(orbital)
    }

    /// The Hamiltonian, `[n_orbitals, n_orbitals]`, Hermitian to the last bit.
    pub fn matrix(&self) -> &Csr<Complex64> {
        &self.matrix
    }

    /// Whether every element of the matrix is real.
    pub fn is_real(&self) -> bool {
        self.matrix.values().iter().all(|z| z.im == 0.0)
    }

    /// The Hamiltonian as a real matrix, where it is real.
    pub fn real_matrix(&self) -> Option<Csr<f64>> {
        if !self.is_real() {
            return None;
        }
        let values = self.matrix.values().iter().map(|z| z.re).collect();
        let (offsets, columns) = (self.matrix.row_offsets(), self.matrix.columns());
        Csr::from_parts(self.n_orbitals(), offsets.to_vec(), columns.to_vec(), values).ok()
    }

    /// All eigenvalues in ascending order, by way of a dense matrix: for samples of up to some
    /// thousand orbitals.
    ///
    /// # Errors
    ///
    /// [`LatticeError::TooLarge`] where the dense matrix does not fit into memory.
    pub fn eigenvalues(&self) -> Result<Vec<f64>, LatticeError> {
        const COPIES: u64 = 3;
        let n = self.n_orbitals() as u128;
        check_memory(format!("a dense matrix of {n} orbitals"), n * n, 16 * COPIES)?;
        let values = match self.real_matrix() {
            Some(real) => eigvalsh(&real.to_dense()),
            None => eigvalsh(&self.matrix.to_dense()),
        };
        Ok(values.map_err(SampleError::from)?)
    }

    /// Memory that sites and matrix take, in bytes.
    pub fn bytes(&self) -> usize {
        size_of_val(self.sites.as_slice())
            + self.orbitals.bytes()
            + self.index.bytes()
            + size_of_val(self.matrix.row_offsets())
            + size_of_val(self.matrix.columns())
            + size_of_val(self.matrix.values())
    }
}
