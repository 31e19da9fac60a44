//! What a handler is given.

use flatfile_jobs::api::types::JobSubject;
use flatfile_jobs::{HandlerResult, Run};
use serde::Deserialize;
use serde_json::{Value, json};

use super::world::{World, config};

#[derive(Debug, Deserialize, PartialEq)]
struct Input {
    currency: String,
    #[serde(default)]
    rows: u32,
}

async fn given(job: flatfile_jobs::api::types::JobConfig, see: impl FnOnce(Run) + Send) -> World {
    let mut world = World::new();
    world.id = world.sandbox.add(job);
    let _ = world
        .handle()
        .run(|run| {
            see(run);
            async { Ok(()) }
        })
        .await
        .unwrap();
    world
}

#[tokio::test(start_paused = true)]
async fn its_job_and_its_input() {
    let input = json!({ "currency": "EUR", "rows": 3.0 });
    given(config().with_input(input), |run| {
        assert_eq!(run.job().operation, "exportOrders");
        let input: Input = run.input().unwrap();
        assert_eq!(input, Input { currency: "EUR".into(), rows: 3 });
        assert!(!run.is_part());
        assert!(run.subject().is_none());
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn an_input_that_does_not_fit_is_named_without_its_value() {
    given(config().with_input(json!({ "currency": 7, "rows": "secret" })), |run| {
        let error = run.input::<Input>().unwrap_err();
        assert!(error.is_contract_mismatch());
        let shown = error.to_string();
        assert!(shown.contains("the job's input") && shown.contains("currency"), "{shown}");
        assert!(!format!("{error} {error:?}").contains("secret"));
    })
    .await;
    given(config(), |run| {
        assert!(run.input::<Input>().unwrap_err().to_string().contains("`currency` is missing"));
        assert_eq!(run.input::<Value>().unwrap(), json!({}));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn its_subject() {
    let subject = json!({ "type": "resource", "id": "us_rc_1" });
    let subject: JobSubject = serde_json::from_value(subject).unwrap();
    given(config().with_subject(subject.clone()), |run| {
        assert_eq!(run.subject(), Some(&subject));
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_data_of_its_part() {
    #[derive(Deserialize)]
    struct Part {
        region: String,
    }
    let world = World::new();
    let running = world.handle().start().await.unwrap();
    running.split(vec![json!({ "region": "north" })]).await.unwrap();
    let part = world.client.jobs().parent(world.id.as_str()).page().await.unwrap().jobs.remove(0);
    let sees = async |run: Run| -> HandlerResult<String> {
        assert!(run.is_part());
        Ok(run.part_data::<Part>()?.region)
    };
    let report = world.client.job(part.id).run(sees).await.unwrap();
    assert_eq!(report.job.outcome.unwrap()["message"], "north");
}
