//! Exact numbers modulo primes that split completely: what equations are checked with.
//!
//! Let $p \equiv 1 \pmod n$ be a prime that divides no denominator. The ring $\mathbb Z[\zeta_n]/p$ is then a product of
//! $\varphi(n)$ fields $\mathbb F_p$, one for every primitive $n$-th root of unity modulo $p$ that $\zeta$ can be sent to. An integer
//! $x \in \mathbb Z[\zeta_n]$ that vanishes in all of them is $p$ times an integer. So when $x$ vanishes for primes
//! $p_1, \dots, p_m$, then $x = p_1 \cdots p_m\, y$ with $y \in \mathbb Z[\zeta_n]$; and when besides all conjugates of $x$ are
//! smaller than $p_1 \cdots p_m$, then those of $y$ are below 1, so its norm, an integer, is 0, and $x = 0$. That is a
//! proof, with numbers of one word only.
//!
//! Numbers that equal their complex conjugates take the same value at a root and at its inverse; where all do, one of
//! each such pair is enough.

use dashu_int::IBig;
use dashu_int::ops::{Abs, BitTest, Gcd};

use super::Cyclotomic;
use super::coefficients::Coefficients;
use super::field::{Field, gcd, prime_factors};

/// Arithmetic modulo an odd prime $2^{58} < p < 2^{59}$ in Montgomery's form $a \mapsto 2^{64} a$.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Modulus {
    p: u64,
    /// $-p^{-1}$ modulo $2^{64}$.
    negated_inverse: u64,
    /// $2^{128}$ modulo $p$.
    square: u64,
}

/// How many products of residues may be summed before [`Modulus::reduce`]: $16 \cdot 2^{118} \le 2^{64} p$.
pub(crate) const TERMS_PER_REDUCTION: usize = 16;

impl Modulus {
    fn new(p: u64) -> Self {
        let mut inverse = p; // right modulo 2^3; each step doubles the digits
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(p.wrapping_mul(inverse)));
        }
        let one = remainder(1_u128 << 64, p);
        let square = remainder(u128::from(one) * u128::from(one), p);
        Self { p, negated_inverse: inverse.wrapping_neg(), square }
    }

    /// $t / 2^{64}$ modulo $p$, for $t < 2^{64} p$.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the low and the high word are meant")]
    pub(crate) fn reduce(self, t: u128) -> u64 {
        let m = (t as u64).wrapping_mul(self.negated_inverse);
        let r = ((t + u128::from(m) * u128::from(self.p)) >> 64) as u64;
        if r >= self.p { r - self.p } else { r }
    }

    #[inline]
    pub(crate) fn mul(self, a: u64, b: u64) -> u64 {
        self.reduce(u128::from(a) * u128::from(b))
    }

    #[inline]
    pub(crate) fn add(self, a: u64, b: u64) -> u64 {
        let sum = a + b;
        if sum >= self.p { sum - self.p } else { sum }
    }

    fn enter(self, a: u64) -> u64 {
        self.mul(a % self.p, self.square)
    }

    fn pow(self, base: u64, mut exponent: u64) -> u64 {
        let (mut base, mut power) = (base, self.enter(1));
        while exponent > 0 {
            if exponent % 2 == 1 {
                power = self.mul(power, base);
            }
            base = self.mul(base, base);
            exponent /= 2;
        }
        power
    }

    fn of_word(self, c: i64) -> u64 {
        let r = self.enter(c.unsigned_abs());
        if c < 0 && r != 0 { self.p - r } else { r }
    }

    fn of_big(self, c: &IBig) -> u64 {
        let rest = c % IBig::from(self.p);
        self.of_word(i64::try_from(&rest).expect("a remainder is smaller than its modulus"))
    }
}

fn remainder(a: u128, p: u64) -> u64 {
    u64::try_from(a % u128::from(p)).expect("a remainder is smaller than its modulus")
}

/// The places at which numbers of a field are evaluated: several primes, and for each several roots.
#[derive(Debug)]
pub(crate) struct Places {
    order: u32,
    degree: usize,
    /// The primes; each has [`Self::roots`] places, which stand together.
    pub(crate) moduli: Vec<Modulus>,
    /// Places per prime.
    pub(crate) roots: usize,
    /// The power $j$ of the root of a place, at `place * degree + j`.
    powers: Vec<u64>,
    /// The place of the same prime whose root is the inverse.
    conjugate: Vec<usize>,
}

impl Places {
    /// Places of the field of order `n` whose primes multiply to more than $2^\text{bits}$ and divide none of the
    /// `denominators`; with `real`, one of each pair of conjugate roots.
    pub(crate) fn new(n: u32, bits: f64, denominators: &[&IBig], real: bool) -> Self {
        let degree = Field::of_order(n).degree;
        let count = (bits.max(0.0) / 58.0).floor();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small count"
        )]
        let count = count as usize + 1;
        let step = u64::from(n) * if n % 2 == 1 { 2 } else { 1 };
        let top = ((1 << 59) - 2) / step * step + 1;
        let moduli: Vec<Modulus> = (0..)
            .map(|i| top - i * step)
            .filter(|p| is_prime(*p))
            .filter(|p| denominators.iter().all(|d| !(*d % IBig::from(*p)).is_zero()))
            .take(count)
            .map(Modulus::new)
            .collect();

        let exponents: Vec<u64> = (0..u64::from(n))
            .filter(|k| gcd(*k, u64::from(n)) == 1)
            .filter(|k| !real || 2 * k <= u64::from(n))
            .collect();
        let mut powers = Vec::with_capacity(moduli.len() * exponents.len() * degree);
        for modulus in &moduli {
            let root = primitive_root(*modulus, n);
            for k in &exponents {
                let base = modulus.pow(root, *k);
                let mut power = modulus.enter(1);
                for _ in 0..degree {
                    powers.push(power);
                    power = modulus.mul(power, base);
                }
            }
        }
        let roots = exponents.len();
        let inverse = |k: u64| (u64::from(n) - k) % u64::from(n);
        let conjugate = (0..moduli.len() * roots)
            .map(|place| {
                let k = inverse(exponents[place % roots]);
                let found = exponents.iter().position(|e| *e == k);
                place / roots * roots + found.unwrap_or(place % roots)
            })
            .collect();
        Self { order: n, degree, moduli, roots, powers, conjugate }
    }

    /// Number of places.
    pub(crate) fn len(&self) -> usize {
        self.moduli.len() * self.roots
    }

    /// Writes the values of `x` at all places.
    pub(crate) fn evaluate(&self, x: &Cyclotomic, values: &mut [u64]) {
        let x = x.raised_to_order(self.order);
        let mut residues = vec![0; self.degree];
        for (m, modulus) in self.moduli.iter().enumerate() {
            let denominator = match &x.coefficients {
                Coefficients::Word { numerators, denominator } => {
                    for (r, c) in residues.iter_mut().zip(numerators) {
                        *r = modulus.of_word(*c);
                    }
                    modulus.of_word(*denominator)
                }
                Coefficients::Big { numerators, denominator } => {
                    for (r, c) in residues.iter_mut().zip(numerators) {
                        *r = modulus.of_big(c);
                    }
                    modulus.of_big(denominator)
                }
            };
            let inverse = modulus.pow(denominator, modulus.p - 2);
            for place in m * self.roots..(m + 1) * self.roots {
                let powers = &self.powers[place * self.degree..(place + 1) * self.degree];
                let mut value = 0;
                for (r, w) in
                    residues.chunks(TERMS_PER_REDUCTION).zip(powers.chunks(TERMS_PER_REDUCTION))
                {
                    let sum = r.iter().zip(w).map(|(r, w)| u128::from(*r) * u128::from(*w)).sum();
                    value = modulus.add(value, modulus.reduce(sum));
                }
                values[place] = modulus.mul(value, inverse);
            }
        }
    }

    /// Writes the values of the complex conjugate of the number with these `values`.
    pub(crate) fn conjugate(&self, values: &[u64], conjugate: &mut [u64]) {
        for (c, place) in conjugate.iter_mut().zip(&self.conjugate) {
            *c = values[*place];
        }
    }
}

/// A common denominator of numbers, and a bound on all conjugates of all of them.
#[derive(Debug, Clone)]
pub(crate) struct Height {
    /// Multiple of all denominators.
    pub(crate) denominator: IBig,
    /// No conjugate has an absolute value above $2^\text{size}$.
    pub(crate) size: f64,
}

impl Height {
    /// The height of the number 0, or of no number.
    pub(crate) fn new() -> Self {
        Self { denominator: IBig::ONE, size: 0.0 }
    }

    /// Takes one more number in. Roots of unity have absolute value 1 in every embedding, so the sum of the absolute
    /// coefficients bounds all conjugates.
    pub(crate) fn include(&mut self, x: &Cyclotomic) {
        let (sum, denominator) = match &x.coefficients {
            Coefficients::Word { numerators, denominator } => {
                let sum: f64 = numerators.iter().map(|c| c.unsigned_abs() as f64).sum();
                (sum.log2(), IBig::from(*denominator))
            }
            Coefficients::Big { numerators, denominator } => {
                let sum: IBig = numerators.iter().map(Abs::abs).sum();
                (sum.bit_len() as f64, denominator.clone())
            }
        };
        // a margin over the rounding of this very estimate
        self.size = self.size.max(sum - log2_lower(&denominator) + 1e-6);
        if !(&self.denominator % &denominator).is_zero() {
            let common = IBig::from((&self.denominator).gcd(&denominator));
            self.denominator = &self.denominator / common * denominator;
        }
    }

    /// An upper bound of the binary logarithm of the common denominator.
    pub(crate) fn denominator_bits(&self) -> f64 {
        match i64::try_from(&self.denominator) {
            Ok(word) => (word as f64).log2() + 1e-6,
            Err(_) => self.denominator.bit_len() as f64,
        }
    }
}

fn log2_lower(positive: &IBig) -> f64 {
    match i64::try_from(positive) {
        Ok(word) => (word as f64).log2() - 1e-6,
        Err(_) => positive.bit_len() as f64 - 1.0,
    }
}

/// A root of unity of order exactly `n` modulo the prime, $n \mid p - 1$.
fn primitive_root(modulus: Modulus, n: u32) -> u64 {
    let cofactor = (modulus.p - 1) / u64::from(n);
    let one = modulus.enter(1);
    let primes = prime_factors(u64::from(n));
    (2..modulus.p)
        .map(|g| modulus.pow(modulus.enter(g), cofactor))
        .find(|r| primes.iter().all(|q| modulus.pow(*r, u64::from(n) / q) != one))
        .expect("the units modulo a prime are a cyclic group")
}

/// Whether `n` is prime: the test of Miller and Rabin with the first twelve primes as bases, which is a proof below
/// $3.3 \cdot 10^{24}$ (J. Sorenson, J. Webster, Math. Comp. **86**, 985 (2017)).
fn is_prime(n: u64) -> bool {
    const BASES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    if n < 2 || BASES.iter().any(|p| n.is_multiple_of(*p)) {
        return BASES.contains(&n);
    }
    let shift = (n - 1).trailing_zeros();
    let odd = (n - 1) >> shift;
    let mul = |a: u64, b: u64| remainder(u128::from(a) * u128::from(b), n);
    BASES.iter().all(|base| {
        let (mut power, mut square, mut exponent) = (1, *base, odd);
        while exponent > 0 {
            if exponent % 2 == 1 {
                power = mul(power, square);
            }
            square = mul(square, square);
            exponent /= 2;
        }
        if power == 1 || power == n - 1 {
            return true;
        }
        (1..shift).any(|_| {
            power = mul(power, power);
            power == n - 1
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_of_primality_knows_small_primes_and_strong_pseudoprimes() {
        let small: Vec<u64> = (0..60).filter(|n| is_prime(*n)).collect();
        assert_eq!(small, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59]);
        // strong pseudoprimes to the bases 2..7, and 2..23 (Jaeschke, Math. Comp. 61, 915 (1993))
        assert!(!is_prime(3_215_031_751));
        assert!(!is_prime(3_825_123_056_546_413_051));
        assert!(is_prime((1 << 61) - 1));
    }

    #[test]
    fn residues_respect_sums_products_and_conjugates() {
        let parse = |text: &str| text.parse::<Cyclotomic>().unwrap();
        let (a, b) = (parse("3/7 - 5*e(1/20) + e(3/20)/2"), parse("2/3*e(7/20) - 1"));
        let places = Places::new(20, 100.0, &[&IBig::from(42)], false);
        let value = |x: &Cyclotomic| {
            let mut values = vec![0; places.len()];
            places.evaluate(x, &mut values);
            values
        };
        let (va, vb) = (value(&a), value(&b));
        let modulus = |place: usize| places.moduli[place / places.roots];
        let zip = |f: fn(Modulus, u64, u64) -> u64| -> Vec<u64> {
            (0..places.len()).map(|i| f(modulus(i), va[i], vb[i])).collect()
        };
        assert_eq!(value(&(&a + &b)), zip(Modulus::add));
        assert_eq!(value(&(&a * &b)), zip(Modulus::mul));
        let mut conjugate = vec![0; places.len()];
        places.conjugate(&va, &mut conjugate);
        assert_eq!(value(&a.conj()), conjugate);
        assert_ne!(va, conjugate);
    }
}
