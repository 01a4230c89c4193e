//! The Aubry-André-Harper chain: hopping electrons in a potential of another period.

use std::f64::consts::TAU;

use super::magnetic::check_denominator;
use crate::{Lattice, LatticeError, Model};

zoo_model! {
    /// The chain in a cosine potential of `p` periods on `q` sites.
    ///
    /// ```math
    /// H = -t \sum_n \left( c_{n+1}^\dagger c_n + \text{h.c.} \right)
    ///     + \lambda \sum_n \cos\!\left( 2\pi \tfrac{p}{q} n + \varphi \right) c_n^\dagger c_n
    /// ```
    ///
    /// with the cell of $q$ sites. As $p/q$ goes to an irrational number all states are extended
    /// for $`\lambda < 2t`$ and localized for $`\lambda > 2t`$, with localization length
    /// $`1/\ln(\lambda/2t)`$ at every energy; at $`\lambda = 2t`$ the chain is its own dual. The
    /// default $p/q = 8/13$ approximates the inverse golden mean.
    ///
    /// $\varphi$ is a second momentum: at $`\lambda = 2t`$ the bands over all $k$ and $\varphi$ are
    /// those of Hofstadter's square lattice with flux $p/q$.
    ///
    /// # References
    ///
    /// S. Aubry, G. André, Ann. Israel Phys. Soc. **3**, 133 (1980); P. G. Harper, Proc. Phys. Soc.
    /// A **68**, 874 (1955),
    /// [doi:10.1088/0370-1298/68/10/304](https://doi.org/10.1088/0370-1298/68/10/304).
    pub struct AubryAndre(
        "aubry-andre",
        "Aubry-André-Harper chain",
        source = "S. Aubry, G. André, Ann. Israel Phys. Soc. 3, 133 (1980)"
    ) {
        /// Hopping to the neighbours; the amplitude is -t.
        t: f64 = 1.0,
        /// Height of the potential.
        lambda: f64 = 1.0,
        /// Periods of the potential in the cell.
        p: i32 = 8,
        /// Sites in the cell.
        q: u32 = 13,
        /// Phase of the potential at the first site, in radians.
        phi: f64 = 0.0,
    }
}

impl AubryAndre {
    fn build(&self) -> Result<Model, LatticeError> {
        let Self { t, lambda, p, q, phi } = *self;
        check_denominator(self, q)?;
        let length = f64::from(q);
        let mut builder = Model::builder(Lattice::new(&[[length]])?);
        for n in 0..q {
            let turns = (i64::from(p) * i64::from(n)).rem_euclid(i64::from(q)) as f64 / length;
            builder = builder
                .site(n.to_string(), [f64::from(n) / length])
                .onsite(lambda * (TAU * turns + phi).cos());
        }
        for n in 0..q {
            let last = n + 1 == q;
            let next = if last { 0 } else { n + 1 };
            builder = builder.hop(n.to_string(), next.to_string(), [i32::from(last)], -t);
        }
        builder.build()
    }
}
