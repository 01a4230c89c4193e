//! Enclosures of exact numbers by intervals with proved ends.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use dashu_int::IBig;
use dashu_int::ops::{Abs, BitTest};
use num_complex::Complex64;

use super::Cyclotomic;

/// A closed interval with ends $l/2^b$ and $u/2^b$.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    lower: IBig,
    upper: IBig,
    bits: usize,
}

/// A rectangle of the complex plane that is proved to hold a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplexEnclosure {
    /// Holds the real part.
    pub re: Interval,
    /// Holds the imaginary part.
    pub im: Interval,
}

impl Interval {
    /// A floating-point number not above the lower end.
    pub fn lower(&self) -> f64 {
        to_float(&self.lower, self.bits).next_down()
    }

    /// A floating-point number not below the upper end.
    pub fn upper(&self) -> f64 {
        to_float(&self.upper, self.bits).next_up()
    }

    /// The sign of every number in the interval, when it is one.
    pub fn sign(&self) -> Option<Ordering> {
        if self.lower > IBig::ZERO {
            Some(Ordering::Greater)
        } else if self.upper < IBig::ZERO {
            Some(Ordering::Less)
        } else {
            (self.lower == self.upper).then_some(Ordering::Equal)
        }
    }

    /// The middle, when the interval is so short that the middle is the nearest `f64` or its neighbour.
    fn settled(&self) -> Option<f64> {
        let sum = &self.lower + &self.upper;
        let width = &self.upper - &self.lower;
        let short =
            sum.is_zero() && width.is_zero() || sum.clone().abs().bit_len() > width.bit_len() + 56;
        short.then(|| to_float(&sum, self.bits + 1))
    }
}

/// `value` / 2^`bits`, rounded to the nearest twice.
fn to_float(value: &IBig, bits: usize) -> f64 {
    let excess = value.bit_len().saturating_sub(120);
    let mantissa = (value >> excess).to_f64().value();
    let exponent = i64::try_from(excess).unwrap_or(i64::MAX) - i64::try_from(bits).unwrap_or(0);
    let exponent = i32::try_from(exponent.clamp(-4000, 4000)).unwrap_or(0);
    // in two steps, since 2^exponent alone may underflow
    mantissa * 2_f64.powi(exponent / 2) * 2_f64.powi(exponent - exponent / 2)
}

/// Encloses `x` by the values of the powers of $\zeta$ to `bits` binary digits.
pub(super) fn enclose(x: &Cyclotomic, bits: usize) -> ComplexEnclosure {
    let (numerators, denominator) = x.coefficients.to_big();
    let table = powers(x.field.order, x.field.degree, bits);
    // Each tabulated value is off by at most one unit.
    let error: IBig = numerators.iter().map(Abs::abs).sum();
    let interval = |sum: IBig| Interval {
        lower: divide_down(&sum - &error, &denominator),
        upper: -divide_down(-(sum + &error), &denominator),
        bits,
    };
    let part = |pick: fn(&(IBig, IBig)) -> &IBig| -> IBig {
        numerators.iter().zip(table.iter()).map(|(c, power)| c * pick(power)).sum()
    };
    ComplexEnclosure { re: interval(part(|p| &p.0)), im: interval(part(|p| &p.1)) }
}

fn divide_down(a: IBig, positive: &IBig) -> IBig {
    use dashu_int::ops::DivEuclid;
    if positive.is_one() { a } else { a.div_euclid(positive) }
}

/// The floating-point numbers nearest to real and imaginary part, or their neighbours.
pub(super) fn nearest(x: &Cyclotomic) -> Complex64 {
    if let Some((p, q)) = x.as_rational()
        && p.unsigned_abs() < 1 << 53
        && q < 1 << 53
    {
        return Complex64::from(p as f64 / q as f64);
    }
    let mut bits = 128;
    let (mut re, mut im) = (None, None);
    loop {
        let enclosure = x.enclosure(bits);
        re = re.or_else(|| enclosure.re.settled());
        im = im.or_else(|| enclosure.im.settled());
        if let (Some(re), Some(im)) = (re, im) {
            return Complex64::new(re, im);
        }
        if bits == 128 {
            // What is still open may be exactly zero.
            let conj = x.conj();
            im = im.or_else(|| (*x == conj).then_some(0.0));
            re = re.or_else(|| (*x == -conj).then_some(0.0));
        }
        bits *= 2;
    }
}

type Powers = Arc<Vec<(IBig, IBig)>>;

/// $2^b \cos(2\pi j/n)$ and $2^b \sin(2\pi j/n)$ for $j < $ `count`, each off by at most 1.
fn powers(order: u32, count: usize, bits: usize) -> Powers {
    static TABLES: OnceLock<Mutex<HashMap<(u32, usize), Powers>>> = OnceLock::new();
    let tables = TABLES.get_or_init(Mutex::default);
    let known = tables.lock().unwrap_or_else(PoisonError::into_inner).get(&(order, bits)).cloned();
    if let Some(table) = known {
        return table;
    }
    let two_pi = two_pi(bits + GUARD);
    let table: Powers =
        Arc::new((0..count).map(|j| cos_sin(j, order as usize, bits, &two_pi)).collect());
    tables.lock().unwrap_or_else(PoisonError::into_inner).insert((order, bits), Arc::clone(&table));
    table
}

/// Extra digits of intermediate results. With $G$ digits in all, $2\pi$ is off by less than $40 G$ units and each
/// sum by less than $G$ more, together far below $2^{40}$ units for any $G < 2^{30}$.
const GUARD: usize = 40;

/// $2\pi \cdot 2^G$ by Machin's formula $\pi/4 = 4 \arctan(1/5) - \arctan(1/239)$.
fn two_pi(digits: usize) -> IBig {
    let arctan = |n: u32| {
        let mut power = (IBig::ONE << digits) / n;
        let (square, mut sum, mut k) = (n * n, IBig::ZERO, 1_u32);
        while !power.is_zero() {
            let term = &power / k;
            sum = if k % 4 == 1 { sum + term } else { sum - term };
            power /= square;
            k += 2;
        }
        sum
    };
    (arctan(5) * 4 - arctan(239)) * 8
}

/// $2^b \cos(2\pi j/n)$ and $2^b \sin(2\pi j/n)$, each off by at most 1.
fn cos_sin(j: usize, n: usize, bits: usize, two_pi: &IBig) -> (IBig, IBig) {
    // With 8j/n = octant + rest, the angle is reduced to the first octant, where Taylor's series is short.
    let (octant, rest) = (8 * j / n % 8, 8 * j % n);
    // odd octants count from their upper end
    let rest = if octant % 2 == 1 { n - rest } else { rest };
    let angle = two_pi * IBig::from(rest) / IBig::from(8 * n);
    let digits = bits + GUARD;
    let one = IBig::ONE << digits;
    let (mut cos, mut sin) = (one.clone(), IBig::ZERO);
    let (mut term, mut k) = (one, 1_u32);
    loop {
        term = ((term * &angle) >> digits) / k;
        if term.is_zero() {
            break;
        }
        match k % 4 {
            0 => cos += &term,
            1 => sin += &term,
            2 => cos -= &term,
            _ => sin -= &term,
        }
        k += 1;
    }
    // to the nearest, half a unit away at most
    let rounded = |x: IBig| (x + (IBig::ONE << (GUARD - 1))) >> GUARD;
    let (c, s) = (rounded(cos), rounded(sin));
    match octant {
        0 => (c, s),
        1 => (s, c),
        2 => (-s, c),
        3 => (-c, s),
        4 => (-c, -s),
        5 => (-s, -c),
        6 => (s, -c),
        _ => (c, -s),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabulated_powers_are_cosines_and_sines() {
        for n in [1, 2, 3, 5, 7, 8, 12, 20, 48, 97] {
            for (j, (c, s)) in powers(n, n as usize, 100).iter().enumerate() {
                let angle = std::f64::consts::TAU * j as f64 / f64::from(n);
                assert!((to_float(c, 100) - angle.cos()).abs() < 1e-14, "{j}/{n}");
                assert!((to_float(s, 100) - angle.sin()).abs() < 1e-14, "{j}/{n}");
            }
        }
    }

    #[test]
    fn two_pi_is_that_of_the_tables() {
        // 2π to 60 decimal digits (NIST DLMF 3.12)
        let digits = "6283185307179586476925286766559005768394338798750211641949889";
        let known: IBig = digits.parse().unwrap();
        let computed = (two_pi(300) * IBig::from(10).pow(60)) >> 300;
        assert_eq!(known, computed);
    }
}
