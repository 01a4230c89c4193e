//! What a MODEL on the command line means: a model of the zoo, a model file, or Wannier90 output.

use std::path::Path;

use num_complex::Complex64;

use super::{Description, Wannier90};
use crate::expr::{Expr, ExprError};
use crate::zoo::{self, ZooEntry};
use crate::{LatticeError, Model};

/// A model that was asked for by a string, with its parameters.
///
/// | string | model |
/// | --- | --- |
/// | `haldane` | of the [zoo], at its default parameters |
/// | `haldane:t2=0.1,phi=pi/2` | with other parameters; values may be expressions |
/// | `folder/model.toml`, `model.toml:t=2` | of a model file, see [`Description`] |
/// | `SEED_hr.dat`, `SEED_tb.dat` | of Wannier90 output, see [`Wannier90`] |
///
/// # Examples
///
/// ```
/// use thouless_lattice::ModelSource;
///
/// let source = ModelSource::resolve("haldane:t2=0.2,phi=pi/3")?;
/// assert_eq!(source.model()?.n_orbitals(), 2);
/// let critical = source.evaluate(&[("m", 0.9)])?;
/// # assert_eq!(critical.sites()[0].onsite()[(0, 0)].re, 0.9);
/// # Ok::<(), thouless_lattice::LatticeError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ModelSource {
    form: Form,
}

#[derive(Debug, Clone)]
enum Form {
    Zoo { entry: &'static ZooEntry, values: Vec<(String, f64)> },
    File(Box<Description>),
    Wannier(Box<Wannier90>, Box<Model>),
}

impl ModelSource {
    /// What the string means; paths are relative to the working directory.
    ///
    /// # Errors
    ///
    /// [`LatticeError::UnknownModel`] and [`LatticeError::UnknownParameter`] with the nearest name,
    /// [`LatticeError::ModelString`] for a string of the wrong form, and what the readers of files
    /// say.
    pub fn resolve(text: &str) -> Result<Self, LatticeError> {
        Self::resolve_beside(text, Path::new(""))
    }

    /// As [`ModelSource::resolve`], with paths relative to a folder.
    ///
    /// # Errors
    ///
    /// As for [`ModelSource::resolve`].
    pub fn resolve_beside(text: &str, folder: &Path) -> Result<Self, LatticeError> {
        let text = text.trim();
        let is_file = folder.join(text).is_file();
        let (name, overrides) = match text.split_once(':') {
            Some((name, overrides)) if !is_file => (name.trim(), assignments(text, overrides)?),
            _ => (text, Vec::new()),
        };
        let path = folder.join(name);
        if name.is_empty() {
            return Err(wrong_form(text, "a name of the zoo or a path"));
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let mut description = Description::open(&path)?;
            for (name, value) in overrides {
                description = overridden(&description, name, value)?;
            }
            return Ok(Self { form: Form::File(Box::new(description)) });
        } else if name.ends_with("_hr.dat") || name.ends_with("_tb.dat") {
            if let Some((parameter, _)) = overrides.first() {
                return Err(LatticeError::UnknownParameter {
                    model: name.to_owned(),
                    name: (*parameter).to_owned(),
                    hint: "Wannier90 output has no parameters".to_owned(),
                });
            }
            let wannier = Wannier90::open(&path)?;
            let model = wannier.model()?;
            return Ok(Self { form: Form::Wannier(Box::new(wannier), Box::new(model)) });
        } else if name.contains(['/', '\\', '.']) {
            let expected =
                "a path that ends in `.toml`, `_hr.dat` or `_tb.dat`, or a name of the zoo";
            return Err(wrong_form(text, expected));
        }
        let entry = zoo::find(name)?;
        let values = overrides
            .into_iter()
            .map(|(name, value)| Ok((name.to_owned(), constant(value)?)))
            .collect::<Result<Vec<_>, LatticeError>>()?;
        let source = Self { form: Form::Zoo { entry, values } };
        // Unknown names and impossible values are found at once.
        source.model()?;
        Ok(source)
    }

    /// The model at these parameters.
    ///
    /// # Errors
    ///
    /// For parameters for which there is no model.
    pub fn model(&self) -> Result<Model, LatticeError> {
        self.evaluate(&[])
    }

    /// The model with other numbers for some parameters; parsed once, evaluated as often as wanted.
    ///
    /// # Errors
    ///
    /// [`LatticeError::UnknownParameter`], and as for [`ModelSource::model`].
    pub fn evaluate(&self, overrides: &[(&str, f64)]) -> Result<Model, LatticeError> {
        match &self.form {
            Form::Zoo { entry, values } => entry.model(&merged(values, overrides)),
            Form::File(description) => description.evaluate(overrides),
            Form::Wannier(_, model) => {
                self.refuse_parameters(overrides)?;
                Ok(model.as_ref().clone())
            }
        }
    }

    /// The parameters, in order, with their values.
    ///
    /// # Errors
    ///
    /// [`LatticeError::File`] for an expression without a finite value.
    pub fn parameters(&self) -> Result<Vec<(String, Complex64)>, LatticeError> {
        match &self.form {
            Form::Zoo { entry, values } => Ok(entry
                .parameters()
                .iter()
                .map(|p| {
                    let given = values.iter().rev().find(|(name, _)| name == p.name);
                    (p.name.to_owned(), given.map_or(p.value, |(_, value)| *value).into())
                })
                .collect()),
            Form::File(description) => {
                let names = description.parameters().iter().map(|p| p.name().to_owned());
                Ok(names.zip(description.values()?).collect())
            }
            Form::Wannier(..) => Ok(Vec::new()),
        }
    }

    /// The model as a model file: with its parameters where it has any, otherwise with numbers.
    ///
    /// # Errors
    ///
    /// As for [`ModelSource::model`].
    pub fn to_toml(&self) -> Result<String, LatticeError> {
        match &self.form {
            Form::Zoo { entry, values } => entry.toml(&merged(values, &[])),
            Form::File(description) => Ok(description.to_string()),
            Form::Wannier(_, model) => Ok(model.to_toml()),
        }
    }

    /// Where the model comes from, as far as it says.
    pub fn source(&self) -> Option<&str> {
        match &self.form {
            Form::Zoo { entry, .. } => Some(entry.source()),
            Form::File(description) => description.source(),
            Form::Wannier(..) => None,
        }
    }

    /// The Wannier functions, where the model is made of such.
    pub fn wannier(&self) -> Option<&Wannier90> {
        match &self.form {
            Form::Wannier(wannier, _) => Some(wannier),
            _ => None,
        }
    }

    /// What had to be assumed, for a person to know.
    pub fn notes(&self) -> &[String] {
        self.wannier().map_or(&[], Wannier90::notes)
    }

    fn refuse_parameters(&self, overrides: &[(&str, f64)]) -> Result<(), LatticeError> {
        match overrides.first() {
            None => Ok(()),
            Some((name, _)) => Err(LatticeError::UnknownParameter {
                model: self.wannier().map_or_else(String::new, Wannier90::name),
                name: (*name).to_owned(),
                hint: "Wannier90 output has no parameters".to_owned(),
            }),
        }
    }
}

fn merged<'a>(values: &'a [(String, f64)], overrides: &'a [(&'a str, f64)]) -> Vec<(&'a str, f64)> {
    let own = values.iter().map(|(name, value)| (name.as_str(), *value));
    own.chain(overrides.iter().copied()).collect()
}

/// `name=value,name=value`, split at commas outside of parentheses.
fn assignments<'a>(
    text: &str,
    overrides: &'a str,
) -> Result<Vec<(&'a str, &'a str)>, LatticeError> {
    let mut depth = 0_i32;
    let at_comma = |c: char| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        c == ',' && depth <= 0
    };
    let mut found: Vec<(&str, &str)> = Vec::new();
    for part in overrides.split(at_comma) {
        let Some((name, value)) = part.split_once('=') else {
            return Err(wrong_form(text, "`name=value` pairs after `:`, with commas between them"));
        };
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() || value.is_empty() {
            return Err(wrong_form(text, "a name before each `=` and a value after it"));
        }
        if found.iter().any(|(earlier, _)| *earlier == name) {
            return Err(wrong_form(text, "each parameter only once"));
        }
        found.push((name, value));
    }
    Ok(found)
}

fn constant(text: &str) -> Result<f64, ExprError> {
    Expr::parse(text, &[""; 0])?.real(&[])
}

fn overridden(
    description: &Description,
    name: &str,
    text: &str,
) -> Result<Description, LatticeError> {
    match Expr::parse(text, &[""; 0]) {
        Ok(constant) => description.with(name, constant.number(&[])?),
        // An expression of other parameters, or an error that knows their names.
        Err(_) => description.with_expression(name, text),
    }
}

fn wrong_form(text: &str, expected: &'static str) -> LatticeError {
    LatticeError::ModelString { text: text.to_owned(), expected }
}
