//! Finite groups by their multiplication tables, and their irreducible representations by monomial matrices.

use std::collections::BTreeSet;

use crate::AnyonError;
use crate::exact::{Cyclotomic, Phase};

/// A finite group; element 0 is the identity.
#[derive(Debug, Clone)]
pub(super) struct Group {
    size: usize,
    table: Vec<usize>,
    inverses: Vec<usize>,
}

/// A unitary representation with one entry in each column: `images[x][j]` is the row and the phase of column $j$ of $x$.
#[derive(Debug, Clone)]
pub(super) struct Monomial {
    pub(super) dimension: usize,
    pub(super) images: Vec<Vec<(usize, Phase)>>,
}

impl Group {
    /// The group with this name: `Z5`, `S3`, `A4`, `D4` (the symmetries of the square, of order 8) or `Q8`.
    pub(super) fn by_name(name: &str) -> Result<Self, AnyonError> {
        let unknown = || AnyonError::UnknownTheory {
            name: format!("double:{name}"),
            remedy: "groups are Z1 to Z24, S1 to S4, A1 to A4, D1 to D12 (of order 2 to 24) and Q8"
                .to_owned(),
        };
        let (family, n) = name.split_at_checked(1).ok_or_else(unknown)?;
        let n: usize = n.parse().map_err(|_| unknown())?;
        let rotation: Vec<usize> = (0..n).map(|i| (i + 1) % n).collect();
        let generators = match (family, n) {
            ("Z", 1..=24) => vec![rotation],
            ("D", 1) => vec![vec![1, 0]],
            // the rectangle needs both mirrors, since two points have but one
            ("D", 2) => vec![vec![1, 0, 2, 3], vec![0, 1, 3, 2]],
            ("D", 3..=12) => vec![rotation, (0..n).map(|i| (n - i) % n).collect()],
            ("S", 1..=4) => {
                let mut swap: Vec<usize> = (0..n).collect();
                swap[..n.min(2)].reverse();
                vec![rotation, swap]
            }
            ("A", 1..=4) => (2..n)
                .map(|i| {
                    let mut cycle: Vec<usize> = (0..n).collect();
                    (cycle[0], cycle[1], cycle[i]) = (1, i, 0);
                    cycle
                })
                .collect(),
            // i and j on ±1, ±i, ±j, ±k, in this order
            ("Q", 8) => vec![vec![2, 3, 1, 0, 6, 7, 5, 4], vec![4, 5, 7, 6, 1, 0, 2, 3]],
            _ => return Err(unknown()),
        };
        Ok(Self::generated(&generators, if family == "Q" { 8 } else { n.max(4) }))
    }

    /// The group of permutations of `points` points that `generators` generate; a shorter one leaves the rest alone.
    fn generated(generators: &[Vec<usize>], points: usize) -> Self {
        let full = |g: &Vec<usize>| (0..points).map(|i| g.get(i).copied().unwrap_or(i)).collect();
        let generators: Vec<Vec<usize>> = generators.iter().map(full).collect();
        let mut elements: Vec<Vec<usize>> = vec![(0..points).collect()];
        let compose =
            |x: &[usize], y: &[usize]| -> Vec<usize> { y.iter().map(|i| x[*i]).collect() };
        let mut next = 0;
        while next < elements.len() {
            for g in &generators {
                let product = compose(g, &elements[next]);
                if !elements.contains(&product) {
                    elements.push(product);
                }
            }
            next += 1;
        }
        let size = elements.len();
        let place = |x: &Vec<usize>| elements.iter().position(|y| y == x).unwrap_or(0);
        let mut table = Vec::with_capacity(size * size);
        for x in &elements {
            table.extend(elements.iter().map(|y| place(&compose(x, y))));
        }
        let inverse = |x: usize| (0..size).find(|y| table[x * size + y] == 0).unwrap_or(0);
        let inverses = (0..size).map(inverse).collect();
        Self { size, table, inverses }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn product(&self, x: usize, y: usize) -> usize {
        self.table[x * self.size + y]
    }

    pub(super) fn inverse(&self, x: usize) -> usize {
        self.inverses[x]
    }

    /// $x y x^{-1}$.
    pub(super) fn conjugate(&self, x: usize, y: usize) -> usize {
        self.product(self.product(x, y), self.inverse(x))
    }

    fn order(&self, x: usize) -> usize {
        let mut power = x;
        let mut order = 1;
        while power != 0 {
            power = self.product(power, x);
            order += 1;
        }
        order
    }

    /// The conjugacy classes, the identity's first, then by the order of their elements, by size, and by first element.
    pub(super) fn classes(&self) -> Vec<Vec<usize>> {
        let class = |x: usize| -> BTreeSet<usize> {
            (0..self.size).map(|y| self.conjugate(y, x)).collect()
        };
        let mut classes: Vec<Vec<usize>> = (0..self.size)
            .map(|x| (x, class(x)))
            .filter(|(x, class)| class.first() == Some(x))
            .map(|(_, class)| class.into_iter().collect())
            .collect();
        classes.sort_by_key(|class| (self.order(class[0]), class.len(), class[0]));
        classes
    }

    /// The elements that commute with `x`.
    pub(super) fn centralizer(&self, x: usize) -> Vec<usize> {
        (0..self.size).filter(|y| self.product(x, *y) == self.product(*y, x)).collect()
    }

    fn closure(&self, generators: &[usize]) -> BTreeSet<usize> {
        let mut elements = BTreeSet::from([0]);
        let mut open = vec![0];
        while let Some(x) = open.pop() {
            for g in generators {
                let y = self.product(*g, x);
                if elements.insert(y) {
                    open.push(y);
                }
            }
        }
        elements
    }

    /// The irreducible representations of a subgroup, by dimension, the trivial one first.
    ///
    /// Each is induced from a one-dimensional representation of a subgroup with at most two generators. Every
    /// group of fewer than 24 elements, and those of 24 offered here, have all of theirs of this kind, which the sum
    /// of squared dimensions confirms.
    pub(super) fn irreducibles(&self, subgroup: &[usize]) -> Vec<Monomial> {
        let mut subgroups: Vec<(BTreeSet<usize>, Vec<usize>)> = Vec::new();
        for x in subgroup {
            for y in subgroup {
                let closed = self.closure(&[*x, *y]);
                if !subgroups.iter().any(|(known, _)| *known == closed) {
                    subgroups.push((closed, vec![*x, *y]));
                }
            }
        }
        // Abelian groups with more generators are reached through their centralizers, which contain them whole.
        let whole: BTreeSet<usize> = subgroup.iter().copied().collect();
        if !subgroups.iter().any(|(known, _)| *known == whole) {
            subgroups.push((whole, subgroup.to_vec()));
        }
        subgroups.sort_by_key(|(elements, _)| std::cmp::Reverse(elements.len()));

        let mut found: Vec<(Monomial, Vec<Cyclotomic>)> = Vec::new();
        let mut squares = 0;
        for (elements, generators) in subgroups {
            for character in self.characters(&elements, &generators) {
                if squares == subgroup.len() {
                    break;
                }
                let induced = self.induced(subgroup, &elements, &character);
                let values: Vec<Cyclotomic> =
                    subgroup.iter().map(|x| induced.character(*x)).collect();
                let norm: Cyclotomic = values.iter().map(|v| v * &v.conj()).sum();
                let irreducible = norm.as_integer() == i64::try_from(subgroup.len()).ok();
                if irreducible && !found.iter().any(|(_, known)| *known == values) {
                    squares += induced.dimension * induced.dimension;
                    found.push((induced, values));
                }
            }
        }
        assert_eq!(squares, subgroup.len(), "representations that are not monomial");
        found.sort_by_key(|(representation, _)| representation.dimension);
        found.into_iter().map(|(representation, _)| representation).collect()
    }

    /// The one-dimensional representations of a subgroup, the trivial one first.
    fn characters(
        &self,
        elements: &BTreeSet<usize>,
        generators: &[usize],
    ) -> Vec<Vec<Option<Phase>>> {
        let mut characters = Vec::new();
        let orders: Vec<usize> = generators.iter().map(|g| self.order(*g)).collect();
        let count: usize = orders.iter().product();
        for choice in 0..count.min(1 << 16) {
            let mut rest = choice;
            let phases: Vec<Phase> = orders
                .iter()
                .map(|order| {
                    let digit = rest % order;
                    rest /= order;
                    Phase::new(
                        i64::try_from(digit).unwrap_or(0),
                        i64::try_from(*order).unwrap_or(1),
                    )
                })
                .collect();
            if let Some(character) = self.extended(elements, generators, &phases)
                && !characters.contains(&character)
            {
                characters.push(character);
            }
        }
        characters
    }

    /// The homomorphism with these values on the generators, if there is one.
    fn extended(
        &self,
        elements: &BTreeSet<usize>,
        generators: &[usize],
        phases: &[Phase],
    ) -> Option<Vec<Option<Phase>>> {
        let mut values = vec![None; self.size];
        values[0] = Some(Phase::ONE);
        let mut open = vec![0];
        while let Some(x) = open.pop() {
            for (g, phase) in generators.iter().zip(phases) {
                let (y, value) = (self.product(*g, x), values[x]? + *phase);
                match values[y] {
                    None => {
                        values[y] = Some(value);
                        open.push(y);
                    }
                    Some(known) if known == value => {}
                    Some(_) => return None,
                }
            }
        }
        debug_assert!(elements.iter().all(|x| values[*x].is_some()));
        Some(values)
    }

    fn induced(
        &self,
        group: &[usize],
        subgroup: &BTreeSet<usize>,
        character: &[Option<Phase>],
    ) -> Monomial {
        let mut covered = BTreeSet::new();
        let mut cosets = Vec::new();
        for x in group {
            if covered.insert(*x) {
                cosets.push(*x);
                covered.extend(subgroup.iter().map(|h| self.product(*x, *h)));
            }
        }
        let mut images = vec![Vec::new(); self.size];
        for x in group {
            for t in &cosets {
                let moved = self.product(*x, *t);
                let hit = cosets.iter().enumerate().find_map(|(i, s)| {
                    let h = self.product(self.inverse(*s), moved);
                    if subgroup.contains(&h) { Some((i, character[h]?)) } else { None }
                });
                images[*x].extend(hit);
            }
        }
        Monomial { dimension: cosets.len(), images }
    }
}

impl Monomial {
    fn character(&self, x: usize) -> Cyclotomic {
        let diagonal = self.images[x].iter().enumerate().filter(|(j, (i, _))| i == j);
        diagonal.map(|(_, (_, phase))| phase.value()).sum()
    }

    /// The entry of `x` in row `i` and column `j`.
    pub(super) fn entry(&self, x: usize, i: usize, j: usize) -> Option<Phase> {
        let (row, phase) = self.images[x].get(j)?;
        (*row == i).then_some(*phase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_their_orders_classes_and_representations() {
        for (name, size, dimensions) in [
            ("Z6", 6, vec![1; 6]),
            ("D2", 4, vec![1; 4]),
            ("S3", 6, vec![1, 1, 2]),
            ("D4", 8, vec![1, 1, 1, 1, 2]),
            ("Q8", 8, vec![1, 1, 1, 1, 2]),
            ("A4", 12, vec![1, 1, 1, 3]),
            ("D6", 12, vec![1, 1, 1, 1, 2, 2]),
            ("S4", 24, vec![1, 1, 2, 3, 3]),
        ] {
            let group = Group::by_name(name).unwrap();
            assert_eq!(group.size(), size, "{name}");
            let all: Vec<usize> = (0..size).collect();
            let found: Vec<usize> = group.irreducibles(&all).iter().map(|r| r.dimension).collect();
            assert_eq!(found, dimensions, "{name}");
            assert_eq!(group.classes().len(), dimensions.len(), "{name}");
        }
        // Q8 has one element of order 2, D4 has five.
        let involutions = |name: &str| {
            let group = Group::by_name(name).unwrap();
            (1..8).filter(|x| group.product(*x, *x) == 0).count()
        };
        assert_eq!((involutions("Q8"), involutions("D4")), (1, 5));
    }

    #[test]
    fn representations_respect_products() {
        let group = Group::by_name("S4").unwrap();
        let all: Vec<usize> = (0..24).collect();
        for r in group.irreducibles(&all) {
            for x in 0..24 {
                for y in 0..24 {
                    for j in 0..r.dimension {
                        let (i, first) = r.images[y][j];
                        let (k, second) = r.images[x][i];
                        assert_eq!(r.images[group.product(x, y)][j], (k, first + second));
                    }
                }
            }
        }
    }
}
