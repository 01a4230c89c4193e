//! Superconducting pair potentials.

use nalgebra::DMatrix;
use num_complex::Complex64;

use crate::{Block, Cells, SiteRef};

/// The pair potential of a superconductor, from which [`Model::nambu`](crate::Model::nambu) makes a
/// Bogoliubov-de Gennes model.
///
/// In the Hamiltonian
///
/// ```math
/// H = \sum_{ab} h_{ab}\, c_a^\dagger c_b
///     + \tfrac12 \sum_{ab} \left( \Delta_{ab}\, c_a^\dagger c_b^\dagger + \mathrm{h.c.} \right)
/// ```
///
/// $\Delta$ is antisymmetric, $`\Delta_{ab} = -\Delta_{ba}`$, over all orbitals of all cells. A bond is
/// given once, as a hop is; its partner $`-\Delta^T`$ is added. Potentials of several calls add up
/// on different bonds, and a bond may be given only once.
///
/// # Examples
///
/// Kitaev's chain, and a $d$-wave superconductor:
///
/// ```
/// use thouless_lattice::{Lattice, Model, Pairing};
///
/// let (t, mu, delta) = (1.0, 0.5, 0.3);
/// let chain = Model::builder(Lattice::new(&[[1.0]])?)
///     .site("A", [0.0])
///     .onsite(-mu)
///     .hop("A", "A", [1], -t)
///     .build()?;
/// let kitaev = chain.nambu(&Pairing::none().bond("A", "A", [1], delta))?;
///
/// let square = Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]])?)
///     .site("Cu", [0.0, 0.0])
///     .hop("Cu", "Cu", [[1, 0], [0, 1]], -1.0)
///     .build()?;
/// let cuprate = square.with_spin()?.nambu(&Pairing::d_wave(0.1))?;
/// assert_eq!((kitaev.n_orbitals(), cuprate.n_orbitals()), (2, 4));
/// # Ok::<(), thouless_lattice::LatticeError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Pairing {
    pub(super) onsite: Vec<(SiteRef, Block)>,
    pub(super) bonds: Vec<BondPairing>,
    pub(super) waves: Vec<Wave>,
}

/// The pair potential of one bond, as it was asked for.
#[derive(Debug, Clone)]
pub(super) struct BondPairing {
    pub(super) from: SiteRef,
    pub(super) to: SiteRef,
    pub(super) cell: Vec<i32>,
    pub(super) delta: Block,
}

/// A pair potential by its form on all sites or nearest-neighbour bonds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wave {
    /// $\Delta\, i s_y$ on every site.
    Local(Complex64),
    /// $\Delta\, i s_y$ on nearest-neighbour bonds.
    ExtendedS(Complex64),
    /// $`\Delta\, (\hat d_x^2 - \hat d_y^2)\, i s_y`$ on nearest-neighbour bonds.
    D(Complex64),
    /// $\mathbf v \cdot \hat{\mathbf d}$ times the identity on nearest-neighbour bonds.
    P([Complex64; 3]),
}

impl Pairing {
    /// No pairing: electrons and holes side by side.
    pub fn none() -> Self {
        Self::default()
    }

    /// $s$-wave singlets on every site of a model with spin: $`\Delta = \Delta_0\, i s_y`$, that is
    /// $`\Delta_0\, c_\uparrow^\dagger c_\downarrow^\dagger`$, for each spatial orbital. It opens the gap
    /// $`\sqrt{\xi^2 + |\Delta_0|^2}`$.
    pub fn s_wave(delta: impl Into<Complex64>) -> Self {
        Self { waves: vec![Wave::Local(delta.into())], ..Self::none() }
    }

    /// Extended $s$-wave singlets on the nearest-neighbour bonds of a model with spin:
    /// $`\Delta_0\, i s_y`$ on each, $`2\Delta_0 (\cos k_x + \cos k_y)`$ on the square lattice.
    pub fn extended_s_wave(delta: impl Into<Complex64>) -> Self {
        Self { waves: vec![Wave::ExtendedS(delta.into())], ..Self::none() }
    }

    /// $`d_{x^2-y^2}`$-wave singlets on the nearest-neighbour bonds of a model with spin:
    /// $`\Delta_0 (\hat d_x^2 - \hat d_y^2)\, i s_y`$ on the bond along $\hat{\mathbf d}$,
    /// $`2\Delta_0 (\cos k_x - \cos k_y)`$ on the square lattice.
    pub fn d_wave(delta: impl Into<Complex64>) -> Self {
        Self { waves: vec![Wave::D(delta.into())], ..Self::none() }
    }

    /// $p$-wave pairs of equal orbital (and equal spin, where there is any) on nearest-neighbour
    /// bonds: $`\langle \mathrm{to}|\Delta|\mathrm{from} \rangle = \mathbf v \cdot \hat{\mathbf d}`$ with
    /// $\hat{\mathbf d}$ the unit vector of the bond from `from` to `to`.
    ///
    /// `[Δ, iΔ, 0]` is $p_x + i p_y$; on the square lattice
    /// $`\Delta(k) = -2i\Delta (\sin k_x + i \sin k_y)`$.
    pub fn p_wave(vector: [Complex64; 3]) -> Self {
        Self { waves: vec![Wave::P(vector)], ..Self::none() }
    }

    /// Adds an antisymmetric pair potential on a site, `[n_orbitals, n_orbitals]`.
    #[must_use]
    pub fn onsite(mut self, site: impl Into<SiteRef>, delta: impl Into<Block>) -> Self {
        self.onsite.push((site.into(), delta.into()));
        self
    }

    /// Adds $`\langle \mathrm{to}, \mathrm{cell} | \Delta | \mathrm{from}, 0 \rangle`$ = `delta` for each of
    /// the cells, and the antisymmetric partners: a number (times the identity) or a matrix of shape
    /// `[orbitals of to, orbitals of from]`. The bond need not carry a hopping.
    #[must_use]
    pub fn bond(
        mut self,
        from: impl Into<SiteRef>,
        to: impl Into<SiteRef>,
        cells: impl Cells,
        delta: impl Into<Block>,
    ) -> Self {
        let (from, to, delta) = (from.into(), to.into(), delta.into());
        for cell in cells.into_cells() {
            let (from, to, delta) = (from.clone(), to.clone(), delta.clone());
            self.bonds.push(BondPairing { from, to, cell, delta });
        }
        self
    }

    /// Adds all potentials of another pairing.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.onsite.extend(other.onsite);
        self.bonds.extend(other.bonds);
        self.waves.extend(other.waves);
        self
    }
}

impl Wave {
    /// Whether the form is that of singlets, which need spin.
    pub(super) fn is_singlet(self) -> bool {
        !matches!(self, Self::P(_))
    }

    /// The block on a bond along a unit vector between sites of that many orbitals, or on a site
    /// where there is no vector; `None` where the form has no such part.
    pub(super) fn block(
        self,
        unit: Option<&crate::Vector3>,
        n_orbitals: usize,
    ) -> Option<DMatrix<Complex64>> {
        let singlet = |delta: Complex64| {
            let zero = Complex64::ZERO;
            let i_s_y = DMatrix::from_row_slice(2, 2, &[zero, delta, -delta, zero]);
            DMatrix::identity(n_orbitals / 2, n_orbitals / 2).kronecker(&i_s_y)
        };
        match (self, unit) {
            (Self::Local(delta), None) | (Self::ExtendedS(delta), Some(_)) => Some(singlet(delta)),
            (Self::D(delta), Some(d)) => Some(singlet(delta * (d.x * d.x - d.y * d.y))),
            (Self::P(v), Some(d)) => {
                let along = v[0] * d.x + v[1] * d.y + v[2] * d.z;
                Some(DMatrix::from_diagonal_element(n_orbitals, n_orbitals, along))
            }
            _ => None,
        }
    }
}
