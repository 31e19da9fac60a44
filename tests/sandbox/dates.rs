//! Dates that RFC 3339 cannot write: it has four digits for a year.

use std::time::Duration;

use chrono::{DateTime, Utc};
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{Job, JobType};
use flatfile_jobs::sandbox::{Fault, Faults, Rules, Sandbox};
use flatfile_jobs::transport::Transport;
use serde_json::json;

use crate::caller::{Caller, Clock};

const LAST: &str = "9999-12-31T23:59:59.999Z";

#[tokio::test]
async fn one_that_is_past_9999_in_utc_is_refused() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.sandbox.add_executing_job("exportOrders");
    for (operation, member) in
        [(Op::UpdateJob, "outcomeAcknowledgedAt"), (Op::AckJob, "estimatedCompletionAt")]
    {
        for (date, code) in [
            ("9999-12-31T23:59:59-01:00", 400),
            ("0000-01-01T00:00:00+01:00", 400),
            ("+10000-01-01T00:00:00Z", 400),
            ("9999-12-31T23:59:59Z", 200),
            ("0001-01-01T00:00:00Z", 200),
        ] {
            let (got, response) = caller.call(operation, &id, Some(json!({ member: date }))).await;
            assert_eq!(got, code, "{date}: {response}");
            assert!(code == 200 || response["errors"][0]["key"] == member, "{response}");
        }
    }
}

#[tokio::test]
async fn a_clock_stops_where_dates_do() {
    let far = DateTime::<Utc>::MAX_UTC;
    let sandbox = Sandbox::builder().clock(move || far);
    let caller = Caller::in_process(sandbox);
    let id = caller.create(json!({ "status": "executing" })).await;
    let (_, response) = caller.call(Op::FailJob, &id, None).await;
    let job = &response["data"];
    assert_eq!((&job["createdAt"], &job["finishedAt"]), (&json!(LAST), &json!(LAST)));
}

#[tokio::test]
async fn a_job_that_is_put_has_the_nearest_date() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    let job = Job::new(first, "us_jb_1", "x", "us_wb_1", JobType::Workbook, last);
    caller.sandbox.put_job(job.with_finished_at(last));
    let (_, response) = caller.call(Op::GetJob, "us_jb_1", None).await;
    let job = &response["data"];
    assert_eq!((&job["updatedAt"], &job["finishedAt"]), (&json!(LAST), &json!(LAST)));
    assert_eq!(job["createdAt"], "0000-01-01T00:00:00Z");
}

#[tokio::test]
async fn an_export_has_dates_that_can_be_read() {
    let clock = Clock::noon();
    let centuries = Duration::from_secs(9000 * 365 * 24 * 60 * 60);
    let rules = Rules::default().with_ack_within(Some(centuries));
    let caller = Caller::in_process(clock.sandbox().rules(rules));
    caller.create(json!({ "status": "executing" })).await;
    let mut state = caller.sandbox.export();
    assert!(!state.to_string().contains("\"+"), "{state}");
    state["jobs"][0]["job"]["startedAt"] = json!("+10000-01-01T00:00:00Z");
    let error = Sandbox::builder().import(state).unwrap_err();
    assert!(error.to_string().contains("jobs[0].job.startedAt"), "{error}");
}

#[tokio::test]
async fn retry_after_is_a_date_of_http() {
    let fault = Fault::status(503).retry_after_date(DateTime::<Utc>::MAX_UTC);
    let sandbox = Sandbox::builder().faults(Faults::seeded(1).on_any(fault)).in_process();
    let request = http::Request::get("/v1/jobs").body(bytes::Bytes::new()).unwrap();
    let response = sandbox.transport().send(request).await.unwrap();
    assert_eq!(response.headers()["retry-after"], "Fri, 31 Dec 9999 23:59:59 GMT");
}
