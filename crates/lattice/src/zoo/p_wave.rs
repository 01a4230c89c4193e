//! The chiral p-wave superconductor of spinless electrons on a square lattice.

zoo_model! {
    /// The chiral p-wave superconductor of spinless electrons on a square lattice.
    ///
    /// ```math
    /// H(k) = \left[ -2t (\cos k_x + \cos k_y) - \mu \right] \tau_z
    ///     + 2\Delta \left( \sin k_x\, \tau_x + \sin k_y\, \tau_y \right)
    /// ```
    ///
    /// in the basis (electron, hole) of each site, with the energy $`\tfrac12 \Psi^\dagger H \Psi`$
    /// up to a constant: the pairing is $`\Delta(k) = 2\Delta (\sin k_x - i \sin k_y)`$.
    ///
    /// | $\mu$ ($t > 0$, $`\Delta \ne 0`$) | Chern number of the lower band | gap closes at |
    /// | --- | --- | --- |
    /// | $\mu < -4t$ | 0 (strong pairing) | |
    /// | $-4t < \mu < 0$ | $-1$ | Γ at $\mu = -4t$ |
    /// | $0 < \mu < 4t$ | 1 | both X at $\mu = 0$ |
    /// | $\mu > 4t$ | 0 | M at $\mu = 4t$ |
    ///
    /// # References
    ///
    /// N. Read, D. Green, Phys. Rev. B **61**, 10267 (2000),
    /// [doi:10.1103/PhysRevB.61.10267](https://doi.org/10.1103/PhysRevB.61.10267).
    pub struct PWave(
        "p-wave" | "p+ip",
        "chiral p-wave superconductor",
        source = "N. Read, D. Green, Phys. Rev. B 61, 10267 (2000)"
    ) {
        /// Hopping to the nearest neighbours; the amplitude is -t.
        t: f64 = 1.0,
        /// Pairing Delta of nearest neighbours.
        delta: f64 = 0.5,
        /// Chemical potential.
        mu: f64 = -2.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], [0.0, 1.0]]

[[site]]                     # orbitals: electron, hole
name = "A"
position = [0.0, 0.0]
onsite = "-mu*sz"

[[hop]]
from = "A"
to = "A"
cell = [1, 0]
amplitude = "-t*sz + i*delta*sx"

[[hop]]
from = "A"
to = "A"
cell = [0, 1]
amplitude = "-t*sz + i*delta*sy"
"#
}
