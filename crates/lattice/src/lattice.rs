//! Bravais lattices of 0 to 3 primitive vectors, embedded in space.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

use crate::{Cell, LatticeError, Vector3};

/// Cells whose volume is smaller than this, relative to the lengths of the vectors, count as flat.
const SMALLEST_RELATIVE_VOLUME: f64 = 1e-9;

/// A Bravais lattice: 0 to 3 primitive vectors $a_i$ in space, and their reciprocals $b_j$ in the
/// span of the $a_i$, with
///
/// ```math
/// a_i \cdot b_j = 2\pi\, \delta_{ij}.
/// ```
///
/// A lattice of no vectors is that of a molecule, one of two that of a sheet or a slab.
///
/// # Examples
///
/// ```
/// use thouless_lattice::Lattice;
///
/// let triangular = Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]])?;
/// assert!((triangular.cell_volume() - 0.75_f64.sqrt()).abs() < 1e-15);
/// # Ok::<(), thouless_lattice::LatticeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lattice {
    vectors: Vec<Vector3>,
    reciprocal: Vec<Vector3>,
    /// Orthonormal directions that complete the span of the vectors to space.
    normals: Vec<Vector3>,
}

impl Lattice {
    /// The lattice of the given primitive vectors, each of 1 to 3 Cartesian components (missing
    /// ones are 0).
    ///
    /// # Errors
    ///
    /// [`LatticeError::TooManyVectors`], [`LatticeError::WrongLength`], [`LatticeError::NotFinite`]
    /// and [`LatticeError::SingularLattice`].
    pub fn new<V: AsRef<[f64]>>(vectors: &[V]) -> Result<Self, LatticeError> {
        let vectors = vectors
            .iter()
            .enumerate()
            .map(|(i, v)| space_vector(v.as_ref(), || format!("primitive vector {i}")))
            .collect::<Result<Vec<_>, _>>()?;
        Self::from_vectors(vectors)
    }

    /// The lattice of no primitive vectors: a finite system.
    pub fn none() -> Self {
        let normals = vec![Vector3::x(), Vector3::y(), Vector3::z()];
        Self { vectors: Vec::new(), reciprocal: Vec::new(), normals }
    }

    /// As [`Lattice::new`], from vectors in space.
    ///
    /// # Errors
    ///
    /// As for [`Lattice::new`].
    pub fn from_vectors(vectors: Vec<Vector3>) -> Result<Self, LatticeError> {
        let d = vectors.len();
        if d > 3 {
            return Err(LatticeError::TooManyVectors { found: d });
        }
        for (i, v) in vectors.iter().enumerate() {
            all_finite(v.as_slice(), || format!("primitive vector {i}"))?;
        }
        if d == 0 {
            return Ok(Self::none());
        }
        // Scaling each vector to unit length first keeps very long and very short cells exact.
        let lengths: Vec<f64> = vectors.iter().map(Vector3::norm).collect();
        let gram = DMatrix::from_fn(d, d, |i, j| {
            (vectors[i] / lengths[i]).dot(&(vectors[j] / lengths[j]))
        });
        let relative_volume = gram.determinant().max(0.0).sqrt();
        // `!(a > b)` so that the NaN of a vanishing vector is caught too.
        let inverse = gram.try_inverse();
        let (Some(inverse), true) = (inverse, relative_volume > SMALLEST_RELATIVE_VOLUME) else {
            let relative_volume = if relative_volume.is_nan() { 0.0 } else { relative_volume };
            return Err(LatticeError::SingularLattice { relative_volume });
        };
        let reciprocal = (0..d)
            .map(|i| {
                let dual: Vector3 = (0..d).map(|j| vectors[j] / lengths[j] * inverse[(i, j)]).sum();
                dual * (TAU / lengths[i])
            })
            .collect();
        let normals = complete_basis(&vectors);
        Ok(Self { vectors, reciprocal, normals })
    }

    /// Number of periodic directions, 0 to 3.
    pub fn dimension(&self) -> usize {
        self.vectors.len()
    }

    /// Primitive vectors $a_i$.
    pub fn vectors(&self) -> &[Vector3] {
        &self.vectors
    }

    /// Reciprocal vectors $b_i$ with $`a_i \cdot b_j = 2\pi\delta_{ij}`$, in the span of the $a_i$.
    pub fn reciprocal(&self) -> &[Vector3] {
        &self.reciprocal
    }

    /// Orthonormal directions that complete the primitive vectors to space, right-handed with them.
    pub fn normals(&self) -> &[Vector3] {
        &self.normals
    }

    /// Length, area or volume of a primitive cell (1 for a lattice of no vectors).
    pub fn cell_volume(&self) -> f64 {
        let d = self.dimension();
        DMatrix::from_fn(d, d, |i, j| self.vectors[i].dot(&self.vectors[j]))
            .determinant()
            .max(0.0)
            .sqrt()
    }

    /// Whether the vectors, completed by the third axis where they are two, are right-handed.
    pub fn is_right_handed(&self) -> bool {
        match self.vectors.as_slice() {
            [a, b] => a.cross(b).z >= 0.0,
            [a, b, c] => a.cross(b).dot(c) > 0.0,
            _ => true,
        }
    }

    /// The Cartesian origin of `cell`, $\sum_i n_i a_i$.
    pub fn origin_of(&self, cell: Cell) -> Vector3 {
        self.vectors.iter().zip(cell).map(|(a, n)| a * f64::from(n)).sum()
    }

    /// The Cartesian position of reduced coordinates. Components beyond the dimension are lengths
    /// along [`Lattice::normals`].
    pub fn cartesian(&self, reduced: &[f64]) -> Vector3 {
        let axes = self.vectors.iter().chain(&self.normals);
        axes.zip(reduced).map(|(a, x)| a * *x).sum()
    }

    /// The reduced coordinates of a position: along the primitive vectors first, then lengths along
    /// [`Lattice::normals`].
    pub fn reduced(&self, position: &Vector3) -> [f64; 3] {
        let mut coordinates = [0.0; 3];
        let along = self.reciprocal.iter().map(|b| b.dot(position) / TAU);
        let across = self.normals.iter().map(|n| n.dot(position));
        for (x, value) in coordinates.iter_mut().zip(along.chain(across)) {
            *x = value;
        }
        coordinates
    }

    /// The Cartesian wave vector $\sum_i k_i b_i$ of a reduced one.
    pub fn k_cartesian(&self, k: &[f64]) -> Vector3 {
        self.reciprocal.iter().zip(k).map(|(b, x)| b * *x).sum()
    }

    /// Turns a gradient with respect to reduced `k` into the Cartesian one,
    /// $`\nabla_k f = \sum_i \frac{a_i}{2\pi} \partial_i f`$.
    pub fn gradient_cartesian(&self, reduced: &[f64]) -> Vector3 {
        self.vectors.iter().zip(reduced).map(|(a, g)| a * (*g / TAU)).sum()
    }
}

/// Reads 1 to 3 Cartesian components.
pub(crate) fn space_vector(
    components: &[f64],
    what: impl Fn() -> String,
) -> Result<Vector3, LatticeError> {
    if components.is_empty() || components.len() > 3 {
        let expected = "1 to 3".to_owned();
        return Err(LatticeError::WrongLength { what: what(), found: components.len(), expected });
    }
    all_finite(components, what)?;
    let mut vector = Vector3::zeros();
    for (v, c) in vector.iter_mut().zip(components) {
        *v = *c;
    }
    Ok(vector)
}

/// Refuses NaN and infinities, naming what they were given for.
pub(crate) fn all_finite(values: &[f64], what: impl Fn() -> String) -> Result<(), LatticeError> {
    match values.iter().find(|v| !v.is_finite()) {
        Some(value) => Err(LatticeError::NotFinite { what: what(), value: *value }),
        None => Ok(()),
    }
}

/// Orthonormal vectors that complete independent `vectors` to a basis of space: the Cartesian axes,
/// made orthogonal to the vectors and to each other, the least parallel ones in their own order.
fn complete_basis(vectors: &[Vector3]) -> Vec<Vector3> {
    let orthogonal = |v: Vector3, basis: &[Vector3]| {
        // Twice is enough (Kahan): the second pass removes what rounding left of the first.
        let once = basis.iter().fold(v, |v, e| v - e * e.dot(&v));
        basis.iter().fold(once, |v, e| v - e * e.dot(&v))
    };
    let mut basis: Vec<Vector3> = Vec::new();
    for v in vectors {
        basis.push(orthogonal(v.normalize(), &basis).normalize());
    }
    if let [a, b] = basis.as_slice() {
        // A sheet's normal points to +z wherever it can, whatever the order of its vectors.
        let normal = a.cross(b).normalize();
        return vec![if normal.z < -1e-12 { -normal } else { normal }];
    }
    let mut normals = Vec::new();
    while basis.len() < 3 {
        let axes = [Vector3::x(), Vector3::y(), Vector3::z()];
        let rest = axes.map(|axis| orthogonal(axis, &basis));
        let longest = rest.iter().map(Vector3::norm).fold(0.0, f64::max);
        let Some(next) = rest.iter().find(|v| v.norm() > 0.99 * longest) else { break };
        basis.push(next.normalize());
        normals.push(next.normalize());
    }
    normals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reduced_and_cartesian_coordinates_are_inverse() {
        let skew = Lattice::new(&[[1.0, 0.2, 0.0], [0.3, 0.0, 2.0]]).unwrap();
        let position = Vector3::new(0.3, -1.7, 0.4);
        let back = skew.cartesian(&skew.reduced(&position));
        assert!((back - position).norm() < 1e-14);
    }

    #[test]
    fn reciprocal_vectors_are_dual() {
        let bcc = Lattice::new(&[[-0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0.5, 0.5, -0.5]]).unwrap();
        for (i, a) in bcc.vectors().iter().enumerate() {
            for (j, b) in bcc.reciprocal().iter().enumerate() {
                let expected = if i == j { TAU } else { 0.0 };
                assert!((a.dot(b) - expected).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn normals_of_a_chain_along_x_are_y_and_z() {
        let chain = Lattice::new(&[[2.0]]).unwrap();
        assert_eq!(chain.normals(), [Vector3::y(), Vector3::z()]);
    }

    #[test]
    fn dependent_vanishing_and_non_finite_vectors_are_refused() {
        let dependent = Lattice::new(&[[1.0, 2.0], [2.0, 4.0]]);
        assert!(matches!(dependent, Err(LatticeError::SingularLattice { .. })));
        let vanishing = Lattice::new(&[[0.0, 0.0]]);
        assert!(matches!(vanishing, Err(LatticeError::SingularLattice { .. })));
        let nan = Lattice::new(&[[f64::NAN, 0.0]]);
        assert!(matches!(nan, Err(LatticeError::NotFinite { .. })));
        let too_many = Lattice::new(&[[1.0, 0.0]; 4]);
        assert!(matches!(too_many, Err(LatticeError::TooManyVectors { found: 4 })));
    }
}
