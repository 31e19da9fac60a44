//! How long to wait: full jitter, growing, capped.
//!
//! The backoff libraries that were looked at draw from a generator of their
//! own, add jitter on top of a fixed delay, or leave the first delay without
//! it. What is needed is one multiplication and one draw.

use std::time::Duration;

use super::Retries;

/// A server that asks to come back sooner than a client would on its own is one
/// that expects it, and is not kept waiting for longer than that. Where it asks
/// for no wait at all, callers that failed together are still spread over this
/// part of the first delay: 10 ms of the usual 300, some twenty times what a
/// request of this API takes a server.
const SOON: u32 = 30;

/// The delay after the attempt with this number (from 1 on), on top of what the
/// server asked for. `share` is a random number from 0 to 1.
pub(crate) fn delay(
    retries: &Retries,
    attempt: u32,
    asked: Option<Duration>,
    share: f64,
) -> Duration {
    bound(retries, attempt, asked).mul_f64(share.clamp(0.0, 1.0))
}

/// The longest that delay can be. It doubles whatever the server asks: one that
/// says "now" each time and means it not is left in peace all the same.
///
/// The table is the reviewed one of `waits.txt`, which the test below makes of
/// this function, with the delays as they are by default:
///
/// ```text
#[doc = include_str!("waits.txt")]
/// ```
fn bound(retries: &Retries, attempt: u32, asked: Option<Duration>) -> Duration {
    let doublings = attempt.saturating_sub(1).min(31);
    let grown = first(retries, asked).saturating_mul(1 << doublings);
    grown.min(retries.longest_delay)
}

/// The first of the bounds: the policy's own, or what the server asks for where
/// that is less, but not below its smallest part.
fn first(retries: &Retries, asked: Option<Duration>) -> Duration {
    let own = retries.first_delay;
    asked.map_or(own, |asked| asked.clamp(own / SOON, own))
}

#[cfg(test)]
mod tests {
    use super::super::decision::golden;
    use super::*;

    const ATTEMPTS: [u32; 9] = [1, 2, 3, 4, 5, 6, 8, 12, 50];

    #[test]
    fn each_wait_that_is_asked_for_has_its_reviewed_bounds() {
        let cells =
            |cells: [String; 9]| cells.iter().map(|cell| format!("{cell:>10}")).collect::<String>();
        let attempts = ATTEMPTS.map(|attempt| format!("#{attempt}"));
        let mut table = format!("{:<12}{}\n", "Retry-After", cells(attempts));
        for asked in [None, Some(0), Some(5), Some(50), Some(299), Some(300), Some(60_000)] {
            let name = asked.map_or("none".to_owned(), |asked| format!("{asked} ms"));
            let asked = asked.map(Duration::from_millis);
            let bounds = ATTEMPTS.map(|attempt| {
                format!("{} ms", bound(&Retries::default(), attempt, asked).as_millis())
            });
            table += &format!("{name:<12}{}\n", cells(bounds));
        }
        golden::assert_golden("src/retry/waits.txt", &table);
    }

    #[test]
    fn it_doubles_up_to_the_cap() {
        let retries =
            Retries::default().with_delays(Duration::from_millis(300), Duration::from_secs(2));
        let bounds: Vec<u128> =
            (1..6).map(|attempt| bound(&retries, attempt, None).as_millis()).collect();
        assert_eq!(bounds, [300, 600, 1200, 2000, 2000]);
        assert_eq!(bound(&retries, u32::MAX, None), Duration::from_secs(2));
    }

    #[test]
    fn a_server_that_says_now_is_believed_and_still_spared() {
        let retries = Retries::ends();
        let now = Some(Duration::ZERO);
        let bounds: Vec<u128> =
            [1, 2, 3, 50].iter().map(|n| bound(&retries, *n, now).as_millis()).collect();
        assert_eq!(bounds, [10, 20, 40, 15_000]);
        assert_eq!(delay(&retries, 1, now, 0.5), Duration::from_millis(5));
    }

    #[test]
    fn what_is_asked_for_never_makes_it_longer() {
        for (first, longest) in [(0, 0), (0, 9), (7, 0), (7, 9), (300, 10_000), (9, 7)] {
            let [first, longest] = [first, longest].map(Duration::from_millis);
            let retries = Retries::default().with_delays(first, longest);
            for attempt in ATTEMPTS {
                let own = bound(&retries, attempt, None);
                let mut before = Duration::ZERO;
                for asked in [0, 1, 6, 7, 8, 299, 300, 301, u64::MAX].map(Duration::from_millis) {
                    let bound = bound(&retries, attempt, Some(asked));
                    assert!(before <= bound && bound <= own, "{asked:?} {attempt}");
                    assert!(asked < first || bound == own, "{asked:?} {attempt}");
                    before = bound;
                }
            }
        }
        let most = Retries::default().with_delays(Duration::MAX, Duration::MAX);
        assert_eq!(bound(&most, 50, Some(Duration::MAX)), Duration::MAX);
    }

    #[test]
    fn the_first_delay_has_jitter_too() {
        let delay = |share| delay(&Retries::default(), 1, None, share);
        assert_eq!(delay(0.0), Duration::ZERO);
        assert_eq!(delay(0.5), Duration::from_millis(150));
        assert_eq!(delay(1.0), Duration::from_millis(300));
        assert_eq!(delay(f64::INFINITY), Duration::from_millis(300));
    }
}
