//! Expressions: values against the formulas written in Rust, laws, and every error.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a failing test may panic; exact numbers"
)]

use nalgebra::{DMatrix, dmatrix};
use num_complex::Complex64;
use proptest::prelude::*;
use thouless_lattice::expr::{Expr, Kind};

fn c(re: f64, im: f64) -> Complex64 {
    Complex64::new(re, im)
}

fn number(text: &str, values: &[(&str, f64)]) -> Complex64 {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let values: Vec<Complex64> = values.iter().map(|(_, value)| (*value).into()).collect();
    Expr::parse(text, &names).unwrap().number(&values).unwrap()
}

fn matrix(text: &str) -> DMatrix<Complex64> {
    Expr::parse(text, &[""; 0]).unwrap().matrix(&[]).unwrap()
}

#[test]
fn arithmetic_binds_as_in_mathematics() {
    for (text, value) in [
        ("1/3", 1.0 / 3.0),
        ("1e-3", 1e-3),
        (".5", 0.5),
        ("2.", 2.0),
        ("2 + 3*4", 14.0),
        ("(2 + 3)*4", 20.0),
        ("2 - 3 - 4", -5.0),
        ("24/4/2", 3.0),
        ("2*6/4", 3.0),
        ("2^3^2", 512.0),
        ("-2^2", -4.0),
        ("(-2)^2", 4.0),
        ("2^-1", 0.5),
        ("2*-3", -6.0),
        ("--2", 2.0),
        ("+2", 2.0),
        ("3 - -2", 5.0),
        ("sqrt(3)/2", 3_f64.sqrt() / 2.0),
        ("2*cos(pi/3)", 2.0 * (std::f64::consts::PI / 3.0).cos()),
        ("abs(-3) + abs(3 + 4*i)", 8.0),
        ("min(3, 1, 2) + max(1, 5)", 6.0),
        ("step(-1) + step(0) + step(2)", 2.0),
        ("sign(-3)*floor(2.7)", -2.0),
        ("re(2 + 3*i) + im(2 + 3*i)", 5.0),
        ("arg(-1)", std::f64::consts::PI),
        ("0^0", 1.0),
        ("log(exp(2))", 2.0),
        ("tanh(0.5) - sinh(0.5)/cosh(0.5)", 0.0),
        ("asin(1) + acos(1) + atan(0)", std::f64::consts::FRAC_PI_2),
    ] {
        let found = number(text, &[]);
        assert!((found - value).norm() < 1e-15 && found.im == 0.0, "{text}: {found}, not {value}");
    }
}

#[test]
fn complex_numbers_follow_the_principal_branches() {
    for (text, value) in [
        ("i^2", c(-1.0, 0.0)),
        ("sqrt(-4)", c(0.0, 2.0)),
        ("sqrt(-4 - 0*i)", c(0.0, 2.0)),
        ("log(-1)", c(0.0, std::f64::consts::PI)),
        ("(-8)^(1/3)", c(1.0, 3_f64.sqrt())),
        ("exp(i*pi/3)", c(0.5, 0.75_f64.sqrt())),
        ("conj(1 + 2*i)", c(1.0, -2.0)),
        ("(1 + i)/(1 - i)", c(0.0, 1.0)),
        ("i^i", c((-std::f64::consts::FRAC_PI_2).exp(), 0.0)),
        ("acos(2)", c(2.0, 0.0).acos()),
        ("sin(1 + i)", c(1.0, 1.0).sin()),
    ] {
        let found = number(text, &[]);
        assert!((found - value).norm() < 1e-14, "{text}: {found}, not {value}");
    }
}

#[test]
fn matrices_follow_the_algebra_of_pauli() {
    assert_eq!(matrix("sx*sy"), matrix("i*sz"));
    assert_eq!(matrix("sy"), dmatrix![c(0.0, 0.0), c(0.0, -1.0); c(0.0, 1.0), c(0.0, 0.0)]);
    assert_eq!(matrix("sx^2 + sy^2 + sz^2"), matrix("3*s0"));
    assert_eq!(matrix("id(2)"), matrix("[[1, 0], [0, 1]]"));
    assert_eq!(
        matrix("kron(sz, s0) - kron(s0, sz)"),
        matrix("2*[[0,0,0,0],[0,1,0,0],[0,0,-1,0],[0,0,0,0]]")
    );
    assert_eq!(matrix("conj(sy)"), matrix("-sy"));
    assert_eq!(matrix("sx/2"), matrix("0.5*sx"));
    assert_eq!(matrix("[[1, 2, 3]]*[[1], [2], [3]]")[(0, 0)], c(14.0, 0.0));
    let turn = matrix("exp(i*0.3*sz)") - matrix("cos(0.3)*s0 + i*sin(0.3)*sz");
    assert!(turn.norm() < 1e-15);
    let trigonometric = matrix("sin(20*sx)^2 + cos(20*sx)^2 - s0");
    assert!(trigonometric.norm() < 1e-12);
}

#[test]
fn conditions_are_evaluated_only_as_far_as_needed() {
    let values = [c(3.0, 0.0), c(4.0, 0.0)];
    for (text, holds) in [
        ("x^2 + y^2 < 100 and y > 0", true),
        ("x^2 + y^2 < 25", false),
        ("x^2 + y^2 <= 25 and not y == 3", true),
        ("x > 5 or y >= 4 and x != 3", false),
        ("(x > 5 or y >= 4) and x == 3", true),
        ("not (x > 5) and not x > 6", true),
        ("x < 0 and 1/(x - 3) > 0", false),
        ("x > 0 or 1/(x - 3) > 0", true),
    ] {
        let condition = Expr::parse(text, &["x", "y"]).unwrap();
        assert_eq!(condition.kind(), Kind::Condition);
        assert_eq!(condition.condition(&values), Ok(holds), "{text}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_column() {
    let wrong = |text: &str| Expr::parse(text, &["t", "t2", "phi", "x"]).unwrap_err().to_string();
    let messages = [
        "",
        "t2*exp(i*fi)",
        "ph + 1",
        "q",
        "2x",
        "2 x",
        "t(2)",
        "(1+t)(2)",
        "2*",
        "(1 + t",
        "1 + )",
        "sin",
        "sin()",
        "sin(1, 2)",
        "sine(1)",
        "max()",
        "1.2.3",
        "1e999",
        "t # 2",
        "t × 2",
        "t ** 2",
        "x = 3",
        "1 < x < 3",
        "x and t",
        "x > 0 + 1 and 3",
        "sx + 1",
        "sx*id(3)",
        "1/sx",
        "sx^t",
        "[[1, 2], [3]]",
        "[1, 2]",
        "kron(sx, 2)",
        "id(0)",
        "id(t)",
        "id(1000)",
        "sqrt(sx)",
        "sin([[1, 2]])",
        "(x > 0) + 1",
        "-(x > 0)",
        "x < sx",
        "t and",
        "[[1, sx]]",
        "é + ü",
    ]
    .map(wrong);
    insta::assert_snapshot!(messages.join("\n"), @r"
    in ``, column 1: found the end; expected a number, a name or `(`
    in `t2*exp(i*fi)`, column 10: unknown name `fi`; did you mean `pi`?
    in `ph + 1`, column 1: unknown name `ph`; did you mean `phi`?
    in `q`, column 1: unknown name `q`; known: `t`, `t2`, `phi`, `x`, `i`, `pi`, `s0`, `sx`, `sy`, `sz`
    in `2x`, column 2: no operator between `2` and `x`; write `2*x` for the product
    in `2 x`, column 3: no operator between `2` and `x`; write `2*x` for the product
    in `t(2)`, column 1: unknown function `t`; known: `exp`, `log`, `sqrt`, `sin`, `cos`, `tan`, `asin`, `acos`, `atan`, `sinh`, `cosh`, `tanh`, `abs`, `arg`, `re`, `im`, `conj`, `step`, `sign`, `floor`, `min`, `max`, `kron`, `id`
    in `(1+t)(2)`, column 6: no operator between `)` and `(`; write `)*(` for the product
    in `2*`, column 3: found the end; expected a number, a name or `(`
    in `(1 + t`, column 7: found the end; expected an operator or `)`
    in `1 + )`, column 5: found `)`; expected a number, a name or `(`
    in `sin`, column 1: `sin` is a function; write `sin(…)`
    in `sin()`, column 1: `sin` takes one argument, found 0
    in `sin(1, 2)`, column 1: `sin` takes one argument, found 2
    in `sine(1)`, column 1: unknown function `sine`; did you mean `sinh`?
    in `max()`, column 1: `max` takes one number or more, found 0
    in `1.2.3`, column 1: `1.2.3` is not a finite number; write it like `1.5`, `1e-3` or `1/3`
    in `1e999`, column 1: `1e999` is not a finite number; write it like `1.5`, `1e-3` or `1/3`
    in `t # 2`, column 3: found `#`; expected numbers, names, `+ - * / ^ ( ) [ ] ,` or comparisons
    in `t × 2`, column 3: found `×`; expected the product sign `*`
    in `t ** 2`, column 4: found `*`; expected a number, a name or `(`; powers are written `a^b`
    in `x = 3`, column 3: found `=`; expected `==` to compare
    in `1 < x < 3`, column 7: comparisons cannot be chained; write `a < b and b < c`
    in `x and t`, column 1: operand of `and` is a number; it must be a condition, such as `x > 0`
    in `x > 0 + 1 and 3`, column 15: operand of `and` is a number; it must be a condition, such as `x > 0`
    in `sx + 1`, column 4: `+` of a 2×2 matrix and a number; the shapes do not fit
    in `sx*id(3)`, column 3: `*` of a 2×2 matrix and a 3×3 matrix; the shapes do not fit
    in `1/sx`, column 2: divisor is a 2×2 matrix; it must be a number
    in `sx^t`, column 4: exponent of a matrix is a number; it must be a whole number from 0 to 64
    in `[[1, 2], [3]]`, column 10: row 2 of the matrix has length 1, the first has length 2
    in `[1, 2]`, column 2: found `1`; expected `[`: a matrix is a list of rows, `[[a, b], [c, d]]`
    in `kron(sx, 2)`, column 10: argument of `kron` is a number; it must be a matrix
    in `id(0)`, column 1: `id` takes one whole number from 1 to 256, found 1
    in `id(t)`, column 1: `id` takes one whole number, such as `id(2)`, found 1
    in `id(1000)`, column 1: `id` takes one whole number from 1 to 256, found 1
    in `sqrt(sx)`, column 6: argument of `sqrt` is a 2×2 matrix; it must be a number
    in `sin([[1, 2]])`, column 5: argument of `sin` is a 1×2 matrix; it must be a number or a square matrix
    in `(x > 0) + 1`, column 1: summand is a condition; it must be a number
    in `-(x > 0)`, column 1: operand of `-` is a condition; it must be a number
    in `x < sx`, column 5: right side of the comparison is a 2×2 matrix; it must be a number
    in `t and`, column 1: operand of `and` is a number; it must be a condition, such as `x > 0`
    in `[[1, sx]]`, column 6: element of a matrix is a 2×2 matrix; it must be a number
    in `é + ü`, column 1: unknown name `é`; known: `t`, `t2`, `phi`, `x`, `i`, `pi`, `s0`, `sx`, `sy`, `sz`
    ");
}

#[test]
fn what_has_no_finite_value_is_said_with_its_place() {
    let wrong = |text: &str| {
        let expr = Expr::parse(text, &["t"]).unwrap();
        match expr.kind() {
            Kind::Number => expr.number(&[0.0.into()]).unwrap_err().to_string(),
            Kind::Matrix { .. } => expr.matrix(&[0.0.into()]).unwrap_err().to_string(),
            Kind::Condition => expr.condition(&[0.0.into()]).unwrap_err().to_string(),
        }
    };
    let messages = [
        "1/t",
        "2*3/(t - 0)",
        "0/0",
        "t^-1",
        "log(t)",
        "exp(1000)",
        "1e200*1e200",
        "t^i",
        "i < 2",
        "max(1, i)",
        "[[1/t, 0]]",
        "exp(1000*sx)",
    ]
    .map(wrong);
    insta::assert_snapshot!(messages.join("\n"), @r"
    in `1/t`, column 2: division by zero; choose parameters for which the divisor does not vanish
    in `2*3/(t - 0)`, column 4: division by zero; choose parameters for which the divisor does not vanish
    in `0/0`, column 2: division by zero; choose parameters for which the divisor does not vanish
    in `t^-1`, column 2: division by zero; choose parameters for which the divisor does not vanish
    in `log(t)`, column 1: the value is -inf; only finite results are allowed
    in `exp(1000)`, column 1: the value is inf; only finite results are allowed
    in `1e200*1e200`, column 1: the value is inf; only finite results are allowed
    in `t^i`, column 2: the value is NaN; only finite results are allowed
    in `i < 2`, column 3: the value 1.0*i has an imaginary part; a real number is needed here
    in `max(1, i)`, column 1: the value 1.0*i has an imaginary part; a real number is needed here
    in `[[1/t, 0]]`, column 4: division by zero; choose parameters for which the divisor does not vanish
    in `exp(1000*sx)`, column 1: the value is inf; only finite results are allowed
    ");
    let expr = Expr::parse("t*i", &["t"]).unwrap();
    insta::assert_snapshot!(expr.real(&[2.0.into()]).unwrap_err(), @"in `t*i`, column 1: the value 2.0*i has an imaginary part; a real number is needed here");
    insta::assert_snapshot!(expr.matrix(&[2.0.into()]).unwrap_err(), @"in `t*i`, column 1: the expression is a number; it must be a matrix");
    insta::assert_snapshot!(expr.number(&[]).unwrap_err(), @"in `t*i`, column 1: 0 values given for 1 variables; give one value per variable");
}

#[test]
fn deep_nesting_is_refused_and_long_chains_are_not() {
    let deep = ["(", "-", "2^", "not ", "sin(", "[[", "1+("].map(|part| part.repeat(100_000));
    for text in deep {
        assert!(Expr::parse(&text, &[""; 0]).is_err());
    }
    let chain = format!("1{}", "-1+1".repeat(100_000));
    assert_eq!(number(&chain, &[]), c(1.0, 0.0));
}

/// A random formula, to be printed with few parentheses and evaluated by itself.
#[derive(Debug, Clone)]
enum Formula {
    X,
    Y,
    Number(u8),
    Negative(Box<Formula>),
    Sum(Box<Formula>, Box<Formula>),
    Difference(Box<Formula>, Box<Formula>),
    Product(Box<Formula>, Box<Formula>),
    Square(Box<Formula>),
    Sine(Box<Formula>),
}

impl Formula {
    fn value(&self, x: Complex64, y: Complex64) -> Complex64 {
        match self {
            Self::X => x,
            Self::Y => y,
            Self::Number(n) => f64::from(*n).into(),
            Self::Negative(a) => -a.value(x, y),
            Self::Sum(a, b) => a.value(x, y) + b.value(x, y),
            Self::Difference(a, b) => a.value(x, y) - b.value(x, y),
            Self::Product(a, b) => a.value(x, y) * b.value(x, y),
            Self::Square(a) => a.value(x, y) * a.value(x, y),
            Self::Sine(a) => a.value(x, y).sin(),
        }
    }

    /// The text, in parentheses where it binds less tightly than asked (1 sum, 2 product, 3 sign,
    /// 4 power).
    fn text(&self, tightness: u8) -> String {
        let (own, text) = match self {
            Self::X => (9, "x".to_owned()),
            Self::Y => (9, "y".to_owned()),
            Self::Number(n) => (9, n.to_string()),
            Self::Negative(a) => (3, format!("-{}", a.text(3))),
            Self::Sum(a, b) => (1, format!("{} + {}", a.text(1), b.text(1))),
            Self::Difference(a, b) => (1, format!("{} - {}", a.text(1), b.text(2))),
            Self::Product(a, b) => (2, format!("{}*{}", a.text(2), b.text(2))),
            Self::Square(a) => (4, format!("{}^2", a.text(5))),
            Self::Sine(a) => (9, format!("sin({})", a.text(0))),
        };
        if own < tightness { format!("({text})") } else { text }
    }
}

fn formula() -> impl Strategy<Value = Formula> {
    let leaf =
        prop_oneof![Just(Formula::X), Just(Formula::Y), any::<u8>().prop_map(Formula::Number)];
    leaf.prop_recursive(6, 40, 2, |inner| {
        let one = || inner.clone().prop_map(Box::new);
        let two = || (one(), one());
        prop_oneof![
            one().prop_map(Formula::Negative),
            two().prop_map(|(a, b)| Formula::Sum(a, b)),
            two().prop_map(|(a, b)| Formula::Difference(a, b)),
            two().prop_map(|(a, b)| Formula::Product(a, b)),
            one().prop_map(Formula::Square),
            one().prop_map(Formula::Sine),
        ]
    })
}

proptest! {
    #[test]
    fn a_printed_formula_has_the_value_of_the_formula(
        formula in formula(),
        x in (-2.0..2.0, -2.0..2.0),
        y in -2.0..2.0,
    ) {
        let (x, y) = (c(x.0, x.1), c(y, 0.0));
        let expected = formula.value(x, y);
        prop_assume!(expected.is_finite());
        let text = formula.text(0);
        let expr = Expr::parse(&text, &["x", "y"]).unwrap();
        if let Ok(found) = expr.number(&[x, y]) {
            // A sum of large numbers that cancel is as uncertain as they are large.
            let scale = 1.0 + expected.norm() + f64::from(u16::MAX);
            prop_assert!((found - expected).norm() < 1e-9 * scale, "{text}: {found} {expected}");
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "[-+*/^()\\[\\],.0-9a-z <>=éπ]{0,40}") {
        if let Ok(expr) = Expr::parse(&text, &["x", "y"]) {
            let values = [c(0.5, 0.0), c(-1.0, 0.0)];
            // Whatever the values, an error or a finite number.
            if let Ok(z) = expr.number(&values) {
                prop_assert!(z.is_finite());
            }
            let _ = (expr.matrix(&values), expr.condition(&values));
        }
    }

    #[test]
    fn no_sequence_of_words_makes_the_parser_panic(words in prop::collection::vec(word(), 0..24)) {
        let text = words.join(" ");
        if let Ok(expr) = Expr::parse(&text, &["x", "y"]) {
            let values = [c(0.0, 0.0), c(1.0, 1.0)];
            let _ = (expr.number(&values), expr.matrix(&values), expr.condition(&values));
        }
    }
}

/// Words of the language, so that many sequences make sense.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "x", "y", "1", "2", "0", "1e300", "i", "pi", "sx", "sy", "s0", "+", "-", "*", "/", "^",
        "(", ")", "(", ")", "[[", "]]", ",", "<", ">=", "and", "or", "not", "sin(", "exp(",
        "sqrt(", "kron(", "id(3)", "min(", "log(", "conj(",
    ])
}
