//! Group velocities and inverse effective masses.

use nalgebra::{DMatrix, Matrix3};
use num_complex::Complex64;
use thouless_lattice::{BlochHamiltonian, Vector3};
use thouless_linalg::eigvalsh;

use crate::BandsError;
use crate::local::{LocalBands, lasting_group};
use crate::solve::PointSolver;

/// Returns the velocity $`\nabla_k E_n`$ of each band at a wave vector, Cartesian, in units of energy ×
/// length (divide by $\hbar$), with the length unit of the lattice:
///
/// ```math
/// v_n = \langle n | \nabla_k H | n \rangle
/// ```
///
/// (Hellmann and Feynman). Bands that are degenerate with the same velocity, as those of two spins,
/// are no obstacle.
///
/// # Errors
///
/// [`BandsError::Degenerate`] where bands cross, so that the velocity depends on the direction from
/// which the crossing is reached; [`velocities_along`] gives it for one direction.
/// [`BandsError::Lattice`] for a wrong wave vector.
///
/// # Examples
///
/// ```
/// use thouless_bands::velocities;
/// use thouless_lattice::{Lattice, Model};
///
/// let chain = Model::builder(Lattice::new(&[[2.0]])?).site("A", [0.0]).hop("A", "A", [1], -1.0);
/// // E = −2 cos(2πk) with a = 2, so dE/dk = 2a sin(2πk) = 4 at k = 1/4.
/// assert!((velocities(&chain.build()?, &[0.25])?[0].x - 4.0).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn velocities(h: &impl BlochHamiltonian, k: &[f64]) -> Result<Vec<Vector3>, BandsError> {
    h.check_k(k)?;
    let local = LocalBands::at(&mut PointSolver::new(h), k)?;
    let mut velocities = Vec::with_capacity(local.energies.len());
    while velocities.len() < local.energies.len() {
        let group = local.group(velocities.len());
        let mut gradient = vec![0.0; k.len()];
        for (g, slopes) in gradient.iter_mut().zip(&local.slopes) {
            let inside = subspace(slopes, &group);
            *g = inside.trace().re / group.len() as f64;
            let mean = Complex64::from(*g);
            let rest = &inside - DMatrix::from_diagonal_element(group.len(), group.len(), mean);
            let splitting = rest.camax();
            if splitting > 1e-6 * (slopes.camax() + f64::MIN_POSITIVE) {
                return Err(BandsError::Degenerate {
                    first: group.start,
                    last: group.end - 1,
                    k: k.to_vec(),
                    what: "have no single velocity",
                    remedy: "ask for the velocities along one direction",
                });
            }
        }
        let cartesian = h.lattice().gradient_cartesian(&gradient);
        velocities.extend(group.map(|_| cartesian));
    }
    Ok(velocities)
}

/// Returns the slope of each band on leaving `k` along a Cartesian `direction`, in units of energy ×
/// length; degenerate bands are sorted by it, as they part.
///
/// The direction is normalized; only its part along periodic directions matters. In a degenerate
/// group the slopes are the eigenvalues of $`\langle m | \hat d \cdot \nabla H | n \rangle`$ (first-order
/// degenerate perturbation theory).
///
/// # Errors
///
/// [`BandsError::NotPositive`] for a direction of no length, [`BandsError::Lattice`] for a wrong wave
/// vector.
pub fn velocities_along(
    h: &impl BlochHamiltonian,
    k: &[f64],
    direction: &Vector3,
) -> Result<Vec<f64>, BandsError> {
    h.check_k(k)?;
    let length = crate::error::positive("the length of the direction", direction.norm())?;
    let reduced = h.lattice().vectors().iter().map(|a| a.dot(direction) / length);
    let weights: Vec<f64> = reduced.map(|x| x / std::f64::consts::TAU).collect();
    let local = LocalBands::at(&mut PointSolver::new(h), k)?;
    let n = local.energies.len();
    let mut slope = DMatrix::zeros(n, n);
    for (weight, slopes) in weights.iter().zip(&local.slopes) {
        slope += slopes * Complex64::from(*weight);
    }
    let mut velocities = Vec::with_capacity(n);
    while velocities.len() < n {
        let group = local.group(velocities.len());
        let inside = subspace(&slope, &group);
        let hermitian = (&inside + inside.adjoint()).scale(0.5);
        velocities.extend(eigvalsh(&hermitian)?);
    }
    Ok(velocities)
}

fn subspace(m: &DMatrix<Complex64>, group: &std::ops::Range<usize>) -> DMatrix<Complex64> {
    m.view((group.start, group.start), (group.len(), group.len())).into_owned()
}

/// Returns the inverse effective masses of a band, $`\hbar^2 (m^{-1})_{ab} = \partial^2 E_n / \partial k_a
/// \partial k_b`$, Cartesian, in units of energy × length²:
///
/// ```math
/// \partial_a \partial_b E_n = \langle n | \partial_a \partial_b H | n \rangle + 2 \operatorname{Re}
/// \sum_{m \ne n} \frac{\langle n | \partial_a H | m \rangle \langle m | \partial_b H | n \rangle}{E_n - E_m}
/// ```
///
/// # Errors
///
/// [`BandsError::Degenerate`] where another band touches this one at `k` alone (bands that
/// are degenerate around `k` too, as those of two spins, share their masses), [`BandsError::BandOutOfRange`],
/// [`BandsError::Lattice`] for a wrong wave vector.
pub fn inverse_mass(
    h: &impl BlochHamiltonian,
    k: &[f64],
    band: usize,
) -> Result<Matrix3<f64>, BandsError> {
    h.check_k(k)?;
    let n_bands = h.n_bands();
    if band >= n_bands {
        return Err(BandsError::BandOutOfRange { band, n_bands });
    }
    let mut solver = PointSolver::new(h);
    let local = LocalBands::at(&mut solver, k)?;
    let Some(lasting) = lasting_group(&mut solver, &local, band)? else {
        let group = local.group(band);
        return Err(BandsError::Degenerate {
            first: group.start,
            last: group.end - 1,
            k: k.to_vec(),
            what: "have no effective mass",
            remedy: "take a wave vector beside it, or lift the degeneracy",
        });
    };
    let reduced = local.hessian(h, &lasting);
    let vectors = h.lattice().vectors();
    let mut cartesian = Matrix3::zeros();
    for (a, u) in vectors.iter().enumerate() {
        for (b, v) in vectors.iter().enumerate() {
            cartesian += u * v.transpose() * (reduced[(a, b)] / std::f64::consts::TAU.powi(2));
        }
    }
    Ok(cartesian)
}
