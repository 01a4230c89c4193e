//! Anyon theories: one file per family, and the operations that make new theories of known ones.

mod abelian;
mod catalogue;
mod combined;
mod double;
mod fibonacci;
mod group;
mod ising;
mod su2;
mod table;
mod tambara_yamagami;

use std::sync::Arc;

use num_complex::Complex64;

use crate::AnyonError;
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;
use crate::symbols::{Symbols, left_norm, right_norm};

pub use abelian::{QuadraticForm, abelian, double_semion, semion, su_n_level_1, toric_code, z_n};
pub use catalogue::{CATALOGUE, Entry, by_name};
pub use double::quantum_double;
pub use fibonacci::fibonacci;
pub use ising::{ising, kitaev};
pub use su2::{so3, su2};
pub use table::SymbolTable;
pub use tambara_yamagami::tambara_yamagami;

/// A theory of anyons: fusion rules, F- and R-symbols, dimensions and twists, all exact.
///
/// A theory without R-symbols is a fusion category; with them it is a braided one, and modular where no anyon but
/// the vacuum braids trivially with all. Theories are cheap to clone.
///
/// # Examples
///
/// ```
/// use thouless_anyon::theory;
///
/// let fibonacci = theory::fibonacci();
/// fibonacci.verify()?; // pentagon, hexagons, unitarity and all else, exactly
/// let tau = fibonacci.label("tau")?;
/// assert_eq!(fibonacci.dimension(tau).to_string(), "1/2 + 1/2*sqrt(5)");
/// assert_eq!(fibonacci.r(tau, tau, 0).map(|r| r.get(0, 0).to_string()), Some("e(3/5)".to_owned()));
/// # Ok::<(), thouless_anyon::AnyonError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Theory {
    name: String,
    ring: Arc<FusionRing>,
    symbols: Arc<dyn Symbols>,
    dimensions: Vec<Cyclotomic>,
    twists: Option<Vec<Phase>>,
}

impl Theory {
    /// A theory from its parts; [`Theory::check`] says whether they fit each other.
    ///
    /// # Arguments
    ///
    /// - `dimensions`: the quantum dimension of each label.
    /// - `twists`: the topological twist of each label, for a theory that braids.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Parameter`] when there are not as many dimensions or twists as labels.
    pub fn new(
        name: impl Into<String>,
        ring: FusionRing,
        symbols: impl Symbols + 'static,
        dimensions: Vec<Cyclotomic>,
        twists: Option<Vec<Phase>>,
    ) -> Result<Self, AnyonError> {
        let rank = ring.rank();
        for (what, found) in [
            ("the number of dimensions", dimensions.len()),
            ("the number of twists", twists.as_ref().map_or(rank, Vec::len)),
        ] {
            if found != rank {
                let value = format!("{found} for {rank} labels");
                return Err(AnyonError::Parameter {
                    what,
                    value,
                    remedy: "give one for each label",
                });
            }
        }
        Ok(Self::from_parts(name.into(), ring, symbols, dimensions, twists))
    }

    /// A theory from parts whose numbers are known to agree.
    fn from_parts(
        name: String,
        ring: FusionRing,
        symbols: impl Symbols + 'static,
        dimensions: Vec<Cyclotomic>,
        twists: Option<Vec<Phase>>,
    ) -> Self {
        Self { name, ring: Arc::new(ring), symbols: Arc::new(symbols), dimensions, twists }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same theory under another name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Labels and fusion rules.
    pub fn ring(&self) -> &FusionRing {
        &self.ring
    }

    /// Number of anyons, the vacuum included.
    pub fn rank(&self) -> usize {
        self.ring.rank()
    }

    /// The label with this name.
    ///
    /// # Errors
    ///
    /// [`AnyonError::UnknownLabel`], which lists the labels.
    pub fn label(&self, name: &str) -> Result<usize, AnyonError> {
        self.ring.index_of(name).ok_or_else(|| AnyonError::UnknownLabel {
            theory: self.name.clone(),
            label: name.to_owned(),
            known: self.ring.labels().join(", "),
        })
    }

    /// The quantum dimension of `a`.
    pub fn dimension(&self, a: usize) -> &Cyclotomic {
        &self.dimensions[a]
    }

    /// The twist $\theta_a$, or nothing for a theory that does not braid.
    pub fn twist(&self, a: usize) -> Option<Phase> {
        self.twists.as_ref().map(|t| t[a])
    }

    /// All twists, or nothing for a theory that does not braid.
    pub fn twists(&self) -> Option<&[Phase]> {
        self.twists.as_deref()
    }

    /// Whether the theory has R-symbols.
    pub fn is_braided(&self) -> bool {
        self.twists.is_some()
    }

    /// The symbols in the gauge they are stored in.
    pub fn symbols(&self) -> &dyn Symbols {
        self.symbols.as_ref()
    }

    /// The matrix $F^{abc}_d$ in the stored gauge, with rows as in [`FusionRing::left_trees`] and columns as in
    /// [`FusionRing::right_trees`]; without rows where $a, b, c$ do not fuse to $d$.
    pub fn f(&self, a: usize, b: usize, c: usize, d: usize) -> ExactMatrix {
        if self.ring.left_trees(a, b, c, d).is_empty() {
            return ExactMatrix::zeros(0, 0);
        }
        self.symbols.f(&self.ring, a, b, c, d)
    }

    /// The matrix $R^{ab}_c$ in the stored gauge, or nothing for a theory that does not braid.
    pub fn r(&self, a: usize, b: usize, c: usize) -> Option<ExactMatrix> {
        if self.ring.n(a, b, c) == 0 {
            return self.is_braided().then(|| ExactMatrix::zeros(0, 0));
        }
        self.symbols.r(&self.ring, a, b, c)
    }

    /// The squared length of basis vector `mu` of $V^{ab}_c$ in the stored gauge.
    pub fn norm(&self, a: usize, b: usize, c: usize, mu: u32) -> Cyclotomic {
        self.symbols.norm(&self.ring, a, b, c, mu)
    }

    /// $F^{abc}_d$ between normalized states, which is unitary:
    ///
    /// ```math
    /// [F^{abc}_d]_{ef}\, \sqrt{n_f / n_e}
    /// ```
    ///
    /// with $n_e$, $n_f$ the squared lengths of the states of the two trees.
    pub fn unitary_f(&self, a: usize, b: usize, c: usize, d: usize) -> Vec<Vec<Complex64>> {
        let ring = self.ring();
        let root = |norm: Cyclotomic| norm.to_complex().re.sqrt();
        let labels = [a, b, c, d];
        let trees = |trees: Vec<_>, left: bool| -> Vec<f64> {
            let norm = if left { left_norm } else { right_norm };
            trees.into_iter().map(|t| root(norm(self.symbols(), ring, labels, t))).collect()
        };
        let rows = trees(ring.left_trees(a, b, c, d), true);
        let columns = trees(ring.right_trees(a, b, c, d), false);
        let mut f = self.f(a, b, c, d).to_complex();
        for (row, n_e) in f.iter_mut().zip(&rows) {
            for (entry, n_f) in row.iter_mut().zip(&columns) {
                *entry *= n_f / n_e;
            }
        }
        f
    }
}
