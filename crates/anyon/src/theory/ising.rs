//! Ising anyons and Kitaev's sixteen theories of vortices in a topological superconductor.

use super::{QuadraticForm, SymbolTable, Theory, abelian};
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;

/// Returns the Ising theory: [`kitaev`] with $\nu = 1$, $c = 1/2$.
pub fn ising() -> Theory {
    ising_like(1).named("ising")
}

/// Returns one of Kitaev's sixteen theories, with Chern number `nu` modulo 16 and central charge $\nu/2$.
///
/// For odd $\nu$, labels 1, σ, ψ with $\sigma \times \sigma = 1 + \psi$ and, with $\varkappa = (-1)^{(\nu^2 - 1)/8}$,
///
/// ```math
/// F^{\sigma\sigma\sigma}_\sigma = \frac{\varkappa}{\sqrt 2} \begin{pmatrix} 1 & 1 \\ 1 & -1 \end{pmatrix}, \quad
/// F^{\sigma\psi\sigma}_\psi = F^{\psi\sigma\psi}_\sigma = -1, \quad
/// R^{\sigma\sigma}_1 = \varkappa e^{-i\pi\nu/8}, \quad R^{\sigma\sigma}_\psi = \varkappa e^{3i\pi\nu/8}, \quad
/// R^{\sigma\psi}_\sigma = R^{\psi\sigma}_\sigma = (-i)^\nu, \quad R^{\psi\psi}_1 = -1 .
/// ```
///
/// For $\nu \equiv 2 \pmod 4$ the vortices $a$, $\bar a$ and ψ form $\mathbb Z_4$; for $\nu \equiv 0 \pmod 4$ the vortices $e$, $m$ and
/// ψ form $\mathbb Z_2 \times \mathbb Z_2$, with the toric code at $\nu = 0$. Vortices have the twist $e^{i\pi\nu/8}$.
///
/// # References
///
/// A. Kitaev, Ann. Phys. **321**, 2 (2006), [doi:10.1016/j.aop.2005.10.005](https://doi.org/10.1016/j.aop.2005.10.005),
/// section 10 and tables 1 to 3.
pub fn kitaev(nu: i64) -> Theory {
    let nu = nu.rem_euclid(16);
    let theory = if nu % 2 == 1 {
        Ok(ising_like(nu))
    } else if nu % 4 == 2 {
        QuadraticForm::cyclic(4, nu / 2).and_then(|form| abelian(&form, &["1", "a", "psi", "abar"]))
    } else {
        // e and m have the twist ν/16; that of ψ = e m is −1
        let own = nu / 4;
        QuadraticForm::new(&[2, 2], &[own, own], &[(0, 1, 1 - own)])
            .and_then(|form| abelian(&form, &["1", "m", "e", "psi"]))
    };
    theory.expect("the sixteen theories are consistent").named(format!("kitaev:{nu}"))
}

fn ising_like(nu: i64) -> Theory {
    const SIGMA: usize = 1;
    const PSI: usize = 2;
    let ring = FusionRing::from_rules(&["1", "sigma", "psi"], |a, b, c| {
        let allowed = match (a == SIGMA, b == SIGMA) {
            (true, true) => c != SIGMA,
            (false, false) => c == if a == b { 0 } else { PSI },
            _ => c == SIGMA,
        };
        u32::from(allowed)
    })
    .expect("the rules of Ising anyons are consistent");
    let kappa = if (nu * nu - 1) / 8 % 2 == 0 { 1 } else { -1 };
    let root = Cyclotomic::square_root(2) * &Cyclotomic::rational(kappa, 2).unwrap_or_default();
    let phase = |p, q| ExactMatrix::scalar(Phase::new(p, q).value());
    let half = if kappa == 1 { 0 } else { 8 };
    let symbols = SymbolTable::new()
        .with_f(
            [SIGMA; 4],
            ExactMatrix::from_fn(2, 2, |i, j| if i + j == 2 { -&root } else { root.clone() }),
        )
        .with_f([SIGMA, PSI, SIGMA, PSI], phase(1, 2))
        .with_f([PSI, SIGMA, PSI, SIGMA], phase(1, 2))
        .with_r([SIGMA, SIGMA, 0], phase(half - nu, 16))
        .with_r([SIGMA, SIGMA, PSI], phase(half + 3 * nu, 16))
        .with_r([SIGMA, PSI, SIGMA], phase(-nu, 4))
        .with_r([PSI, SIGMA, SIGMA], phase(-nu, 4))
        .with_r([PSI, PSI, 0], phase(1, 2));
    let dimensions = vec![Cyclotomic::one(), Cyclotomic::square_root(2), Cyclotomic::one()];
    let twists = vec![Phase::ONE, Phase::new(nu, 16), Phase::new(1, 2)];
    Theory::from_parts(format!("ising:{nu}"), ring, symbols, dimensions, Some(twists))
}
