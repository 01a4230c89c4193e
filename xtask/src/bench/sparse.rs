//! Sparse matrix times a block of vectors, beside what the memory of this machine can move.
//!
//! A product must at least read the matrix once, read the vectors once, and read and write the results once (a
//! line of memory is fetched before it is written); the least time is those bytes over the bandwidth, which a
//! triad `a = b + s c` on arrays far larger than any cache measures in the same run.

use num_complex::Complex64;
use rayon::prelude::*;
use thouless_linalg::{Block, Csr};

use super::clock::cheapest;
use super::{Line, bench_error};
use crate::error::TaskError;

/// Sites along each side of the square lattice whose matrix is multiplied.
const SIDE: usize = 1000;
/// Vectors in the block.
const WIDTHS: [usize; 3] = [1, 4, 16];
/// Numbers in each array of the triad: 256 MiB.
const TRIAD: usize = 1 << 25;

pub(super) fn run() -> Result<Vec<Line>, TaskError> {
    let bandwidth = triad();
    println!("  memory bandwidth (triad, all threads): {:.1} GB/s", bandwidth * 1e-9);
    let matrix = square_lattice().map_err(|error| bench_error("sparse", &error))?;
    let (n, entries) = (matrix.n_rows(), matrix.n_entries());
    let number = size_of::<Complex64>();
    let of_matrix = entries * (number + size_of::<u32>()) + (n + 1) * size_of::<usize>();

    let mut lines = Vec::new();
    for width in WIDTHS {
        let entries = (0..n * width).map(|i| Complex64::new((i as f64).sin(), 1.0)).collect();
        let x =
            Block::from_vec(n, width, entries).map_err(|error| bench_error("sparse", &error))?;
        let mut y = Block::zeros(n, width);
        let (cost, product) = cheapest(7, || matrix.mul_block(&x, &mut y));
        product.map_err(|error| bench_error("sparse", &error))?;
        let least = (of_matrix + 3 * n * width * number) as f64 / bandwidth;
        lines.push(Line::new(
            "sparse",
            format!("{n} rows, {width} vectors: wall over bytes/bandwidth"),
            cost.wall / least,
            "",
            "at most 1.5",
            cost.wall / least <= 1.5,
        ));
    }
    Ok(lines)
}

/// Returns bytes per second of a triad, the fetch of the written array counted.
fn triad() -> f64 {
    let (b, c) = (vec![1.0_f64; TRIAD], vec![2.0_f64; TRIAD]);
    let mut a = vec![0.0_f64; TRIAD];
    let chunk = TRIAD.div_ceil(8 * rayon::current_num_threads());
    let (cost, ()) = cheapest(7, || {
        a.par_chunks_mut(chunk).zip(b.par_chunks(chunk)).zip(c.par_chunks(chunk)).for_each(
            |((a, b), c)| {
                for ((a, b), c) in a.iter_mut().zip(b).zip(c) {
                    *a = b + 3.0 * c;
                }
            },
        );
    });
    (4 * TRIAD * size_of::<f64>()) as f64 / cost.wall
}

/// Returns the Hermitian matrix of a square lattice with a magnetic field and on-site energies.
fn square_lattice() -> Result<Csr<Complex64>, thouless_linalg::LinalgError> {
    let site = |x: usize, y: usize| x * SIDE + y;
    let hops = (0..SIDE * SIDE).flat_map(|i| {
        let (x, y) = (i / SIDE, i % SIDE);
        let up = -Complex64::cis(0.01 * x as f64);
        let mut row = vec![(i, i, Complex64::from((i as f64).cos()))];
        if x + 1 < SIDE {
            row.extend([(site(x + 1, y), i, (-1.0).into()), (i, site(x + 1, y), (-1.0).into())]);
        }
        if y + 1 < SIDE {
            row.extend([(site(x, y + 1), i, up), (i, site(x, y + 1), up.conj())]);
        }
        row
    });
    Csr::from_triplets(SIDE * SIDE, SIDE * SIDE, hops)
}
