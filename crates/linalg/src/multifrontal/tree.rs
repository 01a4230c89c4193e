//! The elimination tree, and what an order of elimination costs, from the pattern alone.
//!
//! Notation follows Liu (1990): the parent of column $j$ of $L$ is its first row below the diagonal.

/// Where no parent, child or sibling exists.
pub(crate) const NONE: u32 = u32::MAX;

/// A symmetric pattern: the neighbours of each vertex; entries on the diagonal are passed over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern<'a> {
    /// Where the neighbours of each vertex begin, and at last how many there are.
    pub(crate) offsets: &'a [usize],
    /// Neighbours of all vertices.
    pub(crate) neighbours: &'a [u32],
    /// Rows of the matrix that each vertex stands for; empty where each stands for one.
    pub(crate) weights: &'a [u32],
}

impl Pattern<'_> {
    /// Number of vertices.
    pub(crate) fn n(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    fn of(&self, vertex: u32) -> &[u32] {
        let vertex = vertex as usize;
        &self.neighbours[self.offsets[vertex]..self.offsets[vertex + 1]]
    }

    fn weight(&self, vertex: u32) -> u32 {
        self.weights.get(vertex as usize).copied().unwrap_or(1)
    }
}

/// The elimination tree of a pattern under an order, numbered so that every vertex follows its
/// descendants and these stand together.
#[derive(Clone, Debug)]
pub(crate) struct EliminationTree {
    /// Vertex that is eliminated as number `i`; a reordering of the given order that costs the same.
    pub(crate) order: Vec<u32>,
    /// Parent of each number, [`NONE`] at roots.
    pub(crate) parent: Vec<u32>,
    /// Rows in the first column of $L$ of each number, the diagonal counted.
    pub(crate) counts: Vec<usize>,
    /// Rows that each number stands for.
    pub(crate) weights: Vec<u32>,
    /// How many of the last numbers are not eliminated.
    pub(crate) kept: usize,
}

/// What a factorization $L D L^\dagger$ without delayed pivots stores and does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    /// Entries of $L$, the diagonal counted.
    pub(crate) fill: f64,
    /// Multiplications with addition, $\sum_j c_j^2 / 2$ over columns of $L$ with $c_j$ entries.
    pub(crate) flops: f64,
}

/// Returns what eliminating the vertices as `order[0]`, `order[1]`, … costs.
#[cfg(test)]
pub(crate) fn cost(pattern: Pattern<'_>, order: &[u32]) -> Cost {
    EliminationTree::new(pattern, order).cost()
}

impl EliminationTree {
    #[cfg(test)]
    pub(crate) fn new(pattern: Pattern<'_>, order: &[u32]) -> Self {
        Self::with_kept(pattern, order, 0)
    }

    /// Builds the tree; `order` must hold every vertex once. Its last `kept` vertices are not eliminated: they form
    /// a chain above everything else and keep their places.
    ///
    /// J. W. H. Liu, SIAM J. Matrix Anal. Appl. **11**, 134 (1990) for the tree; J. R. Gilbert, E. G. Ng,
    /// B. W. Peyton, SIAM J. Matrix Anal. Appl. **15**, 1075 (1994) for the counts. Takes a time of about the number of entries.
    pub(crate) fn with_kept(pattern: Pattern<'_>, order: &[u32], kept: usize) -> Self {
        let mut parent = parents(pattern, order, &inverse_of(order));
        let first_kept = order.len() - kept;
        let linked = if kept > 0 { order.len() - 1 } else { 0 };
        for number in 0..linked {
            if number >= first_kept {
                parent[number] = short(number + 1);
            } else if parent[number] == NONE {
                parent[number] = short(first_kept);
            }
        }
        let numbering = postorder(&parent);
        let order: Vec<u32> = numbering.iter().map(|&old| order[old as usize]).collect();
        let renumbered = inverse_of(&numbering);
        let mut postordered = vec![NONE; order.len()];
        for (new, &old) in numbering.iter().enumerate() {
            let above = parent[old as usize];
            if above != NONE {
                postordered[new] = renumbered[above as usize];
            }
        }
        let inverse = inverse_of(&order);
        let weights: Vec<u32> = order.iter().map(|&vertex| pattern.weight(vertex)).collect();
        let counts = counts(pattern, &order, &inverse, &postordered, &weights);
        Self { order, parent: postordered, counts, weights, kept }
    }

    /// Returns what elimination along the tree costs.
    pub(crate) fn cost(&self) -> Cost {
        let mut cost = Cost::default();
        let eliminated = self.order.len() - self.kept;
        for (&count, &weight) in self.counts.iter().zip(&self.weights).take(eliminated) {
            for column in 0..weight as usize {
                let rows = count.saturating_sub(column) as f64;
                cost.fill += rows;
                cost.flops += 0.5 * rows * rows;
            }
        }
        cost
    }
}

/// Returns where each vertex stands in `order`.
pub(crate) fn inverse_of(order: &[u32]) -> Vec<u32> {
    let mut inverse = vec![0; order.len()];
    for (number, &vertex) in order.iter().enumerate() {
        inverse[vertex as usize] = short(number);
    }
    inverse
}

#[expect(clippy::cast_possible_truncation, reason = "matrices have fewer than 2^32 rows")]
pub(crate) fn short(number: usize) -> u32 {
    number as u32
}

fn signed(weight: u32) -> isize {
    (weight as usize).cast_signed()
}

/// The parent of each number, by climbing to roots over shortened paths.
fn parents(pattern: Pattern<'_>, order: &[u32], inverse: &[u32]) -> Vec<u32> {
    let mut parent = vec![NONE; order.len()];
    let mut ancestor = vec![NONE; order.len()];
    for (number, &vertex) in order.iter().enumerate() {
        let number = short(number);
        for &neighbour in pattern.of(vertex) {
            let mut at = inverse[neighbour as usize];
            while at < number {
                let above = std::mem::replace(&mut ancestor[at as usize], number);
                if above == NONE {
                    parent[at as usize] = number;
                    break;
                }
                at = above;
            }
        }
    }
    parent
}

/// Returns old numbers in an order in which descendants come before, and stand together.
fn postorder(parent: &[u32]) -> Vec<u32> {
    let n = parent.len();
    let (mut child, mut sibling) = (vec![NONE; n], vec![NONE; n]);
    for number in (0..n).rev() {
        let above = parent[number];
        if above != NONE {
            sibling[number] = std::mem::replace(&mut child[above as usize], short(number));
        }
    }
    let mut numbering = Vec::with_capacity(n);
    for root in (0..n).filter(|&number| parent[number] == NONE) {
        let mut at = root;
        loop {
            while child[at] != NONE {
                at = child[at] as usize;
            }
            numbering.push(short(at));
            while at != root && sibling[at] == NONE {
                at = parent[at] as usize;
                numbering.push(short(at));
            }
            if at == root {
                break;
            }
            at = sibling[at] as usize;
        }
    }
    numbering
}

/// Rows of each column of $L$: row $i$ occurs in the columns on the paths from its neighbours up to
/// $i$, and the number of columns that such a subtree covers is counted at its leaves.
fn counts(
    pattern: Pattern<'_>,
    order: &[u32],
    inverse: &[u32],
    parent: &[u32],
    weights: &[u32],
) -> Vec<usize> {
    let n = order.len();
    let mut first: Vec<u32> = (0..n).map(short).collect();
    let mut change = vec![0isize; n];
    for number in 0..n {
        // in postorder, a number that is still its own first descendant is a leaf
        if first[number] as usize == number {
            change[number] = signed(weights[number]);
        }
        let above = parent[number];
        if above != NONE {
            let above = above as usize;
            first[above] = first[above].min(first[number]);
            change[above] -= signed(weights[number]);
        }
    }
    let mut ancestor: Vec<u32> = (0..n).map(short).collect();
    // one more than the last descendant and the last leaf seen of each row's subtree; 0: none
    let (mut reach, mut last_leaf) = (vec![0u32; n], vec![0u32; n]);
    for number in 0..n {
        for &neighbour in pattern.of(order[number]) {
            let row = inverse[neighbour as usize] as usize;
            if row <= number || first[number] < reach[row] {
                continue;
            }
            reach[row] = first[number] + 1;
            let weight = signed(weights[row]);
            change[number] += weight;
            let before = std::mem::replace(&mut last_leaf[row], short(number) + 1);
            if before > 0 {
                change[meeting(&mut ancestor, before - 1) as usize] -= weight;
            }
        }
        if parent[number] != NONE {
            ancestor[number] = parent[number];
        }
    }
    for number in 0..n {
        let above = parent[number];
        if above != NONE {
            change[above as usize] += change[number];
        }
    }
    change.iter().map(|count| count.unsigned_abs()).collect()
}

/// The representative of the finished subtree that holds `from`.
fn meeting(ancestor: &mut [u32], from: u32) -> u32 {
    let mut top = from;
    while ancestor[top as usize] != top {
        top = ancestor[top as usize];
    }
    let mut at = from;
    while at != top {
        at = std::mem::replace(&mut ancestor[at as usize], top);
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compressed(n: usize, edges: &[(usize, usize)]) -> (Vec<usize>, Vec<u32>) {
        let mut lists = vec![Vec::new(); n];
        for &(i, j) in edges {
            if i != j {
                lists[i].push(short(j));
                lists[j].push(short(i));
            }
        }
        let mut offsets = vec![0];
        for list in &mut lists {
            list.sort_unstable();
            list.dedup();
            offsets.push(offsets[offsets.len() - 1] + list.len());
        }
        (offsets, lists.concat())
    }

    /// Rows of each column of the factor by elimination of the dense pattern.
    fn plain_counts(pattern: Pattern<'_>, order: &[u32]) -> Vec<usize> {
        let n = order.len();
        let mut filled = vec![vec![false; n]; n];
        for (i, &v) in order.iter().enumerate() {
            filled[i][i] = true;
            for &w in pattern.of(v) {
                filled[inverse_of(order)[w as usize] as usize][i] = true;
            }
        }
        let mut counts = vec![0; n];
        for j in 0..n {
            let rows: Vec<usize> = (j..n).filter(|&i| filled[i][j]).collect();
            counts[j] = rows.iter().map(|&i| pattern.weight(order[i]) as usize).sum();
            for &i in &rows[1..] {
                for &k in &rows[1..] {
                    filled[i][k] |= k <= i;
                }
            }
        }
        counts
    }

    proptest! {
        #[test]
        fn counts_are_those_of_dense_elimination(
            n in 1usize..24,
            edges in prop::collection::vec((0usize..24, 0usize..24), 0..60),
            weights in prop::collection::vec(1u32..4, 24),
            keys in prop::collection::vec(0u32..1000, 24),
        ) {
            let edges: Vec<_> = edges.iter().map(|&(i, j)| (i % n, j % n)).collect();
            let (offsets, neighbours) = compressed(n, &edges);
            let pattern = Pattern { offsets: &offsets, neighbours: &neighbours, weights: &weights[..n] };
            let mut order: Vec<u32> = (0..n).map(short).collect();
            order.sort_by_key(|&v| keys[v as usize]);
            let tree = EliminationTree::new(pattern, &order);
            prop_assert_eq!(&tree.counts, &plain_counts(pattern, &tree.order));
            for (number, &above) in tree.parent.iter().enumerate() {
                prop_assert!(above == NONE || above as usize > number);
            }
            let before: usize = plain_counts(pattern, &order).iter().sum();
            prop_assert_eq!(before, tree.counts.iter().sum::<usize>());
        }
    }

    #[test]
    fn a_chain_costs_two_entries_a_column() {
        let edges: Vec<_> = (1..10).map(|i| (i - 1, i)).collect();
        let (offsets, neighbours) = compressed(10, &edges);
        let pattern = Pattern { offsets: &offsets, neighbours: &neighbours, weights: &[] };
        let order: Vec<u32> = (0..10).collect();
        let cost = cost(pattern, &order);
        assert!((cost.fill - 19.0).abs() < 1e-12);
        assert!((cost.flops - 18.5).abs() < 1e-12);
    }
}
