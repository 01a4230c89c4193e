//! Tambara-Yamagami categories.

use super::{SymbolTable, Theory};
use crate::AnyonError;
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;

/// Returns the Tambara-Yamagami category of $A = \mathbb Z_{n_1} \times \dots$ with the bicharacter
/// $\chi(a, b) = e^{2\pi i \sum_i x_i a_i b_i / n_i}$: an abelian group with one more object $m$,
///
/// ```math
/// a \times m = m \times a = m, \qquad m \times m = \sum_{a \in A} a, \qquad
/// F^{amb}_m = F^{mam}_b = \chi(a, b), \qquad [F^{mmm}_m]_{ab} = \frac{\pm 1}{\sqrt{|A|}}\, \chi(a, b)^{-1} .
/// ```
///
/// It is given as a fusion category. A braiding exists only where $A$ is a power of $\mathbb Z_2$ (Siehler); for
/// $\mathbb Z_2$ these are the Ising theories, see [`super::kitaev`].
///
/// # Arguments
///
/// - `orders`: the cyclic factors of the group, with at most 64 elements in all.
/// - `characters`: $x_i$ for each, prime to $n_i$, so that $\chi$ is not degenerate.
/// - `positive`: the sign of $F^{mmm}_m$, which is the Frobenius-Schur indicator of $m$.
///
/// # Errors
///
/// [`AnyonError::Parameter`] for a group that is empty or too large and a degenerate bicharacter.
///
/// # References
///
/// D. Tambara, S. Yamagami, J. Algebra **209**, 692 (1998), [doi:10.1006/jabr.1998.7558](https://doi.org/10.1006/jabr.1998.7558);
/// J. Siehler, [arXiv:math/0011037](https://arxiv.org/abs/math/0011037) (2000).
pub fn tambara_yamagami(
    orders: &[u32],
    characters: &[i64],
    positive: bool,
) -> Result<Theory, AnyonError> {
    let size = orders.iter().try_fold(1_u32, |size, n| size.checked_mul(*n)).unwrap_or(u32::MAX);
    if size == 0 || size > 64 {
        return Err(AnyonError::Parameter {
            what: "the group of a Tambara-Yamagami category",
            value: format!("{orders:?}"),
            remedy: "take cyclic factors with at most 64 elements in all",
        });
    }
    let coprime =
        |(n, x): (&u32, &i64)| crate::exact::field::gcd(u64::from(*n), x.unsigned_abs()) == 1;
    if orders.len() != characters.len() || !orders.iter().zip(characters).all(coprime) {
        return Err(AnyonError::Parameter {
            what: "the bicharacter of a Tambara-Yamagami category",
            value: format!("{characters:?} on factors {orders:?}"),
            remedy: "give one number for each factor, prime to its order",
        });
    }
    let n = size as usize;
    let components = |mut a: usize| -> Vec<i64> {
        let mut digits: Vec<i64> = Vec::new();
        for order in orders.iter().rev() {
            digits.push(i64::try_from(a % *order as usize).unwrap_or(0));
            a /= *order as usize;
        }
        digits.reverse();
        digits
    };
    let sum = |a: usize, b: usize| {
        components(a).iter().zip(components(b)).zip(orders).fold(0, |index, ((x, y), order)| {
            let order = i64::from(*order);
            index * usize::try_from(order).unwrap_or(1)
                + usize::try_from((x + y) % order).unwrap_or(0)
        })
    };
    let chi = |a: usize, b: usize| {
        let (a, b) = (components(a), components(b));
        (0..a.len())
            .map(|i| Phase::new(characters[i] * a[i] * b[i], i64::from(orders[i])))
            .fold(Phase::ONE, |total, p| total + p)
    };

    let mut labels: Vec<String> = (0..n).map(|a| a.to_string()).collect();
    labels.push("m".to_owned());
    let ring = FusionRing::from_rules(&labels, |a, b, c| {
        u32::from(match (a == n, b == n) {
            (false, false) => c < n && sum(a, b) == c,
            (true, true) => c < n,
            _ => c == n,
        })
    })?;
    let mut symbols = SymbolTable::new();
    for a in 0..n {
        for b in 0..n {
            let value = ExactMatrix::scalar(chi(a, b).value());
            symbols = symbols.with_f([a, n, b, n], value.clone()).with_f([n, a, n, b], value);
        }
    }
    let sign = if positive { 1 } else { -1 };
    let scale = Cyclotomic::square_root(size)
        * &Cyclotomic::rational(sign, i64::from(size)).unwrap_or_default();
    symbols =
        symbols.with_f([n; 4], ExactMatrix::from_fn(n, n, |a, b| (-chi(a, b)).value() * &scale));
    let mut dimensions = vec![Cyclotomic::one(); n];
    dimensions.push(Cyclotomic::square_root(size));
    let name: Vec<String> = orders.iter().map(u32::to_string).collect();
    let name = format!("ty:{}:{}", name.join(","), if positive { "+" } else { "-" });
    Ok(Theory::from_parts(name, ring, symbols, dimensions, None))
}
