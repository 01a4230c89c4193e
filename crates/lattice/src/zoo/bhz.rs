//! The quantum-well model of Bernevig, Hughes and Zhang on a square lattice.

#![expect(non_snake_case, reason = "the symbols of the source")]

zoo_model! {
    /// The quantum-well model of Bernevig, Hughes and Zhang on a square lattice.
    ///
    /// ```math
    /// H(k) = \epsilon(k) + \mathcal M(k)\, \sigma_z + \frac{A}{a} \sin(k_x a)\, \sigma_x s_z
    ///     - \frac{A}{a} \sin(k_y a)\, \sigma_y
    /// ```
    ///
    /// ```math
    /// \epsilon = C - \frac{2D}{a^2} (2 - \cos k_x a - \cos k_y a), \qquad
    /// \mathcal M = M - \frac{2B}{a^2} (2 - \cos k_x a - \cos k_y a)
    /// ```
    ///
    /// in the basis E↑, E↓, H↑, H↓ of one site: $\sigma$ acts on the subbands E and H, $s$ on spin.
    /// For $`ka \to 0`$ it is the $`\mathbf k \cdot \mathbf p`$ model with $`\epsilon = C - Dk^2`$
    /// and $`\mathcal M = M - Bk^2`$; time reversal is $`i s_y K`$. Each spin is an insulator of
    /// Qi, Wu and Zhang.
    ///
    /// | phase (half filling, $`\lvert D \rvert < \lvert B \rvert`$) | where |
    /// | --- | --- |
    /// | quantum spin Hall, $`\mathbb Z_2 = 1`$ | $`0 < M a^2 / B < 8`$, but for $`M a^2 = 4B`$ |
    /// | insulator, $`\mathbb Z_2 = 0`$ | $`M/B < 0`$ or $`M a^2 / B > 8`$ |
    ///
    /// The gap closes at Γ for $M = 0$, at both X for $`M a^2 = 4B`$, at M for $`M a^2 = 8B`$. The
    /// Chern number of spin ↑ is $-1$ for $`0 < M a^2/B < 4`$ and $1$ for $`4 < M a^2/B < 8`$; spin
    /// ↓ has the opposite.
    ///
    /// # References
    ///
    /// B. A. Bernevig, T. L. Hughes, S.-C. Zhang, Science **314**, 1757 (2006),
    /// [doi:10.1126/science.1133734](https://doi.org/10.1126/science.1133734); signs as in M. König
    /// et al., J. Phys. Soc. Jpn. **77**, 031007 (2008),
    /// [doi:10.1143/JPSJ.77.031007](https://doi.org/10.1143/JPSJ.77.031007).
    pub struct Bhz(
        "bhz",
        "Bernevig-Hughes-Zhang",
        source = "B. A. Bernevig, T. L. Hughes, S.-C. Zhang, Science 314, 1757 (2006)"
    ) {
        /// Coupling A of the subbands, energy times length.
        A: f64 = 1.0,
        /// Curvature B of the mass, energy times length squared.
        B: f64 = 1.0,
        /// Energy C of the middle of the gap at Γ.
        C: f64 = 0.0,
        /// Curvature D of both subbands, energy times length squared.
        D: f64 = 0.0,
        /// Mass M, half the distance of the subbands at Γ.
        M: f64 = 1.0,
        /// Lattice constant a.
        a: f64 = 1.0,
    }
    toml = TABLES
}

/// Lattice, site and hoppings, for other parameters too.
pub(super) const TABLES: &str = r#"
[lattice]
vectors = [["a", 0.0], [0.0, "a"]]

[[site]]                     # orbitals: E up, E down, H up, H down
name = "A"
position = [0.0, 0.0]
onsite = "(C - 4*D/a^2)*id(4) + (M - 4*B/a^2)*kron(sz, s0)"

[[hop]]
from = "A"
to = "A"
cell = [1, 0]
amplitude = "D/a^2*id(4) + B/a^2*kron(sz, s0) + i*A/(2*a)*kron(sx, sz)"

[[hop]]
from = "A"
to = "A"
cell = [0, 1]
amplitude = "D/a^2*id(4) + B/a^2*kron(sz, s0) - i*A/(2*a)*kron(sy, s0)"
"#;
