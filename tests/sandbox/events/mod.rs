//! What the sandbox tells of its jobs: which change makes which event, how a
//! list is narrowed and paged, and what goes wrong by plan.

mod bounds;
mod faults;
mod list;
mod made;

use flatfile_jobs::api::types::GenericEvent;
use serde_json::Value;

use crate::caller::Caller;

/// The topics of all events, but for the parts of their names that all have.
pub fn topics(caller: &Caller) -> String {
    let events = caller.sandbox.events();
    let topics: Vec<String> = events.iter().map(topic).collect();
    topics.join(" ")
}

fn topic(event: &GenericEvent) -> String {
    event.topic.as_str().strip_prefix("job:").unwrap().to_owned()
}

/// The page of a query.
pub async fn page(caller: &Caller, query: &str) -> Vec<Value> {
    let (status, body) = caller.send("GET", &format!("/events?{query}"), None).await;
    assert_eq!(status, 200, "{query}: {body}");
    assert_eq!(body.as_object().unwrap().len(), 1, "nothing but `data`: {body}");
    body["data"].as_array().unwrap().clone()
}

/// The numbers of the events of a page, by their ids.
pub async fn numbers(caller: &Caller, query: &str) -> Vec<u64> {
    let number = |event: &Value| {
        event["id"].as_str().unwrap().strip_prefix("us_evt_").unwrap().parse().unwrap()
    };
    page(caller, query).await.iter().map(number).collect()
}
