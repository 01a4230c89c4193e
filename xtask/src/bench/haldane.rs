//! Eigenvalues and eigenvectors of the Haldane model on a million wave vectors.

use thouless_bands::states_on_grid;
use thouless_lattice::{KGrid, zoo};
use thouless_linalg::Progress;

use super::clock::cheapest;
use super::peers::{PYTHTB, number};
use super::{Line, bench_error};
use crate::error::TaskError;

/// Wave vectors along each direction.
const N_K: usize = 1000;

pub(super) fn run(peer: bool) -> Result<Vec<Line>, TaskError> {
    let fails = |error: &dyn std::error::Error| bench_error("haldane", error);
    let haldane = zoo::Haldane { t2: 0.15, m: 0.2, ..zoo::Haldane::default() };
    let model = haldane.model().map_err(|error| fails(&error))?;
    let grid = KGrid::new([N_K, N_K]).map_err(|error| fails(&error))?;
    let (cost, bands) = cheapest(3, || states_on_grid(&model, &grid, &Progress::silent()));
    let lowest = bands.map_err(|error| fails(&error))?.band_range(0)[0];

    let what = format!("eigenvalues and eigenvectors, {N_K}×{N_K} k: CPU");
    let mut lines = vec![Line::plain("haldane", what, cost.cpu, "s")];
    if peer && let Some(pythtb) = PYTHTB.find() {
        let json = pythtb.run("pythtb_haldane.py", &["grid".to_owned(), N_K.to_string()])?;
        let (cpu, low) = (number(&json, "cpu")?, number(&json, "lowest")?);
        let ratio = cpu / cost.cpu;
        lines.push(Line::plain("haldane", format!("PythTB {}: CPU", pythtb.version), cpu, "s"));
        let what = "PythTB over this".to_owned();
        lines.push(Line::new("haldane", what, ratio, "", "at least 10", ratio >= 10.0));
        let what = "difference of the lowest energies".to_owned();
        let apart = (low - lowest).abs();
        lines.push(Line::new("haldane", what, apart, "", "below 1e-9", apart < 1e-9));
    }
    Ok(lines)
}
