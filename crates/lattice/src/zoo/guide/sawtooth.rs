//! The sawtooth chain: triangles in a row, with a flat band.

use std::f64::consts::SQRT_2;

zoo_model! {
    /// The sawtooth chain: sites A in a row, and a site B on top of each bond.
    ///
    /// ```math
    /// H(k) = \begin{pmatrix} 2t \cos k & 2t' \cos\tfrac{k}{2} \\
    ///     2t' \cos\tfrac{k}{2} & 0 \end{pmatrix}
    /// ```
    ///
    /// with B halfway between neighbouring A. At $`t' = \pm\sqrt2\, t`$, the default, the bands are $-2t$,
    /// flat, and $`2t (1 + \cos k)`$, apart by a gap of $2t$.
    ///
    /// # References
    ///
    /// S. D. Huber, E. Altman, Phys. Rev. B **82**, 184502 (2010),
    /// [doi:10.1103/PhysRevB.82.184502](https://doi.org/10.1103/PhysRevB.82.184502).
    pub struct Sawtooth(
        "sawtooth",
        "sawtooth chain",
        source = "S. D. Huber, E. Altman, Phys. Rev. B 82, 184502 (2010)"
    ) {
        /// Hopping from A to A along the chain.
        t: f64 = 1.0,
        /// Hopping between A and B, the two sides of each tooth.
        t_tooth: f64 = SQRT_2,
    }
    toml = r#"
[lattice]
vectors = [[1.0]]

[[site]]
name = "A"
position = [0.0]

[[site]]
name = "B"
position = ["1/2"]

[[hop]]
from = "A"
to = "A"
cell = [1]
amplitude = "t"

[[hop]]
from = "A"
to = "B"
cells = [[0], [-1]]
amplitude = "t_tooth"
"#
}
