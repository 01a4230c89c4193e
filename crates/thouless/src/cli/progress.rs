//! A progress bar on standard error, where that is a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use thouless::prelude::*;

/// A handle that draws a bar, or is silent.
pub(crate) fn handle(quiet: bool) -> Progress {
    if quiet || !std::io::stderr().is_terminal() {
        return Progress::silent();
    }
    Progress::new(Bar { bar: ProgressBar::hidden() })
}

struct Bar {
    bar: ProgressBar,
}

impl ProgressObserver for Bar {
    fn start(&self, label: &str, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(0);
        self.bar.set_message(label.to_owned());
        self.bar.set_style(style(total));
        self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr_with_hz(8));
        self.bar.enable_steady_tick(Duration::from_millis(250));
    }

    fn advance(&self, steps: u64) {
        self.bar.inc(steps);
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A bar with the time that is left, or a spinner where the number of steps is not known.
fn style(total: u64) -> ProgressStyle {
    let template = if total == 0 {
        "{spinner} {msg} {elapsed}"
    } else {
        "{msg} {wide_bar} {percent}% {eta} left"
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
