//! `thouless fermi`: the Fermi contour or surface.

use clap::Args;
use serde::Serialize;
use thouless::prelude::*;

use super::arguments::{Grid, finite};
use super::failure::Failure;
use super::report::{Array, Columns, Report, Target};
use super::table::table;

/// Where the bands meet an energy: points in 1D, contours in 2D, a triangulated surface in 3D
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  thouless fermi honeycomb --energy 1.5 -o fermi.svg
  thouless fermi square --energy 0 --grid 400x400 --json")]
pub(crate) struct Fermi {
    /// Zoo name with parameters, model file, or Wannier90 output
    model: String,

    /// The energy
    #[arg(long, value_name = "E", allow_hyphen_values = true, value_parser = finite)]
    energy: f64,

    /// k-points along each reciprocal direction, as in 200x200 [default: 200x200 in the plane]
    #[arg(long)]
    grid: Option<Grid>,
}

#[derive(Serialize)]
struct FermiReport {
    model: String,
    #[serde(flatten)]
    set: FermiSet,
    #[serde(skip)]
    lattice: Lattice,
}

/// Where bands meet the energy, by dimension.
#[derive(Serialize)]
#[serde(untagged)]
enum FermiSet {
    Points(FermiPoints),
    Contours(FermiContours),
    Surface(FermiSurface),
}

impl Fermi {
    pub(crate) fn run(&self, target: &Target, progress: &Progress) -> Result<(), Failure> {
        let model = target.resolve(&self.model)?;
        let grid = self.grid.as_ref().map(|grid| grid.for_system(&model)).transpose()?;
        let settings = FermiSettings { grid, progress: progress.clone() };
        let set = match model.dimension() {
            1 => FermiSet::Points(fermi_points(&model, self.energy, &settings)?),
            2 => FermiSet::Contours(fermi_contours(&model, self.energy, &settings)?),
            3 => FermiSet::Surface(fermi_surface(&model, self.energy, &settings)?),
            _ => {
                return Err(Failure::input(
                    format!("{} has no periodic direction, so no Fermi contour", model.name()),
                    "choose a model with 1 to 3 periodic directions",
                ));
            }
        };
        let (model, lattice) = (model.name().to_owned(), model.lattice().clone());
        target.deliver(&FermiReport { model, set, lattice })
    }
}

/// A corner of a piece: a point, a polyline or a triangle.
struct Vertex {
    piece: usize,
    band: usize,
    k: Vec<f64>,
}

impl FermiReport {
    /// Every corner of every piece, in order.
    fn vertices(&self) -> Vec<Vertex> {
        let point = |piece, band: &usize, k: &[f64]| Vertex { piece, band: *band, k: k.to_vec() };
        match &self.set {
            FermiSet::Points(FermiPoints { points, bands, .. }) => {
                let pairs = points.iter().zip(bands).enumerate();
                pairs.map(|(i, (k, band))| point(i, band, &[*k])).collect()
            }
            FermiSet::Contours(FermiContours { contours, bands, .. }) => {
                let lines = contours.iter().zip(bands).enumerate();
                lines
                    .flat_map(|(i, (line, band))| line.iter().map(move |k| point(i, band, k)))
                    .collect()
            }
            FermiSet::Surface(FermiSurface { triangles, bands, .. }) => {
                let pieces = triangles.iter().zip(bands).enumerate();
                pieces
                    .flat_map(|(i, (corners, band))| corners.iter().map(move |k| point(i, band, k)))
                    .collect()
            }
        }
    }

    /// Band, number of pieces and number of vertices of each band that is met.
    fn pieces(&self) -> Vec<[usize; 3]> {
        let mut rows: Vec<[usize; 3]> = Vec::new();
        let mut last = None;
        for Vertex { piece, band, .. } in self.vertices() {
            if rows.iter().all(|row| row[0] != band) {
                rows.push([band, 0, 0]);
            }
            for row in rows.iter_mut().filter(|row| row[0] == band) {
                row[1] += usize::from(last != Some(piece));
                row[2] += 1;
            }
            last = Some(piece);
        }
        rows
    }
}

impl Report for FermiReport {
    fn table(&self) -> String {
        let (noun, energy) = match &self.set {
            FermiSet::Points(set) => ("points", set.energy),
            FermiSet::Contours(set) => ("contours", set.energy),
            FermiSet::Surface(set) => ("triangles", set.energy),
        };
        let rows = self.pieces();
        if rows.is_empty() {
            return format!("{}: no band meets E = {energy}", self.model);
        }
        let body = table(
            &["band", noun, "vertices"],
            rows.iter().map(|row| row.map(|n| n.to_string()).to_vec()),
        );
        format!("{}: bands that meet E = {energy}\n{body}", self.model)
    }

    fn figure(&self) -> Result<Figure, Failure> {
        match &self.set {
            FermiSet::Points(_) => Err(Failure::input(
                "Fermi points of a chain have no picture of their own",
                "draw `thouless bands MODEL --fermi E -o bands.svg`, or write .json or .csv",
            )),
            FermiSet::Contours(set) => Ok(set.figure(&self.lattice)),
            FermiSet::Surface(set) => Ok(set.figure(&self.lattice)),
        }
    }

    fn columns(&self) -> Columns {
        let vertices = self.vertices();
        let dimension = self.lattice.dimension();
        let coordinates = (1..=dimension).map(|i| format!("k{i}"));
        let header = ["piece", "band"].map(str::to_owned).into_iter().chain(coordinates).collect();
        let rows = vertices.iter().map(|Vertex { piece, band, k }| {
            let numbers = k.iter().map(f64::to_string);
            [piece.to_string(), band.to_string()].into_iter().chain(numbers).collect()
        });
        Columns { header, rows: rows.collect() }
    }

    fn arrays(&self) -> Result<Vec<Array>, Failure> {
        let vertices = self.vertices();
        let k: Vec<Vec<f64>> = vertices.iter().map(|vertex| vertex.k.clone()).collect();
        Ok(vec![
            Array::matrix("k", &k),
            Array::vector("piece", vertices.iter().map(|v| v.piece as f64).collect()),
            Array::vector("band", vertices.iter().map(|v| v.band as f64).collect()),
        ])
    }
}
