//! An estimate of the condition of a factored matrix.

use super::ldl::SparseLdl;
use crate::{LinalgError, Scalar};
use nalgebra::DMatrix;

/// Steps after which the estimate is taken as it is.
const STEPS: usize = 5;

impl<T: Scalar> SparseLdl<T> {
    /// Returns an estimate of the condition $`\lVert A - \sigma \rVert_1 \lVert (A - \sigma)^{-1} \rVert_1`$, from below and
    /// nearly always within a factor of three; infinite where a pivot is zero.
    ///
    /// It takes at most eleven solutions, once.
    ///
    /// # Errors
    ///
    /// Those of [`bunch_kaufman`](crate::bunch_kaufman) for the kept rows.
    ///
    /// # References
    ///
    /// W. W. Hager, SIAM J. Sci. Stat. Comput. **5**, 311 (1984); N. J. Higham, ACM Trans. Math. Softw. **14**, 381 (1988),
    /// [doi:10.1145/50063.214386](https://doi.org/10.1145/50063.214386).
    pub fn condition(&self) -> Result<f64, LinalgError> {
        if let Some(&condition) = self.condition.get() {
            return Ok(condition);
        }
        let condition = if self.n() == 0 {
            1.0
        } else if self.inertia()?.zero > 0 {
            f64::INFINITY
        } else {
            let product = self.norm() * self.inverse_norm()?;
            if product.is_nan() { f64::INFINITY } else { product }
        };
        Ok(*self.condition.get_or_init(|| condition))
    }

    /// A lower bound of $`\lVert (A - \sigma)^{-1} \rVert_1`$, by going uphill from the corner of the unit ball to which the
    /// gradient of the norm points.
    fn inverse_norm(&self) -> Result<f64, LinalgError> {
        let n = self.n();
        let sum = |v: &DMatrix<T>| v.iter().map(|z| z.modulus()).sum::<f64>();
        let sign = |z: T| {
            let size = z.modulus();
            if size > 0.0 { z.unscale(size) } else { T::one() }
        };
        let mut v = self.substitute(&DMatrix::from_element(n, 1, T::from_real(1.0 / n as f64)))?;
        let mut norm = sum(&v);
        let mut before = None;
        for _ in 0..STEPS {
            let gradient = self.substitute(&v.map(sign))?;
            let steepest = (0..n)
                .max_by(|&i, &j| gradient[i].modulus().total_cmp(&gradient[j].modulus()))
                .unwrap_or(0);
            if before == Some(steepest) {
                break;
            }
            before = Some(steepest);
            let mut corner = DMatrix::zeros(n, 1);
            corner[steepest] = T::one();
            v = self.substitute(&corner)?;
            let next = sum(&v);
            if next <= norm {
                break;
            }
            norm = next;
        }
        // a vector that no cancellation hides from
        let slope = |i: usize| 1.0 + i as f64 / (n.max(2) - 1) as f64;
        let waving =
            |i: usize| T::from_real(if i.is_multiple_of(2) { slope(i) } else { -slope(i) });
        let other = self.substitute(&DMatrix::from_fn(n, 1, |i, _| waving(i)))?;
        Ok(norm.max(2.0 * sum(&other) / (3.0 * n as f64)))
    }
}
