//! $SU(2)_k$ and $SO(3)_k$ by quantum 6j-symbols.

use super::Theory;
use crate::AnyonError;
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;
use crate::symbols::Symbols;

/// Symbols of $SU(2)_k$; labels are twice the spin.
#[derive(Debug)]
struct QuantumSixJ {
    /// The level.
    k: usize,
    /// $[n]!$ for $n \le k + 1$.
    factorials: Vec<Cyclotomic>,
    /// $1/[n]!$ for $n \le k + 1$.
    inverses: Vec<Cyclotomic>,
    /// $[n]$ for $n \le k + 1$.
    integers: Vec<Cyclotomic>,
    /// $1/[n]$ for $1 \le n \le k + 1$.
    reciprocals: Vec<Cyclotomic>,
}

impl QuantumSixJ {
    fn new(k: usize) -> Self {
        let period = i64::try_from(2 * (k + 2)).expect("a level of at most 512");
        // [n] = q^{n−1} + q^{n−3} + … + q^{1−n} with q = e^{iπ/(k+2)}
        let integers: Vec<Cyclotomic> = (0..=i64::try_from(k + 1).unwrap_or(0))
            .map(|n| {
                (0..n)
                    .map(|j| Phase::new(n - 1 - 2 * j, period).value())
                    .sum::<Cyclotomic>()
                    .raised_to_order(u32::try_from(period).unwrap_or(1))
            })
            .collect();
        let reciprocals: Vec<Cyclotomic> =
            integers.iter().map(|n| n.inverse().unwrap_or_default()).collect();
        let products = |numbers: &[Cyclotomic]| -> Vec<Cyclotomic> {
            let mut products = vec![Cyclotomic::one().raised_to_order(integers[0].order())];
            for n in &numbers[1..] {
                products.push(products[products.len() - 1].clone() * n);
            }
            products
        };
        let (factorials, inverses) = (products(&integers), products(&reciprocals));
        Self { k, factorials, inverses, integers, reciprocals }
    }

    /// $\Delta^2(a, b, c)$ with twice the spins as arguments.
    fn triangle(&self, a: usize, b: usize, c: usize) -> Cyclotomic {
        &self.factorials[(a + b - c) / 2]
            * &self.factorials[(a + c - b) / 2]
            * &self.factorials[(b + c - a) / 2]
            * &self.inverses[(a + b + c) / 2 + 1]
    }

    /// Racah's sum, with twice the spins as arguments.
    fn racah(&self, [a, b, c, d, e, f]: [usize; 6]) -> Cyclotomic {
        let lower = [a + b + e, e + c + d, b + c + f, a + f + d].map(|x| x / 2);
        let upper = [a + b + c + d, a + e + c + f, b + e + d + f].map(|x| x / 2);
        let first = lower.into_iter().max().unwrap_or(0);
        let last = upper.into_iter().min().unwrap_or(0).min(self.k);
        let mut sum = Cyclotomic::zero();
        for z in first..=last {
            let mut term = self.factorials[z + 1].clone();
            for x in lower {
                term *= &self.inverses[z - x];
            }
            for x in upper {
                term *= &self.inverses[x - z];
            }
            if z % 2 == 0 {
                sum += term;
            } else {
                sum -= &term;
            }
        }
        sum
    }
}

impl Symbols for QuantumSixJ {
    fn f(&self, ring: &FusionRing, a: usize, b: usize, c: usize, d: usize) -> ExactMatrix {
        let (rows, columns) = (ring.left_trees(a, b, c, d), ring.right_trees(a, b, c, d));
        let sign = if ((a + b + c + d) / 2).is_multiple_of(2) { 1 } else { -1 };
        let factors: Vec<Cyclotomic> = columns
            .iter()
            .map(|t| {
                let f = t.charge;
                self.triangle(b, c, f) * self.triangle(a, f, d) * &self.integers[f + 1] * sign
            })
            .collect();
        ExactMatrix::from_fn(rows.len(), columns.len(), |i, j| {
            self.racah([a, b, c, d, rows[i].charge, columns[j].charge]) * &factors[j]
        })
    }

    fn r(&self, _: &FusionRing, a: usize, b: usize, c: usize) -> Option<ExactMatrix> {
        let [a, b, c] = [a, b, c].map(|x| i64::try_from(x).unwrap_or(0));
        let m = (a + b - c) / 2;
        let period = 4 * (i64::try_from(self.k).unwrap_or(0) + 2);
        let angle = a * b - 2 * m * (a + b) + 2 * m * m - 2 * m;
        let sign = if m % 2 == 0 { 0 } else { period / 2 };
        Some(ExactMatrix::scalar(Phase::new(angle + sign, period).value()))
    }

    fn norm(&self, _: &FusionRing, a: usize, b: usize, c: usize, _: u32) -> Cyclotomic {
        &self.factorials[(a + b + c) / 2 + 1]
            * &self.inverses[(a + b - c) / 2]
            * &self.inverses[(a + c - b) / 2]
            * &self.inverses[(b + c - a) / 2]
            * &self.reciprocals[c + 1]
    }
}

/// Returns $SU(2)_k$: spins $0, \frac12, \dots, \frac k2$, $h_j = j(j+1)/(k+2)$, $c = 3k/(k+2)$.
///
/// Between normalized states, with $`q = e^{2\pi i/(k+2)}`$ and $`[n] = (q^{n/2} - q^{-n/2})/(q^{1/2} - q^{-1/2})`$,
///
/// ```math
/// [F^{j_1 j_2 j_3}_j]_{j_{12} j_{23}} = (-1)^{j_1 + j_2 + j_3 + j} \sqrt{[2 j_{12} + 1][2 j_{23} + 1]}
/// \begin{Bmatrix} j_1 & j_2 & j_{12} \\ j_3 & j & j_{23} \end{Bmatrix}_q, \qquad
/// R^{j_1 j_2}_j = (-1)^{j - j_1 - j_2} q^{\frac12 \left( j(j+1) - j_1(j_1+1) - j_2(j_2+1) \right)} .
/// ```
///
/// The 6j-symbol is $\Delta(j_1 j_2 j_{12}) \Delta(j_{12} j_3 j) \Delta(j_2 j_3 j_{23}) \Delta(j_1 j_{23} j)$ times Racah's
/// sum. The stored gauge gives $V^{ab}_c$ the squared length $1/\Delta^2(abc)[2c+1]$; then only $\Delta^2$ occurs, and all
/// F-symbols are real numbers of $\mathbb Q(\zeta_{2(k+2)})$.
///
/// # Errors
///
/// [`AnyonError::Parameter`] for a level outside 1 to 512.
///
/// # References
///
/// A. N. Kirillov, N. Yu. Reshetikhin, in *Infinite Dimensional Lie Algebras and Groups*, Adv. Ser. Math. Phys. **7**, 285
/// (World Scientific, 1989); P. H. Bonderson, thesis, California Institute of Technology (2007), section 5.4.
pub fn su2(k: usize) -> Result<Theory, AnyonError> {
    if !(1..=512).contains(&k) {
        return Err(AnyonError::Parameter {
            what: "the level of SU(2)",
            value: k.to_string(),
            remedy: "take a level from 1 to 512",
        });
    }
    let labels: Vec<String> =
        (0..=k).map(|a| if a % 2 == 0 { (a / 2).to_string() } else { format!("{a}/2") }).collect();
    let ring = FusionRing::from_rules(&labels, |a, b, c| {
        let allowed = (a + b + c).is_multiple_of(2) && c <= a + b && a <= b + c && b <= a + c;
        u32::from(allowed && a + b + c <= 2 * k)
    })?;
    let symbols = QuantumSixJ::new(k);
    let dimensions = symbols.integers[1..].to_vec();
    let period = 4 * (i64::try_from(k).unwrap_or(0) + 2);
    let twists = (0..=i64::try_from(k).unwrap_or(0)).map(|a| Phase::new(a * (a + 2), period));
    let twists = twists.collect();
    Ok(Theory::from_parts(format!("su2:{k}"), ring, symbols, dimensions, Some(twists)))
}

/// Returns $SO(3)_k$ for odd `k`: the integer spins of $SU(2)_k$, a modular theory of $(k+1)/2$ anyons. $SO(3)_3$ is Fibonacci.
///
/// # Errors
///
/// [`AnyonError::Parameter`] for a level that is even or outside 1 to 511.
pub fn so3(k: usize) -> Result<Theory, AnyonError> {
    if k.is_multiple_of(2) {
        return Err(AnyonError::Parameter {
            what: "the level of SO(3)",
            value: k.to_string(),
            remedy: "take an odd level: at even ones the integer spins are not modular",
        });
    }
    let all = su2(k)?;
    let integer: Vec<usize> = (0..=k).step_by(2).collect();
    Ok(all.subcategory(&integer)?.named(format!("so3:{k}")))
}
