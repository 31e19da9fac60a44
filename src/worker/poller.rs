//! The source that asks for events.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use super::cursor::Cursor;
use super::events;
use super::options::Options;
use super::pages::Pages;
use super::queue::Candidate;
use super::shared::Shared;
use super::source::Source;
use super::state::Offered;
use crate::api::types::EventTopic;
use crate::error::Error;
use crate::events::{Event, EventPage, Events};
use crate::retry::pace::{Pace, spread};

/// How many events a page is to have. Nobody publishes the most that are taken;
/// the guides go as far for other lists.
const PAGE_SIZE: u32 = 100;

/// Asks for events until it is dropped.
pub(super) async fn run(shared: Arc<Shared>, options: Options, every: (Duration, Duration)) {
    let client = &shared.client;
    // Those that somebody acknowledged are listed too: that is no claim.
    let mut events = client.events().topic(EventTopic::JobReady).page_size(PAGE_SIZE);
    if let Some(space) = &options.space {
        events = events.space(space);
    }
    let mut poller = Poller { shared: &shared, events, cursor: Cursor::at(options.since) };
    let mut pace = Pace::between(every.0, every.1);
    loop {
        let wait = match poller.round().await {
            Ok(0) => pace.idle(),
            Ok(_) => pace.found(),
            Err(error) => {
                let wait = pace.failed(error.retry_after());
                shared.state().failed();
                events::source_failed(Source::Events, &error, wait);
                options.hooks.source_error(Source::Events, error);
                wait
            }
        };
        // Of a worker with much to do nothing else may tell for a while.
        shared.measure();
        // A transport and a timer may be ready at once.
        tokio::task::yield_now().await;
        let timer = &client.shared().timer;
        timer.sleep(spread(wait, client.shared().random())).await;
    }
}

struct Poller<'a> {
    shared: &'a Shared,
    events: Events,
    cursor: Cursor,
}

impl Poller<'_> {
    /// Reads all pages since the cursor, and says how many jobs they brought.
    async fn round(&mut self) -> Result<usize, Error> {
        let begun = self.cursor.is_set();
        let asked = match self.cursor.since() {
            Some(since) => self.events.clone().since(since),
            None => self.events.clone(),
        };
        let (mut pages, mut number) = (Pages::default(), None);
        let (mut met, mut newest, mut found, mut clock) = (HashSet::new(), None, 0, None);
        loop {
            let page = match number {
                None => asked.page().await?,
                Some(number) => asked.page_number(number).await?,
            };
            self.shared.succeeded();
            let rows = page.events.len() + page.unreadable.len();
            let new = page.events.iter().filter(|event| met.insert(name(event))).count();
            let dates = page.events.iter().map(|event| event.as_generic().created_at);
            newest = newest.max(dates.max().flatten());
            let date = page.date;
            clock = clock.max(date);
            found += self.take(page).await;
            if !begun {
                // What was before the start, the sweep finds: all events that
                // there ever were may be many.
                self.cursor.advance(date.or(newest));
                return Ok(found);
            }
            number = pages.next(rows, new);
            if number.is_none() {
                break;
            }
            tokio::task::yield_now().await;
        }
        // Not before: what could not be read is asked for again. And not beyond the
        // server's own clock: one event with an absurd date would hide all others.
        self.cursor.advance(match clock {
            Some(clock) => newest.map(|newest| newest.min(clock)),
            None => newest,
        });
        Ok(found)
    }

    async fn take(&self, page: EventPage) -> usize {
        let mut found = 0;
        for event in &page.events {
            let Some(candidate) = Candidate::of_event(event, self.shared.meant(event)) else {
                continue;
            };
            let offered = self.shared.offer_patiently(candidate).await;
            found += usize::from(offered == Offered::Taken);
        }
        for error in &page.unreadable {
            self.shared.state().counts.unreadable += 1;
            events::unreadable("the events", error);
        }
        found
    }
}

/// What tells an event from another: its id, or else all that it says.
fn name(event: &Event) -> String {
    event.id().map_or_else(|| event.as_json().to_string(), str::to_owned)
}
