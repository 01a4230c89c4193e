//! What is known of a factorization before any number is.

use super::ordering::{Graph, Ordered, Ordering, Rows, order_rows};
use super::supernodes::{CostModel, Supernodes};
use super::tree::{Cost, EliminationTree, NONE, short};
use crate::{Complex64, Csr, LinalgError, Progress, Scalar};
use std::fmt;
use std::sync::Arc;

/// Consecutive rows of a front that stand together in its parent too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    /// The first of them among the rows below the front.
    pub(crate) from: u32,
    /// Where it stands in the parent, the columns of the parent counted.
    pub(crate) to: u32,
    /// How many there are.
    pub(crate) len: u32,
}

/// Where entries of the matrix go, row after row in the order of elimination.
#[derive(Debug)]
struct Places {
    /// Where those of each number begin, and at last how many there are.
    offsets: Vec<usize>,
    /// Where the entries of the row of each number begin in the matrix.
    entries: Vec<usize>,
    /// The row of the front into which an entry goes, conjugated, the column being that of the number; [`NONE`] where its partner
    /// across the diagonal goes there.
    rows: Vec<u32>,
}

/// The arrays behind an analysis.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Fronts and their rows.
    pub(crate) fronts: Supernodes,
    /// Rows that are kept, in the order in which they were given; they form the last front.
    pub(crate) kept: Vec<usize>,
    /// The first front of the subtree below each front.
    pub(crate) first_below: Vec<u32>,
    /// Flops of the subtree of each front.
    pub(crate) work_below: Vec<f64>,
    run_offsets: Vec<usize>,
    runs: Vec<Run>,
    row_offsets: Vec<usize>,
    columns: Vec<u32>,
    places: Places,
    cost: Cost,
    stored: u64,
    live: u64,
}

impl Layout {
    /// Lays out the factorization of a pattern along the elimination tree of its graph, whose last numbers
    /// stand for the rows `kept`.
    pub(crate) fn new(
        graph: &Graph,
        pattern: (&[usize], &[u32]),
        tree: &EliminationTree,
        kept: &[usize],
        model: CostModel,
    ) -> Self {
        let fronts = Supernodes::new(graph, tree, model);
        let (run_offsets, runs) = runs(&fronts);
        let (row_offsets, columns) = pattern;
        let places = places(&fronts, row_offsets, columns);
        let n_fronts = fronts.len();
        let eliminated_fronts = n_fronts - usize::from(!kept.is_empty());
        let mut first_below: Vec<u32> = (0..n_fronts).map(short).collect();
        let mut work_below = vec![0.0; n_fronts];
        let mut cost = Cost::default();
        let mut stored = 0;
        for front in 0..n_fronts {
            let (width, rest) = (fronts.width(front), fronts.rows(front).len());
            let height = width + rest;
            if front < eliminated_fronts {
                let (h, r) = (height as f64, rest as f64);
                let flops = (h * (h + 0.5) * (h + 1.0) - r * (r + 0.5) * (r + 1.0)) / 6.0;
                cost.flops += flops;
                cost.fill += width as f64 * (h - 0.5 * (width as f64 - 1.0));
                work_below[front] += flops;
                stored += height as u64 * width as u64;
            } else {
                stored += height as u64 * height as u64;
            }
            let above = fronts.parent[front];
            if above != NONE {
                let above = above as usize;
                first_below[above] = first_below[above].min(first_below[front]);
                work_below[above] += work_below[front];
            }
        }
        let live = live_entries(&fronts, &first_below);
        Self {
            fronts,
            kept: kept.to_vec(),
            first_below,
            work_below,
            run_offsets,
            runs,
            row_offsets: row_offsets.to_vec(),
            columns: columns.to_vec(),
            places,
            cost,
            stored,
            live,
        }
    }

    /// Number of rows of the matrix.
    pub(crate) fn n(&self) -> usize {
        self.fronts.order.len()
    }

    /// Entries of $L$ and flops where no pivot is delayed.
    pub(crate) fn cost(&self) -> Cost {
        self.cost
    }

    /// Bytes that the factors take, and that fronts take on top of this while one thread works.
    pub(crate) fn memory(&self, bytes_per_entry: u64) -> (u64, u64) {
        (self.stored * bytes_per_entry, self.live * bytes_per_entry)
    }

    /// Number of fronts.
    pub(crate) fn len(&self) -> usize {
        self.fronts.len()
    }

    /// The front of the kept rows.
    pub(crate) fn kept_front(&self) -> Option<usize> {
        if self.kept.is_empty() { None } else { self.len().checked_sub(1) }
    }

    /// Where the rows below a front stand in its parent.
    pub(crate) fn runs(&self, front: usize) -> &[Run] {
        &self.runs[self.run_offsets[front]..self.run_offsets[front + 1]]
    }

    /// Whether a matrix has exactly the pattern that was analysed.
    pub(crate) fn fits<T: Scalar>(&self, a: &Csr<T>) -> bool {
        a.row_offsets() == self.row_offsets && a.columns() == self.columns
    }

    /// Calls `enter(row of the front, value)` for the entries of `a` in column `own` of a front, that of `number`.
    /// `fits` tells whether the pattern is that of the analysis; if not, it must be a part of it.
    pub(crate) fn column<T: Scalar>(
        &self,
        a: &Csr<T>,
        fits: bool,
        number: usize,
        own: usize,
        mut enter: impl FnMut(usize, T),
    ) {
        let Places { offsets, entries, rows } = &self.places;
        let places = &rows[offsets[number]..offsets[number + 1]];
        let begin = entries[number];
        if fits {
            for (&place, &value) in places.iter().zip(&a.values()[begin..]) {
                if place != NONE {
                    enter(place as usize, value.conjugate());
                }
            }
            return;
        }
        let row = self.fronts.order[number];
        let (columns, values) = a.row(row as usize);
        let mut known = self.columns[begin..].iter().zip(places);
        for (&column, &value) in columns.iter().zip(values) {
            if column == row {
                enter(own, value.conjugate());
            } else if let Some((_, &place)) = known.find(|&(&c, _)| c == column)
                && place != NONE
            {
                enter(place as usize, value.conjugate());
            }
        }
    }

    /// Checks that all entries of `a` have a place.
    pub(crate) fn check_pattern<T: Scalar>(&self, a: &Csr<T>) -> Result<bool, LinalgError> {
        if self.fits(a) {
            return Ok(true);
        }
        for row in 0..self.n() {
            let mut known = self.columns[self.row_offsets[row]..self.row_offsets[row + 1]].iter();
            for &column in a.row(row).0 {
                if column as usize != row && !known.any(|&c| c == column) {
                    return Err(LinalgError::OutsidePattern { row, col: column as usize });
                }
            }
        }
        Ok(false)
    }
}

/// Largest number of entries of fronts that exist at the same time.
fn live_entries(fronts: &Supernodes, first_below: &[u32]) -> u64 {
    let area = |front: usize| {
        let height = (fronts.width(front) + fronts.rows(front).len()) as u64;
        height * height
    };
    let (mut now, mut most) = (0, 0);
    for front in 0..fronts.len() {
        if first_below[front] as usize == front {
            now += area(front);
            most = most.max(now);
        }
        let above = fronts.parent[front];
        if above != NONE && first_below[above as usize] == first_below[front] {
            // the first child opens its parent before it goes
            now += area(above as usize);
            most = most.max(now);
        }
        now -= area(front);
    }
    most
}

fn runs(fronts: &Supernodes) -> (Vec<usize>, Vec<Run>) {
    let mut offsets = vec![0];
    let mut runs: Vec<Run> = Vec::new();
    for front in 0..fronts.len() {
        let begin = runs.len();
        let above = fronts.parent[front];
        if above != NONE {
            let above = above as usize;
            let (start, end) = (fronts.starts[above], fronts.starts[above + 1]);
            let below = fronts.rows(above);
            let mut at = 0;
            for (from, &row) in fronts.rows(front).iter().enumerate() {
                let to = if row < end {
                    row - start
                } else {
                    while below[at] < row {
                        at += 1;
                    }
                    end - start + short(at)
                };
                match runs[begin..].last_mut() {
                    Some(run) if run.to + run.len == to => run.len += 1,
                    _ => runs.push(Run { from: short(from), to, len: 1 }),
                }
            }
        }
        offsets.push(runs.len());
    }
    (offsets, runs)
}

fn places(fronts: &Supernodes, row_offsets: &[usize], columns: &[u32]) -> Places {
    let n = fronts.order.len();
    let mut offsets = Vec::with_capacity(n + 1);
    let mut entries = Vec::with_capacity(n);
    let mut rows = Vec::with_capacity(columns.len());
    let mut local = vec![0u32; n];
    offsets.push(0);
    for front in 0..fronts.len() {
        let (start, end) = (fronts.starts[front], fronts.starts[front + 1]);
        for (at, &row) in fronts.rows(front).iter().enumerate() {
            local[row as usize] = end - start + short(at);
        }
        for number in start..end {
            let row = fronts.order[number as usize] as usize;
            let own = &columns[row_offsets[row]..row_offsets[row + 1]];
            rows.extend(own.iter().map(|&column| match fronts.inverse[column as usize] {
                other if other >= end => local[other as usize],
                other if other >= number => other - start,
                _ => NONE,
            }));
            entries.push(row_offsets[row]);
            offsets.push(rows.len());
        }
    }
    Places { offsets, entries, rows }
}

/// How a pattern is analysed.
#[derive(Debug, Clone, Default)]
pub struct AnalysisSettings<'a> {
    /// How the order of elimination is found.
    pub ordering: Ordering,
    /// Where each row lies, in any unit of length; rows of one site lie in the same place.
    pub coordinates: Option<&'a [[f64; 3]]>,
    /// Rows onto which the matrix is folded: they are not eliminated.
    pub kept: &'a [usize],
    /// Cancels between orderings.
    pub progress: Progress,
}

/// What is known of a factorization from the pattern of the matrix alone; made once, used for every matrix of the
/// pattern or of a part of it.
///
/// Clones share everything.
#[derive(Debug, Clone)]
pub struct SparseAnalysis {
    layout: Arc<Layout>,
    chosen: Ordering,
    tried: Arc<[(Ordering, Cost)]>,
}

impl SparseAnalysis {
    /// Analyses the pattern of a matrix; its values are not looked at.
    ///
    /// # Errors
    ///
    /// [`LinalgError::NotSquare`]; what is wrong with coordinates, kept rows or a given order;
    /// [`LinalgError::MemoryLimit`]; [`LinalgError::Cancelled`].
    pub fn new<T: Scalar>(
        pattern: &Csr<T>,
        settings: &AnalysisSettings<'_>,
    ) -> Result<Self, LinalgError> {
        let (rows, cols) = (pattern.n_rows(), pattern.n_cols());
        if rows != cols {
            return Err(LinalgError::NotSquare { rows, cols });
        }
        let AnalysisSettings { ref ordering, coordinates, kept, ref progress } = *settings;
        let (offsets, columns) = (pattern.row_offsets(), pattern.columns());
        let found = order_rows(Rows { offsets, columns, coordinates, kept }, ordering, progress)?;
        progress.check()?;
        let model = CostModel::default();
        let Ordered { graph, order, tree, chosen, tried } = found;
        let tree =
            tree.unwrap_or_else(|| EliminationTree::with_kept(graph.pattern(), &order, kept.len()));
        let layout = Layout::new(&graph, (offsets, columns), &tree, kept, model);
        Ok(Self { layout: Arc::new(layout), chosen, tried: tried.into() })
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Number of rows of the matrix.
    pub fn n(&self) -> usize {
        self.layout.n()
    }

    /// Number of fronts.
    pub fn n_fronts(&self) -> usize {
        self.layout.len()
    }

    /// Entries of $L$, the unit diagonal counted, where no pivot is delayed.
    pub fn fill(&self) -> f64 {
        self.layout.cost().fill
    }

    /// Multiplications with addition of a factorization where no pivot is delayed.
    pub fn flops(&self) -> f64 {
        self.layout.cost().flops
    }

    /// Bytes that a factorization over `T` takes on one thread where no pivot is delayed: for $L$, and for the
    /// fronts that exist at the same time.
    pub fn memory<T: Scalar>(&self) -> u64 {
        let (stored, live) = self.layout.memory(size_of::<T>() as u64);
        stored + live
    }

    /// The ordering that was used; where it was chosen automatically, the one chosen.
    pub fn ordering(&self) -> &Ordering {
        &self.chosen
    }

    /// Row of the matrix that is eliminated as number `i`, kept rows last.
    pub fn order(&self) -> &[u32] {
        &self.layout.fronts.order
    }
}

/// What the factorization will take, and the same for each ordering that was compared.
impl fmt::Display for SparseAnalysis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (stored, live) = self.layout.memory(size_of::<Complex64>() as u64);
        let kept = self.layout.kept.len();
        writeln!(f, "{} rows, {kept} of them kept, in {} fronts", self.n(), self.n_fronts())?;
        writeln!(
            f,
            "{:.3e} entries of L, {:.3e} multiplications, {:.1} MB and {:.1} MB of fronts (complex)",
            self.fill(),
            self.flops(),
            stored as f64 / 1e6,
            live as f64 / 1e6
        )?;
        write!(f, "ordering: {}", self.chosen)?;
        for (ordering, cost) in self.tried.iter() {
            write!(
                f,
                "\n  {ordering:<20} {:.3e} entries, {:.3e} multiplications",
                cost.fill, cost.flops
            )?;
        }
        Ok(())
    }
}
