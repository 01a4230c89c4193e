//! Wannier90 output: `SEED_hr.dat` with `SEED.win` or `SEED_centres.xyz`, and `SEED_tb.dat`.

mod hr;
mod positions;
mod scan;
mod table;
mod tb;
mod win;
mod write;

use std::path::{Path, PathBuf};

use nalgebra::DMatrix;
use num_complex::Complex64;

pub use self::positions::PositionOperator;
use self::scan::Scan;
use self::win::{Centres, Win, read_centres, read_win};
use super::error::{FileError, FileProblem};
use super::{read_bytes, read_text};
use crate::model::{Hopping, Site};
use crate::{Cell, Lattice, LatticeError, Model, Vector3};

/// A Hamiltonian between Wannier functions, as Wannier90 writes it.
///
/// ```math
/// H_{ij}(R) = \langle i, 0 | H | j, R \rangle
/// ```
///
/// in the file's unit (eV), already divided by the degeneracy of each cell on the border of the
/// Wigner-Seitz supercell, and Hermitian: $`H(R) = H(-R)^\dagger`$ is checked within the file's rounding
/// and then made exact. Lengths are in Ångström.
///
/// Of the position matrices of a `_tb.dat` the diagonal at $R = 0$ gives the centres, which every
/// [`Model`] has. The rest is no part of the model, as it moves no band: energies, velocities and
/// masses are exact without it. It enters what joins different bands, see
/// [`Wannier90::position_operator`].
///
/// Spinor functions (`spinors = true`) are functions like any others, in the order of the file.
///
/// # References
///
/// G. Pizzi *et al.*, J. Phys.: Condens. Matter **32**, 165902 (2020),
/// [doi:10.1088/1361-648X/ab51ff](https://doi.org/10.1088/1361-648X/ab51ff).
#[derive(Debug, Clone)]
pub struct Wannier90 {
    seed: String,
    lattice: Lattice,
    centers: Vec<Vector3>,
    has_spinors: bool,
    cells: Vec<Cell>,
    /// `[cell][column][row]`.
    hamiltonian: Vec<[Complex64; 1]>,
    /// `[cell][column][row]`; empty without position matrices.
    positions: Vec<[Complex64; 3]>,
    notes: Vec<String>,
}

impl Wannier90 {
    /// Reads `SEED_hr.dat` or `SEED_tb.dat`.
    ///
    /// For `_hr.dat`, lattice vectors come from `SEED.win` (or from `Lattice="…"` in the comment of
    /// `SEED_centres.xyz`), and centres from `SEED_centres.xyz`; one of these files must be there.
    /// Where lattice vectors or centres are nowhere, unit vectors and the origin take their place, and
    /// [`Wannier90::notes`] says so: bands do not depend on them, velocities and dipoles do. For
    /// `_tb.dat` everything is in the file; the centres are the diagonal of its position matrices.
    ///
    /// # Errors
    ///
    /// [`LatticeError::File`] with file and line: not readable, no text, a stray or missing number,
    /// an element twice, a cell without its partner, an element that is not Hermitian, files that do
    /// not belong together.
    pub fn open(path: &Path) -> Result<Self, LatticeError> {
        let bytes = read_bytes(path)?;
        let origin = path.display().to_string();
        if let Some(seed) = seed(path, "_tb.dat") {
            return Self::from_tb(&bytes, &origin, &seed.display().to_string());
        }
        let seed = seed(path, "_hr.dat").unwrap_or_else(|| path.to_path_buf());
        let companions = Companions::beside(&seed)?;
        Self::from_hr(&bytes, &origin, &seed.display().to_string(), companions)
    }

    /// Reads the text of a `_tb.dat`; `origin` stands for the file in error messages.
    ///
    /// # Errors
    ///
    /// As for [`Wannier90::open`].
    pub fn parse_tb(bytes: &[u8], origin: &str) -> Result<Self, LatticeError> {
        Self::from_tb(bytes, origin, origin)
    }

    /// Reads the text of a `_hr.dat`, with that of its `.win` where there is one.
    ///
    /// # Errors
    ///
    /// As for [`Wannier90::open`].
    pub fn parse_hr(bytes: &[u8], origin: &str, win: Option<&str>) -> Result<Self, LatticeError> {
        let mut companions = Companions::default();
        if let Some(text) = win {
            companions.win = Some((origin.to_owned(), read_win(text, origin)?));
        }
        Self::from_hr(bytes, origin, origin, companions)
    }

    fn from_tb(bytes: &[u8], origin: &str, seed: &str) -> Result<Self, LatticeError> {
        let tb = tb::read(bytes, origin)?;
        let lattice = lattice(origin, tb.vectors)?;
        let n = tb.n_wannier;
        if let Some(at) = (0..tb.hamiltonian.cells.len())
            .find(|&at| tb.position.cells.get(at) != tb.hamiltonian.cells.get(at))
        {
            let cell = tb.hamiltonian.cells[at];
            let problem = FileProblem::NoPositionBlock { cell };
            return Err(plain_error(origin, problem).into());
        }
        let home = tb.position.cells.iter().position(|cell| *cell == [0; 3]);
        let diagonal = |i: usize| {
            let at = home.unwrap_or_default() * n * n + i * n + i;
            Vector3::from(tb.position.elements[at].map(|z| z.re))
        };
        let centers = (0..n).map(diagonal).collect();
        let mut notes = Vec::new();
        if home.is_none() {
            notes.push("cell (0, 0, 0) is not in the file; the centres are unknown".to_owned());
        }
        Ok(Self {
            seed: seed.to_owned(),
            lattice,
            centers,
            has_spinors: false,
            cells: tb.hamiltonian.cells,
            hamiltonian: tb.hamiltonian.elements,
            positions: tb.position.elements,
            notes,
        })
    }

    fn from_hr(
        bytes: &[u8],
        origin: &str,
        seed: &str,
        companions: Companions,
    ) -> Result<Self, LatticeError> {
        let hr = hr::read(bytes, origin)?;
        let n = hr.n_wannier;
        let mut notes = Vec::new();
        let (mut vectors, mut has_spinors) = (None, false);
        if let Some((file, win)) = companions.win {
            if let Some(found) = win.n_wannier.filter(|found| *found != n) {
                let (what, other) = ("`num_wann`", origin.to_owned());
                let problem = FileProblem::Disagreement { what, found, expected: n, other };
                return Err(plain_error(&file, problem).into());
            }
            vectors = win.vectors.map(|vectors| (file, vectors));
            has_spinors = win.spinors;
        }
        let mut centers = None;
        if let Some((file, xyz)) = companions.centres {
            if xyz.centres.len() != n {
                let (what, found) = ("the number of centres `X`", xyz.centres.len());
                let other = origin.to_owned();
                let problem = FileProblem::Disagreement { what, found, expected: n, other };
                return Err(plain_error(&file, problem).into());
            }
            centers = Some(xyz.centres);
            vectors = vectors.or(xyz.vectors.map(|vectors| (file, vectors)));
        }
        let lattice = if let Some((file, vectors)) = vectors {
            lattice(&file, vectors)?
        } else {
            // Centres in Ångström mean nothing in a cell of unknown size.
            centers = None;
            notes.push(format!(
                "no lattice vectors for {origin}: unit vectors are taken, and all centres at the \
                 origin; bands do not depend on them (`unit_cell_cart` in the .win gives them)"
            ));
            Lattice::new(&[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])?
        };
        let centers = centers.unwrap_or_else(|| {
            if notes.is_empty() {
                notes.push(format!(
                    "no _centres.xyz for {origin}: all centres are put at the origin; bands do not \
                     depend on them (`write_xyz = true` in the .win makes Wannier90 write it)"
                ));
            }
            vec![Vector3::zeros(); n]
        });
        Ok(Self {
            seed: seed.to_owned(),
            lattice,
            centers,
            has_spinors,
            cells: hr.table.cells,
            hamiltonian: hr.table.elements,
            positions: Vec::new(),
            notes,
        })
    }

    /// What had to be assumed, for a person to know; empty where the files said everything.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The lattice, in Ångström.
    pub fn lattice(&self) -> &Lattice {
        &self.lattice
    }

    /// Number of Wannier functions.
    pub fn n_wannier(&self) -> usize {
        self.centers.len()
    }

    /// Centres of the Wannier functions, in Ångström.
    pub fn centers(&self) -> &[Vector3] {
        &self.centers
    }

    /// Whether the `.win` says `spinors = true`.
    pub fn has_spinors(&self) -> bool {
        self.has_spinors
    }

    /// The cells $R$, in the order of the file.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// $H(R)$ of the cell of that number, `[n_wannier, n_wannier]`.
    pub fn hamiltonian(&self, cell: usize) -> Option<DMatrix<Complex64>> {
        Some(self.block(&self.hamiltonian, cell)?.map(|[z]| z))
    }

    /// The position matrices $`\langle i, 0 | \mathbf r | j, R \rangle`$ of the cell of that number,
    /// one for each Cartesian component, where the file has them.
    pub fn position_matrices(&self, cell: usize) -> Option<[DMatrix<Complex64>; 3]> {
        let block = self.block(&self.positions, cell)?;
        Some([0, 1, 2].map(|axis| block.map(|r| r[axis])))
    }

    /// The position operator between the functions, where the file has its matrices: what interband
    /// matrix elements, such as those of the velocity, need besides the [`model`](Self::model).
    pub fn position_operator(&self) -> Option<PositionOperator> {
        let taus = self.centers.iter().map(|center| self.lattice.reduced(center)).collect();
        (!self.positions.is_empty()).then(|| {
            PositionOperator::new(taus, &self.centers, self.cells.clone(), self.positions.clone())
        })
    }

    fn block<const N: usize>(
        &self,
        elements: &[[Complex64; N]],
        cell: usize,
    ) -> Option<DMatrix<[Complex64; N]>> {
        let n = self.n_wannier();
        let block = elements.get(cell * n * n..(cell + 1) * n * n)?;
        Some(DMatrix::from_fn(n, n, |row, col| block[col * n + row]))
    }

    /// The model: each Wannier function is a site `w1`, `w2`, … of one orbital at its centre.
    ///
    /// # Errors
    ///
    /// None for what [`Wannier90::open`] has accepted.
    pub fn model(&self) -> Result<Model, LatticeError> {
        let n = self.n_wannier();
        let home = self.cells.iter().position(|cell| *cell == [0; 3]);
        let onsite = |i: usize| home.map_or(0.0, |c| self.hamiltonian[c * n * n + i * n + i][0].re);
        let sites = self
            .centers
            .iter()
            .enumerate()
            .map(|(i, center)| Site {
                name: format!("w{}", i + 1),
                position: *center,
                tau: self.lattice.reduced(center),
                onsite: DMatrix::from_element(1, 1, onsite(i).into()),
            })
            .collect();
        let mut hoppings = Vec::new();
        for (c, cell) in self.cells.iter().enumerate() {
            // Of R and -R one is enough, and of R = 0 one triangle.
            let reversed = cell.map(|x| -x);
            if *cell < reversed {
                continue;
            }
            for col in 0..n {
                let rows = if *cell == reversed { col } else { n };
                for row in 0..rows {
                    let [amplitude] = self.hamiltonian[c * n * n + col * n + row];
                    if amplitude != Complex64::ZERO {
                        // ⟨row, 0|H|col, R⟩ leads from `col` in cell 0 to `row` in cell -R.
                        let amplitude = DMatrix::from_element(1, 1, amplitude);
                        hoppings.push(Hopping { from: col, to: row, cell: reversed, amplitude });
                    }
                }
            }
        }
        Model::assemble(self.name(), self.lattice.clone(), sites, hoppings)
    }

    /// The seed's name, without folder.
    pub fn name(&self) -> String {
        let name = Path::new(&self.seed).file_name();
        name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}

/// The files beside a `_hr.dat`, with their names.
#[derive(Debug, Default)]
struct Companions {
    win: Option<(String, Win)>,
    centres: Option<(String, Centres)>,
}

impl Companions {
    fn beside(seed: &Path) -> Result<Self, LatticeError> {
        let (win, centres) = (with_ending(seed, ".win"), with_ending(seed, "_centres.xyz"));
        if !win.exists() && !centres.exists() {
            let (origin, win, centres) = (
                with_ending(seed, "_hr.dat").display().to_string(),
                win.display().to_string(),
                centres.display().to_string(),
            );
            return Err(plain_error(&origin, FileProblem::NoCompanion { win, centres }).into());
        }
        Ok(Self {
            win: companion(&win, ".win file", read_win)?,
            centres: companion(&centres, "file of centres", read_centres)?,
        })
    }
}

fn companion<T>(
    path: &Path,
    expected: &'static str,
    read: impl Fn(&str, &str) -> Scan<T>,
) -> Result<Option<(String, T)>, LatticeError> {
    if !path.exists() {
        return Ok(None);
    }
    let origin = path.display().to_string();
    let text = read_text(path, expected)?;
    let content = read(&text, &origin)?;
    Ok(Some((origin, content)))
}

/// `folder/SEED` of `folder/SEED_hr.dat`.
fn seed(path: &Path, ending: &str) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    Some(path.with_file_name(name.strip_suffix(ending)?))
}

fn with_ending(seed: &Path, ending: &str) -> PathBuf {
    let mut name = seed.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    seed.with_file_name(name)
}

fn lattice(origin: &str, vectors: Vec<Vector3>) -> Result<Lattice, LatticeError> {
    Lattice::from_vectors(vectors)
        .map_err(|error| plain_error(origin, FileProblem::Model(Box::new(error))).into())
}

fn plain_error(origin: &str, problem: FileProblem) -> Box<FileError> {
    Box::new(FileError { origin: origin.to_owned(), line: None, key: None, problem })
}
