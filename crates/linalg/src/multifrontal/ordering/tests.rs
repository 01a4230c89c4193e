#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small positive numbers"
)]

use super::*;
use crate::multifrontal::tree::cost;
use crate::testing::random_numbers;
use proptest::prelude::*;

/// Compressed rows of a symmetric pattern with its diagonal.
fn pattern(n: usize, edges: &[(usize, usize)]) -> (Vec<usize>, Vec<u32>) {
    let mut lists: Vec<Vec<u32>> = (0..n).map(|i| vec![short(i)]).collect();
    for &(i, j) in edges {
        lists[i].push(short(j));
        lists[j].push(short(i));
    }
    let mut offsets = vec![0];
    for list in &mut lists {
        list.sort_unstable();
        list.dedup();
        offsets.push(offsets[offsets.len() - 1] + list.len());
    }
    (offsets, lists.concat())
}

/// A box of sites with `orbitals` each and all hops up to a distance.
fn lattice(size: [usize; 3], orbitals: usize, range: f64) -> (Vec<usize>, Vec<u32>, Vec<[f64; 3]>) {
    let [a, b, c] = size;
    let place = |s: usize| [s / (b * c), s / c % b, s % c];
    let reach = range.floor() as usize;
    let mut edges = Vec::new();
    for s in 0..a * b * c {
        let [x, y, z] = place(s);
        for u in x..(x + reach + 1).min(a) {
            for v in y.saturating_sub(reach)..(y + reach + 1).min(b) {
                for w in z.saturating_sub(reach)..(z + reach + 1).min(c) {
                    let squares = [u - x, v.abs_diff(y), w.abs_diff(z)].map(|d| (d * d) as f64);
                    if squares.iter().sum::<f64>() <= range * range {
                        let t = (u * b + v) * c + w;
                        for (i, j) in (0..orbitals).flat_map(|i| (0..orbitals).map(move |j| (i, j)))
                        {
                            edges.push((s * orbitals + i, t * orbitals + j));
                        }
                    }
                }
            }
        }
    }
    let rows = a * b * c * orbitals;
    let (offsets, columns) = pattern(rows, &edges);
    let points = (0..rows).map(|row| place(row / orbitals).map(|x| x as f64)).collect();
    (offsets, columns, points)
}

fn find(
    (offsets, columns): (&[usize], &[u32]),
    coordinates: Option<&[[f64; 3]]>,
    kept: &[usize],
    ordering: &Ordering,
) -> Result<Ordered, LinalgError> {
    let rows = Rows { offsets, columns, coordinates, kept };
    order_rows(rows, ordering, &Progress::silent())
}

fn assert_permutation(ordered: &Ordered, n: usize, kept: &[usize]) {
    let rows = ordered.graph.rows(&ordered.order);
    assert_eq!(&rows[n - kept.len()..], kept);
    let mut sorted = rows;
    sorted.sort_unstable();
    assert!(sorted.iter().copied().eq(0..n));
}

const ALL: [Ordering; 5] = [
    Ordering::Automatic,
    Ordering::Geometric,
    Ordering::NestedDissection,
    Ordering::MinimumDegree,
    Ordering::Natural,
];

proptest! {
    #[test]
    fn every_ordering_is_a_permutation_that_ends_with_the_kept_rows(
        n in 1usize..200,
        seed in 0u64..1000,
        degree in 0.0f64..4.0,
        spread in 0usize..4,
    ) {
        let mut next = random_numbers(seed);
        let mut below = |n: usize| (((next() + 1.0) * 0.5 * n as f64) as usize).min(n - 1);
        let count = (degree * n as f64) as usize;
        let edges: Vec<_> = (0..count).map(|_| (below(n), below(n))).collect();
        let (offsets, columns) = pattern(n, &edges);
        // places that often coincide, on a line, in a plane, in space
        let points: Vec<[f64; 3]> = (0..n)
            .map(|_| std::array::from_fn(|axis| if axis < spread { below(5) as f64 } else { 0.0 }))
            .collect();
        let mut kept: Vec<usize> = (0..n / 7).map(|_| below(n)).collect();
        kept.sort_unstable();
        kept.dedup();
        kept.reverse();
        for ordering in &ALL {
            let found = find((&offsets, &columns), Some(&points), &kept, ordering).unwrap();
            assert_permutation(&found, n, &kept);
        }
    }

    #[test]
    fn compression_changes_no_count(seed in 0u64..500, sites in 1usize..20, orbitals in 1usize..4) {
        let mut next = random_numbers(seed);
        let mut edges = Vec::new();
        for (i, j) in (0..sites).flat_map(|i| (0..=i).map(move |j| (i, j))) {
            if i == j || next() > 0.6 {
                let pairs = (0..orbitals).flat_map(|a| (0..orbitals).map(move |b| (a, b)));
                edges.extend(pairs.map(|(a, b)| (i * orbitals + a, j * orbitals + b)));
            }
        }
        let (offsets, columns) = pattern(sites * orbitals, &edges);
        let found = find((&offsets, &columns), None, &[], &Ordering::MinimumDegree).unwrap();
        prop_assert!(found.graph.n() <= sites);
        let rows = found.graph.rows(&found.order);
        let given = find((&offsets, &columns), None, &[], &Ordering::Given(rows)).unwrap();
        let of = |ordered: &Ordered| cost(ordered.graph.pattern(), &ordered.order);
        prop_assert_eq!(of(&found), of(&given));
    }
}

fn compare(size: [usize; 3], orbitals: usize, range: f64) -> Vec<Cost> {
    let (offsets, columns, points) = lattice(size, orbitals, range);
    let cost_of = |ordering: &Ordering| {
        let found = find((&offsets, &columns), Some(&points), &[], ordering).unwrap();
        assert_permutation(&found, points.len(), &[]);
        cost(found.graph.pattern(), &found.order)
    };
    [Ordering::Geometric, Ordering::NestedDissection, Ordering::MinimumDegree]
        .iter()
        .map(cost_of)
        .collect()
}

#[test]
fn geometric_dissection_needs_least_work_on_lattices() {
    for (size, orbitals, range) in [
        ([70, 70, 1], 1, 1.0),
        ([70, 70, 1], 2, 1.5),
        ([40, 40, 1], 1, 2.3),
        ([16, 16, 16], 1, 1.0),
        ([80, 1, 60], 1, 1.0),
    ] {
        let [geometric, graph, degree] = compare(size, orbitals, range)[..] else { unreachable!() };
        assert!(geometric.flops <= graph.flops, "{size:?}: {geometric:?}, graph {graph:?}");
        assert!(geometric.flops <= degree.flops, "{size:?}: {geometric:?}, degree {degree:?}");
    }
}
