//! Fusion spaces: the states of several anyons with a total charge.

use std::collections::HashMap;

use crate::AnyonError;
use crate::exact::Cyclotomic;
use crate::theory::Theory;

/// Spaces of more dimensions are refused.
const MAX_DIMENSION: u128 = 4_000_000;

/// The states of anyons $a_1 \dots a_n$ with total charge $c$, fused from the left: $(((a_1 a_2)_{e_2} a_3)_{e_3} \dots)_c$.
///
/// States are sorted by $e_2$, then $e_3$, and so on, each in the order of the labels; where fusion has multiplicities,
/// the vertex stands beside its charge.
#[derive(Debug, Clone)]
pub struct FusionSpace {
    theory: Theory,
    anyons: Vec<usize>,
    total: usize,
    states: Vec<FusionState>,
    places: HashMap<FusionState, usize>,
}

/// One state: the charges of the first 1, 2, …, n anyons, and the vertex at which each was reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FusionState {
    /// Charge of the first anyon, of the first two, …, of all.
    pub charges: Vec<usize>,
    /// Vertex of each, below its multiplicity; that of the first anyon is 0.
    pub vertices: Vec<u32>,
}

impl Theory {
    /// The space of anyons with a total charge, all by their labels.
    ///
    /// # Errors
    ///
    /// [`AnyonError::UnknownLabel`], [`AnyonError::Charge`] when the anyons cannot fuse to `total`,
    /// [`AnyonError::TooLarge`] for more than four million states, [`AnyonError::Parameter`] for no anyons.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_anyon::theory;
    ///
    /// let space = theory::fibonacci().fusion_space(&["tau"; 4], "1")?;
    /// assert_eq!(space.dimension(), 2);
    /// assert_eq!(space.label(1), "tau tau"); // the first two fuse to tau, and so do the first three
    /// # Ok::<(), thouless_anyon::AnyonError>(())
    /// ```
    pub fn fusion_space<L: AsRef<str>>(
        &self,
        anyons: &[L],
        total: &str,
    ) -> Result<FusionSpace, AnyonError> {
        let anyons =
            anyons.iter().map(|a| self.label(a.as_ref())).collect::<Result<Vec<_>, _>>()?;
        FusionSpace::new(self, &anyons, self.label(total)?)
    }

    /// The number of states of anyons for every total charge, by counting alone; nothing beyond 128 bits.
    pub fn fusion_dimensions(&self, anyons: &[usize]) -> Option<Vec<u128>> {
        let mut counts = vec![0_u128; self.rank()];
        counts[0] = 1;
        for a in anyons {
            let mut next = vec![0_u128; self.rank()];
            for (e, count) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                for (f, n) in self.ring().channels(e, *a) {
                    next[*f] = next[*f].checked_add(count.checked_mul(u128::from(*n))?)?;
                }
            }
            counts = next;
        }
        Some(counts)
    }

    /// Ground-state degeneracy on a closed surface of this genus: $\sum_a (D / d_a)^{2g-2}$, an integer.
    ///
    /// Nothing for a theory that is not modular.
    ///
    /// # References
    ///
    /// E. Verlinde, Nucl. Phys. B **300**, 360 (1988).
    pub fn genus_degeneracy(&self, genus: u32) -> Option<Cyclotomic> {
        if !self.is_modular() {
            return None;
        }
        let exponent = i32::try_from(genus).ok()?.checked_sub(1)?;
        let squared = self.total_dimension_squared();
        let term = |a: usize| {
            let d = self.dimension(a);
            (&squared * &(d * d).inverse()?).pow(exponent)
        };
        (0..self.rank()).map(term).try_fold(Cyclotomic::zero(), |sum, term| Some(sum + term?))
    }
}

impl FusionSpace {
    pub(crate) fn new(theory: &Theory, anyons: &[usize], total: usize) -> Result<Self, AnyonError> {
        let ring = theory.ring();
        if anyons.is_empty() {
            return Err(AnyonError::Parameter {
                what: "the number of anyons",
                value: "0".to_owned(),
                remedy: "give at least one",
            });
        }
        let dimensions = theory.fusion_dimensions(anyons);
        let dimension = dimensions.as_ref().map_or(u128::MAX, |d| d[total]);
        if dimension == 0 {
            let names = |labels: &mut dyn Iterator<Item = usize>, between: &str| {
                labels.map(|a| ring.labels()[a].as_str()).collect::<Vec<_>>().join(between)
            };
            let possible = dimensions.unwrap_or_default();
            let mut possible = (0..ring.rank()).filter(|c| possible[*c] > 0);
            return Err(AnyonError::Charge {
                anyons: names(&mut anyons.iter().copied(), " "),
                total: ring.labels()[total].clone(),
                possible: names(&mut possible, ", "),
            });
        }
        if dimension > MAX_DIMENSION {
            return Err(AnyonError::TooLarge {
                dimension,
                what: "a list of its states",
                remedy: "take fewer anyons, for at most four million states",
            });
        }
        // From which charges the rest of the anyons can still reach the total.
        let mut reach = vec![vec![false; ring.rank()]; anyons.len() + 1];
        reach[anyons.len()][total] = true;
        for (i, a) in anyons.iter().enumerate().rev() {
            for e in 0..ring.rank() {
                reach[i][e] = ring.channels(e, *a).iter().any(|(f, _)| reach[i + 1][*f]);
            }
        }
        let mut states = vec![FusionState { charges: Vec::new(), vertices: Vec::new() }];
        for (i, a) in anyons.iter().enumerate() {
            let mut next = Vec::new();
            for state in states {
                let e = state.charges.last().copied().unwrap_or(0);
                for (f, n) in ring.channels(e, *a).iter().filter(|(f, _)| reach[i + 1][*f]) {
                    for vertex in 0..*n {
                        let mut longer = state.clone();
                        longer.charges.push(*f);
                        longer.vertices.push(vertex);
                        next.push(longer);
                    }
                }
            }
            states = next;
        }
        let places = states.iter().cloned().zip(0..).collect();
        Ok(Self { theory: theory.clone(), anyons: anyons.to_vec(), total, states, places })
    }

    /// The theory.
    pub fn theory(&self) -> &Theory {
        &self.theory
    }

    /// The anyons from left to right.
    pub fn anyons(&self) -> &[usize] {
        &self.anyons
    }

    /// The total charge.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Number of states.
    pub fn dimension(&self) -> usize {
        self.states.len()
    }

    /// The states in their order.
    pub fn states(&self) -> &[FusionState] {
        &self.states
    }

    /// The place of a state.
    pub(crate) fn place(&self, state: &FusionState) -> Option<usize> {
        self.places.get(state).copied()
    }

    /// The intermediate charges $e_2 \dots e_{n-1}$ of state `i`, with `:vertex` after a charge that can be reached in more
    /// than one way; `-` where there are none.
    pub fn label(&self, i: usize) -> String {
        let ring = self.theory.ring();
        let state = &self.states[i];
        let mut words = Vec::new();
        for j in 1..self.anyons.len() {
            let (before, after) = (state.charges[j - 1], state.charges[j]);
            let several = ring.n(before, self.anyons[j], after) > 1;
            let last = j + 1 == self.anyons.len();
            if last && !several {
                continue;
            }
            let name = &ring.labels()[after];
            words.push(if several {
                format!("{name}:{}", state.vertices[j])
            } else {
                name.clone()
            });
        }
        if words.is_empty() { "-".to_owned() } else { words.join(" ") }
    }

    /// The squared length of state `i` in the stored gauge of the theory.
    pub fn norm(&self, i: usize) -> Cyclotomic {
        let state = &self.states[i];
        let mut norm = Cyclotomic::one();
        for j in 1..self.anyons.len() {
            let (before, after) = (state.charges[j - 1], state.charges[j]);
            norm *= self.theory.norm(before, self.anyons[j], after, state.vertices[j]);
        }
        norm
    }
}
