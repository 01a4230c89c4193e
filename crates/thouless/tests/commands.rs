//! What each command prints, and the JSON fields that users script against.

#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

mod process;

use insta::assert_snapshot;
use process::{Folder, transcript};

#[test]
fn models() {
    assert_snapshot!(transcript("models haldane"), @"
    exit status 0
    --- stdout
    Haldane: 2 directions periodic, 2 sites, 2 orbitals, 9 hoppings (conjugates not counted)
      a0 = (1.000000, 0.000000, 0.000000)
      a1 = (0.500000, 0.866025, 0.000000)
      A at (0.000000, 0.000000, 0.000000), 1 orbital, 9 hoppings to neighbours
      B at (0.500000, 0.288675, 0.000000), 1 orbital, 9 hoppings to neighbours
      parameters: t = -1, t2 = 0.1, phi = 1.5707963267948966, m = 0
      source: F. D. M. Haldane, Phys. Rev. Lett. 61, 2015 (1988)
    ");
    assert_snapshot!(transcript("models haldane:t2=0.2,phi=pi/3 --toml"), @r#"
    exit status 0
    --- stdout
    name = "Haldane"
    source = "F. D. M. Haldane, Phys. Rev. Lett. 61, 2015 (1988)"

    [parameters]
    t = -1.0 # Nearest-neighbour hopping.
    t2 = 0.2 # Second-neighbour hopping.
    phi = 1.0471975511965976 # Phase of the second-neighbour hops counter-clockwise around the common neighbour.
    m = 0.0 # On-site energy of A; that of B is its negative.

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
    cells = [[0, 0], [-1, 0], [0, -1]]
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
    "#);
    let json = Folder::new().run("models --json").json();
    for model in json["models"].as_array().unwrap() {
        assert!(model["name"].is_string() && model["source"].is_string());
        assert!(model["dimension"].is_u64() && model["orbitals"].is_u64());
        assert!(model["parameters"].is_object());
    }
}

#[test]
fn models_printed_as_a_file_are_the_same_models() {
    let folder = Folder::new();
    let text = folder.run("models kane-mele --toml").stdout;
    folder.write("mine.toml", &text);
    let from_zoo = folder.run("bands kane-mele:l_v=0.3 --points 13 --json").json();
    let from_file = folder.run("bands mine.toml:l_v=0.3 --points 13 --json").json();
    assert_eq!(from_zoo["energies"], from_file["energies"]);
}

#[test]
fn bands() {
    assert_snapshot!(transcript("bands haldane --points 31 --fermi 1"), @"
    exit status 0
    --- stdout
    Haldane: 2 bands along G-K-M-G (31 k-points)
     band   lowest E            at k  highest E            at k
        0  -3.000000  0.0000, 0.0000  -0.519615  0.6667, 0.3333
        1   0.519615  0.6667, 0.3333   3.000000  0.0000, 0.0000
    bands that meet E = 1 on this path: 1
    ");
    let json = Folder::new().run("bands haldane --path G-K-M-G --points 31 --json").json();
    assert_eq!(json["k"].as_array().unwrap().len(), 31);
    assert_eq!(json["distance"].as_array().unwrap().len(), 31);
    assert_eq!(json["energies"][30].as_array().unwrap().len(), 2);
    assert_eq!(json["ticks"][1]["label"], "K");
    assert!(json["ticks"][1]["distance"].is_f64());
}

#[test]
fn bands_of_reduced_coordinates() {
    let folder = Folder::new();
    let answer = folder.run_arguments(&[
        "bands",
        "square",
        "--path",
        "0,0; 1/2,1/2",
        "--points",
        "3",
        "--json",
    ]);
    assert_eq!(answer.json()["energies"], serde_json::json!([[-4.0], [0.0], [4.0]]));
}

#[test]
fn dos() {
    assert_snapshot!(transcript("dos haldane --grid 60x60"), @"
    exit status 0
    --- stdout
    Haldane: 2.000000 states per cell between E = -3.12 and 3.12 (the model has 2)
     gap from E      to E     width  states below per cell
      -0.519615  0.519615  1.039230               1.000000
    ");
    let json = Folder::new().run("dos haldane --grid 60x60 --energies -4:4:81 --json").json();
    assert_eq!(json["energies"].as_array().unwrap().len(), 81);
    assert_eq!(json["dos"].as_array().unwrap().len(), 81);
    let gap = json["gaps"][0][1].as_f64().unwrap();
    assert!((gap - 3.0 * 3.0_f64.sqrt() * 0.1).abs() < 1e-9);
}

#[test]
fn fermi() {
    assert_snapshot!(transcript("fermi ssh --energy 0.7"), @"
    exit status 0
    --- stdout
    Su-Schrieffer-Heeger: bands that meet E = 0.7
     band  points  vertices
        1       2         2
    ");
    assert_snapshot!(transcript("fermi haldane --energy 0"), @"
    exit status 0
    --- stdout
    Haldane: no band meets E = 0
    ");
    let folder = Folder::new();
    let contours = folder.run("fermi honeycomb --energy 0.8 --grid 40x40 --json").json();
    assert_eq!(contours["contours"].as_array().unwrap().len(), 2); // around K and K'
    let surface = folder.run("fermi cubic --energy 1 --grid 12 --json").json();
    assert_eq!(surface["triangles"][0].as_array().unwrap().len(), 3);
}
