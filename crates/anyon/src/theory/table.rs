//! Symbols given one by one.

use std::collections::HashMap;

use crate::AnyonError;
use crate::exact::Cyclotomic;
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;
use crate::symbols::Symbols;

/// F- and R-symbols given one by one. An F- or R-symbol that is not given is the identity, a norm that is not given is 1.
#[derive(Debug, Clone, Default)]
pub struct SymbolTable {
    f: HashMap<[usize; 4], ExactMatrix>,
    r: HashMap<[usize; 3], ExactMatrix>,
    norms: HashMap<([usize; 3], u32), Cyclotomic>,
    braided: bool,
}

impl SymbolTable {
    /// A table without entries, of a theory that does not braid.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same table for a theory that braids.
    #[must_use]
    pub fn braided(mut self) -> Self {
        self.braided = true;
        self
    }

    /// Sets $F^{abc}_d$ for `[a, b, c, d]`.
    #[must_use]
    pub fn with_f(mut self, labels: [usize; 4], matrix: ExactMatrix) -> Self {
        self.f.insert(labels, matrix);
        self
    }

    /// Sets $R^{ab}_c$ for `[a, b, c]`; the theory braids.
    #[must_use]
    pub fn with_r(mut self, labels: [usize; 3], matrix: ExactMatrix) -> Self {
        self.r.insert(labels, matrix);
        self.braided()
    }

    /// Sets the squared length of basis vector `mu` of $V^{ab}_c$ for `[a, b, c]`.
    #[must_use]
    pub fn with_norm(mut self, labels: [usize; 3], mu: u32, norm: Cyclotomic) -> Self {
        self.norms.insert((labels, mu), norm);
        self
    }

    /// Refuses matrices whose shape does not fit the fusion rules, and given symbols where the rules have none.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Shape`].
    pub fn check_shapes(&self, ring: &FusionRing) -> Result<(), AnyonError> {
        let name = |labels: &[usize]| {
            let names: Vec<&str> = labels.iter().map(|l| ring.labels()[*l].as_str()).collect();
            names.join(" ")
        };
        let shape = |symbol, labels: &[usize], m: &ExactMatrix, rows: usize, columns: usize| {
            if (m.rows(), m.columns()) == (rows, columns) {
                return Ok(());
            }
            Err(AnyonError::Shape {
                symbol,
                labels: name(labels),
                rows: m.rows(),
                columns: m.columns(),
                expected_rows: rows,
                expected_columns: columns,
            })
        };
        for (labels, matrix) in &self.f {
            let [a, b, c, d] = *labels;
            let rows = ring.left_trees(a, b, c, d).len();
            shape("F", labels, matrix, rows, ring.right_trees(a, b, c, d).len())?;
        }
        for (labels, matrix) in &self.r {
            let n = ring.n(labels[0], labels[1], labels[2]) as usize;
            shape("R", labels, matrix, n, n)?;
        }
        Ok(())
    }
}

impl Symbols for SymbolTable {
    fn f(&self, ring: &FusionRing, a: usize, b: usize, c: usize, d: usize) -> ExactMatrix {
        let identity = || ExactMatrix::identity(ring.left_trees(a, b, c, d).len());
        self.f.get(&[a, b, c, d]).cloned().unwrap_or_else(identity)
    }

    fn r(&self, ring: &FusionRing, a: usize, b: usize, c: usize) -> Option<ExactMatrix> {
        let identity = || ExactMatrix::identity(ring.n(a, b, c) as usize);
        self.braided.then(|| self.r.get(&[a, b, c]).cloned().unwrap_or_else(identity))
    }

    fn norm(&self, _: &FusionRing, a: usize, b: usize, c: usize, mu: u32) -> Cyclotomic {
        self.norms.get(&([a, b, c], mu)).cloned().unwrap_or_else(Cyclotomic::one)
    }
}
