//! How a worker is set.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::runner::OnShutdown;

/// How a worker is set.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) at_once: usize,
    pub(super) space: Option<String>,
    /// How often events are asked for, at the least and at the most; none where
    /// they are not.
    pub(super) poll: Option<(Duration, Duration)>,
    pub(super) since: Option<DateTime<Utc>>,
    pub(super) sweep_every: Option<Duration>,
    pub(super) grace: Option<Duration>,
    pub(super) on_shutdown: OnShutdown,
    pub(super) progress_every: Option<Duration>,
    pub(super) look_every: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            // Handlers that wait for others, mostly; each has a connection.
            at_once: 8,
            space: None,
            // People who press a button see it begin within a second or two, and
            // an idle worker asks twice a minute.
            poll: Some((Duration::from_secs(1), Duration::from_secs(30))),
            since: None,
            // What events miss waits for so long; the list is read whole.
            sweep_every: Some(Duration::from_secs(5 * 60)),
            grace: None,
            on_shutdown: OnShutdown::default(),
            progress_every: None,
            look_every: None,
        }
    }
}
