//! An end that is lost is in doubt, and never followed by the other.

use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};
use flatfile_jobs::{Returned, RunEnd, SettledBy};

use super::world::World;

#[tokio::test(start_paused = true)]
async fn a_lost_response_is_settled_by_reading() {
    let world = World::with(Faults::seeded(1).on(Op::CompleteJob, Fault::lose_response().reset()));
    let report = world.handle().run(async |_| Ok("42 rows")).await.unwrap();
    assert_eq!((report.end, report.settled_by), (RunEnd::Completed, Some(SettledBy::Read)));
    assert!(world.calls(Op::FailJob).is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_settled_keeps_what_was_returned() {
    let faults = Faults::seeded(1)
        .on(Op::CompleteJob, Fault::status(500))
        .on(Op::GetJob, Fault::status(500))
        .probability(1.0);
    let world = World::new();
    let seen = world.job();
    world.sandbox.set_faults(faults);
    let error = world.handle().run(async |_| Ok("42 rows")).job(&seen).await.unwrap_err();
    assert!(error.is_in_doubt() && !error.is_not_started(), "{error}");
    assert!(matches!(error.handler(), Some(Returned::Done(_))));
    assert!(world.calls(Op::FailJob).is_empty(), "a result is never turned into a failure");
    assert_eq!(world.status(), JobStatus::Executing);
    // It can be sent when the server is back.
    world.sandbox.set_faults(Faults::default());
    let (_, Some(Returned::Done(outcome))) = error.into_parts() else { panic!("it is kept") };
    world.handle().complete(outcome).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_refused_end_is_not_followed_by_the_other() {
    for fault in [Fault::status(400), Fault::status(401), Fault::status(409), Fault::status(422)] {
        let world = World::with(Faults::seeded(1).on(Op::CompleteJob, fault));
        let error = world.handle().run(async |_| Ok("42 rows")).await.unwrap_err();
        assert!(!error.is_in_doubt(), "{error}");
        assert!(world.calls(Op::FailJob).is_empty());
        assert_eq!(world.status(), JobStatus::Executing);
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_is_lost_is_no_other_end_either() {
    let world = World::with(Faults::seeded(1).on(Op::FailJob, Fault::status(400)));
    let error = world.handle().run(async |_| Err::<(), _>("no".into())).await.unwrap_err();
    assert!(matches!(error.handler(), Some(Returned::Failed(_))));
    assert!(error.to_string().starts_with("the run could not end the job: "), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_dropped_run_leaves_the_job_executing() {
    let world = World::new();
    let run = world.handle().run(async |_| Ok(std::future::pending::<String>().await));
    let run = tokio::time::timeout(Duration::from_secs(5), run.into_future());
    let run: Result<Result<_, _>, _> = run.await;
    assert!(run.is_err());
    assert_eq!(world.status(), JobStatus::Executing);
    assert_eq!(world.called(), [Op::GetJob, Op::AckJob]);
}
