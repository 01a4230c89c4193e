//! Braids obey the relations of the braid group, exactly, in every theory.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use num_complex::Complex64;
use proptest::prelude::*;
use thouless_anyon::{Braid, Cyclotomic, FusionSpace, theory};

fn space(name: &str, anyons: &str, total: &str) -> FusionSpace {
    let anyons: Vec<&str> = anyons.split_whitespace().collect();
    theory::by_name(name).unwrap().fusion_space(&anyons, total).unwrap()
}

fn some_spaces() -> Vec<FusionSpace> {
    vec![
        space("fibonacci", "tau tau tau tau tau", "tau"),
        space("ising", "sigma sigma psi sigma sigma", "1"),
        space("su2:4", "1/2 1 3/2 1", "1"),
        space("double:S3", "C D F D", "A"),
        space("product:fibonacci,conj:ising", "tau.sigma tau.psi 1.sigma tau.sigma", "tau.sigma"),
        space("kitaev:6", "a abar psi a", "abar"),
    ]
}

#[test]
fn neighbours_braid_as_yang_and_baxter_ask_and_distant_ones_commute() {
    for space in some_spaces() {
        let n = i32::try_from(space.anyons().len()).unwrap();
        for i in 1..n {
            for j in i + 1..n {
                let (left, right) = if j == i + 1 {
                    (vec![i, j, i], vec![j, i, j])
                } else {
                    (vec![i, j], vec![j, i])
                };
                for sign in [1, -1] {
                    let matrix = |word: &[i32]| {
                        space.braid(&Braid::new(word.iter().map(|l| l * sign)).unwrap()).unwrap()
                    };
                    let (left, right) = (matrix(&left), matrix(&right));
                    assert_eq!(left.stored(), right.stored());
                    assert_eq!(left.to.anyons(), right.to.anyons());
                    assert!(left.is_unitary());
                }
            }
        }
    }
}

#[test]
fn the_braid_matrices_of_three_fibonacci_anyons_are_the_published_ones() {
    let space = space("fibonacci", "tau tau tau", "tau");
    let matrix = |word: &str| space.braid(&Braid::parse(word).unwrap()).unwrap();
    let first = matrix("1");
    assert_eq!(first.entry(0, 0).to_string(), "e(3/5)");
    assert_eq!(first.entry(1, 1).to_string(), "e(3/10)");
    assert!(first.stored().get(0, 1).is_zero());
    // Preskill's notes, chapter 9: σ_2 = F σ_1 F, here in floating-point numbers
    let phi = f64::midpoint(1.0, 5.0_f64.sqrt());
    let f = [[1.0 / phi, phi.powf(-0.5)], [phi.powf(-0.5), -1.0 / phi]];
    let r =
        [Complex64::cis(-0.8 * std::f64::consts::PI), Complex64::cis(0.6 * std::f64::consts::PI)];
    let second = matrix("2").to_complex();
    for i in 0..2 {
        for j in 0..2 {
            let expected: Complex64 = (0..2).map(|k| f[i][k] * r[k] * f[k][j]).sum();
            assert!((second[i][j] - expected).norm() < 1e-15);
        }
    }
    // σ^10 = 1, and no smaller power
    let power = |n: usize| matrix(&"2 ".repeat(n)).stored().is_identity();
    assert_eq!((1..=10).filter(|n| power(*n)).collect::<Vec<_>>(), [10]);
}

#[test]
fn dimensions_are_counted_as_in_the_literature() {
    let fibonacci = theory::fibonacci();
    let count = |n: usize| fibonacci.fusion_dimensions(&vec![1; n]).unwrap()[0];
    assert_eq!((2..=9).map(count).collect::<Vec<_>>(), [1, 1, 2, 3, 5, 8, 13, 21]);
    assert_eq!(count(180), 11_463_113_765_491_467_695_340_528_626_429_782_121); // F(179)
    assert_eq!(fibonacci.fusion_dimensions(&[1; 200]), None);
    let ising = theory::ising();
    for n in 1..10 {
        assert_eq!(ising.fusion_dimensions(&vec![1; 2 * n]).unwrap()[0], 1 << (n - 1));
    }
    for (name, torus, two) in
        [("fibonacci", 2, 5), ("ising", 3, 10), ("toric", 4, 16), ("double:S3", 8, 116)]
    {
        let theory = theory::by_name(name).unwrap();
        assert_eq!(theory.genus_degeneracy(0), Some(Cyclotomic::one()));
        assert_eq!(theory.genus_degeneracy(1), Some(Cyclotomic::integer(torus)));
        assert_eq!(theory.genus_degeneracy(2), Some(Cyclotomic::integer(two)));
    }
}

#[test]
fn acting_on_states_agrees_with_the_exact_matrix() {
    let word = Braid::parse("1 -2 3 3 -1 2").unwrap();
    for space in some_spaces() {
        let matrix = space.braid(&word).unwrap();
        let numbers = matrix.to_complex();
        for j in 0..space.dimension() {
            let mut start = vec![Complex64::ZERO; space.dimension()];
            start[j] = Complex64::ONE;
            let (to, state) = space.act(&word, &start).unwrap();
            assert_eq!(to.anyons(), matrix.to.anyons());
            for (i, amplitude) in state.iter().enumerate() {
                assert!((amplitude - numbers[i][j]).norm() < 1e-13);
                assert!((matrix.entry(i, j).to_complex() - numbers[i][j]).norm() < 1e-14);
            }
        }
    }
}

fn words(strands: i32, length: usize) -> impl Strategy<Value = Braid> {
    let letter = (1..strands, any::<bool>()).prop_map(|(i, up)| if up { i } else { -i });
    prop::collection::vec(letter, 0..length).prop_map(|letters| Braid::new(letters).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_word_and_its_inverse_leave_everything_as_it_was(word in words(4, 12)) {
        for space in some_spaces() {
            prop_assert!(space.braid(&word.then(&word.inverse())).unwrap().stored().is_identity());
        }
    }

    #[test]
    fn words_compose_as_matrices(first in words(5, 8), second in words(5, 8)) {
        let space = space("fibonacci", "tau tau tau tau tau", "1");
        let whole = space.braid(&first.then(&second)).unwrap();
        let (first, second) = (space.braid(&first).unwrap(), space.braid(&second).unwrap());
        prop_assert_eq!(whole.stored(), &second.stored().multiply(first.stored()));
        prop_assert!(whole.is_unitary());
    }
}

#[test]
fn a_full_twist_gives_the_twists() {
    // (σ_1 σ_2)^3 on three anyons is θ_c / (θ_a θ_b θ_d) for total charge c.
    for (name, anyon) in
        [("fibonacci", "tau"), ("ising", "sigma"), ("su2:5", "1"), ("double:S3", "D")]
    {
        let theory = theory::by_name(name).unwrap();
        let a = theory.label(anyon).unwrap();
        let counts = theory.fusion_dimensions(&[a; 3]).unwrap();
        for c in (0..theory.rank()).filter(|c| counts[*c] > 0) {
            let space = theory.fusion_space(&[anyon; 3], &theory.ring().labels()[c]).unwrap();
            let matrix = space.braid(&Braid::parse("1 2 1 2 1 2").unwrap()).unwrap();
            let phase = theory.twist(c).unwrap() - theory.twist(a).unwrap() * 3;
            for i in 0..space.dimension() {
                for j in 0..space.dimension() {
                    let expected = if i == j { phase.value() } else { Cyclotomic::zero() };
                    assert_eq!(*matrix.stored().get(i, j), expected, "{name}");
                }
            }
        }
    }
}

#[test]
fn wrong_words_charges_and_labels_are_refused() {
    let fibonacci = theory::fibonacci();
    let text = |result: Result<_, thouless_anyon::AnyonError>| match result {
        Ok(()) => String::new(),
        Err(error) => error.to_string(),
    };
    let space = fibonacci.fusion_space(&["tau"; 3], "tau").unwrap();
    let braid = |word: &str| text(Braid::parse(word).and_then(|w| space.braid(&w)).map(drop));
    insta::assert_snapshot!(braid("1 3"), @"the generator 3 exchanges strands 3 and 4, but there are 3; take generators 1 to 2 and their negatives");
    insta::assert_snapshot!(braid("1 0"), @"`0` is no generator of a braid; write numbers such as `1 2 -1`, negative ones for clockwise exchanges");
    insta::assert_snapshot!(braid("1 s2"), @"`s2` is no generator of a braid; write numbers such as `1 2 -1`, negative ones for clockwise exchanges");
    let charge = theory::ising().fusion_space(&["sigma"; 3], "1").map(drop);
    insta::assert_snapshot!(text(charge), @"sigma sigma sigma cannot fuse to `1`; they can fuse to sigma");
    let none: [&str; 0] = [];
    insta::assert_snapshot!(text(fibonacci.fusion_space(&none, "1").map(drop)), @"the number of anyons is 0; give at least one");
    insta::assert_snapshot!(text(fibonacci.fusion_space(&["tau"; 60], "1").map(drop)), @"the space has 956722026041 dimensions, too many for a list of its states; take fewer anyons, for at most four million states");
    let unbraided = theory::by_name("ty:3").unwrap().fusion_space(&["m"; 4], "0").unwrap();
    insta::assert_snapshot!(text(unbraided.braid(&Braid::parse("1").unwrap()).map(drop)), @"`ty:3` has no braiding; take a braided theory that `check` finds consistent");
}
