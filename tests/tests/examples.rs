//! What the documentation says can be run runs: examples, commands of pages, tasks.
//!
//! The README's example and commands are run by `crates/thouless/tests/readme.rs`, those of
//! `docs/adding-a-model.md` by `adding_a_model.rs` beside this file.

use std::path::{Path, PathBuf};
use std::process::Command;

type Pages = Vec<(PathBuf, String)>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

/// A program built beside this test, where it is: the tests of the workspace build it, those of this package
/// alone do not.
fn built(name: &str) -> Option<PathBuf> {
    let test = std::env::current_exe().ok()?;
    let program = test.parent()?.parent()?.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    program.exists().then_some(program)
}

/// Runs a program in an empty folder.
fn run(program: &Path, arguments: &[&str]) -> std::process::Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(program).args(arguments).current_dir(folder.path()).output();
    output.expect("a process")
}

/// Files below `folder` that end in `ending`.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(listing) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in listing.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every page that a user reads.
fn pages() -> Pages {
    let mut paths = files(&root().join("docs"), "md");
    paths.extend(["README.md", "CHANGELOG.md"].map(|name| root().join(name)));
    let crates = std::fs::read_dir(root().join("crates")).expect("the crates");
    paths.extend(crates.map(|entry| entry.expect("a crate").path().join("README.md")));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).ok()?;
        Some((path, text))
    };
    paths.into_iter().filter_map(read).collect()
}

#[test]
fn every_example_of_the_facade_crate_runs() {
    let examples = files(&root().join("crates/thouless/examples"), "rs");
    assert!(!examples.is_empty());
    for example in examples {
        let name = example.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        let Some(program) = built(&format!("examples/{name}")) else {
            eprintln!("skipped {name}: build it first, `cargo build --release --examples`");
            continue;
        };
        let answer = run(&program, &[]);
        let said = String::from_utf8_lossy(&answer.stderr);
        assert!(answer.status.success(), "{name}: {said}");
        assert!(!answer.stdout.is_empty(), "{name} prints nothing");
    }
}

/// The lines that begin with `word` in the fences of a page that hold commands.
fn commands<'p>(page: &'p str, word: &str) -> Vec<&'p str> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else { continue };
        let inside = lines.by_ref().take_while(|line| *line != "```");
        let typed = inside.map(|line| line.strip_prefix("$ ").unwrap_or(line));
        let wanted: Vec<&str> = typed.filter_map(|line| line.strip_prefix(word)).collect();
        if matches!(language, "sh" | "console" | "bash") {
            found.extend(wanted);
        }
    }
    found
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

#[test]
fn every_command_of_the_pages_runs() {
    let Some(program) = built("thouless") else {
        eprintln!("skipped: build the command line first, `cargo build --release -p thouless`");
        return;
    };
    for (path, text) in pages() {
        if path.ends_with("docs/adding-a-model.md") {
            continue; // its commands need its file
        }
        for command in commands(&text, "thouless ") {
            let answer = run(&program, &words(command));
            let said = String::from_utf8_lossy(&answer.stderr);
            assert!(answer.status.success(), "{}: thouless {command}: {said}", path.display());
        }
    }
}

#[test]
fn every_task_that_is_named_exists_with_its_options() {
    let tasks = root().join("xtask/src");
    let mut n_named = 0;
    for (path, text) in pages() {
        for rest in text.split("cargo xtask ").skip(1) {
            let end = rest.find(['`', '\n', ')', ',', '"', ']']).unwrap_or(rest.len());
            let words: Vec<&str> = rest[..end].split_whitespace().collect();
            let Some((task, options)) = words.split_first() else { continue };
            let task = task.trim_end_matches(['.', ':', ';']);
            let source = std::fs::read_to_string(tasks.join(format!("{task}.rs")));
            let source = source.unwrap_or_else(|_| {
                panic!("{} names `cargo xtask {task}`, which does not exist", path.display())
            });
            for option in options.iter().filter_map(|word| word.strip_prefix("--")) {
                let field = format!("{}:", option.replace('-', "_"));
                assert!(source.contains(&field), "{}: {task} has no --{option}", path.display());
            }
            n_named += 1;
        }
    }
    assert!(n_named >= 5, "only {n_named} tasks are named");
}
