//! What is true of every schedule.

use std::collections::BTreeSet;
use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::Change;
use flatfile_jobs::{CancelReason, OnShutdown, Refusal, Returned, RunEnd, RunError, SettledBy};

use super::clock::Pace;
use super::handler::Finale;
use super::line::{Seen, Sent};
use super::odd::Odd;
use super::story::{RUNNER, Story, Told};

/// tokio's clock counts milliseconds, and rounds a wait up.
const TICK: Duration = Duration::from_millis(3);

/// A job that was seen longer ago is read before its end is sent.
const FRESH: Duration = Duration::from_secs(1);

/// What the caller was told, in a word or two.
pub fn in_a_word(story: &Story) -> String {
    let failed = |error: &RunError| match (error.refusal(), error.is_in_doubt()) {
        (Some(Refusal::Ended(_)), _) => "refused: ended".to_owned(),
        (Some(refusal), _) => format!("refused: {refusal:?}"),
        (None, true) if error.is_not_started() => "start in doubt".into(),
        (None, false) if error.is_not_started() => "not started".into(),
        (None, true) => "end in doubt".into(),
        (None, false) if error.cancel_reason().is_some() => "left by hand".into(),
        (None, false) => "not ended".into(),
    };
    match &story.told {
        Told::Dropped => "dropped".into(),
        Told::Run(Ok(report)) => match (&report.end, report.settled_by) {
            (RunEnd::Left(CancelReason::Ended(_)), _) => "left: ended by others".into(),
            (RunEnd::Left(reason), _) => format!("left: {reason:?}"),
            (end, by) => format!("{end:?} by {:?}", by.unwrap()),
        },
        Told::Hand(Ok(settled)) => format!("by hand, by {:?}", settled.by),
        Told::Run(Err(error)) | Told::Hand(Err(error)) => failed(error),
    }
}

/// All of it.
pub fn holds(story: &Story) {
    let truth = Truth { story, base: story.base() };
    truth.begun_by_an_acknowledgement();
    truth.one_end_and_the_right_one();
    truth.nothing_after();
    truth.one_request_at_a_time();
    truth.progress();
    truth.nothing_into_another_run();
    match &story.told {
        Told::Dropped => {}
        Told::Run(Ok(report)) => {
            assert_eq!(truth.returned(&report.handler), story.handled.finale, "another result");
            truth.report(&report.end, report.settled_by);
        }
        Told::Hand(Ok(settled)) => {
            let done = story.handled.finale == Some(Finale::Done);
            let end = if done { RunEnd::Completed } else { RunEnd::Failed };
            truth.report(&end, Some(settled.by));
        }
        Told::Run(Err(error)) | Told::Hand(Err(error)) => truth.error(error),
    }
}

impl Story {
    fn own(&self) -> impl DoubleEndedIterator<Item = (usize, &Sent)> {
        self.record.iter().enumerate().filter(|(_, sent)| sent.caller == RUNNER)
    }

    fn ends(&self) -> impl Iterator<Item = &Sent> {
        self.own().map(|(_, sent)| sent).filter(|sent| is_end(sent.operation))
    }

    /// What told the run of its job: the status, and which run it was.
    fn sights(&self) -> impl DoubleEndedIterator<Item = Sight<'_>> {
        self.own().filter_map(|(_, sent)| {
            let odd = match &sent.seen {
                Some(Seen::Response(200..=299, odd)) => odd,
                _ => return None,
            };
            let arrived = sent.arrived.as_ref()?;
            let readable = odd.is_none_or(Odd::is_readable) && !is_end(sent.operation);
            let spoilt = matches!(odd, Some(Odd::Member(member)) if member.spoils_run);
            let run = run(&self.history, arrived.after);
            readable.then_some(Sight { sent, status: arrived.status.as_ref(), run, spoilt })
        })
    }

    /// Which run of the job was begun, where that can be told.
    fn base(&self) -> Option<usize> {
        let began = self.handled.began?;
        // Also where the response says something odd: it is about the run.
        let last = self.own().map(|(_, sent)| sent).rfind(|sent| sent.mark < began)?;
        let begun = run(&self.history, last.arrived.as_ref()?.after);
        let spoilt = self.sights().any(|sight| sight.spoilt);
        (!spoilt && self.plan.pace == Pace::Even).then_some(begun)
    }

    /// Whether nobody else did anything. An acknowledgement of the run's own that
    /// the network delivered after the end may have reopened the job: no client
    /// can keep that back.
    fn is_alone(&self) -> bool {
        self.plan.acts.is_empty() && run(&self.history, self.history.len()) == 0
    }

    /// The body of a request of the run.
    fn body(&self, number: usize) -> Option<&serde_json::Value> {
        self.sent.iter().find(|(found, ..)| *found == number)?.1.as_ref()
    }
}

struct Sight<'a> {
    sent: &'a Sent,
    status: Option<&'a JobStatus>,
    run: usize,
    spoilt: bool,
}

struct Truth<'a> {
    story: &'a Story,
    base: Option<usize>,
}

impl Truth<'_> {
    /// The handler began after an acknowledgement that got through, by its
    /// response or by what a read showed then.
    fn begun_by_an_acknowledgement(&self) {
        let Some(began) = self.story.handled.began else { return };
        let mut own = self.story.own().map(|(_, sent)| sent);
        let last = own.rfind(|sent| sent.mark < began).unwrap();
        let came = matches!(last.seen, Some(Seen::Response(200..=299, _)));
        assert!(came, "it began after {last:?}");
        let status = last.arrived.as_ref().and_then(|arrived| arrived.status.as_ref());
        let read = last.operation == Op::GetJob && status == Some(&JobStatus::Executing);
        assert!(read || last.operation == Op::AckJob, "it began after {last:?}");
    }

    /// No other end than the one that the handler's result means.
    fn one_end_and_the_right_one(&self) {
        let story = self.story;
        let kinds: BTreeSet<_> = story.ends().map(|sent| format!("{:?}", sent.operation)).collect();
        assert!(kinds.len() <= 1, "more than one end: {kinds:?}");
        let Some(kind) = kinds.first() else { return };
        let stopped = match &story.plan.on_shutdown {
            OnShutdown::Cancel(_) if story.plan.shutdown.is_some() => ["FailJob", "CancelJob"],
            _ => ["FailJob", "FailJob"],
        };
        let meant = match story.handled.finale {
            Some(Finale::Done) => ["CompleteJob", "CompleteJob"],
            Some(Finale::Stopped) | None => stopped,
            Some(_) => ["FailJob", "FailJob"],
        };
        assert!(meant.contains(&kind.as_str()), "{kind} after {:?}", story.handled.finale);
    }

    /// Nothing is told once the end was begun, and nothing is sent when it is over.
    fn nothing_after(&self) {
        let first = self.story.ends().map(|sent| sent.mark).min();
        for (_, sent) in self.story.own() {
            assert!(sent.mark < self.story.over, "sent when all was over: {sent:?}");
            if let Some(end) = first {
                assert!(sent.operation != Op::AckJob || sent.mark < end, "after the end: {sent:?}");
            }
        }
    }

    fn one_request_at_a_time(&self) {
        for (number, _, others) in &self.story.sent {
            assert_eq!(*others, 0, "request {number} beside others");
        }
    }

    /// Monotone, within bounds, and not too often.
    fn progress(&self) {
        let story = self.story;
        if story.plan.by_hand {
            return;
        }
        let acks = story.own().filter(|(_, sent)| sent.operation == Op::AckJob);
        let told: Vec<_> =
            acks.filter_map(|(number, sent)| Some((sent, story.body(number)?))).collect();
        let mut highest = 0;
        for (sent, body) in &told {
            if let Some(percent) = body.get("progress").map(|percent| percent.as_i64().unwrap()) {
                assert!((highest..=100).contains(&percent), "{percent} after {highest}: {sent:?}");
                highest = percent;
            }
        }
        if story.plan.pace != Pace::Even {
            return;
        }
        // The last one may be what is told before the end.
        let regular = told.len().saturating_sub(1);
        for pair in told[..regular].windows(2) {
            let gap = pair[1].0.at - pair[0].0.at;
            assert!(gap >= story.plan.progress_every, "after {gap:?}: {:?}", pair[1].0);
        }
    }

    /// Nothing is sent that may end or reopen a run which was seen to be over, or
    /// to be another one; and before the end it was seen.
    fn nothing_into_another_run(&self) {
        let story = self.story;
        let Some(began) = story.handled.began else { return };
        let over = story.sights().filter(|sight| sight.sent.mark > began).find(|sight| {
            let another = self.base.is_some_and(|base| sight.run != base);
            sight.status.is_some_and(JobStatus::is_end) || another
        });
        if let Some(over) = over {
            // A response that shows another end may be to an end, which is not a sight.
            let late = story
                .own()
                .map(|(_, sent)| sent)
                .find(|sent| sent.mark > over.sent.mark && sent.operation != Op::GetJob);
            let by_hand = story.plan.by_hand && late.is_some_and(|sent| !is_end(sent.operation));
            let same_end = late.is_some_and(|late| {
                // Found as wanted by the reads that settle it, it would be over.
                late.mark > story.ends().map(|sent| sent.mark).min().unwrap_or(usize::MAX)
                    && over.status.is_some_and(JobStatus::is_end)
                    && self.base.is_none()
            });
            assert!(
                late.is_none() || by_hand || same_end,
                "{:?} was seen, and then sent: {late:?}",
                over.status
            );
        }
        let Some(end) = story.ends().next() else { return };
        if story.plan.pace != Pace::Even {
            return;
        }
        let mut own = story.own().map(|(_, sent)| sent);
        let last = own.rfind(|sent| sent.mark < end.mark).unwrap();
        let sight = story.sights().rfind(|sight| sight.sent.mark < end.mark);
        let fresh = sight.is_some_and(|sight| end.at - sight.sent.at <= FRESH + TICK);
        assert!(
            fresh || last.operation == Op::GetJob,
            "the job was not looked at before its end: {end:?}"
        );
    }

    /// What the report says of the handler.
    fn returned(&self, returned: &Returned) -> Option<Finale> {
        match returned {
            Returned::Done(_) => Some(Finale::Done),
            Returned::Failed(error) if error.is_canceled() => Some(Finale::Stopped),
            Returned::Failed(error) => Some(match error.source() {
                Some(_) => Finale::Failed,
                None => Finale::FailedWithAnOutcome,
            }),
            Returned::Panicked(_) => Some(Finale::Panicked),
            _ => None,
        }
    }

    fn report(&self, end: &RunEnd, by: Option<SettledBy>) {
        let story = self.story;
        let alone = story.is_alone();
        let wanted = match end {
            RunEnd::Completed => JobStatus::Complete,
            RunEnd::Failed => JobStatus::Failed,
            RunEnd::Canceled => JobStatus::Canceled,
            RunEnd::Left(CancelReason::Shutdown) => {
                assert!(story.plan.shutdown.is_some() && story.ends().next().is_none());
                assert_eq!(story.plan.on_shutdown, OnShutdown::Leave);
                return;
            }
            RunEnd::Left(CancelReason::Ended(status)) => {
                assert!(!alone, "nobody else was there");
                let seen = story.own().any(|(_, sent)| {
                    sent.arrived.as_ref().and_then(|arrived| arrived.status.as_ref())
                        == Some(status)
                });
                assert!(seen, "{status} was not seen");
                return;
            }
            RunEnd::Left(CancelReason::AnotherRun) => {
                assert!(!alone, "nobody else was there");
                return;
            }
            other => panic!("{other:?}"),
        };
        match by.unwrap() {
            SettledBy::Response => {
                let done = story.ends().any(|sent| {
                    let about = match &sent.seen {
                        Some(Seen::Response(200..=299, odd)) => {
                            odd.is_none_or(Odd::is_about_the_job)
                        }
                        _ => false,
                    };
                    let arrived = sent.arrived.as_ref().and_then(|it| it.status.as_ref());
                    about && arrived == Some(&wanted)
                });
                assert!(done, "it was not ended by us");
            }
            _ => {
                let last = story.sights().next_back().and_then(|sight| sight.status.cloned());
                assert_eq!(last.as_ref(), Some(&wanted), "it was not read so");
            }
        }
        if alone {
            let ends = story.history.iter().filter(|change| change.is_end()).count();
            assert_eq!(ends, 1, "exactly once");
            assert_eq!(story.status.as_ref(), Some(&wanted));
        }
    }

    fn error(&self, error: &RunError) {
        let story = self.story;
        if error.is_not_started() {
            assert!(story.handled.began.is_none(), "the handler ran: {error}");
            assert!(story.ends().next().is_none());
            let ended = matches!(error.refusal(), Some(Refusal::Ended(_)));
            if !error.is_in_doubt() && !ended {
                let acknowledged = story.own().find(|(_, sent)| {
                    let arrived = sent.arrived.as_ref();
                    sent.operation == Op::AckJob && arrived.is_some_and(|it| it.after > it.before)
                });
                assert!(acknowledged.is_none(), "it was acknowledged, and left: {acknowledged:?}");
            }
            return;
        }
        assert!(story.handled.began.is_some());
        if error.cancel_reason().is_some() {
            assert!(story.plan.by_hand && !story.is_alone(), "{error}");
            return;
        }
        if !story.plan.by_hand {
            let kept = error.handler().expect("what was returned is kept");
            assert_eq!(self.returned(kept), story.handled.finale);
        }
        if !error.is_in_doubt() {
            let ours = story.ends().find(|sent| {
                let Some(arrived) = &sent.arrived else { return false };
                story.history[arrived.before..arrived.after].iter().any(Change::is_end)
            });
            assert!(ours.is_none(), "it was ended all the same: {ours:?}, {error:?}");
        }
    }
}

fn is_end(operation: Op) -> bool {
    matches!(operation, Op::CompleteJob | Op::FailJob | Op::CancelJob)
}

/// How often the job was run again before so many changes.
fn run(history: &[Change], changes: usize) -> usize {
    let is_end = |status: &Option<JobStatus>| status.as_ref().is_some_and(JobStatus::is_end);
    let reopened =
        |change: &&Change| is_end(&change.from) && change.to.is_some() && !is_end(&change.to);
    history[..changes].iter().filter(reopened).count()
}
