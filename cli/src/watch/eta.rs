//! When a job will be done, by its own word or by its pace so far.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use flatfile_jobs::api::types::Job;

/// What an ack says, and some servers keep on the job; the contract's Job does
/// not list it.
const OWN_WORD: &str = "estimatedCompletionAt";

/// Longer estimates say nothing.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// The pace of a job since it was first seen.
#[derive(Debug, Default)]
pub struct Pace {
    first: Option<(Instant, f64)>,
    last: Option<(Instant, f64)>,
}

impl Pace {
    /// It was seen with this progress.
    pub fn see(&mut self, at: Instant, percent: f64) {
        let backwards = self.last.is_some_and(|(_, last)| percent < last);
        if self.first.is_none() || backwards {
            self.first = Some((at, percent));
        }
        if backwards || self.last.is_none_or(|(_, last)| percent > last) {
            self.last = Some((at, percent));
        }
    }

    /// How long it will take from now on.
    pub fn left(&self, now: Instant) -> Option<Duration> {
        let ((began, from), (at, to)) = (self.first?, self.last?);
        let gained = to - from;
        if gained <= 0.0 {
            return None;
        }
        let seconds = at.duration_since(began).as_secs_f64() * (100.0 - to) / gained;
        let whole = Duration::try_from_secs_f64(seconds).ok().filter(|whole| *whole < LONGEST)?;
        Some(whole.saturating_sub(now.duration_since(at)))
    }
}

/// The job's own word, where it gave one that is still to come.
pub fn own_word(job: &Job, now: DateTime<Utc>) -> Option<Duration> {
    let moment = DateTime::parse_from_rfc3339(job.extra.get(OWN_WORD)?.as_str()?).ok()?;
    (moment.to_utc() - now).to_std().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_since_the_first_sight_counts() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut pace = Pace::default();
        pace.see(at(0), 10.0);
        assert_eq!(pace.left(at(5)), None);
        pace.see(at(10), 30.0);
        assert_eq!(pace.left(at(10)), Some(Duration::from_secs(35)));
        // Nothing was heard for five seconds.
        pace.see(at(15), 30.0);
        assert_eq!(pace.left(at(15)), Some(Duration::from_secs(30)));
        assert_eq!(pace.left(at(100)), Some(Duration::ZERO));
    }

    #[test]
    fn a_job_that_begins_anew_has_a_new_pace() {
        let start = Instant::now();
        let mut pace = Pace::default();
        pace.see(start, 50.0);
        pace.see(start + Duration::from_secs(10), 90.0);
        pace.see(start + Duration::from_secs(20), 0.0);
        assert_eq!(pace.left(start + Duration::from_secs(20)), None);
        pace.see(start + Duration::from_secs(30), 50.0);
        let left = pace.left(start + Duration::from_secs(30));
        assert_eq!(left, Some(Duration::from_secs(10)));
    }
}
