//! Every contradiction in a model is one message with a name in it.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use insta::assert_snapshot;
use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_lattice::{Lattice, Model, ModelBuilder};

fn honeycomb() -> ModelBuilder {
    let lattice = Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]]).unwrap();
    Model::builder(lattice).site("A", [0.0, 0.0]).site("B", [1.0 / 3.0, 1.0 / 3.0])
}

fn message(builder: ModelBuilder) -> String {
    builder.build().unwrap_err().to_string()
}

#[test]
fn unknown_site() {
    assert_snapshot!(message(honeycomb().hop("A", "C", [0, 0], 1.0)), @"a hopping names the unknown site `C`; the model has `A`, `B`");
}

#[test]
fn unknown_site_number() {
    assert_snapshot!(message(honeycomb().hop(0, 7, [0, 0], 1.0)), @"a hopping names the unknown site `7`; the model has `A`, `B`");
}

#[test]
fn duplicate_site() {
    assert_snapshot!(message(honeycomb().site("A", [0.5, 0.5])), @"site `A` is defined twice; names must differ");
}

#[test]
fn duplicate_hopping() {
    let twice = honeycomb().hop("A", "B", [[0, 1], [0, 1]], 1.0);
    assert_snapshot!(message(twice), @"the hopping A → B with cell [0, 1] is given twice; the Hermitian conjugate is added by itself, give each hopping once");
}

#[test]
fn hopping_given_with_its_conjugate() {
    let both = honeycomb().hop("A", "B", [0, 1], 1.0).hop("B", "A", [0, -1], 1.0);
    assert_snapshot!(message(both), @"the hopping B → A with cell [0, -1] is given twice (the second time as its conjugate); the Hermitian conjugate is added by itself, give each hopping once");
    let itself = honeycomb().hop("A", "A", [[0, 1], [0, -1]], 1.0);
    assert_snapshot!(message(itself), @"the hopping A → A with cell [0, -1] is given twice (the second time as its conjugate); the Hermitian conjugate is added by itself, give each hopping once");
}

#[test]
fn hopping_that_stays() {
    assert_snapshot!(message(honeycomb().hop("A", "A", [0, 0], 1.0)), @"the hopping A → A stays in the cell; give it as the on-site block of `A`");
}

#[test]
fn onsite_block_not_hermitian() {
    let block = DMatrix::from_row_slice(2, 2, &[0.0, 1.0, 0.5, 0.0]).map(Complex64::from);
    assert_snapshot!(message(honeycomb().site("C", [0.5, 0.5]).onsite(block)), @"the on-site block of `C` is not Hermitian: element (1, 0) differs from the conjugate of (0, 1) by 5.000e-1; give conjugate elements across the diagonal and real ones on it");
    assert_snapshot!(message(honeycomb().onsite(Complex64::I)), @"the on-site block of `B` is not Hermitian: element (0, 0) differs from the conjugate of (0, 0) by 2.000e0; give conjugate elements across the diagonal and real ones on it");
}

#[test]
fn blocks_of_the_wrong_shape() {
    let wide = DMatrix::from_element(2, 1, Complex64::ONE);
    assert_snapshot!(message(honeycomb().hop("A", "B", [0, 0], wide.clone())), @"hopping A → B with cell [0, 0] is a 2×1 matrix; it must be 1×1 (orbitals of the target × orbitals of the origin)");
    assert_snapshot!(message(honeycomb().orbitals(3).onsite(wide)), @"the on-site block of `B` is a 2×1 matrix; it must be 3×3 (orbitals of the target × orbitals of the origin)");
    assert_snapshot!(message(honeycomb().orbitals(2).hop("A", "B", [0, 0], 1.0)), @"hopping A → B with cell [0, 0] is a 1×1 matrix; it must be 2×1 (orbitals of the target × orbitals of the origin)");
}

#[test]
fn coordinates_of_the_wrong_length() {
    assert_snapshot!(message(honeycomb().site("C", [0.5])), @"position of site `C` has 1 components; the lattice needs 2 to 3");
    assert_snapshot!(message(honeycomb().hop("A", "B", [0], 1.0)), @"the cell of the hopping A → B with cell [0] has 1 components; the lattice needs 2");
}

#[test]
fn numbers_that_are_not_finite() {
    assert_snapshot!(message(honeycomb().hop("A", "B", [0, 0], f64::NAN)), @"hopping A → B with cell [0, 0] is NaN; only finite numbers are allowed");
    assert_snapshot!(message(honeycomb().onsite(f64::INFINITY)), @"the on-site block of `B` is inf; only finite numbers are allowed");
    assert_snapshot!(message(honeycomb().site("C", [f64::NAN, 0.0])), @"position of site `C` is NaN; only finite numbers are allowed");
}

#[test]
fn nothing_to_build() {
    let lattice = Lattice::new(&[[1.0]]).unwrap();
    assert_snapshot!(message(Model::builder(lattice.clone())), @"the model has no sites; add at least one");
    assert_snapshot!(message(Model::builder(lattice).onsite(1.0)), @"`onsite` belongs to a site; call `site` first");
    assert_snapshot!(message(honeycomb().orbitals(0)), @"site `B` has 0 orbitals; it must have between 1 and 65536");
}

#[test]
fn lattices() {
    assert_snapshot!(Lattice::new(&[[1.0, 2.0], [2.0, 4.0]]).unwrap_err(), @"the primitive vectors are linearly dependent: they span a cell of relative volume 0.0e0; give independent vectors");
    assert_snapshot!(Lattice::new(&[[1.0, f64::NAN]]).unwrap_err(), @"primitive vector 0 is NaN; only finite numbers are allowed");
    assert_snapshot!(Lattice::new(&[[1.0; 4]]).unwrap_err(), @"primitive vector 0 has 4 components; the lattice needs 1 to 3");
    assert_snapshot!(Lattice::new(&[[1.0; 3]; 4]).unwrap_err(), @"4 primitive vectors given; a lattice has 0 to 3");
}
