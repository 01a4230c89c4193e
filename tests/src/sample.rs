//! The finite sample of an entry.

use num_complex::Complex64;
use serde::Deserialize;
use thouless_lattice::expr::Expr;
use thouless_lattice::shape::{CellBlock, Disk, Polygon, Shape};
use thouless_lattice::{Anderson, FieldGauge, Model, Sample, SampleBuilder, Vacancies, Vector3};

use crate::error::CheckError;
use crate::model::ModelOf;
use crate::parameter::Real;

/// A piece of a model with what is put on it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SampleOf {
    model: ModelOf,
    shape: ShapeOf,
    /// Sites taken out again.
    remove: Option<ShapeOf>,
    /// Directions in which it closes, with the numbers of cells.
    #[serde(default)]
    periodic: Vec<(usize, usize)>,
    /// Directions with the angles of their boundary conditions.
    #[serde(default)]
    twist: Vec<(usize, Real)>,
    /// Flux quanta per cell.
    #[serde(default = "zero")]
    flux: Real,
    /// Gauge of the uniform field.
    #[serde(default)]
    gauge: GaugeOf,
    /// Expression of `x`, `y`, `z` by which the gauge is changed, in turns.
    gauge_function: Option<String>,
    /// Expressions of `x`, `y`, `z` for the components of a vector potential, in flux quanta per length.
    vector_potential: Option<[String; 3]>,
    /// Point and flux quanta of a thin tube.
    tube: Option<([Real; 2], Real)>,
    /// Expression of `x`, `y`, `z`.
    potential: Option<String>,
    /// Width of the box that Anderson's energies are drawn from.
    anderson: Option<Real>,
    /// Concentration of vacancies.
    vacancies: Option<Real>,
}

/// What a sample is cut with.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum ShapeOf {
    /// The block of so many cells from the origin.
    Cells([usize; 3]),
    /// Center and radius.
    Disk([Real; 2], Real),
    /// Corners.
    Polygon(Vec<[Real; 2]>),
}

/// Gauge of the uniform field.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GaugeOf {
    #[default]
    LandauY,
    LandauX,
    Symmetric,
}

fn zero() -> Real {
    Real(0.0)
}

impl SampleOf {
    /// Returns the model that it is cut from.
    pub(crate) fn model(&self) -> Result<Model, CheckError> {
        self.model.model()
    }

    /// Returns the sample with the disorder of that seed.
    pub(crate) fn sample(&self, seed: u64) -> Result<Sample, CheckError> {
        let model = self.model()?;
        let parse = |text: &String| Expr::parse(text, &["x", "y", "z"]);
        let potential = self.potential.as_ref().map(parse).transpose()?;
        let chi = self.gauge_function.as_ref().map(parse).transpose()?;
        let components = self.vector_potential.iter().flatten().map(parse);
        let components = components.collect::<Result<Vec<_>, _>>()?;
        let gauge = match self.gauge {
            GaugeOf::LandauY => FieldGauge::Landau(Vector3::y()),
            GaugeOf::LandauX => FieldGauge::Landau(Vector3::x()),
            GaugeOf::Symmetric => FieldGauge::Symmetric,
        };
        let mut builder = model.cut(self.shape.shape()).flux_per_cell(self.flux.0).gauge(gauge);
        if let Some(shape) = &self.remove {
            builder = builder.remove(shape.shape());
        }
        for (direction, n_cells) in &self.periodic {
            builder = builder.periodic(*direction, *n_cells);
        }
        for (direction, angle) in &self.twist {
            builder = builder.twist(*direction, angle.0);
        }
        if let Some((at, quanta)) = &self.tube {
            builder = builder.flux_tube(at.map(|x| x.0), quanta.0);
        }
        if let Some(potential) = &potential {
            builder = builder.potential(|r| value(potential, r));
        }
        if let Some(chi) = &chi {
            builder = builder.gauge_function(|r| value(chi, r));
        }
        if let [x, y, z] = components.as_slice() {
            builder =
                builder.vector_potential(|r| Vector3::new(value(x, r), value(y, r), value(z, r)));
        }
        Ok(self.disordered(builder, seed).build()?)
    }

    fn disordered<'a>(&self, builder: SampleBuilder<'a>, seed: u64) -> SampleBuilder<'a> {
        let builder = match self.anderson {
            Some(width) => builder.disorder(Anderson { width: width.0, seed }),
            None => builder,
        };
        match self.vacancies {
            Some(concentration) => {
                builder.disorder(Vacancies { concentration: concentration.0, seed })
            }
            None => builder,
        }
    }
}

/// The value of an expression at a point; what has none becomes NaN, which the sample refuses.
fn value(expression: &Expr, r: Vector3) -> f64 {
    expression.real(&[r.x, r.y, r.z].map(Complex64::from)).unwrap_or(f64::NAN)
}

impl ShapeOf {
    fn shape(&self) -> Box<dyn Shape> {
        match self {
            Self::Cells(counts) => Box::new(CellBlock::new(*counts)),
            Self::Disk(center, radius) => {
                let [x, y] = center.map(|x| x.0);
                Box::new(Disk::new(radius.0).translated(Vector3::new(x, y, 0.0)))
            }
            Self::Polygon(points) => {
                let points: Vec<[f64; 2]> = points.iter().map(|point| point.map(|x| x.0)).collect();
                Box::new(Polygon::new(&points))
            }
        }
    }
}
