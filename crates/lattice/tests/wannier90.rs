//! Wannier90 files: layouts that its versions write, round trips, and everything that can be wrong.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a failing test may panic; exact numbers"
)]

use std::fmt::Write as _;
use std::path::Path;

use nalgebra::DMatrix;
use num_complex::Complex64;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::zoo::Haldane;
use thouless_lattice::{BlochHamiltonian, FileProblem, LatticeError, ModelSource, Wannier90};

const WIN: &str = "\
! a crystal of two functions
Num_Wann : 2   # comment
spinors  = .TRUE.
Begin Unit_Cell_Cart
Bohr
 2.0d0 0.0 0.0
 0.0 3.0 0.0   ! long
 0.0 0.0 4.0
End Unit_Cell_Cart
begin projections
 f=0,0,0:s
end projections
";

/// Cells, degeneracies and elements of a chain of two functions with a complex bond.
fn elements() -> Vec<([i32; 3], f64, [[Complex64; 2]; 2])> {
    let c = Complex64::new;
    let home = [[c(0.5, 0.0), c(-1.0, 0.25)], [c(-1.0, -0.25), c(-0.5, 0.0)]];
    let right = [[c(0.125, 0.0), c(0.0, 0.0)], [c(2.0, 1.0), c(0.0, 0.5)]];
    let left = [[right[0][0].conj(), right[1][0].conj()], [right[0][1].conj(), right[1][1].conj()]];
    vec![([-1, 0, 0], 2.0, left), ([0, 0, 0], 1.0, home), ([1, 0, 0], 2.0, right)]
}

fn hr_text() -> String {
    let mut text =
        " written on 22Nov2026 at 12:00:00\n          2\n          3\n    2    1    2\n".to_owned();
    for (cell, degeneracy, block) in elements() {
        for j in 0..2 {
            for i in 0..2 {
                let z: Complex64 = block[i][j] * degeneracy;
                let [a, b, c] = cell;
                writeln!(text, "{a:5}{b:5}{c:5}{:5}{:5}{:12.6}{:12.6}", i + 1, j + 1, z.re, z.im)
                    .unwrap();
            }
        }
    }
    text
}

fn tb_text() -> String {
    let mut text = " written on 22Nov2026\n 1.0 0.0 0.0\n 0.0 2.0 0.0\n 0.0 0.0 3.0\n 2\n 3\n    2    1    2\n".to_owned();
    for (cell, degeneracy, block) in elements() {
        writeln!(text, "\n{:5}{:5}{:5}", cell[0], cell[1], cell[2]).unwrap();
        for j in 0..2 {
            for i in 0..2 {
                let z: Complex64 = block[i][j] * degeneracy;
                writeln!(text, "{:5}{:5} {:15.8E} {:15.8E}", i + 1, j + 1, z.re, z.im).unwrap();
            }
        }
    }
    for (cell, ..) in elements() {
        writeln!(text, "\n{:5}{:5}{:5}", cell[0], cell[1], cell[2]).unwrap();
        for j in 0..2 {
            for i in 0..2 {
                let at_home = cell == [0, 0, 0] && i == j;
                let x = if at_home { 0.25 + 0.5 * f64::from(u8::from(i == 1)) } else { 0.0 };
                writeln!(text, "{:5}{:5} {x:.4E} 0.0 0.5 0.0 0.0 0.0", i + 1, j + 1).unwrap();
            }
        }
    }
    text
}

/// The Hamiltonian straight from its definition, periodic gauge.
fn by_definition(k: f64) -> DMatrix<Complex64> {
    let mut h = DMatrix::zeros(2, 2);
    for (cell, _, block) in elements() {
        let phase = Complex64::cis(std::f64::consts::TAU * k * f64::from(cell[0]));
        h += DMatrix::from_fn(2, 2, |i, j| block[i][j] * phase);
    }
    h
}

fn eigenvalues(h: DMatrix<Complex64>) -> Vec<f64> {
    let mut values: Vec<f64> = h.symmetric_eigen().eigenvalues.iter().copied().collect();
    values.sort_by(f64::total_cmp);
    values
}

fn assert_same_bands(wannier: &Wannier90) {
    let model = wannier.model().unwrap();
    assert_bloch_hamiltonian(&model);
    for step in 0..9 {
        let k = f64::from(step) / 8.0 - 0.3;
        let expected = eigenvalues(by_definition(k));
        let found = eigenvalues(model.hamiltonian(&[k, 0.1, 0.7]).unwrap());
        for (a, b) in expected.iter().zip(found) {
            assert!((a - b).abs() < 1e-12, "k = {k}: {a} {b}");
        }
    }
}

#[test]
fn bands_of_hr_and_tb_files_are_those_of_the_definition() {
    assert_same_bands(
        &Wannier90::parse_hr(hr_text().as_bytes(), "chain_hr.dat", Some(WIN)).unwrap(),
    );
    assert_same_bands(&Wannier90::parse_tb(tb_text().as_bytes(), "chain_tb.dat").unwrap());
}

#[test]
fn the_win_file_gives_cell_and_spinors() {
    let wannier = Wannier90::parse_hr(hr_text().as_bytes(), "chain_hr.dat", Some(WIN)).unwrap();
    let bohr = 0.529_177_208_59;
    assert_eq!(wannier.lattice().vectors()[1].y, 3.0 * bohr);
    assert!(wannier.has_spinors());
    assert_eq!(wannier.notes().len(), 1, "centres are missing: {:?}", wannier.notes());
}

#[test]
fn the_position_matrices_of_a_tb_file_are_kept_and_give_the_centres() {
    let wannier = Wannier90::parse_tb(tb_text().as_bytes(), "chain_tb.dat").unwrap();
    let model = wannier.model().unwrap();
    assert_eq!(model.sites()[0].position().as_slice(), [0.25, 0.5, 0.0]);
    assert_eq!(model.sites()[1].position().as_slice(), [0.75, 0.5, 0.0]);
    let home = wannier.cells().iter().position(|cell| *cell == [0; 3]).unwrap();
    let [x, y, _] = wannier.position_matrices(home).unwrap();
    assert_eq!((x[(1, 1)].re, y[(0, 1)].re), (0.75, 0.5));
    let away = wannier.position_matrices(home + 1).unwrap();
    assert_eq!(away[1][(0, 1)].re, 0.25, "divided by the degeneracy");
}

#[test]
fn any_layout_of_the_same_numbers_reads_the_same() {
    let text = hr_text();
    let plain = Wannier90::parse_hr(text.as_bytes(), "x", Some(WIN)).unwrap().model().unwrap();
    let body = text.split_once("\n    2    1    2\n").unwrap();
    let layouts = [
        text.replace('\n', "\r\n"),
        text.replace("    2    1    2", "2\n1\n\n   2   "),
        text.replace(' ', "   "),
        text.trim_end().to_owned(),
        format!("{text}\n  \n"),
        text.replace(".000000", ".0D+00"),
        // Another order of the elements.
        {
            let mut lines: Vec<_> = body.1.lines().collect();
            lines.reverse();
            // Degeneracies belong to the cells in order of appearance: 2, 1, 2 either way.
            format!("{}\n 2 1 2\n{}\n", body.0, lines.join("\n"))
        },
    ];
    for layout in layouts {
        let model =
            Wannier90::parse_hr(layout.as_bytes(), "x", Some(WIN)).unwrap().model().unwrap();
        let k = [0.3, 0.1, 0.2];
        let difference = plain.hamiltonian(&k).unwrap() - model.hamiltonian(&k).unwrap();
        assert!(difference.norm() < 1e-14, "{layout}");
    }
}

#[test]
fn a_model_written_as_hr_reads_back_with_the_same_hamiltonian() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("haldane_hr.dat");
    let haldane =
        Haldane { phi: 0.7, m: 0.123_456_789_012_345, ..Default::default() }.model().unwrap();
    let written = haldane.write_wannier90(&path).unwrap();
    for keep in [&written[..], &written[..1]] {
        // The lattice is in the .win, and in the comment of the centres.
        for file in &written[1..2] {
            if !keep.contains(file) {
                std::fs::remove_file(file).unwrap();
            }
        }
        let source = ModelSource::resolve(path.to_str().unwrap()).unwrap();
        assert!(source.notes().is_empty());
        let model = source.model().unwrap();
        for k in [[0.0, 0.0], [0.31, 0.12], [-0.4, 0.77]] {
            let here = haldane.hamiltonian(&k).unwrap();
            let there = model.hamiltonian(&[k[0], k[1], 0.3]).unwrap();
            assert!((here - there).norm() < 1e-15);
        }
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left behind");
}

#[test]
fn rounding_is_forgiven_and_made_hermitian() {
    let text = hr_text().replacen("2.000000   -1.000000", "2.000001   -1.000000", 1);
    let text = text.replacen("4.000000    2.000000", "3.999999    2.000000", 1);
    let model = Wannier90::parse_hr(text.as_bytes(), "x", Some(WIN)).unwrap().model().unwrap();
    assert_bloch_hamiltonian(&model);
}

fn wrong(text: &str) -> String {
    Wannier90::parse_hr(text.as_bytes(), "si_hr.dat", Some(WIN)).unwrap_err().to_string()
}

/// The text with one line (counted from 1) replaced.
fn with_line(text: &str, line: usize, new: &str) -> String {
    let lines = text.lines().enumerate().map(|(n, old)| if n + 1 == line { new } else { old });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_wrong_with_an_hr_file_is_said_with_its_line() {
    let text = hr_text();
    let lines: Vec<&str> = text.lines().collect();
    let without = |n: usize| with_line(&text, n, "");
    let messages = [
        wrong(""),
        wrong("only a header\n"),
        wrong(&with_line(&text, 2, "two")),
        wrong(&with_line(&text, 2, "0")),
        wrong(&with_line(&text, 3, "1000000000")),
        wrong(&with_line(&text, 4, "    2    0    2")),
        wrong(&with_line(&text, 4, "    2    1    2    1")),
        wrong(&with_line(&text, 9, &lines[8].replace("0.5", "0.x"))),
        wrong(&with_line(&text, 9, &format!("#{}", lines[8]))),
        wrong(&with_line(&text, 9, &format!("{} 1", lines[8]))),
        wrong(&with_line(&text, 9, "    0    0    0    1    1    0.500000")),
        wrong(&with_line(&text, 9, "    0    0    0    1    1         NaN    0.000000")),
        wrong(&with_line(&text, 9, "    0    0    0    1    1************    0.000000")),
        wrong(&with_line(&text, 9, "    0    0    0    1    1 ***********    0.000000")),
        wrong(&with_line(&text, 9, "    0    0    0    3    1    0.500000    0.000000")),
        wrong(&with_line(&text, 9, lines[9])),
        wrong(&with_line(&text, 9, "    0    0    7    1    1    0.500000    0.000000")),
        wrong(&without(9)),
        wrong(&format!("{text}{}\n", lines[8])),
        wrong(&text.replace("\n    1    0    0", "\n    2    0    0")),
        wrong(&with_line(&text, 10, &lines[9].replace("0.25", "0.35"))),
        wrong(&text.replace('\n', "\0\n")),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r"
    si_hr.dat:1: found the end of the file; expected the number of Wannier functions, at least 1
    si_hr.dat:2: found the end of the file; expected the number of Wannier functions, at least 1
    si_hr.dat:2: found `two`; expected the number of Wannier functions, at least 1
    si_hr.dat:2: found `0`; expected the number of Wannier functions, at least 1
    si_hr.dat:3: 4000000000 matrix elements are announced, but the rest of the file can hold 47 at most; check the counts, or write the file again
    si_hr.dat:4: found `0`; expected the degeneracy of a cell, at least 1
    si_hr.dat:4: found `1`; expected the end of the line
    si_hr.dat:9: found `0.x00000`; expected the real part of an element
    si_hr.dat:9: found `#`; expected a component of a cell, such as `-3`
    si_hr.dat:9: found `1`; expected the end of the line
    si_hr.dat:9: found the end of the line; expected the imaginary part of an element
    si_hr.dat:9: found `NaN`; expected the real part of an element
    si_hr.dat:9: found `1************`; expected the number of a Wannier function
    si_hr.dat:9: found `***********` (too large for its field when it was written); expected the real part of an element
    si_hr.dat:9: Wannier function 3 does not exist; the file has 2 (counted from 1)
    si_hr.dat:10: element (2, 1) of cell [0, 0, 0] is given twice; give each once
    si_hr.dat:13: cell [1, 0, 0] is one more than the 3 cells announced at the top
    si_hr.dat:16: the file ends after 11 of 12 matrix elements; copy it or write it again
    si_hr.dat:17: found `0    0    0    1    1    0.500000    0.0`; expected the end of the file: all announced elements are read
    si_hr.dat:5: cell [-1, 0, 0] has no partner [1, 0, 0]; a Hermitian Hamiltonian has both
    si_hr.dat:9: element (2, 1) of cell [0, 0, 0] differs by 1.000e-1 from the conjugate of (1, 2) of cell [0, 0, 0]; the file's rounding explains 2.0e-6
    si_hr.dat: this is not text (byte 33 is no valid UTF-8); a _hr.dat is a text file
    ");
}

#[test]
fn what_is_wrong_with_a_tb_file_is_said_with_its_line() {
    let text = tb_text();
    let wrong =
        |text: String| Wannier90::parse_tb(text.as_bytes(), "si_tb.dat").unwrap_err().to_string();
    let half = text.len() / 2;
    let cut = text[..half].rfind('\n').unwrap();
    let messages = [
        wrong(text.replacen(" 1.0 0.0 0.0", " 1.0 0.0", 1)),
        wrong(text.replacen(" 1.0 0.0 0.0", " 0.0 0.0 0.0", 1)),
        wrong(text[..cut].to_owned()),
        wrong(text.replacen("2.50000000E-1", "2.5000000xE-1", 1)),
        wrong(text.replacen("    1    0    0\n", "    1    0    0    0\n", 1)),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r"
    si_tb.dat:2: found the end of the line; expected a component of a lattice vector
    si_tb.dat: the primitive vectors are linearly dependent: they span a cell of relative volume 0.0e0; give independent vectors
    si_tb.dat:23: the file ends after 2 of 3 blocks of the Hamiltonian; copy it or write it again
    si_tb.dat:10: found `2.5000000xE-1`; expected the real part of an element
    si_tb.dat:21: found `0`; expected the end of the line
    ");
}

#[test]
fn what_is_wrong_with_the_files_beside_is_said_with_its_line() {
    let hr = hr_text();
    let wrong = |win: &str| {
        Wannier90::parse_hr(hr.as_bytes(), "si.win", Some(win)).unwrap_err().to_string()
    };
    let messages = [
        wrong(&WIN.replace(": 2 ", ": 3 ")),
        wrong(&WIN.replace(": 2 ", ": many ")),
        wrong(&WIN.replace("3.0 0.0 ", "3.0 ")),
        wrong(&WIN.replace("3.0 0.0 ", "3.0 zero ")),
        wrong(&WIN.replace(" 0.0 0.0 4.0\n", "")),
        wrong(&WIN.replace("0.0 0.0 4.0", "0.0 3.0 0.0")),
        wrong(&WIN.replace("End Unit", "End Init")),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r"
    si.win: `num_wann` is 3, but 2 in si.win; take both files from the same run
    si.win:2: found `many`; expected the number of Wannier functions, such as `num_wann = 8`
    si.win:7: the number of components is 2; expected 3
    si.win:7: found `zero`; expected a finite number
    si.win:4: the number of lattice vectors is 2; expected 3
    si.win: the primitive vectors are linearly dependent: they span a cell of relative volume 0.0e0; give independent vectors
    si.win:4: the block `unit_cell_cart` has no `end unit_cell_cart`; add it
    ");
}

#[test]
fn a_lonely_hr_file_and_one_without_cell_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x_hr.dat");
    std::fs::write(&path, hr_text()).unwrap();
    let lonely = Wannier90::open(&path).unwrap_err();
    let LatticeError::File(error) = lonely else { panic!("{lonely}") };
    assert!(matches!(error.problem, FileProblem::NoCompanion { .. }));
    let centres = folder.path().join("x_centres.xyz");
    std::fs::write(&centres, "3\n comment\nX 0 0 0\nX 0.5 0 0\nC 1 1 1\n").unwrap();
    let read = Wannier90::open(&path).unwrap();
    assert_eq!(read.notes().len(), 1);
    assert_same_bands(&read);
    std::fs::write(&centres, "2\n comment\nX 0 0 0\nC 1 1 1\n").unwrap();
    let LatticeError::File(error) = Wannier90::open(&path).unwrap_err() else { panic!() };
    assert!(matches!(error.problem, FileProblem::Disagreement { found: 1, expected: 2, .. }));
}

#[test]
fn files_that_cannot_be_read_or_written_are_named() {
    let missing = Wannier90::open(Path::new("no/such_hr.dat")).unwrap_err();
    insta::assert_snapshot!(missing, @"no/such_hr.dat: cannot be read: No such file or directory (os error 2); name a file that is there and may be read");
    let haldane = Haldane::default().model().unwrap();
    let nowhere = haldane.write_wannier90(Path::new("no/such/x_hr.dat")).unwrap_err();
    insta::assert_snapshot!(nowhere, @"no/such/x_hr.dat: cannot be written: No such file or directory (os error 2)");
    let name = haldane.write_wannier90(Path::new("x.dat")).unwrap_err();
    insta::assert_snapshot!(name, @"x.dat: cannot be written: the name must end in `_hr.dat`");
}
