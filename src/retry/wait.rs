//! Whether to wait before another turn, and how long.

use std::time::Duration;

use super::{Retries, backoff};

/// With less time than this, an attempt would more likely be lost than bring
/// a response.
const USEFUL: Duration = Duration::from_secs(1);

/// A job that was seen longer ago is read before its end is sent.
const FRESH: Duration = Duration::from_secs(1);

/// How often a job is read in a row before a wait.
pub(crate) const READS_IN_A_ROW: u32 = 3;

/// How often a job is read to settle one end, unless attempts are so many that
/// they may need more: three for each. More than fit into the deadline of ends
/// as it is by default, so that it decides only where time stands still or no
/// wait takes any.
const MOST_READS: u32 = 100;

/// How often a job is read at the most to settle one end. A read that is made
/// twice because its token was refused counts once.
pub(crate) fn most_reads(retries: &Retries) -> u32 {
    retries.attempts.saturating_mul(READS_IN_A_ROW).max(MOST_READS)
}

/// Whether a job that was seen so long ago, with a wait of so long since, need
/// not be read again. The wait counts on its own: a clock may stand still.
pub(crate) fn is_fresh(age: Duration, waited: Duration) -> bool {
    age.max(waited) <= FRESH
}

/// Where a call stands when a turn was in vain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    /// How often the request was sent.
    pub(crate) sent: u32,
    /// How often it was waited before this.
    pub(crate) waits: u32,
    /// How often the job was read.
    pub(crate) reads: u32,
    /// How long the server asks to wait.
    pub(crate) asked: Option<Duration>,
    /// What is left of the deadline.
    pub(crate) left: Duration,
    /// The limit of one attempt.
    pub(crate) timeout: Duration,
}

/// How long to wait before the next turn; none where the bounds allow no
/// other: what the server asks for, whole, and a random part of the backoff on
/// top, which is short where the server asks for little. `share` is a random
/// number from 0 to 1.
pub(crate) fn delay(retries: &Retries, turn: Turn, share: f64) -> Option<Duration> {
    let attempt = turn.sent.max(turn.waits.saturating_add(1));
    let own = backoff::delay(retries, attempt, turn.asked, share);
    let delay = own.saturating_add(turn.asked.unwrap_or_default());
    let allowed = turn.sent < retries.attempts
        && turn.reads < most_reads(retries)
        && turn.asked.is_none_or(|asked| asked <= retries.longest_retry_after)
        && delay.saturating_add(USEFUL.min(turn.timeout)) <= turn.left;
    allowed.then_some(delay)
}

/// Whether what is left after a wait is still of use: a process that was held
/// up may come back too late.
pub(crate) fn is_useful(left: Duration, timeout: Duration) -> bool {
    left >= USEFUL.min(timeout) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_by_attempts() {
        let reads = |attempts| most_reads(&Retries::none().with_attempts(attempts));
        assert_eq!([reads(1), reads(33), reads(34), reads(50)], [100, 100, 102, 150]);
        assert_eq!(reads(u32::MAX), u32::MAX);
    }

    #[test]
    fn what_is_fresh() {
        let [none, short, long] = [0, 1000, 1001].map(Duration::from_millis);
        assert!(is_fresh(short, short) && is_fresh(none, none));
        assert!(!is_fresh(long, short), "it took long to read it");
        assert!(!is_fresh(none, long), "a clock stood still");
    }

    #[test]
    fn each_bound() {
        let retries = Retries::default()
            .with_attempts(3)
            .with_delays(Duration::from_secs(2), Duration::from_secs(10))
            .with_longest_retry_after(Duration::from_secs(60));
        let second = Duration::from_secs;
        let turn = Turn {
            sent: 1,
            waits: 0,
            reads: 0,
            asked: None,
            left: second(100),
            timeout: second(30),
        };
        let delay = |turn| delay(&retries, turn, 0.5);
        assert_eq!(delay(turn), Some(second(1)));
        assert_eq!(delay(Turn { sent: 2, ..turn }), Some(second(2)));
        assert_eq!(delay(Turn { waits: 1, ..turn }), Some(second(2)));
        assert_eq!(delay(Turn { sent: 3, ..turn }), None, "all attempts are made");
        assert_eq!(delay(Turn { reads: 100, ..turn }), None, "it was read often enough");
        assert_eq!(delay(Turn { asked: Some(second(60)), ..turn }), Some(second(61)));
        assert_eq!(delay(Turn { asked: Some(second(61)), ..turn }), None, "too long");
        assert_eq!(delay(Turn { left: second(2), ..turn }), Some(second(1)));
        let soon = Turn { asked: Some(Duration::ZERO), ..turn };
        assert_eq!(delay(soon), Some(second(1) / 30), "a server that says 0 means soon");
        let late = Turn { left: Duration::from_millis(1999), ..turn };
        assert_eq!(delay(late), None, "no useful time would be left");
        let hasty = Turn { timeout: Duration::from_millis(500), ..late };
        assert_eq!(delay(hasty), Some(second(1)), "an attempt takes less than a second here");
    }
}
