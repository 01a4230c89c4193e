//! Why a lattice, a model or a sample could not be made.

use thiserror::Error;

use crate::Cell;
use crate::expr::ExprError;
use crate::file::FileError;

use crate::sample::SampleError;
use crate::shape::ShapeError;

/// Why a lattice, a model or a sample could not be made.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum LatticeError {
    /// More than three primitive vectors.
    #[error("{found} primitive vectors given; a lattice has 0 to 3")]
    TooManyVectors {
        /// Number of vectors given.
        found: usize,
    },

    /// Primitive vectors that are linearly dependent, or vanish.
    #[error(
        "the primitive vectors are linearly dependent: they span a cell of relative volume \
         {relative_volume:.1e}; give independent vectors"
    )]
    SingularLattice {
        /// Volume of the cell divided by the product of the vectors' lengths.
        relative_volume: f64,
    },

    /// NaN or infinity in the input.
    #[error("{what} is {value}; only finite numbers are allowed")]
    NotFinite {
        /// Which quantity, with the site or hopping it belongs to.
        what: String,
        /// The offending value.
        value: f64,
    },

    /// Coordinates of the wrong length.
    #[error("{what} has {found} components; the lattice needs {expected}")]
    WrongLength {
        /// Which coordinates.
        what: String,
        /// Components found.
        found: usize,
        /// What would be right, such as `2` or `2 or 3`.
        expected: String,
    },

    /// A model without sites.
    #[error("the model has no sites; add at least one")]
    NoSites,

    /// Two sites of the same name.
    #[error("site `{name}` is defined twice; names must differ")]
    DuplicateSite {
        /// The name.
        name: String,
    },

    /// A hopping that names a site which does not exist.
    #[error("{what} names the unknown site `{name}`; the model has {known}")]
    UnknownSite {
        /// Which hopping or call.
        what: String,
        /// The unknown name.
        name: String,
        /// The names that exist.
        known: String,
    },

    /// `onsite` or `orbitals` before any `site`.
    #[error("`{call}` belongs to a site; call `site` first")]
    NoCurrentSite {
        /// The builder's method.
        call: &'static str,
    },

    /// A site without orbitals, or with more than the crate can index.
    #[error("site `{site}` has {found} orbitals; it must have between 1 and {max}")]
    OrbitalCount {
        /// The site.
        site: String,
        /// Number given.
        found: usize,
        /// Largest number allowed.
        max: usize,
    },

    /// A matrix of the wrong shape.
    #[error(
        "{what} is a {}×{} matrix; it must be {}×{} (orbitals of the target × orbitals of the origin)",
        found.0, found.1, expected.0, expected.1
    )]
    BlockShape {
        /// Which on-site block or hopping.
        what: String,
        /// Shape found.
        found: (usize, usize),
        /// Shape needed.
        expected: (usize, usize),
    },

    /// An on-site block that differs from its Hermitian conjugate.
    #[error(
        "the on-site block of `{site}` is not Hermitian: element ({row}, {col}) differs from the \
         conjugate of ({col}, {row}) by {defect:.3e}; give conjugate elements across the diagonal and \
         real ones on it"
    )]
    NotHermitian {
        /// The site.
        site: String,
        /// Row of the largest defect.
        row: usize,
        /// Column of the largest defect.
        col: usize,
        /// Size of the largest defect.
        defect: f64,
    },

    /// The same hopping given twice, or together with its own conjugate.
    #[error(
        "the hopping {from} → {to} with cell {cell:?} is given twice{}; the Hermitian conjugate is \
         added by itself, give each hopping once",
        if *conjugate { " (the second time as its conjugate)" } else { "" }
    )]
    DuplicateHopping {
        /// Origin of the second hopping.
        from: String,
        /// Target of the second hopping.
        to: String,
        /// Cell of the second hopping.
        cell: Vec<i32>,
        /// Whether the first was the conjugate of the second.
        conjugate: bool,
    },

    /// A hopping from a site to itself in the same cell.
    #[error(
        "the hopping {site} → {site} stays in the cell; give it as the on-site block of `{site}`"
    )]
    SelfHopping {
        /// The site.
        site: String,
    },

    /// A lattice direction that does not exist.
    #[error(
        "{what} names lattice direction {direction}; the model has {dimension} (counted from 0)"
    )]
    NoSuchDirection {
        /// Which call.
        what: &'static str,
        /// Direction asked for.
        direction: usize,
        /// Number of periodic directions.
        dimension: usize,
    },

    /// A MODEL that has not the right form.
    #[error("cannot understand the model `{text}`; expected {expected}")]
    ModelString {
        /// The string.
        text: String,
        /// What would be right.
        expected: &'static str,
    },

    /// A model that the zoo does not have.
    #[error("there is no model `{name}` in the zoo; {hint}")]
    UnknownModel {
        /// The name.
        name: String,
        /// The nearest known one, or all of them.
        hint: String,
    },

    /// A parameter that the model does not have.
    #[error("{model} has no parameter `{name}`; {hint}")]
    UnknownParameter {
        /// The model.
        model: String,
        /// The name.
        name: String,
        /// The nearest known one, or all of them.
        hint: String,
    },

    /// A parameter whose value makes no sense for the model.
    #[error("the parameter `{name}` of {model} is {value}; it must be {expected}")]
    ParameterValue {
        /// The model.
        model: String,
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
        /// What would be right.
        expected: String,
    },

    /// An expression that makes no sense or has no finite value.
    #[error(transparent)]
    Expression(#[from] ExprError),

    /// A file, or the text of a model, that cannot be read or makes no sense.
    #[error(transparent)]
    File(#[from] Box<FileError>),

    /// A label that the lattice has no point for.
    #[error(
        "the label `{label}` is unknown for this {kind} lattice; {}known are {known} (or give reduced \
         coordinates such as 0,0;0.5,0)",
        suggestion.as_ref().map(|s| format!("did you mean `{s}`? ")).unwrap_or_default()
    )]
    UnknownLabel {
        /// The label given.
        label: String,
        /// Type of the lattice.
        kind: &'static str,
        /// The known label nearest to it.
        suggestion: Option<String>,
        /// All labels known.
        known: String,
    },

    /// A path that cannot be read.
    #[error("the path `{text}` cannot be used: {why}; write G-K-M-G, or 0,0;0.5,0;0.5,0.5")]
    PathSyntax {
        /// The path given.
        text: String,
        /// What is wrong with it.
        why: &'static str,
    },

    /// Fewer points on a path than it has labelled ones.
    #[error("{found} points asked for on a path with {min} labelled ones; take at least {min}")]
    PointCount {
        /// Number given.
        found: usize,
        /// Smallest number allowed.
        min: usize,
    },

    /// A grid with no divisions along a direction.
    #[error("the grid has 0 divisions along direction {axis}; take at least 1")]
    GridDivisions {
        /// The direction.
        axis: usize,
    },

    /// More than memory holds.
    #[error("{what} needs {needed:.3e} GB; {limit:.1} GB are free")]
    TooLarge {
        /// What was asked for.
        what: String,
        /// Memory needed, in units of 10^9 bytes.
        needed: f64,
        /// Memory free, in units of 10^9 bytes.
        limit: f64,
    },

    /// A shape that makes no sense.
    #[error(transparent)]
    Shape(#[from] ShapeError),

    /// A supercell matrix whose rows are dependent.
    #[error("the supercell matrix {matrix:?} has determinant 0; its rows must be independent")]
    SingularSupercell {
        /// Rows of the matrix.
        matrix: Vec<Vec<i128>>,
    },

    /// A change of primitive vectors that changes the size of the cell.
    #[error(
        "the change of cell {matrix:?} has determinant {determinant}; primitive vectors go into \
         primitive vectors only with determinant ±1 (`supercell` makes larger cells)"
    )]
    NotUnimodular {
        /// Rows of the matrix.
        matrix: Vec<Vec<i128>>,
        /// Its determinant.
        determinant: i128,
    },

    /// Miller indices that all vanish or have a common factor.
    #[error(
        "{}",
        if *factor == 0 {
            format!("the Miller indices {indices:?} all vanish; give the normal of the planes")
        } else {
            format!("the Miller indices {indices:?} have the common factor {factor}; divide by it")
        }
    )]
    MillerIndices {
        /// The indices.
        indices: Vec<i32>,
        /// Their greatest common factor.
        factor: i128,
    },

    /// Cell components too large to be meant, or to be kept.
    #[error("{what} has the component {found}, which is out of range")]
    CellOutOfRange {
        /// Which cell or matrix.
        what: &'static str,
        /// The component.
        found: i128,
    },

    /// A model of more elements than are numbered.
    #[error(
        "{what} has {n_cells} cells of {elements} matrix elements each; at most {max} elements are \
         allowed in all"
    )]
    TooManyElements {
        /// What was to be made.
        what: &'static str,
        /// Number of cells asked for.
        n_cells: u128,
        /// Matrix elements in one.
        elements: u128,
        /// Largest number of elements.
        max: u128,
    },

    /// A direction opened after no cells.
    #[error("0 cells asked for along direction {direction}; at least 1 is needed")]
    NoCells {
        /// The direction.
        direction: usize,
    },

    /// A direction opened twice.
    #[error("direction {direction} is opened twice; give each direction once")]
    DirectionTwice {
        /// The direction.
        direction: usize,
    },

    /// A model of the wrong dimension.
    #[error("{what} needs a model with {expected} periodic directions; this one has {found}")]
    WrongDimension {
        /// What was to be made.
        what: &'static str,
        /// Periodic directions of the model.
        found: usize,
        /// Periodic directions needed.
        expected: usize,
    },

    /// Two parts of one name.
    #[error("two parts are called `{name}`; names of parts must differ")]
    DuplicatePart {
        /// The name.
        name: String,
    },

    /// Models of different lattices.
    #[error(
        "`{other}` and `{first}` have different lattices: they differ in primitive vector {vector} \
         (counted from 0); bring them to one lattice with `supercell` or `change_cell` first"
    )]
    LatticeMismatch {
        /// The part that sets the lattice.
        first: String,
        /// The part that differs.
        other: String,
        /// The first primitive vector in which they differ.
        vector: usize,
    },

    /// A site that cannot carry spin.
    #[error(
        "site `{site}` has {n_orbitals} {}, an odd number: it has no spin; double the orbitals by \
         `with_spin` first",
        if *n_orbitals == 1 { "orbital" } else { "orbitals" }
    )]
    NoSpin {
        /// The site.
        site: String,
        /// Its number of orbitals.
        n_orbitals: usize,
    },

    /// A term on nearest-neighbour bonds of a model that has none.
    #[error("{what} goes on nearest-neighbour bonds, but no hopping joins different positions")]
    NoBonds {
        /// The term.
        what: &'static str,
    },

    /// A term that is a multiple of the identity between different numbers of orbitals.
    #[error(
        "{what} on the bond {from} → {to} joins {} orbitals to {}; give it as a matrix on each bond \
         instead",
        orbitals[0], orbitals[1]
    )]
    OrbitalMismatch {
        /// The term.
        what: &'static str,
        /// One site of the bond.
        from: String,
        /// The other.
        to: String,
        /// Their numbers of orbitals.
        orbitals: [usize; 2],
    },

    /// An on-site pair potential that differs from minus its transpose.
    #[error(
        "the on-site pair potential of `{site}` is not antisymmetric: element ({row}, {col}) differs \
         from minus that of ({col}, {row}) by {defect:.3e}"
    )]
    PairingNotAntisymmetric {
        /// The site.
        site: String,
        /// Row of the largest defect.
        row: usize,
        /// Column of the largest defect.
        col: usize,
        /// Size of the largest defect.
        defect: f64,
    },

    /// The pair potential of one bond or site given twice.
    #[error(
        "the pair potential {from} → {to} with cell {cell:?} is given twice (the second time perhaps \
         as its antisymmetric partner, which is added by itself); give each bond once"
    )]
    DuplicatePairing {
        /// Origin of the second one.
        from: String,
        /// Target of the second one.
        to: String,
        /// Cell of the second one.
        cell: Vec<i32>,
    },

    /// A flux that is no fraction of numbers of sensible size.
    #[error(
        "a flux of {p}/{q} quanta per cell is out of range; q must be between 1 and {max}, and p \
         within ±2⁴⁰"
    )]
    FluxCell {
        /// Numerator.
        p: i64,
        /// Denominator.
        q: i64,
        /// Largest denominator.
        max: i64,
    },

    /// A sample that cannot be made.
    #[error(transparent)]
    Sample(#[from] SampleError),
}

/// Prints as many components of a cell as the lattice has directions.
pub(crate) fn short_cell(cell: Cell, dimension: usize) -> Vec<i32> {
    cell.iter().take(dimension).copied().collect()
}
