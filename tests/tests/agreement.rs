//! One quantity by two routes that share no more than the model: bands and samples, dense and sparse, derivatives
//! and differences, builder and files.

use std::f64::consts::TAU;

use num_complex::Complex64;
use thouless_bands::{DosMethod, DosSettings, bands_on_grid, density_of_states, velocities};
use thouless_lattice::shape::{CellBlock, Disk};
use thouless_lattice::{
    Anderson, BlochHamiltonian, FieldGauge, Flux, KGrid, Lattice, Model, ModelSource, Sample,
    Vector3, zoo,
};
use thouless_linalg::{LanczosSettings, Progress, eigh, eigvalsh, lanczos_lowest};

type Tested = Result<(), Box<dyn std::error::Error>>;

/// Haldane's model as a user builds it, with two unequal sites and no symmetry between k and −k.
fn haldane() -> Result<Model, thouless_lattice::LatticeError> {
    let hop = 0.15 * Complex64::cis(0.7);
    Model::builder(Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]])?)
        .name("Haldane")
        .site("A", [0.0, 0.0])
        .onsite(0.2)
        .site("B", [1.0 / 3.0, 1.0 / 3.0])
        .onsite(-0.2)
        .hop("A", "B", [[0, 0], [-1, 0], [0, -1]], -1.0)
        .hop("A", "A", [[1, 0], [-1, 1], [0, -1]], hop)
        .hop("B", "B", [[-1, 0], [1, -1], [0, 1]], hop)
        .build()
}

fn sorted(mut energies: Vec<f64>) -> Vec<f64> {
    energies.sort_by(f64::total_cmp);
    energies
}

fn assert_same(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (i, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((a - b).abs() <= tolerance, "number {i} of {}: {a} and {b}", found.len());
    }
}

/// All energies of a model on a grid with the given shift.
fn on_grid(model: &Model, divisions: &[usize], shift: &[f64]) -> Vec<f64> {
    let grid = KGrid::new(divisions).and_then(|grid| grid.shifted(shift)).expect("a grid");
    let bands = bands_on_grid(model, &grid, &Progress::silent()).expect("bands");
    sorted(bands.energies().to_vec())
}

#[test]
fn bands_of_a_supercell_are_those_of_the_cell_on_a_finer_grid() -> Tested {
    let model = haldane()?;
    let supercell = model.supercell([[2, 0], [0, 3]])?;
    assert_same(
        &on_grid(&supercell, &[4, 4], &[0.3, 0.1]),
        &on_grid(&model, &[8, 12], &[0.3, 0.1]),
        1e-12,
    );
    // of no cell in common: 7 cells in a skew one, whose wave vectors are found one by one
    let skew = model.supercell([[2, 1], [-1, 3]])?;
    let folded = eigvalsh(&skew.hamiltonian(&[0.2, 0.6])?)?;
    let mut all = Vec::new();
    for i in 0..7 {
        for j in 0..7 {
            // k' = M k modulo whole numbers
            let k = [f64::from(i), f64::from(j)].map(|n| n / 7.0);
            let image = [2.0 * k[0] + k[1], -k[0] + 3.0 * k[1]];
            if image.iter().all(|x| (x - x.round()).abs() < 1e-9) {
                // the particular solution of M k = (0.2, 0.6)
                let start = [(3.0 * 0.2 - 0.6) / 7.0, (0.2 + 2.0 * 0.6) / 7.0];
                all.extend(eigvalsh(&model.hamiltonian(&[start[0] + k[0], start[1] + k[1]])?)?);
            }
        }
    }
    assert_same(&folded, &sorted(all), 1e-12);
    Ok(())
}

#[test]
fn a_torus_has_the_energies_of_its_wave_vectors() -> Tested {
    for (model, n) in [(haldane()?, [5, 4]), (zoo::KaneMele::default().model()?, [4, 3])] {
        let torus = model
            .cut(CellBlock::new(n))
            .periodic(0, n[0])
            .periodic(1, n[1])
            .twist(0, 0.6)
            .twist(1, -1.1)
            .build()?;
        let shift = [0.6 / TAU, -1.1 / TAU];
        assert_same(&torus.eigenvalues()?, &on_grid(&model, &n, &shift), 1e-12);
    }
    Ok(())
}

#[test]
fn a_strip_cut_from_the_crystal_is_the_ribbon() -> Tested {
    let model = haldane()?;
    for (open, closed) in [(1, 0), (0, 1)] {
        let mut n = [6, 6];
        n[open] = 5;
        let strip = model.cut(CellBlock::new(n)).periodic(closed, 6).twist(closed, 0.9).build()?;
        let ribbon = model.open(open, 5)?;
        assert_same(&strip.eigenvalues()?, &on_grid(&ribbon, &[6], &[0.9 / TAU]), 1e-12);
    }
    Ok(())
}

/// A disordered flake in a field: complex, and of no symmetry.
fn flake(gauge: FieldGauge) -> Result<Sample, Box<dyn std::error::Error>> {
    let flake = haldane()?
        .cut(Disk::new(7.3))
        .disorder(Anderson { width: 1.0, seed: 5 })
        .flux_per_cell(0.037)
        .gauge(gauge)
        .build()?;
    Ok(flake)
}

#[test]
fn lanczos_finds_the_lowest_energies_of_the_dense_routine() -> Tested {
    let sample = flake(FieldGauge::default())?;
    let settings = LanczosSettings { n_values: 8, ..Default::default() };
    let found = lanczos_lowest(sample.matrix(), &settings, &Progress::silent())?;
    assert_same(&found.values, &sample.eigenvalues()?[..8], 1e-9);
    // the vectors too: each solves the dense eigenproblem
    let dense = sample.matrix().to_dense();
    for (i, value) in found.values.iter().enumerate() {
        let x = found.vectors.column(i).into_owned();
        assert!((&dense * &x - &x * Complex64::from(*value)).norm() < 1e-8);
    }
    Ok(())
}

#[test]
fn gauges_agree_on_energies_and_densities() -> Tested {
    let (landau, symmetric) = (flake(FieldGauge::default())?, flake(FieldGauge::Symmetric)?);
    let oblique = flake(FieldGauge::Landau(Vector3::new(1.0, 0.4, 0.0)))?;
    assert!((landau.matrix().to_dense() - symmetric.matrix().to_dense()).camax() > 0.1);
    let reference = eigh(&landau.matrix().to_dense())?;
    for other in [&symmetric, &oblique] {
        let states = eigh(&other.matrix().to_dense())?;
        assert_same(&states.values, &reference.values, 1e-11);
        // the lowest level stands alone here, so its density is the same function of the site
        let density = |vectors: &nalgebra::DMatrix<Complex64>| -> Vec<f64> {
            vectors.column(0).iter().map(Complex64::norm_sqr).collect()
        };
        assert_same(&density(&states.vectors), &density(&reference.vectors), 1e-9);
    }
    Ok(())
}

#[test]
fn a_torus_in_a_field_has_the_energies_of_magnetic_cells() -> Tested {
    let square = zoo::Square::default().model()?;
    let torus = |model: &Model, n: [usize; 2], flux: f64| {
        model.cut(CellBlock::new(n)).periodic(0, n[0]).periodic(1, n[1]).flux_per_cell(flux).build()
    };
    for (p, q) in [(1, 3), (2, 5)] {
        let (n, cells) = ([2 * q, q], q64(q));
        let magnetic = square.with_flux(Flux::new(p, cells)?)?;
        let energies = torus(&square, n, p as f64 / q as f64)?.eigenvalues()?;
        assert_same(&energies, &on_grid(&magnetic, &[2, q], &[0.0, 0.0]), 1e-11);
        let butterfly = zoo::Hofstadter { p: i32::try_from(p)?, q: u32::try_from(q)?, t: 1.0 };
        assert_same(&energies, &on_grid(&butterfly.model()?, &[2, q], &[0.0, 0.0]), 1e-11);
    }
    // where sites sit off the lattice points the two differ by a twist, which low moments do not feel
    let model = haldane()?;
    let energies = torus(&model, [6, 6], 1.0 / 6.0)?.eigenvalues()?;
    let magnetic = on_grid(&model.with_flux(Flux::new(1, 6)?)?, &[1, 6], &[0.0, 0.0]);
    for order in 1..=5 {
        let moment = |e: &[f64]| e.iter().map(|e| e.powi(order)).sum::<f64>() / e.len() as f64;
        assert_same(&[moment(&energies)], &[moment(&magnetic)], 1e-10);
    }
    Ok(())
}

fn q64(q: usize) -> i64 {
    i64::try_from(q).unwrap_or(i64::MAX)
}

#[test]
fn states_are_counted_alike_by_tetrahedra_broadening_and_a_large_torus() -> Tested {
    let model = haldane()?;
    let energies: Vec<f64> = (-6..=6).map(|i| 0.5 * f64::from(i) + 0.11).collect();
    let by = |method, n| -> Result<Vec<f64>, Box<dyn std::error::Error>> {
        let settings = DosSettings {
            energies: Some(energies.clone()),
            method,
            ..DosSettings::new(KGrid::new([n, n])?)
        };
        Ok(density_of_states(&model, &settings)?.integrated)
    };
    let tetrahedra = by(DosMethod::Tetrahedra, 120)?;
    assert_same(&by(DosMethod::Gaussian { width: 0.01 }, 240)?, &tetrahedra, 2e-3);
    assert_same(&by(DosMethod::Lorentzian { width: 1e-3 }, 240)?, &tetrahedra, 3e-3);
    // a torus too large for its matrix: its energies are those of its wave vectors, as tested above
    let torus = on_grid(&model, &[300, 300], &[0.5, 0.5]);
    let below = |e: &f64| torus.partition_point(|x| x < e) as f64 / 9e4;
    assert_same(&energies.iter().map(below).collect::<Vec<_>>(), &tetrahedra, 2e-3);
    // and a small one by its matrix, counted with the error of its size
    let small = model.cut(CellBlock::new([20, 20])).periodic(0, 20).periodic(1, 20).build()?;
    let levels = small.eigenvalues()?;
    let below = |e: &f64| levels.partition_point(|x| x < e) as f64 / 400.0;
    assert_same(&energies.iter().map(below).collect::<Vec<_>>(), &tetrahedra, 5e-2);
    Ok(())
}

#[test]
fn velocities_are_slopes_and_currents() -> Tested {
    // a chain whose bonds and sites know left from right
    let chain = Model::builder(Lattice::new(&[[1.0]])?)
        .site("A", [0.1])
        .onsite(0.3)
        .site("B", [0.4])
        .hop("A", "B", [0], 0.5)
        .hop("B", "A", [1], 1.2 * Complex64::cis(0.4))
        .hop("A", "A", [1], 0.2 * Complex64::I)
        .build()?;
    let (n, twist, step) = (6_i32, 0.7, 1e-5);
    let ring = |twist: f64| chain.cut(CellBlock::new([6])).periodic(0, 6).twist(0, twist).build();
    let states = eigh(&ring(twist)?.matrix().to_dense())?;
    let lowest = |twist: f64| -> Result<f64, Box<dyn std::error::Error>> {
        Ok(ring(twist)?.eigenvalues()?[0])
    };
    let slope = (lowest(twist + step)? - lowest(twist - step)?) / (2.0 * step);

    // the current over the border between any two cells, by the bonds that cross it
    let sample = ring(twist)?;
    let psi = states.vectors.column(0);
    let current = |from: Option<usize>, to: Option<usize>| {
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        2.0 * (psi[to].conj() * sample.matrix().get(to, from) * psi[from]).im
    };
    for cell in 0..n {
        let site = |cell: i32, site| sample.site_at([cell, 0, 0], site);
        let next = site(cell + 1, 0);
        let across = current(site(cell, 1), next) + current(site(cell, 0), next);
        assert!((across - slope).abs() < 1e-9, "{across} and {slope}");
    }

    // the band at the wave vector that this state has
    let velocity = (0..n)
        .map(|m| (f64::from(m) + twist / TAU) / f64::from(n))
        .find(|k| {
            let energies = chain.hamiltonian(&[*k]).ok().and_then(|h| eigvalsh(&h).ok());
            energies.is_some_and(|e| (e[0] - states.values[0]).abs() < 1e-10)
        })
        .map(|k| velocities(&chain, &[k]));
    let velocity = velocity.ok_or("the lowest level is at no wave vector of the ring")??[0].x;
    assert!((velocity / f64::from(n) - slope).abs() < 1e-9, "{velocity} and {slope}");
    Ok(())
}

#[test]
fn files_read_as_on_the_command_line_give_the_model_that_was_built() -> Tested {
    let folder = tempfile::tempdir()?;
    let model = haldane()?;
    let k = [0.17, -0.41];
    let h = model.hamiltonian(&k)?;

    std::fs::write(folder.path().join("built.toml"), model.to_toml())?;
    let read = ModelSource::resolve_beside("built.toml", folder.path())?.model()?;
    assert!(read.hamiltonian(&k)?.iter().zip(h.iter()).all(|(a, b)| (a - b).norm() < 1e-15));

    // Wannier90 writes six decimals and knows three directions
    model.write_wannier90(&folder.path().join("built_hr.dat"))?;
    let read = ModelSource::resolve_beside("built_hr.dat", folder.path())?.model()?;
    let mut k3 = k.to_vec();
    k3.resize(read.dimension(), 0.0);
    assert_same(&eigvalsh(&read.hamiltonian(&k3)?)?, &eigvalsh(&h)?, 1e-5);

    // the model of the zoo with these parameters is a third one
    let zoo = ModelSource::resolve("haldane:t2=0.15,phi=0.7,m=0.2")?.model()?;
    assert_same(&eigvalsh(&zoo.hamiltonian(&k)?)?, &eigvalsh(&h)?, 1e-14);
    Ok(())
}

#[test]
fn one_thread_and_two_give_the_same_bits() -> Tested {
    let model = haldane()?;
    let everything = || -> Result<Vec<u64>, String> {
        let text = |error: &dyn std::fmt::Display| error.to_string();
        let grid = KGrid::new([30, 30]).map_err(|e| text(&e))?;
        let bands = bands_on_grid(&model, &grid, &Progress::silent()).map_err(|e| text(&e))?;
        let dos = density_of_states(&model, &DosSettings::new(grid)).map_err(|e| text(&e))?;
        let sample = model
            .cut(CellBlock::new([90, 80]))
            .disorder(Anderson { width: 1.0, seed: 2 })
            .flux_per_cell(0.01)
            .build()
            .map_err(|e| text(&e))?;
        let settings = LanczosSettings { n_values: 2, tolerance: 1e-6, ..Default::default() };
        let small = model.cut(CellBlock::new([30, 30])).build().map_err(|e| text(&e))?;
        let lowest = lanczos_lowest(small.matrix(), &settings, &Progress::silent());
        let lowest = lowest.map_err(|e| text(&e))?;
        let matrix = sample.matrix().values().iter().flat_map(|z| [z.re, z.im]);
        let all = bands.energies().iter().copied().chain(dos.dos).chain(dos.integrated);
        Ok(all.chain(matrix).chain(lowest.values).map(f64::to_bits).collect())
    };
    let with =
        |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().map(|p| p.install(everything));
    let (one, two) = (with(1)??, with(2)??);
    assert!(one == two, "{} numbers differ", one.iter().zip(&two).filter(|(a, b)| a != b).count());
    Ok(())
}
