//! Events that are asked for.

use flatfile_jobs::Event;
use flatfile_jobs::api::types::EventTopic;
use flatfile_jobs::sandbox::Sandbox;
use serde_json::json;

use crate::runner::world::config;
use crate::support::canned::Canned;

#[tokio::test]
async fn the_sandbox_lists_what_happened() {
    let sandbox = Sandbox::in_process();
    let client = sandbox.client().unwrap();
    let id = sandbox.add(config());
    let page = client.events().topic(EventTopic::JobReady).page().await.unwrap();
    let [Event::Ready(ready)] = &page.events[..] else { panic!("{page:?}") };
    assert_eq!(*ready.job_id().unwrap(), id);
    assert_eq!(ready.payload().unwrap().job, "workbook:exportOrders");
    client.job(&id).get().await.unwrap();
    let all = client.events().page_size(1).page_number(2).await.unwrap();
    assert_eq!(all.events.len(), 1);
    assert_eq!(all.events[0].id(), Some("us_evt_00000002"));
}

#[tokio::test]
async fn one_odd_event_does_not_cost_the_others() {
    let body = json!({ "data": [
        { "topic": "job:ready", "context": { "jobId": "us_jb_1" } },
        { "topic": "job:ready" },
        7,
        { "topic": "moon:landed", "context": {}, "createdAt": "yesterday" },
        { "topic": "job:ready", "context": { "jobId": "us_jb_2" }, "_accessToken": "sk_0123456789" },
    ] });
    let client = Canned::new(200, body.to_string()).client();
    let page = client.events().page().await.unwrap();
    let jobs: Vec<_> = page.events.iter().filter_map(Event::job_id).collect();
    assert_eq!(jobs, ["us_jb_1", "us_jb_2"]);
    assert_eq!(page.events.len(), 3);
    assert!(!format!("{:?}", page.events[2].as_json()).contains("sk_0123456789"));
    assert_eq!(page.unreadable.len(), 2);
    assert!(page.unreadable.iter().all(flatfile_jobs::Error::is_contract_mismatch));
}

#[tokio::test]
async fn what_is_no_page_is_an_error() {
    for body in ["", "[]", "{}", r#"{"data":null}"#, "<html>"] {
        let error = Canned::new(200, body).client().events().page().await.unwrap_err();
        assert!(error.is_contract_mismatch(), "{body}: {error}");
    }
    let nothing = Canned::new(200, r#"{"data":[]}"#).client().events().page().await.unwrap();
    assert!(nothing.events.is_empty() && nothing.unreadable.is_empty());
}
