//! What an outcome turns into.

use std::borrow::Cow;

use flatfile_jobs::api::types::{
    JobCancelDetails, JobCompleteDetails, JobOutcome, JobOutcomeNext, JobOutcomeNextFileObject,
    JobOutcomeTriggerAudience, JobOutcomeTriggerType,
};
use flatfile_jobs::{Next, Outcome};
use serde_json::{Value, json};

use crate::support::canned::Canned;

async fn failed_with(outcome: impl Into<Outcome>) -> Value {
    let canned = Canned::new(404, "");
    canned.client().job("us_jb_1").fail(outcome).await.unwrap_err();
    serde_json::from_slice(canned.requests()[0].body()).unwrap_or_default()
}

#[tokio::test]
async fn fail_fills_in_what_was_left_open() {
    assert_eq!(
        failed_with(Outcome::new().message("why")).await,
        json!({ "info": "why", "outcome": { "message": "why", "acknowledge": true } })
    );
    assert_eq!(
        failed_with(Outcome::new().message("why").acknowledge(false).info("short")).await,
        json!({ "info": "short", "outcome": { "message": "why", "acknowledge": false } })
    );
    assert_eq!(failed_with(String::from("why")).await["info"], "why");
}

#[tokio::test]
async fn raw_details_go_as_they_are() {
    let details =
        JobCompleteDetails::default().with_outcome(JobOutcome::default().with_message("why"));
    assert_eq!(failed_with(details).await, json!({ "outcome": { "message": "why" } }));
    assert_eq!(failed_with(JobCompleteDetails::default()).await, Value::Null, "nothing is sent");
}

#[tokio::test]
async fn what_is_set_on_raw_details_is_set() {
    let raw = || {
        let outcome = JobOutcome::default().with_message("why").with_heading("Old");
        Outcome::from(JobCompleteDetails::default().with_outcome(outcome))
    };
    assert_eq!(
        failed_with(raw().heading("Failed").next(Next::retry())).await,
        json!({ "outcome": { "message": "why", "heading": "Failed", "next": { "type": "retry" } } }),
        "and nothing is filled in"
    );
    assert_eq!(
        failed_with(raw().info("short")).await,
        json!({ "info": "short", "outcome": { "message": "why", "heading": "Old" } })
    );
    let none = Outcome::from(JobCompleteDetails::default().with_info("short"));
    assert_eq!(
        failed_with(none.clone().acknowledge(false)).await,
        json!({ "info": "short", "outcome": { "acknowledge": false } })
    );
    assert_eq!(failed_with(none).await, json!({ "info": "short" }));
    let odd = JobCompleteDetails::default().with_outcome(JobOutcome::default());
    assert_eq!(failed_with(odd).await, json!({ "outcome": {} }), "as it is");
}

#[tokio::test]
async fn a_bare_outcome_is_filled_in() {
    assert_eq!(
        failed_with(JobOutcome::default().with_message("why")).await,
        json!({ "info": "why", "outcome": { "message": "why", "acknowledge": true } })
    );
}

async fn canceled_with(details: impl Into<JobCancelDetails>) -> Value {
    let canned = Canned::new(404, "");
    canned.client().job("us_jb_1").cancel(details).await.unwrap_err();
    serde_json::from_slice(canned.requests()[0].body()).unwrap_or_default()
}

#[tokio::test]
async fn ends_take_the_same_texts() {
    let owned = String::from("why");
    for sent in [
        canceled_with("why").await,
        canceled_with(&owned).await,
        canceled_with(owned.clone()).await,
        canceled_with(Cow::from(&owned)).await,
        canceled_with(owned.clone().into_boxed_str()).await,
        failed_with(&owned).await,
        failed_with(Cow::from(&owned)).await,
        failed_with(owned.clone().into_boxed_str()).await,
    ] {
        assert_eq!(sent["info"], "why");
    }
    let files = Next::files([&owned, &owned]);
    let next = serde_json::to_value(JobOutcomeNext::from(files)).unwrap();
    assert_eq!(next["files"], json!([{ "fileId": "why" }, { "fileId": "why" }]));
}

#[tokio::test]
async fn every_next_and_trigger() {
    for (outcome, next) in [
        (
            Outcome::new().next(Next::id("us_sp_1").path("p").query("q").label("l")),
            json!({ "type": "id", "id": "us_sp_1", "path": "p", "query": "q", "label": "l" }),
        ),
        (
            Outcome::new().next(Next::url("u").label("l").replace(true)),
            json!({ "type": "url", "url": "u", "label": "l", "replace": true }),
        ),
        (
            Outcome::new().next(Next::download("u").label("l").file_name("f")),
            json!({ "type": "download", "url": "u", "label": "l", "fileName": "f" }),
        ),
        (
            Outcome::new().next(Next::files(["f"]).label("l")),
            json!({ "type": "files", "files": [{ "fileId": "f" }], "label": "l" }),
        ),
        (
            Outcome::new().next(Next::files([JobOutcomeNextFileObject::new("f").with_label("l")])),
            json!({ "type": "files", "files": [{ "fileId": "f", "label": "l" }] }),
        ),
        (
            Outcome::new().next(Next::wait().fade(true).confetti(false)),
            json!({ "type": "wait", "fade": true, "confetti": false }),
        ),
        (
            Outcome::new().next(Next::snapshot("ss", "sh").label("l")),
            json!({ "type": "snapshot", "snapshotId": "ss", "sheetId": "sh", "label": "l" }),
        ),
        (Outcome::new().next(Next::retry().label("l")), json!({ "type": "retry", "label": "l" })),
        (
            Outcome::new().next(Next::view("sh", ["a", "b"]).label("l")),
            json!({ "type": "view", "sheetId": "sh", "hiddenColumns": ["a", "b"], "label": "l" }),
        ),
        (
            Outcome::new().next(Next::clear_filters().sheets(["sh"]).label("l")),
            json!({ "type": "clearFilters", "sheetIds": ["sh"], "label": "l" }),
        ),
    ] {
        let details = JobCompleteDetails::from(outcome);
        assert_eq!(serde_json::to_value(details).unwrap()["outcome"]["next"], next);
    }
    let word = Outcome::new().trigger(JobOutcomeTriggerType::AutomaticSilent);
    assert_eq!(failed_with(word).await["outcome"]["trigger"], "automatic_silent");
    let both = (JobOutcomeTriggerType::Manual, JobOutcomeTriggerAudience::All);
    assert_eq!(
        failed_with(Outcome::new().trigger(both).hide_default_button(true)).await["outcome"],
        json!({
            "trigger": { "type": "manual", "audience": "all" },
            "hideDefaultButton": true,
            "acknowledge": true,
        })
    );
}
