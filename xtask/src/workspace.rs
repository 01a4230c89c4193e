//! The workspace as files and programs: its root, generated files, programs that are run in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::TaskError;

/// Returns the root folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Reads a text file.
pub(crate) fn read(path: &Path) -> Result<String, TaskError> {
    std::fs::read_to_string(path)
        .map_err(|error| TaskError::File { path: path.to_owned(), reason: error.to_string() })
}

/// Writes a file.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), TaskError> {
    std::fs::write(path, bytes)
        .map_err(|error| TaskError::File { path: path.to_owned(), reason: error.to_string() })
}

/// Writes a generated text file where it changed, or with `check` refuses one that would change.
pub(crate) fn write_or_check(
    path: &Path,
    text: &str,
    check: bool,
    command: &'static str,
) -> Result<(), TaskError> {
    let old = std::fs::read_to_string(path).unwrap_or_default();
    if old == text {
        return Ok(());
    }
    if check {
        let difference = first_difference(&old, text);
        return Err(TaskError::Outdated { path: path.to_owned(), command, difference });
    }
    write(path, text.as_bytes())
}

/// Returns the first line in which two texts differ.
fn first_difference(old: &str, new: &str) -> String {
    let mut old = old.lines();
    let mut new = new.lines();
    let mut line = 0;
    loop {
        line += 1;
        match (old.next(), new.next()) {
            (a, b) if a == b && a.is_some() => {}
            (a, b) => {
                let shown = |text: Option<&str>| text.unwrap_or("(end of file)").to_owned();
                return format!("line {line} is\n  {}\nand would be\n  {}", shown(a), shown(b));
            }
        }
    }
}

/// Returns the cargo that runs this task.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a program to its end, its output going where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<(), TaskError> {
    let status = command.status().map_err(|error| program_error(command, &error.to_string()))?;
    if status.success() {
        Ok(())
    } else {
        Err(program_error(command, &format!("ended with {status}")))
    }
}

/// Runs a program and returns what it wrote to standard output.
pub(crate) fn output_of(command: &mut Command) -> Result<String, TaskError> {
    let output = command.output().map_err(|error| program_error(command, &error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
        return Err(program_error(command, &format!("ended with {}: {last}", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn program_error(command: &Command, reason: &str) -> TaskError {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    TaskError::Program { command: words.join(" "), reason: reason.to_owned() }
}
