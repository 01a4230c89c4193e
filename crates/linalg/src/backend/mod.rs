//! The kernels behind the public functions. Input is already checked when it comes here.
//!
//! Both backends offer the same items under the same names, and `active` is the one in use.

pub(crate) mod faer;

pub(crate) use self::faer as active;
