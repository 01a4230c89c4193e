//! `figures`: the pictures of README and docs, drawn by the command line `thouless` itself.

use clap::Args;

use crate::error::TaskError;
use crate::workspace;

/// Draw the pictures of README and docs
#[derive(Debug, Args)]
pub(crate) struct Figures {
    /// Only compare, and fail where they differ
    #[arg(long)]
    check: bool,
}

/// File in `docs/figures` and the command that draws it.
const FIGURES: [(&str, &str); 5] = [
    ("haldane-bands.svg", "bands haldane --path G-K-M-K'-G"),
    ("haldane-cell.svg", "models haldane"),
    ("kagome-bands.svg", "bands kagome"),
    ("square-dos.svg", "dos square"),
    ("honeycomb-fermi.svg", "fermi honeycomb --energy 0.8"),
];

impl Figures {
    /// Comparing only.
    pub(crate) fn checked() -> Self {
        Self { check: true }
    }

    pub(crate) fn run(&self) -> Result<(), TaskError> {
        let root = workspace::root();
        workspace::run(workspace::cargo().args([
            "build",
            "--release",
            "--quiet",
            "-p",
            "thouless",
        ]))?;
        for (name, words) in FIGURES {
            let path = root.join("docs/figures").join(name);
            let fresh = root.join("target/figures").join(name);
            for folder in [&path, &fresh].into_iter().filter_map(|file| file.parent()) {
                std::fs::create_dir_all(folder).map_err(|error| TaskError::File {
                    path: folder.to_owned(),
                    reason: error.to_string(),
                })?;
            }
            let mut thouless = workspace::cargo();
            thouless.args(["run", "--release", "--quiet", "-p", "thouless", "--"]);
            thouless.args(words.split(' ')).arg("--quiet").arg("-o").arg(&fresh);
            workspace::output_of(&mut thouless)?;
            let text = workspace::read(&fresh)?;
            let old = std::fs::read_to_string(&path).unwrap_or_default();
            if !same_picture(&old, &text) {
                workspace::write_or_check(&path, &text, self.check, "cargo xtask figures")?;
            }
            println!("{name}: thouless {words}");
        }
        Ok(())
    }
}

/// Whether two pictures differ by less than the eye sees: processors round the last digit differently.
fn same_picture(a: &str, b: &str) -> bool {
    const CLOSE: f64 = 0.02;
    let pieces = |text: &str| -> Vec<String> {
        text.split_inclusive(|c: char| !(c.is_ascii_digit() || c == '.'))
            .map(str::to_owned)
            .collect()
    };
    let number = |piece: &str| -> Option<(f64, String)> {
        let end = piece.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(piece.len());
        Some((piece[..end].parse().ok()?, piece[end..].to_owned()))
    };
    let (a, b) = (pieces(a), pieces(b));
    a.len() == b.len()
        && a.iter().zip(&b).all(|(a, b)| match (number(a), number(b)) {
            (Some((x, after)), Some((y, end))) => (x - y).abs() < CLOSE && after == end,
            _ => a == b,
        })
}

#[cfg(test)]
mod tests {
    use super::same_picture;

    #[test]
    fn pictures_that_differ_by_rounding_are_the_same() {
        assert!(same_picture("<path d=\"M1.23,4 L-5.67,8\"/>", "<path d=\"M1.24,4 L-5.66,8\"/>"));
        assert!(!same_picture("<path d=\"M1.23,4\"/>", "<path d=\"M1.73,4\"/>"));
        assert!(!same_picture("<path d=\"M1.23,4\"/>", "<path d=\"M1.23,-4\"/>"));
        assert!(!same_picture("", "<path/>"));
    }
}
