//! Disordered lattices whose matrices are factored.

use thouless_linalg::testing::random_numbers;
use thouless_linalg::{Csr, LinalgError, Scalar};

/// Energy that is taken from the diagonal, inside the band.
const ENERGY: f64 = 0.1;
/// Flux quanta through a plaquette of the complex matrix.
const FLUX: f64 = 0.02;

/// A box of sites with hops -1 to nearest neighbours, energies between -1/2 and 1/2 on sites, and, where the matrix is
/// complex, a magnetic field.
pub(super) struct Lattice {
    size: [usize; 3],
}

impl Lattice {
    pub(super) fn square(side: usize) -> Self {
        Self::rectangle(side, side)
    }

    pub(super) fn rectangle(width: usize, height: usize) -> Self {
        Self { size: [width, height, 1] }
    }

    pub(super) fn cuboid(size: [usize; 3]) -> Self {
        Self { size }
    }

    /// Where the sites lie.
    pub(super) fn points(&self) -> Vec<[f64; 3]> {
        let [_, height, depth] = self.size;
        (0..self.size.iter().product())
            .map(|i| {
                let (x, y, z) = (i / (height * depth), i / depth % height, i % depth);
                [x as f64, y as f64, z as f64]
            })
            .collect()
    }

    pub(super) fn matrix<T: Scalar>(&self) -> Result<Csr<T>, LinalgError> {
        let [width, height, depth] = self.size;
        let n = width * height * depth;
        let mut next = random_numbers(1);
        let mut entries = Vec::with_capacity(7 * n);
        for i in 0..n {
            let (x, y, z) = (i / (height * depth), i / depth % height, i % depth);
            entries.push((i, i, T::from_real(0.5 * next() - ENERGY)));
            let mut hop = |to: usize, value: T| {
                entries.extend([(to, i, value), (i, to, value.conjugate())]);
            };
            if x + 1 < width {
                hop(i + height * depth, -T::one());
            }
            if y + 1 < height {
                let phase = std::f64::consts::TAU * FLUX * x as f64;
                let value = if T::IS_COMPLEX {
                    T::from_parts(-phase.cos(), -phase.sin())
                } else {
                    -T::one()
                };
                hop(i + depth, value);
            }
            if z + 1 < depth {
                hop(i + 1, -T::one());
            }
        }
        Csr::from_triplets(n, n, entries)
    }
}
