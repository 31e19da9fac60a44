//! A dead worker's rows are available again.

use riverqueue::JobState;

use super::stage::{Stage, on_both};
use crate::store::{Expected, Pool};

const WHY: &str = "worker died: a";

on_both!(
    its_rows_are_available_where_they_stood,
    rows_without_an_attempt_left_are_discarded,
    one_that_moved_is_left_alone,
    rows_of_one_that_is_not_on_the_list_are_seen,
    of_two_sweepers_one_does_it
);

async fn its_rows_are_available_where_they_stood(stage: Stage) {
    stage.beats.register("a").await.unwrap();
    stage.beats.register("b").await.unwrap();
    let (row, other) = (stage.row("a", 1, 25).await, stage.row("b", 1, 25).await);
    let before = stage.read(row).await;
    assert_eq!(before.state, JobState::Running);

    assert_eq!(stage.beats.sweep("a", Expected::Beat(0), WHY).await.unwrap(), Some(1));

    let after = stage.read(row).await;
    assert_eq!(after.state, JobState::Available, "not retryable: that waits for the leader");
    assert_eq!(after.scheduled_at, before.scheduled_at, "first in line");
    assert_eq!((after.attempt, after.finalized_at), (1, None));
    let errors: Vec<_> = after.errors.iter().map(|one| (one.attempt, &*one.error)).collect();
    assert_eq!(errors, [(1, WHY)]);
    assert!(
        after.errors[0].at > before.created_at - riverqueue::jiff::SignedDuration::from_secs(1)
    );
    assert_eq!(stage.read(other).await.state, JobState::Running, "the other's row stays");
    assert_eq!(stage.beats.watched().await.unwrap(), [("b".to_owned(), Some(0))]);
    assert!(!stage.beats.beat("a").await.unwrap(), "it learns that it is dead");
}

async fn rows_without_an_attempt_left_are_discarded(stage: Stage) {
    stage.beats.register("a").await.unwrap();
    let row = stage.row("a", 3, 3).await;
    assert_eq!(stage.beats.sweep("a", Expected::Beat(0), WHY).await.unwrap(), Some(1));
    let after = stage.read(row).await;
    assert_eq!(after.state, JobState::Discarded);
    assert!(after.finalized_at.is_some());
    assert_eq!(after.errors[0].error, WHY);
}

async fn one_that_moved_is_left_alone(stage: Stage) {
    stage.beats.register("a").await.unwrap();
    let row = stage.row("a", 1, 25).await;
    assert!(stage.beats.beat("a").await.unwrap());
    assert_eq!(stage.beats.sweep("a", Expected::Beat(0), WHY).await.unwrap(), None);
    assert_eq!(stage.beats.sweep("a", Expected::Absent, WHY).await.unwrap(), Some(0));
    assert_eq!(stage.read(row).await.state, JobState::Running);
    assert!(stage.beats.beat("a").await.unwrap(), "it is on the list still");
}

async fn rows_of_one_that_is_not_on_the_list_are_seen(stage: Stage) {
    let row = stage.row("a", 1, 25).await;
    assert_eq!(stage.beats.watched().await.unwrap(), [("a".to_owned(), None)]);
    assert_eq!(stage.beats.sweep("a", Expected::Absent, WHY).await.unwrap(), Some(1));
    assert_eq!(stage.read(row).await.state, JobState::Available);
    assert_eq!(stage.beats.watched().await.unwrap(), []);
}

async fn of_two_sweepers_one_does_it(stage: Stage) {
    stage.beats.register("a").await.unwrap();
    let row = stage.row("a", 1, 25).await;
    let (one, two) = tokio::join!(
        stage.beats.sweep("a", Expected::Beat(0), WHY),
        stage.beats.sweep("a", Expected::Beat(0), WHY),
    );
    let mut both = [one.unwrap(), two.unwrap()];
    both.sort();
    assert_eq!(both, [None, Some(1)]);
    assert_eq!(stage.read(row).await.errors.len(), 1);
}

/// SQLite has one writer, and waits for whoever stands still while it writes.
#[tokio::test]
#[ignore = "needs a server: queue/run"]
async fn one_that_stands_still_in_a_transaction_is_swept() {
    let stage = Stage::postgres().await;
    stage.beats.register("a").await.unwrap();
    let row = stage.row("a", 1, 25).await;
    let Pool::Postgres(a) = stage.of_worker("a") else { panic!() };
    let mut still = a.begin().await.unwrap();
    let lock = "SELECT id FROM river_job FOR UPDATE";
    assert_eq!(sqlx::query(lock).fetch_all(&mut *still).await.unwrap().len(), 1);

    assert_eq!(stage.beats.sweep("a", Expected::Beat(0), WHY).await.unwrap(), Some(1));
    assert_eq!(stage.read(row).await.state, JobState::Available);
    assert!(still.commit().await.is_err());
}
