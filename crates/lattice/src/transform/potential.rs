//! Scalar potentials: chemical potential, gates, staggered energies.

use nalgebra::DMatrix;
use num_complex::Complex64;

use crate::lattice::all_finite;
use crate::{LatticeError, Model, Site};

impl Model {
    /// Adds an energy to all orbitals of each site, $`H \to H + \sum_i V_i`$, in the model's energy
    /// unit: `|_| -mu` for a chemical potential, a function of [`Site::position`] for a gate.
    ///
    /// The potential repeats with the cell; take a supercell or open the model first where it is to
    /// vary over more than one.
    ///
    /// # Errors
    ///
    /// [`LatticeError::NotFinite`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Axis, BlochHamiltonian, Lattice, Model};
    ///
    /// let square = Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]])?)
    ///     .site("A", [0.0, 0.0])
    ///     .hop("A", "A", [[1, 0], [0, 1]], -1.0)
    ///     .build()?;
    /// let tilted = square.ribbon(Axis::Y, 10)?.with_potential(|site| 0.1 * site.position().y)?;
    /// let difference = tilted.hamiltonian(&[0.0])?[(9, 9)] - tilted.hamiltonian(&[0.0])?[(0, 0)];
    /// assert!((difference.re - 0.9).abs() < 1e-14);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn with_potential(&self, potential: impl Fn(&Site) -> f64) -> Result<Self, LatticeError> {
        let sites = self.sites().iter().map(|site| {
            let v = potential(site);
            all_finite(&[v], || format!("the potential at site `{}`", site.name))?;
            let n = site.n_orbitals();
            let term = DMatrix::from_diagonal_element(n, n, Complex64::from(v));
            Ok(Site { onsite: &site.onsite + term, ..site.clone() })
        });
        let sites = sites.collect::<Result<_, LatticeError>>()?;
        self.rebuilt(self.lattice().clone(), sites, self.hoppings().to_vec())
    }
}
