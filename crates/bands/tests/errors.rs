//! What is refused, and how it is said.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{chain, graphene, square};
use thouless_bands::{
    BandsError, DosMethod, DosSettings, FermiSettings, GapSettings, band_gap, band_structure,
    density_of_states, fermi_contours, inverse_mass, velocities, velocities_along,
};
use thouless_lattice::{KGrid, KPath, Vector3};

fn dos_error(energies: Option<Vec<f64>>, method: DosMethod) -> String {
    let grid = KGrid::new([4, 4]).unwrap();
    let settings = DosSettings { energies, method, ..DosSettings::new(grid) };
    density_of_states(&square(1.0), &settings).unwrap_err().to_string()
}

#[test]
fn messages_name_what_is_wrong_and_what_would_be_right() {
    let method = DosMethod::default();
    let said = [
        dos_error(Some(vec![]), method),
        dos_error(Some(vec![0.0, f64::NAN]), method),
        dos_error(Some(vec![0.0, 1.0, 0.5]), method),
        dos_error(None, DosMethod::Gaussian { width: -0.1 }),
        band_gap(&graphene(1.0), 2, &GapSettings::default()).unwrap_err().to_string(),
        fermi_contours(&chain(1.0), 0.0, &FermiSettings::default()).unwrap_err().to_string(),
        velocities(&graphene(1.0), &[2.0 / 3.0, 1.0 / 3.0]).unwrap_err().to_string(),
        inverse_mass(&square(1.0), &[0.0, 0.0], 1).unwrap_err().to_string(),
        velocities_along(&chain(1.0), &[0.0], &Vector3::zeros()).unwrap_err().to_string(),
        velocities(&square(1.0), &[0.0]).unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
the list of energies is empty; give at least one
an energy is NaN; only finite numbers are allowed
the energies must increase, but number 2 is 0.5 after 1
the width of the Gaussians is -0.1; it must be positive
there is no gap above 2 of 2 bands; take a number from 1 to 1
a Fermi contour needs 2 periodic directions; the system has 1
bands 0 to 1 are degenerate at k = [0.6666666666666666, 0.3333333333333333] and have no single velocity there; ask for the velocities along one direction
band 1 does not exist: the system has 1 bands, counted from 0
the length of the direction is 0; it must be positive
the wave vector [0.0] has 1 components; the lattice needs 2
");
}

#[test]
fn grids_and_paths_of_another_system_are_refused() {
    let line = KGrid::new([10]).unwrap();
    let dos = density_of_states(&square(1.0), &DosSettings::new(line));
    assert!(matches!(dos, Err(BandsError::Lattice(_))));
    let path = KPath::labelled(&square(1.0), "G-X").unwrap();
    assert!(matches!(band_structure(&chain(1.0), &path.points(5)), Err(BandsError::Lattice(_))));
    let endless = band_structure(&square(1.0), &path.points(1_000_000_000_000));
    assert!(matches!(endless, Err(BandsError::Lattice(_))));
}
