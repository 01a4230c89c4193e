//! Conformance: what every periodic quantum system must obey.

use nalgebra::DMatrix;
use num_complex::Complex64;

use thouless_linalg::{HermitianBatch, LANES, Lanes, MAX_SMALL};

use crate::BlochHamiltonian;

/// Step of the central differences, and the error that they leave, relative to the bound on the
/// third derivative that smooth tight-binding sums have.
const STEP: f64 = 1e-4;
const DIFFERENCE_TOLERANCE: f64 = 1e-5;
const TOLERANCE: f64 = 1e-12;

/// Checks an implementation of [`BlochHamiltonian`] at a spread of wave vectors:
///
/// - $H(k)$ and its derivatives are Hermitian and finite,
/// - the first and second derivatives are those of $H(k)$, by central differences,
/// - $`H(k + G) = V_G H(k) V_G^\dagger`$ for each reciprocal vector,
/// - the bounds on the derivatives hold,
/// - batches of wave vectors give the same $H(k)$ as single ones.
///
/// # Panics
///
/// With the property that fails, the wave vector and the size of the defect.
pub fn assert_bloch_hamiltonian(h: &impl BlochHamiltonian) {
    assert_bloch_hamiltonian_within(h, TOLERANCE);
}

/// As [`assert_bloch_hamiltonian`], where the embedding is exact only to `tolerance` times the size
/// of $H$, as for plane waves with a cutoff.
///
/// # Panics
///
/// As [`assert_bloch_hamiltonian`].
pub fn assert_bloch_hamiltonian_within(h: &impl BlochHamiltonian, tolerance: f64) {
    for k in spread_of_wave_vectors(h.dimension()) {
        assert_hermitian(h, &k);
        assert_batch(h, &k);
        for axis in 0..h.dimension() {
            assert_derivative(h, &k, axis);
            assert_embedding(h, &k, axis, tolerance);
            assert_bound(h, &k, axis);
            for other in 0..h.dimension() {
                assert_second_derivative(h, &k, [axis, other]);
            }
        }
    }
}

/// Wave vectors of no symmetry, spread by the additive recurrence of the golden ratio.
fn spread_of_wave_vectors(dimension: usize) -> Vec<Vec<f64>> {
    let strides = [0.618_033_988_749_895, 0.754_877_666_246_693, 0.819_172_513_396_164];
    (1..=5)
        .map(|i| strides[..dimension].iter().map(|s| (f64::from(i) * s).fract() - 0.5).collect())
        .collect()
}

fn value(h: &impl BlochHamiltonian, k: &[f64]) -> DMatrix<Complex64> {
    let mut out = garbage(h.n_bands());
    h.hamiltonian_into(k, &mut out);
    out
}

fn derivative(h: &impl BlochHamiltonian, k: &[f64], axis: usize) -> DMatrix<Complex64> {
    let mut out = garbage(h.n_bands());
    h.derivative_into(k, axis, &mut out);
    out
}

/// What an implementation must overwrite.
fn garbage(n: usize) -> DMatrix<Complex64> {
    DMatrix::from_element(n, n, Complex64::new(7.0, -3.0))
}

fn assert_hermitian(h: &impl BlochHamiltonian, k: &[f64]) {
    let h_k = value(h, k);
    assert!(h_k.iter().all(|z| z.is_finite()), "H(k) is not finite at k = {k:?}");
    let defect = (&h_k - h_k.adjoint()).camax();
    assert!(
        defect <= TOLERANCE * (1.0 + h_k.camax()),
        "H(k) is not Hermitian at k = {k:?}: defect {defect:.3e}"
    );
}

fn assert_batch(h: &impl BlochHamiltonian, k: &[f64]) {
    let n = h.n_bands();
    if !(1..=MAX_SMALL).contains(&n) {
        return;
    }
    let in_lane = |lane: usize| -> Vec<f64> {
        k.iter().map(|x| x * (1.0 + lane as f64) + 0.01 * lane as f64).collect()
    };
    let mut lanes: Vec<Lanes> = vec![[0.0; LANES]; k.len()];
    for lane in 0..LANES {
        for (component, x) in lanes.iter_mut().zip(in_lane(lane)) {
            component[lane] = x;
        }
    }
    let Ok(mut batch) = HermitianBatch::new(n) else { return };
    h.hamiltonian_batch(&lanes, &mut batch);
    for lane in 0..LANES {
        let k = in_lane(lane);
        let expected = value(h, &k);
        for (row, col) in (0..n).flat_map(|col| (col..n).map(move |row| (row, col))) {
            let defect = (batch.get(lane, row, col) - expected[(row, col)]).norm();
            assert!(
                defect <= TOLERANCE * (1.0 + expected.camax()),
                "element ({row}, {col}) of H in a batch differs at k = {k:?}: defect {defect:.3e}"
            );
        }
    }
}

fn assert_derivative(h: &impl BlochHamiltonian, k: &[f64], axis: usize) {
    let exact = derivative(h, k, axis);
    let (ahead, behind) = (stepped(k, axis, STEP), stepped(k, axis, -STEP));
    let difference = (value(h, &ahead) - value(h, &behind)).unscale(2.0 * STEP);
    let defect = (&exact - difference).camax();
    assert!(
        defect <= DIFFERENCE_TOLERANCE * (1.0 + exact.camax()),
        "∂H/∂k{axis} is not the derivative of H at k = {k:?}: defect {defect:.3e}"
    );
}

fn assert_second_derivative(h: &impl BlochHamiltonian, k: &[f64], axes: [usize; 2]) {
    let mut exact = garbage(h.n_bands());
    h.second_derivative_into(k, axes, &mut exact);
    let [axis, other] = axes;
    let (ahead, behind) = (stepped(k, other, STEP), stepped(k, other, -STEP));
    let difference =
        (derivative(h, &ahead, axis) - derivative(h, &behind, axis)).unscale(2.0 * STEP);
    let defect = (&exact - difference).camax();
    assert!(
        defect <= DIFFERENCE_TOLERANCE * (1.0 + exact.camax()),
        "∂²H/∂k{axis}∂k{other} is not the derivative of ∂H/∂k{axis} at k = {k:?}: defect {defect:.3e}"
    );
}

fn assert_embedding(h: &impl BlochHamiltonian, k: &[f64], axis: usize, tolerance: f64) {
    let mut g = vec![0; h.dimension()];
    g[axis] = 1;
    let expected = h.embedding(&g).conjugate(&value(h, k));
    let found = value(h, &stepped(k, axis, 1.0));
    let defect = (&found - expected).camax();
    assert!(
        defect <= tolerance * (1.0 + found.camax()) * 10.0,
        "H(k + G) differs from V H(k) V† for G along {axis} at k = {k:?}: defect {defect:.3e}"
    );
}

fn assert_bound(h: &impl BlochHamiltonian, k: &[f64], axis: usize) {
    let Some(bounds) = h.derivative_bounds() else { return };
    let norm = derivative(h, k, axis).singular_values().max();
    assert!(
        norm <= bounds[axis] * (1.0 + TOLERANCE),
        "‖∂H/∂k{axis}‖ = {norm} exceeds its bound {} at k = {k:?}",
        bounds[axis]
    );
}

fn stepped(k: &[f64], axis: usize, step: f64) -> Vec<f64> {
    let mut k = k.to_vec();
    k[axis] += step;
    k
}
