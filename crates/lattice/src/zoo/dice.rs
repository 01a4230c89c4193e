//! The dice lattice: a honeycomb with one more site in each hexagon, bound to one sublattice only.

zoo_model! {
    /// The dice lattice: a honeycomb with one more site in each hexagon, bound to one sublattice
    /// only.
    ///
    /// ```math
    /// H(k) = -t \begin{pmatrix} 0 & f & 0 \\ f^* & 0 & \alpha f \\ 0 & \alpha f^* & 0 \end{pmatrix}, \qquad
    /// f = \sum_{j=1}^{3} e^{i k \cdot \delta_j}, \qquad E = 0,\ \pm t \sqrt{1 + \alpha^2}\, |f|
    /// ```
    ///
    /// with $`a_1 = (1, 0)`$, $`a_2 = (1/2, \sqrt3/2)`$, the hub B at $`\delta_1 = (a_1 + a_2)/3`$
    /// and the rims A at the origin and C at $`2\delta_1`$; $`\delta_2 = \delta_1 - a_1`$ and
    /// $`\delta_3 = \delta_1 - a_2`$. At $`\alpha = 1`$ (the default) each hub has six equal
    /// neighbours and the spectrum ends at $`\pm 3\sqrt2 t`$; at $`\alpha = 0`$ the C sites are cut
    /// off and a honeycomb lattice is left. The flat band touches two Dirac cones at K and K′.
    ///
    /// # References
    ///
    /// B. Sutherland, Phys. Rev. B **34**, 5208 (1986),
    /// [doi:10.1103/PhysRevB.34.5208](https://doi.org/10.1103/PhysRevB.34.5208). Between honeycomb
    /// and dice: A. Raoux et al., Phys. Rev. Lett. **112**, 026402 (2014),
    /// [doi:10.1103/PhysRevLett.112.026402](https://doi.org/10.1103/PhysRevLett.112.026402), who
    /// divide the hoppings by $`\sqrt{1 + \alpha^2}`$.
    pub struct Dice(
        "dice",
        "dice",
        source = "B. Sutherland, Phys. Rev. B 34, 5208 (1986)"
    ) {
        /// Hopping between A and the hub B; the amplitude is -t.
        t: f64 = 1.0,
        /// Hopping between C and the hub B, in units of that from A.
        alpha: f64 = 1.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], ["1/2", "sqrt(3)/2"]]

[[site]]
name = "A"
position = [0.0, 0.0]

[[site]]
name = "B"
position = ["1/3", "1/3"]

[[site]]
name = "C"
position = ["2/3", "2/3"]

[[hop]]
from = "A"
to = "B"
cells = [[0, 0], [-1, 0], [0, -1]]
amplitude = "-t"

[[hop]]
from = "B"
to = "C"
cells = [[0, 0], [-1, 0], [0, -1]]
amplitude = "-alpha*t"
"#
}
