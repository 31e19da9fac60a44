//! The progress bar: on standard error, and only where that is a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::summary::Summary;

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
        let template = "{bar:24} {pos}/{len} {per_sec} {eta} left  {msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("█▌ "));
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

    /// Says it instead of what is not as wished.
    pub fn say(&self, text: &str) {
        self.0.set_message(text.to_owned());
    }

    /// Does what writes to the terminal, with the bar out of the way.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }

    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
