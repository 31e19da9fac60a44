//! A whole file, or standard input, as long as it has a size that makes sense.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;

/// What stands for standard input where a file is asked for.
pub const STDIN: &str = "-";

/// Two million ids, or a body far larger than any server takes.
const MOST_BYTES: u64 = 64 * MEBIBYTE;

/// The same of what this program has written: a million jobs with all that is
/// known of them.
const MOST_BYTES_OF_OURS: u64 = 1024 * MEBIBYTE;

const MEBIBYTE: u64 = 1024 * 1024;

/// The text of a file, or of standard input.
pub fn read(name: &str) -> Result<String, Failure> {
    read_path(Path::new(name))
}

/// The same by a path, which may be no text.
pub fn read_path(file: &Path) -> Result<String, Failure> {
    if file == Path::new(STDIN) {
        let unread = |error| Failure::input(format!("standard input cannot be read: {error}"));
        return text(io::stdin().lock(), MOST_BYTES).map_err(unread);
    }
    text_of(file).map_err(|error| unread(file, &error))
}

/// What is said of a file that cannot be read.
pub fn unread(file: &Path, error: &io::Error) -> Failure {
    Failure::input(format!("`{}` cannot be read: {error}", file.display()))
}

/// The text of a file, for who has words of their own for what is wrong.
pub fn text_of(file: &Path) -> io::Result<String> {
    text(File::open(file)?, MOST_BYTES)
}

/// The same of a file that this program has written, and somebody may have put
/// another one in its place.
pub fn text_of_ours(file: &Path) -> io::Result<String> {
    text(File::open(file)?, MOST_BYTES_OF_OURS)
}

fn text(from: impl Read, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let what = format!("it has more than {} MiB", most / MEBIBYTE);
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not a text in UTF-8"))?;
    // Some editors begin a file with one.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_not_read_to_it() {
        assert_eq!(text(&b"\xef\xbb\xbfab"[..], 5).unwrap(), "ab");
        let error = text(io::repeat(b'x'), 3 * MEBIBYTE).unwrap_err();
        assert_eq!(error.to_string(), "it has more than 3 MiB");
        assert!(text(&b"\xff"[..], 5).is_err());
    }
}
