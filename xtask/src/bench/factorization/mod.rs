//! The sparse Hermitian factorization, beside faer's and MUMPS, on disordered lattices in two and three dimensions.
//!
//! Everything runs on one thread but where two are named; times are CPU seconds, the least of several runs. A
//! factorization is one in memory that is there already, as for the next energy or disorder realization; for the
//! peers too.

mod faer_peer;
mod lattice;
mod mumps;

use faer::traits::ComplexField;
use num_complex::Complex64;
use thouless_linalg::{
    AnalysisSettings, Csr, FactorSettings, Ordering, Progress, Scalar, SparseAnalysis, SparseLdl,
};

use super::clock::{Cost, cheapest};
use super::{Line, bench_error};
use crate::error::TaskError;
use lattice::Lattice;
use mumps::Mumps;

const BENCH: &str = "factorization";
/// Sides of the square lattices, and that at which goals are measured.
const SIDES: [usize; 4] = [100, 200, 400, 800];
const SIDE: usize = 400;
/// The largest square lattice, and the bytes it may take.
const LARGEST: usize = 1000;
const LIMIT: f64 = 8e9;
const BOXES: [[usize; 3]; 2] = [[30, 20, 20], [24, 24, 24]];

/// A factorization with what it cost.
struct Measured<T: Scalar> {
    ldl: SparseLdl<T>,
    analysis: f64,
    factor: Cost,
}

pub(super) fn run(peer: bool) -> Result<Vec<Line>, TaskError> {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let one = one.map_err(|error| bench_error(BENCH, &error))?;
    let mumps = if peer { Mumps::build() } else { None };
    let mut lines = one.install(|| {
        let mut lines = plane(mumps.as_ref())?;
        lines.extend(orderings()?);
        for size in BOXES {
            lines.extend(space(size, mumps.as_ref())?);
        }
        lines.extend(largest()?);
        Ok::<_, TaskError>(lines)
    })?;
    lines.push(two_threads()?);
    Ok(lines)
}

fn measure<T: Scalar>(
    lattice: &Lattice,
    ordering: Ordering,
    kept: &[usize],
    repeats: usize,
) -> Result<(Csr<T>, Measured<T>), TaskError> {
    let fails = |error: &dyn std::error::Error| bench_error(BENCH, error);
    let a: Csr<T> = lattice.matrix().map_err(|error| fails(&error))?;
    let points = lattice.points();
    let settings =
        AnalysisSettings { ordering, coordinates: Some(&points), kept, ..Default::default() };
    let (analysed, analysis) = cheapest(repeats.min(3), || SparseAnalysis::new(&a, &settings));
    let analysis = analysis.map_err(|error| fails(&error))?;
    let settings =
        FactorSettings { parallel: rayon::current_num_threads() > 1, ..Default::default() };
    let first = SparseLdl::new(&analysis, &a, &settings);
    let mut ldl = Some(first.map_err(|error| fails(&error))?);
    let (factor, done) = cheapest(repeats, || match ldl.take() {
        Some(before) => before.refactor(&a, &settings).map(|after| ldl = Some(after)),
        None => Ok(()),
    });
    done.map_err(|error| fails(&error))?;
    let ldl = match ldl {
        Some(ldl) => ldl,
        None => SparseLdl::new(&analysis, &a, &settings).map_err(|error| fails(&error))?,
    };
    Ok((a, Measured { ldl, analysis: analysed.cpu, factor }))
}

fn seconds(what: String, value: f64) -> Line {
    Line::plain(BENCH, what, value, "s")
}

/// A ratio that must not exceed `most`.
fn ratio(what: String, value: f64, most: f64) -> Line {
    Line::new(BENCH, what, value, "", &format!("at most {most}"), value <= most)
}

/// Square lattices of growing size, and everything about one of them.
fn plane(mumps: Option<&Mumps>) -> Result<Vec<Line>, TaskError> {
    let mut lines = Vec::new();
    let mut times = Vec::new();
    for side in SIDES {
        let repeats = if side > SIDE { 3 } else { 9 };
        let lattice = Lattice::square(side);
        let (a, own) = measure::<Complex64>(&lattice, Ordering::Geometric, &[], repeats)?;
        let (_, real) = measure::<f64>(&lattice, Ordering::Geometric, &[], repeats)?;
        let name = format!("{side}×{side}");
        lines.push(seconds(format!("{name}, complex: factorization"), own.factor.cpu));
        lines.push(seconds(format!("{name}, real: factorization"), real.factor.cpu));
        times.push((side as f64, own.factor.cpu));
        let quotient = real.factor.cpu / own.factor.cpu;
        lines.push(if side == SIDE {
            ratio(format!("{name}: real over complex"), quotient, 0.4)
        } else {
            Line::plain(BENCH, format!("{name}: real over complex"), quotient, "")
        });
        if side == SIDE {
            lines.extend(beside_faer(&name, &a, &own)?);
            lines.extend(details(&name, &a, &own)?);
        }
        if let Some(mumps) = mumps {
            let goal = (side == SIDE).then_some(0.4);
            lines.extend(mumps.compare(&name, &a, own.factor.cpu, goal)?);
            let a: Csr<f64> = lattice.matrix().map_err(|error| bench_error(BENCH, &error))?;
            lines.extend(mumps.compare(&name, &a, real.factor.cpu, None)?);
        }
    }
    let exponent = slope(&times);
    lines.push(ratio("cost as a power of the side, 100 to 800".to_owned(), exponent, 3.2));
    Ok(lines)
}

/// Least squares slope of the logarithms.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let (x, y) = logs.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / n, y + p.1 / n));
    let (xy, xx) = logs
        .iter()
        .fold((0.0, 0.0), |(xy, xx), p| (xy + (p.0 - x) * (p.1 - y), xx + (p.0 - x) * (p.0 - x)));
    xy / xx
}

fn beside_faer<T: Scalar + ComplexField>(
    name: &str,
    a: &Csr<T>,
    own: &Measured<T>,
) -> Result<Vec<Line>, TaskError> {
    let lblt = faer_peer::lblt(a, own.ldl.analysis().order())?;
    let lu = faer_peer::lu(a)?;
    Ok(vec![
        seconds(format!("{name}: faer's supernodal LBLᴴ, the same order"), lblt),
        ratio(format!("{name}: over faer's LBLᴴ"), own.factor.cpu / lblt, 1.0),
        seconds(format!("{name}: faer's sparse LU (COLAMD)"), lu),
        Line::plain(BENCH, format!("{name}: over faer's LU"), own.factor.cpu / lu, ""),
    ])
}

/// Analysis, solving, selected inverse, Schur complement.
fn details(
    name: &str,
    a: &Csr<Complex64>,
    own: &Measured<Complex64>,
) -> Result<Vec<Line>, TaskError> {
    let fails = |error: &dyn std::error::Error| bench_error(BENCH, error);
    let factor = own.factor.cpu;
    let mut lines = vec![
        ratio(format!("{name}: analysis with coordinates"), own.analysis / factor, 0.1),
        Line::plain(BENCH, format!("{name}: growth"), own.ldl.growth(), ""),
        Line::plain(BENCH, format!("{name}: delayed"), own.ldl.delayed_pivots() as f64, "pivots"),
    ];
    let b = nalgebra::DMatrix::from_fn(a.n_rows(), 1, |i, _| {
        Complex64::new((i as f64).sin(), (i as f64).cos())
    });
    let (solve, solved) = cheapest(3, || own.ldl.solve(&b));
    solved.map_err(|error| fails(&error))?;
    lines.push(seconds(format!("{name}: refined solution of one right-hand side"), solve.cpu));
    let (selected, inverse) = cheapest(3, || own.ldl.selected_inverse(&Progress::silent()));
    inverse.map_err(|error| fails(&error))?;
    let what = format!("{name}: selected inverse over factorization");
    lines.push(Line::plain(BENCH, what, selected.cpu / factor, ""));

    let lattice = Lattice::square(SIDE);
    let boundary: Vec<usize> = (0..SIDE).chain(SIDE * (SIDE - 1)..SIDE * SIDE).collect();
    let (_, folded) = measure::<Complex64>(&lattice, Ordering::Geometric, &boundary, 5)?;
    let rest = Lattice::rectangle(SIDE - 2, SIDE);
    let (_, rest) = measure::<Complex64>(&rest, Ordering::Geometric, &[], 5)?;
    lines.push(ratio(
        format!(
            "{name}: folded onto {} boundary rows, over the factorization of the rest",
            boundary.len()
        ),
        folded.factor.cpu / rest.factor.cpu,
        1.3,
    ));
    Ok(lines)
}

/// What orderings promise, and what comes.
fn orderings() -> Result<Vec<Line>, TaskError> {
    let mut lines = Vec::new();
    for (lattice, name) in [
        (Lattice::square(SIDE), format!("{SIDE}×{SIDE}")),
        (Lattice::cuboid(BOXES[1]), "24³".to_owned()),
    ] {
        for ordering in [
            Ordering::Geometric,
            Ordering::NestedDissection,
            Ordering::MinimumDegree,
            Ordering::Automatic,
        ] {
            let what = format!("{name}, {ordering}");
            let (_, own) = measure::<Complex64>(&lattice, ordering, &[], 3)?;
            let analysis = own.ldl.analysis();
            println!(
                "  {what}: analysis {:.4} s, promised {:.4e} entries and {:.4e} flops; came {:.4e} entries",
                own.analysis,
                analysis.fill(),
                analysis.flops(),
                own.ldl.fill() as f64,
            );
            lines.push(seconds(format!("{what}: factorization"), own.factor.cpu));
            let excess = own.ldl.fill() as f64 / analysis.fill();
            lines.push(Line::plain(BENCH, format!("{what}: fill over promise"), excess, ""));
        }
    }
    Ok(lines)
}

fn space(size: [usize; 3], mumps: Option<&Mumps>) -> Result<Vec<Line>, TaskError> {
    let lattice = Lattice::cuboid(size);
    let name = format!("{}×{}×{}", size[0], size[1], size[2]);
    let (a, own) = measure::<Complex64>(&lattice, Ordering::Automatic, &[], 3)?;
    let mut lines = vec![seconds(format!("{name}, complex: factorization"), own.factor.cpu)];
    let (_, real) = measure::<f64>(&lattice, Ordering::Automatic, &[], 3)?;
    let quotient = real.factor.cpu / own.factor.cpu;
    lines.push(Line::plain(BENCH, format!("{name}: real over complex"), quotient, ""));
    let lblt = faer_peer::lblt(&a, own.ldl.analysis().order())?;
    let quotient = own.factor.cpu / lblt;
    lines.push(Line::plain(BENCH, format!("{name}: over faer's LBLᴴ, same order"), quotient, ""));
    if let Some(mumps) = mumps {
        lines.extend(mumps.compare(&name, &a, own.factor.cpu, None)?);
    }
    Ok(lines)
}

fn largest() -> Result<Vec<Line>, TaskError> {
    let (_, own) = measure::<Complex64>(&Lattice::square(LARGEST), Ordering::Geometric, &[], 2)?;
    let bytes = own.ldl.analysis().memory::<Complex64>() as f64;
    let resident = super::clock::resident_bytes().unwrap_or(bytes);
    let name = format!("{LARGEST}×{LARGEST}");
    Ok(vec![
        seconds(format!("{name}, complex: factorization"), own.factor.cpu),
        Line::plain(BENCH, format!("{name}: memory predicted"), bytes * 1e-9, "GB"),
        Line::new(
            BENCH,
            format!("{name}: memory of the process"),
            resident * 1e-9,
            "GB",
            "at most 8",
            resident <= LIMIT,
        ),
    ])
}

fn two_threads() -> Result<Line, TaskError> {
    let walls: Result<Vec<f64>, TaskError> = [1, 2]
        .iter()
        .map(|&threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let pool = pool.map_err(|error| bench_error(BENCH, &error))?;
            let lattice = Lattice::square(SIDE);
            let run = || measure::<Complex64>(&lattice, Ordering::Geometric, &[], 9);
            Ok(pool.install(run)?.1.factor.wall)
        })
        .collect();
    let walls = walls?;
    let faster = walls[0] / walls[1];
    let what = format!("{SIDE}×{SIDE}: faster on two threads, wall");
    Ok(Line::new(BENCH, what, faster, "", "at least 1.6", faster >= 1.6))
}
