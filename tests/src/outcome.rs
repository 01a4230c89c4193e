//! Running one entry: what was found, and whether it is what was expected.

use std::time::Instant;

use serde::Serialize;

use crate::case::Case;
use crate::value::{Tolerance, Value};

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The value.
    pub value: Value,
    /// Standard error of a sampled value, 0 of any other.
    pub error: f64,
    /// What speaks for the value: residuals, grids, counts; may be empty.
    pub evidence: String,
}

impl Found {
    /// A value with what speaks for it.
    pub fn with(value: impl Into<Value>, evidence: String) -> Self {
        Self { value: value.into(), error: 0.0, evidence }
    }
}

impl<V: Into<Value>> From<V> for Found {
    fn from(value: V) -> Self {
        Self::with(value, String::new())
    }
}

/// The result of one entry, as `verify --json` writes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// Id of the entry.
    pub id: String,
    /// Its area.
    pub area: String,
    /// What must come out.
    pub expected: Value,
    /// What came out; null where the check failed.
    pub found: Option<Value>,
    /// How near is near enough.
    pub tolerance: Tolerance,
    /// Whether it is.
    pub passed: bool,
    /// Who says so, short.
    pub source: String,
    /// Wall time.
    pub seconds: f64,
    /// What speaks for the value, or why there is none.
    pub evidence: String,
    /// Standard error of a sampled value.
    pub standard_error: f64,
}

impl Case {
    /// Computes the entry and compares; `source` is how the source is called in tables.
    pub fn run(&self, source: String) -> Outcome {
        let start = Instant::now();
        let (found, standard_error, evidence) = match self.check.evaluate() {
            Ok(found) => (Some(found.value), found.error, found.evidence),
            Err(error) => (None, 0.0, error.to_string()),
        };
        let passed = found
            .as_ref()
            .is_some_and(|found| self.tolerance.admits(&self.expected, found, standard_error));
        Outcome {
            id: self.id.clone(),
            area: self.area.clone(),
            expected: self.expected.clone(),
            found,
            tolerance: self.tolerance,
            passed,
            source,
            seconds: start.elapsed().as_secs_f64(),
            evidence,
            standard_error,
        }
    }
}

impl Outcome {
    /// Returns the expected value as text.
    pub fn expected_text(&self) -> String {
        self.tolerance.expected_text(&self.expected, self.standard_error)
    }

    /// Returns the found value as text, or `nothing`.
    pub fn found_text(&self) -> String {
        self.found.as_ref().map_or_else(
            || "nothing".to_owned(),
            |found| self.tolerance.found_text(&self.expected, found, self.standard_error),
        )
    }

    /// Returns one line that says what is wrong: `id [source]: expected …, found … (evidence)`, all digits shown.
    pub fn failure(&self) -> String {
        let digits = |value: &Value| {
            value.numbers().iter().map(|x| format!("{x}")).collect::<Vec<_>>().join(", ")
        };
        let found = self.found.as_ref().map_or_else(|| "nothing".to_owned(), digits);
        let evidence =
            if self.evidence.is_empty() { String::new() } else { format!(" ({})", self.evidence) };
        format!(
            "{} [{}]: expected {} within {}, found {found}{evidence}",
            self.id,
            self.source,
            digits(&self.expected),
            self.tolerance
        )
    }
}
