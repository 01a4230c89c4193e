//! What is in a figure, read from its SVG: labels and parts, never pixels.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use thouless_lattice::{Lattice, Model};
use thouless_plot::{Axes, Color, ColorMap, Dot, Figure, HeatMap, Pen, Plot};

/// The texts of a figure, in the order in which they are drawn.
fn labels(svg: &str) -> Vec<String> {
    svg.split("aria-label=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

fn two_bands() -> Axes {
    let band = |sign: f64| {
        (0..=20).map(f64::from).map(move |i| [i / 20.0, sign * (1.0 + (i / 20.0).powi(2))])
    };
    Axes::new()
        .x_named([(0.0, "G"), (0.4, "K1"), (1.0, "M"), (1.0, "X")])
        .y_label("Energy $E/t_1$")
        .horizontal_strip(-1.0, 1.0, Color::SHADE)
        .horizontal_line(0.0, Pen::reference())
        .curve(band(1.0), Pen::default())
        .curve(band(-1.0), Pen::default())
}

#[test]
fn names_stand_below_the_axis_and_numbers_beside_it() {
    let svg = Figure::new(two_bands()).title("Two bands").to_svg().unwrap();
    let found = labels(&svg).join(" ");
    insta::assert_snapshot!(found, @"Γ K1 M|X −2.0 −1.5 −1.0 −0.5 0.0 0.5 1.0 1.5 2.0 Energy E/t1 Two bands");
    assert_eq!(svg.matches("stroke=\"#0072b2\"").count(), 2);
    assert_eq!(svg.matches("stroke-dasharray").count(), 1);
    assert_eq!(svg.matches("fill=\"#ececec\"").count(), 1);
    assert!(svg.starts_with("<svg") && svg.contains("width=\"8.600cm\""));
}

#[test]
fn an_svg_needs_no_font_and_no_other_file() {
    let svg = Figure::new(two_bands()).to_svg().unwrap();
    assert!(!svg.contains("<text") && !svg.contains("font"));
    assert_eq!(svg.matches("http").count(), 1, "only the name space");
}

#[test]
fn the_same_figure_gives_the_same_bytes() {
    let figure = Figure::new(two_bands());
    assert_eq!(figure.to_svg().unwrap(), figure.to_svg().unwrap());
    assert_eq!(figure.to_png().unwrap(), figure.to_png().unwrap());
}

/// Width and height from the header of a PNG.
fn pixels(png: &[u8]) -> [u32; 2] {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    [number(16), number(20)]
}

#[test]
fn a_png_has_the_size_and_resolution_asked_for() {
    let figure = Figure::new(two_bands()).size(8.0, 5.0).resolution(254.0);
    assert_eq!(pixels(&figure.to_png().unwrap()), [800, 500]);
}

#[test]
fn equal_aspect_makes_the_frame_as_high_as_the_data() {
    let plot = |height: f64| {
        let corners = [[0.0, 0.0], [1.0, height]];
        let axes = Axes::new().equal_aspect().bare().scatter(corners, Dot::new(Color::INK));
        let [width, height] = pixels(&Figure::new(axes).to_png().unwrap());
        f64::from(height) / f64::from(width)
    };
    assert!((plot(0.5) - 0.5).abs() < 0.03 && (plot(1.0) - 1.0).abs() < 0.03);
}

#[test]
fn a_heat_map_is_one_picture_with_a_color_bar_and_no_cells() {
    let rows = (0..30).map(|j| (0..40).map(|i| f64::from(i * j)).collect()).collect();
    let heat = HeatMap::new([0.0, 1.0], [0.0, 1.0], rows).label("$C$").map(ColorMap::Diverging);
    let svg = Figure::new(Axes::new().heat_map(heat)).to_svg().unwrap();
    assert_eq!(svg.matches("<image").count(), 2);
    assert!(svg.matches("<path").count() < 40);
    assert!(
        labels(&svg).contains(&"−1000".to_owned()),
        "symmetric around zero: {:?}",
        labels(&svg)
    );
}

#[test]
fn curves_end_at_the_border_of_the_range() {
    let axes = || Axes::new().curve([[0.0, -9.0], [1.0, 9.0]], Pen::default()).y_range(-1.0, 1.0);
    let svg = Figure::new(axes()).to_svg().unwrap();
    let (whole, hidden) = (svg.matches("#0072b2").count(), axes().x_range(5.0, 6.0));
    assert_eq!(whole, 1);
    assert_eq!(Figure::new(hidden).to_svg().unwrap().matches("#0072b2").count(), 0);
}

fn haldane(phase: f64) -> Model {
    let t2 = num_complex::Complex64::from_polar(0.1, phase);
    Model::builder(Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]]).unwrap())
        .site("A", [0.0, 0.0])
        .site("B", [1.0 / 3.0, 1.0 / 3.0])
        .hop("A", "B", [[0, 0], [-1, 0], [0, -1]], -1.0)
        .hop("A", "A", [[1, 0], [-1, 1], [0, -1]], t2)
        .hop("B", "B", [[-1, 0], [1, -1], [0, 1]], t2)
        .build()
        .unwrap()
}

#[test]
fn a_cell_names_its_sites_and_explains_its_hoppings() {
    let svg = haldane(std::f64::consts::FRAC_PI_2).figure().to_svg().unwrap();
    insta::assert_snapshot!(labels(&svg).join(" "), @"B A −1 0.1i");
    // three bonds of A are those of B: 5 distinct dark bonds, and 12 green ones with as many heads
    assert_eq!(svg.matches("stroke=\"#4a4a4a\"").count(), 5 + 1);
    assert_eq!(svg.matches("stroke=\"#009e73\"").count(), 12 + 1);
    assert_eq!(svg.matches("fill=\"#009e73\"").count(), 12 + 1);
}

#[test]
fn real_hoppings_carry_no_arrows() {
    let svg = haldane(0.0).figure().to_svg().unwrap();
    assert_eq!(svg.matches("fill=\"#009e73\"").count(), 0);
}

#[test]
fn every_dimension_has_a_picture() {
    for d in 0..=3 {
        let unit = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let mut builder = Model::builder(Lattice::new(&unit[..d]).unwrap())
            .site("A", [0.0, 0.0, 0.0])
            .site("B", [0.5, 0.5, 0.5])
            .hop("A", "B", vec![0; d], -1.0);
        for direction in 0..d {
            let mut cell = vec![0; d];
            cell[direction] = 1;
            builder = builder.hop("A", "A", cell, 0.5);
        }
        let svg = builder.build().unwrap().figure().to_svg().unwrap();
        let edges = svg.matches("stroke-dasharray").count();
        assert_eq!(edges, [0, 4, 4, 12][d], "{d} dimensions");
    }
}
