//! What every command has in common: usage, output files, exit status.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

mod process;

use insta::assert_snapshot;
use process::{Folder, transcript};

#[test]
fn unknown_commands_and_options_get_a_suggestion() {
    assert_snapshot!(transcript("bnads haldane"), @"
    exit status 2
    --- stderr
    error: unrecognized subcommand 'bnads'
    hint: did you mean `bands`?
    ");
    assert_snapshot!(transcript("bands haldane --ponits 3"), @"
    exit status 2
    --- stderr
    error: unexpected argument '--ponits' found
    hint: did you mean `--points`?
    ");
    assert_snapshot!(transcript("bands"), @"
    exit status 2
    --- stderr
    error: the following required arguments were not provided: <MODEL>
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
}

#[test]
fn models_that_do_not_exist_get_a_suggestion() {
    assert_snapshot!(transcript("bands haldan"), @"
    exit status 2
    --- stderr
    error: there is no model `haldan` in the zoo
    hint: did you mean `haldane`?
    ");
    assert_snapshot!(transcript("bands haldane:t3=1"), @"
    exit status 2
    --- stderr
    error: haldane has no parameter `t3`
    hint: did you mean `t2`?
    ");
    assert_snapshot!(transcript("bands haldane:t2=nan"), @"
    exit status 2
    --- stderr
    error: in `nan`, column 1: unknown name `nan`
    hint: known: `i`, `pi`, `s0`, `sx`, `sy`, `sz`
    ");
    assert_snapshot!(transcript("bands haldane:t2"), @"
    exit status 2
    --- stderr
    error: cannot understand the model `haldane:t2`
    hint: expected `name=value` pairs after `:`, with commas between them
    ");
    assert_snapshot!(transcript("bands missing.toml"), @"
    exit status 2
    --- stderr
    error: missing.toml: cannot be read: No such file or directory (os error 2)
    hint: name a file that is there and may be read
    ");
    assert_snapshot!(transcript("bands missing_hr.dat"), @"
    exit status 2
    --- stderr
    error: missing_hr.dat: cannot be read: No such file or directory (os error 2)
    hint: name a file that is there and may be read
    ");
}

#[test]
fn numbers_that_make_no_sense_are_refused() {
    assert_snapshot!(transcript("bands haldane --points 0"), @"
    exit status 2
    --- stderr
    error: invalid value '0' for '--points <POINTS>': 0 is too few; give 1 or more
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("bands haldane --points -3"), @"
    exit status 2
    --- stderr
    error: invalid value '-3' for '--points <POINTS>': `-3` is not a whole number of 1 or more
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("bands haldane --points 1000000000000"), @"
    exit status 2
    --- stderr
    error: the bands at 1000000000000 wave vectors needs 3.200e4 GB
    hint: … GB are free
    ");
    assert_snapshot!(transcript("bands haldane --fermi nan"), @"
    exit status 2
    --- stderr
    error: invalid value 'nan' for '--fermi <E>': NaN is not finite
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("bands haldane --threads 0"), @"
    exit status 2
    --- stderr
    error: invalid value '0' for '--threads <N>': 0 is not in 1..=1024
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("dos haldane --grid 0x10"), @"
    exit status 2
    --- stderr
    error: invalid value '0x10' for '--grid <GRID>': 0 is too few; give 1 or more
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("dos haldane --grid 10x10x10"), @"
    exit status 2
    --- stderr
    error: the grid of wave vectors has 3 components
    hint: the lattice needs 2
    ");
    assert_snapshot!(transcript("dos haldane --grid 1000000x1000000"), @"
    exit status 2
    --- stderr
    error: a grid of 1000000×1000000 wave vectors needs 8.000e3 GB
    hint: … GB are free
    ");
    assert_snapshot!(transcript("dos haldane --energies 1:0:10"), @"
    exit status 2
    --- stderr
    error: invalid value '1:0:10' for '--energies <ENERGIES>': the range must grow, but goes from 1 to 0
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("dos haldane --energies 1:2"), @"
    exit status 2
    --- stderr
    error: invalid value '1:2' for '--energies <ENERGIES>': write first:last:number, as in -3:3:601
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("dos haldane --broadening 0"), @"
    exit status 2
    --- stderr
    error: invalid value '0' for '--broadening <WIDTH>': 0 is not above 0
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("dos haldane --broadening -1"), @"
    exit status 2
    --- stderr
    error: invalid value '-1' for '--broadening <WIDTH>': -1 is not above 0
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("bands haldane --seed -1"), @"
    exit status 2
    --- stderr
    error: invalid value '-1' for '--seed <N>': `-1` is not a whole number from 0 to 18446744073709551615
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
    assert_snapshot!(transcript("fermi haldane"), @"
    exit status 2
    --- stderr
    error: the following required arguments were not provided: --energy <E>
    hint: `thouless --help` and `thouless COMMAND --help` list what is understood
    ");
}

#[test]
fn output_that_cannot_be_written_is_refused_before_the_work() {
    assert_snapshot!(transcript("bands haldane -o bands.jpg"), @"
    exit status 2
    --- stderr
    error: the ending of `bands.jpg` names no format
    hint: use .svg or .png for a figure, .json, .csv, .npy or .npz for data
    ");
    assert_snapshot!(transcript("bands haldane -o bands"), @"
    exit status 2
    --- stderr
    error: the ending of `bands` names no format
    hint: use .svg or .png for a figure, .json, .csv, .npy or .npz for data
    ");
    let folder = Folder::new();
    let answer = folder.run("bands haldane -o nowhere/bands.svg");
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("nowhere/bands.svg"), "{}", answer.stderr);
    assert!(answer.stderr.contains("hint: "), "{}", answer.stderr);
    assert!(folder.files().is_empty());
}

#[test]
fn every_format_is_written_and_nothing_else() {
    let folder = Folder::new();
    for ending in ["svg", "png", "json", "csv", "npy", "npz"] {
        let answer = folder.run(&format!("bands haldane --points 31 --quiet -o bands.{ending}"));
        assert_eq!(answer.status, Some(0), "{}", answer.stderr);
        assert_eq!(answer.stderr, "");
    }
    let names = ["csv", "json", "npy", "npz", "png", "svg"].map(|e| format!("bands.{e}"));
    assert_eq!(folder.files(), names);
    assert!(
        folder.read("bands.svg").starts_with(b"<svg")
            || folder.read("bands.svg").starts_with(b"<?xml")
    );
    assert!(folder.read("bands.png").starts_with(b"\x89PNG"));
    assert!(folder.read("bands.npy").starts_with(b"\x93NUMPY"));
    assert!(folder.read("bands.npz").starts_with(b"PK"));
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let folder = Folder::new();
    for command in ["bands kane-mele --json", "dos haldane --grid 48x48 --json"] {
        let one = folder.run(&format!("{command} --threads 1")).stdout;
        let two = folder.run(&format!("{command} --threads 2")).stdout;
        assert_eq!(one, two);
    }
}
