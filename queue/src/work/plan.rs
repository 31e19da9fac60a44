//! What is to be done for a job.

use flatfile_jobs::api::types::JobStatus;

use crate::history::History;

/// What is to be done for a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// It has ended: an earlier run got there, or somebody else. The row is done.
    Done,
    /// The handler runs. One that is executing is taken over where a worker of
    /// this queue may have begun it.
    Run { take_over: bool },
    /// Too many workers died over it: it is failed, or it would go on for ever.
    GiveUp,
    /// It is none for this queue now, and why. The row is canceled, and the job
    /// can be put in the queue again.
    Leave(&'static str),
}

/// What is to be done for a job in this status.
pub(crate) fn plan(status: Option<&JobStatus>, history: &History, most_deaths: u32) -> Plan {
    use JobStatus::{Canceled, Complete, Created, Executing, Failed, Planning, Scheduled, Waiting};

    let take_over = history.is_again();
    match status.map(JobStatus::canonical) {
        Some(Complete | Failed | Canceled) => Plan::Done,
        Some(Created | Planning | Scheduled | Waiting) => Plan::Leave("the job is not ready"),
        Some(Executing) if !take_over => Plan::Leave("somebody else has the job"),
        _ if history.deaths() >= most_deaths => Plan::GiveUp,
        // One that the contract does not know: the server will say.
        _ => Plan::Run { take_over },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_for_a_job() {
        let first = || History::of_errors(1, &[]);
        let second = || History::of_errors(2, &["worker died: a"]);
        let third = || History::of_errors(3, &["worker died: a", "worker died: b"]);
        for (status, history, expected) in [
            ("ready", first(), Plan::Run { take_over: false }),
            ("executing", first(), Plan::Leave("somebody else has the job")),
            ("executing", second(), Plan::Run { take_over: true }),
            ("ready", second(), Plan::Run { take_over: true }),
            ("complete", second(), Plan::Done),
            ("cancelled", first(), Plan::Done),
            ("failed", third(), Plan::Done),
            ("executing", third(), Plan::GiveUp),
            ("waiting", third(), Plan::Leave("the job is not ready")),
            ("archived", first(), Plan::Run { take_over: false }),
        ] {
            assert_eq!(plan(Some(&status.into()), &history, 2), expected, "{status} {history:?}");
        }
        assert_eq!(plan(None, &first(), 2), Plan::Run { take_over: false });
    }
}
