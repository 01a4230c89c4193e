//! `thouless models`: the zoo, and what a MODEL consists of.

use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value, json};
use thouless::prelude::*;

use super::failure::Failure;
use super::report::{Array, Columns, Report, Target, print};
use super::table::table;

/// List the zoo, or describe one model and draw its cell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  thouless models
  thouless models kane-mele
  thouless models haldane --toml > mine.toml
  thouless models kagome -o cell.svg")]
pub(crate) struct Models {
    /// A model to describe, from the zoo or a file; the whole zoo where left out
    #[arg(value_name = "MODEL")]
    model: Option<String>,

    /// Print the model as a file to start from
    #[arg(long, requires = "model", conflicts_with = "json")]
    toml: bool,
}

/// What is said of one model.
#[derive(Serialize)]
struct ModelRow {
    name: String,
    dimension: usize,
    orbitals: usize,
    parameters: Map<String, Value>,
    source: Option<String>,
    #[serde(skip)]
    described: String,
    #[serde(skip)]
    model: Model,
}

#[derive(Serialize)]
struct ModelsReport {
    models: Vec<ModelRow>,
}

impl Models {
    pub(crate) fn run(&self, target: &Target) -> Result<(), Failure> {
        match &self.model {
            None => {
                let names = zoo::catalogue().iter().map(zoo::ZooEntry::name);
                let models = names.map(row).collect::<Result<_, _>>()?;
                target.deliver(&ModelsReport { models })
            }
            Some(name) if self.toml => print(&ModelSource::resolve(name)?.to_toml()?),
            Some(name) => target.deliver(&ModelsReport { models: vec![row(name)?] }),
        }
    }
}

fn row(name: &str) -> Result<ModelRow, Failure> {
    let source = ModelSource::resolve(name)?;
    let model = source.model()?;
    let parameters = source.parameters()?;
    let described: Vec<_> =
        parameters.iter().map(|(name, value)| format!("{name} = {}", number(*value))).collect();
    Ok(ModelRow {
        name: name.split(':').next().unwrap_or(name).to_owned(),
        dimension: model.dimension(),
        orbitals: model.n_orbitals(),
        parameters: parameters.into_iter().map(|(name, z)| (name, json_number(z))).collect(),
        source: source.source().map(str::to_owned),
        described: described.join(", "),
        model,
    })
}

/// A real number as such, a complex one as `re+im i`.
fn number(z: Complex64) -> String {
    if z.im == 0.0 { z.re.to_string() } else { format!("{}{:+}i", z.re, z.im) }
}

/// A real number as such, a complex one as `[re, im]`.
fn json_number(z: Complex64) -> Value {
    if z.im == 0.0 { json!(z.re) } else { json!([z.re, z.im]) }
}

impl Report for ModelsReport {
    fn table(&self) -> String {
        if let [only] = self.models.as_slice() {
            let line = |label: &str, text: &str| {
                if text.is_empty() { String::new() } else { format!("  {label} {text}\n") }
            };
            return format!(
                "{}{}{}",
                only.model,
                line("parameters:", &only.described),
                line("source:", only.source.as_deref().unwrap_or_default()),
            );
        }
        let rows = self.models.iter().map(|row| {
            let size = [row.dimension.to_string(), row.orbitals.to_string()];
            [row.name.clone()].into_iter().chain(size).chain([row.described.clone()]).collect()
        });
        let body = table(&["name", "dim", "orbitals", "parameters"], rows);
        format!("{body}\n\n`thouless models NAME` describes one, with its source")
    }

    fn figure(&self) -> Result<Figure, Failure> {
        match self.models.as_slice() {
            [only] => Ok(only.model.figure()),
            _ => Err(Failure::input(
                "a figure shows one model, but none is named",
                "name it, as in `thouless models kagome -o cell.svg`",
            )),
        }
    }

    fn columns(&self) -> Columns {
        let header = ["name", "dimension", "orbitals", "parameters", "source"];
        let rows = self.models.iter().map(|row| {
            let size = [row.dimension.to_string(), row.orbitals.to_string()];
            let text = [row.described.clone(), row.source.clone().unwrap_or_default()];
            [row.name.clone()].into_iter().chain(size).chain(text).collect()
        });
        Columns { header: header.map(str::to_owned).to_vec(), rows: rows.collect() }
    }

    fn arrays(&self) -> Result<Vec<Array>, Failure> {
        Err(Failure::input(
            "a list of models is no array",
            "use .json or .csv for the list, .svg or .png for the picture of one model",
        ))
    }
}
