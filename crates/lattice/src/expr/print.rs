//! Numbers as expressions that read back to the same bits.

use num_complex::Complex64;

/// Writes a complex number as an expression: `0.5`, `0.1*i`, `(0.1-0.2*i)`.
///
/// Both parts are printed with the fewest digits that read back exactly.
pub(crate) fn complex(z: Complex64) -> String {
    let Complex64 { re, im } = z;
    if im == 0.0 {
        return format!("{re:?}");
    }
    let imaginary = format!("{:?}*i", im.abs());
    let sign = if im < 0.0 { "-" } else { "+" };
    if re == 0.0 {
        let sign = if im < 0.0 { "-" } else { "" };
        return format!("{sign}{imaginary}");
    }
    format!("({re:?}{sign}{imaginary})")
}
