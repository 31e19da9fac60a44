//! Whether a worker is well, for an orchestrator.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::counts::Counts;
use super::shared::Shared;
use super::state::Stage;

/// Whether a worker is well: for the probe of an orchestrator, or a page for
/// people. Made by [`Worker::health`](super::Worker::health). It is cheap, can be
/// asked from any thread, and outlives the worker.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
/// # let client = sandbox.client()?;
/// # use flatfile_jobs::EventFilter;
/// # let worker = client.worker().on(EventFilter::on("job:ready"), async |_| Ok("done"));
/// use std::time::Duration;
///
/// let health = worker.health();
/// // GET /healthz
/// let ok = health.is_working(Duration::from_secs(120));
/// # assert!(!ok, "it does not run yet");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Health(pub(super) Arc<Shared>);

/// Where in its life a worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// It does not run yet.
    New,
    /// It reads what a former process has left in the outbox.
    Starting,
    /// It looks for jobs and runs them.
    Running,
    /// It begins nothing new, and waits for what runs.
    Stopping,
    /// It is over.
    Stopped,
}

impl Health {
    /// Where in its life it is.
    #[must_use]
    pub fn phase(&self) -> Phase {
        match self.0.state().stage {
            Stage::New => Phase::New,
            Stage::Starting => Phase::Starting,
            Stage::Running => Phase::Running,
            Stage::Draining | Stage::Stopping | Stage::Halted => Phase::Stopping,
            Stage::Stopped => Phase::Stopped,
        }
    }

    /// Whether it runs, and a source of Flatfile was asked with success within
    /// this time, or waits for room because a thousand jobs wait for their turn.
    /// Give it some minutes: an idle worker asks every 30 seconds, and
    /// a request that is tried again takes up to two minutes; one that
    /// [polls not](super::Worker::without_polling) asks only as often as it
    /// [sweeps](super::Worker::sweep_every). A worker that only is
    /// [fed](super::Feed) asks nothing: it is well as long as it runs.
    #[must_use]
    pub fn is_working(&self, within: Duration) -> bool {
        let (asks, full) = {
            let state = self.0.state();
            (state.asks, state.is_full())
        };
        let asked = || self.last_success().is_some_and(|ago| ago <= within);
        self.phase() == Phase::Running && (!asks || full || asked())
    }

    /// How long ago a source of Flatfile was asked with success last.
    #[must_use]
    pub fn last_success(&self) -> Option<Duration> {
        let now = self.0.client.shared().timer.now();
        self.0.state().last_success.map(|then| now.saturating_duration_since(then))
    }

    /// How often sources have failed since then.
    #[must_use]
    pub fn failures(&self) -> u32 {
        self.0.state().failures
    }

    /// How many jobs it has in hand: being read, run, or ended.
    #[must_use]
    pub fn running(&self) -> usize {
        self.0.state().running
    }

    /// How many jobs wait for their turn: a thousand at the most, and those for which
    /// the outbox has an end that is tried first.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.0.state().waiting()
    }

    /// How long the oldest of them is ready, by Flatfile's date and the clock of
    /// this side; none when none waits.
    #[must_use]
    pub fn oldest_ready(&self) -> Option<Duration> {
        self.0.oldest_ready()
    }

    /// What it has done so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.0.state().counts.clone()
    }
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Health")
            .field("phase", &self.phase())
            .field("running", &self.running())
            .field("waiting", &self.waiting())
            .finish_non_exhaustive()
    }
}
