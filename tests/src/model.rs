//! The model of an entry, named as on the command line.

use serde::{Deserialize, Deserializer};
use thouless_lattice::Model;

use crate::error::CheckError;

/// A MODEL: `"haldane:t2=0.1"`, or the same as a table `{ name = "haldane", t2 = 0.1 }`, whose values may be
/// expressions.
#[derive(Debug, Clone)]
pub(crate) struct ModelOf(String);

impl ModelOf {
    /// Returns the model.
    pub(crate) fn model(&self) -> Result<Model, CheckError> {
        resolve(&self.0)
    }
}

impl<'de> Deserialize<'de> for ModelOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = |reason: &str| serde::de::Error::custom(format!("`model`: {reason}"));
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Ok(Self(text)),
            toml::Value::Table(mut table) => {
                let Some(toml::Value::String(name)) = table.remove("name") else {
                    return Err(wrong("the table has no string `name`"));
                };
                let mut text = name;
                for (number, (key, value)) in table.iter().enumerate() {
                    let value = match value {
                        toml::Value::String(expression) => expression.clone(),
                        other => other.to_string(),
                    };
                    text.push(if number == 0 { ':' } else { ',' });
                    text.push_str(&format!("{key}={value}"));
                }
                Ok(Self(text))
            }
            other => Err(wrong(&format!("a {} is no model", other.type_str()))),
        }
    }
}

fn resolve(text: &str) -> Result<Model, CheckError> {
    let (name, list) = text.split_once(':').unwrap_or((text, ""));
    let mut overrides = Vec::new();
    for part in list.split(',').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').unwrap_or((part, "nan"));
        let value = thouless_lattice::expr::Expr::parse(value, &[] as &[&str])?.real(&[])?;
        overrides.push((key, value));
    }
    Ok(thouless_lattice::zoo::find(name)?.model(&overrides)?)
}
