//! Text of others within a line of ours.

use std::fmt;

/// A request id or a job id is not longer than this, if it is one.
const LONGEST: usize = 200;

/// `text` with everything escaped that could break or hide a part of the line:
/// control characters, line ends, marks that turn the direction. Quotes stand
/// as they are, since people read it.
pub(super) struct Shown<'a>(pub(super) &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(['"', '\'', '\\']) {
            let plain = part.trim_end_matches(['"', '\'', '\\']);
            let quote = part.get(plain.len()..).unwrap_or_default();
            write!(f, "{}{quote}", plain.escape_debug())?;
        }
        Ok(())
    }
}

/// The same of an id, which is short where it is one.
pub(super) struct ShownId<'a>(pub(super) &'a str);

impl fmt::Display for ShownId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(LONGEST) {
            None => Shown(self.0).fmt(f),
            Some((end, _)) => write!(f, "{}…", Shown(self.0.get(..end).unwrap_or_default())),
        }
    }
}
