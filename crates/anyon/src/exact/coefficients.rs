//! Rational coefficients over a common denominator: machine words as long as they suffice, then big integers.

use dashu_int::IBig;
use dashu_int::ops::{Abs, Gcd};

use super::field::{Field, gcd};

/// Numerators over one positive denominator, in lowest terms. Words are used whenever they hold every
/// number, so equal values have equal representations.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Coefficients {
    /// All numbers fit into 64 bits.
    Word {
        /// Numerators.
        numerators: Vec<i64>,
        /// Denominator.
        denominator: i64,
    },
    /// At least one does not.
    Big {
        /// Numerators.
        numerators: Vec<IBig>,
        /// Denominator.
        denominator: IBig,
    },
}

use Coefficients::{Big, Word};

impl Coefficients {
    /// Brings numerators over a nonzero denominator into lowest terms.
    pub(crate) fn from_i128(numerators: Vec<i128>, denominator: i128) -> Self {
        let mut common = denominator.unsigned_abs();
        for c in &numerators {
            if common == 1 {
                break;
            }
            common = gcd_u128(common, c.unsigned_abs());
        }
        let Ok(common) = i128::try_from(common) else {
            return Self::from_big(
                numerators.into_iter().map(IBig::from).collect(),
                denominator.into(),
            );
        };
        let common = if denominator < 0 { -common } else { common };
        let word = |c: i128| i64::try_from(if common == 1 { c } else { c / common }).ok();
        let words: Option<Vec<i64>> = numerators.iter().map(|c| word(*c)).collect();
        match (words, word(denominator)) {
            (Some(numerators), Some(denominator)) => Word { numerators, denominator },
            _ => Self::from_big(
                numerators.into_iter().map(IBig::from).collect(),
                IBig::from(denominator),
            ),
        }
    }

    /// Brings numerators over a nonzero denominator into lowest terms.
    pub(crate) fn from_big(mut numerators: Vec<IBig>, mut denominator: IBig) -> Self {
        let mut common = (&denominator).abs();
        for c in &numerators {
            if common.is_one() {
                break;
            }
            common = IBig::from((&common).gcd(c));
        }
        if denominator < IBig::ZERO {
            common = -common;
        }
        if !common.is_one() {
            for c in &mut numerators {
                *c = &*c / &common;
            }
            denominator = &denominator / &common;
        }
        let words: Option<Vec<i64>> = numerators.iter().map(|c| i64::try_from(c).ok()).collect();
        match (words, i64::try_from(&denominator)) {
            (Some(numerators), Ok(denominator)) => Word { numerators, denominator },
            _ => Big { numerators, denominator },
        }
    }

    /// Numerators and denominator as big integers.
    pub(crate) fn to_big(&self) -> (Vec<IBig>, IBig) {
        match self {
            Word { numerators, denominator } => {
                (numerators.iter().map(|c| IBig::from(*c)).collect(), IBig::from(*denominator))
            }
            Big { numerators, denominator } => (numerators.clone(), denominator.clone()),
        }
    }

    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Word { numerators, .. } => numerators.iter().all(|c| *c == 0),
            Big { .. } => false, // zero fits into a word
        }
    }

    /// `self + sign · other`, `sign` being 1 or −1.
    pub(crate) fn add(&self, other: &Self, sign: i64) -> Self {
        if let (Word { numerators: a, denominator: p }, Word { numerators: b, denominator: q }) =
            (self, other)
        {
            let (u, v) = if p == q {
                (1, 1)
            } else {
                let common = i128::from(gcd(p.unsigned_abs(), q.unsigned_abs()));
                (i128::from(*q) / common, i128::from(*p) / common)
            };
            // |a u| < 2^126 each, so the sum of two stays below 2^127.
            let v_signed = v * i128::from(sign);
            let sums = a.iter().zip(b).map(|(a, b)| i128::from(*a) * u + i128::from(*b) * v_signed);
            return Self::from_i128(sums.collect(), i128::from(*p) * u);
        }
        let ((a, p), (b, q)) = (self.to_big(), other.to_big());
        let sums = a.iter().zip(&b).map(|(a, b)| a * &q + b * &p * sign).collect();
        Self::from_big(sums, p * q)
    }

    pub(crate) fn negated(&self) -> Self {
        match self {
            // −(−2^63) does not fit: the big route finds out
            Word { numerators, denominator } if !numerators.contains(&i64::MIN) => Word {
                numerators: numerators.iter().map(|c| -c).collect(),
                denominator: *denominator,
            },
            _ => {
                let (numerators, denominator) = self.to_big();
                Self::from_big(numerators.into_iter().map(|c| -c).collect(), denominator)
            }
        }
    }

    /// Product in `field`.
    pub(crate) fn multiply(&self, other: &Self, field: &Field) -> Self {
        if let (Word { numerators: a, denominator: p }, Word { numerators: b, denominator: q }) =
            (self, other)
        {
            let largest = |v: &[i64]| v.iter().map(|c| c.unsigned_abs()).max().unwrap_or(0);
            let factor = u128::from(field.growth) * field.degree as u128;
            let bound = u128::from(largest(a))
                .checked_mul(u128::from(largest(b)))
                .and_then(|m| m.checked_mul(factor));
            let denominator = i128::from(*p) * i128::from(*q);
            match bound {
                Some(bound) if bound <= u128::from(i64::MAX.unsigned_abs()) => {
                    let product = multiply_words(a, b, field);
                    return Self::from_i128(
                        product.into_iter().map(i128::from).collect(),
                        denominator,
                    );
                }
                Some(bound) if bound <= i128::MAX.unsigned_abs() => {
                    return Self::from_i128(multiply_wide(a, b, field), denominator);
                }
                _ => {}
            }
        }
        let ((a, p), (b, q)) = (self.to_big(), other.to_big());
        let mut product = vec![IBig::ZERO; 2 * field.degree - 1];
        for (i, a) in a.iter().enumerate().filter(|(_, a)| !a.is_zero()) {
            for (j, b) in b.iter().enumerate().filter(|(_, b)| !b.is_zero()) {
                product[i + j] += a * b;
            }
        }
        let high = product.split_off(field.degree);
        for (j, h) in high.into_iter().enumerate().filter(|(_, h)| !h.is_zero()) {
            for (i, c) in field.power(field.degree + j) {
                product[i] += &h * c;
            }
        }
        Self::from_big(product, p * q)
    }

    /// The coefficients after $\zeta_m \to \zeta_n^s$ for every power, `from` having order $m$ and `to` order $n$.
    pub(crate) fn substitute(&self, to: &Field, s: usize) -> Self {
        let order = to.order as usize;
        match self {
            Word { numerators, denominator } => {
                let mut image = vec![0_i128; to.degree];
                for (j, a) in numerators.iter().enumerate().filter(|(_, a)| **a != 0) {
                    for (i, c) in to.power(j * s % order) {
                        image[i] += i128::from(*a) * i128::from(c);
                    }
                }
                Self::from_i128(image, i128::from(*denominator))
            }
            Big { numerators, denominator } => {
                let mut image = vec![IBig::ZERO; to.degree];
                for (j, a) in numerators.iter().enumerate() {
                    for (i, c) in to.power(j * s % order) {
                        image[i] += a * c;
                    }
                }
                Self::from_big(image, denominator.clone())
            }
        }
    }
}

/// Product where every intermediate number is known to fit into 64 bits.
fn multiply_words(a: &[i64], b: &[i64], field: &Field) -> Vec<i64> {
    let mut product = vec![0_i64; 2 * field.degree - 1];
    for (i, a) in a.iter().enumerate().filter(|(_, a)| **a != 0) {
        for (c, b) in product[i..].iter_mut().zip(b) {
            *c += a * b;
        }
    }
    let high = product.split_off(field.degree);
    for (j, h) in high.into_iter().enumerate().filter(|(_, h)| *h != 0) {
        for (i, c) in field.power(field.degree + j) {
            product[i] += h * c;
        }
    }
    product
}

/// Product where every intermediate number is known to fit into 128 bits.
fn multiply_wide(a: &[i64], b: &[i64], field: &Field) -> Vec<i128> {
    let mut product = vec![0_i128; 2 * field.degree - 1];
    for (i, a) in a.iter().enumerate().filter(|(_, a)| **a != 0) {
        for (c, b) in product[i..].iter_mut().zip(b) {
            *c += i128::from(*a) * i128::from(*b);
        }
    }
    let high = product.split_off(field.degree);
    for (j, h) in high.into_iter().enumerate().filter(|(_, h)| *h != 0) {
        for (i, c) in field.power(field.degree + j) {
            product[i] += h * i128::from(c);
        }
    }
    product
}

fn gcd_u128(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd(a, b));
        }
        (a, b) = (b, a % b);
    }
    a
}
