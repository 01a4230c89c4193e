//! From models and descriptions to TOML text.

use std::fmt::{self, Write as _};

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::{Description, Form, Parameter};
use crate::Model;
use crate::expr::print_complex;

/// The description's text, with the parameters as they are now.
pub(super) fn with_parameters(
    description: &Description,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut written = 0;
    for parameter in description.parameters.iter().filter(|p| p.changed) {
        f.write_str(&description.text[written..parameter.span.start])?;
        f.write_str(&definition(parameter))?;
        written = parameter.span.end;
    }
    f.write_str(&description.text[written..])
}

fn definition(parameter: &Parameter) -> String {
    match &parameter.value.form {
        Form::Number(z) => number(*z),
        Form::Expr(expr) => quoted(expr.text()),
    }
}

/// The model as a model file that reads back to the same model, bit by bit.
///
/// Positions are written in Cartesian coordinates, numbers with the fewest digits that read back
/// exactly, complex ones as expressions.
pub(crate) fn model_text(model: &Model) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_model(model, &mut out);
    out
}

fn write_model(model: &Model, out: &mut String) -> fmt::Result {
    writeln!(out, "name = {}\n", quoted(model.name()))?;
    writeln!(out, "[lattice]")?;
    let vectors: Vec<_> = model.lattice().vectors().iter().map(|v| list(v.iter())).collect();
    writeln!(out, "vectors = [{}]", vectors.join(", "))?;
    for site in model.sites() {
        writeln!(out, "\n[[site]]\nname = {}", quoted(site.name()))?;
        writeln!(out, "cartesian = {}", list(site.position().iter()))?;
        if site.n_orbitals() != 1 {
            writeln!(out, "orbitals = {}", site.n_orbitals())?;
        }
        if site.onsite().iter().any(|z| *z != Complex64::ZERO) {
            writeln!(out, "onsite = {}", block(site.onsite()))?;
        }
    }
    let name = |site: usize| model.sites().get(site).map_or("", |site| site.name());
    for hop in model.hoppings() {
        writeln!(out, "\n[[hop]]\nfrom = {}", quoted(name(hop.from)))?;
        writeln!(out, "to = {}", quoted(name(hop.to)))?;
        writeln!(out, "cell = {:?}", &hop.cell[..model.dimension()])?;
        writeln!(out, "amplitude = {}", block(&hop.amplitude))?;
    }
    Ok(())
}

fn list<'a>(numbers: impl Iterator<Item = &'a f64>) -> String {
    let numbers: Vec<_> = numbers.map(|x| format!("{x:?}")).collect();
    format!("[{}]", numbers.join(", "))
}

fn number(z: Complex64) -> String {
    // A vanishing imaginary part is kept out, with its sign: no observable depends on it.
    if z.im == 0.0 { format!("{:?}", z.re) } else { quoted(&print_complex(z)) }
}

/// A number for 1×1 blocks, rows otherwise.
fn block(matrix: &DMatrix<Complex64>) -> String {
    if let (1, 1, Some(z)) = (matrix.nrows(), matrix.ncols(), matrix.iter().next()) {
        return number(*z);
    }
    let row = |i: usize| {
        let elements: Vec<_> = matrix.row(i).iter().map(|z| number(*z)).collect();
        format!("[{}]", elements.join(", "))
    };
    let rows: Vec<_> = (0..matrix.nrows()).map(row).collect();
    format!("[{}]", rows.join(", "))
}

/// A TOML basic string.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
