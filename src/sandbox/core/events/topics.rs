//! Which events follow from a change of a job: a decision over values.

use crate::api::OperationId;
use crate::api::types::{EventTopic, JobStatus};
use crate::sandbox::core::history::{By, Change};

/// The topics of a change, in their order.
///
/// The public material has a topic for most changes, and one more for a new job
/// that is ready or scheduled at once. It has none for a cancellation and does
/// not say what a retry makes: here they are a change like others, unless they
/// are to be silent.
pub(super) fn topics(change: &Change, silent: bool) -> impl Iterator<Item = EventTopic> + use<> {
    let status = |status: &Option<JobStatus>| status.as_ref().map(JobStatus::canonical);
    let (from, to) = (status(&change.from), status(&change.to));
    let is = |operation| change.by == By::Operation(operation);
    let retried = is(OperationId::RetryJob);
    let canceled = to == Some(JobStatus::Canceled) && from != to;
    let topics = match (from, to) {
        _ if silent && (retried || canceled) => [None, None],
        (_, None) => [Some(EventTopic::JobDeleted), None],
        (None, Some(to)) => [Some(EventTopic::JobCreated), reached(&to).filter(begins)],
        _ if is(OperationId::AckJobOutcome) => [Some(EventTopic::JobOutcomeAcknowledged), None],
        (Some(from), Some(to)) if from == to => [Some(EventTopic::JobUpdated), None],
        (Some(_), Some(to)) => [reached(&to).or(Some(EventTopic::JobUpdated)), None],
    };
    topics.into_iter().flatten()
}

/// The topic of a status that a job has reached; none where there is none.
fn reached(status: &JobStatus) -> Option<EventTopic> {
    Some(match status {
        JobStatus::Ready => EventTopic::JobReady,
        JobStatus::Scheduled => EventTopic::JobScheduled,
        JobStatus::Complete => EventTopic::JobCompleted,
        JobStatus::Failed => EventTopic::JobFailed,
        _ => return None,
    })
}

/// Whether a topic follows the creation of a job.
fn begins(topic: &EventTopic) -> bool {
    matches!(topic, EventTopic::JobReady | EventTopic::JobScheduled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(by: By, from: &str, to: &str, silent: bool) -> String {
        let status = |text: &str| (!text.is_empty()).then(|| JobStatus::from(text));
        let at = chrono::DateTime::UNIX_EPOCH;
        let change = Change { at, by, from: status(from), to: status(to) };
        let topics: Vec<_> = topics(&change, silent).map(|topic| topic.to_string()).collect();
        topics.join(" ")
    }

    #[test]
    fn each_change_makes_one() {
        let by = |operation| By::Operation(operation);
        use OperationId as Op;
        for (made_by, from, to, topics) in [
            (by(Op::CreateJob), "", "created", "job:created"),
            (by(Op::CreateJob), "", "waiting", "job:created"),
            (by(Op::CreateJob), "", "failed", "job:created"),
            (by(Op::CreateJob), "", "ready", "job:created job:ready"),
            (by(Op::CreateJob), "", "scheduled", "job:created job:scheduled"),
            (by(Op::SplitJob), "", "ready", "job:created job:ready"),
            (by(Op::ExecuteJob), "created", "ready", "job:ready"),
            (by(Op::ExecuteJob), "created", "waiting", "job:updated"),
            (by(Op::ExecuteJob), "ready", "ready", "job:updated"),
            (By::Release, "waiting", "ready", "job:ready"),
            (by(Op::AckJob), "ready", "executing", "job:updated"),
            (by(Op::AckJob), "executing", "executing", "job:updated"),
            (by(Op::UpdateJob), "created", "scheduled", "job:scheduled"),
            (by(Op::CompleteJob), "executing", "complete", "job:completed"),
            (by(Op::FailJob), "executing", "failed", "job:failed"),
            (By::Deadline, "executing", "failed", "job:failed"),
            (by(Op::AckJobOutcome), "failed", "failed", "job:outcome-acknowledged"),
            (by(Op::DeleteJob), "failed", "", "job:deleted"),
            (by(Op::CancelJob), "ready", "canceled", "job:updated"),
            (by(Op::UpdateJob), "ready", "cancelled", "job:updated"),
            (by(Op::RetryJob), "failed", "ready", "job:ready"),
        ] {
            assert_eq!(told(made_by, from, to, false), topics, "{made_by:?} {from} {to}");
        }
    }

    #[test]
    fn what_nobody_documents_can_be_silent() {
        let by = By::Operation;
        assert_eq!(told(by(OperationId::CancelJob), "ready", "canceled", true), "");
        assert_eq!(told(By::Parent, "ready", "canceled", true), "");
        assert_eq!(told(by(OperationId::RetryJob), "failed", "ready", true), "");
        assert_eq!(told(by(OperationId::ExecuteJob), "created", "ready", true), "job:ready");
    }
}
