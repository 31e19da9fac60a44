//! A whole file, or standard input.

use std::fs::File;
use std::io::{self, Read};

use crate::failure::Failure;

/// What stands for standard input where a file is asked for.
pub const STDIN: &str = "-";

/// Two million ids, or a body far larger than any server takes.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The text of a file, or of standard input.
pub fn read(name: &str) -> Result<String, Failure> {
    let shown = if name == STDIN { "standard input".to_owned() } else { format!("`{name}`") };
    let mut bytes = Vec::new();
    let result = match name {
        STDIN => io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes),
        _ => File::open(name).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)),
    };
    result.map_err(|error| Failure::input(format!("{shown} cannot be read: {error}")))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Failure::input(format!("{shown} has more than 64 MiB")));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::input(format!("{shown} is not a text in UTF-8")))?;
    // Some editors begin a file with one.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
