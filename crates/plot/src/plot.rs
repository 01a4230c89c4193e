//! `.figure()` for results and models.

use crate::axes::Axes;
use crate::figure::Figure;

/// What can be drawn.
///
/// # Examples
///
/// ```
/// use thouless_lattice::{Lattice, Model};
/// use thouless_plot::Plot;
///
/// let honeycomb = Model::builder(Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]])?)
///     .site("A", [0.0, 0.0])
///     .site("B", [1.0 / 3.0, 1.0 / 3.0])
///     .hop("A", "B", [[0, 0], [-1, 0], [0, -1]], -1.0)
///     .build()?;
/// let svg = honeycomb.figure().to_svg()?;
/// assert!(svg.contains("aria-label=\"A\""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Plot {
    /// The plot, to be changed or placed beside another.
    fn axes(&self) -> Axes;

    /// The figure, one journal column wide. What cannot be drawn is reported when it is written.
    fn figure(&self) -> Figure {
        Figure::new(self.axes())
    }
}
