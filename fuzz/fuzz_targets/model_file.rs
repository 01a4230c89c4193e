//! Model files: an error or a model, and what is printed reads back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use thouless_lattice::Description;

fuzz_target!(|text: &str| {
    if let Ok(description) = Description::parse(text, "fuzz.toml") {
        assert!(Description::parse(&description.to_string(), "printed.toml").is_ok());
        if let Ok(model) = description.model() {
            let again = Description::parse(&model.to_toml(), "again.toml").and_then(|d| d.model());
            assert!(again.is_ok_and(|again| again.hoppings() == model.hoppings()));
        }
    }
});
