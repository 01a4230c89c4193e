//! Collects what a sample is made of.

use std::sync::Arc;

use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_linalg::Progress;

use super::disorder::Disorder;
use super::family::Family;
use super::field::{Field, FieldGauge, FieldRequest};
use super::fill::Filler;
use super::orbitals::Orbitals;
use super::periods::Periods;
use super::rules::Rules;
use super::sites::{Grid, Search, SiteIndex};
use super::terms::Terms;
use super::{Boundary, Sample};
use crate::shape::{Place, Shape};
use crate::{Block, Description, LatticeError, Model, Vector3};

impl Model {
    /// Cuts a finite piece out of the crystal: the sites in `shape`, and every hopping between them.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::shape::Rectangle;
    /// use thouless_lattice::{Anderson, Lattice, Model};
    ///
    /// let square = Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]])?)
    ///     .site("A", [0.0, 0.0])
    ///     .hop("A", "A", [[1, 0], [0, 1]], -1.0)
    ///     .build()?;
    /// let sample = square
    ///     .cut(Rectangle::new(40.0, 20.0))
    ///     .potential(|r| if r.x.abs() < 2.0 { 0.5 * r.y * r.y } else { 0.0 })
    ///     .disorder(Anderson { width: 0.3, seed: 7 })
    ///     .flux_per_cell(0.002)
    ///     .build()?;
    /// assert_eq!(sample.n_sites(), 41 * 21); // the border belongs to the rectangle
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn cut<'a>(&self, shape: impl Shape + 'a) -> SampleBuilder<'a> {
        SampleBuilder {
            model: Arc::new(self.clone()),
            shape: Box::new(shape),
            removed: Vec::new(),
            periods: Vec::new(),
            twists: Vec::new(),
            field: FieldRequest::default(),
            terms: Terms::default(),
            progress: Progress::silent(),
        }
    }
}

/// Collects what a sample is made of; [`SampleBuilder::build`] checks and makes it. Begun by
/// [`Model::cut`].
///
/// The block of a site is that of the model, or of the varied one ([`vary`](Self::vary),
/// [`vary_parameters`](Self::vary_parameters)), then changed
/// by [`modify_onsite`](Self::modify_onsite), then potentials and disorder are added. The block of a
/// hopping is that of the model or the varied one, changed by
/// [`modify_hopping`](Self::modify_hopping), times its Peierls phase. Functions are called from many
/// threads, more than once for each bond, and must depend on their arguments alone.
#[must_use = "nothing is made before `build`"]
pub struct SampleBuilder<'a> {
    model: Arc<Model>,
    shape: Box<dyn Shape + 'a>,
    removed: Vec<Box<dyn Shape + 'a>>,
    periods: Vec<(usize, usize)>,
    twists: Vec<(usize, f64)>,
    field: FieldRequest<'a>,
    terms: Terms<'a>,
    progress: Progress,
}

impl<'a> SampleBuilder<'a> {
    /// Takes the sites of a shape out again.
    pub fn remove(mut self, shape: impl Shape + 'a) -> Self {
        self.removed.push(Box::new(shape));
        self
    }

    /// Closes the sample along a lattice direction after `n_cells` cells.
    ///
    /// Sites that differ by whole periods are one. It is there when any of its images lies in the
    /// shape, and stands at the first of these (in order of cells); shapes that have no limit along
    /// the direction give the cells 0 to `n_cells` − 1.
    pub fn periodic(mut self, direction: usize, n_cells: usize) -> Self {
        self.periods.push((direction, n_cells));
        self
    }

    /// Twists a periodic direction: $`\psi(r + L) = e^{i\theta} \psi(r)`$ for the period $L$, with
    /// `angle` $\theta$ in radians.
    ///
    /// It is the Aharonov-Bohm phase of a flux of $\theta / 2\pi$ quanta through the ring. A clean
    /// sample of `n` cells has the spectrum of $H(k)$ at $`k = (m + \theta/2\pi)/n`$.
    pub fn twist(mut self, direction: usize, angle: f64) -> Self {
        self.twists.push((direction, angle));
        self
    }

    /// Adds a uniform magnetic field along +z, given in flux quanta ($h/e$) per unit cell (the face of the
    /// first two lattice vectors).
    ///
    /// A hopping from $r$ to $r'$ gains $`\exp(2\pi i \int_r^{r'} A \cdot dl)`$ along the straight line, with
    /// $`\nabla \times A = B \hat z`$ in quanta per area: around a plaquette, counter-clockwise, the phases
    /// add up to $2\pi$ times its flux.
    ///
    /// Source: R. Peierls, Z. Phys. **80**, 763 (1933).
    pub fn flux_per_cell(mut self, quanta: f64) -> Self {
        self.field.flux_per_cell += quanta;
        self
    }

    /// Adds a uniform magnetic field along +z, given in flux quanta ($h/e$) per area (unit of length
    /// squared).
    pub fn flux_per_area(mut self, quanta: f64) -> Self {
        self.field.flux_per_area += quanta;
        self
    }

    /// Chooses the gauge of the uniform field; [`FieldGauge::default`] where it is not called.
    ///
    /// In a periodic sample the gauge also says how much flux the hole of the ring encloses at zero
    /// [`twist`](Self::twist): the boundary phase is $`A(r + L) - A(r)`$ times $r$, which vanishes at the
    /// origin. Other gauges then differ by a twist.
    pub fn gauge(mut self, gauge: FieldGauge) -> Self {
        self.field.gauge = gauge;
        self
    }

    /// Changes the gauge by a function $\chi(r)$: $`A \to A + \nabla \chi`$, with $\chi$ in turns, so that
    /// states gain $`e^{2\pi i \chi(r)}`$.
    pub fn gauge_function(mut self, chi: impl Fn(Vector3) -> f64 + Send + Sync + 'a) -> Self {
        self.field.gauge_functions.push(Box::new(chi));
        self
    }

    /// Adds a vector potential $A(r)$ of any field, in flux quanta ($h/e$) per length.
    ///
    /// It is integrated along each bond by the Gauss-Legendre rule of four points, exact for
    /// polynomials up to degree 7. In a periodic sample it must have the sample's periods.
    pub fn vector_potential(mut self, a: impl Fn(Vector3) -> Vector3 + Send + Sync + 'a) -> Self {
        self.field.vector_potentials.push(Box::new(a));
        self
    }

    /// Adds a thin flux tube of so many flux quanta along +z through the point of the plane
    /// (Aharonov and Bohm, Phys. Rev. **115**, 485 (1959)).
    ///
    /// A bond gains $2\pi$ times the flux times the fraction of a turn by which it goes around.
    pub fn flux_tube(mut self, point: [f64; 2], quanta: f64) -> Self {
        self.field.tubes.push((point, quanta));
        self
    }

    /// Adds an energy, a function of the Cartesian position, to all orbitals of each site.
    pub fn potential(mut self, v: impl Fn(Vector3) -> f64 + Send + Sync + 'a) -> Self {
        self.terms.potentials.push(Box::new(v));
        self
    }

    /// Adds a Hermitian matrix, a function of the Cartesian position, to each site's block.
    pub fn potential_matrix<B: Into<Block>>(
        mut self,
        v: impl Fn(Vector3) -> B + Send + Sync + 'a,
    ) -> Self {
        self.terms.matrix_potentials.push(Box::new(move |r| v(r).into()));
        self
    }

    /// Adds disorder: [`Anderson`](crate::Anderson) energies or [`Vacancies`](crate::Vacancies).
    pub fn disorder(mut self, disorder: impl Into<Disorder>) -> Self {
        self.terms.disorder.push(disorder.into());
        self
    }

    /// Changes on-site blocks in place; they must stay Hermitian.
    pub fn modify_onsite(
        mut self,
        change: impl Fn(&Place, &mut DMatrix<Complex64>) + Send + Sync + 'a,
    ) -> Self {
        self.terms.onsite_changes.push(Box::new(change));
        self
    }

    /// Changes hopping blocks in place, `(from, to, block)` with the block
    /// $`\langle \text{to} | H | \text{from} \rangle`$ before its Peierls phase.
    ///
    /// It is called for each of [`Model::hoppings`]; the conjugates follow. Where a hopping crosses
    /// a periodic border, `to` is the image that it reaches.
    pub fn modify_hopping(
        mut self,
        change: impl Fn(&Place, &Place, &mut DMatrix<Complex64>) + Send + Sync + 'a,
    ) -> Self {
        self.terms.hopping_changes.push(Box::new(change));
        self
    }

    /// Takes the blocks from a family of models with position-dependent parameters: on site that of
    /// the model at the site, of a hopping that of the model at the bond's middle.
    ///
    /// Each model of the family must have the sites, orbitals and hoppings of the one that is cut,
    /// in the same order. A model is built for every site and every bond;
    /// [`vary_parameters`](Self::vary_parameters) is many times faster where the models are those of
    /// one description.
    pub fn vary(
        mut self,
        family: impl Fn(Vector3) -> Result<Model, LatticeError> + Send + Sync + 'a,
    ) -> Self {
        self.terms.family = Some(Family::Models(Box::new(family)));
        self
    }

    /// Takes the blocks from a description with position-dependent parameters, as
    /// [`vary`](Self::vary) does; only the expressions of the block in hand are evaluated, so that a
    /// sample of $10^6$ sites takes seconds.
    ///
    /// The description must have the sites, orbitals and hoppings of the model that is cut, in the
    /// same order; its lattice vectors and positions are not looked at. Parameters that are
    /// expressions of the varied ones follow.
    ///
    /// # Examples
    ///
    /// A chain whose bonds alternate the other way round on its right: a soliton at 0.
    ///
    /// ```
    /// use thouless_lattice::shape::CellBlock;
    /// use thouless_lattice::zoo::{Ssh, ZooModel};
    /// use thouless_lattice::LatticeError;
    ///
    /// let Some(Ok(ssh)) = Ssh::description() else { unreachable!("its file is good") };
    /// let wall = ssh
    ///     .model()?
    ///     .cut(CellBlock::new([40]))
    ///     .vary_parameters(ssh, ["v", "w"], |r| {
    ///         let shift = 0.3 * ((r.x - 20.0) / 3.0).tanh();
    ///         [1.0 - shift, 1.0 + shift]
    ///     })
    ///     .build()?;
    /// assert!(wall.matrix().get(1, 0).re.abs() > wall.matrix().get(2, 1).re.abs());
    /// assert!(wall.matrix().get(79, 78).re.abs() < wall.matrix().get(78, 77).re.abs());
    /// # Ok::<(), LatticeError>(())
    /// ```
    pub fn vary_parameters<const N: usize>(
        mut self,
        description: &Description,
        names: [&str; N],
        values: impl Fn(Vector3) -> [f64; N] + Send + Sync + 'a,
    ) -> Self {
        self.terms.family = Some(Family::of_parameters(description, names, values));
        self
    }

    /// Reports to, and is cancelled by, this handle.
    pub fn progress(mut self, progress: &Progress) -> Self {
        self.progress = progress.clone();
        self
    }

    /// Makes the sample. The result does not depend on the number of threads.
    ///
    /// # Errors
    ///
    /// [`LatticeError::Shape`] where a shape makes no sense; [`LatticeError::TooLarge`] where the sample
    /// would not fit into memory; [`LatticeError::NoSuchDirection`] and [`LatticeError::NotFinite`] where a
    /// number given makes no sense; [`LatticeError::Sample`] for everything else, see
    /// [`SampleError`](crate::SampleError).
    pub fn build(self) -> Result<Sample, LatticeError> {
        let model = &*self.model;
        self.shape.check()?;
        self.removed.iter().try_for_each(Shape::check)?;
        for disorder in &self.terms.disorder {
            disorder.check()?;
        }
        self.terms.family.as_ref().map_or(Ok(()), |family| family.check(model))?;
        let periods = Periods::new(model.dimension(), &self.periods, &self.twists)?;
        let field = Field::new(&self.field, model.lattice(), &periods)?;
        let rules = Rules::new(model);

        let grid = Grid::new(model, &self.shape.cell_range(model), &periods)?;
        let search = Search {
            model,
            grid,
            shape: |place: &Place| self.shape.contains(place),
            keep: |place: &Place| {
                !self.removed.iter().any(|shape| shape.contains(place))
                    && !self.terms.is_vacant(place)
            },
            bytes_per_site: bytes_per_site(model, &rules),
            progress: &self.progress,
        };
        let sites = search.sites()?;
        let orbitals = Orbitals::new(model, &sites)?;
        let index = SiteIndex::new(grid, &sites);

        let filler = Filler {
            model,
            rules: &rules,
            sites: &sites,
            index: &index,
            orbitals: &orbitals,
            periods: &periods,
            field,
            terms: &self.terms,
            progress: &self.progress,
        };
        let matrix = filler.matrix()?;
        let boundary = std::array::from_fn(|d| match periods.cells[d] {
            Some(n) => Boundary::Periodic(n as usize),
            None => Boundary::Open,
        });
        Ok(Sample { model: self.model, sites, orbitals, index, rules, boundary, matrix })
    }
}

/// What a site takes on average: its key, its place in the index, its rows.
fn bytes_per_site(model: &Model, rules: &Rules) -> u64 {
    const KEY_AND_INDEX: usize = 20;
    const ROW: usize = size_of::<usize>();
    const ENTRY: usize = size_of::<u32>() + size_of::<Complex64>();
    let rows = model.n_orbitals() * ROW + rules.n_elements() * ENTRY;
    (KEY_AND_INDEX + rows.div_ceil(model.sites().len())) as u64
}
