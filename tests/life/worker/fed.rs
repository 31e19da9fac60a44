//! What the caller brings: bodies of webhooks, messages of queues.

use std::time::Duration;

use flatfile_jobs::Event;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::worker::Fed;
use serde_json::json;

use super::world::{Running, World, pass, until};

fn body(job: &str) -> String {
    json!({ "topic": "job:ready", "context": { "jobId": job }, "payload": { "job": "workbook:x" } })
        .to_string()
}

#[tokio::test(start_paused = true)]
async fn a_body_brings_its_job() {
    let world = World::new();
    let id = world.ready();
    let (worker, called) = world.worker();
    let feed = worker.feed();
    assert_eq!(feed.body(body(&id)).unwrap(), [Fed::Taken], "it waits for the worker");
    let running = Running::of(worker.without_polling().without_sweep());
    until("it", || world.status(&id) == JobStatus::Complete).await;
    let next = world.ready();
    let batch = format!("[{},{}]", body(&next), body(&next));
    assert_eq!(feed.body(batch).unwrap(), [Fed::Taken, Fed::Known]);
    until("the next", || world.status(&next) == JobStatus::Complete).await;
    let report = running.stop().await;
    assert_eq!((report.counts.begun, called.lock().unwrap().len()), (2, 2));
    assert_eq!(feed.body(body(&id)).unwrap(), [Fed::Stopped]);
}

#[tokio::test(start_paused = true)]
async fn what_is_over_is_only_looked_at() {
    let world = World::new();
    let id = world.ready();
    let (worker, called) = world.worker();
    let feed = worker.feed();
    let running = Running::of(worker.without_polling().without_sweep());
    pass(Duration::from_secs(1)).await;
    assert_eq!(feed.job(id.as_str()), Fed::Taken, "by its id alone");
    until("it", || world.status(&id) == JobStatus::Complete).await;
    // Without a date nobody can tell that it is old.
    assert_eq!(feed.body(body(&id)).unwrap(), [Fed::Taken]);
    pass(Duration::from_secs(5)).await;
    let ready = world.sandbox.events().into_iter().find(|it| it.topic == "job:ready".into());
    let old = serde_json::to_vec(&ready.unwrap()).unwrap();
    assert_eq!(feed.event(&Event::parse(old).unwrap()), Fed::Known, "it says when it was");
    let report = running.stop().await;
    assert_eq!((report.counts.begun, report.counts.skipped), (1, 1), "{report:?}");
    assert_eq!(called.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_means_nobody_is_said() {
    let world = World::new();
    let (worker, _) = world.worker();
    let feed = worker.feed();
    let other = r#"{ "topic": "job:updated", "context": { "jobId": "us_jb_1" } }"#;
    let nobody = r#"{ "topic": "job:ready", "context": {} }"#;
    assert_eq!(feed.body(other).unwrap(), [Fed::NotMeant]);
    assert_eq!(feed.body(nobody).unwrap(), [Fed::NotMeant]);
    assert!(feed.body("{}").unwrap_err().to_string().contains("no event"));
}

#[tokio::test(start_paused = true)]
async fn too_much_is_said() {
    let world = World::new();
    let (worker, _) = world.worker();
    let feed = worker.feed();
    for number in 0..1_000 {
        assert_eq!(feed.job(format!("us_jb_{number}")), Fed::Taken);
    }
    assert_eq!(feed.job("us_jb_1000"), Fed::Full);
    assert_eq!(feed.job("us_jb_1"), Fed::Known);
}
