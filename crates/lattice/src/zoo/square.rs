//! The square lattice, with hoppings to first and second neighbours.

zoo_model! {
    /// The square lattice, with hoppings to first and second neighbours.
    ///
    /// ```math
    /// E(k) = -2t\, (\cos k_x + \cos k_y) - 4 t_2 \cos k_x \cos k_y
    /// ```
    ///
    /// with the lattice constant 1. At $`t_2 = 0`$ the band fills $[-4t, 4t]$, and its density of
    /// states diverges like a logarithm at $E = 0$, where the Fermi contour is a square.
    ///
    /// # References
    ///
    /// E. N. Economou, *Green's Functions in Quantum Physics*, 3rd ed., Springer (2006), chapter 5,
    /// [doi:10.1007/3-540-28841-4](https://doi.org/10.1007/3-540-28841-4).
    pub struct Square(
        "square",
        "square",
        source = "E. N. Economou, Green's Functions in Quantum Physics, 3rd ed., Springer (2006)"
    ) {
        /// Hopping to the four nearest neighbours; the amplitude is -t.
        t: f64 = 1.0,
        /// Hopping along the diagonals; the amplitude is -t_2.
        t2: f64 = 0.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], [0.0, 1.0]]

[[site]]
name = "A"
position = [0.0, 0.0]

[[hop]]
from = "A"
to = "A"
cells = [[1, 0], [0, 1]]
amplitude = "-t"

[[hop]]
from = "A"
to = "A"
cells = [[1, 1], [1, -1]]
amplitude = "-t2"
"#
}
