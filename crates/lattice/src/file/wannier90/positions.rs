//! The position operator between Wannier functions.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use num_complex::Complex64;

use crate::lattice::all_finite;
use crate::{Cell, LatticeError, Vector3};

/// What the position operator has besides the centres of the Wannier functions.
///
/// # References
///
/// X. Wang, J. R. Yates, I. Souza, D. Vanderbilt, Phys. Rev. B **74**, 195118 (2006),
/// [doi:10.1103/PhysRevB.74.195118](https://doi.org/10.1103/PhysRevB.74.195118), who leave the centres
/// in, as in their gauge of $H(k)$ the phases know nothing of them.
#[derive(Debug, Clone)]
pub struct PositionOperator {
    /// Centres in reduced coordinates.
    taus: Vec<[f64; 3]>,
    cells: Vec<Cell>,
    /// `[cell][column][row]`, without the centres.
    elements: Vec<[Complex64; 3]>,
}

impl PositionOperator {
    pub(super) fn new(
        taus: Vec<[f64; 3]>,
        centers: &[Vector3],
        cells: Vec<Cell>,
        mut elements: Vec<[Complex64; 3]>,
    ) -> Self {
        let n = taus.len();
        if let Some(home) = cells.iter().position(|cell| *cell == [0; 3]) {
            for (i, center) in centers.iter().enumerate() {
                if let Some(element) = elements.get_mut(home * n * n + i * n + i) {
                    for (x, c) in element.iter_mut().zip(center.iter()) {
                        *x -= c;
                    }
                }
            }
        }
        Self { taus, cells, elements }
    }

    /// Number of Wannier functions.
    pub fn n_wannier(&self) -> usize {
        self.taus.len()
    }

    /// The Berry connection of the Wannier functions, one Hermitian matrix `[n_wannier, n_wannier]` for
    /// each Cartesian component, in Ångström, in the position gauge of [`Model`](crate::Model):
    ///
    /// ```math
    /// A_{ij}(k) = \sum_R e^{2\pi i k \cdot (R + \tau_j - \tau_i)}
    ///     \left[ \langle i, 0 | \mathbf r | j, R \rangle - \delta_{ij} \delta_{R0}\, \mathbf r_i \right]
    /// ```
    ///
    /// The matrices of the velocity are $`\nabla_k H + i [H, A]`$. `k` is reduced.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongLength`] and [`LatticeError::NotFinite`] where `k` is no wave vector of
    /// three components.
    pub fn connection(&self, k: &[f64]) -> Result<[DMatrix<Complex64>; 3], LatticeError> {
        let [k0, k1, k2] = k else {
            let what = format!("the wave vector {k:?}");
            let expected = "3".to_owned();
            return Err(LatticeError::WrongLength { what, found: k.len(), expected });
        };
        all_finite(k, || "a component of the wave vector".to_owned())?;
        let phase = |x: [f64; 3]| Complex64::cis(TAU * (k0 * x[0] + k1 * x[1] + k2 * x[2]));
        let n = self.taus.len();
        let of_site: Vec<Complex64> = self.taus.iter().map(|tau| phase(*tau)).collect();
        let mut connection = [0; 3].map(|_| DMatrix::zeros(n, n));
        for (cell, block) in self.cells.iter().zip(self.elements.chunks_exact((n * n).max(1))) {
            let of_cell = phase(cell.map(f64::from));
            for (at, element) in block.iter().enumerate() {
                let (row, col) = (at % n, at / n);
                let factor = of_cell * of_site[col] * of_site[row].conj();
                for (a, r) in connection.iter_mut().zip(element) {
                    a[(row, col)] += r * factor;
                }
            }
        }
        // Finite differences over a grid of wave vectors leave what is Hermitian only nearly so.
        Ok(connection.map(|a| (&a + a.adjoint()).scale(0.5)))
    }
}
