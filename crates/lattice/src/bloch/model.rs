//! The Bloch Hamiltonian of a tight-binding model,
//! $`H_{ij}(k) = \sum_R e^{2\pi i k \cdot (R + \tau_j - \tau_i)} \langle i, 0 | H | j, R \rangle`$.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_linalg::{HermitianBatch, Lanes};

use super::{BlochHamiltonian, Embedding};
use crate::{Lattice, Model};

impl BlochHamiltonian for Model {
    fn n_bands(&self) -> usize {
        self.n_orbitals()
    }

    fn lattice(&self) -> &Lattice {
        self.lattice()
    }

    fn hamiltonian_into(&self, k: &[f64], h: &mut DMatrix<Complex64>) {
        self.bloch.start_with_onsite(h);
        self.bloch.sum(k, h, |_| Complex64::ONE);
    }

    fn derivative_into(&self, k: &[f64], axis: usize, dh: &mut DMatrix<Complex64>) {
        dh.fill(Complex64::ZERO);
        self.bloch.sum(k, dh, |d| Complex64::new(0.0, TAU * d[axis]));
    }

    fn second_derivative_into(&self, k: &[f64], axes: [usize; 2], d2h: &mut DMatrix<Complex64>) {
        d2h.fill(Complex64::ZERO);
        let [a, b] = axes;
        self.bloch.sum(k, d2h, |d| Complex64::new(-TAU * TAU * d[a] * d[b], 0.0));
    }

    fn embedding(&self, g: &[i32]) -> Embedding {
        let orbitals = self.sites().iter().zip(&self.bloch.tau);
        Embedding::of_positions(
            g,
            orbitals.flat_map(|(site, tau)| std::iter::repeat_n(tau, site.n_orbitals())),
        )
    }

    fn hamiltonian_batch(&self, k: &[Lanes], batch: &mut HermitianBatch) {
        self.bloch.fill_batch(k, batch);
    }

    fn derivative_bounds(&self) -> Option<Vec<f64>> {
        let bound = |axis| self.bloch.derivative_bound(axis, self.n_orbitals());
        Some((0..self.lattice().dimension()).map(bound).collect())
    }
}
