//! What others do to the job meanwhile is seen, and the handler is told.

use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{JobStatus, JobUpdate};
use flatfile_jobs::sandbox::{Fault, Faults};
use flatfile_jobs::{CancelReason, HandlerError, Returned, Run, RunEnd};
use tokio::time::sleep;

use super::world::World;

/// Runs a handler that waits for the signal, while something happens after a
/// minute.
async fn told(world: &World, act: impl AsyncFnOnce()) -> (CancelReason, RunEnd) {
    let mut seen = None;
    let run = async {
        let waits = async |run: Run| {
            seen = Some(run.canceled().await);
            Ok("what it returned in vain")
        };
        world.handle().run(waits).await.unwrap()
    };
    let other = async {
        sleep(Duration::from_secs(60)).await;
        act().await;
    };
    let (report, ()) = tokio::join!(run, other);
    assert!(matches!(report.handler, Returned::Done(_)));
    (seen.unwrap(), report.end)
}

#[tokio::test(start_paused = true)]
async fn canceled_by_others() {
    let world = World::new();
    let (seen, end) = told(&world, async || drop(world.other().cancel("no").await)).await;
    assert_eq!(seen, CancelReason::Ended(JobStatus::Canceled));
    assert_eq!(end, RunEnd::Left(seen));
    assert!(world.calls(Op::CompleteJob).is_empty() && world.calls(Op::FailJob).is_empty());
    assert_eq!(world.calls(Op::AckJob).len(), 1, "a silent job is read, not acknowledged");
}

#[tokio::test(start_paused = true)]
async fn ended_by_others() {
    let world = World::new();
    let (seen, _) = told(&world, async || drop(world.other().complete("theirs").await)).await;
    assert_eq!(seen, CancelReason::Ended(JobStatus::Complete));
}

#[tokio::test(start_paused = true)]
async fn run_again_by_others() {
    let world = World::new();
    let again = async || {
        let _ = world.other().fail("theirs").await;
        let _ = world.other().retry().await;
        let _ = world.other().ack().await;
    };
    let (seen, end) = told(&world, again).await;
    assert_eq!(seen, CancelReason::AnotherRun);
    assert_eq!(end, RunEnd::Left(seen));
    assert_eq!(world.status(), JobStatus::Executing, "nothing is sent into that run");
}

/// Nobody says what `waiting` is: a job that waits for its start, or one that was
/// halted on its way. The date of its start tells.
#[tokio::test(start_paused = true)]
async fn halted_by_others_and_let_go_on() {
    let world = World::new();
    let run = async {
        let works = async |run: Run| {
            sleep(Duration::from_secs(100)).await;
            run.check()?;
            Ok("done")
        };
        world.handle().run(works).await.unwrap()
    };
    let other = async {
        for status in [JobStatus::Waiting, JobStatus::Executing] {
            sleep(Duration::from_secs(40)).await;
            world.other().update(JobUpdate::default().with_status(status)).await.unwrap();
        }
    };
    let (report, ()) = tokio::join!(run, other);
    assert_eq!(report.end, RunEnd::Completed);
}

#[tokio::test(start_paused = true)]
async fn deleted_by_others() {
    let world = World::new();
    let mut seen = None;
    let run = async {
        let waits = async |run: Run| {
            seen = Some(run.canceled().await);
            run.check()?;
            Ok(())
        };
        world.handle().run(waits).await
    };
    let other = async {
        sleep(Duration::from_secs(60)).await;
        world.other().delete().await.unwrap();
    };
    let (result, ()) = tokio::join!(run, other);
    assert_eq!(seen, Some(CancelReason::Gone));
    assert!(result.unwrap_err().error().unwrap().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn one_404_is_not_believed() {
    let world = World::with(Faults::seeded(1).on(Op::GetJob, Fault::status(404)).nth(2));
    let report = world
        .handle()
        .run(async |run: Run| {
            sleep(Duration::from_secs(100)).await;
            run.check()?;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(report.end, RunEnd::Completed);
}

/// While a server is restarted, what is in front of it may say 404 to everything.
#[tokio::test(start_paused = true)]
async fn the_404_of_a_proxy_is_never_believed() {
    let world = World::new();
    let report = world
        .handle()
        .run(async |run: Run| {
            world.sandbox.set_faults(Faults::default().on(Op::GetJob, Fault::html(404)));
            sleep(Duration::from_secs(1000)).await;
            world.sandbox.set_faults(Faults::default());
            run.check()?;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(report.end, RunEnd::Completed);
}

/// When the job was looked at, in seconds after the first time.
fn looks(world: &World) -> Vec<i64> {
    let looks = world.calls(Op::GetJob);
    looks.iter().map(|look| (look.at - looks[0].at).num_seconds()).collect()
}

async fn works_for(world: &World, seconds: u64) -> RunEnd {
    let works = async |run: Run| {
        sleep(Duration::from_secs(seconds)).await;
        run.check()?;
        Ok(())
    };
    world.handle().run(works).await.unwrap().end
}

#[tokio::test(start_paused = true)]
async fn a_404_is_one_failure() {
    let world = World::with(Faults::seeded(1).on(Op::GetJob, Fault::status(404)).nth(2));
    assert_eq!(works_for(&world, 50).await, RunEnd::Completed);
    assert_eq!(looks(&world), [0, 15, 30, 45, 50]);
}

#[tokio::test(start_paused = true)]
async fn two_404_that_are_not_in_a_row_are_not_believed() {
    let missing = |faults: Faults, nth| faults.on(Op::GetJob, Fault::status(404)).nth(nth);
    let faults = missing(missing(Faults::seeded(1), 2), 4);
    let world = World::with(faults.on(Op::GetJob, Fault::status(500)).nth(3));
    assert_eq!(works_for(&world, 130).await, RunEnd::Completed);
    assert_eq!(looks(&world), [0, 15, 30, 60, 120, 130]);
}

#[tokio::test(start_paused = true)]
async fn a_look_waits_as_the_server_asks() {
    let limit = Fault::status(429).retry_after_seconds(40);
    let world = World::with(Faults::seeded(1).on(Op::GetJob, limit).nth(2));
    assert_eq!(works_for(&world, 60).await, RunEnd::Completed);
    assert_eq!(looks(&world), [0, 15, 55, 60]);
}

#[tokio::test(start_paused = true)]
async fn however_often_it_is_set_others_go_on() {
    let world = World::new();
    let works = async |_| {
        sleep(Duration::from_secs(1)).await;
        world.sandbox.forget_calls();
        world.sandbox.set_faults(Faults::seeded(1).on(Op::GetJob, Fault::status(500)));
        sleep(Duration::from_secs(60)).await;
        let failed = world.calls(Op::GetJob).len();
        assert!(failed <= 16, "{failed} looks that failed in a minute");
        world.sandbox.set_faults(Faults::default());
        Ok(())
    };
    let report = world.handle().run(works).look_every(Duration::ZERO).await.unwrap();
    assert_eq!(report.end, RunEnd::Completed);
}

#[tokio::test(start_paused = true)]
async fn a_report_shows_it_too() {
    let world = World::new();
    let run = world.handle().run(async |run: Run| {
        for percent in 0..100 {
            run.progress(percent, ());
            run.check()?;
            sleep(Duration::from_secs(3)).await;
        }
        Ok(())
    });
    let other = async {
        sleep(Duration::from_secs(60)).await;
        world.other().cancel("no").await.unwrap();
    };
    let (report, _) = tokio::join!(run.into_future(), other);
    let report = report.unwrap();
    assert_eq!(report.end, RunEnd::Left(CancelReason::Ended(JobStatus::Canceled)));
    let Returned::Failed(error) = report.handler else { panic!("it stopped") };
    assert!(error.is_canceled());
    let last = world.sandbox.calls().pop().unwrap();
    let history = world.sandbox.history(&world.id);
    let waited = last.at - history.iter().find(|change| change.is_end()).unwrap().at;
    assert!(waited.num_seconds() <= 3, "it was seen by the next report: {waited}");
}

#[tokio::test(start_paused = true)]
async fn it_is_seen_before_the_end_is_sent() {
    let world = World::new();
    let report = world
        .handle()
        .run(async |_| {
            sleep(Duration::from_secs(5)).await;
            world.other().cancel("no").await?;
            Ok("done all the same")
        })
        .await
        .unwrap();
    assert_eq!(report.end, RunEnd::Left(CancelReason::Ended(JobStatus::Canceled)));
    assert_eq!(world.calls(Op::CompleteJob).len(), 0);
    // Within a second nobody looks, and the server refuses.
    let world = World::new();
    let quick = async |_| {
        world.other().cancel("no").await?;
        Ok::<_, HandlerError>("done all the same")
    };
    let report = world.handle().run(quick).await.unwrap();
    assert_eq!(report.end, RunEnd::Left(CancelReason::Ended(JobStatus::Canceled)));
    assert_eq!(world.calls(Op::CompleteJob).len(), 1);
    assert_eq!(world.calls(Op::FailJob).len(), 0, "a refused end is not followed by the other");
}

#[tokio::test(start_paused = true)]
async fn one_that_ignores_it_is_dropped_in_the_end() {
    let world = World::new();
    let run = world.handle().run(async |_| {
        sleep(Duration::from_secs(3600)).await;
        Ok(())
    });
    let other = async {
        sleep(Duration::from_secs(1)).await;
        world.other().cancel("no").await.unwrap();
    };
    let start = tokio::time::Instant::now();
    let (report, _) = tokio::join!(run.grace(Duration::from_secs(10)).into_future(), other);
    let report = report.unwrap();
    assert!(matches!(report.handler, Returned::Abandoned));
    assert_eq!(start.elapsed().as_secs(), 25, "15 until it is seen, and 10 of grace");
}

#[tokio::test(start_paused = true)]
async fn what_a_run_leaves_behind_is_told_that_it_is_over() {
    let world = World::new();
    let mut signal = None;
    let leaves = async |run: Run| {
        signal = Some(run.signal());
        Ok(())
    };
    let _ = world.handle().run(leaves).await.unwrap();
    let signal = signal.unwrap();
    assert!(signal.is_canceled());
    assert_eq!(signal.canceled().await, CancelReason::Over);
}
