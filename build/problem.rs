//! What is wrong with a contract, where, and what to do about it.

use std::fmt;

/// One problem. Problems sort by their place in the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub file: String,
    /// Counted from 1.
    pub line: u64,
    /// Counted from 1.
    pub column: u64,
    /// A JSON pointer to the place; empty for the whole document.
    pub pointer: String,
    pub what: String,
    pub cure: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, pointer, what, cure } = self;
        let place = if pointer.is_empty() { "/" } else { pointer };
        write!(
            f,
            "{}:{line}:{column}: {}: {}; {}",
            one_line(file),
            one_line(place),
            one_line(what),
            one_line(cure)
        )
    }
}

/// As much of a name as a message repeats; a longer one is cut.
const LONGEST: usize = 400;

/// Text that stays one line of bounded length, whatever a name in the contract
/// is: cargo takes each line of a build script's output for a directive.
pub fn one_line(text: &str) -> String {
    let mut line = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            line.push('…');
            break;
        }
        if breaks_a_line(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

/// Control characters, line and paragraph separators, and what turns the
/// direction of writing round.
pub fn breaks_a_line(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}'
        )
        || ('\u{202a}'..='\u{202e}').contains(&character)
        || ('\u{2066}'..='\u{2069}').contains(&character)
}
