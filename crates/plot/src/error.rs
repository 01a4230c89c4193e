//! Why a figure could not be drawn or written.

use std::path::PathBuf;

use thiserror::Error;

/// Why a figure could not be drawn or written.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum PlotError {
    /// A number to be drawn is NaN or infinite.
    #[error("{what}: value {value} at index {index} cannot be drawn; remove or repair it first")]
    NotFinite {
        /// Which part of the figure holds the number.
        what: &'static str,
        /// Its place in the data, counted from 0.
        index: usize,
        /// The number.
        value: f64,
    },
    /// There is nothing to draw.
    #[error("{what} is empty; give at least {least}")]
    Empty {
        /// Which part of the figure is empty.
        what: &'static str,
        /// The least that can be drawn, in words.
        least: &'static str,
    },
    /// The rows of a heat map have different lengths.
    #[error("row {row} of the heat map has {found} values where the first has {expected}")]
    Ragged {
        /// The row, counted from 0.
        row: usize,
        /// Number of values in it.
        found: usize,
        /// Number of values in the first row.
        expected: usize,
    },
    /// Two lists that belong together have different lengths.
    #[error("{what} are {found} where {expected} belong to them; give one for each")]
    Lengths {
        /// What the list holds.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length of the other list.
        expected: usize,
    },
    /// An axis range is empty, reversed or too wide for double precision.
    #[error("{what} from {lo:?} to {hi:?} is no range; the first bound must be below the second")]
    Range {
        /// Which range is meant.
        what: &'static str,
        /// Lower bound as given.
        lo: f64,
        /// Upper bound as given.
        hi: f64,
    },
    /// The figure's size or resolution makes no sense.
    #[error(
        "a figure of {width:.2} cm × {height:.2} cm at {dpi} dots per inch cannot be drawn; \
         sides of 2 to 100 cm and 30 to 2400 dots per inch can, up to 20000 × 20000 pixels"
    )]
    Size {
        /// Width in centimetres.
        width: f64,
        /// Height in centimetres.
        height: f64,
        /// Resolution of the PNG in dots per inch.
        dpi: f64,
    },
    /// Labels and margins leave no room for the data.
    #[error(
        "a width of {width:.1} cm leaves no room for the data beside the labels; \
         make the figure wider or the labels shorter"
    )]
    TooNarrow {
        /// Width of the figure in centimetres.
        width: f64,
    },
    /// Labels and margins leave no height for the data.
    #[error(
        "a height of {height:.1} cm leaves no room for the data between the labels; \
         make the figure higher or leave out the title"
    )]
    TooLow {
        /// Height of the figure in centimetres.
        height: f64,
    },
    /// The ending of the file name says nothing about the format.
    #[error("`{}` does not end in .svg or .png, so its format is unknown", path.display())]
    UnknownEnding {
        /// The path as given.
        path: PathBuf,
    },
    /// The result has a dimension for which there is no such figure.
    #[error("{what} in {found} dimensions cannot be drawn; {expected}")]
    Dimension {
        /// What was to be drawn.
        what: &'static str,
        /// Its dimension.
        found: usize,
        /// What can be drawn, in words.
        expected: &'static str,
    },
    /// The file could not be written.
    #[error("cannot write `{}`: {reason}; choose a folder that exists and can be written to", path.display())]
    Write {
        /// The path as given.
        path: PathBuf,
        /// What the operating system said.
        reason: String,
    },
    /// The picture could not be encoded as PNG.
    #[error("the picture could not be encoded as PNG: {reason}")]
    Encode {
        /// What the encoder said.
        reason: String,
    },
}
