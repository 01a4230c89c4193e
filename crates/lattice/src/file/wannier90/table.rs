//! Matrix elements by cell, as `_hr.dat` and `_tb.dat` list them.

use std::collections::HashMap;

use num_complex::Complex64;

use super::scan::{Scan, Scanner};
use crate::file::error::FileProblem;

/// The numbers at the top: Wannier functions, and the degeneracy of each cell.
pub(super) struct Header {
    pub(super) n_wannier: usize,
    pub(super) degeneracies: Vec<f64>,
}

impl Header {
    /// Reads `num_wann`, `nrpts` and the degeneracies, however they are spread over lines; fails at
    /// once where the rest of the file cannot hold as many elements.
    pub(super) fn read(scanner: &mut Scanner<'_>, bytes_per_element: usize) -> Scan<Self> {
        let count = |scanner: &mut Scanner<'_>, expected| -> Scan<usize> {
            scanner.skip_blank();
            let n = scanner.integer_in(1..=1 << 32, expected)?;
            scanner.end_line()?;
            Ok(usize::try_from(n).unwrap_or(usize::MAX))
        };
        let n_wannier = count(scanner, "the number of Wannier functions, at least 1")?;
        let n_cells = count(scanner, "the number of cells, at least 1")?;
        let announced = n_wannier.checked_mul(n_wannier).and_then(|n| n.checked_mul(n_cells));
        let announced = announced.unwrap_or(usize::MAX);
        let possible = scanner.remaining() / bytes_per_element;
        if announced > possible {
            let end_of_counts = scanner.position() - 1;
            let problem = FileProblem::TooShort { announced, possible };
            return scanner.fault_at(end_of_counts, problem);
        }
        let mut degeneracies = Vec::with_capacity(n_cells);
        for _ in 0..n_cells {
            scanner.skip_blank();
            let n = scanner.integer_in(1..=1 << 20, "the degeneracy of a cell, at least 1")?;
            degeneracies.push(n as f64);
        }
        scanner.end_line()?;
        Ok(Self { n_wannier, degeneracies })
    }

    fn elements_per_cell(&self) -> usize {
        self.n_wannier * self.n_wannier
    }
}

/// Elements of `n` components for each cell and pair of Wannier functions.
pub(super) struct Table<const N: usize> {
    pub(super) cells: Vec<[i32; 3]>,
    /// Where each cell was first read.
    pub(super) positions: Vec<usize>,
    /// `[cell][column][row]`, already divided by the degeneracy.
    pub(super) elements: Vec<[Complex64; N]>,
    filled: Vec<bool>,
    index: HashMap<[i32; 3], usize>,
    current: usize,
}

impl<const N: usize> Table<N> {
    pub(super) fn new(header: &Header) -> Self {
        let n = header.elements_per_cell() * header.degeneracies.len();
        Self {
            cells: Vec::with_capacity(header.degeneracies.len()),
            positions: Vec::new(),
            elements: vec![[Complex64::ZERO; N]; n],
            filled: vec![false; n],
            index: HashMap::with_capacity(header.degeneracies.len()),
            current: usize::MAX,
        }
    }

    /// The number of a cell, which is a new one where it was not met before.
    pub(super) fn enter(
        &mut self,
        scanner: &Scanner<'_>,
        header: &Header,
        cell: [i32; 3],
        position: usize,
    ) -> Scan<usize> {
        if self.cells.get(self.current) == Some(&cell) {
            return Ok(self.current);
        }
        let expected = header.degeneracies.len();
        self.current = match self.index.get(&cell) {
            Some(known) => *known,
            None if self.cells.len() == expected => {
                return scanner.fault_at(position, FileProblem::TooManyCells { cell, expected });
            }
            None => {
                self.index.insert(cell, self.cells.len());
                self.cells.push(cell);
                self.positions.push(position);
                self.cells.len() - 1
            }
        };
        Ok(self.current)
    }

    /// Reads `row column`, then real and imaginary part of each component, to the end of the line.
    pub(super) fn element(
        &mut self,
        scanner: &mut Scanner<'_>,
        header: &Header,
        cell: usize,
        position: usize,
    ) -> Scan<()> {
        let n = header.n_wannier;
        let mut function = || {
            let index = scanner.integer("the number of a Wannier function")?;
            match usize::try_from(index - 1) {
                Ok(i) if i < n => Ok(i),
                _ => scanner.fault_at(position, FileProblem::NoSuchFunction { index, n }),
            }
        };
        let (row, col) = (function()?, function()?);
        let mut values = [Complex64::ZERO; N];
        for value in &mut values {
            value.re = scanner.real("the real part of an element")?;
            value.im = scanner.real("the imaginary part of an element")?;
            *value /= header.degeneracies[cell];
        }
        scanner.end_line()?;
        let at = cell * header.elements_per_cell() + col * n + row;
        if std::mem::replace(&mut self.filled[at], true) {
            let (cell, row, col) = (self.cells[cell], row + 1, col + 1);
            let problem = FileProblem::DuplicateElement { cell, row, col };
            return scanner.fault_at(position, problem);
        }
        self.elements[at] = values;
        Ok(())
    }
}

/// Averages the elements of opposite cells, which must be conjugate within the rounding.
pub(super) fn make_hermitian(
    scanner: &Scanner<'_>,
    n_wannier: usize,
    table: &mut Table<1>,
    rounding: f64,
) -> Scan<()> {
    let n = n_wannier;
    let scale = table.elements.iter().map(|[z]| z.norm_sqr()).fold(0.0, f64::max).sqrt();
    let tolerance = 2.0 * rounding + 1e-10 * scale;
    for c in 0..table.cells.len() {
        let cell = table.cells[c];
        let Some(&opposite) = table.index.get(&cell.map(|x| -x)) else {
            return scanner.fault_at(table.positions[c], FileProblem::MissingPartner { cell });
        };
        if opposite < c {
            continue;
        }
        for col in 0..n {
            for row in 0..n {
                let (here, there) = (c * n * n + col * n + row, opposite * n * n + row * n + col);
                let ([a], [b]) = (table.elements[here], table.elements[there]);
                let defect = (a - b.conj()).norm();
                if defect > tolerance {
                    let (row, col) = (row + 1, col + 1);
                    let problem = FileProblem::NotHermitian { cell, row, col, defect, tolerance };
                    return scanner.fault_at(table.positions[c], problem);
                }
                let mean = (a + b.conj()) * 0.5;
                table.elements[here] = [mean];
                table.elements[there] = [mean.conj()];
            }
        }
    }
    Ok(())
}
