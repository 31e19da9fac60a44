//! The progress bar: on standard error, and only where that is a terminal.

use std::fmt::Write;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::summary::Summary;
use crate::output::warn_line;

pub struct Bar(ProgressBar);

/// Ten a second are enough for eyes.
const TICK: Duration = Duration::from_millis(100);

impl Bar {
    /// A bar over so many jobs; without `shown` it draws nothing.
    pub fn new(jobs: usize, shown: bool) -> Self {
        let target = match shown {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(jobs as u64), target);
        let template = "{bar:24} {pos}/{len}  {rate}  {eta} left  {msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            let rate = |state: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{:.1}/s", state.per_sec());
            };
            bar.set_style(style.with_key("rate", rate).progress_chars("█▌ "));
        }
        if shown {
            bar.enable_steady_tick(TICK);
        }
        Self(bar)
    }

    /// One job more is through.
    pub fn step(&self, summary: &Summary) {
        self.0.set_message(summary.trouble());
        self.0.inc(1);
    }

    /// Does what writes to the terminal, with the bar out of the way.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }

    /// Draws it no more. After Ctrl-C the terminal's own `^C` has moved the
    /// cursor, so what is on the screen stays there, and a line is begun.
    pub fn leave(&self) {
        if !self.0.is_hidden() {
            warn_line("");
        }
        self.0.set_draw_target(ProgressDrawTarget::hidden());
    }

    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
