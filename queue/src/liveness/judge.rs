//! Which workers are dead.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::store::{Expected, Seen};

/// Watches beats, and says whose have stood still for a lease.
///
/// A beat is a counter, so that no two clocks are compared; how long it stands
/// still is measured by the clock of whoever looks.
#[derive(Debug)]
pub(crate) struct Judge {
    lease: Duration,
    /// Each beat, and when it was known to be there first.
    seen: HashMap<String, (Option<i64>, Instant)>,
    /// When the last look came back.
    last: Option<Instant>,
}

impl Judge {
    pub(crate) fn new(lease: Duration) -> Self {
        Self { lease, seen: HashMap::new(), last: None }
    }

    /// Takes a look into account, asked for and come back at these moments, and
    /// says who is dead: struck off only if the beat is still as expected.
    pub(crate) fn observe(
        &mut self,
        asked: Instant,
        came_back: Instant,
        beats: Vec<Seen>,
    ) -> Vec<(String, Expected)> {
        // Whoever looks stood still itself, and perhaps all did: a machine that
        // slept, say. They get their time to beat.
        if self.last.is_some_and(|last| since(asked, last) > self.lease / 2) {
            self.forget();
        }
        self.last = Some(came_back);
        let mut dead = Vec::new();
        let mut seen = HashMap::with_capacity(beats.len());
        for (id, beat) in beats {
            let first = match self.seen.get(&id) {
                Some((before, first)) if *before == beat => *first,
                _ => came_back,
            };
            if since(asked, first) >= self.lease {
                dead.push((id.clone(), beat.map_or(Expected::Absent, Expected::Beat)));
            }
            seen.insert(id, (beat, first));
        }
        self.seen = seen;
        dead
    }

    /// A query has failed: nobody could beat for as long as the database was
    /// away, so that nothing follows from what was seen before.
    pub(crate) fn forget(&mut self) {
        self.seen.clear();
        self.last = None;
    }
}

fn since(later: Instant, earlier: Instant) -> Duration {
    later.saturating_duration_since(earlier)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEASE: Duration = Duration::from_secs(5);

    /// When, in seconds, and what is seen; none where it failed.
    type Look<'a> = (f64, Option<&'a [(&'a str, Option<i64>)]>);

    /// What a judge says of the last look.
    fn says(looks: &[Look]) -> Vec<String> {
        let start = Instant::now();
        let mut judge = Judge::new(LEASE);
        let mut dead = Vec::new();
        for (at, beats) in looks {
            let at = start + Duration::from_secs_f64(*at);
            match beats {
                Some(beats) => {
                    let beats = beats.iter().map(|(id, beat)| ((*id).to_owned(), *beat)).collect();
                    dead = judge.observe(at, at + Duration::from_millis(10), beats);
                }
                None => judge.forget(),
            }
        }
        dead.into_iter().map(|(id, expected)| format!("{id}: {expected:?}")).collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn a_beat_that_stands_still_for_a_lease_is_dead() {
        let still: &[_] = &[("a", Some(7))];
        let looks = |last: f64| {
            let each = [0.0, 1.0, 2.0, 3.0, 4.0].into_iter().chain([last]);
            each.map(|at| (at, Some(still))).collect::<Vec<_>>()
        };
        assert_eq!(says(&looks(5.0)), NONE, "the first look came back ten milliseconds later");
        assert_eq!(says(&looks(5.02)), ["a: Beat(7)"]);
    }

    #[test]
    fn one_that_moves_or_is_new_lives() {
        let mut looks = Vec::new();
        for second in 0..5 {
            looks.push((f64::from(second), Some(&[("a", Some(7))][..])));
        }
        looks.push((5.5, Some(&[("a", Some(8)), ("b", Some(7))])));
        assert_eq!(says(&looks), NONE);
    }

    #[test]
    fn rows_of_a_worker_that_is_not_on_the_list_are_watched_as_well() {
        let looks = [0.0, 2.0, 4.0, 6.0].map(|at| (at, Some(&[("a", None)][..])));
        assert_eq!(says(&looks), ["a: Absent"]);
    }

    #[test]
    fn a_query_that_failed_declares_nobody_dead() {
        let still: &[_] = &[("a", Some(7))];
        let looks = [(0.0, Some(still)), (2.0, Some(still)), (4.0, None), (6.0, Some(still))];
        assert_eq!(says(&looks), NONE);
    }

    #[test]
    fn who_stood_still_itself_declares_nobody_dead() {
        let still: &[_] = &[("a", Some(7))];
        assert_eq!(says(&[(0.0, Some(still)), (60.0, Some(still))]), NONE);
        let after = [(0.0, Some(still)), (60.0, Some(still)), (62.0, Some(still))];
        assert_eq!(says(&after), NONE, "they get a lease to beat");
        let later = [60.0, 62.0, 64.0, 66.0].map(|at| (at, Some(still)));
        assert_eq!(says(&[&after[..1], &later[..]].concat()), ["a: Beat(7)"]);
    }

    #[test]
    fn nothing_is_kept_of_those_that_are_gone() {
        let start = Instant::now();
        let mut judge = Judge::new(LEASE);
        for id in 0..100 {
            judge.observe(start, start, vec![(id.to_string(), Some(0))]);
        }
        assert_eq!(judge.seen.len(), 1);
    }
}
