//! Tables for people.

use comfy_table::{CellAlignment, Table, presets::NOTHING};

/// A table without rules: numbers stand to the right, words to the left.
pub(crate) fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let rows: Vec<Vec<String>> = rows.collect();
    let mut table = Table::new();
    table.load_style(NOTHING).set_header(header.to_vec());
    for row in &rows {
        table.add_row(row);
    }
    for (i, column) in table.column_iter_mut().enumerate() {
        let is_number = |row: &Vec<String>| row.get(i).is_none_or(|text| starts_as_number(text));
        let alignment =
            if rows.iter().all(is_number) { CellAlignment::Right } else { CellAlignment::Left };
        column.set_cell_alignment(alignment);
    }
    table.trim_fmt()
}

fn starts_as_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
}
