//! Infinite tight-binding models.

use std::fmt;

use nalgebra::DMatrix;
use num_complex::Complex64;

use crate::bloch::table::BlochTable;
use crate::builder::check_distinct;
use crate::{Cell, Lattice, LatticeError, ModelBuilder, Vector3};

/// A site of the unit cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    pub(crate) name: String,
    pub(crate) position: Vector3,
    pub(crate) tau: [f64; 3],
    pub(crate) onsite: DMatrix<Complex64>,
}

impl Site {
    /// The site's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Cartesian position in cell 0.
    pub fn position(&self) -> Vector3 {
        self.position
    }

    /// Reduced position $\tau$: along the lattice vectors first, then lengths along
    /// [`Lattice::normals`].
    pub fn tau(&self) -> [f64; 3] {
        self.tau
    }

    /// Number of orbitals.
    pub fn n_orbitals(&self) -> usize {
        self.onsite.nrows()
    }

    /// The Hermitian on-site block, `[n_orbitals, n_orbitals]`.
    pub fn onsite(&self) -> &DMatrix<Complex64> {
        &self.onsite
    }
}

/// A hopping $`\langle \text{to}, \text{cell} | H | \text{from}, 0 \rangle`$. Its Hermitian conjugate,
/// from `to` to `from` with the negative cell, belongs to the model and is not listed.
#[derive(Debug, Clone, PartialEq)]
pub struct Hopping {
    /// Site that the electron leaves, in cell 0.
    pub from: usize,
    /// Site that it reaches.
    pub to: usize,
    /// Cell that it reaches.
    pub cell: Cell,
    /// Amplitude, `[orbitals of to, orbitals of from]`.
    pub amplitude: DMatrix<Complex64>,
}

impl Hopping {
    /// The conjugate hopping: back from `to` in cell 0 to `from` in the negative cell.
    #[must_use]
    pub fn conjugate(&self) -> Self {
        Self {
            from: self.to,
            to: self.from,
            cell: self.cell.map(|n| -n),
            amplitude: self.amplitude.adjoint(),
        }
    }
}

/// Which phases the Bloch sum carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gauge {
    /// $`e^{2\pi i k \cdot (R + \tau_j - \tau_i)}`$: smooth in the positions; local curvature,
    /// metric, velocity and polarization are meant in this gauge.
    #[default]
    Position,
    /// $`e^{2\pi i k \cdot R}`$: periodic in `k`.
    Periodic,
}

/// An infinite tight-binding model: a [`Lattice`], its [`Site`]s and [`Hopping`]s.
///
/// Validated when built, immutable after. The orbitals of a site are contiguous, and sites stand
/// in order of definition.
#[derive(Debug, Clone)]
pub struct Model {
    name: String,
    lattice: Lattice,
    sites: Vec<Site>,
    hoppings: Vec<Hopping>,
    first_orbital: Vec<usize>,
    gauge: Gauge,
    pub(crate) bloch: BlochTable,
}

impl Model {
    /// Starts a model on a lattice.
    pub fn builder(lattice: Lattice) -> ModelBuilder {
        ModelBuilder::new(lattice)
    }

    /// Puts checked parts together; what is left to check is that hoppings are distinct.
    pub(crate) fn assemble(
        name: String,
        lattice: Lattice,
        sites: Vec<Site>,
        hoppings: Vec<Hopping>,
    ) -> Result<Self, LatticeError> {
        check_distinct(&lattice, &sites, &hoppings)?;
        let gauge = Gauge::default();
        let first_orbital = first_orbitals(&sites);
        let bloch = BlochTable::new(&lattice, &sites, &hoppings, &first_orbital, gauge);
        Ok(Self { name, lattice, sites, hoppings, first_orbital, gauge, bloch })
    }

    /// The same model with its Bloch sum in another gauge.
    #[must_use]
    pub fn in_gauge(mut self, gauge: Gauge) -> Self {
        self.gauge = gauge;
        self.bloch =
            BlochTable::new(&self.lattice, &self.sites, &self.hoppings, &self.first_orbital, gauge);
        self
    }

    /// The same model under another name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The model's name, empty where none was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The lattice.
    pub fn lattice(&self) -> &Lattice {
        &self.lattice
    }

    /// Number of periodic directions.
    pub fn dimension(&self) -> usize {
        self.lattice.dimension()
    }

    /// The sites of the unit cell.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// The hoppings, one of each conjugate pair.
    pub fn hoppings(&self) -> &[Hopping] {
        &self.hoppings
    }

    /// Number of orbitals in the unit cell, the size of $H(k)$.
    pub fn n_orbitals(&self) -> usize {
        self.first_orbital.last().copied().unwrap_or(0)
    }

    /// The first orbital of each site, and the number of orbitals at the end.
    pub fn first_orbitals(&self) -> &[usize] {
        &self.first_orbital
    }

    /// The number of the site of that name.
    pub fn site_index(&self, name: &str) -> Option<usize> {
        self.sites.iter().position(|site| site.name == name)
    }

    /// The gauge of the Bloch sum.
    pub fn gauge(&self) -> Gauge {
        self.gauge
    }

    /// Whether every on-site block and hopping is real.
    pub fn is_real(&self) -> bool {
        let blocks = self.sites.iter().map(|s| &s.onsite);
        let amplitudes = self.hoppings.iter().map(|h| &h.amplitude);
        blocks.chain(amplitudes).all(|m| m.iter().all(|z| z.im == 0.0))
    }

    /// Cartesian vector of a hopping, from its origin to its target.
    pub fn bond(&self, hop: &Hopping) -> Vector3 {
        self.sites[hop.to].position + self.lattice.origin_of(hop.cell)
            - self.sites[hop.from].position
    }

    /// Number of hoppings that end at each site, conjugates included; those of amplitude zero do not count.
    pub fn coordination(&self) -> Vec<usize> {
        let mut counts = vec![0; self.sites.len()];
        let zero = |z: &Complex64| z.norm() == 0.0;
        for hop in self.hoppings.iter().filter(|hop| !hop.amplitude.iter().all(zero)) {
            counts[hop.to] += 1;
            counts[hop.from] += 1;
        }
        counts
    }

    /// The largest `|cell|` that a hopping reaches along a lattice direction.
    pub fn range(&self, direction: usize) -> i32 {
        self.hoppings.iter().map(|hop| hop.cell[direction].abs()).max().unwrap_or(0)
    }
}

fn first_orbitals(sites: &[Site]) -> Vec<usize> {
    let mut first = vec![0];
    let mut next = 0;
    for site in sites {
        next += site.n_orbitals();
        first.push(next);
    }
    first
}

impl fmt::Display for Model {
    /// A physicist's summary: lattice, sites with their coordination, hoppings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 12;
        let name = if self.name.is_empty() { "model" } else { &self.name };
        writeln!(
            f,
            "{name}: {} periodic, {}, {}, {} (conjugates not counted)",
            counted(self.dimension(), "direction"),
            counted(self.sites.len(), "site"),
            counted(self.n_orbitals(), "orbital"),
            counted(self.hoppings.len(), "hopping"),
        )?;
        for (i, a) in self.lattice.vectors().iter().enumerate() {
            writeln!(f, "  a{i} = ({:.6}, {:.6}, {:.6})", a.x, a.y, a.z)?;
        }
        let coordination = self.coordination();
        for (site, neighbours) in self.sites.iter().zip(coordination).take(SHOWN) {
            let r = site.position;
            writeln!(
                f,
                "  {} at ({:.6}, {:.6}, {:.6}), {}, {} to neighbours",
                site.name,
                r.x,
                r.y,
                r.z,
                counted(site.n_orbitals(), "orbital"),
                counted(neighbours, "hopping"),
            )?;
        }
        if self.sites.len() > SHOWN {
            writeln!(f, "  … {} more", counted(self.sites.len() - SHOWN, "site"))?;
        }
        Ok(())
    }
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
