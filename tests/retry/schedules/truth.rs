//! What is true of every schedule.

use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::Change;
use flatfile_jobs::transport::TransportErrorKind::{Connect, Credentials, Request};
use flatfile_jobs::{Attempt, Error, SettledBy};

use super::clock::Pace;
use super::line::{Seen, Sent};
use super::odd::Odd;
use super::sentence;
use super::story::{BUDGET, Story, Told};

/// What the caller was told, in a word or two.
pub fn in_a_word(told: &Told) -> String {
    match &told.result {
        None => "dropped".into(),
        Some(Ok(success)) => format!("{:?} by {:?}", told.call.what.operation(), success.by),
        Some(Err(error)) if error.is_in_doubt() => "in doubt".into(),
        Some(Err(error)) if error.is_already_finished() => "the other end".into(),
        Some(Err(error)) if error.is_another_run() => "another run".into(),
        Some(Err(error)) if error.is_overtaken() => "overtaken".into(),
        Some(Err(error)) if error.known_end().is_some() => "ended, unreadable".into(),
        Some(Err(error)) => format!("not done, {:?}", error.status()),
    }
}

/// All of it.
pub fn holds(story: &Story) {
    for (caller, told) in story.told.iter().enumerate() {
        match told.call.what.wanted() {
            Some(wanted) => Ending { story, told, caller, wanted }.holds(),
            None => not_after_an_end(story, told, caller),
        }
    }
    if let (Some(left), Some(Told { result: Some(result), .. })) =
        (story.budget, story.told.first())
    {
        budget(left, result.as_ref().map_or_else(Error::attempts, |done| &done.attempts));
    }
}

/// Nothing that may reopen the job is sent once an end was begun that is not
/// over: not over when the call began, or begun since.
fn not_after_an_end(story: &Story, told: &Told, caller: usize) {
    let ends = story.told.iter().filter(|other| {
        other.call.client == told.call.client && other.call.what.wanted().is_some()
    });
    let ends: Vec<&Told> = ends.collect();
    for sent in story.record.iter().filter(|sent| sent.caller == caller) {
        let over_it =
            ends.iter().find(|end| end.begun.mark < sent.mark && end.over.mark > told.begun.mark);
        assert!(over_it.is_none(), "sent over {over_it:?}: {sent:?}");
    }
}

/// Ends take from the budget for what is sent again, and reads never do.
fn budget(left: usize, attempts: &[Attempt]) {
    let own = attempts.iter().filter(|attempt| attempt.operation.id != Op::GetJob);
    // Another token after a refused one is not paid for.
    let paid = own.clone().filter(|attempt| attempt.status != Some(401)).count();
    let all = own.count();
    let whole = BUDGET as usize;
    let range =
        whole.saturating_sub(all.saturating_sub(1))..=whole.saturating_sub(paid.saturating_sub(1));
    assert!(range.contains(&left), "{left} of {whole} retries are left after {attempts:?}");
}

/// A call that ends its job.
pub struct Ending<'a> {
    pub story: &'a Story,
    pub told: &'a Told,
    pub caller: usize,
    pub wanted: JobStatus,
}

/// tokio's clock counts milliseconds, and rounds a wait up.
const TICK: Duration = Duration::from_millis(3);

/// A job that was seen longer ago is read before its end is sent.
const FRESH: Duration = Duration::from_secs(1);

impl Ending<'_> {
    fn holds(&self) {
        self.no_end_in_another_run();
        self.yields();
        match &self.told.result {
            None => {}
            Some(Ok(success)) => {
                match success.by {
                    SettledBy::Response => self.ended_by_us(),
                    _ => self.read_in(&self.wanted),
                }
                self.bounds(&success.attempts);
            }
            Some(Err(error)) => self.failed(error),
        }
    }

    fn failed(&self, error: &Error) {
        self.bounds(error.attempts());
        sentence::holds(self, error);
        if let Some(known) = error.known_end() {
            assert_eq!(*known, self.wanted);
            assert!(error.is_contract_mismatch());
            if self.reads().any(|(_, status)| status == Some(&self.wanted)) {
                return;
            }
            self.ended_by_us();
        } else if error.is_in_doubt() {
            self.in_doubt(error);
        } else if let Some(other) = error.other_end() {
            assert!(other.is_end() && *other != self.wanted, "{error}");
            self.read_in(other);
        } else if error.is_another_run() {
            let after = &self.story.history[self.told.begun.changes..];
            let sure = !error.to_string().contains("perhaps in another run");
            let even = self.story.plan.pace == Pace::Even;
            assert!(!(sure && even && after.is_empty()), "the same run: {error}");
        } else {
            let ours = self.own().find(|sent| self.has_ended(sent));
            assert!(ours.is_none(), "it was ended all the same: {ours:?}, {error:?}");
        }
    }

    /// Some sending of ours was carried out, and its response came.
    fn ended_by_us(&self) {
        let done = self.own().any(|sent| {
            let came = match &sent.seen {
                Some(Seen::Response(200..=299, odd)) => odd.is_none_or(Odd::is_about_the_job),
                _ => false,
            };
            came && sent
                .arrived
                .as_ref()
                .is_some_and(|arrived| arrived.status.as_ref() == Some(&self.wanted))
        });
        assert!(done, "it was not ended by us");
    }

    /// The last read has shown this.
    fn read_in(&self, status: &JobStatus) {
        let last = self.reads().last().and_then(|(_, status)| status);
        assert_eq!(last, Some(status), "it was not read so");
    }

    /// A doubt is due to one of the bounds, or to a job that may not be read or
    /// is in a status that nobody knows; never to an end that was there to read.
    fn in_doubt(&self, error: &Error) {
        let attempts = error.attempts();
        let sent = counted(attempts, |attempt| attempt.operation.id != Op::GetJob);
        let mark = self.own().last().unwrap().mark;
        for (read, status) in self.reads().filter(|(read, _)| read.mark > mark) {
            assert!(!status.is_some_and(JobStatus::is_end), "it was there to be read: {read:?}");
        }
        let bounds = &self.story.plan.bounds;
        let last = attempts.last().unwrap();
        let elapsed = last.started_after + last.duration;
        // The last second is not begun.
        let no_time = elapsed + bounds.longest_delay + Duration::from_secs(1) >= bounds.deadline;
        let refused = last.operation.id == Op::GetJob
            && matches!(last.status, Some(300..=499))
            && !matches!(last.status, Some(401 | 408 | 429));
        let asked = error.retry_after().is_some();
        let reads = self.counted_reads(attempts) >= self.most_reads();
        let odd_time = self.story.plan.pace != Pace::Even;
        assert!(
            sent >= bounds.attempts as usize || no_time || refused || asked || reads || odd_time,
            "in doubt within the bounds: {error:?}"
        );
    }

    /// Attempts, reads and time stay inside their bounds; reads may be made
    /// after the deadline, within the limit of one attempt.
    fn bounds(&self, attempts: &[Attempt]) {
        let bounds = &self.story.plan.bounds;
        let own = attempts.iter().filter(|attempt| attempt.operation.id != Op::GetJob);
        let counted = own.clone().filter(|attempt| attempt.status != Some(401)).count();
        assert!(counted <= bounds.attempts as usize, "{attempts:?}");
        let reads = self.counted_reads(attempts);
        assert!(reads <= self.most_reads(), "{reads} reads");
        if self.story.plan.pace != Pace::Even {
            return;
        }
        for attempt in own {
            let end = attempt.started_after + attempt.duration;
            assert!(end <= bounds.deadline + TICK, "{attempts:?}");
        }
        for attempt in attempts {
            assert!(attempt.duration <= bounds.timeout + TICK, "{attempts:?}");
        }
        let end = attempts.last().map_or(Duration::ZERO, |last| last.started_after + last.duration);
        assert!(end <= bounds.deadline + bounds.timeout + TICK, "{end:?}: {attempts:?}");
    }

    fn most_reads(&self) -> usize {
        (self.story.plan.bounds.attempts as usize * 3).max(100)
    }

    fn counted_reads(&self, attempts: &[Attempt]) -> usize {
        counted(attempts, |attempt| attempt.operation.id == Op::GetJob)
    }

    /// Others run between the requests, however little time they take.
    fn yields(&self) {
        if self.story.plan.pace != Pace::Instant {
            return;
        }
        let beats: Vec<u64> = self.sent().map(|sent| sent.beats).collect();
        for alike in beats.chunk_by(|one, next| one == next) {
            // Three reads in a row, each with another token, and an end before
            // and after them.
            assert!(alike.len() <= 3 * 2 + 4, "{} requests without a yield", alike.len());
        }
    }

    /// No end is sent into another run than that which went on when it was
    /// called for. What is sent again, or late, was seen in that run by the
    /// last read, and after what may have been carried out there was a read.
    fn no_end_in_another_run(&self) {
        let history = &self.story.history;
        let meant = run(history, self.told.begun.changes);
        if self.cannot_be_told() {
            return;
        }
        let mut doubt: Option<&Sent> = None;
        for (sent_before, sent) in self.own().enumerate() {
            let read =
                self.reads().filter(|(read, status)| read.mark < sent.mark && status.is_some());
            let read = read.last().map(|(read, _)| read);
            if let Some(doubt) = doubt {
                let read = read.filter(|read| read.mark > doubt.mark);
                assert!(read.is_some(), "it was not read before it was sent again: {sent:?}");
            }
            if let Some(read) = read {
                let at = run(history, read.arrived.as_ref().unwrap().before);
                assert_eq!(at, meant, "it was seen in another run, and sent: {sent:?}");
            }
            let seen = read.map_or(self.told.begun.at, |read| read.at);
            let since = sent.at.saturating_sub(seen);
            let fresh = since <= FRESH + TICK || self.was_just_read(sent_before);
            assert!(fresh || self.story.plan.pace != Pace::Even, "seen {since:?} ago: {sent:?}");
            if !is_surely_not_done(sent) {
                doubt = Some(sent);
            }
        }
    }

    /// Whether the job was read right before this sending, or tried to be.
    fn was_just_read(&self, sent_before: usize) -> bool {
        // A read without a token leaves nothing on the line.
        let Some(attempts) = self.attempts() else { return true };
        let on_line = |attempt: &&Attempt| {
            attempt.operation.id != Op::GetJob
                && !matches!(attempt.cause, Some(Credentials | Request))
        };
        let this = attempts.iter().enumerate().filter(|(_, attempt)| on_line(attempt));
        let this = this.map(|(number, _)| number).nth(sent_before);
        let this = this.unwrap_or(attempts.len());
        // Another token after a refused one may come in between.
        let before = attempts[..this].iter().rev();
        let mut before = before.skip_while(|attempt| {
            attempt.operation.id != Op::GetJob && attempt.status == Some(401)
        });
        before
            .next()
            .is_some_and(|attempt| attempt.operation.id == Op::GetJob && attempt.delay.is_none())
    }

    /// Whether the dates are too near to each other, or cannot be read: the
    /// docs of `with_run` say so.
    fn cannot_be_told(&self) -> bool {
        let plan = &self.story.plan;
        let near = match plan.dates {
            true => chrono::TimeDelta::seconds(2),
            false => chrono::TimeDelta::milliseconds(1),
        };
        let skew = chrono::TimeDelta::milliseconds(plan.skew);
        let noon: chrono::DateTime<chrono::Utc> = "2025-06-01T12:00:00Z".parse().unwrap();
        let called = noon + self.told.begun.at + skew;
        let since = &self.story.history[self.told.begun.changes..];
        let near = since.iter().any(|change| change.at - called <= near);
        let spoilt = self.sent().any(|sent| match &sent.seen {
            Some(Seen::Response(_, Some(Odd::Member(member)))) => member.spoils_run,
            _ => false,
        });
        near || spoilt || plan.pace != Pace::Even
    }

    /// Whether this sending brought the job to an end.
    fn has_ended(&self, sent: &Sent) -> bool {
        let Some(arrived) = &sent.arrived else { return false };
        let changes = &self.story.history[arrived.before..arrived.after];
        changes.iter().any(|change| change.is_end() && change.to.as_ref() == Some(&self.wanted))
    }

    pub fn attempts(&self) -> Option<&[Attempt]> {
        Some(match self.told.result.as_ref()? {
            Ok(success) => &success.attempts,
            Err(error) => error.attempts(),
        })
    }

    /// All requests of this call.
    pub fn sent(&self) -> impl Iterator<Item = &Sent> {
        self.story.record.iter().filter(|sent| sent.caller == self.caller)
    }

    /// Those of the end itself.
    pub fn own(&self) -> impl Iterator<Item = &Sent> {
        self.sent().filter(|sent| sent.operation != Op::GetJob)
    }

    /// The reads, and the status that could be read.
    pub fn reads(&self) -> impl Iterator<Item = (&Sent, Option<&JobStatus>)> {
        self.sent().filter(|sent| sent.operation == Op::GetJob).map(|read| {
            let readable = match &read.seen {
                Some(Seen::Response(200..=299, odd)) => odd.is_none_or(Odd::is_readable),
                _ => false,
            };
            let status = read.arrived.as_ref().and_then(|arrived| arrived.status.as_ref());
            (read, status.filter(|_| readable))
        })
    }
}

/// How many attempts of a kind there were. One whose token was refused is made
/// twice, without a wait, and counts once.
fn counted(attempts: &[Attempt], is_one: impl Fn(&Attempt) -> bool) -> usize {
    let twice = attempts.windows(2).filter(|pair| {
        let refused = pair[0].status == Some(401) && pair[0].delay.is_none();
        refused && is_one(&pair[0]) && is_one(&pair[1])
    });
    attempts.iter().filter(|attempt| is_one(attempt)).count() - twice.count()
}

/// How often the job was run again before so many changes.
fn run(history: &[Change], changes: usize) -> usize {
    let is_end = |status: &Option<JobStatus>| status.as_ref().is_some_and(JobStatus::is_end);
    let reopened =
        |change: &&Change| is_end(&change.from) && change.to.is_some() && !is_end(&change.to);
    history[..changes].iter().filter(reopened).count()
}

/// Whether what the client saw of a sending proves that it did nothing.
fn is_surely_not_done(sent: &Sent) -> bool {
    matches!(
        sent.seen,
        Some(
            Seen::Broken(Connect, _)
                | Seen::Broken(_, Some(401 | 429))
                | Seen::Response(401 | 429, _)
        )
    )
}
