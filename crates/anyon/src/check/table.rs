//! F-symbols laid out for the equations: blocks by their labels, and their residues.

use dashu_int::IBig;
use rayon::prelude::*;

use crate::exact::Cyclotomic;
use crate::exact::field::lcm;
use crate::exact::residue::{Height, Places};
use crate::matrix::ExactMatrix;
use crate::ring::{FusionRing, Tree};
use crate::theory::Theory;

/// The matrix $F^{abc}_d$, and where the trees of each intermediate charge begin.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) labels: [usize; 4],
    pub(crate) matrix: ExactMatrix,
    /// Number of the first entry among the entries of all blocks.
    offset: usize,
    row_start: Vec<u32>,
    column_start: Vec<u32>,
}

impl Block {
    /// The row of the first left tree with the charge `e`.
    #[inline]
    pub(crate) fn row(&self, e: usize) -> usize {
        self.row_start[e] as usize
    }

    /// The column of the first right tree with the charge `f`.
    #[inline]
    pub(crate) fn column(&self, f: usize) -> usize {
        self.column_start[f] as usize
    }

    /// The number of an entry among the entries of all blocks.
    #[inline]
    pub(crate) fn entry(&self, i: usize, j: usize) -> usize {
        self.offset + i * self.matrix.columns() + j
    }
}

/// All F-symbols of a theory.
#[derive(Debug)]
pub(crate) struct Blocks {
    rank: usize,
    /// For each $(a, b, c, d)$ the number of its block, or `NONE`.
    index: Vec<u32>,
    pub(crate) list: Vec<Block>,
    /// Least order of a field that holds all F-symbols.
    pub(crate) order: u32,
    /// Whether all F-symbols are real.
    pub(crate) real: bool,
    pub(crate) height: Height,
    /// Largest number of rows of a block.
    pub(crate) largest: usize,
}

const NONE: u32 = u32::MAX;

impl Blocks {
    pub(crate) fn new(theory: &Theory) -> Self {
        let (ring, rank) = (theory.ring(), theory.rank());
        let per_pair: Vec<Vec<Block>> = (0..rank * rank)
            .into_par_iter()
            .map(|pair| blocks_of_pair(theory, pair / rank, pair % rank))
            .collect();
        let mut all = Self {
            rank,
            index: vec![NONE; rank.pow(4)],
            list: Vec::new(),
            order: 1,
            real: true,
            height: Height::new(),
            largest: 1,
        };
        let mut offset = 0;
        for mut block in per_pair.into_iter().flatten() {
            let [a, b, c, d] = block.labels;
            all.index[((a * rank + b) * rank + c) * rank + d] =
                u32::try_from(all.list.len()).unwrap_or(NONE);
            block.offset = offset;
            offset += block.matrix.entries().len();
            all.largest = all.largest.max(block.matrix.rows());
            for x in block.matrix.entries() {
                all.order = lcm(all.order, x.order());
                all.real = all.real && x.is_real();
                all.height.include(x);
            }
            all.list.push(block);
        }
        debug_assert!(ring.rank() == rank);
        all
    }

    /// The block of $F^{abc}_d$, which has entries.
    #[inline]
    pub(crate) fn get(&self, a: usize, b: usize, c: usize, d: usize) -> &Block {
        let number = self.index[((a * self.rank + b) * self.rank + c) * self.rank + d];
        &self.list[number as usize]
    }

    /// The values of all entries at `places`, those of an entry together.
    pub(crate) fn residues(&self, places: &Places) -> Vec<u64> {
        let lanes = places.len();
        self.list
            .par_iter()
            .flat_map_iter(|block| {
                let mut values = vec![0; block.matrix.entries().len() * lanes];
                for (x, out) in block.matrix.entries().iter().zip(values.chunks_mut(lanes)) {
                    places.evaluate(x, out);
                }
                values
            })
            .collect()
    }
}

fn blocks_of_pair(theory: &Theory, a: usize, b: usize) -> Vec<Block> {
    let (ring, rank) = (theory.ring(), theory.rank());
    let mut blocks = Vec::new();
    for c in 0..rank {
        for d in 0..rank {
            let (rows, columns) = (ring.left_trees(a, b, c, d), ring.right_trees(a, b, c, d));
            if rows.is_empty() {
                continue;
            }
            blocks.push(Block {
                labels: [a, b, c, d],
                matrix: theory.f(a, b, c, d),
                offset: 0,
                row_start: starts(&rows, rank),
                column_start: starts(&columns, rank),
            });
        }
    }
    blocks
}

fn starts(trees: &[Tree], rank: usize) -> Vec<u32> {
    let mut starts = vec![NONE; rank];
    for (tree, i) in trees.iter().zip(0..) {
        let start = &mut starts[tree.charge];
        *start = (*start).min(i);
    }
    starts
}

/// Numbers on vertices $V^{ab}_c$: matrices R, or norms.
#[derive(Debug)]
pub(crate) struct VertexTable {
    rank: usize,
    /// For each $(a, b, c)$ the number of its first entry.
    start: Vec<usize>,
    entries: Vec<Cyclotomic>,
    pub(crate) order: u32,
    pub(crate) height: Height,
}

impl VertexTable {
    /// Collects what `numbers(a, b, c)` gives for every vertex that exists.
    pub(crate) fn new(
        ring: &FusionRing,
        mut numbers: impl FnMut(usize, usize, usize) -> Vec<Cyclotomic>,
    ) -> Self {
        let rank = ring.rank();
        let mut table = Self {
            rank,
            start: vec![usize::MAX; rank.pow(3)],
            entries: Vec::new(),
            order: 1,
            height: Height::new(),
        };
        for a in 0..rank {
            for b in 0..rank {
                for (c, _) in ring.channels(a, b) {
                    table.start[(a * rank + b) * rank + c] = table.entries.len();
                    for x in numbers(a, b, *c) {
                        table.order = lcm(table.order, x.order());
                        table.height.include(&x);
                        table.entries.push(x);
                    }
                }
            }
        }
        table
    }

    /// The number of the first entry of $V^{ab}_c$, which exists.
    #[inline]
    pub(crate) fn first(&self, a: usize, b: usize, c: usize) -> usize {
        self.start[(a * self.rank + b) * self.rank + c]
    }

    pub(crate) fn residues(&self, places: &Places) -> Vec<u64> {
        let lanes = places.len();
        let mut values = vec![0; self.entries.len() * lanes];
        for (x, out) in self.entries.iter().zip(values.chunks_mut(lanes)) {
            places.evaluate(x, out);
        }
        values
    }
}

/// Sums of products of residues at all places, with reductions only where they are due.
#[derive(Debug)]
pub(crate) struct Sum<'a> {
    places: &'a Places,
    open: Vec<u128>,
    closed: Vec<u64>,
    terms: usize,
}

impl<'a> Sum<'a> {
    pub(crate) fn new(places: &'a Places) -> Self {
        let lanes = places.len();
        Self { places, open: vec![0; lanes], closed: vec![0; lanes], terms: 0 }
    }

    pub(crate) fn clear(&mut self) {
        self.open.fill(0);
        self.closed.fill(0);
        self.terms = 0;
    }

    fn make_room(&mut self) {
        if self.terms == crate::exact::residue::TERMS_PER_REDUCTION {
            self.close();
        }
        self.terms += 1;
    }

    fn close(&mut self) {
        let roots = self.places.roots;
        for (m, modulus) in self.places.moduli.iter().enumerate() {
            for i in m * roots..(m + 1) * roots {
                self.closed[i] = modulus.add(self.closed[i], modulus.reduce(self.open[i]));
                self.open[i] = 0;
            }
        }
        self.terms = 0;
    }

    /// Adds $x y$.
    #[inline]
    pub(crate) fn add(&mut self, x: &[u64], y: &[u64]) {
        self.make_room();
        for ((open, x), y) in self.open.iter_mut().zip(x).zip(y) {
            *open += u128::from(*x) * u128::from(*y);
        }
    }

    /// Adds $x y z$.
    #[inline]
    pub(crate) fn add3(&mut self, x: &[u64], y: &[u64], z: &[u64]) {
        self.make_room();
        let roots = self.places.roots;
        for (m, modulus) in self.places.moduli.iter().enumerate() {
            let range = m * roots..(m + 1) * roots;
            let (x, y, z) = (&x[range.clone()], &y[range.clone()], &z[range.clone()]);
            for (((open, x), y), z) in self.open[range].iter_mut().zip(x).zip(y).zip(z) {
                *open += u128::from(modulus.mul(*x, *y)) * u128::from(*z);
            }
        }
    }

    /// The sum.
    pub(crate) fn value(&mut self) -> &[u64] {
        self.close();
        &self.closed
    }
}

/// Places for equations whose denominators multiply to `denominator_bits` bits and whose sides have conjugates below
/// $2^\text{size}$.
pub(crate) fn places_for(
    order: u32,
    denominator_bits: f64,
    size: f64,
    denominators: &[&IBig],
    real: bool,
) -> Places {
    // one bit for the difference of two sides, one for the rounding of this sum
    Places::new(order, denominator_bits + size + 2.0, denominators, real)
}
