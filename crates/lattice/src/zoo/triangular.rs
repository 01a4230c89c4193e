//! The triangular lattice, with equal hoppings to the six nearest neighbours.

zoo_model! {
    /// The triangular lattice, with equal hoppings to the six nearest neighbours.
    ///
    /// ```math
    /// E(k) = -2t \left[ \cos k_1 + \cos k_2 + \cos(k_1 - k_2) \right], \qquad k_i = k \cdot a_i
    /// ```
    ///
    /// with $`a_1 = (1, 0)`$ and $`a_2 = (1/2, \sqrt3/2)`$. The band runs from $-6t$ at Γ to $3t$
    /// at K; the density of states diverges at $2t$, the energy of M.
    ///
    /// # References
    ///
    /// T. Horiguchi, J. Math. Phys. **13**, 1411 (1972),
    /// [doi:10.1063/1.1666155](https://doi.org/10.1063/1.1666155).
    pub struct Triangular(
        "triangular",
        "triangular",
        source = "T. Horiguchi, J. Math. Phys. 13, 1411 (1972)"
    ) {
        /// Hopping to the nearest neighbours; the amplitude is -t.
        t: f64 = 1.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], ["1/2", "sqrt(3)/2"]]

[[site]]
name = "A"
position = [0.0, 0.0]

[[hop]]
from = "A"
to = "A"
cells = [[1, 0], [0, 1], [-1, 1]]
amplitude = "-t"
"#
}
