//! Writing a line, to where it belongs.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::{clean, to_line};
use crate::failure::Failure;

/// A line of data, with its colours where they are wanted.
pub fn data_line(line: &str) -> Result<(), Failure> {
    written(writeln!(anstream::stdout(), "{line}"))
}

/// Several lines of data; none where there is nothing.
pub fn data(lines: &str) -> Result<(), Failure> {
    written(write!(anstream::stdout(), "{lines}"))
}

/// A value as one line of JSON.
pub fn json_line(value: &impl Serialize) -> Result<(), Failure> {
    written(writeln!(io::stdout(), "{}", to_line(value)))
}

/// A text of this program, as it is.
pub fn document(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Whether a writer was told that the output cannot be written.
static IS_TOLD: AtomicBool = AtomicBool::new(false);

/// Says whether all that was written arrived, unless that it did not is known:
/// the same would be said twice.
pub fn flush() -> Result<(), Failure> {
    match IS_TOLD.load(Ordering::Relaxed) {
        true => Ok(()),
        false => written(io::stdout().flush()),
    }
}

fn written(result: io::Result<()>) -> Result<(), Failure> {
    result.map_err(|error| {
        IS_TOLD.store(true, Ordering::Relaxed);
        Failure::output(&error)
    })
}

/// A line for the person, on standard error, whatever is in it: names of files
/// and of members are words of others too.
pub fn warn_line(line: &str) {
    warn_styled(&clean(line));
}

/// The same of what has colours or lines, whose parts are clean. There is nobody
/// left to tell where it cannot be written.
pub fn warn_styled(text: &str) {
    drop(writeln!(anstream::stderr(), "{text}"));
}

/// A line for the person that `--quiet` leaves out.
pub fn note(quiet: bool, line: &str) {
    if !quiet {
        warn_line(line);
    }
}

/// The same with colours.
pub fn note_styled(quiet: bool, line: &str) {
    if !quiet {
        warn_styled(line);
    }
}
