//! Evaluation of parsed expressions.

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::ast::{At, Comparison, Condition, Factor, Matrix, Scalar};
use super::error::ExprProblem;
use super::functions::{Function, power};

/// Imaginary parts below this fraction of the modulus are rounding.
const REAL_TOLERANCE: f64 = 1e-12;

/// What went wrong, and at which byte. Boxed, so that the usual case stays small.
pub(super) type Fault = Box<(At, ExprProblem)>;

pub(super) fn fault<T>(at: At, problem: ExprProblem) -> Result<T, Fault> {
    Err(Box::new((at, problem)))
}

/// The real number that `z` is up to rounding.
pub(super) fn real(z: Complex64, at: At) -> Result<f64, Fault> {
    if z.im.abs() <= REAL_TOLERANCE * z.re.abs().max(z.im.abs()).max(1.0) {
        return Ok(z.re);
    }
    fault(at, ExprProblem::NotReal { value: super::print::complex(z) })
}

fn finite(z: Complex64, at: At) -> Result<Complex64, Fault> {
    if z.is_finite() {
        return Ok(z);
    }
    fault(at, ExprProblem::NotFinite { value: super::print::complex(z) })
}

impl Scalar {
    pub(super) fn value(&self, variables: &[Complex64]) -> Result<Complex64, Fault> {
        match self {
            Self::Number(z) => Ok(*z),
            // The caller has checked the number of values.
            Self::Variable(slot) => Ok(variables[*slot]),
            Self::Negative(inner) => Ok(-inner.value(variables)?),
            Self::Sum(terms) => {
                let mut sum = Complex64::ZERO;
                for (n, term) in terms.iter().enumerate() {
                    let value = term.value.value(variables)?;
                    sum = match (n, term.negative) {
                        (0, false) => value,
                        (0, true) => -value,
                        (_, false) => sum + value,
                        (_, true) => sum - value,
                    };
                }
                Ok(sum)
            }
            Self::Product(factors) => product(factors, variables),
            Self::Power { base, exponent, at } => {
                let (base, exponent) = (base.value(variables)?, exponent.value(variables)?);
                if base == Complex64::ZERO && exponent.re < 0.0 {
                    return fault(*at, ExprProblem::DivisionByZero);
                }
                finite(power(base, exponent), *at)
            }
            Self::Call { function, arguments, at } => {
                let mut best: Option<Complex64> = None;
                for argument in arguments {
                    let mut z = argument.value(variables)?;
                    if function.needs_real() {
                        z = real(z, *at)?.into();
                    }
                    best = Some(match best {
                        Some(b) if *function == Function::Min => b.re.min(z.re).into(),
                        Some(b) => b.re.max(z.re).into(),
                        None => z,
                    });
                }
                finite(function.of(best.unwrap_or_default()), *at)
            }
        }
    }
}

/// Multiplies and divides from left to right; a product of reals stays real.
fn product(factors: &[Factor], variables: &[Complex64]) -> Result<Complex64, Fault> {
    let mut result = Complex64::ONE;
    for (n, factor) in factors.iter().enumerate() {
        let value = factor.value.value(variables)?;
        result = match factor.divided_at {
            None if n == 0 => value,
            None if value.im == 0.0 => result * value.re,
            None if result.im == 0.0 => value * result.re,
            None => result * value,
            Some(at) if value == Complex64::ZERO => {
                return fault(at, ExprProblem::DivisionByZero);
            }
            Some(at) if value.im == 0.0 => finite(result / value.re, at)?,
            Some(at) => finite(result / value, at)?,
        };
    }
    Ok(result)
}

impl Matrix {
    pub(super) fn value(&self, variables: &[Complex64]) -> Result<DMatrix<Complex64>, Fault> {
        match self {
            Self::Constant(m) => Ok(m.clone()),
            Self::Rows(rows) => {
                let (n, m) = (rows.len(), rows.first().map_or(0, Vec::len));
                let mut matrix = DMatrix::zeros(n, m);
                for (i, row) in rows.iter().enumerate() {
                    for (j, element) in row.iter().enumerate() {
                        matrix[(i, j)] = element.value(variables)?;
                    }
                }
                Ok(matrix)
            }
            Self::Negative(inner) => Ok(-inner.value(variables)?),
            Self::Sum(terms) => {
                let mut sum: Option<DMatrix<Complex64>> = None;
                for term in terms {
                    let mut value = term.value.value(variables)?;
                    if term.negative {
                        value.neg_mut();
                    }
                    sum = Some(match sum {
                        Some(sum) => sum + value,
                        None => value,
                    });
                }
                Ok(sum.unwrap_or_default())
            }
            Self::Product { scale, matrices } => {
                let factor = product(scale, variables)?;
                let mut result: Option<DMatrix<Complex64>> = None;
                for matrix in matrices {
                    let value = matrix.value(variables)?;
                    result = Some(match result {
                        Some(result) => result * value,
                        None => value,
                    });
                }
                let mut result = result.unwrap_or_default();
                if !scale.is_empty() {
                    result *= factor;
                }
                Ok(result)
            }
            Self::Power { base, exponent } => {
                let base = base.value(variables)?;
                let mut result = DMatrix::identity(base.nrows(), base.ncols());
                for _ in 0..*exponent {
                    result = &result * &base;
                }
                Ok(result)
            }
            Self::Kron(left, right) => {
                Ok(left.value(variables)?.kronecker(&right.value(variables)?))
            }
            Self::Call { function, argument } => {
                Ok(matrix_function(*function, argument.value(variables)?))
            }
        }
    }
}

/// $\exp$, $\sin$ and $\cos$ by their power series, `conj` element by element.
fn matrix_function(function: Function, m: DMatrix<Complex64>) -> DMatrix<Complex64> {
    let i = Complex64::I;
    match function {
        Function::Exp => exponential(&m),
        Function::Cos => {
            let m = m * i;
            (exponential(&m) + exponential(&-m)).unscale(2.0)
        }
        Function::Sin => {
            let m = m * i;
            (exponential(&m) - exponential(&-m)) * (-0.5 * i)
        }
        _ => m.map(|z| z.conj()),
    }
}

/// The exponential by scaling and squaring: the series of a matrix of norm below 1/2, squared as often
/// as it was halved.
fn exponential(m: &DMatrix<Complex64>) -> DMatrix<Complex64> {
    let norm = m.norm();
    if norm.is_nan() || norm > 700.0 {
        return m.map(|_| Complex64::new(f64::INFINITY, 0.0));
    }
    let halvings = if norm > 0.5 { (2.0 * norm).log2().ceil() } else { 0.0 };
    let scaled = m.unscale(halvings.exp2());
    let mut term = DMatrix::identity(m.nrows(), m.ncols());
    let mut sum: DMatrix<Complex64> = term.clone();
    for n in 1..=18 {
        term = (&term * &scaled).unscale(f64::from(n));
        sum += &term;
    }
    let mut rounds = halvings;
    while rounds > 0.5 {
        sum = &sum * &sum;
        rounds -= 1.0;
    }
    sum
}

impl Condition {
    pub(super) fn holds(&self, variables: &[Complex64]) -> Result<bool, Fault> {
        match self {
            Self::Compare { left, comparison, right, at } => {
                let left = real(left.value(variables)?, *at)?;
                let right = real(right.value(variables)?, *at)?;
                #[expect(clippy::float_cmp, reason = "`==` of the user's own expression")]
                Ok(match comparison {
                    Comparison::Less => left < right,
                    Comparison::LessOrEqual => left <= right,
                    Comparison::Greater => left > right,
                    Comparison::GreaterOrEqual => left >= right,
                    Comparison::Equal => left == right,
                    Comparison::NotEqual => left != right,
                })
            }
            Self::Not(inner) => Ok(!inner.holds(variables)?),
            Self::All(parts) => {
                for part in parts {
                    if !part.holds(variables)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Any(parts) => {
                for part in parts {
                    if part.holds(variables)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}
