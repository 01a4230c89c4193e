mod centred;

use proptest::prelude::*;

use super::*;
use crate::{Lattice, LatticeError, Vector3};
use thouless_linalg::LANES;

const R3: f64 = 1.732_050_807_568_877_2;

fn lattice<const D: usize, const N: usize>(vectors: [[f64; D]; N]) -> Lattice {
    Lattice::new(&vectors).unwrap()
}

fn point(lattice: &Lattice, label: &str) -> Vec<f64> {
    SpecialPoints::of(lattice).point(label).unwrap().1.to_vec()
}

/// Cartesian wave vectors at least as short as all their equivalents lie in the first zone; how
/// many equivalents are as short tells corners from faces.
fn equally_short(lattice: &Lattice, k: &[f64]) -> (bool, usize) {
    let d = lattice.dimension();
    let own = lattice.k_cartesian(k).norm();
    let (mut inside, mut ties) = (true, 0);
    let reach = 3_i32;
    let each = |a: usize| if a < d { -reach..=reach } else { 0..=0 };
    for g0 in each(0) {
        for g1 in each(1) {
            for g2 in each(2) {
                let shifted: Vec<f64> =
                    k.iter().zip([g0, g1, g2]).map(|(x, g)| x + f64::from(g)).collect();
                let norm = lattice.k_cartesian(&shifted).norm();
                inside &= norm > own - 1e-9;
                ties += usize::from((norm - own).abs() < 1e-9);
            }
        }
    }
    (inside, ties)
}

#[test]
fn the_five_planar_types_and_the_common_spatial_ones_are_told_apart() {
    let cases = [
        (lattice([[1.0, 0.0], [0.0, 1.0]]), "square"),
        (lattice([[2.0, 0.0], [0.0, 1.0]]), "rectangular"),
        (lattice([[1.0, 0.7], [1.0, -0.7]]), "centred rectangular"),
        (lattice([[1.0, 0.0], [0.5, R3 / 2.0]]), "hexagonal"),
        (lattice([[1.0, 0.0], [-0.5, R3 / 2.0]]), "hexagonal"),
        (lattice([[1.0, 0.0], [0.3, 1.1]]), "oblique"),
    ];
    for (lattice, kind) in cases {
        assert_eq!(SpecialPoints::of(&lattice).kind(), kind);
    }
    let spatial = [
        (lattice([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), "simple cubic"),
        (lattice([[-1.0, 1.0, 1.0], [1.0, -1.0, 1.0], [1.0, 1.0, -1.0]]), "body-centred cubic"),
        (lattice([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]]), "face-centred cubic"),
        (lattice([[1.0, 0.0, 0.0], [0.0, 0.0, 2.0], [0.0, 1.0, 0.0]]), "simple tetragonal"),
        (lattice([[3.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 2.0]]), "simple orthorhombic"),
        (lattice([[1.0, 0.0, 0.0], [0.5, R3 / 2.0, 0.0], [0.0, 0.0, 1.7]]), "hexagonal (3D)"),
    ];
    for (lattice, kind) in spatial {
        assert_eq!(SpecialPoints::of(&lattice).kind(), kind);
    }
    // C-centred with equal edges is a primitive tetragonal lattice, not a cubic one.
    let centred = lattice([[0.5, 0.5, 0.0], [0.5, -0.5, 0.0], [0.0, 0.0, 1.0]]);
    assert_eq!(SpecialPoints::of(&centred).kind(), "simple tetragonal");
    let triclinic = lattice([[1.0, 0.2, 0.1], [0.2, 1.1, 0.3], [0.2, 0.1, 1.3]]);
    assert_eq!(SpecialPoints::of(&triclinic).kind(), "monoclinic or triclinic");
}

#[test]
fn k_is_a_zone_corner_of_both_hexagonal_cells() {
    let acute = lattice([[1.0, 0.0], [0.5, R3 / 2.0]]);
    assert_eq!(point(&acute, "K"), [2.0 / 3.0, 1.0 / 3.0]);
    assert_eq!(point(&acute, "M"), [0.5, 0.5]);
    let obtuse = lattice([[1.0, 0.0], [-0.5, R3 / 2.0]]);
    for cell in [&acute, &obtuse] {
        for label in ["K", "K'"] {
            let (inside, ties) = equally_short(cell, &point(cell, label));
            assert!(inside && ties == 3, "{label} is no corner");
        }
        let k = cell.k_cartesian(&point(cell, "K"));
        assert!((k - Vector3::new(4.0 * std::f64::consts::PI / 3.0, 0.0, 0.0)).norm() < 1e-12);
    }
    // The setting of Setyawan and Curtarolo, and six digits of √3/2.
    let standard = lattice([[0.5, -0.866_025], [0.5, 0.866_025]]);
    assert_eq!(point(&standard, "K"), [1.0 / 3.0, 1.0 / 3.0]);
}

#[test]
fn points_of_face_centred_cubic_are_those_of_the_table() {
    let fcc = lattice([[0.0, 0.5, 0.5], [0.5, 0.0, 0.5], [0.5, 0.5, 0.0]]);
    assert_eq!(point(&fcc, "X"), [0.5, 0.0, 0.5]);
    assert_eq!(point(&fcc, "L"), [0.5, 0.5, 0.5]);
    assert_eq!(point(&fcc, "W"), [0.5, 0.25, 0.75]);
    assert_eq!(point(&fcc, "K"), [0.375, 0.375, 0.75]);
    assert_eq!(point(&fcc, "U"), [0.625, 0.25, 0.625]);
    for (label, ties) in [("X", 2), ("L", 2), ("W", 4), ("K", 3), ("U", 3)] {
        assert_eq!(equally_short(&fcc, &point(&fcc, label)), (true, ties), "{label}");
    }
    let bcc = lattice([[-0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0.5, 0.5, -0.5]]);
    assert_eq!(point(&bcc, "H"), [0.5, -0.5, 0.5]);
    assert_eq!(point(&bcc, "P"), [0.25, 0.25, 0.25]);
    assert_eq!(point(&bcc, "N"), [0.0, 0.0, 0.5]);
}

#[test]
fn corners_of_oblique_and_centred_zones_are_corners() {
    for vectors in [[[1.0, 0.0], [0.3, 1.1]], [[1.0, 0.0], [-0.45, 1.3]]] {
        let oblique = lattice(vectors);
        for label in ["H", "H1"] {
            assert_eq!(equally_short(&oblique, &point(&oblique, label)), (true, 3), "{label}");
        }
        for label in ["X", "Y", "C"] {
            assert_eq!(equally_short(&oblique, &point(&oblique, label)), (true, 2), "{label}");
        }
    }
    for vectors in [[[0.5, 0.8], [0.5, -0.8]], [[0.5, -0.3], [0.5, 0.3]], [[1.0, 0.0], [0.5, 1.7]]]
    {
        let centred = lattice(vectors);
        for label in ["X", "X1"] {
            assert_eq!(equally_short(&centred, &point(&centred, label)), (true, 3), "{label}");
        }
        for label in ["S", "Y"] {
            assert_eq!(equally_short(&centred, &point(&centred, label)), (true, 2), "{label}");
        }
    }
}

/// Products of elementary integer matrices: all have determinant ±1.
fn unimodular(steps: &[(usize, usize, i32)], d: usize) -> Vec<Vec<f64>> {
    let mut m: Vec<Vec<f64>> =
        (0..d).map(|i| (0..d).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for (i, j, n) in steps {
        let (i, j) = (i % d, j % d);
        if i == j {
            m[i].iter_mut().for_each(|x| *x = -*x);
        } else {
            let row = m[j].clone();
            for (x, y) in m[i].iter_mut().zip(row) {
                *x += f64::from(*n) * y;
            }
        }
    }
    m
}

/// Another choice of primitive vectors of the same lattice gives the same Cartesian points, all of
/// them in the first zone.
fn moved_by_no_cell(
    vectors: &[Vec<f64>],
    steps: &[(usize, usize, i32)],
) -> Result<(), TestCaseError> {
    let d = vectors.len();
    let other: Vec<Vec<f64>> = unimodular(steps, d)
        .iter()
        .map(|row| (0..3).map(|c| (0..d).map(|j| row[j] * vectors[j][c]).sum()).collect())
        .collect();
    let (first, second) = (Lattice::new(vectors).unwrap(), Lattice::new(&other).unwrap());
    let (p, q) = (SpecialPoints::of(&first), SpecialPoints::of(&second));
    prop_assert_eq!(p.kind(), q.kind());
    for ((label, k), (other_label, l)) in p.points().iter().zip(q.points()) {
        prop_assert_eq!(label, other_label);
        let defect = (first.k_cartesian(k) - second.k_cartesian(l)).norm();
        // each coordinate is snapped, in its own cell, to a simple fraction within 2e-5
        prop_assert!(defect < 2e-3, "{} moved by {}", label, defect);
        let (inside, _) = equally_short(&first, k);
        prop_assert!(inside, "{} lies outside the zone", label);
    }
    Ok(())
}

proptest! {
    /// Another choice of primitive vectors of the same lattice gives the same Cartesian points.
    #[test]
    fn labels_do_not_depend_on_the_cell(
        which in 0_usize..12,
        steps in prop::collection::vec((0_usize..3, 0_usize..3, -2_i32..=2), 0..5),
    ) {
        let flat = |v: [[f64; 2]; 2]| v.iter().map(|a| vec![a[0], a[1], 0.0]).collect::<Vec<_>>();
        let solid = |v: [[f64; 3]; 3]| v.iter().map(|a| a.to_vec()).collect::<Vec<_>>();
        let vectors = match which {
            0 => flat([[1.0, 0.0], [0.0, 1.0]]),
            1 => flat([[2.0, 0.0], [0.0, 1.0]]),
            2 => flat([[1.0, 0.7], [1.0, -0.7]]),
            3 => flat([[1.0, 0.0], [0.5, R3 / 2.0]]),
            4 => flat([[R3 / 2.0, 0.5], [R3 / 2.0, -0.5]]),
            5 => solid([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
            6 => solid([[-1.0, 1.0, 1.0], [1.0, -1.0, 1.0], [1.0, 1.0, -1.0]]),
            7 => solid([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]]),
            8 => solid([[1.0, 0.0, 0.0], [0.0, 0.0, 2.0], [0.0, 1.0, 0.0]]),
            9 => solid([[3.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 2.0]]),
            10 => solid([[1.0, 0.0, 0.0], [0.5, R3 / 2.0, 0.0], [0.0, 0.0, 1.7]]),
            _ => solid([[0.0, 0.0, 1.7], [0.5, -R3 / 2.0, 0.0], [0.5, R3 / 2.0, 0.0]]),
        };
        moved_by_no_cell(&vectors, &steps)?;
    }

    #[test]
    fn a_path_has_the_points_asked_for_and_grows_in_length(n in 6_usize..400) {
        let square = lattice([[1.0, 0.0], [0.0, 1.0]]);
        let path = KPath::labelled(&square, "G-X-M|Y-G").unwrap();
        if n < path.n_vertices() {
            let few = Err(LatticeError::PointCount { found: n, min: 5 });
            prop_assert_eq!(path.points(n).sampled(), few);
            return Ok(());
        }
        let sampled = path.points(n).sampled().unwrap();
        prop_assert_eq!(sampled.k.len(), n);
        prop_assert_eq!(sampled.distance.len(), n);
        prop_assert!(sampled.distance.is_sorted());
        for tick in &sampled.ticks {
            prop_assert!(sampled.distance.contains(&tick.distance));
        }
        prop_assert!((sampled.distance[n - 1] - path.length()).abs() < 1e-12);
    }
}

#[test]
fn default_paths_are_laid_through_every_type() {
    let triclinic = lattice([[1.0, 0.2, 0.1], [0.2, 1.1, 0.3], [0.2, 0.1, 1.3]]);
    let labels = |l: &Lattice| -> Vec<String> {
        let sampled = KPath::default_for(l).points(60).sampled().unwrap();
        sampled.ticks.into_iter().map(|t| t.label).collect()
    };
    assert_eq!(labels(&lattice([[1.0, 0.0], [0.5, R3 / 2.0]])), ["G", "K", "M", "G"]);
    assert_eq!(labels(&lattice([[2.0]])), ["G", "X"]);
    let cubic = lattice([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
    assert_eq!(labels(&cubic), ["G", "X", "M", "G", "R", "X|M", "R"]);
    assert_eq!(labels(&triclinic)[1..4], ["(0.5, 0, 0)", "(0.5, 0.5, 0)", "(0.5, 0.5, 0.5)"]);
    assert_eq!(labels(&Lattice::none()), ["G"]);
}

#[test]
fn coordinates_and_labels_are_read_alike() {
    let square = lattice([[1.0, 0.0], [0.0, 1.0]]);
    let by_label = KPath::parse(&square, "Γ-x-M").unwrap().points(31).sampled().unwrap();
    let by_number = KPath::parse(&square, "0,0; 1/2,0; 0.5,0.5").unwrap().points(31).sampled();
    assert_eq!(by_label.k, by_number.as_ref().unwrap().k);
    assert_eq!(by_number.unwrap().ticks[1].label, "(0.5, 0)");
    assert_eq!(by_label.ticks[0].label, "G");
}

#[test]
fn wrong_paths_and_grids_are_refused_with_a_remedy() {
    let hexagonal = lattice([[1.0, 0.0], [0.5, R3 / 2.0]]);
    let message = |text: &str| KPath::parse(&hexagonal, text).unwrap_err().to_string();
    insta::assert_snapshot!(message("G-Gama-M"), @"the label `Gama` is unknown for this hexagonal lattice; did you mean `G`? known are G, K, M, K' (or give reduced coordinates such as 0,0;0.5,0)");
    insta::assert_snapshot!(message("G-Q"), @"the label `Q` is unknown for this hexagonal lattice; known are G, K, M, K' (or give reduced coordinates such as 0,0;0.5,0)");
    insta::assert_snapshot!(message("G--M"), @"the path `G--M` cannot be used: it has an empty label; write G-K-M-G, or 0,0;0.5,0;0.5,0.5");
    insta::assert_snapshot!(message("K"), @"the path `K` cannot be used: each piece needs at least two points; write G-K-M-G, or 0,0;0.5,0;0.5,0.5");
    insta::assert_snapshot!(message("0,0;1/0,1"), @"the path `0,0;1/0,1` cannot be used: coordinates are numbers such as 0.5 or 1/3; write G-K-M-G, or 0,0;0.5,0;0.5,0.5");
    insta::assert_snapshot!(message("0,0;1"), @"the point (1) of the path has 1 components; the lattice needs 2");
    insta::assert_snapshot!(KPath::labelled(&hexagonal, "G-K").unwrap().points(0).sampled().unwrap_err(), @"0 points asked for on a path with 2 labelled ones; take at least 2");
    insta::assert_snapshot!(KGrid::new([4, 0]).unwrap_err(), @"the grid has 0 divisions along direction 1; take at least 1");
    assert!(matches!(
        KPath::labelled(&hexagonal, "G-K").unwrap().points(1_000_000_000_000).sampled(),
        Err(LatticeError::TooLarge { .. })
    ));
    assert!(matches!(KGrid::new([1_000_000; 3]), Err(LatticeError::TooLarge { .. })));
    assert!(matches!(KGrid::new([usize::MAX; 2]), Err(LatticeError::TooLarge { .. })));
    let nan = KPath::through(&hexagonal, &[[0.0, f64::NAN], [0.0, 0.0]]);
    assert!(matches!(nan, Err(LatticeError::NotFinite { .. })));
}

#[test]
fn a_grid_covers_the_zone_once() {
    let grid = KGrid::new([2, 3]).unwrap().shifted([0.5, 0.0]).unwrap();
    let points: Vec<Vec<f64>> = grid.iter().collect();
    assert_eq!(points.len(), 6);
    assert_eq!(points[1], [0.25, 1.0 / 3.0]);
    assert_eq!(points[3], [0.75, 0.0]);
}

proptest! {
    #[test]
    fn lanes_of_a_grid_are_its_points(
        divisions in prop::collection::vec(1_usize..6, 0..=3),
        shift in [0.0..1.0, 0.0..1.0, 0.0..1.0],
        first in 0_usize..125,
    ) {
        let d = divisions.len();
        let grid = KGrid::new(&divisions).unwrap().shifted(&shift[..d]).unwrap();
        let first = first % grid.len();
        let mut lanes = [[f64::NAN; LANES]; 3];
        grid.lanes_into(first, &mut lanes[..d]);
        for lane in 0..LANES {
            let point = grid.point((first + lane).min(grid.len() - 1));
            let found: Vec<f64> = lanes[..d].iter().map(|component| component[lane]).collect();
            prop_assert_eq!(found, point);
        }
    }
}
