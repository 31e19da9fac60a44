//! Since when events are asked for: a decision without I/O.

use chrono::{DateTime, TimeDelta, Utc};

/// How far back events are asked for again, from the newest that was seen: their
/// dates are those of several servers, and they come in no promised order. What
/// is later than this, the sweep finds.
const OVERLAP: TimeDelta = TimeDelta::seconds(10);

/// Since when events are asked for, by the server's clock.
#[derive(Debug, Default)]
pub(super) struct Cursor {
    newest: Option<DateTime<Utc>>,
}

impl Cursor {
    pub(super) fn at(since: Option<DateTime<Utc>>) -> Self {
        // What is asked for is kept as it is.
        Self { newest: since.map(|since| since.checked_add_signed(OVERLAP).unwrap_or(since)) }
    }

    /// Whether it is known where to begin.
    pub(super) fn is_set(&self) -> bool {
        self.newest.is_some()
    }

    /// What to ask for.
    pub(super) fn since(&self) -> Option<DateTime<Utc>> {
        let newest = self.newest?;
        Some(newest.checked_sub_signed(OVERLAP).unwrap_or(newest))
    }

    /// After a date of the server; it never goes back.
    pub(super) fn advance(&mut self, seen: Option<DateTime<Utc>>) {
        self.newest = self.newest.max(seen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn it_goes_on_and_keeps_its_distance() {
        let mut cursor = Cursor::default();
        assert_eq!((cursor.since(), cursor.is_set()), (None, false));
        cursor.advance(None);
        assert_eq!(cursor.since(), None);
        cursor.advance(Some(at(100)));
        cursor.advance(Some(at(50)));
        assert_eq!(cursor.since(), Some(at(90)));
        cursor.advance(Some(DateTime::<Utc>::MIN_UTC));
        assert_eq!(cursor.since(), Some(at(90)));
    }

    #[test]
    fn what_is_wanted_from_the_start_is_asked_for() {
        assert_eq!(Cursor::at(Some(at(7))).since(), Some(at(7)));
        let far = DateTime::<Utc>::MAX_UTC;
        assert!(Cursor::at(Some(far)).since().is_some(), "dates have an end");
    }
}
