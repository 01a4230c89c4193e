//! From TOML text to a description.

use num_complex::Complex64;
use toml::de::{DeTable, DeValue};

use super::evaluate::evaluation_order;
use super::place::{Document, Place, Read, Table, Value};
use super::{BlockRule, Description, Form, HopRule, Parameter, Quantity, SiteRule};
use crate::expr::{Expr, Kind, is_reserved};
use crate::file::error::{FileError, FileProblem};
use crate::names;

const NUMBER: &str = "a finite number, or an expression in quotes such as \"sqrt(3)/2\"";

pub(super) fn description(text: &str, origin: &str) -> Read<Description> {
    let document = Document::new(text, origin);
    let table = DeTable::parse(text).map_err(|error| {
        let span = error.span();
        let line = span.as_ref().map(|span| document.line(span.start));
        let mut message = error.message().replace('\n', "; ");
        if let Some(found) = span.and_then(|span| text.get(span)).map(str::trim)
            && (1..=40).contains(&found.len())
            && !found.contains('\n')
        {
            message = format!("{message}, at `{found}`");
        }
        if line.is_some_and(|line| is_bare_expression(text, line)) {
            message.push_str("; an expression stands in quotes, such as \"2*t\"");
        }
        let problem = FileProblem::Syntax { message };
        Box::new(FileError { origin: origin.to_owned(), line, key: None, problem })
    })?;
    let root = Table::root(&document, table.get_ref());
    root.only(&["name", "source", "parameters", "lattice", "site", "hop"])?;

    let name = match root.get("name") {
        Some(name) => name.string("a name in quotes")?,
        None => stem(origin),
    };
    let source = root.get("source").map(|s| s.string("a reference in quotes")).transpose()?;
    let parameters = match root.get("parameters") {
        Some(table) => parameters(&table.table("a table `[parameters]`")?, &document)?,
        None => Vec::new(),
    };
    let order = evaluation_order(&parameters, origin)?;
    let parameter_names: Vec<&str> = parameters.iter().map(Parameter::name).collect();

    let lattice = root
        .required("lattice", "`[lattice]` with `vectors = [[1.0, 0.0], [0.0, 1.0]]`")?
        .table("a table `[lattice]`")?;
    lattice.only(&["vectors"])?;
    let vectors = lattice.required("vectors", "`vectors = [[1.0, 0.0], [0.0, 1.0]]`")?;
    let vectors_place = vectors.place.clone();
    let vectors = lattice_vectors(&vectors, &parameter_names)?;

    let sites = root.required("site", "a table `[[site]]` with `name` and `position`")?;
    let sites = sites
        .list("tables `[[site]]`")?
        .iter()
        .map(|site| site_rule(site, vectors.len(), &parameter_names))
        .collect::<Read<Vec<_>>>()?;
    refuse_duplicates(&sites, origin)?;
    let hops = match root.get("hop") {
        Some(hops) => hops
            .list("tables `[[hop]]`")?
            .iter()
            .map(|hop| hop_rule(hop, vectors.len(), &sites, &parameter_names))
            .collect::<Read<Vec<_>>>()?,
        None => Vec::new(),
    };
    Ok(Description {
        text: text.to_owned(),
        origin: origin.to_owned(),
        name,
        source,
        parameters,
        order,
        vectors,
        vectors_place,
        sites,
        hops,
    })
}

/// Whether a line assigns something that is neither quoted nor a number nor a list.
fn is_bare_expression(text: &str, line: usize) -> bool {
    let value = text.lines().nth(line - 1).and_then(|line| line.split_once('='));
    value.is_some_and(|(_, value)| {
        let value = value.split('#').next().unwrap_or_default().trim();
        !value.starts_with(['"', '\'', '[', '{'])
            && value.parse::<f64>().is_err()
            && !value.is_empty()
    })
}

/// The file's name without folder and ending.
fn stem(origin: &str) -> String {
    let path = std::path::Path::new(origin);
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn parameters(table: &Table<'_>, document: &Document<'_>) -> Read<Vec<Parameter>> {
    let entries = table.entries();
    let all_names: Vec<&str> = entries.iter().map(|(name, _)| *name).collect();
    let mut parameters = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        let letters = |c: char| c.is_alphanumeric() || c == '_';
        let starts_well = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if is_reserved(name) {
            return value.fault(FileProblem::ReservedName { name: name.to_owned() });
        }
        if !starts_well || !name.chars().all(letters) {
            return value.fault(FileProblem::InvalidName { name: name.to_owned() });
        }
        let quantity = quantity(&value, &all_names)?;
        debug_assert_eq!(quantity.place.line, document.line(value.span.start));
        let (name, span) = (name.to_owned(), value.span.clone());
        parameters.push(Parameter { name, value: quantity, span, changed: false });
    }
    Ok(parameters)
}

fn quantity(value: &Value<'_>, parameters: &[&str]) -> Read<Quantity> {
    let form = match value.content {
        DeValue::String(text) => {
            let expr = Expr::parse(text, parameters).or_else(|error| value.fault(error))?;
            if expr.kind() != Kind::Number {
                let found = format!("{} (`{expr}`)", expr.kind());
                return value.fault(FileProblem::WrongType { found, expected: "a number" });
            }
            Form::Expr(expr)
        }
        _ => Form::Number(number(value)?),
    };
    Ok(Quantity { form, place: value.place.clone() })
}

fn number(value: &Value<'_>) -> Read<Complex64> {
    let parsed = match value.content {
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(|n| n as f64),
        DeValue::Float(x) => x.as_str().parse::<f64>().ok(),
        _ => None,
    };
    match parsed {
        Some(x) if x.is_finite() => Ok(x.into()),
        _ => value.wrong_type(NUMBER),
    }
}

fn quantities(
    value: &Value<'_>,
    expected: &'static str,
    parameters: &[&str],
) -> Read<Vec<Quantity>> {
    value.list(expected)?.iter().map(|element| quantity(element, parameters)).collect()
}

fn lattice_vectors(value: &Value<'_>, parameters: &[&str]) -> Read<Vec<Vec<Quantity>>> {
    let rows = value.list("a list of vectors such as [[1.0, 0.0], [0.0, 1.0]]")?;
    if rows.len() > 3 {
        let (what, expected) = ("vectors", "0 to 3".to_owned());
        return value.fault(FileProblem::WrongCount { what, found: rows.len(), expected });
    }
    let mut vectors = Vec::with_capacity(rows.len());
    for row in &rows {
        let vector = quantities(row, "a vector such as [1.0, 0.0]", parameters)?;
        if vector.is_empty() || vector.len() > 3 {
            let (what, expected) = ("components", "1 to 3".to_owned());
            return row.fault(FileProblem::WrongCount { what, found: vector.len(), expected });
        }
        vectors.push(vector);
    }
    Ok(vectors)
}

fn site_rule(value: &Value<'_>, dimension: usize, parameters: &[&str]) -> Read<SiteRule> {
    let table = value.table("a table `[[site]]`")?;
    table.only(&["name", "position", "cartesian", "orbitals", "onsite"])?;
    let name = table.required("name", "`name = \"A\"`")?.string("a name in quotes")?;
    let (coordinates, cartesian) = match (table.get("position"), table.get("cartesian")) {
        (Some(position), None) => (position, false),
        (None, Some(cartesian)) => (cartesian, true),
        (None, None) => {
            let example = "`position = [0.0, 0.0]` (reduced), or `cartesian = [0.0, 0.0]`";
            (table.required("position", example)?, false)
        }
        (Some(_), Some(second)) => {
            return second.fault(FileProblem::Both { first: "position", second: "cartesian" });
        }
    };
    let position = quantities(&coordinates, "coordinates such as [0.0, 0.5]", parameters)?;
    let least = if cartesian { 1.min(dimension) } else { dimension };
    if position.len() < least || position.len() > 3 {
        let (what, found) = ("coordinates", position.len());
        let expected = if least == 3 { "3".to_owned() } else { format!("{least} to 3") };
        return coordinates.fault(FileProblem::WrongCount { what, found, expected });
    }
    let n_orbitals = match table.get("orbitals") {
        Some(n) => {
            let n = n.integer(1..1 << 16, "a whole number of orbitals from 1 to 65535")?;
            usize::try_from(n).ok()
        }
        None => None,
    };
    let onsite = table.get("onsite").map(|block| block_rule(&block, parameters)).transpose()?;
    let place = value.place.clone();
    Ok(SiteRule { name, position, cartesian, n_orbitals, onsite, place })
}

fn block_rule(value: &Value<'_>, parameters: &[&str]) -> Read<BlockRule> {
    match value.content {
        DeValue::Array(_) => {
            let expected = "rows such as [[\"0\", \"-i\"], [\"i\", \"0\"]]";
            let rows = value.list(expected)?;
            let mut matrix: Vec<Vec<Quantity>> = Vec::with_capacity(rows.len());
            for row in &rows {
                let elements = quantities(row, "a row of numbers", parameters)?;
                let expected = matrix.first().map_or(elements.len(), Vec::len);
                if elements.len() != expected || elements.is_empty() {
                    let (what, found) = ("elements", elements.len());
                    let expected = expected.max(1).to_string();
                    return row.fault(FileProblem::WrongCount { what, found, expected });
                }
                matrix.push(elements);
            }
            if matrix.is_empty() {
                return value.wrong_type(expected);
            }
            Ok(BlockRule::Rows(matrix))
        }
        DeValue::String(text) => {
            let expr = Expr::parse(text, parameters).or_else(|error| value.fault(error))?;
            if expr.kind() == Kind::Condition {
                let found = format!("a condition (`{expr}`)");
                let expected = "a number or a matrix";
                return value.fault(FileProblem::WrongType { found, expected });
            }
            let place = value.place.clone();
            Ok(BlockRule::Quantity(Quantity { form: Form::Expr(expr), place }))
        }
        _ => Ok(BlockRule::Quantity(quantity(value, parameters)?)),
    }
}

fn hop_rule(
    value: &Value<'_>,
    dimension: usize,
    sites: &[SiteRule],
    parameters: &[&str],
) -> Read<HopRule> {
    let table = value.table("a table `[[hop]]`")?;
    table.only(&["from", "to", "cell", "cells", "amplitude"])?;
    let from = site_index(&table.required("from", "`from = \"A\"`")?, sites)?;
    let to = site_index(&table.required("to", "`to = \"B\"`")?, sites)?;
    let cells = match (table.get("cell"), table.get("cells")) {
        (Some(one), None) => vec![cell(&one, dimension)?],
        (None, Some(several)) => several
            .list("a list of cells such as [[0, 0], [-1, 0]]")?
            .iter()
            .map(|one| cell(one, dimension))
            .collect::<Read<Vec<_>>>()?,
        (None, None) if dimension == 0 => vec![Vec::new()],
        (None, None) => {
            let example = "`cell = [0, 0]`, or `cells = [[0, 0], [-1, 0]]` for several";
            vec![cell(&table.required("cell", example)?, dimension)?]
        }
        (Some(_), Some(second)) => {
            return second.fault(FileProblem::Both { first: "cell", second: "cells" });
        }
    };
    let amplitude = table.required("amplitude", "`amplitude = -1.0`")?;
    let amplitude = block_rule(&amplitude, parameters)?;
    Ok(HopRule { from, to, cells, amplitude, place: value.place.clone() })
}

fn site_index(value: &Value<'_>, sites: &[SiteRule]) -> Read<usize> {
    let name = value.string("the name of a site in quotes")?;
    if let Some(index) = sites.iter().position(|site| site.name == name) {
        return Ok(index);
    }
    let hint = names::hint(&name, sites.iter().map(|site| site.name.as_str()));
    value.fault(FileProblem::UnknownSite { name, hint })
}

fn cell(value: &Value<'_>, dimension: usize) -> Read<Vec<i32>> {
    let expected = "whole numbers such as [0, -1], one per lattice vector";
    let components = value.list(expected)?;
    if components.len() != dimension {
        let (what, found) = ("components", components.len());
        let expected = format!("{dimension}, one per lattice vector");
        return value.fault(FileProblem::WrongCount { what, found, expected });
    }
    let far = 1 << 20;
    let component = |n: &Value<'_>| {
        let n = n.integer(-far..far, "a whole number between -1048576 and 1048576")?;
        Ok(i32::try_from(n).unwrap_or_default())
    };
    components.iter().map(component).collect()
}

fn refuse_duplicates(sites: &[SiteRule], origin: &str) -> Read<()> {
    let mut lines = std::collections::HashMap::new();
    for site in sites {
        if let Some(first) = lines.insert(site.name.as_str(), site.place.line) {
            let (name, key) = (site.name.clone(), format!("{}.name", site.place.key));
            let place = Place { line: site.place.line, key };
            return Err(place.error(origin, FileProblem::DuplicateSite { name, first }));
        }
    }
    Ok(())
}
