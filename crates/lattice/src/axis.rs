//! Directions of a lattice by number or by letter.

/// A lattice direction: that of primitive vector 0, 1 or 2, which [`Axis::X`], [`Axis::Y`] and
/// [`Axis::Z`] name.
///
/// Functions that take `impl Into<Axis>` accept a plain number as well.
///
/// # Examples
///
/// ```
/// use thouless_lattice::Axis;
///
/// assert_eq!(Axis::Y, Axis::from(1));
/// assert_eq!(Axis::Z.index(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Axis(usize);

impl Axis {
    /// Direction 0, that of the first primitive vector.
    pub const X: Self = Self(0);
    /// Direction 1, that of the second primitive vector.
    pub const Y: Self = Self(1);
    /// Direction 2, that of the third primitive vector.
    pub const Z: Self = Self(2);

    /// The number of the direction, counted from 0.
    pub const fn index(self) -> usize {
        self.0
    }
}

impl From<usize> for Axis {
    fn from(direction: usize) -> Self {
        Self(direction)
    }
}
