//! Jobs are put in by a list or a stream, by any number of dispatchers.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
use futures_core::Stream;

use crate::stage::{Stage, on_both};

on_both!(
    what_is_ready_is_put_in,
    ids_of_a_stream_are_put_in_once,
    an_id_waits_while_the_database_is_away
);

async fn what_is_ready_is_put_in(stage: Stage) {
    for _ in 0..3 {
        stage.ready();
    }
    stage.sandbox.add_executing_job("exportOrders");
    let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    stage.sandbox.add(config.with_trigger(Trigger::Manual));
    let dispatcher = stage.queue.dispatcher().unwrap();
    let first = dispatcher.put_ready(&stage.client()).await.unwrap();
    assert_eq!((first.new, first.known, first.unreadable), (3, 0, 0));
    let second = dispatcher.put_ready(&stage.client()).await.unwrap();
    assert_eq!((second.new, second.known), (0, 3));
}

async fn ids_of_a_stream_are_put_in_once(stage: Stage) {
    let ids = || Ids(["us_jb_1", "us_jb_2", "us_jb_1"].map(str::to_owned).into());
    let (one, two) = (stage.queue.dispatcher().unwrap(), stage.queue.dispatcher().unwrap());
    let (one, two) = tokio::join!(one.follow(ids()), two.follow(ids()));
    assert_eq!((one.new + two.new, one.known + two.known), (2, 4));
}

async fn an_id_waits_while_the_database_is_away(stage: Stage) {
    let dispatcher = stage.queue.dispatcher().unwrap();
    stage.sql("ALTER TABLE river_job RENAME TO elsewhere").await;
    let error = dispatcher.put("us_jb_1").await.unwrap_err();
    assert!(error.is_database(), "{error}");
    let follow = dispatcher.follow(Ids(["us_jb_1".to_owned()].into()));
    let back = stage.sql("ALTER TABLE elsewhere RENAME TO river_job");
    let (counts, ()) = tokio::join!(follow, back);
    assert_eq!(counts.new, 1);
}

struct Ids(VecDeque<String>);

impl Stream for Ids {
    type Item = String;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<String>> {
        Poll::Ready(self.0.pop_front())
    }
}
