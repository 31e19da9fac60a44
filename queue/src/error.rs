//! What can go wrong with a queue.

use std::error::Error as StdError;
use std::fmt;

type Source = Box<dyn StdError + Send + Sync>;

/// What went wrong with a queue. No message of it has the database's URL, which
/// may hold a password.
pub struct Error {
    kind: Kind,
    source: Option<Source>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Url(&'static str),
    Settings(&'static str),
    Database(&'static str),
    List,
    LeaseLost,
}

impl Error {
    pub(crate) fn url(why: &'static str) -> Self {
        Self { kind: Kind::Url(why), source: None }
    }

    pub(crate) fn settings(why: &'static str) -> Self {
        Self { kind: Kind::Settings(why), source: None }
    }

    pub(crate) fn database(what: &'static str, source: impl Into<Source>) -> Self {
        Self { kind: Kind::Database(what), source: Some(source.into()) }
    }

    pub(crate) fn list(source: flatfile_jobs::Error) -> Self {
        Self { kind: Kind::List, source: Some(source.into()) }
    }

    pub(crate) fn lease_lost() -> Self {
        Self { kind: Kind::LeaseLost, source: None }
    }

    /// The URL of the database, or a setting, is not usable.
    ///
    /// *Usual cause:* a misspelt scheme; a lease of less than a second.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self.kind, Kind::Url(_) | Kind::Settings(_))
    }

    /// The database could not be reached, or refused a statement.
    ///
    /// *Usual cause:* it is not running, or the user may not create tables.
    #[must_use]
    pub fn is_database(&self) -> bool {
        matches!(self.kind, Kind::Database(_))
    }

    /// The jobs could not be listed; the source is a
    /// [`flatfile_jobs::Error`], with predicates of its own.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.kind == Kind::List
    }

    /// This worker was declared dead: its jobs are others' by now, and it has
    /// stopped without a word about them.
    ///
    /// *Usual cause:* the process or its machine stood still for longer than the
    /// lease. *What to do:* end the process, and let whatever watches it start a
    /// new one. Tasks and threads that a handler has started go on until then.
    #[must_use]
    pub fn is_lease_lost(&self) -> bool {
        self.kind == Kind::LeaseLost
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Url(why) => write!(f, "the database URL is not usable: {why}"),
            Kind::Settings(why) => write!(f, "the settings do not fit: {why}"),
            Kind::Database(what) => write!(f, "the queue's database could not {what}"),
            Kind::List => f.write_str("the jobs could not be listed"),
            Kind::LeaseLost => f.write_str("this worker was declared dead, and left its jobs"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", &self.kind).field("source", &self.source).finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}
