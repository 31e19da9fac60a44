//! The one table of the life cycle: what each operation does to a job in each
//! state.

use std::fmt;

use crate::api::OperationId;
use crate::api::types::JobStatus;

/// What becomes of a job in one state by one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Transition {
    /// It is carried out; the status stays.
    Stays,
    /// It is carried out; the status is this one then.
    To(JobStatus),
    /// The job is ready, or waiting while something holds it back.
    Starts,
    /// It is carried out, and a status that it names is set.
    Changes,
    /// It is carried out, unless it names another status or progress: 409.
    Details,
    /// The job is gone.
    Gone,
    /// 409.
    Refused,
    /// By [`EndTwice`](crate::sandbox::EndTwice).
    EndsTwice,
    /// By [`AckAfterEnd`](crate::sandbox::AckAfterEnd).
    AcksEnded,
}

/// What an operation does to a job in a state; nothing for an operation that
/// is not about one job.
///
/// It is the table that the module's docs show. A status that is not in it
/// counts as executing.
///
/// ```
/// use flatfile_jobs::api::OperationId;
/// use flatfile_jobs::api::types::JobStatus;
/// use flatfile_jobs::sandbox::{Transition, transition};
///
/// let transition = transition(OperationId::FailJob, &JobStatus::Executing);
/// assert_eq!(transition, Some(&Transition::To(JobStatus::Failed)));
/// ```
#[must_use]
pub fn transition(operation: OperationId, status: &JobStatus) -> Option<&'static Transition> {
    let [created, planning, scheduled, ready, executing, waiting, complete, failed, canceled] =
        row(operation)?;
    Some(match status.canonical() {
        JobStatus::Created => created,
        JobStatus::Planning => planning,
        JobStatus::Scheduled => scheduled,
        JobStatus::Ready => ready,
        JobStatus::Executing => executing,
        JobStatus::Waiting => waiting,
        JobStatus::Complete => complete,
        JobStatus::Failed => failed,
        JobStatus::Canceled => canceled,
        _ => executing,
    })
}

/// One operation's transitions: created, planning, scheduled, ready, executing,
/// waiting; complete, failed, canceled.
#[rustfmt::skip]
fn row(operation: OperationId) -> Option<&'static [Transition; 9]> {
    use OperationId as Op;
    use Transition::{AcksEnded, Changes, Details, EndsTwice, Gone, Refused, Starts, Stays, To};
    use JobStatus::{Canceled, Complete, Executing, Failed};

    Some(match operation {
        Op::ListJobs | Op::ListEvents | Op::CreateJob | Op::PreviewMutation => return None,
        Op::GetJob | Op::GetJobPlan => &[
            Stays, Stays, Stays, Stays, Stays, Stays,
            Stays, Stays, Stays,
        ],
        Op::UpdateJob => &[
            Changes, Changes, Changes, Changes, Changes, Changes,
            Details, Details, Details,
        ],
        Op::DeleteJob => &[
            Gone, Gone, Gone, Gone, Gone, Gone,
            Gone, Gone, Gone,
        ],
        Op::ExecuteJob => &[
            Starts, Starts, Starts, Starts, Refused, Starts,
            Refused, Refused, Refused,
        ],
        Op::ReplaceJobPlan => &[
            Stays, Starts, Stays, Stays, Stays, Stays,
            Refused, Refused, Refused,
        ],
        Op::UpdateJobPlan => &[
            Stays, Stays, Stays, Stays, Stays, Stays,
            Refused, Refused, Refused,
        ],
        Op::AckJob => &[
            Refused, Refused, Refused, To(Executing), Stays, Refused,
            AcksEnded, AcksEnded, AcksEnded,
        ],
        Op::AckJobOutcome => &[
            Refused, Refused, Refused, Refused, Refused, Refused,
            Stays, Stays, Stays,
        ],
        Op::CompleteJob => &[
            Refused, Refused, Refused, To(Complete), To(Complete), Refused,
            EndsTwice, Refused, Refused,
        ],
        Op::FailJob => &[
            To(Failed), To(Failed), To(Failed), To(Failed), To(Failed), To(Failed),
            Refused, EndsTwice, Refused,
        ],
        Op::CancelJob => &[
            To(Canceled), To(Canceled), To(Canceled), To(Canceled), To(Canceled), To(Canceled),
            Refused, Refused, EndsTwice,
        ],
        Op::RetryJob => &[
            Refused, Refused, Refused, Refused, Refused, Refused,
            Refused, Starts, Refused,
        ],
        Op::SplitJob => &[
            Refused, Refused, Refused, Refused, Stays, Refused,
            Refused, Refused, Refused,
        ],
        // One that the contract has and the sandbox does not play: 501.
        #[allow(unreachable_patterns, reason = "today there is a row for each")]
        _ => return None,
    })
}

impl fmt::Display for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stays => f.write_str("stays"),
            Self::To(status) => write!(f, "`{status}`"),
            Self::Starts => f.write_str("starts"),
            Self::Changes => f.write_str("changes"),
            Self::Details => f.write_str("details"),
            Self::Gone => f.write_str("gone"),
            Self::Refused => f.write_str("409"),
            Self::EndsTwice => f.write_str("409 or stays"),
            Self::AcksEnded => f.write_str("409, stays or `executing`"),
        }
    }
}
