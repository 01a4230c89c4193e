//! The simple cubic lattice.

zoo_model! {
    /// The simple cubic lattice.
    ///
    /// ```math
    /// E(k) = -2t\, (\cos k_x + \cos k_y + \cos k_z)
    /// ```
    ///
    /// with the lattice constant 1. The band fills $[-6t, 6t]$; its density of states has van Hove
    /// points at $\pm 2t$ (X and M).
    ///
    /// # References
    ///
    /// E. N. Economou, *Green's Functions in Quantum Physics*, 3rd ed., Springer (2006), chapter 5,
    /// [doi:10.1007/3-540-28841-4](https://doi.org/10.1007/3-540-28841-4).
    pub struct Cubic(
        "cubic",
        "cubic",
        source = "E. N. Economou, Green's Functions in Quantum Physics, 3rd ed., Springer (2006)"
    ) {
        /// Hopping to the six nearest neighbours; the amplitude is -t.
        t: f64 = 1.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]

[[site]]
name = "A"
position = [0.0, 0.0, 0.0]

[[hop]]
from = "A"
to = "A"
cells = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
amplitude = "-t"
"#
}
