//! Why a theory, a number or a braid was refused.

use thiserror::Error;

/// Why a theory, a number or a braid was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AnyonError {
    /// Text that is no exact number.
    #[error("`{text}` is not an exact number: column {column} should be {expected}")]
    NotANumber {
        /// The text.
        text: String,
        /// Where it goes wrong, counted from 1.
        column: usize,
        /// What would be right there.
        expected: &'static str,
    },

    /// Fusion rules that contradict themselves.
    #[error("the fusion rules are inconsistent: {what}; {remedy}")]
    Ring {
        /// The rule that is broken, with labels.
        what: String,
        /// What would be right.
        remedy: &'static str,
    },

    /// A label that the theory does not have.
    #[error("`{theory}` has no anyon `{label}`; it has {known}")]
    UnknownLabel {
        /// The theory.
        theory: String,
        /// The label asked for.
        label: String,
        /// The labels there are.
        known: String,
    },

    /// A theory that is not known.
    #[error("there is no theory `{name}`; {remedy}")]
    UnknownTheory {
        /// What was asked for.
        name: String,
        /// What there is.
        remedy: String,
    },

    /// A parameter outside its range.
    #[error("{what} is {value}; {remedy}")]
    Parameter {
        /// Which parameter.
        what: &'static str,
        /// Its value.
        value: String,
        /// What would be right.
        remedy: &'static str,
    },

    /// An equation that a theory violates.
    #[error("`{theory}` violates the {equation} at {labels}; {remedy}")]
    Violated {
        /// The theory.
        theory: String,
        /// The equation.
        equation: &'static str,
        /// The labels of the first violated instance.
        labels: String,
        /// Which numbers to look at.
        remedy: &'static str,
    },

    /// Something that a theory would need and does not have.
    #[error("`{theory}` has no {what}; {remedy}")]
    Missing {
        /// The theory.
        theory: String,
        /// What it does not have.
        what: &'static str,
        /// What would be right.
        remedy: &'static str,
    },

    /// A table of symbols with the wrong shape.
    #[error(
        "the {symbol} symbol at {labels} is a matrix of {rows} by {columns}; the fusion rules ask for {expected_rows} by {expected_columns}"
    )]
    Shape {
        /// F or R.
        symbol: &'static str,
        /// Its labels.
        labels: String,
        /// Rows given.
        rows: usize,
        /// Columns given.
        columns: usize,
        /// Rows needed.
        expected_rows: usize,
        /// Columns needed.
        expected_columns: usize,
    },

    /// A file that cannot be read or written.
    #[error("{path}: {what}")]
    File {
        /// The file.
        path: String,
        /// What is wrong, with the line where there is one.
        what: String,
    },

    /// A total charge that the anyons cannot fuse to.
    #[error("{anyons} cannot fuse to `{total}`; they can fuse to {possible}")]
    Charge {
        /// The anyons.
        anyons: String,
        /// The charge asked for.
        total: String,
        /// The charges they can fuse to.
        possible: String,
    },

    /// A braid word that names a strand that does not exist.
    #[error("the generator {generator} exchanges strands {} and {}, but there are {strands}; {}", generator.unsigned_abs(), generator.unsigned_abs() + 1, remedy(*strands))]
    Strand {
        /// The generator, negative for a clockwise exchange.
        generator: i32,
        /// Number of strands.
        strands: usize,
    },

    /// Text that is no braid word.
    #[error(
        "`{letter}` is no generator of a braid; write numbers such as `1 2 -1`, negative ones for clockwise exchanges"
    )]
    Word {
        /// The letter that cannot be read.
        letter: String,
    },

    /// A space that is too large for what was asked.
    #[error("the space has {dimension} dimensions, too many for {what}; {remedy}")]
    TooLarge {
        /// Its dimension.
        dimension: u128,
        /// What was asked for.
        what: &'static str,
        /// What would be possible.
        remedy: &'static str,
    },
}

fn remedy(strands: usize) -> String {
    if strands < 2 {
        "a braid needs at least two".to_owned()
    } else {
        format!("take generators 1 to {} and their negatives", strands - 1)
    }
}
