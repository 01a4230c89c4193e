//! Derivatives of the bands at one wave vector, by perturbation theory.

use std::f64::consts::TAU;
use std::ops::Range;

use nalgebra::{DMatrix, DVector};
use num_complex::Complex64;
use thouless_lattice::BlochHamiltonian;

use crate::BandsError;
use crate::solve::PointSolver;

/// Bands closer than this, relative to [`LocalBands::scale`], count as degenerate.
pub(crate) const DEGENERATE: f64 = 1e-8;

/// Energies at one `k`, and $`\langle m | \partial_a H | n \rangle`$ in the basis of the states there.
pub(crate) struct LocalBands {
    pub(crate) k: Vec<f64>,
    pub(crate) energies: Vec<f64>,
    pub(crate) states: DMatrix<Complex64>,
    /// One matrix for each reduced direction.
    pub(crate) slopes: Vec<DMatrix<Complex64>>,
}

impl LocalBands {
    pub(crate) fn at<H: BlochHamiltonian>(
        solver: &mut PointSolver<'_, H>,
        k: &[f64],
    ) -> Result<Self, BandsError> {
        let h = solver.h();
        let n = h.n_bands();
        let (energies, states) = solver.states(k)?;
        let (energies, states) = (energies.to_vec(), states.clone());
        let mut dh = DMatrix::zeros(n, n);
        let slopes = (0..k.len())
            .map(|axis| {
                h.derivative_into(k, axis, &mut dh);
                states.ad_mul(&(&dh * &states))
            })
            .collect();
        Ok(Self { k: k.to_vec(), energies, states, slopes })
    }

    /// Size of the energies and of what they change by across the zone; at a Dirac point at energy 0
    /// the energies alone say nothing.
    pub(crate) fn scale(&self) -> f64 {
        let energies = self.energies.iter().fold(0.0_f64, |s, e| s.max(e.abs()));
        let changes = self.slopes.iter().map(DMatrix::camax).fold(0.0, f64::max);
        energies + changes / TAU
    }

    /// The bands degenerate with `band`.
    pub(crate) fn group(&self, band: usize) -> Range<usize> {
        let touches = |upper: usize| {
            self.energies[upper] - self.energies[upper - 1] <= DEGENERATE * self.scale()
        };
        let mut first = band;
        while first > 0 && touches(first) {
            first -= 1;
        }
        let mut end = band + 1;
        while end < self.energies.len() && touches(end) {
            end += 1;
        }
        first..end
    }

    /// Distance in energy from a group to the nearest band outside.
    pub(crate) fn isolation(&self, group: &Range<usize>) -> f64 {
        let e = &self.energies;
        let below =
            if group.start > 0 { e[group.start] - e[group.start - 1] } else { f64::INFINITY };
        let above =
            if group.end < e.len() { e[group.end] - e[group.end - 1] } else { f64::INFINITY };
        below.min(above)
    }

    /// $`\partial_a E_n = \langle n | \partial_a H | n \rangle`$ by reduced directions, the mean over a
    /// group of bands that are degenerate everywhere.
    pub(crate) fn gradient(&self, group: &Range<usize>) -> DVector<f64> {
        let mean = |s: &DMatrix<Complex64>| {
            group.clone().map(|n| s[(n, n)].re).sum::<f64>() / group.len() as f64
        };
        DVector::from_iterator(self.slopes.len(), self.slopes.iter().map(mean))
    }

    /// The second derivatives by reduced directions, the mean over a group as in
    /// [`LocalBands::gradient`]: the sum over intermediate states leaves out the group.
    pub(crate) fn hessian(&self, h: &impl BlochHamiltonian, group: &Range<usize>) -> DMatrix<f64> {
        let d = self.slopes.len();
        let n_bands = self.energies.len();
        let mut d2h = DMatrix::zeros(n_bands, n_bands);
        let mut hessian = DMatrix::zeros(d, d);
        for a in 0..d {
            for b in 0..=a {
                h.second_derivative_into(&self.k, [a, b], &mut d2h);
                let mut sum = 0.0;
                for n in group.clone() {
                    let state = self.states.column(n);
                    sum += state.dotc(&(&d2h * state)).re;
                    for m in (0..n_bands).filter(|m| !group.contains(m)) {
                        let product = self.slopes[a][(n, m)] * self.slopes[b][(m, n)];
                        sum += 2.0 * product.re / (self.energies[n] - self.energies[m]);
                    }
                }
                hessian[(a, b)] = sum / group.len() as f64;
                hessian[(b, a)] = hessian[(a, b)];
            }
        }
        hessian
    }
}

/// The bands degenerate with `band` at `k`, where they are so in the neighbourhood too, as the bands
/// of two spins are; `None` where bands meet at `k` alone.
pub(crate) fn lasting_group<H: BlochHamiltonian>(
    solver: &mut PointSolver<'_, H>,
    local: &LocalBands,
    band: usize,
) -> Result<Option<Range<usize>>, BandsError> {
    let group = local.group(band);
    if group.len() == 1 {
        return Ok(Some(group));
    }
    let beside: Vec<f64> =
        local.k.iter().zip([3.1e-3, 7.7e-3, 5.3e-3]).map(|(k, step)| k + step).collect();
    let energies = solver.energies(&beside)?;
    let splitting = energies[group.end - 1] - energies[group.start];
    Ok((splitting <= DEGENERATE * local.scale()).then_some(group))
}
