//! Spin: doubled orbitals, Zeeman and exchange fields, Rashba coupling.
//!
//! Spin ↑, ↓ runs fastest inside a site: a site of orbitals 1, 2, … becomes 1↑, 1↓, 2↑, 2↓, …, the
//! order of `kron(orbital, spin)`. The vector of Pauli matrices is $s$.

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::sum::HoppingSum;
use crate::lattice::all_finite;
use crate::{Hopping, LatticeError, Model, Site, Vector3};

/// Bonds longer than the shortest one by this, relative to it, are not nearest neighbours.
const SAME_LENGTH: f64 = 1e-6;

impl Model {
    /// The model with spin: every block times the identity of spin, so that all bands are doubly
    /// degenerate until [`zeeman`](Model::zeeman), [`exchange`](Model::exchange),
    /// [`rashba`](Model::rashba) or hoppings added by [`to_builder`](Model::to_builder) tell the
    /// spins apart.
    ///
    /// A site of $n$ orbitals has $2n$ after, in the order of `kron(orbital, spin)`: 1↑, 1↓, 2↑, ….
    ///
    /// # Errors
    ///
    /// [`LatticeError::TooLarge`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{BlochHamiltonian, Lattice, Model};
    ///
    /// let chain = Model::builder(Lattice::new(&[[1.0]])?)
    ///     .site("A", [0.0])
    ///     .hop("A", "A", [1], -1.0)
    ///     .build()?;
    /// let magnetized = chain.with_spin()?.zeeman([0.0, 0.0, 0.2])?;
    /// let h = magnetized.hamiltonian(&[0.0])?;
    /// assert!((h[(0, 0)].re - (-2.0 + 0.2)).abs() < 1e-15); // ↑
    /// assert!((h[(1, 1)].re - (-2.0 - 0.2)).abs() < 1e-15); // ↓
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn with_spin(&self) -> Result<Self, LatticeError> {
        self.check_size("the model with spin", 4)?;
        let identity = DMatrix::identity(2, 2);
        let sites = self
            .sites()
            .iter()
            .map(|site| Site { onsite: site.onsite.kronecker(&identity), ..site.clone() })
            .collect();
        let hoppings = self
            .hoppings()
            .iter()
            .map(|hop| Hopping { amplitude: hop.amplitude.kronecker(&identity), ..hop.clone() })
            .collect();
        self.rebuilt(self.lattice().clone(), sites, hoppings)
    }

    /// Adds the same Zeeman term to every orbital of a model with spin,
    ///
    /// ```math
    /// H_\mathrm{Z} = \mathbf b \cdot \mathbf s ,
    /// ```
    ///
    /// `field` $\mathbf b$ in the model's energy unit: levels split by $2 |\mathbf b|$, and
    /// $\mathbf b = \tfrac12 g \mu_\mathrm{B} \mathbf B$ for an electron with $g$-factor $g$.
    ///
    /// # Errors
    ///
    /// [`LatticeError::NoSpin`] for a site with an odd number of orbitals, and
    /// [`LatticeError::NotFinite`].
    pub fn zeeman(&self, field: [f64; 3]) -> Result<Self, LatticeError> {
        self.exchange(|_| field)
    }

    /// Adds a Zeeman term that differs from site to site: an exchange field, such as that of an
    /// antiferromagnet or a magnetic texture.
    ///
    /// $`H_\mathrm{ex} = \sum_i \mathbf b_i \cdot \mathbf s`$ on all orbitals of site $i$, in the
    /// convention of [`Model::zeeman`].
    ///
    /// # Errors
    ///
    /// As for [`Model::zeeman`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Lattice, Model};
    ///
    /// let chain = Model::builder(Lattice::new(&[[1.0]])?)
    ///     .site("A", [0.0])
    ///     .hop("A", "A", [1], -1.0)
    ///     .build()?;
    /// let antiferromagnet = chain.supercell([2])?.with_spin()?.exchange(|site| {
    ///     [0.0, 0.0, if site.name() == "A(0)" { 0.5 } else { -0.5 }]
    /// })?;
    /// assert_eq!(antiferromagnet.n_orbitals(), 4);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn exchange(&self, field: impl Fn(&Site) -> [f64; 3]) -> Result<Self, LatticeError> {
        let sites = self.sites().iter().map(|site| {
            let n_orbitals = spatial_orbitals(site)?;
            let b = field(site);
            all_finite(&b, || format!("the field at site `{}`", site.name))?;
            let term = DMatrix::identity(n_orbitals, n_orbitals).kronecker(&spin_along(b));
            Ok(Site { onsite: &site.onsite + term, ..site.clone() })
        });
        let sites = sites.collect::<Result<_, LatticeError>>()?;
        self.rebuilt(self.lattice().clone(), sites, self.hoppings().to_vec())
    }

    /// Adds Rashba coupling on the nearest-neighbour bonds of a model with spin,
    ///
    /// ```math
    /// \langle \mathrm{to}| H_\mathrm{R} |\mathrm{from} \rangle
    ///     = i \lambda\, (\mathbf s \times \hat{\mathbf d})_z
    ///     = i \lambda\, (s_x \hat d_y - s_y \hat d_x) ,
    /// ```
    ///
    /// with $\hat{\mathbf d}$ the unit vector of the bond from `from` to `to`, times the identity of
    /// the other orbitals. The bonds are the shortest among the model's hoppings. Around $\Gamma$ of
    /// the square lattice it is $2\lambda (k_y s_x - k_x s_y)$ in units of the inverse lattice constant.
    ///
    /// # Errors
    ///
    /// [`LatticeError::NoSpin`], [`LatticeError::NoBonds`] where no hopping joins different
    /// positions, [`LatticeError::OrbitalMismatch`] where a bond joins sites of different numbers of
    /// orbitals, and [`LatticeError::NotFinite`].
    ///
    /// # References
    ///
    /// C. L. Kane, E. J. Mele, Phys. Rev. Lett. **95**, 146802 (2005), eq. 1: the third term, in
    /// which the electron hops along $\hat{\mathbf d}$ as here.
    pub fn rashba(&self, lambda: f64) -> Result<Self, LatticeError> {
        all_finite(&[lambda], || "the Rashba coupling".to_owned())?;
        for site in self.sites() {
            spatial_orbitals(site)?;
        }
        let mut onsite: Vec<_> = self.sites().iter().map(|site| site.onsite.clone()).collect();
        let mut sum = HoppingSum::starting_with(self.hoppings().to_vec());
        for hop in self.nearest_bonds("Rashba coupling")? {
            let (from, to) = (&self.sites()[hop.from], &self.sites()[hop.to]);
            if from.n_orbitals() != to.n_orbitals() {
                return Err(LatticeError::OrbitalMismatch {
                    what: "Rashba coupling",
                    from: from.name.clone(),
                    to: to.name.clone(),
                    orbitals: [from.n_orbitals(), to.n_orbitals()],
                });
            }
            let n_orbitals = from.n_orbitals() / 2;
            let d = self.bond(hop).normalize();
            // (s × d)_z = s_x d_y − s_y d_x
            let spin = spin_along([d.y, -d.x, 0.0]) * Complex64::new(0.0, lambda);
            let amplitude = DMatrix::identity(n_orbitals, n_orbitals).kronecker(&spin);
            sum.add(Hopping { amplitude, ..hop.clone() }, &mut onsite);
        }
        self.rebuilt(self.lattice().clone(), self.sites().to_vec(), sum.into_hoppings())
    }

    /// The hoppings over the shortest distance above zero.
    pub(super) fn nearest_bonds(&self, what: &'static str) -> Result<Vec<&Hopping>, LatticeError> {
        let scale = self.lattice().vectors().iter().map(Vector3::norm).fold(1.0, f64::max);
        let lengths: Vec<f64> = self.hoppings().iter().map(|hop| self.bond(hop).norm()).collect();
        let bonds = lengths.iter().copied().filter(|length| *length > 1e-9 * scale);
        let shortest = bonds.fold(f64::INFINITY, f64::min);
        if shortest.is_infinite() {
            return Err(LatticeError::NoBonds { what });
        }
        let nearest = |length: f64| (length - shortest).abs() <= SAME_LENGTH * shortest;
        let pairs = self.hoppings().iter().zip(lengths);
        Ok(pairs.filter(|(_, length)| nearest(*length)).map(|(hop, _)| hop).collect())
    }
}

/// Number of orbitals without spin.
pub(super) fn spatial_orbitals(site: &Site) -> Result<usize, LatticeError> {
    let n_orbitals = site.n_orbitals();
    if n_orbitals.is_multiple_of(2) {
        Ok(n_orbitals / 2)
    } else {
        Err(LatticeError::NoSpin { site: site.name.clone(), n_orbitals })
    }
}

/// $\mathbf b \cdot \mathbf s$.
fn spin_along([x, y, z]: [f64; 3]) -> DMatrix<Complex64> {
    let c = Complex64::new;
    DMatrix::from_row_slice(2, 2, &[c(z, 0.0), c(x, -y), c(x, y), c(-z, 0.0)])
}
