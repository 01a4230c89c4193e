//! From a description and values of its parameters to a model.

use nalgebra::DMatrix;
use num_complex::Complex64;

use super::place::{Place, Read};
use super::{BlockRule, Description, Form, Parameter, Quantity, SiteRule, finite_parameter};
use crate::expr::{ExprError, Kind};
use crate::file::error::FileProblem;
use crate::{Block, Lattice, LatticeError, Model, Vector3};

/// An order in which each parameter follows those that its expression uses.
pub(super) fn evaluation_order(parameters: &[Parameter], origin: &str) -> Read<Vec<usize>> {
    let mut order = Vec::with_capacity(parameters.len());
    let mut done = vec![false; parameters.len()];
    for first in 0..parameters.len() {
        // The way from `first` to the parameter in hand, with how many of its uses are visited.
        let mut way: Vec<(usize, usize)> = vec![(first, 0)];
        while let Some((parameter, visited)) = way.pop() {
            if done[parameter] {
                continue;
            }
            let Some(&next) = parameters[parameter].uses().get(visited) else {
                done[parameter] = true;
                order.push(parameter);
                continue;
            };
            way.push((parameter, visited + 1));
            if let Some(start) = way.iter().position(|(on_way, _)| *on_way == next) {
                let circle = way[start..].iter().map(|(p, _)| *p).chain([next]);
                let names: Vec<_> = circle.map(|p| format!("`{}`", parameters[p].name())).collect();
                let place = parameters[parameter].value.place.clone();
                let cycle = names.join(" → ");
                return Err(place.error(origin, FileProblem::Cycle { cycle }));
            }
            way.push((next, 0));
        }
    }
    Ok(order)
}

impl Parameter {
    /// The parameters that its expression uses.
    fn uses(&self) -> &[usize] {
        match &self.value.form {
            Form::Number(_) => &[],
            Form::Expr(expr) => expr.variables(),
        }
    }
}

impl Quantity {
    fn complex(&self, values: &[Complex64]) -> Result<Complex64, ExprError> {
        match &self.form {
            Form::Number(z) => Ok(*z),
            Form::Expr(expr) => expr.number(values),
        }
    }

    fn real(&self, values: &[Complex64]) -> Result<f64, ExprError> {
        match &self.form {
            Form::Number(z) => Ok(z.re),
            Form::Expr(expr) => expr.real(values),
        }
    }
}

impl Description {
    /// The model with other numbers for some parameters; expressions of other parameters follow.
    ///
    /// # Errors
    ///
    /// As for [`Description::model`]; also [`LatticeError::UnknownParameter`] and
    /// [`LatticeError::NotFinite`].
    pub fn evaluate<T: Into<Complex64> + Copy>(
        &self,
        overrides: &[(&str, T)],
    ) -> Result<Model, LatticeError> {
        let values = self.values_with(overrides)?;
        let lattice = self.lattice(&values)?;
        let mut builder = Model::builder(lattice).name(self.name.as_str());
        for site in &self.sites {
            let position = self.reals(&site.position, &values)?;
            builder = if site.cartesian {
                builder.site_cartesian(
                    site.name.as_str(),
                    Vector3::from_fn(|i, _| position.get(i).copied().unwrap_or(0.0)),
                )
            } else {
                builder.site(site.name.as_str(), position)
            };
            if let Some(n) = site.n_orbitals {
                builder = builder.orbitals(n);
            }
            if let Some(onsite) = &site.onsite {
                builder = builder.onsite(self.block(onsite, &values)?);
            }
        }
        for hop in &self.hops {
            let amplitude = self.block(&hop.amplitude, &values)?;
            builder = builder.hop(hop.from, hop.to, hop.cells.as_slice(), amplitude);
        }
        builder.build().map_err(|error| self.placed(error))
    }

    /// The values of all parameters, some of them given.
    pub(super) fn values_with<T: Into<Complex64> + Copy>(
        &self,
        overrides: &[(&str, T)],
    ) -> Result<Vec<Complex64>, LatticeError> {
        let mut given = vec![None; self.parameters.len()];
        for (name, value) in overrides {
            given[self.slot(name)?] = Some(finite_parameter(name, (*value).into())?);
        }
        self.values_from(&given)
    }

    /// The values of all parameters; those given stand for their definitions.
    pub(super) fn values_from(
        &self,
        given: &[Option<Complex64>],
    ) -> Result<Vec<Complex64>, LatticeError> {
        let mut values = vec![Complex64::ZERO; self.parameters.len()];
        for &parameter in &self.order {
            let quantity = &self.parameters[parameter].value;
            values[parameter] = match given[parameter] {
                Some(value) => value,
                None => quantity
                    .complex(&values)
                    .map_err(|error| self.error_at(&quantity.place, error))?,
            };
        }
        Ok(values)
    }

    fn lattice(&self, values: &[Complex64]) -> Result<Lattice, LatticeError> {
        let vectors = self
            .vectors
            .iter()
            .map(|vector| self.reals(vector, values))
            .collect::<Result<Vec<_>, _>>()?;
        Lattice::new(&vectors).map_err(|error| self.error_at(&self.vectors_place, Box::new(error)))
    }

    fn reals(
        &self,
        quantities: &[Quantity],
        values: &[Complex64],
    ) -> Result<Vec<f64>, LatticeError> {
        let real = |q: &Quantity| q.real(values).map_err(|error| self.error_at(&q.place, error));
        quantities.iter().map(real).collect()
    }

    pub(super) fn block(
        &self,
        rule: &BlockRule,
        values: &[Complex64],
    ) -> Result<Block, LatticeError> {
        let complex =
            |q: &Quantity| q.complex(values).map_err(|error| self.error_at(&q.place, error));
        match rule {
            BlockRule::Quantity(q) => match &q.form {
                Form::Expr(expr) if expr.kind() != Kind::Number => {
                    let matrix = expr.matrix(values);
                    Ok(matrix.map_err(|error| self.error_at(&q.place, error))?.into())
                }
                _ => Ok(complex(q)?.into()),
            },
            BlockRule::Rows(rows) => {
                let elements = rows.iter().flatten().map(complex);
                let elements = elements.collect::<Result<Vec<_>, _>>()?;
                let columns = rows.first().map_or(0, Vec::len);
                Ok(DMatrix::from_row_iterator(rows.len(), columns, elements).into())
            }
        }
    }

    /// Adds line and key to what the builder found wrong.
    fn placed(&self, error: LatticeError) -> LatticeError {
        let site_named = |name: &str| self.sites.iter().find(|site| site.name == name);
        let place = match &error {
            LatticeError::NotHermitian { site, .. } | LatticeError::OrbitalCount { site, .. } => {
                site_named(site).map(onsite_place)
            }
            LatticeError::DuplicateHopping { from, to, cell, .. } => self.last_hop(from, to, cell),
            LatticeError::SelfHopping { site } => {
                self.last_hop(site, site, &vec![0; self.vectors.len()])
            }
            LatticeError::BlockShape { what, .. } | LatticeError::NotFinite { what, .. } => {
                self.place_of(what)
            }
            _ => None,
        };
        match place {
            Some(place) => self.error_at(&place, Box::new(error)),
            None => error,
        }
    }

    /// The last hopping between these sites into this cell.
    fn last_hop(&self, from: &str, to: &str, cell: &[i32]) -> Option<Place> {
        let name = |site: usize| self.sites.get(site).map_or("", |site| site.name.as_str());
        let hop = self.hops.iter().rev().find(|hop| {
            name(hop.from) == from
                && name(hop.to) == to
                && hop.cells.iter().any(|known| known == cell)
        })?;
        Some(hop.place.clone())
    }

    /// The site or hopping of which an error of the builder speaks.
    fn place_of(&self, what: &str) -> Option<Place> {
        let of_site = self.sites.iter().find(|site| {
            what == format!("the on-site block of `{}`", site.name)
                || what == format!("position of site `{}`", site.name)
        });
        if let Some(site) = of_site {
            return Some(onsite_place(site));
        }
        let name = |site: usize| self.sites.get(site).map_or("", |site| site.name.as_str());
        let hop = self.hops.iter().find(|hop| {
            hop.cells.iter().any(|cell| {
                let (from, to) = (name(hop.from), name(hop.to));
                what == format!("hopping {from} → {to} with cell {cell:?}")
            })
        })?;
        Some(hop.place.clone())
    }
}

fn onsite_place(site: &SiteRule) -> Place {
    match &site.onsite {
        Some(BlockRule::Quantity(q)) => q.place.clone(),
        Some(BlockRule::Rows(rows)) => {
            let first = rows.iter().flatten().next();
            let line = first.map_or(site.place.line, |q| q.place.line);
            Place { line, key: format!("{}.onsite", site.place.key) }
        }
        None => site.place.clone(),
    }
}
