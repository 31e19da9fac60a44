//! Asking for events.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::page::{EventPage, Rows};
use crate::api::types::{Domain, EventTopic};
use crate::client::{Client, bridge};
use crate::error::Error;
use crate::retry::Retries;

/// What happened, narrowed by filters; made by [`Client::events`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
/// # let client = sandbox.client()?;
/// use flatfile_jobs::api::types::EventTopic;
///
/// let page = client.events().topic(EventTopic::JobReady).page_size(100).page().await?;
/// for event in &page.events {
///     println!("{:?} can be worked on", event.job_id());
/// }
/// # Ok(())
/// # }
/// ```
///
/// # What nobody promises
///
/// The order of events; how long they are kept; how late they come; that each
/// change makes one, and one only; whether [`since`](Self::since) includes its
/// moment; how large a page may be, and which number the first has. There is no
/// pagination in the response and no cursor. Event acknowledgements are one mark
/// for all readers, so acknowledged events are listed too, unless
/// [that is changed](Self::include_acknowledged). A `Worker` (feature `worker`)
/// polls with all of this in mind.
///
/// # Errors
///
/// Every call fails with [`Error`]. To list changes nothing and is tried again,
/// within the bounds of [`Retries`].
///
/// # Cancel safety
///
/// It can be dropped at any await.
#[derive(Clone)]
#[must_use]
pub struct Events {
    client: Client,
    query: Query,
}

/// What goes to the server.
#[derive(Clone, Debug)]
struct Query {
    environment: Option<String>,
    space: Option<String>,
    domain: Option<Domain>,
    topic: Option<EventTopic>,
    since: Option<DateTime<Utc>>,
    page_size: Option<u32>,
    include_acknowledged: bool,
}

impl Client {
    /// Events: to list, for programs that poll.
    #[doc(alias = "poll")]
    pub fn events(&self) -> Events {
        let query = Query {
            environment: self.environment_id().map(str::to_owned),
            space: None,
            domain: None,
            topic: None,
            since: None,
            page_size: None,
            include_acknowledged: true,
        };
        Events { client: self.clone(), query }
    }
}

impl Events {
    /// Only events of this environment, instead of the client's own. The official
    /// clients always name one.
    pub fn environment(mut self, id: impl Into<String>) -> Self {
        self.query.environment = Some(id.into());
        self
    }

    /// Only events of this space.
    pub fn space(mut self, id: impl Into<String>) -> Self {
        self.query.space = Some(id.into());
        self
    }

    /// Only events of this domain; of jobs it is [`Domain::Job`].
    pub fn domain(mut self, domain: impl Into<Domain>) -> Self {
        self.query.domain = Some(domain.into());
        self
    }

    /// Only events of this topic: one, not a glob; for more use an
    /// [`EventFilter`](crate::EventFilter) on this side.
    pub fn topic(mut self, topic: impl Into<EventTopic>) -> Self {
        self.query.topic = Some(topic.into());
        self
    }

    /// Only events since this moment, by Flatfile's clock.
    pub fn since(mut self, moment: DateTime<Utc>) -> Self {
        self.query.since = Some(moment);
        self
    }

    /// How many events a page has at the most. The server's own number is 10; it
    /// may cap yours.
    pub fn page_size(mut self, events: u32) -> Self {
        self.query.page_size = Some(events);
        self
    }

    /// Whether events that anybody has acknowledged are listed; they are by
    /// themselves, other than with the server.
    pub fn include_acknowledged(mut self, include: bool) -> Self {
        self.query.include_acknowledged = include;
        self
    }

    /// How long one attempt may take, instead of the client's own limit.
    pub fn with_timeout(self, timeout: Duration) -> Self {
        self.with(|client| client.with_timeout(timeout))
    }

    /// How often, how long and how patiently each request is tried, instead of
    /// the client's own bounds; see [`Retries`].
    pub fn with_retries(self, retries: Retries) -> Self {
        self.with(|client| client.with_retries(retries))
    }

    /// How large a response may be, in bytes, instead of the client's own limit.
    pub fn with_max_response_bytes(self, bytes: usize) -> Self {
        self.with(|client| client.with_max_response_bytes(bytes))
    }

    /// One header more; see [`Client::with_header`].
    pub fn with_header(self, name: &str, value: &str) -> Self {
        self.with(|client| client.with_header(name, value))
    }

    /// One query parameter more; see [`Client::with_query`].
    pub fn with_query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(|client| client.with_query(name, value))
    }

    fn with(mut self, change: impl FnOnce(Client) -> Client) -> Self {
        self.client = change(self.client);
        self
    }

    /// Reads the first page (`listEvents` in the contract).
    ///
    /// # Errors
    ///
    /// An event that cannot be read is no error of the page: it is in
    /// [`unreadable`](EventPage::unreadable), beside the others.
    pub async fn page(&self) -> Result<EventPage, Error> {
        self.numbered(None).await
    }

    /// Reads the page with this number. Whether they are counted from 0 or 1 is
    /// not documented.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub async fn page_number(&self, number: i64) -> Result<EventPage, Error> {
        self.numbered(Some(number)).await
    }

    async fn numbered(&self, number: Option<i64>) -> Result<EventPage, Error> {
        let api = self.client.api();
        let query = &self.query;
        let mut request = api.list_events().include_acknowledged(query.include_acknowledged);
        // The generated setters take no `Option`: what is unset is not sent.
        if let Some(id) = &query.environment {
            request = request.environment_id(id);
        }
        if let Some(id) = &query.space {
            request = request.space_id(id);
        }
        if let Some(domain) = &query.domain {
            request = request.domain(domain.clone());
        }
        if let Some(topic) = &query.topic {
            request = request.topic(topic.clone());
        }
        if let Some(moment) = query.since {
            request = request.since(moment);
        }
        if let Some(events) = query.page_size {
            request = request.page_size(events);
        }
        if let Some(number) = number {
            request = request.page_number(number);
        }
        let (Rows(rows), concluded) = bridge::conclude::<_, Rows>(&self.client, request).await?;
        let mut page = EventPage {
            events: Vec::new(),
            unreadable: Vec::new(),
            #[cfg(feature = "worker")]
            date: crate::retry::retry_after::date(&concluded.headers).map(DateTime::from),
        };
        for row in rows {
            match row {
                Ok(event) => page.events.push(event),
                Err(mismatch) => page.unreadable.push(concluded.odd_job(None, &mismatch)),
            }
        }
        Ok(page)
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("query", &self.query).finish_non_exhaustive()
    }
}
