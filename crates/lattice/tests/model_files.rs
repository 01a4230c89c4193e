//! Model files and MODEL strings: what they mean, that they read back, and every way to get them wrong.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a failing test may panic; exact numbers"
)]

use std::fmt::Write as _;
use std::path::Path;

use nalgebra::DMatrix;
use num_complex::Complex64;
use proptest::prelude::*;
use thouless_lattice::zoo::Haldane;
use thouless_lattice::{Description, Lattice, LatticeError, Model, ModelSource};

const HALDANE: &str = r#"name = "Haldane"
source = "F. D. M. Haldane, Phys. Rev. Lett. 61, 2015 (1988)"

[parameters]                 # overridable
t = -1.0
t2 = 0.1
phi = "pi/2"
m = 0.0

[lattice]
vectors = [[1.0, 0.0], ["1/2", "sqrt(3)/2"]]

[[site]]
name = "A"
position = [0.0, 0.0]
onsite = "m"

[[site]]
name = "B"
position = ["1/3", "1/3"]
onsite = "-m"

[[hop]]
from = "A"
to = "B"
cell = [0, 0]
amplitude = "t"

[[hop]]
from = "A"
to = "B"
cells = [[-1, 0], [0, -1]]
amplitude = "t"

[[hop]]
from = "A"
to = "A"
cells = [[1, 0], [-1, 1], [0, -1]]
amplitude = "t2*exp(i*phi)"

[[hop]]
from = "B"
to = "B"
cells = [[-1, 0], [1, -1], [0, 1]]
amplitude = "t2*exp(i*phi)"
"#;

/// One site of two orbitals, with matrices in every form.
const MATRICES: &str = r#"
[parameters]
m = 0.5
double = "2*half"
half = "m"
[lattice]
vectors = [[1, 0], [0, 1]]
[[site]]
name = "spinor"
cartesian = [0.25, 0.5]
orbitals = 2
onsite = [["m", "-i/2"], ["i/2", -0.5]]
[[hop]]
from = "spinor"
to = "spinor"
cell = [1, 0]
amplitude = "kron(sz, id(1))/2 + i*sx*double"
[[hop]]
from = "spinor"
to = "spinor"
cell = [0, 1]
amplitude = 0.25
"#;

fn parse(text: &str) -> Result<Description, LatticeError> {
    Description::parse(text, "model.toml")
}

fn wrong(text: &str) -> String {
    parse(text).and_then(|description| description.model()).unwrap_err().to_string()
}

fn assert_same(a: &Model, b: &Model) {
    assert_eq!(a.lattice(), b.lattice());
    assert_eq!(a.sites(), b.sites());
    assert_eq!(a.hoppings(), b.hoppings());
}

#[test]
fn a_file_gives_the_model_of_the_zoo() {
    let file = parse(HALDANE).unwrap();
    assert_same(&file.model().unwrap(), &Haldane::default().model().unwrap());
    let changed = Haldane { t2: 0.3, m: 0.5, ..Default::default() }.model().unwrap();
    assert_same(&file.evaluate(&[("t2", 0.3), ("m", 0.5)]).unwrap(), &changed);
    assert_same(&file.with("m", 0.5).unwrap().with("t2", 0.3).unwrap().model().unwrap(), &changed);
}

#[test]
fn matrices_may_be_lists_and_expressions() {
    let model = parse(MATRICES).unwrap().model().unwrap();
    let c = Complex64::new;
    let onsite =
        DMatrix::from_row_slice(2, 2, &[c(0.5, 0.0), c(0.0, -0.5), c(0.0, 0.5), c(-0.5, 0.0)]);
    assert_eq!(model.sites()[0].onsite(), &onsite);
    assert_eq!(model.sites()[0].position().as_slice(), [0.25, 0.5, 0.0]);
    let hop = DMatrix::from_row_slice(2, 2, &[c(0.5, 0.0), c(0.0, 1.0), c(0.0, 1.0), c(-0.5, 0.0)]);
    assert_eq!(model.hoppings()[0].amplitude, hop);
    assert_eq!(model.hoppings()[1].amplitude, DMatrix::from_diagonal_element(2, 2, c(0.25, 0.0)));
}

#[test]
fn parameters_follow_each_other_whatever_their_order() {
    let description = parse(MATRICES).unwrap();
    let values = |d: &Description| d.values().unwrap().iter().map(|z| z.re).collect::<Vec<_>>();
    assert_eq!(values(&description), [0.5, 1.0, 0.5]);
    assert_eq!(values(&description.with("m", 2.0).unwrap()), [2.0, 4.0, 2.0]);
    assert_eq!(values(&description.with("half", 1.0).unwrap()), [0.5, 2.0, 1.0]);
    let expression = description.with_expression("half", "m^2").unwrap();
    assert_eq!(values(&expression), [0.5, 0.5, 0.25]);
    let circle = description.with_expression("m", "double").unwrap_err();
    insta::assert_snapshot!(circle, @"model.toml:5: `parameters.half`: the parameters `m` → `double` → `half` → `m` are defined by each other; give one of them a number");
}

#[test]
fn a_description_prints_itself_with_its_parameters_as_they_are() {
    let description = parse(HALDANE).unwrap();
    assert_eq!(description.to_string(), HALDANE);
    let changed = description.with("t2", Complex64::new(0.25, -1e-7)).unwrap();
    let changed = changed.with_expression("m", "3*sqrt(3)*re(t2)").unwrap();
    let text = changed.to_string();
    let expected = HALDANE
        .replace("t2 = 0.1\n", "t2 = \"(0.25-1e-7*i)\"\n")
        .replace("m = 0.0\n", "m = \"3*sqrt(3)*re(t2)\"\n");
    assert_eq!(text, expected);
    assert_same(&parse(&text).unwrap().model().unwrap(), &changed.model().unwrap());
}

/// The text without its line that begins so, or with it replaced.
fn edited(text: &str, line: &str, new: &str) -> String {
    assert!(text.contains(line), "{line}");
    text.replacen(line, new, 1)
}

#[test]
fn each_missing_key_is_named_with_an_example() {
    let messages = [
        ("[lattice]\nvectors = [[1.0, 0.0], [\"1/2\", \"sqrt(3)/2\"]]\n", ""),
        ("vectors = [[1.0, 0.0], [\"1/2\", \"sqrt(3)/2\"]]\n", ""),
        ("name = \"A\"\n", ""),
        ("position = [0.0, 0.0]\n", ""),
        ("from = \"A\"\n", ""),
        ("to = \"B\"\n", ""),
        ("cell = [0, 0]\n", ""),
        ("amplitude = \"t\"\n", ""),
    ]
    .map(|(line, new)| wrong(&edited(HALDANE, line, new)));
    insta::assert_snapshot!(messages.join("\n"), @r#"
    model.toml:1: the key `lattice` is missing; add `[lattice]` with `vectors = [[1.0, 0.0], [0.0, 1.0]]`
    model.toml:10: `lattice`: the key `vectors` is missing; add `vectors = [[1.0, 0.0], [0.0, 1.0]]`
    model.toml:13: `site[0]`: the key `name` is missing; add `name = "A"`
    model.toml:13: `site[0]`: the key `position` is missing; add `position = [0.0, 0.0]` (reduced), or `cartesian = [0.0, 0.0]`
    model.toml:23: `hop[0]`: the key `from` is missing; add `from = "A"`
    model.toml:23: `hop[0]`: the key `to` is missing; add `to = "B"`
    model.toml:23: `hop[0]`: the key `cell` is missing; add `cell = [0, 0]`, or `cells = [[0, 0], [-1, 0]]` for several
    model.toml:23: `hop[0]`: the key `amplitude` is missing; add `amplitude = -1.0`
    "#);
    insta::assert_snapshot!(wrong("[lattice]\nvectors = [[1.0]]\n"), @"model.toml:1: the key `site` is missing; add a table `[[site]]` with `name` and `position`");
    insta::assert_snapshot!(wrong(""), @"model.toml:1: the key `lattice` is missing; add `[lattice]` with `vectors = [[1.0, 0.0], [0.0, 1.0]]`");
}

#[test]
fn each_wrong_value_is_named_with_its_line() {
    let messages = [
        ("name = \"Haldane\"", "name = 3"),
        ("source = \"F", "source = [\"F"),
        ("t = -1.0", "t = true"),
        ("t = -1.0", "t = [1.0]"),
        ("t = -1.0", "t = nan"),
        ("t = -1.0", "t = \"sx\""),
        ("t = -1.0", "t = 2020-01-01"),
        ("t = -1.0", "i = -1.0"),
        ("t = -1.0", "\"t-1\" = -1.0"),
        ("t = -1.0", "t = \"phj\""),
        ("t = -1.0", "t = \"1/m\""),
        ("t2 = 0.1", "t2 = \"m*phi\"\nx = \"y\"\ny = \"x + 1\""),
        ("t2 = 0.1", "t = 0.1"),
        ("[lattice]", "lattice = 3\n[lattices]"),
        ("vectors = [[1.0, 0.0], [\"1/2\", \"sqrt(3)/2\"]]", "vectors = 1.0"),
        ("vectors = [[1.0, 0.0],", "vectors = [1.0,"),
        ("vectors = [[1.0, 0.0],", "vectors = [[],"),
        ("vectors = [[1.0, 0.0],", "vectors = [[1.0, 0.0, 0.0, 0.0],"),
        ("vectors = [[1.0, 0.0],", "vectors = [[1.0, 0.0], [0, 1], [1, 1],"),
        ("vectors = [[1.0, 0.0],", "vectors = [[1.0, \"sqrt(3)\"],"),
        ("vectors = [[1.0, 0.0],", "vectors = [[1.0, \"i\"],"),
        ("vectors = [[1.0, 0.0],", "vectors = [[1.0, \"1/m\"],"),
        ("vectors = ", "vektors = "),
        ("name = \"A\"", "name = \"B\""),
        ("position = [0.0, 0.0]", "position = [0.0]"),
        ("position = [0.0, 0.0]", "position = [0.0, 0.0, 0.0, 0.0]"),
        ("position = [0.0, 0.0]", "position = \"origin\""),
        ("position = [0.0, 0.0]", "position = [0.0, \"t2*i\"]"),
        ("position = [0.0, 0.0]", "position = [0.0, 0.0]\ncartesian = [0.0, 0.0]"),
        ("position = [0.0, 0.0]", "position = [0.0, 0.0]\norbitals = 0"),
        ("position = [0.0, 0.0]", "position = [0.0, 0.0]\norbitals = 1.5"),
        ("onsite = \"m\"", "onsite = \"i*t\""),
        ("onsite = \"m\"", "onsite = \"sx\""),
        ("onsite = \"m\"", "onsite = \"m > 0\""),
        ("onsite = \"m\"", "onsite = []"),
        ("onsite = \"m\"", "onsite = [[1, 2], [3]]"),
        ("onsite = \"m\"", "onsite = [[1, 2], [3, 4]]"),
        ("onsite = \"m\"", "onsite = [[1, 2]]"),
        ("from = \"A\"", "from = \"a1\""),
        ("from = \"A\"", "from = 0"),
        ("to = \"B\"", "to = \"C\""),
        ("cell = [0, 0]", "cell = [0]"),
        ("cell = [0, 0]", "cell = 0"),
        ("cell = [0, 0]", "cell = [0, 0.5]"),
        ("cell = [0, 0]", "cell = [0, 99999999999]"),
        ("cell = [0, 0]", "cell = [0, 0]\ncells = [[0, 0]]"),
        ("cell = [0, 0]", "cell = [-1, 0]"),
        ("cells = [[1, 0], [-1, 1], [0, -1]]", "cells = [[1, 0], [-1, 0]]"),
        ("cells = [[1, 0], [-1, 1], [0, -1]]", "cell = [0, 0]"),
        ("amplitude = \"t\"", "amplitude = \"sx\""),
        ("amplitude = \"t\"", "amplitude = \"t + \""),
        ("amplitude = \"t\"", "amplitud = \"t\""),
        ("amplitude = \"t\"", "amplitude = \"t/m\""),
        ("amplitude = \"t\"", "amplitude = t"),
        ("[[hop]]", "[[hops]]"),
        ("[[hop]]", "[hop]"),
    ]
    .map(|(line, new)| wrong(&edited(HALDANE, line, new)));
    insta::assert_snapshot!(messages.join("\n"), @r#"
    model.toml:1: `name`: found the number 3; expected a name in quotes
    model.toml:4: not valid TOML: missing comma between array elements, expected `,`
    model.toml:5: `parameters.t`: found `true`; expected a finite number, or an expression in quotes such as "sqrt(3)/2"
    model.toml:5: `parameters.t`: found a list of 1; expected a finite number, or an expression in quotes such as "sqrt(3)/2"
    model.toml:5: `parameters.t`: found the number nan; expected a finite number, or an expression in quotes such as "sqrt(3)/2"
    model.toml:5: `parameters.t`: found a 2×2 matrix (`sx`); expected a number
    model.toml:5: `parameters.t`: found the date 2020-01-01; expected a finite number, or an expression in quotes such as "sqrt(3)/2"
    model.toml:5: `parameters.i`: `i` has a fixed meaning in expressions; choose another name
    model.toml:5: `parameters.t-1`: `t-1` is no name; use letters, digits and `_`, beginning with a letter
    model.toml:5: `parameters.t`: in `phj`, column 1: unknown name `phj`; did you mean `phi`?
    model.toml:5: `parameters.t`: in `1/m`, column 2: division by zero; choose parameters for which the divisor does not vanish
    model.toml:8: `parameters.y`: the parameters `x` → `y` → `x` are defined by each other; give one of them a number
    model.toml:6: not valid TOML: duplicate key, at `t`
    model.toml:11: `lattices`: unknown key; did you mean `lattice`?
    model.toml:11: `lattice.vectors`: found the number 1.0; expected a list of vectors such as [[1.0, 0.0], [0.0, 1.0]]
    model.toml:11: `lattice.vectors[0]`: found the number 1.0; expected a vector such as [1.0, 0.0]
    model.toml:11: `lattice.vectors[0]`: the number of components is 0; expected 1 to 3
    model.toml:11: `lattice.vectors[0]`: the number of components is 4; expected 1 to 3
    model.toml:11: `lattice.vectors`: the number of vectors is 4; expected 0 to 3
    model.toml:11: `lattice.vectors`: the primitive vectors are linearly dependent: they span a cell of relative volume 0.0e0; give independent vectors
    model.toml:11: `lattice.vectors[0][1]`: in `i`, column 1: the value 1.0*i has an imaginary part; a real number is needed here
    model.toml:11: `lattice.vectors[0][1]`: in `1/m`, column 2: division by zero; choose parameters for which the divisor does not vanish
    model.toml:11: `lattice.vektors`: unknown key; did you mean `vectors`?
    model.toml:18: `site[1].name`: a site `B` is already defined in line 13; names must differ
    model.toml:15: `site[0].position`: the number of coordinates is 1; expected 2 to 3
    model.toml:15: `site[0].position`: the number of coordinates is 4; expected 2 to 3
    model.toml:15: `site[0].position`: found the text "origin"; expected coordinates such as [0.0, 0.5]
    model.toml:15: `site[0].position[1]`: in `t2*i`, column 1: the value 0.1*i has an imaginary part; a real number is needed here
    model.toml:16: `site[0].cartesian`: both `position` and `cartesian` are given; keep one of them
    model.toml:16: `site[0].orbitals`: found the number 0; expected a whole number of orbitals from 1 to 65535
    model.toml:16: `site[0].orbitals`: found the number 1.5; expected a whole number of orbitals from 1 to 65535
    model.toml:16: `site[0].onsite`: the on-site block of `A` is not Hermitian: element (0, 0) differs from the conjugate of (0, 0) by 2.000e0; give conjugate elements across the diagonal and real ones on it
    model.toml:23: `hop[0]`: hopping A → B with cell [0, 0] is a 1×1 matrix; it must be 1×2 (orbitals of the target × orbitals of the origin)
    model.toml:16: `site[0].onsite`: found a condition (`m > 0`); expected a number or a matrix
    model.toml:16: `site[0].onsite`: found a list of 0; expected rows such as [["0", "-i"], ["i", "0"]]
    model.toml:16: `site[0].onsite[1]`: the number of elements is 1; expected 2
    model.toml:16: `site[0].onsite`: the on-site block of `A` is not Hermitian: element (1, 0) differs from the conjugate of (0, 1) by 1.000e0; give conjugate elements across the diagonal and real ones on it
    model.toml:16: `site[0].onsite`: the on-site block of `A` is a 1×2 matrix; it must be 1×1 (orbitals of the target × orbitals of the origin)
    model.toml:24: `hop[0].from`: there is no site `a1`; did you mean `A`?
    model.toml:24: `hop[0].from`: found the number 0; expected the name of a site in quotes
    model.toml:25: `hop[0].to`: there is no site `C`; known: `A`, `B`
    model.toml:26: `hop[0].cell`: the number of components is 1; expected 2, one per lattice vector
    model.toml:26: `hop[0].cell`: found the number 0; expected whole numbers such as [0, -1], one per lattice vector
    model.toml:26: `hop[0].cell[1]`: found the number 0.5; expected a whole number between -1048576 and 1048576
    model.toml:26: `hop[0].cell[1]`: found the number 99999999999; expected a whole number between -1048576 and 1048576
    model.toml:27: `hop[0].cells`: both `cell` and `cells` are given; keep one of them
    model.toml:29: `hop[1]`: the hopping A → B with cell [-1, 0] is given twice; the Hermitian conjugate is added by itself, give each hopping once
    model.toml:35: `hop[2]`: the hopping A → A with cell [-1, 0] is given twice (the second time as its conjugate); the Hermitian conjugate is added by itself, give each hopping once
    model.toml:35: `hop[2]`: the hopping A → A stays in the cell; give it as the on-site block of `A`
    model.toml:23: `hop[0]`: hopping A → B with cell [0, 0] is a 2×2 matrix; it must be 1×1 (orbitals of the target × orbitals of the origin)
    model.toml:27: `hop[0].amplitude`: in `t + `, column 5: found the end; expected a number, a name or `(`
    model.toml:27: `hop[0].amplitud`: unknown key; did you mean `amplitude`?
    model.toml:27: `hop[0].amplitude`: in `t/m`, column 2: division by zero; choose parameters for which the divisor does not vanish
    model.toml:27: not valid TOML: invalid boolean, expected `true`, at `t`; an expression stands in quotes, such as "2*t"
    model.toml:23: `hops`: unknown key; did you mean `hop`?
    model.toml:29: not valid TOML: duplicate key, at `hop`
    "#);
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let message = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let error = Description::open(&path).unwrap_err().to_string();
        error.replace(&folder.path().display().to_string(), "…")
    };
    let messages = [
        message("latin1.toml", b"name = \"caf\xe9\"\n"),
        message("binary.toml", &[0, 159, 146, 150]),
        message("cut.toml", &HALDANE.as_bytes()[..400]),
        Description::open(folder.path())
            .unwrap_err()
            .to_string()
            .replace(&folder.path().display().to_string(), "…"),
        Description::open(Path::new("no/such.toml")).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r"
    …/latin1.toml: this is not text (byte 11 is no valid UTF-8); a model file is a text file
    …/binary.toml: this is not text (byte 1 is no valid UTF-8); a model file is a text file
    …/cut.toml:29: not valid TOML: unclosed array table, expected `]]`
    …: cannot be read: it is a folder; name a file that is there and may be read
    no/such.toml: cannot be read: No such file or directory (os error 2); name a file that is there and may be read
    ");
}

#[test]
fn model_strings_name_zoo_and_files() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("own.toml"), HALDANE).unwrap();
    let expected = Haldane { t2: 0.25, phi: std::f64::consts::PI / 3.0, ..Default::default() };
    for text in [
        "haldane:t2=1/4,phi=pi/3",
        " haldane: t2 = 0.25, phi=max(pi/3,-1)",
        "own.toml:t2=0.25,phi=pi/3",
    ] {
        let source = ModelSource::resolve_beside(text, folder.path()).unwrap();
        assert_same(&source.model().unwrap(), &expected.model().unwrap());
        let parameters = source.parameters().unwrap();
        let names: Vec<&str> = parameters.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["t", "t2", "phi", "m"]);
        assert_eq!(parameters[1].1, 0.25.into());
        assert!(source.source().unwrap().contains("Haldane"));
        let again = Description::parse(&source.to_toml().unwrap(), "again").unwrap();
        assert_same(&again.model().unwrap(), &expected.model().unwrap());
        let moved = source.evaluate(&[("m", 0.5)]).unwrap();
        assert_same(&moved, &Haldane { m: 0.5, ..expected }.model().unwrap());
    }
    let symbolic = ModelSource::resolve_beside("own.toml:m=t2/2", folder.path()).unwrap();
    assert_eq!(symbolic.evaluate(&[("t2", 1.0)]).unwrap().sites()[0].onsite()[(0, 0)].re, 0.5);
}

#[test]
fn what_is_wrong_with_a_model_string_is_said() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("own.toml"), HALDANE).unwrap();
    let messages = [
        "",
        "haldene",
        "haldane:",
        "haldane:t2",
        "haldane:t2=",
        "haldane:=1",
        "haldane:t2=1,t2=2",
        "haldane:t3=1",
        "haldane:t2=1/0",
        "haldane:t2=one",
        "haldane:t2=i",
        "haldane:t2=nan",
        "own.toml:t3=1",
        "own.toml:t2=1/0",
        "own.toml:t2=fi",
        "own.toml:t2=m,m=t2",
        "own.tml",
        "folder/model",
        "missing.toml",
        "missing_hr.dat",
        "missing_tb.dat:t=1",
    ]
    .map(|text| {
        let error = ModelSource::resolve_beside(text, folder.path()).unwrap_err().to_string();
        error.replace(&folder.path().display().to_string(), "…")
    });
    insta::assert_snapshot!(messages.join("\n"), @r"
    cannot understand the model ``; expected a name of the zoo or a path
    there is no model `haldene` in the zoo; did you mean `haldane`?
    cannot understand the model `haldane:`; expected `name=value` pairs after `:`, with commas between them
    cannot understand the model `haldane:t2`; expected `name=value` pairs after `:`, with commas between them
    cannot understand the model `haldane:t2=`; expected a name before each `=` and a value after it
    cannot understand the model `haldane:=1`; expected a name before each `=` and a value after it
    cannot understand the model `haldane:t2=1,t2=2`; expected each parameter only once
    haldane has no parameter `t3`; did you mean `t2`?
    in `1/0`, column 2: division by zero; choose parameters for which the divisor does not vanish
    in `one`, column 1: unknown name `one`; known: `i`, `pi`, `s0`, `sx`, `sy`, `sz`
    in `i`, column 1: the value 1.0*i has an imaginary part; a real number is needed here
    in `nan`, column 1: unknown name `nan`; known: `i`, `pi`, `s0`, `sx`, `sy`, `sz`
    Haldane has no parameter `t3`; did you mean `t2`?
    in `1/0`, column 2: division by zero; choose parameters for which the divisor does not vanish
    in `fi`, column 1: unknown name `fi`; did you mean `pi`?
    …/own.toml:8: `parameters.m`: the parameters `t2` → `m` → `t2` are defined by each other; give one of them a number
    cannot understand the model `own.tml`; expected a path that ends in `.toml`, `_hr.dat` or `_tb.dat`, or a name of the zoo
    cannot understand the model `folder/model`; expected a path that ends in `.toml`, `_hr.dat` or `_tb.dat`, or a name of the zoo
    …/missing.toml: cannot be read: No such file or directory (os error 2); name a file that is there and may be read
    …/missing_hr.dat: cannot be read: No such file or directory (os error 2); name a file that is there and may be read
    missing_tb.dat has no parameter `t`; Wannier90 output has no parameters
    ");
}

/// A model of random numbers in two dimensions: skew cell, a site of two orbitals and one of one.
fn random_model(x: &[f64]) -> Option<Model> {
    let c = |n: usize| Complex64::new(x[n], x[n + 1]);
    let lattice = Lattice::new(&[[x[0], x[1]], [x[2], x[3]]]).ok()?;
    let onsite = DMatrix::from_row_slice(2, 2, &[x[4].into(), c(5), c(5).conj(), x[7].into()]);
    let hop = DMatrix::from_row_slice(1, 2, &[c(8), c(10)]);
    let pair = DMatrix::from_row_slice(2, 2, &[c(11), c(12), c(13), c(14)]);
    Model::builder(lattice)
        .name("random \"model\" \\ é")
        .site("a", [x[16], x[17]])
        .onsite(onsite)
        .site("b", [x[18], x[19], x[15]])
        .onsite(x[9])
        .hop("a", "b", [0, 0], hop.clone())
        .hop("a", "b", [-3, 2], hop * Complex64::I)
        .hop("a", "a", [1, 1], pair)
        .build()
        .ok()
}

proptest! {
    #[test]
    fn every_model_is_written_and_read_back_bit_by_bit(
        numbers in prop::collection::vec(prop_oneof![-1e3..1e3, any::<f64>().prop_filter("finite", |x| x.abs() < 1e100)], 20),
    ) {
        if let Some(model) = random_model(&numbers) {
            let text = model.to_toml();
            let again = parse(&text).unwrap().model().unwrap();
            prop_assert_eq!(model.name(), again.name());
            prop_assert_eq!(model.lattice(), again.lattice());
            prop_assert_eq!(model.sites(), again.sites());
            prop_assert_eq!(model.hoppings(), again.hoppings());
        }
    }
}

#[test]
fn the_text_of_a_written_model_is_short_and_readable() {
    let model = parse(MATRICES).unwrap().model().unwrap();
    let mut text = String::new();
    write!(text, "{}", model.to_toml()).unwrap();
    insta::assert_snapshot!(text, @r#"
    name = "model"

    [lattice]
    vectors = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]

    [[site]]
    name = "spinor"
    cartesian = [0.25, 0.5, 0.0]
    orbitals = 2
    onsite = [[0.5, "-0.5*i"], ["0.5*i", -0.5]]

    [[hop]]
    from = "spinor"
    to = "spinor"
    cell = [1, 0]
    amplitude = [[0.5, "1.0*i"], ["1.0*i", -0.5]]

    [[hop]]
    from = "spinor"
    to = "spinor"
    cell = [0, 1]
    amplitude = [[0.25, 0.0], [0.0, 0.25]]
    "#);
}
