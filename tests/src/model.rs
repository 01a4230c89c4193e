//! The model of an entry: named as on the command line or written out, then transformed.

use serde::{Deserialize, Deserializer};
use thouless_lattice::{Description, Model, ModelSource};

use crate::error::CheckError;
use crate::step::Step;

/// A MODEL: `"haldane:t2=0.1"`; the same as a table `{ name = "haldane", t2 = 0.1 }`, whose values may be
/// expressions; or `{ toml = "…" }` with a whole model file. A table may end in `then = [ … ]`, the steps
/// ([`Step`]) by which another model is made from it.
#[derive(Debug, Clone)]
pub(crate) struct ModelOf {
    origin: Origin,
    then: Vec<Step>,
}

#[derive(Debug, Clone)]
enum Origin {
    /// As on the command line.
    Named(String),
    /// The text of a model file.
    Written(String),
}

impl ModelOf {
    /// Returns the model.
    pub(crate) fn model(&self) -> Result<Model, CheckError> {
        let model = match &self.origin {
            Origin::Named(text) => ModelSource::resolve(text)?.model()?,
            Origin::Written(text) => Description::parse(text, "the entry's model")?.model()?,
        };
        self.then.iter().try_fold(model, |model, step| step.apply(&model))
    }
}

impl<'de> Deserialize<'de> for ModelOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = |reason: &str| serde::de::Error::custom(format!("`model`: {reason}"));
        let mut table = match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => {
                return Ok(Self { origin: Origin::Named(text), then: Vec::new() });
            }
            toml::Value::Table(table) => table,
            other => return Err(wrong(&format!("a {} is no model", other.type_str()))),
        };
        let then = match table.remove("then") {
            Some(steps) => Vec::deserialize(steps)
                .map_err(|error| wrong(&format!("`then`: {}", error.message())))?,
            None => Vec::new(),
        };
        let origin = match (table.remove("name"), table.remove("toml")) {
            (Some(toml::Value::String(name)), None) => Origin::Named(named(name, &table)),
            (None, Some(toml::Value::String(text))) if table.is_empty() => Origin::Written(text),
            (None, Some(_)) => return Err(wrong("`toml` is a string and stands alone")),
            _ => return Err(wrong("the table has no string `name` or `toml`")),
        };
        Ok(Self { origin, then })
    }
}

/// Writes `name:key=value,…`.
fn named(name: String, parameters: &toml::Table) -> String {
    let mut text = name;
    for (number, (key, value)) in parameters.iter().enumerate() {
        let value = match value {
            toml::Value::String(expression) => expression.clone(),
            other => other.to_string(),
        };
        text.push(if number == 0 { ':' } else { ',' });
        text += key;
        text.push('=');
        text += &value;
    }
    text
}
