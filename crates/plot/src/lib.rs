#![doc = include_str!("../README.md")]

mod axes;
mod bands;
mod bond;
mod clip;
mod color;
mod crystal;
mod density;
mod error;
mod fermi;
mod figure;
mod heat;
mod layer;
mod markup;
mod panel;
mod pen;
mod plot;
mod png;
mod scene;
mod style;
mod surface;
mod svg;
mod text;
mod ticks;
mod zone;

pub use axes::Axes;
pub use bands::band_plot;
pub use color::{Color, ColorMap};
pub use density::{density_plot, density_plot_sideways};
pub use error::PlotError;
pub use fermi::{brillouin_zone, zone_contours};
pub use figure::Figure;
pub use heat::HeatMap;
pub use pen::{Dot, Pen};
pub use plot::{Plot, ZonePlot, bands_with_density};
pub use surface::{Triangle, surface_plot};
