//! The cyclotomic field of a given order: how powers of its root of unity reduce.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The field $\mathbb Q(\zeta_n)$, $\zeta_n = e^{2\pi i/n}$, with basis $1, \zeta, \dots, \zeta^{\varphi(n) - 1}$.
///
/// The cyclotomic polynomial obeys $\Phi_n(x) = \Phi_r(x^{n/r})$ with $r$ the product of the primes
/// that divide $n$, so only the powers of $\zeta_r$ are tabulated.
#[derive(Debug)]
pub(crate) struct Field {
    /// $n$.
    pub(crate) order: u32,
    /// $\varphi(n)$, the dimension over the rationals.
    pub(crate) degree: usize,
    /// $n / r$.
    stride: usize,
    /// $\zeta_r^t$ in the basis of $\mathbb Q(\zeta_r)$, for $t < r$.
    powers: Vec<Vec<(usize, i64)>>,
    /// By how much reducing a product of degree $2\varphi(n) - 2$ can make its largest coefficient grow.
    pub(crate) growth: u64,
}

impl Field {
    /// The field of order `n`, made once and shared.
    ///
    /// # Panics
    ///
    /// When `n` is zero: callers have refused it.
    pub(crate) fn of_order(n: u32) -> Arc<Self> {
        static FIELDS: OnceLock<Mutex<HashMap<u32, Arc<Field>>>> = OnceLock::new();
        let fields = FIELDS.get_or_init(Mutex::default);
        let mut fields = fields.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(fields.entry(n).or_insert_with(|| Arc::new(Self::new(n))))
    }

    fn new(n: u32) -> Self {
        assert!(n > 0, "the order of a root of unity is positive");
        let primes = prime_factors(u64::from(n));
        let radical: usize = primes.iter().map(|p| to_usize(*p)).product();
        let polynomial = squarefree_polynomial(&primes);
        let degree = polynomial.len() - 1;
        let stride = n as usize / radical;

        let mut powers = Vec::with_capacity(radical);
        let mut current = vec![0_i64; degree];
        current[0] = 1;
        if degree == 1 && radical == 1 {
            current[0] = 1; // Φ_1 = x − 1: every power is 1
        }
        for _ in 0..radical {
            powers.push(
                current
                    .iter()
                    .enumerate()
                    .filter(|(_, c)| **c != 0)
                    .map(|(i, c)| (i, *c))
                    .collect(),
            );
            let top = current[degree - 1];
            current.rotate_right(1);
            current[0] = 0;
            for (c, p) in current.iter_mut().zip(&polynomial) {
                *c -= top * p;
            }
        }

        let mut field = Self { order: n, degree: degree * stride, stride, powers, growth: 1 };
        let mut weight = vec![1_u64; field.degree];
        for j in field.degree..(2 * field.degree).saturating_sub(1) {
            for (i, c) in field.power(j) {
                weight[i] += c.unsigned_abs();
            }
        }
        field.growth = weight.into_iter().max().unwrap_or(1);
        field
    }

    /// $\zeta^j$ in the basis, as pairs of index and coefficient.
    pub(crate) fn power(&self, j: usize) -> impl Iterator<Item = (usize, i64)> + '_ {
        let j = j % self.order as usize;
        let (t, rest) = (j / self.stride, j % self.stride);
        self.powers[t].iter().map(move |(u, c)| (rest + self.stride * u, *c))
    }
}

/// Coefficients of $\Phi_r$ for $r$ the product of distinct primes, lowest first.
fn squarefree_polynomial(primes: &[u64]) -> Vec<i64> {
    let mut polynomial = vec![-1, 1];
    for p in primes {
        // Φ_{rp}(x) = Φ_r(x^p) / Φ_r(x)
        let p = to_usize(*p);
        let mut raised = vec![0; (polynomial.len() - 1) * p + 1];
        for (i, c) in polynomial.iter().enumerate() {
            raised[i * p] = *c;
        }
        polynomial = divide_monic(raised, &polynomial);
    }
    polynomial
}

/// Quotient of polynomials where the division by the monic `divisor` leaves no rest.
fn divide_monic(mut dividend: Vec<i64>, divisor: &[i64]) -> Vec<i64> {
    let degree = divisor.len() - 1;
    let mut quotient = vec![0; dividend.len() - degree];
    for i in (0..quotient.len()).rev() {
        let c = dividend[i + degree];
        quotient[i] = c;
        for (j, d) in divisor.iter().enumerate() {
            dividend[i + j] -= c * d;
        }
    }
    quotient
}

/// The primes that divide `n`, in increasing order.
pub(crate) fn prime_factors(n: u64) -> Vec<u64> {
    prime_powers(n).into_iter().map(|(p, _)| p).collect()
}

/// The factorization of `n` into powers of primes.
pub(crate) fn prime_powers(mut n: u64) -> Vec<(u64, u32)> {
    let mut powers = Vec::new();
    let mut p = 2;
    while p * p <= n {
        let mut exponent = 0;
        while n.is_multiple_of(p) {
            n /= p;
            exponent += 1;
        }
        if exponent > 0 {
            powers.push((p, exponent));
        }
        p += 1;
    }
    if n > 1 {
        powers.push((n, 1));
    }
    powers
}

/// Greatest common divisor.
pub(crate) const fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Least common multiple of two orders.
///
/// # Panics
///
/// When it is above $2^{32}$: the orders of theories are small.
pub(crate) fn lcm(a: u32, b: u32) -> u32 {
    let (a, b) = (u64::from(a), u64::from(b));
    u32::try_from(a / gcd(a, b) * b).expect("orders of roots of unity stay small")
}

fn to_usize(p: u64) -> usize {
    usize::try_from(p).expect("a divisor of a 32-bit number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_a_root_return_after_its_order() {
        for n in [1, 2, 3, 4, 5, 8, 9, 12, 15, 16, 20, 48, 105, 210] {
            let field = Field::of_order(n);
            let dense = |j: usize| {
                let mut v = vec![0; field.degree];
                field.power(j).for_each(|(i, c)| v[i] += c);
                v
            };
            assert_eq!(dense(0), dense(n as usize));
            // The powers of ζ sum to zero, for n > 1.
            let sum = (0..n as usize).map(dense).fold(vec![0; field.degree], |mut s, v| {
                s.iter_mut().zip(v).for_each(|(s, v)| *s += v);
                s
            });
            assert_eq!(sum.iter().any(|c| *c != 0), n == 1, "order {n}");
        }
    }

    #[test]
    fn the_polynomial_of_order_105_has_its_famous_coefficient() {
        assert_eq!(squarefree_polynomial(&[3, 5, 7])[7], -2);
        assert_eq!(Field::of_order(48).degree, 16);
    }
}
