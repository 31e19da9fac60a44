//! The bounds of one call.

use std::time::Duration;

/// How often, how long and how patiently a call is tried.
///
/// ```
/// use std::time::Duration;
/// use flatfile_jobs::Retries;
///
/// let patient = Retries::default().with_attempts(6).with_deadline(Duration::from_secs(300));
/// let none = Retries::none();
/// ```
///
/// | | [`default`](Self::default) | [`ends`](Self::ends) |
/// |---|---|---|
/// | attempts | 3 | 50 |
/// | first delay, at the most | 300 ms | 300 ms |
/// | later delays, at the most | 10 s | 15 s |
/// | deadline | 2 min | 5 min |
/// | longest `Retry-After` that is waited for | 60 s | 60 s |
///
/// Three attempts are what the official SDK and most clients make. An end has
/// as many as fit into its deadline, which is meant to outlast the restart of a
/// server: losing an end is the worst that can happen to a job. The delays
/// double from the first one on, and each is a random part of its bound, the
/// first one too; a `Retry-After` is waited for whole, and such a part comes on
/// top. One that is shorter than the first delay replaces it as the bound of that
/// part, but not below a thirtieth of it: after `Retry-After: 0` a call is sent
/// again within 10 ms, then 20, 40 and so on. So callers that failed together do
/// not come back together.
///
/// An end that may have been carried out is settled by reading the job, within
/// the same deadline. The reads have bounds of their own: three in a row at
/// first, one after each wait then, and in all a hundred, or three for each
/// attempt where that is more; so raise the attempts along with the deadline.
/// Where time stands still, the number of reads is what ends the call. They
/// take nothing from the [budget](crate::ClientBuilder::retry_budget). What a read
/// shows decides what comes next: [the table](crate::JobHandle#settling-an-end).
///
/// If an end could not be sent, or its token came late, and the job was last seen
/// more than a second ago, the job is read before the end is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Retries {
    pub(crate) attempts: u32,
    pub(crate) first_delay: Duration,
    pub(crate) longest_delay: Duration,
    pub(crate) deadline: Duration,
    pub(crate) longest_retry_after: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_delay: Duration::from_millis(300),
            longest_delay: Duration::from_secs(10),
            deadline: Duration::from_secs(120),
            longest_retry_after: Duration::from_secs(60),
        }
    }
}

impl Retries {
    /// The bounds of complete, fail and cancel.
    pub fn ends() -> Self {
        Self {
            attempts: 50,
            longest_delay: Duration::from_secs(15),
            deadline: Duration::from_secs(300),
            ..Self::default()
        }
    }

    /// One attempt; the other bounds are those of [`default`](Self::default), with a
    /// deadline of two minutes for ends too. An end whose response is lost is still
    /// looked for by reading the job.
    pub fn none() -> Self {
        Self::default().with_attempts(1)
    }

    /// How many times a request is sent at the most; at least once. The reads
    /// that settle an end do not count, and neither does a 401 that is answered
    /// with another token.
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The bounds of the first delay and of any later one. The first doubles with
    /// each attempt up to the longest, and each delay is a random part of its bound.
    /// A first delay above the longest counts as the longest; with zero the next
    /// attempt follows at once, unless the server asks for a wait.
    pub fn with_delays(mut self, first: Duration, longest: Duration) -> Self {
        self.first_delay = first;
        self.longest_delay = longest;
        self
    }

    /// How long the call may take, attempts and delays together. A delay that
    /// would leave less than a second for the attempt after it is not begun.
    /// To settle an end, the job may be read after it once more, within the
    /// limit of one attempt. Zero is refused, by the client that is built with it or
    /// the call that is made with it.
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// The longest `Retry-After` that is waited for. A longer one ends the
    /// call; the error holds it.
    pub fn with_longest_retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }
}
