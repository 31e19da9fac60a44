//! Headers and query parameters that the contract does not name.

use std::time::Duration;

use flatfile_jobs::Retries;

use crate::support::CANARY;
use crate::support::canned::Canned;
use crate::support::json::job;

fn canned() -> Canned {
    Canned::new(200, job("executing").to_string())
}

#[tokio::test]
async fn they_go_with_every_request_of_their_owner() {
    let canned = canned();
    let client = canned.client().with_header("x-trace", "a b").with_query("debug", "yes & no");
    client.job("us_jb_1").with_header("x-more", "1").get().await.unwrap();
    client.jobs().with_query("debug", "again").page_size(7).page().await.unwrap_err();
    canned.client().job("us_jb_1").get().await.unwrap();
    let [get, list, plain] = &canned.requests()[..] else { panic!("three requests") };
    assert_eq!(get.headers()["x-trace"], "a b");
    assert_eq!(get.headers()["x-more"], "1");
    assert_eq!(get.uri().query(), Some("debug=yes+%26+no"));
    assert_eq!(list.headers()["x-trace"], "a b");
    assert_eq!(list.headers().get("x-more"), None);
    assert_eq!(list.uri().query(), Some("pageSize=7&debug=yes+%26+no&debug=again"));
    assert_eq!((plain.headers().get("x-trace"), plain.uri().query()), (None, None));
}

/// What is asked for by filters, or by an id, takes the same options.
#[tokio::test]
async fn each_kind_of_request_takes_the_same() {
    let canned = canned();
    let client = canned.client();
    macro_rules! set {
        ($of:expr) => {
            $of.with_header("x-more", "1")
                .with_query("debug", "2")
                .with_max_response_bytes(10)
                .with_timeout(Duration::from_secs(9))
                .with_retries(Retries::none())
        };
    }
    let errors = [
        set!(client).job("us_jb_1").get().await.unwrap_err(),
        set!(client.job("us_jb_1")).get().await.unwrap_err(),
        set!(client.jobs()).page().await.unwrap_err(),
        set!(client.events()).page().await.unwrap_err(),
    ];
    for (error, sent) in errors.iter().zip(canned.requests()) {
        assert!(error.is_too_large(), "{error}");
        assert_eq!(sent.headers()["x-more"], "1", "{error}");
        assert!(sent.uri().query().unwrap().ends_with("debug=2"), "{error}");
    }
    assert_eq!(canned.requests().len(), errors.len());
}

#[tokio::test]
async fn a_header_that_the_client_sets_itself_is_refused() {
    for name in ["Authorization", "x-disable-hooks", "Content-Type", "accept", "Host"] {
        let canned = canned();
        let client = canned.client().with_header(name, "secretword");
        let error = client.job("us_jb_1").get().await.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
        let named = format!("the client sets the header `{}` itself", name.to_lowercase());
        assert!(error.to_string().contains(&named), "{error}");
        assert!(canned.requests().is_empty(), "it was sent");
    }
}

/// Nothing would take a compressed body apart, and a success that cannot be read
/// leaves an end in doubt.
#[tokio::test]
async fn a_header_that_changes_what_comes_back_is_refused() {
    let plain = "may change what comes back: a response is read whole and plain";
    for (name, why) in [
        ("Accept-Encoding", plain),
        ("Range", plain),
        ("a-im", plain),
        ("Prefer", plain),
        ("If-Match", plain),
        ("if-none-match", plain),
        ("if-modified-since", plain),
        ("if-unmodified-since", plain),
        ("if-range", plain),
        ("if-schedule-tag-match", plain),
        ("content-encoding", "says that the body is not whole and plain"),
        ("content-range", "says that the body is not whole and plain"),
        ("Connection", "is the connection's own"),
        ("expect", "is the connection's own"),
        ("http2-settings", "is the connection's own"),
        ("keep-alive", "is the connection's own"),
        ("proxy-connection", "is the connection's own"),
        ("te", "is the connection's own"),
        ("trailer", "is the connection's own"),
        ("Transfer-Encoding", "is the connection's own"),
        ("upgrade", "is the connection's own"),
    ] {
        let canned = canned();
        let error = canned.client().with_header(name, "1").job("us_jb_1").fail("x").await;
        let error = error.unwrap_err();
        assert!(error.is_invalid_input() && !error.is_in_doubt(), "{error}");
        let said = format!("the header `{}` {why}", name.to_lowercase());
        assert!(error.to_string().contains(&said), "{error}");
        assert!(canned.requests().is_empty(), "it was sent");
    }
    for name in ["x-if-match", "iffy", "accept-language", "cache-control", "cookie", "range-x"] {
        canned().client().with_header(name, "1").job("us_jb_1").get().await.unwrap();
    }
}

#[tokio::test]
async fn one_that_cannot_be_sent_is_refused_without_its_value() {
    for (name, value) in [("x y", "1"), ("", "1"), ("x-a", "secretword\n"), ("x-ä", "1")] {
        let canned = canned();
        let handle = canned.client().job("us_jb_1").with_header(name, value);
        let error = handle.fail("x").await.unwrap_err();
        assert!(error.is_invalid_input(), "{name}: {error}");
        assert!(!error.to_string().contains("secretword"), "{error}");
        assert!(canned.requests().is_empty(), "it was sent");
    }
}

#[tokio::test]
async fn a_value_is_not_shown() {
    let canned = canned();
    let client = canned.client().with_header("x-key", "secretword").with_query("key", "secretword");
    let shown = format!("{client:?} {:?} {:?}", client.job("a"), client.jobs());
    assert!(!shown.contains("secretword") && !shown.contains(CANARY), "{shown}");
    client.job("us_jb_1").get().await.unwrap();
    assert!(canned.requests()[0].headers()["x-key"].is_sensitive());
}
