//! Settling an end whose answer was ambiguous: read the job, then decide.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::CallLoop;
use super::request;
use crate::api::types::{JobResponse, JobStatus};
use crate::api::{Operation, OperationId};
use crate::error::{Ending, Exchange, Outcome};
use crate::retry::{Retries, backoff};
use crate::transport::TransportErrorKind;

/// How often the job is read in a row before a wait.
const READS: u32 = 3;

/// A job that was read open longer ago is read again before the end is sent.
const FRESH: Duration = Duration::from_secs(1);

/// What reading the job says.
enum Found {
    /// It is in the wanted end.
    Wanted(Response<Bytes>),
    /// It is in another end.
    Other(JobStatus, Response<Bytes>),
    /// It has not ended.
    Open,
    /// It could not be read now; perhaps the server says when to come back.
    Unreadable(Option<Duration>),
    /// The server refuses to show it, or it is gone.
    Never,
}

impl CallLoop<'_> {
    /// Looks for the end until it is found, the job is found open, or the
    /// bounds run out. The ambiguous outcome comes back when it is open, and
    /// the end may be sent again.
    pub(super) async fn settle(&mut self, ambiguous: Outcome) -> Result<Exchange, Outcome> {
        let mut asked = self.asked(&ambiguous);
        // Whether the wait before the next sending is over.
        let mut waited = false;
        for look in 1.. {
            let found = self.look(if look == 1 { READS } else { 1 }).await;
            let open = matches!(found, Found::Open);
            match found {
                Found::Wanted(answer) => return Ok(self.conclude(Ok(answer), Ending::ByReading)),
                Found::Other(status, answer) => {
                    return Ok(self.conclude(Ok(answer), Ending::OtherEnd(status)));
                }
                Found::Never => {
                    self.retry_after = asked;
                    break;
                }
                Found::Open if waited => return Err(ambiguous),
                Found::Open => {}
                Found::Unreadable(later) => asked = asked.max(later),
            }
            match self.wait(asked.take(), self.rounds.max(look)).await {
                None => break,
                Some(wait) if open && wait <= FRESH => return Err(ambiguous),
                Some(_) => waited = true,
            }
        }
        Ok(self.conclude(ambiguous, Ending::InDoubt))
    }

    /// Reads the job. The bound is the limit of one attempt, apart from the
    /// deadline of the end: what is known late is better than a doubt.
    async fn look(&mut self, reads: u32) -> Found {
        let retries = Retries::default();
        let begun = self.elapsed();
        let mut asked = None;
        for read in 1..=reads {
            let Some(outcome) = self.read(begun).await else { break };
            match found(self.operation, outcome, |outcome| self.asked(outcome)) {
                Found::Unreadable(later) => asked = later,
                found => return found,
            }
            let delay = backoff::delay(&retries, read, self.shared.random());
            let spent = self.elapsed().saturating_sub(begun).saturating_add(delay);
            let too_soon = asked.is_some_and(|asked| asked > delay);
            if read == reads || spent >= self.timeout || too_soon {
                break;
            }
            if let Some(last) = self.attempts.last_mut() {
                last.delay = Some(delay);
            }
            self.shared.timer.sleep(delay).await;
        }
        Found::Unreadable(asked)
    }

    /// One read, or two where the token was refused.
    async fn read(&mut self, begun: Duration) -> Option<Outcome> {
        let mut renewed = false;
        loop {
            let left = self.timeout.saturating_sub(self.elapsed().saturating_sub(begun));
            let request = request::read_job(self.path_id.as_deref()?, self.shared)?;
            let outcome = self.attempt(OperationId::GetJob.operation(), request, left).await?;
            if renewed || !self.should_renew(&outcome) {
                return Some(outcome);
            }
            renewed = true;
        }
    }
}

/// What an answer to the reading says. Only a refusal is final: whatever else
/// stands in the way of a job may be gone the next time.
fn found(end: &Operation, outcome: Outcome, asked: impl Fn(&Outcome) -> Option<Duration>) -> Found {
    let later = asked(&outcome);
    let answer = match outcome {
        Ok(answer) => answer,
        Err(error) if error.kind() == TransportErrorKind::Request => return Found::Never,
        Err(_) => return Found::Unreadable(later),
    };
    let status = answer.status();
    let refused = status.is_client_error() && !matches!(status.as_u16(), 408 | 429);
    if refused || status.is_redirection() {
        return Found::Never;
    }
    let read = serde_json::from_slice::<JobResponse>(answer.body());
    let Some(status) = read.ok().filter(|_| status.is_success()).and_then(|read| read.data.status)
    else {
        return Found::Unreadable(later);
    };
    match status {
        status if Some(status.canonical()) == end.settles_to => Found::Wanted(answer),
        status if status.is_end() => Found::Other(status, answer),
        _ => Found::Open,
    }
}
