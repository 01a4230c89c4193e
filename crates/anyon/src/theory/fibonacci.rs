//! Fibonacci anyons.

use super::{SymbolTable, Theory};
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;

/// Returns the theory of Fibonacci anyons: $\tau \times \tau = 1 + \tau$, $\theta_\tau = e^{4\pi i/5}$, $c = 14/5$.
///
/// With $\varphi = (1 + \sqrt 5)/2$, between normalized states
///
/// ```math
/// F^{\tau\tau\tau}_\tau = \begin{pmatrix} \varphi^{-1} & \varphi^{-1/2} \\ \varphi^{-1/2} & -\varphi^{-1} \end{pmatrix},
/// \qquad R^{\tau\tau}_1 = e^{-4\pi i/5}, \quad R^{\tau\tau}_\tau = e^{3\pi i/5} .
/// ```
///
/// The stored gauge gives $V^{\tau\tau}_1$ the squared length $\varphi$ and so keeps to $\mathbb Z[\zeta_{10}]$.
///
/// # References
///
/// C. Nayak, S. H. Simon, A. Stern, M. Freedman, S. Das Sarma, Rev. Mod. Phys. **80**, 1083 (2008),
/// [doi:10.1103/RevModPhys.80.1083](https://doi.org/10.1103/RevModPhys.80.1083).
pub fn fibonacci() -> Theory {
    let ring = FusionRing::from_rules(&["1", "tau"], |a, b, c| match (a, b) {
        (0, _) => u32::from(b == c),
        (_, 0) => u32::from(a == c),
        _ => 1,
    })
    .expect("the rules of Fibonacci anyons are consistent");
    let phi = -(Phase::new(2, 5).value() + Phase::new(3, 5).value());
    let inverse = &phi - 1;
    let f = [[inverse.clone(), Cyclotomic::one()], [inverse.clone(), -&inverse]];
    let symbols = SymbolTable::new()
        .with_f([1; 4], ExactMatrix::from_fn(2, 2, |i, j| f[i][j].clone()))
        .with_r([1, 1, 0], ExactMatrix::scalar(Phase::new(3, 5).value()))
        .with_r([1, 1, 1], ExactMatrix::scalar(Phase::new(3, 10).value()))
        .with_norm([1, 1, 0], 0, phi.clone());
    let twists = vec![Phase::ONE, Phase::new(2, 5)];
    Theory::from_parts(
        "fibonacci".to_owned(),
        ring,
        symbols,
        vec![Cyclotomic::one(), phi],
        Some(twists),
    )
}
