//! Runs the command line as a process, in an empty folder.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// An empty folder to run commands in.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).unwrap()
    }

    /// Names of all files in the folder, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(self.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// What one command answers.
    pub(crate) fn run(&self, command: &str) -> Answer {
        self.run_arguments(&command.split(' ').collect::<Vec<_>>())
    }

    pub(crate) fn run_arguments(&self, arguments: &[&str]) -> Answer {
        let output = Command::new(env!("CARGO_BIN_EXE_thouless"))
            .args(arguments)
            .current_dir(self.path())
            .output()
            .unwrap();
        Answer {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// What a process printed, and its exit status.
pub(crate) struct Answer {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Answer {
    /// The one JSON object on standard output.
    pub(crate) fn json(&self) -> serde_json::Value {
        assert_eq!(self.status, Some(0), "{}", self.stderr);
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// Exit status and both streams.
    pub(crate) fn transcript(&self) -> String {
        let Self { status, stdout, stderr } = self;
        let stderr = without_free_memory(stderr);
        let status = status.map_or("killed".to_owned(), |code| code.to_string());
        let part = |name: &str, text: &str| {
            if text.is_empty() {
                String::new()
            } else {
                format!("--- {name}\n{}\n", text.trim_end())
            }
        };
        format!("exit status {status}\n{}{}", part("stdout", stdout), part("stderr", &stderr))
    }
}

/// What a command answers in an empty folder.
pub(crate) fn transcript(command: &str) -> String {
    Folder::new().run(command).transcript()
}

/// The memory that is free differs from run to run.
fn without_free_memory(text: &str) -> String {
    let line = |line: &str| match line.split_once(" GB are free") {
        Some((_, rest)) if line.starts_with("hint: ") => format!("hint: … GB are free{rest}"),
        _ => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
