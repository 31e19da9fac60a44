//! When the server asks to come back: `Retry-After` in both of its forms, and
//! the reset of a rate limit.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, StatusCode};

/// When a rate limit is lifted, in seconds since 1970. It is not in the
/// contract; the vendor's own client reads it where a 429 has no
/// `Retry-After`.
const RATE_LIMIT_RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// The vendor's client waits so long at least for a reset that is over.
const SHORTEST_RESET: Duration = Duration::from_secs(1);

/// How long a server is waited for at the most by what asks again and again, and
/// has no deadline: a watch, a worker, the reports of a run. Limits of requests
/// are lifted within the hour, and one absurd header must not still it for years.
/// Calls have their own bound ([`Retries`](super::Retries)).
const MOST_HEEDED: Duration = Duration::from_secs(60 * 60);

/// How much of what the server asked for is waited, without a deadline.
pub(crate) fn heeded(asked: Duration) -> Duration {
    asked.min(MOST_HEEDED)
}

/// From here on a reset is no number of seconds since 1970: it would be in the
/// year 5138, and is milliseconds.
const NO_SECONDS: f64 = 1e11;

/// How long the server asks to wait: a number of seconds, or a date; with a
/// 429 also by the reset of its limit alone.
///
/// A date is measured by the response's own, so that two clocks that differ do
/// no harm; `now` is asked where it has none. A date that is over is no wait.
/// A fraction of a second is no form of the standard, but what it means is
/// plain. Anything else says nothing. Of two headers the longer wait counts.
pub(crate) fn retry_after(
    status: Option<u16>,
    headers: &HeaderMap,
    now: impl Fn() -> SystemTime,
) -> Option<Duration> {
    let now = || date(headers).unwrap_or_else(&now);
    let values = headers.get_all(RETRY_AFTER).iter();
    let asked = values.filter_map(|value| parse(value.to_str().ok()?, now)).max();
    match status == Some(StatusCode::TOO_MANY_REQUESTS.as_u16()) {
        true => asked.or_else(|| reset(headers, now)),
        false => asked,
    }
}

/// Whether a `Retry-After` is there, in a form that can be read. How long a
/// date is away does not matter for that.
pub(crate) fn is_given(headers: &HeaderMap) -> bool {
    retry_after(None, headers, || UNIX_EPOCH).is_some()
}

/// When the response was made, by the server's clock.
pub(crate) fn date(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?.trim()).ok()
}

fn reset(headers: &HeaderMap, now: impl Fn() -> SystemTime) -> Option<Duration> {
    let values = headers.get_all(RATE_LIMIT_RESET).iter();
    let seconds = values.filter_map(|value| number(value.to_str().ok()?.trim()));
    let last = seconds.filter(|seconds| *seconds < NO_SECONDS).max_by(f64::total_cmp)?;
    let at = UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(last).ok()?)?;
    Some(at.duration_since(now()).unwrap_or_default().max(SHORTEST_RESET))
}

fn parse(text: &str, now: impl Fn() -> SystemTime) -> Option<Duration> {
    let text = text.trim();
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        // More than a duration holds is as good as no end.
        return Some(Duration::try_from_secs_f64(number(text)?).unwrap_or(Duration::MAX));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now()).unwrap_or(Duration::ZERO))
}

/// A number of digits, with a fraction or without.
fn number(text: &str) -> Option<f64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "Sun, 01 Jun 2025 12:00:00 GMT";

    fn headers(of: &[(HeaderName, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in of {
            headers.append(name, value.parse().unwrap());
        }
        headers
    }

    fn of(status: u16, fields: &[(HeaderName, &str)]) -> Option<Duration> {
        let now = || httpdate::parse_http_date(NOW).unwrap();
        retry_after(Some(status), &headers(fields), now)
    }

    fn seconds(seconds: u64) -> Option<Duration> {
        Some(Duration::from_secs(seconds))
    }

    #[test]
    fn every_kind() {
        for (values, expected) in [
            (&[][..], None),
            (&["7"], seconds(7)),
            (&["0"], seconds(0)),
            (&[" 7 "], seconds(7)),
            (&["1.5"], Some(Duration::from_millis(1500))),
            (&["99999999999999999999999"], Some(Duration::MAX)),
            (&["-5"], None),
            (&["Sun, 01 Jun 2025 12:01:30 GMT"], seconds(90)),
            (&["Sunday, 01-Jun-25 12:01:30 GMT"], seconds(90)),
            (&["Sun, 01 Jun 2025 11:00:00 GMT"], seconds(0)),
            (&["soon"], None),
            (&[""], None),
            (&["7 seconds"], None),
            (&["1e9"], None),
            (&["inf"], None),
            (&["NaN"], None),
            (&["Sun, 99 Jun 2025 12:01:30 GMT"], None),
            (&["3", "9"], seconds(9)),
            (&["soon", "9"], seconds(9)),
        ] {
            let fields: Vec<_> = values.iter().map(|value| (RETRY_AFTER, *value)).collect();
            assert_eq!(of(503, &fields), expected, "{values:?}");
            assert_eq!(is_given(&headers(&fields)), expected.is_some(), "{values:?}");
        }
    }

    #[test]
    fn a_date_is_measured_by_the_clock_of_the_response() {
        let wanted = "Sun, 01 Jun 2025 12:00:02 GMT";
        for (date, asked, expected) in [
            // The server is ten minutes ahead, and ten behind.
            ("Sun, 01 Jun 2025 12:10:00 GMT", "Sun, 01 Jun 2025 12:10:02 GMT", seconds(2)),
            ("Sun, 01 Jun 2025 11:50:00 GMT", "Sun, 01 Jun 2025 11:50:02 GMT", seconds(2)),
            (" Sunday, 01-Jun-25 12:00:00 GMT ", wanted, seconds(2)),
            ("Sun, 01 Jun 2025 13:00:00 GMT", wanted, seconds(0)),
            // One that cannot be read is none.
            ("yesterday", wanted, seconds(2)),
            ("", wanted, seconds(2)),
            // It does not matter to a number.
            ("Sun, 01 Jun 2025 13:00:00 GMT", "7", seconds(7)),
        ] {
            assert_eq!(of(429, &[(DATE, date), (RETRY_AFTER, asked)]), expected, "{date}, {asked}");
        }
    }

    #[test]
    fn the_reset_of_a_limit() {
        // 12:00:03 of that day, by this clock three seconds away.
        let reset = || (RATE_LIMIT_RESET, "1748779203");
        let behind = (DATE, "Sun, 01 Jun 2025 11:59:00 GMT");
        assert_eq!(of(429, &[reset()]), seconds(3));
        assert_eq!(of(429, &[behind, reset()]), seconds(63), "by the response's own clock");
        assert_eq!(of(429, &[(RETRY_AFTER, "9"), reset()]), seconds(9), "what says so counts");
        assert_eq!(of(429, &[(RETRY_AFTER, "soon"), reset()]), seconds(3));
        for status in [200, 408, 500, 503] {
            assert_eq!(of(status, &[reset()]), None, "it is no limit's response");
        }
        for (value, expected) in [
            ("1748779200", seconds(1)),
            ("1748000000", seconds(1)),
            ("0", seconds(1)),
            ("30", seconds(1)),
            (" 1748779203.5 ", Some(Duration::from_millis(3500))),
            ("1748782800", seconds(3600)),
            // Milliseconds.
            ("1748779203000", None),
            ("99999999999999999999999999", None),
            ("-1", None),
            ("soon", None),
            ("", None),
            (".", None),
            ("Sun, 01 Jun 2025 12:00:03 GMT", None),
        ] {
            assert_eq!(of(429, &[(RATE_LIMIT_RESET, value)]), expected, "{value}");
        }
        let two = [(RATE_LIMIT_RESET, "1748779203"), (RATE_LIMIT_RESET, "1748779205")];
        assert_eq!(of(429, &two), seconds(5));
    }
}
