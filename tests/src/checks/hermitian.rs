//! Checks of eigenvalues of Hermitian matrices, one at a time and in batches.

use nalgebra::DMatrix;
use num_complex::Complex64;
use serde::Deserialize;
use thouless_linalg::{HermitianBatch, LANES, eigvalsh};

use super::Check;
use crate::error::CheckError;
use crate::outcome::Found;
use crate::parameter::MatrixOf;

/// All eigenvalues of a Hermitian matrix in ascending order, or those of the given places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HermitianEigenvalues {
    matrix: MatrixOf,
    places: Option<Vec<usize>>,
}

impl Check for HermitianEigenvalues {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let values = eigvalsh(&self.matrix.matrix()?)?;
        Ok(at_places(values, self.places.as_deref())?.into())
    }
}

/// Eigenvalues of one matrix of a batch of small ones, which differ by `x`, the number of the lane.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BatchEigenvalues {
    matrix: MatrixOf,
    lane: usize,
    /// Whether the eigenvectors are computed too, by another kernel.
    vectors: bool,
}

impl Check for BatchEigenvalues {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let mut batch = batch_of(&self.matrix, self.lane)?;
        let n = batch.n();
        let values = if self.vectors { batch.eigen()?.values() } else { batch.eigenvalues()? };
        Ok((0..n).map(|band| values.value(self.lane, band)).collect::<Vec<_>>().into())
    }
}

/// Largest moduli in `H V − V E` and `V† V − 1` for one matrix of such a batch.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BatchDefect {
    matrix: MatrixOf,
    lane: usize,
}

impl Check for BatchDefect {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let mut batch = batch_of(&self.matrix, self.lane)?;
        let n = batch.n();
        let eigen = batch.eigen()?;
        let v = DMatrix::from_fn(n, n, |row, band| eigen.vector(self.lane, row, band));
        let energies = DMatrix::from_fn(n, n, |i, j| {
            Complex64::from(if i == j { eigen.value(self.lane, i) } else { 0.0 })
        });
        let residual = self.matrix.at(self.lane as f64)? * &v - &v * energies;
        let unit = v.adjoint() * &v - DMatrix::identity(n, n);
        Ok(vec![largest(&residual), largest(&unit)].into())
    }
}

/// The batch whose lanes hold the matrix at `x` = 0, 1, …
fn batch_of(matrix: &MatrixOf, lane: usize) -> Result<HermitianBatch, CheckError> {
    if lane >= LANES {
        return Err(CheckError::OutOfRange { what: "lane", index: lane, count: LANES });
    }
    let n = matrix.matrix()?.nrows();
    let mut batch = HermitianBatch::new(n)?;
    for lane in 0..LANES {
        let matrix = matrix.at(lane as f64)?;
        for (row, col) in (0..n).flat_map(|row| (0..=row).map(move |col| (row, col))) {
            batch.set(lane, row, col, matrix[(row, col)]);
        }
    }
    Ok(batch)
}

/// Largest modulus of an element.
pub(super) fn largest(matrix: &DMatrix<Complex64>) -> f64 {
    matrix.iter().map(|z| z.norm()).fold(0.0, f64::max)
}

/// Takes the values at the given places, or all.
pub(super) fn at_places(
    values: Vec<f64>,
    places: Option<&[usize]>,
) -> Result<Vec<f64>, CheckError> {
    let Some(places) = places else { return Ok(values) };
    let count = values.len();
    let at = |&index: &usize| {
        values.get(index).copied().ok_or(CheckError::OutOfRange {
            what: "eigenvalue",
            index,
            count,
        })
    };
    places.iter().map(at).collect()
}
