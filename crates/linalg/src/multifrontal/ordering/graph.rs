//! The graph of a sparse Hermitian pattern, with rows that cannot be told apart taken together.

use crate::multifrontal::tree::{Pattern, short};

/// A symmetric graph without loops whose vertices stand for one or more rows of a matrix.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    offsets: Vec<usize>,
    neighbours: Vec<u32>,
    /// Rows of each vertex; empty where vertices are rows.
    weights: Vec<u32>,
    /// Rows of vertex `v` are `members[member_offsets[v]..member_offsets[v + 1]]`; empty where vertices are rows.
    member_offsets: Vec<usize>,
    members: Vec<u32>,
}

impl Graph {
    /// The graph of the rows of a square matrix given by compressed rows with increasing columns. An entry
    /// stored on one side of the diagonal only counts for both.
    pub(crate) fn of_rows(offsets: &[usize], columns: &[u32]) -> Self {
        let (offsets, neighbours) = if is_symmetric(offsets, columns) {
            without_loops(offsets, columns)
        } else {
            let (offsets, columns) = symmetrized(offsets, columns);
            without_loops(&offsets, &columns)
        };
        let (weights, member_offsets, members) = (Vec::new(), Vec::new(), Vec::new());
        Self { offsets, neighbours, weights, member_offsets, members }
    }

    /// Number of vertices.
    pub(crate) fn n(&self) -> usize {
        self.offsets.len() - 1
    }

    /// What the elimination tree is made from.
    pub(crate) fn pattern(&self) -> Pattern<'_> {
        let Self { offsets, neighbours, weights, .. } = self;
        Pattern { offsets, neighbours, weights }
    }

    /// Neighbours of one vertex.
    pub(crate) fn of(&self, vertex: usize) -> &[u32] {
        &self.neighbours[self.offsets[vertex]..self.offsets[vertex + 1]]
    }

    /// Rows that each vertex stands for; empty where each stands for one.
    pub(crate) fn weights(&self) -> &[u32] {
        &self.weights
    }

    /// Whether vertices are rows.
    pub(crate) fn is_plain(&self) -> bool {
        self.members.is_empty()
    }

    /// The first of the rows of a vertex.
    pub(crate) fn first_row(&self, vertex: usize) -> usize {
        self.member_offsets.get(vertex).map_or(vertex, |&at| self.members[at] as usize)
    }

    /// Replaces vertices by their rows.
    pub(crate) fn rows(&self, vertices: &[u32]) -> Vec<usize> {
        if self.is_plain() {
            return vertices.iter().map(|&v| v as usize).collect();
        }
        let rows = |&v: &u32| {
            let range = self.member_offsets[v as usize]..self.member_offsets[v as usize + 1];
            self.members[range].iter().map(|&row| row as usize)
        };
        vertices.iter().flat_map(rows).collect()
    }

    /// Takes rows together that are adjacent and have the same other neighbours, such as the orbitals of a
    /// site: they stand in the same fronts whatever the order. Rows marked in `alone` stay by themselves.
    pub(crate) fn compressed(self, alone: &[bool]) -> Self {
        let n = self.n();
        let keys: Vec<u64> = (0..n).map(|v| self.key(v)).collect();
        let mut leader: Vec<u32> = (0..n).map(short).collect();
        let mut merged = 0;
        for v in 0..n {
            if leader[v] as usize != v || alone[v] {
                continue;
            }
            for &u in self.of(v) {
                let w = u as usize;
                if w > v && keys[w] == keys[v] && !alone[w] && self.indistinguishable(v, w) {
                    leader[w] = short(v);
                    merged += 1;
                }
            }
        }
        if merged == 0 { self } else { self.quotient(&leader, n - merged) }
    }

    /// The same for rows with the same closed neighbourhood.
    fn key(&self, v: usize) -> u64 {
        self.of(v)
            .iter()
            .fold(scattered(v as u64), |sum, &u| sum.wrapping_add(scattered(u64::from(u))))
    }

    fn indistinguishable(&self, v: usize, w: usize) -> bool {
        let others =
            |at: usize| self.of(at).iter().filter(move |&&u| u as usize != v && u as usize != w);
        self.of(v).len() == self.of(w).len() && others(v).eq(others(w))
    }

    fn quotient(&self, leader: &[u32], n: usize) -> Self {
        let mut number = vec![0; leader.len()];
        let mut weights = Vec::with_capacity(n);
        for (row, &first) in leader.iter().enumerate() {
            if first as usize == row {
                number[row] = short(weights.len());
                weights.push(1);
            } else {
                number[row] = number[first as usize];
                weights[number[row] as usize] += 1;
            }
        }
        let mut member_offsets = vec![0; n + 1];
        for v in 0..n {
            member_offsets[v + 1] = member_offsets[v] + weights[v] as usize;
        }
        let mut next = member_offsets.clone();
        let mut members = vec![0; leader.len()];
        let (mut offsets, mut neighbours) = (vec![0], Vec::new());
        for (row, &first) in leader.iter().enumerate() {
            let v = number[row] as usize;
            members[next[v]] = short(row);
            next[v] += 1;
            if first as usize == row {
                let outside =
                    |&&u: &&u32| leader[u as usize] == u && number[u as usize] as usize != v;
                neighbours.extend(self.of(row).iter().filter(outside).map(|&u| number[u as usize]));
                offsets.push(neighbours.len());
            }
        }
        Self { offsets, neighbours, weights, member_offsets, members }
    }

    /// The graph of some vertices alone, in their order.
    pub(crate) fn part(&self, vertices: &[u32]) -> (Vec<usize>, Vec<u32>) {
        let mut number = vec![u32::MAX; self.n()];
        for (new, &v) in vertices.iter().enumerate() {
            number[v as usize] = short(new);
        }
        let (mut offsets, mut neighbours) = (vec![0], Vec::new());
        for &v in vertices {
            let start = neighbours.len();
            let inside = self.of(v as usize).iter().map(|&u| number[u as usize]);
            neighbours.extend(inside.filter(|&u| u != u32::MAX));
            neighbours[start..].sort_unstable();
            offsets.push(neighbours.len());
        }
        (offsets, neighbours)
    }
}

/// Spreads small integers over 64 bits.
fn scattered(x: u64) -> u64 {
    let z = x.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (z ^ (z >> 32)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// Whether every entry has its image. Entries below the diagonal are read row by row, so those above it are
/// met in the order in which they are stored.
fn is_symmetric(offsets: &[usize], columns: &[u32]) -> bool {
    let n = offsets.len() - 1;
    let entries = |row: usize| &columns[offsets[row]..offsets[row + 1]];
    let above = |row: usize| offsets[row] + entries(row).partition_point(|&c| c as usize <= row);
    let mut next: Vec<usize> = (0..n).map(above).collect();
    for row in 0..n {
        for &column in entries(row).iter().take_while(|&&c| (c as usize) < row) {
            let column = column as usize;
            if next[column] == offsets[column + 1] || columns[next[column]] as usize != row {
                return false;
            }
            next[column] += 1;
        }
    }
    (0..n).all(|row| next[row] == offsets[row + 1])
}

fn without_loops(offsets: &[usize], columns: &[u32]) -> (Vec<usize>, Vec<u32>) {
    let n = offsets.len() - 1;
    let mut kept = Vec::with_capacity(n + 1);
    let mut neighbours = Vec::with_capacity(columns.len());
    kept.push(0);
    for row in 0..n {
        for &column in &columns[offsets[row]..offsets[row + 1]] {
            if column as usize != row {
                neighbours.push(column);
            }
        }
        kept.push(neighbours.len());
    }
    (kept, neighbours)
}

/// Adds the image of every entry.
fn symmetrized(offsets: &[usize], columns: &[u32]) -> (Vec<usize>, Vec<u32>) {
    let n = offsets.len() - 1;
    let mut pairs = Vec::with_capacity(2 * columns.len());
    for row in 0..n {
        for &column in &columns[offsets[row]..offsets[row + 1]] {
            pairs.push((short(row), column));
            pairs.push((column, short(row)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut full = vec![0; n + 1];
    for &(row, _) in &pairs {
        full[row as usize + 1] += 1;
    }
    for row in 0..n {
        full[row + 1] += full[row];
    }
    (full, pairs.into_iter().map(|(_, column)| column).collect())
}
