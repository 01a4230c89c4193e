//! A sample of 400×400 cells of the square lattice with disorder and a magnetic field, ready to solve.

use thouless_lattice::shape::CellBlock;
use thouless_lattice::{Anderson, zoo};

use super::clock::{cheapest, resident_bytes};
use super::peers::{KWANT, number};
use super::{Line, bench_error};
use crate::error::TaskError;

/// Cells along each direction.
const SIDE: usize = 400;
/// Samples held at once to measure what one takes.
const HELD: usize = 8;

pub(super) fn run(peer: bool) -> Result<Vec<Line>, TaskError> {
    let fails = |error: &dyn std::error::Error| bench_error("sample", error);
    let square = zoo::Square::default().model().map_err(|error| fails(&error))?;
    let build = || {
        square
            .cut(CellBlock::new([SIDE, SIDE]))
            .disorder(Anderson { width: 1.0, seed: 1 })
            .flux_per_cell(0.01)
            .build()
    };
    let (cost, sample) = cheapest(7, build);
    let sites = sample.map_err(|error| fails(&error))?.n_sites();
    let before = resident_bytes();
    let held: Vec<_> =
        (0..HELD).map(|_| build()).collect::<Result<_, _>>().map_err(|error| fails(&error))?;
    let after = resident_bytes();
    let counted = held.iter().map(thouless_lattice::Sample::bytes).sum::<usize>() as f64;
    let bytes = match (before, after) {
        (Some(before), Some(after)) => (after - before).max(counted),
        _ => counted,
    };
    let per_site = bytes / (HELD * sites) as f64;

    let what = format!("{SIDE}×{SIDE} cells, disorder and field: CPU");
    let mut lines = vec![Line::plain("sample", what, cost.cpu, "s")];
    let what = "memory".to_owned();
    lines.push(Line::new(
        "sample",
        what,
        per_site,
        "bytes per site",
        "under 200",
        per_site < 200.0,
    ));
    if peer && let Some(kwant) = KWANT.find() {
        let json = kwant.run("kwant_square.py", &[SIDE.to_string(), SIDE.to_string()])?;
        let cpu = number(&json, "cpu")?;
        let ratio = cpu / cost.cpu;
        let what = format!("Kwant {}, build and finalize: CPU", kwant.version);
        lines.push(Line::plain("sample", what, cpu, "s"));
        let what = "Kwant: memory".to_owned();
        lines.push(Line::plain("sample", what, number(&json, "bytes_per_site")?, "bytes per site"));
        let what = "Kwant over this".to_owned();
        lines.push(Line::new("sample", what, ratio, "", "at least 50", ratio >= 50.0));
    }
    Ok(lines)
}
