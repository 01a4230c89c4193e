//! Fill and work that each ordering promises on some lattices: the table of `docs/sparse-factorization.md`.

use std::time::Instant;
use thouless_linalg::{AnalysisSettings, Csr, LinalgError, Ordering, SparseAnalysis};

/// A box of sites with `orbitals` each and hops between nearest neighbours, all orbitals coupled.
fn lattice(size: [usize; 3], orbitals: usize) -> Result<(Csr<f64>, Vec<[f64; 3]>), LinalgError> {
    let [a, b, c] = size;
    let site = |x: usize, y: usize, z: usize| (x * b + y) * c + z;
    let (mut entries, mut points) = (Vec::new(), Vec::new());
    for (x, y, z) in (0..a).flat_map(|x| (0..b).flat_map(move |y| (0..c).map(move |z| (x, y, z)))) {
        points.extend(std::iter::repeat_n([x as f64, y as f64, z as f64], orbitals));
        let here = site(x, y, z);
        let next = [(x + 1, y, z), (x, y + 1, z), (x, y, z + 1)];
        let inside = next.into_iter().filter(|&(x, y, z)| x < a && y < b && z < c);
        for there in inside.map(|(x, y, z)| site(x, y, z)).chain([here]) {
            for (i, j) in (0..orbitals).flat_map(|i| (0..orbitals).map(move |j| (i, j))) {
                entries.push((here * orbitals + i, there * orbitals + j, -1.0));
                entries.push((there * orbitals + j, here * orbitals + i, -1.0));
            }
        }
    }
    let n = points.len();
    Ok((Csr::from_triplets(n, n, entries)?, points))
}

#[expect(clippy::print_stdout, reason = "an example that prints a table")]
fn main() -> Result<(), LinalgError> {
    println!("| sites | orbitals | ordering | entries of L | multiplications | analysis |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let cases = [
        ([200, 200, 1], 1),
        ([400, 400, 1], 1),
        ([200, 200, 1], 2),
        ([1000, 40, 1], 1),
        ([30, 20, 20], 1),
        ([24, 24, 24], 1),
    ];
    for (size, orbitals) in cases {
        let (h, points) = lattice(size, orbitals)?;
        for ordering in [Ordering::Geometric, Ordering::NestedDissection, Ordering::MinimumDegree] {
            let settings = AnalysisSettings {
                ordering: ordering.clone(),
                coordinates: Some(&points),
                ..AnalysisSettings::default()
            };
            let mut seconds = f64::INFINITY;
            let mut promise = (0.0, 0.0);
            for _ in 0..3 {
                let start = Instant::now();
                let analysis = SparseAnalysis::new(&h, &settings)?;
                seconds = seconds.min(start.elapsed().as_secs_f64());
                promise = (analysis.fill(), analysis.flops());
            }
            let [a, b, c] = size;
            println!(
                "| {a}×{b}×{c} | {orbitals} | {ordering} | {:.2e} | {:.2e} | {:.0} ms |",
                promise.0,
                promise.1,
                1e3 * seconds
            );
        }
    }
    Ok(())
}
