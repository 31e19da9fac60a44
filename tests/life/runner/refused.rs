//! A job that is not begun: the handler never runs.

use std::sync::atomic::{AtomicBool, Ordering};

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{AckAfterEnd, Fault, Faults, Rules};
use flatfile_jobs::{Refusal, RunError};

use super::world::World;

/// Runs it with a handler that must not run.
async fn refused(world: &World) -> RunError {
    let ran = AtomicBool::new(false);
    let run = world.handle().run(async |_| {
        ran.store(true, Ordering::Relaxed);
        Ok(())
    });
    let error = run.await.unwrap_err();
    assert!(!ran.load(Ordering::Relaxed), "{error}");
    assert!(error.is_not_started());
    assert_eq!(error.job(), world.id);
    error
}

#[tokio::test(start_paused = true)]
async fn one_that_somebody_has() {
    let world = World::new();
    world.other().ack().await.unwrap();
    world.sandbox.forget_calls();
    let error = refused(&world).await;
    assert_eq!(error.refusal(), Some(&Refusal::Taken));
    assert!(error.to_string().contains("somebody has it"), "{error}");
    assert_eq!(world.called(), [Op::GetJob], "and it is not acknowledged");
    let report = world.handle().run(async |_| Ok(())).take_over(true).await.unwrap();
    assert_eq!(report.job.status, Some(JobStatus::Complete));
}

#[tokio::test(start_paused = true)]
async fn one_that_has_ended_is_not_reopened() {
    let rules = Rules::default().with_ack_after_end(AckAfterEnd::Restart);
    let world = World::by(Faults::default(), rules);
    world.other().cancel("withdrawn").await.unwrap();
    world.sandbox.forget_calls();
    let error = refused(&world).await;
    assert_eq!(error.refusal(), Some(&Refusal::Ended(JobStatus::Canceled)));
    assert_eq!(world.called(), [Op::GetJob]);
    assert_eq!(world.status(), JobStatus::Canceled);
}

#[tokio::test(start_paused = true)]
async fn one_that_is_not_ready() {
    let world = World::new();
    let mut job = world.job();
    job.status = Some(JobStatus::Waiting);
    world.sandbox.put_job(job);
    assert_eq!(refused(&world).await.refusal(), Some(&Refusal::TooEarly(JobStatus::Waiting)));
}

#[tokio::test(start_paused = true)]
async fn one_that_ends_between_the_look_and_the_acknowledgement() {
    for rule in [AckAfterEnd::Refuse, AckAfterEnd::Ignore] {
        let world = World::by(Faults::default(), Rules::default().with_ack_after_end(rule));
        let seen = world.job();
        world.other().cancel("withdrawn").await.unwrap();
        world.sandbox.forget_calls();
        let run = world.handle().run(async |_| Ok(())).job(&seen);
        let error = run.await.unwrap_err();
        let expected = match rule {
            AckAfterEnd::Refuse => Refusal::ByServer,
            _ => Refusal::Ended(JobStatus::Canceled),
        };
        assert_eq!(error.refusal(), Some(&expected));
        assert_eq!(world.called(), [Op::AckJob], "what was just read is not read again");
    }
}

#[tokio::test(start_paused = true)]
async fn one_that_cannot_be_read_or_acknowledged() {
    let faults = Faults::seeded(1).on(Op::GetJob, Fault::status(404));
    let error = refused(&World::with(faults)).await;
    assert!(error.refusal().is_none() && !error.is_in_doubt());
    assert!(error.error().unwrap().is_not_found());
    let faults = Faults::seeded(1).on(Op::AckJob, Fault::status(429));
    let error = refused(&World::with(faults)).await;
    assert!(!error.is_in_doubt(), "surely nothing was done: {error}");
}

#[tokio::test(start_paused = true)]
async fn one_whose_acknowledgement_is_in_doubt() {
    // Nothing says whether it was done.
    let world = World::with(Faults::seeded(1).on(Op::AckJob, Fault::lose_request()));
    let error = refused(&world).await;
    assert!(error.is_in_doubt(), "{error}");
    assert!(error.to_string().contains("its acknowledgement may have gone through"), "{error}");
    // It was, and the job says so: it is begun.
    let faults = Faults::seeded(1).on(Op::AckJob, Fault::status(502).after_effect());
    let world = World::with(faults);
    let report = world.handle().run(async |_| Ok(())).await.unwrap();
    assert_eq!(report.job.status, Some(JobStatus::Complete));
}
