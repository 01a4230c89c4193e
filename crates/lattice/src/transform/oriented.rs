//! Surfaces of any orientation, by Miller-like indices.

use super::integer::{Matrix3, Supercells, determinant, identity};
use crate::{Lattice, LatticeError, Model};

impl Model {
    /// The same crystal with primitive vectors that suit the planes of the given Miller indices: all
    /// but the last vector lie in them, and the last leads from one plane to the next.
    ///
    /// The indices $h$ are those of the reciprocal vector $G = \sum_i h_i b_i$ to which the planes
    /// are perpendicular, in this model's own reciprocal vectors, one for each periodic direction
    /// (lines instead of planes in two dimensions). Opening the last direction gives a slab with
    /// these surfaces, or a ribbon with these edges. The vectors in the plane are the shortest ones,
    /// the last is as short as they allow; the orientation of the lattice is kept (in one dimension
    /// $h = -1$ turns it round). Sites keep their names, order and positions.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongLength`] where there is not one index for each periodic direction, and
    /// [`LatticeError::MillerIndices`] where they all vanish or have a common factor.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_lattice::{Axis, Lattice, Model};
    ///
    /// let cubic = Model::builder(Lattice::new(&[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])?)
    ///     .site("A", [0.0, 0.0, 0.0])
    ///     .hop("A", "A", [[1, 0, 0], [0, 1, 0], [0, 0, 1]], -1.0)
    ///     .build()?;
    /// let slab = cubic.oriented(&[1, 1, 1])?.slab(Axis::Z, 20)?;
    /// // The (111) planes are triangular lattices with area √3 for each site.
    /// assert!((slab.lattice().cell_volume() - 3.0_f64.sqrt()).abs() < 1e-14);
    /// # Ok::<(), thouless_lattice::LatticeError>(())
    /// ```
    pub fn oriented(&self, miller: &[i32]) -> Result<Self, LatticeError> {
        let d = self.dimension();
        if miller.len() != d {
            return Err(LatticeError::WrongLength {
                what: format!("the list of Miller indices {miller:?}"),
                found: miller.len(),
                expected: d.to_string(),
            });
        }
        let (mut rows, factor) = adapted_to(miller);
        if factor != 1 {
            return Err(LatticeError::MillerIndices { indices: miller.to_vec(), factor });
        }
        shorten(&mut rows, self.lattice());
        if d > 1 && determinant(&rows) < 0 {
            rows[0] = rows[0].map(|n| -n);
        }
        self.in_cells(&Supercells::new(rows), false)
    }
}

/// A unimodular matrix whose rows have the products (0, …, 0, g) with the indices, and their
/// greatest common factor g.
fn adapted_to(miller: &[i32]) -> (Matrix3, i128) {
    let mut h: Vec<i128> = miller.iter().map(|n| i128::from(*n)).collect();
    let mut rows = identity();
    let Some(last) = h.len().checked_sub(1) else { return (rows, 1) };
    for i in 0..last {
        // Euclid on the indices i and last, the same steps on the rows.
        while h[i] != 0 {
            let quotient = h[last].div_euclid(h[i]);
            h[last] -= quotient * h[i];
            let subtracted = rows[i];
            for (n, m) in rows[last].iter_mut().zip(subtracted) {
                *n -= quotient * m;
            }
            h.swap(i, last);
            rows.swap(i, last);
        }
    }
    if h[last] < 0 {
        h[last] = -h[last];
        rows[last] = rows[last].map(|n| -n);
    }
    (rows, h[last])
}

/// Makes the vectors in the plane the shortest (Lagrange and Gauss), and the last one short.
fn shorten(rows: &mut Matrix3, lattice: &Lattice) {
    let d = lattice.dimension();
    if d == 3 {
        loop {
            let (a, b) = (length(rows, 0, 0, lattice), length(rows, 1, 1, lattice));
            if b < a * (1.0 - 1e-12) {
                rows.swap(0, 1);
            }
            let before = length(rows, 1, 1, lattice);
            subtract_nearest(rows, 1, 0, lattice);
            if length(rows, 1, 1, lattice) >= before * (1.0 - 1e-12) {
                break;
            }
        }
    }
    // Nearest to the normal: by turns until neither in-plane vector shortens the last one.
    loop {
        let before = length(rows, d - 1, d - 1, lattice);
        for i in 0..d - 1 {
            subtract_nearest(rows, d - 1, i, lattice);
        }
        if length(rows, d - 1, d - 1, lattice) >= before * (1.0 - 1e-12) {
            break;
        }
    }
}

/// The scalar product of two rows as lattice vectors.
fn length(rows: &Matrix3, i: usize, j: usize, lattice: &Lattice) -> f64 {
    let vector = |i: usize| -> crate::Vector3 {
        lattice.vectors().iter().zip(rows[i]).map(|(a, n)| a * n as f64).sum()
    };
    vector(i).dot(&vector(j))
}

/// Takes from row `i` the multiple of row `j` that shortens it most.
fn subtract_nearest(rows: &mut Matrix3, i: usize, j: usize, lattice: &Lattice) {
    let ratio = length(rows, i, j, lattice) / length(rows, j, j, lattice);
    // Ties, such as the 60° and 120° vectors of the triangular lattice, stay as they are.
    if ratio.abs() <= 0.5 + 1e-9 {
        return;
    }
    #[expect(clippy::cast_possible_truncation, reason = "an `as` cast saturates")]
    let multiple = ratio.round() as i128;
    let subtracted = rows[j];
    for (n, m) in rows[i].iter_mut().zip(subtracted) {
        *n -= multiple * m;
    }
}
