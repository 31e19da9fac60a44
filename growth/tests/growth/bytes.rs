//! A response that is no JSON: its bytes, within the client's limit.

use http::header::ACCEPT;

use crate::script::{LOST, Script};

/// No text in any encoding.
const FILE: &[u8] = b"%PDF-1.7\n\xff\xfe\0\x80{";

#[tokio::test(start_paused = true)]
async fn the_bytes_come_as_they_are() {
    let script = Script::new([(0, &b""[..]), (503, b""), (200, FILE)]);
    let file = script.client().api().get_note_file().note_id("n_1").send().await.unwrap();
    assert_eq!(file.attempts().len(), 3, "it is tried again like any other read");
    assert_eq!(file.status(), 200);
    let bytes: bytes::Bytes = file.into_inner();
    assert_eq!(bytes, FILE);
}

#[tokio::test]
async fn its_type_is_asked_for() {
    let script = Script::new([(200, FILE)]);
    script.client().api().get_note_file().note_id("n_1").send().await.unwrap();
    let request = script.request();
    assert_eq!(request.uri().path(), "/v1/notes/n_1/file");
    let accept: Vec<_> = request.headers().get_all(ACCEPT).iter().collect();
    assert_eq!(accept, ["application/pdf, application/json;q=0.5"]);
}

#[tokio::test]
async fn too_many_of_them_are_refused() {
    let script = Script::new([(200, FILE)]);
    let client = script.builder().max_response_bytes(FILE.len() - 1).build().unwrap();
    let error = client.api().get_note_file().note_id("n_1").send().await.unwrap_err();
    assert!(error.to_string().contains("larger than"), "{error}");
    let client = script.builder().max_response_bytes(FILE.len()).build().unwrap();
    client.api().get_note_file().note_id("n_1").send().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_failure_says_what_the_server_says() {
    let body = r#"{"errors":[{"message":"no such note"}]}"#;
    let client = Script::new([(404, body)]).client();
    let error = client.api().get_note_file().note_id("n_1").send().await.unwrap_err();
    assert!(error.is_not_found() && error.to_string().contains("no such note"), "{error}");
    let lost = Script::new([LOST]);
    let error = lost.client().api().get_note_file().note_id("n_1").send().await.unwrap_err();
    assert!(error.attempts().len() > 1, "{error}");
}
