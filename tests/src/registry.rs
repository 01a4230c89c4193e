//! The whole registry: every file of `tests/validation`, and selections from it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::bibliography::Bibliography;
use crate::case::{Case, Cost};
use crate::error::RegistryError;
use crate::suggest::nearest;

/// Every known value, in the order of its file, files in alphabetical order, with the works they name.
#[derive(Debug)]
pub struct Registry {
    /// The entries.
    pub cases: Vec<Case>,
    /// The bibliography.
    pub works: Bibliography,
}

/// Which entries to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Only this area.
    pub area: Option<String>,
    /// Only this id.
    pub id: Option<String>,
    /// Nothing that takes longer; an entry named by `id` is taken whatever it costs.
    pub cost: Cost,
}

impl Registry {
    /// Reads the registry of this workspace: `tests/validation/*.toml` and `docs/references.bib`.
    ///
    /// # Errors
    ///
    /// The first [`RegistryError`] met: nothing that is incomplete is passed over.
    pub fn load() -> Result<Self, RegistryError> {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let works = Bibliography::load(&tests.join("../docs/references.bib"))?;
        Self::read(&tests.join("validation"), works)
    }

    /// Reads every `.toml` file of `folder`.
    ///
    /// # Errors
    ///
    /// [`RegistryError`] for an unreadable or malformed file, a key other than `case` at its top, a malformed
    /// entry (see [`Case::read`]) or an id given twice.
    pub fn read(folder: &Path, works: Bibliography) -> Result<Self, RegistryError> {
        let mut cases: Vec<Case> = Vec::new();
        let mut seen: BTreeMap<String, PathBuf> = BTreeMap::new();
        for path in toml_files(folder)? {
            let area =
                path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            for (number, table) in tables(&path, &text)?.into_iter().enumerate() {
                let case = Case::read(&path, &area, number + 1, table, &works)?;
                if let Some(first) = seen.insert(case.id.clone(), path.clone()) {
                    return Err(RegistryError::Entry {
                        path,
                        id: case.id,
                        reason: format!("this id is given twice, first in {}", first.display()),
                    });
                }
                cases.push(case);
            }
        }
        Ok(Self { cases, works })
    }

    /// Returns the areas in alphabetical order.
    pub fn areas(&self) -> BTreeSet<&str> {
        self.cases.iter().map(|case| case.area.as_str()).collect()
    }

    /// Returns the selected entries in order.
    ///
    /// # Errors
    ///
    /// [`RegistryError::Unknown`] for an area or id that does not exist, with the nearest one that does.
    pub fn select(&self, selection: &Selection) -> Result<Vec<&Case>, RegistryError> {
        if let Some(area) = &selection.area {
            known("area", area, &self.areas().into_iter().collect::<Vec<_>>())?;
        }
        if let Some(id) = &selection.id {
            let ids: Vec<&str> = self.cases.iter().map(|case| case.id.as_str()).collect();
            known("entry", id, &ids)?;
        }
        let wanted =
            |asked: &Option<String>, has: &str| asked.as_ref().is_none_or(|asked| asked == has);
        Ok(self
            .cases
            .iter()
            .filter(|case| wanted(&selection.area, &case.area) && wanted(&selection.id, &case.id))
            .filter(|case| selection.id.is_some() || case.cost <= selection.cost)
            .collect())
    }
}

/// Refuses a name that is not among the known ones.
fn known(what: &'static str, name: &str, names: &[&str]) -> Result<(), RegistryError> {
    if names.contains(&name) {
        return Ok(());
    }
    Err(RegistryError::Unknown {
        what,
        name: name.to_owned(),
        nearest: nearest(name, names.iter().copied()).unwrap_or_default().to_owned(),
        known: names.join(", "),
    })
}

fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, RegistryError> {
    let listing = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let mut paths = listing
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| unreadable(folder, &error))?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    Ok(paths)
}

/// Returns the `[[case]]` tables of a file that holds nothing else.
fn tables(path: &Path, text: &str) -> Result<Vec<toml::Table>, RegistryError> {
    let wrong = |reason: String| RegistryError::File { path: path.to_owned(), reason };
    let mut file: toml::Table =
        text.parse().map_err(|error: toml::de::Error| wrong(error.to_string()))?;
    let cases = file.remove("case");
    if let Some(key) = file.keys().next() {
        return Err(wrong(format!(
            "unknown key `{key}`; a registry file holds [[case]] tables only"
        )));
    }
    let Some(toml::Value::Array(cases)) = cases else {
        return Err(wrong("no [[case]] in it".to_owned()));
    };
    cases
        .into_iter()
        .map(|case| match case {
            toml::Value::Table(table) => Ok(table),
            other => Err(wrong(format!("`case` holds a {}, not tables", other.type_str()))),
        })
        .collect()
}

fn unreadable(path: &Path, error: &std::io::Error) -> RegistryError {
    RegistryError::Unreadable { path: path.to_owned(), reason: error.to_string() }
}
