//! The numbers of the factorization, front after front.

use super::analysis::Layout;
use super::front::{FrontWork, Pivoting, eliminate};
use super::live::{Live, Pool, Rest};
use super::tree::NONE;
use crate::{Csr, Inertia, LinalgError, Progress, Scalar};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a front leaves behind: its columns of $L$ and its part of $D$.
#[derive(Debug, Clone)]
pub(crate) struct FrontFactor<T> {
    /// Rows of the front, those delayed into it counted.
    pub(crate) height: usize,
    /// Numbers of the rows eliminated, in order.
    pub(crate) pivots: Vec<u32>,
    /// Numbers of rows that were passed to the parent without being eliminated.
    pub(crate) delayed: Vec<u32>,
    /// $L$ with its unit diagonal by columns, `[height, pivots.len()]`: pivots, delayed rows, rows below.
    pub(crate) lower: Vec<T>,
    /// Diagonal of $D$.
    pub(crate) diagonal: Vec<f64>,
    /// Entry $(k + 1, k)$ of $D$ where a pivot of two rows begins, else 0; empty where there is none.
    pub(crate) below: Vec<T>,
}

impl<T> Default for FrontFactor<T> {
    fn default() -> Self {
        Self {
            height: 0,
            pivots: Vec::new(),
            delayed: Vec::new(),
            lower: Vec::new(),
            diagonal: Vec::new(),
            below: Vec::new(),
        }
    }
}

/// The matrix that is factored, $A - \sigma$.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a, T: Scalar> {
    pub(crate) a: &'a Csr<T>,
    /// Whether its pattern is exactly the one that was analysed.
    pub(crate) fits: bool,
    pub(crate) shift: f64,
}

/// What one thread works with.
#[derive(Debug)]
pub(crate) struct Workspace<T: Scalar> {
    pool: Pool<T>,
    work: FrontWork<T>,
}

impl<T: Scalar> Default for Workspace<T> {
    fn default() -> Self {
        Self { pool: Pool::default(), work: FrontWork::default() }
    }
}

/// What was met on the way.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) growth: f64,
    pub(crate) delayed: usize,
    pub(crate) inertia: Inertia,
}

impl Tally {
    fn join(&mut self, other: Self) {
        self.growth = self.growth.max(other.growth);
        self.delayed += other.delayed;
        self.inertia.positive += other.inertia.positive;
        self.inertia.negative += other.inertia.negative;
        self.inertia.zero += other.inertia.zero;
    }
}

/// The front of kept rows, which is not eliminated: rows delayed into it, kept rows; lower triangle.
pub(crate) type KeptFront<T> = (Vec<u32>, Live<T>);

/// What a sequence of fronts hands up, and the front of kept rows if it was among them.
type Outcome<T> = (Option<Rest<T>>, Option<KeptFront<T>>);

/// Everything that the fronts share.
struct Run<'a, T: Scalar> {
    layout: &'a Layout,
    input: Input<'a, T>,
    threshold: f64,
    tiny: f64,
    progress: &'a Progress,
}

/// Consecutive fronts that one thread takes: a whole subtree, or one front above the subtrees.
struct Piece<'a, T> {
    first: usize,
    last: usize,
    /// Number of the piece of the parent, if there is one.
    above: Option<usize>,
    factors: Mutex<&'a mut [FrontFactor<T>]>,
    /// Pieces below that have not come in yet.
    missing: AtomicUsize,
    below: Vec<usize>,
    rest: Mutex<Option<Rest<T>>>,
}

/// Factors all fronts, on the threads of the current pool when `parallel`.
pub(crate) fn factor<T: Scalar>(
    layout: &Layout,
    input: Input<'_, T>,
    (threshold, tiny): (f64, f64),
    parallel: bool,
    factors: &mut [FrontFactor<T>],
    workspaces: &Mutex<Vec<Workspace<T>>>,
    progress: &Progress,
) -> Result<(Tally, Option<KeptFront<T>>), LinalgError> {
    let run = Run { layout, input, threshold, tiny, progress };
    let total = layout.cost().flops;
    let threads = if parallel { rayon::current_num_threads() } else { 1 };
    if threads == 1 || total < SMALL {
        let mut workspace = take(workspaces);
        let mut tally = Tally::default();
        let done = run.subtree(0, factors, None, &mut workspace, &mut tally);
        give(workspaces, workspace);
        return done.map(|(_, kept)| (tally, kept));
    }
    let pieces = pieces(layout, total / (GRAIN * threads as f64), factors);
    let (tally, kept, failure) = (Mutex::new(Tally::default()), Mutex::new(None), Mutex::new(None));
    rayon::scope_fifo(|scope| {
        for (number, piece) in pieces.iter().enumerate() {
            if !piece.below.is_empty() {
                continue;
            }
            let (run, pieces, tally, kept, failure) = (&run, &pieces, &tally, &kept, &failure);
            scope.spawn_fifo(move |_| {
                let mut workspace = take(workspaces);
                let mut own = Tally::default();
                match run.climb(pieces, number, &mut workspace, &mut own) {
                    Ok(Some(front)) => *lock(kept) = Some(front),
                    Ok(None) => {}
                    Err(error) => *lock(failure) = Some(error),
                }
                lock(tally).join(own);
                give(workspaces, workspace);
            });
        }
    });
    match lock(&failure).take() {
        Some(error) => Err(error),
        None => Ok((*lock(&tally), lock(&kept).take())),
    }
}

/// Work that is not worth sharing, in flops.
const SMALL: f64 = 1e6;

/// Subtrees for each thread, about.
const GRAIN: f64 = 16.0;

fn lock<X>(mutex: &Mutex<X>) -> std::sync::MutexGuard<'_, X> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn take<T: Scalar>(workspaces: &Mutex<Vec<Workspace<T>>>) -> Workspace<T> {
    lock(workspaces).pop().unwrap_or_default()
}

fn give<T: Scalar>(workspaces: &Mutex<Vec<Workspace<T>>>, workspace: Workspace<T>) {
    lock(workspaces).push(workspace);
}

/// Divides the fronts into subtrees of at most `grain` flops and single fronts above them.
fn pieces<'a, T>(
    layout: &Layout,
    grain: f64,
    mut factors: &'a mut [FrontFactor<T>],
) -> Vec<Piece<'a, T>> {
    let mut pieces: Vec<Piece<'a, T>> = Vec::new();
    let mut piece_of = vec![0; layout.len()];
    let mut first = 0;
    for front in 0..layout.len() {
        let above = layout.fronts.parent[front];
        if above != NONE && layout.work_below[above as usize] <= grain {
            continue;
        }
        let (own, rest) = factors.split_at_mut(front + 1 - first);
        factors = rest;
        piece_of[front] = pieces.len();
        pieces.push(Piece {
            first,
            last: front,
            above: None,
            factors: Mutex::new(own),
            missing: AtomicUsize::new(0),
            below: Vec::new(),
            rest: Mutex::new(None),
        });
        first = front + 1;
    }
    for number in 0..pieces.len() {
        let above = layout.fronts.parent[pieces[number].last];
        if above != NONE {
            let above = piece_of[above as usize];
            pieces[number].above = Some(above);
            pieces[above].below.push(number);
            *pieces[above].missing.get_mut() += 1;
        }
    }
    pieces
}

impl<T: Scalar> Run<'_, T> {
    /// Does a piece, and the pieces above it as long as it is the last that these waited for.
    fn climb(
        &self,
        pieces: &[Piece<'_, T>],
        mut number: usize,
        workspace: &mut Workspace<T>,
        tally: &mut Tally,
    ) -> Result<Option<KeptFront<T>>, LinalgError> {
        loop {
            let piece = &pieces[number];
            let opened = if piece.below.is_empty() {
                None
            } else {
                let mut live = self.open(piece.first, workspace);
                for &below in &piece.below {
                    if let Some(rest) = lock(&pieces[below].rest).take() {
                        live.add(self.layout, rest, &mut workspace.pool);
                    }
                }
                Some(live)
            };
            let (rest, kept) =
                self.subtree(piece.first, &mut lock(&piece.factors), opened, workspace, tally)?;
            if kept.is_some() {
                return Ok(kept);
            }
            let Some(above) = piece.above else { return Ok(None) };
            *lock(&piece.rest) = rest;
            if pieces[above].missing.fetch_sub(1, Ordering::AcqRel) > 1 {
                return Ok(None);
            }
            number = above;
        }
    }

    fn open(&self, front: usize, workspace: &mut Workspace<T>) -> Live<T> {
        Live::open(self.layout, self.input, front, &mut workspace.pool)
    }

    /// Does consecutive fronts, children before parents; returns what the last hands up. `opened` is the
    /// first front where its children belong to others.
    fn subtree(
        &self,
        first: usize,
        factors: &mut [FrontFactor<T>],
        mut opened: Option<Live<T>>,
        workspace: &mut Workspace<T>,
        tally: &mut Tally,
    ) -> Result<Outcome<T>, LinalgError> {
        let last = (first + factors.len()).saturating_sub(1);
        let kept = self.layout.kept_front();
        let mut open: Vec<Live<T>> = Vec::new();
        for (front, factor) in (first..).zip(factors) {
            self.progress.check()?;
            let mut live = match open.pop_if(|live| live.front == front) {
                Some(live) => live,
                None => opened.take().unwrap_or_else(|| self.open(front, workspace)),
            };
            let delayed = live.close(self.layout, &mut workspace.pool);
            if kept == Some(front) {
                return Ok((None, Some((delayed, live))));
            }
            let rest = self.eliminate(live, &delayed, factor, workspace, tally);
            self.progress.advance(1);
            let above = self.layout.fronts.parent[front];
            if above == NONE {
                workspace.pool.give(rest.buffer);
                continue;
            }
            if front == last {
                return Ok((Some(rest), None));
            }
            if open.last().is_none_or(|live| live.front != above as usize) {
                open.push(self.open(above as usize, workspace));
            }
            if let Some(parent) = open.last_mut() {
                parent.add(self.layout, rest, &mut workspace.pool);
            }
        }
        Ok((None, None))
    }

    fn eliminate(
        &self,
        live: Live<T>,
        delayed: &[u32],
        factor: &mut FrontFactor<T>,
        workspace: &mut Workspace<T>,
        tally: &mut Tally,
    ) -> Rest<T> {
        let Live { front, mut buffer, height, .. } = live;
        let fronts = &self.layout.fronts;
        let start = fronts.starts[front];
        let candidates = delayed.len() + fronts.width(front);
        let at_root = fronts.parent[front] == NONE;
        let pivoting = Pivoting { threshold: self.threshold, tiny: self.tiny, at_root };
        let done = eliminate(buffer.matrix(height), candidates, &pivoting, &mut workspace.work);
        let eliminated = done.eliminated;
        let number = |&candidate: &u32| match delayed.get(candidate as usize) {
            Some(&number) => number,
            None => start + candidate - super::tree::short(delayed.len()),
        };
        factor.height = height;
        refill(&mut factor.pivots, done.order[..eliminated].iter().map(number));
        refill(&mut factor.delayed, done.order[eliminated..].iter().map(number));
        refill(&mut factor.diagonal, done.diagonal[..eliminated].iter().copied());
        let two = done.below[..eliminated].iter().any(|&entry| entry != T::zero());
        let below = if two { &done.below[..eliminated] } else { &[] };
        refill(&mut factor.below, below.iter().copied());
        tally.growth = tally.growth.max(done.growth);
        tally.delayed += factor.delayed.len();
        count(factor, &mut tally.inertia);
        factor.lower.clear();
        factor.lower.reserve_exact(height * eliminated);
        for col in 0..eliminated {
            factor.lower.extend(std::iter::repeat_n(T::zero(), col));
            factor.lower.extend_from_slice(buffer.column(col, col, height));
        }
        Rest { front, buffer, eliminated, delayed: factor.delayed.clone() }
    }
}

fn refill<X>(list: &mut Vec<X>, items: impl ExactSizeIterator<Item = X>) {
    list.clear();
    list.reserve_exact(items.len());
    list.extend(items);
}

/// A block of one or two rows of $D$.
pub(crate) enum Pivot<T> {
    /// The entry.
    One(f64),
    /// Upper left, lower right, lower left entry.
    Two(f64, f64, T),
}

impl<T: Scalar> FrontFactor<T> {
    /// Blocks of $D$ with the places at which they begin.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (usize, Pivot<T>)> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            let k = next;
            let d = *self.diagonal.get(k)?;
            match (self.below.get(k), self.diagonal.get(k + 1)) {
                (Some(&entry), Some(&other)) if entry != T::zero() => {
                    next = k + 2;
                    Some((k, Pivot::Two(d, other, entry)))
                }
                _ => {
                    next = k + 1;
                    Some((k, Pivot::One(d)))
                }
            }
        })
    }
}

/// Counts the signs of the blocks of $D$. A block of two with an eigenvalue that is exactly zero does not pass as pivot.
fn count<T: Scalar>(factor: &FrontFactor<T>, inertia: &mut Inertia) {
    for (_, pivot) in factor.blocks() {
        match pivot {
            Pivot::One(d) => {
                inertia.positive += usize::from(d > 0.0);
                inertia.negative += usize::from(d < 0.0);
                inertia.zero += usize::from(d == 0.0);
            }
            Pivot::Two(a, c, b) => {
                let size = b.modulus();
                if (a / size) * (c / size) < 1.0 {
                    inertia.positive += 1;
                    inertia.negative += 1;
                } else if a > 0.0 {
                    inertia.positive += 2;
                } else {
                    inertia.negative += 2;
                }
            }
        }
    }
}
