//! Small regions in order of least degree.

#![expect(clippy::inline_always, reason = "kernels must be compiled inside pulp's dispatch")]

use super::graph::Graph;

/// Vertices of a region that is not divided further.
pub(super) const LEAF: usize = 64;

/// Words of 64 bits for the region and the vertices outside that touch it.
const WORDS: usize = 3;

/// Vertices that fit.
const SIZE: usize = 64 * WORDS;

/// No number, and the key of what is eliminated.
const NONE: u8 = u8::MAX;

/// Orders small regions by minimum degree, the neighbours outside counted: these are eliminated later, and a
/// vertex beside them fills more than one inside (F. Pellegrini, J. Roman, P. Amestoy, Concurrency Pract.
/// Exper. **12**, 69 (2000)). The graph of what remains is kept explicitly, as bits.
pub(super) struct Leaf {
    /// Number of each vertex while a region is treated, else [`NONE`].
    number: Vec<u8>,
    outside: Vec<u32>,
}

impl Leaf {
    /// For graphs of `n` vertices.
    pub(super) fn new(n: usize) -> Self {
        Self { number: vec![NONE; n], outside: Vec::with_capacity(SIZE) }
    }

    /// Sorts at most [`LEAF`] vertices, whose neighbours are among them or in `removed`.
    #[inline(always)]
    pub(super) fn order<P: Copy>(
        &mut self,
        graph: &Graph,
        region: &mut [P],
        vertex: impl Fn(&P) -> u32,
        removed: &[bool],
    ) {
        let n = region.len();
        debug_assert!(n <= LEAF);
        let mut rows = self.adjacency(graph, region, &vertex, removed);
        // the low byte tells equals apart, so that one minimum finds the vertex and its degree
        let mut keys = [u16::MAX; LEAF];
        for i in 0..n {
            keys[i] = key(&rows[i], i);
        }
        let mut order = [0u8; LEAF];
        let mut left = if n == 64 { u64::MAX } else { (1 << n) - 1 };
        for next in order.iter_mut().take(n) {
            let least = keys.iter().copied().fold(u16::MAX, u16::min);
            [*next, _] = least.to_le_bytes();
            let chosen = usize::from(*next);
            keys[chosen] = u16::MAX;
            let bit = 1u64 << chosen;
            left &= !bit;
            rows[chosen][0] &= !bit;
            let neighbours = rows[chosen];
            let mut others = neighbours[0] & left;
            while others != 0 {
                let i = others.trailing_zeros() as usize;
                others &= others - 1;
                for (word, new) in rows[i].iter_mut().zip(neighbours) {
                    *word |= new;
                }
                rows[i][0] &= !bit;
                keys[i] = key(&rows[i], i);
            }
        }
        let mut sorted = [region.first().copied(); LEAF];
        for (to, &from) in sorted.iter_mut().zip(&order).take(n) {
            *to = Some(region[usize::from(from)]);
        }
        for (to, from) in region.iter_mut().zip(sorted.into_iter().flatten()) {
            *to = from;
        }
    }

    /// Neighbours of each vertex as bits, itself among them: those of the region first, then outside ones.
    #[expect(clippy::cast_possible_truncation, reason = "numbers stay below SIZE")]
    #[inline(always)]
    fn adjacency<P>(
        &mut self,
        graph: &Graph,
        region: &[P],
        vertex: impl Fn(&P) -> u32,
        removed: &[bool],
    ) -> [[u64; WORDS]; LEAF] {
        let mut rows = [[0; WORDS]; LEAF];
        for (number, place) in region.iter().enumerate() {
            self.number[vertex(place) as usize] = number as u8;
        }
        let mut count = region.len();
        for (place, row) in region.iter().zip(&mut rows) {
            let v = vertex(place) as usize;
            let own = self.number[v];
            row[0] |= 1 << own;
            for &u in graph.of(v) {
                let number = &mut self.number[u as usize];
                if *number == NONE {
                    if count == SIZE || !removed[u as usize] {
                        continue;
                    }
                    *number = count as u8;
                    count += 1;
                    self.outside.push(u);
                }
                row[usize::from(*number >> 6)] |= 1 << (*number & 63);
            }
        }
        for u in self.outside.drain(..).chain(region.iter().map(vertex)) {
            self.number[u as usize] = NONE;
        }
        rows
    }
}

/// Degree, then place.
#[expect(clippy::cast_possible_truncation, reason = "both stay below SIZE")]
#[inline(always)]
fn key(row: &[u64; WORDS], place: usize) -> u16 {
    let degree: u32 = row.iter().map(|word| word.count_ones()).sum();
    (degree << 8) as u16 | place as u16
}
