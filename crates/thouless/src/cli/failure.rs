//! How a command fails: what is wrong, what would be right, and the exit status.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use thouless::anyon::AnyonError;
use thouless::prelude::*;

/// A failure with its remedy.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: String,
    status: u8,
}

impl Failure {
    /// The input is wrong: exit status 2.
    pub(crate) fn input(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), status: 2 }
    }

    /// The computation cannot be done: exit status 1.
    pub(crate) fn computation(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), status: 1 }
    }

    /// What a library says: the messages of Thouless state the fact, then, after a semicolon, what
    /// would be right.
    fn told_by(error: &dyn std::error::Error, status: u8) -> Self {
        let text = error.to_string();
        let (message, hint) = text.rsplit_once("; ").unwrap_or((&text, ""));
        Self { message: message.to_owned(), hint: hint.to_owned(), status }
    }

    /// Prints the two lines to standard error.
    pub(crate) fn report(&self) -> ExitCode {
        print_error(&self.message, &self.hint);
        ExitCode::from(self.status)
    }
}

#[expect(clippy::print_stderr, reason = "this is where the command line reports its errors")]
fn print_error(message: &str, hint: &str) {
    eprintln!("error: {}", one_line(message));
    if !hint.is_empty() {
        eprintln!("hint: {}", one_line(hint));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Prints help and versions as clap has them, and its errors in two lines as all others.
pub(crate) fn report_usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // A closed pipe is no failure of ours.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return ExitCode::from(2);
    }
    let text = error.render().to_string();
    let message = text
        .lines()
        .take_while(|line| !line.trim().is_empty() && !line.starts_with("Usage"))
        .map(|line| line.trim_start_matches("error: ").trim())
        .collect::<Vec<_>>()
        .join(" ");
    print_error(&message, &usage_hint(error));
    ExitCode::from(2)
}

/// The suggestion that clap has, or where to read on.
fn usage_hint(error: &clap::Error) -> String {
    let suggested =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| match error.get(kind) {
                Some(ContextValue::String(name)) => Some(name.clone()),
                Some(ContextValue::Strings(names)) => names.first().cloned(),
                _ => None,
            });
    match suggested {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            "`thouless --help` and `thouless COMMAND --help` list what is understood".to_owned()
        }
    }
}

impl From<BandsError> for Failure {
    fn from(error: BandsError) -> Self {
        match error {
            BandsError::Lattice(error) => error.into(),
            BandsError::Linalg(_) | BandsError::Degenerate { .. } => Self::told_by(&error, 1),
            _ => Self::told_by(&error, 2),
        }
    }
}

impl From<AnyonError> for Failure {
    fn from(error: AnyonError) -> Self {
        let status = if matches!(error, AnyonError::Violated { .. }) { 1 } else { 2 };
        Self::told_by(&error, status)
    }
}

impl From<PlotError> for Failure {
    fn from(error: PlotError) -> Self {
        Self::told_by(&error, 1)
    }
}

impl From<LatticeError> for Failure {
    fn from(error: LatticeError) -> Self {
        Self::told_by(&error, 2)
    }
}
