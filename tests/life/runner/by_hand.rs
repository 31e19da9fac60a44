//! Begun and ended by hand.

use std::time::Duration;

use flatfile_jobs::CancelReason;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use tokio::time::sleep;

use super::world::World;

#[tokio::test(start_paused = true)]
async fn each_end() {
    let world = World::new();
    let running = world.handle().start().await.unwrap();
    assert_eq!(running.job().status, Some(JobStatus::Executing));
    assert_eq!(running.progress(50, "half").await.unwrap(), None);
    running.complete("done").await.unwrap();
    assert_eq!(world.called(), [Op::GetJob, Op::AckJob, Op::AckJob, Op::CompleteJob]);
    let world = World::new();
    world.handle().start().await.unwrap().fail("no").await.unwrap();
    assert_eq!(world.status(), JobStatus::Failed);
    let world = World::new();
    world.handle().start().await.unwrap().cancel("no").await.unwrap();
    assert_eq!(world.status(), JobStatus::Canceled);
    let world = World::new();
    let handle = world.handle().start().await.unwrap().leave();
    assert_eq!((handle.id(), world.status()), (world.id.as_str(), JobStatus::Executing));
}

#[tokio::test(start_paused = true)]
async fn it_is_looked_at_before_a_late_end() {
    let world = World::new();
    let running = world.handle().start().await.unwrap();
    sleep(Duration::from_secs(2)).await;
    assert_eq!(running.look().await.unwrap(), None);
    world.other().fail("theirs").await.unwrap();
    world.other().retry().await.unwrap();
    world.other().ack().await.unwrap();
    assert_eq!(running.look().await.unwrap(), Some(CancelReason::AnotherRun));
    sleep(Duration::from_secs(2)).await;
    let error = running.complete("late").await.unwrap_err();
    assert_eq!(error.cancel_reason(), Some(&CancelReason::AnotherRun));
    assert!(error.to_string().contains("was not ended"), "{error}");
    assert!(world.calls(Op::CompleteJob).is_empty());
}

#[tokio::test(start_paused = true)]
async fn one_that_is_taken_is_refused_here_too() {
    let world = World::new();
    world.other().ack().await.unwrap();
    assert!(world.handle().start().await.unwrap_err().refusal().is_some());
    world.handle().start().take_over(true).await.unwrap().complete("mine").await.unwrap();
}
