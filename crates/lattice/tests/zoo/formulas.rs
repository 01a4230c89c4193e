//! The Hamiltonians that the documentation prints are those of the models.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_lattice::zoo::{
    AubryAndre, BenalcazarBernevigHughes, Bhz, Chain, Checkerboard, Cubic, DWave, Diamond, Dice,
    ExtendedSsh, Haldane, Hofstadter, Honeycomb, Kagome, KaneMele, KitaevChain, Lieb, PWave,
    QiWuZhang, RiceMele, Square, Triangular,
};
use thouless_lattice::{BlochHamiltonian, Gauge, Model};

use crate::support::{SOMEWHERE, assert_matrices_agree, pauli, pauli_sum};

const I: Complex64 = Complex64::I;
const O: Complex64 = Complex64::ZERO;

/// $k_i = k · a_i$ of the wave vector at which everything is compared.
fn phases() -> [f64; 3] {
    SOMEWHERE.map(|k| TAU * k)
}

fn assert_is(model: &Model, formula: &DMatrix<Complex64>) {
    let h = model.hamiltonian(&SOMEWHERE[..model.dimension()]).unwrap();
    assert_matrices_agree(&h, formula);
}

fn number(e: f64) -> DMatrix<Complex64> {
    DMatrix::from_element(1, 1, e.into())
}

/// The three phases e^{ik·δ} of the bonds from A to B of the honeycomb.
fn honeycomb_bonds() -> [Complex64; 3] {
    let [k1, k2, _] = phases();
    let first = (k1 + k2) / 3.0;
    [first, first - k1, first - k2].map(Complex64::cis)
}

#[test]
fn lattices_of_one_orbital() {
    let [k1, k2, k3] = phases();
    let [c1, c2, c3] = [k1, k2, k3].map(f64::cos);
    assert_is(&Chain { t: 1.3 }.model().unwrap(), &number(-2.6 * c1));
    let square = Square { t: 1.3, t2: 0.4 }.model().unwrap();
    assert_is(&square, &number(-2.6 * (c1 + c2) - 1.6 * c1 * c2));
    let triangular = Triangular { t: 1.3 }.model().unwrap();
    assert_is(&triangular, &number(-2.6 * (c1 + c2 + (k1 - k2).cos())));
    assert_is(&Cubic { t: 1.3 }.model().unwrap(), &number(-2.6 * (c1 + c2 + c3)));
}

#[test]
fn chains_of_alternating_bonds() {
    let k = phases()[0];
    let (v, w, delta) = (0.7, 1.1, 0.3);
    let formula = pauli_sum([0.0, (v + w) * (k / 2.0).cos(), -(v - w) * (k / 2.0).sin(), delta]);
    assert_is(&RiceMele { v, w, delta }.model().unwrap(), &formula);

    let (v3, w3) = (0.2, -0.6);
    let z = Complex64::cis(k);
    let h = Complex64::cis(-k / 2.0) * (v3 / z + v + w * z + w3 * z * z);
    let formula = DMatrix::from_row_slice(2, 2, &[O, h.conj(), h, O]);
    assert_is(&ExtendedSsh { v, w, v3, w3 }.model().unwrap(), &formula);
}

#[test]
fn modulated_chain() {
    let (t, lambda, phi) = (1.2, 0.8, 0.4);
    let hop = -t * Complex64::cis(-phases()[0] / 3.0);
    let onsite = [0.0, 2.0, 4.0].map(|n| Complex64::from(lambda * (TAU / 3.0 * n + phi).cos()));
    let formula = DMatrix::from_row_slice(
        3,
        3,
        &[onsite[0], hop.conj(), hop, hop, onsite[1], hop.conj(), hop.conj(), hop, onsite[2]],
    );
    assert_is(&AubryAndre { t, lambda, p: 2, q: 3, phi }.model().unwrap(), &formula);
}

#[test]
fn superconductors() {
    let [k1, k2, _] = phases();
    let (t, delta, mu) = (1.2, 0.7, 0.3);
    let chain = KitaevChain { t, delta, mu }.model().unwrap();
    let formula = [0.0, 0.0, 2.0 * delta * k1.sin(), -(2.0 * t * k1.cos() + mu)];
    assert_is(&chain, &pauli_sum(formula));
    let kinetic = -2.0 * t * (k1.cos() + k2.cos()) - mu;
    let formula = [0.0, 2.0 * delta * k1.sin(), 2.0 * delta * k2.sin(), kinetic];
    assert_is(&PWave { t, delta, mu }.model().unwrap(), &pauli_sum(formula));
}

#[test]
fn chern_insulators_on_the_square_lattice() {
    let [k1, k2, _] = phases();
    let ([s1, s2], [c1, c2]) = ([k1.sin(), k2.sin()], [k1.cos(), k2.cos()]);
    assert_is(&QiWuZhang { u: 0.6 }.model().unwrap(), &pauli_sum([0.0, s1, s2, 0.6 + c1 + c2]));
    assert_is(
        &DWave { m: 0.6 }.model().unwrap(),
        &pauli_sum([0.0, c1 - c2, s1 * s2, 0.6 + c1 + c2]),
    );

    let model = Checkerboard { t: 1.1, phi: 0.5, t1: 0.3, t2: -0.7, t3: 0.2 };
    let Checkerboard { t, phi, t1, t2, t3 } = model;
    let formula = [
        -(t1 + t2) * (c1 + c2) - 4.0 * t3 * c1 * c2,
        -4.0 * t * phi.cos() * (k1 / 2.0).cos() * (k2 / 2.0).cos(),
        -4.0 * t * phi.sin() * (k1 / 2.0).sin() * (k2 / 2.0).sin(),
        -(t1 - t2) * (c1 - c2),
    ];
    assert_is(&model.model().unwrap(), &pauli_sum(formula));
}

#[test]
fn honeycomb_and_haldane() {
    let [k1, k2, _] = phases();
    let f: Complex64 = honeycomb_bonds().iter().sum();
    let g = 2.0 * (k1.cos() + k2.cos() + (k1 - k2).cos());
    assert!((f.norm_sqr() - 3.0 - g).abs() < 1e-14);
    let (t, t2, m) = (1.1, 0.2, 0.4);
    let formula = pauli_sum([-t2 * g, -t * f.re, t * f.im, m]);
    assert_is(&Honeycomb { t, t2, m }.model().unwrap(), &formula);

    // Haldane 1988, with b the counter-clockwise second neighbours of A.
    let phi = 0.7_f64;
    let sines = k1.sin() - k2.sin() - (k1 - k2).sin();
    let formula =
        pauli_sum([t2 * phi.cos() * g, t * f.re, -t * f.im, m + 2.0 * t2 * phi.sin() * sines]);
    assert_is(&Haldane { t, t2, phi, m }.model().unwrap(), &formula);
}

#[test]
fn lattices_with_flat_bands() {
    let [k1, k2, _] = phases();
    let [c1, c2, c12] = [k1, k2, k1 - k2].map(|k| Complex64::from((k / 2.0).cos()));
    let (t, phi) = (1.3, 0.4);
    let (z, zc) = (Complex64::cis(phi), Complex64::cis(-phi));
    let formula = DMatrix::from_row_slice(
        3,
        3,
        &[O, zc * c1, z * c2, z * c1, O, zc * c12, zc * c2, z * c12, O],
    ) * Complex64::from(-2.0 * t);
    assert_is(&Kagome { t, phi }.model().unwrap(), &formula);

    let formula =
        DMatrix::from_row_slice(3, 3, &[O, c1, c2, c1, O, O, c2, O, O]) * Complex64::from(-2.0 * t);
    assert_is(&Lieb { t }.model().unwrap(), &formula);

    let f: Complex64 = honeycomb_bonds().iter().sum();
    let alpha = 0.6;
    let (af, afc) = (alpha * f, alpha * f.conj());
    let formula =
        DMatrix::from_row_slice(3, 3, &[O, f, O, f.conj(), O, af, O, afc, O]) * Complex64::from(-t);
    assert_is(&Dice { t, alpha }.model().unwrap(), &formula);
}

#[test]
fn diamond() {
    let [k1, k2, k3] = phases();
    let first = (k1 + k2 + k3) / 4.0;
    let f: Complex64 = [0.0, k1, k2, k3].iter().map(|k| Complex64::cis(first - k)).sum();
    let formula = pauli_sum([0.0, -1.2 * f.re, 1.2 * f.im, 0.0]);
    assert_is(&Diamond { t: 1.2 }.model().unwrap(), &formula);
}

#[test]
fn kane_mele() {
    let [k1, k2, _] = phases();
    let (t, l_so, l_r, l_v) = (1.1, 0.2, 0.3, 0.4);
    let sines = k1.sin() - k2.sin() - (k1 - k2).sin();
    let rt3 = 3.0_f64.sqrt();
    let directions = [[rt3 / 2.0, 0.5], [-rt3 / 2.0, 0.5], [0.0, -1.0]];
    let mut bonds = DMatrix::zeros(2, 2);
    for (phase, [dx, dy]) in honeycomb_bonds().into_iter().zip(directions) {
        let rashba = pauli_sum([0.0, dy, -dx, 0.0]);
        bonds += (pauli(0) * Complex64::from(t) - rashba * (I * l_r)) * phase;
    }
    let raising = DMatrix::from_row_slice(2, 2, &[O, Complex64::ONE, O, O]);
    let bonds = raising.kronecker(&bonds);
    let formula = pauli(3).kronecker(&pauli(0)) * Complex64::from(l_v)
        + pauli(3).kronecker(&pauli(3)) * Complex64::from(2.0 * l_so * sines)
        + &bonds
        + bonds.adjoint();
    assert_is(&KaneMele { t, l_so, l_r, l_v }.model().unwrap(), &formula);
}

#[test]
fn bernevig_hughes_zhang() {
    let [k1, k2, _] = phases();
    let model = Bhz { A: 1.3, B: 0.7, C: 0.2, D: 0.3, M: 0.9, a: 1.7 };
    let curve = 2.0 / (model.a * model.a) * (2.0 - k1.cos() - k2.cos());
    let term = |c: f64, i: usize, j: usize| pauli(i).kronecker(&pauli(j)) * Complex64::from(c);
    let formula = term(model.C - model.D * curve, 0, 0)
        + term(model.M - model.B * curve, 3, 0)
        + term(model.A / model.a * k1.sin(), 1, 3)
        + term(-model.A / model.a * k2.sin(), 2, 0);
    assert_is(&model.model().unwrap(), &formula);
}

#[test]
fn benalcazar_bernevig_hughes() {
    let [k1, k2, _] = phases();
    let (gamma, lambda, delta) = (0.4, 1.1, 0.2);
    let term = |c: f64, i: usize, j: usize| pauli(i).kronecker(&pauli(j)) * Complex64::from(c);
    let formula = term(gamma + lambda * k1.cos(), 1, 0)
        + term(-lambda * k1.sin(), 2, 3)
        + term(-(gamma + lambda * k2.cos()), 2, 2)
        + term(-lambda * k2.sin(), 2, 1)
        + term(delta, 3, 0);
    let model = BenalcazarBernevigHughes { gamma, lambda, delta }.model().unwrap();
    assert_is(&model.in_gauge(Gauge::Periodic), &formula);
}

#[test]
fn hofstadter() {
    let [k1, k2, _] = phases();
    let (t, p, q) = (1.2, 2, 5);
    let hop = -t * Complex64::cis(-k1 / f64::from(q));
    let mut formula = DMatrix::zeros(5, 5);
    for x in 0..5_u32 {
        let [here, right] = [x, (x + 1) % 5].map(|x| x as usize);
        let phase = TAU * f64::from(p) / f64::from(q) * f64::from(x);
        formula[(here, here)] += Complex64::from(-2.0 * t * (k2 - phase).cos());
        formula[(right, here)] += hop;
        formula[(here, right)] += hop.conj();
    }
    assert_is(&Hofstadter { t, p, q }.model().unwrap(), &formula);
}
