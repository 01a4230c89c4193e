//! Quantum doubles of finite groups.

use std::collections::BTreeMap;

use super::Theory;
use super::group::{Group, Monomial};
use crate::AnyonError;
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;
use crate::symbols::Symbols;

/// A vector by its entries other than zero.
type Sparse = BTreeMap<usize, Cyclotomic>;

/// An irreducible representation of $D(G)$: fluxes of one class, charges of the centralizer of its first element.
///
/// Basis vector $(k, j)$, at place `k * dimension + j`, has the flux $h_k = x_k h_0 x_k^{-1}$.
#[derive(Debug)]
struct Anyon {
    fluxes: Vec<usize>,
    /// $x_k$, with $x_0$ the identity.
    movers: Vec<usize>,
    centralizer: Vec<usize>,
    charge: Monomial,
}

impl Anyon {
    fn dimension(&self) -> usize {
        self.fluxes.len() * self.charge.dimension
    }

    fn flux(&self, place: usize) -> usize {
        self.fluxes[place / self.charge.dimension]
    }

    /// Where group element `x` takes a basis vector, and with which phase.
    fn act(&self, group: &Group, x: usize, place: usize) -> (usize, Phase) {
        let (k, j) = (place / self.charge.dimension, place % self.charge.dimension);
        let target = group.conjugate(x, self.fluxes[k]);
        let k_ = self.fluxes.iter().position(|h| *h == target).unwrap_or(0);
        let moved = group.product(x, self.movers[k]);
        let z = group.product(group.inverse(self.movers[k_]), moved);
        let (i, phase) = self.charge.images[z][j];
        (k_ * self.charge.dimension + i, phase)
    }
}

/// How $c$ sits in $a \otimes b$: for each basis vector of $c$ a vector of $a \otimes b$, and their common squared length.
#[derive(Debug, Clone)]
struct Vertex {
    vectors: Vec<Sparse>,
    norm: Cyclotomic,
}

#[derive(Debug)]
struct Double {
    group: Group,
    anyons: Vec<Anyon>,
    vertices: BTreeMap<[usize; 3], Vec<Vertex>>,
}

/// $\langle x | y \rangle$.
fn overlap(x: &Sparse, y: &Sparse) -> Cyclotomic {
    x.iter().filter_map(|(i, x)| Some(x.conj() * y.get(i)?)).sum()
}

fn add_scaled(sum: &mut Sparse, x: &Sparse, factor: &Cyclotomic) {
    for (i, x) in x {
        let entry = sum.entry(*i).or_default();
        *entry += x * factor;
    }
    sum.retain(|_, x| !x.is_zero());
}

impl Double {
    fn new(group: Group) -> Self {
        let mut anyons = Vec::new();
        for class in group.classes() {
            let first = class[0];
            let mover = |h: &usize| {
                (0..group.size()).find(|x| group.conjugate(*x, first) == *h).unwrap_or(0)
            };
            let movers: Vec<usize> = class.iter().map(mover).collect();
            let centralizer = group.centralizer(first);
            for charge in group.irreducibles(&centralizer) {
                anyons.push(Anyon {
                    fluxes: class.clone(),
                    movers: movers.clone(),
                    centralizer: centralizer.clone(),
                    charge,
                });
            }
        }
        let mut double = Self { group, anyons, vertices: BTreeMap::new() };
        let rank = double.anyons.len();
        for a in 0..rank {
            for b in 0..rank {
                for c in 0..rank {
                    let found = double.find_vertices(a, b, c);
                    if !found.is_empty() {
                        double.vertices.insert([a, b, c], found);
                    }
                }
            }
        }
        double
    }

    /// Acts with `x` on a vector of $a \otimes b$.
    fn act(&self, x: usize, a: usize, b: usize, vector: &Sparse) -> Sparse {
        let (a, b) = (&self.anyons[a], &self.anyons[b]);
        let size = b.dimension();
        let moved = vector.iter().map(|(place, value)| {
            let (u, p) = a.act(&self.group, x, place / size);
            let (v, q) = b.act(&self.group, x, place % size);
            (u * size + v, value * &(p + q).value())
        });
        moved.collect()
    }

    /// $\frac{\dim \pi}{|Z|} \sum_{z \in Z} \pi(z)^*_{i0}\, z$ on a vector with the flux of the first basis vectors of $c$: takes what
    /// transforms like basis vector 0 of the charge to what transforms like basis vector $i$.
    fn project(&self, i: usize, [a, b, c]: [usize; 3], vector: &Sparse) -> Sparse {
        let c = &self.anyons[c];
        let order = i64::try_from(c.centralizer.len()).unwrap_or(1);
        let dimension = i64::try_from(c.charge.dimension).unwrap_or(1);
        let scale = Cyclotomic::rational(dimension, order).unwrap_or_default();
        let mut sum = Sparse::new();
        for z in &c.centralizer {
            if let Some(phase) = c.charge.entry(*z, i, 0) {
                add_scaled(&mut sum, &self.act(*z, a, b, vector), &((-phase).value() * &scale));
            }
        }
        sum
    }

    /// An orthogonal basis of $V^{ab}_c$, without square roots.
    fn find_vertices(&self, a: usize, b: usize, c: usize) -> Vec<Vertex> {
        let (first, second, target) = (&self.anyons[a], &self.anyons[b], &self.anyons[c]);
        let size = second.dimension();
        let mut vertices: Vec<Vertex> = Vec::new();
        for place in 0..first.dimension() * size {
            let (u, v) = (place / size, place % size);
            if self.group.product(first.flux(u), second.flux(v)) != target.flux(0) {
                continue;
            }
            let mut vector =
                self.project(0, [a, b, c], &Sparse::from([(place, Cyclotomic::one())]));
            for known in &vertices {
                let known_vector = &known.vectors[0];
                let factor = overlap(known_vector, &vector);
                let inverse = known.norm.inverse().unwrap_or_default();
                add_scaled(&mut vector, known_vector, &-(factor * inverse));
            }
            let Some(leading) = vector.values().next().and_then(Cyclotomic::inverse) else {
                continue;
            };
            for x in vector.values_mut() {
                *x = &*x * &leading;
            }
            let norm = overlap(&vector, &vector);
            let charges: Vec<Sparse> =
                (0..target.charge.dimension).map(|i| self.project(i, [a, b, c], &vector)).collect();
            let vectors = target
                .movers
                .iter()
                .flat_map(|x| charges.iter().map(|w| self.act(*x, a, b, w)))
                .collect();
            vertices.push(Vertex { vectors, norm });
        }
        vertices
    }

    fn vertex(&self, a: usize, b: usize, c: usize, mu: u32) -> &Vertex {
        &self.vertices[&[a, b, c]][mu as usize]
    }

    fn size(&self, a: usize) -> usize {
        self.anyons[a].dimension()
    }

    /// The first basis vector of $d$ as a vector of $a \otimes b \otimes c$, by way of $(ab)_e$.
    fn left_vector(&self, [a, b, c, d]: [usize; 4], tree: crate::ring::Tree) -> Sparse {
        let e = tree.charge;
        let (inner, outer) = (self.vertex(a, b, e, tree.first), self.vertex(e, c, d, tree.second));
        let mut vector = Sparse::new();
        for (place, value) in &outer.vectors[0] {
            let (p, q) = (place / self.size(c), place % self.size(c));
            let shifted = inner.vectors[p].iter().map(|(uv, x)| (uv * self.size(c) + q, x.clone()));
            add_scaled(&mut vector, &shifted.collect(), value);
        }
        vector
    }

    /// The first basis vector of $d$ as a vector of $a \otimes b \otimes c$, by way of $(bc)_f$.
    fn right_vector(&self, [a, b, c, d]: [usize; 4], tree: crate::ring::Tree) -> Sparse {
        let f = tree.charge;
        let (inner, outer) = (self.vertex(b, c, f, tree.first), self.vertex(a, f, d, tree.second));
        let size = self.size(b) * self.size(c);
        let mut vector = Sparse::new();
        for (place, value) in &outer.vectors[0] {
            let (u, p) = (place / self.size(f), place % self.size(f));
            let shifted = inner.vectors[p].iter().map(|(vw, x)| (u * size + vw, x.clone()));
            add_scaled(&mut vector, &shifted.collect(), value);
        }
        vector
    }
}

impl Symbols for Double {
    fn f(&self, ring: &FusionRing, a: usize, b: usize, c: usize, d: usize) -> ExactMatrix {
        let labels = [a, b, c, d];
        let left: Vec<Sparse> =
            ring.left_trees(a, b, c, d).into_iter().map(|t| self.left_vector(labels, t)).collect();
        let right: Vec<(Sparse, Cyclotomic)> = ring
            .right_trees(a, b, c, d)
            .into_iter()
            .map(|t| {
                let vector = self.right_vector(labels, t);
                let inverse = overlap(&vector, &vector).inverse().unwrap_or_default();
                (vector, inverse)
            })
            .collect();
        ExactMatrix::from_fn(left.len(), right.len(), |i, j| {
            overlap(&right[j].0, &left[i]) * &right[j].1
        })
    }

    fn r(&self, _: &FusionRing, a: usize, b: usize, c: usize) -> Option<ExactMatrix> {
        let (before, after) = (self.vertices.get(&[a, b, c])?, self.vertices.get(&[b, a, c])?);
        let (size_a, size_b) = (self.size(a), self.size(b));
        let exchanged = |vertex: &Vertex| -> Sparse {
            let moved = vertex.vectors[0].iter().map(|(place, value)| {
                let (u, v) = (place / size_b, place % size_b);
                // the flux of the left anyon acts on the right one, which comes to stand on the left
                let flux = self.anyons[a].flux(u);
                let (v, phase) = self.anyons[b].act(&self.group, flux, v);
                (v * size_a + u, value * &phase.value())
            });
            moved.collect()
        };
        let rows: Vec<Sparse> = before.iter().map(exchanged).collect();
        Some(ExactMatrix::from_fn(rows.len(), after.len(), |i, j| {
            let inverse = after[j].norm.inverse().unwrap_or_default();
            overlap(&after[j].vectors[0], &rows[i]) * inverse
        }))
    }

    fn norm(&self, _: &FusionRing, a: usize, b: usize, c: usize, mu: u32) -> Cyclotomic {
        self.vertex(a, b, c, mu).norm.clone()
    }
}

/// Returns the quantum double $D(G)$ of a finite group: `Z2` (the toric code), `S3`, `D4`, `Q8`, `A4` and others.
///
/// An anyon is a class of fluxes with a charge, an irreducible representation π of the centralizer of a flux $h$; its dimension
/// is the size of the class times $\dim \pi$, its twist the scalar $\pi(h)$. F and R are not looked up: each $V^{ab}_c$ is found as the
/// space of intertwiners of representations of the Hopf algebra, made orthogonal without square roots, F is the overlap of the two
/// ways to fuse three, and R is the action of $\sum_g P_g \otimes g$ followed by the swap.
///
/// Labels are a letter for the class (e for the trivial flux, then a, b, … by the order of the flux) and the number of the charge;
/// those of $D(S_3)$ are the letters A to H of the literature.
///
/// # Errors
///
/// [`AnyonError::UnknownTheory`] for a group that is not known.
///
/// # References
///
/// R. Dijkgraaf, V. Pasquier, P. Roche, Nucl. Phys. B Proc. Suppl. **18**, 60 (1990);
/// A. Kitaev, Ann. Phys. **303**, 2 (2003); labels: S. Beigi, P. W. Shor, D. Whalen, Commun. Math. Phys. **306**, 663 (2011).
pub fn quantum_double(group: &str) -> Result<Theory, AnyonError> {
    let double = Double::new(Group::by_name(group)?);
    let mut labels: Vec<String> = Vec::new();
    let mut letters = "eabcdfghijklmnopqrstuvwxyz".chars();
    let mut last = None;
    for anyon in &double.anyons {
        let (letter, number) = match last {
            Some((flux, letter, number)) if flux == anyon.fluxes[0] => (letter, number + 1),
            _ => (letters.next().unwrap_or('z'), 0),
        };
        labels.push(format!("{letter}{number}"));
        last = Some((anyon.fluxes[0], letter, number));
    }
    if group == "S3" {
        labels = ('A'..='H').map(String::from).collect();
    }
    let ring = FusionRing::from_rules(&labels, |a, b, c| {
        let vertices = double.vertices.get(&[a, b, c]).map_or(0, Vec::len);
        u32::try_from(vertices).unwrap_or(u32::MAX)
    })?;
    let dimensions = double
        .anyons
        .iter()
        .map(|anyon| Cyclotomic::integer(i64::try_from(anyon.dimension()).unwrap_or(0)))
        .collect();
    let twists = double
        .anyons
        .iter()
        .map(|anyon| anyon.charge.entry(anyon.fluxes[0], 0, 0).unwrap_or(Phase::ONE))
        .collect();
    Ok(Theory::from_parts(format!("double:{group}"), ring, double, dimensions, Some(twists)))
}
