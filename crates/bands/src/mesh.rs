//! The Brillouin zone divided into simplices: intervals, triangles or tetrahedra.
//!
//! Each cell of a grid is cut along one main diagonal into $d!$ simplices of equal volume (Kuhn,
//! IBM J. Res. Dev. **4**, 518 (1960)), each a path of $d$ steps from one end of the diagonal to the
//! other. The shortest of the main diagonals is taken, as P. E. Blöchl, O. Jepsen and O. K. Andersen
//! advise, Phys. Rev. B **49**, 16223 (1994).

use thouless_lattice::{KGrid, Lattice};

/// Corners of a cell are numbered by bit masks: bit `a` is a step along direction `a`.
#[derive(Debug, Clone)]
pub(crate) struct Mesh {
    grid: KGrid,
    /// +1 or −1 along each direction, so that the diagonal is the shortest.
    sign: [isize; 3],
    /// Masks of the corners of each simplex; the first `dimension + 1` are used.
    simplices: Vec<[usize; 4]>,
}

impl Mesh {
    pub(crate) fn new(grid: &KGrid, lattice: &Lattice) -> Self {
        let d = grid.dimension();
        Self { sign: shortest_diagonal(grid, lattice), grid: grid.clone(), simplices: paths(d) }
    }

    pub(crate) fn grid(&self) -> &KGrid {
        &self.grid
    }

    /// Number of cells, as many as grid points: cell `i` has point `i` as its corner 0.
    pub(crate) fn n_cells(&self) -> usize {
        self.grid.len()
    }

    /// The corners of each simplex, as masks.
    pub(crate) fn simplices(&self) -> impl ExactSizeIterator<Item = &[usize]> {
        let d = self.grid.dimension();
        self.simplices.iter().map(move |masks| &masks[..=d])
    }

    /// The grid point at a corner of a cell.
    pub(crate) fn corner(&self, cell: usize, mask: usize) -> usize {
        let indices = self.grid.indices(cell);
        let divisions = self.grid.divisions();
        let mut point = 0;
        for (a, n) in divisions.iter().enumerate() {
            let step = if mask >> a & 1 == 1 { self.sign[a] } else { 0 };
            let index = (indices[a] + n).wrapping_add_signed(step) % n;
            point = point * n + index;
        }
        point
    }

    /// The reduced wave vector at a corner of a cell, not folded back into the zone.
    pub(crate) fn corner_k(&self, cell: usize, mask: usize) -> [f64; 3] {
        let mut k = [0.0; 3];
        self.grid.point_into(cell, &mut k);
        let step = self.step(mask);
        [k[0] + step[0], k[1] + step[1], k[2] + step[2]]
    }

    /// The reduced vector from corner 0 to another.
    pub(crate) fn step(&self, mask: usize) -> [f64; 3] {
        let mut step = [0.0; 3];
        for (a, n) in self.grid.divisions().iter().enumerate() {
            if mask >> a & 1 == 1 {
                step[a] = self.sign[a] as f64 / *n as f64;
            }
        }
        step
    }
}

fn shortest_diagonal(grid: &KGrid, lattice: &Lattice) -> [isize; 3] {
    let d = grid.dimension();
    let candidates = [[1, 1, 1], [1, -1, 1], [1, 1, -1], [1, -1, -1]];
    let length = |sign: &[isize; 3]| {
        let k: Vec<f64> =
            grid.divisions().iter().zip(sign).map(|(n, s)| *s as f64 / *n as f64).collect();
        lattice.k_cartesian(&k).norm()
    };
    let mut best = candidates[0];
    for sign in &candidates[1..1 << d.saturating_sub(1)] {
        if length(sign) < length(&best) * (1.0 - 1e-9) {
            best = *sign;
        }
    }
    best
}

/// Corners passed when the steps along the directions are made in each possible order.
fn paths(d: usize) -> Vec<[usize; 4]> {
    let orders: &[[usize; 3]] = match d {
        0 => &[[0; 3]],
        1 => &[[0, 0, 0]],
        2 => &[[0, 1, 0], [1, 0, 0]],
        _ => &[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]],
    };
    let path = |order: &[usize; 3]| {
        let mut masks = [0; 4];
        for step in 0..d {
            masks[step + 1] = masks[step] | 1 << order[step];
        }
        masks
    };
    orders.iter().map(path).collect()
}
