//! `thouless anyon`: theories of anyons, their consistency, and braids.

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::{Map, Value, json};
use thouless::anyon::{Braid, BraidMatrix, Consistency, Theory, theory};
use thouless::prelude::*;

use super::failure::Failure;
use super::report::{Array, Columns, Report, Target};
use super::table::table;

/// Theories of anyons: exact data, proofs of consistency, braid matrices
#[derive(Debug, Args)]
#[command(after_help = "\
THEORY is a name from `thouless anyon list`, as in su2:5 or product:fibonacci,ising, or a path to a theory
file (.toml or .json).

Examples:
  thouless anyon show fibonacci
  thouless anyon check su2:10
  thouless anyon braid fibonacci --anyons \"tau tau tau\" --total tau --word \"1 2 -1\" --json")]
pub(crate) struct Anyon {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the names of theories
    List,
    /// Show labels, dimensions, twists, central charge, S and fusion rules
    Show {
        /// Name or file of a theory
        theory: String,
    },
    /// Prove pentagon, hexagons, unitarity, Verlinde's formula and modularity, exactly
    Check {
        /// Name or file of a theory
        theory: String,
    },
    /// The matrix of a braid word on a fusion space
    Braid(BraidArguments),
}

#[derive(Debug, Args)]
struct BraidArguments {
    /// Name or file of a theory
    theory: String,

    /// Labels of the anyons from left to right, as in "tau tau tau"
    #[arg(long)]
    anyons: String,

    /// Label of the total charge [default: the vacuum]
    #[arg(long)]
    total: Option<String>,

    /// Braid word in the order of time: `i` exchanges places i and i + 1 counter-clockwise, `-i` clockwise
    #[arg(long, allow_hyphen_values = true)]
    word: String,
}

impl Anyon {
    pub(crate) fn run(&self, target: &Target) -> Result<(), Failure> {
        match &self.command {
            Command::List => target.deliver(&ListReport::new()),
            Command::Show { theory } => target.deliver(&ShowReport::new(&Theory::resolve(theory)?)),
            Command::Check { theory } => check(&Theory::resolve(theory)?, target),
            Command::Braid(arguments) => target.deliver(&arguments.report()?),
        }
    }
}

fn no_figure() -> Failure {
    Failure::input("this result has no figure", "write it as .json, .csv or .npz")
}

fn no_array() -> Failure {
    Failure::input("this result is no array", "write it as .json or .csv")
}

#[derive(Serialize)]
struct ListReport {
    theories: Vec<Map<String, Value>>,
}

impl ListReport {
    fn new() -> Self {
        let row = |entry: &theory::Entry| {
            let fields = [
                ("name", entry.name),
                ("example", entry.example),
                ("description", entry.description),
            ];
            fields.into_iter().map(|(key, text)| (key.to_owned(), json!(text))).collect()
        };
        Self { theories: theory::CATALOGUE.iter().map(row).collect() }
    }
}

/// Name, example and description of every entry.
fn catalogue_rows() -> impl Iterator<Item = Vec<String>> {
    let text = |entry: &theory::Entry| {
        [entry.name, entry.example, entry.description].map(str::to_owned).to_vec()
    };
    theory::CATALOGUE.iter().map(text)
}

impl Report for ListReport {
    fn table(&self) -> String {
        let body = table(&["name", "example", "theory"], catalogue_rows());
        format!("{body}\n\n`thouless anyon show THEORY` shows one")
    }

    fn figure(&self) -> Result<Figure, Failure> {
        Err(no_figure())
    }

    fn columns(&self) -> Columns {
        let header = ["name", "example", "description"].map(str::to_owned).to_vec();
        Columns { header, rows: catalogue_rows().collect() }
    }

    fn arrays(&self) -> Result<Vec<Array>, Failure> {
        Err(no_array())
    }
}

#[derive(Serialize)]
struct ShowReport {
    theory: String,
    labels: Vec<String>,
    dimensions: Vec<f64>,
    exact_dimensions: Vec<String>,
    total_dimension: f64,
    twists: Option<Vec<[u32; 2]>>,
    central_charge_mod_8: Option<String>,
    #[serde(rename = "S")]
    s: Option<Vec<Vec<[f64; 2]>>>,
    fusion: Map<String, Value>,
}

impl ShowReport {
    fn new(theory: &Theory) -> Self {
        let (ring, rank) = (theory.ring(), theory.rank());
        let pairs = (0..rank).flat_map(|a| (0..rank).map(move |b| (a, b)));
        let fusion = pairs.map(|(a, b)| {
            let key = format!("{} {}", ring.labels()[a], ring.labels()[b]);
            (key, json!(ring.outcomes(a, b)))
        });
        Self {
            theory: theory.name().to_owned(),
            labels: ring.labels().to_vec(),
            dimensions: (0..rank).map(|a| theory.dimension(a).to_complex().re).collect(),
            exact_dimensions: (0..rank).map(|a| theory.dimension(a).to_string()).collect(),
            total_dimension: theory.total_dimension(),
            twists: theory
                .twists()
                .map(|twists| twists.iter().map(|t| [t.numerator(), t.denominator()]).collect()),
            central_charge_mod_8: theory.central_charge().map(|(p, q)| format!("{p}/{q}")),
            s: theory.s_matrix().map(|s| pairs_of(&s)),
            fusion: fusion.collect(),
        }
    }

    fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        (0..self.labels.len()).map(|a| {
            let twist = self.twists.as_ref().map_or("-".to_owned(), |t| match t[a] {
                [p, 1] => p.to_string(),
                [p, q] => format!("{p}/{q}"),
            });
            let numbers = [format!("{:.6}", self.dimensions[a]), self.exact_dimensions[a].clone()];
            let [number, exact] = numbers;
            vec![self.labels[a].clone(), number, exact, twist]
        })
    }
}

/// Complex numbers as pairs of real and imaginary part; a zero is written without a sign.
fn pairs_of(matrix: &[Vec<Complex64>]) -> Vec<Vec<[f64; 2]>> {
    matrix.iter().map(|row| row.iter().map(|z| [z.re + 0.0, z.im + 0.0]).collect()).collect()
}

impl Report for ShowReport {
    fn table(&self) -> String {
        let charge = self.central_charge_mod_8.as_ref().map_or_else(
            || "not modular".to_owned(),
            |c| format!("c = {} mod 8", c.strip_suffix("/1").unwrap_or(c)),
        );
        let heading = format!(
            "{}: {} anyons, D = {:.6}, {charge}",
            self.theory,
            self.labels.len(),
            self.total_dimension,
        );
        let body = table(&["label", "d", "exactly", "spin h mod 1"], self.rows());
        let rules = self.fusion.iter().filter_map(|(pair, outcomes)| {
            let (a, b) = pair.split_once(' ')?;
            let vacuum = self.labels.first()?;
            let outcomes: Vec<&str> =
                outcomes.as_array()?.iter().filter_map(Value::as_str).collect();
            let shown = a != vacuum && b != vacuum && self.place(a) <= self.place(b);
            shown.then(|| format!("{a} x {b} = {}", outcomes.join(" + ")))
        });
        let rules: Vec<String> = rules.collect();
        if rules.len() > 60 {
            return format!("{heading}\n{body}\n{} fusion rules: see --json", rules.len());
        }
        format!("{heading}\n{body}\n{}", rules.join("\n"))
    }

    fn figure(&self) -> Result<Figure, Failure> {
        Err(no_figure())
    }

    fn columns(&self) -> Columns {
        let header = ["label", "dimension", "exact_dimension", "spin"].map(str::to_owned).to_vec();
        Columns { header, rows: self.rows().collect() }
    }

    fn arrays(&self) -> Result<Vec<Array>, Failure> {
        let s = self.s.as_ref().map(|s| complex_array("S", s));
        Ok(s.into_iter().chain([Array::vector("dimensions", self.dimensions.clone())]).collect())
    }
}

impl ShowReport {
    fn place(&self, label: &str) -> Option<usize> {
        self.labels.iter().position(|l| l == label)
    }
}

/// A complex matrix as an array with real and imaginary part on the last axis.
fn complex_array(name: &'static str, matrix: &[Vec<[f64; 2]>]) -> Array {
    let columns = matrix.first().map_or(0, Vec::len);
    let shape = vec![matrix.len() as u64, columns as u64, 2];
    Array { name, shape, values: matrix.iter().flatten().flatten().copied().collect() }
}

#[derive(Serialize)]
struct CheckReport {
    theory: String,
    #[serde(flatten)]
    result: Consistency,
}

/// Delivers the outcome, and fails when an equation does.
fn check(theory: &Theory, target: &Target) -> Result<(), Failure> {
    let report = CheckReport { theory: theory.name().to_owned(), result: theory.check() };
    target.deliver(&report)?;
    if let Some(violation) = report.result.violations.first() {
        return Err(theory.violated(violation).into());
    }
    if !theory.is_braided() {
        return Err(Failure::computation(
            format!("`{}` is a consistent fusion category, but has no braiding", theory.name()),
            "give R-symbols and twists, where there are any",
        ));
    }
    Ok(())
}

impl CheckReport {
    fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        let result = &self.result;
        let answers = [
            ("pentagon", result.pentagon),
            ("hexagon", result.hexagon),
            ("unitary", result.unitary),
            ("ribbon", result.ribbon),
            ("verlinde", result.verlinde),
            ("modular", result.modular),
        ];
        answers.into_iter().map(|(name, holds)| {
            vec![name.to_owned(), if holds { "holds" } else { "fails" }.to_owned()]
        })
    }
}

impl Report for CheckReport {
    fn table(&self) -> String {
        let body = table(&["equation", "exactly"], self.rows());
        format!("{}: {} equations\n{body}", self.theory, self.result.equations)
    }

    fn figure(&self) -> Result<Figure, Failure> {
        Err(no_figure())
    }

    fn columns(&self) -> Columns {
        let header = ["equation", "outcome"].map(str::to_owned).to_vec();
        Columns { header, rows: self.rows().collect() }
    }

    fn arrays(&self) -> Result<Vec<Array>, Failure> {
        Err(no_array())
    }
}

#[derive(Serialize)]
struct BraidReport {
    theory: String,
    word: String,
    basis: Vec<String>,
    basis_after: Vec<String>,
    anyons_after: Vec<String>,
    matrix: Vec<Vec<[f64; 2]>>,
    exact: Vec<Vec<String>>,
}

impl BraidArguments {
    fn report(&self) -> Result<BraidReport, Failure> {
        let theory = Theory::resolve(&self.theory)?;
        let anyons: Vec<&str> = self.anyons.split_whitespace().collect();
        let vacuum = theory.ring().labels().first().cloned().unwrap_or_default();
        let total = self.total.as_deref().unwrap_or(&vacuum);
        let space = theory.fusion_space(&anyons, total)?;
        let word = Braid::parse(&self.word)?;
        let matrix: BraidMatrix = space.braid(&word)?;
        let labels = theory.ring().labels();
        let (rows, columns) = (matrix.to.dimension(), matrix.from.dimension());
        Ok(BraidReport {
            theory: theory.name().to_owned(),
            word: word.to_string(),
            basis: (0..columns).map(|i| matrix.from.label(i)).collect(),
            basis_after: (0..rows).map(|i| matrix.to.label(i)).collect(),
            anyons_after: matrix.to.anyons().iter().map(|a| labels[*a].clone()).collect(),
            matrix: pairs_of(&matrix.to_complex()),
            exact: (0..rows)
                .map(|i| (0..columns).map(|j| matrix.entry(i, j).to_string()).collect())
                .collect(),
        })
    }
}

impl Report for BraidReport {
    fn table(&self) -> String {
        let heading = format!(
            "{}: braid `{}`, {} states; columns are states before, rows after",
            self.theory,
            self.word,
            self.basis.len(),
        );
        let header: Vec<&str> =
            ["state"].into_iter().chain(self.basis.iter().map(String::as_str)).collect();
        let rows =
            self.basis_after.iter().zip(&self.exact).map(|(label, row)| {
                [label.clone()].into_iter().chain(row.iter().cloned()).collect()
            });
        format!("{heading}\n{}", table(&header, rows))
    }

    fn figure(&self) -> Result<Figure, Failure> {
        Err(no_figure())
    }

    fn columns(&self) -> Columns {
        let header = ["row", "column", "re", "im", "exact"].map(str::to_owned).to_vec();
        let rows = self.exact.iter().zip(&self.matrix).zip(&self.basis_after).flat_map(
            |((exact, numbers), after)| {
                exact.iter().zip(numbers).zip(&self.basis).map(move |((exact, z), before)| {
                    vec![
                        after.clone(),
                        before.clone(),
                        z[0].to_string(),
                        z[1].to_string(),
                        exact.clone(),
                    ]
                })
            },
        );
        Columns { header, rows: rows.collect() }
    }

    fn arrays(&self) -> Result<Vec<Array>, Failure> {
        Ok(vec![complex_array("matrix", &self.matrix)])
    }
}
