//! The diamond lattice, with one orbital on each site.

zoo_model! {
    /// The diamond lattice, with one orbital on each site.
    ///
    /// ```math
    /// H(k) = -t \begin{pmatrix} 0 & f \\ f^* & 0 \end{pmatrix}, \qquad
    /// f = \sum_{j=1}^{4} e^{i k \cdot \delta_j}, \qquad E = \pm t\, |f|
    /// ```
    ///
    /// with the cubic lattice constant 1, $`a_1 = (0, 1, 1)/2`$, $`a_2 = (1, 0, 1)/2`$,
    /// $`a_3 = (1, 1, 0)/2`$ and the bonds $`(1, 1, 1)/4`$, $`(1, -1, -1)/4`$, $`(-1, 1, -1)/4`$,
    /// $`(-1, -1, 1)/4`$ from A to B. The bands end at $\pm 4t$ and touch along lines: all of X–W
    /// and, by symmetry, the lines joining the X points.
    ///
    /// # References
    ///
    /// L. Fu, C. L. Kane, E. J. Mele, Phys. Rev. Lett. **98**, 106803 (2007),
    /// [doi:10.1103/PhysRevLett.98.106803](https://doi.org/10.1103/PhysRevLett.98.106803), who add
    /// spin-orbit coupling to this lattice.
    pub struct Diamond(
        "diamond",
        "diamond",
        source = "L. Fu, C. L. Kane, E. J. Mele, Phys. Rev. Lett. 98, 106803 (2007)"
    ) {
        /// Hopping to the four nearest neighbours; the amplitude is -t.
        t: f64 = 1.0,
    }
    toml = r#"
[lattice]
vectors = [[0.0, "1/2", "1/2"], ["1/2", 0.0, "1/2"], ["1/2", "1/2", 0.0]]

[[site]]
name = "A"
position = [0.0, 0.0, 0.0]

[[site]]
name = "B"
position = ["1/4", "1/4", "1/4"]

[[hop]]
from = "A"
to = "B"
cells = [[0, 0, 0], [-1, 0, 0], [0, -1, 0], [0, 0, -1]]
amplitude = "-t"
"#
}
