//! What a user reads when a figure cannot be drawn or written.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use thouless_plot::{Axes, Color, Dot, Figure, HeatMap, Pen, PlotError};

fn message(axes: Axes) -> String {
    Figure::new(axes).to_svg().unwrap_err().to_string()
}

fn line() -> Axes {
    Axes::new().curve([[0.0, 0.0], [1.0, 1.0]], Pen::default())
}

#[test]
fn data_that_cannot_be_drawn() {
    let nan = Axes::new().curve([[0.0, 0.0], [1.0, f64::NAN]], Pen::default());
    insta::assert_snapshot!(message(nan), @"curve: value NaN at index 1 cannot be drawn; remove or repair it first");
    insta::assert_snapshot!(message(line().horizontal_line(f64::INFINITY, Pen::reference())), @"horizontal line: value inf at index 0 cannot be drawn; remove or repair it first");
    insta::assert_snapshot!(message(Axes::new().curve([], Pen::default())), @"curve is empty; give at least two points");
    insta::assert_snapshot!(message(Axes::new().scatter([], Dot::new(Color::INK))), @"scatter plot is empty; give at least one point");
    insta::assert_snapshot!(message(Axes::new()), @"plot is empty; give at least one curve, point, area or heat map, or both ranges");
    insta::assert_snapshot!(message(line().horizontal_strip(1.0, 0.0, Color::SHADE)), @"strip from 1.0 to 0.0 is no range; the first bound must be below the second");
    insta::assert_snapshot!(message(line().x_range(2.0, 2.0)), @"horizontal axis from 2.0 to 2.0 is no range; the first bound must be below the second");
    insta::assert_snapshot!(message(line().y_range(f64::NAN, 2.0)), @"vertical axis from NaN to 2.0 is no range; the first bound must be below the second");
    insta::assert_snapshot!(message(line().y_range(-f64::MAX, f64::MAX)), @"vertical axis from -1.7976931348623157e308 to 1.7976931348623157e308 is no range; the first bound must be below the second");
}

#[test]
fn tables_that_cannot_be_drawn() {
    let heat = |rows| Axes::new().heat_map(HeatMap::new([0.0, 1.0], [0.0, 1.0], rows));
    insta::assert_snapshot!(message(heat(vec![])), @"heat map is empty; give at least one row with one value");
    insta::assert_snapshot!(message(heat(vec![vec![1.0, 2.0], vec![3.0]])), @"row 1 of the heat map has 1 values where the first has 2");
    insta::assert_snapshot!(message(heat(vec![vec![1.0, f64::INFINITY]])), @"heat map: value inf at index 1 cannot be drawn; remove or repair it first");
    insta::assert_snapshot!(message(heat(vec![vec![f64::NAN]])), @"heat map: value NaN at index 0 cannot be drawn; remove or repair it first");
    let flat = HeatMap::new([0.0, 0.0], [0.0, 1.0], vec![vec![1.0]]);
    insta::assert_snapshot!(message(Axes::new().heat_map(flat)), @"width of the heat map from 0.0 to 0.0 is no range; the first bound must be below the second");
}

#[test]
fn sizes_that_do_not_serve() {
    let fails = |figure: Figure| figure.to_png().unwrap_err().to_string();
    insta::assert_snapshot!(fails(Figure::new(line()).size(0.0, 5.0)), @"a figure of 0.00 cm × 5.00 cm at 300 dots per inch cannot be drawn; sides of 2 to 100 cm and 30 to 2400 dots per inch can, up to 20000 × 20000 pixels");
    insta::assert_snapshot!(fails(Figure::new(line()).resolution(f64::NAN)), @"a figure of 8.60 cm × 8.60 cm at NaN dots per inch cannot be drawn; sides of 2 to 100 cm and 30 to 2400 dots per inch can, up to 20000 × 20000 pixels");
    insta::assert_snapshot!(fails(Figure::new(line()).width(100.0).resolution(2400.0)), @"a figure of 100.00 cm × 60.60 cm at 2400 dots per inch cannot be drawn; sides of 2 to 100 cm and 30 to 2400 dots per inch can, up to 20000 × 20000 pixels");
    insta::assert_snapshot!(fails(Figure::new(line().y_label("y")).width(2.0).beside(line(), 1.0)), @"a width of 2.0 cm leaves no room for the data beside the labels; make the figure wider or the labels shorter");
    insta::assert_snapshot!(fails(Figure::new(line().x_label("x")).size(8.0, 2.0).title("t").beside(line(), f64::NAN)), @"share of a plot: value NaN at index 1 cannot be drawn; remove or repair it first");
}

#[test]
fn the_first_fault_is_reported() {
    let axes = Axes::new()
        .curve([[f64::NAN, 0.0]], Pen::default())
        .horizontal_line(f64::NAN, Pen::default());
    assert!(matches!(Figure::new(axes).to_svg(), Err(PlotError::Empty { .. })));
}

#[test]
fn files_that_cannot_be_written() {
    let figure = Figure::new(line());
    let fails = |path: &str| figure.save(path).unwrap_err().to_string();
    insta::assert_snapshot!(fails("bands.pdf"), @"`bands.pdf` does not end in .svg or .png, so its format is unknown");
    insta::assert_snapshot!(fails("bands"), @"`bands` does not end in .svg or .png, so its format is unknown");
    insta::assert_snapshot!(fails("/no/such/folder/bands.svg"), @"cannot write `/no/such/folder/bands.svg`: entity not found; choose a folder that exists and can be written to");
}

#[test]
fn a_figure_that_fails_leaves_the_older_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("figure.svg");
    Figure::new(line()).save(&path).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(Figure::new(Axes::new()).save(&path).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), before);
    Figure::new(line()).title("new").save(&path).unwrap();
    assert_ne!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays");
}

#[test]
fn endings_may_be_upper_case() {
    let folder = tempfile::tempdir().unwrap();
    Figure::new(line()).save(folder.path().join("a.PNG")).unwrap();
    assert!(std::fs::read(folder.path().join("a.PNG")).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn extreme_numbers_are_drawn() {
    for scale in [1e-300, 1e-12, 1e12, 1e300] {
        let axes = Axes::new().curve([[0.0, -scale], [scale, scale]], Pen::default());
        Figure::new(axes).to_png().unwrap();
    }
}
