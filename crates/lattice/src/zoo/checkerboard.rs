//! The checkerboard lattice with a staggered flux, tuned so that one Chern band is nearly flat.

use std::f64::consts::{FRAC_PI_4, SQRT_2};

zoo_model! {
    /// The checkerboard lattice with a staggered flux, tuned so that one Chern band is nearly flat.
    ///
    /// ```math
    /// \begin{aligned} H(k) = &-\left[ (t_1 + t_2)(\cos k_x + \cos k_y) + 4 t_3 \cos k_x \cos k_y \right]
    ///     - (t_1 - t_2)(\cos k_x - \cos k_y)\, \sigma_z \\
    ///     &- 4t \cos\varphi \cos\tfrac{k_x}{2} \cos\tfrac{k_y}{2}\, \sigma_x
    ///     - 4t \sin\varphi \sin\tfrac{k_x}{2} \sin\tfrac{k_y}{2}\, \sigma_y \end{aligned}
    /// ```
    ///
    /// with A at the corners and B at the centers of the squares. The hops A → B along
    /// $`\pm(-1, 1)/2`$ carry $`-t e^{i\varphi}`$, those along $`\pm(1, 1)/2`$ carry
    /// $`-t e^{-i\varphi}`$; A hops along x with $`-t_1`$ and along y with $`-t_2`$, B the other
    /// way round, and both along the diagonals with $`-t_3`$. (The source writes
    /// $`t'_1, t'_2, t''`$.)
    ///
    /// For $`t_1 > t_2`$ and $`0 < \varphi < \pi/2`$ the lower band has Chern number $-1$ and the
    /// upper one 1; each of $`t_1 \leftrightarrow t_2`$ and $`\varphi \to -\varphi`$ reverses them.
    /// At the default values, those of the source, the gap is 27 times wider than the upper band.
    ///
    /// # References
    ///
    /// K. Sun, Z. Gu, H. Katsura, S. Das Sarma, Phys. Rev. Lett. **106**, 236803 (2011),
    /// [doi:10.1103/PhysRevLett.106.236803](https://doi.org/10.1103/PhysRevLett.106.236803).
    pub struct Checkerboard(
        "checkerboard",
        "checkerboard",
        source = "K. Sun, Z. Gu, H. Katsura, S. Das Sarma, Phys. Rev. Lett. 106, 236803 (2011)"
    ) {
        /// Hopping between nearest neighbours A and B; the amplitude is -t e^{± iphi}.
        t: f64 = 1.0,
        /// Phase phi of the hops A to B along ±(-1, 1)/2, in radians.
        phi: f64 = FRAC_PI_4,
        /// Hopping of A along x and of B along y; the amplitude is -t_1.
        t1: f64 = 1.0 / (2.0 + SQRT_2),
        /// Hopping of A along y and of B along x; the amplitude is -t_2.
        t2: f64 = -1.0 / (2.0 + SQRT_2),
        /// Hopping of both along the diagonals of the cell; the amplitude is -t_3.
        t3: f64 = 1.0 / (2.0 + 2.0 * SQRT_2),
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], [0.0, 1.0]]

[[site]]
name = "A"
position = [0.0, 0.0]

[[site]]
name = "B"
position = ["1/2", "1/2"]

[[hop]]
from = "A"
to = "B"
cells = [[-1, 0], [0, -1]]
amplitude = "-t*exp(i*phi)"

[[hop]]
from = "A"
to = "B"
cells = [[0, 0], [-1, -1]]
amplitude = "-t*exp(-i*phi)"

[[hop]]
from = "A"
to = "A"
cell = [1, 0]
amplitude = "-t1"

[[hop]]
from = "A"
to = "A"
cell = [0, 1]
amplitude = "-t2"

[[hop]]
from = "B"
to = "B"
cell = [1, 0]
amplitude = "-t2"

[[hop]]
from = "B"
to = "B"
cell = [0, 1]
amplitude = "-t1"

[[hop]]
from = "A"
to = "A"
cells = [[1, 1], [1, -1]]
amplitude = "-t3"

[[hop]]
from = "B"
to = "B"
cells = [[1, 1], [1, -1]]
amplitude = "-t3"
"#
}
