//! Densities of states, also turned by a quarter to stand beside a band structure.

use crate::axes::Axes;
use crate::color::Color;
use crate::error::PlotError;
use crate::pen::Pen;

/// A plot of a density of states over energy, with `gaps` shaded; infinite bounds reach the border.
///
/// # Examples
///
/// ```
/// use thouless_plot::{Figure, density_plot};
///
/// let axes = density_plot(&[-1.0, 0.0, 1.0], &[1.0, 0.0, 1.0], &[[-0.2, 0.2]]);
/// Figure::new(axes).to_svg()?;
/// # Ok::<(), thouless_plot::PlotError>(())
/// ```
pub fn density_plot(energies: &[f64], dos: &[f64], gaps: &[[f64; 2]]) -> Axes {
    draw(energies, dos, gaps, false).x_label("Energy").y_label("Density of states")
}

/// The same turned by a quarter, energy upwards, to stand beside a band structure.
pub fn density_plot_sideways(energies: &[f64], dos: &[f64], gaps: &[[f64; 2]]) -> Axes {
    draw(energies, dos, gaps, true).x_label("DOS").y_label("Energy")
}

fn draw(energies: &[f64], dos: &[f64], gaps: &[[f64; 2]], upwards: bool) -> Axes {
    let (Some(first), Some(last), true) = (energies.first(), energies.last(), energies.len() > 1)
    else {
        let least = "two energies";
        return Axes::failed(PlotError::Empty { what: "density of states", least });
    };
    if energies.len() != dos.len() {
        let what = "the densities of states";
        let (found, expected) = (dos.len(), energies.len());
        return Axes::failed(PlotError::Lengths { what, found, expected });
    }
    let turn = |[e, d]: [f64; 2]| if upwards { [d, e] } else { [e, d] };
    let points = || energies.iter().zip(dos).map(|(e, d)| turn([*e, *d]));
    let border = std::iter::once(turn([*first, 0.0])).chain(points()).chain([turn([*last, 0.0])]);
    let blue = Color::series(0);
    let mut axes = Axes::new();
    for [lo, hi] in gaps {
        axes = if upwards {
            axes.horizontal_strip(*lo, *hi, Color::SHADE)
        } else {
            axes.vertical_strip(*lo, *hi, Color::SHADE)
        };
    }
    axes = axes.area(border, blue.pale(0.75)).curve(points(), Pen::solid(blue).width(1.0));
    let highest = dos.iter().copied().fold(0.0, f64::max);
    let top = if highest > 0.0 { 1.06 * highest } else { 1.0 };
    if upwards {
        axes.x_range(0.0, top).y_range(*first, *last)
    } else {
        axes.y_range(0.0, top).x_range(*first, *last)
    }
}
