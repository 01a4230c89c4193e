//! The kagome lattice: corner-sharing triangles, with a flux through each of them.

zoo_model! {
    /// The kagome lattice: corner-sharing triangles, with a flux through each of them.
    ///
    /// ```math
    /// H(k) = -2t \begin{pmatrix}
    ///     0 & e^{-i\varphi} \cos\tfrac{k_1}{2} & e^{i\varphi} \cos\tfrac{k_2}{2} \\
    ///     e^{i\varphi} \cos\tfrac{k_1}{2} & 0 & e^{-i\varphi} \cos\tfrac{k_1 - k_2}{2} \\
    ///     e^{-i\varphi} \cos\tfrac{k_2}{2} & e^{i\varphi} \cos\tfrac{k_1 - k_2}{2} & 0
    /// \end{pmatrix}, \qquad k_i = k \cdot a_i
    /// ```
    ///
    /// with $`a_1 = (1, 0)`$, $`a_2 = (1/2, \sqrt3/2)`$, B halfway along $`a_1`$ and C halfway
    /// along $`a_2`$ from A. The hops A → B → C → A, counter-clockwise around every triangle, carry
    /// $`-t e^{i\varphi}`$.
    ///
    /// At $`\varphi = 0`$ (the default) a flat band lies at $2t$, touched at Γ by the next one; the
    /// other two are those of the honeycomb lattice shifted by $-t$: Dirac cones at $-t$, bottom at
    /// $-4t$. For $t > 0$ and $`0 < \varphi < \pi/3`$ both gaps are open and the bands have Chern
    /// numbers $(-1, 0, 1)$ from below; $`-\varphi`$ reverses them.
    ///
    /// # References
    ///
    /// A. Mielke, J. Phys. A **24**, 3311 (1991),
    /// [doi:10.1088/0305-4470/24/14/018](https://doi.org/10.1088/0305-4470/24/14/018) (flat band);
    /// K. Ohgushi, S. Murakami, N. Nagaosa, Phys. Rev. B **62**, R6065 (2000),
    /// [doi:10.1103/PhysRevB.62.R6065](https://doi.org/10.1103/PhysRevB.62.R6065) (flux).
    pub struct Kagome(
        "kagome",
        "kagome",
        source = "A. Mielke, J. Phys. A 24, 3311 (1991); K. Ohgushi, S. Murakami, N. Nagaosa, Phys. Rev. B 62, R6065 (2000)"
    ) {
        /// Hopping between nearest neighbours; the amplitude is -t e^{± iphi}.
        t: f64 = 1.0,
        /// Phase phi of each counter-clockwise hop around a triangle, in radians.
        phi: f64 = 0.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], ["1/2", "sqrt(3)/2"]]

[[site]]
name = "A"
position = [0.0, 0.0]

[[site]]
name = "B"
position = ["1/2", 0.0]

[[site]]
name = "C"
position = [0.0, "1/2"]

[[hop]]
from = "A"
to = "B"
cells = [[0, 0], [-1, 0]]
amplitude = "-t*exp(i*phi)"

[[hop]]
from = "B"
to = "C"
cells = [[0, 0], [1, -1]]
amplitude = "-t*exp(i*phi)"

[[hop]]
from = "C"
to = "A"
cells = [[0, 0], [0, 1]]
amplitude = "-t*exp(i*phi)"
"#
}
