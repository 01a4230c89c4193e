//! Columns of $L$ taken together into fronts.

use super::ordering::Graph;
use super::tree::{EliminationTree, NONE, inverse_of, short};

/// Fronts: consecutive columns that are eliminated together, and the rows below them.
#[derive(Clone, Debug)]
pub(crate) struct Supernodes {
    /// Row of the matrix that is eliminated as number `i`.
    pub(crate) order: Vec<u32>,
    /// The number at which each row is eliminated.
    pub(crate) inverse: Vec<u32>,
    /// First number of each front, and at last how many numbers there are.
    pub(crate) starts: Vec<u32>,
    /// The front into which the rest of each front goes, [`NONE`] at roots; always a later one.
    pub(crate) parent: Vec<u32>,
    /// Where the rows below each front begin in `rows`.
    pub(crate) offsets: Vec<usize>,
    /// Numbers of the rows below each front, increasing.
    pub(crate) rows: Vec<u32>,
}

/// What a front is taken to cost, in multiplications of two numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CostModel {
    /// For the front itself.
    pub(crate) front: f64,
    /// For each entry that is handed to the parent.
    pub(crate) handed: f64,
    /// For each entry of $L$.
    pub(crate) stored: f64,
}

impl Default for CostModel {
    fn default() -> Self {
        Self { front: 3e3, handed: 4.0, stored: 3.0 }
    }
}

impl CostModel {
    /// Cost of a front of `height` rows of which `width` are eliminated.
    fn of(self, width: f64, height: f64) -> f64 {
        let rest = height - width;
        let cubes = (height * height * height - rest * rest * rest) / 6.0;
        self.front
            + self.handed * 0.5 * rest * rest
            + self.stored * width * (height - 0.5 * width)
            + cubes
    }
}

impl Supernodes {
    /// Takes columns together whose rows agree, and then children into their parents where the zeros that
    /// are stored by this cost less than a front of its own ("relaxed supernodes"
    /// C. C. Ashcraft and R. G. Grimes, ACM Trans. Math. Softw. **15**, 291 (1989)).
    ///
    /// The kept numbers of the tree form one front of their own.
    pub(crate) fn new(graph: &Graph, tree: &EliminationTree, model: CostModel) -> Self {
        let (n, kept) = (tree.order.len(), tree.kept);
        let (top, heights) = merged(tree, n - kept, model);
        // vertices of one front, for which its topmost stands, side by side in order of these
        let mut begins: Vec<u32> = Vec::new();
        let mut front_of = vec![0u32; n];
        for number in 0..n {
            if top[number] as usize == number {
                front_of[number] = short(begins.len());
                begins.push(0);
            }
        }
        for number in 0..n {
            front_of[number] = front_of[top[number] as usize];
            begins[front_of[number] as usize] += 1;
        }
        let mut parent = vec![NONE; begins.len()];
        for number in 0..n {
            let above = tree.parent[number];
            if above != NONE && front_of[above as usize] != front_of[number] {
                parent[front_of[number] as usize] = front_of[above as usize];
            }
        }
        let mut total = 0;
        for begin in &mut begins {
            total += std::mem::replace(begin, total);
        }
        let mut vertices = vec![0; n];
        let mut front_at = vec![0; n];
        let mut starts = vec![0; parent.len() + 1];
        for number in 0..n {
            let front = front_of[number] as usize;
            let place = &mut begins[front];
            vertices[*place as usize] = tree.order[number];
            front_at[*place as usize] = front_of[number];
            *place += 1;
            starts[front + 1] += tree.weights[number];
        }
        for front in 0..parent.len() {
            starts[front + 1] += starts[front];
        }
        // rows below each front, the kept one having none
        let mut lengths: Vec<usize> = (0..n)
            .filter(|&number| top[number] as usize == number)
            .zip(starts.windows(2))
            .map(|(number, ends)| heights[number] - (ends[1] - ends[0]) as usize)
            .collect();
        lengths.push(0);
        let order: Vec<u32> = graph.rows(&vertices).iter().map(|&row| short(row)).collect();
        let inverse = inverse_of(&order);
        let mut fronts = Self { order, inverse, starts, parent, offsets: vec![], rows: vec![] };
        fronts.find_rows(graph, &vertices, &front_at, n - kept, lengths);
        fronts
    }

    /// Number of fronts.
    pub(crate) fn len(&self) -> usize {
        self.parent.len()
    }

    /// Columns of a front.
    pub(crate) fn width(&self, front: usize) -> usize {
        (self.starts[front + 1] - self.starts[front]) as usize
    }

    /// Numbers of the rows below a front.
    pub(crate) fn rows(&self, front: usize) -> &[u32] {
        &self.rows[self.offsets[front]..self.offsets[front + 1]]
    }

    /// Each vertex in turn is entered into all fronts on the way from its neighbours up to its own, so that
    /// the rows of every front come in order. `lengths` are the numbers of rows, and 0 at last.
    fn find_rows(
        &mut self,
        graph: &Graph,
        vertices: &[u32],
        front_at: &[u32],
        first_kept: usize,
        mut lengths: Vec<usize>,
    ) {
        let climb = Climb { graph, vertices, front_at, first_kept, parent: &self.parent };
        let inverse = inverse_of(vertices);
        let mut total = 0;
        for length in &mut lengths {
            total += std::mem::replace(length, total);
        }
        let mut rows = vec![0; total];
        let mut next = lengths.clone();
        climb.run(&inverse, |front, first, weight| {
            for row in first..first + weight {
                rows[next[front]] = row;
                next[front] += 1;
            }
        });
        self.offsets = lengths;
        self.rows = rows;
    }
}

/// The vertices in their order and the fronts they stand in.
struct Climb<'a> {
    graph: &'a Graph,
    vertices: &'a [u32],
    front_at: &'a [u32],
    first_kept: usize,
    parent: &'a [u32],
}

impl Climb<'_> {
    /// Calls `enter(front, first row, rows)` for each vertex and each front below its own that it has entries in.
    fn run(&self, inverse: &[u32], mut enter: impl FnMut(usize, u32, u32)) {
        let weights = self.graph.weights();
        let mut seen = vec![NONE; self.parent.len()];
        let mut first_row = 0;
        for (number, &vertex) in self.vertices.iter().enumerate() {
            let own = self.front_at[number];
            let weight = weights.get(vertex as usize).copied().unwrap_or(1);
            for &neighbour in self.graph.of(vertex as usize) {
                let below = inverse[neighbour as usize] as usize;
                if below >= number.min(self.first_kept) {
                    continue;
                }
                let mut at = self.front_at[below];
                while at != own && seen[at as usize] != short(number) {
                    seen[at as usize] = short(number);
                    enter(at as usize, first_row, weight);
                    at = self.parent[at as usize];
                }
            }
            first_row += weight;
        }
    }
}

/// The topmost number of the front that each number goes into, and at these the rows of the front.
fn merged(tree: &EliminationTree, first_kept: usize, model: CostModel) -> (Vec<u32>, Vec<usize>) {
    let n = tree.order.len();
    // the front of a number before any merging, by its last number
    let mut top: Vec<u32> = (0..n).map(short).collect();
    let (mut width, mut height) = (vec![0usize; n], vec![0usize; n]);
    let mut start = 0;
    let mut rows = 0;
    for number in 0..n {
        let weight = tree.weights[number] as usize;
        rows += weight;
        let joins = if number >= first_kept {
            number + 1 < n
        } else {
            number + 1 < first_kept
                && tree.parent[number] as usize == number + 1
                && tree.counts[number] == tree.counts[number + 1] + weight
        };
        if !joins {
            top[start..number].fill(short(number));
            width[number] = rows;
            height[number] = if start >= first_kept { rows } else { tree.counts[start] };
            start = number + 1;
            rows = 0;
        }
    }
    let tops: Vec<u32> = (0..n).filter(|&i| top[i] as usize == i).map(short).collect();
    let mut into: Vec<u32> = (0..n).map(short).collect();
    let price = |width: usize, height: usize| model.of(width as f64, height as f64);
    for number in tops.iter().map(|&top| top as usize) {
        let above = tree.parent[number];
        if above == NONE || above as usize >= first_kept {
            continue;
        }
        let above = top[above as usize] as usize;
        let (w, h) = (width[number] + width[above], height[above] + width[number]);
        if price(w, h) <= price(width[number], height[number]) + price(width[above], height[above])
        {
            into[number] = short(above);
            (width[above], height[above]) = (w, h);
        }
    }
    for &number in tops.iter().rev() {
        into[number as usize] = into[into[number as usize] as usize];
    }
    (top.iter().map(|&at| into[at as usize]).collect(), height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fronts_hold_the_columns_of_the_factor(
            n in 1usize..30,
            edges in prop::collection::vec((0usize..30, 0usize..30), 0..70),
            kept in 0usize..5,
            price in 0.0f64..200.0,
        ) {
            let kept = kept.min(n);
            let mut lists = vec![Vec::new(); n];
            for (i, j) in edges.iter().map(|&(i, j)| (i % n, j % n)).filter(|(i, j)| i != j) {
                lists[i].push(short(j));
                lists[j].push(short(i));
            }
            let mut offsets = vec![0];
            for list in &mut lists {
                list.sort_unstable();
                list.dedup();
                offsets.push(offsets[offsets.len() - 1] + list.len());
            }
            let neighbours = lists.concat();
            let graph = Graph::of_rows(&offsets, &neighbours);
            let order: Vec<u32> = (0..n).map(short).collect();
            let tree = EliminationTree::with_kept(graph.pattern(), &order, kept);
            let model = CostModel { front: price, handed: 1.0, stored: 1.0 };
            let fronts = Supernodes::new(&graph, &tree, model);
            // elimination of the dense pattern in the order of the fronts
            let mut filled = vec![vec![false; n]; n];
            for (i, list) in lists.iter().enumerate() {
                for &j in list {
                    filled[fronts.inverse[i] as usize][fronts.inverse[j as usize] as usize] = true;
                }
            }
            for j in 0..n - kept {
                for i in j + 1..n {
                    for k in j + 1..n {
                        filled[i][k] |= filled[i][j] && filled[j][k];
                    }
                }
            }
            for front in 0..fronts.len() {
                let (start, end) = (fronts.starts[front] as usize, fronts.starts[front + 1] as usize);
                let rows = fronts.rows(front);
                prop_assert!(rows.is_sorted_by(|a, b| a < b));
                if start >= n - kept {
                    prop_assert_eq!((start, end, rows.len()), (n - kept, n, 0));
                    continue;
                }
                for i in end..n {
                    let any = (start..end).any(|j| filled[i][j]);
                    prop_assert!(!any || rows.contains(&short(i)));
                }
                let above = fronts.parent[front];
                prop_assert!(above == NONE || above as usize > front);
                for &row in rows {
                    let inside = row >= fronts.starts[above as usize];
                    prop_assert!(inside);
                    let own = row < fronts.starts[above as usize + 1];
                    prop_assert!(own || fronts.rows(above as usize).contains(&row));
                }
            }
        }
    }
}
