//! `reap`: stuck jobs, found and ended.

use std::fs;

use chrono::{TimeDelta, Utc};
use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType};
use flatfile_jobs::sandbox::{Fault, Faults};

use crate::support::{World, assert_session};

/// Jobs that were last heard of so many hours ago.
fn stuck(world: &World, hours: &[i64]) -> Vec<String> {
    let one = |hours: &i64| {
        let id = world.sandbox.add(JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook));
        let mut job = world.sandbox.job(&id).unwrap().with_status(JobStatus::Executing);
        job.updated_at = Utc::now() - TimeDelta::hours(*hours) - TimeDelta::minutes(30);
        world.sandbox.put_job(job);
        id
    };
    hours.iter().map(one).collect()
}

fn is_failed(world: &World, id: &str) -> bool {
    world.sandbox.job(id).unwrap().status == Some(JobStatus::Failed)
}

#[test]
fn it_is_a_dry_run_by_itself() {
    let world = World::new();
    let ids = stuck(&world, &[0, 5, 3, 9]);
    world.run(&["complete", &world.sandbox.add_executing_job("exportOrders")]).done();
    let session = world.session(&[
        &["reap", "--silent-for", "1h", "-m", "No word since it began", "--max", "2"],
        &["reap", "--silent-for", "4h", "-m", "No word since it began", "--json"],
        &["reap", "--silent-for", "1h", "-m", "No word since it began", "--show"],
        &["reap", "--silent-for", "20h", "-m", "No word since it began"],
        &["reap", "--silent-for", "1h"],
        &["reap", "--silent-for", "1h", "--end", "cancel", "-m", "no"],
        &["reap", "-m", "no"],
    ]);
    assert_session("reap-dry", &session);
    assert!(ids.iter().all(|id| !is_failed(&world, id)));
}

#[test]
fn it_ends_those_that_are_silent_for_longest() {
    let world = World::new();
    let ids = stuck(&world, &[0, 5, 3, 9]);
    let journal = world.file("journal.jsonl");
    let arguments = [
        "reap",
        "--silent-for",
        "1h",
        "-m",
        "No word",
        "--max",
        "2",
        "--yes",
        "--journal",
        "journal.jsonl",
        "--concurrency",
        "1",
    ];
    let ran = world.run(&arguments).done();
    assert_session("reap", &world.plain(&ran));
    let failed: Vec<bool> = ids.iter().map(|id| is_failed(&world, id)).collect();
    assert_eq!(failed, [false, true, false, true]);
    let journal = fs::read_to_string(journal).unwrap();
    assert_session("reap-journal", &world.plain_text(&journal));
    // It is never written over.
    let again = world.run(&arguments);
    assert_eq!(again.status, Some(14), "{again}");
    assert!(!is_failed(&world, &ids[2]));
}

#[test]
fn it_cancels_too() {
    let world = World::new();
    let ids = stuck(&world, &[5]);
    let arguments = ["reap", "--silent-for", "1h", "--end", "cancel", "--info", "stuck", "--yes"];
    world.run(&arguments).done();
    let job = world.sandbox.job(&ids[0]).unwrap();
    assert_eq!((job.status, job.info.as_deref()), (Some(JobStatus::Canceled), Some("stuck")));
}

#[test]
fn a_job_that_moved_is_left_alone() {
    let world = World::new();
    let ids = stuck(&world, &[5, 6]);
    // The list is old news: somebody works on the second one after all.
    let listed: Vec<_> = ids.iter().map(|id| world.sandbox.job(id).unwrap()).collect();
    let body = serde_json::json!({ "data": listed }).to_string();
    world.sandbox.set_faults(Faults::seeded(1).on(OperationId::ListJobs, Fault::body(body)).nth(2));
    world.run(&["ack", &ids[1]]).done();
    world.run(&["list", "--quiet"]).done();
    let ran = world
        .run(&["reap", "--silent-for", "1h", "-m", "no", "--yes", "--concurrency", "1"])
        .done();
    assert_session("reap-moved", &world.plain(&ran));
    assert!(is_failed(&world, &ids[0]) && !is_failed(&world, &ids[1]));
}

#[test]
fn a_journal_is_gone_on_with() {
    let world = World::new();
    let ids = stuck(&world, &[5, 6, 7]);
    // The server is away for the last two.
    let down = Faults::seeded(1).on(OperationId::FailJob, Fault::status(503));
    world.sandbox.set_faults(down.times(4));
    let arguments = [
        "reap",
        "--silent-for",
        "1h",
        "-m",
        "no",
        "--yes",
        "--journal",
        "journal.jsonl",
        "--retries",
        "0",
        "--deadline",
        "1s",
        "--concurrency",
        "3",
    ];
    let ran = world.run(&arguments);
    assert_eq!(ran.status, Some(10), "{ran}");
    // And the program was killed in the middle of a line.
    let journal = world.file("journal.jsonl");
    let mut text = fs::read_to_string(&journal).unwrap();
    text.push_str(r#"{"id":"us_jb_000"#);
    fs::write(&journal, text).unwrap();
    world.sandbox.set_faults(Faults::default());
    let dry = world.run(&["reap", "--resume", "journal.jsonl"]).done();
    assert!(dry.stderr.contains("3 jobs left in the journal"), "{dry}");
    let ran = world.run(&["reap", "--resume", "journal.jsonl", "--yes"]).done();
    assert_eq!(ran.stdout.lines().count(), 3, "{ran}");
    assert!(ids.iter().all(|id| is_failed(&world, id)));
    let nothing = world.run(&["reap", "--resume", "journal.jsonl", "--yes"]).done();
    assert!(nothing.stderr.contains("0 jobs left"), "{nothing}");
    // It is of this server.
    let other = world.run(&["reap", "--resume", "journal.jsonl", "--url", "http://localhost:9"]);
    assert_eq!(other.status, Some(3), "{other}");
}

#[test]
fn another_job_is_not_taken_for_the_one_that_was_found() {
    let world = World::new();
    let ids = stuck(&world, &[5, 0]);
    world.run(&["fail", &ids[1], "-m", "no"]).done();
    let other = serde_json::json!({ "data": world.sandbox.job(&ids[1]) }).to_string();
    world.sandbox.set_faults(Faults::seeded(1).on(OperationId::GetJob, Fault::body(other)));
    let ran = world.run(&["reap", "--silent-for", "1h", "-m", "no", "--yes", "--json"]);
    assert_eq!(ran.status, Some(9), "{ran}");
    assert_eq!(ran.json()[0]["result"], "refused", "{ran}");
    assert!(!is_failed(&world, &ids[0]));
}
