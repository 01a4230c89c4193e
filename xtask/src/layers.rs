//! `layers`: the table of crates in `docs/architecture.md` against what the manifests say.
//!
//! Which floor a crate stands on is decided in the table. Everything else in its row is generated: folder,
//! purpose (the manifest's description) and the crates it uses. A crate may use only what stands on a lower
//! floor, in its tests too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::Args;
use serde::Deserialize;

use crate::error::TaskError;
use crate::workspace;

/// Write the layer table of docs/architecture.md from the manifests
#[derive(Debug, Args)]
pub(crate) struct Layers {
    /// Only compare, and fail where they differ
    #[arg(long)]
    check: bool,
}

const BEGIN: &str = "<!-- layers: written by `cargo xtask layers`; the floor is the only column edited by hand -->\n";
const END: &str = "<!-- end of layers -->";

/// What `cargo metadata` says about the workspace, as far as it is needed.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    description: Option<String>,
    manifest_path: std::path::PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

impl Layers {
    /// Comparing only.
    pub(crate) fn checked() -> Self {
        Self { check: true }
    }

    pub(crate) fn run(&self) -> Result<(), TaskError> {
        let path = workspace::root().join("docs/architecture.md");
        let page = workspace::read(&path)?;
        let json = workspace::output_of(workspace::cargo().args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
        ]))?;
        let metadata: Metadata = serde_json::from_str(&json)
            .map_err(|error| TaskError::Layers(format!("cargo metadata: {error}")))?;

        let (before, table, after) = split(&page)?;
        let floors = floors(table)?;
        let defects = defects(&metadata.packages, &floors);
        if !defects.is_empty() {
            return Err(TaskError::Layers(defects.join("\n")));
        }
        let table = written(&metadata.packages, &floors);
        let page = format!("{before}{BEGIN}{table}{END}{after}");
        workspace::write_or_check(&path, &page, self.check, "cargo xtask layers")?;
        println!("{} crates, each on its floor", metadata.packages.len());
        Ok(())
    }
}

/// Splits the page into what stands before, in and after the table.
fn split(page: &str) -> Result<(&str, &str, &str), TaskError> {
    page.split_once(BEGIN)
        .and_then(|(before, rest)| {
            rest.split_once(END).map(|(table, after)| (before, table, after))
        })
        .ok_or_else(|| TaskError::Layers(format!("no table between\n{BEGIN}and\n{END}")))
}

/// Reads crate → floor from the rows `| floor | `crate` … |`.
fn floors(table: &str) -> Result<BTreeMap<String, u32>, TaskError> {
    let mut floors = BTreeMap::new();
    for row in table.lines().filter(|line| line.starts_with('|')).skip(2) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let floor = cells.get(1).and_then(|cell| cell.parse().ok());
        let name = cells.get(2).and_then(|cell| cell.split('`').nth(1));
        let (Some(floor), Some(name)) = (floor, name) else {
            return Err(TaskError::Layers(format!("not a row `| floor | `crate` … |`: {row}")));
        };
        floors.insert(name.to_owned(), floor);
    }
    Ok(floors)
}

/// Returns everything that contradicts the floors, one line each.
fn defects(packages: &[Package], floors: &BTreeMap<String, u32>) -> Vec<String> {
    let mut defects = Vec::new();
    for package in packages {
        let Some(floor) = floors.get(&package.name) else {
            defects.push(format!("`{}` has no row: add one with its floor", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            if let Some(below) = floors.get(&dependency.name)
                && below >= floor
            {
                defects.push(format!(
                    "`{}` (floor {floor}) must not use `{}` (floor {below}): only what stands lower",
                    package.name, dependency.name
                ));
            }
        }
    }
    for name in floors.keys().filter(|name| packages.iter().all(|package| package.name != **name)) {
        defects.push(format!("`{name}` has a row but is no crate of the workspace"));
    }
    defects
}

/// Writes the table, highest floor first.
fn written(packages: &[Package], floors: &BTreeMap<String, u32>) -> String {
    let mut table = String::from(
        "\n| floor | crate (folder) | what it is for | uses |\n| --- | --- | --- | --- |\n",
    );
    let root = workspace::root();
    let mut rows: Vec<(u32, &Package)> = packages
        .iter()
        .filter_map(|package| Some((*floors.get(&package.name)?, package)))
        .collect();
    rows.sort_by_key(|(floor, package)| (std::cmp::Reverse(*floor), package.name.clone()));
    for (floor, package) in rows {
        let folder = package.manifest_path.parent().unwrap_or(&package.manifest_path);
        let folder = folder.strip_prefix(&root).unwrap_or(folder).display();
        let mut uses: Vec<(u32, &str)> = package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind.is_none())
            .filter_map(|dependency| {
                Some((*floors.get(&dependency.name)?, dependency.name.as_str()))
            })
            .collect();
        uses.sort_unstable();
        uses.dedup();
        let uses: Vec<&str> =
            uses.iter().map(|(_, name)| name.strip_prefix("thouless-").unwrap_or(name)).collect();
        let uses =
            if uses.is_empty() { "no other crate of these".to_owned() } else { uses.join(", ") };
        let purpose = package.description.as_deref().unwrap_or_default();
        let _ =
            writeln!(table, "| {floor} | `{}` (`{folder}`) | {purpose} | {uses} |", package.name);
    }
    table.push('\n');
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, uses: &[&str]) -> Package {
        Package {
            name: name.to_owned(),
            description: None,
            manifest_path: workspace::root().join(name).join("Cargo.toml"),
            dependencies: uses
                .iter()
                .map(|name| Dependency { name: (*name).to_owned(), kind: None })
                .collect(),
        }
    }

    #[test]
    fn dependencies_upward_sideways_and_missing_rows_are_defects() {
        let table = "\n| floor | crate |\n| --- | --- |\n| 1 | `a` |\n| 1 | `b` |\n| 0 | `c` |\n| 2 | `gone` |\n";
        let floors = floors(table).unwrap();
        let packages = [
            package("a", &["b", "serde"]),
            package("b", &["c"]),
            package("c", &["a"]),
            package("d", &[]),
        ];
        assert_eq!(
            defects(&packages, &floors),
            [
                "`a` (floor 1) must not use `b` (floor 1): only what stands lower",
                "`c` (floor 0) must not use `a` (floor 1): only what stands lower",
                "`d` has no row: add one with its floor",
                "`gone` has a row but is no crate of the workspace",
            ]
        );
    }

    #[test]
    fn written_rows_are_read_back() {
        let packages = [package("a", &["c"]), package("c", &[])];
        let floors: BTreeMap<String, u32> = [("a".to_owned(), 1), ("c".to_owned(), 0)].into();
        let table = written(&packages, &floors);
        assert!(table.contains("| 1 | `a` (`a`) |  | c |"), "{table}");
        assert_eq!(super::floors(&table).unwrap(), floors);
    }
}
