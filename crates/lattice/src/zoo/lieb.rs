//! The Lieb lattice: a square lattice with one more site in the middle of each bond.

zoo_model! {
    /// The Lieb lattice: a square lattice with one more site in the middle of each bond.
    ///
    /// ```math
    /// H(k) = -2t \begin{pmatrix} 0 & \cos\tfrac{k_x}{2} & \cos\tfrac{k_y}{2} \\
    ///     \cos\tfrac{k_x}{2} & 0 & 0 \\ \cos\tfrac{k_y}{2} & 0 & 0 \end{pmatrix}, \qquad
    /// E = 0,\ \pm 2t \sqrt{\cos^2\tfrac{k_x}{2} + \cos^2\tfrac{k_y}{2}}
    /// ```
    ///
    /// with A on the corners and B, C on the middles of the bonds along x and y. The flat band and
    /// the two others meet in one point at M; the spectrum ends at $`\pm 2\sqrt2 t`$.
    ///
    /// # References
    ///
    /// E. H. Lieb, Phys. Rev. Lett. **62**, 1201 (1989),
    /// [doi:10.1103/PhysRevLett.62.1201](https://doi.org/10.1103/PhysRevLett.62.1201).
    pub struct Lieb(
        "lieb",
        "Lieb",
        source = "E. H. Lieb, Phys. Rev. Lett. 62, 1201 (1989)"
    ) {
        /// Hopping between nearest neighbours; the amplitude is -t.
        t: f64 = 1.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], [0.0, 1.0]]

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
amplitude = "-t"

[[hop]]
from = "A"
to = "C"
cells = [[0, 0], [0, -1]]
amplitude = "-t"
"#
}
