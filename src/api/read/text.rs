//! What a string says, where perhaps only a part of it can be read.

use std::borrow::Cow;
use std::char::REPLACEMENT_CHARACTER;

/// What some servers and editors write before their JSON. It says nothing: JSON is
/// UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Undoes the escapes of a string. Bytes that are no UTF-8 and half emojis
/// become U+FFFD; an escape that JSON does not know stays as it is written.
pub(super) fn read(raw: &[u8]) -> Cow<'_, str> {
    let Some(mut first) = escape(raw) else { return String::from_utf8_lossy(raw) };
    let mut rest = raw;
    let mut text = String::with_capacity(raw.len());
    loop {
        let (plain, escaped) = rest.split_at(first);
        text.push_str(&String::from_utf8_lossy(plain));
        let (read, length) = character(escaped);
        text.push(read);
        rest = escaped.get(length..).unwrap_or_default();
        match escape(rest) {
            Some(next) => first = next,
            None => break,
        }
    }
    text.push_str(&String::from_utf8_lossy(rest));
    Cow::Owned(text)
}

fn escape(raw: &[u8]) -> Option<usize> {
    raw.iter().position(|byte| *byte == b'\\')
}

/// The character that an escape stands for, and how many bytes it takes.
fn character(escaped: &[u8]) -> (char, usize) {
    let read = match escaped.get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        _ => {
            return match unit(escaped) {
                Some(first) => units(first, unit(escaped.get(6..).unwrap_or_default())),
                None => ('\\', 1),
            };
        }
    };
    (read, 2)
}

/// A character of one unit of UTF-16, or of two.
fn units(first: u16, second: Option<u16>) -> (char, usize) {
    let both = [first, second.unwrap_or_default()];
    let mut read = char::decode_utf16(both);
    match read.next() {
        Some(Ok(character)) => (character, 6 * character.len_utf16()),
        _ => (REPLACEMENT_CHARACTER, 6),
    }
}

/// The number of an escape of the form `\u12ab`.
fn unit(escaped: &[u8]) -> Option<u16> {
    let digits = escaped.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |number: u16, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(number << 4 | u16::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn escapes_are_undone() {
        assert_eq!(read(br#"a\"b\\c\/d\b\f\n\r\te"#), "a\"b\\c/d\u{8}\u{c}\n\r\te");
        assert_eq!(read(br"\u00e9\u65E5\ud83d\ude00!"), "é日😀!");
    }

    #[test]
    fn half_an_emoji_is_one_replacement() {
        assert_eq!(read(br"a\ud83db"), "a\u{fffd}b");
        assert_eq!(read(br"\ude00\ud83d"), "\u{fffd}\u{fffd}");
        assert_eq!(read(br"\ud83d\ud83d\ude00"), "\u{fffd}😀");
        assert_eq!(read(br"\ud83d\n"), "\u{fffd}\n");
        assert_eq!(read(br"\ud83d\u0041"), "\u{fffd}A");
    }

    #[test]
    fn what_is_no_escape_stays() {
        assert_eq!(read(br"\q\ud83\u12g4\x41"), r"\q\ud83\u12g4\x41");
    }

    #[test]
    fn what_is_no_utf_8_is_replaced() {
        assert_eq!(read(b"a\xffb"), "a\u{fffd}b");
        assert_eq!(read(b"\xe9\\n\xe9"), "\u{fffd}\n\u{fffd}");
    }
}
