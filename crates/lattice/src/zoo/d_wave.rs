//! A Chern insulator whose bands wind twice: d-wave mixing of two orbitals on a square lattice.

zoo_model! {
    /// A Chern insulator whose bands wind twice: d-wave mixing of two orbitals on a square lattice.
    ///
    /// ```math
    /// H(k) = (\cos k_x - \cos k_y)\, \sigma_x + \sin k_x \sin k_y\, \sigma_y
    ///     + (m + \cos k_x + \cos k_y)\, \sigma_z
    /// ```
    ///
    /// The lower band has Chern number $-2$ for $`|m| < 2`$ and 0 for $`|m| > 2`$. Around Γ and M
    /// the mixing goes as $`k^2`$ and turns twice, so each closing of the gap (at Γ for $m = -2$,
    /// at M for $m = 2$) changes the Chern number by 2.
    ///
    /// # References
    ///
    /// D. Sticlet, F. Piéchon, J.-N. Fuchs, P. Kalugin, P. Simon, Phys. Rev. B **85**, 165456
    /// (2012), [doi:10.1103/PhysRevB.85.165456](https://doi.org/10.1103/PhysRevB.85.165456), on
    /// two-band models of any Chern number.
    pub struct DWave(
        "d-wave",
        "d-wave Chern insulator",
        source = "D. Sticlet, F. Piéchon, J.-N. Fuchs, P. Kalugin, P. Simon, Phys. Rev. B 85, 165456 (2012)"
    ) {
        /// Mass, in units of the hopping.
        m: f64 = 1.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], [0.0, 1.0]]

[[site]]
name = "A"
position = [0.0, 0.0]
onsite = "m*sz"

[[hop]]
from = "A"
to = "A"
cell = [1, 0]
amplitude = "(sz + sx)/2"

[[hop]]
from = "A"
to = "A"
cell = [0, 1]
amplitude = "(sz - sx)/2"

[[hop]]
from = "A"
to = "A"
cell = [1, 1]
amplitude = "-sy/4"

[[hop]]
from = "A"
to = "A"
cell = [1, -1]
amplitude = "sy/4"
"#
}
