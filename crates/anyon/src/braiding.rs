//! What braids do to fusion spaces, exactly.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use num_complex::Complex64;

use crate::AnyonError;
use crate::exact::{Cyclotomic, Surd};
use crate::matrix::ExactMatrix;
use crate::ring::Tree;
use crate::space::{FusionSpace, FusionState};
use crate::symbols::left_norm;
use crate::theory::Theory;
use crate::word::Braid;

/// Exact matrices of more dimensions are refused.
const MAX_EXACT: usize = 2048;

/// The matrix of a braid between fusion spaces, exact.
///
/// Column `j` is what becomes of state `j`. The matrix is kept in the stored gauge of the theory, in which braids
/// compose by products of exact numbers; [`BraidMatrix::entry`] is that between unit vectors, which is unitary.
#[derive(Debug, Clone)]
pub struct BraidMatrix {
    /// The space that the braid starts from.
    pub from: FusionSpace,
    /// The space it leads to: the anyons in their new order.
    pub to: FusionSpace,
    matrix: ExactMatrix,
    from_norms: Vec<Cyclotomic>,
    to_norms: Vec<Cyclotomic>,
}

impl BraidMatrix {
    /// The matrix in the stored gauge.
    pub fn stored(&self) -> &ExactMatrix {
        &self.matrix
    }

    /// The entry in row `i` and column `j` between unit vectors: $M_{ij} \sqrt{n_i / n_j}$.
    pub fn entry(&self, i: usize, j: usize) -> Surd {
        let ratio = self.from_norms[j].inverse().unwrap_or_default() * &self.to_norms[i];
        Surd::new(self.matrix.get(i, j).clone(), ratio)
    }

    /// The unitary matrix as floating-point numbers, by rows.
    pub fn to_complex(&self) -> Vec<Vec<Complex64>> {
        let root = |n: &Cyclotomic| n.to_complex().re.sqrt();
        let rows: Vec<f64> = self.to_norms.iter().map(root).collect();
        let columns: Vec<f64> = self.from_norms.iter().map(root).collect();
        let mut matrix = self.matrix.to_complex();
        for (row, n_i) in matrix.iter_mut().zip(&rows) {
            for (entry, n_j) in row.iter_mut().zip(&columns) {
                *entry *= n_i / n_j;
            }
        }
        matrix
    }

    /// Whether the matrix is unitary between unit vectors, exactly: $M^\dagger N' M = N$ with the squared lengths on the diagonals.
    pub fn is_unitary(&self) -> bool {
        let scaled = ExactMatrix::from_fn(self.matrix.rows(), self.matrix.columns(), |i, j| {
            self.matrix.get(i, j) * &self.to_norms[i]
        });
        let n = self.matrix.columns();
        let expected = ExactMatrix::from_fn(n, n, |i, j| {
            if i == j { self.from_norms[i].clone() } else { Cyclotomic::zero() }
        });
        self.matrix.adjoint().multiply(&scaled) == expected
    }
}

/// For each state the states that a letter leads to, with amplitudes.
type Images<T> = Vec<Vec<(usize, T)>>;

/// A block by rows, nothing where an entry is zero.
type Rows<T> = Arc<Vec<Vec<Option<T>>>>;

/// The images of all states of `from` under the exchange of the anyons at places `i` and `i + 1`, given the blocks.
fn images<T: Clone>(
    from: &FusionSpace,
    to: &FusionSpace,
    i: usize,
    mut block: impl FnMut([usize; 4]) -> Result<Rows<T>, AnyonError>,
) -> Result<Images<T>, AnyonError> {
    let (a, b) = (from.anyons()[i], from.anyons()[i + 1]);
    let ring = from.theory().ring();
    let mut trees = HashMap::new();
    let mut images = Vec::with_capacity(from.dimension());
    for state in from.states() {
        let x = if i == 0 { 0 } else { state.charges[i - 1] };
        let y = state.charges[i + 1];
        let (rows, columns, block) = match trees.entry((x, y)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert((
                ring.left_trees(x, a, b, y),
                ring.left_trees(x, b, a, y),
                block([x, a, b, y])?,
            )),
        };
        let tree = Tree {
            charge: state.charges[i],
            first: state.vertices[i],
            second: state.vertices[i + 1],
        };
        let row = rows.iter().position(|t| *t == tree).and_then(|row| block.get(row));
        let entries = columns.iter().zip(row.into_iter().flatten());
        let image = entries.filter_map(|(t, amplitude)| {
            let mut target: FusionState = state.clone();
            target.charges[i] = t.charge;
            target.vertices[i] = t.first;
            target.vertices[i + 1] = t.second;
            Some((to.place(&target)?, amplitude.clone()?))
        });
        images.push(image.collect());
    }
    Ok(images)
}

/// The space after the exchange of the anyons at places `i` and `i + 1`.
fn exchanged(space: &Arc<FusionSpace>, i: usize) -> Result<Arc<FusionSpace>, AnyonError> {
    let mut anyons = space.anyons().to_vec();
    if anyons[i] == anyons[i + 1] {
        return Ok(Arc::clone(space));
    }
    anyons.swap(i, i + 1);
    Ok(Arc::new(FusionSpace::new(space.theory(), &anyons, space.total())?))
}

/// One letter acting on a space.
#[derive(Debug)]
struct Step<T> {
    to: Arc<FusionSpace>,
    images: Images<T>,
}

/// The steps of a word; what recurs is kept.
#[derive(Debug)]
struct Steps<T> {
    known: HashMap<(Vec<usize>, i32), Arc<Step<T>>>,
    blocks: HashMap<([usize; 4], bool), Rows<T>>,
}

impl<T: Clone> Steps<T> {
    fn new() -> Self {
        Self { known: HashMap::new(), blocks: HashMap::new() }
    }

    /// The step of a letter; `entries` makes the rows of a block from the exact one, without its zeros.
    fn step(
        &mut self,
        space: &Arc<FusionSpace>,
        letter: i32,
        entries: impl Fn([usize; 4], &ExactMatrix) -> Vec<Vec<Option<T>>>,
    ) -> Result<Arc<Step<T>>, AnyonError> {
        let key = (space.anyons().to_vec(), letter);
        if let Some(step) = self.known.get(&key) {
            return Ok(Arc::clone(step));
        }
        let i = letter.unsigned_abs() as usize - 1;
        let to = exchanged(space, i)?;
        let images = images(space, &to, i, |labels| {
            if let Some(rows) = self.blocks.get(&(labels, letter > 0)) {
                return Ok(Arc::clone(rows));
            }
            let rows = Arc::new(entries(labels, &exchange(space.theory(), labels, letter > 0)?));
            self.blocks.insert((labels, letter > 0), Arc::clone(&rows));
            Ok(rows)
        })?;
        let step = Arc::new(Step { to, images });
        self.known.insert(key, Arc::clone(&step));
        Ok(step)
    }
}

/// The exchange of $a$ and $b$ on $((x a)_e b)_y$: rows are the trees before, columns those after.
///
/// ```math
/// \sum_f [F^{xab}_y]_{ef} R^{ab}_f [(F^{xba}_y)^{-1}]_{fe'} , \qquad (R^{ba}_f)^{-1} \text{ in place of } R^{ab}_f \text{ for a clockwise one.}
/// ```
fn exchange(
    theory: &Theory,
    [x, a, b, y]: [usize; 4],
    counter_clockwise: bool,
) -> Result<ExactMatrix, AnyonError> {
    let missing = |what| AnyonError::Missing {
        theory: theory.name().to_owned(),
        what,
        remedy: "take a braided theory that `check` finds consistent",
    };
    let (before, after) = (theory.f(x, a, b, y), theory.f(x, b, a, y));
    let back = after.inverse().ok_or_else(|| missing("invertible F-symbols"))?;
    let ring = theory.ring();
    // R acts on the first vertex of the right trees.
    let (from, to) = (ring.right_trees(x, a, b, y), ring.right_trees(x, b, a, y));
    let mut middle = ExactMatrix::zeros(from.len(), to.len());
    for (i, s) in from.iter().enumerate() {
        let r = if counter_clockwise {
            theory.r(a, b, s.charge)
        } else {
            theory.r(b, a, s.charge).and_then(|r| r.inverse())
        };
        let r = r.ok_or_else(|| missing("braiding"))?;
        for (j, t) in to.iter().enumerate() {
            if (s.charge, s.second) == (t.charge, t.second) {
                middle.set(i, j, r.get(s.first as usize, t.first as usize).clone());
            }
        }
    }
    Ok(before.multiply(&middle).multiply(&back))
}

/// The rows of a block in the stored gauge.
fn stored(_: [usize; 4], block: &ExactMatrix) -> Vec<Vec<Option<Cyclotomic>>> {
    let entry = |i, j| Some(block.get(i, j)).filter(|x| !x.is_zero()).cloned();
    (0..block.rows()).map(|i| (0..block.columns()).map(|j| entry(i, j)).collect()).collect()
}

/// The rows of a block between unit vectors.
fn normalized(
    theory: &Theory,
    [x, a, b, y]: [usize; 4],
    block: &ExactMatrix,
) -> Vec<Vec<Option<Complex64>>> {
    let ring = theory.ring();
    let roots = |a, b| -> Vec<f64> {
        let norm = |t| left_norm(theory.symbols(), ring, [x, a, b, y], t).to_complex().re.sqrt();
        ring.left_trees(x, a, b, y).into_iter().map(norm).collect()
    };
    let (before, after) = (roots(a, b), roots(b, a));
    let entry = |i: usize, j: usize| {
        let value = block.get(i, j);
        (!value.is_zero()).then(|| value.to_complex() * (after[j] / before[i]))
    };
    (0..block.rows()).map(|i| (0..block.columns()).map(|j| entry(i, j)).collect()).collect()
}

impl FusionSpace {
    /// Returns the matrix of a braid, exactly. Column `j` is what becomes of state `j`; the first letter acts first.
    ///
    /// # Errors
    ///
    /// [`AnyonError::Strand`] for a letter beyond the anyons there are, [`AnyonError::Missing`] for a theory that does not
    /// braid, [`AnyonError::TooLarge`] beyond 2048 dimensions.
    ///
    /// # Examples
    ///
    /// ```
    /// use thouless_anyon::{Braid, theory};
    ///
    /// let space = theory::ising().fusion_space(&["sigma"; 4], "1")?;
    /// let matrix = space.braid(&Braid::parse("2")?)?; // σ_2 mixes the two states
    /// assert!(matrix.is_unitary());
    /// assert_eq!(matrix.entry(0, 0).norm_squared().to_string(), "1/2");
    /// // Yang and Baxter, exactly
    /// let (left, right) = (space.braid(&Braid::parse("1 2 1")?)?, space.braid(&Braid::parse("2 1 2")?)?);
    /// assert_eq!(left.stored(), right.stored());
    /// # Ok::<(), thouless_anyon::AnyonError>(())
    /// ```
    pub fn braid(&self, braid: &Braid) -> Result<BraidMatrix, AnyonError> {
        braid.check(self.anyons().len())?;
        let n = self.dimension();
        if n > MAX_EXACT {
            return Err(AnyonError::TooLarge {
                dimension: n as u128,
                what: "an exact matrix",
                remedy: "act on a single state instead, or take at most 2048 states",
            });
        }
        let mut steps = Steps::new();
        let mut space = Arc::new(self.clone());
        let mut columns: Vec<Vec<Cyclotomic>> = (0..n)
            .map(|j| (0..n).map(|i| Cyclotomic::integer(i64::from(i == j))).collect())
            .collect();
        for letter in braid.letters() {
            let step = steps.step(&space, *letter, stored)?;
            for column in &mut columns {
                let mut next = vec![Cyclotomic::zero(); step.to.dimension()];
                for (amplitude, image) in column.iter().zip(&step.images) {
                    if amplitude.is_zero() {
                        continue;
                    }
                    for (i, factor) in image {
                        next[*i] += amplitude * factor;
                    }
                }
                *column = next;
            }
            space = Arc::clone(&step.to);
        }
        let to = Arc::unwrap_or_clone(space);
        let matrix = ExactMatrix::from_fn(to.dimension(), n, |i, j| columns[j][i].clone());
        let norms = |space: &FusionSpace| (0..space.dimension()).map(|i| space.norm(i)).collect();
        Ok(BraidMatrix {
            from_norms: norms(self),
            to_norms: norms(&to),
            from: self.clone(),
            to,
            matrix,
        })
    }

    /// Acts with a braid on a state of floating-point amplitudes between unit vectors, without a matrix: work and memory are
    /// proportional to the number of states, per letter.
    ///
    /// Returns the space with the anyons in their new order, and the amplitudes there.
    ///
    /// # Errors
    ///
    /// As [`FusionSpace::braid`], and [`AnyonError::Parameter`] when there are not as many amplitudes as states.
    pub fn act(
        &self,
        braid: &Braid,
        amplitudes: &[Complex64],
    ) -> Result<(Self, Vec<Complex64>), AnyonError> {
        braid.check(self.anyons().len())?;
        if amplitudes.len() != self.dimension() {
            return Err(AnyonError::Parameter {
                what: "the number of amplitudes",
                value: format!("{} for {} states", amplitudes.len(), self.dimension()),
                remedy: "give one for each state",
            });
        }
        let mut steps = Steps::new();
        let mut space = Arc::new(self.clone());
        let mut state = amplitudes.to_vec();
        for letter in braid.letters() {
            let step = steps
                .step(&space, *letter, |labels, block| normalized(self.theory(), labels, block))?;
            let mut next = vec![Complex64::ZERO; step.to.dimension()];
            for (amplitude, image) in state.iter().zip(&step.images) {
                for (i, factor) in image {
                    next[*i] += amplitude * *factor;
                }
            }
            state = next;
            space = Arc::clone(&step.to);
        }
        Ok((Arc::unwrap_or_clone(space), state))
    }
}
