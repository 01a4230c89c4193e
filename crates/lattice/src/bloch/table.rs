//! The hoppings of a model, compiled for summing over at many wave vectors.

use std::f64::consts::TAU;

use nalgebra::DMatrix;
use num_complex::Complex64;

use crate::model::{Gauge, Hopping, Site};
use crate::{Cell, Lattice};

/// One element of $H(k)$ that a bond contributes; its conjugate goes to the mirrored place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    pub(crate) row: u32,
    pub(crate) col: u32,
    pub(crate) amplitude: Complex64,
}

/// The elements that share one phase $`e^{2\pi i k \cdot d}`$.
#[derive(Debug, Clone)]
pub(crate) struct Bond {
    /// Index into the table's cells; $R$ in $`H_{ij} \propto e^{2\pi i k \cdot R}`$.
    pub(crate) cell: u32,
    /// Row site and column site.
    pub(crate) sites: [u32; 2],
    /// $`d = R + \tau_j - \tau_i`$ in reduced coordinates ($\tau = 0$ in the periodic gauge).
    pub(crate) vector: [f64; 3],
    /// End of the bond's elements; they begin where those of the bond before end.
    pub(crate) end: u32,
}

/// On-site elements, and bonds sorted by cell.
#[derive(Debug, Clone)]
pub(crate) struct BlochTable {
    pub(crate) dimension: usize,
    pub(crate) tau: Vec<[f64; 3]>,
    /// First orbital of each site, and at last the number of orbitals.
    pub(crate) first_orbital: Vec<usize>,
    /// Pairs of sites, the larger number first, at different places and joined by a bond.
    pub(crate) apart: Vec<[usize; 2]>,
    pub(crate) onsite: Vec<Element>,
    pub(crate) cells: Vec<Cell>,
    pub(crate) bonds: Vec<Bond>,
    pub(crate) elements: Vec<Element>,
}

impl BlochTable {
    pub(crate) fn new(
        lattice: &Lattice,
        sites: &[Site],
        hoppings: &[Hopping],
        first_orbital: &[usize],
        gauge: Gauge,
    ) -> Self {
        let dimension = lattice.dimension();
        let tau = sites
            .iter()
            .map(|site| if gauge == Gauge::Position { site.tau } else { [0.0; 3] })
            .collect::<Vec<_>>();
        let mut sorted: Vec<&Hopping> = hoppings.iter().collect();
        sorted.sort_by_key(|hop| (hop.cell, hop.to, hop.from));

        let distant = |hop: &&Hopping| (0..3).any(|a| tau[hop.to][a] - tau[hop.from][a] != 0.0);
        let mut apart: Vec<[usize; 2]> = hoppings
            .iter()
            .filter(distant)
            .map(|hop| [hop.to.max(hop.from), hop.to.min(hop.from)])
            .collect();
        apart.sort_unstable();
        apart.dedup();
        let n_orbitals = first_orbital.last().zip(sites.last());
        let n_orbitals = n_orbitals.map_or(0, |(first, site)| first + site.onsite.nrows());

        let mut table = Self {
            dimension,
            tau,
            first_orbital: first_orbital.iter().copied().chain([n_orbitals]).collect(),
            apart,
            onsite: Vec::new(),
            cells: Vec::new(),
            bonds: Vec::with_capacity(hoppings.len()),
            elements: Vec::with_capacity(hoppings.len()),
        };
        for (site, first) in sites.iter().zip(first_orbital) {
            append_elements(&mut table.onsite, &site.onsite, *first, *first);
        }
        for hop in sorted {
            table.append_bond(hop, first_orbital);
        }
        table
    }

    /// `⟨to, cell| H |from, 0⟩` is the element (to, from) with $R$ = −cell.
    fn append_bond(&mut self, hop: &Hopping, first_orbital: &[usize]) {
        let r = hop.cell.map(|n| -n);
        if self.cells.last() != Some(&r) {
            self.cells.push(r);
        }
        let (to, from) = (hop.to, hop.from);
        let mut vector = [0.0; 3];
        for a in 0..self.dimension {
            vector[a] = f64::from(r[a]) + self.tau[from][a] - self.tau[to][a];
        }
        append_elements(&mut self.elements, &hop.amplitude, first_orbital[to], first_orbital[from]);
        self.bonds.push(Bond {
            cell: index(self.cells.len() - 1),
            sites: [index(to), index(from)],
            vector,
            end: index(self.elements.len()),
        });
    }

    /// Sums $`\sum_d w(d)\, t_d\, e^{2\pi i k \cdot d}`$ and its Hermitian conjugate into `out`.
    ///
    /// The weight must obey `w(−d) = w(d)*`, as $1$, $2\pi i d_a$ and $(2\pi i)^2 d_a d_b$ do.
    pub(crate) fn sum(
        &self,
        k: &[f64],
        out: &mut DMatrix<Complex64>,
        weight: impl Fn(&[f64; 3]) -> Complex64,
    ) {
        let site_phase: Vec<Complex64> = self.tau.iter().map(|tau| phase(k, tau)).collect();
        let mut begin = 0;
        let mut current = (u32::MAX, Complex64::ONE);
        for bond in &self.bonds {
            if bond.cell != current.0 {
                let r = self.cells[bond.cell as usize].map(f64::from);
                current = (bond.cell, phase(k, &r));
            }
            let [row_site, col_site] = bond.sites.map(|s| s as usize);
            let factor = current.1
                * site_phase[col_site]
                * site_phase[row_site].conj()
                * weight(&bond.vector);
            for element in &self.elements[begin..bond.end as usize] {
                let (row, col) = (element.row as usize, element.col as usize);
                let z = element.amplitude * factor;
                out[(row, col)] += z;
                out[(col, row)] += z.conj();
            }
            begin = bond.end as usize;
        }
    }

    /// Writes the on-site blocks over a zeroed `out`.
    pub(crate) fn start_with_onsite(&self, out: &mut DMatrix<Complex64>) {
        out.fill(Complex64::ZERO);
        for element in &self.onsite {
            out[(element.row as usize, element.col as usize)] = element.amplitude;
        }
    }

    /// $`\max_i \sum_j |2\pi d_a t_{ij}|`$, the largest absolute row sum of $`\partial_a H`$ with every
    /// phase in step, which bounds its spectral norm at all `k`.
    pub(crate) fn derivative_bound(&self, axis: usize, n_bands: usize) -> f64 {
        let mut row_sums = vec![0.0_f64; n_bands];
        let mut begin = 0;
        for bond in &self.bonds {
            let slope = (TAU * bond.vector[axis]).abs();
            for element in &self.elements[begin..bond.end as usize] {
                let size = slope * element.amplitude.norm();
                row_sums[element.row as usize] += size;
                row_sums[element.col as usize] += size;
            }
            begin = bond.end as usize;
        }
        row_sums.into_iter().fold(0.0, f64::max)
    }
}

/// $`e^{2\pi i k \cdot x}`$.
fn phase(k: &[f64], x: &[f64; 3]) -> Complex64 {
    let turns: f64 = k.iter().zip(x).map(|(k, x)| k * x).sum();
    Complex64::cis(TAU * turns)
}

fn append_elements(
    elements: &mut Vec<Element>,
    block: &DMatrix<Complex64>,
    first_row: usize,
    first_col: usize,
) {
    for col in 0..block.ncols() {
        for row in 0..block.nrows() {
            let amplitude = block[(row, col)];
            if amplitude != Complex64::ZERO {
                let (row, col) = (index(first_row + row), index(first_col + col));
                elements.push(Element { row, col, amplitude });
            }
        }
    }
}

/// Orbital, bond and element numbers are kept in 32 bits.
fn index(i: usize) -> u32 {
    u32::try_from(i).unwrap_or_else(|_| unreachable!("a model with more than 2^32 elements"))
}
