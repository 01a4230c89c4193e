//! The same models by transformation and as the zoo writes them out.

use num_complex::Complex64;
use thouless_lattice::{BlochHamiltonian, Lattice, Model, Pairing, zoo};

use super::common::{assert_same_matrix, honeycomb, square};

const WAVE_VECTORS: [[f64; 2]; 3] = [[0.0, 0.0], [0.13, -0.41], [0.37, 0.22]];

fn assert_same_model(found: &Model, expected: &Model) {
    for k in WAVE_VECTORS {
        let k = &k[..found.dimension()];
        assert_same_matrix(&found.hamiltonian(k).unwrap(), &expected.hamiltonian(k).unwrap());
    }
}

#[test]
fn rashba_coupling_of_graphene_is_that_of_kane_and_mele() {
    let written = zoo::KaneMele { t: -1.0, l_so: 0.0, l_r: 0.17, l_v: 0.3 }.model().unwrap();
    let staggered = |site: &thouless_lattice::Site| if site.name() == "A" { 0.3 } else { -0.3 };
    let made = honeycomb().with_potential(staggered).unwrap().with_spin().unwrap();
    assert_same_model(&made.rashba(0.17).unwrap(), &written);
}

#[test]
fn kitaevs_chain_is_a_chain_with_pairing() {
    let written = zoo::KitaevChain { t: 0.9, delta: 0.4, mu: 0.7 }.model().unwrap();
    let chain = Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.0])
        .hop("A", "A", [1], -0.9)
        .build()
        .unwrap()
        .with_potential(|_| -0.7)
        .unwrap();
    let bond = Pairing::none().bond("A", "A", [1], 0.4);
    assert_same_model(&chain.nambu(&bond).unwrap(), &written);
    let wave = Pairing::p_wave([0.4.into(), Complex64::ZERO, Complex64::ZERO]);
    assert_same_model(&chain.nambu(&wave).unwrap(), &written);
}

#[test]
fn the_chiral_superconductor_is_a_square_lattice_with_p_waves() {
    let written = zoo::PWave { t: 1.0, delta: 0.3, mu: -1.5 }.model().unwrap();
    let wave = Pairing::p_wave([Complex64::new(0.0, 0.3), 0.3.into(), Complex64::ZERO]);
    let made = square().with_potential(|_| 1.5).unwrap().nambu(&wave).unwrap();
    assert_same_model(&made, &written);
}
