//! `SEED_hr.dat`: degeneracies, then a line `R1 R2 R3 i j Re Im` per element.

use super::scan::{Scan, Scanner};
use super::table::{Header, Table, make_hermitian};
use crate::file::error::FileProblem;

/// The shortest line: `0 0 0 1 1 0 0` and its end.
const SHORTEST_LINE: usize = 14;

/// What a `_hr.dat` holds.
pub(super) struct Hr {
    pub(super) n_wannier: usize,
    pub(super) table: Table<1>,
}

pub(super) fn read(bytes: &[u8], origin: &str) -> Scan<Hr> {
    let mut scanner = Scanner::new(bytes, origin, "_hr.dat")?;
    scanner.rest_of_line();
    // The last line may lack its end.
    let header = Header::read(&mut scanner, SHORTEST_LINE - 1)?;
    let mut table = Table::new(&header);
    let expected = header.n_wannier * header.n_wannier * header.degeneracies.len();
    scanner.forget_rounding();
    for found in 0..expected {
        if scanner.is_at_end() {
            let what = "matrix elements";
            return scanner.fault(FileProblem::Truncated { what, found, expected });
        }
        let position = scanner.position();
        let cell = scanner.cell()?;
        let cell = table.enter(&scanner, &header, cell, position)?;
        table.element(&mut scanner, &header, cell, position)?;
    }
    nothing_more(&mut scanner)?;
    let rounding = scanner.rounding();
    make_hermitian(&scanner, header.n_wannier, &mut table, rounding)?;
    Ok(Hr { n_wannier: header.n_wannier, table })
}

/// Refuses anything but blanks up to the end of the file.
pub(super) fn nothing_more(scanner: &mut Scanner<'_>) -> Scan<()> {
    if scanner.is_at_end() {
        return Ok(());
    }
    let line = String::from_utf8_lossy(scanner.rest_of_line()).chars().take(40).collect::<String>();
    let found = format!("`{}`", line.trim());
    let expected = "the end of the file: all announced elements are read";
    // The line just passed.
    let position = scanner.position() - 1;
    scanner.fault_at(position, FileProblem::WrongType { found, expected })
}
