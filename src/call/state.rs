//! What one call knows of itself, and the small steps that all of it share.

use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::Response;

use super::bounds::Bounds;
use super::events;
use super::in_flight::Guard;
use super::options::CallOptions;
use super::reader::{Concluded, Reader};
use super::request::Request;
use super::response::SettledBy;
use super::shared::Shared;
use super::tokens::Tokens;
use crate::api::RetryClass;
use crate::api::types::JobStatus;
use crate::error::{Attempt, LastRead, Outcome, headers, status};
use crate::retry::found::ReadSeen;
use crate::retry::retry_after;
use crate::retry::run::{RunSeen, Skew};
use crate::retry::wait::{self, Turn};

/// The state of one call.
pub(super) struct CallState<'a> {
    pub(super) shared: &'a Shared,
    pub(super) options: &'a CallOptions,
    pub(super) request: Request,
    pub(super) reader: &'a mut dyn Reader,
    pub(super) class: RetryClass,
    /// The status that the call ends its job in.
    pub(super) settles_to: Option<JobStatus>,
    pub(super) bounds: Bounds<'a>,
    pub(super) start: Instant,
    pub(super) attempts: Vec<Attempt>,
    /// How often the request was sent.
    pub(super) sent: u32,
    /// When an end was called for, by this side's date.
    pub(super) called: Option<SystemTime>,
    /// When its job was last known to be in the run that it is meant for; from
    /// the start of the call.
    pub(super) seen_at: Duration,
    /// The job was read just now, however long that took.
    pub(super) looked: bool,
    /// How often it was waited.
    pub(super) waits: u32,
    /// An attempt may have been carried out although it did not say so.
    pub(super) doubt: bool,
    /// Another token was asked for since the last wait.
    pub(super) renewed: bool,
    pub(super) retry_after: Option<Duration>,
    /// A retry was not made because the budget is spent.
    pub(super) withheld: bool,
    pub(super) tokens: Tokens,
    /// What the reads of the job have shown.
    pub(super) looks: Looks,
    guard: Option<Guard<'a>>,
}

/// What the reads of a call's job have shown so far.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// How many there were.
    pub(super) reads: u32,
    /// When the last one was sent: from the start of the call, and by date.
    pub(super) sent: Option<(Duration, SystemTime)>,
    /// What the last one since the last attempt at the end has shown.
    pub(super) last: Option<ReadSeen>,
    /// What the last one before that attempt has shown.
    before: Option<ReadSeen>,
    /// The run that the end is meant for, as it was seen last: by the caller,
    /// or by a read.
    pub(super) run: Option<RunSeen>,
    /// What the dates of the responses say of the server's clock.
    pub(super) skew: Option<Skew>,
}

impl Looks {
    /// Whether the server's clock is known to two seconds.
    pub(super) fn knows_the_clock(&self) -> bool {
        self.skew.is_some_and(Skew::is_narrow)
    }

    pub(super) fn new(run: Option<RunSeen>) -> Self {
        Self { run, ..Self::default() }
    }

    /// An attempt was made: what was read says nothing of what is after it.
    pub(super) fn sent_again(&mut self) {
        self.before = self.last.take().or_else(|| self.before.take());
    }

    /// What is known by reading.
    pub(super) fn known(&self) -> LastRead<'_> {
        match (&self.last, &self.before) {
            (Some(last), _) => LastRead::Since(last),
            (None, Some(before)) => LastRead::Before(before),
            (None, None) => LastRead::Never,
        }
    }
}

impl<'a> CallState<'a> {
    pub(super) fn new(
        shared: &'a Shared,
        options: &'a CallOptions,
        request: Request,
        reader: &'a mut dyn Reader,
    ) -> Self {
        let operation = request.operation;
        // Whatever sets the status of an end is an end.
        let set = request.status.as_ref().map(JobStatus::canonical).filter(JobStatus::is_end);
        let settles_to = operation.settles_to.clone().or(set).filter(|_| request.job.is_some());
        let class = if settles_to.is_some() { RetryClass::Settle } else { operation.retry };
        let guard = request.job.as_ref().and_then(|job| match operation.reopens {
            _ if settles_to.is_some() => Some(shared.in_flight.end(job)),
            true => Some(shared.in_flight.reopening(job)),
            false => None,
        });
        let called = settles_to.is_some().then(|| shared.timer.date());
        shared.budget.pay();
        Self {
            shared,
            options,
            class,
            bounds: Bounds::of(shared, options, settles_to.is_some()),
            settles_to,
            request,
            reader,
            start: shared.timer.now(),
            attempts: Vec::with_capacity(1),
            sent: 0,
            called,
            seen_at: Duration::ZERO,
            looked: false,
            waits: 0,
            doubt: false,
            renewed: false,
            retry_after: None,
            withheld: false,
            tokens: Tokens::default(),
            looks: Looks::new(options.run.as_deref().cloned()),
            guard,
        }
    }

    /// The job's id, as the caller has it.
    pub(super) fn job(&self) -> Option<&str> {
        self.request.job.as_deref()
    }

    /// What is left of the deadline.
    pub(super) fn left(&self) -> Duration {
        self.bounds.retries.deadline.saturating_sub(self.elapsed())
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.shared.timer.now().saturating_duration_since(self.start)
    }

    /// How long to wait before the next turn, if the bounds allow one.
    pub(super) fn delay(&mut self, asked: Option<Duration>) -> Option<Duration> {
        self.retry_after = asked;
        let turn = Turn {
            sent: self.sent,
            waits: self.waits,
            reads: self.looks.reads,
            asked,
            left: self.left(),
            timeout: self.bounds.timeout,
        };
        wait::delay(self.bounds.retries, turn, self.shared.random())
    }

    /// Waits. None when it came back too late.
    pub(super) async fn sleep(&mut self, delay: Duration) -> Option<()> {
        if let Some(last) = self.attempts.last_mut() {
            last.delay = Some(delay);
        }
        events::waiting(self.request.operation, self.job(), self.attempts.last(), delay);
        self.waits += 1;
        self.shared.timer.sleep(delay).await;
        // A timer may come back at once, and again and again.
        tokio::task::yield_now().await;
        self.retry_after = None;
        self.renewed = false;
        wait::is_useful(self.left(), self.bounds.timeout).then_some(())
    }

    /// Whether an end of the job was begun that this call might undo.
    pub(super) fn is_overtaken(&self) -> bool {
        self.guard.as_ref().is_some_and(Guard::is_overtaken)
    }

    /// How long the server asks to wait.
    pub(super) fn asked(&self, outcome: &Outcome) -> Option<Duration> {
        retry_after::retry_after(status(outcome), headers(outcome)?, || self.shared.timer.date())
    }

    /// Ends with a success.
    pub(super) fn conclude(
        &mut self,
        response: Response<Bytes>,
        settled_by: SettledBy,
    ) -> Concluded {
        let attempts = std::mem::take(&mut self.attempts);
        let (head, body) = response.into_parts();
        Concluded {
            operation: self.request.operation,
            job: self.request.job.take(),
            end: self.settles_to.take(),
            status: head.status,
            headers: head.headers,
            body,
            absent: false,
            settled_by,
            attempts,
            tokens: std::mem::take(&mut self.tokens),
        }
    }
}
