//! What get and fail do to a job.

use chrono::{DateTime, Utc};
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::Sandbox;

fn noon() -> DateTime<Utc> {
    "2025-06-01T12:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn a_failed_job_is_failed() {
    let sandbox = Sandbox::builder().clock(noon).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let client = sandbox.client().unwrap();

    let settled = client.job(&id).fail("the warehouse did not answer").await.unwrap();

    let job = sandbox.job(&id).unwrap();
    assert_eq!(settled.job, job);
    assert_eq!(job.status, Some(JobStatus::Failed));
    assert_eq!(job.finished_at, Some(noon()));
    assert_eq!(job.info.as_deref(), Some("the warehouse did not answer"));
    assert_eq!(job.typed_outcome().unwrap().acknowledge, Some(true));
    assert_eq!(client.job(&id).get().await.unwrap(), job);
}

#[tokio::test]
async fn a_job_ends_once() {
    let sandbox = Sandbox::in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let client = sandbox.client().unwrap();
    client.job(&id).fail("first").await.unwrap();
    let before = sandbox.job(&id);
    let error = client.job(&id).fail("second").await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(sandbox.job(&id), before);
}

#[tokio::test]
async fn an_odd_id_is_found_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = sandbox.add_executing_job("exportOrders");
    let mut job = sandbox.job(&id).unwrap();
    job.id = "dev jb?%#ü".into();
    sandbox.put_job(job);
    let read = sandbox.client().unwrap().job("dev jb?%#ü").get().await.unwrap();
    assert_eq!(read.id, "dev jb?%#ü");
}

#[tokio::test]
async fn socket_and_seam_give_the_same_answers() {
    let over_socket = Sandbox::builder().clock(noon).start().await.unwrap();
    let in_process = Sandbox::builder().clock(noon).in_process();
    let mut answers = Vec::new();
    for sandbox in [&over_socket, &in_process] {
        let id = sandbox.add_executing_job("exportOrders");
        let client = sandbox.client().unwrap();
        let job = client.job(&id);
        let nobody = client.job("us_jb_nobody").get().await.unwrap_err();
        answers.push((
            job.get().await.unwrap(),
            job.fail("x").await.unwrap().job,
            job.fail("y").await.unwrap_err().to_string(),
            nobody.to_string(),
            sandbox.calls(),
        ));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].4.len(), 4);
}

#[tokio::test]
async fn it_stops_when_it_is_dropped() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = sandbox.client().unwrap();
    let id = sandbox.add_executing_job("exportOrders");
    client.job(&id).get().await.unwrap();
    drop(sandbox);
    let error = client.job(&id).get().await.unwrap_err();
    assert!(error.is_connect() || error.is_interrupted(), "{error}");
}
