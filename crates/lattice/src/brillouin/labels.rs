//! Points of high symmetry by their labels.
//!
//! Labels and paths in three dimensions are those of W. Setyawan and S. Curtarolo, Comput. Mater.
//! Sci. **49**, 299 (2010), [doi:10.1016/j.commatsci.2010.05.010](https://doi.org/10.1016/j.commatsci.2010.05.010).

use std::f64::consts::TAU;

use super::bravais::{Bravais, Centering};
use super::tables::tabulated;
use crate::{Lattice, LatticeError, Vector3};

/// Reduced coordinates within this of a multiple of 1/24 are meant to be that multiple: primitive
/// vectors are often written with few digits.
const SNAP: f64 = 2e-5;

/// The points of high symmetry of a lattice, by label, in reduced coordinates.
///
/// The type of lattice is found from the lengths and angles of its shortest vectors, so the points
/// do not depend on which primitive vectors describe it, nor on what sits in the cell:
///
/// | lattice | labels | first axis |
/// | --- | --- | --- |
/// | chain | G, X | |
/// | square | G, X, Y, M | nearest to Cartesian x |
/// | rectangular | G, X, Y, S | nearest to Cartesian x |
/// | centred rectangular | G, X, X1, S, Y | shorter side of the centred cell |
/// | hexagonal | G, K, M, K' | K is the zone corner nearest to Cartesian x, then M, K' counter-clockwise |
/// | oblique | G, X, Y, C (corner of the cell), H, H1 (zone corners) | shortest vector |
/// | cubic P; I; F | G, M, R, X; G, H, N, P; G, K, L, U, W, X | |
/// | tetragonal P | G, A, M, R, X, Z | Z along the axis that differs |
/// | tetragonal I | G, N, P, X, Z, and M, Z1 (c < a) or Σ, Σ1, Y, Y1 (c > a) | Z along the axis that differs |
/// | orthorhombic P | G, R, S, T, U, X, Y, Z | shortest, then Y, Z |
/// | orthorhombic C | G, A, A1, R, S, T, X, X1, Y, Z | shorter of the centred face, then the longer, then Z |
/// | orthorhombic I | G, L, L1, L2, R, S, T, W, X, X1, Y, Y1, Z | shortest, then Y, Z |
/// | orthorhombic F | G, L, X, Y, Z, and A, A1, T, X1 or C, C1, D, D1, H, H1 | shortest, then Y, Z |
/// | hexagonal (3D) | G, A, H, K, L, M | |
/// | rhombohedral | G, F, L, P, P1, Q, Z, and B, B1, L1, P2, X (α < 90°) or Q1 (α > 90°) | nearest to Cartesian x, then counter-clockwise |
///
/// Monoclinic and triclinic lattices know only G; paths through them are given in reduced coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct SpecialPoints {
    kind: &'static str,
    points: Vec<(&'static str, Vec<f64>)>,
    default_path: &'static str,
}

impl SpecialPoints {
    /// The points of a lattice.
    pub fn of(lattice: &Lattice) -> Self {
        let bravais = Bravais::of(lattice);
        let (default_path, cartesian) = tabulated(&bravais);
        // The corners of these zones move with the lengths: not multiples of 1/24.
        let moving = matches!(
            bravais,
            Bravais::CenteredRectangular(_)
                | Bravais::Oblique(_)
                | Bravais::Rhombohedral(_)
                | Bravais::Tetragonal(Centering::Body, _)
                | Bravais::Orthorhombic(Centering::Base | Centering::Body | Centering::Face, _)
        );
        let reduced = |k: &Vector3| {
            let coordinates = lattice.vectors().iter().map(|a| a.dot(k) / TAU);
            coordinates.map(|x| if moving { x } else { snapped(x) }).collect()
        };
        let points = cartesian.iter().map(|(label, k)| (*label, reduced(k))).collect();
        Self { kind: bravais.name(), points, default_path }
    }

    /// The type of lattice, such as `hexagonal`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Labels and reduced coordinates.
    pub fn points(&self) -> &[(&'static str, Vec<f64>)] {
        &self.points
    }

    /// The usual path through the zone in labels, empty where there is none.
    pub fn default_path(&self) -> &'static str {
        self.default_path
    }

    /// The label as it stands in the table, and its point. `Γ` and `Gamma` are `G`, `Sigma` is `Σ`,
    /// letters may be small, and `X_1` is `X1`.
    ///
    /// # Errors
    ///
    /// [`LatticeError::UnknownLabel`], with the labels that there are.
    pub fn point(&self, label: &str) -> Result<(&'static str, &[f64]), LatticeError> {
        let wanted = canonical(label);
        let found = self.points.iter().find(|(known, _)| *known == wanted);
        found.map(|(known, k)| (*known, k.as_slice())).ok_or_else(|| {
            let known: Vec<&str> = self.points.iter().map(|(label, _)| *label).collect();
            LatticeError::UnknownLabel {
                label: label.to_owned(),
                kind: self.kind,
                suggestion: nearest(&wanted, &known).map(str::to_owned),
                known: known.join(", "),
            }
        })
    }
}

fn snapped(x: f64) -> f64 {
    let nearest = (x * 24.0).round() / 24.0;
    // Adding 0 turns −0 into 0.
    (if (x - nearest).abs() < SNAP { nearest } else { x }) + 0.0
}

fn canonical(label: &str) -> String {
    let plain: String = label
        .trim()
        .chars()
        .filter(|c| *c != '_')
        .map(|c| match c {
            '₀'..='₉' => char::from_digit(c as u32 - '₀' as u32, 10).unwrap_or(c),
            '′' | '’' => '\'',
            c => c,
        })
        .collect();
    let upper = plain.to_uppercase();
    if upper == "Γ" || upper == "GAMMA" {
        return "G".to_owned();
    }
    upper.replace("SIGMA", "Σ")
}

/// The known label with the fewest edits, where it shares something with the wanted one.
fn nearest<'a>(wanted: &str, known: &[&'a str]) -> Option<&'a str> {
    let distance = |label: &&str| {
        let spelled = if *label == "G" { edits("GAMMA", wanted) } else { usize::MAX };
        edits(label, wanted).min(spelled)
    };
    let best = known.iter().copied().min_by_key(distance)?;
    (distance(&best) < wanted.chars().count().max(1)).then_some(best)
}

/// Levenshtein distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
