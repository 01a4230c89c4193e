//! Consistency of theories, exactly: which equations hold, and which instance of which is the first that does not.

mod hexagon;
mod modular;
mod pentagon;
mod ribbon;
mod table;
mod unitarity;

use std::fmt;

use serde::Serialize;

use crate::AnyonError;
use crate::theory::Theory;

/// The families of equations that a theory is held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Equation {
    /// F- and R-symbols and norms with the vacuum are trivial.
    Unit,
    /// $\sum_\nu [F^{fcd}_e]_{gl} [F^{abl}_e]_{fk} = \sum_h [F^{abc}_g]_{fh} [F^{ahd}_e]_{gk} [F^{bcd}_k]_{hl}$.
    Pentagon,
    /// $R^{ca}_e [F^{acb}_d]_{eg} R^{cb}_g = \sum_f [F^{cab}_d]_{ef} R^{cf}_d [F^{abc}_d]_{fg}$.
    Hexagon,
    /// The same with $(R^{ac}_e)^{-1}$ for $R^{ca}_e$.
    InverseHexagon,
    /// F and R are unitary between normalized states, whose squared lengths are positive.
    Unitarity,
    /// $d_a d_b = \sum_c N_{ab}^c d_c$, $d_a > 0$, and $d_a = 1/|F^{a \bar a a}_{a;11}|$.
    Dimensions,
    /// $\sum_c d_c \operatorname{tr} R^{aa}_c = d_a \theta_a$, $\theta_a = \theta_{\bar a}$, $R^{ab}_c R^{ba}_c = \theta_c/\theta_a \theta_b$.
    Ribbon,
    /// The power relation of twists (Vafa).
    Vafa,
    /// $S_{ax} S_{bx} / S_{1x} = \sum_c N_{ab}^c S_{cx}$.
    Verlinde,
    /// $S$ is unitary with $S^2 = C$, $(ST)^3 = e^{2\pi i c/8} S^2$, and $p_+ p_- = D^2$.
    Modular,
}

impl Equation {
    /// The name in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unit => "triviality of the vacuum",
            Self::Pentagon => "pentagon equation",
            Self::Hexagon => "hexagon equation",
            Self::InverseHexagon => "hexagon equation of inverse braids",
            Self::Unitarity => "unitarity",
            Self::Dimensions => "equation of quantum dimensions",
            Self::Ribbon => "ribbon equation",
            Self::Vafa => "relation of Vafa",
            Self::Verlinde => "Verlinde formula",
            Self::Modular => "modularity of S and T",
        }
    }

    const fn remedy(self) -> &'static str {
        match self {
            Self::Unit => "F, R and norms with the vacuum are 1",
            Self::Pentagon => "look at the F-symbols of these labels",
            Self::Hexagon | Self::InverseHexagon => "look at the R-symbols of these labels",
            Self::Unitarity => "look at the F- and R-symbols and the norms of these labels",
            Self::Dimensions => "look at the dimensions of these labels",
            Self::Ribbon | Self::Vafa => "look at the twists of these labels",
            Self::Verlinde | Self::Modular => "only a modular theory obeys it",
        }
    }
}

/// An instance of an equation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The equation.
    pub equation: Equation,
    /// The labels at which it fails, as `a=tau b=tau …`.
    pub labels: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} fails at {}", self.equation.name(), self.labels)
    }
}

/// What [`Theory::check`] found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is the answer to a question of its own")]
pub struct Consistency {
    /// The pentagon holds, and vertices with the vacuum are trivial.
    pub pentagon: bool,
    /// Both hexagons hold; false for a theory that does not braid.
    pub hexagon: bool,
    /// F and R are unitary between normalized states.
    pub unitary: bool,
    /// Dimensions, twists and R-symbols belong together (dimensions alone for a theory that does not braid).
    pub ribbon: bool,
    /// Verlinde's formula gives the fusion rules.
    pub verlinde: bool,
    /// S and T represent the modular group.
    pub modular: bool,
    /// Number of equations checked.
    pub equations: u64,
    /// The first violated instance of each family.
    pub violations: Vec<Violation>,
}

impl Consistency {
    fn holds(&self, family: &[Equation]) -> bool {
        !self.violations.iter().any(|v| family.contains(&v.equation))
    }
}

impl Theory {
    /// Checks all equations exactly.
    ///
    /// F-symbols enter the pentagon $\sim n^9$ times, so that equation, the hexagons and unitarity are checked by
    /// residues modulo primes $p \equiv 1 \pmod n$ of 59 bits at every root of unity of order $n$, so many of them that
    /// their product exceeds every conjugate of the difference of both sides times its denominator: such an
    /// integer vanishes only when it is zero. It is a proof, not a sample. All other equations are compared as exact
    /// numbers.
    pub fn check(&self) -> Consistency {
        let mut result = Consistency {
            pentagon: true,
            hexagon: self.is_braided(),
            unitary: true,
            ribbon: true,
            verlinde: false,
            modular: false,
            equations: 0,
            violations: Vec::new(),
        };
        let mut families: Vec<fn(&Self, &table::Blocks) -> Checked> =
            vec![unitarity::unit, pentagon::pentagon, unitarity::unitarity, ribbon::dimensions];
        if self.is_braided() {
            families.extend([
                hexagon::hexagon as fn(&Self, &table::Blocks) -> Checked,
                hexagon::inverse_hexagon,
                ribbon::ribbon,
                ribbon::vafa,
                modular::modular,
                modular::verlinde,
            ]);
        }
        let blocks = table::Blocks::new(self);
        for family in families {
            match family(self, &blocks) {
                Ok(count) => result.equations += count,
                Err(violation) => result.violations.push(violation),
            }
        }
        result.pentagon = result.holds(&[Equation::Unit, Equation::Pentagon]);
        result.hexagon &= result.holds(&[Equation::Hexagon, Equation::InverseHexagon]);
        result.unitary = result.holds(&[Equation::Unitarity]);
        result.ribbon = result.holds(&[Equation::Dimensions, Equation::Ribbon, Equation::Vafa]);
        result.verlinde = self.is_braided() && result.holds(&[Equation::Verlinde]);
        result.modular = self.is_braided() && result.holds(&[Equation::Modular]);
        result
    }

    /// Checks that this is a unitary fusion category, and a braided ribbon category where it has R-symbols. Modularity is
    /// not asked for; [`Theory::is_modular`] tells.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Violated`] with the equation and the labels of its first violated instance.
    pub fn verify(&self) -> Result<Consistency, AnyonError> {
        let result = self.check();
        let optional = [Equation::Verlinde, Equation::Modular];
        match result.violations.iter().find(|v| !optional.contains(&v.equation)) {
            Some(violation) => Err(self.violated(violation)),
            None => Ok(result),
        }
    }

    /// The error that names a violation.
    pub fn violated(&self, violation: &Violation) -> AnyonError {
        AnyonError::Violated {
            theory: self.name().to_owned(),
            equation: violation.equation.name(),
            labels: violation.labels.clone(),
            remedy: violation.equation.remedy(),
        }
    }

    fn violation<const N: usize>(
        &self,
        equation: Equation,
        names: [&str; N],
        labels: [usize; N],
    ) -> Violation {
        let place = names.iter().zip(labels).map(|(name, label)| {
            let label = &self.ring().labels()[label];
            format!("{name}={label}")
        });
        Violation { equation, labels: place.collect::<Vec<_>>().join(" ") }
    }
}

/// The number of equations of a family that hold, or the first that does not.
type Checked = Result<u64, Violation>;
