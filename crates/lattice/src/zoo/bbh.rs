//! The quadrupole insulator of Benalcazar, Bernevig and Hughes.

zoo_model! {
    /// The quadrupole insulator of Benalcazar, Bernevig and Hughes.
    ///
    /// ```math
    /// H(k) = (\gamma + \lambda \cos k_x)\, \Gamma_4 + \lambda \sin k_x\, \Gamma_3
    ///     + (\gamma + \lambda \cos k_y)\, \Gamma_2 + \lambda \sin k_y\, \Gamma_1 + \delta\, \Gamma_0
    /// ```
    ///
    /// with $`\Gamma_0 = \tau_3`$, $`\Gamma_{1,2,3} = -\tau_2 \sigma_{1,2,3}`$,
    /// $`\Gamma_4 = \tau_1`$ (the form with all four sites at the origin of their cell): squares
    /// with bonds $\gamma$ inside and $\lambda$ between cells, and half a flux quantum in every
    /// plaquette. The sites 1 to 4 sit at $(1, 1)$, $(-1, -1)$, $(-1, 1)$, $(1, -1)$ quarters of
    /// the cell; the negative bonds join 2 and 3. The bands are twofold,
    ///
    /// ```math
    /// E = \pm \sqrt{2\gamma^2 + 2\lambda^2 + 2\gamma\lambda (\cos k_x + \cos k_y) + \delta^2}.
    /// ```
    ///
    /// | phase (half filling, $`\delta \to 0`$) | where | $`q_{xy}`$ | corners of an open sample of whole cells |
    /// | --- | --- | --- | --- |
    /// | quadrupole insulator | $`\lvert \gamma \rvert < \lvert \lambda \rvert`$ | $e/2$ | one zero mode, charge $`\pm e/2`$ each |
    /// | trivial | $`\lvert \gamma \rvert > \lvert \lambda \rvert`$ | 0 | none |
    ///
    /// The gap $`2\sqrt2 \big| |\gamma| - |\lambda| \big|`$ of the bulk closes where
    /// $`|\gamma| = |\lambda|`$; $\delta$ breaks the symmetries that quantize $`q_{xy}`$ and
    /// chooses the signs of the corner charges.
    ///
    /// # References
    ///
    /// W. A. Benalcazar, B. A. Bernevig, T. L. Hughes, Science **357**, 61 (2017),
    /// [doi:10.1126/science.aah6442](https://doi.org/10.1126/science.aah6442); matrices as in Phys.
    /// Rev. B **96**, 245115 (2017),
    /// [doi:10.1103/PhysRevB.96.245115](https://doi.org/10.1103/PhysRevB.96.245115).
    pub struct BenalcazarBernevigHughes(
        "bbh",
        "Benalcazar-Bernevig-Hughes",
        source = "W. A. Benalcazar, B. A. Bernevig, T. L. Hughes, Science 357, 61 (2017)"
    ) {
        /// Hopping gamma inside the cell.
        gamma: f64 = 0.5,
        /// Hopping lambda between cells.
        lambda: f64 = 1.0,
        /// On-site energy delta of sites 1 and 2; that of 3 and 4 is its negative.
        delta: f64 = 0.0,
    }
    toml = r#"
[lattice]
vectors = [[1.0, 0.0], [0.0, 1.0]]

[[site]]
name = "1"
position = ["1/4", "1/4"]
onsite = "delta"

[[site]]
name = "2"
position = ["-1/4", "-1/4"]
onsite = "delta"

[[site]]
name = "3"
position = ["-1/4", "1/4"]
onsite = "-delta"

[[site]]
name = "4"
position = ["1/4", "-1/4"]
onsite = "-delta"

[[hop]]                      # along x
from = "3"
to = "1"
cell = [0, 0]
amplitude = "gamma"

[[hop]]
from = "1"
to = "3"
cell = [1, 0]
amplitude = "lambda"

[[hop]]
from = "2"
to = "4"
cell = [0, 0]
amplitude = "gamma"

[[hop]]
from = "4"
to = "2"
cell = [1, 0]
amplitude = "lambda"

[[hop]]                      # along y
from = "4"
to = "1"
cell = [0, 0]
amplitude = "gamma"

[[hop]]
from = "1"
to = "4"
cell = [0, 1]
amplitude = "lambda"

[[hop]]                      # along y, negative: half a flux quantum per plaquette
from = "2"
to = "3"
cell = [0, 0]
amplitude = "-gamma"

[[hop]]
from = "3"
to = "2"
cell = [0, 1]
amplitude = "-lambda"
"#
}
