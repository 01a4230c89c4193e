//! Checks of `thouless-bands`: edges, gaps, slopes, densities and contours of bands over the whole zone.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use num_complex::Complex64;
use serde::Deserialize;
use thouless_bands::{
    BandEdge, DosMethod, DosSettings, Extremum, FermiSettings, GapSettings, VanHoveSettings,
    band_extremum, band_gap, bands_on_grid, density_of_states, fermi_contours, fermi_points,
    inverse_mass, van_hove_points, velocities, velocities_along,
};
use thouless_lattice::{BlochHamiltonian, KGrid, Model, Vector3};
use thouless_linalg::{Progress, eigh};

use super::Check;
use crate::error::CheckError;
use crate::model::ModelOf;
use crate::outcome::Found;
use crate::parameter::{Real, numbers};

/// Lowest and highest energy of a band over the whole zone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandEdges {
    model: ModelOf,
    band: usize,
    grid: Vec<usize>,
}

impl Check for BandEdges {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        let bands = bands_on_grid(&model, &KGrid::new(&self.grid)?, &Progress::silent())?;
        let edge = |which| band_extremum(&model, &bands, self.band, which);
        let [low, high]: [BandEdge; 2] = [edge(Extremum::Minimum)?, edge(Extremum::Maximum)?];
        let evidence = format!("at k = {} and {}", shown(&low.k), shown(&high.k));
        Ok(Found::with(vec![low.energy, high.energy], evidence))
    }
}

/// Length of the set of energies that some band reaches: the bands taken together, overlaps counted once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpectrumLength {
    model: ModelOf,
    grid: Vec<usize>,
    /// Multiplies the length.
    scale: Real,
}

impl Check for SpectrumLength {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        let bands = bands_on_grid(&model, &KGrid::new(&self.grid)?, &Progress::silent())?;
        let (mut length, mut covered) = (0.0, f64::NEG_INFINITY);
        for band in 0..bands.n_bands() {
            let low = band_extremum(&model, &bands, band, Extremum::Minimum)?.energy;
            let high = band_extremum(&model, &bands, band, Extremum::Maximum)?.energy;
            length += (high - low.max(covered)).max(0.0);
            covered = covered.max(high);
        }
        Ok((length * self.scale.0).into())
    }
}

/// Direct and indirect gap above the lowest bands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gap {
    model: ModelOf,
    below: usize,
}

impl Check for Gap {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let gap = band_gap(&self.model.model()?, self.below, &GapSettings::default())?;
        let evidence = format!("at k = {}", shown(&gap.k_direct));
        Ok(Found::with(vec![gap.direct, gap.indirect], evidence))
    }
}

/// Slopes of the bands on leaving `k` along a Cartesian direction.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Velocities {
    model: ModelOf,
    k: Vec<Real>,
    direction: [Real; 3],
}

impl Check for Velocities {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let direction = Vector3::from(self.direction.map(|x| x.0));
        Ok(velocities_along(&self.model.model()?, &numbers(&self.k), &direction)?.into())
    }
}

/// Cartesian velocity of a band at `k`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupVelocity {
    model: ModelOf,
    k: Vec<Real>,
    band: usize,
}

impl Check for GroupVelocity {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let all = velocities(&self.model.model()?, &numbers(&self.k))?;
        let missing = CheckError::OutOfRange { what: "band", index: self.band, count: all.len() };
        let velocity = all.get(self.band).ok_or(missing)?;
        Ok(vec![velocity.x, velocity.y, velocity.z].into())
    }
}

/// Modulus of the element of `∂H/∂k` along a Cartesian direction between the states of two bands, which measures
/// where the orbitals sit: the matrix element of light.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InterbandVelocity {
    model: ModelOf,
    k: Vec<Real>,
    direction: [Real; 3],
    bands: [usize; 2],
}

impl Check for InterbandVelocity {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let (model, k) = (self.model.model()?, numbers(&self.k));
        let states = eigh(&model.hamiltonian(&k)?)?.vectors;
        let count = states.ncols();
        if let Some(index) = self.bands.into_iter().find(|band| *band >= count) {
            return Err(CheckError::OutOfRange { what: "band", index, count });
        }
        let direction = Vector3::from(self.direction.map(|x| x.0)).normalize();
        let mut slope = DMatrix::zeros(count, count);
        let mut along = slope.clone();
        for (axis, a) in model.lattice().vectors().iter().enumerate() {
            model.derivative_into(&k, axis, &mut along);
            slope += &along * Complex64::from(a.dot(&direction) / TAU);
        }
        let [m, n] = self.bands.map(|band| states.column(band));
        Ok(m.dotc(&(slope * n)).norm().into())
    }
}

/// Inverse masses of a band at `k`: the elements xx, yy and xy of the Cartesian tensor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InverseMass {
    model: ModelOf,
    k: Vec<Real>,
    band: usize,
}

impl Check for InverseMass {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let mass = inverse_mass(&self.model.model()?, &numbers(&self.k), self.band)?;
        Ok(vec![mass[(0, 0)], mass[(1, 1)], mass[(0, 1)]].into())
    }
}

/// How states are spread in energy.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Spread {
    /// Normal distributions of this standard deviation.
    Gaussian(Real),
    /// Lorentzians of this half width.
    Lorentzian(Real),
}

/// Density of states per cell at single energies, by linear simplices or with broadening.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DensityAt {
    model: ModelOf,
    energies: Vec<Real>,
    grid: Vec<usize>,
    broadening: Option<Spread>,
}

impl Check for DensityAt {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        let density =
            |energy: &Real| Ok(density_at(&model, &self.grid, self.broadening, energy.0)?.0);
        let densities: Vec<f64> =
            self.energies.iter().map(density).collect::<Result<_, CheckError>>()?;
        Ok(densities.into())
    }
}

/// States per cell below single energies, by linear simplices or with broadening.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatesBelow {
    model: ModelOf,
    energies: Vec<Real>,
    grid: Vec<usize>,
    broadening: Option<Spread>,
}

impl Check for StatesBelow {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        let count =
            |energy: &Real| Ok(density_at(&model, &self.grid, self.broadening, energy.0)?.1);
        let counts: Vec<f64> =
            self.energies.iter().map(count).collect::<Result<_, CheckError>>()?;
        Ok(counts.into())
    }
}

/// Energies at which some band is stationary, each once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VanHoveEnergies {
    model: ModelOf,
}

impl Check for VanHoveEnergies {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let points = van_hove_points(&self.model.model()?, &VanHoveSettings::default())?;
        let mut energies: Vec<f64> = points.iter().map(|point| point.energy).collect();
        energies.dedup_by(|a, b| (*a - *b).abs() < 1e-6);
        Ok(Found::with(energies, format!("{} points", points.len())))
    }
}

/// Reduced wave vectors at which the bands of a chain cross an energy, in ascending order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Crossings {
    model: ModelOf,
    energy: Real,
}

impl Check for Crossings {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let found = fermi_points(&self.model.model()?, self.energy.0, &FermiSettings::default())?;
        let mut points = found.points;
        points.sort_by(f64::total_cmp);
        Ok(points.into())
    }
}

/// Fraction of the zone inside the contours of an energy: positive where lower energies are inside.
///
/// Lower energies lie to the left of a contour, so the area by Green's theorem comes with its sign; contours that
/// wind around the zone do not enclose one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnclosedArea {
    model: ModelOf,
    energy: Real,
    grid: Vec<usize>,
}

impl Check for EnclosedArea {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let settings =
            FermiSettings { grid: Some(KGrid::new(&self.grid)?), ..FermiSettings::default() };
        let contours = fermi_contours(&self.model.model()?, self.energy.0, &settings)?.contours;
        let cross = |pair: &[[f64; 2]]| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1];
        let area: f64 = contours.iter().flat_map(|line| line.windows(2)).map(cross).sum();
        Ok(Found::with(area / 2.0, format!("{} contours", contours.len())))
    }
}

/// Returns the density of states at an energy and the number of states below.
fn density_at(
    model: &Model,
    grid: &[usize],
    broadening: Option<Spread>,
    energy: f64,
) -> Result<(f64, f64), CheckError> {
    let method = match broadening {
        None => DosMethod::Tetrahedra,
        Some(Spread::Gaussian(width)) => DosMethod::Gaussian { width: width.0 },
        Some(Spread::Lorentzian(width)) => DosMethod::Lorentzian { width: width.0 },
    };
    let settings =
        DosSettings { energies: Some(vec![energy]), method, ..DosSettings::new(KGrid::new(grid)?) };
    let density = density_of_states(model, &settings)?;
    Ok((density.dos[0], density.integrated[0]))
}

/// Writes a wave vector with the digits that place it.
fn shown(k: &[f64]) -> String {
    let parts: Vec<String> = k.iter().map(|k| format!("{k:.3}")).collect();
    format!("({})", parts.join(", "))
}
