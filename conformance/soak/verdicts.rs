//! What has to hold of every job's life, whoever called and whatever went wrong.

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{Job, JobStatus};
use flatfile_jobs::sandbox::{By, Change, Sandbox, Transition, transition};

/// What is wrong with a history.
pub fn history(id: &str, history: &[Change]) -> Vec<String> {
    let mut wrong = Vec::new();
    match history.first() {
        None => wrong.push("it has no history".to_owned()),
        Some(first) if first.from.is_some() => wrong.push("it was there before it was made".into()),
        Some(_) => {}
    }
    for pair in history.windows(2) {
        if pair[0].to != pair[1].from {
            wrong.push(format!("{:?} does not follow on {:?}", pair[1], pair[0]));
        }
        if pair[0].at > pair[1].at {
            wrong.push(format!("{:?} is before {:?}", pair[1], pair[0]));
        }
    }
    wrong.extend(
        history
            .iter()
            .skip(1)
            .filter(|change| !allowed(change))
            .map(|change| format!("the life cycle does not have {change:?}")),
    );
    let ends = history.iter().filter(|change| change.is_end()).count();
    let by = |change: &&Change| change.by == By::Operation(OperationId::RetryJob);
    let retries = history.iter().filter(by).count();
    if ends > retries + 1 {
        wrong.push(format!("it ended {ends} times, and was retried {retries} times"));
    }
    wrong.iter().map(|what| format!("{id}: {what}")).collect()
}

/// Whether the life cycle has a change of a job that was there before.
fn allowed(change: &Change) -> bool {
    let Some(from) = &change.from else { return false };
    let to = change.to.as_ref();
    match change.by {
        By::Operation(operation) => match transition(operation, from) {
            Some(Transition::Stays) => to == Some(from),
            Some(Transition::To(status)) => to == Some(status),
            Some(Transition::Starts) => matches!(to, Some(JobStatus::Ready | JobStatus::Waiting)),
            Some(Transition::Changes) => to.is_some(),
            Some(Transition::Details) => to == Some(from),
            Some(Transition::Gone) => to.is_none(),
            // By the rules that the sandbox has here these are refused too.
            Some(Transition::Refused | Transition::EndsTwice | Transition::AcksEnded)
            | None
            | Some(_) => false,
        },
        By::Release => (from, to) == (&JobStatus::Waiting, Some(&JobStatus::Ready)),
        By::Parent => matches!(to, None | Some(JobStatus::Canceled)),
        By::Deadline => (from, to) == (&JobStatus::Executing, Some(&JobStatus::Failed)),
        By::Owner | _ => false,
    }
}

/// What is wrong with a job that is there.
pub fn job(sandbox: &Sandbox, job: &Job) -> Vec<String> {
    let mut wrong = Vec::new();
    let progress = job.progress.as_ref().and_then(serde_json::Number::as_f64).unwrap_or_default();
    if !(0.0..=100.0).contains(&progress) {
        wrong.push(format!("its progress is {progress}"));
    }
    let dates = [
        Some(job.created_at),
        job.started_at,
        job.finished_at,
        job.outcome_acknowledged_at,
        Some(job.updated_at),
    ];
    if !dates.iter().flatten().is_sorted() {
        wrong.push(format!("its dates are not in order: {dates:?}"));
    }
    if job.finished_at.is_some() != job.is_ended() {
        wrong.push(format!("it is {:?} and finished at {:?}", job.status, job.finished_at));
    }
    if job.status == Some(JobStatus::Complete) && progress < 100.0 {
        wrong.push(format!("it is complete with a progress of {progress}"));
    }
    if let Some(parent) = &job.parent_id {
        match sandbox.job(parent.as_str()) {
            None => wrong.push("its parent is gone".to_owned()),
            Some(parent) if parent.is_ended() && !job.is_ended() => {
                wrong.push("its parent has ended, and it has not".to_owned());
            }
            Some(_) => {}
        }
    }
    wrong.iter().map(|what| format!("{}: {what}", job.id)).collect()
}
