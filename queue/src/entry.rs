//! What stands in the queue for a job of Flatfile: its id, and nothing else.

use riverqueue::{InsertOpts, JobArgs, JobState, UniqueOpts};
use serde::{Deserialize, Serialize};

/// What stands in the queue for a job.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "flatfile_job")]
pub(crate) struct Entry {
    pub(crate) job_id: String,
}

/// How a job is put in the queue: once, for as long as it is not done there.
///
/// River's own choice also refuses an id whose row was completed less than 24
/// hours ago. Nobody documents whether a retried job keeps its id, so a row that
/// is done refuses nobody here: a late duplicate makes a row that costs one
/// reading of the job, which has ended.
pub(crate) fn insert_opts(queue: &str, max_attempts: i32) -> InsertOpts {
    use JobState::{Available, Pending, Retryable, Running, Scheduled};

    let unique = UniqueOpts::new()
        .with_by_args(true)
        .with_by_state([Available, Pending, Retryable, Running, Scheduled]);
    InsertOpts::default().with_queue(queue).with_max_attempts(max_attempts).with_unique(unique)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_the_one_of_the_statements() {
        for statements in [crate::store::POSTGRES, crate::store::SQLITE] {
            for statement in statements.about_rows() {
                assert!(statement.contains(&format!("'{}'", Entry::KIND)), "{statement}");
            }
        }
    }
}
