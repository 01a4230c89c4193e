//! The chain of alternating bonds of Su, Schrieffer and Heeger.

zoo_model! {
    /// The chain of alternating bonds of Su, Schrieffer and Heeger.
    ///
    /// ```math
    /// H(k) = (v + w) \cos\tfrac{k}{2}\, \sigma_x - (v - w) \sin\tfrac{k}{2}\, \sigma_y, \qquad
    /// E = \pm \sqrt{v^2 + w^2 + 2 v w \cos k}
    /// ```
    ///
    /// with $v$ inside the cell and $w$ between cells. Site A sits at $-1/4$, site B at $1/4$ of
    /// the lattice constant, so that the origin is the center of inversion and the Zak phase of the
    /// lower band is 0 or $\pi$ in either gauge.
    ///
    /// | phase | where | Zak phase | end states of an open chain of whole cells |
    /// | --- | --- | --- | --- |
    /// | trivial | $`\lvert v \rvert > \lvert w \rvert`$ | 0 | none |
    /// | topological | $`\lvert v \rvert < \lvert w \rvert`$ | $\pi$ | one at zero energy on each end |
    ///
    /// The gap is $`2 \big| |v| - |w| \big|`$ and closes where $`|v| = |w|`$.
    ///
    /// # References
    ///
    /// W. P. Su, J. R. Schrieffer, A. J. Heeger, Phys. Rev. Lett. **42**, 1698 (1979),
    /// [doi:10.1103/PhysRevLett.42.1698](https://doi.org/10.1103/PhysRevLett.42.1698). Zak phase:
    /// J. Zak, Phys. Rev. Lett. **62**, 2747 (1989),
    /// [doi:10.1103/PhysRevLett.62.2747](https://doi.org/10.1103/PhysRevLett.62.2747).
    pub struct Ssh(
        "ssh",
        "Su-Schrieffer-Heeger",
        source = "W. P. Su, J. R. Schrieffer, A. J. Heeger, Phys. Rev. Lett. 42, 1698 (1979)"
    ) {
        /// Hopping A to B inside the cell.
        v: f64 = 0.5,
        /// Hopping B to A of the next cell.
        w: f64 = 1.0,
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
"#
}
