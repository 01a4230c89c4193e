//! Fusion rings: which anyons there are and how they fuse.

use crate::AnyonError;

/// A fusion ring: labels and multiplicities $a \times b = \sum_c N_{ab}^c\, c$, with unit, duals and associativity.
///
/// The unit is always label 0. Rings need not be commutative unless a theory braids.
///
/// # Examples
///
/// ```
/// use thouless_anyon::FusionRing;
///
/// let fibonacci = FusionRing::from_rules(&["1", "tau"], |a, b, c| match (a, b) {
///     (0, _) => u32::from(b == c),
///     (_, 0) => u32::from(a == c),
///     _ => 1, // tau × tau = 1 + tau
/// })?;
/// assert_eq!(fibonacci.dual(1), 1);
/// assert!((fibonacci.perron_frobenius_dimensions()[1] - 1.618033988749895).abs() < 1e-12);
/// # Ok::<(), thouless_anyon::AnyonError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FusionRing {
    labels: Vec<String>,
    multiplicities: Vec<u32>,
    duals: Vec<usize>,
    /// For `a * rank + b`: the outcomes and their multiplicities.
    channels: Vec<Vec<(usize, u32)>>,
}

/// A state of two successive fusions: the intermediate charge and the numbers of the two vertices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tree {
    /// Intermediate charge: of $a \times b$ for a left tree, of $b \times c$ for a right one.
    pub charge: usize,
    /// Number of the vertex of the first fusion, below its multiplicity.
    pub first: u32,
    /// Number of the vertex of the second.
    pub second: u32,
}

impl FusionRing {
    /// The ring with these labels, unit first, and multiplicities `n(a, b, c)` $= N_{ab}^c$.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Ring`] when a label is empty or double, when label 0 is no unit, when an anyon has no or two
    /// duals, or when fusion is not associative.
    pub fn from_rules<L: AsRef<str>>(
        labels: &[L],
        mut n: impl FnMut(usize, usize, usize) -> u32,
    ) -> Result<Self, AnyonError> {
        let rank = labels.len();
        let labels: Vec<String> = labels.iter().map(|l| l.as_ref().to_owned()).collect();
        let mut multiplicities = Vec::with_capacity(rank.pow(3));
        for a in 0..rank {
            for b in 0..rank {
                multiplicities.extend((0..rank).map(|c| n(a, b, c)));
            }
        }
        let channels = multiplicities
            .chunks(rank.max(1))
            .map(|row| row.iter().copied().enumerate().filter(|(_, n)| *n > 0).collect())
            .collect();
        let mut ring = Self { labels, multiplicities, duals: Vec::new(), channels };
        ring.check_labels()?;
        ring.check_unit()?;
        ring.duals = ring.find_duals()?;
        ring.check_associativity()?;
        Ok(ring)
    }

    fn broken(what: String, remedy: &'static str) -> AnyonError {
        AnyonError::Ring { what, remedy }
    }

    fn check_labels(&self) -> Result<(), AnyonError> {
        if self.labels.is_empty() {
            return Err(Self::broken("there are no labels".to_owned(), "list the unit first"));
        }
        for (i, label) in self.labels.iter().enumerate() {
            if label.is_empty() || label.contains(char::is_whitespace) {
                return Err(Self::broken(
                    format!("label {i} is `{label}`"),
                    "labels are words without spaces",
                ));
            }
            if self.labels[..i].contains(label) {
                return Err(Self::broken(
                    format!("`{label}` is listed twice"),
                    "give each anyon its own label",
                ));
            }
        }
        Ok(())
    }

    fn check_unit(&self) -> Result<(), AnyonError> {
        for a in 0..self.rank() {
            for c in 0..self.rank() {
                let expected = u32::from(a == c);
                if self.n(0, a, c) != expected || self.n(a, 0, c) != expected {
                    return Err(Self::broken(
                        format!("`{}` times the first label is not itself", self.labels[a]),
                        "the first label is the vacuum",
                    ));
                }
            }
        }
        Ok(())
    }

    fn find_duals(&self) -> Result<Vec<usize>, AnyonError> {
        let dual = |a: usize| {
            let partners: Vec<usize> = (0..self.rank()).filter(|b| self.n(a, *b, 0) > 0).collect();
            match partners.as_slice() {
                [b] if self.n(a, *b, 0) == 1 && self.n(*b, a, 0) == 1 => Ok(*b),
                _ => Err(Self::broken(
                    format!("`{}` fuses to the vacuum in {} ways", self.labels[a], partners.len()),
                    "every anyon has one antiparticle, and fuses with it to the vacuum in one way",
                )),
            }
        };
        (0..self.rank()).map(dual).collect()
    }

    fn check_associativity(&self) -> Result<(), AnyonError> {
        let rank = self.rank();
        let mut left = vec![0_u64; rank];
        let mut right = vec![0_u64; rank];
        for a in 0..rank {
            for b in 0..rank {
                for c in 0..rank {
                    left.fill(0);
                    right.fill(0);
                    for (e, n) in self.channels(a, b) {
                        for (d, m) in self.channels(*e, c) {
                            left[*d] += u64::from(*n) * u64::from(*m);
                        }
                    }
                    for (f, n) in self.channels(b, c) {
                        for (d, m) in self.channels(a, *f) {
                            right[*d] += u64::from(*n) * u64::from(*m);
                        }
                    }
                    if left != right {
                        let name = |i: usize| &self.labels[i];
                        return Err(Self::broken(
                            format!(
                                "({0} x {1}) x {2} is not {0} x ({1} x {2})",
                                name(a),
                                name(b),
                                name(c)
                            ),
                            "fusion is associative",
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    /// Number of labels.
    pub fn rank(&self) -> usize {
        self.labels.len()
    }

    /// The labels, the unit first.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The label with this name.
    pub fn index_of(&self, label: &str) -> Option<usize> {
        self.labels.iter().position(|l| l == label)
    }

    /// The multiplicity $N_{ab}^c$.
    pub fn n(&self, a: usize, b: usize, c: usize) -> u32 {
        self.multiplicities[(a * self.rank() + b) * self.rank() + c]
    }

    /// The outcomes of $a \times b$ with their multiplicities, in the order of the labels.
    pub fn channels(&self, a: usize, b: usize) -> &[(usize, u32)] {
        &self.channels[a * self.rank() + b]
    }

    /// The labels of the outcomes of $a \times b$, each as often as its multiplicity.
    pub fn outcomes(&self, a: usize, b: usize) -> Vec<String> {
        let outcomes = self.channels(a, b).iter();
        outcomes.flat_map(|(c, n)| (0..*n).map(|_| self.labels[*c].clone())).collect()
    }

    /// The antiparticle of `a`.
    pub fn dual(&self, a: usize) -> usize {
        self.duals[a]
    }

    /// Whether $N_{ab}^c \le 1$ throughout.
    pub fn is_multiplicity_free(&self) -> bool {
        self.multiplicities.iter().all(|n| *n <= 1)
    }

    /// Whether $a \times b = b \times a$ throughout, without which there is no braiding.
    pub fn is_commutative(&self) -> bool {
        let rank = self.rank();
        (0..rank).all(|a| (0..a).all(|b| self.channels(a, b) == self.channels(b, a)))
    }

    /// The states of $((a b)_e c)_d$: rows of $F^{abc}_d$, ordered by $e$, then by the two vertices.
    pub fn left_trees(&self, a: usize, b: usize, c: usize, d: usize) -> Vec<Tree> {
        trees(self.channels(a, b), |e| self.n(e, c, d))
    }

    /// The states of $(a (b c)_f)_d$: columns of $F^{abc}_d$, ordered by $f$, then by the two vertices.
    pub fn right_trees(&self, a: usize, b: usize, c: usize, d: usize) -> Vec<Tree> {
        trees(self.channels(b, c), |f| self.n(a, f, d))
    }

    /// The dimensions of Perron and Frobenius: the positive solution of $d_a d_b = \sum_c N_{ab}^c d_c$.
    pub fn perron_frobenius_dimensions(&self) -> Vec<f64> {
        // The sum of all N_a is a positive matrix, whose largest eigenvector is found by iteration.
        let rank = self.rank();
        let mut d = vec![1.0; rank];
        for _ in 0..10_000 {
            let mut next = vec![0.0; rank];
            for a in 0..rank {
                for (b, x) in d.iter().enumerate() {
                    for (c, n) in self.channels(a, b) {
                        next[*c] += f64::from(*n) * x;
                    }
                }
            }
            let scale = next[0];
            for x in &mut next {
                *x /= scale;
            }
            let change = next.iter().zip(&d).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
            d = next;
            if change < 1e-14 * d.iter().fold(0.0, |m: f64, x| m.max(*x)) {
                break;
            }
        }
        d
    }
}

fn trees(channels: &[(usize, u32)], second: impl Fn(usize) -> u32) -> Vec<Tree> {
    let mut trees = Vec::new();
    for (charge, n) in channels {
        for first in 0..*n {
            let vertices = 0..second(*charge);
            trees.extend(vertices.map(|second| Tree { charge: *charge, first, second }));
        }
    }
    trees
}
