//! Progress and cancellation of anything that takes long.

use crate::LinalgError;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is told about a long computation; a progress bar, for example.
///
/// Calls may come from several threads at once.
pub trait ProgressObserver: Send + Sync {
    /// A piece of work named `label` begins, of `total` steps; 0 if their number is not known.
    fn start(&self, label: &str, total: u64);

    /// `steps` more steps are done.
    fn advance(&self, steps: u64);

    /// The piece of work has ended.
    fn finish(&self) {}
}

/// The handle through which long computations report and are cancelled.
///
/// Clones are cheap and share everything: `cancel` on one stops the work that watches another.
/// Functions look at it between steps; how soon they stop depends on the length of a step.
///
/// # Examples
///
/// ```
/// use thouless_linalg::{LinalgError, Progress};
///
/// let progress = Progress::silent();
/// let watcher = progress.clone();
/// progress.cancel();
/// assert_eq!(watcher.check(), Err(LinalgError::Cancelled));
/// ```
#[derive(Clone)]
pub struct Progress {
    shared: Arc<Shared>,
}

struct Shared {
    observer: Option<Box<dyn ProgressObserver>>,
    cancelled: AtomicBool,
}

impl Progress {
    /// A handle that nobody listens to, but that still cancels.
    pub fn silent() -> Self {
        Self::with(None)
    }

    /// A handle that reports to `observer`.
    pub fn new(observer: impl ProgressObserver + 'static) -> Self {
        Self::with(Some(Box::new(observer)))
    }

    fn with(observer: Option<Box<dyn ProgressObserver>>) -> Self {
        Self { shared: Arc::new(Shared { observer, cancelled: AtomicBool::new(false) }) }
    }

    /// Begins a piece of work of `total` steps (0: not known). It replaces the one before.
    pub fn start(&self, label: &str, total: u64) {
        if let Some(observer) = &self.shared.observer {
            observer.start(label, total);
        }
    }

    /// Counts `steps` more steps as done.
    pub fn advance(&self, steps: u64) {
        if let Some(observer) = &self.shared.observer {
            observer.advance(steps);
        }
    }

    /// Ends the piece of work.
    pub fn finish(&self) {
        if let Some(observer) = &self.shared.observer {
            observer.finish();
        }
    }

    /// Asks all work that watches this handle to stop.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether someone asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    /// Returns an error when someone asked to stop, for use with `?` inside a loop.
    ///
    /// # Errors
    ///
    /// [`LinalgError::Cancelled`].
    pub fn check(&self) -> Result<(), LinalgError> {
        if self.is_cancelled() { Err(LinalgError::Cancelled) } else { Ok(()) }
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::silent()
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress")
            .field("observed", &self.shared.observer.is_some())
            .field("cancelled", &self.is_cancelled())
            .finish()
    }
}
