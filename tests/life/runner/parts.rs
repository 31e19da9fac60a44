//! A job in parts, and the end that they make of it.

use std::time::Duration;

use flatfile_jobs::api::types::{JobSplitDetails, JobStatus};
use flatfile_jobs::{CancelReason, HandlerResult, PartsRule, Returned, Run, RunEnd};
use serde_json::json;
use tokio::time::sleep;

use super::world::World;

async fn whole(run: Run, rule: PartsRule) -> HandlerResult {
    let data = vec![json!({ "region": "north" }), json!({ "region": "south" })];
    let details = JobSplitDetails::from(data).with_run_in_parallel(true);
    run.split(details).await?.wait().await?.judge(rule)
}

/// Works on the parts: the north is done in ten seconds, the south fails in
/// twenty.
async fn work(world: &World) {
    sleep(Duration::from_secs(1)).await;
    let parts = world.client.jobs().parent(world.id.as_str()).page().await.unwrap().jobs;
    let runs = parts.iter().map(|part| {
        let job = world.sandbox.client().unwrap().job(part.id.as_str());
        tokio::spawn(async move {
            let part = async |run: Run| {
                assert!(run.is_part());
                let region = run.part_data::<serde_json::Value>()?["region"].clone();
                run.progress(50, ());
                sleep(Duration::from_secs(10)).await;
                if region == "north" {
                    return Ok(());
                }
                sleep(Duration::from_secs(10)).await;
                Err("the south is closed".into())
            };
            job.run(part).await.unwrap()
        })
    });
    for run in runs.collect::<Vec<_>>() {
        let _ = run.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn the_whole_is_ended_by_the_rule() {
    for (rule, end, message) in [
        (
            PartsRule::All,
            RunEnd::Failed,
            "1 of 2 parts are complete, but all have to be; not complete: us_jb_",
        ),
        (PartsRule::Any, RunEnd::Completed, "1 of 2 parts are complete"),
    ] {
        let world = World::new();
        let run = world.handle().run(|run| whole(run, rule));
        let (report, ()) = tokio::join!(run.into_future(), work(&world));
        assert_eq!(report.unwrap().end, end);
        let shown = world.job().outcome.unwrap()["message"].clone();
        assert!(shown.as_str().unwrap().starts_with(message), "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn its_progress_is_the_mean_of_the_parts() {
    let world = World::new();
    let run = world.handle().run(|run| whole(run, PartsRule::Any));
    let (report, ()) = tokio::join!(run.into_future(), work(&world));
    let _ = report.unwrap();
    let told: Vec<_> = world
        .told()
        .into_iter()
        .filter_map(|(_, body)| Some((body["progress"].as_i64()?, body["info"].clone())))
        .filter(|(_, info)| info.is_string())
        .collect();
    for expected in [(0, 0), (50, 0), (75, 1), (100, 2)] {
        let expected = (expected.0, json!(format!("{} of 2 parts ended", expected.1)));
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_whole_is_canceled_while_it_waits() {
    let world = World::new();
    let run = world.handle().run(|run| whole(run, PartsRule::All));
    let cancel = async {
        sleep(Duration::from_secs(100)).await;
        world.other().cancel("no").await.unwrap();
    };
    let (report, ()) = tokio::join!(run.into_future(), cancel);
    let report = report.unwrap();
    assert_eq!(report.end, RunEnd::Left(CancelReason::Ended(JobStatus::Canceled)));
    // The parts were canceled with it, and may have been seen first.
    assert!(matches!(report.handler, Returned::Failed(_)));
}

#[tokio::test(start_paused = true)]
async fn an_event_ends_what_nobody_waits_for() {
    let world = World::new();
    let running = world.handle().start().await.unwrap();
    running.split(2).await.unwrap();
    let job = running.leave();
    let parts = world.client.jobs().parent(world.id.as_str()).page().await.unwrap().jobs;
    assert!(job.end_by_parts(PartsRule::All).await.unwrap().is_none(), "they are open");
    for part in parts {
        let part = world.client.job(part.id);
        part.complete(()).await.or(part.cancel("waits").await).unwrap();
    }
    let settled = job.end_by_parts(PartsRule::All).await.unwrap().unwrap();
    assert_eq!(settled.job.status, Some(JobStatus::Failed));
    assert!(job.end_by_parts(PartsRule::All).await.unwrap().is_none(), "it has ended");
    let other = World::new();
    assert!(other.handle().end_by_parts(PartsRule::Any).await.unwrap().is_none(), "no parts");
}
