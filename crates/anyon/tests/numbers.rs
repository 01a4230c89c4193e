//! Laws of the exact numbers.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use proptest::prelude::*;
use thouless_anyon::{Cyclotomic, Phase};

/// Sums of a few roots of unity of a common order, with rational coefficients, some of them large.
fn number(order: i64) -> impl Strategy<Value = Cyclotomic> {
    let coefficient = prop_oneof![-9_i64..10, any::<i64>()];
    let term = (0..order, coefficient, 1_i64..30);
    prop::collection::vec(term, 1..5).prop_map(move |terms| {
        terms
            .into_iter()
            .map(|(j, p, q)| Phase::new(j, order).value() * Cyclotomic::rational(p, q).unwrap())
            .sum()
    })
}

fn orders() -> impl Strategy<Value = i64> {
    prop::sample::select(vec![1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 20, 21, 24, 36, 48])
}

fn three() -> impl Strategy<Value = (Cyclotomic, Cyclotomic, Cyclotomic)> {
    (orders(), orders()).prop_flat_map(|(m, n)| (number(m), number(n), number(m)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn they_form_a_field((a, b, c) in three()) {
        prop_assert_eq!(&a + &b, &b + &a);
        prop_assert_eq!(&a * &b, &b * &a);
        prop_assert_eq!(&(&a * &b) * &c, &a * &(&b * &c));
        prop_assert_eq!(&a * &(&b + &c), &(&a * &b) + &(&a * &c));
        prop_assert_eq!(&(&a - &b) + &b, a.clone());
        match a.inverse() {
            Some(inverse) => prop_assert!((&a * &inverse).is_one()),
            None => prop_assert!(a.is_zero()),
        }
    }

    #[test]
    fn automorphisms_respect_sums_and_products((a, b) in orders().prop_flat_map(|n| (number(n), number(n))), seed in 1_u32..50) {
        let order = a.order();
        if order == b.order() && let (Some(x), Some(y)) = (a.galois(seed), b.galois(seed)) {
            prop_assert_eq!((&a * &b).galois(seed), Some(&x * &y));
            prop_assert_eq!((&a + &b).galois(seed), Some(&x + &y));
        }
        prop_assert_eq!((&a * &b).conj(), a.conj() * b.conj());
        prop_assert!((&a * &a.conj()).is_real());
    }

    #[test]
    fn enclosures_hold_the_floating_point_value((a, b, _) in three()) {
        for x in [&a * &b, &a + &b] {
            let (z, bounds) = (x.to_complex(), x.enclosure(200));
            for (value, bounds) in [(z.re, &bounds.re), (z.im, &bounds.im)] {
                let slack = 4.0 * f64::EPSILON * value.abs();
                prop_assert!(bounds.lower() - slack <= value && value <= bounds.upper() + slack);
            }
            let narrow = x.enclosure(400).re;
            prop_assert!(bounds.re.lower() <= narrow.lower() && narrow.upper() <= bounds.re.upper());
        }
    }

    #[test]
    fn text_is_read_back((a, b, _) in three()) {
        let x = &a * &b;
        prop_assert_eq!(x.to_string().parse::<Cyclotomic>().unwrap(), x.clone());
        prop_assert_eq!(&x.reduced(), &x);
        prop_assert!(x.order().is_multiple_of(x.reduced().order()));
    }
}

#[test]
fn square_roots_of_integers_are_positive_and_square_back() {
    for n in 1..60 {
        let root = Cyclotomic::square_root(n);
        assert_eq!(&root * &root, Cyclotomic::integer(i64::from(n)));
        assert_eq!(root.sign(), Some(std::cmp::Ordering::Greater), "sqrt({n})");
        assert!((root.to_complex().re - f64::from(n).sqrt()).abs() < 1e-14);
    }
}

#[test]
fn a_number_beyond_all_words_keeps_every_digit() {
    let phi: Cyclotomic = "(1 + sqrt(5))/2".parse().unwrap();
    // φ^n = F(n) φ + F(n − 1), here far beyond 64 bits, and its conjugate has the inverse size.
    let power = phi.pow(400).unwrap();
    let conjugate = power.galois(2).unwrap();
    assert!((&power * &conjugate).is_one());
    assert!(
        (power.to_complex().re / f64::midpoint(1.0, 5.0_f64.sqrt()).powi(400) - 1.0).abs() < 1e-12
    );
    // Its floating-point value comes from digits that cancel: the sum of both is an integer.
    assert!((conjugate.to_complex().re * power.to_complex().re - 1.0).abs() < 1e-15);
    assert_eq!(power * &phi.pow(-400).unwrap(), Cyclotomic::one());
}

#[test]
fn numbers_are_printed_as_a_physicist_would() {
    let print = |text: &str| text.parse::<Cyclotomic>().unwrap().to_string();
    assert_eq!(print("e(1/8) + e(7/8)"), "sqrt(2)");
    assert_eq!(print("(e(1/8) + e(7/8))/2"), "1/2*sqrt(2)");
    assert_eq!(print("-e(2/5) - e(3/5)"), "1/2 + 1/2*sqrt(5)");
    assert_eq!(print("1 + e(1/3) + e(2/3)"), "0");
    assert_eq!(print("3*e(1/4)"), "3*i");
    assert_eq!(print("e(1/7) + 2"), "2 + e(1/7)");
    assert_eq!(print("e(1/16)^4"), "i");
}

#[test]
fn text_that_is_no_number_is_refused_with_its_place() {
    let error = |text: &str| text.parse::<Cyclotomic>().unwrap_err().to_string();
    assert_eq!(
        error("1 + x"),
        "`1 + x` is not an exact number: column 5 should be a number, `i`, `e(p/q)`, `sqrt(r)` or `(`"
    );
    assert_eq!(
        error("1/0"),
        "`1/0` is not an exact number: column 4 should be a divisor other than zero"
    );
    assert_eq!(
        error("e(1/0)"),
        "`e(1/0)` is not an exact number: column 6 should be a root of unity of order 1 to 20000"
    );
    assert_eq!(error("(1"), "`(1` is not an exact number: column 3 should be )");
    assert_eq!(error("2 2"), "`2 2` is not an exact number: column 3 should be an operator");
    assert!(error(&"(".repeat(5000)).contains("nested"));
    assert!(error("e(1/9973) + e(1/9967)").contains("common order"));
    assert!(error("e(99999999999999999999/3)").contains("below 2^63"));
    assert!(error(&"9".repeat(10_001)).contains("10000 digits"));
}
