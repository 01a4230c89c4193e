//! What can be wrong with a file.

use thiserror::Error;

use crate::LatticeError;
use crate::expr::ExprError;

/// What is wrong with a file, and where in it.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{}{problem}", self.place())]
pub struct FileError {
    /// The file, or the name of a text that is no file.
    pub origin: String,
    /// Line, counted from 1, where one can be named.
    pub line: Option<usize>,
    /// Key in a model file, such as `site[0].position` (the first site is 0).
    pub key: Option<String>,
    /// What is wrong there.
    pub problem: FileProblem,
}

impl FileError {
    /// `file:line: `key`: `, as far as known.
    fn place(&self) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        let key = self.key.as_ref().map(|key| format!("`{key}`: ")).unwrap_or_default();
        format!("{}{line}: {key}", self.origin)
    }
}

/// What is wrong at a place of a file.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum FileProblem {
    /// The file cannot be opened or read.
    #[error("cannot be read: {reason}; name a file that is there and may be read")]
    Unreadable {
        /// The operating system's reason.
        reason: String,
    },

    /// The file cannot be written.
    #[error("cannot be written: {reason}")]
    Unwritable {
        /// The operating system's reason.
        reason: String,
    },

    /// Bytes that are no text.
    #[error("this is not text (byte {byte} is no valid UTF-8); a {expected} is a text file")]
    NotText {
        /// First byte that is no text, counted from 0.
        byte: usize,
        /// What the file should be.
        expected: &'static str,
    },

    /// Text that is no TOML.
    #[error("not valid TOML: {message}")]
    Syntax {
        /// What the TOML parser says.
        message: String,
    },

    /// A key that must be there is not.
    #[error("the key `{key}` is missing; add {example}")]
    MissingKey {
        /// The key.
        key: &'static str,
        /// A line that would be right.
        example: &'static str,
    },

    /// A key that means nothing here.
    #[error("unknown key; {hint}")]
    UnknownKey {
        /// The nearest known one, or all of them.
        hint: String,
    },

    /// A value of the wrong type.
    #[error("found {found}; expected {expected}")]
    WrongType {
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },

    /// A list of the wrong length.
    #[error("the number of {what} is {found}; expected {expected}")]
    WrongCount {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: String,
    },

    /// Two keys of which only one may be given.
    #[error("both `{first}` and `{second}` are given; keep one of them")]
    Both {
        /// One key.
        first: &'static str,
        /// The other.
        second: &'static str,
    },

    /// A hopping from or to a site that does not exist.
    #[error("there is no site `{name}`; {hint}")]
    UnknownSite {
        /// The name.
        name: String,
        /// The nearest known one, or all of them.
        hint: String,
    },

    /// Two sites of the same name.
    #[error("a site `{name}` is already defined in line {first}; names must differ")]
    DuplicateSite {
        /// The name.
        name: String,
        /// Line of the first.
        first: usize,
    },

    /// A parameter whose name is taken.
    #[error("`{name}` has a fixed meaning in expressions; choose another name")]
    ReservedName {
        /// The name.
        name: String,
    },

    /// A parameter whose name no expression could use.
    #[error("`{name}` is no name; use letters, digits and `_`, beginning with a letter")]
    InvalidName {
        /// The name.
        name: String,
    },

    /// Parameters that are defined by each other.
    #[error("the parameters {cycle} are defined by each other; give one of them a number")]
    Cycle {
        /// The parameters, in a circle.
        cycle: String,
    },

    /// A file that ends too early.
    #[error("the file ends after {found} of {expected} {what}; copy it or write it again")]
    Truncated {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },

    /// Counts at the top for which the file is too short.
    #[error(
        "{announced} matrix elements are announced, but the rest of the file can hold {possible} at \
         most; check the counts, or write the file again"
    )]
    TooShort {
        /// How many there should be.
        announced: usize,
        /// How many there can be.
        possible: usize,
    },

    /// A number of a Wannier function that does not exist.
    #[error("Wannier function {index} does not exist; the file has {n} (counted from 1)")]
    NoSuchFunction {
        /// The number.
        index: i64,
        /// How many there are.
        n: usize,
    },

    /// More cells than announced.
    #[error("cell {cell:?} is one more than the {expected} cells announced at the top")]
    TooManyCells {
        /// The first cell too many.
        cell: [i32; 3],
        /// How many there should be.
        expected: usize,
    },

    /// The same matrix element twice.
    #[error("element ({row}, {col}) of cell {cell:?} is given twice; give each once")]
    DuplicateElement {
        /// Cell.
        cell: [i32; 3],
        /// First Wannier function, counted from 1.
        row: usize,
        /// Second Wannier function, counted from 1.
        col: usize,
    },

    /// A cell without the opposite one.
    #[error("cell {cell:?} has no partner {:?}; a Hermitian Hamiltonian has both", cell.map(|n| -n))]
    MissingPartner {
        /// The cell.
        cell: [i32; 3],
    },

    /// Two matrix elements that should be conjugate to each other.
    #[error(
        "element ({row}, {col}) of cell {cell:?} differs by {defect:.3e} from the conjugate of \
         ({col}, {row}) of cell {:?}; the file's rounding explains {tolerance:.1e}",
        cell.map(|n| -n)
    )]
    NotHermitian {
        /// Cell.
        cell: [i32; 3],
        /// First Wannier function, counted from 1.
        row: usize,
        /// Second Wannier function, counted from 1.
        col: usize,
        /// Size of the difference.
        defect: f64,
        /// Largest difference allowed.
        tolerance: f64,
    },

    /// A block of a `.win` file that has no end.
    #[error("the block `{block}` has no `end {block}`; add it")]
    OpenBlock {
        /// Name of the block.
        block: &'static str,
    },

    /// Two files that do not belong together.
    #[error("{what} is {found}, but {expected} in {other}; take both files from the same run")]
    Disagreement {
        /// Which quantity.
        what: &'static str,
        /// Its value here.
        found: usize,
        /// Its value there.
        expected: usize,
        /// The other file.
        other: String,
    },

    /// A cell whose position matrices are missing or stand elsewhere.
    #[error(
        "the position matrices do not list cell {cell:?} where the Hamiltonian does; write both anew"
    )]
    NoPositionBlock {
        /// The cell.
        cell: [i32; 3],
    },

    /// A `_hr.dat` on its own.
    #[error("neither {win} nor {centres} is beside it; one must give lattice vectors or centres")]
    NoCompanion {
        /// First file looked for.
        win: String,
        /// Second file looked for.
        centres: String,
    },

    /// An expression that makes no sense or has no finite value.
    #[error(transparent)]
    Expression(#[from] ExprError),

    /// A model that contradicts itself.
    #[error(transparent)]
    Model(#[from] Box<LatticeError>),
}
