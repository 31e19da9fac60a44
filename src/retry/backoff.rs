//! How long to wait: full jitter, growing, capped.
//!
//! The backoff libraries that were looked at draw from a generator of their
//! own, add jitter on top of a fixed delay, or leave the first delay without
//! it. What is needed is one multiplication and one draw.

use std::time::Duration;

use super::Retries;

/// The delay after the attempt with this number (from 1 on). `share` is a
/// random number from 0 to 1.
pub(crate) fn delay(retries: &Retries, attempt: u32, share: f64) -> Duration {
    bound(retries, attempt).mul_f64(share.clamp(0.0, 1.0))
}

/// The longest that delay can be.
pub(crate) fn bound(retries: &Retries, attempt: u32) -> Duration {
    let doublings = attempt.saturating_sub(1).min(31);
    let grown = retries.first_delay.saturating_mul(1 << doublings);
    grown.min(retries.longest_delay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_up_to_the_cap() {
        let retries =
            Retries::default().with_delays(Duration::from_millis(300), Duration::from_secs(2));
        let bounds: Vec<u128> =
            (1..6).map(|attempt| bound(&retries, attempt).as_millis()).collect();
        assert_eq!(bounds, [300, 600, 1200, 2000, 2000]);
        assert_eq!(bound(&retries, u32::MAX), Duration::from_secs(2));
    }

    #[test]
    fn the_first_delay_has_jitter_too() {
        let retries = Retries::default();
        assert_eq!(delay(&retries, 1, 0.0), Duration::ZERO);
        assert_eq!(delay(&retries, 1, 0.5), Duration::from_millis(150));
        assert_eq!(delay(&retries, 1, 1.0), Duration::from_millis(300));
        assert_eq!(delay(&retries, 1, f64::INFINITY), Duration::from_millis(300));
    }
}
