//! Why a piece of linear algebra could not be done.

use num_complex::Complex64;
use thiserror::Error;

/// Why a piece of linear algebra could not be done.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum LinalgError {
    /// A square matrix is needed.
    #[error("a square matrix is needed, not {rows}×{cols}")]
    NotSquare {
        /// Rows of the matrix given.
        rows: usize,
        /// Columns of the matrix given.
        cols: usize,
    },

    /// An entry is NaN or infinite.
    #[error("entry ({row}, {col}) is {value}, not a finite number")]
    NotFinite {
        /// Row of the entry, from 0.
        row: usize,
        /// Column of the entry, from 0.
        col: usize,
        /// What was found there.
        value: Complex64,
    },

    /// The matrix differs from its conjugate transpose.
    #[error(
        "entry ({row}, {col}) differs from the conjugate of entry ({col}, {row}) by {defect:.3e}; \
         a Hermitian matrix is needed"
    )]
    NotHermitian {
        /// Row of the entry, from 0.
        row: usize,
        /// Column of the entry, from 0.
        col: usize,
        /// Modulus of the difference, in the unit of the matrix.
        defect: f64,
    },

    /// Two sizes that must agree do not.
    #[error("{what}: {expected} needed, {found} given")]
    DimensionMismatch {
        /// Which size it is, such as "rows of the right-hand side".
        what: &'static str,
        /// The size that fits.
        expected: usize,
        /// The size given.
        found: usize,
    },

    /// An index points outside the matrix.
    #[error("{what} {index} does not exist, there are {len}")]
    IndexOutOfRange {
        /// What was counted, such as "column".
        what: &'static str,
        /// The index given, from 0.
        index: usize,
        /// How many there are.
        len: usize,
    },

    /// The arrays of a compressed sparse matrix contradict each other.
    #[error("row offset {row} is {offset}; offsets start at 0, never decrease and end at {len}")]
    RowOffsets {
        /// Position in the array of offsets.
        row: usize,
        /// What was found there.
        offset: usize,
        /// Number of stored entries.
        len: usize,
    },

    /// The columns of a row are not in increasing order.
    #[error("row {row} has column {next} after column {column}; columns must increase")]
    ColumnOrder {
        /// The row, from 0.
        row: usize,
        /// A column.
        column: usize,
        /// The one stored after it.
        next: usize,
    },

    /// A size lies outside what the routine is made for.
    #[error("{what} must lie between {min} and {max}, not be {found}")]
    OutOfRange {
        /// Which size it is.
        what: &'static str,
        /// Smallest allowed.
        min: usize,
        /// Largest allowed.
        max: usize,
        /// The size given.
        found: usize,
    },

    /// A number in the settings makes no sense.
    #[error("{what} must be a positive finite number, not {found}")]
    NotPositive {
        /// Which setting it is.
        what: &'static str,
        /// The number given.
        found: f64,
    },

    /// A number in the settings lies outside its interval.
    #[error("{what} must lie between {min} and {max}, not be {found}")]
    OutsideInterval {
        /// Which setting it is.
        what: &'static str,
        /// Smallest allowed.
        min: f64,
        /// Largest allowed.
        max: f64,
        /// The number given.
        found: f64,
    },

    /// A matrix has an entry where the pattern that was analysed has none.
    #[error(
        "entry ({row}, {col}) lies outside the pattern that was analysed; analyse a pattern that holds it"
    )]
    OutsidePattern {
        /// Row of the entry, from 0.
        row: usize,
        /// Column of the entry, from 0.
        col: usize,
    },

    /// The work needs more memory than it may take.
    #[error("{:.3} GB of memory are needed, more than the {:.3} GB allowed", *needed as f64 / 1e9, *limit as f64 / 1e9)]
    MemoryLimit {
        /// Bytes that were predicted.
        needed: u64,
        /// Bytes allowed.
        limit: u64,
    },

    /// The matrix is singular to rounding.
    #[error(
        "the matrix is singular to rounding: its condition is about {condition:.1e}, \
         {zeros} of its eigenvalues are zero"
    )]
    NearlySingular {
        /// Estimate of the condition in the 1-norm; infinite where a pivot is zero.
        condition: f64,
        /// Number of pivots that are zero.
        zeros: usize,
    },

    /// The matrix has no inverse.
    #[error("the matrix is singular: pivot {pivot} is zero")]
    Singular {
        /// Which pivot vanished, from 0.
        pivot: usize,
    },

    /// The same row was given twice.
    #[error("{what} {index} is given twice")]
    Repeated {
        /// What was listed, such as "kept row".
        what: &'static str,
        /// The index that occurs again, from 0.
        index: usize,
    },

    /// An ordering by coordinates was asked for without coordinates.
    #[error(
        "the geometric ordering needs coordinates of all rows; give them or choose another ordering"
    )]
    NoCoordinates,

    /// A coordinate is NaN or infinite.
    #[error("coordinate {axis} of row {row} is {value}, not a finite number")]
    CoordinateNotFinite {
        /// The row, from 0.
        row: usize,
        /// The axis, from 0.
        axis: usize,
        /// What was found there.
        value: f64,
    },

    /// A function of a matrix is not finite at one of the eigenvalues.
    #[error("the function is not finite at the eigenvalue {eigenvalue}")]
    Undefined {
        /// The eigenvalue.
        eigenvalue: f64,
    },

    /// An iteration did not reach its tolerance.
    #[error("no convergence after {iterations} iterations, residual {residual:.3e}")]
    NoConvergence {
        /// Iterations made.
        iterations: usize,
        /// What was left, in the unit of the matrix; infinite where it is not known.
        residual: f64,
    },

    /// The caller asked to stop.
    #[error("cancelled")]
    Cancelled,
}
