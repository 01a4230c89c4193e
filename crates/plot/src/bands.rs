//! Band structures.

use crate::axes::Axes;
use crate::color::Color;
use crate::error::PlotError;
use crate::pen::Pen;

/// A plot of bands along a path: `energies[i][n]` is that of band `n` at `distance[i]`.
///
/// `names` are the named points of the path, as for [`Axes::x_named`]. Where two wave vectors stand at the
/// same distance, the path jumps and the lines are interrupted.
///
/// # Examples
///
/// ```
/// use thouless_plot::{Figure, Pen, band_plot};
///
/// let k: Vec<f64> = (0..=50).map(|i| f64::from(i) / 50.0).collect();
/// let energies: Vec<_> = k.iter().map(|k| {
///     let e = (1.25 + (std::f64::consts::PI * k).cos()).sqrt();
///     vec![-e, e]
/// }).collect();
/// let axes = band_plot(&k, [(0.0, "G"), (1.0, "X")], &energies);
/// Figure::new(axes.horizontal_line(0.0, Pen::reference())).to_svg()?;
/// # Ok::<(), thouless_plot::PlotError>(())
/// ```
pub fn band_plot<S: AsRef<str>>(
    distance: &[f64],
    names: impl IntoIterator<Item = (f64, S)>,
    energies: &[Vec<f64>],
) -> Axes {
    let n_bands = energies.first().map_or(0, Vec::len);
    if n_bands == 0 || distance.len() < 2 {
        let least = "one band at two wave vectors";
        return Axes::failed(PlotError::Empty { what: "band structure", least });
    }
    let fault = |what, found, expected| Axes::failed(PlotError::Lengths { what, found, expected });
    if energies.len() != distance.len() {
        return fault("the wave vectors with energies", energies.len(), distance.len());
    }
    if let Some(row) = energies.iter().find(|row| row.len() != n_bands) {
        return fault("the energies at one wave vector", row.len(), n_bands);
    }
    let mut axes = Axes::new().x_named(names).y_label("Energy");
    for n in 0..n_bands {
        let mut piece: Vec<[f64; 2]> = Vec::with_capacity(distance.len());
        for (x, e) in distance.iter().zip(energies) {
            let e = e[n];
            // the path jumps to another wave vector at the same distance
            if piece.last().is_some_and(|last| last[0] >= *x) {
                let end = piece.last().copied();
                axes = add(axes, std::mem::take(&mut piece));
                if end == Some([*x, e]) {
                    piece.extend(end);
                    continue;
                }
            }
            piece.push([*x, e]);
        }
        axes = add(axes, piece);
    }
    axes
}

fn add(axes: Axes, piece: Vec<[f64; 2]>) -> Axes {
    if piece.len() < 2 { axes } else { axes.curve(piece, Pen::solid(Color::series(0)).width(1.0)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::Layer;

    fn curves(distance: &[f64], energies: &[f64]) -> Vec<usize> {
        let energies: Vec<Vec<f64>> = energies.iter().map(|e| vec![*e]).collect();
        let axes = band_plot(distance, [(0.0, "G")], &energies);
        let length = |layer: &Layer| match layer {
            Layer::Curve { points, .. } => points.len(),
            _ => 0,
        };
        axes.layers.iter().map(length).collect()
    }

    #[test]
    fn lines_are_interrupted_where_the_path_jumps() {
        assert_eq!(curves(&[0.0, 1.0, 2.0, 3.0], &[0.0, 1.0, 2.0, 3.0]), [4]);
        assert_eq!(curves(&[0.0, 1.0, 1.0, 2.0], &[0.0, 1.0, 5.0, 6.0]), [2, 2]);
        assert_eq!(curves(&[0.0, 1.0, 1.0, 2.0], &[0.0, 1.0, 1.0, 2.0]), [2, 2]);
    }

    #[test]
    fn lists_of_different_lengths_are_refused() {
        let fault = |axes: Axes| axes.fault.map(|f| f.to_string()).unwrap_or_default();
        let rows = |lengths: &[usize]| lengths.iter().map(|n| vec![0.0; *n]).collect::<Vec<_>>();
        let plot = |rows: &[Vec<f64>]| fault(band_plot(&[0.0, 1.0], [(0.0, "G")], rows));
        insta::assert_snapshot!(plot(&rows(&[2])), @"the wave vectors with energies are 1 where 2 belong to them; give one for each");
        insta::assert_snapshot!(plot(&rows(&[2, 1])), @"the energies at one wave vector are 1 where 2 belong to them; give one for each");
        insta::assert_snapshot!(plot(&rows(&[0, 0])), @"band structure is empty; give at least one band at two wave vectors");
    }
}
