//! Periodic quantum systems: the Hamiltonian as a function of the wave vector.

mod batch;
mod embedding;
mod model;
pub(crate) mod table;

use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_linalg::{HermitianBatch, LANES, Lanes};

pub use embedding::Embedding;

use crate::lattice::all_finite;
use crate::{Lattice, LatticeError};

/// Any periodic quantum system: what bands, invariants and edges ask of it.
///
/// # What to implement
///
/// The size [`n_bands`](Self::n_bands), the [`lattice`](Self::lattice) (its dimension is the number
/// of periodic directions), $H(k)$ and its first and second derivatives by reduced `k`, and the
/// [`embedding`](Self::embedding) of $k \to k + G$. Reduced `k` has as many components as the
/// lattice has dimensions. [`assert_bloch_hamiltonian`](crate::testing::assert_bloch_hamiltonian)
/// checks an implementation.
///
/// # What is optional
///
/// [`derivative_bounds`](Self::derivative_bounds): without it nothing that rests on a gap between
/// grid points can be certified. [`hamiltonian_batch`](Self::hamiltonian_batch): faster over grids.
///
/// # What is guaranteed
///
/// Algorithms call the `_into` methods with a `k` of the right length and a matrix of the right
/// shape, from many threads at once; contents of the matrix on entry are arbitrary.
pub trait BlochHamiltonian: Send + Sync {
    /// Number of bands, the size of $H(k)$.
    fn n_bands(&self) -> usize;

    /// The lattice whose reciprocal vectors are the periods of the system.
    fn lattice(&self) -> &Lattice;

    /// Writes $H(k)$, both triangles, into the `[n_bands, n_bands]` matrix `h`.
    fn hamiltonian_into(&self, k: &[f64], h: &mut DMatrix<Complex64>);

    /// Writes $`\partial H / \partial k_a`$ by the reduced component `axis` into `dh`.
    fn derivative_into(&self, k: &[f64], axis: usize, dh: &mut DMatrix<Complex64>);

    /// Writes $`\partial^2 H / \partial k_a \partial k_b`$ by reduced components into `d2h`.
    fn second_derivative_into(&self, k: &[f64], axes: [usize; 2], d2h: &mut DMatrix<Complex64>);

    /// How states at `k` are written in the basis at `k + G`: $`u(k + G) = V_G\, u(k)`$ and
    /// $`H(k + G) = V_G H(k) V_G^\dagger`$.
    fn embedding(&self, g: &[i32]) -> Embedding;

    /// Bounds $`L_a \ge \|\partial H / \partial k_a\|`$ on the spectral norm that hold for all `k`, one
    /// for each periodic direction (reduced `k`).
    fn derivative_bounds(&self) -> Option<Vec<f64>> {
        None
    }

    /// Writes the lower triangles of $H(k)$ at [`LANES`] wave vectors into a batch of size
    /// `n_bands`; `k[a][lane]` is component `a` of the wave vector of a lane.
    ///
    /// The default goes through [`hamiltonian_into`](Self::hamiltonian_into); both agree to rounding.
    fn hamiltonian_batch(&self, k: &[Lanes], batch: &mut HermitianBatch) {
        let n = self.n_bands();
        let mut h = DMatrix::zeros(n, n);
        let mut k_lane = vec![0.0; k.len()];
        for lane in 0..LANES {
            for (x, component) in k_lane.iter_mut().zip(k) {
                *x = component[lane];
            }
            self.hamiltonian_into(&k_lane, &mut h);
            for col in 0..n {
                for row in col..n {
                    batch.set(lane, row, col, h[(row, col)]);
                }
            }
        }
    }

    /// Number of periodic directions.
    fn dimension(&self) -> usize {
        self.lattice().dimension()
    }

    /// $H(k)$ as a new matrix.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongLength`] and [`LatticeError::NotFinite`] where `k` is no wave vector of
    /// this system.
    fn hamiltonian(&self, k: &[f64]) -> Result<DMatrix<Complex64>, LatticeError> {
        self.check_k(k)?;
        let mut h = DMatrix::zeros(self.n_bands(), self.n_bands());
        self.hamiltonian_into(k, &mut h);
        Ok(h)
    }

    /// Refuses what is not a wave vector of this system.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongLength`] and [`LatticeError::NotFinite`].
    fn check_k(&self, k: &[f64]) -> Result<(), LatticeError> {
        let d = self.dimension();
        if k.len() != d {
            let what = format!("the wave vector {k:?}");
            let expected = d.to_string();
            return Err(LatticeError::WrongLength { what, found: k.len(), expected });
        }
        all_finite(k, || "a component of the wave vector".to_owned())
    }
}

impl<H: BlochHamiltonian + ?Sized> BlochHamiltonian for &H {
    fn n_bands(&self) -> usize {
        (**self).n_bands()
    }

    fn lattice(&self) -> &Lattice {
        (**self).lattice()
    }

    fn hamiltonian_into(&self, k: &[f64], h: &mut DMatrix<Complex64>) {
        (**self).hamiltonian_into(k, h);
    }

    fn derivative_into(&self, k: &[f64], axis: usize, dh: &mut DMatrix<Complex64>) {
        (**self).derivative_into(k, axis, dh);
    }

    fn second_derivative_into(&self, k: &[f64], axes: [usize; 2], d2h: &mut DMatrix<Complex64>) {
        (**self).second_derivative_into(k, axes, d2h);
    }

    fn embedding(&self, g: &[i32]) -> Embedding {
        (**self).embedding(g)
    }

    fn derivative_bounds(&self) -> Option<Vec<f64>> {
        (**self).derivative_bounds()
    }

    fn hamiltonian_batch(&self, k: &[Lanes], batch: &mut HermitianBatch) {
        (**self).hamiltonian_batch(k, batch);
    }
}
