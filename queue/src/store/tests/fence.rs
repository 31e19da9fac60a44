//! On its own connections a worker does nothing to rows that are another's.

use riverqueue::JobState;

use super::stage::{Stage, on_both};
use crate::store::Expected;

on_both!(
    a_row_that_another_took_over_is_not_closed,
    a_worker_without_a_beat_takes_nothing,
    nobody_else_is_held_back
);

async fn a_row_that_another_took_over_is_not_closed(stage: Stage) {
    stage.beats.register("a").await.unwrap();
    stage.beats.register("b").await.unwrap();
    let row = stage.row("a", 1, 25).await;
    let (a, b) = (stage.of_worker("a"), stage.of_worker("b"));
    stage.beats.sweep("a", Expected::Beat(0), "worker died: a").await.unwrap();
    assert_eq!(stage.close(&a, row).await, 0, "it is nobody's");
    assert_eq!(stage.take(&b, row, "b").await, 1);

    assert_eq!(stage.close(&a, row).await, 0, "the late one changes nothing");
    assert_eq!(stage.read(row).await.state, JobState::Running);

    assert_eq!(stage.close(&b, row).await, 1);
    assert_eq!(stage.read(row).await.state, JobState::Completed);
}

async fn a_worker_without_a_beat_takes_nothing(stage: Stage) {
    stage.beats.register("a").await.unwrap();
    let row = stage.row("a", 1, 25).await;
    let a = stage.of_worker("a");
    stage.beats.sweep("a", Expected::Beat(0), "worker died: a").await.unwrap();
    assert_eq!(stage.take(&a, row, "a").await, 0, "nobody would see it die");
    assert_eq!(stage.read(row).await.state, JobState::Available);
}

async fn nobody_else_is_held_back(stage: Stage) {
    stage.beats.register("a").await.unwrap();
    let row = stage.row("a", 1, 25).await;
    assert_eq!(stage.close(&stage.pool, row).await, 1, "an operator may");
    let a = stage.of_worker("a");
    let row = stage.row("a", 1, 25).await;
    assert_eq!(stage.close(&a, row).await, 1, "and who has it");
}
