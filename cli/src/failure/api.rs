//! From the library's error.

use super::{Failure, Kind, next_step};
use flatfile_jobs::Error;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let kind = Kind::of(&error);
        Self {
            kind,
            what: for_people(error.to_string()),
            next_step: next_step::of(kind, &error),
            error: Some(Box::new(error)),
        }
    }
}

/// A line without the hint that names what only a program can set.
fn for_people(line: String) -> String {
    const FOR_PROGRAMS: &str = "; raise `with_max_response_bytes`";

    line.strip_suffix(FOR_PROGRAMS).map(str::to_owned).unwrap_or(line)
}
