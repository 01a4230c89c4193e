//! Types of parameters that checks share: numbers and matrices, written as expressions.

use nalgebra::DMatrix;
use num_complex::Complex64;
use serde::{Deserialize, Deserializer};
use thouless_lattice::expr::Expr;

use crate::error::CheckError;

/// A real number, given as such or as an expression: `0.5`, `"2*sqrt(2)"`, `"pi/3"`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Real(pub(crate) f64);

impl Real {
    /// Reads a TOML number or an expression in a string.
    pub(crate) fn read(value: &toml::Value) -> Result<f64, String> {
        let number = match value {
            toml::Value::Float(number) => *number,
            toml::Value::Integer(number) => *number as f64,
            toml::Value::String(text) => Expr::parse(text, &[] as &[&str])
                .and_then(|expression| expression.real(&[]))
                .map_err(|error| error.to_string())?,
            other => return Err(format!("a {} is no number", other.type_str())),
        };
        if number.is_finite() { Ok(number) } else { Err(format!("{number} is not finite")) }
    }
}

impl<'de> Deserialize<'de> for Real {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        Self::read(&value).map(Self).map_err(serde::de::Error::custom)
    }
}

/// Returns the plain numbers.
pub(crate) fn numbers(reals: &[Real]) -> Vec<f64> {
    reals.iter().map(|real| real.0).collect()
}

/// A matrix: as one expression, or by its size and its element as an expression.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum MatrixOf {
    /// Such as `"kron(sx, sy)"` or `"[[1, i], [-i, 2]]"`; may contain `x`.
    Whole(String),
    /// By elements.
    Elements(Elements),
}

/// A matrix by its size and its element as an expression of `row` and `col`, both counted from 0.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Elements {
    /// Rows and columns.
    size: [usize; 2],
    /// Expression of `row` and `col`; may contain `x`.
    element: String,
}

impl MatrixOf {
    /// Returns the matrix at `x`, a number that a check may vary.
    pub(crate) fn at(&self, x: f64) -> Result<DMatrix<Complex64>, CheckError> {
        let x = Complex64::from(x);
        match self {
            Self::Whole(text) => Ok(Expr::parse(text, &["x"])?.matrix(&[x])?),
            Self::Elements(Elements { size: [rows, cols], element }) => {
                let element = Expr::parse(element, &["row", "col", "x"])?;
                let mut matrix = DMatrix::zeros(*rows, *cols);
                for row in 0..*rows {
                    for col in 0..*cols {
                        let place = [row, col].map(|index| Complex64::from(index as f64));
                        matrix[(row, col)] = element.number(&[place[0], place[1], x])?;
                    }
                }
                Ok(matrix)
            }
        }
    }

    /// Returns the matrix.
    pub(crate) fn matrix(&self) -> Result<DMatrix<Complex64>, CheckError> {
        self.at(0.0)
    }
}
