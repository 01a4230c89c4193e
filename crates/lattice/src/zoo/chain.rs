//! The chain: one orbital per cell, equal hoppings to both neighbours.

zoo_model! {
    /// The chain: one orbital per cell, equal hoppings to both neighbours.
    ///
    /// ```math
    /// H = -t \sum_n \left( c_{n+1}^\dagger c_n + \text{h.c.} \right), \qquad E(k) = -2t \cos k
    /// ```
    ///
    /// with $k$ times the lattice constant, which is 1. A metal at every filling, with Fermi
    /// velocity $`2t \sin k_F`$; the density of states is $`1 / (\pi \sqrt{4t^2 - E^2})`$.
    ///
    /// # References
    ///
    /// E. N. Economou, *Green's Functions in Quantum Physics*, 3rd ed., Springer (2006), chapter 5,
    /// [doi:10.1007/3-540-28841-4](https://doi.org/10.1007/3-540-28841-4).
    pub struct Chain(
        "chain",
        "chain",
        source = "E. N. Economou, Green's Functions in Quantum Physics, 3rd ed., Springer (2006)"
    ) {
        /// Hopping to the neighbours; the amplitude is -t.
        t: f64 = 1.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0]]

[[site]]
name = "A"
position = [0.0]

[[hop]]
from = "A"
to = "A"
cell = [1]
amplitude = "-t"
"#
}
