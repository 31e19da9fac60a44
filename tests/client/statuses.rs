//! Every failure that comes as a status is told apart, whatever its body.

use flatfile_jobs::Error;

use crate::support::canned::Canned;

const HTML: &str = "<!doctype html><html><body>Bad gateway secretword</body></html>";

/// A body, and what it says.
const BODIES: &[(&str, Option<&str>, &str)] = &[
    (r#"{"errors":[{"key":"jobId","message":"no such thing"}]}"#, Some("no such thing"), ""),
    (r#"{"errors":[{"message":"one"},{"message":"two"}],"x":1}"#, Some("one"), ""),
    (r#"[{"message":"a bare list"}]"#, Some("a bare list"), ""),
    (r#"{"statusCode":400,"message":"one object","error":"Bad"}"#, Some("one object"), ""),
    (HTML, None, "HTML page"),
    ("", None, "empty body"),
    (r#"{"errors":[{"message":"no su"#, None, "cut off"),
    (r#"{"odd":"secretword"}"#, None, "not the API's error shape"),
    ("upstream connect error", Some("upstream connect error"), ""),
    ("secretword_17", None, "not the API's error shape"),
];

type Is = fn(&Error) -> bool;

const STATUSES: &[(u16, Is)] = &[
    (400, Error::is_bad_request),
    (401, Error::is_unauthorized),
    (403, Error::is_forbidden),
    (404, Error::is_not_found),
    (409, Error::is_conflict),
    (422, Error::is_bad_request),
    (429, Error::is_rate_limited),
    (500, Error::is_server_error),
    (502, Error::is_server_error),
    (503, Error::is_server_error),
    (302, Error::is_redirect),
];

#[tokio::test]
async fn each_status_with_each_body() {
    for (status, is) in STATUSES {
        for (body, message, says) in BODIES {
            let canned = Canned::new(*status, *body).header("x-request-id", "r-17");
            let error = canned.client().job("us_jb_1").execute().await.unwrap_err();
            let text = error.to_string();
            assert!(is(&error), "{status}: {text}");
            assert_eq!(error.status(), Some(*status));
            assert_eq!(error.request_id(), Some("r-17"));
            assert_eq!(error.body(), body.as_bytes());
            assert_eq!(error.job(), Some("us_jb_1"));
            assert_eq!(error.operation().map(|operation| operation.name), Some("executeJob"));
            let first = error.server_messages().first().map(|first| first.message.as_str());
            assert_eq!(first, *message, "{body}");
            assert!(text.starts_with("execute a job `us_jb_1`: the server answered "), "{text}");
            assert!(text.contains(&status.to_string()) && text.contains(says), "{text}");
            assert!(text.contains(message.unwrap_or_default()), "{text}");
            assert!(!text.contains('\n') && !text.ends_with('.'), "{text}");
            assert!(!text.contains("secretword"), "{text}");
            assert!(!format!("{error:?}").contains("secretword"), "{error:?}");
        }
    }
}

#[tokio::test]
async fn only_its_own_predicates_are_true() {
    let all: &[(&str, Is)] = &[
        ("bad request", Error::is_bad_request),
        ("unauthorized", Error::is_unauthorized),
        ("forbidden", Error::is_forbidden),
        ("not found", Error::is_not_found),
        ("conflict", Error::is_conflict),
        ("rate limited", Error::is_rate_limited),
        ("server error", Error::is_server_error),
        ("redirect", Error::is_redirect),
        ("timeout", Error::is_timeout),
        ("connect", Error::is_connect),
        ("interrupted", Error::is_interrupted),
        ("contract mismatch", Error::is_contract_mismatch),
        ("configuration", Error::is_configuration),
        ("invalid input", Error::is_invalid_input),
    ];
    for (status, _) in STATUSES {
        let error = Canned::new(*status, "").client().job("us_jb_1").get().await.unwrap_err();
        let names: Vec<&str> =
            all.iter().filter(|(_, is)| is(&error)).map(|(name, _)| *name).collect();
        assert_eq!(names.len(), 1, "{status}: {names:?}");
    }
}

#[tokio::test]
async fn every_success_is_one() {
    let job = r#"{"data":{"id":"us_jb_1","type":"file","operation":"map","source":"us_fl_1",
        "createdAt":"2025-01-01T00:00:00Z","updatedAt":"2025-01-01T00:00:00Z"}}"#;
    for status in [200, 201, 202] {
        let settled = Canned::new(status, job).client().job("us_jb_1").fail("x").await.unwrap();
        assert_eq!(settled.job.id, "us_jb_1");
    }
}

#[tokio::test]
async fn the_hint_goes_by_whose_the_body_is() {
    let astray = "check that the base URL is the API's, and that no proxy answers instead";
    for (status, body, hint) in [
        (404, HTML, astray),
        (403, "<title>Attention Required! | A Proxy</title>", astray),
        (404, "Cannot GET /v1/jobs/us_jb_1", astray),
        (404, r#"{"statusCode":404,"message":"Cannot GET /v1/jobs/us_jb_1"}"#, astray),
        (
            404,
            r#"{"errors":[{"message":"no such job"}]}"#,
            "check the id and the token's environment",
        ),
        (404, "", "check the id and the token's environment"),
        (403, r#"{"message":"Cannot do this"}"#, "use a token that may do this"),
        (429, HTML, "slow down and try again later"),
    ] {
        let line = Canned::new(status, body).client().job("us_jb_1").get().await.unwrap_err();
        assert!(line.to_string().ends_with(&format!("; {hint}")), "{line}");
    }
}

#[tokio::test]
async fn a_status_without_a_name_is_its_number() {
    for status in [598, 600, 499] {
        let line = Canned::new(status, "").client().job("us_jb_1").get().await.unwrap_err();
        let says = format!("the server answered {status} with an empty body");
        assert!(line.to_string().contains(&says), "{line}");
    }
}
