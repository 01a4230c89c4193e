//! Electrons on the honeycomb lattice in a magnetic field.

use super::magnetic::{check_denominator, columns, flux_phase};
use crate::{Lattice, LatticeError, Model};

zoo_model! {
    /// Electrons on the honeycomb lattice with `p/q` flux quanta through every hexagon.
    ///
    /// With cells $(x, y)$ along $`a_1 = (1, 0)`$ and $`a_2 = (1/2, \sqrt3/2)`$,
    ///
    /// ```math
    /// H = -t \sum_{x, y} \left( b_{x, y}^\dagger a_{x, y} + b_{x-1, y}^\dagger a_{x, y}
    ///     + e^{-2\pi i \frac{p}{q} x}\, b_{x, y-1}^\dagger a_{x, y} + \text{h.c.} \right)
    /// ```
    ///
    /// with the sites of the [honeycomb](super::Honeycomb), so that a counter-clockwise way around
    /// a hexagon gains $`e^{2\pi i p/q}`$. The magnetic cell is $`q a_1`$ by $a_2$, with $2q$
    /// bands, symmetric about 0, where the two central ones touch.
    ///
    /// The gap above the $r$ lowest bands obeys $`r = q s_r + p\, t_r`$, and their Chern number is
    /// $-t_r$. For weak fields $`t_r = 1, 2, 3, \ldots`$ from the bottom up, as for free electrons,
    /// and $`t_r = \pm 1, \pm 3, \pm 5, \ldots`$ away from the Dirac points at 0.
    ///
    /// # References
    ///
    /// R. Rammal, J. Phys. France **46**, 1345 (1985),
    /// [doi:10.1051/jphys:019850046080134500](https://doi.org/10.1051/jphys:019850046080134500).
    pub struct HofstadterHoneycomb(
        "hofstadter-honeycomb",
        "Hofstadter, honeycomb lattice",
        source = "R. Rammal, J. Phys. France 46, 1345 (1985)"
    ) {
        /// Hopping to the nearest neighbours; the amplitude is -t times a phase.
        t: f64 = 1.0,
        /// Numerator of the flux quanta per hexagon.
        p: i32 = 1,
        /// Denominator of the flux quanta per hexagon, half the number of bands.
        q: u32 = 3,
    }
}

impl HofstadterHoneycomb {
    fn build(&self) -> Result<Model, LatticeError> {
        let Self { t, p, q } = *self;
        check_denominator(self, q)?;
        let length = f64::from(q);
        let lattice = Lattice::new(&[[length, 0.0], [0.5, 0.75_f64.sqrt()]])?;
        let mut builder = Model::builder(lattice);
        for x in 0..q {
            let third = 1.0 / 3.0;
            builder = builder
                .site(format!("A{x}"), [f64::from(x) / length, 0.0])
                .site(format!("B{x}"), [(f64::from(x) + third) / length, third]);
        }
        for (x, next, wrapped) in columns(q) {
            let down = -t * flux_phase(p, q, -2 * i64::from(x));
            let (a, b, next_a) = (format!("A{x}"), format!("B{x}"), format!("A{next}"));
            builder = builder
                .hop(&a, &b, [0, 0], -t)
                .hop(&next_a, &b, [-wrapped, 0], -t)
                .hop(&a, &b, [0, -1], down);
        }
        builder.build()
    }
}
