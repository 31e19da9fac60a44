//! What can be set on a worker, and why its default is what it is.

use std::time::Duration;

use crate::error::Error;

/// What can be set on a worker.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// How many jobs run at once.
    pub(crate) concurrency: usize,
    /// How long a beat may stand still. Five beats fit in; a restart of the
    /// database takes about two.
    pub(crate) lease: Duration,
    /// What running jobs get when the worker stops: what orchestrators give a
    /// program, less what follows.
    pub(crate) grace: Duration,
    /// How many workers may die over a job before it is failed: it is what
    /// kills them, or nobody would see five deaths in one job.
    pub(crate) most_deaths: u32,
    /// How often a job is tried where the API does not answer. With the waits
    /// between, that is two to three hours. Then the row is discarded, and the
    /// job stays as it is in Flatfile.
    pub(crate) attempts: i32,
    /// How long a worker waits between two fetches at the least. River's own
    /// choice: it bounds what a worker can begin to its concurrency per this, which is no
    /// bound for jobs that take seconds.
    pub(crate) fetch_cooldown: Duration,
    /// How long a row waits that nobody told of: one that was swept, say.
    pub(crate) poll_every: Duration,
}

/// What a handler gets that is told to stop; then it is dropped, and its job
/// given back.
pub(crate) const LAST_GRACE: Duration = Duration::from_secs(3);

/// Longer than [`LAST_GRACE`]: River would abort the attempt, and count it.
pub(crate) const STUCK: Duration = Duration::from_secs(10);

/// What River gets after the grace, to end attempts and to write what came of
/// them; where the database does not answer it would go on trying. Beats and all
/// end then, and what was not written is run again, or found to have ended.
pub(crate) const LAST: Duration = Duration::from_secs(20);

impl Default for Settings {
    fn default() -> Self {
        Self {
            concurrency: 4,
            lease: Duration::from_secs(5),
            grace: Duration::from_secs(25),
            most_deaths: 5,
            attempts: 25,
            fetch_cooldown: Duration::from_millis(100),
            poll_every: Duration::from_secs(1),
        }
    }
}

impl Settings {
    /// # Errors
    ///
    /// When a setting is out of its bounds.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_lease(self.lease)?;
        let jobs = 1..=riverqueue::QUEUE_NUM_WORKERS_MAX;
        match self {
            _ if !jobs.contains(&self.concurrency) => {
                Err(Error::settings("the concurrency must be from 1 to 10,000"))
            }
            _ if self.most_deaths == 0 => Err(Error::settings("no job would be run")),
            _ if !(1..=1_000).contains(&self.attempts) => {
                Err(Error::settings("attempts are 1 to 1,000"))
            }
            _ if self.grace.is_zero() => Err(Error::settings("the grace is zero")),
            _ if self.fetch_cooldown < riverqueue::FETCH_COOLDOWN_MIN => {
                Err(Error::settings("fetches are a millisecond apart at the least"))
            }
            _ if self.poll_every < self.fetch_cooldown => {
                Err(Error::settings("polls are no closer than fetches"))
            }
            _ => Ok(()),
        }
    }
}

/// # Errors
///
/// Below a second five beats do not fit between two hiccups of a machine.
pub(crate) fn check_lease(lease: Duration) -> Result<(), Error> {
    let bounds = Duration::from_secs(1)..=Duration::from_secs(3_600);
    match bounds.contains(&lease) {
        true => Ok(()),
        false => Err(Error::settings("a lease is a second to an hour")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_of_settings() {
        let with = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            settings.check().is_ok()
        };
        assert!(with(|_| ()));
        assert!(!with(|settings| settings.concurrency = 0));
        assert!(!with(|settings| settings.lease = Duration::from_millis(999)));
        assert!(!with(|settings| settings.most_deaths = 0));
        assert!(!with(|settings| settings.attempts = 0));
        assert!(!with(|settings| settings.grace = Duration::ZERO));
        assert!(!with(|settings| settings.fetch_cooldown = Duration::ZERO));
        assert!(!with(|settings| settings.poll_every = Duration::from_millis(99)));
        assert!(LAST_GRACE < STUCK, "it is dropped before it is aborted");
        assert!(STUCK < LAST, "and aborted before it is left");
    }
}
