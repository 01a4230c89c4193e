//! Splits the text of an expression into tokens.

use super::ast::At;
use super::error::ExprProblem;
use super::eval::{Fault, fault};

/// A token of an expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Name(&'a str),
    Sign(&'static str),
    End,
}

/// Longer signs first, so that `<=` is not read as `<`.
const SIGNS: [&str; 18] =
    ["<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "=", "!"];

/// The tokens with the bytes at which they begin; the last one is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(At, Token<'_>)>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let Some(first) = trimmed.chars().next() else { break };
        let length = if first.is_ascii_digit() || first == '.' {
            let length = number_length(trimmed);
            let digits = &trimmed[..length];
            match digits.parse::<f64>() {
                Ok(x) if x.is_finite() => tokens.push((at, Token::Number(x))),
                _ => return fault(at, ExprProblem::BadNumber { found: digits.to_owned() }),
            }
            length
        } else if first.is_alphabetic() || first == '_' {
            let length =
                trimmed.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(trimmed.len());
            tokens.push((at, Token::Name(&trimmed[..length])));
            length
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| trimmed.starts_with(sign)) {
            tokens.push((at, Token::Sign(sign)));
            sign.len()
        } else {
            return fault(at, unknown_sign(first));
        };
        at += length;
    }
    tokens.push((at, Token::End));
    Ok(tokens)
}

/// Length of the digits, points and exponent that `text` begins with. `1.2.3` is taken whole, to be
/// refused whole.
fn number_length(text: &str) -> usize {
    let digits = |s: &str| s.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(s.len());
    let mantissa = digits(text);
    let rest = &text[mantissa..];
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else { return mantissa };
    let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    match digits(unsigned) {
        0 => mantissa,
        n => mantissa + 1 + (exponent.len() - unsigned.len()) + n,
    }
}

fn unknown_sign(found: char) -> ExprProblem {
    let expected = match found {
        '−' | '–' | '—' => "the minus sign `-`",
        '×' | '·' | '⋅' => "the product sign `*`",
        '≤' => "`<=`",
        '≥' => "`>=`",
        '&' => "`and`",
        '|' => "`or`, or `abs(…)` for a modulus",
        '{' | '}' => "parentheses `( )`",
        _ => "numbers, names, `+ - * / ^ ( ) [ ] ,` or comparisons",
    };
    ExprProblem::Unexpected { found: format!("`{found}`"), expected }
}
