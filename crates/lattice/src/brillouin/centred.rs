//! Paths and points of high symmetry of the centred lattices in three dimensions.
//!
//! The tables are those of W. Setyawan and S. Curtarolo, Comput. Mater. Sci. **49**, 299 (2010),
//! [doi:10.1016/j.commatsci.2010.05.010](https://doi.org/10.1016/j.commatsci.2010.05.010), their
//! coordinates turned from the primitive reciprocal vectors to the axes of the conventional cell, in
//! units of $`2\pi / A_j`$. Some points move with the lengths of the axes; greek letters are theirs.

use std::f64::consts::TAU;

use super::tables::{Table, on_axes};
use crate::Vector3;

/// Squares of the lengths of the axes.
fn squares(axes: &[Vector3; 3]) -> [f64; 3] {
    axes.map(|a| a.norm_squared())
}

/// Body-centred tetragonal, `BCT1` where the axis across is the shorter and `BCT2` where it is the
/// longer.
pub(super) fn tetragonal_body(axes: &[Vector3; 3]) -> (&'static str, Table) {
    let [aa, _, cc] = squares(axes);
    let fixed = [("G", [0.0; 3]), ("N", [0.5, 0.0, 0.5]), ("P", [0.5; 3]), ("X", [0.5, 0.5, 0.0])];
    if cc < aa {
        let eta = (1.0 + cc / aa) / 4.0;
        let moving = [
            ("M", [1.0, 0.0, 0.0]),
            ("Z", [0.0, 0.0, 2.0 * eta]),
            ("Z1", [1.0, 0.0, 1.0 - 2.0 * eta]),
        ];
        return ("G-X-M-G-Z-P-N-Z1-M|X-P", on_axes(axes, &[&fixed[..], &moving].concat()));
    }
    let (eta, zeta) = ((1.0 + aa / cc) / 4.0, aa / (2.0 * cc));
    let moving = [
        ("Σ", [2.0 * eta, 0.0, 0.0]),
        ("Σ1", [1.0 - 2.0 * eta, 0.0, 1.0]),
        ("Y", [0.5 + zeta, 0.5 - zeta, 0.0]),
        ("Y1", [0.5 - zeta, 0.5 - zeta, 1.0]),
        ("Z", [0.0, 0.0, 1.0]),
    ];
    ("G-X-Y-Σ-G-Z-Σ1-N-P-Y1-Z|X-P", on_axes(axes, &[&fixed[..], &moving].concat()))
}

/// Body-centred orthorhombic, `ORCI`, axes from short to long.
pub(super) fn orthorhombic_body(axes: &[Vector3; 3]) -> (&'static str, Table) {
    let [aa, bb, cc] = squares(axes);
    let (zeta, eta) = ((1.0 + aa / cc) / 4.0, (1.0 + bb / cc) / 4.0);
    let (delta, mu) = ((bb - aa) / (4.0 * cc), (aa + bb) / (4.0 * cc));
    let points = [
        ("G", [0.0; 3]),
        ("L", [0.5 + mu - delta, 0.5 - mu - delta, 0.0]),
        ("L1", [0.5 - mu + delta, 0.5 + mu + delta, 0.0]),
        ("L2", [0.5 - mu + delta, 0.5 - mu - delta, 1.0]),
        ("R", [0.5, 0.0, 0.5]),
        ("S", [0.0, 0.5, 0.5]),
        ("T", [0.5, 0.5, 0.0]),
        ("W", [0.5; 3]),
        ("X", [2.0 * zeta, 0.0, 0.0]),
        ("X1", [1.0 - 2.0 * zeta, 0.0, 1.0]),
        ("Y", [0.0, 2.0 * eta, 0.0]),
        ("Y1", [0.0, 1.0 - 2.0 * eta, 1.0]),
        ("Z", [0.0, 0.0, 1.0]),
    ];
    ("G-X-L-T-W-R-X1-Z-G-Y-S-W|L1-Y|Y1-Z", on_axes(axes, &points))
}

/// Face-centred orthorhombic, axes from short to long: `ORCF1` for $`1/a^2 > 1/b^2 + 1/c^2`$, `ORCF2`
/// for less, `ORCF3` between them.
pub(super) fn orthorhombic_face(axes: &[Vector3; 3]) -> (&'static str, Table) {
    let [aa, bb, cc] = squares(axes);
    let fixed = [("G", [0.0; 3]), ("L", [0.5; 3]), ("Y", [0.0, 1.0, 0.0]), ("Z", [0.0, 0.0, 1.0])];
    let excess = aa / bb + aa / cc - 1.0;
    if excess > 1e-5 {
        let phi = (1.0 + cc / bb - cc / aa) / 4.0;
        let eta = (1.0 + aa / bb - aa / cc) / 4.0;
        let delta = (1.0 + bb / aa - bb / cc) / 4.0;
        let moving = [
            ("C", [1.0 - 2.0 * eta, 1.0, 0.0]),
            ("C1", [2.0 * eta, 0.0, 1.0]),
            ("D", [1.0, 1.0 - 2.0 * delta, 0.0]),
            ("D1", [0.0, 2.0 * delta, 1.0]),
            ("H", [0.0, 1.0, 1.0 - 2.0 * phi]),
            ("H1", [1.0, 0.0, 2.0 * phi]),
            ("X", [1.0, 0.0, 0.0]),
        ];
        let points = [&fixed[..], &moving].concat();
        return ("G-Y-C-D-X-G-Z-D1-H-C|C1-Z|X-H1|H-Y|L-G", on_axes(axes, &points));
    }
    let zeta = (1.0 + aa / bb - aa / cc) / 4.0;
    let eta = (1.0 + aa / bb + aa / cc) / 4.0;
    let mut points = fixed.to_vec();
    points.extend([
        ("A", [2.0 * zeta, 0.0, 1.0]),
        ("A1", [1.0 - 2.0 * zeta, 1.0, 0.0]),
        ("T", [0.0, 1.0, 1.0]),
        ("X", [2.0 * eta, 0.0, 0.0]),
    ]);
    if excess < -1e-5 {
        points.push(("X1", [1.0 - 2.0 * eta, 1.0, 1.0]));
        return ("G-Y-T-Z-G-X-A1-Y|T-X1|X-A-Z|L-G", on_axes(axes, &points));
    }
    ("G-Y-T-Z-G-X-A1-Y|X-A-Z|L-G", on_axes(axes, &points))
}

/// Base-centred orthorhombic, `ORCC`: the shorter and the longer axis of the centred face, then the
/// one across.
pub(super) fn orthorhombic_base(axes: &[Vector3; 3]) -> (&'static str, Table) {
    let [aa, bb, _] = squares(axes);
    let zeta = (1.0 + aa / bb) / 4.0;
    let points = [
        ("G", [0.0; 3]),
        ("A", [2.0 * zeta, 0.0, 0.5]),
        ("A1", [1.0 - 2.0 * zeta, 1.0, 0.5]),
        ("R", [0.5; 3]),
        ("S", [0.5, 0.5, 0.0]),
        ("T", [0.0, 1.0, 0.5]),
        ("X", [2.0 * zeta, 0.0, 0.0]),
        ("X1", [1.0 - 2.0 * zeta, 1.0, 0.0]),
        ("Y", [0.0, 1.0, 0.0]),
        ("Z", [0.0, 0.0, 0.5]),
    ];
    ("G-X-S-R-A-Z-G-Y-X1-A1-T-Y|Z-T", on_axes(axes, &points))
}

/// Rhombohedral, three vectors of equal lengths and angles α: `RHL1` for α below 90°, `RHL2` above.
pub(super) fn rhombohedral(vectors: &[Vector3; 3]) -> (&'static str, Table) {
    let [a, b, c] = vectors;
    let volume = a.cross(b).dot(c);
    let reciprocal = [b.cross(c), c.cross(a), a.cross(b)].map(|v| v * (TAU / volume));
    let at = |points: &[(&'static str, [f64; 3])]| -> Table {
        let cartesian = |x: &[f64; 3]| reciprocal.iter().zip(x).map(|(b, x)| b * *x).sum();
        points.iter().map(|(label, x)| (*label, cartesian(x))).collect()
    };
    let cos = a.dot(b) / (a.norm() * b.norm());
    if cos > 0.0 {
        let eta = (1.0 + 4.0 * cos) / (2.0 + 4.0 * cos);
        let nu = 0.75 - eta / 2.0;
        let points = at(&[
            ("G", [0.0; 3]),
            ("B", [eta, 0.5, 1.0 - eta]),
            ("B1", [0.5, 1.0 - eta, eta - 1.0]),
            ("F", [0.5, 0.5, 0.0]),
            ("L", [0.5, 0.0, 0.0]),
            ("L1", [0.0, 0.0, -0.5]),
            ("P", [eta, nu, nu]),
            ("P1", [1.0 - nu, 1.0 - nu, 1.0 - eta]),
            ("P2", [nu, nu, eta - 1.0]),
            ("Q", [1.0 - nu, nu, 0.0]),
            ("X", [nu, 0.0, -nu]),
            ("Z", [0.5; 3]),
        ]);
        return ("G-L-B1|B-Z-G-X|Q-F-P1-Z|L-P", points);
    }
    // 1/(2 tan²(α/2))
    let eta = (1.0 + cos) / (2.0 * (1.0 - cos));
    let nu = 0.75 - eta / 2.0;
    let points = at(&[
        ("G", [0.0; 3]),
        ("F", [0.5, -0.5, 0.0]),
        ("L", [0.5, 0.0, 0.0]),
        ("P", [1.0 - nu, -nu, 1.0 - nu]),
        ("P1", [nu, nu - 1.0, nu - 1.0]),
        ("Q", [eta; 3]),
        ("Q1", [1.0 - eta, -eta, -eta]),
        ("Z", [0.5, -0.5, 0.5]),
    ]);
    ("G-P-Z-Q-G-F-P1-Q1-L-Z", points)
}
