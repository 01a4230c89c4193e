//! `SEED_tb.dat`: lattice vectors, degeneracies, a block of `i j Re Im` per cell, then a block of
//! position matrix elements `i j Re x Im x Re y Im y Re z Im z` per cell.

use super::hr::nothing_more;
use super::scan::{Scan, Scanner};
use super::table::{Header, Table, make_hermitian};
use crate::Vector3;
use crate::file::error::FileProblem;

/// The shortest lines of an element in both parts: `1 1 0 0`, `1 1 0 0 0 0 0 0`, with their ends.
const SHORTEST_LINES: usize = 8 + 16;

/// What a `_tb.dat` holds.
pub(super) struct Tb {
    pub(super) vectors: Vec<Vector3>,
    pub(super) n_wannier: usize,
    pub(super) hamiltonian: Table<1>,
    pub(super) position: Table<3>,
}

pub(super) fn read(bytes: &[u8], origin: &str) -> Scan<Tb> {
    let mut scanner = Scanner::new(bytes, origin, "_tb.dat")?;
    scanner.rest_of_line();
    let mut vectors = Vec::with_capacity(3);
    for _ in 0..3 {
        let mut vector = Vector3::zeros();
        for component in &mut vector {
            *component = scanner.real("a component of a lattice vector")?;
        }
        scanner.end_line()?;
        vectors.push(vector);
    }
    let header = Header::read(&mut scanner, SHORTEST_LINES - 1)?;
    scanner.forget_rounding();
    let mut hamiltonian = blocks::<1>(&mut scanner, &header, "blocks of the Hamiltonian")?;
    let rounding = scanner.rounding();
    let position = blocks::<3>(&mut scanner, &header, "blocks of the position matrix")?;
    nothing_more(&mut scanner)?;
    make_hermitian(&scanner, header.n_wannier, &mut hamiltonian, rounding)?;
    Ok(Tb { vectors, n_wannier: header.n_wannier, hamiltonian, position })
}

/// One block per cell: the cell on a line, then its elements.
fn blocks<const N: usize>(
    scanner: &mut Scanner<'_>,
    header: &Header,
    what: &'static str,
) -> Scan<Table<N>> {
    let mut table = Table::new(header);
    let expected = header.degeneracies.len();
    for found in 0..expected {
        if scanner.is_at_end() {
            return scanner.fault(FileProblem::Truncated { what, found, expected });
        }
        let position = scanner.position();
        let cell = scanner.cell()?;
        scanner.end_line()?;
        let cell = table.enter(scanner, header, cell, position)?;
        for _ in 0..header.n_wannier * header.n_wannier {
            if scanner.is_at_end() {
                return scanner.fault(FileProblem::Truncated { what, found, expected });
            }
            let position = scanner.position();
            table.element(scanner, header, cell, position)?;
        }
    }
    Ok(table)
}
