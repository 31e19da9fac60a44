//! The kinds of failure, each with its exit status.

use flatfile_jobs::Error;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Done,
    Other,
    Input,
    Settings,
    Unauthorized,
    NotFound,
    State,
    InDoubt,
    Unavailable,
    Unreadable,
    Several,
    JobFailed,
    JobCanceled,
    NotEnded,
    Output,
    Differs,
    /// The reader of the output is gone: an end without a word.
    Closed,
    Interrupted,
}

impl Kind {
    /// What `--help` lists, in the order of the numbers.
    pub const LISTED: [(Self, &str); 17] = [
        (Self::Done, "done"),
        (Self::Other, "another failure"),
        (Self::Input, "the command line or its input does not fit"),
        (Self::Settings, "no key, or a setting that cannot be used"),
        (Self::Unauthorized, "the key is not accepted, or may not do this"),
        (Self::NotFound, "there is no such job"),
        (Self::State, "the job is in a state that does not allow it"),
        (Self::InDoubt, "it is unknown whether the job has ended"),
        (Self::Unavailable, "the server could not be reached or could not answer"),
        (Self::Unreadable, "the response is not what the contract promises"),
        (Self::Several, "of several jobs, some are left over"),
        (Self::JobFailed, "watch: a job failed"),
        (Self::JobCanceled, "watch: a job was canceled, and none failed"),
        (Self::NotEnded, "watch: a job did not end in time"),
        (Self::Output, "the output or a file could not be written"),
        (Self::Differs, "contract diff: there are differences that are not known"),
        (Self::Interrupted, "interrupted"),
    ];

    /// The exit status.
    pub fn code(self) -> u8 {
        match self {
            Self::Done | Self::Closed => 0,
            Self::Other => 1,
            // The one that shells and argument parsers use.
            Self::Input => 2,
            Self::Settings => 3,
            Self::Unauthorized => 4,
            Self::NotFound => 5,
            Self::State => 6,
            Self::InDoubt => 7,
            Self::Unavailable => 8,
            Self::Unreadable => 9,
            Self::Several => 10,
            Self::JobFailed => 11,
            Self::JobCanceled => 12,
            Self::NotEnded => 13,
            Self::Output => 14,
            Self::Differs => 15,
            // 128 and the number of the signal, as shells count.
            Self::Interrupted => 130,
        }
    }

    /// Its name in `--json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Other => "other",
            Self::Input => "input",
            Self::Settings => "settings",
            Self::Unauthorized => "unauthorized",
            Self::NotFound => "not-found",
            Self::State => "state",
            Self::InDoubt => "in-doubt",
            Self::Unavailable => "unavailable",
            Self::Unreadable => "unreadable",
            Self::Several => "several",
            Self::JobFailed => "job-failed",
            Self::JobCanceled => "job-canceled",
            Self::NotEnded => "not-ended",
            Self::Output => "output",
            Self::Differs => "differs",
            Self::Closed => "closed",
            Self::Interrupted => "interrupted",
        }
    }

    /// The kind of a failed call.
    pub fn of(error: &Error) -> Self {
        // From what says most to what says least: several can be true.
        let kinds: [(bool, Self); 8] = [
            (error.is_in_doubt(), Self::InDoubt),
            (error.is_configuration() || error.is_credentials(), Self::Settings),
            (error.is_invalid_input() || error.is_bad_request(), Self::Input),
            (error.is_unauthorized() || error.is_forbidden(), Self::Unauthorized),
            (error.is_not_found(), Self::NotFound),
            (is_state(error), Self::State),
            (error.is_contract_mismatch() || error.is_redirect(), Self::Unreadable),
            (is_unavailable(error), Self::Unavailable),
        ];
        kinds.into_iter().find_map(|(is, kind)| is.then_some(kind)).unwrap_or(Self::Other)
    }
}

fn is_state(error: &Error) -> bool {
    error.is_conflict()
        || error.is_already_finished()
        || error.is_another_run()
        || error.is_overtaken()
}

fn is_unavailable(error: &Error) -> bool {
    error.is_connect()
        || error.is_declined()
        || error.is_timeout()
        || error.is_interrupted()
        || error.is_too_large()
        || error.is_rate_limited()
        || error.is_server_error()
        || error.is_retry_budget_spent()
        || matches!(error.status(), Some(408))
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn the_statuses_are_listed_once_and_in_order() {
        let codes: Vec<u8> = Kind::LISTED.iter().map(|(kind, _)| kind.code()).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
    }
}
