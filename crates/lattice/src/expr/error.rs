//! What can be wrong with an expression.

use thiserror::Error;

use super::Kind;

/// What is wrong with an expression, and where in it.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("in `{text}`, column {column}: {problem}")]
pub struct ExprError {
    /// The expression.
    pub text: String,
    /// Character at which the trouble starts, counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub problem: ExprProblem,
}

/// What is wrong at a place of an expression.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ExprProblem {
    /// Something stands where it cannot.
    #[error("found {found}; expected {expected}")]
    Unexpected {
        /// What stands there.
        found: String,
        /// What could stand there.
        expected: &'static str,
    },

    /// A name that is neither a variable nor a constant.
    #[error("unknown name `{name}`; {hint}")]
    UnknownName {
        /// The name.
        name: String,
        /// The nearest known one, or all of them.
        hint: String,
    },

    /// A call of something that is not a function.
    #[error("unknown function `{name}`; {hint}")]
    UnknownFunction {
        /// The name.
        name: String,
        /// The nearest known one, or all of them.
        hint: String,
    },

    /// A function without arguments.
    #[error("`{name}` is a function; write `{name}(…)`")]
    FunctionAsName {
        /// The function.
        name: String,
    },

    /// A product written without its sign.
    #[error("no operator between `{left}` and `{right}`; write `{left}*{right}` for the product")]
    ImplicitProduct {
        /// Left factor.
        left: String,
        /// Right factor.
        right: String,
    },

    /// A chain such as `a < b < c`.
    #[error("comparisons cannot be chained; write `a < b and b < c`")]
    ChainedComparison,

    /// Digits that are no finite number.
    #[error("`{found}` is not a finite number; write it like `1.5`, `1e-3` or `1/3`")]
    BadNumber {
        /// The digits.
        found: String,
    },

    /// A function called with the wrong number of arguments.
    #[error("`{function}` takes {expected}, found {found}")]
    ArgumentCount {
        /// The function.
        function: &'static str,
        /// How many it takes.
        expected: &'static str,
        /// How many were given.
        found: usize,
    },

    /// Parentheses, signs or powers nested too deeply.
    #[error("nested more than {limit} levels deep; split the expression into parameters")]
    TooDeep {
        /// Deepest nesting allowed.
        limit: usize,
    },

    /// A number, a matrix or a condition where another is needed.
    #[error("{what} is {found}; it must be {expected}")]
    WrongKind {
        /// Which part.
        what: String,
        /// What it is.
        found: Kind,
        /// What is needed.
        expected: &'static str,
    },

    /// Two matrices whose shapes do not fit.
    #[error("`{operation}` of {left} and {right}; the shapes do not fit")]
    ShapeMismatch {
        /// The operation.
        operation: &'static str,
        /// What stands left.
        left: Kind,
        /// What stands right.
        right: Kind,
    },

    /// A nested list whose rows differ in length.
    #[error("row {row} of the matrix has length {found}, the first has length {expected}")]
    RaggedRows {
        /// The row, counted from 1.
        row: usize,
        /// Its length.
        found: usize,
        /// The length of the first row.
        expected: usize,
    },

    /// A matrix larger than any model needs.
    #[error("a matrix of {rows}×{cols}; at most {limit} rows and columns are allowed")]
    TooLarge {
        /// Its rows.
        rows: usize,
        /// Its columns.
        cols: usize,
        /// Most rows or columns allowed.
        limit: usize,
    },

    /// A divisor that vanishes.
    #[error("division by zero; choose parameters for which the divisor does not vanish")]
    DivisionByZero,

    /// A result that is not a finite number.
    #[error("the value is {value}; only finite results are allowed")]
    NotFinite {
        /// The value.
        value: String,
    },

    /// An imaginary part where a real number is needed.
    #[error("the value {value} has an imaginary part; a real number is needed here")]
    NotReal {
        /// The value.
        value: String,
    },

    /// More or fewer values than the expression has variables.
    #[error("{found} values given for {expected} variables; give one value per variable")]
    ValueCount {
        /// Variables of the expression.
        expected: usize,
        /// Values given.
        found: usize,
    },
}
