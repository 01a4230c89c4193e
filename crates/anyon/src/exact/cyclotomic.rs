//! Elements of cyclotomic fields.

use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};
use std::sync::Arc;

use num_complex::Complex64;

use super::coefficients::Coefficients;
use super::enclosure::{self, ComplexEnclosure};
use super::field::{Field, gcd, lcm, prime_powers};
use super::phase::Phase;

/// An exact number of a cyclotomic field $\mathbb Q(\zeta_n)$, $\zeta_n = e^{2\pi i/n}$.
///
/// It is a rational combination of $1, \zeta, \dots, \zeta^{\varphi(n)-1}$: integer numerators over one common
/// denominator, in 64-bit words as long as they suffice and in big integers beyond. Numbers of different
/// orders combine in the field of the least common multiple. Equality is equality of numbers.
///
/// Every square root of a rational number lies in such a field, so those that unitary Ising-like theories need
/// are here; $\varphi^{-1/2}$ of Fibonacci is not, and is carried by the norms of basis vectors instead.
///
/// # Examples
///
/// ```
/// use thouless_anyon::Cyclotomic;
///
/// let phi: Cyclotomic = "(1 + sqrt(5))/2".parse()?;
/// assert_eq!(&phi * &phi, &phi + 1);
/// assert_eq!(phi.to_string(), "1/2 + 1/2*sqrt(5)");
/// assert_eq!(phi.galois(3).map(|x| x.to_string()), Some("1/2 - 1/2*sqrt(5)".to_owned()));
/// assert_eq!(phi.to_complex().re, (1.0 + 5.0_f64.sqrt()) / 2.0);
/// # Ok::<(), thouless_anyon::AnyonError>(())
/// ```
#[derive(Clone)]
pub struct Cyclotomic {
    pub(super) field: Arc<Field>,
    pub(super) coefficients: Coefficients,
}

impl Cyclotomic {
    /// An integer.
    pub fn integer(value: i64) -> Self {
        Self {
            field: Field::of_order(1),
            coefficients: Coefficients::Word { numerators: vec![value], denominator: 1 },
        }
    }

    /// Zero.
    pub fn zero() -> Self {
        Self::integer(0)
    }

    /// One.
    pub fn one() -> Self {
        Self::integer(1)
    }

    /// The fraction `p / q`, or nothing when `q` is zero.
    pub fn rational(p: i64, q: i64) -> Option<Self> {
        (q != 0).then(|| Self {
            field: Field::of_order(1),
            coefficients: Coefficients::from_i128(vec![i128::from(p)], i128::from(q)),
        })
    }

    /// A root of unity.
    pub fn root_of_unity(phase: Phase) -> Self {
        let field = Field::of_order(phase.denominator());
        let mut numerators = vec![0; field.degree];
        for (i, c) in field.power(phase.numerator() as usize) {
            numerators[i] += c;
        }
        Self { field, coefficients: Coefficients::Word { numerators, denominator: 1 } }
    }

    /// The positive square root of a positive integer, by Gauss sums over its prime factors; zero for zero.
    ///
    /// ```math
    /// \sum_{a=1}^{p-1} \left( \frac{a}{p} \right) \zeta_p^a = \begin{cases} \sqrt p & p \equiv 1 \pmod 4 \\
    ///     i \sqrt p & p \equiv 3 \pmod 4 \end{cases}, \qquad \sqrt 2 = \zeta_8 + \zeta_8^{-1}
    /// ```
    pub fn square_root(n: u32) -> Self {
        if n == 0 {
            return Self::zero();
        }
        let mut root = Self::one();
        for (p, exponent) in prime_powers(u64::from(n)) {
            let p = i64::try_from(p).expect("a divisor of a 32-bit number");
            root *= Self::integer(p.pow(exponent / 2));
            if exponent % 2 == 0 {
                continue;
            }
            if p == 2 {
                root *= Phase::new(1, 8).value() + Phase::new(-1, 8).value();
                continue;
            }
            let squares: std::collections::BTreeSet<i64> = (1..p).map(|a| a * a % p).collect();
            let field = Field::of_order(u32::try_from(p).expect("a divisor of a 32-bit number"));
            let mut numerators = vec![0_i64; field.degree];
            for a in 1..p {
                let symbol = if squares.contains(&a) { 1 } else { -1 };
                for (i, c) in field.power(usize::try_from(a).expect("a is positive")) {
                    numerators[i] += symbol * c;
                }
            }
            let coefficients = Coefficients::Word { numerators, denominator: 1 };
            let sum = Self { field, coefficients };
            root *= if p % 4 == 1 { sum } else { sum * Phase::new(3, 4).value() };
        }
        root
    }

    /// The order $n$ of the field that the number is written in; it may lie in a smaller one.
    pub fn order(&self) -> u32 {
        self.field.order
    }

    /// The same number written in the field of order `n`, when `n` is a multiple of its order.
    pub(crate) fn raised_to_order(&self, n: u32) -> Self {
        if n == self.field.order {
            return self.clone();
        }
        let field = Field::of_order(n);
        let step = (n / self.field.order) as usize;
        let coefficients = self.coefficients.substitute(&field, step);
        Self { field, coefficients }
    }

    fn aligned(&self, other: &Self) -> (Self, Self) {
        let n = lcm(self.field.order, other.field.order);
        (self.raised_to_order(n), other.raised_to_order(n))
    }

    /// Whether the number is 0.
    pub fn is_zero(&self) -> bool {
        self.coefficients.is_zero()
    }

    /// Whether the number is 1.
    pub fn is_one(&self) -> bool {
        *self == Self::one()
    }

    /// Whether the number equals its complex conjugate.
    pub fn is_real(&self) -> bool {
        *self == self.conj()
    }

    /// Numerator and denominator of a rational number, when they fit into 64 bits.
    pub fn as_rational(&self) -> Option<(i64, i64)> {
        match &self.coefficients {
            Coefficients::Word { numerators, denominator } => {
                let (first, rest) = numerators.split_first()?;
                rest.iter().all(|c| *c == 0).then_some((*first, *denominator))
            }
            Coefficients::Big { .. } => None,
        }
    }

    /// The value of an integer, when it fits into 64 bits.
    pub fn as_integer(&self) -> Option<i64> {
        self.as_rational().and_then(|(p, q)| (q == 1).then_some(p))
    }

    /// The angle of the number, when it is a root of unity.
    pub fn as_root_of_unity(&self) -> Option<Phase> {
        // The roots of unity of ℚ(ζ_n) have an order that divides n or, for odd n, 2n.
        let n = self.field.order;
        let n = if n % 2 == 1 { 2 * n } else { n };
        let turns = self.to_complex().arg() / std::f64::consts::TAU;
        #[expect(clippy::cast_possible_truncation, reason = "at most n, which is small")]
        let phase = Phase::new((turns * f64::from(n)).round() as i64, i64::from(n));
        (*self == phase.value()).then_some(phase)
    }

    /// The complex conjugate.
    #[must_use]
    pub fn conj(&self) -> Self {
        self.automorphism(self.field.order - 1)
    }

    /// The image under the automorphism $\zeta_n \mapsto \zeta_n^k$ of the field of [`Self::order`], or nothing
    /// when `k` is not prime to the order.
    pub fn galois(&self, k: u32) -> Option<Self> {
        let n = self.field.order;
        (gcd(u64::from(k % n), u64::from(n)) == 1).then(|| self.automorphism(k % n))
    }

    pub(super) fn automorphism(&self, k: u32) -> Self {
        let coefficients = self.coefficients.substitute(&self.field, k as usize);
        Self { field: Arc::clone(&self.field), coefficients }
    }

    /// The inverse, or nothing for zero.
    pub fn inverse(&self) -> Option<Self> {
        super::inverse::inverse(self)
    }

    /// The number to the power `n`, or nothing for a negative power of zero.
    pub fn pow(&self, n: i32) -> Option<Self> {
        let mut base = if n < 0 { self.inverse()? } else { self.clone() };
        let mut n = n.unsigned_abs();
        let mut power = Self::one();
        while n > 0 {
            if n % 2 == 1 {
                power *= &base;
            }
            base = &base * &base;
            n /= 2;
        }
        Some(power)
    }

    /// An enclosure of the number, of width about $2^{-\text{bits}}$ times the size of its coefficients.
    ///
    /// It is proved: every step is integer arithmetic with outward rounding.
    pub fn enclosure(&self, bits: usize) -> ComplexEnclosure {
        enclosure::enclose(self, bits)
    }

    /// The sign of a real number, proved by an enclosure that excludes zero; nothing when it is not real.
    pub fn sign(&self) -> Option<Ordering> {
        if self.is_zero() {
            return Some(Ordering::Equal);
        }
        if !self.is_real() {
            return None;
        }
        // A nonzero number is found to be so at some precision.
        let mut bits = 64;
        loop {
            if let Some(sign) = self.enclosure(bits).re.sign() {
                return Some(sign);
            }
            bits *= 2;
        }
    }

    /// The nearest floating-point numbers to real and imaginary part, or their neighbours.
    pub fn to_complex(&self) -> Complex64 {
        enclosure::nearest(self)
    }
}

impl PartialEq for Cyclotomic {
    fn eq(&self, other: &Self) -> bool {
        if self.field.order == other.field.order {
            return self.coefficients == other.coefficients;
        }
        let (a, b) = self.aligned(other);
        a.coefficients == b.coefficients
    }
}

impl Eq for Cyclotomic {}

impl PartialEq<i64> for Cyclotomic {
    fn eq(&self, other: &i64) -> bool {
        self.as_integer() == Some(*other)
    }
}

impl From<i64> for Cyclotomic {
    fn from(value: i64) -> Self {
        Self::integer(value)
    }
}

impl Default for Cyclotomic {
    fn default() -> Self {
        Self::zero()
    }
}

impl Neg for &Cyclotomic {
    type Output = Cyclotomic;

    fn neg(self) -> Cyclotomic {
        Cyclotomic { field: Arc::clone(&self.field), coefficients: self.coefficients.negated() }
    }
}

impl Neg for Cyclotomic {
    type Output = Self;

    fn neg(self) -> Self {
        -&self
    }
}

fn combined(a: &Cyclotomic, b: &Cyclotomic, sign: i64) -> Cyclotomic {
    if a.field.order == b.field.order {
        let coefficients = a.coefficients.add(&b.coefficients, sign);
        return Cyclotomic { field: Arc::clone(&a.field), coefficients };
    }
    let (a, b) = a.aligned(b);
    combined(&a, &b, sign)
}

fn product(a: &Cyclotomic, b: &Cyclotomic) -> Cyclotomic {
    if a.field.order == b.field.order {
        let coefficients = a.coefficients.multiply(&b.coefficients, &a.field);
        return Cyclotomic { field: Arc::clone(&a.field), coefficients };
    }
    let (a, b) = a.aligned(b);
    product(&a, &b)
}

macro_rules! operator {
    ($trait:ident, $method:ident, |$a:ident, $b:ident| $body:expr) => {
        impl $trait<&Cyclotomic> for &Cyclotomic {
            type Output = Cyclotomic;

            fn $method(self, other: &Cyclotomic) -> Cyclotomic {
                let ($a, $b) = (self, other);
                $body
            }
        }

        impl $trait<Cyclotomic> for Cyclotomic {
            type Output = Cyclotomic;

            fn $method(self, other: Cyclotomic) -> Cyclotomic {
                $trait::$method(&self, &other)
            }
        }

        impl $trait<&Cyclotomic> for Cyclotomic {
            type Output = Cyclotomic;

            fn $method(self, other: &Cyclotomic) -> Cyclotomic {
                $trait::$method(&self, other)
            }
        }

        impl $trait<i64> for &Cyclotomic {
            type Output = Cyclotomic;

            fn $method(self, other: i64) -> Cyclotomic {
                $trait::$method(self, &Cyclotomic::integer(other))
            }
        }

        impl $trait<i64> for Cyclotomic {
            type Output = Cyclotomic;

            fn $method(self, other: i64) -> Cyclotomic {
                $trait::$method(&self, &Cyclotomic::integer(other))
            }
        }
    };
}

operator!(Add, add, |a, b| combined(a, b, 1));
operator!(Sub, sub, |a, b| combined(a, b, -1));
operator!(Mul, mul, |a, b| product(a, b));

/// Quotient.
///
/// # Panics
///
/// When the divisor is zero, as for integers; [`Cyclotomic::inverse`] asks first.
impl Div<&Cyclotomic> for &Cyclotomic {
    type Output = Cyclotomic;

    #[expect(clippy::suspicious_arithmetic_impl, reason = "division multiplies by the inverse")]
    fn div(self, other: &Cyclotomic) -> Cyclotomic {
        self * &other.inverse().expect("division by zero")
    }
}

impl AddAssign<Cyclotomic> for Cyclotomic {
    fn add_assign(&mut self, other: Self) {
        *self = &*self + &other;
    }
}

impl AddAssign<&Cyclotomic> for Cyclotomic {
    fn add_assign(&mut self, other: &Self) {
        *self = &*self + other;
    }
}

impl SubAssign<&Cyclotomic> for Cyclotomic {
    fn sub_assign(&mut self, other: &Self) {
        *self = &*self - other;
    }
}

impl MulAssign<Cyclotomic> for Cyclotomic {
    fn mul_assign(&mut self, other: Self) {
        *self = &*self * &other;
    }
}

impl MulAssign<&Cyclotomic> for Cyclotomic {
    fn mul_assign(&mut self, other: &Self) {
        *self = &*self * other;
    }
}

impl std::iter::Sum for Cyclotomic {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::zero(), |sum, x| sum + x)
    }
}

impl std::iter::Product for Cyclotomic {
    fn product<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::one(), |product, x| product * x)
    }
}
