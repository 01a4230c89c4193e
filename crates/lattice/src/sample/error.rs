//! Why a sample could not be made.

use num_complex::Complex64;
use thiserror::Error;
use thouless_linalg::LinalgError;

use crate::LatticeError;

/// Why a sample could not be made.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum SampleError {
    /// No site inside the shape.
    #[error(
        "the sample is empty: {}",
        if *removed {
            "every site of the shape is taken out by `remove` or is a vacancy".to_owned()
        } else {
            format!("none of the {candidates} sites near the shape lies in it")
        }
    )]
    Empty {
        /// Sites that were looked at.
        candidates: u64,
        /// Whether sites were taken out again.
        removed: bool,
    },

    /// A shape without limit along an open direction.
    #[error(
        "the shape has no limit along lattice direction {direction}; intersect it with one that has, \
         or make this direction periodic"
    )]
    Unbounded {
        /// The lattice direction, from 0.
        direction: usize,
    },

    /// More sites or orbitals than can be numbered.
    #[error("the sample would have {found:.3e} {what}; at most {max} can be numbered")]
    TooMany {
        /// Sites or orbitals.
        what: &'static str,
        /// How many there are.
        found: f64,
        /// How many there may be.
        max: u32,
    },

    /// A period of no cells, or of too many.
    #[error("the sample's period along direction {direction} is {cells} cells; give 1 to 2^30")]
    Period {
        /// The lattice direction.
        direction: usize,
        /// Cells given.
        cells: usize,
    },

    /// A twist along a direction that is not periodic.
    #[error(
        "direction {direction} is twisted but not periodic; call `periodic({direction}, n)` too"
    )]
    TwistOfOpenDirection {
        /// The lattice direction.
        direction: usize,
    },

    /// A field whose flux through a torus is not a whole number of flux quanta.
    #[error(
        "the flux through the sample, periodic along directions {} and {}, is {total} flux quanta, \
         which must be a whole number; with these periods the nearest fluxes per cell are {below} and {above}",
        directions[0], directions[1]
    )]
    FluxNotCommensurate {
        /// The two periodic directions.
        directions: [usize; 2],
        /// Flux quanta through the whole sample.
        total: f64,
        /// Nearest smaller flux per cell that fits.
        below: f64,
        /// Nearest larger flux per cell that fits.
        above: f64,
    },

    /// Flux per cell where cells have no area across `z`.
    #[error(
        "a flux per cell needs a lattice whose first two vectors span an area across z; give the field \
         by `flux_per_area`"
    )]
    NoCellArea,

    /// Flux tubes in a periodic sample.
    #[error(
        "flux tubes need a sample that is open in every direction; the flux through a periodic \
         direction is its `twist`"
    )]
    TubeInPeriodicSample,

    /// A flux tube on a site or a bond.
    #[error("the flux tube at ({x}, {y}) lies on {what}; move it into a plaquette")]
    TubeOnBond {
        /// Where the tube is.
        x: f64,
        /// Where the tube is.
        y: f64,
        /// The bond.
        what: String,
    },

    /// A width that is negative or not finite.
    #[error("the width of Anderson disorder is {width}; it must be a finite number, 0 or larger")]
    DisorderWidth {
        /// The width given.
        width: f64,
    },

    /// A concentration outside 0 to 1.
    #[error("the concentration of vacancies is {concentration}; it must lie between 0 and 1")]
    Concentration {
        /// The concentration given.
        concentration: f64,
    },

    /// A function of the user that gave NaN or infinity.
    #[error("{what} is {value}; only finite numbers are allowed")]
    NotFinite {
        /// Which function, with the site or bond.
        what: String,
        /// What it gave.
        value: Complex64,
    },

    /// A function of the user that gave a matrix of the wrong shape.
    #[error("{what} is a {}×{} matrix; it must be {}×{}", found.0, found.1, expected.0, expected.1)]
    BlockShape {
        /// Which function, with the site or bond.
        what: String,
        /// Shape found.
        found: (usize, usize),
        /// Shape needed.
        expected: (usize, usize),
    },

    /// An on-site block that a function of the user made non-Hermitian.
    #[error(
        "{what} is not Hermitian: element ({row}, {col}) differs from the conjugate of \
         ({col}, {row}) by {defect:.3e}"
    )]
    NotHermitian {
        /// Which block, with the site.
        what: String,
        /// Row of the largest defect.
        row: usize,
        /// Column of the largest defect.
        col: usize,
        /// Size of the largest defect.
        defect: f64,
    },

    /// A varied model that does not have the sites, orbitals or hoppings of the first.
    #[error(
        "the varied model at ({:.4}, {:.4}, {:.4}) {difference}; it must have the sites, orbitals and \
         hoppings of the model that was cut", position[0], position[1], position[2]
    )]
    Structure {
        /// Where it was asked for.
        position: [f64; 3],
        /// In what it differs.
        difference: String,
    },

    /// Parameters that vary over the sample have no good block somewhere.
    #[error("with the parameters at ({:.4}, {:.4}, {:.4}): {error}", position[0], position[1], position[2])]
    Parameters {
        /// Where they were asked for.
        position: [f64; 3],
        /// What is wrong with the block.
        error: Box<LatticeError>,
    },

    /// The sample's matrix, or its eigenvalues, could not be made.
    #[error(transparent)]
    Linalg(#[from] LinalgError),
}
