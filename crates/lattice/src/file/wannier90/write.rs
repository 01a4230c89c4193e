//! Writes models as Wannier90 output.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use num_complex::Complex64;

use super::{plain_error, seed, with_ending};
use crate::file::error::FileProblem;
use crate::{Cell, LatticeError, Model, Vector3};

/// Directions that a model does not have become periodic with this many times its longest vector.
const VACUUM: f64 = 10.0;

impl Model {
    /// Writes the model as `SEED_hr.dat`, and beside it `SEED.win` with the lattice vectors and
    /// `SEED_centres.xyz` with the positions, one Wannier function per orbital; returns the three
    /// paths.
    ///
    /// All numbers are written with the fewest digits that read back exactly, and degeneracies are 1.
    /// Wannier90 knows three dimensions only: missing directions get a long lattice vector and no
    /// hoppings. Each file is written beside its place and then renamed.
    ///
    /// # Errors
    ///
    /// [`LatticeError::File`] where a file cannot be written, or the name does not end in `_hr.dat`.
    pub fn write_wannier90(&self, path: &Path) -> Result<[PathBuf; 3], LatticeError> {
        let Some(seed) = seed(path, "_hr.dat") else {
            let reason = "the name must end in `_hr.dat`".to_owned();
            let problem = FileProblem::Unwritable { reason };
            return Err(plain_error(&path.display().to_string(), problem).into());
        };
        let paths =
            [path.to_path_buf(), with_ending(&seed, ".win"), with_ending(&seed, "_centres.xyz")];
        write_file(&paths[0], |out| self.hr_text(out))?;
        write_file(&paths[1], |out| self.win_text(out))?;
        write_file(&paths[2], |out| self.centres_text(out))?;
        Ok(paths)
    }

    fn hr_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let blocks = elements(self);
        let n = self.n_orbitals();
        writeln!(out, " {}, written by thouless", self.name().replace(['\n', '\r'], " "))?;
        writeln!(out, "{n:12}\n{:12}", blocks.len())?;
        let degeneracies = vec!["    1"; blocks.len()];
        for line in degeneracies.chunks(15) {
            writeln!(out, "{}", line.concat())?;
        }
        for ([a, b, c], block) in &blocks {
            for col in 0..n {
                for row in 0..n {
                    let z = block.get(&(col, row)).copied().unwrap_or_default();
                    let (re, im) = (format!("{:?}", z.re), format!("{:?}", z.im));
                    let (i, j) = (row + 1, col + 1);
                    writeln!(out, "{a:5}{b:5}{c:5}{i:5} {j:4} {re:>11} {im:>11}")?;
                }
            }
        }
        Ok(())
    }

    fn win_text(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "num_wann = {}\n\nbegin unit_cell_cart\nang", self.n_orbitals())?;
        for v in self.three_vectors() {
            writeln!(out, "{:?} {:?} {:?}", v.x, v.y, v.z)?;
        }
        writeln!(out, "end unit_cell_cart")
    }

    fn centres_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let vectors = self.three_vectors();
        let numbers: Vec<String> = vectors.iter().flatten().map(|x| format!("{x:?}")).collect();
        writeln!(out, "{}", self.n_orbitals())?;
        writeln!(out, "Lattice=\"{}\" Wannier centres, written by thouless", numbers.join(" "))?;
        for site in self.sites() {
            let r = site.position();
            for _ in 0..site.n_orbitals() {
                writeln!(out, "X {:?} {:?} {:?}", r.x, r.y, r.z)?;
            }
        }
        Ok(())
    }

    /// The lattice vectors, completed to three by long ones along the normals.
    fn three_vectors(&self) -> Vec<Vector3> {
        let lattice = self.lattice();
        let longest = lattice.vectors().iter().map(Vector3::norm).fold(0.0, f64::max);
        let length = VACUUM * if longest > 0.0 { longest } else { 1.0 };
        lattice
            .vectors()
            .iter()
            .copied()
            .chain(lattice.normals().iter().map(|n| n * length))
            .collect()
    }
}

type Elements = BTreeMap<(usize, usize), Complex64>;

/// $`\langle \text{row}, 0 | H | \text{col}, R \rangle`$ by cell, then by column and row.
fn elements(model: &Model) -> BTreeMap<Cell, Elements> {
    let first = model.first_orbitals();
    let mut blocks: BTreeMap<Cell, Elements> = BTreeMap::new();
    let home = blocks.entry([0; 3]).or_default();
    for (site, &at) in model.sites().iter().zip(first) {
        for (row, col, z) in entries(site.onsite()) {
            home.insert((at + col, at + row), z);
        }
    }
    for hop in model.hoppings() {
        // The hop into `cell` is ⟨to, 0|H|from, -cell⟩.
        let (to, from) = (first[hop.to], first[hop.from]);
        let block = blocks.entry(hop.cell.map(|x| -x)).or_default();
        for (row, col, z) in entries(&hop.amplitude) {
            block.insert((from + col, to + row), z);
        }
        let block = blocks.entry(hop.cell).or_default();
        for (row, col, z) in entries(&hop.amplitude) {
            block.insert((to + row, from + col), z.conj());
        }
    }
    blocks
}

fn entries(m: &nalgebra::DMatrix<Complex64>) -> impl Iterator<Item = (usize, usize, Complex64)> {
    let rows = m.nrows();
    m.iter().enumerate().map(move |(at, z)| (at % rows, at / rows, *z))
}

/// Writes beside the path, then renames, so that no half-written file is left there.
fn write_file(
    path: &Path,
    content: impl Fn(&mut dyn Write) -> io::Result<()>,
) -> Result<(), LatticeError> {
    let part = with_ending(path, ".part");
    let write = || {
        let mut out = BufWriter::new(std::fs::File::create(&part)?);
        content(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        std::fs::rename(&part, path)
    };
    write().map_err(|error| {
        // What could not be written may not be there to be removed.
        let _ = std::fs::remove_file(&part);
        let problem = FileProblem::Unwritable { reason: error.to_string() };
        plain_error(&path.display().to_string(), problem).into()
    })
}
