//! The tree of a parsed expression. Numbers, matrices and conditions are trees of different types, so
//! that what is parsed is also well-typed, and shapes fit.
//!
//! Sums and products of any length are one node, so that the height of a tree, and with it the stack
//! that evaluation needs, is bounded by the nesting that the parser allows.

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::functions::Function;

/// Byte at which a part of the text begins, for error messages.
pub(super) type At = usize;

/// A node that evaluates to a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scalar {
    Number(Complex64),
    /// Index into the values given to the evaluation.
    Variable(usize),
    Negative(Box<Scalar>),
    Sum(Vec<Term<Scalar>>),
    Product(Vec<Factor>),
    Power {
        base: Box<Scalar>,
        exponent: Box<Scalar>,
        at: At,
    },
    Call {
        function: Function,
        arguments: Vec<Scalar>,
        at: At,
    },
}

/// A summand with its sign.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Term<T> {
    pub(super) negative: bool,
    pub(super) value: T,
}

/// A factor, or a divisor with the place of its `/`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Factor {
    pub(super) divided_at: Option<At>,
    pub(super) value: Scalar,
}

/// A node that evaluates to a matrix.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Matrix {
    Constant(DMatrix<Complex64>),
    Rows(Vec<Vec<Scalar>>),
    Negative(Box<Matrix>),
    Sum(Vec<Term<Matrix>>),
    /// Matrices from left to right, times all the numbers.
    Product {
        scale: Vec<Factor>,
        matrices: Vec<Matrix>,
    },
    Power {
        base: Box<Matrix>,
        exponent: u32,
    },
    Kron(Box<Matrix>, Box<Matrix>),
    Call {
        function: Function,
        argument: Box<Matrix>,
    },
}

/// A node that is true or false.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    Compare { left: Scalar, comparison: Comparison, right: Scalar, at: At },
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// How two real numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

/// Any parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Scalar(Scalar),
    Matrix(Matrix, (usize, usize)),
    Condition(Condition),
}
