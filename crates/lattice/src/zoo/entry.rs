//! What the zoo knows of each model.

use num_complex::Complex64;

use crate::file::description::quoted;
use crate::{Description, LatticeError, Model, names};

/// A model with named numeric parameters; implemented by the zoo's macro.
pub trait ZooModel: Default + Copy + 'static {
    /// Name on the command line.
    const NAME: &'static str;
    /// Other names on the command line.
    const ALIASES: &'static [&'static str];
    /// Name for people.
    const TITLE: &'static str;
    /// Where the model comes from.
    const SOURCE: &'static str;

    /// The parameters, in order, with their present values.
    fn parameters(&self) -> Vec<ParameterInfo>;

    /// Changes a parameter.
    ///
    /// # Errors
    ///
    /// [`LatticeError::UnknownParameter`]; [`LatticeError::ParameterValue`] for a value that the
    /// parameter cannot take.
    fn set(&mut self, name: &str, value: f64) -> Result<(), LatticeError>;

    /// The model at these parameters.
    ///
    /// # Errors
    ///
    /// For parameters that are not finite or make no sense.
    fn model(&self) -> Result<Model, LatticeError>;

    /// The model as a model file, where it can be written as one for all parameters.
    fn description() -> Option<&'static Result<Description, LatticeError>>;

    /// The model as a model file to start from: with the parameters' names where possible, otherwise
    /// with numbers.
    ///
    /// # Errors
    ///
    /// As for [`ZooModel::model`].
    fn toml(&self) -> Result<String, LatticeError> {
        let Some(description) = Self::description() else {
            let text = self.model()?.to_toml();
            let source = format!("source = {}", quoted(Self::SOURCE));
            // The text begins with the line of the name.
            return Ok(text.replacen("\n\n", &format!("\n{source}\n\n"), 1));
        };
        let mut description = description.as_ref().map_err(Clone::clone)?.clone();
        let defaults = Self::default().parameters();
        for (now, default) in self.parameters().iter().zip(defaults) {
            if now.value.to_bits() != default.value.to_bits() {
                description = description.with(now.name, now.value)?;
            }
        }
        Ok(description.to_string())
    }

    /// The error of a parameter that makes no sense, such as a flux `p/q` with `q = 0`.
    fn wrong(&self, name: &str, expected: impl Into<String>) -> LatticeError {
        let value = self.parameters().iter().find(|p| p.name == name).map_or(f64::NAN, |p| p.value);
        wrong_value::<Self>(name, value, expected.into())
    }
}

/// A parameter of a model of the zoo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParameterInfo {
    /// Its name.
    pub name: &'static str,
    /// Its value; in the catalogue, its default.
    pub value: f64,
    /// What it is.
    pub doc: &'static str,
}

/// A type that a parameter can have.
pub trait ParameterValue: Copy {
    /// What values are possible, for error messages.
    const EXPECTED: &'static str;

    /// The value as a number.
    fn to_f64(self) -> f64;

    /// The value that a number stands for, where it stands for one.
    fn from_f64(x: f64) -> Option<Self>;
}

impl ParameterValue for f64 {
    const EXPECTED: &'static str = "a finite number";

    fn to_f64(self) -> f64 {
        self
    }

    fn from_f64(x: f64) -> Option<Self> {
        x.is_finite().then_some(x)
    }
}

impl ParameterValue for u32 {
    const EXPECTED: &'static str = "a whole number that is not negative";

    fn to_f64(self) -> f64 {
        self.into()
    }

    fn from_f64(x: f64) -> Option<Self> {
        let whole = x.fract() == 0.0 && (0.0..=Self::MAX.into()).contains(&x);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "just checked")]
        whole.then_some(x as Self)
    }
}

impl ParameterValue for i32 {
    const EXPECTED: &'static str = "a whole number";

    fn to_f64(self) -> f64 {
        self.into()
    }

    fn from_f64(x: f64) -> Option<Self> {
        let whole = x.fract() == 0.0 && (Self::MIN.into()..=Self::MAX.into()).contains(&x);
        #[expect(clippy::cast_possible_truncation, reason = "just checked")]
        whole.then_some(x as Self)
    }
}

/// Makes something of the parameters that differ from their defaults.
type WithParameters<T> = fn(&[(&str, f64)]) -> Result<T, LatticeError>;

/// An entry of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct ZooEntry {
    name: &'static str,
    aliases: &'static [&'static str],
    title: &'static str,
    source: &'static str,
    parameters: fn() -> Vec<ParameterInfo>,
    model: WithParameters<Model>,
    toml: WithParameters<String>,
}

impl ZooEntry {
    pub(super) const fn of<M: ZooModel>() -> Self {
        Self {
            name: M::NAME,
            aliases: M::ALIASES,
            title: M::TITLE,
            source: M::SOURCE,
            parameters: || M::default().parameters(),
            model: |overrides| changed::<M>(overrides)?.model(),
            toml: |overrides| changed::<M>(overrides)?.toml(),
        }
    }

    /// Name on the command line.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Other names on the command line.
    pub fn aliases(&self) -> &'static [&'static str] {
        self.aliases
    }

    /// Name for people.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// Where the model comes from.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The parameters with their defaults.
    pub fn parameters(&self) -> Vec<ParameterInfo> {
        (self.parameters)()
    }

    /// The model, with other values for some parameters.
    ///
    /// # Errors
    ///
    /// [`LatticeError::UnknownParameter`] with the nearest name, and values that make no sense.
    pub fn model(&self, overrides: &[(&str, f64)]) -> Result<Model, LatticeError> {
        (self.model)(overrides)
    }

    /// The model as a model file to start from.
    ///
    /// # Errors
    ///
    /// As for [`ZooEntry::model`].
    pub fn toml(&self, overrides: &[(&str, f64)]) -> Result<String, LatticeError> {
        (self.toml)(overrides)
    }
}

fn changed<M: ZooModel>(overrides: &[(&str, f64)]) -> Result<M, LatticeError> {
    let mut model = M::default();
    for (name, value) in overrides {
        model.set(name, *value)?;
    }
    Ok(model)
}

/// The description of a model of the zoo: header and parameters from its declaration, the rest given.
pub(super) fn description<M: ZooModel>(tables: &str) -> Result<Description, LatticeError> {
    use std::fmt::Write as _;

    let mut text = format!("name = {}\nsource = {}\n", quoted(M::TITLE), quoted(M::SOURCE));
    let parameters = M::default().parameters();
    if !parameters.is_empty() {
        text.push_str("\n[parameters]\n");
    }

    for p in parameters {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} = {:?} # {}", p.name, p.value, p.doc);
    }
    text.push('\n');
    text.push_str(tables.trim_start());
    Description::parse(&text, &format!("zoo model `{}`", M::NAME))
}

/// Refuses parameters that are not finite.
pub(super) fn check_finite<M: ZooModel>(model: &M) -> Result<(), LatticeError> {
    match model.parameters().iter().find(|p| !p.value.is_finite()) {
        Some(p) => Err(wrong_value::<M>(p.name, p.value, f64::EXPECTED.to_owned())),
        None => Ok(()),
    }
}

pub(super) fn converted<M: ZooModel, T: ParameterValue>(
    name: &str,
    value: f64,
) -> Result<T, LatticeError> {
    T::from_f64(value).ok_or_else(|| wrong_value::<M>(name, value, T::EXPECTED.to_owned()))
}

fn wrong_value<M: ZooModel>(name: &str, value: f64, expected: String) -> LatticeError {
    let value = crate::expr::print_complex(Complex64::from(value));
    LatticeError::ParameterValue {
        model: M::NAME.to_owned(),
        name: name.to_owned(),
        value,
        expected,
    }
}

pub(super) fn unknown_parameter<M: ZooModel>(name: &str) -> LatticeError {
    let parameters = M::default().parameters();
    LatticeError::UnknownParameter {
        model: M::NAME.to_owned(),
        name: name.to_owned(),
        hint: names::hint(name, parameters.iter().map(|p| p.name)),
    }
}
