//! What shows a sandbox while it runs, and sets it back: for pages and control
//! paths, which ask again and again.

use serde_json::Value;

use super::core::{Call, Kept, State};
use super::handle::Sandbox;
use crate::api::OperationId;
use crate::api::types::Job;

impl Sandbox {
    /// The jobs that were made last, the newest first, so many at most, and how
    /// many there are in all.
    #[must_use]
    pub fn newest_jobs(&self, most: usize) -> (Vec<Job>, usize) {
        let now = self.core.now();
        self.core.lock().newest_jobs(most, now)
    }

    /// The calls from this number on, and the number of the one that comes next.
    /// They are counted from 0 for as long as the sandbox is there, those that
    /// are not kept too.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// # use flatfile_jobs::sandbox::Sandbox;
    /// let sandbox = Sandbox::in_process();
    /// let (_, so_far) = sandbox.calls_from(0);
    /// sandbox.client()?.jobs().page().await?;
    /// let (new, _) = sandbox.calls_from(so_far);
    /// assert_eq!(new.len(), 1);
    /// # Ok::<(), flatfile_jobs::Error>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn calls_from(&self, number: u64) -> (Vec<(u64, Call)>, u64) {
        self.some_calls_from(number, usize::MAX, None, None)
    }

    /// The first of the calls from this number on, so many at most: of an
    /// operation and for a job, where these are given. With them the number to go
    /// on from: that of the next one that fits, or of the call that comes next.
    ///
    /// Only what is returned is read: it may be asked for again and again.
    #[must_use]
    pub fn some_calls_from(
        &self,
        number: u64,
        most: usize,
        operation: Option<OperationId>,
        job: Option<&str>,
    ) -> (Vec<(u64, Call)>, u64) {
        let (kept, next) = self.core.lock().calls_from(number, most, operation, job);
        let show = |(number, call): (u64, Kept)| (number, call.show());
        (kept.into_iter().map(show).collect(), next)
    }

    /// Puts a state in the place of the one it has, as
    /// [`SandboxBuilder::import`](super::SandboxBuilder::import) does at the
    /// start. Rules, faults and calls stay; events are forgotten.
    ///
    /// # Errors
    ///
    /// When the value is no such state, or has a date that RFC 3339 cannot write.
    /// Nothing has changed then.
    pub fn restore(&self, state: Value) -> serde_json::Result<()> {
        let state = State::read(state)?;
        self.core.lock().import(state);
        Ok(())
    }
}
