//! Reading a job whose end is in doubt.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::attempt::Sent;
use super::events;
use super::request::Request;
use super::state::CallState;
use crate::api;
use crate::api::types::{JobResponse, JobStatus};
use crate::error::{Outcome, status};
use crate::retry::found::{Found, NotUnderstood, ReadSeen, judge};
use crate::retry::retry_after::date;
use crate::retry::run::{Called, Identity, RunSeen, Skew};
use crate::retry::wait;
use crate::retry::{Retries, backoff};

impl CallState<'_> {
    /// Reads the job, up to so many times in a row. The bound in time is the
    /// limit of one attempt, apart from the deadline of the end: what is known
    /// late is better than an end in doubt.
    pub(super) async fn look(
        &mut self,
        wanted: &JobStatus,
        reads: u32,
    ) -> (Found, Option<Response<Bytes>>) {
        let retries = Retries::default();
        let begun = self.elapsed();
        let mut asked = None;
        let most = wait::most_reads(self.bounds.retries).saturating_sub(self.looks.reads);
        let reads = reads.min(most);
        for read in 1..=reads {
            let Some(outcome) = self.read(begun).await else { break };
            self.looks.reads += 1;
            self.note_skew(&outcome);
            let (mut seen, run) = self.seen(&outcome);
            let found = judge(wanted, &seen, || self.identity(run.as_ref()));
            if let Found::UnsureRun(status) = &found {
                seen = ReadSeen::PerhapsAnotherRun(status.clone());
            }
            events::looked(self.request.operation, self.job(), &seen);
            if found == Found::Open {
                self.seen_at = self.looks.sent.map_or(self.seen_at, |(at, _)| at);
                let earlier = self.looks.run.take();
                self.looks.run = run.map(|run| run.or_as(earlier.as_ref())).or(earlier);
            }
            self.looks.last = Some(seen);
            match found {
                Found::Later(later) => asked = later,
                Found::UnsureRun(_) => asked = None,
                found => return (found, outcome.ok()),
            }
            let delay = backoff::delay(&retries, read, asked, self.shared.random());
            let spent = self.elapsed().saturating_sub(begun).saturating_add(delay);
            let left = self.bounds.timeout.saturating_sub(spent);
            let too_soon = asked.is_some_and(|asked| asked > delay);
            // To wait for a read that has no time left would only make older
            // what is known.
            if read == reads || !wait::is_useful(left, self.bounds.timeout) || too_soon {
                break;
            }
            if let Some(last) = self.attempts.last_mut() {
                last.delay = Some(delay);
            }
            self.shared.timer.sleep(delay).await;
        }
        (Found::Later(asked), None)
    }

    /// One read, or two where the token was refused.
    async fn read(&mut self, begun: Duration) -> Option<Outcome> {
        let request = Request::read(self.job()?);
        let mut refused = None;
        loop {
            let left = self.bounds.timeout.saturating_sub(self.elapsed().saturating_sub(begun));
            let Ok(Sent::Outcome(outcome)) = self.attempt(Some(&request), left).await else {
                // No time was left for another token: the refusal was seen.
                return refused;
            };
            let again = refused.is_none() && status(&outcome) == Some(401);
            if !again || !self.tokens.renew(&self.shared.credentials) {
                return Some(outcome);
            }
            refused = Some(outcome);
        }
    }

    /// What a read shows: its status by a glance that nothing else in the body
    /// can spoil, and the dates of the run where they can be read.
    fn seen(&self, outcome: &Outcome) -> (ReadSeen, Option<RunSeen>) {
        let response = match outcome {
            Ok(response) if response.status().is_success() => response,
            Ok(response) => {
                let status = response.status().as_u16();
                return (ReadSeen::Refused(status, self.asked(outcome)), None);
            }
            Err(error) => {
                return (ReadSeen::Broken(error.kind(), status(outcome)), None);
            }
        };
        let not = |why| (ReadSeen::NotUnderstood(why), None);
        let Some(glance) = api::glance(response.body()) else { return not(NotUnderstood::NoJob) };
        if self.job() != Some(&*glance.id) {
            return not(NotUnderstood::AnotherJob);
        }
        let Some(status) = glance.status else { return not(NotUnderstood::NoStatus) };
        let job = api::read::<JobResponse>(response.body()).ok();
        let run = job.map(|read| RunSeen::from(&read.data));
        (ReadSeen::Status(status), run)
    }

    /// Whether an open job is in the run that the end is meant for. One whose
    /// dates cannot be read is: its status was there to be read.
    fn identity(&self, now: Option<&RunSeen>) -> Identity {
        match (now, self.called) {
            (Some(now), Some(at)) => {
                now.identity(self.looks.run.as_ref(), Called { at, skew: self.looks.skew })
            }
            _ => Identity::Same,
        }
    }

    fn note_skew(&mut self, outcome: &Outcome) {
        let date = outcome.as_ref().ok().and_then(|response| date(response.headers()));
        let Some(date) = date else { return };
        let Some((_, asked)) = self.looks.sent else { return };
        let newer = Skew::of(date, asked, self.shared.timer.date());
        let skew = self.looks.skew.map_or(newer, |skew| skew.narrowed(newer));
        self.looks.skew = Some(skew);
    }
}
