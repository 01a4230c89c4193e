//! Checks of `thouless-lattice`: the Bloch Hamiltonian and what a model must obey.

use nalgebra::DMatrix;
use num_complex::Complex64;
use serde::Deserialize;
use thouless_lattice::{BlochHamiltonian, Description, Model, Wannier90};
use thouless_linalg::eigvalsh;

use super::Check;
use super::hermitian::{at_places, largest};
use crate::error::CheckError;
use crate::model::ModelOf;
use crate::outcome::Found;
use crate::parameter::{Real, numbers};

/// Eigenvalues of `H(k)` in ascending order, or those of the given places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlochEnergies {
    model: ModelOf,
    k: Vec<Real>,
    places: Option<Vec<usize>>,
}

impl Check for BlochEnergies {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let energies = eigvalsh(&self.model.model()?.hamiltonian(&numbers(&self.k))?)?;
        Ok(at_places(energies, self.places.as_deref())?.into())
    }
}

/// Real and imaginary part of an element of `H(k)`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlochElement {
    model: ModelOf,
    k: Vec<Real>,
    row: usize,
    col: usize,
}

impl Check for BlochElement {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let h = self.model.model()?.hamiltonian(&numbers(&self.k))?;
        let index = self.row.max(self.col);
        let missing = CheckError::OutOfRange { what: "orbital", index, count: h.nrows() };
        let element = h.get((self.row, self.col)).ok_or(missing)?;
        Ok(vec![element.re, element.im].into())
    }
}

/// Largest modulus in `H(k + G) − V H(k) V†` over wave vectors of no symmetry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmbeddingDefect {
    model: ModelOf,
    g: Vec<i32>,
}

impl Check for EmbeddingDefect {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        let embedding = model.embedding(&self.g);
        let mut worst = 0.0_f64;
        for k in spread(model.dimension()) {
            let shifted: Vec<f64> = k.iter().zip(&self.g).map(|(k, g)| k + f64::from(*g)).collect();
            let there = embedding.conjugate(&model.hamiltonian(&k)?);
            worst = worst.max(largest(&(model.hamiltonian(&shifted)? - there)));
        }
        Ok(worst.into())
    }
}

/// How the spectrum may be mirrored.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Mirror {
    /// `E(k) = E(−k)`.
    K,
    /// `E(k) = −E(k)`.
    Energy,
    /// `E(k) = −E(−k)`.
    Both,
}

/// Largest distance between a spectrum and its mirror image over wave vectors of no symmetry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpectrumMirrorDefect {
    model: ModelOf,
    mirror: Mirror,
}

impl Check for SpectrumMirrorDefect {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        let energies =
            |k: &[f64]| -> Result<Vec<f64>, CheckError> { Ok(eigvalsh(&model.hamiltonian(k)?)?) };
        let mut worst = 0.0_f64;
        for k in spread(model.dimension()) {
            let opposite: Vec<f64> = k.iter().map(|k| -k).collect();
            let negated = |list: Vec<f64>| list.into_iter().rev().map(|e| -e).collect();
            let image = match self.mirror {
                Mirror::K => energies(&opposite)?,
                Mirror::Energy => negated(energies(&k)?),
                Mirror::Both => negated(energies(&opposite)?),
            };
            let distance =
                energies(&k)?.iter().zip(&image).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            worst = worst.max(distance);
        }
        Ok(worst.into())
    }
}

/// Largest distance between neighbours in the pairs (0, 1), (2, 3), … of bands, over wave vectors of no symmetry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairSplitting {
    model: ModelOf,
}

impl Check for PairSplitting {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        let mut worst = 0.0_f64;
        for k in spread(model.dimension()) {
            let energies = eigvalsh(&model.hamiltonian(&k)?)?;
            let splitting =
                energies.chunks_exact(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
            worst = worst.max(splitting);
        }
        Ok(worst.into())
    }
}

/// Moments `tr (H/scale)^n` per orbital, `n` = 1, 2, …, by the trace over a grid of more than `n` points in each
/// direction, on which a sum over a Brillouin zone of a sum of harmonics up to `n` is exact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Moments {
    model: ModelOf,
    scale: Real,
    orders: Vec<u32>,
}

impl Check for Moments {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        Ok(self
            .orders
            .iter()
            .map(|order| power_trace(&model, *order, self.scale.0))
            .collect::<Result<Vec<_>, _>>()?
            .into())
    }
}

/// Chebyshev moments `tr T_n(H/scale)` per orbital, on the grid of [`Moments`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChebyshevMoments {
    model: ModelOf,
    scale: Real,
    orders: Vec<u32>,
}

impl Check for ChebyshevMoments {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        let moment = |order: &u32| {
            average(&model, *order, |h| {
                let h = h / Complex64::from(self.scale.0);
                let mut now = DMatrix::identity(h.nrows(), h.ncols());
                let mut next = h.clone();
                for _ in 0..*order {
                    let after = &h * &next * Complex64::from(2.0) - &now;
                    now = std::mem::replace(&mut next, after);
                }
                now.trace().re
            })
        };
        Ok(self.orders.iter().map(moment).collect::<Result<Vec<_>, _>>()?.into())
    }
}

/// Energies of a model cut open along some directions after so many cells, at a wave vector of the others; the
/// ones of smallest modulus, as moduli in ascending order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenLevels {
    model: ModelOf,
    /// Directions and numbers of cells.
    open: Vec<(usize, usize)>,
    k: Vec<Real>,
    count: usize,
}

impl Check for OpenLevels {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let open = self.model.model()?.open_directions(self.open.iter().copied())?;
        let energies = eigvalsh(&open.hamiltonian(&numbers(&self.k))?)?;
        let mut moduli: Vec<f64> = energies.iter().map(|e| e.abs()).collect();
        moduli.sort_by(f64::total_cmp);
        at_places(moduli, Some(&(0..self.count).collect::<Vec<_>>())).map(Found::from)
    }
}

/// Largest difference of an energy between a model and itself written to files and read back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoundTripDefect {
    model: ModelOf,
    format: Format,
}

/// File formats that are both written and read.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Format {
    /// A TOML model file.
    Toml,
    /// Wannier90's `_hr.dat` with `.win` and `_centres.xyz`.
    Wannier90,
}

impl Check for RoundTripDefect {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let model = self.model.model()?;
        let again = match self.format {
            Format::Toml => Description::parse(&model.to_toml(), "round trip")?.model()?,
            Format::Wannier90 => {
                let folder = tempfile::tempdir()?;
                let [hr, ..] = model.write_wannier90(&folder.path().join("round_hr.dat"))?;
                Wannier90::open(&hr)?.model()?
            }
        };
        let mut worst = 0.0_f64;
        for k in spread(model.dimension()) {
            // Wannier90 knows three directions; without hoppings the energies do not depend on the others
            let mut k_again = k.clone();
            k_again.resize(again.dimension(), 0.1);
            let (h, h_again) = (model.hamiltonian(&k)?, again.hamiltonian(&k_again)?);
            let (here, there) = (eigvalsh(&h)?, eigvalsh(&h_again)?);
            worst = here.iter().zip(&there).map(|(a, b)| (a - b).abs()).fold(worst, f64::max);
        }
        Ok(worst.into())
    }
}

/// Numbers of hoppings that meet at each site.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Coordination {
    model: ModelOf,
}

impl Check for Coordination {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let numbers = self.model.model()?.coordination();
        Ok(numbers.into_iter().map(|number| number as f64).collect::<Vec<_>>().into())
    }
}

/// Returns `tr (H/scale)^order` per orbital.
fn power_trace(model: &Model, order: u32, scale: f64) -> Result<f64, CheckError> {
    average(model, order, |h| {
        let h = h / Complex64::from(scale);
        let mut power = DMatrix::identity(h.nrows(), h.ncols());
        for _ in 0..order {
            power = &power * &h;
        }
        power.trace().re
    })
}

/// Averages over a grid fine enough for harmonics up to `order` times the range of the hoppings, per orbital.
fn average(
    model: &Model,
    order: u32,
    f: impl Fn(&DMatrix<Complex64>) -> f64,
) -> Result<f64, CheckError> {
    let counts: Vec<u32> =
        (0..model.dimension()).map(|axis| order * model.range(axis).unsigned_abs() + 1).collect();
    let total: u32 = counts.iter().product();
    let mut sum = 0.0;
    for number in 0..total {
        let mut rest = number;
        let k: Vec<f64> = counts
            .iter()
            .map(|count| {
                let index = rest % count;
                rest /= count;
                f64::from(index) / f64::from(*count)
            })
            .collect();
        sum += f(&model.hamiltonian(&k)?);
    }
    Ok(sum / f64::from(total) / model.n_orbitals() as f64)
}

/// Wave vectors of no symmetry, by the additive recurrence of irrational strides.
pub(super) fn spread(dimension: usize) -> impl Iterator<Item = Vec<f64>> {
    const STRIDES: [f64; 3] = [0.618_033_988_749_895, 0.754_877_666_246_693, 0.569_840_290_998_053];
    (1..=12).map(move |i| {
        STRIDES.iter().take(dimension).map(|stride| (f64::from(i) * stride).fract() - 0.5).collect()
    })
}
