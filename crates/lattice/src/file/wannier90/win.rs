//! `SEED.win` and `SEED_centres.xyz`: what they say of lattice and centres.

use super::scan::{Scan, fortran_real};
use crate::Vector3;
use crate::file::error::{FileError, FileProblem};

/// Bohr's radius in Ångström, the value (CODATA 2006) that Wannier90 takes.
const BOHR: f64 = 0.529_177_208_59;

/// What a `.win` says.
#[derive(Debug, Default)]
pub(super) struct Win {
    pub(super) vectors: Option<Vec<Vector3>>,
    pub(super) n_wannier: Option<usize>,
    pub(super) spinors: bool,
}

/// Reads the keys that matter here. Case does not; `=`, `:` or a blank separates key and value; `!`
/// and `#` begin comments.
pub(super) fn read_win(text: &str, origin: &str) -> Scan<Win> {
    let mut win = Win::default();
    let mut lines = text.lines().enumerate().map(|(n, line)| (n + 1, uncommented(line)));
    while let Some((number, line)) = lines.next() {
        let mut words = line.split([' ', '\t', '=', ':']).filter(|word| !word.is_empty());
        match words.next() {
            Some("begin") if words.next() == Some("unit_cell_cart") => {
                let mut block = Vec::new();
                loop {
                    let Some((line, text)) = lines.next() else {
                        let problem = FileProblem::OpenBlock { block: "unit_cell_cart" };
                        return Err(fault(origin, Some(number), problem));
                    };
                    if is_end(&text, "unit_cell_cart") {
                        break;
                    }
                    if !text.is_empty() {
                        block.push((line, text));
                    }
                }
                win.vectors = Some(unit_cell(&block, number, origin)?);
            }
            Some("num_wann") => {
                let value = words.next().unwrap_or("nothing");
                let n = value.parse().ok().filter(|n| *n > 0);
                let expected = "the number of Wannier functions, such as `num_wann = 8`";
                win.n_wannier = Some(n.ok_or_else(|| wrong(origin, number, value, expected))?);
            }
            Some("spinors") => {
                win.spinors = words
                    .next()
                    .is_some_and(|value| value.trim_start_matches('.').starts_with('t'));
            }
            _ => {}
        }
    }
    Ok(win)
}

fn uncommented(line: &str) -> String {
    line.split(['!', '#']).next().unwrap_or_default().trim().to_lowercase()
}

fn is_end(line: &str, block: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next() == Some("end") && words.next() == Some(block)
}

fn unit_cell(block: &[(usize, String)], begin: usize, origin: &str) -> Scan<Vec<Vector3>> {
    let (factor, rows) = match block {
        [(_, unit), rows @ ..] if unit == "bohr" => (BOHR, rows),
        [(_, unit), rows @ ..] if unit.starts_with("ang") => (1.0, rows),
        rows => (1.0, rows),
    };
    if rows.len() != 3 {
        let (what, found, expected) = ("lattice vectors", rows.len(), "3".to_owned());
        let line = rows.get(3).map_or(begin, |(line, _)| *line);
        return Err(fault(origin, Some(line), FileProblem::WrongCount { what, found, expected }));
    }
    rows.iter()
        .map(|(line, row)| {
            let v = coordinates(row.split_whitespace(), origin, *line)?;
            Ok(v * factor)
        })
        .collect()
}

fn coordinates<'a>(
    words: impl Iterator<Item = &'a str>,
    origin: &str,
    line: usize,
) -> Scan<Vector3> {
    let mut vector = Vector3::zeros();
    let mut count = 0;
    for word in words {
        let expected = "a finite number";
        let x = fortran_real(word.as_bytes()).map(|(x, _)| x).filter(|x| x.is_finite());
        let x = x.ok_or_else(|| wrong(origin, line, word, expected))?;
        if let Some(component) = vector.get_mut(count) {
            *component = x;
        }
        count += 1;
    }
    if count != 3 {
        let (what, expected) = ("components", "3".to_owned());
        let problem = FileProblem::WrongCount { what, found: count, expected };
        return Err(fault(origin, Some(line), problem));
    }
    Ok(vector)
}

/// What a `_centres.xyz` says.
#[derive(Debug)]
pub(super) struct Centres {
    /// Centres in Ångström, in order.
    pub(super) centres: Vec<Vector3>,
    /// Lattice vectors, where the comment names them as `Lattice="…"` (extended XYZ).
    pub(super) vectors: Option<Vec<Vector3>>,
}

/// Reads the centres, which are the atoms of the element `X`.
pub(super) fn read_centres(text: &str, origin: &str) -> Scan<Centres> {
    let mut lines = text.lines().enumerate().map(|(n, line)| (n + 1, line));
    let (_, first) = lines.next().unwrap_or((1, ""));
    let count: usize = first
        .trim()
        .parse()
        .map_err(|_| wrong(origin, 1, first.trim(), "the number of centres and atoms"))?;
    let (_, comment) = lines.next().unwrap_or((2, ""));
    let vectors = extended_lattice(comment, origin)?;
    let mut centres = Vec::new();
    let mut found = 0;
    for (line, text) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        found += 1;
        let mut words = text.split_whitespace();
        let element = words.next().unwrap_or_default();
        let position = coordinates(words, origin, line)?;
        if element.eq_ignore_ascii_case("x") {
            centres.push(position);
        }
    }
    // Old versions count the centres only, newer ones the atoms too.
    if found != count && centres.len() != count {
        let (what, expected) = ("lines of positions", count.to_string());
        return Err(fault(origin, None, FileProblem::WrongCount { what, found, expected }));
    }
    Ok(Centres { centres, vectors })
}

fn extended_lattice(comment: &str, origin: &str) -> Scan<Option<Vec<Vector3>>> {
    let quoted = comment.split_once("Lattice=\"").and_then(|(_, rest)| rest.split_once('"'));
    let Some((numbers, _)) = quoted else { return Ok(None) };
    let words: Vec<&str> = numbers.split_whitespace().collect();
    if words.len() != 9 {
        let (what, expected) = ("components of the lattice", "9".to_owned());
        let problem = FileProblem::WrongCount { what, found: words.len(), expected };
        return Err(fault(origin, Some(2), problem));
    }
    words
        .chunks(3)
        .map(|row| coordinates(row.iter().copied(), origin, 2))
        .collect::<Scan<_>>()
        .map(Some)
}

fn fault(origin: &str, line: Option<usize>, problem: FileProblem) -> Box<FileError> {
    Box::new(FileError { origin: origin.to_owned(), line, key: None, problem })
}

fn wrong(origin: &str, line: usize, found: &str, expected: &'static str) -> Box<FileError> {
    let found = format!("`{}`", found.chars().take(24).collect::<String>());
    fault(origin, Some(line), FileProblem::WrongType { found, expected })
}
