//! Nested dissection by planes through the sites.
//!
//! A region is cut by a plane into two sides and a separator: the fewest sites without which no hop crosses
//! the plane. Both sides are cut again; the separator is eliminated after them. Planes are chosen among a few
//! directions and places by what they touch and how evenly they divide. On a square lattice planes along the
//! diagonals touch 1/√2 of the sites that planes along the axes do, so that regions become diamonds, and fill is
//! half that of A. George, SIAM J. Numer. Anal. **10**, 345 (1973).

#![expect(clippy::inline_always, reason = "kernels must be compiled inside pulp's dispatch")]

use super::directions::{FLAT, SPACE, Sites, along, scattered};
use super::graph::Graph;
use super::leaf::{LEAF, Leaf};
use super::separator::Cover;
use crate::multifrontal::tree::short;
use pulp::{Arch, NullaryFnOnce};

/// Sites of a region whose mean and spread are taken.
const SAMPLE: usize = 256;

/// Places of a plane, in standard deviations from the middle.
const PLACES: [f32; 3] = [-0.4, 0.0, 0.4];

/// What the dissection leaves undivided.
pub(super) struct Dissection {
    /// The order of elimination, without the vertices that were to be left out.
    pub(super) order: Vec<u32>,
    /// Ranges of `order` that no plane divides well, to be ordered by other means.
    pub(super) lumps: Vec<(usize, usize)>,
}

/// Orders the vertices of a graph that are not marked in `last`; `point(v)` is where vertex `v` lies.
pub(super) fn dissect(
    graph: &Graph,
    point: impl Fn(usize) -> [f64; 3],
    last: &[bool],
) -> Dissection {
    let sites = Sites::new(graph.pattern(), point);
    if sites.dimensions <= 2 {
        Arch::new().dispatch(Task::<FLAT> { graph, sites: &sites, last })
    } else {
        Arch::new().dispatch(Task::<SPACE> { graph, sites: &sites, last })
    }
}

struct Task<'a, const D: usize> {
    graph: &'a Graph,
    sites: &'a Sites,
    last: &'a [bool],
}

impl<const D: usize> NullaryFnOnce for Task<'_, D> {
    type Output = Dissection;

    #[inline(always)]
    fn call(self) -> Dissection {
        Regions::<D>::new(self.graph, self.sites, self.last).run()
    }
}

/// One vertex: its components along all directions, and the largest among it and its neighbours.
#[derive(Clone, Copy)]
struct Place<const D: usize> {
    at: [f32; D],
    reach: [f32; D],
    vertex: u32,
}

/// A plane at right angles to direction `axis`, between components below `level` and others.
#[derive(Clone, Copy)]
struct Plane {
    axis: usize,
    level: f32,
}

/// The state: `places` is cut into ranges, and in the end holds the order.
struct Regions<'a, const D: usize> {
    graph: &'a Graph,
    points: &'a [[f32; 3]],
    normals: [[f32; 3]; D],
    places: Vec<Place<D>>,
    /// Room for the right half of a region.
    others: Vec<Place<D>>,
    /// Vertices that belong to no region: separators, and those left out.
    removed: Vec<bool>,
    /// Places within the left half of a region that may touch the right one.
    near: Vec<u32>,
    cover: Cover,
    leaf: Leaf,
    lumps: Vec<(usize, usize)>,
}

impl<'a, const D: usize> Regions<'a, D> {
    #[inline(always)]
    fn new(graph: &'a Graph, sites: &'a Sites, last: &[bool]) -> Self {
        let normals: [[f32; 3]; D] = sites.directions(graph.pattern());
        let points = &sites.points;
        let n = graph.n();
        let mut places = Vec::with_capacity(n);
        for vertex in (0..n).filter(|&v| !last[v]) {
            let at = normals.map(|normal| along(&normal, &points[vertex]));
            let mut reach = at;
            for &u in graph.of(vertex) {
                let point = &points[u as usize];
                for d in 0..D {
                    reach[d] = reach[d].max(along(&normals[d], point));
                }
            }
            places.push(Place { at, reach, vertex: short(vertex) });
        }
        Self {
            graph,
            points,
            normals,
            others: places.clone(),
            places,
            removed: last.to_vec(),
            near: Vec::new(),
            cover: Cover::new(n),
            leaf: Leaf::new(n),
            lumps: Vec::new(),
        }
    }

    #[inline(always)]
    fn run(mut self) -> Dissection {
        let mut open = vec![(0, self.places.len())];
        while let Some((start, end)) = open.pop() {
            if end - start <= LEAF {
                self.order_leaf(start, end);
            } else if let Some((left, right)) =
                self.plane(start, end).and_then(|plane| self.cut(start, end, plane))
            {
                open.push((start, left));
                open.push((left, right));
            } else {
                self.lumps.push((start, end));
            }
        }
        let order = self.places.iter().map(|place| place.vertex).collect();
        Dissection { order, lumps: self.lumps }
    }

    #[inline(always)]
    fn order_leaf(&mut self, start: usize, end: usize) {
        let Self { graph, places, removed, leaf, .. } = self;
        let region = &mut places[start..end];
        leaf.order(graph, region, |place| place.vertex, removed);
    }

    /// The plane that promises least work: few sites touched, even halves.
    #[inline(always)]
    fn plane(&self, start: usize, end: usize) -> Option<Plane> {
        let region = &self.places[start..end];
        let levels = levels(region);
        let best = rate(region, &levels);
        if best.share > 0.1 {
            return best.plane;
        }
        // far outliers: take the middle site instead of the mean
        let mut middle = levels;
        let mut components = Vec::with_capacity(region.len());
        for d in 0..D {
            components.clear();
            components.extend(region.iter().map(|place| place.at[d]));
            let half = components.len() / 2;
            let (below, &mut level, _) = components.select_nth_unstable_by(half, f32::total_cmp);
            let lowest = below.iter().copied().fold(level, f32::min);
            let above = region.iter().map(|place| place.at[d]).filter(|&x| x > lowest);
            // the lowest component divides nothing: take the next one
            let level = if level > lowest { level } else { above.fold(f32::INFINITY, f32::min) };
            for levels in &mut middle {
                levels[d] = level;
            }
        }
        let other = rate(region, &middle);
        if other.share > best.share { other.plane } else { best.plane }
    }

    /// Cuts a region into left, right and separator, in this order, and returns where the first two end.
    #[inline(always)]
    fn cut(&mut self, start: usize, end: usize, plane: Plane) -> Option<(usize, usize)> {
        let middle = self.divide(start, end, plane);
        self.find_crossings(plane);
        let weights = self.graph.weights();
        let places = &self.places;
        self.cover.solve(
            |position| weights.get(places[position as usize].vertex as usize).copied().unwrap_or(1),
            |vertex| weights.get(vertex as usize).copied().unwrap_or(1),
        );
        let (from_left, from_right) = (self.cover.left().len(), self.cover.right().len());
        // a separator of most of the region divides nothing
        if 4 * (from_left + from_right) > 3 * (end - start)
            || from_left == middle - start
            || from_right == end - middle
        {
            return None;
        }
        let (left, right) = self.take_out(middle, end);
        let along = self.across(plane.axis);
        self.places[right..end].sort_unstable_by(|a, b| a.at[along].total_cmp(&b.at[along]));
        Some((left, right))
    }

    /// Moves what lies below the plane before the rest, and notes what may touch the rest.
    #[inline(always)]
    fn divide(&mut self, start: usize, end: usize, plane: Plane) -> usize {
        let Plane { axis, level } = plane;
        let mut near = std::mem::take(&mut self.near);
        near.clear();
        let region = &mut self.places[start..end];
        let others = &mut self.others[..end - start];
        let (mut left, mut right) = (0, 0);
        // without a branch: every place is written to both sides, and then counted on one
        for i in 0..region.len() {
            let below = region[i].at[axis] < level;
            if below && region[i].reach[axis] >= level {
                near.push(short(start + left));
            }
            others[right] = region[i];
            region[left] = region[i];
            left += usize::from(below);
            right += usize::from(!below);
        }
        region[left..].copy_from_slice(&others[..right]);
        self.near = near;
        start + left
    }

    /// Collects the hops that cross the plane inside the region.
    #[inline(always)]
    fn find_crossings(&mut self, plane: Plane) {
        let normal = &self.normals[plane.axis];
        self.cover.clear();
        for &position in &self.near {
            let vertex = self.places[position as usize].vertex;
            for &u in self.graph.of(vertex as usize) {
                let beyond = along(normal, &self.points[u as usize]) >= plane.level;
                if beyond && !self.removed[u as usize] {
                    self.cover.add(position, u);
                }
            }
        }
    }

    /// Moves the separator behind both sides and removes it; returns where left and right end.
    #[inline(always)]
    fn take_out(&mut self, middle: usize, end: usize) -> (usize, usize) {
        let mut left = middle;
        for &position in self.cover.left().iter().rev() {
            left -= 1;
            self.places.swap(position as usize, left);
            self.removed[self.places[left].vertex as usize] = true;
        }
        let (taken, others) = (middle - left, end - middle);
        for i in 0..taken.min(others) {
            self.places.swap(left + i, end - 1 - i);
        }
        let mut right = left + others;
        if !self.cover.right().is_empty() {
            for &vertex in self.cover.right() {
                self.removed[vertex as usize] = true;
            }
            for i in (left..right).rev() {
                if self.removed[self.places[i].vertex as usize] {
                    right -= 1;
                    self.places.swap(i, right);
                }
            }
        }
        (left, right)
    }

    /// The direction that runs most along a plane at right angles to `axis`.
    fn across(&self, axis: usize) -> usize {
        let common = |d: usize| along(&self.normals[d], &self.normals[axis]).abs();
        (0..D).min_by(|&a, &b| common(a).total_cmp(&common(b))).unwrap_or(axis)
    }
}

/// Levels tried for each direction: around the mean of a sample.
#[inline(always)]
fn levels<const D: usize>(region: &[Place<D>]) -> [[f32; D]; PLACES.len()] {
    let count = region.len().min(SAMPLE);
    let whole = count == region.len();
    let place = |i: usize| &region[if whole { i } else { scattered(i, region.len()) }];
    let (mut mean, mut square) = ([0.0f32; D], [0.0f32; D]);
    for i in 0..count {
        for d in 0..D {
            mean[d] += place(i).at[d];
        }
    }
    mean = mean.map(|sum| sum / count as f32);
    for i in 0..count {
        for d in 0..D {
            square[d] += (place(i).at[d] - mean[d]).powi(2);
        }
    }
    let deviation = square.map(|sum| (sum / count as f32).sqrt());
    PLACES.map(|shift| std::array::from_fn(|d| mean[d] + shift * deviation[d]))
}

/// The best plane met, and the share of the smaller side.
struct Rating {
    plane: Option<Plane>,
    share: f64,
}

/// Counts what lies below each plane and what of it reaches across, and picks the best.
#[inline(always)]
fn rate<const D: usize>(region: &[Place<D>], levels: &[[f32; D]; PLACES.len()]) -> Rating {
    let mut below = [[0u32; D]; PLACES.len()];
    let mut cut = [[0u32; D]; PLACES.len()];
    for place in region {
        for j in 0..PLACES.len() {
            for d in 0..D {
                let left = u32::from(place.at[d] < levels[j][d]);
                below[j][d] += left;
                cut[j][d] += left & u32::from(place.reach[d] >= levels[j][d]);
            }
        }
    }
    let n = region.len() as f64;
    let mut best = Rating { plane: None, share: 0.0 };
    let mut least = f64::INFINITY;
    for j in 0..PLACES.len() {
        for d in 0..D {
            let touched = f64::from(cut[j][d]);
            let left = (f64::from(below[j][d]) - touched).max(0.5) / n;
            let right = 1.0 - f64::from(below[j][d]) / n;
            if below[j][d] == 0 || right <= 0.0 {
                continue;
            }
            let score = touched.max(0.5) / (left * right);
            if score < least {
                least = score;
                let plane = Plane { axis: d, level: levels[j][d] };
                best = Rating { plane: Some(plane), share: left.min(right) };
            }
        }
    }
    best
}
