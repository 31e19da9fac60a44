//! Which page comes next: a decision without I/O.

use std::collections::HashSet;

use crate::api::types::{JobId, ListJobsResponse};

/// Follows the pages of one list.
///
/// Public material does not say whether pages are counted from 0 or 1, nor
/// what caps their size, so a short page proves nothing, and the first request
/// names no number.
#[derive(Debug, Default)]
pub(super) struct Pager {
    seen: HashSet<JobId>,
    /// The number that was asked for last; none for the first page.
    asked: Option<i64>,
    /// The number of the first page, where the server says it.
    first: Option<i64>,
}

impl Pager {
    /// Takes a page, drops the jobs that were seen before (they moved between
    /// pages), and says the number of the next page, if there is one.
    pub(super) fn take(&mut self, page: &mut ListJobsResponse) -> Option<i64> {
        page.data.retain(|job| self.seen.insert(job.id.clone()));
        let next = match &page.pagination {
            Some(pagination) => {
                let (at, count) = (pagination.current_page, pagination.page_count);
                // Counted from 0, the last page has the number before the count.
                let first = *self.first.get_or_insert(if at == 0 { 0 } else { 1 });
                let last = first + count - 1;
                // A server that stays where it is would be asked for ever.
                let moved = self.asked.is_none_or(|asked| at >= asked);
                (moved && at < last).then_some(at + 1)
            }
            // Without a count the list ends with a page that has nothing new.
            // Page 1 may be the first page again, if they are counted from 1.
            None => match self.asked {
                None if page.data.is_empty() => None,
                None => Some(1),
                Some(1) => Some(2),
                Some(_) if page.data.is_empty() => None,
                Some(number) => Some(number + 1),
            },
        };
        self.asked = next;
        next
    }
}
