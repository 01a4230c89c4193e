//! The model of an entry, named as on the command line.

use serde::{Deserialize, Deserializer};
use thouless_lattice::{Model, ModelSource};

use crate::error::CheckError;

/// A MODEL: `"haldane:t2=0.1"`, or the same as a table `{ name = "haldane", t2 = 0.1 }`, whose values may be
/// expressions.
#[derive(Debug, Clone)]
pub(crate) struct ModelOf(String);

impl ModelOf {
    /// Returns the model.
    pub(crate) fn model(&self) -> Result<Model, CheckError> {
        Ok(ModelSource::resolve(&self.0)?.model()?)
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
                    text += key;
                    text.push('=');
                    text += &value;
                }
                Ok(Self(text))
            }
            other => Err(wrong(&format!("a {} is no model", other.type_str()))),
        }
    }
}
