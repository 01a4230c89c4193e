//! `thouless bands`: energies along a path.

use clap::Args;
use serde::Serialize;
use thouless::prelude::*;

use super::arguments::{count, finite};
use super::failure::Failure;
use super::report::{Array, Columns, Report, Target};
use super::table::table;

/// Band structure along a path in the Brillouin zone
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  thouless bands haldane -o bands.svg
  thouless bands kane-mele:l_v=0.2 --path G-K-M --points 600 --fermi 0
  thouless bands silicon_hr.dat --path \"0.5,0.5,0.5; 0,0,0; 0.5,0,0.5\" --json")]
pub(crate) struct Bands {
    /// Zoo name with parameters, model file, or Wannier90 output
    model: String,

    /// High-symmetry labels (G-K-M-G) or reduced coordinates (0,0; 0.5,0) [default: by lattice]
    #[arg(long, allow_hyphen_values = true)]
    path: Option<String>,

    /// Number of k-points along the whole path
    #[arg(long, default_value = "300", allow_hyphen_values = true, value_parser = count)]
    points: usize,

    /// Energy to mark, and to read the gap at
    #[arg(long, value_name = "E", allow_hyphen_values = true, value_parser = finite)]
    fermi: Option<f64>,
}

#[derive(Serialize)]
struct BandsReport {
    model: String,
    #[serde(flatten)]
    bands: BandStructure,
    #[serde(skip_serializing_if = "Option::is_none")]
    fermi: Option<f64>,
}

impl Bands {
    pub(crate) fn run(&self, target: &Target, progress: &Progress) -> Result<(), Failure> {
        let model = target.resolve(&self.model)?;
        let path = match &self.path {
            Some(text) => KPath::parse(&model, text)?,
            None => KPath::default_for(&model),
        };
        let bands = band_structure_with(&model, &path.points(self.points), progress)?;
        let model = model.name().to_owned();
        target.deliver(&BandsReport { model, bands, fermi: self.fermi })
    }
}

impl BandsReport {
    /// Lowest and highest energy of each band on the path.
    fn extent(&self, band: usize) -> [(f64, usize); 2] {
        let mut lowest = (f64::INFINITY, 0);
        let mut highest = (f64::NEG_INFINITY, 0);
        for (i, energies) in self.bands.energies.iter().enumerate() {
            let energy = energies[band];
            if energy < lowest.0 {
                lowest = (energy, i);
            }
            if energy > highest.0 {
                highest = (energy, i);
            }
        }
        [lowest, highest]
    }

    fn n_bands(&self) -> usize {
        self.bands.energies.first().map_or(0, Vec::len)
    }
}

impl Report for BandsReport {
    fn table(&self) -> String {
        let path: Vec<_> = self.bands.ticks.iter().map(|tick| tick.label.as_str()).collect();
        let heading = format!(
            "{}: {} bands along {} ({} k-points)",
            self.model,
            self.n_bands(),
            path.join("-"),
            self.bands.k.len(),
        );
        let at = |i: usize| {
            let k: Vec<_> = self.bands.k[i].iter().map(|x| format!("{x:.4}")).collect();
            k.join(", ")
        };
        let rows = (0..self.n_bands()).map(|band| {
            let [lowest, highest] = self.extent(band);
            vec![
                band.to_string(),
                format!("{:.6}", lowest.0),
                at(lowest.1),
                format!("{:.6}", highest.0),
                at(highest.1),
            ]
        });
        let body = table(&["band", "lowest E", "at k", "highest E", "at k"], rows);
        let occupied = self.fermi.map(|fermi| {
            let crossing = (0..self.n_bands())
                .filter(|band| {
                    let [lowest, highest] = self.extent(*band);
                    lowest.0 <= fermi && fermi <= highest.0
                })
                .count();
            format!("\nbands that meet E = {fermi} on this path: {crossing}")
        });
        format!("{heading}\n{body}{}", occupied.unwrap_or_default())
    }

    fn figure(&self) -> Result<Figure, Failure> {
        let mut axes = self.bands.axes();
        if let Some(fermi) = self.fermi {
            axes = axes.horizontal_line(fermi, Pen::reference());
        }
        Ok(Figure::new(axes))
    }

    fn columns(&self) -> Columns {
        let dimension = self.bands.k.first().map_or(0, Vec::len);
        let mut header: Vec<String> = (1..=dimension).map(|i| format!("k{i}")).collect();
        header.push("distance".to_owned());
        header.extend((0..self.n_bands()).map(|band| format!("E{band}")));
        let rows = self.bands.k.iter().zip(&self.bands.distance).zip(&self.bands.energies).map(
            |((k, distance), energies)| {
                k.iter().chain([distance]).chain(energies).map(f64::to_string).collect()
            },
        );
        Columns { header, rows: rows.collect() }
    }

    fn arrays(&self) -> Result<Vec<Array>, Failure> {
        Ok(vec![
            Array::matrix("energies", &self.bands.energies),
            Array::matrix("k", &self.bands.k),
            Array::vector("distance", self.bands.distance.clone()),
        ])
    }
}
