//! Directions across which a lattice is cut best, found from its hops.

use crate::multifrontal::tree::Pattern;

/// Directions among which a cut is chosen where sites lie in a plane (or on a line).
pub(super) const FLAT: usize = 4;

/// The same for sites in space.
pub(super) const SPACE: usize = 8;

/// Vertices whose hops are looked at.
const SAMPLE: usize = 1024;

/// Sites as the dissection sees them: centred, each axis in units of its typical hop, and the number of axes
/// along which they extend over more than a few hops.
pub(super) struct Sites {
    pub(super) points: Vec<[f32; 3]>,
    pub(super) dimensions: usize,
}

impl Sites {
    /// `point(v)` must be finite.
    pub(super) fn new(pattern: Pattern<'_>, point: impl Fn(usize) -> [f64; 3]) -> Self {
        let n = pattern.n();
        let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
        for v in 0..n {
            for (axis, x) in point(v).into_iter().enumerate() {
                low[axis] = low[axis].min(x);
                high[axis] = high[axis].max(x);
            }
        }
        let (mut squares, mut hops) = ([0.0; 3], 0.0);
        for (v, u) in sampled_hops(pattern) {
            let (a, b) = (point(v), point(u));
            hops += 1.0;
            for axis in 0..3 {
                // halved first: the difference of finite numbers may overflow
                squares[axis] += (0.5 * a[axis] - 0.5 * b[axis]).powi(2);
            }
        }
        // extents in typical hops; an axis without hops counts by itself
        let mut scale = [0.0; 3];
        let mut extent = [0.0; 3];
        for axis in 0..3 {
            let size = 0.5 * high[axis] - 0.5 * low[axis];
            let hop = f64::sqrt(squares[axis] / f64::max(hops, 1.0));
            let unit = if hop > 1e-6 * size && hop.is_finite() { hop } else { size };
            scale[axis] = if unit > 0.0 { 0.5 / unit } else { 0.0 };
            extent[axis] = if unit > 0.0 { size / unit } else { 0.0 };
        }
        let longest = extent.into_iter().fold(0.0, f64::max);
        let mut axes: Vec<usize> =
            (0..3).filter(|&a| extent[a] > 4.0 || extent[a] >= longest).collect();
        axes.retain(|&axis| scale[axis] > 0.0);
        axes.sort_by(|&a, &b| extent[b].total_cmp(&extent[a]));
        let centre: Vec<f64> = (0..3).map(|axis| 0.5 * low[axis] + 0.5 * high[axis]).collect();
        let placed = |v| {
            let x = point(v);
            let mut placed = [0.0; 3];
            for (to, &axis) in axes.iter().enumerate() {
                placed[to] = narrow((x[axis] - centre[axis]) * scale[axis]);
            }
            placed
        };
        Self { points: (0..n).map(placed).collect(), dimensions: axes.len() }
    }

    /// Chooses `D` unit vectors: those along which hops reach least far, each some angle apart from all
    /// others. Planes at right angles to them touch the fewest sites.
    pub(super) fn directions<const D: usize>(&self, pattern: Pattern<'_>) -> [[f32; 3]; D] {
        let candidates = candidates(self.dimensions);
        let mut reach = vec![0.0f32; candidates.len()];
        let mut at = usize::MAX;
        let mut far = vec![0.0f32; candidates.len()];
        for (v, u) in sampled_hops(pattern) {
            if v != at {
                reach.iter_mut().zip(&mut far).for_each(|(sum, far)| *sum += std::mem::take(far));
                at = v;
            }
            let (a, b) = (self.points[v], self.points[u]);
            for (far, normal) in far.iter_mut().zip(&candidates) {
                *far = far.max((along(normal, &b) - along(normal, &a)).abs());
            }
        }
        reach.iter_mut().zip(&mut far).for_each(|(sum, far)| *sum += *far);
        let mut chosen: Vec<[f32; 3]> = Vec::with_capacity(D);
        for closest in [0.76, 0.9, 0.98, 2.0] {
            while chosen.len() < D {
                let apart =
                    |normal: &[f32; 3]| chosen.iter().all(|c| along(c, normal).abs() < closest);
                let best = (0..candidates.len())
                    .filter(|&i| apart(&candidates[i]))
                    // a hundredth is no difference: the first of equals is the most symmetric
                    .min_by_key(|&i| ordinal(reach[i], reach[0]));
                match best {
                    Some(i) => chosen.push(candidates[i]),
                    None => break,
                }
            }
        }
        let mut directions = [[0.0; 3]; D];
        directions.iter_mut().zip(chosen).for_each(|(to, normal)| *to = normal);
        directions
    }
}

/// The component of `x` along `normal`; the one way in which it is computed, so that equal sites stay equal.
#[expect(clippy::inline_always, reason = "must be compiled inside pulp's dispatch")]
#[inline(always)]
pub(super) fn along(normal: &[f32; 3], x: &[f32; 3]) -> f32 {
    normal[0] * x[0] + normal[1] * x[1] + normal[2] * x[2]
}

#[expect(clippy::cast_possible_truncation, reason = "half the digits are enough to cut by")]
fn narrow(x: f64) -> f32 {
    x as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive number"
)]
fn ordinal(reach: f32, unit: f32) -> u32 {
    (100.0 * reach / unit.max(f32::MIN_POSITIVE)).min(1e9).round() as u32
}

/// Hops of some vertices spread over all, those of a vertex together.
fn sampled_hops(pattern: Pattern<'_>) -> impl Iterator<Item = (usize, usize)> + '_ {
    let n = pattern.n();
    let count = n.min(SAMPLE);
    let vertices = (0..count).map(move |i| scattered(i, n));
    vertices.flat_map(move |v| {
        let range = pattern.offsets[v]..pattern.offsets[v + 1];
        pattern.neighbours[range].iter().map(move |&u| (v, u as usize))
    })
}

/// Number `i` of a sequence that fills `0..n` evenly without falling in step with a lattice.
#[expect(clippy::cast_possible_truncation, reason = "the high half of the product is below n")]
pub(super) fn scattered(i: usize, n: usize) -> usize {
    let turn = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((u128::from(turn) * n as u128) >> 64) as usize
}

fn candidates(dimensions: usize) -> Vec<[f32; 3]> {
    match dimensions {
        0 | 1 => vec![[1.0, 0.0, 0.0]],
        2 => (0..24u8)
            .map(|i| {
                let (sin, cos) = (f32::from(i) * std::f32::consts::PI / 24.0).sin_cos();
                [cos, sin, 0.0]
            })
            .collect(),
        _ => {
            let mut all = Vec::with_capacity(13);
            for x in -1i8..=1 {
                for y in -1i8..=1 {
                    for z in -1i8..=1 {
                        let [a, b, c] = [x, y, z].map(f32::from);
                        let length = (a * a + b * b + c * c).sqrt();
                        // one of each pair of opposite ones
                        if (x, y, z) > (0, 0, 0) {
                            all.push([a / length, b / length, c / length]);
                        }
                    }
                }
            }
            all
        }
    }
}
