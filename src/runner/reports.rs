//! Which report of progress is sent next, and when: the first at once, then the
//! newest, not too often.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use crate::api::types::JobAckDetails;
use crate::retry::pace::Pace;

/// The longest wait after reports that failed.
const LONGEST: Duration = Duration::from_secs(60);

/// How far a run is, as its handler said it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) percent: Option<i64>,
    pub(super) info: Option<String>,
    pub(super) done_at: Option<DateTime<Utc>>,
}

impl Report {
    /// This one, with what it leaves open from an earlier one.
    fn over(self, earlier: Self) -> Self {
        Self {
            // What is estimated goes with the number that it was estimated from.
            done_at: if self.percent.is_some() { self.done_at } else { earlier.done_at },
            percent: self.percent.or(earlier.percent),
            info: self.info.or(earlier.info),
        }
    }

    pub(super) fn details(&self) -> JobAckDetails {
        let mut details = JobAckDetails::default();
        if let Some(percent) = self.percent {
            details = details.with_progress(percent);
        }
        details.info = self.info.clone();
        details.estimated_completion_at = self.done_at;
        details
    }
}

/// The reports of a run.
#[derive(Debug)]
pub(super) struct Reports {
    /// How long after one the next is sent.
    pace: Pace,
    /// The highest number so far: none below it is ever sent.
    highest: i64,
    waiting: Option<Report>,
    /// Not before this.
    next: Option<Instant>,
}

impl Reports {
    pub(super) fn new(every: Duration) -> Self {
        let pace = Pace::between(every, LONGEST);
        Self { pace, highest: 0, waiting: None, next: None }
    }

    /// Takes what the handler says, within 0 to 100 and never less than before.
    pub(super) fn add(&mut self, mut report: Report) {
        if let Some(percent) = &mut report.percent {
            self.highest = self.highest.max((*percent).clamp(0, 100));
            *percent = self.highest;
        }
        let earlier = self.waiting.take().unwrap_or_default();
        self.waiting = Some(report.over(earlier));
    }

    /// When the next one is due: none without one, and at once where it may be
    /// sent now.
    pub(super) fn due(&self, now: Instant) -> Option<Duration> {
        self.waiting.as_ref()?;
        Some(self.next.map_or(Duration::ZERO, |next| next.saturating_duration_since(now)))
    }

    /// The newest, to be sent now; due or not.
    pub(super) fn take(&mut self, now: Instant) -> Option<Report> {
        let report = self.waiting.take()?;
        self.next = now.checked_add(self.pace.least());
        Some(report)
    }

    /// One was sent, and came.
    pub(super) fn came(&mut self) {
        self.pace.found();
    }

    /// One did not come: it is sent again with what was said since, after a
    /// longer wait each time, and not before the server wants it.
    pub(super) fn failed(&mut self, report: Report, now: Instant, asked: Option<Duration>) {
        let newer = self.waiting.take().unwrap_or_default();
        self.waiting = Some(newer.over(report));
        self.next = now.checked_add(self.pace.failed(asked));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_secs(2);

    fn percent(percent: i64) -> Report {
        Report { percent: Some(percent), ..Report::default() }
    }

    #[test]
    fn the_first_at_once_and_then_the_newest_when_it_is_due() {
        let now = Instant::now();
        let mut reports = Reports::new(EVERY);
        assert_eq!(reports.due(now), None);
        reports.add(percent(1));
        assert_eq!(reports.due(now), Some(Duration::ZERO));
        assert_eq!(reports.take(now), Some(percent(1)));
        for next in 2..50 {
            reports.add(percent(next));
        }
        assert_eq!(reports.due(now), Some(EVERY));
        assert_eq!(reports.due(now + EVERY), Some(Duration::ZERO));
        assert_eq!(reports.take(now + EVERY), Some(percent(49)));
        assert_eq!(reports.take(now + EVERY), None);
    }

    #[test]
    fn never_less_and_never_out_of_bounds() {
        let mut reports = Reports::new(EVERY);
        for (said, sent) in [(-5, 0), (30, 30), (10, 30), (i64::MAX, 100), (99, 100)] {
            reports.add(percent(said));
            assert_eq!(reports.take(Instant::now()), Some(percent(sent)), "{said}");
        }
    }

    #[test]
    fn a_text_alone_keeps_the_number_and_the_other_way_round() {
        let mut reports = Reports::new(EVERY);
        let info = |text: &str| Report { info: Some(text.into()), ..Report::default() };
        reports.add(percent(5));
        reports.add(info("reading"));
        reports.add(percent(6));
        assert_eq!(
            reports.take(Instant::now()),
            Some(Report { info: Some("reading".into()), ..percent(6) })
        );
    }

    #[test]
    fn one_that_failed_goes_with_what_was_said_since() {
        let now = Instant::now();
        let mut reports = Reports::new(EVERY);
        reports.add(Report { info: Some("a".into()), ..percent(5) });
        let sent = reports.take(now).unwrap();
        reports.add(percent(7));
        reports.failed(sent, now, None);
        assert_eq!(reports.due(now), Some(EVERY));
        let sent = reports.take(now).unwrap();
        assert_eq!(sent, Report { info: Some("a".into()), ..percent(7) });
        let mut waits = Vec::new();
        let mut sent = sent;
        for _ in 0..7 {
            reports.failed(sent, now, None);
            waits.push(reports.due(now).unwrap().as_secs());
            sent = reports.take(now).unwrap();
        }
        assert_eq!(waits, [4, 8, 16, 32, 60, 60, 60]);
        reports.failed(sent.clone(), now, Some(Duration::from_secs(99)));
        assert_eq!(reports.due(now), Some(Duration::from_secs(99)), "as the server asks");
        reports.came();
        reports.failed(sent, now, None);
        assert_eq!(reports.due(now), Some(EVERY));
    }
}
