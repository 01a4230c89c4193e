//! The chain of alternating bonds with hoppings to third neighbours.

zoo_model! {
    /// The chain of alternating bonds with hoppings to third neighbours.
    ///
    /// ```math
    /// H(k) = \begin{pmatrix} 0 & h^*(k) \\ h(k) & 0 \end{pmatrix}, \qquad
    /// h(k) = e^{-ik/2} \left( v_3\, e^{-ik} + v + w\, e^{ik} + w_3\, e^{2ik} \right)
    /// ```
    ///
    /// with site A at $-1/4$ and site B at $1/4$ of the lattice constant. All hoppings connect A
    /// with B, so the chiral symmetry $\sigma_z$ stays, and with it the winding number $\nu$ of the
    /// bracket around 0 as $k$ goes through the zone. It is the number of zeros of
    /// $`v_3 + v z + w z^2 + w_3 z^3`$ inside the unit circle, less one, and counts (with sign) the
    /// zero modes on each end of an open chain.
    ///
    /// | $\nu$ | where, for example |
    /// | --- | --- |
    /// | $-1$ | $`\lvert v_3 \rvert > \lvert v \rvert + \lvert w \rvert + \lvert w_3 \rvert`$ |
    /// | $0$ | $`\lvert v \rvert > \lvert v_3 \rvert + \lvert w \rvert + \lvert w_3 \rvert`$ |
    /// | $1$ | $`\lvert w \rvert > \lvert v_3 \rvert + \lvert v \rvert + \lvert w_3 \rvert`$ |
    /// | $2$ | $`\lvert w_3 \rvert > \lvert v_3 \rvert + \lvert v \rvert + \lvert w \rvert`$ (the default) |
    ///
    /// # References
    ///
    /// B. Pérez-González, M. Bello, Á. Gómez-León, G. Platero, Phys. Rev. B **99**, 035146 (2019),
    /// [doi:10.1103/PhysRevB.99.035146](https://doi.org/10.1103/PhysRevB.99.035146).
    pub struct ExtendedSsh(
        "extended-ssh",
        "extended Su-Schrieffer-Heeger",
        source = "B. Pérez-González, M. Bello, Á. Gómez-León, G. Platero, Phys. Rev. B 99, 035146 (2019)"
    ) {
        /// Hopping A to B inside the cell.
        v: f64 = 0.3,
        /// Hopping B to A of the next cell.
        w: f64 = 0.5,
        /// Hopping A to B of the next cell.
        v3: f64 = 0.0,
        /// Hopping B to A of the next cell but one.
        w3: f64 = 1.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0]]

[[site]]
name = "A"
position = ["-1/4"]

[[site]]
name = "B"
position = ["1/4"]

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

[[hop]]
from = "A"
to = "B"
cell = [1]
amplitude = "v3"

[[hop]]
from = "B"
to = "A"
cell = [2]
amplitude = "w3"
"#
}
