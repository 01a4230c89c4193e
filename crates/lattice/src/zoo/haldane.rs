//! Haldane's model of a Chern insulator on the honeycomb lattice.

use std::f64::consts::FRAC_PI_2;

zoo_model! {
    /// Haldane's model: a quantum Hall effect without Landau levels.
    ///
    /// ```math
    /// H = t \sum_{\langle ij \rangle} c_i^\dagger c_j
    ///   + t_2 \sum_{\langle\langle ij \rangle\rangle} e^{i \nu_{ij} \phi} c_i^\dagger c_j
    ///   + m \sum_i \xi_i c_i^\dagger c_i
    /// ```
    ///
    /// with $\xi = \pm 1$ on A and B, and $\nu = +1$ for hops that go counter-clockwise around the
    /// common neighbour of their ends, which is clockwise around the hexagon. The masses at the two Dirac points are $`m \pm 3\sqrt3\, t_2 \sin\phi`$; for
    /// $`|m| < 3\sqrt3\, |t_2 \sin\phi|`$ the lower band has Chern number
    /// $`\operatorname{sgn}(t_2 \sin\phi)`$, otherwise 0.
    ///
    /// # References
    ///
    /// F. D. M. Haldane, Phys. Rev. Lett. **61**, 2015 (1988),
    /// [doi:10.1103/PhysRevLett.61.2015](https://doi.org/10.1103/PhysRevLett.61.2015).
    pub struct Haldane(
        "haldane",
        "Haldane",
        source = "F. D. M. Haldane, Phys. Rev. Lett. 61, 2015 (1988)"
    ) {
        /// Nearest-neighbour hopping.
        t: f64 = -1.0,
        /// Second-neighbour hopping.
        t2: f64 = 0.1,
        /// Phase of the second-neighbour hops counter-clockwise around the common neighbour.
        phi: f64 = FRAC_PI_2,
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
amplitude = "t"

[[hop]]
from = "A"
to = "A"
cells = [[1, 0], [-1, 1], [0, -1]]
amplitude = "t2*exp(i*phi)"

[[hop]]
from = "B"
to = "B"
cells = [[-1, 0], [1, -1], [0, 1]]
amplitude = "t2*exp(i*phi)"
"#
}
