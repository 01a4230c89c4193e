//! Ribbons, slabs and finite blocks: lattice directions opened after a number of cells.

use super::name_in_cell;
use crate::{Axis, Cell, Hopping, Lattice, LatticeError, Model, Site};

impl Model {
    /// A ribbon of a two-dimensional model: `n_cells` cells along `axis`, periodic along the other
    /// direction.
    ///
    /// As [`Model::open`], for models of two dimensions.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongDimension`] for models of other dimensions, and as for [`Model::open`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Axis, Lattice, Model};
    ///
    /// let square = Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]])?)
    ///     .site("A", [0.0, 0.0])
    ///     .hop("A", "A", [[1, 0], [0, 1]], -1.0)
    ///     .build()?;
    /// let ribbon = square.ribbon(Axis::Y, 40)?;
    /// assert_eq!((ribbon.dimension(), ribbon.n_orbitals()), (1, 40));
    /// assert_eq!(ribbon.sites()[39].name(), "A(39)");
    /// assert_eq!(ribbon.sites()[39].position().y, 39.0);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn ribbon(&self, axis: impl Into<Axis>, n_cells: usize) -> Result<Self, LatticeError> {
        self.check_dimension("a ribbon", 2)?;
        self.open(axis, n_cells)
    }

    /// A slab of a three-dimensional model: `n_cells` cells along `axis`, periodic along the other
    /// two. Surfaces of other orientation: [`Model::oriented`] first.
    ///
    /// As [`Model::open`], for models of three dimensions.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongDimension`] for models of other dimensions, and as for [`Model::open`].
    pub fn slab(&self, axis: impl Into<Axis>, n_cells: usize) -> Result<Self, LatticeError> {
        self.check_dimension("a slab", 3)?;
        self.open(axis, n_cells)
    }

    /// The model cut to `n_cells` cells along one direction, and periodic along the others, which
    /// keep their order.
    ///
    /// Hoppings out of the block are left out; sites keep their Cartesian positions. Cells follow
    /// each other from the low end to the high end of the direction: site `i` of cell `n` is number
    /// `n * n_sites + i` and is called `A(n)` after `A`. The reduced wave vector has the components
    /// of the directions that remain.
    ///
    /// # Errors
    ///
    /// [`LatticeError::NoSuchDirection`], [`LatticeError::NoCells`], and
    /// [`LatticeError::TooManyElements`] or [`LatticeError::TooLarge`], found before anything is
    /// allocated.
    pub fn open(&self, axis: impl Into<Axis>, n_cells: usize) -> Result<Self, LatticeError> {
        self.open_directions([(axis, n_cells)])
    }

    /// As [`Model::open`], several directions at once, each named as in this model.
    ///
    /// Cells are in lexicographic order of the opened directions (the highest runs fastest), and
    /// site `A` is called `A(n,m)` after its cell.
    ///
    /// # Errors
    ///
    /// [`LatticeError::DirectionTwice`], and as for [`Model::open`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Axis, Lattice, Model};
    ///
    /// let square = Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]])?)
    ///     .site("A", [0.0, 0.0])
    ///     .hop("A", "A", [[1, 0], [0, 1]], -1.0)
    ///     .build()?;
    /// let flake = square.open_directions([(Axis::X, 3), (Axis::Y, 2)])?;
    /// assert_eq!((flake.dimension(), flake.hoppings().len()), (0, 7));
    /// assert_eq!(flake.sites()[1].name(), "A(0,1)");
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn open_directions<A: Into<Axis>>(
        &self,
        openings: impl IntoIterator<Item = (A, usize)>,
    ) -> Result<Self, LatticeError> {
        let d = self.dimension();
        let mut n_cells: [Option<usize>; 3] = [None; 3];
        for (axis, n) in openings {
            let direction = self.direction("`open`", axis.into())?;
            if n == 0 {
                return Err(LatticeError::NoCells { direction });
            }
            if n_cells[direction].replace(n).is_some() {
                return Err(LatticeError::DirectionTwice { direction });
            }
        }
        let all = n_cells.iter().flatten().fold(1_u128, |all, n| all.saturating_mul(*n as u128));
        self.check_size("the block of cells", all)?;

        let opened: Vec<usize> = (0..d).filter(|a| n_cells[*a].is_some()).collect();
        let kept: Vec<usize> = (0..d).filter(|a| n_cells[*a].is_none()).collect();
        let block = Block { sizes: n_cells.map(|n| n.unwrap_or(1)), opened, kept };
        self.cut_to(&block)
    }

    fn cut_to(&self, block: &Block) -> Result<Self, LatticeError> {
        let vectors = block.kept.iter().map(|a| self.lattice().vectors()[*a]).collect();
        let lattice = Lattice::from_vectors(vectors)?;
        let n_sites = self.sites().len();
        let n_cells = block.n_cells();
        let mut sites = Vec::with_capacity(n_cells * n_sites);
        let mut hoppings = Vec::with_capacity(n_cells * self.hoppings().len());
        for number in 0..n_cells {
            let cell = block.cell(number);
            let origin = self.lattice().origin_of(cell);
            let along: Vec<i32> = block.opened.iter().map(|a| cell[*a]).collect();
            for site in self.sites() {
                let position = site.position + origin;
                sites.push(Site {
                    name: if along.is_empty() {
                        site.name.clone()
                    } else {
                        name_in_cell(&site.name, &along)
                    },
                    position,
                    tau: lattice.reduced(&position),
                    onsite: site.onsite.clone(),
                });
            }
            for hop in self.hoppings() {
                let Some(target) = block.number(cell, hop.cell) else { continue };
                hoppings.push(Hopping {
                    from: number * n_sites + hop.from,
                    to: target * n_sites + hop.to,
                    cell: block.remaining(hop.cell),
                    amplitude: hop.amplitude.clone(),
                });
            }
        }
        self.rebuilt(lattice, sites, hoppings)
    }

    /// Refuses models of another dimension.
    pub(super) fn check_dimension(
        &self,
        what: &'static str,
        expected: usize,
    ) -> Result<(), LatticeError> {
        let found = self.dimension();
        if found == expected {
            Ok(())
        } else {
            Err(LatticeError::WrongDimension { what, found, expected })
        }
    }
}

/// The cells `0..sizes[a]` along the opened directions.
struct Block {
    /// Number of cells; 1 along the directions that stay periodic.
    sizes: [usize; 3],
    opened: Vec<usize>,
    kept: Vec<usize>,
}

impl Block {
    fn n_cells(&self) -> usize {
        self.sizes.iter().product()
    }

    /// The cell of that number, counted with the last direction fastest.
    fn cell(&self, number: usize) -> Cell {
        let [_, n1, n2] = self.sizes;
        let cell = [number / (n1 * n2), number / n2 % n1, number % n2];
        // Sizes were checked to be far below 2^31.
        cell.map(|n| i32::try_from(n).unwrap_or(i32::MAX))
    }

    /// The number of the cell that a hop reaches, or `None` outside the block.
    fn number(&self, cell: Cell, hop: Cell) -> Option<usize> {
        let mut number = 0;
        for a in 0..3 {
            let n = if self.opened.contains(&a) { cell[a].checked_add(hop[a])? } else { 0 };
            let n = usize::try_from(n).ok().filter(|n| *n < self.sizes[a])?;
            number = number * self.sizes[a] + n;
        }
        Some(number)
    }

    /// The components of a cell along the directions that stay periodic.
    fn remaining(&self, cell: Cell) -> Cell {
        let mut rest = [0; 3];
        for (r, a) in rest.iter_mut().zip(&self.kept) {
            *r = cell[*a];
        }
        rest
    }
}
