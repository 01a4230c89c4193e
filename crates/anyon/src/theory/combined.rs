//! New theories from known ones: products, conjugates, doubles and subcategories.

use super::Theory;
use crate::AnyonError;
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::ring::{FusionRing, Tree};
use crate::symbols::Symbols;

/// Two theories that do not notice each other.
#[derive(Debug)]
struct Product {
    left: Theory,
    right: Theory,
}

impl Product {
    fn split(&self, a: usize) -> (usize, usize) {
        (a / self.right.rank(), a % self.right.rank())
    }

    /// The trees of both theories that a tree of the product stands for. The vertices of the right theory are the
    /// fast index; `second` is the number of second vertices of the right theory.
    fn split_tree(&self, tree: Tree, first: u32, second: impl Fn(usize) -> u32) -> (Tree, Tree) {
        let (e1, e2) = self.split(tree.charge);
        let second = second(e2);
        (
            Tree { charge: e1, first: tree.first / first, second: tree.second / second },
            Tree { charge: e2, first: tree.first % first, second: tree.second % second },
        )
    }
}

impl Symbols for Product {
    fn f(&self, ring: &FusionRing, a: usize, b: usize, c: usize, d: usize) -> ExactMatrix {
        let [(a1, a2), (b1, b2), (c1, c2), (d1, d2)] = [a, b, c, d].map(|x| self.split(x));
        let (f1, f2) = (self.left.f(a1, b1, c1, d1), self.right.f(a2, b2, c2, d2));
        let (ring1, ring2) = (self.left.ring(), self.right.ring());
        let place = |trees: &[Tree], tree: &Tree| trees.iter().position(|t| t == tree);
        let rows: Vec<_> = {
            let (t1, t2) = (ring1.left_trees(a1, b1, c1, d1), ring2.left_trees(a2, b2, c2, d2));
            let split = |t: &Tree| {
                let (_, e2) = self.split(t.charge);
                let (x, y) = self.split_tree(*t, ring2.n(a2, b2, e2), |e2| ring2.n(e2, c2, d2));
                Some((place(&t1, &x)?, place(&t2, &y)?))
            };
            ring.left_trees(a, b, c, d).iter().map(split).collect()
        };
        let columns: Vec<_> = {
            let (t1, t2) = (ring1.right_trees(a1, b1, c1, d1), ring2.right_trees(a2, b2, c2, d2));
            let split = |t: &Tree| {
                let (_, f2) = self.split(t.charge);
                let (x, y) = self.split_tree(*t, ring2.n(b2, c2, f2), |f2| ring2.n(a2, f2, d2));
                Some((place(&t1, &x)?, place(&t2, &y)?))
            };
            ring.right_trees(a, b, c, d).iter().map(split).collect()
        };
        ExactMatrix::from_fn(rows.len(), columns.len(), |i, j| match (rows[i], columns[j]) {
            (Some((i1, i2)), Some((j1, j2))) => f1.get(i1, j1) * f2.get(i2, j2),
            _ => Cyclotomic::zero(),
        })
    }

    fn r(&self, _: &FusionRing, a: usize, b: usize, c: usize) -> Option<ExactMatrix> {
        let [(a1, a2), (b1, b2), (c1, c2)] = [a, b, c].map(|x| self.split(x));
        Some(self.left.r(a1, b1, c1)?.kronecker(&self.right.r(a2, b2, c2)?))
    }

    fn norm(&self, _: &FusionRing, a: usize, b: usize, c: usize, mu: u32) -> Cyclotomic {
        let [(a1, a2), (b1, b2), (c1, c2)] = [a, b, c].map(|x| self.split(x));
        let n = self.right.ring().n(a2, b2, c2);
        self.left.norm(a1, b1, c1, mu / n) * self.right.norm(a2, b2, c2, mu % n)
    }
}

/// A theory with all numbers complex conjugated.
#[derive(Debug)]
struct Conjugate(Theory);

impl Symbols for Conjugate {
    fn f(&self, _: &FusionRing, a: usize, b: usize, c: usize, d: usize) -> ExactMatrix {
        self.0.f(a, b, c, d).map(Cyclotomic::conj)
    }

    fn r(&self, _: &FusionRing, a: usize, b: usize, c: usize) -> Option<ExactMatrix> {
        Some(self.0.r(a, b, c)?.map(Cyclotomic::conj))
    }

    fn norm(&self, _: &FusionRing, a: usize, b: usize, c: usize, mu: u32) -> Cyclotomic {
        self.0.norm(a, b, c, mu)
    }
}

/// Some of the anyons of a theory.
#[derive(Debug)]
struct Subcategory {
    whole: Theory,
    labels: Vec<usize>,
}

impl Symbols for Subcategory {
    fn f(&self, _: &FusionRing, a: usize, b: usize, c: usize, d: usize) -> ExactMatrix {
        let [a, b, c, d] = [a, b, c, d].map(|x| self.labels[x]);
        self.whole.f(a, b, c, d)
    }

    fn r(&self, _: &FusionRing, a: usize, b: usize, c: usize) -> Option<ExactMatrix> {
        let [a, b, c] = [a, b, c].map(|x| self.labels[x]);
        self.whole.r(a, b, c)
    }

    fn norm(&self, _: &FusionRing, a: usize, b: usize, c: usize, mu: u32) -> Cyclotomic {
        let [a, b, c] = [a, b, c].map(|x| self.labels[x]);
        self.whole.norm(a, b, c, mu)
    }
}

impl Theory {
    /// Returns the product of two theories, whose anyons `a.b` are pairs; those of `other` are the fast index.
    ///
    /// It braids when both do.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Parameter`] for more than 4096 anyons.
    pub fn product(&self, other: &Self) -> Result<Self, AnyonError> {
        let rank = self.rank().saturating_mul(other.rank());
        if rank > 4096 {
            return Err(AnyonError::Parameter {
                what: "the number of anyons of a product",
                value: rank.to_string(),
                remedy: "take theories with at most 4096 pairs of anyons",
            });
        }
        let product = Product { left: self.clone(), right: other.clone() };
        let labels: Vec<String> = (0..rank)
            .map(|a| {
                let (x, y) = product.split(a);
                format!("{}.{}", self.ring().labels()[x], other.ring().labels()[y])
            })
            .collect();
        let ring = FusionRing::from_rules(&labels, |a, b, c| {
            let [(a1, a2), (b1, b2), (c1, c2)] = [a, b, c].map(|x| product.split(x));
            self.ring().n(a1, b1, c1) * other.ring().n(a2, b2, c2)
        })?;
        let dimensions = (0..rank)
            .map(|a| product.split(a))
            .map(|(x, y)| self.dimension(x) * other.dimension(y))
            .collect();
        let twists = (0..rank)
            .map(|a| product.split(a))
            .map(|(x, y)| Some(self.twist(x)? + other.twist(y)?))
            .collect::<Option<Vec<Phase>>>();
        let name = format!("product:{},{}", self.name(), other.name());
        Ok(Self::from_parts(name, ring, product, dimensions, twists))
    }

    /// Returns the mirror image: every number complex conjugated, and so every twist inverted.
    #[must_use]
    pub fn conjugate(&self) -> Self {
        Self {
            name: format!("conj:{}", self.name),
            ring: self.ring.clone(),
            symbols: std::sync::Arc::new(Conjugate(self.clone())),
            dimensions: self.dimensions.iter().map(Cyclotomic::conj).collect(),
            twists: self.twists.as_ref().map(|t| t.iter().map(|p| -*p).collect()),
        }
    }

    /// Returns the Drinfeld double of a modular theory, $Z(C) = C \boxtimes \bar C$.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Missing`] for a theory that is not modular, whose double is not of this form; and as
    /// [`Theory::product`].
    ///
    /// # References
    ///
    /// M. Müger, J. Pure Appl. Algebra **180**, 159 (2003), [doi:10.1016/S0022-4049(02)00248-7](https://doi.org/10.1016/S0022-4049(02)00248-7).
    pub fn double(&self) -> Result<Self, AnyonError> {
        if !self.is_modular() {
            return Err(AnyonError::Missing {
                theory: self.name.clone(),
                what: "modular braiding, without which its double is no product with its mirror image",
                remedy: "take a modular theory",
            });
        }
        Ok(self.product(&self.conjugate())?.named(format!("center:{}", self.name)))
    }

    /// Returns the theory of some of the anyons, the vacuum first, in the order given.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Ring`] when the vacuum is not first, a label does not exist or is there twice, or fusion leads out of
    /// them.
    pub fn subcategory(&self, labels: &[usize]) -> Result<Self, AnyonError> {
        let broken = |what: String, remedy| Err(AnyonError::Ring { what, remedy });
        if labels.first() != Some(&0) {
            return broken(
                "the first label kept is not the vacuum".to_owned(),
                "keep the vacuum first",
            );
        }
        if let Some(label) = labels.iter().find(|l| **l >= self.rank()) {
            return broken(format!("there is no label {label}"), "count labels from 0");
        }
        let ring = self.ring();
        for a in labels {
            for b in labels {
                if let Some((c, _)) =
                    ring.channels(*a, *b).iter().find(|(c, _)| !labels.contains(c))
                {
                    let name = |i: usize| &ring.labels()[i];
                    return broken(
                        format!(
                            "{} x {} contains {}, which is not kept",
                            name(*a),
                            name(*b),
                            name(*c)
                        ),
                        "keep what fusion leads to",
                    );
                }
            }
        }
        let names: Vec<&String> = labels.iter().map(|l| &ring.labels()[*l]).collect();
        let kept =
            FusionRing::from_rules(&names, |a, b, c| ring.n(labels[a], labels[b], labels[c]))?;
        Ok(Self::from_parts(
            format!("part of {}", self.name),
            kept,
            Subcategory { whole: self.clone(), labels: labels.to_vec() },
            labels.iter().map(|l| self.dimension(*l).clone()).collect(),
            self.twists().map(|t| labels.iter().map(|l| t[*l]).collect()),
        ))
    }
}
