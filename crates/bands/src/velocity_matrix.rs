//! The velocity between bands.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_lattice::{BlochHamiltonian, PositionOperator};

use crate::BandsError;
use crate::local::LocalBands;
use crate::solve::PointSolver;

/// The velocity at one wave vector in the basis of the bands.
#[derive(Debug, Clone, PartialEq)]
pub struct VelocityMatrix {
    /// Energies of the bands, ascending.
    pub energies: Vec<f64>,
    /// States of the bands as columns, `[n_bands, n_bands]`, in the basis of the Hamiltonian.
    pub states: DMatrix<Complex64>,
    /// $`\langle m | \hbar v_a | n \rangle`$ for each Cartesian component $a$, `[n_bands, n_bands]`, in
    /// units of energy × length.
    pub components: [DMatrix<Complex64>; 3],
}

/// Returns the velocity between bands, of basis functions that have a position and no extent:
///
/// ```math
/// \hbar \mathbf v_{mn} = \langle m | \nabla_k H | n \rangle
/// ```
///
/// with $H(k)$ in the position gauge. Its diagonal are the [`velocities`](crate::velocities); the rest
/// depends on the phases of the states, which are arbitrary, its modulus does not.
///
/// # Errors
///
/// [`BandsError::Lattice`] for a wrong wave vector, [`BandsError::Linalg`] for a Hamiltonian that is not
/// Hermitian.
///
/// # Examples
///
/// ```
/// use thouless_bands::velocity_matrix;
/// use thouless_lattice::zoo::{Ssh, ZooModel};
///
/// // Sites half a lattice constant apart, so that the bond v moves a charge to the right by 1/2.
/// let velocity = velocity_matrix(&Ssh { v: 1.0, w: 0.0 }.model()?, &[0.3])?;
/// assert!(velocity.components[0][(0, 0)].norm() < 1e-14);
/// assert!((velocity.components[0][(0, 1)].norm() - 0.5).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn velocity_matrix(h: &impl BlochHamiltonian, k: &[f64]) -> Result<VelocityMatrix, BandsError> {
    h.check_k(k)?;
    let local = LocalBands::at(&mut PointSolver::new(h), k)?;
    let n = local.energies.len();
    let components = [0, 1, 2].map(|a| {
        let mut component = DMatrix::zeros(n, n);
        for (vector, slope) in h.lattice().vectors().iter().zip(&local.slopes) {
            component += slope * Complex64::from(vector[a] / TAU);
        }
        component
    });
    Ok(VelocityMatrix { energies: local.energies, states: local.states, components })
}

/// Returns the velocity between bands, of Wannier functions whose position matrices are known:
///
/// ```math
/// \hbar \mathbf v_{mn} = \langle m | \nabla_k H | n \rangle + i (E_m - E_n) \langle m | A | n \rangle
/// ```
///
/// with the [connection](PositionOperator::connection) $A$ of the functions. The second term does not
/// touch the diagonal: [`velocities`](crate::velocities) and [`inverse_mass`](crate::inverse_mass) need
/// no position matrices.
///
/// # Errors
///
/// As for [`velocity_matrix`]; [`BandsError::Size`] for position matrices of another system.
///
/// # References
///
/// X. Wang, J. R. Yates, I. Souza, D. Vanderbilt, Phys. Rev. B **74**, 195118 (2006),
/// [doi:10.1103/PhysRevB.74.195118](https://doi.org/10.1103/PhysRevB.74.195118).
pub fn velocity_matrix_of_wannier_functions(
    h: &impl BlochHamiltonian,
    positions: &PositionOperator,
    k: &[f64],
) -> Result<VelocityMatrix, BandsError> {
    let mut velocity = velocity_matrix(h, k)?;
    let (n_bands, found) = (velocity.energies.len(), positions.n_wannier());
    if n_bands != found {
        return Err(BandsError::Size { what: "the position operator", found, n_bands });
    }
    let connection = positions.connection(k)?;
    let VelocityMatrix { energies, states, components } = &mut velocity;
    for (component, a) in components.iter_mut().zip(&connection) {
        let between = states.ad_mul(&(a * &*states));
        for (n, upper) in energies.iter().enumerate() {
            for (m, lower) in energies.iter().enumerate() {
                component[(m, n)] += Complex64::new(0.0, lower - upper) * between[(m, n)];
            }
        }
    }
    Ok(velocity)
}
