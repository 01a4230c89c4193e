//! What holds for every model of the zoo.

use thouless_lattice::testing::assert_bloch_hamiltonian;
use thouless_lattice::zoo::{ZooEntry, catalogue, find};
use thouless_lattice::{Description, LatticeError};

#[test]
fn every_model_is_a_bloch_hamiltonian() {
    for entry in catalogue() {
        let model = entry.model(&[]).unwrap_or_else(|e| panic!("{}: {e}", entry.name()));
        assert_eq!(model.name(), entry.title());
        assert_bloch_hamiltonian(&model);
    }
}

#[test]
fn names_are_distinct_and_everything_is_documented() {
    let mut names: Vec<_> = catalogue().iter().map(ZooEntry::name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), catalogue().len());
    for entry in catalogue() {
        assert!(!entry.source().is_empty() && !entry.title().is_empty(), "{}", entry.name());
        for parameter in entry.parameters() {
            assert!(parameter.doc.len() > 3, "{}: {}", entry.name(), parameter.name);
        }
    }
}

#[test]
fn every_model_can_be_printed_as_a_file_and_read_back() {
    for entry in catalogue() {
        let text = entry.toml(&[]).unwrap();
        let read =
            Description::parse(&text, entry.name()).unwrap_or_else(|e| panic!("{e}\n{text}"));
        assert_eq!(read.source(), Some(entry.source()));
        let (model, again) = (entry.model(&[]).unwrap(), read.model().unwrap());
        assert_eq!(model.sites(), again.sites(), "{}", entry.name());
        assert_eq!(model.hoppings(), again.hoppings(), "{}", entry.name());
    }
}

#[test]
fn every_model_written_with_numbers_reads_back_bit_by_bit() {
    for entry in catalogue() {
        let model = entry.model(&[]).unwrap();
        let again = Description::parse(&model.to_toml(), entry.name()).unwrap().model().unwrap();
        assert_eq!(model.lattice(), again.lattice(), "{}", entry.name());
        assert_eq!(model.sites(), again.sites(), "{}", entry.name());
        assert_eq!(model.hoppings(), again.hoppings(), "{}", entry.name());
    }
}

#[test]
fn misspelt_names_are_answered_with_the_nearest_one() {
    let unknown = find("haldene").unwrap_err();
    insta::assert_snapshot!(unknown, @"there is no model `haldene` in the zoo; did you mean `haldane`?");
    let parameter = find("haldane").unwrap().model(&[("t3", 1.0)]).unwrap_err();
    insta::assert_snapshot!(parameter, @"haldane has no parameter `t3`; did you mean `t2`?");
    let value = find("haldane").unwrap().model(&[("t2", f64::NAN)]).unwrap_err();
    assert!(matches!(value, LatticeError::ParameterValue { .. }));
    insta::assert_snapshot!(value, @"the parameter `t2` of haldane is NaN; it must be a finite number");
}

#[test]
fn parameters_are_printed_as_they_are_now() {
    let text = find("haldane").unwrap().toml(&[("t2", 0.25)]).unwrap();
    insta::assert_snapshot!(text.split("\n[lattice]").next().unwrap(), @r#"
    name = "Haldane"
    source = "F. D. M. Haldane, Phys. Rev. Lett. 61, 2015 (1988)"

    [parameters]
    t = -1.0 # Nearest-neighbour hopping.
    t2 = 0.25 # Second-neighbour hopping.
    phi = 1.5707963267948966 # Phase of the second-neighbour hops counter-clockwise around the common neighbour.
    m = 0.0 # On-site energy of A; that of B is its negative.
    "#);
}
