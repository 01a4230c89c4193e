//! The fast entries of the registry, run with the tests; the rest runs with `cargo xtask verify`.

use thouless_tests::{Cost, Reference, Registry, Selection};

#[test]
fn every_fast_known_value_comes_out() {
    let registry = Registry::load().expect("the registry is complete");
    let fast = Selection { area: None, id: None, cost: Cost::Fast };
    let cases = registry.select(&fast).expect("nothing is named");
    let failures: Vec<String> = cases
        .iter()
        .map(|case| {
            let source = registry.works.get(&case.source).map(Reference::short).unwrap_or_default();
            case.run(source)
        })
        .filter(|outcome| !outcome.passed)
        .map(|outcome| outcome.failure())
        .collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn every_area_has_entries_and_every_check_is_used() {
    let registry = Registry::load().expect("the registry is complete");
    for area in ["bands", "lattice", "linalg"] {
        assert!(registry.areas().contains(area), "{area}");
    }
    for check in thouless_tests::CHECKS {
        let used = registry.cases.iter().any(|case| case.kind_of_check.name == check.name);
        assert!(used, "no entry uses check `{}`", check.name);
    }
}
