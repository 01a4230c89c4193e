//! The first model of the README.

#![allow(clippy::print_stdout, reason = "an example talks to its reader")]

use thouless::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lattice = Lattice::new(&[[1.0, 0.0], [0.5, 0.75_f64.sqrt()]])?;
    let haldane = Model::builder(lattice)
        .name("Haldane")
        .site("A", [0.0, 0.0])
        .onsite(0.2)
        .site("B", [1.0 / 3.0, 1.0 / 3.0])
        .onsite(-0.2)
        .hop("A", "B", [[0, 0], [-1, 0], [0, -1]], -1.0) // conjugates are added
        .hop("A", "A", [[1, 0], [-1, 1], [0, -1]], 0.1 * I)
        .hop("B", "B", [[-1, 0], [1, -1], [0, 1]], 0.1 * I)
        .build()?; // every contradiction is an error with a name in it
    println!("{haldane}");

    let bands = band_structure(&haldane, &KPath::labelled(&haldane, "G-K-M-K'-G")?.points(300))?;
    bands.figure().save("bands.svg")?;

    let gap = band_gap(&haldane, 1, &GapSettings::default())?;
    println!("gap {:.6} at k = {:?}", gap.direct, gap.k_direct);

    let flake = haldane.cut(Disk::new(12.0)).disorder(Anderson { width: 0.3, seed: 7 }).build()?;
    println!("{flake}");
    Ok(())
}
