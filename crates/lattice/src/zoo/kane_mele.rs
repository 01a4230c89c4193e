//! Kane and Mele's honeycomb lattice with spin-orbit coupling: the first quantum spin Hall insulator.

zoo_model! {
    /// Kane and Mele's honeycomb lattice with spin-orbit coupling: the first quantum spin Hall
    /// insulator.
    ///
    /// ```math
    /// H = t \sum_{\langle ij \rangle} c_i^\dagger c_j
    ///     + i \lambda_{SO} \sum_{\langle\langle ij \rangle\rangle} \nu_{ij}\, c_i^\dagger s_z c_j
    ///     + i \lambda_R \sum_{\langle ij \rangle} c_i^\dagger (\mathbf s \times \hat{\mathbf d}_{ij})_z c_j
    ///     + \lambda_v \sum_i \xi_i\, c_i^\dagger c_i
    /// ```
    ///
    /// where $`\hat{\mathbf d}_{ij}`$ points along the hop from $j$ to $i$, $`\nu_{ij} = 1`$ for a
    /// hop that turns right at the site between (counter-clockwise around that site, as in
    /// [Haldane's model](crate::zoo::Haldane)) and $-1$ for one that turns left, which is the opposite
    /// of the source's sign, $\xi = 1$ on A and $-1$ on B, and $\mathbf s$ acts on spin, ↑ before ↓
    /// on each site. With the geometry of the [honeycomb](crate::zoo::Honeycomb),
    /// $`k_i = k \cdot a_i`$, and Pauli matrices $\sigma$ for the sublattice,
    ///
    /// ```math
    /// H(k) = \lambda_v \sigma_z + 2 \lambda_{SO} \left[ \sin k_1 - \sin k_2 - \sin(k_1 - k_2) \right] \sigma_z s_z
    ///     + \left\{ \sigma_+ \sum_{j=1}^{3} e^{i k \cdot \delta_j}
    ///     \left[ t - i \lambda_R (\mathbf s \times \hat\delta_j)_z \right] + \text{h.c.} \right\}.
    /// ```
    ///
    /// | phase (half filling) | where, at $`\lambda_R = 0`$ |
    /// | --- | --- |
    /// | quantum spin Hall, $`\mathbb Z_2 = 1`$ | $`\lvert \lambda_v \rvert < 3\sqrt3\, \lvert \lambda_{SO} \rvert`$ |
    /// | insulator, $`\mathbb Z_2 = 0`$ | $`\lvert \lambda_v \rvert > 3\sqrt3\, \lvert \lambda_{SO} \rvert`$ |
    ///
    /// The gap at K is $`|6\sqrt3 \lambda_{SO} - 2\lambda_v|`$ there; at $`\lambda_v = 0`$ it
    /// closes at $`\lambda_R = 2\sqrt3 \lambda_{SO}`$. Without $`\lambda_R`$ the spin-up half is
    /// the model of Haldane with $`t_2 = \lambda_{SO}`$, $`\varphi = \pi/2`$ and Chern number 1,
    /// the spin-down half its time reversal.
    ///
    /// # References
    ///
    /// C. L. Kane, E. J. Mele, Phys. Rev. Lett. **95**, 146802 (2005),
    /// [doi:10.1103/PhysRevLett.95.146802](https://doi.org/10.1103/PhysRevLett.95.146802). The
    /// defaults are those of its Fig. 1, left.
    pub struct KaneMele(
        "kane-mele",
        "Kane-Mele",
        source = "C. L. Kane, E. J. Mele, Phys. Rev. Lett. 95, 146802 (2005)"
    ) {
        /// Hopping between nearest neighbours; the amplitude is t.
        t: f64 = 1.0,
        /// Intrinsic spin-orbit coupling lambda_{SO} between second neighbours.
        l_so: f64 = 0.06,
        /// Rashba spin-orbit coupling lambda_R between nearest neighbours.
        l_r: f64 = 0.05,
        /// Staggered on-site energy lambda_v of A; that of B is its negative.
        l_v: f64 = 0.1,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], ["1/2", "sqrt(3)/2"]]

[[site]]                     # orbitals: spin up, spin down
name = "A"
position = [0.0, 0.0]
onsite = "l_v*s0"

[[site]]
name = "B"
position = ["1/3", "1/3"]
onsite = "-l_v*s0"

[[hop]]                      # along (sqrt(3)/2, 1/2)
from = "A"
to = "B"
cell = [0, 0]
amplitude = "t*s0 + i*l_r*(sx - sqrt(3)*sy)/2"

[[hop]]                      # along (-sqrt(3)/2, 1/2)
from = "A"
to = "B"
cell = [-1, 0]
amplitude = "t*s0 + i*l_r*(sx + sqrt(3)*sy)/2"

[[hop]]                      # along (0, -1)
from = "A"
to = "B"
cell = [0, -1]
amplitude = "t*s0 - i*l_r*sx"

[[hop]]                      # counter-clockwise around the common neighbour
from = "A"
to = "A"
cells = [[1, 0], [-1, 1], [0, -1]]
amplitude = "i*l_so*sz"

[[hop]]                      # counter-clockwise around the common neighbour
from = "B"
to = "B"
cells = [[-1, 0], [1, -1], [0, 1]]
amplitude = "i*l_so*sz"
"#
}
