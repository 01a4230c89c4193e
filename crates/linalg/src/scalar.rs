//! The two number types that everything is written for: `f64` and [`Complex64`].

use nalgebra::DMatrix;
pub use num_complex::Complex64;
use serde::{Serialize, de::DeserializeOwned};

/// The imaginary unit.
pub const I: Complex64 = Complex64::new(0.0, 1.0);

/// A complex matrix of any size, stored by columns.
pub type CMatrix = DMatrix<Complex64>;

/// A real matrix of any size, stored by columns.
pub type RMatrix = DMatrix<f64>;

pub(crate) mod sealed {
    /// What the backends ask of a scalar; it keeps [`super::Scalar`] closed.
    #[cfg(not(feature = "openblas"))]
    pub trait Sealed: faer::traits::ComplexField<Real = f64> {}

    /// What the backends ask of a scalar; it keeps [`super::Scalar`] closed.
    #[cfg(feature = "openblas")]
    pub trait Sealed: faer::traits::ComplexField<Real = f64> + crate::backend::lapack::Raw {}

    impl Sealed for f64 {}
    impl Sealed for super::Complex64 {}
}

/// A matrix entry: `f64` or [`Complex64`]. The trait is sealed.
///
/// Arithmetic comes from [`nalgebra::ComplexField`]; its `conjugate`, `real`, `modulus` mean for a
/// real number what they mean for a complex one.
pub trait Scalar:
    nalgebra::ComplexField<RealField = f64>
    + sealed::Sealed
    + Copy
    + Default
    + Send
    + Sync
    + Serialize
    + DeserializeOwned
{
    /// Whether the type has an imaginary part.
    const IS_COMPLEX: bool;

    /// The number as a complex one.
    fn to_complex(self) -> Complex64;

    /// The number with the real part `re` and, where the type has one, the imaginary part `im`.
    fn from_parts(re: f64, im: f64) -> Self;

    /// Whether neither part is NaN or infinite.
    fn is_finite_number(self) -> bool;
}

impl Scalar for f64 {
    const IS_COMPLEX: bool = false;

    fn to_complex(self) -> Complex64 {
        Complex64::new(self, 0.0)
    }

    fn from_parts(re: f64, _im: f64) -> Self {
        re
    }

    fn is_finite_number(self) -> bool {
        self.is_finite()
    }
}

impl Scalar for Complex64 {
    const IS_COMPLEX: bool = true;

    fn to_complex(self) -> Complex64 {
        self
    }

    fn from_parts(re: f64, im: f64) -> Self {
        Complex64::new(re, im)
    }

    fn is_finite_number(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }
}
