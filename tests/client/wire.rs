//! The call of the reference's page *Fail a job*, as it goes over the wire.

use std::collections::BTreeSet;

use flatfile_jobs::{Client, Next, Outcome};
use serde_json::{Value, json};

use crate::support::fixtures::fixture;
use crate::support::json::assert_same;
use crate::support::wire::{Server, Then};

/// What the server says of the job that was failed: it is `complete`.
fn answer() -> Value {
    let mut answer = fixture("fail-response");
    answer["data"]["id"] = "us_jb_YOUR_ID".into();
    answer
}

#[tokio::test]
async fn the_seed_call_goes_over_the_wire_as_the_page_has_it() {
    let then = Then::answer("200 OK", "application/json", &answer().to_string());
    let server = Server::always(then).await;
    let client = Client::builder().token("YOUR_TOKEN").base_url(&server.url).build().unwrap();

    let settled = client
        .job("us_jb_YOUR_ID")
        .fail(
            Outcome::new()
                .message("Job failed")
                .heading("Failed")
                .acknowledge(true)
                .button_text("Acknowledge")
                .next(Next::id("us_jb_YOUR_ID"))
                .info("Job was failed"),
        )
        .await
        .unwrap();

    let received = &server.received()[0];
    assert_eq!(received.method, "POST");
    assert_eq!(received.target, "/v1/jobs/us_jb_YOUR_ID/fail");
    let header = |name: &str| received.headers.get(name).map(String::as_str);
    assert_eq!(header("authorization"), Some("Bearer YOUR_TOKEN"));
    assert_eq!(header("x-disable-hooks"), Some("true"));
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("user-agent"), Some(concat!("flatfile-jobs/", env!("CARGO_PKG_VERSION"))));
    let sent: BTreeSet<&str> = received.headers.keys().map(String::as_str).collect();
    let expected = [
        "accept",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-disable-hooks",
    ];
    assert_eq!(sent, BTreeSet::from(expected), "nothing else goes along");
    let by_hand = json!({
        "outcome": {
            "acknowledge": true,
            "buttonText": "Acknowledge",
            "next": { "type": "id", "id": "us_jb_YOUR_ID" },
            "heading": "Failed",
            "message": "Job failed",
        },
        "info": "Job was failed",
    });
    assert_same(&received.json(), &by_hand, "the body");

    let written = serde_json::to_value(&settled.job).unwrap();
    assert_same(&written, &answer()["data"], "the job, written back");
    assert_eq!(settled.job.operation, "exportOrders");
    assert_eq!(settled.job.progress, Some(100.into()));
}

#[tokio::test]
async fn the_shortest_form_sends_what_the_official_handler_sends() {
    let server =
        Server::always(Then::answer("200 OK", "application/json", &answer().to_string())).await;
    let client =
        Client::builder().token("t").base_url(&server.url).user_agent("me/1").build().unwrap();
    client.job("us_jb_YOUR_ID").fail("no answer").await.unwrap();
    let received = &server.received()[0];
    let expected =
        json!({ "outcome": { "acknowledge": true, "message": "no answer" }, "info": "no answer" });
    assert_eq!(received.json(), expected);
    assert!(received.headers["user-agent"].starts_with("me/1 flatfile-jobs/"));
}

#[tokio::test]
async fn an_empty_body_is_not_sent() {
    let server =
        Server::always(Then::answer("200 OK", "application/json", &answer().to_string())).await;
    let client = Client::builder().token("t").base_url(&server.url).build().unwrap();
    client.api().fail_job().job_id("us_jb_YOUR_ID").send().await.unwrap();
    let received = &server.received()[0];
    assert_eq!(received.body, b"");
    assert_eq!(received.headers.get("content-type"), None);
    assert_eq!(received.headers["content-length"], "0");
}
