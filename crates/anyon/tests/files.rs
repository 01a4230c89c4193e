//! Theories written to files are read back, and what contradicts itself in a file is refused.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use thouless_anyon::{Theory, theory};

#[test]
fn every_theory_survives_a_round_trip() {
    for entry in theory::CATALOGUE {
        let theory = theory::by_name(entry.example).unwrap();
        let toml = Theory::from_toml(&theory.to_toml().unwrap()).unwrap();
        let json = Theory::from_json(&theory.to_json().unwrap()).unwrap();
        for read in [toml, json] {
            assert_eq!((read.name(), read.ring()), (theory.name(), theory.ring()));
            assert_eq!(read.twists(), theory.twists());
            let rank = theory.rank();
            if rank > 8 {
                continue;
            }
            for labels in (0..rank.pow(4))
                .map(|i| [i / rank.pow(3), i / rank.pow(2) % rank, i / rank % rank, i % rank])
            {
                let [a, b, c, d] = labels;
                assert_eq!(read.f(a, b, c, d), theory.f(a, b, c, d));
                assert_eq!(read.r(a, b, c), theory.r(a, b, c));
                if theory.ring().n(a, b, c) > 0 {
                    assert_eq!(read.norm(a, b, c, 0), theory.norm(a, b, c, 0));
                }
            }
        }
    }
}

const SEMION: &str = r#"
name = "mine"
labels = ["1", "s"]
dimensions = [1, 1]
twists = [[0, 1], [1, 4]]

[fusion]
"s s" = ["1"]

[F]
"s s s s" = -1

[R]
"s s 1" = "i"
"#;

#[test]
fn a_theory_of_ones_own_is_checked() {
    let mine = Theory::from_toml(SEMION).unwrap();
    assert!(mine.verify().unwrap().modular);
    let wrong = Theory::from_toml(&SEMION.replace("= \"i\"", "= \"1\"")).unwrap();
    insta::assert_snapshot!(wrong.verify().unwrap_err(), @"`mine` violates the hexagon equation at a=s b=s c=s d=s e=1 g=1; look at the R-symbols of these labels");
    let error = |from: &str, to: &str| {
        assert!(SEMION.contains(from));
        Theory::from_toml(&SEMION.replace(from, to)).unwrap_err().to_string()
    };
    insta::assert_snapshot!(error("\"i\"", "\"j\""), @r#"
    theory: TOML parse error at line 14, column 11
       |
    14 | "s s 1" = "j"
       |           ^^^
    an exact number such as "1/2*e(1/5)", or a matrix of such by rows
    "#);
    insta::assert_snapshot!(error("[\"1\"]", "[\"t\"]"), @"`mine` has no anyon `t`; it has 1, s");
    insta::assert_snapshot!(error("\"s s s s\" = -1", "\"s s s s\" = [[1, 2]]"), @"the F symbol at s s s s is a matrix of 1 by 2; the fusion rules ask for 1 by 1");
    insta::assert_snapshot!(error("\"s s s s\"", "\"s s s\""), @"key `s s s`: 3 labels, where 4 are needed");
    insta::assert_snapshot!(error("[R]", "[Q]"), @"
    theory: TOML parse error at line 13, column 2
       |
    13 | [Q]
       |  ^
    unknown field `Q`, expected one of `name`, `labels`, `dimensions`, `twists`, `fusion`, `F`, `R`, `norms`
    ");
    insta::assert_snapshot!(error("[1, 4]", "[1, 0]"), @"the denominator of a twist is 0; take a positive number of at most 2^20");
    insta::assert_snapshot!(error("dimensions = [1, 1]", "dimensions = [1]"), @"the number of dimensions is 1 for 2 labels; give one for each label");
    insta::assert_snapshot!(error("twists = [[0, 1], [1, 4]]", ""), @"`mine` has no twists, but R-symbols; give the twists too, or no R-symbols");
    insta::assert_snapshot!(Theory::resolve("nowhere.toml").unwrap_err(), @"nowhere.toml: No such file or directory (os error 2)");
}
