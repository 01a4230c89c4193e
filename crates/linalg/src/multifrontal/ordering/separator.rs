//! The fewest vertices that cover all edges between two sides.

/// No vertex, no match.
const NONE: u32 = u32::MAX;

/// Edges from which a smallest cover is no longer sought, for each vertex of the left side.
const DENSE: usize = 32;

/// A bipartite graph and its smallest vertex cover, by D. König (1931): as many vertices as there are edges
/// without common ends.
pub(super) struct Cover {
    /// Number of each right vertex, [`NONE`] if it has none.
    number: Vec<u32>,
    left: Vec<u32>,
    right: Vec<u32>,
    /// Edges of left vertex `i`: `edges[offsets[i]..offsets[i + 1]]`, numbers of right vertices.
    offsets: Vec<usize>,
    edges: Vec<u32>,
    /// Partner of each left and right vertex.
    of_left: Vec<u32>,
    of_right: Vec<u32>,
    /// Round in which a left vertex was last visited, and its next edge to try.
    visited: Vec<u32>,
    next: Vec<usize>,
    path: Vec<u32>,
}

impl Cover {
    /// For graphs whose right vertices are below `n`.
    pub(super) fn new(n: usize) -> Self {
        let empty = Vec::new;
        Self {
            number: vec![NONE; n],
            left: empty(),
            right: empty(),
            offsets: vec![0],
            edges: empty(),
            of_left: empty(),
            of_right: empty(),
            visited: empty(),
            next: Vec::new(),
            path: empty(),
        }
    }

    /// Forgets all edges.
    pub(super) fn clear(&mut self) {
        self.left.clear();
        self.right.clear();
        self.offsets.clear();
        self.offsets.push(0);
        self.edges.clear();
    }

    /// Adds an edge; those of the same left vertex come together, left vertices in ascending order.
    pub(super) fn add(&mut self, left: u32, right: u32) {
        if self.left.last() != Some(&left) {
            self.left.push(left);
            self.offsets.push(self.edges.len());
        }
        let number = &mut self.number[right as usize];
        if *number == NONE {
            *number = u32::try_from(self.right.len()).unwrap_or(NONE);
            self.right.push(right);
        }
        self.edges.push(*number);
        if let Some(end) = self.offsets.last_mut() {
            *end = self.edges.len();
        }
    }

    /// Left vertices of the cover, ascending.
    pub(super) fn left(&self) -> &[u32] {
        &self.left
    }

    /// Right vertices of the cover.
    pub(super) fn right(&self) -> &[u32] {
        &self.right
    }

    /// Reduces [`Cover::left`] and [`Cover::right`] to a cover; of equal ones the left side is taken. Where
    /// vertices weigh differently, or edges are many, it is the lighter one of the two sides.
    pub(super) fn solve(&mut self, of_left: impl Fn(u32) -> u32, of_right: impl Fn(u32) -> u32) {
        for &vertex in &self.right {
            self.number[vertex as usize] = NONE;
        }
        let Some(&first) = self.left.first() else { return };
        let unit = of_left(first);
        let weigh = |side: &[u32], of: &dyn Fn(u32) -> u32| {
            let total: u64 = side.iter().map(|&v| u64::from(of(v))).sum();
            (total, side.iter().all(|&v| of(v) == unit))
        };
        let (left, even_left) = weigh(&self.left, &of_left);
        let (right, even_right) = weigh(&self.right, &of_right);
        let sparse = self.edges.len() <= DENSE * self.left.len();
        if even_left && even_right && sparse {
            let matched = self.match_all();
            if matched < self.left.len().min(self.right.len()) {
                self.reduce();
                return;
            }
        }
        if left <= right { self.right.clear() } else { self.left.clear() }
    }

    fn of(&self, left: usize) -> std::ops::Range<usize> {
        self.offsets[left]..self.offsets[left + 1]
    }

    /// Finds a largest set of edges without common ends and returns its size.
    fn match_all(&mut self) -> usize {
        let (n_left, n_right) = (self.left.len(), self.right.len());
        self.of_left.clear();
        self.of_left.resize(n_left, NONE);
        self.of_right.clear();
        self.of_right.resize(n_right, NONE);
        let mut matched = 0;
        for i in 0..n_left {
            let free = self.edges[self.of(i)].iter().find(|&&r| self.of_right[r as usize] == NONE);
            if let Some(&r) = free {
                self.pair(i, r);
                matched += 1;
            }
        }
        self.visited.clear();
        self.visited.resize(n_left, 0);
        let mut round = 0;
        let mut before = usize::MAX;
        while matched != before && matched < n_left.min(n_right) {
            before = matched;
            round += 1;
            self.next.clear();
            self.next.extend_from_slice(&self.offsets[..n_left]);
            for i in 0..n_left {
                if self.of_left[i] == NONE && self.augment(i, round) {
                    matched += 1;
                }
            }
        }
        matched
    }

    fn pair(&mut self, left: usize, right: u32) {
        self.of_left[left] = right;
        self.of_right[right as usize] = u32::try_from(left).unwrap_or(NONE);
    }

    /// Looks for a path from a free left vertex to a free right one, edges in turn outside and inside the
    /// matching, over vertices not yet visited in this round; exchanges the edges along it.
    fn augment(&mut self, start: usize, round: u32) -> bool {
        self.path.clear();
        self.path.push(u32::try_from(start).unwrap_or(NONE));
        self.visited[start] = round;
        while let Some(&at) = self.path.last() {
            let at = at as usize;
            if self.next[at] == self.offsets[at + 1] {
                self.path.pop();
                continue;
            }
            let mut right = self.edges[self.next[at]];
            self.next[at] += 1;
            let owner = self.of_right[right as usize];
            if owner == NONE {
                while let Some(left) = self.path.pop() {
                    let given_up = self.of_left[left as usize];
                    self.pair(left as usize, right);
                    right = given_up;
                }
                return true;
            }
            if self.visited[owner as usize] != round {
                self.visited[owner as usize] = round;
                self.path.push(owner);
            }
        }
        false
    }

    /// Keeps the left vertices that no alternating path from a free left vertex reaches, and the right ones
    /// that one does.
    fn reduce(&mut self) {
        let n_left = self.left.len();
        let mut reached_left = vec![false; n_left];
        let mut reached_right = vec![false; self.right.len()];
        self.path.clear();
        for i in 0..n_left {
            if self.of_left[i] == NONE {
                reached_left[i] = true;
                self.path.push(u32::try_from(i).unwrap_or(NONE));
            }
        }
        while let Some(at) = self.path.pop() {
            for edge in self.of(at as usize) {
                let right = self.edges[edge] as usize;
                let owner = self.of_right[right];
                if !std::mem::replace(&mut reached_right[right], true)
                    && owner != NONE
                    && !std::mem::replace(&mut reached_left[owner as usize], true)
                {
                    self.path.push(owner);
                }
            }
        }
        let mut reached = reached_left.iter();
        self.left.retain(|_| reached.next() == Some(&false));
        let mut reached = reached_right.iter();
        self.right.retain(|_| reached.next() == Some(&true));
    }
}
