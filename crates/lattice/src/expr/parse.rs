//! A recursive-descent parser. Loosest to tightest: `or`, `and`, `not`, comparisons, `+ -`, `* /`,
//! unary sign, `^` (from the right).

use nalgebra::dmatrix;
use num_complex::Complex64;

use super::Kind;
use super::ast::{At, Comparison, Condition, Factor, Matrix, Scalar, Term, Tree};
use super::error::ExprProblem;
use super::eval::{Fault, fault};
use super::functions::Function;
use super::lex::{Token, tokens};
use crate::names;

/// Deepest nesting of parentheses, signs and powers.
const DEEPEST: usize = 48;

/// Names that stand for themselves in every expression.
pub(super) const CONSTANTS: [&str; 6] = ["i", "pi", "s0", "sx", "sy", "sz"];
const WORDS: [&str; 3] = ["and", "or", "not"];
/// Functions that make matrices.
pub(super) const MAKERS: [&str; 2] = ["kron", "id"];

/// Whether a name means something in every expression, so that no variable may be called so.
pub(crate) fn is_reserved(name: &str) -> bool {
    CONSTANTS.contains(&name)
        || WORDS.contains(&name)
        || MAKERS.contains(&name)
        || Function::named(name).is_some()
}

/// The tree, and which variables occur in it.
pub(super) fn parse(text: &str, variables: &[&str]) -> Result<(Tree, Vec<usize>), Fault> {
    let (tokens, used) = (tokens(text)?, Vec::new());
    let mut parser = Parser { text, tokens, position: 0, depth: 0, variables, used };
    let tree = parser.any()?;
    match parser.peek() {
        Token::End => Ok((tree, parser.used)),
        Token::Number(_) | Token::Name(_) | Token::Sign("(" | "[") => {
            let (left, right) = (parser.shown(parser.position - 1), parser.shown(parser.position));
            fault(parser.at(), ExprProblem::ImplicitProduct { left, right })
        }
        Token::Sign("<" | "<=" | ">" | ">=" | "==" | "!=") => {
            fault(parser.at(), ExprProblem::ChainedComparison)
        }
        Token::Sign("=") => parser.unexpected("`==` to compare"),
        Token::Sign(_) => parser.unexpected("an operator or the end"),
    }
}

/// What is left of the text, and how deep the parser is in it.
pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(At, Token<'a>)>,
    position: usize,
    depth: usize,
    variables: &'a [&'a str],
    used: Vec<usize>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Token<'a> {
        self.tokens.get(self.position).map_or(Token::End, |(_, token)| *token)
    }

    pub(super) fn at(&self) -> At {
        self.tokens.get(self.position).map_or(self.text.len(), |(at, _)| *at)
    }

    /// The text of a token.
    fn shown(&self, position: usize) -> String {
        let begin = self.tokens.get(position).map_or(self.text.len(), |(at, _)| *at);
        let end = self.tokens.get(position + 1).map_or(self.text.len(), |(at, _)| *at);
        self.text[begin..end].trim_end().to_owned()
    }

    fn unexpected<T>(&self, expected: &'static str) -> Result<T, Fault> {
        let found = match self.peek() {
            Token::End => "the end".to_owned(),
            _ => format!("`{}`", self.shown(self.position)),
        };
        fault(self.at(), ExprProblem::Unexpected { found, expected })
    }

    pub(super) fn take(&mut self, sign: &'static str) -> bool {
        let found = self.peek() == Token::Sign(sign);
        self.position += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &'static str) -> bool {
        let found = self.peek() == Token::Name(word);
        self.position += usize::from(found);
        found
    }

    pub(super) fn require(
        &mut self,
        sign: &'static str,
        expected: &'static str,
    ) -> Result<(), Fault> {
        if self.take(sign) { Ok(()) } else { self.unexpected(expected) }
    }

    /// Runs one level deeper, or refuses to.
    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth == DEEPEST {
            return fault(self.at(), ExprProblem::TooDeep { limit: DEEPEST });
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    pub(super) fn any(&mut self) -> Result<Tree, Fault> {
        self.conditions(
            "or",
            |parser| parser.conditions("and", Self::negation, Condition::All),
            Condition::Any,
        )
    }

    /// `part word part word …`
    fn conditions(
        &mut self,
        word: &'static str,
        part: impl Fn(&mut Self) -> Result<Tree, Fault>,
        join: impl FnOnce(Vec<Condition>) -> Condition,
    ) -> Result<Tree, Fault> {
        let begin = self.at();
        let first = part(self)?;
        if self.peek() != Token::Name(word) {
            return Ok(first);
        }
        let mut parts = vec![condition(first, word, begin)?];
        while self.take_word(word) {
            let begin = self.at();
            parts.push(condition(part(self)?, word, begin)?);
        }
        Ok(Tree::Condition(join(parts)))
    }

    fn negation(&mut self) -> Result<Tree, Fault> {
        if !self.take_word("not") {
            return self.comparison();
        }
        let begin = self.at();
        let inner = self.deeper(Self::negation)?;
        Ok(Tree::Condition(Condition::Not(Box::new(condition(inner, "not", begin)?))))
    }

    fn comparison(&mut self) -> Result<Tree, Fault> {
        let begin = self.at();
        let left = self.sum()?;
        let at = self.at();
        let comparison = match self.peek() {
            Token::Sign("<") => Comparison::Less,
            Token::Sign("<=") => Comparison::LessOrEqual,
            Token::Sign(">") => Comparison::Greater,
            Token::Sign(">=") => Comparison::GreaterOrEqual,
            Token::Sign("==") => Comparison::Equal,
            Token::Sign("!=") => Comparison::NotEqual,
            _ => return Ok(left),
        };
        let left = number(left, "left side of the comparison", begin)?;
        self.position += 1;
        let begin = self.at();
        let right = number(self.sum()?, "right side of the comparison", begin)?;
        Ok(Tree::Condition(Condition::Compare { left, comparison, right, at }))
    }

    fn sum(&mut self) -> Result<Tree, Fault> {
        let begin = self.at();
        let first = self.product()?;
        let mut rest = Vec::new();
        loop {
            let at = self.at();
            let negative = match self.peek() {
                Token::Sign("+") => false,
                Token::Sign("-") => true,
                _ => break,
            };
            self.position += 1;
            rest.push((at, negative, self.product()?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        match first {
            Tree::Scalar(first) => {
                let mut terms = vec![Term { negative: false, value: first }];
                for (at, negative, tree) in rest {
                    match tree {
                        Tree::Scalar(value) => terms.push(Term { negative, value }),
                        other => return fault(at, sum_mismatch(negative, Kind::Number, &other)),
                    }
                }
                Ok(Tree::Scalar(Scalar::Sum(terms)))
            }
            Tree::Matrix(first, shape) => {
                let mut terms = vec![Term { negative: false, value: first }];
                for (at, negative, tree) in rest {
                    match tree {
                        Tree::Matrix(value, other) if other == shape => {
                            terms.push(Term { negative, value });
                        }
                        other => {
                            return fault(at, sum_mismatch(negative, Kind::matrix(shape), &other));
                        }
                    }
                }
                Ok(Tree::Matrix(Matrix::Sum(terms), shape))
            }
            Tree::Condition(_) => fault(begin, not_a_number("summand", Kind::Condition)),
        }
    }

    fn product(&mut self) -> Result<Tree, Fault> {
        let begin = self.at();
        let first = self.unary()?;
        if !matches!(self.peek(), Token::Sign("*" | "/")) {
            return Ok(first);
        }
        let mut scale: Vec<Factor> = Vec::new();
        let mut matrices: Vec<Matrix> = Vec::new();
        let mut shape: Option<(usize, usize)> = None;
        let (mut at, mut divided, mut factor) = (begin, false, first);
        loop {
            match factor {
                Tree::Scalar(value) => {
                    scale.push(Factor { divided_at: divided.then_some(at), value });
                }
                Tree::Matrix(_, found) if divided => {
                    let what = "divisor".to_owned();
                    let found = Kind::matrix(found);
                    return fault(at, ExprProblem::WrongKind { what, found, expected: "a number" });
                }
                Tree::Matrix(value, found) => {
                    let joined = match shape {
                        None => found,
                        Some((rows, cols)) if cols == found.0 => (rows, found.1),
                        Some(left) => {
                            let (left, right) = (Kind::matrix(left), Kind::matrix(found));
                            let operation = "*";
                            return fault(
                                at,
                                ExprProblem::ShapeMismatch { operation, left, right },
                            );
                        }
                    };
                    shape = Some(joined);
                    matrices.push(value);
                }
                Tree::Condition(_) => return fault(at, not_a_number("factor", Kind::Condition)),
            }
            at = self.at();
            divided = match self.peek() {
                Token::Sign("*") => false,
                Token::Sign("/") => true,
                _ => break,
            };
            self.position += 1;
            factor = self.unary()?;
        }
        Ok(match shape {
            None => Tree::Scalar(Scalar::Product(scale)),
            Some(shape) => Tree::Matrix(Matrix::Product { scale, matrices }, shape),
        })
    }

    fn unary(&mut self) -> Result<Tree, Fault> {
        let at = self.at();
        if self.take("+") {
            return self.deeper(Self::unary);
        }
        if !self.take("-") {
            return self.power();
        }
        match self.deeper(Self::unary)? {
            Tree::Scalar(inner) => Ok(Tree::Scalar(Scalar::Negative(Box::new(inner)))),
            Tree::Matrix(inner, shape) => {
                Ok(Tree::Matrix(Matrix::Negative(Box::new(inner)), shape))
            }
            Tree::Condition(_) => fault(at, not_a_number("operand of `-`", Kind::Condition)),
        }
    }

    fn power(&mut self) -> Result<Tree, Fault> {
        let begin = self.at();
        let base = self.atom()?;
        let at = self.at();
        if !self.take("^") {
            return Ok(base);
        }
        let exponent_at = self.at();
        let exponent = number(self.deeper(Self::unary)?, "exponent", exponent_at)?;
        match base {
            Tree::Scalar(base) => {
                let (base, exponent) = (Box::new(base), Box::new(exponent));
                Ok(Tree::Scalar(Scalar::Power { base, exponent, at }))
            }
            Tree::Matrix(base, (rows, cols)) if rows == cols => match exponent {
                Scalar::Number(n) => {
                    let Some(exponent) = small_integer(n, 64) else {
                        return exponent_fault(exponent_at);
                    };
                    Ok(Tree::Matrix(Matrix::Power { base: Box::new(base), exponent }, (rows, cols)))
                }
                _ => exponent_fault(exponent_at),
            },
            other => {
                let what = "base of `^`".to_owned();
                let expected = "a number or a square matrix";
                fault(begin, ExprProblem::WrongKind { what, found: other.kind(), expected })
            }
        }
    }

    fn atom(&mut self) -> Result<Tree, Fault> {
        let at = self.at();
        match self.peek() {
            Token::Number(x) => {
                self.position += 1;
                Ok(Tree::Scalar(Scalar::Number(x.into())))
            }
            Token::Name(name) if WORDS.contains(&name) => {
                self.unexpected("a number, a name or `(`")
            }
            Token::Name(name) => {
                self.position += 1;
                if self.take("(") { self.deeper(|p| p.call(name, at)) } else { self.name(name, at) }
            }
            Token::Sign("(") => {
                self.position += 1;
                let inner = self.deeper(Self::any)?;
                self.require(")", "an operator or `)`")?;
                Ok(inner)
            }
            Token::Sign("[") => {
                self.position += 1;
                self.deeper(|p| p.rows(at))
            }
            Token::Sign("*") if self.position > 0 => {
                self.unexpected("a number, a name or `(`; powers are written `a^b`")
            }
            Token::Sign("=") => {
                self.unexpected("a number, a name or `(`; equality is written `a == b`")
            }
            _ => self.unexpected("a number, a name or `(`"),
        }
    }

    fn name(&mut self, name: &str, at: At) -> Result<Tree, Fault> {
        if let Some(slot) = self.variables.iter().position(|known| *known == name) {
            if !self.used.contains(&slot) {
                self.used.push(slot);
            }
            return Ok(Tree::Scalar(Scalar::Variable(slot)));
        }
        let number = |z: Complex64| Ok(Tree::Scalar(Scalar::Number(z)));
        let (o, l, i) = (Complex64::ZERO, Complex64::ONE, Complex64::I);
        let pauli = match name {
            "i" => return number(i),
            "pi" => return number(std::f64::consts::PI.into()),
            "s0" => dmatrix![l, o; o, l],
            "sx" => dmatrix![o, l; l, o],
            "sy" => dmatrix![o, -i; i, o],
            "sz" => dmatrix![l, o; o, -l],
            _ if is_reserved(name) => {
                return fault(at, ExprProblem::FunctionAsName { name: name.to_owned() });
            }
            _ => {
                let known = self.variables.iter().copied().chain(CONSTANTS);
                let hint = names::hint(name, known);
                return fault(at, ExprProblem::UnknownName { name: name.to_owned(), hint });
            }
        };
        Ok(Tree::Matrix(Matrix::Constant(pauli), (2, 2)))
    }
}

/// The whole number that `z` is, where it is one from 0 to `largest`.
pub(super) fn small_integer(z: Complex64, largest: usize) -> Option<u32> {
    let whole = z.im == 0.0 && z.re.fract() == 0.0 && z.re >= 0.0 && z.re <= largest as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "just checked")]
    whole.then_some(z.re as u32)
}

fn exponent_fault<T>(at: At) -> Result<T, Fault> {
    let (what, found) = ("exponent of a matrix".to_owned(), Kind::Number);
    fault(at, ExprProblem::WrongKind { what, found, expected: "a whole number from 0 to 64" })
}

pub(super) fn number(tree: Tree, what: &str, at: At) -> Result<Scalar, Fault> {
    match tree {
        Tree::Scalar(scalar) => Ok(scalar),
        other => fault(at, not_a_number(what, other.kind())),
    }
}

fn condition(tree: Tree, word: &str, at: At) -> Result<Condition, Fault> {
    match tree {
        Tree::Condition(condition) => Ok(condition),
        other => {
            let (what, found) = (format!("operand of `{word}`"), other.kind());
            fault(
                at,
                ExprProblem::WrongKind { what, found, expected: "a condition, such as `x > 0`" },
            )
        }
    }
}

fn not_a_number(what: &str, found: Kind) -> ExprProblem {
    ExprProblem::WrongKind { what: what.to_owned(), found, expected: "a number" }
}

fn sum_mismatch(negative: bool, left: Kind, right: &Tree) -> ExprProblem {
    let operation = if negative { "-" } else { "+" };
    ExprProblem::ShapeMismatch { operation, left, right: right.kind() }
}
