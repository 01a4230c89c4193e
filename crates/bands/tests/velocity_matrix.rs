//! The velocity between bands does not depend on the functions that span them.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use std::f64::consts::TAU;
use std::fmt::Write as _;

use nalgebra::{DMatrix, Matrix2};
use num_complex::Complex64;
use thouless_bands::{
    BandsError, VelocityMatrix, velocities, velocity_matrix, velocity_matrix_of_wannier_functions,
};
use thouless_lattice::Wannier90;
use thouless_lattice::zoo::Haldane;

type M = Matrix2<Complex64>;

/// Lattice constant along x, and where the two sites are.
const A: f64 = 2.0;
const SITES: [[f64; 3]; 2] = [[0.2, 0.5, 0.0], [1.3, -0.4, 0.0]];

fn c(re: f64, im: f64) -> Complex64 {
    Complex64::new(re, im)
}

/// A chain along x of two sites, in the periodic gauge: $H$ and $dH/dk_x$.
fn chain(k: f64) -> [M; 2] {
    let e = Complex64::cis(TAU * k);
    let off = c(0.7, 0.2) + e.conj() * 1.1;
    let slope = e.conj() * c(0.0, -1.1 * A);
    let d = 0.3 + 0.4 * (TAU * k).cos();
    let d_slope = -0.4 * A * (TAU * k).sin();
    [
        M::new(c(d, 0.0), off, off.conj(), c(-0.3, 0.0)),
        M::new(c(d_slope, 0.0), slope, slope.conj(), c(0.0, 0.0)),
    ]
}

/// Functions spread over neighbouring cells: columns in the basis of the sites, and their slope.
fn functions(k: f64) -> [M; 2] {
    let (cos, sin) = (0.8, 0.6);
    let e = Complex64::cis(TAU * k);
    [
        M::new(c(cos, 0.0), -e.conj() * sin, e * sin, c(cos, 0.0)),
        M::new(c(0.0, 0.0), e.conj() * c(0.0, A * sin), e * c(0.0, A * sin), c(0.0, 0.0)),
    ]
}

/// The Hamiltonian between the functions, and the three components of their connection.
fn of_functions(k: f64) -> [M; 4] {
    let ([h, _], [u, du]) = (chain(k), functions(k));
    let position = |axis: usize| {
        let [a, b] = SITES.map(|r| c(r[axis], 0.0));
        u.adjoint() * M::new(a, c(0.0, 0.0), c(0.0, 0.0), b) * u
    };
    let turning = u.adjoint() * du * c(0.0, 1.0);
    [u.adjoint() * h * u, position(0) + turning, position(1), position(2)]
}

/// The file that Wannier90 would write of these functions.
fn tb_text() -> String {
    const N: i32 = 16;
    const REACH: i32 = 4;
    let coefficient = |r: i32, which: usize| -> M {
        let sum: M = (0..N)
            .map(|i| {
                let k = f64::from(i) / f64::from(N);
                of_functions(k)[which] * Complex64::cis(-TAU * k * f64::from(r))
            })
            .sum();
        sum / c(f64::from(N), 0.0)
    };
    let mut text =
        format!(" rotated\n {A} 0.0 0.0\n 0.0 1.0 0.0\n 0.0 0.0 1.0\n 2\n {}\n", 2 * REACH + 1);
    writeln!(text, "{}", " 1".repeat(2 * REACH as usize + 1)).unwrap();
    for parts in [&[0_usize][..], &[1, 2, 3]] {
        for r in -REACH..=REACH {
            let blocks: Vec<M> = parts.iter().map(|part| coefficient(r, *part)).collect();
            writeln!(text, "\n {r} 0 0").unwrap();
            for j in 0..2 {
                for i in 0..2 {
                    write!(text, " {} {}", i + 1, j + 1).unwrap();
                    for block in &blocks {
                        let z = block[(i, j)];
                        write!(text, " {:.17e} {:.17e}", z.re, z.im).unwrap();
                    }
                    writeln!(text).unwrap();
                }
            }
        }
    }
    text
}

/// Moduli of the elements between bands, of the chain itself: its functions have no extent.
fn of_sites(k: f64) -> [DMatrix<f64>; 3] {
    let [h, slope] = chain(k);
    let eigen = nalgebra::SymmetricEigen::new(h);
    let order = if eigen.eigenvalues[0] < eigen.eigenvalues[1] { [0, 1] } else { [1, 0] };
    let states = M::from_columns(&order.map(|i| eigen.eigenvectors.column(i).into_owned()));
    [0, 1, 2].map(|axis| {
        let [a, b] = SITES.map(|r| c(r[axis], 0.0));
        let position = M::new(a, c(0.0, 0.0), c(0.0, 0.0), b);
        let by_k = if axis == 0 { slope } else { M::zeros() };
        let v = by_k + (h * position - position * h) * c(0.0, 1.0);
        let v = states.adjoint() * v * states;
        DMatrix::from_fn(2, 2, |m, n| v[(m, n)].norm())
    })
}

fn moduli(velocity: &VelocityMatrix) -> [DMatrix<f64>; 3] {
    [0, 1, 2].map(|axis| velocity.components[axis].map(nalgebra::ComplexField::modulus))
}

fn distance(x: &[DMatrix<f64>; 3], y: &[DMatrix<f64>; 3]) -> f64 {
    x.iter().zip(y).map(|(x, y)| (x - y).amax()).fold(0.0, f64::max)
}

#[test]
fn spread_functions_give_the_velocities_of_the_sites_with_their_position_matrices() {
    let wannier = Wannier90::parse_tb(tb_text().as_bytes(), "rotated_tb.dat").unwrap();
    let (model, positions) = (wannier.model().unwrap(), wannier.position_operator().unwrap());
    for k in [0.0, 0.07, 0.31, 0.5, 0.84] {
        let at = [k, 0.2, 0.6];
        let exact = of_sites(k);
        let full = velocity_matrix_of_wannier_functions(&model, &positions, &at).unwrap();
        assert!(distance(&moduli(&full), &exact) < 1e-12, "at {k}");
        let without = velocity_matrix(&model, &at).unwrap();
        assert!(distance(&moduli(&without), &exact) > 0.05, "at {k}: {without:?}");
        // What each band alone shows is there without position matrices.
        let slopes = velocities(&model, &at).unwrap();
        for (n, slope) in slopes.iter().enumerate() {
            assert!((without.components[0][(n, n)].re - slope.x).abs() < 1e-12);
            assert!((slope.x.abs() - exact[0][(n, n)]).abs() < 1e-12);
        }
    }
}

#[test]
fn position_matrices_of_another_system_are_refused() {
    let wannier = Wannier90::parse_tb(tb_text().as_bytes(), "rotated_tb.dat").unwrap();
    let positions = wannier.position_operator().unwrap();
    let cubic = thouless_lattice::zoo::Cubic::default().model().unwrap();
    let result = velocity_matrix_of_wannier_functions(&cubic, &positions, &[0.1, 0.2, 0.3]);
    insta::assert_snapshot!(result.unwrap_err(), @"the position operator is of 2 functions; the system has 1 bands");
    let haldane = Haldane::default().model().unwrap();
    let result = velocity_matrix_of_wannier_functions(&haldane, &positions, &[0.1, 0.2]);
    assert!(matches!(result, Err(BandsError::Lattice(_))));
}
