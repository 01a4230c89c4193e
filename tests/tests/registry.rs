//! What the registry refuses, and in which words.

use std::path::Path;

use thouless_tests::{
    Bibliography, Cost, Registry, RegistryError, Selection, first_difference, lines_agree,
    page_row, validation_page,
};

const WORKS: &str =
    "@book{golub2013,\n author = {Golub, G. H.},\n title = {T},\n year = {2013},\n}\n";

const GOOD: &str = r#"
[[case]]
id = "linalg/pauli"
check = "hermitian_eigenvalues"
matrix = "sx"
expected = [-1, "sqrt(4) - 1"]
tolerance = { abs = 1e-12 }
source = "golub2013"
where = "chapter 8"
kind = "analytic"
cost = "fast"
"#;

/// Reads a registry of one file `linalg.toml`.
fn read(text: &str) -> Result<Registry, RegistryError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("linalg.toml"), text).expect("written");
    let works = Bibliography::parse(Path::new("r.bib"), WORKS).expect("good works");
    Registry::read(folder.path(), works)
}

/// The message with the folder removed.
fn refusal(text: &str) -> String {
    let message = read(text).expect_err("refused").to_string();
    let at = message.find("linalg.toml").unwrap_or(0);
    message[at..].trim_end().to_owned()
}

fn with(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    GOOD.replace(from, to)
}

#[test]
fn a_good_entry_is_read_and_runs() {
    let registry = read(GOOD).expect("good");
    let outcome = registry.cases[0].run("Golub 2013".to_owned());
    assert!(outcome.passed, "{}", outcome.failure());
    assert_eq!(outcome.expected_text(), "-1, 1");
    assert_eq!(outcome.found_text(), "-1, 1");
}

#[test]
fn a_wrong_value_fails_with_all_its_digits() {
    let registry = read(&with("\"sqrt(4) - 1\"", "1.5")).expect("good");
    let outcome = registry.cases[0].run("Golub 2013".to_owned());
    assert!(!outcome.passed);
    insta::assert_snapshot!(outcome.failure(), @"linalg/pauli [Golub 2013]: expected -1, 1.5 within 1e-12, found -1, 1");
}

#[test]
fn the_page_may_differ_by_rounding_and_by_nothing_else() {
    let registry = read(GOOD).expect("good");
    let case = &registry.cases[0];
    let outcome = case.run("Golub 2013".to_owned());
    let row = page_row(case, &outcome);
    let agree = |from: &str, to: &str| {
        assert!(row.contains(from), "{row}");
        lines_agree(case, &outcome, &row.replacen(from, to, 1), &row)
    };
    assert!(agree("-1, 1", "-1, 1"));
    assert!(agree("| -1, 1 | -1, 1 |", "| -1, 1 | -1, 1.0000000000001 |"));
    assert!(!agree("| -1, 1 | -1, 1 |", "| -1, 1 | -1, 1.000000001 |"));
    assert!(!agree("| -1, 1 | -1, 1 |", "| -1, 1 | -1 |"));
    assert!(!agree("| -1, 1 | -1, 1 |", "| -1, 1 | nothing |"));
    assert!(!agree("1e-12", "1e-13"));
    assert!(!agree("chapter 8", "chapter 9"));

    let outcomes = vec![(case, outcome.clone())];
    let page = validation_page(&registry, &outcomes);
    let compared = |old: &str| first_difference(old, &page, &outcomes).map(|found| found.0);
    assert_eq!(compared(&page), None);
    assert_eq!(
        compared(&page.replace("| -1, 1 | -1, 1 |", "| -1, 1 | -1, 0.9999999999999 |")),
        None
    );
    assert_eq!(compared(&page.replace("| -1, 1 | -1, 1 |", "| -1, 1 | -1, 0.9 |")), Some(10));
    assert!(compared(&page[..page.len() / 2]).is_some());
    assert!(compared("").is_some());
}

#[test]
fn what_is_incomplete_or_unknown_is_refused_with_file_and_id() {
    insta::assert_snapshot!(refusal(&with("id = \"linalg/pauli\"\n", "")), @"linalg.toml: entry `number 1`: key `id` is missing");
    insta::assert_snapshot!(refusal(&with("linalg/pauli", "bands/pauli")), @"linalg.toml: entry `bands/pauli`: an id of this file must be `linalg/…`");
    insta::assert_snapshot!(refusal(&with("hermitian_eigenvalues", "hermitian_eigenvalue")), @"linalg.toml: entry `linalg/pauli`: unknown check `hermitian_eigenvalue`; did you mean `hermitian_eigenvalues`?");
    insta::assert_snapshot!(refusal(&with("matrix =", "matrx =")), @"linalg.toml: entry `linalg/pauli`: parameters of check `hermitian_eigenvalues`: unknown field `matrx`, expected `matrix` or `places`");
    insta::assert_snapshot!(refusal(&with("matrix = \"sx\"\n", "")), @"linalg.toml: entry `linalg/pauli`: parameters of check `hermitian_eigenvalues`: missing field `matrix`");
    insta::assert_snapshot!(refusal(&with("kind =", "kidn =")), @"linalg.toml: entry `linalg/pauli`: parameters of check `hermitian_eigenvalues`: unknown field `kidn`, expected `matrix` or `places`");
    insta::assert_snapshot!(refusal(&with("source = \"golub2013\"\n", "")), @"linalg.toml: entry `linalg/pauli`: missing field `source`");
    insta::assert_snapshot!(refusal(&with("golub2013", "golub2031")), @"linalg.toml: entry `linalg/pauli`: source `golub2031` is not in docs/references.bib; did you mean `golub2013`?");
    insta::assert_snapshot!(refusal(&with("[-1, \"sqrt(4) - 1\"]", "[-1, \"1/0\"]")), @"linalg.toml: entry `linalg/pauli`: `expected`: in `1/0`, column 2: division by zero; choose parameters for which the divisor does not vanish");
    insta::assert_snapshot!(refusal(&with("[-1, \"sqrt(4) - 1\"]", "[]")), @"linalg.toml: entry `linalg/pauli`: `expected` is an empty list");
    insta::assert_snapshot!(refusal(&with("[-1, \"sqrt(4) - 1\"]", "nan")), @"linalg.toml: entry `linalg/pauli`: `expected`: NaN is not finite");
    insta::assert_snapshot!(refusal(&with("{ abs = 1e-12 }", "{ abs = 0.0 }")), @"linalg.toml: entry `linalg/pauli`: tolerance abs = 0 is not positive");
    insta::assert_snapshot!(refusal(&with("{ abs = 1e-12 }", "{ absolute = 1e-12 }")), @r#"linalg.toml: entry `linalg/pauli`: `tolerance` must be "exact", { abs = … }, { rel = … } or { sigma = …, allowance = … }"#);
    insta::assert_snapshot!(
        refusal(&with("[-1, \"sqrt(4) - 1\"]\ntolerance = { abs = 1e-12 }", "0.5\ntolerance = \"exact\"")),
        @"linalg.toml: entry `linalg/pauli`: tolerance `exact` is for integers; give { abs = … } or { rel = … }"
    );
    insta::assert_snapshot!(refusal(&with("\"chapter 8\"", "\" \"")), @"linalg.toml: entry `linalg/pauli`: key `where` must name an equation, figure, table or argument");
    insta::assert_snapshot!(refusal(&with("\"fast\"", "\"cheap\"")), @"linalg.toml: entry `linalg/pauli`: unknown variant `cheap`, expected one of `fast`, `standard`, `slow`");
}

#[test]
fn what_is_no_registry_file_is_refused() {
    insta::assert_snapshot!(refusal(&format!("{GOOD}{GOOD}")).split("first in").next().unwrap_or(""), @"linalg.toml: entry `linalg/pauli`: this id is given twice,");
    insta::assert_snapshot!(refusal("[[cases]]\nid = \"linalg/x\"\n"), @"linalg.toml: unknown key `cases`; a registry file holds [[case]] tables only");
    insta::assert_snapshot!(refusal("case = 3\n"), @"linalg.toml: no [[case]] in it");
    insta::assert_snapshot!(refusal("[[case]\n"), @r"
linalg.toml: TOML parse error at line 1, column 8
  |
1 | [[case]
  |        ^
unclosed array table, expected `]`
");
}

#[test]
fn selections_name_the_nearest_known() {
    let registry = read(GOOD).expect("good");
    let select = |area: Option<&str>, id: Option<&str>| {
        let owned = |name: Option<&str>| name.map(str::to_owned);
        registry
            .select(&Selection { area: owned(area), id: owned(id), cost: Cost::Fast })
            .map(|cases| cases.len())
            .map_err(|error| error.to_string())
    };
    assert_eq!(select(Some("linalg"), None), Ok(1));
    assert_eq!(select(None, Some("linalg/pauli")), Ok(1));
    insta::assert_snapshot!(select(Some("linalgebra"), None).unwrap_err(), @"no area `linalgebra`; did you mean `linalg`? known: linalg");
    insta::assert_snapshot!(select(None, Some("linalg/paul")).unwrap_err(), @"no entry `linalg/paul`; did you mean `linalg/pauli`? known: linalg/pauli");
}

#[test]
fn a_missing_folder_is_an_error() {
    let error = Registry::read(Path::new("/no/such/folder"), Bibliography::default()).unwrap_err();
    insta::assert_snapshot!(error, @"/no/such/folder: cannot be read: No such file or directory (os error 2)");
}
