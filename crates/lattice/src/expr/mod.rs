//! The expressions of model and device files: `"t2*exp(i*phi)"`, `"m*kron(sz, s0)"`,
//! `"x^2 + y^2 < 100 and y > 0"`.
//!
//! | written | meaning |
//! | --- | --- |
//! | `1`, `0.5`, `1e-3` | numbers |
//! | `i`, `pi` | $\sqrt{-1}$, $\pi$ |
//! | `+ - * / ^`, `( )` | arithmetic; `^` binds tightest and from the right, `-x^2` is `-(x^2)` |
//! | `exp log sqrt sin cos tan asin acos atan sinh cosh tanh` | elementary functions, principal branches |
//! | `abs arg re im conj` | parts of a complex number |
//! | `step(x)` | 1 for $x \ge 0$, else 0 |
//! | `sign floor min max` | of real numbers |
//! | `s0 sx sy sz` | unit and Pauli matrices |
//! | `[[a, b], [c, d]]`, `id(n)`, `kron(a, b)` | matrices by rows, unit matrices, tensor products |
//! | `exp sin cos conj` of a matrix | power series of a square matrix; `conj` by elements |
//! | `< <= > >= == !=`, `and or not` | conditions |
//!
//! An [`Expr`] is parsed once, for a list of variables, and evaluated many times; the evaluation of a
//! number or a condition allocates nothing.

mod ast;
mod calls;
mod error;
mod eval;
mod functions;
mod lex;
mod parse;
mod print;

use std::fmt;

use nalgebra::DMatrix;
use num_complex::Complex64;

use ast::{At, Tree};
use eval::{Fault, fault, real};

pub use error::{ExprError, ExprProblem};
pub(crate) use parse::is_reserved;
pub(crate) use print::complex as print_complex;

/// A parsed expression of some variables.
///
/// # Examples
///
/// ```
/// use thouless_lattice::expr::Expr;
///
/// let half_disk = Expr::parse("x^2 + y^2 < r^2 and y > 0", &["x", "y", "r"])?;
/// assert!(half_disk.condition(&[3.0.into(), 4.0.into(), 6.0.into()])?);
///
/// let misspelt = Expr::parse("t2*exp(i*fi)", &["t2", "phi"]).unwrap_err();
/// assert_eq!(misspelt.column, 10);
/// # Ok::<(), thouless_lattice::expr::ExprError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    text: String,
    n_variables: usize,
    used: Vec<usize>,
    tree: Tree,
}

/// What an expression evaluates to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A complex number.
    Number,
    /// A complex matrix.
    Matrix {
        /// Its rows.
        rows: usize,
        /// Its columns.
        cols: usize,
    },
    /// True or false.
    Condition,
}

impl Kind {
    fn matrix((rows, cols): (usize, usize)) -> Self {
        Self::Matrix { rows, cols }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number => write!(f, "a number"),
            Self::Matrix { rows, cols } => write!(f, "a {rows}×{cols} matrix"),
            Self::Condition => write!(f, "a condition"),
        }
    }
}

impl Tree {
    fn kind(&self) -> Kind {
        match self {
            Self::Scalar(_) => Kind::Number,
            Self::Matrix(_, shape) => Kind::matrix(*shape),
            Self::Condition(_) => Kind::Condition,
        }
    }
}

impl Expr {
    /// Parses an expression of the given variables.
    ///
    /// # Errors
    ///
    /// [`ExprError`] with the column where the text stops making sense: syntax, unknown names,
    /// matrices whose shapes do not fit.
    pub fn parse(text: &str, variables: &[impl AsRef<str>]) -> Result<Self, ExprError> {
        let names: Vec<&str> = variables.iter().map(AsRef::as_ref).collect();
        match parse::parse(text, &names) {
            Ok((tree, used)) => {
                Ok(Self { text: text.to_owned(), n_variables: names.len(), used, tree })
            }
            Err(fault) => Err(located(text, *fault)),
        }
    }

    /// What it evaluates to.
    pub fn kind(&self) -> Kind {
        self.tree.kind()
    }

    /// The variables that occur in it, by their position in the list it was parsed for.
    pub fn variables(&self) -> &[usize] {
        &self.used
    }

    /// The text it was parsed from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value of a numeric expression, the variables having the given values.
    ///
    /// # Errors
    ///
    /// [`ExprError`] for a division by zero, a value that is not finite, or an expression that is no
    /// number.
    pub fn number(&self, values: &[Complex64]) -> Result<Complex64, ExprError> {
        self.checked(values, |tree| match tree {
            Tree::Scalar(scalar) => {
                let z = scalar.value(values)?;
                if z.is_finite() { Ok(z) } else { not_finite(z) }
            }
            other => wrong_kind(other, "a number"),
        })
    }

    /// As [`Expr::number`], where the value must be real (up to rounding of 1e-12).
    ///
    /// # Errors
    ///
    /// As for [`Expr::number`]; also for an imaginary part.
    pub fn real(&self, values: &[Complex64]) -> Result<f64, ExprError> {
        let z = self.number(values)?;
        real(z, 0).map_err(|fault| located(&self.text, *fault))
    }

    /// The value of a matrix expression.
    ///
    /// # Errors
    ///
    /// [`ExprError`] for a division by zero, an element that is not finite, or an expression that is
    /// no matrix.
    pub fn matrix(&self, values: &[Complex64]) -> Result<DMatrix<Complex64>, ExprError> {
        self.checked(values, |tree| match tree {
            Tree::Matrix(matrix, _) => {
                let m = matrix.value(values)?;
                match m.iter().find(|z| !z.is_finite()) {
                    None => Ok(m),
                    Some(z) => not_finite(*z),
                }
            }
            other => wrong_kind(other, "a matrix"),
        })
    }

    /// Whether a condition holds.
    ///
    /// # Errors
    ///
    /// [`ExprError`] for a division by zero, an imaginary part in a comparison, or an expression that
    /// is no condition.
    pub fn condition(&self, values: &[Complex64]) -> Result<bool, ExprError> {
        self.checked(values, |tree| match tree {
            Tree::Condition(condition) => condition.holds(values),
            other => wrong_kind(other, "a condition, such as `x > 0`"),
        })
    }

    fn checked<T>(
        &self,
        values: &[Complex64],
        evaluate: impl FnOnce(&Tree) -> Result<T, Fault>,
    ) -> Result<T, ExprError> {
        let (expected, found) = (self.n_variables, values.len());
        let result = if expected == found {
            evaluate(&self.tree)
        } else {
            fault(0, ExprProblem::ValueCount { expected, found })
        };
        result.map_err(|fault| located(&self.text, *fault))
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn not_finite<T>(z: Complex64) -> Result<T, Fault> {
    fault(0, ExprProblem::NotFinite { value: print::complex(z) })
}

fn wrong_kind<T>(tree: &Tree, expected: &'static str) -> Result<T, Fault> {
    let what = "the expression".to_owned();
    fault(0, ExprProblem::WrongKind { what, found: tree.kind(), expected })
}

/// Turns a byte into a column, and shortens what is too long to print.
fn located(text: &str, (at, problem): (At, ExprProblem)) -> ExprError {
    let column = text.get(..at).map_or(0, |before| before.chars().count()) + 1;
    let mut text: String = text.to_owned();
    if let Some((end, _)) = text.char_indices().nth(120) {
        text.truncate(end);
        text.push('…');
    }
    ExprError { text, column, problem }
}
