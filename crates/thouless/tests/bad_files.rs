//! Model files and Wannier90 output that are wrong, each answered in two lines with exit status 2.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

mod process;

use process::Folder;

const GOOD: &str = r#"name = "bow tie"

[lattice]
vectors = [[1.0, 0.0], [0.0, 1.0]]

[[site]]
name = "A"
position = [0.0, 0.0]
onsite = 0.5

[[hop]]
from = "A"
to = "A"
cell = [1, 0]
amplitude = -1.0
"#;

/// What is changed in the good file, what it becomes, and the two lines of the answer after `error: model.toml:`.
const WRONG: [(&str, &str, &str, &str); 26] = [
    // each key missing
    (
        "[lattice]\nvectors = [[1.0, 0.0], [0.0, 1.0]]\n",
        "",
        "1: the key `lattice` is missing",
        "add `[lattice]` with `vectors = [[1.0, 0.0], [0.0, 1.0]]`",
    ),
    (
        "vectors = [[1.0, 0.0], [0.0, 1.0]]\n",
        "",
        "3: `lattice`: the key `vectors` is missing",
        "add `vectors = [[1.0, 0.0], [0.0, 1.0]]`",
    ),
    ("name = \"A\"\n", "", "6: `site[0]`: the key `name` is missing", "add `name = \"A\"`"),
    (
        "position = [0.0, 0.0]\n",
        "",
        "6: `site[0]`: the key `position` is missing",
        "add `position = [0.0, 0.0]` (reduced), or `cartesian = [0.0, 0.0]`",
    ),
    ("from = \"A\"\n", "", "11: `hop[0]`: the key `from` is missing", "add `from = \"A\"`"),
    ("to = \"A\"\n", "", "11: `hop[0]`: the key `to` is missing", "add `to = \"B\"`"),
    (
        "cell = [1, 0]\n",
        "",
        "11: `hop[0]`: the key `cell` is missing",
        "add `cell = [0, 0]`, or `cells = [[0, 0], [-1, 0]]` for several",
    ),
    (
        "amplitude = -1.0\n",
        "",
        "11: `hop[0]`: the key `amplitude` is missing",
        "add `amplitude = -1.0`",
    ),
    // wrong types, numbers, shapes and names
    (
        "[[1.0, 0.0], [0.0, 1.0]]",
        "\"abc\"",
        "4: `lattice.vectors`: found the text \"abc\"",
        "expected a list of vectors such as [[1.0, 0.0], [0.0, 1.0]]",
    ),
    (
        "[[1.0, 0.0], [0.0, 1.0]]",
        "[[1.0, 0.0], [2.0, 0.0]]",
        "4: `lattice.vectors`: the primitive vectors are linearly dependent: they span a cell of relative volume 0.0e0",
        "give independent vectors",
    ),
    (
        "[[1.0, 0.0], [0.0, 1.0]]",
        "[[nan, 0.0], [0.0, 1.0]]",
        "4: `lattice.vectors[0][0]`: found the number nan",
        "expected a finite number, or an expression in quotes such as \"sqrt(3)/2\"",
    ),
    (
        "name = \"A\"",
        "name = 3",
        "7: `site[0].name`: found the number 3",
        "expected a name in quotes",
    ),
    (
        "onsite = 0.5",
        "onsite = \"i\"",
        "9: `site[0].onsite`: the on-site block of `A` is not Hermitian: element (0, 0) differs from the conjugate of (0, 0) by 2.000e0",
        "give conjugate elements across the diagonal and real ones on it",
    ),
    (
        "onsite = 0.5",
        "orbitals = 1000000000000",
        "9: `site[0].orbitals`: found the number 1000000000000",
        "expected a whole number of orbitals from 1 to 65535",
    ),
    ("onsite = 0.5", "onsit = 0.5", "9: `site[0].onsit`: unknown key", "did you mean `onsite`?"),
    ("to = \"A\"", "to = \"C\"", "13: `hop[0].to`: there is no site `C`", "known: `A`"),
    (
        "cell = [1, 0]",
        "cell = [1]",
        "14: `hop[0].cell`: the number of components is 1",
        "expected 2, one per lattice vector",
    ),
    (
        "cell = [1, 0]",
        "cell = [0.5, 0]",
        "14: `hop[0].cell[0]`: found the number 0.5",
        "expected a whole number between -1048576 and 1048576",
    ),
    (
        "cell = [1, 0]",
        "cell = [0, 0]",
        "11: `hop[0]`: the hopping A → A stays in the cell",
        "give it as the on-site block of `A`",
    ),
    (
        "amplitude = -1.0",
        "amplitude = true",
        "15: `hop[0].amplitude`: found `true`",
        "expected a finite number, or an expression in quotes such as \"sqrt(3)/2\"",
    ),
    (
        "amplitude = -1.0",
        "amplitude = nan",
        "15: `hop[0].amplitude`: found the number nan",
        "expected a finite number, or an expression in quotes such as \"sqrt(3)/2\"",
    ),
    (
        "amplitude = -1.0",
        "amplitude = \"1/0\"",
        "15: `hop[0].amplitude`: in `1/0`, column 2: division by zero",
        "choose parameters for which the divisor does not vanish",
    ),
    (
        "amplitude = -1.0",
        "amplitude = \"tt\"",
        "15: `hop[0].amplitude`: in `tt`, column 1: unknown name `tt`",
        "known: `i`, `pi`, `s0`, `sx`, `sy`, `sz`",
    ),
    (
        "amplitude = -1.0",
        "amplitude = \"10^400\"",
        "15: `hop[0].amplitude`: in `10^400`, column 3: the value is inf",
        "only finite results are allowed",
    ),
    (
        "amplitude = -1.0",
        "amplitude = \"\"",
        "15: `hop[0].amplitude`: in ``, column 1: found the end",
        "expected a number, a name or `(`",
    ),
    (
        "amplitude = -1.0",
        "amplitude = \"sx\"",
        "11: `hop[0]`: hopping A → A with cell [1, 0] is a 2×2 matrix",
        "it must be 1×1 (orbitals of the target × orbitals of the origin)",
    ),
];

/// Runs `bands` and returns standard error; the command must fail in two lines and draw nothing.
fn refusal(folder: &Folder, model: &str) -> (String, String) {
    let answer = folder.run(&format!("bands {model} -o bands.svg"));
    assert_eq!(answer.status, Some(2), "{model}: {}{}", answer.stdout, answer.stderr);
    assert_eq!(answer.stdout, "");
    assert!(!folder.files().contains(&"bands.svg".to_owned()));
    let lines: Vec<&str> = answer.stderr.lines().collect();
    let [error, hint] = lines[..] else { panic!("{model}: {}", answer.stderr) };
    let error = error.strip_prefix("error: ").unwrap();
    (error.to_owned(), hint.strip_prefix("hint: ").unwrap().to_owned())
}

#[test]
fn model_files() {
    let folder = Folder::new();
    folder.write("model.toml", GOOD);
    assert_eq!(folder.run("bands model.toml --points 4 --json").json()["k"][0][0], 0.0);
    for (from, to, message, remedy) in WRONG {
        assert!(GOOD.contains(from), "{from}");
        folder.write("model.toml", &GOOD.replacen(from, to, 1));
        let (error, hint) = refusal(&folder, "model.toml");
        assert_eq!((error, hint), (format!("model.toml:{message}"), remedy.to_owned()));
    }
}

#[test]
fn what_is_given_twice() {
    let folder = Folder::new();
    let hop = &GOOD[GOOD.find("[[hop]]").unwrap()..];
    let conjugate = hop.replace("cell = [1, 0]", "cell = [-1, 0]");
    for again in [hop, conjugate.as_str()] {
        folder.write("model.toml", &format!("{GOOD}{again}"));
        let (error, hint) = refusal(&folder, "model.toml");
        assert!(error.starts_with("model.toml:16: `hop[1]`: "), "{error}; {hint}");
    }
    let site = "[[site]]\nname = \"A\"\nposition = [0.5, 0.5]\n";
    folder.write("model.toml", &format!("{GOOD}\n{site}"));
    let (error, hint) = refusal(&folder, "model.toml");
    assert_eq!(error, "model.toml:17: `site[1].name`: a site `A` is already defined in line 6");
    assert_eq!(hint, "names must differ");
}

#[test]
fn files_that_are_no_text_or_not_there() {
    let folder = Folder::new();
    let noise: Vec<u8> = (0..=255_u8).rev().cycle().take(3000).collect();
    for name in ["noise.toml", "noise_hr.dat", "noise_tb.dat", "noise.win"] {
        std::fs::write(folder.path().join(name), &noise).unwrap();
    }
    for name in ["noise.toml", "noise_hr.dat", "noise_tb.dat"] {
        let (error, _) = refusal(&folder, name);
        assert!(error.contains("this is not text (byte "), "{error}");
    }
    folder.write("empty.toml", "");
    assert_eq!(refusal(&folder, "empty.toml").0, "empty.toml:1: the key `lattice` is missing");
    std::fs::create_dir(folder.path().join("folder.toml")).unwrap();
    assert_eq!(refusal(&folder, "folder.toml").0, "folder.toml: cannot be read: it is a folder");
    for name in ["missing.toml", "missing_hr.dat", "missing_tb.dat"] {
        let (error, _) = refusal(&folder, name);
        assert!(error.starts_with(&format!("{name}: cannot be read: ")), "{error}");
    }
}

#[test]
fn wannier90_files_that_are_cut_or_announce_too_much() {
    const WIN: &str = "begin unit_cell_cart\n1 0 0\n0 1 0\n0 0 1\nend unit_cell_cart\n";
    let folder = Folder::new();
    folder.write("a.win", WIN);
    for (text, message) in [
        ("", "1: found the end of the file"),
        ("c\n 1\n 1\n 1\n 0 0 0 1 1 1.0 x\n", "5: found `x`"),
        ("c\n 1\n 1\n 1\n 0 0 0 1 1 nan 0\n", "5: found `nan`"),
        ("c\n 99999999999\n 1\n 1\n 0 0 0 1 1 1.0 0\n", "2: found `99999999999`"),
        ("c\n 1\n 0\n 1\n 0 0 0 1 1 1.0 0\n", "3: found `0`"),
        ("c\n 1\n 1\n 0\n 0 0 0 1 1 1.0 0\n", "4: found `0`"),
        (
            "c\n 1\n 2\n 1 1\n 0 0 0 1 1 1.0 0\n",
            "3: 2 matrix elements are announced, but the rest of the file can hold 1 at most",
        ),
    ] {
        folder.write("a_hr.dat", text);
        assert_eq!(refusal(&folder, "a_hr.dat").0, format!("a_hr.dat:{message}"));
    }
    folder.write("a_hr.dat", "c\n 1\n 1\n 1\n 0 0 0 1 1 1.0 0\n");
    folder.write("a.win", &WIN.replace("end unit_cell_cart\n", ""));
    let (error, hint) = refusal(&folder, "a_hr.dat");
    assert_eq!(error, "a.win:1: the block `unit_cell_cart` has no `end unit_cell_cart`");
    assert_eq!(hint, "add it");
}
