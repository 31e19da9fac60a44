//! The program stops: the handler is told, has its grace, and the job gets the
//! end that is set for it.

use std::time::Duration;

use flatfile_jobs::api::types::{JobCancelDetails, JobStatus};
use flatfile_jobs::{CancelReason, OnShutdown, Outcome, Returned, Run, RunEnd, RunReport};
use tokio::time::{Instant, sleep};

use super::world::World;

/// Stops after a minute.
async fn stopped(world: &World, how: OnShutdown, heeds: bool) -> RunReport {
    let run = world.handle().run(async |run: Run| {
        if heeds {
            run.canceled().await;
            run.check()?;
        }
        sleep(Duration::from_secs(3600)).await;
        Ok("done")
    });
    run.shutdown(sleep(Duration::from_secs(60))).on_shutdown(how).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_job_is_failed_by_itself() {
    let world = World::new();
    let start = Instant::now();
    let report = stopped(&world, OnShutdown::default(), true).await;
    assert_eq!(report.end, RunEnd::Failed);
    assert_eq!(start.elapsed().as_secs(), 60);
    assert!(world.job().info.unwrap().contains("Run the job again"));
}

#[tokio::test(start_paused = true)]
async fn or_as_it_is_set() {
    let world = World::new();
    let how = OnShutdown::Fail(Outcome::new().message("gone home"));
    assert_eq!(stopped(&world, how, true).await.end, RunEnd::Failed);
    assert_eq!(world.job().info.as_deref(), Some("gone home"));
    let world = World::new();
    let how = OnShutdown::Cancel(JobCancelDetails::from("gone home"));
    assert_eq!(stopped(&world, how, true).await.end, RunEnd::Canceled);
    assert_eq!(world.status(), JobStatus::Canceled);
    let world = World::new();
    let report = stopped(&world, OnShutdown::Leave, true).await;
    assert_eq!(report.end, RunEnd::Left(CancelReason::Shutdown));
    assert_eq!(world.status(), JobStatus::Executing);
}

#[tokio::test(start_paused = true)]
async fn one_that_does_not_heed_it_is_dropped_after_its_grace() {
    let world = World::new();
    let start = Instant::now();
    let report = stopped(&world, OnShutdown::default(), false).await;
    assert!(matches!(report.handler, Returned::Abandoned));
    assert_eq!(report.end, RunEnd::Failed);
    assert_eq!(start.elapsed().as_secs(), 90);
}

#[tokio::test(start_paused = true)]
async fn what_is_finished_within_the_grace_counts() {
    for done in [true, false] {
        let world = World::new();
        let report = world
            .handle()
            .run(async |run: Run| {
                run.canceled().await;
                sleep(Duration::from_secs(20)).await;
                match done {
                    true => Ok("done at the last moment"),
                    false => Err("it broke at the last moment".into()),
                }
            })
            .shutdown(sleep(Duration::from_secs(60)))
            .on_shutdown(OnShutdown::Leave)
            .await
            .unwrap();
        let expected = if done { RunEnd::Completed } else { RunEnd::Failed };
        assert_eq!(report.end, expected, "a result is never thrown away");
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_canceled_meanwhile_is_left() {
    let world = World::new();
    let run = world.handle().run(async |run: Run| {
        run.canceled().await;
        sleep(Duration::from_secs(20)).await;
        Ok("done")
    });
    let other = async {
        sleep(Duration::from_secs(61)).await;
        world.other().cancel("no").await.unwrap();
    };
    let run = run.shutdown(sleep(Duration::from_secs(60)));
    let (report, _) = tokio::join!(run.into_future(), other);
    assert_eq!(report.unwrap().end, RunEnd::Left(CancelReason::Ended(JobStatus::Canceled)));
}
