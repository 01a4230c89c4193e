//! Checks of the sparse factorization on finite samples: counts of levels, levels at a target, folded samples.

use serde::Deserialize;
use thouless_lattice::Sample;
use thouless_linalg::{
    AnalysisSettings, Csr, FactorSettings, NearestSettings, Progress, Scalar, SparseAnalysis,
    SparseLdl, lanczos_nearest, levels_below,
};

use super::Check;
use crate::error::CheckError;
use crate::outcome::Found;
use crate::parameter::{Real, numbers};
use crate::sample::SampleOf;

/// What is computed from a real or a complex matrix, and the analysis of its pattern.
trait Task {
    fn run<T: Scalar>(&self, h: &Csr<T>, analysis: &SparseAnalysis) -> Result<Found, CheckError>;
}

/// Analyses the matrix of a sample, real where it can be, with the positions of its sites.
fn with_matrix(sample: &Sample, kept: &[usize], task: &impl Task) -> Result<Found, CheckError> {
    let site = |orbital| sample.site_of_orbital(orbital).and_then(|site| sample.position(site));
    let points: Option<Vec<[f64; 3]>> =
        (0..sample.n_orbitals()).map(|orbital| site(orbital).map(|r| [r.x, r.y, r.z])).collect();
    let settings =
        AnalysisSettings { coordinates: points.as_deref(), kept, ..AnalysisSettings::default() };
    match sample.real_matrix() {
        Some(real) => task.run(&real, &SparseAnalysis::new(&real, &settings)?),
        None => task.run(sample.matrix(), &SparseAnalysis::new(sample.matrix(), &settings)?),
    }
}

/// Numbers of levels of a sample below some energies, by inertia.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelsBelow {
    sample: SampleOf,
    energies: Vec<Real>,
}

impl Check for LevelsBelow {
    fn evaluate(&self) -> Result<Found, CheckError> {
        with_matrix(&self.sample.sample(0)?, &[], self)
    }
}

impl Task for LevelsBelow {
    fn run<T: Scalar>(&self, h: &Csr<T>, analysis: &SparseAnalysis) -> Result<Found, CheckError> {
        let counts =
            levels_below(h, analysis, &numbers(&self.energies), &FactorSettings::default())?;
        let evidence = format!("{} rows, {:.0} entries of L", h.n_rows(), analysis.fill());
        let below: Vec<f64> = counts.iter().map(|count| count.below as f64).collect();
        Ok(Found::with(below, evidence))
    }
}

/// The levels of a sample nearest a target in ascending order, by shift-invert Lanczos; at last how many levels
/// inertia counts in the interval that they fill.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NearestLevels {
    sample: SampleOf,
    target: Real,
    count: usize,
}

impl Check for NearestLevels {
    fn evaluate(&self) -> Result<Found, CheckError> {
        with_matrix(&self.sample.sample(0)?, &[], self)
    }
}

impl Task for NearestLevels {
    fn run<T: Scalar>(&self, h: &Csr<T>, analysis: &SparseAnalysis) -> Result<Found, CheckError> {
        let settings = NearestSettings { n_values: self.count, ..NearestSettings::default() };
        let found = lanczos_nearest(h, analysis, self.target.0, &settings, &Progress::silent())?;
        let residual = found.residuals.iter().copied().fold(0.0, f64::max);
        let ([low, high], [below, up_to]) = (found.interval, found.below);
        let evidence =
            format!("residual {residual:.1e}, {} levels in [{low:.6}, {high:.6}]", up_to - below);
        let mut values = found.values;
        values.push((up_to - below) as f64);
        Ok(Found::with(values, evidence))
    }
}

/// The matrix onto which `H − E` of a sample is folded on some orbitals: real parts of its entries, row by row.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FoldedMatrix {
    sample: SampleOf,
    onto: Vec<usize>,
    energy: Real,
}

impl Check for FoldedMatrix {
    fn evaluate(&self) -> Result<Found, CheckError> {
        with_matrix(&self.sample.sample(0)?, &self.onto, self)
    }
}

impl Task for FoldedMatrix {
    fn run<T: Scalar>(&self, h: &Csr<T>, analysis: &SparseAnalysis) -> Result<Found, CheckError> {
        let settings = FactorSettings { shift: self.energy.0, ..FactorSettings::default() };
        let ldl = SparseLdl::new(analysis, h, &settings)?;
        let folded = ldl.schur_complement()?;
        let entries: Vec<f64> = folded.transpose().iter().map(|entry| entry.real()).collect();
        let evidence = format!("growth {:.1}, {} delayed", ldl.growth(), ldl.delayed_pivots());
        Ok(Found::with(entries, evidence))
    }
}

/// Sign of `det (H − E)` of a sample.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeterminantSign {
    sample: SampleOf,
    energy: Real,
}

impl Check for DeterminantSign {
    fn evaluate(&self) -> Result<Found, CheckError> {
        with_matrix(&self.sample.sample(0)?, &[], self)
    }
}

impl Task for DeterminantSign {
    fn run<T: Scalar>(&self, h: &Csr<T>, analysis: &SparseAnalysis) -> Result<Found, CheckError> {
        let settings = FactorSettings { shift: self.energy.0, ..FactorSettings::default() };
        let sign = SparseLdl::new(analysis, h, &settings)?.determinant_sign()?;
        Ok(f64::from(sign).into())
    }
}
