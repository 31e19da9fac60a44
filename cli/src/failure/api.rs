//! From the library's error.

use super::{Failure, Kind, next_step};
use flatfile_jobs::Error;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let kind = Kind::of(&error);
        Self {
            kind,
            what: error.to_string(),
            next_step: next_step::of(kind, &error),
            error: Some(Box::new(error)),
        }
    }
}
