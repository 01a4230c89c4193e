//! Modular data: S and T matrices, total dimension, central charge, Frobenius-Schur indicators.

use num_complex::Complex64;

use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::theory::Theory;

impl Theory {
    /// The square of the total dimension, $D^2 = \sum_a d_a^2$.
    pub fn total_dimension_squared(&self) -> Cyclotomic {
        (0..self.rank()).map(|a| self.dimension(a) * self.dimension(a)).sum()
    }

    /// The total dimension $D$ as a floating-point number.
    pub fn total_dimension(&self) -> f64 {
        self.total_dimension_squared().to_complex().re.sqrt()
    }

    /// The topological entanglement entropy $\gamma = \ln D$ of a disk without anyons.
    ///
    /// # References
    ///
    /// A. Kitaev, J. Preskill, Phys. Rev. Lett. **96**, 110404 (2006); M. Levin, X.-G. Wen, Phys. Rev. Lett. **96**, 110405 (2006).
    pub fn topological_entanglement_entropy(&self) -> f64 {
        0.5 * self.total_dimension_squared().to_complex().re.ln()
    }

    /// The matrix $D\,S$, whose numbers lie in the field of the theory, or nothing for a theory that does not braid:
    ///
    /// ```math
    /// D\, S_{ab} = \sum_c N_{a \bar b}^c \frac{\theta_c}{\theta_a \theta_b} d_c .
    /// ```
    ///
    /// # References
    ///
    /// A. Kitaev, Ann. Phys. **321**, 2 (2006), eq. (223).
    pub fn scaled_s_matrix(&self) -> Option<ExactMatrix> {
        let twists = self.twists()?;
        let (ring, rank) = (self.ring(), self.rank());
        // The products θ_c d_c are few, the sums over channels many.
        let weights: Vec<Cyclotomic> =
            (0..rank).map(|c| self.dimension(c) * &twists[c].value()).collect();
        let mut s = ExactMatrix::zeros(rank, rank);
        for a in 0..rank {
            for b in a..rank {
                let sum: Cyclotomic = ring
                    .channels(a, ring.dual(b))
                    .iter()
                    .map(|(c, n)| &weights[*c] * i64::from(*n))
                    .sum();
                let entry = sum * (-(twists[a] + twists[b])).value();
                s.set(b, a, entry.clone());
                s.set(a, b, entry);
            }
        }
        Some(s)
    }

    /// The matrix $S$ as floating-point numbers, or nothing for a theory that does not braid.
    pub fn s_matrix(&self) -> Option<Vec<Vec<Complex64>>> {
        let scale = self.total_dimension();
        let mut s = self.scaled_s_matrix()?.to_complex();
        s.iter_mut().flatten().for_each(|entry| *entry /= scale);
        Some(s)
    }

    /// Whether the theory braids and no anyon but the vacuum braids trivially with all: $S$ is invertible.
    pub fn is_modular(&self) -> bool {
        self.is_braided() && self.transparent_anyon().is_none()
    }

    /// An anyon other than the vacuum that braids trivially with all: $D S_{ab} = d_a d_b$ for every $b$.
    ///
    /// A braided theory is modular exactly when there is none (M. Müger, Proc. London Math. Soc. **87**, 291 (2003)).
    pub fn transparent_anyon(&self) -> Option<usize> {
        let s = self.scaled_s_matrix()?;
        (1..self.rank()).find(|a| {
            (0..self.rank()).all(|b| *s.get(*a, b) == self.dimension(*a) * self.dimension(b))
        })
    }

    /// The Gauss sum $p_+ = \sum_a d_a^2 \theta_a$, or nothing for a theory that does not braid.
    pub fn gauss_sum(&self) -> Option<Cyclotomic> {
        let twists = self.twists()?;
        let term = |a: usize| self.dimension(a) * self.dimension(a) * twists[a].value();
        Some((0..self.rank()).map(term).sum())
    }

    /// The phase $e^{2\pi i c/8} = p_+ / D$ that holds the central charge modulo 8, exactly; nothing when the
    /// theory is not modular.
    ///
    /// $p_+^2 / D^2$ is a root of unity of the field; which of its two roots is meant is read off a sign that an
    /// enclosure proves.
    pub fn central_charge_phase(&self) -> Option<Phase> {
        let gauss = self.gauss_sum()?;
        let squared = self.total_dimension_squared();
        if &gauss * &gauss.conj() != squared {
            return None;
        }
        let square = (&gauss * &gauss * &squared.inverse()?).as_root_of_unity()?;
        let (p, q) = (i64::from(square.numerator()), i64::from(square.denominator()));
        let root = Phase::new(p, 2 * q);
        let length = gauss * (-root).value();
        Some(if length.sign()?.is_gt() { root } else { root + Phase::new(1, 2) })
    }

    /// The central charge modulo 8 as a fraction in lowest terms, `0 <= p/q < 8`; nothing when the theory is not modular.
    pub fn central_charge(&self) -> Option<(u32, u32)> {
        let phase = self.central_charge_phase()?;
        let common = u32::min(8, 1 << phase.denominator().trailing_zeros());
        Some((phase.numerator() * (8 / common), phase.denominator() / common))
    }

    /// The Frobenius-Schur indicator of `a` of a modular theory: 1 or −1 for a self-dual anyon, else 0.
    ///
    /// ```math
    /// \nu_a = \frac{1}{D^2} \sum_{bc} N_{bc}^a\, d_b d_c \frac{\theta_b^2}{\theta_c^2}
    /// ```
    ///
    /// # References
    ///
    /// P. Bantay, Phys. Lett. B **394**, 87 (1997), [doi:10.1016/S0370-2693(96)01662-0](https://doi.org/10.1016/S0370-2693(96)01662-0).
    pub fn frobenius_schur(&self, a: usize) -> Option<i64> {
        let twists = self.twists()?;
        let (ring, rank) = (self.ring(), self.rank());
        let mut sum = Cyclotomic::zero();
        for b in 0..rank {
            for c in 0..rank {
                let n = ring.n(b, c, a);
                if n > 0 {
                    let phase = (twists[b] - twists[c]) * 2;
                    sum += self.dimension(b) * self.dimension(c) * phase.value() * i64::from(n);
                }
            }
        }
        (sum * &self.total_dimension_squared().inverse()?).as_integer()
    }
}
