//! A sandbox shown while it runs, and set back.

use flatfile_jobs::api::OperationId;
use flatfile_jobs::sandbox::Sandbox;
use serde_json::json;

use crate::caller::{Caller, Clock};

/// The numbers of calls, and the next.
fn numbers(sandbox: &Sandbox, from: u64) -> (Vec<u64>, u64) {
    let (calls, next) = sandbox.calls_from(from);
    (calls.into_iter().map(|(number, _)| number).collect(), next)
}

#[tokio::test]
async fn calls_keep_their_numbers_whatever_is_forgotten() {
    for (most, kept) in [(9, &[0, 1, 2][..]), (2, &[1, 2]), (0, &[])] {
        let caller = Caller::in_process(Clock::noon().sandbox().most_calls(most));
        assert_eq!(numbers(&caller.sandbox, 0), (vec![], 0));
        for path in ["/a", "/b", "/c"] {
            caller.send("GET", path, None).await;
        }
        assert_eq!(numbers(&caller.sandbox, 0), (kept.to_vec(), 3), "{most}");
        let last = kept.last().copied().filter(|last| *last >= 2);
        assert_eq!(numbers(&caller.sandbox, 2), (last.into_iter().collect(), 3), "{most}");
        assert_eq!(numbers(&caller.sandbox, 3), (vec![], 3));
        assert_eq!(numbers(&caller.sandbox, u64::MAX), (vec![], 3));
        caller.sandbox.forget_calls();
        caller.send("GET", "/d", None).await;
        let new = if most == 0 { vec![] } else { vec![3] };
        assert_eq!(numbers(&caller.sandbox, 0), (new, 4), "{most}");
    }
}

#[tokio::test]
async fn some_calls_are_those_that_fit_and_the_next_ones_follow() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let [first, second] = ["x", "y"].map(|it| caller.sandbox.add_executing_job(it));
    for (operation, job) in [
        (OperationId::GetJob, &first),
        (OperationId::GetJob, &second),
        (OperationId::FailJob, &first),
        (OperationId::GetJob, &first),
    ] {
        caller.call(operation, job, None).await;
    }
    caller.send("GET", "/nowhere", None).await;
    let some = |from, most, operation, job| {
        let (calls, next) = caller.sandbox.some_calls_from(from, most, operation, job);
        (calls.into_iter().map(|(number, _)| number).collect::<Vec<_>>(), next)
    };
    let (get, id) = (Some(OperationId::GetJob), Some(first.as_str()));
    assert_eq!(some(0, 9, None, None), (vec![0, 1, 2, 3, 4], 5));
    assert_eq!(some(1, 2, None, None), (vec![1, 2], 3));
    assert_eq!(some(0, 9, get, None), (vec![0, 1, 3], 5));
    assert_eq!(some(0, 1, get, id), (vec![0], 3), "the next that fits");
    assert_eq!(some(3, 1, get, id), (vec![3], 5));
    assert_eq!(some(0, 9, None, id), (vec![0, 2, 3], 5));
    assert_eq!(some(0, 0, None, None), (vec![], 0));
    assert_eq!(some(0, 9, None, Some("")), (vec![], 5), "a list is of no job");
}

#[tokio::test]
async fn the_newest_jobs_come_first() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let ids: Vec<String> = (0..4).map(|_| caller.sandbox.add_executing_job("x")).collect();
    caller.call(flatfile_jobs::api::OperationId::DeleteJob, &ids[2], None).await;
    let (jobs, count) = caller.sandbox.newest_jobs(2);
    let newest: Vec<&str> = jobs.iter().map(|job| job.id.as_str()).collect();
    assert_eq!((newest, count), (vec![ids[3].as_str(), ids[1].as_str()], 3));
}

#[tokio::test]
async fn a_state_takes_the_place_of_another_or_nothing_changes() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    let first = caller.sandbox.add_executing_job("x");
    let state = caller.sandbox.export();
    caller.call(flatfile_jobs::api::OperationId::FailJob, &first, None).await;
    let second = caller.sandbox.add_executing_job("y");
    let changed = caller.sandbox.export();

    let error = caller.sandbox.restore(json!({ "jobs": [{ "id": 7 }] })).unwrap_err();
    assert!(error.to_string().starts_with("jobs[0].id: "), "{error}");
    assert_eq!(caller.sandbox.export(), changed);

    caller.sandbox.restore(state.clone()).unwrap();
    assert_eq!(caller.sandbox.export(), state);
    assert_eq!(caller.status(&first), "executing");
    assert!(caller.sandbox.job(&second).is_none());
    assert_eq!(caller.sandbox.calls().len(), 1);
}
