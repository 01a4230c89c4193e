//! Bogoliubov-de Gennes models: electrons and holes.

use std::collections::HashSet;

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::pairing::{BondPairing, Wave};
use super::spin::spatial_orbitals;
use super::sum::HoppingSum;
use crate::builder::{finite_block, full_cell, listed_names};
use crate::error::short_cell;
use crate::{Block, Hopping, LatticeError, Model, Pairing, Site, SiteRef};

/// On-site pair potentials may fail to be antisymmetric by this, relative to their largest element;
/// they are made so.
const ANTISYMMETRY_TOLERANCE: f64 = 1e-10;

impl Model {
    /// The Bogoliubov-de Gennes model of this one with a pair potential.
    ///
    /// $`H = \tfrac12 \sum_k \Psi_k^\dagger H_\mathrm{BdG}(k)\, \Psi_k + \mathrm{const}`$ with
    ///
    /// ```math
    /// H_\mathrm{BdG}(k) = \begin{pmatrix} H(k) & \Delta(k) \\ \Delta(k)^\dagger & -H(-k)^* \end{pmatrix},
    /// \qquad \Delta(k) = -\Delta(-k)^T .
    /// ```
    ///
    /// The Nambu spinor holds, site by site, the electrons $c_a(k)$ of the site and then its holes
    /// $`c_a^\dagger(-k)`$, both in the order of the site's orbitals (spin fastest, without a change of
    /// sign or order in the holes), so that a site of $n$ orbitals has $2n$ after. Energies of this
    /// model count from the chemical potential: it must hold $-\mu$ on site
    /// ([`with_potential`](Model::with_potential)). Every excitation appears
    /// twice, at $E(k)$ and $-E(-k)$, whence the factor ½: $`\tau_x H_\mathrm{BdG}(-k)^* \tau_x =
    /// -H_\mathrm{BdG}(k)`$ with $\tau_x$ exchanging electrons and holes of each site.
    ///
    /// # Errors
    ///
    /// [`LatticeError::PairingNotAntisymmetric`] for an on-site potential with
    /// $`\Delta \ne -\Delta^T`$ (such as any on one orbital without spin),
    /// [`LatticeError::DuplicatePairing`] for a bond given twice, [`LatticeError::NoSpin`] for singlets
    /// without spin, [`LatticeError::NoBonds`] and [`LatticeError::OrbitalMismatch`] for forms on
    /// nearest-neighbour bonds; and as for hoppings [`LatticeError::UnknownSite`],
    /// [`LatticeError::BlockShape`], [`LatticeError::WrongLength`], [`LatticeError::SelfHopping`],
    /// [`LatticeError::NotFinite`]; [`LatticeError::TooLarge`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{BlochHamiltonian, Lattice, Model, Pairing};
    ///
    /// let chain = Model::builder(Lattice::new(&[[1.0]])?)
    ///     .site("A", [0.0])
    ///     .hop("A", "A", [1], -1.0)
    ///     .build()?;
    /// let superconductor = chain.with_spin()?.nambu(&Pairing::s_wave(0.2))?;
    /// // At ξ = −2 cos k = 0 the gap is Δ.
    /// let energies = superconductor.hamiltonian(&[0.25])?.symmetric_eigenvalues();
    /// assert!(energies.iter().all(|e| (e.abs() - 0.2).abs() < 1e-14));
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    ///
    /// # References
    ///
    /// P. G. de Gennes, *Superconductivity of Metals and Alloys* (Benjamin, 1966), chapter 5.
    pub fn nambu(&self, pairing: &Pairing) -> Result<Self, LatticeError> {
        self.check_size("the Nambu model", 4)?;
        let mut onsite: Vec<_> = self
            .sites()
            .iter()
            .map(|site| electrons_and_holes(&site.onsite, &site.onsite.map(|z| -z.conj())))
            .collect();
        let hoppings = self.hoppings().iter().map(|hop| {
            let holes = hop.amplitude.map(|z| -z.conj());
            Hopping { amplitude: electrons_and_holes(&hop.amplitude, &holes), ..hop.clone() }
        });
        let mut sum = HoppingSum::starting_with(hoppings.collect());

        let mut given = HashSet::new();
        for (site, delta) in &pairing.onsite {
            let number = self.numbered(site)?;
            if !given.insert((number, number, [0; 3])) {
                return Err(self.given_twice(number, number, [0; 3]));
            }
            onsite[number] += off_diagonal(&self.checked_onsite(number, delta)?);
        }
        for bond in &pairing.bonds {
            let bond = self.checked_bond(bond)?;
            let (written, reversed) = ((bond.from, bond.to, bond.cell), bond.conjugate());
            let reversed = (reversed.from, reversed.to, reversed.cell);
            if given.contains(&reversed) || !given.insert(written) {
                return Err(self.given_twice(bond.from, bond.to, bond.cell));
            }
            let amplitude = off_diagonal(&bond.amplitude);
            sum.add(Hopping { amplitude, ..bond }, &mut onsite);
        }
        for wave in &pairing.waves {
            self.add_wave(*wave, &mut sum, &mut onsite)?;
        }

        let sites = self.sites().iter().zip(onsite);
        let sites = sites.map(|(site, onsite)| Site { onsite, ..site.clone() }).collect();
        self.rebuilt(self.lattice().clone(), sites, sum.into_hoppings())
    }

    fn add_wave(
        &self,
        wave: Wave,
        sum: &mut HoppingSum,
        onsite: &mut [DMatrix<Complex64>],
    ) -> Result<(), LatticeError> {
        const WHAT: &str = "the pair potential";
        for (site, onsite) in self.sites().iter().zip(onsite.iter_mut()) {
            if wave.is_singlet() {
                spatial_orbitals(site)?;
            }
            if let Some(delta) = wave.block(None, site.n_orbitals()) {
                finite_block(&delta, || WHAT.to_owned())?;
                *onsite += off_diagonal(&delta);
            }
        }
        if matches!(wave, Wave::Local(_)) {
            return Ok(());
        }
        for hop in self.nearest_bonds(WHAT)? {
            let (from, to) = (&self.sites()[hop.from], &self.sites()[hop.to]);
            if from.n_orbitals() != to.n_orbitals() {
                return Err(LatticeError::OrbitalMismatch {
                    what: WHAT,
                    from: from.name.clone(),
                    to: to.name.clone(),
                    orbitals: [from.n_orbitals(), to.n_orbitals()],
                });
            }
            let unit = self.bond(hop).normalize();
            if let Some(delta) = wave.block(Some(&unit), from.n_orbitals()) {
                finite_block(&delta, || WHAT.to_owned())?;
                sum.add(Hopping { amplitude: off_diagonal(&delta), ..hop.clone() }, onsite);
            }
        }
        Ok(())
    }

    fn checked_onsite(
        &self,
        number: usize,
        delta: &Block,
    ) -> Result<DMatrix<Complex64>, LatticeError> {
        let site = &self.sites()[number];
        let what = || format!("the on-site pair potential of `{}`", site.name);
        let n = site.n_orbitals();
        let delta = shaped(delta, (n, n), what)?;
        let scale = delta.iter().map(|z| z.norm()).fold(0.0, f64::max);
        let symmetric = &delta + delta.transpose();
        let sizes = symmetric.iter().map(|z| z.norm()).enumerate();
        let (worst, defect) = sizes
            .fold((0, 0.0), |best, (i, defect)| if defect > best.1 { (i, defect) } else { best });
        if defect > ANTISYMMETRY_TOLERANCE * scale {
            let (row, col) = (worst % n, worst / n);
            let site = site.name.clone();
            return Err(LatticeError::PairingNotAntisymmetric { site, row, col, defect });
        }
        Ok((&delta - delta.transpose()).scale(0.5))
    }

    /// The bond as if it were a hopping of amplitude Δ.
    fn checked_bond(&self, bond: &BondPairing) -> Result<Hopping, LatticeError> {
        let (from, to) = (self.numbered(&bond.from)?, self.numbered(&bond.to)?);
        let (from_site, to_site) = (&self.sites()[from], &self.sites()[to]);
        let what = || {
            let cell = &bond.cell;
            format!("pair potential {} → {} with cell {cell:?}", from_site.name, to_site.name)
        };
        let cell = full_cell(self.lattice(), &bond.cell, what)?;
        if from == to && cell == [0; 3] {
            return Err(LatticeError::SelfHopping { site: from_site.name.clone() });
        }
        let shape = (to_site.n_orbitals(), from_site.n_orbitals());
        let amplitude = shaped(&bond.delta, shape, what)?;
        Ok(Hopping { from, to, cell, amplitude })
    }

    fn numbered(&self, site: &SiteRef) -> Result<usize, LatticeError> {
        let (number, name) = match site {
            SiteRef::Name(name) => (self.site_index(name), name.clone()),
            SiteRef::Index(i) => ((*i < self.sites().len()).then_some(*i), i.to_string()),
        };
        number.ok_or_else(|| LatticeError::UnknownSite {
            what: "a pair potential".to_owned(),
            name,
            known: listed_names(self.sites()),
        })
    }

    fn given_twice(&self, from: usize, to: usize, cell: crate::Cell) -> LatticeError {
        LatticeError::DuplicatePairing {
            from: self.sites()[from].name.clone(),
            to: self.sites()[to].name.clone(),
            cell: short_cell(cell, self.dimension()),
        }
    }
}

fn shaped(
    block: &Block,
    expected: (usize, usize),
    what: impl Fn() -> String,
) -> Result<DMatrix<Complex64>, LatticeError> {
    let matrix = block.clone().into_matrix(expected.0, expected.1).map_err(|block| {
        LatticeError::BlockShape { what: what(), found: block.shape(), expected }
    })?;
    finite_block(&matrix, what)?;
    Ok(matrix)
}

/// `[[electrons, 0], [0, holes]]`.
fn electrons_and_holes(
    electrons: &DMatrix<Complex64>,
    holes: &DMatrix<Complex64>,
) -> DMatrix<Complex64> {
    let (rows, cols) = electrons.shape();
    let mut block = DMatrix::zeros(2 * rows, 2 * cols);
    block.view_mut((0, 0), (rows, cols)).copy_from(electrons);
    block.view_mut((rows, cols), (rows, cols)).copy_from(holes);
    block
}

/// `[[0, Δ], [−Δ*, 0]]`: the lower block is the adjoint of the partner −Δᵀ on the reversed bond.
fn off_diagonal(delta: &DMatrix<Complex64>) -> DMatrix<Complex64> {
    let (rows, cols) = delta.shape();
    let mut block = DMatrix::zeros(2 * rows, 2 * cols);
    block.view_mut((0, cols), (rows, cols)).copy_from(delta);
    block.view_mut((rows, 0), (rows, cols)).copy_from(&delta.map(|z| -z.conj()));
    block
}
