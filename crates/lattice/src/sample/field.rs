//! Magnetic field: Peierls phases by straight-line integrals of a vector potential.

use std::f64::consts::{FRAC_PI_2, TAU};

use num_complex::Complex64;

use super::SampleError;
use super::periods::Periods;
use crate::{Cell, Lattice, Vector3};

/// Vector potential of a uniform field along z.
///
/// Spectra, transmissions and densities are the same in every gauge; matrix elements are not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldGauge {
    /// $`A = B\, (w \cdot r)\, u`$ for the unit vector $u$ along the projection of the given vector onto
    /// the plane, and $`w = (u_y, -u_x)`$: along `y` it is $`(0, Bx)`$, along `x` it is $`(-By, 0)`$. It
    /// does not change along $u$.
    Landau(Vector3),
    /// $`A = \frac{B}{2} (-y, x)`$.
    Symmetric,
}

impl Default for FieldGauge {
    /// The Landau gauge along `y`, in which the hop $`(x, y) \to (x, y + 1)`$ of the square lattice gains
    /// $`e^{2\pi i \phi x}`$.
    fn default() -> Self {
        Self::Landau(Vector3::y())
    }
}

pub(super) type ScalarField<'a> = Box<dyn Fn(Vector3) -> f64 + Send + Sync + 'a>;
pub(super) type VectorField<'a> = Box<dyn Fn(Vector3) -> Vector3 + Send + Sync + 'a>;

/// Everything that gives a hopping a phase.
#[derive(Default)]
pub(super) struct FieldRequest<'a> {
    pub(super) flux_per_cell: f64,
    pub(super) flux_per_area: f64,
    pub(super) gauge: FieldGauge,
    /// Position and flux quanta.
    pub(super) tubes: Vec<([f64; 2], f64)>,
    pub(super) vector_potentials: Vec<VectorField<'a>>,
    pub(super) gauge_functions: Vec<ScalarField<'a>>,
}

/// A field bound to a lattice and to periods. Phases are counted in turns.
pub(super) struct Field<'a> {
    request: &'a FieldRequest<'a>,
    /// $`A = M r`$ in the plane, in flux quanta per length.
    gauge: [[f64; 2]; 2],
    /// Per periodic direction: the period $L$ and the gradient $M L$ of its boundary phase.
    boundary: [Option<(Vector3, [f64; 2])>; 3],
    periods: Periods,
}

impl<'a> Field<'a> {
    /// The field, or `None` where no hopping gains a phase.
    pub(super) fn new(
        request: &'a FieldRequest<'a>,
        lattice: &Lattice,
        periods: &Periods,
    ) -> Result<Option<Self>, crate::LatticeError> {
        let density = flux_density(request, lattice)?;
        for (at, flux) in &request.tubes {
            let numbers = [at[0], at[1], *flux];
            crate::lattice::all_finite(&numbers, || "a number of the flux tube".to_owned())?;
        }
        periods.check_flux(lattice, density)?;
        if periods.any() && !request.tubes.is_empty() {
            return Err(SampleError::TubeInPeriodicSample.into());
        }
        let idle = density.abs() < f64::MIN_POSITIVE
            && request.tubes.is_empty()
            && request.vector_potentials.is_empty()
            && request.gauge_functions.is_empty()
            && periods.turns.iter().all(|t| t.abs() < f64::MIN_POSITIVE);
        if idle {
            return Ok(None);
        }
        let gauge = gauge_matrix(request.gauge, density)?;
        let boundary = std::array::from_fn(|d| {
            let period = periods.vector(lattice, d)?;
            Some((period, apply(&gauge, &period)))
        });
        Ok(Some(Self { request, gauge, boundary, periods: *periods }))
    }

    /// The phase factor of a hopping from the site at `from` by `bond`, to an image that is `wraps`
    /// periods ahead of the sample's site at `to`:
    ///
    /// ```math
    /// \exp\Big( 2\pi i \Big[ \int_{r}^{r + d} A \cdot dl + \chi(r') - \chi(r) - \beta \Big] \Big),
    /// ```
    ///
    /// where $\beta$ is the boundary phase, $`\psi(r + L) = e^{2\pi i \beta(r)} \psi(r)`$ with
    /// $`\nabla \beta = A(r + L) - A(r)`$.
    pub(super) fn phase(
        &self,
        from: &Vector3,
        bond: &Vector3,
        to: &Vector3,
        wraps: [i32; 3],
    ) -> Result<Complex64, TubeHit> {
        let middle = from + 0.5 * bond;
        let mut turns = dot(apply(&self.gauge, &middle), bond);
        for (at, flux) in &self.request.tubes {
            turns += flux * angle_seen_from(*at, from, bond)? / TAU;
        }
        for potential in &self.request.vector_potentials {
            turns += line_integral(potential, from, bond);
        }
        for chi in &self.request.gauge_functions {
            turns += chi(*to) - chi(*from);
        }
        if wraps != [0; 3] {
            turns -= self.boundary_turns(to, wraps);
        }
        Ok(unit_phase(turns))
    }

    /// Whether the uniform field alone gives phases, in an open sample.
    pub(super) fn is_plain(&self) -> bool {
        self.request.tubes.is_empty()
            && self.request.vector_potentials.is_empty()
            && self.request.gauge_functions.is_empty()
            && !self.periods.any()
    }

    /// The turns of the uniform field along a bond from a site of cell 0 at `from`, and what each step
    /// along a lattice vector adds to them.
    pub(super) fn turns_by_cell(
        &self,
        lattice: &Lattice,
        from: &Vector3,
        bond: &Vector3,
    ) -> CellTurns {
        let turns = |r: &Vector3| dot(apply(&self.gauge, r), bond);
        let mut by_cell = CellTurns { start: turns(&(from + 0.5 * bond)), steps: [0.0; 3] };
        for (step, a) in by_cell.steps.iter_mut().zip(lattice.vectors()) {
            *step = turns(a);
        }
        by_cell
    }

    /// $\beta$ for several periods, one step after the other from the far image back to the site.
    fn boundary_turns(&self, to: &Vector3, wraps: [i32; 3]) -> f64 {
        let periods =
            || self.boundary.iter().zip(wraps).filter_map(|(b, m)| Some((b.as_ref()?, m)));
        let mut position = periods().fold(*to, |r, ((period, _), m)| r + period * f64::from(m));
        let mut turns = 0.0;
        for (d, m) in wraps.into_iter().enumerate() {
            let Some((period, gradient)) = &self.boundary[d] else { continue };
            for _ in 0..m {
                position -= period;
                turns += dot(*gradient, &position) + self.periods.turns[d];
            }
            for _ in m..0 {
                turns -= dot(*gradient, &position) + self.periods.turns[d];
                position += period;
            }
        }
        turns
    }
}

/// Turns of a bond as a function of the cell that it begins in.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellTurns {
    start: f64,
    steps: [f64; 3],
}

impl CellTurns {
    pub(super) fn phase(&self, cell: Cell) -> Complex64 {
        let [x, y, z] = cell.map(f64::from);
        let [a, b, c] = self.steps;
        unit_phase(self.start + (a * x + b * y + c * z))
    }
}

/// A bond that runs through this flux tube.
pub(super) struct TubeHit {
    pub(super) at: [f64; 2],
}

fn flux_density(request: &FieldRequest<'_>, lattice: &Lattice) -> Result<f64, crate::LatticeError> {
    let numbers = [request.flux_per_cell, request.flux_per_area];
    crate::lattice::all_finite(&numbers, || "the magnetic flux".to_owned())?;
    if request.flux_per_cell.abs() < f64::MIN_POSITIVE {
        return Ok(request.flux_per_area);
    }
    let area = super::periods::cell_area(lattice).ok_or(SampleError::NoCellArea)?;
    Ok(request.flux_per_area + request.flux_per_cell / area)
}

fn gauge_matrix(gauge: FieldGauge, density: f64) -> Result<[[f64; 2]; 2], crate::LatticeError> {
    let unit = match gauge {
        FieldGauge::Symmetric => [[0.0, -0.5], [0.5, 0.0]],
        FieldGauge::Landau(along) => {
            let length = along.x.hypot(along.y);
            let [x, y] = [along.x / length, along.y / length];
            crate::lattice::all_finite(&[x, y], || {
                "the direction of the Landau gauge, projected onto the plane,".to_owned()
            })?;
            [[x * y, -x * x], [y * y, -x * y]]
        }
    };
    Ok(unit.map(|row| row.map(|m| m * density)))
}

fn apply(m: &[[f64; 2]; 2], r: &Vector3) -> [f64; 2] {
    m.map(|row| row[0] * r.x + row[1] * r.y)
}

fn dot(a: [f64; 2], r: &Vector3) -> f64 {
    a[0] * r.x + a[1] * r.y
}

/// $e^{2\pi i x}$ within two units of the last place, exact for multiples of a quarter.
///
/// Half the time of a phase is its sine and cosine: after reduction to $|y| \le \pi/4$, which is exact
/// up to the last product, they are the minimax polynomials of fdlibm (Sun Microsystems, 1993).
fn unit_phase(turns: f64) -> Complex64 {
    const SIN: [f64; 6] = [
        1.589_690_995_211_55e-10,
        -2.505_076_025_340_686_3e-8,
        2.755_731_370_707_006_8e-6,
        -1.984_126_982_985_795e-4,
        8.333_333_333_322_49e-3,
        -1.666_666_666_666_663_2e-1,
    ];
    const COS: [f64; 6] = [
        -1.135_964_755_778_819_5e-11,
        2.087_572_321_298_175e-9,
        -2.755_731_435_139_066_3e-7,
        2.480_158_728_947_673e-5,
        -1.388_888_888_887_411e-3,
        4.166_666_666_666_66e-2,
    ];
    let turns = turns - nearest_integer(turns);
    let quarter = nearest_integer(4.0 * turns);
    let y = (4.0 * turns - quarter) * FRAC_PI_2;
    let z = y * y;
    let polynomial = |c: &[f64; 6]| c.iter().fold(0.0, |sum, c| sum * z + c);
    let sin = y + y * z * polynomial(&SIN);
    let cos = 1.0 - 0.5 * z + z * z * polynomial(&COS);
    #[expect(clippy::cast_possible_truncation, reason = "-2 to 2, or NaN, which y carries on")]
    match quarter as i8 {
        0 => Complex64::new(cos, sin),
        1 => Complex64::new(-sin, cos),
        -1 => Complex64::new(sin, -cos),
        _ => Complex64::new(-cos, -sin),
    }
}

/// The nearest whole number of a number below 2⁵¹, ties to even, without a call of the library.
fn nearest_integer(x: f64) -> f64 {
    const SHIFT: f64 = 1.5 * (1_u64 << 52) as f64;
    if x.abs() < (1_u64 << 51) as f64 { (x + SHIFT) - SHIFT } else { x.round() }
}

/// The angle, between $-\pi$ and $\pi$, by which a point sees a bond from its start to its end.
fn angle_seen_from(at: [f64; 2], from: &Vector3, bond: &Vector3) -> Result<f64, TubeHit> {
    let [ax, ay] = [from.x - at[0], from.y - at[1]];
    let [bx, by] = [ax + bond.x, ay + bond.y];
    let (cross, dot) = (ax * by - ay * bx, ax * bx + ay * by);
    let near = crate::shape::BORDER;
    let on_end = ax.hypot(ay).min(bx.hypot(by)) <= near;
    if on_end || (dot <= 0.0 && cross.abs() <= near * bond.x.hypot(bond.y)) {
        return Err(TubeHit { at });
    }
    Ok(cross.atan2(dot))
}

/// Gauss-Legendre with four points: exact for polynomials up to degree 7.
fn line_integral(potential: &VectorField<'_>, from: &Vector3, bond: &Vector3) -> f64 {
    const NODES: [(f64, f64); 2] = [
        (0.339_981_043_584_856_3, 0.652_145_154_862_546_1),
        (0.861_136_311_594_052_6, 0.347_854_845_137_453_85),
    ];
    let at = |x: f64| potential(from + bond * (0.5 + 0.5 * x)).dot(bond);
    NODES.iter().map(|&(x, w)| 0.5 * w * (at(x) + at(-x))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarter_turns_are_exact() {
        assert_eq!(unit_phase(0.25), Complex64::I);
        assert_eq!(unit_phase(-1.25), -Complex64::I);
        assert_eq!(unit_phase(7.5), -Complex64::ONE);
        assert_eq!(unit_phase(-3.0), Complex64::ONE);
        for i in -4000..4000 {
            let turns = f64::from(i) * 0.001_237;
            let expected = Complex64::cis(TAU * (turns - turns.round()));
            assert!((unit_phase(turns) - expected).norm() < 1e-15, "{turns}");
            assert!((unit_phase(turns).norm() - 1.0).abs() < 5e-16, "{turns}");
        }
        assert!(unit_phase(f64::NAN).is_nan());
        assert!(unit_phase(f64::INFINITY).is_nan());
    }

    #[test]
    fn line_integrals_are_exact_for_polynomials() {
        let potential: VectorField<'_> = Box::new(|r| Vector3::new(r.x.powi(7), r.x, 0.0));
        let integral =
            line_integral(&potential, &Vector3::new(1.0, 0.0, 0.0), &Vector3::new(1.0, 2.0, 0.0));
        assert!((integral - (255.0 / 8.0 + 3.0)).abs() < 1e-13);
    }
}
