//! Checks of finite samples: their sites, their spectra, their moments with and without disorder.

use nalgebra::DMatrix;
use num_complex::Complex64;
use serde::Deserialize;
use thouless_lattice::Sample;
use thouless_linalg::{Block, Csr, LanczosSettings, Progress, lanczos_lowest};

use super::Check;
use super::hermitian::{at_places, largest};
use crate::error::CheckError;
use crate::outcome::Found;
use crate::sample::SampleOf;

/// Number of sites, and of bonds between them (pairs of sites with an element that is not zero).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleSize {
    sample: SampleOf,
}

impl Check for SampleSize {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let sample = self.sample.sample(0)?;
        let site = |orbital| sample.site_of_orbital(orbital);
        let mut bonds: Vec<_> = sample
            .matrix()
            .triplets()
            .filter(|(row, col, z)| z.norm() > 0.0 && site(*row) < site(*col))
            .map(|(row, col, _)| (site(row), site(col)))
            .collect();
        bonds.sort_unstable();
        bonds.dedup();
        Ok(vec![sample.n_sites() as f64, bonds.len() as f64].into())
    }
}

/// All energies of a sample in ascending order by the dense routine, or those of the given places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleEnergies {
    sample: SampleOf,
    places: Option<Vec<usize>>,
}

impl Check for SampleEnergies {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let energies = self.sample.sample(0)?.eigenvalues()?;
        Ok(at_places(energies, self.places.as_deref())?.into())
    }
}

/// Lowest energies of a sample by Lanczos on its sparse matrix.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LowestEnergies {
    sample: SampleOf,
    count: usize,
}

impl Check for LowestEnergies {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let sample = self.sample.sample(0)?;
        let settings = LanczosSettings { n_values: self.count, ..Default::default() };
        let (values, residuals) = if let Some(real) = sample.real_matrix() {
            let found = lanczos_lowest(&real, &settings, &Progress::silent())?;
            (found.values, found.residuals)
        } else {
            let found = lanczos_lowest(sample.matrix(), &settings, &Progress::silent())?;
            (found.values, found.residuals)
        };
        let worst = residuals.iter().copied().fold(0.0, f64::max);
        let small = if worst < 1e-8 { "residuals below 1e-8" } else { "residuals above 1e-8" };
        Ok(Found::with(values, small.to_owned()))
    }
}

/// Moments `tr H^n` per orbital by products with the sparse matrix, averaged over realizations of the disorder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleMoments {
    sample: SampleOf,
    orders: Vec<u32>,
    /// Number of seeds, counted from 0; their spread gives the standard error.
    #[serde(default = "one")]
    realizations: u64,
}

fn one() -> u64 {
    1
}

impl Check for SampleMoments {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let mut runs = Vec::new();
        for seed in 0..self.realizations {
            let sample = self.sample.sample(seed)?;
            let moment = |order: &u32| power_trace(sample.matrix(), *order);
            runs.push(self.orders.iter().map(moment).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(averaged(&runs))
    }
}

/// Fraction of the sites of the clean sample that are left, averaged over realizations of the vacancies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SitesLeft {
    sample: SampleOf,
    of: usize,
    realizations: u64,
}

impl Check for SitesLeft {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let left = |seed| Ok(vec![self.sample.sample(seed)?.n_sites() as f64 / self.of as f64]);
        let runs = (0..self.realizations).map(left).collect::<Result<Vec<_>, CheckError>>()?;
        Ok(averaged(&runs))
    }
}

/// Largest modulus in `H − H†`, and in the product of `H` with a block of vectors against the dense one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProductDefect {
    sample: SampleOf,
    /// Vectors in the block.
    width: usize,
}

impl Check for ProductDefect {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let sample = self.sample.sample(0)?;
        let (matrix, dense) = (sample.matrix(), sample.matrix().to_dense());
        let x = DMatrix::from_fn(dense.nrows(), self.width, |i, j| {
            Complex64::cis((i * (j + 1)) as f64) // no two columns are parallel
        });
        let mut y = Block::zeros(dense.nrows(), self.width);
        matrix.mul_block(&Block::from_dense(&x), &mut y)?;
        let product = largest(&(y.to_dense() - &dense * &x));
        let adjoint = largest(&(matrix.adjoint().to_dense() - &dense));
        Ok(vec![product, adjoint].into())
    }
}

/// Probability per time that goes over one bond in an eigenstate, `2 Im ψ_to* ⟨to|H|from⟩ ψ_from`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CurrentOnBond {
    sample: SampleOf,
    /// Cell and number in it of the site at which the bond begins.
    from: ([i32; 3], usize),
    /// Cell and number in it of the site at which it ends.
    to: ([i32; 3], usize),
    /// Number of the state, from 0 at the lowest energy.
    state: usize,
}

impl Check for CurrentOnBond {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let sample = self.sample.sample(0)?;
        let [from, to] = [orbital(&sample, self.from)?, orbital(&sample, self.to)?];
        let states = thouless_linalg::eigh(&sample.matrix().to_dense())?;
        if self.state >= states.values.len() {
            let (what, index, count) = ("state", self.state, states.values.len());
            return Err(CheckError::OutOfRange { what, index, count });
        }
        let psi = states.vectors.column(self.state);
        let hop = psi[to].conj() * sample.matrix().get(to, from) * psi[from];
        Ok((2.0 * hop.im).into())
    }
}

/// The first orbital of a site of the sample.
fn orbital(sample: &Sample, (cell, site): ([i32; 3], usize)) -> Result<usize, CheckError> {
    let orbitals = sample.site_at(cell, site).and_then(|number| sample.orbitals(number));
    let missing = CheckError::OutOfRange { what: "site", index: site, count: sample.n_sites() };
    orbitals.map(|range| range.start).ok_or(missing)
}

/// Mean of each number over the runs, and the largest of their standard errors.
fn averaged(runs: &[Vec<f64>]) -> Found {
    let n = runs.len() as f64;
    let width = runs.first().map_or(0, Vec::len);
    let column = |i: usize| runs.iter().map(move |run| run[i]);
    let means: Vec<f64> = (0..width).map(|i| column(i).sum::<f64>() / n).collect();
    let error = |(i, mean): (usize, &f64)| {
        let squares: f64 = column(i).map(|x| (x - mean).powi(2)).sum();
        (squares / (n * (n - 1.0).max(1.0))).sqrt()
    };
    let error = means.iter().enumerate().map(error).fold(0.0, f64::max);
    let evidence =
        if runs.len() > 1 { format!("{} realizations", runs.len()) } else { String::new() };
    Found { value: means.into(), error, evidence }
}

/// `tr H^order` per row, as the products of the columns of two halves of the power.
fn power_trace(matrix: &Csr<Complex64>, order: u32) -> Result<f64, CheckError> {
    const WIDTH: usize = 32;
    let n = matrix.n_rows();
    let mut trace = 0.0;
    for first in (0..n).step_by(WIDTH) {
        let width = WIDTH.min(n - first);
        let mut low = Block::zeros(n, width);
        for j in 0..width {
            low.row_mut(first + j)[j] = Complex64::ONE;
        }
        let mut high = low.clone();
        for step in 0..order {
            let mut image = Block::zeros(n, width);
            let power = if step % 2 == 0 { &mut high } else { &mut low };
            matrix.mul_block(power, &mut image)?;
            *power = image;
        }
        let pairs = low.as_slice().iter().zip(high.as_slice());
        trace += pairs.map(|(a, b)| (a.conj() * b).re).sum::<f64>();
    }
    Ok(trace / n as f64)
}
