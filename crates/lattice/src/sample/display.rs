//! A sample in words.

use std::fmt;

use super::{Boundary, Sample};
use crate::Vector3;

impl fmt::Display for Sample {
    /// A physicist's summary: size, borders, extent, matrix, memory.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.model.name().is_empty() { "a model" } else { self.model.name() };
        writeln!(f, "sample of {name}: {} sites, {} orbitals", self.n_sites(), self.n_orbitals())?;
        for (d, boundary) in self.boundaries().iter().enumerate() {
            match boundary {
                Boundary::Open => writeln!(f, "  open along a{d}")?,
                Boundary::Periodic(n) => writeln!(f, "  periodic along a{d} after {n} cells")?,
            }
        }
        let corner = |best: fn(&Vector3, &Vector3) -> Vector3| {
            self.positions().reduce(|a, b| best(&a, &b)).unwrap_or_default()
        };
        let (min, max) = (corner(Vector3::inf), corner(Vector3::sup));
        writeln!(
            f,
            "  from ({:.3}, {:.3}, {:.3}) to ({:.3}, {:.3}, {:.3})",
            min.x, min.y, min.z, max.x, max.y, max.z
        )?;
        writeln!(
            f,
            "  {} stored elements, {}; {:.1} bytes per site",
            self.matrix.n_entries(),
            if self.is_real() { "all real" } else { "complex" },
            self.bytes() as f64 / self.n_sites() as f64
        )
    }
}
