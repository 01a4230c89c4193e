//! The files of `docs/adding-a-model.md`: what the page shows is read and run.
//!
//! Its Rust program runs as a doc test of this crate, its model of the zoo as a unit test of
//! `thouless-lattice`.

use std::path::{Path, PathBuf};
use std::process::Command;

use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::{BlochHamiltonian, ModelSource};
use thouless_linalg::eigvalsh;
use thouless_tests::{Bibliography, Registry};

const PAGE: &str = include_str!("../../docs/adding-a-model.md");

/// The contents of the fences of the page that are marked as `language`.
fn fences(language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = PAGE.lines();
    while let Some(line) = lines.next() {
        let Some(marked) = line.strip_prefix("```") else { continue };
        let inside: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        if marked == language {
            found.push(inside.join("\n") + "\n");
        }
    }
    found
}

/// A folder with the page's `sawtooth.toml`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("sawtooth.toml"), &fences("toml")[0]).expect("written");
    folder
}

#[test]
fn the_file_of_the_page_has_a_flat_band() {
    let folder = folder();
    let resolve = |text: &str| {
        let source = ModelSource::resolve_beside(text, folder.path()).expect("a good file");
        source.model().expect("a good model")
    };
    let lower = |text: &str, k: f64| {
        let model = resolve(text);
        assert_bloch_hamiltonian(&model);
        eigvalsh(&model.hamiltonian(&[k]).expect("a wave vector")).expect("Hermitian")[0]
    };
    for k in [0.0, 0.1, 0.37, 0.5] {
        assert!((lower("sawtooth.toml", k) + 2.0).abs() < 1e-13);
        assert!((lower("sawtooth.toml:t=1.5", k) + 3.0).abs() < 1e-13);
    }
    let bent = |k: f64| lower("sawtooth.toml:t_tooth=1", k);
    assert!((bent(0.0) - bent(0.5)).abs() > 0.1);
}

/// The page's entry, with its model taken from the page's file, and its source.
fn registry(folder: &Path, entry: &str) -> Registry {
    let works = Bibliography::parse(Path::new("references.bib"), &fences("bibtex")[0]);
    let file = folder.join("sawtooth.toml");
    let named = "model = \"sawtooth\"";
    assert!(entry.contains(named), "{entry}");
    let entry = entry.replace(named, &format!("model = {:?}", file.display().to_string()));
    let validation = folder.join("validation");
    std::fs::create_dir(&validation).expect("a folder");
    std::fs::write(validation.join("lattice.toml"), entry).expect("written");
    Registry::read(&validation, works.expect("a good source")).expect("a good entry")
}

#[test]
fn the_entry_of_the_page_is_verified() {
    let folder = folder();
    let registry = registry(folder.path(), &fences("toml")[1]);
    let outcome = registry.cases[0].run("Huber 2010".to_owned());
    assert!(outcome.passed, "{}", outcome.failure());
    assert!(registry.works.get(&registry.cases[0].source).is_some());
}

#[test]
fn a_wrong_entry_would_be_noticed() {
    let folder = folder();
    let wrong = fences("toml")[1].replace("[-2, ", "[-1.9, ");
    let outcome = registry(folder.path(), &wrong).cases[0].run("Huber 2010".to_owned());
    assert!(!outcome.passed);
    let failure = outcome.failure();
    assert!(failure.contains("expected -1.9") && failure.contains("found -2"), "{failure}");
}

/// The command line built beside this test, where it is: the tests of the workspace build it, those of
/// this package alone do not.
fn command_line() -> Option<PathBuf> {
    let test = std::env::current_exe().ok()?;
    let name = format!("thouless{}", std::env::consts::EXE_SUFFIX);
    let program = test.parent()?.parent()?.join(name);
    let answer = Command::new(&program).arg("--version").output().ok()?;
    answer.stdout.starts_with(b"thouless").then_some(program)
}

#[test]
fn the_commands_of_the_page_run() {
    let Some(program) = command_line() else {
        eprintln!("skipped: build the command line first, `cargo build -p thouless`");
        return;
    };
    let folder = folder();
    let transcript = fences("console").concat();
    let commands: Vec<_> =
        transcript.lines().filter_map(|line| line.strip_prefix("$ thouless ")).collect();
    assert_eq!(commands.len(), 5);
    let mut lower_bands = Vec::new();
    for command in commands {
        let words: Vec<_> = command.split(' ').collect();
        let answer = Command::new(&program).args(&words).current_dir(folder.path()).output();
        let answer = answer.expect("a process");
        let said = String::from_utf8_lossy(&answer.stderr);
        assert!(answer.status.success(), "{command}: {said}");
        if let Some(option) = words.iter().position(|word| *word == "-o") {
            let picture = std::fs::read(folder.path().join(words[option + 1])).expect("a picture");
            assert!(picture.len() > 1000, "{command}");
        }
        if words.contains(&"--json") {
            let json: serde_json::Value = serde_json::from_slice(&answer.stdout).expect("JSON");
            let at_k = json["energies"].as_array().expect("energies").iter();
            lower_bands.push(at_k.map(|e| e[0].as_f64().expect("a number")).collect::<Vec<_>>());
        }
    }
    let [flat, bent] = lower_bands.as_slice() else { panic!("two commands print bands") };
    assert!(flat.iter().all(|e| (e + 2.0).abs() < 1e-12));
    assert!(bent.iter().any(|e| (e - bent[0]).abs() > 0.1));
}
