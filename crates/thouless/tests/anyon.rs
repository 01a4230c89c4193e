//! What `thouless anyon` prints, and its JSON fields.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

mod process;

use insta::assert_snapshot;
use process::Folder;

fn run(arguments: &[&str]) -> String {
    Folder::new().run_arguments(arguments).transcript()
}

#[test]
fn show() {
    assert_snapshot!(run(&["anyon", "show", "fibonacci"]), @"
    exit status 0
    --- stdout
    fibonacci: 2 anyons, D = 1.902113, c = 14/5 mod 8
     label         d            exactly  spin h mod 1
     1      1.000000                  1             0
     tau    1.618034  1/2 + 1/2*sqrt(5)           2/5
    tau x tau = 1 + tau
    ");
    let json = Folder::new().run("anyon show ising --json").json();
    assert_eq!(json["labels"], serde_json::json!(["1", "sigma", "psi"]));
    assert_eq!(json["twists"], serde_json::json!([[0, 1], [1, 16], [1, 2]]));
    assert_eq!(json["central_charge_mod_8"], "1/2");
    assert_eq!(json["fusion"]["sigma sigma"], serde_json::json!(["1", "psi"]));
    assert!((json["dimensions"][1].as_f64().unwrap() - 2.0_f64.sqrt()).abs() < 1e-15);
    assert!((json["S"][0][0][0].as_f64().unwrap() - 0.5).abs() < 1e-15);
    assert_eq!(json["S"][1][1], serde_json::json!([0.0, 0.0]));
    let names = Folder::new().run("anyon list --json").json();
    for entry in names["theories"].as_array().unwrap() {
        let example = entry["example"].as_str().unwrap();
        assert_eq!(Folder::new().run(&format!("anyon show {example} --json")).status, Some(0));
    }
}

#[test]
fn check() {
    assert_snapshot!(run(&["anyon", "check", "ising"]), @"
    exit status 0
    --- stdout
    ising: 392 equations
     equation  exactly
     pentagon  holds
     hexagon   holds
     unitary   holds
     ribbon    holds
     verlinde  holds
     modular   holds
    ");
    let json = Folder::new().run("anyon check su2:4 --json").json();
    for field in ["pentagon", "hexagon", "unitary", "verlinde", "modular"] {
        assert_eq!(json[field], true);
    }
    assert!(json["equations"].as_u64().unwrap() > 1000);
    assert_snapshot!(run(&["anyon", "check", "z:2:2", "--json"]), @r#"
    exit status 1
    --- stdout
    {"theory":"z:2:2","pentagon":true,"hexagon":true,"unitary":true,"ribbon":true,"verlinde":false,"modular":false,"equations":79,"violations":[{"equation":"modular","labels":"a=1, which braids trivially with all"},{"equation":"verlinde","labels":"a=1"}]}
    --- stderr
    error: `z:2:2` violates the modularity of S and T at a=1, which braids trivially with all
    hint: only a modular theory obeys it
    "#);
    assert_snapshot!(run(&["anyon", "check", "ty:3"]), @"
    exit status 1
    --- stdout
    ty:3: 651 equations
     equation  exactly
     pentagon  holds
     hexagon   fails
     unitary   holds
     ribbon    holds
     verlinde  fails
     modular   fails
    --- stderr
    error: `ty:3` is a consistent fusion category, but has no braiding
    hint: give R-symbols and twists, where there are any
    ");
}

#[test]
fn check_of_a_file_names_the_failing_equation() {
    let folder = Folder::new();
    let good = "name = \"mine\"\nlabels = [\"1\", \"s\"]\ndimensions = [1, 1]\ntwists = [[0, 1], [1, 4]]\n\
        [fusion]\n\"s s\" = [\"1\"]\n[F]\n\"s s s s\" = -1\n[R]\n\"s s 1\" = \"i\"\n";
    folder.write("good.toml", good);
    folder.write("bad.toml", &good.replace("\"s s s s\" = -1", "\"s s s s\" = 1"));
    assert_eq!(folder.run("anyon check good.toml").status, Some(0));
    assert_snapshot!(folder.run("anyon check bad.toml --json").transcript(), @r#"
    exit status 1
    --- stdout
    {"theory":"mine","pentagon":true,"hexagon":false,"unitary":true,"ribbon":true,"verlinde":true,"modular":true,"equations":82,"violations":[{"equation":"hexagon","labels":"a=s b=s c=s d=s e=1 g=1"},{"equation":"inversehexagon","labels":"a=s b=s c=s d=s e=1 g=1"}]}
    --- stderr
    error: `mine` violates the hexagon equation at a=s b=s c=s d=s e=1 g=1
    hint: look at the R-symbols of these labels
    "#);
    folder.write("worse.toml", &good.replace("\"i\"", "\"j\""));
    assert_snapshot!(folder.run("anyon check worse.toml").transcript(), @r#"
    exit status 2
    --- stderr
    error: worse.toml: TOML parse error at line 10, column 11 | 10 | "s s 1" = "j" | ^^^ an exact number such as "1/2*e(1/5)", or a matrix of such by rows
    "#);
}

#[test]
fn braid() {
    let command = ["anyon", "braid", "fibonacci", "--anyons", "tau tau tau", "--total", "tau"];
    let word = |word: &str| {
        let arguments: Vec<&str> = command.into_iter().chain(["--word", word]).collect();
        run(&arguments)
    };
    assert_snapshot!(word("1"), @"
    exit status 0
    --- stdout
    fibonacci: braid `1`, 2 states; columns are states before, rows after
     state  1       tau
     1      e(3/5)  0
     tau    0       e(3/10)
    ");
    assert_snapshot!(word("-2 1"), @"
    exit status 0
    --- stdout
    fibonacci: braid `-2 1`, 2 states; columns are states before, rows after
     state  1                                tau
     1      1 + e(2/5)                       (-e(1/5) - e(3/5))*sqrt(1/2 + 1/2*sqrt(5))
     tau    e(3/5)*sqrt(-1/2 + 1/2*sqrt(5))  1 + e(3/5)
    ");
    assert_snapshot!(word("3"), @"
    exit status 2
    --- stderr
    error: the generator 3 exchanges strands 3 and 4, but there are 3
    hint: take generators 1 to 2 and their negatives
    ");
    let arguments: Vec<&str> = command.into_iter().chain(["--word", "1 2 -1", "--json"]).collect();
    let json = Folder::new().run_arguments(&arguments).json();
    assert_eq!(json["basis"], serde_json::json!(["1", "tau"]));
    for j in 0..2 {
        let norm: f64 = (0..2)
            .map(|i| &json["matrix"][i][j])
            .map(|z| z[0].as_f64().unwrap().powi(2) + z[1].as_f64().unwrap().powi(2))
            .sum();
        assert!((norm - 1.0).abs() < 1e-14);
    }
    assert!(json["exact"][0][0].is_string());
}

#[test]
fn wrong_input_is_refused_with_what_would_be_right() {
    assert_snapshot!(run(&["anyon", "show", "fibonaci"]), @"
    exit status 2
    --- stderr
    error: there is no theory `fibonaci`
    hint: known are fibonacci, ising, kitaev:NU, semion, toric, double-semion, z:N[:T], su2:K, so3:K, su:N, ty:N1,N2,…[:-], double:G, product:A,B,…, conj:A, center:A, and files
    ");
    assert_snapshot!(run(&["anyon", "show", "su2:0"]), @"
    exit status 2
    --- stderr
    error: the level of SU(2) is 0
    hint: take a level from 1 to 512
    ");
    assert_snapshot!(run(&["anyon", "show", "nowhere.toml"]), @"
    exit status 2
    --- stderr
    error: nowhere.toml: No such file or directory (os error 2)
    ");
    assert_snapshot!(run(&["anyon", "show", "ising", "-o", "s.svg"]), @"
    exit status 2
    --- stderr
    error: this result has no figure
    hint: write it as .json, .csv or .npz
    ");
    let braid = |anyons: &str, total: &str| {
        run(&["anyon", "braid", "ising", "--anyons", anyons, "--total", total, "--word", "1"])
    };
    assert_snapshot!(braid("sigma tau", "1"), @"
    exit status 2
    --- stderr
    error: `ising` has no anyon `tau`
    hint: it has 1, sigma, psi
    ");
    assert_snapshot!(braid("sigma sigma", "sigma"), @"
    exit status 2
    --- stderr
    error: sigma sigma cannot fuse to `sigma`
    hint: they can fuse to 1, psi
    ");
}
