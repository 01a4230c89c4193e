//! Another origin, and other home cells of the sites.

use super::cell_from;
use crate::lattice::all_finite;
use crate::{Cell, Hopping, LatticeError, Model, Site, Vector3};

/// Sites this little below a cell's border, in reduced coordinates, count as on it.
const BORDER: f64 = 1e-9;

impl Model {
    /// The whole crystal displaced by a Cartesian vector.
    ///
    /// $H(k)$ does not change; the embedding of $k \to k + G$, and with it Zak phases and
    /// polarizations, do.
    ///
    /// # Errors
    ///
    /// [`LatticeError::NotFinite`].
    pub fn translated(&self, displacement: Vector3) -> Result<Self, LatticeError> {
        all_finite(displacement.as_slice(), || "the displacement".to_owned())?;
        let sites = self.sites().iter().map(|site| {
            let position = site.position + displacement;
            Site { position, tau: self.lattice().reduced(&position), ..site.clone() }
        });
        let sites = sites.collect();
        self.rebuilt(self.lattice().clone(), sites, self.hoppings().to_vec())
    }

    /// The same crystal with other representatives of its sites: site `i` of the new cell 0 is site
    /// `i` of the old cell `cells[i]`.
    ///
    /// Its position moves by that cell, and hoppings are rewritten so that the crystal stays what it
    /// is: the hop `from → to` into `cell` becomes one into `cell − cells[to] + cells[from]`. In the
    /// position gauge $H(k)$ does not change.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongLength`] where there is not one cell for each site, or a cell reaches
    /// into a direction that the lattice does not have, and [`LatticeError::CellOutOfRange`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Lattice, Model};
    ///
    /// let ssh = Model::builder(Lattice::new(&[[1.0]])?)
    ///     .site("A", [0.0])
    ///     .site("B", [0.5])
    ///     .hop("A", "B", [0], 0.5)
    ///     .hop("B", "A", [1], 1.0)
    ///     .build()?;
    /// // B to the left of A: now the strong bond lies inside the cell.
    /// let other = ssh.rehomed(&[[0, 0, 0], [-1, 0, 0]])?;
    /// assert_eq!(other.hoppings()[1].cell, [0, 0, 0]);
    /// assert_eq!(other.sites()[1].position().x, -0.5);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn rehomed(&self, cells: &[Cell]) -> Result<Self, LatticeError> {
        let d = self.dimension();
        if cells.len() != self.sites().len() {
            return Err(LatticeError::WrongLength {
                what: "the list of home cells".to_owned(),
                found: cells.len(),
                expected: self.sites().len().to_string(),
            });
        }
        for (site, cell) in self.sites().iter().zip(cells) {
            if let Some(beyond) = cell.iter().skip(d).rposition(|n| *n != 0) {
                return Err(LatticeError::WrongLength {
                    what: format!("the home cell {cell:?} of site `{}`", site.name),
                    found: d + beyond + 1,
                    expected: d.to_string(),
                });
            }
        }
        let sites = self.sites().iter().zip(cells).map(|(site, cell)| {
            let position = site.position + self.lattice().origin_of(*cell);
            Site { position, tau: self.lattice().reduced(&position), ..site.clone() }
        });
        let hoppings = self.hoppings().iter().map(|hop| {
            let moved = std::array::from_fn(|a| {
                let [c, to, from] = [hop.cell, cells[hop.to], cells[hop.from]].map(|n| n[a]);
                i128::from(c) - i128::from(to) + i128::from(from)
            });
            let cell = cell_from("a hopping between the new home cells", moved)?;
            Ok(Hopping { cell, ..hop.clone() })
        });
        let (sites, hoppings) = (sites.collect(), hoppings.collect::<Result<_, LatticeError>>()?);
        self.rebuilt(self.lattice().clone(), sites, hoppings)
    }

    /// The same crystal with each site represented by the one whose reduced coordinates lie in
    /// $[0, 1)$ (to within $10^{-9}$ below).
    ///
    /// # Errors
    ///
    /// [`LatticeError::CellOutOfRange`] for sites that far away.
    pub fn wrapped(&self) -> Result<Self, LatticeError> {
        let d = self.dimension();
        let home = |site: &Site| {
            let cell: [i128; 3] = std::array::from_fn(|a| {
                #[expect(clippy::cast_possible_truncation, reason = "an `as` cast saturates")]
                let n = -(site.tau[a] + BORDER).floor() as i128;
                if a < d { n } else { 0 }
            });
            cell_from("the home cell of a site", cell)
        };
        let cells = self.sites().iter().map(home).collect::<Result<Vec<_>, _>>()?;
        self.rehomed(&cells)
    }
}
