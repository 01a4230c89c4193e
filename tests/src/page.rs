//! How outcomes are written: one line on a terminal, and the page `docs/validation.md`.

use std::fmt::Write as _;

use crate::case::{Case, Cost};
use crate::outcome::Outcome;
use crate::registry::Registry;

/// Returns the line that `verify` prints: id, expected, found, tolerance, source, time.
pub fn terminal_line(case: &Case, outcome: &Outcome) -> String {
    let mark = if outcome.passed { ' ' } else { '!' };
    let expected =
        format!("{} = {}", case.kind_of_check.symbol, shortened(&outcome.expected_text(), 24));
    let mut found = format!("found {}", shortened(&outcome.found_text(), 24));
    if !outcome.evidence.is_empty() {
        let _ = write!(found, " ({})", outcome.evidence);
    }
    format!(
        "{mark}{:<38} {expected:<32} {found:<44} ±{:<14} {:<24} {}",
        outcome.id,
        outcome.tolerance.to_string(),
        outcome.source,
        time(outcome.seconds)
    )
}

/// Cuts a list after as many of its numbers as fit.
fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for part in text.split(", ") {
        if short.chars().count() + part.chars().count() + 3 > width {
            break;
        }
        short.push_str(part);
        short.push_str(", ");
    }
    short + "…"
}

fn time(seconds: f64) -> String {
    if seconds < 0.9995 { format!("{:.0} ms", seconds * 1e3) } else { format!("{seconds:.1} s") }
}

/// Returns the row of one outcome on the page.
pub fn page_row(case: &Case, outcome: &Outcome) -> String {
    let convention =
        case.convention.as_ref().map_or_else(String::new, |text| format!("; convention: {text}"));
    format!(
        "| `{}` | {} | {} | {} | {} | {}, {}{convention} |",
        case.id,
        case.kind_of_check.symbol,
        outcome.expected_text(),
        outcome.found_text(),
        outcome.tolerance,
        outcome.source,
        case.place.replace('|', "\\|"),
    )
}

/// Returns whether two lines of the page say the same.
///
/// A number may be written differently on another processor, whose last bits differ, where it lies halfway
/// between two decimals. So the rows of `case` may differ in their numbers by what its tolerance allows, in
/// the columns of what was expected and found; all other text must be the same.
pub fn lines_agree(case: &Case, outcome: &Outcome, a: &str, b: &str) -> bool {
    const NUMBERS: [usize; 2] = [3, 4];
    let (a, b): (Vec<&str>, Vec<&str>) = (columns(a), columns(b));
    let agree = |(column, (a, b)): (usize, (&&str, &&str))| {
        a == b || (NUMBERS.contains(&column) && near(case, outcome, a, b))
    };
    a.len() == b.len() && a.iter().zip(&b).enumerate().all(agree)
}

fn columns(line: &str) -> Vec<&str> {
    line.split(" | ").flat_map(|part| part.split("| ")).collect()
}

/// Whether two lists of numbers are within the tolerance of each other.
fn near(case: &Case, outcome: &Outcome, a: &str, b: &str) -> bool {
    let numbers = |text: &str| -> Option<Vec<f64>> {
        text.split(", ").map(|number| number.trim().parse().ok()).collect()
    };
    let (Some(a), Some(b)) = (numbers(a), numbers(b)) else { return false };
    let expected = case.expected.numbers();
    let close = |((a, b), e): ((&f64, &f64), &f64)| {
        (a - b).abs() <= case.tolerance.width(*e, outcome.standard_error)
    };
    a.len() == expected.len() && b.len() == a.len() && a.iter().zip(&b).zip(expected).all(close)
}

/// Returns the first line in which a page differs from the fresh one, as [`lines_agree`] compares them: number of
/// the line, what it is, what it should be.
pub fn first_difference(
    page: &str,
    fresh: &str,
    outcomes: &[(&Case, Outcome)],
) -> Option<(usize, String, String)> {
    const END: &str = "(end of file)";
    let (mut old, mut new) = (page.lines(), fresh.lines());
    for number in 1.. {
        let (a, b) = match (old.next(), new.next()) {
            (None, None) => break,
            (a, b) => (a.unwrap_or(END), b.unwrap_or(END)),
        };
        let row = |case: &Case| b.starts_with(&format!("| `{}` |", case.id));
        let of_case = outcomes.iter().find(|(case, _)| row(case));
        let same =
            a == b || of_case.is_some_and(|(case, outcome)| lines_agree(case, outcome, a, b));
        if !same {
            return Some((number, a.to_owned(), b.to_owned()));
        }
    }
    None
}

/// Returns the page `docs/validation.md` for the outcomes of the standard set, in the order of the registry.
///
/// No times stand in it and every number is rounded to its tolerance, so that it is the same on every machine.
/// Slow entries are listed with what is expected of them; `verify --full` computes them.
pub fn validation_page(registry: &Registry, outcomes: &[(&Case, Outcome)]) -> String {
    let mut page = String::from(
        "# Known values\n\nWritten by `cargo xtask verify`; do not edit. Each row is an entry of \
         `tests/validation/`: what was expected, what this code\nfound (rounded to the tolerance), and who \
         says so. The works are listed at the end.\n",
    );
    for area in registry.areas() {
        let _ = write!(
            page,
            "\n## {area}\n\n| entry | quantity | expected | found | tolerance | source |\n\
             | --- | --- | --- | --- | --- | --- |\n"
        );
        for (case, outcome) in outcomes.iter().filter(|(case, _)| case.area == area) {
            let _ = writeln!(page, "{}", page_row(case, outcome));
        }
    }

    let slow: Vec<&Case> = registry.cases.iter().filter(|case| case.cost == Cost::Slow).collect();
    if !slow.is_empty() {
        page.push_str(
            "\n## With `--full`\n\n| entry | quantity | expected | tolerance | source |\n",
        );
        page.push_str("| --- | --- | --- | --- | --- |\n");
        for case in slow {
            let source =
                registry.works.get(&case.source).map(super::Reference::short).unwrap_or_default();
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} | {source}, {} |",
                case.id,
                case.kind_of_check.symbol,
                case.tolerance.expected_text(&case.expected, 0.0),
                case.tolerance,
                case.place.replace('|', "\\|"),
            );
        }
    }

    page.push_str("\n## Works\n\n");
    let mut keys: Vec<&str> = registry.cases.iter().map(|case| case.source.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    for work in keys.into_iter().filter_map(|key| registry.works.get(key)) {
        let _ = writeln!(page, "- {}: {}", work.short(), work.citation());
    }
    page
}
