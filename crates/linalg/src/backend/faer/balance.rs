//! Balancing: a diagonal similarity that makes rows and columns equally long.
//!
//! B. N. Parlett, C. Reinsch, Numer. Math. **13**, 293 (1969),
//! [doi:10.1007/BF02165404](https://doi.org/10.1007/BF02165404), without the permutations.

use crate::{CMatrix, Complex64};

/// A scaling must shorten row and column together by this factor to be worth it.
const WORTH: f64 = 0.95;

/// Replaces `a` by $D^{-1} A D$ with powers of two in `D`, and returns the diagonal of `D`.
pub(super) fn balance(a: &mut CMatrix) -> Vec<f64> {
    let n = a.nrows();
    let mut d = vec![1.0; n];
    let mut changed = true;
    while changed {
        changed = false;
        for i in 0..n {
            let off = |x: &Complex64| x.re.abs() + x.im.abs();
            let column: f64 = (0..n).filter(|&j| j != i).map(|j| off(&a[(j, i)])).sum();
            let row: f64 = (0..n).filter(|&j| j != i).map(|j| off(&a[(i, j)])).sum();
            if column == 0.0 || row == 0.0 {
                continue;
            }
            let factor = (0.5 * (row / column).log2()).round().exp2();
            let now = d[i] * factor;
            let sane = (1e-100..1e100).contains(&now);
            if sane && column * factor + row / factor < WORTH * (column + row) {
                changed = true;
                d[i] = now;
                a.column_mut(i).scale_mut(factor);
                a.row_mut(i).scale_mut(1.0 / factor);
            }
        }
    }
    d
}
