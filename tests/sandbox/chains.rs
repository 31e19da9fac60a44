//! Parts of parts, as deep as there are jobs, and parents that go in a circle.

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{Job, JobStatus, JobType};
use flatfile_jobs::sandbox::{By, Sandbox};
use serde_json::json;

use crate::caller::{Caller, Clock};

/// Deeper than any stack would hold.
const DEPTH: usize = 100_000;

/// So many that a look at each other one for each would be felt.
const WIDTH: usize = 20_000;

fn id(number: usize) -> String {
    format!("us_jb_{number}")
}

fn put(sandbox: &Sandbox, number: usize, parent: Option<usize>) {
    let now = Clock::noon().now();
    let job = Job::new(now, id(number), "exportOrders", "us_wb_1", JobType::Workbook, now)
        .with_status(JobStatus::Executing);
    sandbox.put_job(match parent {
        Some(parent) => job.with_parent_id(id(parent)),
        None => job,
    });
}

/// Job 0 without a parent, and each other one as a part of the one before.
fn chain() -> Caller {
    let caller = Caller::in_process(Clock::noon().sandbox());
    for number in 0..DEPTH {
        put(&caller.sandbox, number, number.checked_sub(1));
    }
    caller
}

#[tokio::test]
async fn an_end_reaches_the_last_part() {
    let caller = chain();
    assert_eq!(caller.call(Op::CancelJob, &id(0), None).await.0, 200);
    for number in [1, DEPTH / 2, DEPTH - 1] {
        assert_eq!(caller.status(&id(number)), "canceled");
        let history = caller.sandbox.history(&id(number));
        assert_eq!((history.len(), history[1].by), (2, By::Parent));
    }
}

#[tokio::test]
async fn so_does_a_deletion() {
    let caller = chain();
    assert_eq!(caller.call(Op::DeleteJob, &id(0), None).await.0, 200);
    let (_, list) = caller.send("GET", "/jobs", None).await;
    assert_eq!(list["pagination"]["totalCount"], 0);
    assert_eq!(caller.sandbox.history(&id(DEPTH - 1)).last().unwrap().by, By::Parent);
}

#[tokio::test]
async fn as_many_parts_of_one_job_go_at_once() {
    for operation in [Op::CancelJob, Op::DeleteJob] {
        let caller = Caller::in_process(Clock::noon().sandbox());
        put(&caller.sandbox, 0, None);
        (1..WIDTH).for_each(|number| put(&caller.sandbox, number, Some(0)));
        assert_eq!(caller.call(operation, &id(0), None).await.0, 200);
        let (_, list) = caller.send("GET", "/jobs", None).await;
        let left = if operation == Op::DeleteJob { 0 } else { WIDTH };
        assert_eq!(list["pagination"]["totalCount"], left);
        assert!(caller.sandbox.job(&id(WIDTH - 1)).is_none_or(|job| job.is_ended()));
    }
}

/// Circles of one job and of three, put by hand or imported.
fn circles() -> Vec<(Caller, usize)> {
    let mut circles = Vec::new();
    for length in [1, 3] {
        let put_by_hand = Caller::in_process(Clock::noon().sandbox());
        for number in 0..length {
            put(&put_by_hand.sandbox, number, Some((number + 1) % length));
        }
        let state = put_by_hand.sandbox.export();
        let imported = Clock::noon().sandbox().import(state).unwrap();
        circles.push((put_by_hand, length));
        circles.push((Caller::in_process(imported), length));
    }
    circles
}

#[tokio::test]
async fn each_job_of_a_circle_ends_once() {
    for (caller, length) in circles() {
        assert_eq!(caller.call(Op::FailJob, &id(0), None).await.0, 200);
        assert_eq!(caller.status(&id(0)), "failed");
        for number in 0..length {
            assert!(number == 0 || caller.status(&id(number)) == "canceled");
            let history = caller.sandbox.history(&id(number));
            assert_eq!(history.iter().filter(|change| change.is_end()).count(), 1);
        }
    }
}

#[tokio::test]
async fn each_job_of_a_circle_is_deleted_once() {
    for (caller, length) in circles() {
        assert_eq!(caller.call(Op::DeleteJob, &id(0), None).await.0, 200);
        for number in 0..length {
            assert!(caller.sandbox.job(&id(number)).is_none());
            assert_eq!(caller.sandbox.history(&id(number)).len(), 2);
        }
        assert_eq!(caller.sandbox.history(&id(0))[1].by, By::Operation(Op::DeleteJob));
    }
}

#[tokio::test]
async fn a_circle_can_be_split_and_retried() {
    for (caller, _) in circles() {
        let split = json!({ "parts": 2 });
        // The job before it in the circle is an open part of it.
        assert_eq!(caller.call(Op::SplitJob, &id(0), Some(split)).await.0, 409);
        assert_eq!(caller.call(Op::CompleteJob, &id(0), None).await.0, 409);
        caller.call(Op::FailJob, &id(0), None).await;
        // Its parent has ended with it.
        assert_eq!(caller.call(Op::RetryJob, &id(0), None).await.0, 409);
    }
}
