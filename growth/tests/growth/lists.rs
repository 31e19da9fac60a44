//! Lists in headers and queries, other headers of one's own, and several
//! statuses of one type.

use grown::api::types::{Mood, SignedNote};

use crate::script::Script;

const NOTES: &str = r#"{"data":[{"id":"n_1","text":"x","signature":"s","author":"a"}]}"#;

#[tokio::test]
async fn they_are_written_as_the_contract_says() {
    let script = Script::new([(206, NOTES)]);
    let api = script.client().api();
    let list = api.list_notes();
    let list = list.ids(vec!["a,b".to_owned(), "c d".to_owned()]).levels(vec![1, 2]);
    let list = list.x_moods(vec![Mood::X1st, Mood::Unknown("so-so".to_owned())]);
    let since = chrono::DateTime::parse_from_rfc3339("2025-01-01T01:00:00+01:00").unwrap();
    let notes = list.x_since(since).send().await.unwrap();
    assert_eq!(notes.status(), 206, "each status of the contract, and its type");
    let note: &SignedNote = &notes.value().data[0];
    assert_eq!(note.author.as_deref(), Some("a"));
    let request = script.request();
    assert_eq!(request.uri().query(), Some("ids=a%2Cb&ids=c+d&levels=1,2"));
    assert_eq!(request.headers()["x-moods"], "1st,so-so");
    assert_eq!(request.headers()["x-since"], "2025-01-01T00:00:00Z");
}

#[tokio::test]
async fn what_is_not_given_is_not_sent() {
    let script = Script::new([(200, NOTES)]);
    let api = script.client().api();
    api.list_notes().send().await.unwrap();
    api.list_notes().ids(vec![]).levels(vec![]).send().await.unwrap();
    for request in script.requests() {
        assert_eq!(request.uri().query(), None);
        assert!(!request.headers().contains_key("x-moods"));
    }
}

#[tokio::test]
async fn an_element_that_would_be_two_is_refused() {
    let script = Script::new([(200, NOTES)]);
    let api = script.client().api();
    for moods in [vec![], vec![Mood::Unknown("a,b".to_owned())]] {
        let error = api.list_notes().x_moods(moods).send().await.unwrap_err();
        assert!(error.to_string().contains("`X-Moods`"), "{error}");
    }
    assert!(script.requests().is_empty());
}
