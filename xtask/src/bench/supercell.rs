//! Eigenvalues of a supercell of 200 sites at 500 wave vectors, beside LAPACK's own time for the same matrices.

use std::path::Path;

use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_bands::bands_at;
use thouless_lattice::{BlochHamiltonian, Model, zoo};

use super::clock::{Cost, cheapest};
use super::peers::{NUMPY, PYTHTB, number};
use super::{Line, bench_error};
use crate::error::TaskError;
use crate::workspace;

/// Cells of the Haldane model along each direction: 200 sites.
const CELLS: i32 = 10;
/// Wave vectors on the path Γ-K-M-Γ.
const N_K: usize = 500;
/// Every how many of the matrices LAPACK solves.
const EVERY: usize = 25;

pub(super) fn run(peer: bool) -> Result<Vec<Line>, TaskError> {
    let fails = |error: &dyn std::error::Error| bench_error("supercell", error);
    let haldane = zoo::Haldane { t2: 0.15, m: 0.2, ..zoo::Haldane::default() };
    let cell = haldane
        .model()
        .and_then(|model| model.supercell([[CELLS, 0], [0, CELLS]]))
        .map_err(|error| fails(&error))?;
    let k = path();

    let one = on_threads(1, &cell, &k)?;
    let two = on_threads(2, &cell, &k)?;
    let n = cell.n_bands();
    let what = format!("eigenvalues of {n} sites at {N_K} k, 1 thread: CPU");
    let mut lines = vec![Line::plain("supercell", what, one.cpu, "s")];
    let ratio = one.wall / two.wall;
    let what = "1 thread over 2 threads: wall".to_owned();
    lines.push(Line::new("supercell", what, ratio, "", "at least 1.7", ratio >= 1.7));

    if peer && let Some(numpy) = NUMPY.find() {
        let file = workspace::root().join("target/supercell.raw");
        write_matrices(&file, &cell, &k)?;
        let arguments = [file.display().to_string(), n.to_string(), "5".to_owned()];
        let json = numpy.run("lapack_eigvalsh.py", &arguments);
        let removed = std::fs::remove_file(&file);
        let lapack = number(&json?, "cpu")? * N_K as f64;
        removed.map_err(|error| fails(&error))?;
        let ratio = one.cpu / lapack;
        let what = format!("LAPACK alone (NumPy {}), 1 thread: CPU", numpy.version);
        lines.push(Line::plain("supercell", what, lapack, "s"));
        let what = "this over LAPACK alone".to_owned();
        lines.push(Line::new("supercell", what, ratio, "", "at most 1.2", ratio <= 1.2));
    }
    if peer && let Some(pythtb) = PYTHTB.find() {
        let arguments = ["supercell".to_owned(), CELLS.to_string(), N_K.to_string()];
        let json = pythtb.run("pythtb_haldane.py", &arguments)?;
        let what = format!("PythTB {}: CPU", pythtb.version);
        lines.push(Line::plain("supercell", what, number(&json, "cpu")?, "s"));
    }
    Ok(lines)
}

/// Runs in a pool of so many threads.
fn on_threads(threads: usize, cell: &Model, k: &[Vec<f64>]) -> Result<Cost, TaskError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| bench_error("supercell", &error))?;
    let (cost, energies) = pool.install(|| cheapest(3, || bands_at(cell, k)));
    energies.map_err(|error| bench_error("supercell", &error))?;
    Ok(cost)
}

/// Returns wave vectors along Γ-K-M-Γ.
fn path() -> Vec<Vec<f64>> {
    let nodes = [[0.0, 0.0], [2.0 / 3.0, 1.0 / 3.0], [0.5, 0.5], [0.0, 0.0]];
    (0..N_K)
        .map(|i| {
            let leg = (3 * i / N_K).min(2);
            let part = 3.0 * i as f64 / N_K as f64 - leg as f64;
            let (a, b) = (nodes[leg], nodes[leg + 1]);
            (0..2).map(|d| a[d] + part * (b[d] - a[d])).collect()
        })
        .collect()
}

/// Writes some of the matrices as they lie in memory.
fn write_matrices(file: &Path, cell: &Model, k: &[Vec<f64>]) -> Result<(), TaskError> {
    let mut h: DMatrix<Complex64> = DMatrix::zeros(cell.n_bands(), cell.n_bands());
    let mut bytes = Vec::new();
    for k in k.iter().step_by(EVERY) {
        cell.hamiltonian_into(k, &mut h);
        for z in h.iter() {
            bytes.extend(z.re.to_le_bytes());
            bytes.extend(z.im.to_le_bytes());
        }
    }
    workspace::write(file, &bytes)
}
