//! Orderings that need no coordinates, from other crates.

use super::graph::Graph;
use crate::LinalgError;
use crate::multifrontal::tree::short;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::sparse::SymbolicSparseColMatRef;
use faer::sparse::linalg::amd;
use feral_metis::CscPattern;

/// Orders the given vertices by approximate minimum degree, as if there were no others (P. R. Amestoy,
/// T. A. Davis, I. S. Duff, SIAM J. Matrix Anal. Appl. **17**, 886 (1996); implementation of the crate faer).
pub(super) fn minimum_degree(graph: &Graph, vertices: &[u32]) -> Result<Vec<u32>, LinalgError> {
    let (offsets, neighbours) = graph.part(vertices);
    let n = vertices.len();
    if n == 0 {
        return Ok(Vec::new());
    }
    let entries: Vec<usize> = neighbours.iter().map(|&u| u as usize).collect();
    let pattern = SymbolicSparseColMatRef::new_checked(n, n, &offsets, None, &entries);
    let (mut order, mut inverse) = (vec![0usize; n], vec![0usize; n]);
    let too_large = |_| too_large(entries.len());
    let mut memory =
        MemBuffer::try_new(amd::order_scratch::<usize>(n, entries.len())).map_err(|_| {
            LinalgError::OutOfRange {
                what: "the number of entries to be ordered by minimum degree",
                min: 0,
                max: entries.len().saturating_sub(1),
                found: entries.len(),
            }
        })?;
    let stack = MemStack::new(&mut memory);
    amd::order(&mut order, &mut inverse, pattern, amd::Control::default(), stack)
        .map_err(too_large)?;
    Ok(order.into_iter().map(|at| vertices[at]).collect())
}

/// Orders the given vertices by multilevel nested dissection, as if there were no others (G. Karypis,
/// V. Kumar, SIAM J. Sci. Comput. **20**, 359 (1998); implementation of the crate feral-metis).
pub(super) fn nested_dissection(graph: &Graph, vertices: &[u32]) -> Result<Vec<u32>, LinalgError> {
    let (offsets, neighbours) = graph.part(vertices);
    let count = neighbours.len();
    let offsets: Vec<i32> =
        offsets.into_iter().map(signed).collect::<Option<_>>().ok_or(too_large(count))?;
    let neighbours: Vec<i32> = neighbours
        .into_iter()
        .map(|u| signed(u as usize))
        .collect::<Option<_>>()
        .ok_or(too_large(count))?;
    let pattern = CscPattern::new(vertices.len(), &offsets, &neighbours).ok_or(too_large(count))?;
    let order = feral_metis::metis_order(&pattern).map_err(|_| too_large(count))?;
    let at = |i: i32| usize::try_from(i).ok().and_then(|i| vertices.get(i).copied());
    order.into_iter().map(at).collect::<Option<_>>().ok_or(too_large(count))
}

fn signed(i: usize) -> Option<i32> {
    i32::try_from(i).ok()
}

fn too_large(found: usize) -> LinalgError {
    let max = i32::MAX as usize;
    LinalgError::OutOfRange { what: "the number of entries to be ordered", min: 0, max, found }
}

/// All vertices but the marked ones, in their order.
pub(super) fn others(last: &[bool]) -> Vec<u32> {
    (0..last.len()).filter(|&v| !last[v]).map(short).collect()
}
