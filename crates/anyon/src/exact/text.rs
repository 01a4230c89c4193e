//! How exact numbers are printed: with square roots where they are quadratic, else as sums of roots of unity.

use std::fmt;

use dashu_int::IBig;
use dashu_int::ops::Gcd;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::coefficients::Coefficients;
use super::field::{Field, gcd, prime_factors};
use super::{Cyclotomic, Phase};

impl Cyclotomic {
    /// The same number written in the smallest cyclotomic field that holds it.
    #[must_use]
    pub fn reduced(&self) -> Self {
        let mut number = self.clone();
        while let Some(smaller) = number.in_some_subfield() {
            number = smaller;
        }
        number
    }

    fn in_some_subfield(&self) -> Option<Self> {
        let n = self.order();
        prime_factors(u64::from(n)).into_iter().find_map(|p| {
            let p = u32::try_from(p).expect("a divisor of a 32-bit number");
            let candidate = self.traced(p);
            (candidate == *self).then_some(candidate)
        })
    }

    /// The mean of the conjugates of $x$ over $\mathbb Q(\zeta_{n/p})$, which is $x$ when it lies there.
    ///
    /// With $m = n/p$: for $p \mid m$ the mean of $\zeta_n^j$ is $\zeta_m^{j/p}$ where $p \mid j$ and 0 else; for $p \nmid m$
    /// it is $\zeta_m^u$ or $-\zeta_m^u/(p-1)$, where $\zeta_n^j = \zeta_m^u \zeta_p^v$, for $v = 0$ and $v \ne 0$.
    fn traced(&self, p: u32) -> Self {
        let m = self.order() / p;
        let field = Field::of_order(m);
        let (numerators, denominator) = self.coefficients.to_big();
        let mut image = vec![IBig::ZERO; field.degree];
        let divides = m.is_multiple_of(p);
        let inverse =
            (1..=m).find(|u| u64::from(*u) * u64::from(p) % u64::from(m) == 1 % u64::from(m));
        for (j, c) in numerators.iter().enumerate().filter(|(_, c)| !c.is_zero()) {
            let whole = j.is_multiple_of(p as usize);
            if divides {
                if whole {
                    field.power(j / p as usize).for_each(|(i, d)| image[i] += c * d);
                }
                continue;
            }
            let u = j * inverse.unwrap_or(1) as usize % m as usize;
            let weight = if whole { i64::from(p) - 1 } else { -1 };
            field.power(u).for_each(|(i, d)| image[i] += c * d * weight);
        }
        let scale = if divides { 1 } else { i64::from(p) - 1 };
        Self { field, coefficients: Coefficients::from_big(image, denominator * scale) }
    }

    /// `a` and `b²` with the number equal to $a \pm \sqrt{b^2}$, when it is a quadratic irrational, with the sign.
    fn as_quadratic(&self) -> Option<(Self, Self, bool)> {
        let n = self.order();
        if n > 1000 || !self.is_real() {
            return None;
        }
        let mut other: Option<Self> = None;
        for k in (2..n).filter(|k| gcd(u64::from(*k), u64::from(n)) == 1) {
            let image = self.automorphism(k);
            if image == *self {
                continue;
            }
            match &other {
                None => other = Some(image),
                Some(known) if *known == image => {}
                Some(_) => return None,
            }
        }
        let other = other?;
        let half = Self::rational(1, 2)?;
        let difference = (self - &other) * &half;
        let positive = difference.sign()?.is_gt();
        Some((((self + &other) * &half).reduced(), (&difference * &difference).reduced(), positive))
    }
}

/// `p/q` in lowest terms.
fn fraction(p: &IBig, q: &IBig) -> String {
    let common = IBig::from(p.gcd(q));
    let (p, q) = (p / &common, q / &common);
    if q.is_one() { p.to_string() } else { format!("{p}/{q}") }
}

/// A sum of terms with signs between them; 0 for none.
fn joined(terms: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for term in terms {
        let (sign, rest) = term.strip_prefix('-').map_or(("+", term.as_str()), |rest| ("-", rest));
        match (text.is_empty(), sign) {
            (true, "+") => {}
            (true, _) => text.push('-'),
            (false, _) => text.extend([" ", sign, " "]),
        }
        text.push_str(rest);
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

/// $\sqrt{p/q}$ as a rational times the root of a squarefree integer, where these are small.
fn root_text(square: &Cyclotomic, positive: bool) -> Option<String> {
    let (p, q) = square.as_rational()?;
    let mut radicand = p.checked_mul(q).filter(|r| (1..1_000_000_000_000).contains(r))?;
    let mut outside = 1;
    let mut d = 2;
    while d * d <= radicand {
        while radicand % (d * d) == 0 {
            radicand /= d * d;
            outside *= d;
        }
        d += 1;
    }
    let factor = fraction(&IBig::from(if positive { outside } else { -outside }), &IBig::from(q));
    Some(match factor.as_str() {
        "1" => format!("sqrt({radicand})"),
        "-1" => format!("-sqrt({radicand})"),
        _ => format!("{factor}*sqrt({radicand})"),
    })
}

impl fmt::Display for Cyclotomic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.reduced();
        if let Some(phase) = number.as_root_of_unity() {
            return write!(f, "{phase}");
        }
        if let Some((mean, square, positive)) = number.as_quadratic()
            && let Some(root) = root_text(&square, positive)
        {
            let mean = (!mean.is_zero()).then(|| mean.to_string());
            return write!(f, "{}", joined(mean.into_iter().chain([root])));
        }
        let (numerators, denominator) = number.coefficients.to_big();
        let order = i64::from(number.order());
        let terms = (0_i64..).zip(&numerators).filter(|(_, c)| !c.is_zero()).map(|(j, c)| {
            let (factor, root) = (fraction(c, &denominator), Phase::new(j, order).to_string());
            match (factor.as_str(), root.as_str()) {
                (_, "1") => factor,
                ("1", _) => root,
                ("-1", _) => format!("-{root}"),
                _ => format!("{factor}*{root}"),
            }
        });
        write!(f, "{}", joined(terms))
    }
}

impl fmt::Debug for Cyclotomic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Cyclotomic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cyclotomic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "an exact number, as an integer or as text")]
        enum Written {
            Integer(i64),
            Text(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Integer(value) => Ok(Self::integer(value)),
            Written::Text(text) => text.parse().map_err(D::Error::custom),
        }
    }
}
