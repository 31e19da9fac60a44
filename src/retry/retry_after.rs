//! `Retry-After`, in both of its forms.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// How long the server asks to wait: a number of seconds, or a date. `now` is
/// asked for a date only.
///
/// A date that is over is no wait. A fraction of a second is no form of the
/// standard, but what it means is plain. Anything else says nothing. Of two
/// headers the longer wait counts.
pub(crate) fn retry_after(headers: &HeaderMap, now: impl Fn() -> SystemTime) -> Option<Duration> {
    headers.get_all(RETRY_AFTER).iter().filter_map(|value| parse(value.to_str().ok()?, &now)).max()
}

/// Whether the server asks to wait at all, in a form that can be read. How
/// long a date is away does not matter for that.
pub(crate) fn is_given(headers: &HeaderMap) -> bool {
    retry_after(headers, || SystemTime::UNIX_EPOCH).is_some()
}

fn parse(text: &str, now: impl Fn() -> SystemTime) -> Option<Duration> {
    let text = text.trim();
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        let number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let seconds: f64 = text.parse().ok().filter(|_| number)?;
        // More than a duration holds is as good as for ever.
        return Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now()).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "Sun, 01 Jun 2025 12:00:00 GMT";

    fn of(values: &[&str]) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(RETRY_AFTER, value.parse().unwrap());
        }
        retry_after(&headers, || httpdate::parse_http_date(NOW).unwrap())
    }

    #[test]
    fn every_kind() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
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
            assert_eq!(of(values), expected, "{values:?}");
        }
    }
}
