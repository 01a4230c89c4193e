//! What cannot be made is refused with the numbers that tell why.

use insta::assert_snapshot;
use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_lattice::{Axis, Flux, Lattice, LatticeError, Model, Pairing, Vector3};

use super::common::{honeycomb, square, triangular};

fn message(result: Result<Model, LatticeError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn cells() {
    assert_snapshot!(message(square().supercell([[1, 2], [2, 4]])), @"the supercell matrix [[1, 2], [2, 4]] has determinant 0; its rows must be independent");
    assert_snapshot!(message(square().supercell([[1, 2, 0], [2, 4, 0]])), @"row 0 of the supercell matrix has 3 components; the lattice needs 2");
    assert_snapshot!(message(square().supercell([[1, 0], [2, 4], [0, 1]])), @"the list of rows of the supercell matrix has 3 components; the lattice needs 2");
    assert_snapshot!(message(square().supercell([2, 2, 2])), @"the diagonal of the supercell matrix has 3 components; the lattice needs 2");
    assert_snapshot!(message(square().supercell([i32::MAX, 1])), @"the supercell matrix has the component 2147483647, which is out of range");
    assert_snapshot!(message(square().supercell([1 << 20, 1 << 20])), @"the supercell has 1099511627776 cells of 3 matrix elements each; at most 2147483648 elements are allowed in all");
    assert_snapshot!(message(square().change_cell([[1, 1], [-1, 1]])), @"the change of cell [[1, 1], [-1, 1]] has determinant 2; primitive vectors go into primitive vectors only with determinant ±1 (`supercell` makes larger cells)");
}

#[test]
fn orientations() {
    assert_snapshot!(message(square().oriented(&[2, -4])), @"the Miller indices [2, -4] have the common factor 2; divide by it");
    assert_snapshot!(message(square().oriented(&[0, 0])), @"the Miller indices [0, 0] all vanish; give the normal of the planes");
    assert_snapshot!(message(square().oriented(&[1, 1, 1])), @"the list of Miller indices [1, 1, 1] has 3 components; the lattice needs 2");
}

#[test]
fn openings() {
    assert_snapshot!(message(square().ribbon(2, 10)), @"`open` names lattice direction 2; the model has 2 (counted from 0)");
    assert_snapshot!(message(square().ribbon(Axis::Y, 0)), @"0 cells asked for along direction 1; at least 1 is needed");
    assert_snapshot!(message(square().slab(Axis::Y, 5)), @"a slab needs a model with 3 periodic directions; this one has 2");
    assert_snapshot!(message(square().ribbon(Axis::Y, usize::MAX)), @"the block of cells has 18446744073709551615 cells of 3 matrix elements each; at most 2147483648 elements are allowed in all");
    assert_snapshot!(message(square().open_directions([(0, 2), (0, 3)])), @"direction 0 is opened twice; give each direction once");
    assert_snapshot!(message(square().at_fixed(Axis::Z, 0.1)), @"`at_fixed` names lattice direction 2; the model has 2 (counted from 0)");
    assert_snapshot!(message(square().at_fixed(Axis::X, f64::NAN)), @"the wave vector along direction 0 is NaN; only finite numbers are allowed");
}

#[test]
fn origins() {
    assert_snapshot!(message(square().translated(Vector3::new(f64::NAN, 0.0, 0.0))), @"the displacement is NaN; only finite numbers are allowed");
    assert_snapshot!(message(honeycomb().rehomed(&[[0; 3]])), @"the list of home cells has 1 components; the lattice needs 2");
    assert_snapshot!(message(square().rehomed(&[[0, 0, 1]])), @"the home cell [0, 0, 1] of site `A` has 3 components; the lattice needs 2");
    let far = square().translated(Vector3::new(1e12, 0.0, 0.0)).unwrap();
    assert_snapshot!(message(far.wrapped()), @"the home cell of a site has the component -1000000000000, which is out of range");
}

#[test]
fn joints() {
    let (square, triangular) = (square(), triangular());
    let refused = |parts: &[(&str, &Model)]| Model::join(parts).unwrap_err().to_string();
    assert_snapshot!(refused(&[]), @"the model has no sites; add at least one");
    assert_snapshot!(refused(&[("a", &square), ("a", &square)]), @"two parts are called `a`; names of parts must differ");
    assert_snapshot!(refused(&[("a", &square), ("b", &triangular)]), @"`b` and `a` have different lattices: they differ in primitive vector 1 (counted from 0); bring them to one lattice with `supercell` or `change_cell` first");
    let chain = Model::builder(Lattice::new(&[[1.0]]).unwrap()).site("A", [0.0]).build().unwrap();
    assert_snapshot!(refused(&[("a", &square), ("b", &chain)]), @"`b` and `a` have different lattices: they differ in primitive vector 1 (counted from 0); bring them to one lattice with `supercell` or `change_cell` first");
    assert_snapshot!(square.stack(Vector3::new(1.0, 2.0, 0.0)).unwrap_err(), @"the primitive vectors are linearly dependent: they span a cell of relative volume 0.0e0; give independent vectors");
}

#[test]
fn spins() {
    assert_snapshot!(message(square().zeeman([0.0, 0.0, 1.0])), @"site `A` has 1 orbital, an odd number: it has no spin; double the orbitals by `with_spin` first");
    assert_snapshot!(message(square().rashba(0.1)), @"site `A` has 1 orbital, an odd number: it has no spin; double the orbitals by `with_spin` first");
    let spinful = square().with_spin().unwrap();
    assert_snapshot!(message(spinful.zeeman([0.0, f64::NAN, 1.0])), @"the field at site `A` is NaN; only finite numbers are allowed");
    assert_snapshot!(message(spinful.rashba(f64::INFINITY)), @"the Rashba coupling is inf; only finite numbers are allowed");
    assert_snapshot!(message(square().with_potential(|_| f64::NAN)), @"the potential at site `A` is NaN; only finite numbers are allowed");
    let atom = Model::builder(Lattice::none()).site("A", []).orbitals(2).build();
    assert_snapshot!(message(atom.unwrap().rashba(0.1)), @"Rashba coupling goes on nearest-neighbour bonds, but no hopping joins different positions");
    let uneven = Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.0])
        .orbitals(2)
        .site("B", [0.5])
        .orbitals(4)
        .hop("A", "B", [0], DMatrix::from_element(4, 2, Complex64::ONE))
        .build()
        .unwrap();
    assert_snapshot!(message(uneven.rashba(0.1)), @"Rashba coupling on the bond A → B joins 2 orbitals to 4; give it as a matrix on each bond instead");
    let triplet = Pairing::p_wave([Complex64::ONE; 3]);
    assert_snapshot!(message(uneven.nambu(&triplet)), @"the pair potential on the bond A → B joins 2 orbitals to 4; give it as a matrix on each bond instead");
}

#[test]
fn pairings() {
    let chain = Model::builder(Lattice::new(&[[1.0]]).unwrap())
        .site("A", [0.0])
        .site("B", [0.5])
        .orbitals(2)
        .build()
        .unwrap();
    let refused = |pairing: Pairing| message(chain.nambu(&pairing));
    let none = Pairing::none;
    assert_snapshot!(refused(none().onsite("A", 0.5)), @"the on-site pair potential of `A` is not antisymmetric: element (0, 0) differs from minus that of (0, 0) by 1.000e0");
    let symmetric = DMatrix::from_row_slice(2, 2, &[0.0, 1.0, 1.0, 0.0].map(Complex64::from));
    assert_snapshot!(refused(none().onsite("B", symmetric)), @"the on-site pair potential of `B` is not antisymmetric: element (1, 0) differs from minus that of (0, 1) by 2.000e0");
    assert_snapshot!(refused(none().onsite("B", DMatrix::identity(3, 3))), @"the on-site pair potential of `B` is a 3×3 matrix; it must be 2×2 (orbitals of the target × orbitals of the origin)");
    assert_snapshot!(refused(none().bond("A", "A", [[1], [-1]], 0.5)), @"the pair potential A → A with cell [-1] is given twice (the second time perhaps as its antisymmetric partner, which is added by itself); give each bond once");
    assert_snapshot!(refused(none().bond("A", "A", [[2], [2]], 0.5)), @"the pair potential A → A with cell [2] is given twice (the second time perhaps as its antisymmetric partner, which is added by itself); give each bond once");
    assert_snapshot!(refused(none().bond("A", "A", [0], 0.5)), @"the hopping A → A stays in the cell; give it as the on-site block of `A`");
    assert_snapshot!(refused(none().bond("A", "B", [0], 0.5)), @"pair potential A → B with cell [0] is a 1×1 matrix; it must be 2×1 (orbitals of the target × orbitals of the origin)");
    assert_snapshot!(refused(none().bond("A", "C", [0], 0.5)), @"a pair potential names the unknown site `C`; the model has `A`, `B`");
    assert_snapshot!(refused(none().bond("A", "A", [0, 1], 0.5)), @"the cell of the pair potential A → A with cell [0, 1] has 2 components; the lattice needs 1");
    assert_snapshot!(refused(none().bond("A", "A", [1], f64::NAN)), @"pair potential A → A with cell [1] is NaN; only finite numbers are allowed");
    assert_snapshot!(refused(Pairing::s_wave(0.1)), @"site `A` has 1 orbital, an odd number: it has no spin; double the orbitals by `with_spin` first");
    assert_snapshot!(refused(Pairing::p_wave([Complex64::ONE; 3])), @"the pair potential goes on nearest-neighbour bonds, but no hopping joins different positions");
}

#[test]
fn fluxes() {
    assert_snapshot!(Flux::new(1, 0).unwrap_err(), @"a flux of 1/0 quanta per cell is out of range; q must be between 1 and 1048576, and p within ±2⁴⁰");
    assert_snapshot!(Flux::new(1, -3).unwrap_err(), @"a flux of 1/-3 quanta per cell is out of range; q must be between 1 and 1048576, and p within ±2⁴⁰");
    assert_snapshot!(Flux::nearest(0.3, 0).unwrap_err(), @"a flux of 0/0 quanta per cell is out of range; q must be between 1 and 1048576, and p within ±2⁴⁰");
    assert_snapshot!(Flux::nearest(f64::NAN, 10).unwrap_err(), @"the flux is NaN; only finite numbers are allowed");
    assert_snapshot!(Flux::nearest(1e300, 10).unwrap_err(), @"a flux of 9223372036854775807/10 quanta per cell is out of range; q must be between 1 and 1048576, and p within ±2⁴⁰");
    let slab = square().ribbon(0, 4).unwrap();
    assert_snapshot!(message(slab.with_flux(Flux::new(1, 3).unwrap())), @"a flux per unit cell needs a model with 2 periodic directions; this one has 1");
    let many = square().supercell([100, 100]).unwrap();
    assert_snapshot!(message(many.with_flux(Flux::new(1, 1 << 20).unwrap())), @"the magnetic cell has 1048576 cells of 30000 matrix elements each; at most 2147483648 elements are allowed in all");
}
