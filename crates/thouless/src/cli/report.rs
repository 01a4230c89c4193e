//! Where a result goes: a table or JSON on standard output, and a file whose ending chooses.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use npyz::WriterBuilder;
use serde::Serialize;
use tempfile::NamedTempFile;
use thouless::prelude::*;

use super::failure::Failure;

/// What a command has computed.
pub(crate) trait Report: Serialize {
    /// A short table for a person.
    fn table(&self) -> String;

    /// The figure.
    fn figure(&self) -> Result<Figure, Failure>;

    /// The data by column, for `.csv`.
    fn columns(&self) -> Columns;

    /// The arrays by name, for `.npz`; the first is the one that `.npy` holds.
    fn arrays(&self) -> Result<Vec<Array>, Failure>;
}

/// Named columns of equal length.
pub(crate) struct Columns {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// A named array in row-major order.
pub(crate) struct Array {
    pub(crate) name: &'static str,
    pub(crate) shape: Vec<u64>,
    pub(crate) values: Vec<f64>,
}

impl Array {
    /// A vector.
    pub(crate) fn vector(name: &'static str, values: Vec<f64>) -> Self {
        Self { name, shape: vec![values.len() as u64], values }
    }

    /// A matrix of rows that are equally long.
    pub(crate) fn matrix(name: &'static str, rows: &[Vec<f64>]) -> Self {
        let n_columns = rows.first().map_or(0, Vec::len);
        let shape = vec![rows.len() as u64, n_columns as u64];
        Self { name, shape, values: rows.concat() }
    }
}

/// The endings that `-o` understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
    Json,
    Csv,
    Npy,
    Npz,
}

impl Format {
    fn of(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        match ending.as_deref() {
            Some("svg") => Ok(Self::Svg),
            Some("png") => Ok(Self::Png),
            Some("json") => Ok(Self::Json),
            Some("csv") => Ok(Self::Csv),
            Some("npy") => Ok(Self::Npy),
            Some("npz") => Ok(Self::Npz),
            _ => Err(Failure::input(
                format!("the ending of `{}` names no format", path.display()),
                "use .svg or .png for a figure, .json, .csv, .npy or .npz for data",
            )),
        }
    }
}

/// Where the result goes.
pub(crate) struct Target {
    file: Option<(PathBuf, Format)>,
    json: bool,
    quiet: bool,
}

impl Target {
    /// Checks the ending and the folder before anything is computed.
    pub(crate) fn new(file: Option<PathBuf>, json: bool, quiet: bool) -> Result<Self, Failure> {
        let file = file.map(|path| Format::of(&path).map(|format| (path, format))).transpose()?;
        if let Some((path, _)) = &file {
            scratch_file(path)?;
        }
        Ok(Self { file, json, quiet })
    }

    /// Delivers the result to standard output and to the file.
    pub(crate) fn deliver(&self, report: &impl Report) -> Result<(), Failure> {
        if let Some((path, format)) = &self.file {
            let bytes = encode(report, *format)?;
            write_whole(path, &bytes)?;
        }
        if self.json { print(&json(report)?) } else { print(&report.table()) }?;
        if let Some((path, _)) = &self.file {
            self.note(&format!("wrote {}", path.display()));
        }
        Ok(())
    }

    /// The model that a string names; what its reader had to assume is said.
    pub(crate) fn resolve(&self, model: &str) -> Result<Model, Failure> {
        let source = ModelSource::resolve(model)?;
        for note in source.notes() {
            self.note(&format!("note: {note}"));
        }
        Ok(source.model()?)
    }

    /// Says something beside the result, on standard error.
    #[expect(clippy::print_stderr, reason = "notes go to standard error by contract")]
    fn note(&self, text: &str) {
        if !self.quiet && !self.json {
            eprintln!("{text}");
        }
    }
}

/// Prints text to standard output; a closed pipe ends it quietly.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::computation(
            format!("standard output cannot be written: {error}"),
            "check the file or program that it goes to",
        )),
        _ => Ok(()),
    }
}

fn encode(report: &impl Report, format: Format) -> Result<Vec<u8>, Failure> {
    match format {
        Format::Svg => Ok(report.figure()?.to_svg()?.into_bytes()),
        Format::Png => Ok(report.figure()?.to_png()?),
        Format::Json => json(report).map(String::into_bytes),
        Format::Csv => csv(&report.columns()).map_err(|error| not_encoded("CSV", &error)),
        Format::Npy => npy(&report.arrays()?).map_err(|error| not_encoded("NumPy", &error)),
        Format::Npz => npz(&report.arrays()?).map_err(|error| not_encoded("NumPy", &error)),
    }
}

fn not_encoded(format: &str, error: &dyn std::error::Error) -> Failure {
    Failure::computation(format!("the result cannot be written as {format}: {error}"), "")
}

fn json(report: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(report).map_err(|error| not_encoded("JSON", &error))
}

fn csv(columns: &Columns) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&columns.header)?;
    for row in &columns.rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn npy(arrays: &[Array]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(array) = arrays.first() {
        write_array(&mut bytes, array)?;
    }
    Ok(bytes)
}

fn npz(arrays: &[Array]) -> io::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .large_file(true);
    for array in arrays {
        archive.start_file(format!("{}.npy", array.name), stored).map_err(io::Error::other)?;
        write_array(&mut archive, array)?;
    }
    Ok(archive.finish().map_err(io::Error::other)?.into_inner())
}

fn write_array(out: impl Write, array: &Array) -> io::Result<()> {
    let mut writer =
        npyz::WriteOptions::new().default_dtype().shape(&array.shape).writer(out).begin_nd()?;
    writer.extend(array.values.iter().copied())?;
    writer.finish()
}

/// A file beside `path` that vanishes unless it is kept.
fn scratch_file(path: &Path) -> Result<NamedTempFile<File>, Failure> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(Failure::input(
            format!("`{}` is a folder", path.display()),
            "name a file in it after -o",
        ));
    }
    NamedTempFile::new_in(folder).map_err(|error| {
        Failure::input(
            format!("`{}` cannot be written: {error}", path.display()),
            "name a file in a folder that exists and may be written",
        )
    })
}

/// Writes beside `path` and renames, so that the file is complete or not there.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: &io::Error| {
        Failure::computation(
            format!("`{}` cannot be written: {error}", path.display()),
            "check the space that is left and the rights of the folder",
        )
    };
    let mut scratch = scratch_file(path)?;
    scratch.write_all(bytes).map_err(|error| failed(&error))?;
    readable_as_usual(&scratch).map_err(|error| failed(&error))?;
    scratch.persist(path).map(|_| ()).map_err(|error| failed(&error.error))
}

/// Scratch files are private; a result has the rights that a new file has.
#[cfg(unix)]
fn readable_as_usual(scratch: &NamedTempFile<File>) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    scratch.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_as_usual(_: &NamedTempFile<File>) -> io::Result<()> {
    Ok(())
}
