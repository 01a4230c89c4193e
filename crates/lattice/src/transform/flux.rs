//! Uniform magnetic fields on periodic models: the magnetic unit cell.
//!
//! # Derivation
//!
//! With positions $r = x_1 a_1 + x_2 a_2 + \dots$ and the field $\varphi$ flux quanta through the
//! cell spanned by $a_1$ and $a_2$, the vector potential $`A = \varphi\, x_1\, \mathrm d x_2`$ gives a
//! straight hop from $x$ to $x'$ the phase $2\pi\varphi\, \tfrac12 (x_1 + x_1') (x_2' - x_2)$. Between
//! sites off the lattice $x_2' - x_2$ is no integer, and this phase is not periodic under any number
//! of steps along $a_1$. Turning the phase of the state on a site at $`\tau`$ of cell $n$ by
//! $`2\pi\varphi\, n_1 \tau_2`$ leaves
//!
//! ```math
//! \theta = 2\pi\varphi \left[ n_1 c_2 + \tfrac12 (\tau_1 + c_1 + \tau_1') (c_2 + \tau_2' - \tau_2)
//!     - c_1 \tau_2' \right]
//! ```
//!
//! for the hop from $\tau$ in cell $n$ to $\tau'$ in cell $n + c$. It depends on the cell only by
//! $\varphi n_1 c_2$, so that for $\varphi = p/q$ it has the period $q$ along $a_1$ and 1 along $a_2$,
//! whatever the hoppings and wherever the sites.

use std::f64::consts::TAU;

use num_complex::Complex64;

use super::integer::{Supercells, identity};
use crate::{Hopping, LatticeError, Model};

/// Denominators beyond this are refused.
const LARGEST_DENOMINATOR: i64 = 1 << 20;

/// A magnetic flux of $p/q$ quanta $h/e$ through each unit cell, in lowest terms.
///
/// # Examples
///
/// ```
/// use thouless_lattice::Flux;
///
/// assert_eq!(Flux::new(2, 6)?, Flux::new(1, 3)?);
/// // The golden mean by the best fraction with a denominator of at most 50.
/// let golden = Flux::nearest(0.6180339887, 50)?;
/// assert_eq!((golden.numerator(), golden.denominator()), (21, 34));
/// # Ok::<(), thouless_lattice::LatticeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flux {
    p: i64,
    q: i64,
}

impl Flux {
    /// The flux `p`/`q`.
    ///
    /// # Errors
    ///
    /// [`LatticeError::FluxCell`] where `q` is not between 1 and 2²⁰, or `p` is beyond ±2⁴⁰.
    pub fn new(p: i64, q: i64) -> Result<Self, LatticeError> {
        if !(1..=LARGEST_DENOMINATOR).contains(&q) || p.unsigned_abs() > 1 << 40 {
            return Err(LatticeError::FluxCell { p, q, max: LARGEST_DENOMINATOR });
        }
        let (mut a, mut b) = (p.abs(), q);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Ok(Self { p: p / a, q: q / a })
    }

    /// The fraction nearest to `flux` among those with a denominator of at most
    /// `max_denominator` (of two equally near ones, that with the smaller denominator).
    ///
    /// # Errors
    ///
    /// [`LatticeError::NotFinite`], and [`LatticeError::FluxCell`] as for [`Flux::new`].
    pub fn nearest(flux: f64, max_denominator: i64) -> Result<Self, LatticeError> {
        crate::lattice::all_finite(&[flux], || "the flux".to_owned())?;
        #[expect(clippy::cast_possible_truncation, reason = "an `as` cast saturates")]
        let whole = flux.floor() as i64;
        Self::new(whole, max_denominator)?;
        // Continued fraction p₁/q₁ of `flux`; the last step may be a part of a whole one.
        let ([mut p0, mut q0], [mut p1, mut q1]) = ([1_i64, 0_i64], [whole, 1_i64]);
        let mut rest = flux - flux.floor();
        while rest > 1e-15 {
            let inverse = 1.0 / rest;
            #[expect(clippy::cast_possible_truncation, reason = "an `as` cast saturates")]
            let term = inverse.floor() as i64;
            let most = (max_denominator - q0) / q1;
            let taken = term.min(most);
            let next = [p0 + taken * p1, q0 + taken * q1];
            if taken < term {
                let distance = |[p, q]: [i64; 2]| (flux - p as f64 / q as f64).abs();
                if distance(next) < distance([p1, q1]) {
                    [p1, q1] = next;
                }
                break;
            }
            ([p0, q0], [p1, q1]) = ([p1, q1], next);
            rest = inverse - inverse.floor();
        }
        Self::new(p1, q1)
    }

    /// The numerator `p`.
    pub fn numerator(self) -> i64 {
        self.p
    }

    /// The denominator `q`, at least 1: the number of cells in the magnetic cell.
    pub fn denominator(self) -> i64 {
        self.q
    }

    /// The number $p/q$.
    pub fn value(self) -> f64 {
        self.p as f64 / self.q as f64
    }
}

impl Model {
    /// A two-dimensional model in a uniform magnetic field of `flux` quanta per unit cell along +z.
    ///
    /// The result has the magnetic unit cell of $q$ cells along direction 0, the smallest that
    /// magnetic translations of the lattice allow, with sites named as by
    /// `supercell([q, 1])`. A hop from $r$ to $r'$ gains the Peierls phase
    ///
    /// ```math
    /// \exp \Big( 2\pi i \int_r^{r'} \mathbf A \cdot \mathrm d \mathbf l \Big),
    /// \qquad \nabla \times \mathbf A = \frac{p/q}{\text{area of the cell}}\, \hat{\mathbf z}
    /// ```
    ///
    /// along the straight line, so that hops once around an area counter-clockwise gain
    /// $+2\pi$ times the flux through it (with $A = (0, B x)$ the hop $(x, y) \to (x, y+1)$ of the
    /// square lattice gains $`e^{+2\pi i \varphi x}`$; the gauge used here differs from this one where
    /// sites do not stand on lattice points). Flux is counted along +z also for left-handed primitive
    /// vectors; for a sheet that is not in the xy plane, along [`Lattice::normals`]. Spectra do not
    /// depend on the origin or the cell.
    ///
    /// All orbitals are taken for electrons at the position of their site: for a superconductor
    /// apply the flux before [`nambu`](Model::nambu), and for a Zeeman term add
    /// [`zeeman`](Model::zeeman).
    ///
    /// [`Lattice::normals`]: crate::Lattice::normals
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongDimension`], and [`LatticeError::TooManyElements`] or
    /// [`LatticeError::TooLarge`], found before anything is allocated.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{BlochHamiltonian, Flux, Lattice, Model};
    ///
    /// let square = Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]])?)
    ///     .site("A", [0.0, 0.0])
    ///     .hop("A", "A", [[1, 0], [0, 1]], -1.0)
    ///     .build()?;
    /// let hofstadter = square.with_flux(Flux::new(1, 3)?)?;
    /// let energies = hofstadter.hamiltonian(&[0.0, 0.0])?.symmetric_eigenvalues();
    /// assert!((energies.min() + 1.0 + 3.0_f64.sqrt()).abs() < 1e-12);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    ///
    /// # References
    ///
    /// R. Peierls, Z. Phys. **80**, 763 (1933); D. R. Hofstadter, Phys. Rev. B **14**, 2239 (1976).
    pub fn with_flux(&self, flux: Flux) -> Result<Self, LatticeError> {
        self.check_dimension("a flux per unit cell", 2)?;
        let q = flux.q.unsigned_abs();
        self.check_size("the magnetic cell", q.into())?;
        let mut matrix = identity();
        matrix[0][0] = q.into();
        let cells = self.in_cells(&Supercells::new(matrix), true)?;

        let n_hops = self.hoppings().len();
        // Positive where the flux along the normal is positive for the order a₁, a₂.
        let [a, b] = [0, 1].map(|i| self.lattice().vectors()[i]);
        let handedness = self
            .lattice()
            .normals()
            .first()
            .map_or(1, |normal| if a.cross(&b).dot(normal) < 0.0 { -1 } else { 1 });
        let hoppings = cells.hoppings().iter().enumerate().map(|(i, hop)| {
            let original = &self.hoppings()[i % n_hops];
            let turns = f64::from(handedness) * self.turns_in(flux, original, i / n_hops);
            Hopping { amplitude: &hop.amplitude * Complex64::cis(TAU * turns), ..hop.clone() }
        });
        let hoppings = hoppings.collect();
        self.rebuilt(cells.lattice().clone(), cells.sites().to_vec(), hoppings)
    }

    /// The Peierls phase, in turns, of a hop that begins in cell `n` along direction 0.
    fn turns_in(&self, flux: Flux, hop: &Hopping, n: usize) -> f64 {
        let ([x, y, _], [x_to, y_to, _]) = (self.sites()[hop.from].tau, self.sites()[hop.to].tau);
        let [c1, c2, _] = hop.cell;
        // n c₂ p/q modulo 1, in whole numbers.
        let whole = (i128::from(flux.p) * n as i128 * i128::from(c2)).rem_euclid(flux.q.into());
        let periodic = whole as f64 / flux.q as f64;
        let (c1, c2) = (f64::from(c1), f64::from(c2));
        let fixed = 0.5 * (x + c1 + x_to) * (c2 + y_to - y) - c1 * y_to;
        periodic + flux.value() * fixed
    }
}
