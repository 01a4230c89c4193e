//! Dimensional reduction: one component of the wave vector held fixed.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::sum::HoppingSum;
use crate::lattice::all_finite;
use crate::{Axis, Gauge, Hopping, Lattice, LatticeError, Model, Site, Vector3};

impl Model {
    /// The model at the fixed reduced wave-vector component `k` along one direction, as a model of
    /// one dimension less: a plane of a three-dimensional model, a line of a two-dimensional one.
    ///
    /// Hoppings that differ only by their cell $c$ along the direction $d$ are summed,
    ///
    /// ```math
    /// \langle i | H' | j \rangle = \sum_{c} e^{-2\pi i k (c + \tau_i - \tau_j)} \langle i, c | H | j, 0 \rangle ,
    /// ```
    ///
    /// with the $\tau$ along $d$ in the position gauge and without them in the periodic one, so that
    /// $H'$ at the remaining components is the matrix $H$ at the full wave vector. To keep the
    /// reciprocal vectors of the remaining directions, and with them all derivatives by `k`, the
    /// remaining primitive vectors lose their part along $a_d$. Sites keep their positions in cell 0.
    ///
    /// # Errors
    ///
    /// [`LatticeError::NoSuchDirection`] and [`LatticeError::NotFinite`].
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
    /// let chain = square.at_fixed(Axis::Y, 0.25)?; // cos(2π/4) = 0: a chain about zero energy
    /// assert!((chain.hamiltonian(&[0.5])?[(0, 0)].re - 2.0).abs() < 1e-14);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn at_fixed(&self, axis: impl Into<Axis>, k: f64) -> Result<Self, LatticeError> {
        let direction = self.direction("`at_fixed`", axis.into())?;
        all_finite(&[k], || format!("the wave vector along direction {direction}"))?;
        let kept: Vec<usize> = (0..self.dimension()).filter(|a| *a != direction).collect();
        let lattice = projected(self.lattice(), direction, &kept)?;

        let mut onsite: Vec<DMatrix<Complex64>> =
            self.sites().iter().map(|site| site.onsite.clone()).collect();
        let mut sum = HoppingSum::default();
        for hop in self.hoppings() {
            let mut turns = f64::from(hop.cell[direction]);
            if self.gauge() == Gauge::Position {
                let tau = |site: usize| self.sites()[site].tau[direction];
                turns += tau(hop.to) - tau(hop.from);
            }
            let mut cell = [0; 3];
            for (c, a) in cell.iter_mut().zip(&kept) {
                *c = hop.cell[*a];
            }
            let amplitude = &hop.amplitude * Complex64::cis(-TAU * k * turns);
            sum.add(Hopping { from: hop.from, to: hop.to, cell, amplitude }, &mut onsite);
        }
        let sites = self.sites().iter().zip(onsite).map(|(site, onsite)| Site {
            name: site.name.clone(),
            position: site.position,
            tau: lattice.reduced(&site.position),
            onsite,
        });
        let sites = sites.collect();
        self.rebuilt(lattice, sites, sum.into_hoppings())
    }
}

/// The lattice of the kept vectors without their parts along that of the given direction; its
/// reciprocal vectors are those of the whole lattice.
fn projected(lattice: &Lattice, direction: usize, kept: &[usize]) -> Result<Lattice, LatticeError> {
    let along = lattice.vectors()[direction].normalize();
    let across = |v: &Vector3| v - along * along.dot(v);
    Lattice::from_vectors(kept.iter().map(|a| across(&lattice.vectors()[*a])).collect())
}
