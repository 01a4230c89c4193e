//! Parameters that depend on the position.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a failing test may panic; exact numbers"
)]

use thouless_lattice::shape::{CellBlock, Disk, Rectangle};
use thouless_lattice::zoo::{Haldane, KaneMele, Ssh, ZooModel};
use thouless_lattice::{Description, LatticeError, Vector3};

fn description<M: ZooModel>() -> &'static Description {
    M::description().expect("written as a file").as_ref().expect("a good file")
}

/// Both ways at once: single blocks evaluated in place, and a model built for each of them.
fn assert_same<const N: usize>(
    description: &Description,
    names: [&str; N],
    values: impl Fn(Vector3) -> [f64; N] + Send + Sync + Copy,
) {
    let model = description.model().unwrap();
    let cut = || {
        let flux = if model.dimension() > 1 { 0.03 } else { 0.0 };
        model.cut(Rectangle::new(9.0, 7.0)).potential(|r| 0.1 * r.x).flux_per_cell(flux)
    };
    let blocks = cut().vary_parameters(description, names, values).build().unwrap();
    let overrides = |r: Vector3| -> Vec<(&str, f64)> { names.into_iter().zip(values(r)).collect() };
    let models = cut().vary(|r| description.evaluate(&overrides(r))).build().unwrap();
    assert_eq!(blocks.matrix().to_dense(), models.matrix().to_dense());
    assert_eq!(blocks.matrix().hermitian_defect().unwrap(), 0.0);
    let uniform = cut().build().unwrap();
    assert!((uniform.matrix().to_dense() - blocks.matrix().to_dense()).camax() > 0.01);
}

#[test]
fn blocks_of_a_description_are_those_of_its_models() {
    assert_same(description::<Haldane>(), ["m", "phi"], |r| [0.3 * r.x, 0.1 * r.y]);
    assert_same(description::<KaneMele>(), ["l_so", "l_v"], |r| [0.05 + 0.01 * r.x, 0.2 * r.y]);
    assert_same(description::<Ssh>(), ["v", "w"], |r| [1.0 + r.x.tanh(), 2.0]);
}

#[test]
fn parameters_that_depend_on_varied_ones_follow() {
    let text = r#"
        [parameters]
        u = 0.5
        t = "2*u"
        [lattice]
        vectors = [[1.0]]
        [[site]]
        name = "A"
        position = [0.0]
        [[hop]]
        from = "A"
        to = "A"
        cell = [1]
        amplitude = "t"
    "#;
    let chain = Description::parse(text, "chain.toml").unwrap();
    assert_same(&chain, ["u"], |r| [1.0 + r.x]);
    let sample = chain
        .model()
        .unwrap()
        .cut(CellBlock::new([4]))
        .vary_parameters(&chain, ["u"], |r| [r.x])
        .build()
        .unwrap();
    // The bond from 2 to 3 has its middle at 2.5.
    assert_eq!(sample.matrix().get(3, 2).re, 5.0);
}

#[test]
fn what_cannot_vary_is_refused_with_its_place() {
    let text = "[parameters]\nu = 1.0\n[lattice]\nvectors = [[1.0]]\n[[site]]\nname = \"A\"\nposition = [0.0]\nonsite = \"1/u\"\n";
    let inverse = Description::parse(text, "inverse.toml").unwrap();
    let model = inverse.model().unwrap();
    let cut = || model.cut(CellBlock::new([4]));
    let message = |result: Result<_, LatticeError>| match result {
        Ok(()) => String::from("made"),
        Err(error) => error.to_string(),
    };
    let zero = cut().vary_parameters(&inverse, ["u"], |r| [r.x - 2.0]).build();
    insta::assert_snapshot!(message(zero.map(|_| ())), @"with the parameters at (2.0000, 0.0000, 0.0000): inverse.toml:8: `site[0].onsite`: in `1/u`, column 2: division by zero; choose parameters for which the divisor does not vanish");
    let nan = cut().vary_parameters(&inverse, ["u"], |_| [f64::NAN]).build();
    insta::assert_snapshot!(message(nan.map(|_| ())), @"with the parameters at (0.0000, 0.0000, 0.0000): parameter `u` is NaN; only finite numbers are allowed");
    let unknown = cut().vary_parameters(&inverse, ["uu"], |_| [1.0]).build();
    insta::assert_snapshot!(message(unknown.map(|_| ())), @"inverse has no parameter `uu`; did you mean `u`?");
    let other = cut().vary_parameters(description::<Ssh>(), ["v"], |_| [1.0]).build();
    insta::assert_snapshot!(message(other.map(|_| ())), @"the varied model at (0.0000, 0.0000, 0.0000) has 2 sites instead of 1; it must have the sites, orbitals and hoppings of the model that was cut");
    let square = Haldane::default().model().unwrap();
    let good = square.cut(Disk::new(3.0)).vary_parameters(description::<Haldane>(), [], |_| []);
    assert!(good.build().is_ok());
}
