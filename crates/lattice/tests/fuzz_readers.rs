//! Mutated valid files: the readers answer with a model or an error, never with a panic.
//!
//! A few hundred mutations by default; with `THOULESS_FUZZ_SECONDS=60` each test goes on for a minute.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use thouless_lattice::zoo::{self, Haldane};
use thouless_lattice::{Description, Wannier90};

/// One change of a file.
#[derive(Debug, Clone)]
enum Mutation {
    /// Replaces a byte.
    Byte(usize, u8),
    /// Takes bytes away.
    Cut(usize, usize),
    /// Ends the file.
    End(usize),
    /// Writes a line or a part of it again elsewhere.
    Copy(usize, usize, usize),
    /// Puts in a piece that is likely to hurt.
    Insert(usize, &'static str),
}

const PIECES: [&str; 26] = [
    "nan",
    "inf",
    "-1",
    "0",
    "1e400",
    "99999999999999999999",
    "\"",
    "[[",
    "]]",
    "[",
    "]",
    "=",
    "\n",
    "#",
    "\u{e9}",
    "\0",
    "((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
    "1/0",
    " ",
    "-",
    ".",
    "****",
    "exp(i*",
    "\"id(256)^64\"",
    "2147483648",
    "[[site]]\n",
];

fn mutation() -> impl Strategy<Value = Mutation> {
    let place = any::<usize>;
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Mutation::Byte(at, byte)),
        (place(), 0_usize..40).prop_map(|(at, length)| Mutation::Cut(at, length)),
        place().prop_map(Mutation::End),
        (place(), 0_usize..80, place()).prop_map(|(a, n, b)| Mutation::Copy(a, n, b)),
        (place(), prop::sample::select(PIECES.to_vec()))
            .prop_map(|(at, p)| Mutation::Insert(at, p)),
    ]
}

fn mutated(valid: &[u8], mutations: &[Mutation]) -> Vec<u8> {
    let mut bytes = valid.to_vec();
    for mutation in mutations {
        let place = |at: usize| at % (bytes.len() + 1);
        match *mutation {
            Mutation::Byte(at, byte) => {
                let at = place(at);
                if let Some(old) = bytes.get_mut(at) {
                    *old = byte;
                }
            }
            Mutation::Cut(at, length) => {
                let at = place(at);
                let end = (at + length).min(bytes.len());
                bytes.drain(at..end);
            }
            Mutation::End(at) => bytes.truncate(place(at)),
            Mutation::Copy(from, length, to) => {
                let (from, to) = (place(from), place(to));
                let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
                bytes.splice(to..to, piece);
            }
            Mutation::Insert(at, piece) => {
                let at = place(at);
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}

/// Reads mutations of a file, one of `n_files` that share the time of a test, until its time is over;
/// the reader says whether it found a model.
fn fuzz(valid: &[u8], n_files: u32, read: impl Fn(&[u8]) -> bool) {
    assert!(read(valid), "the file without mutations must be valid");
    let seconds = std::env::var("THOULESS_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok());
    let time = Duration::from_secs(seconds.unwrap_or(0)) / n_files;
    let start = Instant::now();
    // Each run that looks for stored failures prints where it did not find any; the printing is
    // captured by the test harness, and a minute of it fills gigabytes.
    let config = Config { cases: 256, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    loop {
        let several = prop::collection::vec(mutation(), 1..5);
        runner
            .run(&several, |mutations| {
                let _ = read(&mutated(valid, &mutations));
                Ok(())
            })
            .unwrap();
        if start.elapsed() >= time {
            return;
        }
    }
}

fn read_toml(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let description = Description::parse(text, "fuzz.toml");
    description.is_ok_and(|description| {
        let printed = description.to_string();
        assert!(Description::parse(&printed, "printed.toml").is_ok());
        description.model().is_ok()
    })
}

#[test]
fn mutated_model_files_do_not_panic() {
    let text = zoo::find("haldane").unwrap().toml(&[]).unwrap();
    fuzz(text.as_bytes(), 3, read_toml);
    // Matrices, lists and both kinds of coordinates.
    let spinful = Haldane::default()
        .model()
        .unwrap()
        .to_toml()
        .replace("amplitude = -1.0", "amplitude = \"-1/2 - 1/2\"");
    fuzz(spinful.as_bytes(), 3, read_toml);
    let matrices = "[parameters]\nm = 0.5\n[lattice]\nvectors = [[1]]\n[[site]]\nname = \"a\"\nposition = [0]\n\
        onsite = [[\"m\", \"-i\"], [\"i\", 0]]\n[[hop]]\nfrom = \"a\"\nto = \"a\"\ncell = [1]\n\
        amplitude = \"kron(sx, id(1))*exp(i*m*sz) + [[1, m], [0, 1]]\"\n";
    fuzz(matrices.as_bytes(), 3, read_toml);
}

#[test]
fn mutated_hr_files_do_not_panic() {
    let folder = tempfile::tempdir().unwrap();
    let model = Haldane::default().model().unwrap();
    let [hr, win, _] = model.write_wannier90(&folder.path().join("x_hr.dat")).unwrap();
    let (hr, win) = (std::fs::read(hr).unwrap(), std::fs::read_to_string(win).unwrap());
    fuzz(&hr, 2, |bytes| {
        let read = Wannier90::parse_hr(bytes, "fuzz_hr.dat", None);
        read.is_ok_and(|wannier| wannier.model().is_ok())
    });
    fuzz(win.as_bytes(), 2, |bytes| {
        let Ok(win) = std::str::from_utf8(bytes) else { return false };
        Wannier90::parse_hr(&hr, "fuzz.win", Some(win)).is_ok()
    });
}

#[test]
fn mutated_tb_files_do_not_panic() {
    let text = " header\n 1.0 0.0 0.0\n 0.0 1.0 0.0\n 0.0 0.0 1.0\n 1\n 3\n    2    1    2\n\n\
        \x20  -1    0    0\n    1    1  0.5E+00  0.25E+00\n\n    0    0    0\n    1    1 -1.0 0.0\n\n\
        \x20   1    0    0\n    1    1  0.5E+00 -0.25E+00\n\n   -1    0    0\n 1 1 0 0 0 0 0 0\n\n\
        \x20   0    0    0\n 1 1 0.5 0 0 0 0 0\n\n    1    0    0\n 1 1 0 0 0 0 0 0\n";
    fuzz(text.as_bytes(), 1, |bytes| {
        let read = Wannier90::parse_tb(bytes, "fuzz_tb.dat");
        read.is_ok_and(|wannier| wannier.model().is_ok())
    });
}
