//! What a handler returns is the end of its job.

use std::io;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::{HandlerError, HandlerResult, Outcome, Returned, Run, RunEnd, SettledBy};
use serde_json::json;

use super::world::World;

#[tokio::test(start_paused = true)]
async fn an_outcome_completes() {
    let world = World::new();
    let report = world.handle().run(async |_| Ok(Outcome::new().message("42 rows"))).await.unwrap();
    assert_eq!(report.end, RunEnd::Completed);
    assert_eq!(report.settled_by, Some(SettledBy::Response));
    assert!(matches!(report.handler, Returned::Done(_)));
    assert_eq!(world.called(), [Op::GetJob, Op::AckJob, Op::CompleteJob]);
    assert_eq!(world.job().outcome, Some(json!({ "message": "42 rows" })));
}

#[tokio::test(start_paused = true)]
async fn whatever_makes_an_outcome_does() {
    async fn named(run: Run) -> HandlerResult {
        assert!(run.id().starts_with("us_jb_"));
        Ok("named".into())
    }
    let world = World::new();
    let _ = world.handle().run(named).await.unwrap();
    let world = World::new();
    let _ = world.handle().run(async |_| Ok("a text")).await.unwrap();
    let world = World::new();
    let _ = world.handle().run(async |_| Ok(())).await.unwrap();
    assert_eq!(world.calls(Op::CompleteJob)[0].body, None, "nothing is made up");
    let world = World::new();
    let rows = String::from("captured");
    let _ = world.handle().run(|_| async { Ok(rows.as_str()) }).await.unwrap();
    assert_eq!(world.job().outcome, Some(json!({ "message": "captured" })));
}

#[tokio::test(start_paused = true)]
async fn an_error_fails_with_its_message() {
    let world = World::new();
    let report = world
        .handle()
        .run(async |_| {
            Err::<(), _>(io::Error::other("the warehouse did not answer"))?;
            Ok("never")
        })
        .await
        .unwrap();
    assert_eq!(report.end, RunEnd::Failed);
    let Returned::Failed(error) = report.handler else { panic!("it failed") };
    assert!(error.source().unwrap().is::<io::Error>(), "the error itself is kept");
    let job = world.job();
    assert_eq!(job.info.as_deref(), Some("the warehouse did not answer"));
    let shown = json!({ "acknowledge": true, "message": "the warehouse did not answer" });
    assert_eq!(job.outcome, Some(shown));
}

#[tokio::test(start_paused = true)]
async fn an_error_has_an_outcome_of_its_own() {
    let own =
        || Outcome::new().heading("Stopped").message("Row 3 has no number").acknowledge(false);
    for error in [HandlerError::new("parse").with_outcome(own()), HandlerError::from(own())] {
        let world = World::new();
        let report = world.handle().run(async |_| Err::<(), _>(error)).await.unwrap();
        assert_eq!(report.end, RunEnd::Failed);
        let shown =
            json!({ "acknowledge": false, "heading": "Stopped", "message": "Row 3 has no number" });
        assert_eq!(world.job().outcome, Some(shown));
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_without_a_message_fails_all_the_same() {
    let world = World::new();
    let _ = world.handle().run(async |_| Err::<(), _>("".into())).await.unwrap();
    assert_eq!(world.status(), JobStatus::Failed);
    assert!(!world.job().info.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_panic_fails_with_its_text() {
    std::panic::set_hook(Box::new(|_| {}));
    let at_once =
        |_: Run| -> std::future::Ready<HandlerResult> { panic!("before {}", "its future") };
    for (name, text) in [("at once", "before its future"), ("later", "row 3"), ("odd", "")] {
        let world = World::new();
        let handle = world.handle();
        let report = match name {
            "at once" => handle.run(at_once).await,
            "later" => {
                let late = async |run: Run| -> HandlerResult {
                    tokio::task::yield_now().await;
                    if run.progress_at_all() {
                        panic!("row 3")
                    }
                    Ok("".into())
                };
                handle.run(late).await
            }
            _ => {
                let odd = async |_| -> HandlerResult { std::panic::panic_any(7) };
                handle.run(odd).await
            }
        };
        let report = report.unwrap();
        assert_eq!(report.end, RunEnd::Failed, "{name}");
        assert!(matches!(report.handler, Returned::Panicked(found) if found == text), "{name}");
        let info = world.job().info.unwrap();
        assert!(info.starts_with("the handler panicked") && info.ends_with(text), "{info}");
    }
    let _ = std::panic::take_hook();
}

trait AtAll {
    fn progress_at_all(&self) -> bool;
}

impl AtAll for Run {
    fn progress_at_all(&self) -> bool {
        self.progress(3, ());
        true
    }
}

#[tokio::test(start_paused = true)]
async fn a_panic_while_it_is_dropped_takes_nothing_from_what_it_returned() {
    struct Falls;
    impl Drop for Falls {
        fn drop(&mut self) {
            panic!("while it was dropped");
        }
    }
    std::panic::set_hook(Box::new(|_| {}));
    let world = World::new();
    let falls = Falls;
    let report = world
        .handle()
        .run(|_| {
            let mut kept = Some(falls);
            std::future::poll_fn(move |_| {
                assert!(kept.is_some());
                let _ = &mut kept;
                std::task::Poll::Ready(Ok("done"))
            })
        })
        .await
        .unwrap();
    let _ = std::panic::take_hook();
    assert_eq!(report.end, RunEnd::Completed);
}
