//! The centred lattices in three dimensions.

use proptest::prelude::*;

use super::*;

/// Primitive vectors of the cells of Setyawan and Curtarolo (2010), with edges a, b, c.
fn body([a, b, c]: [f64; 3]) -> [[f64; 3]; 3] {
    let [a, b, c] = [a / 2.0, b / 2.0, c / 2.0];
    [[-a, b, c], [a, -b, c], [a, b, -c]]
}

fn face([a, b, c]: [f64; 3]) -> [[f64; 3]; 3] {
    let [a, b, c] = [a / 2.0, b / 2.0, c / 2.0];
    [[0.0, b, c], [a, 0.0, c], [a, b, 0.0]]
}

fn base([a, b, c]: [f64; 3]) -> [[f64; 3]; 3] {
    [[a / 2.0, -b / 2.0, 0.0], [a / 2.0, b / 2.0, 0.0], [0.0, 0.0, c]]
}

/// Vectors of the length √(1 + 2x²) about the body diagonal.
fn rhombohedron(x: f64) -> [[f64; 3]; 3] {
    [[1.0, x, x], [x, 1.0, x], [x, x, 1.0]]
}

/// A lattice of each type, and one of each shape of the zone where a type has several.
fn every_type() -> Vec<(&'static str, [[f64; 3]; 3])> {
    vec![
        ("body-centred tetragonal", body([1.0, 1.0, 0.6])),
        ("body-centred tetragonal", body([1.0, 1.0, 1.3])),
        ("body-centred tetragonal", body([1.0, 1.0, 2.9])),
        ("body-centred orthorhombic", body([1.0, 1.2, 1.5])),
        ("body-centred orthorhombic", body([0.4, 1.2, 2.7])),
        ("face-centred orthorhombic", face([0.5, 1.2, 1.5])),
        ("face-centred orthorhombic", face([1.0, 1.2, 1.5])),
        ("face-centred orthorhombic", face([12.0, 15.0, 20.0])),
        ("base-centred orthorhombic", base([1.0, 1.3, 0.9])),
        ("base-centred orthorhombic", base([0.5, 1.3, 3.0])),
        ("rhombohedral", rhombohedron(0.2)),
        ("rhombohedral", rhombohedron(0.7)),
        ("rhombohedral", rhombohedron(-0.1)),
        ("rhombohedral", rhombohedron(-0.35)),
    ]
}

#[test]
fn centred_types_are_told_apart_and_have_paths_through_all_their_labels() {
    for (kind, vectors) in every_type() {
        let lattice = lattice(vectors);
        let special = SpecialPoints::of(&lattice);
        assert_eq!(special.kind(), kind, "{vectors:?}");
        let path = KPath::default_for(&lattice).points(80).sampled().unwrap();
        assert!(path.ticks.iter().all(|tick| !tick.label.contains('(')), "{kind}");
        for (label, k) in special.points() {
            let (inside, ties) = equally_short(&lattice, k);
            assert!(inside, "{kind} {vectors:?}: {label} lies outside the zone");
            assert!(*label == "G" || ties >= 2, "{kind} {vectors:?}: {label} is not on its border");
        }
    }
}

#[test]
fn symmetric_shapes_of_centred_cells_keep_their_higher_type() {
    let kind = |vectors: [[f64; 3]; 3]| SpecialPoints::of(&lattice(vectors)).kind();
    assert_eq!(kind(body([1.0, 1.0, 2.0_f64.sqrt()])), "face-centred cubic");
    assert_eq!(kind(face([1.0, 1.0, 2.0_f64.sqrt().recip()])), "body-centred cubic");
    assert_eq!(kind(face([1.0, 1.0, 1.7])), "body-centred tetragonal");
    assert_eq!(kind(base([1.0, 1.0, 0.8])), "simple tetragonal");
    assert_eq!(kind(base([1.0, R3, 0.8])), "hexagonal (3D)");
    // 60°, 90° and 109.47°
    assert_eq!(kind([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]]), "face-centred cubic");
    assert_eq!(kind(rhombohedron(0.0)), "simple cubic");
    assert_eq!(kind([[-1.0, 1.0, 1.0], [1.0, -1.0, 1.0], [1.0, 1.0, -1.0]]), "body-centred cubic");
}

/// Coordinates as printed by Setyawan and Curtarolo, in their own primitive cells.
#[test]
fn points_are_those_of_the_tables() {
    let at = |vectors: [[f64; 3]; 3], label: &str, expected: [f64; 3]| {
        let k = point(&lattice(vectors), label);
        let defect = k.iter().zip(expected).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
        assert!(defect < 1e-12, "{label}: {k:?}, not {expected:?}");
    };
    let (flat, eta) = (body([1.0, 1.0, 0.6]), (1.0 + 0.36) / 4.0);
    at(flat, "M", [-0.5, 0.5, 0.5]);
    at(flat, "N", [0.0, 0.5, 0.0]);
    at(flat, "P", [0.25; 3]);
    at(flat, "X", [0.0, 0.0, 0.5]);
    at(flat, "Z", [eta, eta, -eta]);
    at(flat, "Z1", [-eta, 1.0 - eta, eta]);
    let (tall, eta, zeta) = (body([1.0, 1.0, 2.0]), 1.25 / 4.0, 1.0 / 8.0);
    at(tall, "Sigma", [-eta, eta, eta]);
    at(tall, "Σ_1", [eta, 1.0 - eta, -eta]);
    at(tall, "Y", [-zeta, zeta, 0.5]);
    at(tall, "Y1", [0.5, 0.5, -zeta]);
    at(tall, "Z", [0.5, 0.5, -0.5]);

    let brick = body([1.0, 1.5, 2.0]);
    let (zeta, eta, delta, mu) = (1.25 / 4.0, 1.5625 / 4.0, 1.25 / 16.0, 3.25 / 16.0);
    at(brick, "L", [-mu, mu, 0.5 - delta]);
    at(brick, "L1", [mu, -mu, 0.5 + delta]);
    at(brick, "L2", [0.5 - delta, 0.5 + delta, -mu]);
    at(brick, "X", [-zeta, zeta, zeta]);
    at(brick, "X1", [zeta, 1.0 - zeta, -zeta]);
    at(brick, "Y", [eta, -eta, eta]);
    at(brick, "Y1", [1.0 - eta, eta, -eta]);

    let base = base([1.0, 2.0, 3.0]);
    let zeta = 1.25 / 4.0;
    at(base, "A1", [-zeta, 1.0 - zeta, 0.5]);
    at(base, "R", [0.0, 0.5, 0.5]);
    at(base, "T", [-0.5, 0.5, 0.5]);
    at(base, "X", [zeta, zeta, 0.0]);

    let (narrow, eta, zeta) = (face([1.0, 2.0, 4.0]), 1.3125 / 4.0, 1.1875 / 4.0);
    at(narrow, "A", [0.5, 0.5 + zeta, zeta]);
    at(narrow, "A1", [0.5, 0.5 - zeta, 1.0 - zeta]);
    at(narrow, "T", [1.0, 0.5, 0.5]);
    at(narrow, "X1", [1.0, 1.0 - eta, 1.0 - eta]);
    let wide = face([4.0, 4.5, 5.0]);
    let (aa, bb, cc) = (16.0, 20.25, 25.0);
    let phi = (1.0 + cc / bb - cc / aa) / 4.0;
    let eta = (1.0 + aa / bb - aa / cc) / 4.0;
    let delta = (1.0 + bb / aa - bb / cc) / 4.0;
    at(wide, "C", [0.5, 0.5 - eta, 1.0 - eta]);
    at(wide, "C1", [0.5, 0.5 + eta, eta]);
    at(wide, "D", [0.5 - delta, 0.5, 1.0 - delta]);
    at(wide, "D1", [0.5 + delta, 0.5, delta]);
    at(wide, "H", [1.0 - phi, 0.5 - phi, 0.5]);
    at(wide, "H1", [phi, 0.5 + phi, 0.5]);
    at(wide, "X", [0.0, 0.5, 0.5]);
}

proptest! {
    #[test]
    fn labels_of_centred_lattices_do_not_depend_on_the_cell(
        which in 0_usize..14,
        steps in prop::collection::vec((0_usize..3, 0_usize..3, -2_i32..=2), 0..5),
    ) {
        let vectors: Vec<Vec<f64>> = every_type()[which].1.iter().map(|a| a.to_vec()).collect();
        moved_by_no_cell(&vectors, &steps)?;
    }
}
