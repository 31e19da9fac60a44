//! The jobs that a list has given so far.

use std::collections::HashSet;
use std::mem;

use crate::api::types::Job;
use crate::error::Error;

/// A job of a page, or why it could not be read.
pub(super) type Row = Result<Job, Error>;

/// The ids of a list so far: jobs move between pages while these are read.
#[derive(Debug, Default)]
pub(super) struct Seen {
    ids: HashSet<Box<str>>,
    /// Whether only those of the last page are kept.
    one_page: bool,
}

impl Seen {
    /// Forgets what was on the pages before the last one, from now on. The last
    /// one is still needed: by it a list is seen to come to its end where no
    /// pagination tells.
    pub(super) fn keep_one_page(&mut self) {
        self.one_page = true;
    }

    /// Drops the jobs that were there before, and says how many are left that
    /// can be told apart: one without a readable id proves nothing.
    pub(super) fn keep_new(&mut self, rows: &mut Vec<Row>) -> usize {
        let before = if self.one_page { mem::take(&mut self.ids) } else { HashSet::new() };
        let mut new = 0;
        rows.retain(|row| {
            let id = match row {
                Ok(job) => Some(job.id.as_str()),
                Err(odd) => odd.job(),
            };
            let Some(id) = id else { return true };
            let first = !self.ids.contains(id) && self.ids.insert(id.into());
            let first = first && !before.contains(id);
            new += usize::from(first);
            first
        });
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::types::JobType;

    fn job(id: &str) -> Row {
        let now = chrono::DateTime::UNIX_EPOCH;
        Ok(Job::new(now, id, "map", "us_fl_1", JobType::File, now))
    }

    fn odd(id: Option<&str>) -> Row {
        let operation = crate::api::OperationId::ListJobs.operation();
        Err(Error::invalid_input("odd").about(operation, id))
    }

    #[test]
    fn each_job_is_new_once_whether_it_can_be_read_or_not() {
        let mut seen = Seen::default();
        let mut rows = vec![job("a"), job("a"), odd(Some("b")), odd(None), odd(None)];
        assert_eq!(seen.keep_new(&mut rows), 2);
        assert_eq!(rows.len(), 4, "what has no id is given as often as it comes");
        let mut rows = vec![job("b"), odd(Some("a")), odd(None), job("c")];
        assert_eq!(seen.keep_new(&mut rows), 1);
        assert!(matches!(&rows[..], [Err(_), Ok(job)] if job.id == "c"));
    }

    #[test]
    fn of_one_page_what_was_further_back_is_new_again() {
        let mut seen = Seen::default();
        assert_eq!(seen.keep_new(&mut vec![job("a"), job("b")]), 2);
        seen.keep_one_page();
        assert_eq!(seen.keep_new(&mut vec![job("b"), job("c"), job("c")]), 1);
        assert_eq!(seen.keep_new(&mut vec![job("c"), job("a")]), 1, "`a` was two pages ago");
        assert_eq!(seen.keep_new(&mut vec![job("c"), job("a")]), 0, "a page that comes again");
        assert_eq!(seen.ids.len(), 2);
    }
}
