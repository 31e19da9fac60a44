//! What `fuzz/` feeds with hostile input: a file of profiles, and a command line,
//! up to the first file that is read or request that is sent. Each returns what a
//! person would be shown, without colours.

mod arguments;
mod profile;
#[cfg(test)]
mod tests;

use crate::failure::{Failure, said};

pub use arguments::arguments;
pub use profile::profile;

/// What a person, or a program with `--json`, would be shown.
fn shown(result: Result<String, Failure>) -> String {
    let text = result
        .unwrap_or_else(|failure| format!("{}\n{}", said(&failure, false), said(&failure, true)));
    without_colours(&text)
}

/// Without colours alone: whatever else a terminal obeys is not this program's.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        match rest.strip_prefix('m') {
            Some(rest) => plain.push_str(rest),
            None => plain.extend(["\u{1b}[", part]),
        }
    }
    plain
}
