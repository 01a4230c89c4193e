//! Small numerical tools, independent of the crates that compute these things for users.

use std::f64::consts::TAU;
use std::ops::Range;

use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_lattice::{BlochHamiltonian, Model};
use thouless_linalg::{eigh, eigvalsh};

pub(crate) fn energies(model: &Model, k: &[f64]) -> Vec<f64> {
    eigvalsh(&model.hamiltonian(k).unwrap()).unwrap()
}

/// Lowest and highest energy of each band on a grid of `n` points per direction, Γ included.
pub(crate) fn band_edges(model: &Model, n: usize) -> Vec<[f64; 2]> {
    let d = model.dimension();
    let mut edges = vec![[f64::INFINITY, f64::NEG_INFINITY]; model.n_orbitals()];
    for index in 0..n.pow(d as u32) {
        let k: Vec<f64> = (0..d).map(|a| (index / n.pow(a as u32) % n) as f64 / n as f64).collect();
        for (edge, e) in edges.iter_mut().zip(energies(model, &k)) {
            *edge = [edge[0].min(e), edge[1].max(e)];
        }
    }
    edges
}

/// Some orbitals of a model that the others do not couple to.
pub(crate) struct Part<'a> {
    pub(crate) model: &'a Model,
    pub(crate) orbitals: Vec<usize>,
}

impl<'a> Part<'a> {
    pub(crate) fn whole(model: &'a Model) -> Self {
        Self { model, orbitals: (0..model.n_orbitals()).collect() }
    }

    fn hamiltonian(&self, k: [f64; 2]) -> DMatrix<Complex64> {
        let h = self.model.hamiltonian(&k).unwrap();
        h.select_rows(&self.orbitals).select_columns(&self.orbitals)
    }

    fn derivative(&self, k: [f64; 2], axis: usize) -> DMatrix<Complex64> {
        let n = self.model.n_orbitals();
        let mut dh = DMatrix::zeros(n, n);
        self.model.derivative_into(&k, axis, &mut dh);
        dh.select_rows(&self.orbitals).select_columns(&self.orbitals)
    }

    /// e^{−2πi G·τ} of each orbital.
    fn phases(&self, g: [f64; 2]) -> Vec<Complex64> {
        let sites = self.model.sites().iter();
        let tau: Vec<_> =
            sites.flat_map(|s| std::iter::repeat_n(s.tau(), s.n_orbitals())).collect();
        let phase = |i: &usize| Complex64::cis(-TAU * (g[0] * tau[*i][0] + g[1] * tau[*i][1]));
        self.orbitals.iter().map(phase).collect()
    }

    /// Chern number of a group of bands: flux of A = i⟨u|∂u⟩ through n × n plaquettes.
    ///
    /// F₁₂ = −Im ln [U₁(k) U₂(k+1) U₁*(k+2) U₂*(k)], U = det⟨u(k)|u(k+μ)⟩.
    pub(crate) fn chern(&self, bands: Range<usize>, n: usize) -> i64 {
        let states: Vec<DMatrix<Complex64>> = (0..n * n)
            .map(|index| {
                let k = [(index % n) as f64 / n as f64, (index / n) as f64 / n as f64];
                let vectors = eigh(&self.hamiltonian(k)).unwrap().vectors;
                vectors.columns_range(bands.clone()).into_owned()
            })
            .collect();
        let at = |a: usize, b: usize| {
            let g = [a / n, b / n].map(|wraps| wraps as f64);
            let mut u = states[a % n + n * (b % n)].clone();
            for (mut row, phase) in u.row_iter_mut().zip(self.phases(g)) {
                row *= phase;
            }
            u
        };
        let link = |u: &DMatrix<Complex64>, v: &DMatrix<Complex64>| (u.adjoint() * v).determinant();
        let mut flux = 0.0;
        for a in 0..n {
            for b in 0..n {
                let [u, right, both, up] = [at(a, b), at(a + 1, b), at(a + 1, b + 1), at(a, b + 1)];
                let loop_product =
                    link(&u, &right) * link(&right, &both) * link(&both, &up) * link(&up, &u);
                flux -= loop_product.arg();
            }
        }
        let turns = flux / TAU;
        assert!((turns - turns.round()).abs() < 1e-9, "the fluxes sum to {turns} turns");
        turns.round() as i64
    }

    /// (1/2π) ∫ Ω of the lowest `n_occupied` bands by the sum over states,
    /// Ω = −2 Im Σ ⟨n|∂₁H|m⟩⟨m|∂₂H|n⟩ / (E_n − E_m)², on an n × n grid.
    pub(crate) fn curvature_integral(&self, n_occupied: usize, n: usize) -> f64 {
        let mut total = 0.0;
        for index in 0..n * n {
            let k = [(index % n) as f64 / n as f64, (index / n) as f64 / n as f64];
            let solved = eigh(&self.hamiltonian(k)).unwrap();
            let (e, u) = (&solved.values, &solved.vectors);
            let [d1, d2] = [0, 1].map(|axis| u.adjoint() * self.derivative(k, axis) * u);
            for occupied in 0..n_occupied {
                for empty in n_occupied..e.len() {
                    let gap = e[occupied] - e[empty];
                    let numerator = d1[(occupied, empty)] * d2[(empty, occupied)];
                    total -= 2.0 * numerator.im / (gap * gap);
                }
            }
        }
        total / (n * n) as f64 / TAU
    }
}

pub(crate) fn chern(model: &Model, bands: Range<usize>) -> i64 {
    Part::whole(model).chern(bands, 24)
}

/// A wave vector of no symmetry, for comparing formulas.
pub(crate) const SOMEWHERE: [f64; 3] = [0.137, -0.291, 0.403];

/// The Pauli matrices, the unit matrix first.
pub(crate) fn pauli(index: usize) -> DMatrix<Complex64> {
    let (o, l, i) = (Complex64::ZERO, Complex64::ONE, Complex64::I);
    let elements = [[l, o, o, l], [o, l, l, o], [o, -i, i, o], [l, o, o, -l]][index];
    DMatrix::from_row_slice(2, 2, &elements)
}

/// Σ c_i σ_i, the unit matrix first.
pub(crate) fn pauli_sum(coefficients: [f64; 4]) -> DMatrix<Complex64> {
    (0..4).map(|i| pauli(i) * Complex64::from(coefficients[i])).sum()
}

pub(crate) fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "expected {expected}, found {found}");
}

pub(crate) fn assert_matrices_agree(found: &DMatrix<Complex64>, expected: &DMatrix<Complex64>) {
    let defect = (found - expected).camax();
    assert!(defect < 1e-13, "defect {defect:.1e}:\nfound {found}expected {expected}");
}
