//! Paths through the Brillouin zone.

use serde::{Deserialize, Serialize};

use super::labels::SpecialPoints;
use crate::lattice::all_finite;
use crate::memory::check_memory;
use crate::{BlochHamiltonian, Lattice, LatticeError};

/// A labelled point on the distance axis of a band structure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tick {
    /// The label: `G`, `K`, …, or reduced coordinates such as `(0.5, 0)`; `M|R` where a path jumps.
    pub label: String,
    /// Cartesian distance along the path from its start, in inverse lengths ($2\pi$ included).
    pub distance: f64,
}

/// A path through points of the Brillouin zone, in reduced coordinates; it may jump.
///
/// # Examples
///
/// ```
/// use thouless_lattice::{KPath, Lattice};
///
/// let honeycomb = Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]])?;
/// let path = KPath::labelled(&honeycomb, "G-K-M-G")?;
/// let sampled = path.points(300).sampled()?;
/// assert_eq!(sampled.k.len(), 300);
/// assert_eq!(sampled.ticks[1].label, "K"); // at k = (2/3, 1/3)
/// # Ok::<(), thouless_lattice::LatticeError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct KPath {
    lattice: Lattice,
    /// Unbroken pieces, each of at least one vertex.
    pieces: Vec<Vec<Vertex>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Vertex {
    label: String,
    k: Vec<f64>,
}

/// What a path can be laid through: a lattice, or anything that has one.
pub trait HasLattice {
    /// The lattice.
    fn lattice_of(&self) -> &Lattice;
}

impl HasLattice for Lattice {
    fn lattice_of(&self) -> &Lattice {
        self
    }
}

impl<H: BlochHamiltonian> HasLattice for H {
    fn lattice_of(&self) -> &Lattice {
        self.lattice()
    }
}

impl KPath {
    /// The path through labelled points, such as `G-K-M-G`, or `G-X-M|R-G` with a jump from M to R.
    ///
    /// The labels of each lattice are listed at [`SpecialPoints`].
    ///
    /// # Errors
    ///
    /// [`LatticeError::UnknownLabel`] and [`LatticeError::PathSyntax`].
    pub fn labelled(of: &impl HasLattice, labels: &str) -> Result<Self, LatticeError> {
        let lattice = of.lattice_of();
        let special = SpecialPoints::of(lattice);
        let vertex = |label: &str| {
            if label.trim().is_empty() {
                return Err(syntax(labels, "it has an empty label"));
            }
            let (label, k) = special.point(label)?;
            Ok(Vertex { label: label.to_owned(), k: k.to_vec() })
        };
        let pieces = labels
            .split('|')
            .map(|piece| piece.split(['-', '–', '—']).map(vertex).collect())
            .collect::<Result<_, _>>()?;
        Self::of_pieces(lattice, pieces, labels)
    }

    /// The straight path through reduced coordinates.
    ///
    /// # Errors
    ///
    /// [`LatticeError::WrongLength`], [`LatticeError::NotFinite`], and [`LatticeError::PathSyntax`]
    /// for fewer than two points.
    pub fn through<K: AsRef<[f64]>>(
        of: &impl HasLattice,
        points: &[K],
    ) -> Result<Self, LatticeError> {
        let lattice = of.lattice_of();
        let vertices = points
            .iter()
            .map(|k| coordinate_vertex(lattice, k.as_ref().to_vec()))
            .collect::<Result<_, _>>()?;
        Self::of_pieces(lattice, vec![vertices], "a list of points")
    }

    /// Reads either labels, `G-K-M-G`, or reduced coordinates, `0,0;1/3,1/3;0.5,0`; `|` jumps.
    ///
    /// # Errors
    ///
    /// As [`KPath::labelled`] and [`KPath::through`].
    pub fn parse(of: &impl HasLattice, text: &str) -> Result<Self, LatticeError> {
        if !text.contains([',', ';']) {
            return Self::labelled(of, text);
        }
        let lattice = of.lattice_of();
        let pieces = text
            .split('|')
            .map(|piece| {
                let points = piece.split(';').map(|point| coordinates(text, point));
                points.map(|k| coordinate_vertex(lattice, k?)).collect()
            })
            .collect::<Result<_, LatticeError>>()?;
        Self::of_pieces(lattice, pieces, text)
    }

    /// The usual path of the type of lattice; for a type without labels, from Γ along each
    /// reciprocal vector to its middle and to the corner of the cell.
    pub fn default_for(of: &impl HasLattice) -> Self {
        let lattice = of.lattice_of();
        let labels = SpecialPoints::of(lattice).default_path();
        if let Ok(path) = Self::labelled(lattice, labels) {
            return path;
        }
        let d = lattice.dimension();
        let corner = |n: usize| (0..d).map(|a| if a < n { 0.5 } else { 0.0 }).collect();
        let vertex = |k: Vec<f64>| Vertex { label: coordinate_label(&k), k };
        let mut vertices: Vec<Vertex> = (0..=d).map(|n| vertex(corner(n))).collect();
        vertices.push(vertex(corner(0)));
        Self { lattice: lattice.clone(), pieces: vec![vertices] }
    }

    fn of_pieces(
        lattice: &Lattice,
        pieces: Vec<Vec<Vertex>>,
        text: &str,
    ) -> Result<Self, LatticeError> {
        let molecule = lattice.dimension() == 0;
        if !molecule && pieces.iter().any(|piece| piece.len() < 2) {
            return Err(syntax(text, "each piece needs at least two points"));
        }
        Ok(Self { lattice: lattice.clone(), pieces })
    }

    /// Number of labelled points, those on both sides of a jump counted.
    pub fn n_vertices(&self) -> usize {
        self.pieces.iter().map(Vec::len).sum()
    }

    /// Cartesian length of the path, jumps not counted.
    pub fn length(&self) -> f64 {
        self.segments().map(|[from, to]| self.distance(from, to)).sum()
    }

    /// The path with `n` points on it: every labelled point, the others spread evenly.
    pub fn points(&self, n: usize) -> PathPoints {
        PathPoints { path: self.clone(), n }
    }

    fn segments(&self) -> impl Iterator<Item = [&Vertex; 2]> {
        self.pieces.iter().flat_map(|piece| piece.windows(2).map(|pair| [&pair[0], &pair[1]]))
    }

    fn distance(&self, from: &Vertex, to: &Vertex) -> f64 {
        let step: Vec<f64> = to.k.iter().zip(&from.k).map(|(x, y)| x - y).collect();
        self.lattice.k_cartesian(&step).norm()
    }
}

/// A [`KPath`] and a number of points on it.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPoints {
    path: KPath,
    n: usize,
}

/// Points along a path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampledPath {
    /// Reduced wave vectors.
    pub k: Vec<Vec<f64>>,
    /// Cartesian distance along the path of each; a jump has length 0.
    pub distance: Vec<f64>,
    /// Where the labelled points lie.
    pub ticks: Vec<Tick>,
}

impl PathPoints {
    /// Number of points asked for.
    pub fn n(&self) -> usize {
        self.n
    }

    /// The path.
    pub fn path(&self) -> &KPath {
        &self.path
    }

    /// The points, each labelled one among them.
    ///
    /// # Errors
    ///
    /// [`LatticeError::PointCount`] for fewer points than labels, [`LatticeError::TooLarge`] for
    /// more than fit into memory.
    pub fn sampled(&self) -> Result<SampledPath, LatticeError> {
        let path = &self.path;
        let min = path.n_vertices();
        if self.n < min {
            return Err(LatticeError::PointCount { found: self.n, min });
        }
        let bytes = 8 * (path.lattice.dimension() as u64 + 4);
        check_memory(format!("a path of {} points", self.n), self.n as u128, bytes)?;

        let mut between = self.points_between().into_iter();
        let mut sampled = SampledPath { k: Vec::new(), distance: Vec::new(), ticks: Vec::new() };
        let mut start = 0.0;
        for (i, piece) in path.pieces.iter().enumerate() {
            for (j, to) in piece.iter().enumerate() {
                if j > 0 {
                    let from = &piece[j - 1];
                    let length = path.distance(from, to);
                    sampled.push_between(from, to, start, length, between.next().unwrap_or(0));
                    start += length;
                }
                sampled.k.push(to.k.clone());
                sampled.distance.push(start);
                match sampled.ticks.last_mut() {
                    Some(tick) if j == 0 && i > 0 => {
                        if tick.label != to.label {
                            tick.label = format!("{}|{}", tick.label, to.label);
                        }
                    }
                    _ => sampled.ticks.push(Tick { label: to.label.clone(), distance: start }),
                }
            }
        }
        Ok(sampled)
    }

    /// Inner points of each segment, in proportion to its length; they and the vertices add up to `n`.
    fn points_between(&self) -> Vec<usize> {
        let path = &self.path;
        let lengths: Vec<f64> = path.segments().map(|[a, b]| path.distance(a, b)).collect();
        let total: f64 = lengths.iter().sum();
        let n_inner = self.n - path.n_vertices();
        let mut done = 0.0;
        let mut given = 0;
        let n_segments = lengths.len();
        lengths
            .iter()
            .enumerate()
            .map(|(i, length)| {
                done += length;
                let fraction = if total > 0.0 { (done / total).min(1.0) } else { 1.0 };
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a part of n_inner"
                )]
                let upto = (fraction * n_inner as f64).round() as usize;
                let upto = if i + 1 == n_segments { n_inner } else { upto.clamp(given, n_inner) };
                let here = upto - given;
                given = upto;
                here
            })
            .collect()
    }
}

impl SampledPath {
    fn push_between(&mut self, from: &Vertex, to: &Vertex, start: f64, length: f64, n: usize) {
        for i in 1..=n {
            let x = i as f64 / (n + 1) as f64;
            self.k.push(from.k.iter().zip(&to.k).map(|(a, b)| a + (b - a) * x).collect());
            self.distance.push(start + length * x);
        }
    }
}

fn syntax(text: &str, why: &'static str) -> LatticeError {
    LatticeError::PathSyntax { text: text.to_owned(), why }
}

fn coordinate_vertex(lattice: &Lattice, k: Vec<f64>) -> Result<Vertex, LatticeError> {
    let d = lattice.dimension();
    if k.len() != d {
        let what = format!("the point {} of the path", coordinate_label(&k));
        return Err(LatticeError::WrongLength { what, found: k.len(), expected: d.to_string() });
    }
    all_finite(&k, || "a point of the path".to_owned())?;
    Ok(Vertex { label: coordinate_label(&k), k })
}

/// `0,1/3` or `0.5, 0`.
fn coordinates(text: &str, point: &str) -> Result<Vec<f64>, LatticeError> {
    let number = |x: &str| {
        let (numerator, denominator) = x.split_once('/').unwrap_or((x, "1"));
        let parts: Option<(f64, f64)> =
            numerator.trim().parse().ok().zip(denominator.trim().parse().ok());
        let value = parts.map(|(p, q)| p / q).filter(|x| x.is_finite());
        value.ok_or_else(|| syntax(text, "coordinates are numbers such as 0.5 or 1/3"))
    };
    point.split(',').map(number).collect()
}

/// `(0.5, 0)`, to four decimals.
fn coordinate_label(k: &[f64]) -> String {
    let shown: Vec<String> = k
        .iter()
        .map(|x| {
            let fixed = format!("{x:.4}");
            let short = fixed.trim_end_matches('0').trim_end_matches('.');
            if short == "-0" { "0".to_owned() } else { short.to_owned() }
        })
        .collect();
    format!("({})", shown.join(", "))
}
