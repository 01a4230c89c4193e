//! Inverses, by the norm down the tower of subfields.

use super::Cyclotomic;
use super::field::{gcd, prime_factors, prime_powers};

/// Returns $x^{-1} = \prod_{\sigma \ne 1} \sigma(x) / N(x)$, or nothing for zero.
///
/// The Galois group $(\mathbb Z/n)^\times$ is a product of cyclic groups $\langle g \rangle$ of order $r$. Taking one
/// after the other, $y = \prod_{i=1}^{r-1} g^i(x)$ brings $x y$ into the field that $g$ leaves fixed, and
/// doubling needs only $O(\log r)$ products for it.
pub(super) fn inverse(x: &Cyclotomic) -> Option<Cyclotomic> {
    if x.is_zero() {
        return None;
    }
    let mut rest = x.clone();
    let mut inverse = Cyclotomic::one();
    for (g, r) in generators(x.field.order) {
        let y = product_of_images(&rest, g, r - 1).automorphism(g);
        rest *= &y;
        inverse *= y;
    }
    // The norm is rational: dividing by it swaps numerators and denominator.
    let (numerators, denominator) = rest.coefficients.to_big();
    let norm = numerators.into_iter().next()?;
    let (mut result, mut scale) = inverse.coefficients.to_big();
    for c in &mut result {
        *c *= &denominator;
    }
    scale *= norm;
    inverse.coefficients = super::coefficients::Coefficients::from_big(result, scale);
    Some(inverse)
}

/// $\prod_{i=0}^{m-1} g^i(x)$; 1 for $m = 0$, in the field of `x`.
fn product_of_images(x: &Cyclotomic, g: u32, m: u32) -> Cyclotomic {
    if m == 0 {
        return Cyclotomic::one().raised_to_order(x.field.order);
    }
    if m == 1 {
        return x.clone();
    }
    let half = product_of_images(x, g, m / 2);
    let shift = power_mod(g, m / 2, x.field.order);
    let even = &half * &half.automorphism(shift);
    if m.is_multiple_of(2) { even } else { x * &even.automorphism(g) }
}

/// Generators of $(\mathbb Z/n)^\times$ and their orders, the group being the product of what they generate.
fn generators(n: u32) -> Vec<(u32, u32)> {
    let mut generators = Vec::new();
    for (p, exponent) in prime_powers(u64::from(n)) {
        let q = u32::try_from(p.pow(exponent)).expect("a divisor of a 32-bit number");
        if p == 2 {
            if exponent >= 2 {
                generators.push((glued(q - 1, q, n), 2));
            }
            if exponent >= 3 {
                generators.push((glued(5, q, n), q / 4));
            }
            continue;
        }
        let p = u32::try_from(p).expect("a divisor of a 32-bit number");
        let order = q / p * (p - 1);
        let divisors = prime_factors(u64::from(order));
        let is_primitive = |g: &u32| {
            gcd(u64::from(*g), u64::from(p)) == 1
                && divisors.iter().all(|d| {
                    let d = u32::try_from(*d).expect("a divisor of a 32-bit number");
                    power_mod(*g, order / d, q) != 1
                })
        };
        let root = (2..q).find(is_primitive).expect("a power of an odd prime has a primitive root");
        generators.push((glued(root, q, n), order));
    }
    generators
}

/// The number below $n$ that is $g$ modulo $q$ and 1 modulo $n/q$, which are prime to each other.
fn glued(g: u32, q: u32, n: u32) -> u32 {
    let other = n / q;
    (0..other)
        .map(|i| u64::from(g) + u64::from(i) * u64::from(q))
        .find(|x| x % u64::from(other) == 1 % u64::from(other))
        .and_then(|x| u32::try_from(x).ok())
        .expect("residues modulo coprime numbers combine")
}

fn power_mod(g: u32, mut exponent: u32, n: u32) -> u32 {
    let n = u64::from(n);
    let (mut base, mut power) = (u64::from(g) % n, 1 % n);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power = power * base % n;
        }
        base = base * base % n;
        exponent /= 2;
    }
    u32::try_from(power).expect("smaller than a 32-bit number")
}
