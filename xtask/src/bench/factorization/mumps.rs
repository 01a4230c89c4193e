//! MUMPS, through a small C program that is compiled where its headers are there.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use thouless_linalg::{Csr, Scalar};

use super::BENCH;
use crate::bench::Line;
use crate::bench::peers::number;
use crate::error::TaskError;
use crate::workspace;

/// What the packages of Debian and Ubuntu are called.
const INSTALL: &str = "apt-get install gcc libmumps-seq-dev libopenblas-dev";
/// ICNTL(7): METIS, SCOTCH, MUMPS's own choice; the fastest counts.
const ORDERINGS: [u8; 3] = [5, 3, 7];

/// The compiled program.
pub(super) struct Mumps {
    program: PathBuf,
}

impl Mumps {
    /// Compiles the program; says how to install what is missing.
    pub(super) fn build() -> Option<Self> {
        let source = workspace::root().join("xtask/peers/mumps.c");
        let program = workspace::root().join("target/mumps-peer");
        let mut compile = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()));
        compile.args(["-O2", "-I/usr/include/mumps_seq"]).arg(source).arg("-o").arg(&program);
        compile.args(["-lzmumps_seq", "-ldmumps_seq"]);
        if workspace::output_of(&mut compile).is_ok() {
            return Some(Self { program });
        }
        println!("  peer MUMPS not found: install it with\n    {INSTALL}");
        None
    }

    /// Factors the matrix; `own` seconds are compared with the best that MUMPS does.
    pub(super) fn compare<T: Scalar>(
        &self,
        name: &str,
        a: &Csr<T>,
        own: f64,
        goal: Option<f64>,
    ) -> Result<Vec<Line>, TaskError> {
        let file = workspace::root().join("target/mumps-matrix");
        workspace::write(&file, &bytes(a))?;
        let repeats = if a.n_rows() > 200_000 { "2" } else { "4" };
        let mut best: Option<(f64, Value)> = None;
        for ordering in ORDERINGS {
            let mut run = Command::new(&self.program);
            run.arg(&file).arg(if T::IS_COMPLEX { "z" } else { "d" });
            run.arg(ordering.to_string()).arg(repeats);
            run.env_remove("OPENBLAS_CORETYPE");
            run.env("OPENBLAS_NUM_THREADS", "1").env("OMP_NUM_THREADS", "1");
            let printed = workspace::output_of(&mut run)?;
            let json: Value = serde_json::from_str(printed.trim()).map_err(|error| {
                TaskError::Program { command: "mumps".to_owned(), reason: error.to_string() }
            })?;
            let cpu = number(&json, "cpu")?;
            if best.as_ref().is_none_or(|(before, _)| cpu < *before) {
                best = Some((cpu, json));
            }
        }
        let Some((cpu, json)) = best else { return Ok(Vec::new()) };
        let _ = std::fs::remove_file(file);
        let version = json.get("version").and_then(Value::as_str).unwrap_or_default();
        let kind = if T::IS_COMPLEX { "complex" } else { "real" };
        let analysis = number(&json, "analysis")?;
        let quotient = own / cpu;
        let what = format!("{name}, {kind}: over MUMPS {version}");
        Ok(vec![
            Line::plain(BENCH, format!("{name}, {kind}: MUMPS, factorization"), cpu, "s"),
            Line::plain(BENCH, format!("{name}, {kind}: MUMPS, analysis"), analysis, "s"),
            match goal {
                Some(goal) => Line::new(
                    BENCH,
                    what,
                    quotient,
                    "",
                    &format!("at most {goal}"),
                    quotient <= goal,
                ),
                None => Line::plain(BENCH, what, quotient, ""),
            },
        ])
    }
}

/// The matrix as the program reads it: all entries of a complex one, the lower triangle of a real one.
fn bytes<T: Scalar>(a: &Csr<T>) -> Vec<u8> {
    let entries: Vec<(usize, usize, T)> =
        a.triplets().filter(|&(i, j, _)| T::IS_COMPLEX || i >= j).collect();
    let mut bytes = Vec::new();
    for count in [a.n_rows() as u64, entries.len() as u64] {
        bytes.extend(count.to_ne_bytes());
    }
    let index = |i: usize| u32::try_from(i + 1).unwrap_or(u32::MAX).to_ne_bytes();
    bytes.extend(entries.iter().flat_map(|&(i, _, _)| index(i)));
    bytes.extend(entries.iter().flat_map(|&(_, j, _)| index(j)));
    for &(_, _, value) in &entries {
        let value = value.to_complex();
        bytes.extend(value.re.to_ne_bytes());
        if T::IS_COMPLEX {
            bytes.extend(value.im.to_ne_bytes());
        }
    }
    bytes
}
