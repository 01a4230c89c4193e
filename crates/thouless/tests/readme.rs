//! What the README shows runs as printed.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

mod process;

use std::path::Path;
use std::process::Command;

use process::Folder;

const README: &str = include_str!("../../../README.md");
const FIRST_MODEL: &str = include_str!("../examples/first_model.rs");

#[test]
fn the_first_model_is_the_example_and_runs() {
    let program = &FIRST_MODEL[FIRST_MODEL.find("use thouless").unwrap()..];
    assert!(README.contains(program), "README.md and examples/first_model.rs differ");
    let program =
        Path::new(env!("CARGO_BIN_EXE_thouless")).with_file_name("examples").join("first_model");
    assert!(program.exists(), "the example is not built: run `cargo test -p thouless`");
    let folder = Folder::new();
    let output = Command::new(program).current_dir(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("2 sites, 2 orbitals"), "{text}");
    // The smaller Dirac mass, 3√3 t2 − m, opens the gap.
    let gap = 2.0 * (3.0 * 3.0_f64.sqrt() * 0.1 - 0.2);
    assert!(text.contains(&format!("gap {gap:.6}")), "{text}");
    assert_eq!(folder.files(), ["bands.svg"]);
}

#[test]
fn every_command_line_runs() {
    let folder = Folder::new();
    let mut n_run = 0;
    for line in README.lines().filter_map(|line| line.strip_prefix("thouless ")) {
        let answer = folder.run_arguments(&words(line));
        assert_eq!(answer.status, Some(0), "thouless {line}\n{}", answer.stderr);
        n_run += 1;
    }
    assert_eq!(n_run, 10, "command lines of the README");
    assert_eq!(folder.files(), ["bands.svg", "cell.svg", "dos.csv", "fermi.svg"]);
}

/// The words of a command line; double quotes keep several together.
fn words(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (i, piece) in line.split('"').enumerate() {
        if i % 2 == 1 {
            found.push(piece);
        } else {
            found.extend(piece.split_whitespace());
        }
    }
    found
}
