//! Times eigenvalues and eigenvectors of Haldane's model on 1000 × 1000 wave vectors, and eigenvalues
//! of a 200-site strip of honeycomb at 500, on the threads of `RAYON_NUM_THREADS`.

use std::time::Instant;

use thouless_bands::{BandsError, band_structure, states_on_grid};
use thouless_lattice::{KGrid, KPath, Lattice, LatticeError, Model, zoo::Haldane};
use thouless_linalg::Progress;

#[expect(clippy::print_stdout, reason = "an example reports")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let haldane = Haldane { m: 0.2, t2: 0.15, ..Haldane::default() }.model()?;
    let grid = KGrid::new([1000, 1000])?;
    for _ in 0..3 {
        let start = Instant::now();
        let bands = states_on_grid(&haldane, &grid, &Progress::silent())?;
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "Haldane, states at {} k: {seconds:.3} s, lowest {:.6}",
            grid.len(),
            bands.at(0)[0]
        );
    }

    let chain = large_cell(200)?;
    let path = KPath::labelled(&chain, "G-X")?.points(500);
    for _ in 0..2 {
        let start = Instant::now();
        let bands = energies(&chain, &path)?;
        let seconds = start.elapsed().as_secs_f64();
        println!("200 sites, energies at 500 k: {seconds:.3} s, lowest {bands:.6}");
    }
    Ok(())
}

fn energies(model: &Model, path: &thouless_lattice::PathPoints) -> Result<f64, BandsError> {
    Ok(band_structure(model, path)?.range()[0])
}

/// A ladder of `n` sites with complex hops along and across.
fn large_cell(n: usize) -> Result<Model, LatticeError> {
    let hop = num_complex::Complex64::from_polar(1.0, 0.3);
    let mut model = Model::builder(Lattice::new(&[[n as f64]])?);
    for i in 0..n {
        model = model.site(format!("s{i}"), [i as f64 / n as f64]).onsite((0.1 * i as f64).sin());
    }
    for i in 0..n {
        for reach in [1, 2] {
            let to = i + reach;
            let cell = i32::from(to >= n);
            model = model.hop(i, to % n, [cell], hop / reach as f64);
        }
    }
    model.build()
}
