//! `thouless dos`: density of states.

use clap::Args;
use serde::Serialize;
use thouless::prelude::*;

use super::arguments::{Grid, Range, positive};
use super::failure::Failure;
use super::report::{Array, Columns, Report, Target};
use super::table::table;

/// Density of states per unit cell; its integral is the number of bands
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  thouless dos honeycomb -o dos.svg
  thouless dos haldane --grid 400x400 --energies -4:4:801 --json
  thouless dos square --broadening 0.05 -o dos.csv")]
pub(crate) struct Dos {
    /// Zoo name with parameters, model file, or Wannier90 output
    model: String,

    /// k-points along each reciprocal direction, as in 200x200 [default: 200x200 for a sheet]
    #[arg(long)]
    grid: Option<Grid>,

    /// Gaussian width in energy; linear tetrahedra where left out
    #[arg(long, value_name = "WIDTH", allow_hyphen_values = true, value_parser = positive)]
    broadening: Option<f64>,

    /// Energies as first:last:number [default: 1001 over all bands]
    #[arg(long, allow_hyphen_values = true)]
    energies: Option<Range>,
}

#[derive(Serialize)]
struct DosReport {
    model: String,
    #[serde(flatten)]
    dos: DensityOfStates,
}

impl Dos {
    pub(crate) fn run(&self, target: &Target, progress: &Progress) -> Result<(), Failure> {
        let model = target.resolve(&self.model)?;
        let mut settings = match &self.grid {
            Some(grid) => DosSettings::new(grid.for_system(&model)?),
            None => DosSettings::for_system(&model)?,
        };
        settings.energies = self.energies.map(Range::values);
        if let Some(width) = self.broadening {
            settings.method = DosMethod::Gaussian { width };
        }
        settings.progress = progress.clone();
        let dos = density_of_states(&model, &settings)?;
        target.deliver(&DosReport { model: model.name().to_owned(), dos })
    }
}

impl Report for DosReport {
    fn table(&self) -> String {
        let DensityOfStates { energies, integral, n_bands, gaps, .. } = &self.dos;
        let ends = [energies.first(), energies.last()].map(|e| e.copied().unwrap_or(f64::NAN));
        let heading = format!(
            "{}: {integral:.6} states per cell between E = {} and {} (the model has {n_bands})",
            self.model, ends[0], ends[1],
        );
        if gaps.is_empty() {
            return format!("{heading}\nno gap between bands");
        }
        let below = |energy: f64| {
            let i = energies.partition_point(|e| *e < energy);
            self.dos.integrated.get(i).map_or("-".to_owned(), |n| format!("{n:.6}"))
        };
        let rows = gaps.iter().map(|[lo, hi]| {
            let numbers = [*lo, *hi, hi - lo].map(|e| format!("{e:.6}"));
            numbers.into_iter().chain([below(0.5 * (lo + hi))]).collect()
        });
        let body = table(&["gap from E", "to E", "width", "states below per cell"], rows);
        format!("{heading}\n{body}")
    }

    fn figure(&self) -> Result<Figure, Failure> {
        Ok(self.dos.figure())
    }

    fn columns(&self) -> Columns {
        let header = ["energy", "dos", "integrated"].map(str::to_owned).to_vec();
        let columns = self.dos.energies.iter().zip(&self.dos.dos).zip(&self.dos.integrated);
        let rows = columns.map(|((e, d), n)| [e, d, n].map(f64::to_string).to_vec());
        Columns { header, rows: rows.collect() }
    }

    fn arrays(&self) -> Result<Vec<Array>, Failure> {
        Ok(vec![
            Array::vector("dos", self.dos.dos.clone()),
            Array::vector("energies", self.dos.energies.clone()),
            Array::vector("integrated", self.dos.integrated.clone()),
        ])
    }
}
