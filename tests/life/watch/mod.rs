//! Following a job that somebody else works on.

use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};
use tokio::time::{Instant, sleep};

use crate::runner::world::World;

/// Somebody works on it: begins, tells, and ends.
async fn work(world: &World) {
    let job = world.other();
    sleep(Duration::from_millis(1500)).await;
    job.ack().await.unwrap();
    for percent in [10, 20] {
        sleep(Duration::from_millis(2500)).await;
        job.progress(percent, "so far").await.unwrap();
    }
    sleep(Duration::from_secs(600)).await;
    job.complete("done").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn each_change_and_the_end_as_the_last() {
    let world = World::new();
    let watch = async {
        let mut changes = world.handle().watch();
        let mut seen = Vec::new();
        while let Some(job) = changes.next().await {
            let job = job.unwrap();
            seen.push((job.status.unwrap(), job.progress.and_then(|percent| percent.as_i64())));
        }
        assert!(changes.next().await.is_none(), "it stays over");
        seen
    };
    let (seen, ()) = tokio::join!(watch, work(&world));
    use JobStatus::{Complete, Executing, Ready};
    assert_eq!(
        seen,
        [
            (Ready, Some(0)),
            (Executing, Some(0)),
            (Executing, Some(10)),
            (Executing, Some(20)),
            (Complete, Some(100)),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn it_is_read_less_often_while_nothing_changes() {
    let world = World::new();
    let start = Instant::now();
    let handle = world.handle();
    let (job, ()) = tokio::join!(handle.wait(), work(&world));
    assert_eq!(job.unwrap().status, Some(JobStatus::Complete));
    let reads = world.calls(Op::GetJob);
    assert!(reads.len() < 40, "{} reads in ten minutes", reads.len());
    let late = start.elapsed() - Duration::from_millis(606_500);
    assert!(late <= Duration::from_secs(30), "it was seen {late:?} late");
    let gaps = reads.windows(2).map(|pair| (pair[1].at - pair[0].at).num_milliseconds());
    assert!(gaps.clone().min() >= Some(1000) && gaps.max() == Some(30_000));
}

#[tokio::test(start_paused = true)]
async fn as_often_as_it_is_set() {
    let world = World::new();
    let often = Duration::from_millis(100);
    let watch = world.handle().watch().every(often, often).end();
    let cancel = async {
        sleep(Duration::from_secs(1)).await;
        world.other().cancel("no").await.unwrap();
    };
    let (job, ()) = tokio::join!(watch, cancel);
    assert_eq!(job.unwrap().status, Some(JobStatus::Canceled));
    assert!((10..=13).contains(&world.calls(Op::GetJob).len()));
}

#[tokio::test(start_paused = true)]
async fn what_passes_is_told_and_passed_over() {
    let world = World::with(Faults::seeded(1).on(Op::GetJob, Fault::status(500)).times(12));
    let watch = async {
        let (mut errors, mut changes) = (0, world.handle().watch());
        while let Some(job) = changes.next().await {
            errors += usize::from(job.is_err());
        }
        errors
    };
    let (errors, ()) = tokio::join!(watch, work(&world));
    assert_eq!(errors, 4, "three attempts each");
}

#[tokio::test(start_paused = true)]
async fn what_does_not_pass_is_the_end() {
    let world = World::new();
    world.sandbox.set_faults(Faults::seeded(1).on(Op::GetJob, Fault::status(500)));
    assert!(world.handle().wait().await.unwrap_err().is_server_error());
    assert_eq!(world.calls(Op::GetJob).len(), 30, "ten reads of three attempts");
    world.sandbox.set_faults(Faults::default());
    assert!(world.client.job("us_jb_nobody").wait().await.unwrap_err().is_not_found());
    assert!(world.client.job("../x").wait().await.unwrap_err().is_invalid_input());
    world.sandbox.forget_calls();
    world.sandbox.set_faults(Faults::seeded(1).on(Op::GetJob, Fault::status(401)));
    assert!(world.handle().wait().await.unwrap_err().is_unauthorized());
    assert_eq!(world.calls(Op::GetJob).len(), 1);
}

/// What is in front of a server that is restarted may say 404 to everything.
#[tokio::test(start_paused = true)]
async fn the_page_of_a_proxy_says_nothing_of_the_job() {
    let page = |status| Fault::html(status);
    for status in [401, 403, 404] {
        let world = World::with(Faults::seeded(1).on(Op::GetJob, page(status)).times(3));
        let handle = world.handle();
        let (job, ()) = tokio::join!(handle.wait(), work(&world));
        assert_eq!(job.unwrap().status, Some(JobStatus::Complete), "{status}");
        world.sandbox.set_faults(Faults::seeded(1).on(Op::GetJob, page(status)));
        assert_eq!(world.handle().wait().await.unwrap_err().status(), Some(status));
    }
}

/// Neither the sandbox nor its transport ever waits.
#[tokio::test(start_paused = true)]
async fn however_often_it_is_set_others_go_on() {
    let world = World::new();
    let watch = world.handle().watch().every(Duration::ZERO, Duration::ZERO).end();
    let cancel = async {
        sleep(Duration::from_secs(1)).await;
        world.other().cancel("no").await.unwrap();
    };
    let (job, ()) = tokio::join!(watch, cancel);
    assert_eq!(job.unwrap().status, Some(JobStatus::Canceled));
    let reads = world.calls(Op::GetJob).len();
    assert!((90..=102).contains(&reads), "{reads} reads in a second");
}

#[tokio::test(start_paused = true)]
async fn an_absurd_retry_after_is_an_hour() {
    for seconds in ["3600", "99999999999999999999"] {
        let limit = Fault::status(429).retry_after(seconds);
        let world = World::with(Faults::seeded(1).on(Op::GetJob, limit).times(1));
        let start = Instant::now();
        let cancel = async {
            sleep(Duration::from_secs(1)).await;
            world.other().cancel("no").await.unwrap();
        };
        let handle = world.handle();
        let (job, ()) = tokio::join!(handle.wait(), cancel);
        assert_eq!(job.unwrap().status, Some(JobStatus::Canceled));
        assert_eq!(start.elapsed().as_secs(), 3600, "{seconds}");
    }
}
