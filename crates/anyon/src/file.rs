//! Theories written to and read from files, TOML or JSON, with exact numbers as text.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::AnyonError;
use crate::exact::{Cyclotomic, Phase};
use crate::matrix::ExactMatrix;
use crate::ring::FusionRing;
use crate::theory::{SymbolTable, Theory, by_name};

/// A theory as it stands in a file.
///
/// ```toml
/// name = "fibonacci"
/// labels = ["1", "tau"]                    # the vacuum first
/// dimensions = ["1", "1/2 + 1/2*sqrt(5)"]
/// twists = [[0, 1], [2, 5]]                # e^{2πi p/q}; left out where there is no braiding
///
/// [fusion]                                 # outcomes, each as often as its multiplicity
/// "tau tau" = ["1", "tau"]                 # with the vacuum it is implied
///
/// [F]                                      # a number or a matrix; what is left out is 1, or the identity
/// "tau tau tau tau" = [["-1/2 + 1/2*sqrt(5)", "1"], ["-1/2 + 1/2*sqrt(5)", "1/2 - 1/2*sqrt(5)"]]
///
/// [R]
/// "tau tau 1" = "e(3/5)"
/// "tau tau tau" = "e(3/10)"
///
/// [norms]                                  # squared lengths of basis vectors; 1 where left out
/// "tau tau 1" = "1/2 + 1/2*sqrt(5)"
/// ```
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TheoryFile {
    #[serde(default = "unnamed")]
    name: String,
    labels: Vec<String>,
    dimensions: Vec<Cyclotomic>,
    #[serde(skip_serializing_if = "Option::is_none")]
    twists: Option<Vec<[i64; 2]>>,
    #[serde(default)]
    fusion: BTreeMap<String, Vec<String>>,
    #[serde(rename = "F", default, skip_serializing_if = "BTreeMap::is_empty")]
    f: BTreeMap<String, Entry>,
    #[serde(rename = "R", default, skip_serializing_if = "BTreeMap::is_empty")]
    r: BTreeMap<String, Entry>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    norms: BTreeMap<String, Norms>,
}

fn unnamed() -> String {
    "unnamed".to_owned()
}

/// A symbol: a number, or a matrix by rows.
#[derive(Debug, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "an exact number such as \"1/2*e(1/5)\", or a matrix of such by rows"
)]
enum Entry {
    Number(Cyclotomic),
    Matrix(Vec<Vec<Cyclotomic>>),
}

/// Squared lengths: of the only vector, or of each.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged, expecting = "an exact number such as \"1/2*sqrt(5)\", or a list of such")]
enum Norms {
    One(Cyclotomic),
    Several(Vec<Cyclotomic>),
}

impl Entry {
    fn of(matrix: &ExactMatrix) -> Self {
        if (matrix.rows(), matrix.columns()) == (1, 1) {
            return Self::Number(matrix.get(0, 0).clone());
        }
        let row = |i| (0..matrix.columns()).map(|j| matrix.get(i, j).clone()).collect();
        Self::Matrix((0..matrix.rows()).map(row).collect())
    }

    fn matrix(self, key: &str) -> Result<ExactMatrix, AnyonError> {
        match self {
            Self::Number(x) => Ok(ExactMatrix::scalar(x)),
            Self::Matrix(rows) => {
                let columns = rows.first().map_or(0, Vec::len);
                if rows.iter().any(|row| row.len() != columns) {
                    return Err(AnyonError::File {
                        path: format!("symbol `{key}`"),
                        what: "its rows have different lengths".to_owned(),
                    });
                }
                Ok(ExactMatrix::from_fn(rows.len(), columns, |i, j| rows[i][j].clone()))
            }
        }
    }
}

impl Theory {
    /// Reads a theory from TOML.
    ///
    /// Shapes and fusion rules are checked; whether the equations hold, [`Theory::check`] tells.
    ///
    /// # Errors
    ///
    /// [`AnyonError::File`] for text that is no such file, with the line; [`AnyonError::Ring`], [`AnyonError::UnknownLabel`],
    /// [`AnyonError::Shape`], [`AnyonError::Parameter`] for what contradicts itself.
    pub fn from_toml(text: &str) -> Result<Self, AnyonError> {
        let wrong = |what: String| AnyonError::File { path: "theory".to_owned(), what };
        read(toml::from_str(text).map_err(|error| wrong(error.to_string()))?)
    }

    /// Reads a theory from JSON with the same fields.
    ///
    /// # Errors
    ///
    /// As [`Theory::from_toml`].
    pub fn from_json(text: &str) -> Result<Self, AnyonError> {
        let wrong = |what: String| AnyonError::File { path: "theory".to_owned(), what };
        read(serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?)
    }

    /// Reads a theory file, `.toml` or `.json`, or takes it from the catalogue by its name.
    ///
    /// # Errors
    ///
    /// As [`Theory::from_toml`] and [`by_name`]; [`AnyonError::File`] names the file.
    pub fn resolve(name_or_path: &str) -> Result<Self, AnyonError> {
        let path = Path::new(name_or_path);
        let ending = path.extension().and_then(|e| e.to_str());
        let json = match ending {
            Some("toml") => false,
            Some("json") => true,
            _ => return by_name(name_or_path),
        };
        let at_path = |what: String| AnyonError::File { path: name_or_path.to_owned(), what };
        let text = std::fs::read_to_string(path).map_err(|error| at_path(error.to_string()))?;
        let theory = if json { Self::from_json(&text) } else { Self::from_toml(&text) };
        theory.map_err(|error| match error {
            AnyonError::File { what, .. } => at_path(what),
            other => other,
        })
    }

    /// Writes the theory as TOML, every symbol that is not trivial with its exact numbers.
    ///
    /// # Errors
    ///
    /// [`AnyonError::File`] should a number be impossible to write.
    pub fn to_toml(&self) -> Result<String, AnyonError> {
        toml::to_string(&written(self)).map_err(|error| AnyonError::File {
            path: "theory".to_owned(),
            what: error.to_string(),
        })
    }

    /// Writes the theory as JSON.
    ///
    /// # Errors
    ///
    /// As [`Theory::to_toml`].
    pub fn to_json(&self) -> Result<String, AnyonError> {
        serde_json::to_string_pretty(&written(self)).map_err(|error| AnyonError::File {
            path: "theory".to_owned(),
            what: error.to_string(),
        })
    }
}

fn read(file: TheoryFile) -> Result<Theory, AnyonError> {
    let labels = file.labels;
    let index = |label: &str| {
        labels.iter().position(|l| l == label).ok_or_else(|| AnyonError::UnknownLabel {
            theory: file.name.clone(),
            label: label.to_owned(),
            known: labels.join(", "),
        })
    };
    let indices = |key: &str, count: usize| -> Result<Vec<usize>, AnyonError> {
        let found = key.split_whitespace().map(index).collect::<Result<Vec<_>, _>>()?;
        if found.len() == count {
            return Ok(found);
        }
        Err(AnyonError::File {
            path: format!("key `{key}`"),
            what: format!("{} labels, where {count} are needed", found.len()),
        })
    };
    let rank = labels.len();
    let mut multiplicities = vec![0_u32; rank.pow(3)];
    for a in 0..rank {
        multiplicities[a * rank + a] = 1;
        multiplicities[a * rank * rank + a] = 1;
    }
    for (key, outcomes) in &file.fusion {
        let pair = indices(key, 2)?;
        let start = (pair[0] * rank + pair[1]) * rank;
        multiplicities[start..start + rank].fill(0);
        for outcome in outcomes {
            multiplicities[start + index(outcome)?] += 1;
        }
    }
    let ring =
        FusionRing::from_rules(&labels, |a, b, c| multiplicities[(a * rank + b) * rank + c])?;
    let mut table = SymbolTable::new();
    if file.twists.is_some() {
        table = table.braided();
    }
    for (key, entry) in file.f {
        let l = indices(&key, 4)?;
        table = table.with_f([l[0], l[1], l[2], l[3]], entry.matrix(&key)?);
    }
    for (key, entry) in file.r {
        let l = indices(&key, 3)?;
        if file.twists.is_none() {
            return Err(AnyonError::Missing {
                theory: file.name,
                what: "twists, but R-symbols",
                remedy: "give the twists too, or no R-symbols",
            });
        }
        table = table.with_r([l[0], l[1], l[2]], entry.matrix(&key)?);
    }
    for (key, norms) in file.norms {
        let l = indices(&key, 3)?;
        let norms = match norms {
            Norms::One(norm) => vec![norm],
            Norms::Several(norms) => norms,
        };
        for (mu, norm) in (0..).zip(norms) {
            table = table.with_norm([l[0], l[1], l[2]], mu, norm);
        }
    }
    table.check_shapes(&ring)?;
    let twist = |[p, q]: [i64; 2]| {
        if (1..=1 << 20).contains(&q) {
            return Ok(Phase::new(p, q));
        }
        Err(AnyonError::Parameter {
            what: "the denominator of a twist",
            value: q.to_string(),
            remedy: "take a positive number of at most 2^20",
        })
    };
    let twists =
        file.twists.map(|t| t.into_iter().map(twist).collect::<Result<Vec<_>, _>>()).transpose()?;
    Theory::new(file.name, ring, table, file.dimensions, twists)
}

fn written(theory: &Theory) -> TheoryFile {
    let (ring, rank) = (theory.ring(), theory.rank());
    let name = |labels: &[usize]| {
        labels.iter().map(|l| ring.labels()[*l].as_str()).collect::<Vec<_>>().join(" ")
    };
    let mut file = TheoryFile {
        name: theory.name().to_owned(),
        labels: ring.labels().to_vec(),
        dimensions: (0..rank).map(|a| theory.dimension(a).clone()).collect(),
        twists: theory.twists().map(|twists| {
            let pair = |t: &Phase| [i64::from(t.numerator()), i64::from(t.denominator())];
            twists.iter().map(pair).collect()
        }),
        fusion: BTreeMap::new(),
        f: BTreeMap::new(),
        r: BTreeMap::new(),
        norms: BTreeMap::new(),
    };
    for a in 1..rank {
        for b in 1..rank {
            file.fusion.insert(name(&[a, b]), ring.outcomes(a, b));
            for (c, n) in ring.channels(a, b) {
                let vertex = name(&[a, b, *c]);
                let norms: Vec<_> = (0..*n).map(|mu| theory.norm(a, b, *c, mu)).collect();
                match norms.as_slice() {
                    norms if norms.iter().all(Cyclotomic::is_one) => {}
                    [one] => _ = file.norms.insert(vertex.clone(), Norms::One(one.clone())),
                    _ => _ = file.norms.insert(vertex.clone(), Norms::Several(norms)),
                }
                if let Some(r) = theory.r(a, b, *c).filter(|r| !r.is_identity()) {
                    file.r.insert(vertex, Entry::of(&r));
                }
            }
            for c in 1..rank {
                for d in 0..rank {
                    let f = theory.f(a, b, c, d);
                    if f.rows() > 0 && !f.is_identity() {
                        file.f.insert(name(&[a, b, c, d]), Entry::of(&f));
                    }
                }
            }
        }
    }
    file
}
