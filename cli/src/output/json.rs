//! One value, one line. A terminal obeys some characters that JSON may hold as
//! they are; written as escapes they are the same value.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::clean::is_unsafe;

/// A value as one line of JSON.
pub fn to_line(value: &impl Serialize) -> String {
    let mut line = Vec::with_capacity(128);
    let written = value.serialize(&mut Serializer::with_formatter(&mut line, Harmless));
    match written {
        Ok(()) => String::from_utf8_lossy(&line).into_owned(),
        // All that is written here has strings for keys.
        Err(error) => format!("\"{error}\""),
    }
}

struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_unsafe) {
            let (before, after) = rest.split_at(at);
            CompactFormatter.write_string_fragment(writer, before)?;
            let mut chars = after.chars();
            let mut units = [0; 2];
            for unit in chars.next().unwrap_or_default().encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = chars.as_str();
        }
        CompactFormatter.write_string_fragment(writer, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::to_line;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_the_same_value() {
        let text = "\u{1b}[2J \u{9b}31m \u{7f} \u{202e} \u{e0041} ü 👩‍🔧";
        let line = to_line(&text);
        assert!(!line.contains(super::is_unsafe), "{line}");
        assert!(line.contains("\\u009b31m") && line.contains("ü 👩‍🔧"), "{line}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
