//! Roots of unity by their exact angle.

use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use serde::{Serialize, Serializer};

use super::Cyclotomic;
use super::field::gcd;

/// A root of unity $e^{2\pi i\, p/q}$, with $0 \le p < q$ in lowest terms.
///
/// Twists are given so: the topological spin of an anyon is $h \equiv p/q$ modulo 1. Adding angles
/// multiplies the roots of unity.
///
/// # Examples
///
/// ```
/// use thouless_anyon::Phase;
///
/// let twist = Phase::new(2, 5); // of Fibonacci's τ
/// assert_eq!(twist * 5, Phase::ONE);
/// assert_eq!(-twist, Phase::new(3, 5));
/// assert_eq!(Phase::new(-1, 10).to_string(), "e(9/10)");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phase {
    numerator: u32,
    denominator: u32,
}

impl Phase {
    /// The number 1.
    pub const ONE: Self = Self { numerator: 0, denominator: 1 };

    /// $e^{2\pi i\, p/q}$.
    ///
    /// # Panics
    ///
    /// When `q` is not between 1 and $2^{32} - 1$.
    pub fn new(p: i64, q: i64) -> Self {
        assert!(q > 0, "the angle {p}/{q} of a root of unity needs a positive denominator");
        let p = p.rem_euclid(q).unsigned_abs();
        let q = q.unsigned_abs();
        let common = gcd(p, q);
        let part = |x: u64| u32::try_from(x / common).expect("angles have small denominators");
        Self { numerator: part(p), denominator: part(q) }
    }

    /// $p$ of the angle $p/q$.
    pub const fn numerator(self) -> u32 {
        self.numerator
    }

    /// $q$ of the angle $p/q$, which is the order of the root of unity.
    pub const fn denominator(self) -> u32 {
        self.denominator
    }

    /// The root of unity as a number.
    pub fn value(self) -> Cyclotomic {
        Cyclotomic::root_of_unity(self)
    }

    /// The angle $p/q$ as a floating-point number of turns.
    pub fn turns(self) -> f64 {
        f64::from(self.numerator) / f64::from(self.denominator)
    }
}

impl Add for Phase {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let [p, q, r, s] =
            [self.numerator, self.denominator, other.numerator, other.denominator].map(i64::from);
        // over the least common denominator, so that the numbers stay small
        let common = i64::try_from(gcd(q.unsigned_abs(), s.unsigned_abs())).unwrap_or(1);
        Self::new(p * (s / common) + r * (q / common), q / common * s)
    }
}

impl Sub for Phase {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Neg for Phase {
    type Output = Self;

    fn neg(self) -> Self {
        Self::new(-i64::from(self.numerator), i64::from(self.denominator))
    }
}

impl Mul<i64> for Phase {
    type Output = Self;

    fn mul(self, n: i64) -> Self {
        let q = i64::from(self.denominator);
        Self::new(i64::from(self.numerator) * n.rem_euclid(q), q)
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.numerator, self.denominator) {
            (0, _) => write!(f, "1"),
            (1, 2) => write!(f, "-1"),
            (1, 4) => write!(f, "i"),
            (3, 4) => write!(f, "-i"),
            (p, q) => write!(f, "e({p}/{q})"),
        }
    }
}

impl Serialize for Phase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.numerator, self.denominator).serialize(serializer)
    }
}
