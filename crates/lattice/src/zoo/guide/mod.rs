//! The model that `docs/adding-a-model.md` adds, compiled as the page says.

#![expect(unreachable_pub, reason = "public in the zoo, private among the tests")]

use super::entry::ZooEntry;
use crate::testing::assert_bloch_hamiltonian;
use crate::{BlochHamiltonian, Description};

catalogue! {
    sawtooth::Sawtooth,
}

const PAGE: &str = include_str!("../../../../../docs/adding-a-model.md");

/// The contents of the fences of the page that are marked as `language`.
fn fences(language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = PAGE.lines();
    while let Some(line) = lines.next() {
        let Some(marked) = line.strip_prefix("```") else { continue };
        let inside: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        if marked == language {
            found.push(inside.join("\n") + "\n");
        }
    }
    found
}

#[test]
fn the_page_shows_this_model_and_its_line_in_the_catalogue() {
    let shown = fences("rust,ignore");
    assert_eq!(shown.len(), 2);
    assert_eq!(shown[0], include_str!("sawtooth.rs"));
    assert!(include_str!("mod.rs").contains(&shown[1]), "{}", shown[1]);
}

#[test]
fn the_file_of_the_first_step_is_the_model_of_the_fourth() {
    let file = Description::parse(&fences("toml")[0], "sawtooth.toml").unwrap();
    let entry = &CATALOGUE[0];
    assert_eq!((file.name(), file.source()), (entry.title(), Some(entry.source())));
    let names: Vec<_> = file.parameters().iter().map(crate::Parameter::name).collect();
    assert_eq!(names, entry.parameters().iter().map(|p| p.name).collect::<Vec<_>>());
    for overrides in [&[][..], &[("t", 0.7), ("t_tooth", -0.4)]] {
        let (one, other) = (file.evaluate(overrides).unwrap(), entry.model(overrides).unwrap());
        assert_eq!((one.sites(), one.hoppings()), (other.sites(), other.hoppings()));
        assert_bloch_hamiltonian(&other);
    }
}

#[test]
fn the_formula_of_the_page_is_that_of_the_model() {
    let (t, t_tooth, k) = (0.7, -0.4, 0.3);
    let h = Sawtooth { t, t_tooth }.model().unwrap().hamiltonian(&[k]).unwrap();
    let angle = std::f64::consts::TAU * k;
    let side = 2.0 * t_tooth * (angle / 2.0).cos();
    let formula = [[2.0 * t * angle.cos(), side], [side, 0.0]];
    for (i, row) in formula.iter().enumerate() {
        for (j, element) in row.iter().enumerate() {
            assert!((h[(i, j)] - element).norm() < 1e-14);
        }
    }
}
