//! The table of the life cycle: the docs show it, and every cell of it is true.

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{Job, JobStatus, JobType};
use flatfile_jobs::sandbox::{AckAfterEnd, EndTwice, Rules, Transition, transition};
use serde_json::{Value, json};

use crate::caller::{Caller, Clock, about_a_job, body, plan};
use crate::support::golden::assert_golden;

/// Open states in the order of a life, then the ends.
const STATES: [JobStatus; 9] = [
    JobStatus::Created,
    JobStatus::Planning,
    JobStatus::Scheduled,
    JobStatus::Ready,
    JobStatus::Executing,
    JobStatus::Waiting,
    JobStatus::Complete,
    JobStatus::Failed,
    JobStatus::Canceled,
];

const WORDS: &str = "
- *a status*: it is carried out, and the job has this status then;
- *stays*: it is carried out, and the status is as before;
- *starts*: the job is `ready`, or `waiting` while a predecessor is not complete
  or, in a row of parts, the part before it is open;
- *changes*: a status in the request is set, whichever it is;
- *details*: as *stays*, but another status or progress in the request is 409;
- *gone*: the job is no longer there;
- *409*: it is refused, and nothing changes;
- *or*: by the [`Rules`]; the first is the default.
";

fn table() -> String {
    let mut text = "What each operation does to a job in each state:\n\n| |".to_owned();
    text += &STATES.iter().map(|status| format!(" {status} |")).collect::<String>();
    text += "\n|---";
    text += &"|---".repeat(STATES.len());
    text += "|\n";
    for operation in about_a_job() {
        text += &format!("| {} |", operation.operation().name);
        for status in &STATES {
            text += &format!(" {} |", transition(operation, status).unwrap());
        }
        text += "\n";
    }
    text + WORDS
}

#[test]
fn the_docs_show_the_table() {
    assert_golden("src/sandbox/life_cycle.md", &table());
}

#[test]
fn a_state_without_a_column_counts_as_executing() {
    assert!(STATES.iter().all(JobStatus::is_known));
    let known = JobStatus::KNOWN.iter().filter(|status| !STATES.contains(status)).cloned();
    for status in known.chain([JobStatus::Unknown("on the moon".to_owned())]) {
        for operation in about_a_job() {
            let as_executing = transition(operation, &JobStatus::Executing);
            assert_eq!(transition(operation, &status), as_executing, "{operation:?} {status}");
        }
    }
}

/// A job in a state; with a plan, so that its plan can be read and changed.
async fn job_in(caller: &Caller, status: &JobStatus) -> String {
    let now = Clock::noon().now();
    let id = format!("us_jb_{status}");
    let job = Job::new(now, id.as_str(), "map", "us_wb_1", JobType::Workbook, now);
    caller.sandbox.put_job(job.clone());
    let (answer, _) = caller.call(OperationId::ReplaceJobPlan, &id, Some(plan(&id))).await;
    assert_eq!(answer, 200);
    let job = job.with_status(status.clone()).with_progress(10);
    caller.sandbox.put_job(match status.is_end() {
        true => job.with_finished_at(now),
        false => job,
    });
    id
}

async fn check(rules: &Rules, operation: OperationId, status: &JobStatus) {
    let caller = Caller::in_process(Clock::noon().sandbox().rules(rules.clone()));
    let id = job_in(&caller, status).await;
    let before = caller.sandbox.job(&id);
    let (code, answer) = caller.call(operation, &id, body(operation, &id)).await;
    let after = caller.sandbox.job(&id);
    let cell = format!("{} of a job that is {status}: {code} {answer}", operation.operation().name);
    let refused = || {
        assert_eq!(code, 409, "{cell}");
        assert_eq!(after, before, "{cell}");
    };
    let reached = |expected: Option<&JobStatus>| {
        assert_eq!(code, 200, "{cell}");
        let after = after.as_ref().and_then(|job| job.status.as_ref());
        assert_eq!(after, expected, "{cell}");
    };
    match transition(operation, status).unwrap() {
        Transition::Stays => reached(Some(status)),
        Transition::To(status) => reached(Some(status)),
        Transition::Starts => reached(Some(&JobStatus::Ready)),
        Transition::Gone => reached(None),
        Transition::Refused => refused(),
        Transition::EndsTwice if *rules == Rules::default() => refused(),
        Transition::EndsTwice => assert_eq!((code, after), (200, before), "{cell}"),
        Transition::AcksEnded if *rules == Rules::default() => refused(),
        Transition::AcksEnded if *rules == lenient() => assert_eq!((code, after), (200, before)),
        Transition::AcksEnded => reached(Some(&JobStatus::Executing)),
        Transition::Changes => {
            reached(Some(status));
            for other in &STATES {
                let id = job_in(&caller, status).await;
                let (code, answer) = named(&caller, &id, json!({ "status": other })).await;
                assert_eq!((code, &answer["data"]["status"]), (200, &json!(other)), "{cell}");
            }
        }
        Transition::Details => {
            reached(Some(status));
            let other = json!({ "status": JobStatus::Executing });
            assert_eq!(named(&caller, &id, other).await.0, 409, "{cell}");
            assert_eq!(named(&caller, &id, json!({ "progress": 11 })).await.0, 409, "{cell}");
            let same = json!({ "status": status, "progress": 10 });
            assert_eq!(named(&caller, &id, same).await.0, 200, "{cell}");
        }
        other => panic!("{cell}: no test for {other:?}"),
    }
}

async fn named(caller: &Caller, id: &str, update: Value) -> (u16, Value) {
    caller.call(OperationId::UpdateJob, id, Some(update)).await
}

fn lenient() -> Rules {
    Rules::default().with_end_twice(EndTwice::Ignore).with_ack_after_end(AckAfterEnd::Ignore)
}

#[tokio::test]
async fn every_cell_is_true() {
    let restart =
        Rules::default().with_end_twice(EndTwice::Ignore).with_ack_after_end(AckAfterEnd::Restart);
    for rules in [Rules::default(), lenient(), restart] {
        for operation in about_a_job() {
            for status in &STATES {
                check(&rules, operation, status).await;
            }
        }
    }
}
