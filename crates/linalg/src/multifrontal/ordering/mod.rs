//! In which order rows are eliminated.
//!
//! The order decides how many zeros of a matrix its factor loses, and so nearly everything about time and
//! memory. In the plane the best orders leave $O(n \log n)$ entries for $n$ sites, the natural one
//! $O(n^{3/2})$.

mod directions;
mod general;
mod geometric;
mod graph;
mod leaf;
mod separator;
#[cfg(test)]
mod tests;

use super::tree::{Cost, EliminationTree, short};
use crate::{LinalgError, Progress, check};
pub(crate) use graph::Graph;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the order of elimination of a sparse matrix is found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ordering {
    /// Geometric where rows have coordinates, else by minimum degree; others are tried where finding them
    /// takes little of the time that the factorization is predicted to take, and the least work wins.
    #[default]
    Automatic,
    /// Nested dissection by planes through the coordinates of the rows; fast and, for lattices, the best.
    Geometric,
    /// Nested dissection of the graph.
    NestedDissection,
    /// Approximate minimum degree.
    MinimumDegree,
    /// Rows as they come.
    Natural,
    /// Row `order[i]` is eliminated as number `i`.
    Given(Vec<usize>),
}

impl fmt::Display for Ordering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Automatic => "automatic",
            Self::Geometric => "geometric",
            Self::NestedDissection => "nested dissection",
            Self::MinimumDegree => "minimum degree",
            Self::Natural => "natural",
            Self::Given(_) => "given",
        })
    }
}

/// Multiplications of a factorization in a second, about.
const RATE: f64 = 2e9;

/// Seconds that an ordering takes for each entry, about.
const MINIMUM_DEGREE_SECONDS: f64 = 0.15e-6;
const NESTED_DISSECTION_SECONDS: f64 = 1.6e-6;

/// Share of the predicted time of a factorization that looking for a better order than the geometric one may
/// take, and the same where there is none and the factorization is more likely to be long.
const SHARE_BESIDE_GEOMETRIC: f64 = 0.05;
const SHARE_BESIDE_GRAPH: f64 = 0.5;

/// An order of elimination.
#[derive(Clone, Debug)]
pub(crate) struct Ordered {
    /// What is ordered: rows, or rows taken together.
    pub(crate) graph: Graph,
    /// Vertex that is eliminated as number `i`; the vertices of the kept rows, one row each, stand last in the
    /// order in which they were given.
    pub(crate) order: Vec<u32>,
    /// Its elimination tree, where it was made to compare costs.
    pub(crate) tree: Option<EliminationTree>,
    /// Which ordering it is.
    pub(crate) chosen: Ordering,
    /// Orderings that were compared, with what each would cost; empty where there was no choice.
    pub(crate) tried: Vec<(Ordering, Cost)>,
}

/// What is to be ordered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows<'a> {
    /// Pattern of a square matrix in compressed rows.
    pub(crate) offsets: &'a [usize],
    /// Columns, increasing in each row.
    pub(crate) columns: &'a [u32],
    /// Where each row lies.
    pub(crate) coordinates: Option<&'a [[f64; 3]]>,
    /// Rows that are not eliminated and come last.
    pub(crate) kept: &'a [usize],
}

/// Finds an order of elimination.
///
/// # Errors
///
/// [`LinalgError::NoCoordinates`] for [`Ordering::Geometric`] without them, [`LinalgError::DimensionMismatch`]
/// when there are not as many coordinates, or rows of a given order, as rows, [`LinalgError::CoordinateNotFinite`],
/// [`LinalgError::IndexOutOfRange`] and [`LinalgError::Repeated`] for kept rows and a given order,
/// [`LinalgError::Cancelled`].
pub(crate) fn order_rows(
    rows: Rows<'_>,
    ordering: &Ordering,
    progress: &Progress,
) -> Result<Ordered, LinalgError> {
    let n = rows.offsets.len().saturating_sub(1);
    let mut is_kept = vec![false; n];
    mark("kept row", rows.kept, &mut is_kept)?;
    check_coordinates(n, rows.coordinates)?;
    let graph = Graph::of_rows(rows.offsets, rows.columns);
    match ordering {
        Ordering::Natural => {
            let order = general::others(&is_kept);
            return Ok(plain(graph, order, rows.kept, ordering));
        }
        Ordering::Given(given) => {
            check::same("rows of the given order", n, given.len())?;
            mark("row of the given order", given, &mut vec![false; n])?;
            let order = given.iter().filter(|&&row| !is_kept[row]).map(|&row| short(row)).collect();
            return Ok(plain(graph, order, rows.kept, ordering));
        }
        _ => {}
    }
    let graph = graph.compressed(&is_kept);
    let search = Search::new(graph, rows, &is_kept);
    let found = match (ordering, rows.coordinates) {
        (Ordering::Automatic, coordinates) => search.best(coordinates, progress)?,
        (Ordering::Geometric, Some(points)) => Search::only(ordering, search.geometric(points)?),
        (Ordering::Geometric, None) => return Err(LinalgError::NoCoordinates),
        (Ordering::NestedDissection, _) => Search::only(ordering, search.nested_dissection()?),
        _ => Search::only(ordering, search.minimum_degree()?),
    };
    let Found { order, tree, chosen, tried } = found;
    Ok(Ordered { graph: search.graph, order, tree, chosen, tried })
}

fn plain(graph: Graph, mut order: Vec<u32>, kept: &[usize], ordering: &Ordering) -> Ordered {
    order.extend(kept.iter().map(|&row| short(row)));
    Ordered { graph, order, tree: None, chosen: ordering.clone(), tried: Vec::new() }
}

/// Marks the given rows, each at most once.
fn mark(what: &'static str, rows: &[usize], marked: &mut [bool]) -> Result<(), LinalgError> {
    let len = marked.len();
    for &index in rows {
        let Some(mark) = marked.get_mut(index) else {
            return Err(LinalgError::IndexOutOfRange { what, index, len });
        };
        if std::mem::replace(mark, true) {
            return Err(LinalgError::Repeated { what, index });
        }
    }
    Ok(())
}

fn check_coordinates(n: usize, coordinates: Option<&[[f64; 3]]>) -> Result<(), LinalgError> {
    let Some(points) = coordinates else { return Ok(()) };
    check::same("rows with coordinates", n, points.len())?;
    for (row, point) in points.iter().enumerate() {
        if let Some(axis) = point.iter().position(|x| !x.is_finite()) {
            return Err(LinalgError::CoordinateNotFinite { row, axis, value: point[axis] });
        }
    }
    Ok(())
}

/// The outcome of a search, see [`Ordered`].
struct Found {
    order: Vec<u32>,
    tree: Option<EliminationTree>,
    chosen: Ordering,
    tried: Vec<(Ordering, Cost)>,
}

/// A compressed graph, and which of its vertices come last.
struct Search {
    graph: Graph,
    last: Vec<bool>,
    kept: Vec<u32>,
}

impl Search {
    fn new(graph: Graph, rows: Rows<'_>, is_kept: &[bool]) -> Self {
        let last: Vec<bool> = (0..graph.n()).map(|v| is_kept[graph.first_row(v)]).collect();
        let mut vertex = vec![0; is_kept.len()];
        for v in (0..graph.n()).filter(|&v| last[v]) {
            vertex[graph.first_row(v)] = short(v);
        }
        let kept = rows.kept.iter().map(|&row| vertex[row]).collect();
        Self { graph, last, kept }
    }

    fn only(ordering: &Ordering, order: Vec<u32>) -> Found {
        Found { order, tree: None, chosen: ordering.clone(), tried: Vec::new() }
    }

    /// Tries orderings from the quickest on, as long as the next is worth its time.
    fn best(
        &self,
        coordinates: Option<&[[f64; 3]]>,
        progress: &Progress,
    ) -> Result<Found, LinalgError> {
        let (mut chosen, mut order, share) = match coordinates {
            Some(points) => (Ordering::Geometric, self.geometric(points)?, SHARE_BESIDE_GEOMETRIC),
            None => (Ordering::MinimumDegree, self.minimum_degree()?, SHARE_BESIDE_GRAPH),
        };
        let entries = (self.graph.pattern().neighbours.len() + self.graph.n()) as f64;
        let mut tree = self.tree(&order);
        let mut least = tree.cost();
        let mut tried = vec![(chosen.clone(), least)];
        for (ordering, seconds) in [
            (Ordering::MinimumDegree, MINIMUM_DEGREE_SECONDS * entries),
            (Ordering::NestedDissection, NESTED_DISSECTION_SECONDS * entries),
        ] {
            if ordering == chosen || seconds > share * least.flops / RATE {
                continue;
            }
            progress.check()?;
            let other = match ordering {
                Ordering::MinimumDegree => self.minimum_degree()?,
                _ => self.nested_dissection()?,
            };
            let other_tree = self.tree(&other);
            let cost = other_tree.cost();
            tried.push((ordering.clone(), cost));
            if cost.flops < least.flops {
                (chosen, order, tree, least) = (ordering, other, other_tree, cost);
            }
        }
        Ok(Found { order, tree: Some(tree), chosen, tried })
    }

    fn tree(&self, order: &[u32]) -> EliminationTree {
        EliminationTree::with_kept(self.graph.pattern(), order, self.kept.len())
    }

    fn geometric(&self, points: &[[f64; 3]]) -> Result<Vec<u32>, LinalgError> {
        let point = |v: usize| points[self.graph.first_row(v)];
        let geometric::Dissection { mut order, lumps } =
            geometric::dissect(&self.graph, point, &self.last);
        for (start, end) in lumps {
            let sorted = general::minimum_degree(&self.graph, &order[start..end])?;
            order[start..end].copy_from_slice(&sorted);
        }
        Ok(self.with_kept(order))
    }

    fn nested_dissection(&self) -> Result<Vec<u32>, LinalgError> {
        let order = general::nested_dissection(&self.graph, &general::others(&self.last))?;
        Ok(self.with_kept(order))
    }

    fn minimum_degree(&self) -> Result<Vec<u32>, LinalgError> {
        let order = general::minimum_degree(&self.graph, &general::others(&self.last))?;
        Ok(self.with_kept(order))
    }

    fn with_kept(&self, mut order: Vec<u32>) -> Vec<u32> {
        order.extend_from_slice(&self.kept);
        order
    }
}
