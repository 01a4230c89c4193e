//! `.figure()` for results and models.

use std::collections::BTreeMap;

use thouless_bands::{BandStructure, DensityOfStates, FermiContours, FermiSurface};
use thouless_lattice::{HasLattice, Lattice};

use crate::axes::Axes;
use crate::bands::band_plot;
use crate::color::Color;
use crate::density::{density_plot, density_plot_sideways};
use crate::fermi::{brillouin_zone, zone_contours};
use crate::figure::Figure;
use crate::pen::Pen;
use crate::surface::{Triangle, surface_plot};

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

/// What can be drawn once the lattice is known, because it is given in reduced wave vectors.
///
/// # Examples
///
/// ```
/// use thouless_bands::{FermiSettings, fermi_contours};
/// use thouless_lattice::zoo;
/// use thouless_plot::ZonePlot;
///
/// let honeycomb = zoo::Honeycomb::default().model()?;
/// let contours = fermi_contours(&honeycomb, 0.8, &FermiSettings::default())?;
/// assert!(contours.figure(&honeycomb).to_svg()?.contains("aria-label=\"K\""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait ZonePlot {
    /// The plot in the first Brillouin zone, to be changed or placed beside another.
    fn axes(&self, of: &impl HasLattice) -> Axes;

    /// The figure, one journal column wide. What cannot be drawn is reported when it is written.
    fn figure(&self, of: &impl HasLattice) -> Figure {
        Figure::new(self.axes(of))
    }
}

impl Plot for BandStructure {
    fn axes(&self) -> Axes {
        let names = self.ticks.iter().map(|tick| (tick.distance, &tick.label));
        band_plot(&self.distance, names, &self.energies)
    }
}

impl Plot for DensityOfStates {
    fn axes(&self) -> Axes {
        density_plot(&self.energies, &self.dos, &self.gaps)
    }
}

/// Contours of each band in a colour of their own.
impl ZonePlot for FermiContours {
    fn axes(&self, of: &impl HasLattice) -> Axes {
        let lattice = of.lattice_of();
        let mut axes = brillouin_zone(lattice);
        for (i, (band, lines)) in by_band(&self.bands, &self.contours).into_iter().enumerate() {
            let pen = Pen::solid(Color::series(i));
            axes = zone_contours(axes, lattice, &lines, pen);
            if several(&self.bands) {
                axes = axes.key(format!("band {band}"), pen);
            }
        }
        axes
    }
}

/// Surfaces of each band in a colour of their own.
impl ZonePlot for FermiSurface {
    fn axes(&self, of: &impl HasLattice) -> Axes {
        let lattice: &Lattice = of.lattice_of();
        let surfaces = by_band(&self.bands, &self.triangles);
        let colored: Vec<(Color, Vec<Triangle>)> = surfaces
            .iter()
            .enumerate()
            .map(|(i, (_, triangles))| (Color::series(i), triangles.clone()))
            .collect();
        let mut axes = surface_plot(lattice, &colored);
        if several(&self.bands) {
            for (i, (band, _)) in surfaces.iter().enumerate() {
                let pen = Pen::solid(Color::series(i)).width(3.0);
                axes = axes.key(format!("band {band}"), pen);
            }
        }
        axes
    }
}

/// A figure of bands with their density of states beside them, on one energy axis.
///
/// # Examples
///
/// ```
/// use thouless_bands::{DosSettings, band_structure, density_of_states};
/// use thouless_lattice::{KGrid, KPath, zoo};
/// use thouless_plot::bands_with_density;
///
/// let haldane = zoo::Haldane::default().model()?;
/// let bands = band_structure(&haldane, &KPath::labelled(&haldane, "G-K-M-G")?.points(60))?;
/// let density = density_of_states(&haldane, &DosSettings::new(KGrid::new([40, 40])?))?;
/// bands_with_density(&bands, &density).to_svg()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bands_with_density(bands: &BandStructure, density: &DensityOfStates) -> Figure {
    let all = || bands.energies.iter().flatten().chain(&density.energies).copied();
    let lo = all().fold(f64::INFINITY, f64::min);
    let hi = all().fold(f64::NEG_INFINITY, f64::max);
    let room = 0.04 * (hi - lo);
    let mut left = bands.axes();
    for [a, b] in &density.gaps {
        left = left.horizontal_strip(*a, *b, Color::SHADE);
    }
    let right = density_plot_sideways(&density.energies, &density.dos, &density.gaps);
    let right = right.y_label("").without_y_numbers();
    let [left, right] = [left, right].map(|axes| axes.y_range(lo - room, hi + room));
    Figure::new(left).beside(right, 0.4)
}

/// Sorts things by the bands that they belong to.
fn by_band<T: Clone>(bands: &[usize], things: &[T]) -> BTreeMap<usize, Vec<T>> {
    let mut sorted: BTreeMap<usize, Vec<T>> = BTreeMap::new();
    for (band, thing) in bands.iter().zip(things) {
        sorted.entry(*band).or_default().push(thing.clone());
    }
    sorted
}

/// Whether there is more than one band.
fn several(bands: &[usize]) -> bool {
    bands.iter().any(|b| Some(b) != bands.first())
}
