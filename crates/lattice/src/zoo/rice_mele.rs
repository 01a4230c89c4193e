//! Rice and Mele's chain: alternating bonds and alternating on-site energies.

zoo_model! {
    /// Rice and Mele's chain: alternating bonds and alternating on-site energies.
    ///
    /// ```math
    /// H(k) = (v + w) \cos\tfrac{k}{2}\, \sigma_x - (v - w) \sin\tfrac{k}{2}\, \sigma_y
    ///     + \delta\, \sigma_z, \qquad E = \pm \sqrt{\delta^2 + v^2 + w^2 + 2 v w \cos k}
    /// ```
    ///
    /// with site A at $-1/4$ and site B at $1/4$ of the lattice constant. At $`\delta = 0`$ it is
    /// the chain of Su, Schrieffer and Heeger. The gap $`2 \sqrt{\delta^2 + (|v| - |w|)^2}`$ closes
    /// only at $`\delta = 0`$, $`|v| = |w|`$: a loop of parameters around that point pumps one
    /// charge per turn.
    ///
    /// # References
    ///
    /// M. J. Rice, E. J. Mele, Phys. Rev. Lett. **49**, 1455 (1982),
    /// [doi:10.1103/PhysRevLett.49.1455](https://doi.org/10.1103/PhysRevLett.49.1455). The pump: D.
    /// J. Thouless, Phys. Rev. B **27**, 6083 (1983),
    /// [doi:10.1103/PhysRevB.27.6083](https://doi.org/10.1103/PhysRevB.27.6083).
    pub struct RiceMele(
        "rice-mele",
        "Rice-Mele",
        source = "M. J. Rice, E. J. Mele, Phys. Rev. Lett. 49, 1455 (1982)"
    ) {
        /// Hopping A to B inside the cell.
        v: f64 = 0.5,
        /// Hopping B to A of the next cell.
        w: f64 = 1.0,
        /// On-site energy of A; that of B is its negative.
        delta: f64 = 0.5,
    }
    toml = r#"
[lattice]
vectors = [[1.0]]

[[site]]
name = "A"
position = ["-1/4"]
onsite = "delta"

[[site]]
name = "B"
position = ["1/4"]
onsite = "-delta"

[[hop]]
from = "A"
to = "B"
cell = [0]
amplitude = "v"

[[hop]]
from = "B"
to = "A"
cell = [1]
amplitude = "w"
"#
}
