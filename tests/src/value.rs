//! Values and tolerances: what is expected, how near is near enough, how both are written.

use serde::{Deserialize, Serialize};

/// A number, or a list of numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// One number.
    Number(f64),
    /// A list, compared element by element.
    List(Vec<f64>),
}

impl Value {
    /// Returns the numbers, one for a single number.
    pub fn numbers(&self) -> &[f64] {
        match self {
            Self::Number(number) => std::slice::from_ref(number),
            Self::List(list) => list,
        }
    }

    /// Returns whether the other value has the same shape.
    pub fn same_shape(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Number(_), Self::Number(_)) | (Self::List(_), Self::List(_)))
            && self.numbers().len() == other.numbers().len()
    }

    /// Writes each number by `write` and joins them with commas.
    fn text(&self, write: impl Fn(usize, f64) -> String) -> String {
        let each: Vec<String> =
            self.numbers().iter().enumerate().map(|(i, number)| write(i, *number)).collect();
        each.join(", ")
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Vec<f64>> for Value {
    fn from(list: Vec<f64>) -> Self {
        Self::List(list)
    }
}

/// How far a found number may lie from the expected one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Tolerance {
    /// The same integer.
    Exact,
    /// `|found − expected| ≤ abs`.
    Abs(f64),
    /// `|found − expected| ≤ rel · |expected|`.
    Rel(f64),
    /// `|found − expected| ≤ sigma · standard error + allowance`.
    #[serde(untagged)]
    Sigma {
        /// Number of standard errors.
        sigma: f64,
        /// What systematic errors may add.
        allowance: f64,
    },
}

impl Tolerance {
    /// Returns what is wrong with a tolerance for that expected value, if anything.
    pub fn defect(&self, expected: &Value) -> Option<String> {
        let positive = |x: f64| x.is_finite() && x > 0.0;
        let integers = expected.numbers().iter().all(|x| x.fract() == 0.0);
        match *self {
            Self::Exact if !integers => Some(
                "tolerance `exact` is for integers; give { abs = … } or { rel = … }".to_owned(),
            ),
            Self::Abs(x) if !positive(x) => Some(format!("tolerance abs = {x} is not positive")),
            Self::Rel(x) if !positive(x) => Some(format!("tolerance rel = {x} is not positive")),
            Self::Rel(_) if expected.numbers().contains(&0.0) => Some(
                "a relative tolerance never admits anything but 0 itself; give { abs = … }"
                    .to_owned(),
            ),
            Self::Sigma { sigma, allowance }
                if !positive(sigma) || allowance.is_nan() || allowance < 0.0 =>
            {
                Some(format!(
                    "tolerance sigma = {sigma}, allowance = {allowance}: both must be positive"
                ))
            }
            _ => None,
        }
    }

    /// Returns the allowed distance from `expected`, given the standard error of what was found.
    pub fn width(&self, expected: f64, error: f64) -> f64 {
        match *self {
            Self::Exact => 0.0,
            Self::Abs(abs) => abs,
            Self::Rel(rel) => rel * expected.abs(),
            Self::Sigma { sigma, allowance } => sigma * error + allowance,
        }
    }

    /// Returns whether every number found is near enough; NaN never is.
    pub fn admits(&self, expected: &Value, found: &Value, error: f64) -> bool {
        expected.same_shape(found)
            && expected
                .numbers()
                .iter()
                .zip(found.numbers())
                .all(|(e, f)| (f - e).abs() <= self.width(*e, error))
    }

    /// Writes the expected value with the digits that the tolerance can tell apart.
    pub fn expected_text(&self, expected: &Value, error: f64) -> String {
        expected.text(|_, e| decimal(e, self.width(e, error)))
    }

    /// Writes the found value with the digits that the tolerance can tell apart, the same on every machine.
    ///
    /// The deviation is rounded to a fifth of the tolerance before the sum is rounded, so that noise of the
    /// last bits never shows, even where the expected value lies on the edge of a decimal.
    pub fn found_text(&self, expected: &Value, found: &Value, error: f64) -> String {
        if !expected.same_shape(found) {
            return found.text(|_, f| format!("{f}"));
        }
        let expected = expected.numbers();
        found.text(|i, f| {
            let (e, width) = (expected[i], self.width(expected[i], error));
            if width == 0.0 || !f.is_finite() {
                return format!("{f}");
            }
            let step = width / 5.0;
            decimal(e + ((f - e) / step).round() * step, width)
        })
    }
}

impl std::fmt::Display for Tolerance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact => f.write_str("exact"),
            Self::Abs(abs) => write!(f, "{abs:e}"),
            Self::Rel(rel) => write!(f, "{rel:e} relative"),
            Self::Sigma { sigma, allowance } => write!(f, "{sigma} σ + {allowance:e}"),
        }
    }
}

/// Writes a number with decimals down to the first digit of `width`, trailing zeros removed.
fn decimal(number: f64, width: f64) -> String {
    if number.is_finite() && number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{}", number + 0.0);
    }
    if number != 0.0 && number.abs() < 1e-3 {
        let digits =
            if width > 0.0 { (number.abs() / width).log10().ceil().clamp(0.0, 12.0) } else { 12.0 };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..=12"
        )]
        return format!("{number:.*e}", digits as usize);
    }
    let digits = if width > 0.0 { (-width.log10()).ceil().clamp(0.0, 12.0) } else { 12.0 };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=12"
    )]
    let text = format!("{number:.*}", digits as usize);
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_bits_never_show() {
        let tolerance = Tolerance::Abs(0.01);
        for noise in [-1e-15, 0.0, 1e-15] {
            let (expected, found) = (Value::Number(0.125), Value::Number(0.125 + noise));
            assert_eq!(
                tolerance.found_text(&expected, &found, 0.0),
                tolerance.expected_text(&expected, 0.0)
            );
        }
        let zero = Value::Number(0.0);
        assert_eq!(Tolerance::Abs(1e-9).found_text(&zero, &Value::Number(-3e-16), 0.0), "0");
    }

    #[test]
    fn deviations_within_the_tolerance_show() {
        let (expected, found) = (Value::Number(2.0), Value::Number(2.0004));
        assert_eq!(Tolerance::Abs(1e-3).found_text(&expected, &found, 0.0), "2");
        assert_eq!(Tolerance::Rel(1e-4).found_text(&expected, &found, 0.0), "2.0004");
    }

    #[test]
    fn nan_and_other_shapes_are_never_admitted() {
        let tolerance = Tolerance::Abs(1.0);
        assert!(!tolerance.admits(&Value::Number(0.0), &Value::Number(f64::NAN), 0.0));
        assert!(!tolerance.admits(&Value::Number(0.0), &Value::List(vec![0.0]), 0.0));
        assert!(!tolerance.admits(&Value::List(vec![0.0]), &Value::List(vec![0.0, 0.0]), 0.0));
        assert!(tolerance.admits(&Value::List(vec![0.0]), &Value::List(vec![1.0]), 0.0));
    }

    #[test]
    fn sigma_scales_with_the_standard_error() {
        let tolerance = Tolerance::Sigma { sigma: 4.0, allowance: 0.01 };
        assert!(tolerance.admits(&Value::Number(1.0), &Value::Number(1.4), 0.1));
        assert!(!tolerance.admits(&Value::Number(1.0), &Value::Number(1.42), 0.1));
    }
}
