//! Builds a model step by step and refuses what contradicts itself.

use std::collections::HashMap;

use num_complex::Complex64;

use crate::error::short_cell;
use crate::lattice::all_finite;
use crate::{Block, Cell, Cells, Gauge, Hopping, Lattice, LatticeError, Model, Site, Vector3};

/// On-site blocks may differ from their Hermitian conjugate by this, relative to their largest
/// element; they are symmetrized.
const HERMITIAN_TOLERANCE: f64 = 1e-10;

/// More orbitals than this on one site are taken for a mistake.
const MAX_ORBITALS: usize = 1 << 16;

/// A site of the model, by name or by number in order of definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteRef {
    /// The site's name.
    Name(String),
    /// The site's number, counted from 0.
    Index(usize),
}

impl From<&str> for SiteRef {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<&String> for SiteRef {
    fn from(name: &String) -> Self {
        Self::Name(name.clone())
    }
}

impl From<String> for SiteRef {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<usize> for SiteRef {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A site as it was asked for.
#[derive(Debug, Clone)]
struct SiteRequest {
    name: String,
    position: Result<Vector3, LatticeError>,
    n_orbitals: Option<usize>,
    onsite: Option<Block>,
}

/// A hopping as it was asked for.
#[derive(Debug, Clone)]
struct HopRequest {
    from: SiteRef,
    to: SiteRef,
    cell: Vec<i32>,
    amplitude: Block,
}

/// Collects sites and hoppings; [`ModelBuilder::build`] checks them all and adds the conjugates.
///
/// # Examples
///
/// ```
/// use thouless_lattice::{Lattice, Model};
///
/// // Su, Schrieffer, Heeger: v inside the cell, w between cells.
/// let (v, w) = (0.5, 1.0);
/// let ssh = Model::builder(Lattice::new(&[[1.0]])?)
///     .site("A", [0.0])
///     .site("B", [0.5])
///     .hop("A", "B", [0], v)
///     .hop("B", "A", [1], w)
///     .build()?;
/// assert_eq!(ssh.n_orbitals(), 2);
/// # Ok::<(), thouless_lattice::LatticeError>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is checked before `build`"]
pub struct ModelBuilder {
    name: String,
    lattice: Lattice,
    gauge: Gauge,
    sites: Vec<SiteRequest>,
    hops: Vec<HopRequest>,
    misplaced_call: Option<LatticeError>,
}

impl ModelBuilder {
    pub(crate) fn new(lattice: Lattice) -> Self {
        Self {
            name: String::new(),
            lattice,
            gauge: Gauge::default(),
            sites: Vec::new(),
            hops: Vec::new(),
            misplaced_call: None,
        }
    }

    /// Names the model.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the gauge of the Bloch sum, [`Gauge::Position`] where this is not called.
    pub fn gauge(mut self, gauge: Gauge) -> Self {
        self.gauge = gauge;
        self
    }

    /// Number of periodic directions of the lattice, the length of cells.
    pub(crate) fn dimension(&self) -> usize {
        self.lattice.dimension()
    }

    /// Adds a site at reduced coordinates; components beyond the lattice's dimension are lengths
    /// along [`Lattice::normals`], and missing ones beyond it are 0.
    pub fn site(mut self, name: impl Into<String>, position: impl AsRef<[f64]>) -> Self {
        let name = name.into();
        let position = reduced_position(&self.lattice, &name, position.as_ref());
        self.sites.push(SiteRequest { name, position, n_orbitals: None, onsite: None });
        self
    }

    /// Adds a site at a Cartesian position.
    pub fn site_cartesian(mut self, name: impl Into<String>, position: Vector3) -> Self {
        let name = name.into();
        let position = all_finite(position.as_slice(), || format!("position of site `{name}`"))
            .map(|()| position);
        self.sites.push(SiteRequest { name, position, n_orbitals: None, onsite: None });
        self
    }

    /// Gives the site added last a number of orbitals (1 where neither this nor a matrix on site
    /// says otherwise).
    pub fn orbitals(mut self, n_orbitals: usize) -> Self {
        match self.sites.last_mut() {
            Some(site) => site.n_orbitals = Some(n_orbitals),
            None => self.misplaced("orbitals"),
        }
        self
    }

    /// Gives the site added last its on-site block, `[n_orbitals, n_orbitals]`, Hermitian; a number
    /// is that energy for every orbital.
    pub fn onsite(mut self, block: impl Into<Block>) -> Self {
        match self.sites.last_mut() {
            Some(site) => site.onsite = Some(block.into()),
            None => self.misplaced("onsite"),
        }
        self
    }

    /// Adds $`\langle \text{to}, \text{cell} | H | \text{from}, 0 \rangle`$ = `amplitude` for each of the
    /// cells, and the Hermitian conjugates.
    ///
    /// The amplitude is a number (times the identity) or a matrix of shape
    /// `[orbitals of to, orbitals of from]`.
    pub fn hop(
        mut self,
        from: impl Into<SiteRef>,
        to: impl Into<SiteRef>,
        cells: impl Cells,
        amplitude: impl Into<Block>,
    ) -> Self {
        let (from, to, amplitude) = (from.into(), to.into(), amplitude.into());
        for cell in cells.into_cells() {
            let (from, to, amplitude) = (from.clone(), to.clone(), amplitude.clone());
            self.hops.push(HopRequest { from, to, cell, amplitude });
        }
        self
    }

    /// Checks everything and returns the model.
    ///
    /// # Errors
    ///
    /// The first contradiction found: [`LatticeError::NoSites`], [`LatticeError::DuplicateSite`],
    /// [`LatticeError::UnknownSite`], [`LatticeError::BlockShape`], [`LatticeError::NotHermitian`],
    /// [`LatticeError::DuplicateHopping`], [`LatticeError::SelfHopping`],
    /// [`LatticeError::WrongLength`], [`LatticeError::NotFinite`], each with the site and cell.
    pub fn build(self) -> Result<Model, LatticeError> {
        if let Some(error) = self.misplaced_call {
            return Err(error);
        }
        let names = site_numbers(&self.sites)?;
        let sites = self
            .sites
            .into_iter()
            .map(|site| checked_site(&self.lattice, site))
            .collect::<Result<Vec<_>, _>>()?;
        let hoppings = self
            .hops
            .into_iter()
            .map(|hop| checked_hopping(&self.lattice, &sites, &names, hop))
            .collect::<Result<Vec<_>, _>>()?;
        let model = Model::assemble(self.name, self.lattice, sites, hoppings)?;
        Ok(if model.gauge() == self.gauge { model } else { model.in_gauge(self.gauge) })
    }

    fn misplaced(&mut self, call: &'static str) {
        self.misplaced_call.get_or_insert(LatticeError::NoCurrentSite { call });
    }
}

fn reduced_position(lattice: &Lattice, site: &str, x: &[f64]) -> Result<Vector3, LatticeError> {
    let d = lattice.dimension();
    if x.len() < d || x.len() > 3 {
        return Err(LatticeError::WrongLength {
            what: format!("position of site `{site}`"),
            found: x.len(),
            expected: if d == 3 { "3".to_owned() } else { format!("{d} to 3") },
        });
    }
    all_finite(x, || format!("position of site `{site}`"))?;
    Ok(lattice.cartesian(x))
}

fn site_numbers(sites: &[SiteRequest]) -> Result<HashMap<String, usize>, LatticeError> {
    if sites.is_empty() {
        return Err(LatticeError::NoSites);
    }
    let mut numbers = HashMap::with_capacity(sites.len());
    for (i, site) in sites.iter().enumerate() {
        if numbers.insert(site.name.clone(), i).is_some() {
            return Err(LatticeError::DuplicateSite { name: site.name.clone() });
        }
    }
    Ok(numbers)
}

fn checked_site(lattice: &Lattice, site: SiteRequest) -> Result<Site, LatticeError> {
    let SiteRequest { name, position, n_orbitals, onsite } = site;
    let position = position?;
    let onsite = onsite.unwrap_or(Block::Scalar(Complex64::ZERO));
    let n = n_orbitals.unwrap_or_else(|| onsite.shape().0);
    if n == 0 || n > MAX_ORBITALS {
        return Err(LatticeError::OrbitalCount { site: name, found: n, max: MAX_ORBITALS });
    }
    let what = || format!("the on-site block of `{name}`");
    let onsite = onsite.into_matrix(n, n).map_err(|block| LatticeError::BlockShape {
        what: what(),
        found: block.shape(),
        expected: (n, n),
    })?;
    finite_block(&onsite, what)?;
    let onsite = hermitian_part(&name, onsite)?;
    let tau = lattice.reduced(&position);
    Ok(Site { name, position, tau, onsite })
}

/// The Hermitian part of a block that is Hermitian within rounding.
fn hermitian_part(
    site: &str,
    block: nalgebra::DMatrix<Complex64>,
) -> Result<nalgebra::DMatrix<Complex64>, LatticeError> {
    let scale = block.iter().map(|z| z.norm()).fold(0.0, f64::max);
    let adjoint = block.adjoint();
    let difference = &block - &adjoint;
    let (worst, defect) = difference
        .iter()
        .map(|z| z.norm())
        .enumerate()
        .fold((0, 0.0), |best, (i, defect)| if defect > best.1 { (i, defect) } else { best });
    if defect > HERMITIAN_TOLERANCE * scale {
        let (row, col) = (worst % block.nrows(), worst / block.nrows());
        return Err(LatticeError::NotHermitian { site: site.to_owned(), row, col, defect });
    }
    Ok((block + adjoint).scale(0.5))
}

fn checked_hopping(
    lattice: &Lattice,
    sites: &[Site],
    names: &HashMap<String, usize>,
    hop: HopRequest,
) -> Result<Hopping, LatticeError> {
    let HopRequest { from, to, cell, amplitude } = hop;
    let (from, to) = (site_number(sites, names, &from)?, site_number(sites, names, &to)?);
    let what = || format!("hopping {} → {} with cell {cell:?}", sites[from].name, sites[to].name);
    let cell = full_cell(lattice, &cell, what)?;
    let expected = (sites[to].n_orbitals(), sites[from].n_orbitals());
    let amplitude = amplitude.into_matrix(expected.0, expected.1).map_err(|block| {
        LatticeError::BlockShape { what: what(), found: block.shape(), expected }
    })?;
    finite_block(&amplitude, what)?;
    Ok(Hopping { from, to, cell, amplitude })
}

fn site_number(
    sites: &[Site],
    names: &HashMap<String, usize>,
    site: &SiteRef,
) -> Result<usize, LatticeError> {
    let (number, name) = match site {
        SiteRef::Name(name) => (names.get(name).copied(), name.clone()),
        SiteRef::Index(i) => ((*i < sites.len()).then_some(*i), i.to_string()),
    };
    number.ok_or_else(|| LatticeError::UnknownSite {
        what: "a hopping".to_owned(),
        name,
        known: listed_names(sites),
    })
}

/// The names of the sites, the first few of many.
pub(crate) fn listed_names(sites: &[Site]) -> String {
    const SHOWN: usize = 8;
    let mut names: Vec<_> = sites.iter().take(SHOWN).map(|s| format!("`{}`", s.name)).collect();
    if sites.len() > SHOWN {
        names.push(format!("… ({} sites)", sites.len()));
    }
    names.join(", ")
}

pub(crate) fn full_cell(
    lattice: &Lattice,
    cell: &[i32],
    what: impl Fn() -> String,
) -> Result<Cell, LatticeError> {
    let d = lattice.dimension();
    if cell.len() != d {
        return Err(LatticeError::WrongLength {
            what: format!("the cell of the {}", what()),
            found: cell.len(),
            expected: d.to_string(),
        });
    }
    let mut full = [0; 3];
    full[..d].copy_from_slice(cell);
    Ok(full)
}

pub(crate) fn finite_block(
    block: &nalgebra::DMatrix<Complex64>,
    what: impl Fn() -> String,
) -> Result<(), LatticeError> {
    block.iter().try_for_each(|z| all_finite(&[z.re, z.im], &what))
}

/// Refuses hoppings that stay on their site, and those given twice or as their own conjugate.
pub(crate) fn check_distinct(
    lattice: &Lattice,
    sites: &[Site],
    hoppings: &[Hopping],
) -> Result<(), LatticeError> {
    let mut seen = HashMap::with_capacity(hoppings.len());
    for hop in hoppings {
        let Hopping { from, to, cell, .. } = hop;
        if from == to && *cell == [0; 3] {
            return Err(LatticeError::SelfHopping { site: sites[*from].name.clone() });
        }
        let reversed = (*to, *from, cell.map(i32::wrapping_neg));
        let written = (*from, *to, *cell);
        let key = written.min(reversed);
        let as_written = written == key;
        if let Some(first_as_written) = seen.insert(key, as_written) {
            return Err(LatticeError::DuplicateHopping {
                from: sites[*from].name.clone(),
                to: sites[*to].name.clone(),
                cell: short_cell(*cell, lattice.dimension()),
                conjugate: first_as_written != as_written,
            });
        }
    }
    Ok(())
}
