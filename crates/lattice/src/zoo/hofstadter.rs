//! Hofstadter's butterfly: electrons on the square lattice in a magnetic field.

use super::magnetic::{check_denominator, columns, flux_phase};
use crate::{Lattice, LatticeError, Model};

zoo_model! {
    /// Electrons on the square lattice with `p/q` flux quanta through every plaquette.
    ///
    /// ```math
    /// H = -t \sum_{x, y} \left( c_{x+1, y}^\dagger c_{x, y}
    ///     + e^{2\pi i \frac{p}{q} x}\, c_{x, y+1}^\dagger c_{x, y} + \text{h.c.} \right)
    /// ```
    ///
    /// so that a counter-clockwise way around a plaquette gains $`e^{2\pi i p/q}`$. The magnetic
    /// cell is $q$ sites long in x: the lattice vectors are $(q, 0)$ and $(0, 1)$, and there are
    /// $q$ bands.
    ///
    /// The gap above the $r$ lowest bands obeys $`r = q s_r + p\, t_r`$ with $`|t_r| \le q/2`$; the
    /// Hall conductance of the filled bands is $`\sigma_{xy} = t_r\, e^2/h`$ and their Chern number
    /// $-t_r$. For even $q$ the two central bands touch. The lowest energy is $`-2\sqrt2\, t`$ for
    /// $p/q = 1/2$ and $1/4$, $`-(1 + \sqrt3)\, t`$ for $1/3$. `p` and `q` need not be coprime; a
    /// common factor makes the cell larger than it must be.
    ///
    /// # References
    ///
    /// D. R. Hofstadter, Phys. Rev. B **14**, 2239 (1976),
    /// [doi:10.1103/PhysRevB.14.2239](https://doi.org/10.1103/PhysRevB.14.2239); D. J. Thouless, M.
    /// Kohmoto, M. P. Nightingale, M. den Nijs, Phys. Rev. Lett. **49**, 405 (1982),
    /// [doi:10.1103/PhysRevLett.49.405](https://doi.org/10.1103/PhysRevLett.49.405).
    pub struct Hofstadter(
        "hofstadter",
        "Hofstadter, square lattice",
        source = "D. R. Hofstadter, Phys. Rev. B 14, 2239 (1976)"
    ) {
        /// Hopping to the nearest neighbours; the amplitude is -t times a phase.
        t: f64 = 1.0,
        /// Numerator of the flux quanta per plaquette.
        p: i32 = 1,
        /// Denominator of the flux quanta per plaquette, the number of bands.
        q: u32 = 3,
    }
}

impl Hofstadter {
    fn build(&self) -> Result<Model, LatticeError> {
        let Self { t, p, q } = *self;
        check_denominator(self, q)?;
        let length = f64::from(q);
        let mut builder = Model::builder(Lattice::new(&[[length, 0.0], [0.0, 1.0]])?);
        for x in 0..q {
            builder = builder.site(x.to_string(), [f64::from(x) / length, 0.0]);
        }
        for (x, next, wrapped) in columns(q) {
            let phase = flux_phase(p, q, 2 * i64::from(x));
            let (x, next) = (x.to_string(), next.to_string());
            builder = builder.hop(&x, &next, [wrapped, 0], -t).hop(&x, &x, [0, 1], -t * phase);
        }
        builder.build()
    }
}
