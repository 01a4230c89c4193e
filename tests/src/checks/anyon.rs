//! Checks of `thouless-anyon`: data of theories, proofs of their equations, fusion spaces and braids.

use num_complex::Complex64;
use serde::Deserialize;
use thouless_anyon::{Braid, FusionSpace, Theory};

use super::Check;
use crate::error::CheckError;
use crate::outcome::Found;

/// Number of families of equations that a theory violates, modularity counted with them where it is claimed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TheoryViolations {
    theory: String,
}

impl Check for TheoryViolations {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let result = Theory::resolve(&self.theory)?.check();
        let violated: Vec<String> = result.violations.iter().map(ToString::to_string).collect();
        let evidence = format!("{} equations; {}", result.equations, violated.join("; "));
        let evidence = evidence.trim_end_matches("; ").to_owned();
        Ok(Found::with(violated.len() as f64, evidence))
    }
}

/// A list of numbers that a theory has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TheoryNumbers {
    theory: String,
    what: Quantity,
}

/// What can be asked of a theory as a whole.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Quantity {
    /// Number of anyons.
    Rank,
    /// Quantum dimensions in the order of the labels.
    Dimensions,
    /// Topological spins modulo 1.
    Spins,
    /// Total dimension.
    TotalDimension,
    /// Topological entanglement entropy.
    EntanglementEntropy,
    /// Central charge modulo 8.
    CentralCharge,
    /// Frobenius-Schur indicators.
    Indicators,
    /// First row of S, then second, …, real parts.
    SRealParts,
}

impl Check for TheoryNumbers {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let theory = Theory::resolve(&self.theory)?;
        let rank = theory.rank();
        let without = |what| CheckError::Without { theory: theory.name().to_owned(), what };
        Ok(match self.what {
            Quantity::Rank => (rank as f64).into(),
            Quantity::Dimensions => {
                let d = (0..rank).map(|a| theory.dimension(a).to_complex().re);
                d.collect::<Vec<_>>().into()
            }
            Quantity::Spins => {
                let twists = theory.twists().ok_or_else(|| without("twists"))?;
                twists.iter().map(|t| t.turns()).collect::<Vec<_>>().into()
            }
            Quantity::TotalDimension => theory.total_dimension().into(),
            Quantity::EntanglementEntropy => theory.topological_entanglement_entropy().into(),
            Quantity::CentralCharge => {
                let charge = theory.central_charge().ok_or_else(|| without("central charge"))?;
                (f64::from(charge.0) / f64::from(charge.1)).into()
            }
            Quantity::Indicators => {
                let of = |a| theory.frobenius_schur(a).map(|nu| nu as f64);
                let all = (0..rank).map(of).collect::<Option<Vec<_>>>();
                all.ok_or_else(|| without("Frobenius-Schur indicators"))?.into()
            }
            Quantity::SRealParts => {
                let s = theory.s_matrix().ok_or_else(|| without("S matrix"))?;
                s.iter().flatten().map(|z| z.re).collect::<Vec<_>>().into()
            }
        })
    }
}

/// $F^{abc}_d$ between unit vectors, real parts row by row.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FSymbol {
    theory: String,
    labels: [String; 4],
}

impl Check for FSymbol {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let theory = Theory::resolve(&self.theory)?;
        let [a, b, c, d] = &self.labels;
        let label = |name: &String| theory.label(name);
        let f = theory.unitary_f(label(a)?, label(b)?, label(c)?, label(d)?);
        Ok(f.iter().flatten().map(|z| z.re).collect::<Vec<_>>().into())
    }
}

/// The angle of $R^{ab}_c$ in turns, between 0 and 1, for fusion without multiplicity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RAngle {
    theory: String,
    labels: [String; 3],
}

impl Check for RAngle {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let theory = Theory::resolve(&self.theory)?;
        let [a, b, c] = &self.labels;
        let labels = (theory.label(a)?, theory.label(b)?, theory.label(c)?);
        let r = theory.r(labels.0, labels.1, labels.2).filter(|r| r.rows() == 1);
        let phase = r.and_then(|r| r.get(0, 0).as_root_of_unity());
        let without = || CheckError::Without { theory: theory.name().to_owned(), what: "such R" };
        Ok(phase.ok_or_else(without)?.turns().into())
    }
}

/// Number of states of so many anyons of a kind, for each number given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FusionDimensions {
    theory: String,
    anyon: String,
    counts: Vec<usize>,
    total: String,
}

impl Check for FusionDimensions {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let theory = Theory::resolve(&self.theory)?;
        let (a, total) = (theory.label(&self.anyon)?, theory.label(&self.total)?);
        let dimension = |n: &usize| {
            let counts = theory.fusion_dimensions(&vec![a; *n]);
            counts.map_or(f64::INFINITY, |counts| counts[total] as f64)
        };
        Ok(self.counts.iter().map(dimension).collect::<Vec<_>>().into())
    }
}

/// Ground-state degeneracy on closed surfaces of each genus given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GenusDegeneracy {
    theory: String,
    genus: Vec<u32>,
}

impl Check for GenusDegeneracy {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let theory = Theory::resolve(&self.theory)?;
        let degeneracy = |genus: &u32| theory.genus_degeneracy(*genus)?.as_integer();
        let all = self.genus.iter().map(|g| degeneracy(g).map(|n| n as f64));
        let without =
            || CheckError::Without { theory: theory.name().to_owned(), what: "degeneracy" };
        Ok(all.collect::<Option<Vec<_>>>().ok_or_else(without)?.into())
    }
}

/// The space on which a braid acts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpaceOf {
    theory: String,
    anyons: Vec<String>,
    total: String,
}

impl SpaceOf {
    fn space(&self) -> Result<FusionSpace, CheckError> {
        Ok(Theory::resolve(&self.theory)?.fusion_space(&self.anyons, &self.total)?)
    }
}

/// Trace of the unitary matrix of a braid, real and imaginary part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BraidTrace {
    space: SpaceOf,
    word: String,
}

impl Check for BraidTrace {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let matrix = self.space.space()?.braid(&Braid::parse(&self.word)?)?.to_complex();
        let trace: Complex64 = matrix.iter().enumerate().map(|(i, row)| row[i]).sum();
        Ok(vec![trace.re, trace.im].into())
    }
}

/// The least power of a braid that is the identity, exactly; 0 where none up to 200 is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BraidOrder {
    space: SpaceOf,
    word: String,
}

impl Check for BraidOrder {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let matrix = self.space.space()?.braid(&Braid::parse(&self.word)?)?;
        let mut power = matrix.stored().clone();
        for order in 1..=200 {
            if power.is_identity() {
                return Ok(f64::from(order).into());
            }
            power = power.multiply(matrix.stored());
        }
        Ok(0.0.into())
    }
}

/// Number of entries in which the matrices of two braid words differ, exactly.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BraidDifference {
    space: SpaceOf,
    words: [String; 2],
}

impl Check for BraidDifference {
    fn evaluate(&self) -> Result<Found, CheckError> {
        let space = self.space.space()?;
        let [first, second] = &self.words;
        let (first, second) =
            (space.braid(&Braid::parse(first)?)?, space.braid(&Braid::parse(second)?)?);
        let pairs = first.stored().entries().iter().zip(second.stored().entries());
        Ok((pairs.filter(|(x, y)| x != y).count() as f64).into())
    }
}
