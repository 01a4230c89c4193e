//! Kitaev's chain: spinless electrons in one dimension, paired with their neighbours.

zoo_model! {
    /// Kitaev's chain: spinless electrons in one dimension, paired with their neighbours.
    ///
    /// ```math
    /// H = \sum_n \left[ -\mu\, c_n^\dagger c_n - t \left( c_{n+1}^\dagger c_n + \text{h.c.} \right)
    ///     + \Delta \left( c_{n+1}^\dagger c_n^\dagger + \text{h.c.} \right) \right]
    /// ```
    ///
    /// and, in the basis (electron, hole) of each site, with the energy being
    /// $`\tfrac12 \Psi^\dagger H \Psi`$ up to a constant,
    ///
    /// ```math
    /// H(k) = -(2t \cos k + \mu)\, \tau_z + 2 \Delta \sin k\, \tau_y, \qquad
    /// E = \pm \sqrt{(2t \cos k + \mu)^2 + 4 \Delta^2 \sin^2 k}.
    /// ```
    ///
    /// | phase | where ($`\Delta \ne 0`$) | Majorana number |
    /// | --- | --- | --- |
    /// | topological: one Majorana mode on each end | $`\lvert \mu \rvert < 2\lvert t \rvert`$ | $-1$ |
    /// | trivial | $`\lvert \mu \rvert > 2\lvert t \rvert`$ | $1$ |
    ///
    /// # References
    ///
    /// A. Yu. Kitaev, Phys.-Usp. **44**, 131 (2001),
    /// [doi:10.1070/1063-7869/44/10S/S29](https://doi.org/10.1070/1063-7869/44/10S/S29). His
    /// pairing term $`\Delta\, a_j a_{j+1} + \text{h.c.}`$ is the same as the one above.
    pub struct KitaevChain(
        "kitaev",
        "Kitaev chain",
        source = "A. Yu. Kitaev, Phys.-Usp. 44, 131 (2001)"
    ) {
        /// Hopping to the neighbours; the amplitude is -t.
        t: f64 = 1.0,
        /// Pairing Delta of neighbours.
        delta: f64 = 1.0,
        /// Chemical potential.
        mu: f64 = 0.5,
    }
    toml = r#"
[lattice]
vectors = [[1.0]]

[[site]]                     # orbitals: electron, hole
name = "A"
position = [0.0]
onsite = "-mu*sz"

[[hop]]
from = "A"
to = "A"
cell = [1]
amplitude = "-t*sz + i*delta*sy"
"#
}
