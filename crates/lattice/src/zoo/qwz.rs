//! The Chern insulator of Qi, Wu and Zhang: half a quantum-well model, two orbitals on a square lattice.

zoo_model! {
    /// The Chern insulator of Qi, Wu and Zhang: half a quantum-well model, two orbitals on a square
    /// lattice.
    ///
    /// ```math
    /// H(k) = \sin k_x\, \sigma_x + \sin k_y\, \sigma_y + (u + \cos k_x + \cos k_y)\, \sigma_z
    /// ```
    ///
    /// | $u$ | Chern number of the lower band | gap closes at |
    /// | --- | --- | --- |
    /// | $u < -2$ | 0 | |
    /// | $-2 < u < 0$ | 1 | Γ at $u = -2$ |
    /// | $0 < u < 2$ | $-1$ | both X at $u = 0$ |
    /// | $u > 2$ | 0 | M at $u = 2$ |
    ///
    /// # References
    ///
    /// X.-L. Qi, Y.-S. Wu, S.-C. Zhang, Phys. Rev. B **74**, 085308 (2006),
    /// [doi:10.1103/PhysRevB.74.085308](https://doi.org/10.1103/PhysRevB.74.085308).
    pub struct QiWuZhang(
        "qwz" | "qi-wu-zhang",
        "Qi-Wu-Zhang",
        source = "X.-L. Qi, Y.-S. Wu, S.-C. Zhang, Phys. Rev. B 74, 085308 (2006)"
    ) {
        /// Mass, in units of the hopping.
        u: f64 = -1.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], [0.0, 1.0]]

[[site]]
name = "A"
position = [0.0, 0.0]
onsite = "u*sz"

[[hop]]
from = "A"
to = "A"
cell = [1, 0]
amplitude = "(sz + i*sx)/2"

[[hop]]
from = "A"
to = "A"
cell = [0, 1]
amplitude = "(sz + i*sy)/2"
"#
}
