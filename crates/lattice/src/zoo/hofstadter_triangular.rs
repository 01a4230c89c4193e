//! Electrons on the triangular lattice in a magnetic field.

use super::magnetic::{check_denominator, columns, flux_phase};
use crate::{Lattice, LatticeError, Model};

zoo_model! {
    /// Electrons on the triangular lattice with `p/q` flux quanta through every unit cell.
    ///
    /// With reduced coordinates $(x, y)$ along $`a_1 = (1, 0)`$ and $`a_2 = (1/2, \sqrt3/2)`$,
    ///
    /// ```math
    /// H = -t \sum_{x, y} \left( c_{x+1, y}^\dagger c_{x, y}
    ///     + e^{2\pi i \frac{p}{q} x}\, c_{x, y+1}^\dagger c_{x, y}
    ///     + e^{2\pi i \frac{p}{q} (x - \frac12)}\, c_{x-1, y+1}^\dagger c_{x, y} + \text{h.c.} \right)
    /// ```
    ///
    /// so that a counter-clockwise way around a triangle gains $`e^{\pi i p/q}`$. The magnetic cell
    /// is $`q a_1`$ by $a_2$, with $q$ bands.
    ///
    /// The gap above the $r$ lowest bands obeys $`r = q s_r + p\, t_r`$, and their Chern number is
    /// $-t_r$; here $t_r$ is not bound to $`|t_r| \le q/2`$. The spectrum at $p/q + 2$ is that at
    /// $p/q$, and that at $p/q + 1$ is reversed in sign.
    ///
    /// # References
    ///
    /// F. H. Claro, G. H. Wannier, Phys. Rev. B **19**, 6068 (1979),
    /// [doi:10.1103/PhysRevB.19.6068](https://doi.org/10.1103/PhysRevB.19.6068).
    pub struct HofstadterTriangular(
        "hofstadter-triangular",
        "Hofstadter, triangular lattice",
        source = "F. H. Claro, G. H. Wannier, Phys. Rev. B 19, 6068 (1979)"
    ) {
        /// Hopping to the nearest neighbours; the amplitude is -t times a phase.
        t: f64 = 1.0,
        /// Numerator of the flux quanta per cell.
        p: i32 = 1,
        /// Denominator of the flux quanta per cell, the number of bands.
        q: u32 = 3,
    }
}

impl HofstadterTriangular {
    fn build(&self) -> Result<Model, LatticeError> {
        let Self { t, p, q } = *self;
        check_denominator(self, q)?;
        let length = f64::from(q);
        let lattice = Lattice::new(&[[length, 0.0], [0.5, 0.75_f64.sqrt()]])?;
        let mut builder = Model::builder(lattice);
        for x in 0..q {
            builder = builder.site(x.to_string(), [f64::from(x) / length, 0.0]);
        }
        for (x, next, wrapped) in columns(q) {
            let phase = |halves: i64| -t * flux_phase(p, q, halves);
            let along = phase(2 * i64::from(x));
            // From `next` back to x and up: its own x is one more than x.
            let back = phase(2 * i64::from(x) + 1);
            let (x, next) = (x.to_string(), next.to_string());
            builder = builder
                .hop(&x, &next, [wrapped, 0], -t)
                .hop(&x, &x, [0, 1], along)
                .hop(&next, &x, [-wrapped, 1], back);
        }
        builder.build()
    }
}
