//! A success without a body, and a header of one's own.

use grown::api::types::Note;

use crate::script::{LOST, Script};

#[tokio::test]
async fn nothing_is_what_it_brings() {
    for (status, body) in [(204, ""), (200, ""), (200, "{}"), (202, "[1]")] {
        let script = Script::new([(status, body)]);
        let note = Note::new("n_1", "Looks right");
        let api = script.client().api();
        let put = api.put_note().note_id("n_1").idempotency_key("k 1").body(note);
        let done = put.send().await.unwrap();
        assert_eq!(done.status(), status);
        let () = done.into_inner();
        let request = script.request();
        assert_eq!(request.headers()["idempotency-key"], "k 1");
        assert_eq!(request.method(), "PUT");
        assert_eq!(request.body().as_ref(), br#"{"id":"n_1","text":"Looks right"}"#);
    }
}

#[tokio::test]
async fn a_web_page_is_not_the_api() {
    let api = Script::new([(200, "<html>secretword</html>")]).client().api();
    let put = api.put_note().note_id("n_1").idempotency_key("k");
    let error = put.body(Note::new("n_1", "x")).send().await.unwrap_err();
    assert!(error.is_contract_mismatch(), "{error}");
    assert!(!format!("{error} {error:?}").contains("secretword"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn it_is_sent_again_with_the_same_header() {
    let script = Script::new([LOST, (204, "")]);
    let api = script.client().api();
    let put = api.put_note().note_id("n_1").idempotency_key("k");
    put.body(Note::new("n_1", "x")).send().await.unwrap();
    let keys: Vec<_> =
        script.requests().iter().map(|it| it.headers()["idempotency-key"].clone()).collect();
    assert_eq!(keys, ["k", "k"]);
}

#[tokio::test]
async fn what_does_not_fit_is_not_sent() {
    let script = Script::new([(204, "")]);
    let api = script.client().api();
    let note = || Note::new("n_1", "x");
    let missing = api.put_note().note_id("n_1").body(note());
    assert!(missing.send().await.unwrap_err().to_string().contains("`idempotency_key`"));
    let odd = api.put_note().note_id("n_1").idempotency_key("secret\r\nX-Other: 1");
    let error = odd.body(note()).send().await.unwrap_err();
    assert!(error.to_string().contains("`Idempotency-Key`"), "{error}");
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    let path = api.put_note().note_id("../jobs").idempotency_key("k").body(note());
    path.send().await.unwrap_err();
    assert!(script.requests().is_empty());
}
