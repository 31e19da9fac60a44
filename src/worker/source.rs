//! Where jobs come from.

use std::fmt;

/// Where a worker asks Flatfile for jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// The events `job:ready`.
    Events,
    /// The list of jobs.
    Jobs,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Events => "the events",
            Self::Jobs => "the list of jobs",
        })
    }
}
