//! Larger cells, and other primitive cells.

use super::integer::{Supercells, determinant, read_matrix, shown};
use super::{cell_from, name_in_cell};
use crate::{Cells, Hopping, Lattice, LatticeError, Model, Site, Vector3};

impl Model {
    /// The same crystal in a larger cell, with the vectors
    ///
    /// ```math
    /// A_i = \sum_j M_{ij}\, a_j .
    /// ```
    ///
    /// The matrix $M$ is given by rows, one for each periodic direction, and need be neither
    /// diagonal nor of positive determinant; a single row `[2, 3]` stands for the diagonal matrix.
    /// The new cell holds the cells $n$ whose reduced coordinates $n M^{-1}$ lie in $[0, 1)$, in
    /// lexicographic order (the last component runs fastest), and in each the sites in their old
    /// order: site `A` of cell (0, 1) is called `A(0,1)`. Positions do not change, and the bands at
    /// the reduced wave vector $K = M k$ of the supercell are those of the $`|\det M|`$ wave vectors
    /// that fold onto it.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongLength`], [`LatticeError::SingularSupercell`],
    /// [`LatticeError::CellOutOfRange`] for entries beyond ±2²⁰, and
    /// [`LatticeError::TooManyElements`] or [`LatticeError::TooLarge`], found before anything is
    /// allocated.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Lattice, Model};
    ///
    /// let square = Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]])?)
    ///     .site("A", [0.0, 0.0])
    ///     .hop("A", "A", [[1, 0], [0, 1]], -1.0)
    ///     .build()?;
    /// let checkerboard = square.supercell([[1, 1], [-1, 1]])?;
    /// let names: Vec<&str> = checkerboard.sites().iter().map(|site| site.name()).collect();
    /// assert_eq!(names, ["A(0,0)", "A(0,1)"]);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn supercell(&self, matrix: impl Cells) -> Result<Self, LatticeError> {
        let matrix = read_matrix("the supercell matrix", matrix, self.dimension())?;
        let n_cells = determinant(&matrix).unsigned_abs();
        if n_cells == 0 {
            let matrix = shown(&matrix, self.dimension());
            return Err(LatticeError::SingularSupercell { matrix });
        }
        self.check_size("the supercell", n_cells)?;
        self.in_cells(&Supercells::new(matrix), true)
    }

    /// The same crystal with other primitive vectors, $`A_i = \sum_j M_{ij} a_j`$ with
    /// $`\det M = \pm 1`$.
    ///
    /// Sites keep their names, order and positions; the bands at the reduced wave vector $K = M k$
    /// are those at $k$.
    ///
    /// # Errors
    ///
    /// [`LatticeError::NotUnimodular`], and as for [`Model::supercell`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Lattice, Model};
    ///
    /// let triangular = Model::builder(Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]])?)
    ///     .site("A", [0.0, 0.0])
    ///     .hop("A", "A", [[1, 0], [0, 1], [-1, 1]], -1.0)
    ///     .build()?;
    /// // The other common choice of vectors, 120° apart.
    /// let wide = triangular.change_cell([[1, 0], [-1, 1]])?;
    /// assert!((wide.lattice().vectors()[1].x + 0.5).abs() < 1e-15);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn change_cell(&self, matrix: impl Cells) -> Result<Self, LatticeError> {
        let matrix = read_matrix("the change of cell", matrix, self.dimension())?;
        let determinant = determinant(&matrix);
        if determinant.abs() != 1 {
            let matrix = shown(&matrix, self.dimension());
            return Err(LatticeError::NotUnimodular { matrix, determinant });
        }
        self.in_cells(&Supercells::new(matrix), false)
    }

    /// Writes the crystal in the given cells; with `numbered`, sites carry the cell in their names.
    pub(super) fn in_cells(
        &self,
        cells: &Supercells,
        numbered: bool,
    ) -> Result<Self, LatticeError> {
        let d = self.dimension();
        let vectors = self.lattice().vectors();
        let row = |i: usize| -> Vector3 {
            vectors.iter().zip(cells.matrix()[i]).map(|(a, n)| a * n as f64).sum()
        };
        let lattice = Lattice::from_vectors((0..d).map(row).collect())?;

        let n_sites = self.sites().len();
        let mut sites = Vec::with_capacity(n_sites * cells.representatives.len());
        let mut hoppings = Vec::with_capacity(self.hoppings().len() * cells.representatives.len());
        for (place, inside) in cells.representatives.iter().enumerate() {
            let cell = cell_from("a cell of the supercell", *inside)?;
            let origin = self.lattice().origin_of(cell);
            for site in self.sites() {
                let name =
                    if numbered { name_in_cell(&site.name, &cell[..d]) } else { site.name.clone() };
                let position = site.position + origin;
                let tau = lattice.reduced(&position);
                sites.push(Site { name, position, tau, onsite: site.onsite.clone() });
            }
            for hop in self.hoppings() {
                let reached = std::array::from_fn(|a| inside[a] + i128::from(hop.cell[a]));
                let (home, target) = cells.locate(reached);
                hoppings.push(Hopping {
                    from: place * n_sites + hop.from,
                    to: target * n_sites + hop.to,
                    cell: cell_from("a hopping of the new cell", home)?,
                    amplitude: hop.amplitude.clone(),
                });
            }
        }
        self.rebuilt(lattice, sites, hoppings)
    }
}
