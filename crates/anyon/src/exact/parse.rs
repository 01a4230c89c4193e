//! Exact numbers read from text: `-1/2*e(3/5) + sqrt(2)*i`.

use std::str::FromStr;

use dashu_int::IBig;

use super::coefficients::Coefficients;
use super::field::{Field, lcm};
use super::{Cyclotomic, Phase};
use crate::AnyonError;

/// Orders of fields above this are refused: a number would hold as many coefficients.
const MAX_ORDER: i64 = 20_000;

impl FromStr for Cyclotomic {
    type Err = AnyonError;

    /// Reads sums, products, quotients and integer powers of integers, `i`, roots of unity
    /// `e(p/q)` $= e^{2\pi i\,p/q}$, and `sqrt(r)` of rational `r`, with parentheses.
    fn from_str(text: &str) -> Result<Self, AnyonError> {
        let mut reader = Reader { text, rest: text, depth: 0 };
        let value = reader.sum()?;
        reader.skip();
        if reader.rest.is_empty() { Ok(value) } else { Err(reader.expected("an operator")) }
    }
}

struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        self.skip();
        let Some(rest) = self.rest.strip_prefix(token) else { return false };
        self.rest = rest;
        true
    }

    fn need(&mut self, token: &'static str) -> Result<(), AnyonError> {
        if self.take(token) { Ok(()) } else { Err(self.expected(token)) }
    }

    fn expected(&self, what: &'static str) -> AnyonError {
        AnyonError::NotANumber {
            text: self.text.to_owned(),
            column: self.text.len() - self.rest.len() + 1,
            expected: what,
        }
    }

    /// Refuses a combination whose field would be too large.
    fn fits(&self, a: &Cyclotomic, b: &Cyclotomic) -> Result<(), AnyonError> {
        let product = u64::from(a.order()) * u64::from(b.order());
        if product < 1 << 32 && i64::from(lcm(a.order(), b.order())) <= MAX_ORDER {
            Ok(())
        } else {
            Err(self.expected("roots of unity whose common order is at most 20000"))
        }
    }

    fn sum(&mut self) -> Result<Cyclotomic, AnyonError> {
        let mut value = self.product()?;
        loop {
            let sign = if self.take("+") {
                1
            } else if self.take("-") {
                -1
            } else {
                return Ok(value);
            };
            let term = self.product()?;
            self.fits(&value, &term)?;
            value += term * sign;
        }
    }

    fn product(&mut self) -> Result<Cyclotomic, AnyonError> {
        let mut value = self.signed()?;
        loop {
            if self.take("*") {
                let factor = self.signed()?;
                self.fits(&value, &factor)?;
                value *= factor;
            } else if self.take("/") {
                let divisor = self.signed()?;
                self.fits(&value, &divisor)?;
                value *=
                    divisor.inverse().ok_or_else(|| self.expected("a divisor other than zero"))?;
            } else {
                return Ok(value);
            }
        }
    }

    fn signed(&mut self) -> Result<Cyclotomic, AnyonError> {
        self.depth += 1;
        if self.depth > 200 {
            return Err(self.expected("at most 200 nested signs and parentheses"));
        }
        let value = if self.take("-") { -self.signed()? } else { self.power()? };
        self.depth -= 1;
        Ok(value)
    }

    fn power(&mut self) -> Result<Cyclotomic, AnyonError> {
        let base = self.atom()?;
        if !self.take("^") {
            return Ok(base);
        }
        let negative = self.take("-");
        let exponent = self.integer()?;
        let exponent = i32::try_from(exponent)
            .ok()
            .filter(|e| *e <= 1000)
            .ok_or_else(|| self.expected("an exponent of at most 1000"))?;
        base.pow(if negative { -exponent } else { exponent })
            .ok_or_else(|| self.expected("a base other than zero"))
    }

    fn integer(&mut self) -> Result<i64, AnyonError> {
        self.skip();
        let digits = self.digits();
        let (number, rest) = self.rest.split_at(digits);
        let value = number.parse().map_err(|_| self.expected("an integer below 2^63"))?;
        self.rest = rest;
        Ok(value)
    }

    /// An integer of any size up to 10000 digits.
    fn big_integer(&mut self) -> Result<Cyclotomic, AnyonError> {
        let digits = self.digits();
        let (number, rest) = self.rest.split_at(digits);
        let value = number
            .parse()
            .ok()
            .filter(|_| digits <= 10_000)
            .ok_or_else(|| self.expected("an integer of at most 10000 digits"))?;
        self.rest = rest;
        let coefficients = Coefficients::from_big(vec![value], IBig::ONE);
        Ok(Cyclotomic { field: Field::of_order(1), coefficients })
    }

    fn digits(&self) -> usize {
        self.rest.len() - self.rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()
    }

    fn atom(&mut self) -> Result<Cyclotomic, AnyonError> {
        if self.take("(") {
            let value = self.sum()?;
            self.need(")")?;
            return Ok(value);
        }
        if self.take("sqrt") {
            self.need("(")?;
            let square = self.sum()?;
            let root = root_of_rational(&square)
                .ok_or_else(|| self.expected("the root of a rational number with small terms"))?;
            self.need(")")?;
            return Ok(root);
        }
        if self.take("e") {
            self.need("(")?;
            let negative = self.take("-");
            let p = self.integer()?;
            let q = if self.take("/") { self.integer()? } else { 1 };
            if !(1..=MAX_ORDER).contains(&q) {
                return Err(self.expected("a root of unity of order 1 to 20000"));
            }
            self.need(")")?;
            return Ok(Phase::new(if negative { -p } else { p }, q).value());
        }
        if self.take("i") {
            return Ok(Phase::new(1, 4).value());
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return self.big_integer();
        }
        Err(self.expected("a number, `i`, `e(p/q)`, `sqrt(r)` or `(`"))
    }
}

fn root_of_rational(square: &Cyclotomic) -> Option<Cyclotomic> {
    let (p, q) = square.as_rational()?;
    let radicand = u32::try_from(p.unsigned_abs().checked_mul(q.unsigned_abs())?).ok()?;
    let odd_part: u64 = super::field::prime_powers(u64::from(radicand))
        .into_iter()
        .filter(|(_, exponent)| exponent % 2 == 1)
        .map(|(p, _)| p)
        .product();
    if odd_part > 1000 {
        return None;
    }
    let root = Cyclotomic::square_root(radicand) * &Cyclotomic::rational(1, q)?;
    Some(if p < 0 { root * Phase::new(1, 4).value() } else { root })
}
