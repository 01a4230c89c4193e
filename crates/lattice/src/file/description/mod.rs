//! Models as text: TOML with expressions (the form is described in the guide to the command line).

mod evaluate;
mod place;
mod read;
mod varied;
mod write;

use std::fmt;
use std::path::Path;

use num_complex::Complex64;

use self::evaluate::evaluation_order;
use self::place::Place;
pub(crate) use self::varied::VariedBlocks;
pub(crate) use self::write::{model_text, quoted};
use super::error::{FileError, FileProblem};
use crate::expr::{Expr, print_complex};
use crate::{LatticeError, Model, names};

/// A model as it stands in a model file: parameters, and expressions of them.
///
/// Parsed once, it gives the [`Model`] for any values of its parameters.
///
/// # Examples
///
/// ```
/// use thouless_lattice::Description;
///
/// let ssh = Description::parse(
///     r#"
///     name = "Su-Schrieffer-Heeger"
///     [parameters]
///     v = 0.5
///     w = "2*v"
///     [lattice]
///     vectors = [[1.0]]
///     [[site]]
///     name = "A"
///     position = [0.0]
///     [[site]]
///     name = "B"
///     position = [0.5]
///     [[hop]]
///     from = "A"
///     to = "B"
///     cell = [0]
///     amplitude = "v"
///     [[hop]]
///     from = "B"
///     to = "A"
///     cell = [1]
///     amplitude = "w"
///     "#,
///     "ssh.toml",
/// )?;
/// assert_eq!(ssh.model()?.hoppings()[1].amplitude[(0, 0)].re, 1.0);
/// let longer = ssh.evaluate(&[("v", 0.7)])?;
/// assert_eq!(longer.hoppings()[1].amplitude[(0, 0)].re, 1.4);
/// # Ok::<(), thouless_lattice::LatticeError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Description {
    /// The text it was read from, which it prints with the parameters' present values.
    text: String,
    origin: String,
    name: String,
    source: Option<String>,
    parameters: Vec<Parameter>,
    /// Order in which parameters can be evaluated.
    order: Vec<usize>,
    vectors: Vec<Vec<Quantity>>,
    vectors_place: Place,
    sites: Vec<SiteRule>,
    hops: Vec<HopRule>,
}

/// A named constant of a model.
#[derive(Debug, Clone)]
pub struct Parameter {
    name: String,
    value: Quantity,
    /// Where its value stands in the text.
    span: std::ops::Range<usize>,
    changed: bool,
}

impl Parameter {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its definition as it would be written: a number or an expression.
    pub fn definition(&self) -> String {
        match &self.value.form {
            Form::Number(z) => print_complex(*z),
            Form::Expr(expr) => expr.text().to_owned(),
        }
    }
}

/// A number or an expression, and where it stands.
#[derive(Debug, Clone)]
struct Quantity {
    form: Form,
    place: Place,
}

#[derive(Debug, Clone)]
enum Form {
    Number(Complex64),
    Expr(Expr),
}

/// An on-site block or an amplitude: a number, an expression, or a list of rows.
#[derive(Debug, Clone)]
enum BlockRule {
    Quantity(Quantity),
    Rows(Vec<Vec<Quantity>>),
}

#[derive(Debug, Clone)]
struct SiteRule {
    name: String,
    /// Reduced or Cartesian coordinates.
    position: Vec<Quantity>,
    cartesian: bool,
    n_orbitals: Option<usize>,
    onsite: Option<BlockRule>,
    place: Place,
}

#[derive(Debug, Clone)]
struct HopRule {
    from: usize,
    to: usize,
    cells: Vec<Vec<i32>>,
    amplitude: BlockRule,
    place: Place,
}

impl Description {
    /// Reads a model from TOML text; `origin` stands for the file in error messages.
    ///
    /// # Errors
    ///
    /// [`LatticeError::File`] with line and key: no TOML, a key that is missing, unknown or of the
    /// wrong type, an expression that makes no sense, parameters defined by each other.
    pub fn parse(text: &str, origin: &str) -> Result<Self, LatticeError> {
        Ok(read::description(text, origin)?)
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// As for [`Description::parse`], and for a file that cannot be read or is no text.
    pub fn open(path: &Path) -> Result<Self, LatticeError> {
        let origin = path.display().to_string();
        let text = super::read_text(path, "model file")?;
        Self::parse(&text, &origin)
    }

    /// The model's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the model comes from.
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The parameters, in the order of the file.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The present values of the parameters, in the order of the file.
    ///
    /// # Errors
    ///
    /// [`LatticeError::File`] for an expression without a finite value.
    pub fn values(&self) -> Result<Vec<Complex64>, LatticeError> {
        self.values_with::<Complex64>(&[])
    }

    /// The same description with another number for a parameter.
    ///
    /// # Errors
    ///
    /// [`LatticeError::UnknownParameter`] and [`LatticeError::NotFinite`].
    pub fn with(&self, name: &str, value: impl Into<Complex64>) -> Result<Self, LatticeError> {
        let value = value.into();
        let form = Form::Number(finite_parameter(name, value)?);
        let mut changed = self.clone();
        let parameter = self.slot(name)?;
        changed.redefine(parameter, form)?;
        Ok(changed)
    }

    /// The same description with another definition for a parameter: an expression of numbers and of
    /// the other parameters.
    ///
    /// # Errors
    ///
    /// [`LatticeError::UnknownParameter`], [`LatticeError::Expression`], and [`LatticeError::File`]
    /// where parameters come to be defined by each other.
    pub fn with_expression(&self, name: &str, text: &str) -> Result<Self, LatticeError> {
        let parameter = self.slot(name)?;
        let names: Vec<&str> = self.parameters.iter().map(Parameter::name).collect();
        let form = Form::Expr(Expr::parse(text, &names)?);
        let mut changed = self.clone();
        changed.redefine(parameter, form)?;
        Ok(changed)
    }

    /// The model at the present values of the parameters.
    ///
    /// # Errors
    ///
    /// [`LatticeError::File`] with line and key: an expression without a finite value, or a model
    /// that contradicts itself.
    pub fn model(&self) -> Result<Model, LatticeError> {
        self.evaluate::<Complex64>(&[])
    }

    fn slot(&self, name: &str) -> Result<usize, LatticeError> {
        self.parameters.iter().position(|p| p.name == name).ok_or_else(|| {
            LatticeError::UnknownParameter {
                model: self.name.clone(),
                name: name.to_owned(),
                hint: names::hint(name, self.parameters.iter().map(Parameter::name)),
            }
        })
    }

    fn redefine(&mut self, parameter: usize, form: Form) -> Result<(), LatticeError> {
        self.parameters[parameter].value.form = form;
        self.parameters[parameter].changed = true;
        self.order = evaluation_order(&self.parameters, &self.origin)?;
        Ok(())
    }

    fn error_at(&self, place: &Place, problem: impl Into<FileProblem>) -> LatticeError {
        LatticeError::File(place.error(&self.origin, problem))
    }
}

/// Refuses a parameter that is not finite.
fn finite_parameter(name: &str, z: Complex64) -> Result<Complex64, LatticeError> {
    let what = || format!("parameter `{name}`");
    crate::lattice::all_finite(&[z.re, z.im], what)?;
    Ok(z)
}

impl fmt::Display for Description {
    /// The text it was read from, with the present definitions of the parameters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write::with_parameters(self, f)
    }
}
