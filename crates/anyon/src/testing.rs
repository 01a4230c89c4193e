//! One call that holds a theory of your own to everything a braided category has to obey.

use crate::{Consistency, Theory};

/// Asserts that `theory` is a unitary braided ribbon category: unit, pentagon, both hexagons, unitarity,
/// dimensions, twists. All equations are checked exactly.
///
/// # Panics
///
/// With the equation and the labels of its first violated instance, and for a theory without R-symbols.
///
/// # Examples
///
/// ```
/// use thouless_anyon::{testing::assert_braided_category, theory};
///
/// let proof = assert_braided_category(&theory::su2(3)?);
/// assert!(proof.modular);
/// # Ok::<(), thouless_anyon::AnyonError>(())
/// ```
pub fn assert_braided_category(theory: &Theory) -> Consistency {
    assert!(theory.is_braided(), "`{}` has no R-symbols", theory.name());
    match theory.verify() {
        Ok(proof) => proof,
        Err(error) => panic!("{error}"),
    }
}
