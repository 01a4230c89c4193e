#![doc = include_str!("../README.md")]

mod axes;
mod bond;
mod clip;
mod color;
mod crystal;
mod error;
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
mod svg;
mod text;
mod ticks;

pub use axes::Axes;
pub use color::{Color, ColorMap};
pub use error::PlotError;
pub use figure::Figure;
pub use heat::HeatMap;
pub use pen::{Dot, Pen};
pub use plot::Plot;
