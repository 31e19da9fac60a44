//! Text of others, made harmless: a job's info may hold escapes that clear the
//! screen, forge a line, or turn the direction of what follows.

use std::borrow::Cow;
use std::fmt::Write;

/// One line of text of others. What a terminal would obey is written out.
pub fn clean(text: &str) -> Cow<'_, str> {
    cleaned(text, is_unsafe)
}

/// The same for a text that may have lines.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => Cow::Owned(cleaned(&text.replace("\r\n", "\n"), unless_line).into_owned()),
        false => cleaned(text, unless_line),
    }
}

fn unless_line(c: char) -> bool {
    c != '\n' && is_unsafe(c)
}

fn cleaned(text: &str, is_unsafe: fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match (is_unsafe(c), c) {
            (false, c) => clean.push(c),
            (true, '\n') => clean.push_str("\\n"),
            (true, '\r') => clean.push_str("\\r"),
            (true, '\t') => clean.push_str("\\t"),
            // To write to a String cannot fail.
            (true, c) => drop(write!(clean, "\\u{{{:x}}}", u32::from(c))),
        }
    }
    Cow::Owned(clean)
}

/// What a terminal obeys, or what hides or moves the text around it.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
            | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        for (hostile, harmless) in [
            ("\u{1b}[2J", "\\u{1b}[2J"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("a\rb", "a\\rb"),
            ("a\u{8}b", "a\\u{8}b"),
            ("\u{202e}cba", "\\u{202e}cba"),
            ("a\u{2028}b", "a\\u{2028}b"),
            ("a\u{e0041}", "a\\u{e0041}"),
            ("a\nb\tc", "a\\nb\\tc"),
        ] {
            assert_eq!(clean(hostile), harmless);
        }
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in ["350 of 1000", "naïve Größe", "日本語", "👩‍🔧 café", "\"C:\\x\""]
        {
            assert!(matches!(clean(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(clean_lines("a\r\nb\rc\n\u{7}"), "a\nb\\rc\n\\u{7}");
    }
}
