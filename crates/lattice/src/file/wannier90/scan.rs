//! Reads the numbers of large text files, byte by byte, with the line of whatever is wrong.

use crate::file::error::{FileError, FileProblem};

pub(super) type Scan<T> = Result<T, Box<FileError>>;

/// A position in a text file. Lines are counted only when an error needs one.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    origin: &'a str,
    /// Unit of the last decimal of the numbers read without exponent: of the finest, since all have as
    /// many decimals where they were written in columns.
    fixed_unit: f64,
    /// Unit of the last digit of the numbers read with exponent: of the coarsest.
    floating_unit: f64,
}

/// Powers of ten that are exact in double precision.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

impl<'a> Scanner<'a> {
    /// Begins at the first byte; refuses what is clearly no text.
    pub(super) fn new(bytes: &'a [u8], origin: &'a str, expected: &'static str) -> Scan<Self> {
        let scanner = Self { bytes, at: 0, origin, fixed_unit: f64::INFINITY, floating_unit: 0.0 };
        match bytes.iter().take(1 << 16).position(|b| *b == 0) {
            Some(byte) => scanner.fault_in_line(None, FileProblem::NotText { byte, expected }),
            None => Ok(scanner),
        }
    }

    /// Line of the present position, counted from 1.
    pub(super) fn line(&self) -> usize {
        let before = self.bytes.get(..self.at).unwrap_or(self.bytes);
        before.split(|b| *b == b'\n').count()
    }

    /// By how much rounding may have changed the real numbers read so far.
    pub(super) fn rounding(&self) -> f64 {
        let fixed = if self.fixed_unit.is_finite() { self.fixed_unit } else { 0.0 };
        fixed.max(self.floating_unit)
    }

    /// Forgets the rounding of what was read so far.
    pub(super) fn forget_rounding(&mut self) {
        (self.fixed_unit, self.floating_unit) = (f64::INFINITY, 0.0);
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn remaining(&self) -> usize {
        self.bytes.len().saturating_sub(self.at)
    }

    pub(super) fn fault<T>(&self, problem: FileProblem) -> Scan<T> {
        self.fault_in_line(Some(self.line()), problem)
    }

    /// An error in the line of an earlier position.
    pub(super) fn fault_at<T>(&self, position: usize, problem: FileProblem) -> Scan<T> {
        let earlier = Self { at: position, ..*self };
        earlier.fault(problem)
    }

    fn fault_in_line<T>(&self, line: Option<usize>, problem: FileProblem) -> Scan<T> {
        Err(Box::new(FileError { origin: self.origin.to_owned(), line, key: None, problem }))
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The rest of the line, without its end, which is passed.
    pub(super) fn rest_of_line(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
        self.at += (length + 1).min(rest.len());
        rest.get(..length).unwrap_or_default()
    }

    /// Passes spaces, tabs and ends of lines.
    pub(super) fn skip_blank(&mut self) {
        while self.byte().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.skip_blank();
        self.at >= self.bytes.len()
    }

    fn skip_spaces(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    /// The next word of this line; empty at its end.
    fn word(&mut self) -> &'a [u8] {
        self.skip_spaces();
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn wrong<T>(&self, word: &[u8], expected: &'static str) -> Scan<T> {
        let start = self.at - word.len();
        let found = match word {
            [] if self.at >= self.bytes.len() => "the end of the file".to_owned(),
            [] => "the end of the line".to_owned(),
            word if word.iter().all(|b| *b == b'*') => {
                format!("`{}` (too large for its field when it was written)", shown(word))
            }
            word => format!("`{}`", shown(word)),
        };
        self.fault_at(start, FileProblem::WrongType { found, expected })
    }

    /// The next integer of this line.
    pub(super) fn integer(&mut self, expected: &'static str) -> Scan<i64> {
        let word = self.word();
        let (negative, digits) = match word {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, word),
        };
        if digits.is_empty() || digits.len() > 18 || !digits.iter().all(u8::is_ascii_digit) {
            return self.wrong(word, expected);
        }
        let n = digits.iter().fold(0, |n, b| 10 * n + i64::from(b - b'0'));
        Ok(if negative { -n } else { n })
    }

    /// The next integer of this line, within bounds.
    pub(super) fn integer_in(
        &mut self,
        range: std::ops::RangeInclusive<i64>,
        expected: &'static str,
    ) -> Scan<i64> {
        let n = self.integer(expected)?;
        if range.contains(&n) {
            return Ok(n);
        }
        let found = format!("`{n}`");
        self.fault(FileProblem::WrongType { found, expected })
    }

    /// The next three numbers of this line, as a unit cell.
    pub(super) fn cell(&mut self) -> Scan<[i32; 3]> {
        let mut cell = [0; 3];
        for component in &mut cell {
            let n = self.integer_in(-(1 << 20)..=1 << 20, "a component of a cell, such as `-3`")?;
            *component = i32::try_from(n).unwrap_or_default();
        }
        Ok(cell)
    }

    /// The next finite real number of this line, in any form that Fortran writes.
    pub(super) fn real(&mut self, expected: &'static str) -> Scan<f64> {
        let word = self.word();
        if let Some((x, decimals)) = short_decimal(word) {
            self.fixed_unit = self.fixed_unit.min(POWERS.get(decimals).map_or(0.0, |p| 1.0 / p));
            return Ok(x);
        }
        match fortran_real(word) {
            Some((x, unit)) if x.is_finite() => {
                match unit {
                    Unit::Fixed(unit) => self.fixed_unit = self.fixed_unit.min(unit),
                    Unit::Floating(unit) => self.floating_unit = self.floating_unit.max(unit),
                }
                Ok(x)
            }
            _ => self.wrong(word, expected),
        }
    }

    /// Passes the end of the line, on which nothing more may stand.
    pub(super) fn end_line(&mut self) -> Scan<()> {
        let word = self.word();
        if word.is_empty() {
            self.at = (self.at + 1).min(self.bytes.len());
            return Ok(());
        }
        self.wrong(word, "the end of the line")
    }
}

/// The start of a word, fit to print.
fn shown(word: &[u8]) -> String {
    let text = String::from_utf8_lossy(word.get(..24).unwrap_or(word));
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// `-12.345678` with at most 15 digits: number and decimals. Numerator and power of ten are exact,
/// so that their quotient is correctly rounded.
fn short_decimal(word: &[u8]) -> Option<(f64, usize)> {
    let (negative, digits) = match word {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, word),
    };
    if digits.len() > 16 || digits.len() < 2 {
        return None;
    }
    let mut n: u64 = 0;
    let mut point = None;
    for (at, b) in digits.iter().enumerate() {
        match b {
            b'0'..=b'9' => n = 10 * n + u64::from(b - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let decimals = digits.len() - 1 - point?;
    let x = n as f64 / POWERS.get(decimals)?;
    Some((if negative { -x } else { x }, decimals))
}

/// Unit of the last digit of a number.
pub(super) enum Unit {
    Fixed(f64),
    Floating(f64),
}

/// A real number with exponent letter `e` or `d`, or with none (`0.12345678-100`), and the unit of
/// its last digit.
pub(super) fn fortran_real(word: &[u8]) -> Option<(f64, Unit)> {
    let text = std::str::from_utf8(word).ok()?;
    // `inf`, `nan` and the like have letters other than an exponent's.
    let is_part =
        |b: u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E' | b'd' | b'D');
    if text.len() > 64 || !text.bytes().all(is_part) {
        return None;
    }
    let mut plain = text.replace(['d', 'D', 'E'], "e");
    if !plain.contains('e')
        && let Some(sign) = plain.rfind(['+', '-']).filter(|at| *at > 0)
    {
        plain.insert(sign, 'e');
    }
    let x: f64 = plain.parse().ok()?;
    let decimals = |mantissa: &str| {
        let count = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        i32::try_from(count).unwrap_or(i32::MAX)
    };
    let unit = match plain.split_once('e') {
        Some((mantissa, exponent)) => {
            let exponent: i32 = exponent.parse().ok()?;
            Unit::Floating(10_f64.powi(exponent.saturating_sub(decimals(mantissa))))
        }
        None => Unit::Fixed(10_f64.powi(-decimals(&plain))),
    };
    Some((x, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_fortran_writes_is_read() {
        for (text, value) in [
            ("0.064956", 0.064_956),
            ("-12.", -12.0),
            ("0.10632460E+00", 0.106_324_6),
            ("17.0d0", 17.0),
            ("1.D-3", 1e-3),
            ("-0.12345678-100", -0.123_456_78e-100),
            ("3", 3.0),
            ("0.1234567890123456789", 0.123_456_789_012_345_68),
        ] {
            let read = Scanner::new(text.as_bytes(), "x", "file").unwrap().real("a number");
            assert_eq!(read, Ok(value), "{text}");
        }
        for text in ["nan", "inf", "1.2.3", "********", "1,5", "--1", "1e999", "", "e", "."] {
            let mut scanner = Scanner::new(text.as_bytes(), "x", "file").unwrap();
            assert!(scanner.real("a number").is_err(), "{text}");
        }
    }

    #[test]
    fn short_decimals_are_rounded_as_the_standard_library_does() {
        for n in 0..20_000_u32 {
            let text = format!("{}.{:06}", n % 37, (n * 7919) % 1_000_000);
            assert_eq!(short_decimal(text.as_bytes()), Some((text.parse().unwrap(), 6)));
        }
    }
}
