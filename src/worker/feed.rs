//! Events that the caller brings.

use std::fmt;
use std::sync::Arc;

use super::queue::Candidate;
use super::shared::Shared;
use super::state::Offered;
use crate::events::{Event, EventError};

/// Brings a worker what reaches a program by other ways: the body of a webhook,
/// the message of a queue. Made by [`Worker::feed`](super::Worker::feed); clones
/// feed the same worker.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
/// # let client = sandbox.client()?;
/// use flatfile_jobs::EventFilter;
/// use flatfile_jobs::worker::Fed;
///
/// let worker = client.worker().on(EventFilter::on("job:ready"), async |_| Ok("done"));
/// let feed = worker.feed();
/// let body = r#"{ "topic": "job:ready", "context": { "jobId": "us_jb_1" } }"#;
/// assert_eq!(feed.body(body)?, [Fed::Taken]);
/// assert_eq!(feed.body(body)?, [Fed::Known]);
/// # Ok(())
/// # }
/// ```
///
/// It does not wait, and nothing is sent: the worker reads the job when it is its
/// turn. What comes before the worker runs waits for it.
#[derive(Clone)]
pub struct Feed(pub(super) Arc<Shared>);

/// What became of something that was fed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fed {
    /// Its job waits for its turn.
    Taken,
    /// No handler is meant, or it is about no job.
    NotMeant,
    /// Its job waits or runs already, or has ended since; or could not be begun by
    /// this event, and is left to the sweep.
    Known,
    /// A thousand jobs wait: bring it again later, or leave it to the sweep. A
    /// webhook says 503.
    Full,
    /// The worker stops. The job is ready still.
    Stopped,
}

impl Feed {
    /// All events of a body or a message, in whatever it wraps them; see
    /// [`Event::parse_all`].
    ///
    /// # Errors
    ///
    /// There is no event in it, or [more than is looked
    /// through](EventError::is_too_much): then nothing of it was taken.
    pub fn body(&self, body: impl AsRef<[u8]>) -> Result<Vec<Fed>, EventError> {
        let events = Event::parse_all(body)?;
        Ok(events.iter().map(|event| self.event(event)).collect())
    }

    /// One event.
    pub fn event(&self, event: &Event) -> Fed {
        let candidate = Candidate::of_event(event, self.0.meant(event));
        match candidate {
            Some(candidate) => self.0.offer(candidate).into(),
            None => Fed::NotMeant,
        }
    }

    /// A job by its id. Which handler is meant is found when it is read, by the
    /// event that it would make.
    pub fn job(&self, id: impl Into<String>) -> Fed {
        let (job, space) = (id.into(), "".into());
        let candidate =
            Candidate { job, space, since: None, handler: None, event: None, listed: false };
        self.0.offer(candidate).into()
    }
}

impl Candidate {
    /// The job of an event that a handler is meant by.
    pub(super) fn of_event(event: &Event, handler: Option<usize>) -> Option<Self> {
        let handler = handler?;
        let generic = event.as_generic();
        Some(Self {
            job: event.job_id()?.to_string(),
            space: generic.context.space_id.as_deref().unwrap_or_default().into(),
            since: generic.created_at,
            handler: Some(handler),
            event: event.id().map(Into::into),
            listed: false,
        })
    }
}

impl From<Offered> for Fed {
    fn from(offered: Offered) -> Self {
        match offered {
            Offered::Taken => Self::Taken,
            Offered::Known => Self::Known,
            Offered::Full => Self::Full,
            Offered::Stopped => Self::Stopped,
        }
    }
}

impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed").finish_non_exhaustive()
    }
}
