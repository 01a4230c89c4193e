//! The honeycomb lattice: graphene, and boron nitride where the sublattices differ.

zoo_model! {
    /// The honeycomb lattice: graphene, and boron nitride where the sublattices differ.
    ///
    /// ```math
    /// H(k) = \begin{pmatrix} m - t_2\, g & -t f \\ -t f^* & -m - t_2\, g \end{pmatrix}, \qquad
    /// f = \sum_{j=1}^{3} e^{i k \cdot \delta_j}, \qquad
    /// g = 2 \left[ \cos k_1 + \cos k_2 + \cos(k_1 - k_2) \right] = |f|^2 - 3
    /// ```
    ///
    /// with $`k_i = k \cdot a_i`$, $`a_1 = (1, 0)`$, $`a_2 = (1/2, \sqrt3/2)`$, the bonds
    /// $`\delta_1 = (a_1 + a_2)/3`$, $`\delta_2 = \delta_1 - a_1`$, $`\delta_3 = \delta_1 - a_2`$
    /// from A to B, and
    ///
    /// ```math
    /// E = -t_2\, g \pm \sqrt{m^2 + t^2 |f|^2}.
    /// ```
    ///
    /// At $`m = 0`$ the bands touch in two Dirac cones of velocity $`\sqrt3 t/2`$ at K and K′
    /// ($`3ta/2`$ with the bond length $`a = 1/\sqrt3`$); otherwise a gap $2|m|$ opens.
    ///
    /// # References
    ///
    /// P. R. Wallace, Phys. Rev. **71**, 622 (1947),
    /// [doi:10.1103/PhysRev.71.622](https://doi.org/10.1103/PhysRev.71.622). Review: A. H. Castro
    /// Neto et al., Rev. Mod. Phys. **81**, 109 (2009),
    /// [doi:10.1103/RevModPhys.81.109](https://doi.org/10.1103/RevModPhys.81.109).
    pub struct Honeycomb(
        "honeycomb" | "graphene",
        "honeycomb",
        source = "P. R. Wallace, Phys. Rev. 71, 622 (1947)"
    ) {
        /// Hopping between nearest neighbours; the amplitude is -t.
        t: f64 = 1.0,
        /// Hopping between second neighbours; the amplitude is -t_2.
        t2: f64 = 0.0,
        /// On-site energy of A; that of B is its negative.
        m: f64 = 0.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], ["1/2", "sqrt(3)/2"]]

[[site]]
name = "A"
position = [0.0, 0.0]
onsite = "m"

[[site]]
name = "B"
position = ["1/3", "1/3"]
onsite = "-m"

[[hop]]
from = "A"
to = "B"
cells = [[0, 0], [-1, 0], [0, -1]]
amplitude = "-t"

[[hop]]
from = "A"
to = "A"
cells = [[1, 0], [0, 1], [-1, 1]]
amplitude = "-t2"

[[hop]]
from = "B"
to = "B"
cells = [[1, 0], [0, 1], [-1, 1]]
amplitude = "-t2"
"#
}
