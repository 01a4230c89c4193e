//! Calls of functions, and matrices: the parts of the grammar with lists in them.

use nalgebra::DMatrix;

use super::Kind;
use super::ast::{At, Matrix, Scalar, Tree};
use super::error::ExprProblem;
use super::eval::{Fault, fault};
use super::functions::{FUNCTIONS, Function};
use super::parse::{MAKERS, Parser, number, small_integer};
use crate::names;

/// Most rows and columns of a matrix.
const LARGEST: usize = 256;

impl Parser<'_> {
    /// A call, after its opening parenthesis.
    pub(super) fn call(&mut self, name: &str, at: At) -> Result<Tree, Fault> {
        let mut arguments = Vec::new();
        if !self.take(")") {
            loop {
                arguments.push((self.at(), self.any()?));
                if !self.take(",") {
                    break;
                }
            }
            self.require(")", "an operator, `,` or `)`")?;
        }
        let found = arguments.len();
        let count = |function, expected| {
            fault(at, ExprProblem::ArgumentCount { function, expected, found })
        };
        if name == "id" {
            let [(_, Tree::Scalar(Scalar::Number(n)))] = arguments.as_slice() else {
                return count("id", "one whole number, such as `id(2)`");
            };
            let Some(n) = small_integer(*n, LARGEST).filter(|n| *n > 0) else {
                return count("id", "one whole number from 1 to 256");
            };
            let n = n as usize;
            return Ok(Tree::Matrix(Matrix::Constant(DMatrix::identity(n, n)), (n, n)));
        }
        if name == "kron" {
            let Ok([left, right]) = <[(At, Tree); 2]>::try_from(arguments) else {
                return count("kron", "two matrices");
            };
            return kron(left, right, at);
        }
        let Some((name, function)) = Function::named(name) else {
            let hint = names::hint(name, FUNCTIONS.map(|(name, _)| name).into_iter().chain(MAKERS));
            return fault(at, ExprProblem::UnknownFunction { name: name.to_owned(), hint });
        };
        if function.is_variadic() {
            if found == 0 {
                return count(name, "one number or more");
            }
        } else if found != 1 {
            return count(name, "one argument");
        }
        let mut scalars = Vec::with_capacity(found);
        for (begin, argument) in arguments {
            match argument {
                Tree::Matrix(argument, shape) if function.acts_on_matrices() => {
                    if shape.0 != shape.1 && function != Function::Conj {
                        let what = format!("argument of `{name}`");
                        let (found, expected) =
                            (Kind::matrix(shape), "a number or a square matrix");
                        return fault(begin, ExprProblem::WrongKind { what, found, expected });
                    }
                    let argument = Box::new(argument);
                    return Ok(Tree::Matrix(Matrix::Call { function, argument }, shape));
                }
                other => scalars.push(number(other, &format!("argument of `{name}`"), begin)?),
            }
        }
        Ok(Tree::Scalar(Scalar::Call { function, arguments: scalars, at }))
    }

    /// The rows of a matrix, after its opening bracket.
    pub(super) fn rows(&mut self, at: At) -> Result<Tree, Fault> {
        let mut rows: Vec<Vec<Scalar>> = Vec::new();
        loop {
            let row_at = self.at();
            self.require("[", "`[`: a matrix is a list of rows, `[[a, b], [c, d]]`")?;
            let mut row = Vec::new();
            loop {
                let begin = self.at();
                row.push(number(self.any()?, "element of a matrix", begin)?);
                if !self.take(",") {
                    break;
                }
            }
            self.require("]", "an operator, `,` or `]`")?;
            let expected = rows.first().map_or(row.len(), Vec::len);
            if row.len() != expected {
                let (found, row) = (row.len(), rows.len() + 1);
                return fault(row_at, ExprProblem::RaggedRows { row, found, expected });
            }
            rows.push(row);
            if !self.take(",") {
                break;
            }
        }
        self.require("]", "`,` or `]`")?;
        let shape = (rows.len(), rows.first().map_or(0, Vec::len));
        limited(shape, at)?;
        Ok(Tree::Matrix(Matrix::Rows(rows), shape))
    }
}

fn kron((left_at, left): (At, Tree), (right_at, right): (At, Tree), at: At) -> Result<Tree, Fault> {
    let factor = |tree, begin| match tree {
        Tree::Matrix(matrix, shape) => Ok((Box::new(matrix), shape)),
        other => {
            let (what, found) = ("argument of `kron`".to_owned(), other.kind());
            fault(begin, ExprProblem::WrongKind { what, found, expected: "a matrix" })
        }
    };
    let (left, l) = factor(left, left_at)?;
    let (right, r) = factor(right, right_at)?;
    let shape = (l.0 * r.0, l.1 * r.1);
    limited(shape, at)?;
    Ok(Tree::Matrix(Matrix::Kron(left, right), shape))
}

fn limited((rows, cols): (usize, usize), at: At) -> Result<(), Fault> {
    if rows <= LARGEST && cols <= LARGEST {
        return Ok(());
    }
    fault(at, ExprProblem::TooLarge { rows, cols, limit: LARGEST })
}
