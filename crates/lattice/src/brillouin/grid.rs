//! Uniform grids of wave vectors.

use serde::Serialize;
use thouless_linalg::{LANES, Lanes};

use crate::LatticeError;
use crate::lattice::all_finite;
use crate::memory::check_memory;

/// The uniform grid $`k_a = (i_a + s_a) / n_a`$ with $`0 \le i_a < n_a`$ that covers the zone once.
///
/// Without a shift $s$ it contains Γ. The last index runs fastest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KGrid {
    divisions: Vec<usize>,
    shift: Vec<f64>,
}

impl KGrid {
    /// The grid of `n` divisions along each reciprocal vector, Γ among its points.
    ///
    /// # Errors
    ///
    /// [`LatticeError::GridDivisions`] where a number is zero, [`LatticeError::TooLarge`] where one
    /// number for each point would not fit into memory.
    pub fn new(n: impl AsRef<[usize]>) -> Result<Self, LatticeError> {
        let divisions = n.as_ref().to_vec();
        if let Some(axis) = divisions.iter().position(|n| *n == 0) {
            return Err(LatticeError::GridDivisions { axis });
        }
        if divisions.len() > 3 {
            let what = "the grid of wave vectors".to_owned();
            let (found, expected) = (divisions.len(), "0 to 3".to_owned());
            return Err(LatticeError::WrongLength { what, found, expected });
        }
        let grid = Self { shift: vec![0.0; divisions.len()], divisions };
        grid.check_memory(8)?;
        Ok(grid)
    }

    /// The grid of `n` divisions along each of `dimension` directions.
    ///
    /// # Errors
    ///
    /// As [`KGrid::new`].
    pub fn cubic(dimension: usize, n: usize) -> Result<Self, LatticeError> {
        Self::new(vec![n; dimension])
    }

    /// The same grid displaced by a fraction of its step along each direction.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongLength`] and [`LatticeError::NotFinite`].
    pub fn shifted(mut self, shift: impl AsRef<[f64]>) -> Result<Self, LatticeError> {
        let shift = shift.as_ref();
        if shift.len() != self.dimension() {
            let expected = self.dimension().to_string();
            let what = "the shift of the grid".to_owned();
            return Err(LatticeError::WrongLength { what, found: shift.len(), expected });
        }
        all_finite(shift, || "a component of the shift of the grid".to_owned())?;
        self.shift = shift.to_vec();
        Ok(self)
    }

    /// Number of divisions along each direction.
    pub fn divisions(&self) -> &[usize] {
        &self.divisions
    }

    /// Displacement, in steps of the grid.
    pub fn shift(&self) -> &[f64] {
        &self.shift
    }

    /// Number of directions.
    pub fn dimension(&self) -> usize {
        self.divisions.len()
    }

    /// Number of points.
    #[expect(clippy::len_without_is_empty, reason = "a grid is never empty")]
    pub fn len(&self) -> usize {
        self.divisions.iter().product()
    }

    /// Refuses grids with more points than memory holds `bytes_each` for.
    ///
    /// # Errors
    ///
    /// [`LatticeError::TooLarge`].
    pub fn check_memory(&self, bytes_each: u64) -> Result<(), LatticeError> {
        let points = self.divisions.iter().fold(1_u128, |p, n| p.saturating_mul(*n as u128));
        let shape: Vec<String> = self.divisions.iter().map(usize::to_string).collect();
        check_memory(format!("a grid of {} wave vectors", shape.join("×")), points, bytes_each)
    }

    /// Refuses a grid of another dimension than the lattice it is used with.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongLength`].
    pub fn check_dimension(&self, dimension: usize) -> Result<(), LatticeError> {
        if self.dimension() == dimension {
            return Ok(());
        }
        let what = "the grid of wave vectors".to_owned();
        let (found, expected) = (self.dimension(), dimension.to_string());
        Err(LatticeError::WrongLength { what, found, expected })
    }

    /// Indices along each direction of point `i`.
    pub fn indices(&self, mut i: usize) -> [usize; 3] {
        let mut indices = [0; 3];
        for a in (0..self.dimension()).rev() {
            indices[a] = i % self.divisions[a];
            i /= self.divisions[a];
        }
        indices
    }

    /// Writes wave vector `i` into the first components of `k`.
    pub fn point_into(&self, i: usize, k: &mut [f64]) {
        let indices = self.indices(i);
        for a in 0..self.dimension() {
            k[a] = (indices[a] as f64 + self.shift[a]) / self.divisions[a] as f64;
        }
    }

    /// Writes the wave vectors from number `first` on into lanes, `k[a][lane]`; lanes beyond the last of
    /// the grid repeat it.
    pub fn lanes_into(&self, first: usize, k: &mut [Lanes]) {
        let d = self.dimension();
        let mut indices = self.indices(first);
        let mut left = self.len().saturating_sub(first);
        for lane in 0..LANES {
            for a in 0..d {
                k[a][lane] = indices[a] as f64 + self.shift[a];
            }
            if left <= 1 {
                continue;
            }
            left -= 1;
            for a in (0..d).rev() {
                indices[a] += 1;
                if indices[a] < self.divisions[a] {
                    break;
                }
                indices[a] = 0;
            }
        }
        for a in 0..d {
            let n = self.divisions[a] as f64;
            k[a].iter_mut().for_each(|x| *x /= n);
        }
    }

    /// Wave vector `i`.
    pub fn point(&self, i: usize) -> Vec<f64> {
        let mut k = vec![0.0; self.dimension()];
        self.point_into(i, &mut k);
        k
    }

    /// All wave vectors in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Vec<f64>> + '_ {
        (0..self.len()).map(|i| self.point(i))
    }
}
