//! Every theory obeys every equation, and the checks notice every error put in on purpose.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use thouless_anyon::testing::assert_braided_category;
use thouless_anyon::theory::{self, SymbolTable};
use thouless_anyon::{Cyclotomic, Equation, ExactMatrix, FusionRing, Phase, Theory};

#[test]
fn every_theory_of_the_catalogue_is_what_it_claims() {
    for entry in theory::CATALOGUE {
        let theory = theory::by_name(entry.example).unwrap();
        let proof = theory.verify().unwrap();
        assert!(proof.pentagon && proof.unitary && proof.ribbon, "{}", entry.example);
        if theory.is_braided() {
            assert!(proof.hexagon && proof.verlinde && proof.modular, "{}", entry.example);
        }
    }
}

#[test]
fn kitaevs_sixteen_have_their_central_charges_and_twists() {
    for nu in 0..16 {
        let theory = theory::kitaev(nu);
        let proof = assert_braided_category(&theory);
        assert!(proof.modular);
        let (p, q) = theory.central_charge().unwrap();
        assert_eq!(i64::from(p) * 2, nu * i64::from(q), "c = nu/2");
        assert_eq!(theory.total_dimension_squared(), Cyclotomic::integer(4));
        let fermion = theory.label("psi").unwrap();
        assert_eq!(theory.twist(fermion), Some(Phase::new(1, 2)));
        let vortices = (1..theory.rank()).filter(|a| *a != fermion);
        assert!(vortices.clone().count() == if nu % 2 == 1 { 1 } else { 2 });
        for a in vortices {
            assert_eq!(theory.twist(a), Some(Phase::new(nu, 16)));
        }
    }
}

#[test]
fn all_quadratic_forms_on_cyclic_groups_braid() {
    for n in 1..=8 {
        for t in 0..2 * n {
            if n % 2 == 1 && t % 2 == 1 {
                assert!(theory::z_n(n, t).is_err());
                continue;
            }
            let theory = theory::z_n(n, t).unwrap();
            let proof = assert_braided_category(&theory);
            let gcd = (1..=n).rev().find(|d| n % d == 0 && t % d == 0).unwrap();
            assert_eq!(proof.modular, gcd == 1, "z:{n}:{t}");
        }
    }
}

#[test]
fn su2_agrees_with_the_formulas_of_conformal_field_theory() {
    for (level, k) in (1..8).zip(1_i64..) {
        let theory = theory::su2(level).unwrap();
        assert_braided_category(&theory);
        let (p, q) = theory.central_charge().unwrap();
        assert_eq!(i64::from(p) * (k + 2), 3 * k * i64::from(q), "c = 3k/(k+2)");
        let s = theory.s_matrix().unwrap();
        for (a, row) in s.iter().enumerate() {
            for (b, entry) in row.iter().enumerate() {
                let angle = std::f64::consts::PI * ((a + 1) * (b + 1)) as f64 / (k + 2) as f64;
                let expected = (2.0 / (k + 2) as f64).sqrt() * angle.sin();
                assert!((entry - expected).norm() < 1e-14);
            }
        }
        for a in 0..theory.rank() {
            let indicator = if a % 2 == 0 { 1 } else { -1 };
            assert_eq!(theory.frobenius_schur(a), Some(indicator));
        }
    }
}

#[test]
fn ising_is_not_su2_at_level_two() {
    let (ising, su2) = (theory::ising(), theory::su2(2).unwrap());
    assert_eq!(ising.central_charge(), Some((1, 2)));
    assert_eq!(su2.central_charge(), Some((3, 2)));
    assert_eq!(ising.frobenius_schur(1), Some(1));
    assert_eq!(su2.frobenius_schur(1), Some(-1));
    // SU(2)_2 is the theory with ν = 3, up to the gauge
    let nu3 = theory::kitaev(3);
    assert_eq!(nu3.twists(), su2.twists());
    for c in [0, 2] {
        assert_eq!(nu3.r(1, 1, c), su2.r(1, 1, c));
    }
}

#[test]
fn fibonacci_is_so3_at_level_three_and_the_unitary_symbols_are_the_published_ones() {
    let (fibonacci, so3) = (theory::fibonacci(), theory::so3(3).unwrap());
    assert_eq!(fibonacci.twists(), so3.twists());
    let phi = f64::midpoint(1.0, 5.0_f64.sqrt());
    let published = [[1.0 / phi, phi.powf(-0.5)], [phi.powf(-0.5), -1.0 / phi]];
    // The gauge of 6j-symbols has the other sign of V^{ττ}_1, which the off-diagonal entries see.
    for (theory, sign) in [(&fibonacci, 1.0), (&so3, -1.0)] {
        let f = theory.unitary_f(1, 1, 1, 1);
        for i in 0..2 {
            for j in 0..2 {
                let gauge = if i == j { 1.0 } else { sign };
                assert!((f[i][j] - gauge * published[i][j]).norm() < 1e-14, "{}", theory.name());
            }
        }
        assert_eq!(theory.r(1, 1, 0), fibonacci.r(1, 1, 0));
        assert_eq!(theory.r(1, 1, 1), fibonacci.r(1, 1, 1));
    }
}

#[test]
fn mirror_images_and_products_add_central_charges() {
    let fibonacci = theory::fibonacci();
    let mirror = fibonacci.conjugate();
    assert_eq!(mirror.central_charge(), Some((26, 5)));
    assert_braided_category(&mirror);
    let both = fibonacci.product(&theory::ising()).unwrap();
    assert_eq!(both.central_charge(), Some((33, 10)));
    let double = theory::su2(3).unwrap().double().unwrap();
    assert!(assert_braided_category(&double).modular);
    assert_eq!(double.central_charge(), Some((0, 1)));
}

#[test]
fn a_theory_with_a_transparent_anyon_is_braided_but_not_modular() {
    let fermion = theory::z_n(2, 2).unwrap();
    let proof = assert_braided_category(&fermion);
    assert!(!proof.modular && !proof.verlinde);
    assert_eq!(fermion.transparent_anyon(), Some(1));
    assert_eq!(fermion.central_charge(), None);
    assert!(fermion.double().is_err());
}

/// Fibonacci with one number multiplied.
fn spoiled(f: Option<(usize, usize)>, r: Option<usize>, factor: &str) -> Theory {
    let good = theory::fibonacci();
    let factor: Cyclotomic = factor.parse().unwrap();
    let mut matrix = good.f(1, 1, 1, 1);
    if let Some((i, j)) = f {
        matrix.set(i, j, matrix.get(i, j) * &factor);
    }
    let mut table =
        SymbolTable::new().with_f([1; 4], matrix).with_norm([1, 1, 0], 0, good.norm(1, 1, 0, 0));
    for c in 0..2 {
        let mut value = good.r(1, 1, c).unwrap();
        if r == Some(c) {
            value = value.map(|x| x * &factor);
        }
        table = table.with_r([1, 1, c], value);
    }
    let dimensions = (0..2).map(|a| good.dimension(a).clone()).collect();
    let twists = good.twists().map(<[Phase]>::to_vec);
    Theory::new("mine", good.ring().clone(), table, dimensions, twists).unwrap()
}

#[test]
fn errors_put_in_on_purpose_are_found_and_named() {
    assert!(spoiled(None, None, "1").check().violations.is_empty());
    for entry in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        for factor in ["-1", "1 + 1/1000000007", "e(1/5)"] {
            let result = spoiled(Some(entry), None, factor).check();
            assert!(!result.pentagon, "{entry:?} {factor}");
            assert!(!result.hexagon && !result.unitary || factor == "-1");
        }
    }
    for c in 0..2 {
        let result = spoiled(None, Some(c), "-1").check();
        assert!(result.pentagon && result.unitary && !result.hexagon && !result.ribbon);
    }
    let error = spoiled(Some((1, 1)), None, "-1").verify().unwrap_err().to_string();
    assert_eq!(
        error,
        "`mine` violates the pentagon equation at a=tau b=tau c=tau d=tau e=1 f=1 g=tau k=tau l=tau; \
         look at the F-symbols of these labels"
    );
}

#[test]
fn a_gauge_that_is_not_unitary_is_told_from_one_whose_norms_make_it_so() {
    // F of Fibonacci without its norm obeys the pentagon, but is not unitary.
    let good = theory::fibonacci();
    let mut table = SymbolTable::new().with_f([1; 4], good.f(1, 1, 1, 1));
    for c in 0..2 {
        table = table.with_r([1, 1, c], good.r(1, 1, c).unwrap());
    }
    let dimensions: Vec<_> = (0..2).map(|a| good.dimension(a).clone()).collect();
    let twists = good.twists().map(<[Phase]>::to_vec);
    let bare =
        Theory::new("bare", good.ring().clone(), table.clone(), dimensions.clone(), twists.clone());
    let result = bare.unwrap().check();
    assert!(result.pentagon && result.hexagon && !result.unitary);
    // A negative squared length is no length.
    let negative = table.with_norm([1, 1, 0], 0, -good.norm(1, 1, 0, 0));
    let result =
        Theory::new("negative", good.ring().clone(), negative, dimensions, twists).unwrap().check();
    assert!(!result.unitary);
}

#[test]
fn the_conjugate_of_fibonacci_by_galois_is_consistent_but_not_unitary() {
    // Lee and Yang's theory: √5 → −√5 in all numbers, so d_τ < 0.
    let good = theory::fibonacci();
    let lift = |x: &Cyclotomic| {
        let full = Phase::new(1, 10).value();
        // in the field of order 10, whatever smaller one x is written in
        (x + &full - &full).galois(3).unwrap()
    };
    let mut table = SymbolTable::new().with_f([1; 4], good.f(1, 1, 1, 1).map(lift)).with_norm(
        [1, 1, 0],
        0,
        lift(&good.norm(1, 1, 0, 0)),
    );
    for c in 0..2 {
        table = table.with_r([1, 1, c], good.r(1, 1, c).unwrap().map(lift));
    }
    let dimensions = (0..2).map(|a| lift(good.dimension(a))).collect();
    let twists = good.twists().unwrap().iter().map(|t| *t * 3).collect();
    let theory =
        Theory::new("yang-lee", good.ring().clone(), table, dimensions, Some(twists)).unwrap();
    let result = theory.check();
    assert!(result.pentagon && result.hexagon && !result.unitary);
    let families: Vec<_> = result.violations.iter().map(|v| v.equation).collect();
    assert_eq!(families, [Equation::Unitarity, Equation::Dimensions]);
}

#[test]
fn wrong_twists_and_dimensions_are_noticed() {
    let good = theory::ising();
    let mut table = SymbolTable::new();
    let rank = good.rank();
    for labels in (0..rank.pow(4)).map(|i| [i / 27, i / 9 % 3, i / 3 % 3, i % 3]) {
        let [a, b, c, d] = labels;
        if good.f(a, b, c, d).rows() > 0 {
            table = table.with_f(labels, good.f(a, b, c, d));
        }
    }
    for [a, b, c] in (0..rank.pow(3)).map(|i| [i / 9, i / 3 % 3, i % 3]) {
        if good.ring().n(a, b, c) > 0 {
            table = table.with_r([a, b, c], good.r(a, b, c).unwrap());
        }
    }
    table.check_shapes(good.ring()).unwrap();
    let dimensions: Vec<_> = (0..rank).map(|a| good.dimension(a).clone()).collect();
    let twists = good.twists().unwrap().to_vec();
    let make = |d: Vec<Cyclotomic>, t: Vec<Phase>| {
        Theory::new("mine", good.ring().clone(), table.clone(), d, Some(t)).unwrap().check()
    };
    assert!(make(dimensions.clone(), twists.clone()).violations.is_empty());
    let mut wrong = twists.clone();
    wrong[1] = Phase::new(3, 16);
    let result = make(dimensions.clone(), wrong);
    assert!(result.pentagon && result.hexagon && !result.ribbon);
    let mut wrong = dimensions;
    wrong[1] = -&wrong[1];
    let result = make(wrong, twists);
    assert!(result.pentagon && !result.ribbon);
}

#[test]
fn fusion_rules_that_contradict_themselves_are_refused() {
    let error = |labels: &[&str], n: fn(usize, usize, usize) -> u32| {
        FusionRing::from_rules(labels, n).unwrap_err().to_string()
    };
    let unit = |a: usize, b: usize, c: usize| u32::from(a == 0 && b == c || b == 0 && a == c);
    insta::assert_snapshot!(error(&["1", "a"], unit), @"the fusion rules are inconsistent: `a` fuses to the vacuum in 0 ways; every anyon has one antiparticle, and fuses with it to the vacuum in one way");
    insta::assert_snapshot!(error(&["1", "1"], unit), @"the fusion rules are inconsistent: `1` is listed twice; give each anyon its own label");
    insta::assert_snapshot!(error(&["1", "a"], |_, _, _| 1), @"the fusion rules are inconsistent: `1` times the first label is not itself; the first label is the vacuum");
    insta::assert_snapshot!(error(&["1", "a", "b"], |a, b, c| match (a, b) {
        (0, x) | (x, 0) => u32::from(x == c),
        (x, y) if x == y => u32::from(c != 1),
        _ => u32::from(c == 1),
    }), @"the fusion rules are inconsistent: (a x a) x b is not a x (a x b); fusion is associative");
}

#[test]
fn wrong_parameters_and_names_are_refused_with_what_would_be_right() {
    let error = |name: &str| theory::by_name(name).unwrap_err().to_string();
    insta::assert_snapshot!(error("su2:0"), @"the level of SU(2) is 0; take a level from 1 to 512");
    insta::assert_snapshot!(error("so3:4"), @"the level of SO(3) is 4; take an odd level: at even ones the integer spins are not modular");
    insta::assert_snapshot!(error("z:3:1"), @"the own term of a quadratic form is 1 on Z_3; take an even number on a group of odd order");
    insta::assert_snapshot!(error("fibonaci"), @"there is no theory `fibonaci`; known are fibonacci, ising, kitaev:NU, semion, toric, double-semion, z:N[:T], su2:K, so3:K, su:N, ty:N1,N2,…[:-], double:G, product:A,B,…, conj:A, center:A, and files");
    insta::assert_snapshot!(error("su2"), @"there is no theory `su2`; it needs a parameter after a colon, as in `su2:K`");
    insta::assert_snapshot!(error("su2:x"), @"there is no theory `su2:x`; the level is an integer, not `x`");
    insta::assert_snapshot!(error("product:fibonacci,center:z:2:2"), @"`z:2:2` has no modular braiding, without which its double is no product with its mirror image; take a modular theory");
    let fibonacci = theory::fibonacci();
    insta::assert_snapshot!(fibonacci.label("sigma").unwrap_err(), @"`fibonacci` has no anyon `sigma`; it has 1, tau");
    insta::assert_snapshot!(theory::su2(4).unwrap().subcategory(&[0, 1]).unwrap_err(), @"the fusion rules are inconsistent: 1/2 x 1/2 contains 1, which is not kept; keep what fusion leads to");
    let shape =
        SymbolTable::new().with_f([1; 4], ExactMatrix::identity(3)).check_shapes(fibonacci.ring());
    insta::assert_snapshot!(shape.unwrap_err(), @"the F symbol at tau tau tau tau is a matrix of 3 by 3; the fusion rules ask for 2 by 2");
}

#[test]
fn quantum_doubles_of_groups_are_modular_with_their_known_twists() {
    let count = |name: &str, twist: Phase| {
        let theory = theory::by_name(name).unwrap();
        theory.twists().unwrap().iter().filter(|t| **t == twist).count()
    };
    // (rank, anyons with twist 1, −1)
    for (name, rank, ones, minus) in [
        ("double:Z2", 4, 3, 1),
        ("double:S3", 8, 5, 1),
        ("double:D4", 22, 14, 6),
        ("double:Q8", 22, 12, 4),
    ] {
        let theory = theory::by_name(name).unwrap();
        assert_eq!(theory.rank(), rank, "{name}");
        assert_eq!(count(name, Phase::ONE), ones, "{name}");
        assert_eq!(count(name, Phase::new(1, 2)), minus, "{name}");
        assert_eq!(theory.central_charge(), Some((0, 1)));
    }
    for name in ["double:Z2", "double:Z3", "double:S3"] {
        assert!(assert_braided_category(&theory::by_name(name).unwrap()).modular, "{name}");
    }
    // Z2: the toric code
    let mut twists = theory::by_name("double:Z2").unwrap().twists().unwrap().to_vec();
    twists.sort_unstable();
    assert_eq!(twists, [Phase::ONE, Phase::ONE, Phase::ONE, Phase::new(1, 2)]);
}

#[test]
fn the_double_of_s3_fuses_as_published() {
    let theory = theory::by_name("double:S3").unwrap();
    let fuse = |a: &str, b: &str| {
        let (a, b) = (theory.label(a).unwrap(), theory.label(b).unwrap());
        let outcomes = theory.ring().channels(a, b).iter();
        outcomes.map(|(c, _)| theory.ring().labels()[*c].as_str()).collect::<String>()
    };
    // Beigi, Shor, Whalen (2011), table 1
    assert_eq!(fuse("C", "C"), "ABC");
    assert_eq!(fuse("D", "D"), "ACFGH");
    assert_eq!(fuse("D", "E"), "BCFGH");
    assert_eq!(fuse("F", "F"), "ABF");
    assert_eq!(fuse("F", "G"), "CH");
    assert_eq!(fuse("G", "H"), "CF");
}
