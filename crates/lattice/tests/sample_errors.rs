//! What cannot be made into a sample is one message with names and numbers.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

mod common;

use common::{chain, square, ssh, two_orbitals};
use insta::assert_snapshot;
use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_lattice::shape::{CellBlock, Disk, Everywhere, HalfSpace, Rectangle};
use thouless_lattice::{Anderson, FieldGauge, SampleBuilder, Vacancies, Vector3};
use thouless_linalg::Progress;

fn message(builder: SampleBuilder<'_>) -> String {
    builder.build().unwrap_err().to_string()
}

fn block() -> CellBlock {
    CellBlock::new([4, 4])
}

#[test]
fn shapes_that_give_no_sample() {
    assert_snapshot!(message(square().cut(Disk::new(f64::NAN))), @"the radius of the disk is NaN; it must be a finite number, 0 or larger");
    assert_snapshot!(message(square().cut(block()).remove(Disk::new(-1.0))), @"the radius of the disk is -1; it must be a finite number, 0 or larger");
    assert_snapshot!(message(square().cut(Disk::new(0.4).translated_by_half())), @"the sample is empty: none of the 0 sites near the shape lies in it");
    assert_snapshot!(message(square().cut(block()).remove(Everywhere)), @"the sample is empty: every site of the shape is taken out by `remove` or is a vacancy");
    assert_snapshot!(message(square().cut(Everywhere)), @"the shape has no limit along lattice direction 0; intersect it with one that has, or make this direction periodic");
    let half = HalfSpace::new(Vector3::zeros(), Vector3::y());
    assert_snapshot!(message(square().cut(Rectangle::new(1.0, 1.0) | half)), @"the shape has no limit along lattice direction 0; intersect it with one that has, or make this direction periodic");
    assert_snapshot!(message(square().cut(CellBlock::new([4, 4, 4])).periodic(0, 4).periodic(2, 2)), @"`periodic` names lattice direction 2; the model has 2 (counted from 0)");
}

trait HalfCell {
    fn translated_by_half(self) -> thouless_lattice::shape::Translated<Self>
    where
        Self: Sized;
}

impl HalfCell for Disk {
    fn translated_by_half(self) -> thouless_lattice::shape::Translated<Self> {
        thouless_lattice::shape::Shape::translated(self, Vector3::new(0.5, 0.5, 0.0))
    }
}

#[test]
fn absurd_sizes_are_refused_before_anything_is_allocated() {
    let free_memory = |text: String| {
        let (start, _) = text.rsplit_once("; ").unwrap();
        start.to_owned()
    };
    assert_snapshot!(free_memory(message(square().cut(CellBlock::new([1_000_000, 1_000_000])))), @"a sample of up to 1000000000000 sites needs 1.280e5 GB");
    assert_snapshot!(free_memory(message(square().cut(Disk::new(1e8)))), @"a sample of up to 40000000400000001 sites needs 5.120e9 GB");
    assert_snapshot!(message(square().cut(Disk::new(1e12))), @"the sample would have 2.000e12 cells along a direction; at most 1073741824 can be numbered");
    assert_snapshot!(message(square().cut(Everywhere).periodic(0, 0).periodic(1, 2)), @"the sample's period along direction 0 is 0 cells; give 1 to 2^30");
}

#[test]
fn fields_that_do_not_fit() {
    let torus = |flux| square().cut(block()).periodic(0, 40).periodic(1, 40).flux_per_cell(flux);
    assert_snapshot!(message(torus(0.002)), @"the flux through the sample, periodic along directions 0 and 1, is 3.2 flux quanta, which must be a whole number; with these periods the nearest fluxes per cell are 0.001875 and 0.0025");
    assert_snapshot!(message(torus(f64::NAN)), @"the magnetic flux is NaN; only finite numbers are allowed");
    assert_snapshot!(message(torus(0.0).flux_tube([0.5, 0.5], 0.1)), @"flux tubes need a sample that is open in every direction; the flux through a periodic direction is its `twist`");
    assert_snapshot!(message(chain().cut(CellBlock::new([4])).flux_per_cell(0.1)), @"a flux per cell needs a lattice whose first two vectors span an area across z; give the field by `flux_per_area`");
    assert_snapshot!(message(square().cut(block()).flux_tube([1.0, 0.5], 0.1)), @"the flux tube at (1, 0.5) lies on the bond from site `A` of cell [1, 0] to site `A` of cell [1, 1]; move it into a plaquette");
    assert_snapshot!(message(square().cut(block()).flux_tube([f64::NAN, 0.5], 0.1)), @"a number of the flux tube is NaN; only finite numbers are allowed");
    let upwards = FieldGauge::Landau(Vector3::z());
    assert_snapshot!(message(square().cut(block()).flux_per_cell(0.1).gauge(upwards)), @"the direction of the Landau gauge, projected onto the plane, is NaN; only finite numbers are allowed");
    assert_snapshot!(message(square().cut(block()).gauge_function(|_| f64::INFINITY)), @"the Peierls phase of a bond from site `A` of cell [0, 0] is NaN+NaNi; only finite numbers are allowed");
    assert_snapshot!(message(square().cut(block()).twist(1, 0.3)), @"direction 1 is twisted but not periodic; call `periodic(1, n)` too");
    assert_snapshot!(message(square().cut(block()).periodic(2, 3)), @"`periodic` names lattice direction 2; the model has 2 (counted from 0)");
}

#[test]
fn disorder_that_makes_no_sense() {
    let width = |width| square().cut(block()).disorder(Anderson { width, seed: 1 });
    assert_snapshot!(message(width(-1.0)), @"the width of Anderson disorder is -1; it must be a finite number, 0 or larger");
    assert_snapshot!(message(width(f64::NAN)), @"the width of Anderson disorder is NaN; it must be a finite number, 0 or larger");
    let vacancies = Vacancies { concentration: 1.5, seed: 1 };
    assert_snapshot!(message(square().cut(block()).disorder(vacancies)), @"the concentration of vacancies is 1.5; it must lie between 0 and 1");
}

#[test]
fn functions_that_give_wrong_values() {
    let potential = |r: Vector3| if r.x > 2.5 && r.y > 0.5 { f64::NAN } else { 0.0 };
    assert_snapshot!(message(square().cut(block()).potential(potential)), @"the potential at site `A` of cell [3, 1] is NaN; only finite numbers are allowed");
    let wire = || two_orbitals().cut(CellBlock::new([4]));
    let row = |_| DMatrix::from_element(1, 2, Complex64::ONE);
    assert_snapshot!(message(wire().potential_matrix(row)), @"the matrix potential at site `A` of cell [0] is a 1×2 matrix; it must be 2×2");
    let skew = |_| DMatrix::from_row_slice(2, 2, &[0.0, 1.0, 0.5, 0.0]).map(Complex64::from);
    assert_snapshot!(message(wire().potential_matrix(skew)), @"the matrix potential at site `A` of cell [0] is not Hermitian: element (0, 1) differs from the conjugate of (1, 0) by 5.000e-1");
    let lossy = wire().modify_onsite(|_, block| block[(1, 1)].im = -0.1);
    assert_snapshot!(message(lossy), @"the on-site block of site `A` of cell [0] is not Hermitian: element (1, 1) differs from the conjugate of (1, 1) by 2.000e-1");
    let grown = wire().modify_hopping(|_, _, block| *block = DMatrix::zeros(3, 2));
    assert_snapshot!(message(grown), @"the hopping from site `A` of cell [0] to site `A` of cell [1] is a 3×2 matrix; it must be 2×2");
    let infinite = wire().modify_hopping(|_, _, block| block[(0, 1)] *= f64::INFINITY);
    assert_snapshot!(message(infinite), @"the hopping from site `A` of cell [0] to site `A` of cell [1] is NaN+infi; only finite numbers are allowed");
}

#[test]
fn families_of_another_structure() {
    let cut = || ssh(1.0, 2.0).cut(CellBlock::new([3]));
    assert_snapshot!(message(cut().vary(|_| Ok(chain()))), @"the varied model at (0.0000, 0.0000, 0.0000) has 1 sites instead of 2; it must have the sites, orbitals and hoppings of the model that was cut");
    assert_snapshot!(message(chain().cut(CellBlock::new([3])).vary(|_| Ok(two_orbitals()))), @"the varied model at (0.0000, 0.0000, 0.0000) has 2 orbitals on site `A` instead of 1; it must have the sites, orbitals and hoppings of the model that was cut");
    let other = |r: Vector3| {
        thouless_lattice::Model::builder(ssh(1.0, 2.0).lattice().clone())
            .site("A", [0.0])
            .site("B", [0.5])
            .hop("A", "B", [i32::from(r.x > 1.1)], 1.0)
            .hop("B", "A", [1], 1.0)
            .build()
    };
    assert_snapshot!(message(cut().vary(other)), @"the varied model at (1.2500, 0.0000, 0.0000) has the hopping A → B with cell [1] instead of A → B with cell [0]; it must have the sites, orbitals and hoppings of the model that was cut");
    assert_snapshot!(message(cut().vary(|r| thouless_lattice::Model::builder(ssh(1.0, r.x).lattice().clone()).build())), @"the model has no sites; add at least one");
}

#[test]
fn cancelled() {
    let progress = Progress::silent();
    progress.cancel();
    assert_snapshot!(message(square().cut(block()).progress(&progress)), @"cancelled");
}
