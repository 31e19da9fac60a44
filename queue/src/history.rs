//! What a handler is told of the runs before its own.

use riverqueue::JobRow;

/// How a sweeper says that a worker died; the worker's id follows.
pub(crate) const DIED: &str = "worker died: ";

/// How the error of an attempt begins that did not begin the job.
pub(crate) const NOT_BEGUN: &str = "not begun: ";

/// What happened to a job in this queue before this run of it.
///
/// A run that is not the first one follows one that was cut: its worker died, the
/// API was away, or the worker stopped. What that run did stands: look what is
/// there before doing it again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct History {
    /// Which attempt this is, from 1 on. One that a stopping worker gave back is
    /// not counted.
    pub attempt: u32,
    /// Why the last one came to nothing: `worker died: …`, or an error's message.
    /// None too where a worker gave it back.
    pub last_error: Option<String>,
    again: bool,
    deaths: u32,
}

impl History {
    pub(crate) fn of(row: &JobRow) -> Self {
        let errors = row.errors.iter().map(|error| error.error.as_str());
        Self::new(row.attempt, row.attempted_by.len(), errors)
    }

    fn new<'a>(
        attempt: i32,
        takers: usize,
        errors: impl DoubleEndedIterator<Item = &'a str> + Clone,
    ) -> Self {
        let not_begun = errors.clone().filter(|error| error.starts_with(NOT_BEGUN)).count();
        let attempts = usize::try_from(attempt).unwrap_or_default().max(takers);
        let last_error = errors.clone().next_back().map(str::to_owned);
        let failed = errors.clone().any(|error| !error.starts_with(NOT_BEGUN));
        let deaths = errors.filter(|error| error.starts_with(DIED)).count();
        let attempt = u32::try_from(attempt).unwrap_or_default().max(1);
        Self {
            attempt,
            // A worker that stops gives its attempt back; it stays a taker. One that
            // could not begin the job gives no right to take it over.
            again: failed || attempts.saturating_sub(1) > not_begun,
            last_error,
            deaths: u32::try_from(deaths).unwrap_or(u32::MAX),
        }
    }

    #[cfg(test)]
    pub(crate) fn of_errors(attempt: i32, errors: &[&str]) -> Self {
        Self::new(attempt, 1, errors.iter().copied())
    }

    /// Whether the job may have been begun before.
    #[must_use]
    pub fn is_again(&self) -> bool {
        self.again
    }

    /// How often a worker has died while it had this job.
    #[must_use]
    pub fn deaths(&self) -> u32 {
        self.deaths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told() {
        let first = History::new(1, 1, [].into_iter());
        assert_eq!((first.is_again(), first.last_error, first.deaths), (false, None, 0));
        let given_back = History::new(1, 2, [].into_iter());
        assert!(given_back.is_again(), "a worker that stopped had it");
        let away = History::new(2, 2, ["not begun: the API is away"].into_iter());
        assert!(!away.is_again(), "nobody of this queue had it");
        let then_stopped = History::new(2, 3, ["not begun: the API is away"].into_iter());
        assert!(then_stopped.is_again());
        let errors = ["worker died: a", "the API is away", "worker died: b"];
        let third = History::new(4, 4, errors.into_iter());
        assert_eq!((third.attempt, third.is_again(), third.deaths()), (4, true, 2));
        assert_eq!(third.last_error.as_deref(), Some("worker died: b"));
    }
}
