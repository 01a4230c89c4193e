//! More sites and hoppings for a model, layers, and several models in one.

use crate::{Lattice, LatticeError, Model, ModelBuilder, Vector3};

/// Primitive vectors may differ by this, relative to their length, and still be the same.
const SAME_VECTOR: f64 = 1e-9;

impl Model {
    /// A builder that starts with all of this model, to which sites and hoppings can be added.
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
    /// let with_second_neighbours = chain.to_builder().hop("A", "A", [2], -0.1).build()?;
    /// assert_eq!(with_second_neighbours.hoppings().len(), 2);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn to_builder(&self) -> ModelBuilder {
        let start = Self::builder(self.lattice().clone()).name(self.name()).gauge(self.gauge());
        with_all_of(start, self, "", 0)
    }

    /// A builder of copies of this model stacked periodically along a new Cartesian vector, which
    /// becomes the last lattice direction; hoppings between the layers are added to it.
    ///
    /// The layers alone are uncoupled: their bands do not depend on the new component of `k`.
    ///
    /// # Errors
    ///
    /// [`LatticeError::TooManyVectors`] for a model of three dimensions,
    /// [`LatticeError::SingularLattice`] for a vector in the span of the model's own, and
    /// [`LatticeError::NotFinite`].
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Lattice, Model, Vector3};
    ///
    /// let square = Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]])?)
    ///     .site("A", [0.0, 0.0])
    ///     .hop("A", "A", [[1, 0], [0, 1]], -1.0)
    ///     .build()?;
    /// let layered = square.stack(Vector3::new(0.0, 0.0, 3.0))?
    ///     .hop("A", "A", [0, 0, 1], -0.1)
    ///     .build()?;
    /// assert_eq!(layered.dimension(), 3);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn stack(&self, vector: Vector3) -> Result<ModelBuilder, LatticeError> {
        let mut vectors = self.lattice().vectors().to_vec();
        vectors.push(vector);
        let lattice = Lattice::from_vectors(vectors)?;
        let start = Self::builder(lattice).name(self.name()).gauge(self.gauge());
        Ok(with_all_of(start, self, "", 0))
    }

    /// A builder of several models on one lattice; hoppings that couple them are added to it.
    ///
    /// Site `A` of the part called `top` becomes `top.A`. Parts keep their order and their
    /// Cartesian positions ([`Model::translated`] moves them); name and gauge are those of the first.
    ///
    /// # Errors
    ///
    /// [`LatticeError::NoSites`] without parts, [`LatticeError::DuplicatePart`] where two have one
    /// name, and [`LatticeError::LatticeMismatch`] where their primitive vectors differ.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Lattice, Model, Vector3};
    ///
    /// let layer = Model::builder(Lattice::new(&[[1.0, 0.0], [0.0, 1.0]])?)
    ///     .site("A", [0.0, 0.0])
    ///     .hop("A", "A", [[1, 0], [0, 1]], -1.0)
    ///     .build()?;
    /// let raised = layer.translated(Vector3::new(0.0, 0.0, 3.0))?;
    /// let bilayer = Model::join(&[("bottom", &layer), ("top", &raised)])?
    ///     .hop("bottom.A", "top.A", [0, 0], -0.1)
    ///     .build()?;
    /// assert_eq!(bilayer.n_orbitals(), 2);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn join(parts: &[(&str, &Self)]) -> Result<ModelBuilder, LatticeError> {
        let Some((first_name, first)) = parts.first() else { return Err(LatticeError::NoSites) };
        let mut builder =
            Self::builder(first.lattice().clone()).name(first.name()).gauge(first.gauge());
        let mut first_site = 0;
        for (i, (name, part)) in parts.iter().enumerate() {
            if parts[..i].iter().any(|(other, _)| other == name) {
                return Err(LatticeError::DuplicatePart { name: (*name).to_owned() });
            }
            if let Some(vector) = different_vector(first.lattice(), part.lattice()) {
                return Err(LatticeError::LatticeMismatch {
                    first: (*first_name).to_owned(),
                    other: (*name).to_owned(),
                    vector,
                });
            }
            builder = with_all_of(builder, part, &format!("{name}."), first_site);
            first_site += part.sites().len();
        }
        Ok(builder)
    }
}

/// Adds the sites of a model, their names prefixed, and its hoppings, which begin at the given site.
fn with_all_of(
    mut builder: ModelBuilder,
    model: &Model,
    prefix: &str,
    first_site: usize,
) -> ModelBuilder {
    for site in model.sites() {
        builder = builder
            .site_cartesian(format!("{prefix}{}", site.name), site.position)
            .orbitals(site.n_orbitals())
            .onsite(&site.onsite);
    }
    let d = builder.dimension();
    for hop in model.hoppings() {
        let (from, to) = (first_site + hop.from, first_site + hop.to);
        builder = builder.hop(from, to, &hop.cell[..d], &hop.amplitude);
    }
    builder
}

/// The first primitive vector in which two lattices differ.
fn different_vector(first: &Lattice, other: &Lattice) -> Option<usize> {
    let (a, b) = (first.vectors(), other.vectors());
    if a.len() != b.len() {
        return Some(a.len().min(b.len()));
    }
    a.iter().zip(b).position(|(a, b)| (a - b).norm() > SAME_VECTOR * a.norm())
}
