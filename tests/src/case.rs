//! One entry of the registry, read strictly.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::bibliography::Bibliography;
use crate::checks::{CHECKS, Check, CheckKind};
use crate::error::RegistryError;
use crate::parameter::Real;
use crate::suggest::nearest;
use crate::value::{Tolerance, Value};

/// Where a known value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A closed form.
    Analytic,
    /// Digits printed in a publication.
    Published,
    /// Computed by a program that shares no code with this one.
    IndependentCode,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Analytic => "analytic",
            Self::Published => "published",
            Self::IndependentCode => "independent code",
        })
    }
}

/// How long an entry takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    /// Under half a second: runs with `cargo test` and `verify --quick` too.
    Fast,
    /// A few seconds: runs with `verify`.
    Standard,
    /// Longer: runs only with `verify --full`.
    Slow,
}

/// One known value and what computes it.
#[derive(Debug)]
pub struct Case {
    /// Unique name, `area/…`.
    pub id: String,
    /// Area: the name of the file, and the first part of the id.
    pub area: String,
    /// What computes it.
    pub kind_of_check: &'static CheckKind,
    /// The check with the parameters of this entry.
    pub check: Box<dyn Check>,
    /// What must come out.
    pub expected: Value,
    /// How near.
    pub tolerance: Tolerance,
    /// Key in the bibliography.
    pub source: String,
    /// Equation, figure or table of the source.
    pub place: String,
    /// How the source's convention maps to ours, where it differs.
    pub convention: Option<String>,
    /// Where the value comes from.
    pub kind: Kind,
    /// How long it takes.
    pub cost: Cost,
}

/// The keys that every entry has; all others are parameters of its check.
#[derive(Debug, Deserialize)]
struct Common {
    expected: toml::Value,
    tolerance: toml::Value,
    source: String,
    r#where: String,
    convention: Option<String>,
    kind: Kind,
    cost: Cost,
}

const COMMON_KEYS: [&str; 9] =
    ["id", "check", "expected", "tolerance", "source", "where", "convention", "kind", "cost"];

impl Case {
    /// Reads one `[[case]]` of the file of `area`.
    ///
    /// # Errors
    ///
    /// [`RegistryError::Entry`] naming file and id, for a missing or unknown key, an unknown check, parameters
    /// that the check does not take, a source not in the bibliography, or a tolerance that cannot be met.
    pub fn read(
        path: &Path,
        area: &str,
        number: usize,
        mut table: toml::Table,
        works: &Bibliography,
    ) -> Result<Self, RegistryError> {
        let id = table.get("id").and_then(toml::Value::as_str).map(str::to_owned);
        let wrong = |reason: String| RegistryError::Entry {
            path: path.to_owned(),
            id: id.clone().unwrap_or_else(|| format!("number {number}")),
            reason,
        };
        let id = id.clone().ok_or_else(|| wrong("key `id` is missing".to_owned()))?;
        if id.strip_prefix(area).is_none_or(|rest| !rest.starts_with('/') || rest.len() < 2) {
            return Err(wrong(format!("an id of this file must be `{area}/…`")));
        }

        let common: toml::Table =
            COMMON_KEYS.iter().filter_map(|key| table.remove_entry(*key)).collect();
        let name = match common.get("check") {
            Some(toml::Value::String(name)) => name.clone(),
            _ => return Err(wrong("key `check` is missing or not a string".to_owned())),
        };
        let kind_of_check = CHECKS.iter().find(|check| check.name == name).ok_or_else(|| {
            let near = nearest(&name, CHECKS.iter().map(|check| check.name)).unwrap_or_default();
            wrong(format!("unknown check `{name}`; did you mean `{near}`?"))
        })?;
        let check = (kind_of_check.parse)(table)
            .map_err(|error| wrong(format!("parameters of check `{name}`: {}", error.message())))?;

        let common: Common = Common::deserialize(toml::Value::Table(common))
            .map_err(|error| wrong(error.message().to_owned()))?;
        let expected = value(&common.expected).map_err(&wrong)?;
        let tolerance = Tolerance::deserialize(common.tolerance).map_err(|_| {
            wrong("`tolerance` must be \"exact\", { abs = … }, { rel = … } or { sigma = …, allowance = … }".to_owned())
        })?;
        if let Some(defect) = tolerance.defect(&expected) {
            return Err(wrong(defect));
        }
        if works.get(&common.source).is_none() {
            let near = nearest(&common.source, works.keys()).unwrap_or_default();
            return Err(wrong(format!(
                "source `{}` is not in docs/references.bib; did you mean `{near}`?",
                common.source
            )));
        }
        if common.r#where.trim().is_empty() {
            return Err(wrong(
                "key `where` must name an equation, figure, table or argument".to_owned(),
            ));
        }
        Ok(Self {
            id,
            area: area.to_owned(),
            kind_of_check,
            check,
            expected,
            tolerance,
            source: common.source,
            place: common.r#where,
            convention: common.convention,
            kind: common.kind,
            cost: common.cost,
        })
    }
}

/// Reads a number or a list of numbers; each may be an expression such as `"2*sqrt(2)"`.
fn value(expected: &toml::Value) -> Result<Value, String> {
    let number = |value| Real::read(value).map_err(|error| format!("`expected`: {error}"));
    match expected {
        toml::Value::Array(list) if list.is_empty() => {
            Err("`expected` is an empty list".to_owned())
        }
        toml::Value::Array(list) => {
            Ok(Value::List(list.iter().map(number).collect::<Result<_, _>>()?))
        }
        one => Ok(Value::Number(number(one)?)),
    }
}
