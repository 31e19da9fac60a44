//! Where the body of a response ends, and what it begins with.

use ::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use ::http::{HeaderMap, Response, Version};
use bytes::Bytes;
use serde::de::IgnoredAny;

use crate::api::BYTE_ORDER_MARK;

/// Whether a body was cut short although HTTP cannot say so.
///
/// In HTTP/1 a body without length and without chunks ends where the
/// connection does, so an end that came too early looks like one that was
/// meant. Only the body tells: JSON that is begun and not ended was cut.
pub(super) fn is_cut_short(version: Version, headers: &HeaderMap, body: &[u8]) -> bool {
    let ends_with_connection = version <= Version::HTTP_11
        && !headers.contains_key(CONTENT_LENGTH)
        && !headers.contains_key(TRANSFER_ENCODING);
    let text = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body).trim_ascii_start();
    ends_with_connection
        && matches!(text.first(), Some(b'{' | b'['))
        && serde_json::from_slice::<IgnoredAny>(text).is_err_and(|error| error.is_eof())
}

/// The response without a mark before its text.
pub(crate) fn without_mark(response: Response<Bytes>) -> Response<Bytes> {
    response.map(|body| match body.starts_with(BYTE_ORDER_MARK) {
        true => body.slice(BYTE_ORDER_MARK.len()..),
        false => body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_begun_json_that_the_connection_ended_was_cut() {
        let none = HeaderMap::new();
        let with = |name| HeaderMap::from_iter([(name, "1".parse().unwrap())]);
        for (version, headers, body, cut) in [
            (Version::HTTP_11, &none, "{\"data\":{\"id\":", true),
            (Version::HTTP_10, &none, "{\"data\":", true),
            (Version::HTTP_11, &none, " \n[1, 2", true),
            (Version::HTTP_11, &none, "{\"data\":\"us_jb", true),
            (Version::HTTP_11, &none, "\u{feff}{\"data\":", true),
            (Version::HTTP_11, &none, "{", true),
            (Version::HTTP_11, &none, "{\"data\":{}}", false),
            (Version::HTTP_11, &none, "{\"data\":{}} and more", false),
            (Version::HTTP_11, &none, "{\"data\":]", false),
            (Version::HTTP_11, &none, "<html><p>", false),
            (Version::HTTP_11, &none, "\"text", false),
            (Version::HTTP_11, &none, "", false),
            (Version::HTTP_2, &none, "{\"data\":", false),
            (Version::HTTP_11, &with(CONTENT_LENGTH), "{\"data\":", false),
            (Version::HTTP_11, &with(TRANSFER_ENCODING), "{\"data\":", false),
        ] {
            assert_eq!(is_cut_short(version, headers, body.as_bytes()), cut, "{version:?} {body}");
        }
    }

    #[test]
    fn a_mark_is_dropped_and_nothing_else() {
        for (body, rest) in [("\u{feff}{}", "{}"), ("{}", "{}"), ("", ""), ("\u{feff}", "")] {
            assert_eq!(without_mark(Response::new(body.into())).body(), rest);
        }
    }
}
