//! What the line says of a body: the server's own messages, in whatever shape
//! they come, and no more.

use flatfile_jobs::Error;
use serde_json::{Value, json};

use crate::support::canned::Canned;

async fn failure(body: impl Into<bytes::Bytes>) -> Error {
    Canned::new(400, body).client().job("us_jb_1").ack().await.unwrap_err()
}

async fn success(body: impl Into<bytes::Bytes>) -> Error {
    Canned::new(200, body).client().job("us_jb_1").get().await.unwrap_err()
}

fn messages(error: &Error) -> Vec<&str> {
    error.server_messages().iter().map(|message| message.message.as_str()).collect()
}

#[tokio::test]
async fn a_reason_reaches_the_line_in_whatever_shape() {
    let why = "progress must not be greater than 100";
    for body in [
        json!({ "errors": [{ "key": "progress", "message": why }] }),
        json!([{ "message": why }]),
        json!([why]),
        json!({ "message": why }),
        json!({ "statusCode": 400, "message": [why], "error": "Bad Request" }),
        json!({ "type": "about:blank", "title": "Bad Request", "detail": why, "status": 400 }),
        json!({ "title": why }),
        json!({ "error": { "code": 400, "message": why, "status": "INVALID_ARGUMENT" } }),
        json!({ "error": why }),
        json!({ "errors": [why] }),
        json!({ "errors": why }),
        json!({ "errors": [{ "message": why }, { "key": "info" }, null, 3, {}] }),
        json!({ "errors": [{ "title": "Bad Request", "detail": why, "status": "400" }] }),
        json!({ "errors": { "progress": [why] } }),
        json!({ "errors": { "progress": why } }),
        json!({ "errors": [{ "code": 17 }], "message": why }),
        json!({ "detail": [{ "loc": ["body", "progress"], "msg": why, "type": "less_than" }] }),
        json!({ "Message": why }),
        json!({ "errorMessage": why, "errorType": "Error" }),
        json!({ "message": "Bad Request", "details": [{ "message": why }] }),
        json!({ "error": "Bad Request", "details": { "progress": why, "traceId": "a1b2" } }),
        json!({ "title": "Bad Request", "violations": [{ "propertyPath": "progress", "message": why }] }),
        json!({ "title": "Bad Request", "invalid-params": [{ "name": "progress", "reason": why }] }),
        json!({ "issues": [{ "code": "too_big", "path": ["progress"], "message": why }] }),
        json!({ "error": { "issues": [{ "path": ["progress"], "message": why }] } }),
        json!({ "details": [{ "fieldViolations": [{ "field": "progress", "description": why }] }] }),
        json!({ "failures": [why] }),
        json!({ "fault": { "faultstring": why, "detail": { "errorcode": "steps.Failed" } } }),
        json!(why),
    ] {
        let error = failure(body.to_string()).await;
        assert_eq!(messages(&error), [why], "{body}");
        let line = error.to_string();
        assert!(
            line.contains(&format!("the server answered 400 Bad Request: {why};")) || {
                line.ends_with(&format!("the server answered 400 Bad Request: {why}"))
            },
            "{line}"
        );
    }
}

#[tokio::test]
async fn several_reasons_all_reach_it() {
    for (body, expected) in [
        (json!({ "message": ["one is odd", "two is odd"] }), vec!["one is odd", "two is odd"]),
        (
            json!({ "title": "Not enough credit", "detail": "Your balance is 30" }),
            vec!["Your balance is 30", "Not enough credit"],
        ),
        (
            json!({ "message": "The data is invalid.", "errors": { "info": ["is too long"] } }),
            vec!["is too long", "The data is invalid."],
        ),
        (
            json!({ "error": "invalid_token", "error_description": "The token expired" }),
            vec!["The token expired", "invalid_token"],
        ),
        (json!({ "message": "the same", "error": { "message": "the same" } }), vec!["the same"]),
        (json!({ "statusCode": 400, "error": "Bad Request" }), vec!["Bad Request"]),
        (
            json!({ "errors": { "progress": ["is required"], "info": ["is required"] } }),
            vec!["is required", "is required"],
        ),
    ] {
        assert_eq!(messages(&failure(body.to_string()).await), expected, "{body}");
    }
}

#[tokio::test]
async fn a_reason_names_what_it_is_about() {
    for body in [
        json!({ "errors": { "progress": ["is too large"] } }),
        json!({ "errors": [{ "field": "progress", "message": "is too large" }] }),
    ] {
        let error = failure(body.to_string()).await;
        assert_eq!(error.server_messages()[0].key.as_deref(), Some("progress"));
    }
}

#[tokio::test]
async fn the_line_names_the_member_that_a_message_leaves_out() {
    for (body, says) in [
        (
            json!({ "errors": { "progress": ["must be <= 100", "must be int"] } }),
            "400 Bad Request: progress: must be <= 100, progress: must be int",
        ),
        (
            json!({ "invalid-params": [{ "name": "age", "reason": "must be positive" }] }),
            "400 Bad Request: age: must be positive",
        ),
        (
            json!({ "issues": [{ "path": ["info", 0], "message": "Required" }] }),
            "400 Bad Request: info.0: Required",
        ),
        (
            json!({ "errors": [{ "key": "general", "message": "no such thing" }] }),
            "400 Bad Request: no such thing",
        ),
    ] {
        let line = failure(body.to_string()).await.to_string();
        assert!(line.ends_with(says), "{line}");
    }
}

#[tokio::test]
async fn a_message_that_is_the_status_is_not_said_twice() {
    let line = failure(json!({ "message": "Bad Request" }).to_string()).await.to_string();
    assert!(line.ends_with("the server answered 400 Bad Request"), "{line}");
}

#[tokio::test]
async fn a_short_text_is_one() {
    let says = async |body: &'static str| failure(body).await.to_string();
    assert!(says("upstream connect error\n").await.contains("400 Bad Request: upstream connect"));
    let lines = says("no healthy upstream\r\n\r\nsee the manual\nbye").await;
    assert!(lines.contains("no healthy upstream … (2 more lines)"), "{lines}");
    for odd in ["sk_live_0a1b2c", "17", "true", "{not json}"] {
        let line = says(odd).await;
        assert!(line.ends_with("with a body that is not the API's error shape"), "{line}");
    }
    let line = failure("word ".repeat(2000)).await.to_string();
    assert!(line.ends_with("with a body that is not the API's error shape"), "{line}");
}

#[tokio::test]
async fn what_is_no_reason_is_named() {
    for (body, says) in [
        (&br#"{"errors": []}"#[..], "with an empty list of errors"),
        (b"[]", "with an empty list of errors"),
        (br#"{"errors": {}}"#, "with an empty list of errors"),
        (br#"{"errors": [{"key": "info"}]}"#, "with a body that is not the API's error shape"),
        (b"\x1f\x8b\x08\0\0\0", "with a body that is compressed, which was not asked for"),
        (b"<?xml version='1.0'?><Error/>", "with an XML document"),
        (b"<Error><Code>AccessDenied</Code></Error>", "with an XML document"),
        (b"<h1>Not here</h1>", "with an HTML page"),
        (b"\xef\xbb\xbf", "with an empty body"),
        (b"a \x01 b", "with a body that is no text"),
        (b"%PDF-1.4 \0", "with a body that is no text"),
        (b"\xff\xfe{\0\"\0a\0\"\0:\x001\0}\0", "with a body that is no text"),
        (b"{\0\"\0a\0\"\0:\x001\0}\0", "with a body that is no text"),
        (b"\x0b\x02\x80\x7b\x7d\x03", "with a body that is no text"),
        (b"{\"errors\": [", "with a body that was cut off"),
    ] {
        let line = failure(body).await.to_string();
        assert!(line.ends_with(says), "{line}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_and_an_odd_encoding_hide_nothing() {
    let marked = "\u{feff}{\"message\":\"no such job\"}";
    assert_eq!(messages(&failure(marked).await), ["no such job"]);
    let latin = b"{\"message\":\"Auftrag nicht verf\xfcgbar\"}".as_slice();
    assert_eq!(messages(&failure(latin).await), ["Auftrag nicht verf\u{fffd}gbar"]);
    let latin = b"le caf\xe9 est ferm\xe9".as_slice();
    assert_eq!(messages(&failure(latin).await), ["le caf\u{fffd} est ferm\u{fffd}"]);
    assert_eq!(messages(&failure(r#"{"message":"no such job"} trailing"#).await), ["no such job"]);
}

#[tokio::test]
async fn a_page_is_known_by_its_title() {
    let page = |title: &str| format!("<!doctype html><HTML><head>{title}</head>secretword</html>");
    let error = failure(page("<title lang=en>Attention\n Required! | A Proxy</title>")).await;
    assert!(error.to_string().ends_with("with an HTML page: Attention Required! | A Proxy"));
    for title in ["<title>502 Bad Gateway</title>", "<title>a &#115; b</title>", "<title>a b", ""] {
        let line = failure(page(title)).await.to_string();
        assert!(line.ends_with("with an HTML page"), "{line}");
    }
    let line = success(page("<title>Sign in</title>")).await.to_string();
    assert!(line.contains("is an HTML page: Sign in"), "{line}");
    assert!(!line.contains("secretword"), "{line}");
}

#[tokio::test]
async fn a_success_with_errors_gives_its_reasons() {
    for body in [
        json!({ "errors": [{ "message": "no access to this environment" }] }),
        json!({ "data": null, "errors": [{ "message": "no access to this environment" }] }),
        json!({ "error": { "message": "no access to this environment" } }),
        json!({ "error": "no access to this environment" }),
    ] {
        let error = success(body.to_string()).await;
        assert!(error.is_contract_mismatch(), "{error}");
        assert_eq!(messages(&error), ["no access to this environment"], "{body}");
        assert!(error.to_string().contains("is that of a failure: no access to"), "{error}");
    }
    for data in [json!({ "message": "secretword a" }), json!("secretword a"), json!(["secret a"])] {
        let error = success(data.to_string()).await;
        assert!(messages(&error).is_empty() && !error.to_string().contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn a_success_that_is_no_json_is_named() {
    for (body, says) in [
        (&b"secretword of a proxy"[..], "is plain text, not JSON;"),
        (b"cb({\"data\":{}})", "is plain text, not JSON;"),
        (b"{\"data\":{},}", "cannot be read as JSON;"),
        (b"\xff\xfe{\0}\0", "is no text;"),
        (b"<Error><Code>AccessDenied</Code></Error>", "is an XML document;"),
    ] {
        let line = success(body).await.to_string();
        assert!(line.contains(says) && !line.contains("secretword"), "{line}");
    }
}

#[tokio::test]
async fn a_success_about_the_job_does_not_ask_about_the_base_url() {
    let newer = "the server may be newer than the contract: compare with the crate's version";
    let line = success(r#"{"data":{"id":"us_jb_1"}}"#).await.to_string();
    assert!(line.ends_with(newer), "{line}");
    for other in ["{}", "<html></html>", ""] {
        let line = success(other).await.to_string();
        assert!(
            line.ends_with(
                "check that the base URL is the API's, and that no proxy answers instead"
            ),
            "{line}"
        );
    }
}

#[tokio::test]
async fn a_compressed_success_is_named() {
    let line = success(&b"\x1f\x8b\x08\0\0"[..]).await.to_string();
    assert!(line.contains("is compressed, which was not asked for"), "{line}");
}

#[tokio::test]
async fn long_messages_are_cut_and_many_counted() {
    let error = failure(json!({ "message": "é".repeat(3_000_000) }).to_string()).await;
    assert!(error.to_string().contains("é… (2999500 more characters)"), "{error:.200}");
    assert!(error.to_string().chars().count() < 700 && format!("{error:?}").len() < 3000);

    let many: Vec<Value> =
        (0..10_000).map(|one| json!({ "message": format!("no {one}") })).collect();
    let error = failure(json!({ "errors": many }).to_string()).await;
    let line = error.to_string();
    assert!(line.contains("with 10000 messages, the first 8 of them: no 0, no 1,"), "{line}");
    assert!(line.contains("no 7") && !line.contains("no 8"), "{line}");
    assert_eq!(error.server_messages().len(), 8);
}

#[tokio::test]
async fn the_same_message_counts_once() {
    let said = async |messages: Vec<Value>| {
        let error = failure(json!({ "errors": messages }).to_string()).await;
        (error.server_messages().len(), error.to_string())
    };
    let message = |number: usize| json!({ "message": format!("no {number}") });
    let (kept, line) = said((0..1000).map(|number| message(number % 8)).collect()).await;
    assert!(kept == 8 && !line.contains("messages"), "{line}");
    let (kept, line) = said((0..1000).map(|number| message(number % 9)).collect()).await;
    assert!(kept == 8 && line.contains("with 9 messages, the first 8 of them: no 0"), "{line}");
    // Of another member it is another one.
    let of = |number: usize| json!({ "field": format!("row{}", number % 12), "message": "empty" });
    let (kept, line) = said((0..1000).map(of).collect()).await;
    assert!(kept == 8 && line.contains("with 12 messages, the first 8 of them"), "{line}");
    let (kept, line) = said((0..50_000).map(message).collect()).await;
    assert!(kept == 8 && line.contains("with more than 10000 messages, the first 8"), "{line}");
}

#[tokio::test]
async fn a_line_stays_one_line_and_quotes_stay_readable() {
    let odd = "can't use \"a\\b\"\nnext\u{202e}\u{2028}\u{7}\u{0}";
    let line = failure(json!({ "message": odd }).to_string()).await.to_string();
    let escaped = r#"can't use "a\b"\nnext\u{202e}\u{2028}\u{7}\0"#;
    assert!(line.contains(escaped), "{line}");
}
