//! What the contract has and the sandbox does not play yet.

use grown::api::types::{JobStatus, JobUpdate};
use grown::sandbox::Sandbox;

#[tokio::test]
async fn an_operation_without_a_life_is_a_501_that_names_it() {
    let sandbox = Sandbox::in_process();
    let client = sandbox.client().unwrap();
    let id = sandbox.add_executing_job("exportOrders");
    for error in [
        client.api().list_notes().send().await.unwrap_err(),
        client.api().get_note_file().note_id("n_1").send().await.unwrap_err(),
    ] {
        assert_eq!(error.status(), Some(501), "{error}");
        assert!(error.to_string().contains("the sandbox has no life for `"), "{error}");
        // It would be the same later.
        assert!(error.to_string().ends_with("this server does not have the operation"), "{error}");
    }
    // The job is as it was.
    let job = client.job(&id).get().await.unwrap();
    assert_eq!(job.status, Some(JobStatus::Executing));
}

#[tokio::test]
async fn a_status_that_it_does_not_play_counts_as_executing() {
    let sandbox = Sandbox::in_process();
    let client = sandbox.client().unwrap();
    let id = sandbox.add_executing_job("exportOrders");
    let update = JobUpdate::default().with_status(JobStatus::Paused);
    let paused = client.job(&id).update(update).await.unwrap();
    assert_eq!(paused.status, Some(JobStatus::Paused));
    client.job(&id).complete("Done").await.unwrap();
}
