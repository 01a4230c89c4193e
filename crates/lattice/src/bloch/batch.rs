//! $H(k)$ of a model at several wave vectors in step, one in each vector lane.

#![expect(clippy::inline_always, reason = "compiled for the vector unit that dispatch found")]

use std::f64::consts::TAU;

use num_complex::Complex64;
use pulp::Arch;
use thouless_linalg::{HermitianBatch, LANES, Lanes, MAX_SMALL};

use super::table::{BlochTable, Element};

/// Real and imaginary parts of one number per lane.
type Pair = (Lanes, Lanes);

const ONE: Pair = ([1.0; LANES], [0.0; LANES]);

impl BlochTable {
    /// Writes the lower triangles of $H(k)$; `k[a][lane]` is component `a` of the lane's wave vector.
    pub(crate) fn fill_batch(&self, k: &[Lanes], batch: &mut HermitianBatch) {
        Arch::new().dispatch(
            #[inline(always)]
            || self.fill_lanes(k, batch),
        );
    }

    /// First in the periodic gauge, whose phases are those of cells; then each pair of sites is given the
    /// phase of its distance, once for all its bonds.
    #[inline(always)]
    fn fill_lanes(&self, k: &[Lanes], batch: &mut HermitianBatch) {
        batch.clear();
        for element in &self.onsite {
            add(batch, element, &ONE, true);
        }
        let powers = Powers::new(k);
        let mut begin = 0;
        let (mut cell, mut phase) = (u32::MAX, ONE);
        for bond in &self.bonds {
            if bond.cell != cell {
                cell = bond.cell;
                powers.of_cell(k, &self.cells[cell as usize], &mut phase);
            }
            for element in &self.elements[begin..bond.end as usize] {
                add(batch, element, &phase, false);
            }
            begin = bond.end as usize;
        }
        self.displace(k, batch);
    }

    /// Multiplies the entries between two sites by $`e^{2\pi i k \cdot (\tau_j - \tau_i)}`$.
    #[inline(always)]
    fn displace(&self, k: &[Lanes], batch: &mut HermitianBatch) {
        if self.apart.is_empty() {
            return;
        }
        let mut site_phase = [ONE; MAX_SMALL];
        for (phase, tau) in site_phase.iter_mut().zip(&self.tau) {
            if tau.iter().any(|x| *x != 0.0) {
                *phase = cis_turns(&turns(k, tau));
            }
        }
        let orbitals = |site: usize| self.first_orbital[site]..self.first_orbital[site + 1];
        for &[high, low] in &self.apart {
            let factor = product(&site_phase[low], &site_phase[high], -1.0);
            for col in orbitals(low) {
                for row in orbitals(high) {
                    let (re, im) = batch.entry_mut(row, col);
                    (*re, *im) = product(&factor, &(*re, *im), 1.0);
                }
            }
        }
    }
}

/// $`e^{2\pi i k_a m}`$ for the small `m` that nearly all hops need, in each lane.
struct Powers([[Pair; POWERS]; 3]);

/// Hops within this many cells take their phase from a table.
const POWERS: usize = 4;

impl Powers {
    #[inline(always)]
    fn new(k: &[Lanes]) -> Self {
        let mut table = [[ONE; POWERS]; 3];
        for (powers, k) in table.iter_mut().zip(k) {
            let mut last = ONE;
            let one = cis_turns(k);
            for power in &mut powers[1..] {
                last = product(&one, &last, 1.0);
                *power = last;
            }
        }
        Self(table)
    }

    /// Writes $`e^{2\pi i k \cdot R}`$.
    #[inline(always)]
    fn of_cell(&self, k: &[Lanes], r: &[i32; 3], phase: &mut Pair) {
        if r.iter().any(|n| n.unsigned_abs() as usize >= POWERS) {
            *phase = cis_turns(&turns(k, &r.map(f64::from)));
            return;
        }
        let mut first = true;
        for (powers, n) in self.0.iter().zip(r) {
            let power = &powers[n.unsigned_abs() as usize];
            let sign = if *n < 0 { -1.0 } else { 1.0 };
            if first {
                phase.0 = power.0;
                for lane in 0..LANES {
                    phase.1[lane] = sign * power.1[lane];
                }
                first = false;
            } else if *n != 0 {
                *phase = product(phase, power, sign);
            }
        }
    }
}

/// Adds amplitude times factor to the element or, above the diagonal, its conjugate to the mirrored
/// one; a diagonal element meets its own conjugate, which an on-site one (`whole`) already contains.
#[inline(always)]
fn add(batch: &mut HermitianBatch, element: &Element, factor: &Pair, whole: bool) {
    let (row, col) = (element.row as usize, element.col as usize);
    if whole && row < col {
        return;
    }
    let Complex64 { re, im } = element.amplitude;
    let (low, high, sign) = if row >= col { (row, col, 1.0) } else { (col, row, -1.0) };
    let (out_re, out_im) = batch.entry_mut(low, high);
    let weight = if row == col && !whole { 2.0 } else { 1.0 };
    for lane in 0..LANES {
        out_re[lane] += weight * (re * factor.0[lane] - im * factor.1[lane]);
        if row != col {
            out_im[lane] += sign * (re * factor.1[lane] + im * factor.0[lane]);
        }
    }
}

/// `a b`, or `a b*` with `sign` = −1.
#[inline(always)]
fn product(a: &Pair, b: &Pair, sign: f64) -> Pair {
    let mut out = ONE;
    for lane in 0..LANES {
        let im = sign * b.1[lane];
        out.0[lane] = a.0[lane] * b.0[lane] - a.1[lane] * im;
        out.1[lane] = a.0[lane] * im + a.1[lane] * b.0[lane];
    }
    out
}

/// $k \cdot x$ in each lane.
#[inline(always)]
fn turns(k: &[Lanes], x: &[f64; 3]) -> Lanes {
    let mut sum = [0.0; LANES];
    for (component, x) in k.iter().zip(x) {
        for lane in 0..LANES {
            sum[lane] += component[lane] * x;
        }
    }
    sum
}

/// $`\cos 2\pi x`$ and $`\sin 2\pi x`$ for $`|x| < 2^{48}`$, to about one unit in the last place.
///
/// The nearest quarter turn is taken off exactly; what remains, within $\pm\pi/4$, goes through the
/// polynomials of FreeBSD's `k_sin.c` and `k_cos.c` (Sun Microsystems 1993).
#[inline(always)]
fn cis_turns(x: &Lanes) -> Pair {
    // Adding and taking off 3·2^51 rounds to an integer, whose low bits are then those of the sum.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let mut out = ONE;
    for lane in 0..LANES {
        let rounded = x[lane] * 4.0 + ROUND;
        let theta = (x[lane] - (rounded - ROUND) * 0.25) * TAU;
        let quarter = rounded.to_bits();

        let z = theta * theta;
        let s = 1.589_690_995_211_55e-10;
        let s = s * z - 2.505_076_025_340_686_3e-8;
        let s = s * z + 2.755_731_370_707_006_8e-6;
        let s = s * z - 1.984_126_982_985_795e-4;
        let s = s * z + 8.333_333_333_322_49e-3;
        let s = s * z - 1.666_666_666_666_663_2e-1;
        let sin = theta + theta * z * s;

        let c = -1.135_964_755_778_819_5e-11;
        let c = c * z + 2.087_572_321_298_175e-9;
        let c = c * z - 2.755_731_435_139_066_3e-7;
        let c = c * z + 2.480_158_728_947_673e-5;
        let c = c * z - 1.388_888_888_887_411e-3;
        let c = c * z + 4.166_666_666_666_66e-2;
        let half = 0.5 * z;
        let near = 1.0 - half;
        let cos = near + (((1.0 - near) - half) + z * z * c);

        let odd = 0_u64.wrapping_sub(quarter & 1);
        let (sin, cos) = (sin.to_bits(), cos.to_bits());
        let (sin, cos) = ((sin & !odd) | (cos & odd), (cos & !odd) | (sin & odd));
        out.0[lane] = f64::from_bits(cos ^ ((quarter.wrapping_add(1) & 2) << 62));
        out.1[lane] = f64::from_bits(sin ^ ((quarter & 2) << 62));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lanes_of_sines_agree_with_scalars(x in prop::array::uniform8(-40.0_f64..40.0)) {
            let (cos, sin) = cis_turns(&x);
            for lane in 0..LANES {
                // Whole turns taken off exactly, so that the scalar argument is as good.
                let exact = Complex64::cis(TAU * (x[lane] - x[lane].round()));
                prop_assert!((cos[lane] - exact.re).abs() < 1e-15);
                prop_assert!((sin[lane] - exact.im).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn quarter_turns_are_exact() {
        let (cos, sin) = cis_turns(&[0.0, 0.25, 0.5, 0.75, 1.0, -0.25, -0.5, 7.25]);
        let expected_cos = [1.0, 0.0, -1.0, 0.0, 1.0, 0.0, -1.0, 0.0];
        let expected_sin = [0.0, 1.0, 0.0, -1.0, 0.0, -1.0, 0.0, 1.0];
        let exact = |found: Lanes, expected: Lanes| found.iter().eq(expected.iter());
        assert!(exact(cos, expected_cos) && exact(sin, expected_sin));
    }
}
