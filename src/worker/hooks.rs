//! What a worker tells its user while it works.

use std::fmt;
use std::sync::Arc;

use super::caught::caught;
use super::source::Source;
use crate::error::Error;
use crate::runner::{RunError, RunReport};

/// What hears how a run went.
type OnResult = Arc<dyn Fn(Result<RunReport, RunError>) + Send + Sync>;
/// What hears that a source failed.
type OnSourceError = Arc<dyn Fn(Source, Error) + Send + Sync>;

/// Who is told of what.
#[derive(Clone, Default)]
pub(super) struct Hooks {
    pub(super) on_result: Option<OnResult>,
    pub(super) on_source_error: Option<OnSourceError>,
}

impl Hooks {
    /// How a run went.
    pub(super) fn result(&self, result: Result<RunReport, RunError>) {
        if let Some(hear) = &self.on_result {
            caught("what hears of results", || hear(result));
        }
    }

    /// A source failed.
    pub(super) fn source_error(&self, source: Source, error: Error) {
        if let Some(hear) = &self.on_source_error {
            caught("what hears of sources", || hear(source, error));
        }
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks")
            .field("on_result", &self.on_result.is_some())
            .field("on_source_error", &self.on_source_error.is_some())
            .finish()
    }
}
