//! Settling an end whose answer was ambiguous: read the job, then decide.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::Flight;
use crate::api::types::{JobResponse, JobStatus};
use crate::api::{Operation, OperationId};
use crate::client::request;
use crate::error::{Ending, Exchange, Outcome};
use crate::retry::{Retries, backoff};
use crate::transport::TransportErrorKind;

/// How often the job is read at the most each time it is looked for.
const READS: u32 = 3;

/// What reading the job says.
enum Found {
    /// It is in the wanted end.
    Wanted(Response<Bytes>),
    /// It is in another end.
    Other(JobStatus, Response<Bytes>),
    /// It has not ended.
    Open,
    /// It could not be read now.
    Unreadable,
    /// The server refuses to show it, or it is gone.
    Never,
}

impl Flight<'_> {
    /// Looks for the end until it is found, the job is found open, or the
    /// bounds run out. `None` means that it is open, and the end may be sent
    /// again.
    pub(super) async fn settle(&mut self, ambiguous: Outcome) -> Option<Exchange> {
        loop {
            match self.look().await {
                Found::Wanted(answer) => return Some(self.ended(Ok(answer), Ending::ByReading)),
                Found::Other(status, answer) => {
                    return Some(self.ended(Ok(answer), Ending::OtherEnd(status)));
                }
                Found::Open if self.wait(&ambiguous).await => return None,
                Found::Unreadable if self.wait(&ambiguous).await => self.rounds += 1,
                Found::Open | Found::Unreadable | Found::Never => {
                    return Some(self.ended(ambiguous, Ending::InDoubt));
                }
            }
        }
    }

    fn ended(&mut self, outcome: Outcome, ending: Ending) -> Exchange {
        Exchange {
            operation: Some(self.operation),
            job: self.job.take(),
            outcome,
            ending,
            attempts: std::mem::take(&mut self.attempts),
            retry_after: self.retry_after,
            token: self.token.take(),
        }
    }

    /// Reads the job. Its bound is the limit of one attempt, apart from the
    /// deadline of the end: what is known late is better than a doubt.
    async fn look(&mut self) -> Found {
        let operation = OperationId::GetJob.operation();
        let retries = Retries::default();
        let begun = self.elapsed();
        for read in 1..=READS {
            let left = self.timeout.saturating_sub(self.elapsed().saturating_sub(begun));
            let job = self.job.as_deref().unwrap_or_default();
            let Some(request) = request::read_job(job, self.shared) else { return Found::Never };
            let mut outcome = self.attempt(operation, request, left).await;
            if self.should_renew(&outcome)
                && let Some(request) =
                    request::read_job(self.job.as_deref().unwrap_or_default(), self.shared)
            {
                self.renewed = true;
                outcome = self.attempt(operation, request, left).await;
            }
            match found(self.operation, outcome) {
                Found::Unreadable => {}
                found => return found,
            }
            let delay = backoff::delay(&retries, read, self.shared.random());
            let spent = self.elapsed().saturating_sub(begun).saturating_add(delay);
            if read == READS || spent >= self.timeout {
                break;
            }
            self.pause(delay).await;
        }
        Found::Unreadable
    }

    async fn pause(&mut self, delay: Duration) {
        if let Some(last) = self.attempts.last_mut() {
            last.delay = Some(delay);
        }
        self.shared.timer.sleep(delay).await;
    }
}

/// What an answer to the reading says. Only a refusal is final: whatever else
/// stands in the way of a job may be gone the next time.
fn found(end: &Operation, outcome: Outcome) -> Found {
    let answer = match outcome {
        Ok(answer) => answer,
        Err(error) if error.kind() == TransportErrorKind::Request => return Found::Never,
        Err(_) => return Found::Unreadable,
    };
    let status = answer.status();
    if status.is_client_error() && !matches!(status.as_u16(), 408 | 429) {
        return Found::Never;
    }
    let read = serde_json::from_slice::<JobResponse>(answer.body());
    let Some(status) = read.ok().filter(|_| status.is_success()).and_then(|read| read.data.status)
    else {
        return Found::Unreadable;
    };
    match status {
        status if Some(status.canonical()) == end.settles_to => Found::Wanted(answer),
        status if status.is_end() => Found::Other(status, answer),
        _ => Found::Open,
    }
}
