//! The basis at `k + G` against the basis at `k`.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use num_complex::Complex64;

/// The matrix $V_G$ with $`u(k + G) = V_G\, u(k)`$: row `i` has the single element `phase[i]` in column
/// `source[i]`, or none.
///
/// For a tight-binding model it is the diagonal $`e^{-2\pi i G \cdot \tau}`$; for a continuum model a
/// shift of plane waves, in which those without a partner inside the cutoff drop out.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding {
    source: Vec<Option<usize>>,
    phase: Vec<Complex64>,
}

impl Embedding {
    /// The diagonal matrix of the given phases.
    pub fn diagonal(phase: Vec<Complex64>) -> Self {
        Self { source: (0..phase.len()).map(Some).collect(), phase }
    }

    /// Basis state `i` at `k + G` is basis state `source[i]` at `k`, where there is one.
    pub fn shift(source: Vec<Option<usize>>) -> Self {
        Self { phase: vec![Complex64::ONE; source.len()], source }
    }

    /// The phases $`e^{-2\pi i G \cdot \tau}`$, one for each of the given reduced positions.
    pub fn of_positions<'a>(g: &[i32], positions: impl Iterator<Item = &'a [f64; 3]>) -> Self {
        let phase = |tau: &[f64; 3]| {
            let turns: f64 = g.iter().zip(tau).map(|(g, t)| f64::from(*g) * t).sum();
            Complex64::cis(-TAU * turns)
        };
        Self::diagonal(positions.map(phase).collect())
    }

    /// Number of basis states.
    pub fn len(&self) -> usize {
        self.source.len()
    }

    /// Whether there are no basis states.
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }

    /// The states at `k`, as columns, written in the basis at `k + G`.
    ///
    /// # Panics
    ///
    /// Where the columns are not as long as the basis.
    #[must_use]
    pub fn apply(&self, states: &DMatrix<Complex64>) -> DMatrix<Complex64> {
        assert_eq!(states.nrows(), self.len(), "states do not have the length of the basis");
        DMatrix::from_fn(states.nrows(), states.ncols(), |i, j| {
            self.source[i].map_or(Complex64::ZERO, |s| self.phase[i] * states[(s, j)])
        })
    }

    /// $`V_G H V_G^\dagger`$.
    #[must_use]
    pub fn conjugate(&self, h: &DMatrix<Complex64>) -> DMatrix<Complex64> {
        self.apply(&self.apply(h).adjoint()).adjoint()
    }
}
