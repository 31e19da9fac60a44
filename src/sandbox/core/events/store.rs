//! The last events, with what goes wrong with them by plan.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

use crate::api::types::{Domain, EventTopic, GenericEvent};
use crate::sandbox::event_faults::EventFaults;

/// How much the texts of all events may take, in bytes: a job's input goes
/// along with each of its events, and may be as long as a body.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The last events of a sandbox.
#[derive(Debug)]
pub(in crate::sandbox::core) struct Events {
    kept: VecDeque<Kept>,
    most: usize,
    most_bytes: usize,
    bytes: usize,
    /// How many there were.
    made: u64,
    faults: EventFaults,
}

/// An event as it is kept: as it was written, which takes a fifth of the memory.
#[derive(Clone, Debug)]
struct Kept {
    text: Box<[u8]>,
    topic: EventTopic,
    environment: Box<str>,
    space: Option<Box<str>>,
    at: DateTime<Utc>,
    /// From when on it is listed.
    from: DateTime<Utc>,
    acknowledged: Option<DateTime<Utc>>,
    /// Where it stands among others that are shuffled.
    order: u64,
    number: u64,
}

/// Which events are asked for.
#[derive(Debug, Default)]
pub(in crate::sandbox::core) struct Wanted {
    pub(in crate::sandbox::core) environment: Option<String>,
    pub(in crate::sandbox::core) space: Option<String>,
    pub(in crate::sandbox::core) domain: Option<Domain>,
    pub(in crate::sandbox::core) topic: Option<EventTopic>,
    pub(in crate::sandbox::core) since: Option<DateTime<Utc>>,
    /// Whether one of just that moment is left out.
    pub(in crate::sandbox::core) exclusive: bool,
    pub(in crate::sandbox::core) acknowledged: bool,
}

impl Events {
    pub(in crate::sandbox::core) fn new(most: usize, faults: EventFaults) -> Self {
        Self { kept: VecDeque::new(), most, most_bytes: MOST_BYTES, bytes: 0, made: 0, faults }
    }

    /// Lets other things go wrong from now on: with what is made, and with the order.
    pub(in crate::sandbox::core) fn set_faults(&mut self, faults: EventFaults) {
        self.faults = faults;
    }

    /// Forgets them all; their numbers go on.
    pub(in crate::sandbox::core) fn forget(&mut self) {
        self.kept = VecDeque::new();
        self.bytes = 0;
    }

    /// Adds an event, unless it is one of those that go missing.
    pub(super) fn add(&mut self, mut event: GenericEvent, at: DateTime<Utc>) {
        self.made += 1;
        let fate = self.faults.fate(self.made);
        if fate.missing || self.most == 0 {
            return;
        }
        event.id = Some(format!("us_evt_{:08}", self.made));
        // Later than dates go is never.
        let never = DateTime::<Utc>::MAX_UTC;
        let late = fate.late.map(|late| TimeDelta::from_std(late).unwrap_or(TimeDelta::MAX));
        // The contract's types always serialize.
        let text = serde_json::to_vec(&event).unwrap_or_default().into_boxed_slice();
        let kept = Kept {
            text,
            environment: event.context.environment_id.unwrap_or_default().into(),
            space: event.context.space_id.map(Into::into),
            topic: event.topic,
            at,
            from: late.map_or(at, |late| at.checked_add_signed(late).unwrap_or(never)),
            acknowledged: None,
            order: fate.order,
            number: self.made,
        };
        if let Some(order) = fate.again {
            self.push(Kept { order, ..kept.clone() });
        }
        self.push(kept);
    }

    fn push(&mut self, kept: Kept) {
        self.bytes += kept.text.len();
        self.kept.push_back(kept);
        while self.kept.len() > self.most || self.bytes > self.most_bytes {
            let Some(oldest) = self.kept.pop_front() else { return };
            self.bytes -= oldest.text.len();
        }
    }

    /// Those that are asked for, as they are read, `size` of them after the
    /// first `skip`: in the order in which they were made, unless it is shuffled.
    pub(in crate::sandbox::core) fn page(
        &self,
        wanted: &Wanted,
        now: DateTime<Utc>,
        skip: usize,
        size: usize,
    ) -> Vec<GenericEvent> {
        let fitting = self.kept.iter().filter(|kept| kept.from <= now && wanted.fits(kept));
        let page: Vec<&Kept> = match self.faults.shuffles() {
            false => fitting.skip(skip).take(size).collect(),
            true => {
                let mut all: Vec<&Kept> = fitting.collect();
                all.sort_unstable_by_key(|kept| (kept.order, kept.number));
                all.into_iter().skip(skip).take(size).collect()
            }
        };
        page.into_iter().filter_map(Kept::read).collect()
    }

    /// All that are kept, in the order in which they were made.
    pub(in crate::sandbox::core) fn all(&self) -> Vec<GenericEvent> {
        self.kept.iter().filter_map(Kept::read).collect()
    }

    /// Marks an event as acknowledged, and says whether it is there.
    pub(in crate::sandbox::core) fn acknowledge(&mut self, id: &str, now: DateTime<Utc>) -> bool {
        let is = |kept: &&mut Kept| kept.read().is_some_and(|it| it.id.as_deref() == Some(id));
        let mut found = false;
        for kept in self.kept.iter_mut().filter(is) {
            kept.acknowledged = Some(now);
            found = true;
        }
        found
    }
}

impl Kept {
    fn read(&self) -> Option<GenericEvent> {
        let mut event: GenericEvent = serde_json::from_slice(&self.text).ok()?;
        event.acknowledged_at = self.acknowledged;
        Some(event)
    }
}

impl Wanted {
    fn fits(&self, kept: &Kept) -> bool {
        let is = |wanted: &Option<String>, text: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| Some(wanted) == text)
        };
        is(&self.environment, Some(&kept.environment))
            && is(&self.space, kept.space.as_deref())
            // All that happens here happens to jobs.
            && self.domain.as_ref().is_none_or(|domain| *domain == Domain::Job)
            && self.topic.as_ref().is_none_or(|topic| *topic == kept.topic)
            && self.since.is_none_or(|since| match self.exclusive {
                true => kept.at > since,
                false => kept.at >= since,
            })
            && (self.acknowledged || kept.acknowledged.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::types::EventContext;

    #[test]
    fn long_texts_leave_fewer() {
        let mut events = Events::new(100, EventFaults::default());
        events.most_bytes = 1_000;
        let now = DateTime::UNIX_EPOCH;
        for length in [10, 10, 10, 600, 10, 2_000, 10] {
            let mut event = GenericEvent::new(EventContext::default(), EventTopic::JobReady);
            event.target = Some("x".repeat(length));
            events.add(event, now);
            assert!(events.bytes <= 1_000, "{} bytes", events.bytes);
            assert_eq!(events.bytes, events.kept.iter().map(|kept| kept.text.len()).sum::<usize>());
        }
        assert_eq!(events.kept.len(), 1, "the longest took all others with it, and itself");
    }

    #[test]
    fn later_than_dates_go_is_never() {
        use std::time::Duration;

        for late in [Duration::MAX, Duration::from_millis(u64::MAX)] {
            let mut events = Events::new(9, EventFaults::seeded(1).with_late(1.0, late));
            let event = GenericEvent::new(EventContext::default(), EventTopic::JobReady);
            let now = DateTime::UNIX_EPOCH;
            events.add(event, now);
            let soon = now + TimeDelta::days(365);
            let wanted = Wanted { environment: Some(String::new()), ..Wanted::default() };
            assert_eq!((events.kept.len(), events.page(&wanted, soon, 0, 9).len()), (1, 0));
        }
    }
}
