//! Where jobs are followed: a bar for each in a terminal, else a line for each
//! change.

use std::collections::HashMap;
use std::time::Duration;

use anstream::adapter::strip_str;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use unicode_width::UnicodeWidthStr;

use super::sight::Sight;
use crate::failure::{Failure, report};
use crate::output::{clean, data_line, fit, json_line, width_of_stderr};

pub struct Screen {
    json: bool,
    bars: Option<(MultiProgress, HashMap<String, ProgressBar>)>,
}

const TICK: Duration = Duration::from_millis(100);

impl Screen {
    /// For these jobs; with bars, where a person looks at both streams.
    pub fn new(ids: &[String], json: bool, with_bars: bool) -> Self {
        let bars = with_bars.then(|| {
            let all = MultiProgress::new();
            let bars = ids.iter().map(|id| {
                // It draws itself from its first tick on: after it has its place.
                let bar = all.add(bar(id));
                bar.enable_steady_tick(TICK);
                (id.clone(), bar)
            });
            let bars = bars.collect();
            (all, bars)
        });
        Self { json, bars }
    }

    /// Says what is seen of a job; `is_new` where it differs from before.
    pub fn show(&self, sight: &Sight, is_new: bool) -> Result<(), Failure> {
        let line = || format!("{}  {}", clean(&sight.id), sight.words());
        match &self.bars {
            Some((all, bars)) => {
                let bar = bars.get(&sight.id);
                if let Some(bar) = bar {
                    bar.set_position(sight.position());
                    bar.set_message(beside(sight));
                }
                if !sight.is_over() {
                    return Ok(());
                }
                if let Some(bar) = bar {
                    bar.finish_and_clear();
                }
                all.suspend(|| match sight.failure() {
                    Some(failure) => {
                        report(failure, false);
                        Ok(())
                    }
                    None => data_line(&line()),
                })
            }
            None if self.json && is_new => json_line(&sight.to_json()),
            None if is_new => match sight.failure() {
                Some(failure) => {
                    report(failure, false);
                    Ok(())
                }
                None => data_line(&line()),
            },
            None => Ok(()),
        }
    }

    /// Does what writes to the terminal, with the bars out of the way.
    pub fn aside(&self, write: impl FnOnce()) {
        match &self.bars {
            Some((all, _)) => all.suspend(write),
            None => write(),
        }
    }

    /// Takes the bars away.
    pub fn close(&self) {
        for bar in self.bars.iter().flat_map(|(_, bars)| bars.values()) {
            bar.finish_and_clear();
        }
    }
}

/// A bar that draws nothing before it has its place among the others.
fn bar(id: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(100), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{prefix}  {spinner} {bar:24} {msg}") {
        bar.set_style(style.progress_chars("█▌ "));
    }
    bar.set_prefix(clean(id).into_owned());
    bar
}

/// What is beside the bar, so that it stays on its line.
fn beside(sight: &Sight) -> String {
    let words = strip_str(&sight.words()).to_string();
    // Gaps, spinner and bar.
    let others = clean(&sight.id).width() + 29;
    let room = width_of_stderr().map_or(usize::MAX, |width| width.saturating_sub(others));
    fit(&words, room).into_owned()
}
