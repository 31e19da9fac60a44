//! Progress: the first at once, then the newest, the last before the end.

use std::time::Duration;

use flatfile_jobs::Run;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::world::World;

fn percents(told: &[(u64, Value)]) -> Vec<(u64, i64)> {
    told.iter().map(|(at, body)| (*at, body["progress"].as_i64().unwrap())).collect()
}

#[tokio::test(start_paused = true)]
async fn a_thousand_in_a_second_are_two_requests() {
    let world = World::new();
    let counts = async |run: Run| {
        for row in 0..1000 {
            run.progress(row / 10, format!("row {row}"));
            sleep(Duration::from_millis(1)).await;
        }
        Ok(())
    };
    let _ = world.handle().run(counts).await.unwrap();
    assert_eq!(
        world.told(),
        [
            (0, json!({ "progress": 0, "info": "row 0" })),
            (1000, json!({ "progress": 99, "info": "row 999" })),
        ]
    );
    assert_eq!(world.called().last(), Some(&Op::CompleteJob), "and nothing after the end");
}

#[tokio::test(start_paused = true)]
async fn each_two_seconds_and_never_less() {
    let world = World::new();
    let _ = world
        .handle()
        .run(async |run: Run| {
            for percent in [5, 50, 40, 300, -7] {
                run.progress(percent, ());
                sleep(Duration::from_millis(1500)).await;
            }
            Ok(())
        })
        .await
        .unwrap();
    let told = percents(&world.told());
    assert_eq!(told, [(0, 5), (2000, 50), (4000, 50), (6000, 100)]);
}

#[tokio::test(start_paused = true)]
async fn as_often_as_it_is_set() {
    let world = World::new();
    let counts = async |run: Run| {
        for percent in 0..10 {
            run.progress(percent, ());
            sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    };
    let run = world.handle().run(counts).progress_every(Duration::from_millis(250));
    let _ = run.await.unwrap();
    let times: Vec<u64> = world.told().iter().map(|(at, _)| *at).collect();
    assert_eq!(times, [0, 250, 500, 750, 1000]);
}

#[tokio::test(start_paused = true)]
async fn one_at_a_time() {
    let world = World::with(Faults::seeded(1).on(Op::AckJob, Fault::delay(Duration::from_secs(5))));
    let counts = async |run: Run| {
        for percent in 0..20 {
            run.progress(percent, ());
            sleep(Duration::from_secs(1)).await;
        }
        Ok(())
    };
    let _ = world.handle().run(counts).await.unwrap();
    // The acknowledgement itself takes five seconds, and so does each report.
    assert_eq!(
        percents(&world.told()),
        [(5000, 0), (10000, 5), (15000, 10), (20000, 15), (25000, 19)]
    );
}

#[tokio::test(start_paused = true)]
async fn it_fails_nothing_and_comes_again() {
    let faults = Faults::seeded(1).on(Op::AckJob, Fault::status(500)).nth(2);
    let world =
        World::with(faults.on(Op::AckJob, Fault::status(429).retry_after_seconds(7)).nth(3));
    let says = async |run: Run| {
        run.progress(10, "reading");
        sleep(Duration::from_secs(1)).await;
        run.progress(20, ());
        sleep(Duration::from_secs(60)).await;
        Ok(())
    };
    let _ = world.handle().run(says).await.unwrap();
    let both = json!({ "progress": 20, "info": "reading" });
    assert_eq!(
        world.told(),
        [(0, json!({ "progress": 10, "info": "reading" })), (2000, both.clone()), (9000, both)]
    );
    assert_eq!(world.status(), JobStatus::Complete);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_fails_is_left_in_peace_however_often_it_is_set() {
    let world = World::new();
    let says = async |run: Run| {
        world.sandbox.set_faults(Faults::seeded(1).on(Op::AckJob, Fault::status(500)));
        run.progress(10, "reading");
        sleep(Duration::from_secs(60)).await;
        world.sandbox.set_faults(Faults::default());
        Ok(())
    };
    let _ = world.handle().run(says).progress_every(Duration::ZERO).await.unwrap();
    let told = world.told().len();
    assert!(told <= 16, "{told} reports in a minute");
    assert_eq!(world.status(), JobStatus::Complete);
}

#[tokio::test(start_paused = true)]
async fn an_absurd_retry_after_is_an_hour() {
    let limit = Fault::status(429).retry_after("99999999999999999999");
    let world = World::with(Faults::seeded(1).on(Op::AckJob, limit).nth(2));
    let says = async |run: Run| {
        run.progress(10, "reading");
        sleep(Duration::from_secs(4000)).await;
        Ok(())
    };
    let _ = world.handle().run(says).await.unwrap();
    assert_eq!(percents(&world.told()), [(0, 10), (3_600_000, 10)]);
}

/// Nobody knows yet how many there are, or it was computed wrongly: that is not
/// all of them.
#[tokio::test(start_paused = true)]
async fn of_an_unknown_total_nothing_is_said() {
    let world = World::new();
    let counts = async |run: Run| {
        run.progress_of(0, 0);
        sleep(Duration::from_secs(3)).await;
        run.progress_of(5, -1);
        sleep(Duration::from_secs(3)).await;
        run.progress_of(-1, 10);
        sleep(Duration::from_secs(3)).await;
        run.progress_of(10, 10);
        Ok(())
    };
    let _ = world.handle().run(counts).await.unwrap();
    assert_eq!(percents(&world.told()), [(6000, 0), (9000, 100)]);
}

#[tokio::test(start_paused = true)]
async fn what_does_not_get_through_holds_the_end_up_for_ten_seconds() {
    let world = World::with(Faults::seeded(1).on(Op::AckJob, Fault::lose_request()).nth(2));
    let start = tokio::time::Instant::now();
    let says = async |run: Run| {
        run.progress(10, ());
        tokio::task::yield_now().await;
        Ok(())
    };
    let _ = world.handle().run(says).await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 10);
    assert_eq!(world.status(), JobStatus::Complete);
}

#[tokio::test(start_paused = true)]
async fn when_it_will_be_done() {
    let world = World::new();
    let counts = async |run: Run| {
        for row in [0, 25, 50] {
            run.progress_of(row, 100);
            sleep(Duration::from_secs(30)).await;
        }
        Ok(())
    };
    let _ = world.handle().run(counts).await.unwrap();
    let told: Vec<Value> = world.told().into_iter().map(|(_, body)| body).collect();
    assert_eq!(told[0], json!({ "progress": 0 }), "nothing is done yet");
    // A quarter took thirty seconds, and half of it a minute.
    assert_eq!(told[1]["estimatedCompletionAt"], "2025-06-01T12:02:00Z", "{told:?}");
    assert_eq!(told[2]["estimatedCompletionAt"], "2025-06-01T12:02:00Z", "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn a_silent_handlers_job_is_read_and_not_acknowledged() {
    let world = World::new();
    let silent = async |_| {
        sleep(Duration::from_secs(62)).await;
        Ok(())
    };
    let _ = world.handle().run(silent).await.unwrap();
    let called = world.called();
    assert_eq!(called.iter().filter(|op| **op == Op::AckJob).count(), 1);
    // At the start, each fifteen seconds, and before the end.
    assert_eq!(called.iter().filter(|op| **op == Op::GetJob).count(), 1 + 4 + 1);
    // One that talks needs no look.
    let world = World::new();
    let talks = async |run: Run| {
        for percent in 0..31 {
            run.progress(percent, ());
            sleep(Duration::from_secs(2)).await;
        }
        Ok(())
    };
    let _ = world.handle().run(talks).await.unwrap();
    assert_eq!(world.calls(Op::GetJob).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_thread_may_say_it() {
    let world = World::new();
    let computes = async |run: Run| {
        let thread = std::thread::spawn(move || run.progress(40, "from a thread"));
        while !thread.is_finished() {
            tokio::task::yield_now().await;
        }
        Ok(())
    };
    let _ = world.handle().run(computes).await.unwrap();
    assert_eq!(world.told()[0].1["info"], "from a thread");
}
