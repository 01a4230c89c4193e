//! What holds for every model of the zoo at any parameters.

use std::collections::HashSet;

use proptest::prelude::*;
use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::zoo::{ZooEntry, catalogue, find};
use thouless_lattice::{BlochHamiltonian, Description, LatticeError, Model};

use crate::support::SOMEWHERE;

/// Values for all parameters of a model: the given ones, rounded away from 0 where whole numbers are
/// asked for.
fn overrides(entry: &ZooEntry, numbers: &[f64]) -> Vec<(&'static str, f64)> {
    let parameters = entry.parameters();
    parameters
        .iter()
        .zip(numbers.iter().cycle())
        .map(|(p, &x)| match entry.model(&[(p.name, x)]) {
            Err(LatticeError::ParameterValue { .. }) => (p.name, (4.0 * x).abs().ceil()),
            _ => (p.name, x),
        })
        .collect()
}

fn hamiltonian(model: &Model) -> nalgebra::DMatrix<num_complex::Complex64> {
    model.hamiltonian(&SOMEWHERE[..model.dimension()]).unwrap()
}

/// Numbers of either sign, none of them small.
fn numbers() -> impl Strategy<Value = Vec<f64>> {
    let number =
        (0.2_f64..2.0, any::<bool>()).prop_map(|(x, negative)| if negative { -x } else { x });
    prop::collection::vec(number, 7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn models_at_random_parameters_are_lawful(numbers in numbers()) {
        for entry in catalogue() {
            let model = entry.model(&overrides(entry, &numbers));
            let model = model.unwrap_or_else(|e| panic!("{}: {e}", entry.name()));
            assert_bloch_hamiltonian(&model);
        }
    }

    #[test]
    fn printed_files_give_the_same_hamiltonian(numbers in numbers()) {
        for entry in catalogue() {
            let overrides = overrides(entry, &numbers);
            let model = entry.model(&overrides).unwrap();
            let text = entry.toml(&overrides).unwrap();
            let read = Description::parse(&text, entry.name()).unwrap();
            prop_assert_eq!(hamiltonian(&read.model().unwrap()), hamiltonian(&model));
            prop_assert_eq!(read.name(), entry.title());
        }
    }

    #[test]
    fn every_parameter_matters(numbers in numbers()) {
        for entry in catalogue() {
            let overrides = overrides(entry, &numbers);
            let model = entry.model(&overrides).unwrap();
            for (changed, (name, value)) in overrides.iter().enumerate() {
                let mut others = overrides.clone();
                others[changed].1 = value + 1.0;
                let other = entry.model(&others).unwrap();
                let same = other.n_orbitals() == model.n_orbitals()
                    && other.lattice() == model.lattice()
                    && hamiltonian(&other) == hamiltonian(&model);
                // One more period on one site is no change.
                let idle = *name == "p" && overrides.contains(&("q", 1.0));
                prop_assert!(!same || idle, "{}: {}", entry.name(), name);
            }
        }
    }
}

#[test]
fn names_and_aliases_find_one_model_each() {
    let mut names = HashSet::new();
    for entry in catalogue() {
        for name in std::iter::once(entry.name()).chain(entry.aliases().iter().copied()) {
            assert!(names.insert(name), "`{name}` is taken twice");
            assert_eq!(find(name).unwrap().name(), entry.name());
            assert!(!name.contains([':', ',', '=']), "`{name}` cannot stand before parameters");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || "-+".contains(c)), "{name}");
        }
    }
    assert_eq!(find("graphene").unwrap().name(), "honeycomb");
    assert_eq!(find("p+ip").unwrap().name(), "p-wave");
}

#[test]
fn sources_name_a_year_and_parameters_are_ascii() {
    for entry in catalogue() {
        let year =
            |word: &str| word.len() == 6 && (word.starts_with("(1") || word.starts_with("(2"));
        let source = entry.source();
        assert!(source.split([' ', ';']).any(year), "{}: {source}", entry.name());
        for parameter in entry.parameters() {
            assert!(parameter.name.is_ascii(), "{}: {}", entry.name(), parameter.name);
            assert!(
                parameter.doc.ends_with('.') && !parameter.doc.contains('$'),
                "{}",
                parameter.doc
            );
        }
    }
}

#[test]
fn cells_of_no_site_and_of_too_many_are_refused() {
    let refused = |name: &str, q: f64| find(name).unwrap().model(&[("q", q)]).unwrap_err();
    for name in ["hofstadter", "hofstadter-triangular", "hofstadter-honeycomb", "aubry-andre"] {
        for q in [0.0, 1e6] {
            assert!(matches!(refused(name, q), LatticeError::ParameterValue { .. }), "{name}");
        }
    }
    insta::assert_snapshot!(refused("hofstadter", 0.0), @"the parameter `q` of hofstadter is 0.0; it must be a whole number from 1 to 4096");
    insta::assert_snapshot!(refused("hofstadter", 2.5), @"the parameter `q` of hofstadter is 2.5; it must be a whole number that is not negative");
    let flat = find("bhz").unwrap().model(&[("a", 0.0)]).unwrap_err();
    insta::assert_snapshot!(flat, @"zoo model `bhz`:13: `lattice.vectors`: the primitive vectors are linearly dependent: they span a cell of relative volume 0.0e0; give independent vectors");
}
