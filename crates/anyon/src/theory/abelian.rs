//! Abelian anyons: a finite abelian group with a quadratic form.

use super::Theory;
use crate::AnyonError;
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;
use crate::symbols::Symbols;

/// A quadratic form on $\mathbb Z_{n_1} \times \dots \times \mathbb Z_{n_r}$: the twists of abelian anyons.
///
/// ```math
/// \theta_a = \exp 2\pi i \left( \sum_i \frac{t_i a_i^2}{2 n_i} + \sum_{i<j} \frac{m_{ij}\, a_i a_j}{\gcd(n_i, n_j)} \right)
/// ```
///
/// Every quadratic form on the group is of this shape; $t_i$ is even where $n_i$ is odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuadraticForm {
    orders: Vec<i64>,
    own: Vec<i64>,
    mutual: Vec<(usize, usize, i64)>,
}

impl QuadraticForm {
    /// The form with cyclic factors of `orders`, own terms $t_i$ and mutual terms `(i, j, m_ij)` with `i < j`.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Parameter`] for an order that is not between 1 and 4096, more than 4096 anyons, odd $t_i$ at odd $n_i$,
    /// not as many terms as orders, or a mutual term between factors that do not exist.
    pub fn new(
        orders: &[i64],
        own: &[i64],
        mutual: &[(usize, usize, i64)],
    ) -> Result<Self, AnyonError> {
        let refuse = |what, value: String, remedy| AnyonError::Parameter { what, value, remedy };
        let mut size = 1_i64;
        for n in orders {
            size = size.saturating_mul(*n);
            if *n < 1 || size > 4096 {
                return Err(refuse(
                    "the order of an abelian group of anyons",
                    format!("{orders:?}"),
                    "take factors from 1 on, and at most 4096 anyons in all",
                ));
            }
        }
        if orders.len() != own.len() {
            return Err(refuse(
                "the number of own terms of a quadratic form",
                format!("{} for {} factors", own.len(), orders.len()),
                "give one for each factor",
            ));
        }
        if let Some((n, t)) = orders.iter().zip(own).find(|(n, t)| *n % 2 == 1 && *t % 2 != 0) {
            return Err(refuse(
                "the own term of a quadratic form",
                format!("{t} on Z_{n}"),
                "take an even number on a group of odd order",
            ));
        }
        if let Some((i, j, _)) = mutual.iter().find(|(i, j, _)| i >= j || *j >= orders.len()) {
            return Err(refuse(
                "the place of a mutual term of a quadratic form",
                format!("({i}, {j})"),
                "name two different factors, the lower one first",
            ));
        }
        Ok(Self { orders: orders.to_vec(), own: own.to_vec(), mutual: mutual.to_vec() })
    }

    /// The form $\theta_a = e^{2\pi i\, t a^2/2n}$ on $\mathbb Z_n$.
    ///
    /// # Errors
    ///
    /// As [`QuadraticForm::new`].
    pub fn cyclic(n: i64, t: i64) -> Result<Self, AnyonError> {
        Self::new(&[n], &[t], &[])
    }

    /// Number of elements of the group.
    fn size(&self) -> usize {
        self.orders.iter().map(|n| usize::try_from(*n).unwrap_or(1)).product()
    }

    /// The components of element `a`; the last factor varies fastest.
    fn components(&self, a: usize) -> Vec<i64> {
        let mut rest = i64::try_from(a).unwrap_or(0);
        let mut components: Vec<i64> = self
            .orders
            .iter()
            .rev()
            .map(|n| {
                let c = rest % n;
                rest /= n;
                c
            })
            .collect();
        components.reverse();
        components
    }

    fn index(&self, components: &[i64]) -> usize {
        let index =
            self.orders.iter().zip(components).fold(0, |i, (n, c)| i * n + c.rem_euclid(*n));
        usize::try_from(index).unwrap_or(0)
    }

    fn sum(&self, a: usize, b: usize) -> usize {
        let (a, b) = (self.components(a), self.components(b));
        let sum: Vec<i64> = a.iter().zip(&b).map(|(x, y)| x + y).collect();
        self.index(&sum)
    }

    /// $R^{ab} = \exp 2\pi i \left( \sum_i t_i a_i b_i / 2 n_i + \sum_{i<j} m_{ij} a_i b_j / g_{ij} \right)$.
    fn braid(&self, a: usize, b: usize) -> Phase {
        let (a, b) = (self.components(a), self.components(b));
        let own = (0..a.len()).map(|i| Phase::new(self.own[i] * a[i] * b[i], 2 * self.orders[i]));
        let mutual = self.mutual.iter().map(|(i, j, m)| {
            let g = gcd(self.orders[*i], self.orders[*j]);
            Phase::new(m * a[*i] * b[*j], g)
        });
        own.chain(mutual).fold(Phase::ONE, |sum, p| sum + p)
    }

    /// $F^{abc} = \exp 2\pi i \sum_i t_i a_i (b_i + c_i - [b_i + c_i]) / 2 n_i$, a sign.
    fn associator(&self, a: usize, b: usize, c: usize) -> Phase {
        let [a, b, c] = [a, b, c].map(|x| self.components(x));
        (0..a.len())
            .map(|i| {
                let n = self.orders[i];
                let carry = (b[i] + c[i]) / n;
                Phase::new(self.own[i] * a[i] * carry, 2)
            })
            .fold(Phase::ONE, |sum, p| sum + p)
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Symbols for QuadraticForm {
    fn f(&self, _: &FusionRing, a: usize, b: usize, c: usize, _: usize) -> ExactMatrix {
        ExactMatrix::scalar(self.associator(a, b, c).value())
    }

    fn r(&self, _: &FusionRing, a: usize, b: usize, _: usize) -> Option<ExactMatrix> {
        Some(ExactMatrix::scalar(self.braid(a, b).value()))
    }
}

/// Returns the theory of abelian anyons with a quadratic form and these labels, the last cyclic factor fastest.
///
/// ```math
/// R^{ab} = \exp 2\pi i \left( \sum_i \frac{t_i a_i b_i}{2 n_i} + \sum_{i<j} \frac{m_{ij} a_i b_j}{g_{ij}} \right), \qquad
/// F^{abc} = \exp 2\pi i \sum_i \frac{t_i a_i (b_i + c_i - [b_i + c_i])}{2 n_i}
/// ```
///
/// # Errors
///
/// [`AnyonError::Ring`] when the labels are not as many as the group has elements, or not distinct.
///
/// # References
///
/// P. H. Bonderson, *Non-Abelian Anyons and Interferometry*, thesis, California Institute of Technology (2007), section 5.1.
pub fn abelian<L: AsRef<str>>(form: &QuadraticForm, labels: &[L]) -> Result<Theory, AnyonError> {
    if labels.len() != form.size() {
        return Err(AnyonError::Ring {
            what: format!("there are {} labels for {} anyons", labels.len(), form.size()),
            remedy: "give one label for each",
        });
    }
    let ring = FusionRing::from_rules(labels, |a, b, c| u32::from(form.sum(a, b) == c))?;
    let rank = ring.rank();
    let twists = (0..rank).map(|a| form.braid(a, a)).collect();
    let dimensions = vec![Cyclotomic::one(); rank];
    Ok(Theory::from_parts("abelian".to_owned(), ring, form.clone(), dimensions, Some(twists)))
}

fn numbered(form: &QuadraticForm, name: String) -> Result<Theory, AnyonError> {
    let labels: Vec<String> = (0..form.size()).map(|a| a.to_string()).collect();
    Ok(abelian(form, &labels)?.named(name))
}

/// Returns $\mathbb Z_n$ anyons with the twists $\theta_a = e^{2\pi i\, t a^2/2n}$, labels 0 to n − 1.
///
/// For odd `n`, `t` is even. The theory is modular where $t$ is prime to $n$.
///
/// # Errors
///
/// [`AnyonError::Parameter`] for `n` outside 1 to 4096, or odd `t` with odd `n`.
pub fn z_n(n: i64, t: i64) -> Result<Theory, AnyonError> {
    numbered(&QuadraticForm::cyclic(n, t)?, format!("z:{n}:{t}"))
}

/// Returns $SU(N)_1$: $\mathbb Z_N$ anyons with $h_a = a(N - a)/2N$ and central charge $N - 1$.
///
/// # Errors
///
/// [`AnyonError::Parameter`] for `n` outside 2 to 4096.
pub fn su_n_level_1(n: i64) -> Result<Theory, AnyonError> {
    if n < 2 {
        return Err(AnyonError::Parameter {
            what: "N of SU(N)",
            value: n.to_string(),
            remedy: "take at least 2",
        });
    }
    // a(N − a)/2N ≡ (N − 1) a²/2N modulo 1, because a² ≡ a modulo 2
    numbered(&QuadraticForm::cyclic(n, n - 1)?, format!("su:{n}"))
}

/// Returns the semion theory: $s \times s = 1$, $\theta_s = i$, $c = 1$.
pub fn semion() -> Theory {
    QuadraticForm::cyclic(2, 1)
        .and_then(|form| abelian(&form, &["1", "s"]))
        .expect("the semion theory is consistent")
        .named("semion")
}

/// Returns the toric code: $e$ and $m$ are bosons with mutual statistics −1, $\psi = e \times m$ is a fermion.
///
/// # References
///
/// A. Kitaev, Ann. Phys. **303**, 2 (2003), [doi:10.1016/S0003-4916(02)00018-0](https://doi.org/10.1016/S0003-4916(02)00018-0).
pub fn toric_code() -> Theory {
    QuadraticForm::new(&[2, 2], &[0, 0], &[(0, 1, 1)])
        .and_then(|form| abelian(&form, &["1", "m", "e", "psi"]))
        .expect("the toric code is consistent")
        .named("toric")
}

/// Returns the double semion: a semion, its mirror image, and the boson of both.
///
/// # References
///
/// M. A. Levin, X.-G. Wen, Phys. Rev. B **71**, 045110 (2005), [doi:10.1103/PhysRevB.71.045110](https://doi.org/10.1103/PhysRevB.71.045110).
pub fn double_semion() -> Theory {
    QuadraticForm::new(&[2, 2], &[1, -1], &[])
        .and_then(|form| abelian(&form, &["1", "sbar", "s", "b"]))
        .expect("the double semion is consistent")
        .named("double-semion")
}
