//! Matrices so large or small that squares of their entries leave the range of `f64`.

use crate::{Scalar, check};
use nalgebra::DMatrix;

/// Between these largest entries no kernel overflows or loses digits.
const SAFE: std::ops::RangeInclusive<f64> = 1e-100..=1e100;

/// The square root of a power of two; a power of two itself, so that scaling is exact.
///
/// The factor is applied twice because its square can leave the range of `f64`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    root: f64,
}

impl Scale {
    /// The factor that brings `a` into the safe range; nothing when it is there already.
    pub(super) fn of<T: Scalar>(a: &DMatrix<T>) -> Option<Self> {
        let largest = check::largest(a);
        let needed = largest > 0.0 && !SAFE.contains(&largest);
        needed.then(|| Self { root: (-largest.log2() / 2.0).round().exp2() })
    }

    pub(super) fn apply<T: Scalar>(self, a: &DMatrix<T>) -> DMatrix<T> {
        let root = T::from_real(self.root);
        a.map(|x| x * root * root)
    }

    pub(super) fn undo(self, value: f64) -> f64 {
        value / self.root / self.root
    }
}
