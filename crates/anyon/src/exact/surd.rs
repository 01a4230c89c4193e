//! A number of a cyclotomic field times one positive square root.

use std::fmt;

use num_complex::Complex64;
use serde::{Serialize, Serializer};

use super::Cyclotomic;

/// An exact number $x \sqrt r$ with $x$ and $r > 0$ in a cyclotomic field: an entry of a unitary matrix whose root lies in
/// no cyclotomic field.
///
/// Roots of rational numbers are taken into $x$; then $r = 1$.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surd {
    factor: Cyclotomic,
    radicand: Cyclotomic,
}

impl Surd {
    /// $x \sqrt r$ for positive $r$.
    pub(crate) fn new(factor: Cyclotomic, radicand: Cyclotomic) -> Self {
        if factor.is_zero() || radicand.is_one() {
            return Self { factor, radicand: Cyclotomic::one() };
        }
        let small = radicand.as_rational().and_then(|(p, q)| {
            let product = u32::try_from(p.checked_mul(q)?).ok().filter(|n| *n <= 1_000_000)?;
            Some(Cyclotomic::square_root(product) * &Cyclotomic::rational(1, q)?)
        });
        match small {
            Some(root) => Self { factor: factor * root, radicand: Cyclotomic::one() },
            None => Self { factor, radicand },
        }
    }

    /// $x$.
    pub fn factor(&self) -> &Cyclotomic {
        &self.factor
    }

    /// $r$.
    pub fn radicand(&self) -> &Cyclotomic {
        &self.radicand
    }

    /// The squared absolute value, $|x|^2 r$.
    pub fn norm_squared(&self) -> Cyclotomic {
        &self.factor * &self.factor.conj() * &self.radicand
    }

    /// The value as floating-point numbers, to a few units in the last place.
    pub fn to_complex(&self) -> Complex64 {
        self.factor.to_complex() * self.radicand.to_complex().re.sqrt()
    }
}

impl fmt::Display for Surd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.radicand.is_one() {
            return write!(f, "{}", self.factor);
        }
        let (factor, radicand) = (self.factor.to_string(), self.radicand.to_string());
        match factor.as_str() {
            "1" => write!(f, "sqrt({radicand})"),
            "-1" => write!(f, "-sqrt({radicand})"),
            sum if sum.contains(" + ") || sum.contains(" - ") => {
                write!(f, "({sum})*sqrt({radicand})")
            }
            _ => write!(f, "{factor}*sqrt({radicand})"),
        }
    }
}

impl Serialize for Surd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
