//! Where the database is.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};

use crate::error::Error;

/// Where the database is. It may hold a password, which nothing shows.
#[derive(Clone)]
pub(crate) enum Place {
    Postgres(PgConnectOptions),
    Sqlite(SqliteConnectOptions),
}

impl Place {
    /// # Errors
    ///
    /// When the URL is of neither database, or cannot be read. What the parser
    /// says of it is not passed on: it may quote the URL.
    pub(crate) fn parse(url: &str) -> Result<Self, Error> {
        let scheme = url.split(':').next().unwrap_or_default();
        match scheme {
            "postgres" | "postgresql" => PgConnectOptions::from_str(url)
                .map(Self::Postgres)
                .map_err(|_| Error::url("it is no URL of PostgreSQL")),
            "sqlite" => {
                let options = SqliteConnectOptions::from_str(url)
                    .map_err(|_| Error::url("it is no URL of SQLite"))?;
                if url.contains(":memory:") || url.contains("mode=memory") {
                    return Err(Error::url("a database in memory has one connection, and ends"));
                }
                Ok(Self::Sqlite(
                    options
                        .create_if_missing(true)
                        // Several processes share the file: readers and the one
                        // writer must not fail each other, and writers wait.
                        .journal_mode(SqliteJournalMode::Wal)
                        .busy_timeout(Duration::from_secs(10)),
                ))
            }
            _ => Err(Error::url("it begins neither with `postgres:` nor with `sqlite:`")),
        }
    }

    /// The same, for a process that may stand still in the middle of a
    /// transaction: PostgreSQL lets go what that has locked after a lease, or the
    /// process's rows could not be taken from it before it wakes. SQLite has
    /// nothing like it.
    pub(crate) fn for_a_lease(&self, lease: Duration) -> Self {
        match self {
            Self::Postgres(options) => {
                let bound = [("idle_in_transaction_session_timeout", lease.as_millis())];
                Self::Postgres(options.clone().options(bound))
            }
            Self::Sqlite(_) => self.clone(),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postgres(options) => f
                .debug_struct("Postgres")
                .field("host", &options.get_host())
                .field("port", &options.get_port())
                .field("database", &options.get_database())
                .finish_non_exhaustive(),
            Self::Sqlite(options) => {
                f.debug_tuple("Sqlite").field(&options.get_filename()).finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn which_urls_are_read() {
        for (url, fits) in [
            ("postgres://me:secret@localhost/jobs", true),
            ("postgresql:///jobs?host=/run/postgresql", true),
            ("sqlite:///var/lib/jobs.db", true),
            ("sqlite:jobs.db", true),
            ("sqlite::memory:", false),
            ("sqlite://jobs.db?mode=memory", false),
            ("mysql://localhost/jobs", false),
            ("postgres://me:secret@localhost:port/jobs", false),
            ("", false),
        ] {
            assert_eq!(Place::parse(url).is_ok(), fits, "{url}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let place = Place::parse("postgres://me:s3cret@localhost/jobs").unwrap();
        assert!(!format!("{place:?}").contains("s3cret"), "{place:?}");
        for odd in ["postgres://me:s3cret@localhost:port/jobs", "s3cret", "sqlite:x?s3cret=s3cret"]
        {
            let error = Place::parse(odd).unwrap_err();
            let told = format!("{error} {error:?} {:?}", error.source());
            assert!(!told.contains("s3cret"), "{told}");
        }
    }
}
