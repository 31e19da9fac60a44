//! Text in the path of a URL.

use std::fmt::{self, Display, Write};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What has to be encoded in one segment of a path
/// (<https://url.spec.whatwg.org/#path-percent-encode-set>), and what ends one.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'/')
    .add(b'%');

/// Room for the usual path: ids are short.
const USUAL: usize = 64;

/// A path with its parameters in place.
pub(crate) fn path(path: fmt::Arguments<'_>) -> String {
    let mut text = String::with_capacity(USUAL);
    let _ = text.write_fmt(path);
    text
}

/// A value as one segment, wherever it is written.
pub(crate) fn encode<T: Display + ?Sized>(value: &T) -> impl Display {
    Encoded(value)
}

struct Encoded<'a, T: ?Sized>(&'a T);

impl<T: Display + ?Sized> Display for Encoded<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Encoder(f), "{}", self.0)
    }
}

/// Encodes what is written through it.
struct Encoder<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl Write for Encoder<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        utf8_percent_encode(text, SEGMENT).try_for_each(|part| self.0.write_str(part))
    }
}

/// Whether who reads a URL takes another path out of it than this one: it has
/// a segment that is left out, or a character that is encoded, ends the path
/// or counts as a slash.
pub(super) fn would_change(path: &str) -> bool {
    // The usual case, seen at one look.
    let plain = |byte: u8| matches!(byte, b'/' | b'_' | b'-') || byte.is_ascii_alphanumeric();
    if path.bytes().all(plain) {
        return false;
    }
    let stays = |byte: u8| {
        byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'#' | b'<' | b'>' | b'?' | b'\\' | b'`' | b'{' | b'}')
    };
    !path.bytes().all(stays) || path.split('/').any(is_dots)
}

/// One dot or two, each in either spelling.
fn is_dots(segment: &str) -> bool {
    let Some(rest) = without_dot(segment) else { return false };
    rest.is_empty() || without_dot(rest) == Some("")
}

fn without_dot(text: &str) -> Option<&str> {
    let encoded = || text.strip_prefix("%2e").or_else(|| text.strip_prefix("%2E"));
    text.strip_prefix('.').or_else(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the URL standard makes of it.
    fn read(path: &str) -> String {
        let mut url: url::Url = "https://a.test".parse().unwrap();
        url.set_path(path);
        url.path().to_owned()
    }

    #[test]
    fn what_would_change_is_what_the_url_standard_changes() {
        let mut paths: Vec<String> = (0..=0x2ff_u32)
            .filter_map(char::from_u32)
            .flat_map(|one| [format!("/jobs/{one}"), format!("/jobs/a{one}b/fail")])
            .collect();
        let dots = ["", ".", "..", "...", "%2e", "%2E", ".%2e", "%2e.", "%2e%2E", "%2e%2e.", "%2f"];
        paths.extend(dots.iter().flat_map(|dots| {
            [format!("/jobs/{dots}"), format!("/jobs/{dots}/fail"), format!("/jobs/a{dots}")]
        }));
        for path in paths.iter().filter(|path| **path != "/jobs//" && *path != "/jobs///") {
            // A slash is another segment, which is counted elsewhere.
            assert_eq!(would_change(path), read(path) != *path, "{path:?}");
        }
    }

    #[test]
    fn an_encoded_segment_stays_as_it_is_and_is_read_as_it_was() {
        for id in ["us_jb_1", "a b", "a%2e", "ü/ö?#", "\"<>`{}", "\u{7f}", "日本"] {
            let encoded = encode(id).to_string();
            assert!(!would_change(&format!("/jobs/{encoded}")), "{encoded}");
            let decoded = percent_encoding::percent_decode_str(&encoded).decode_utf8().unwrap();
            assert_eq!(decoded, id);
        }
    }
}
