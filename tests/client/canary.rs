//! The token is seen nowhere.

use std::error::Error as _;

use flatfile_jobs::transport::{Transport, TransportFuture};
use flatfile_jobs::{Client, Error, TokenFuture, TokenProvider, TokenReason};

use crate::support::CANARY;
use crate::support::canned::Canned;

/// Everything that an error shows, its sources included.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?}", error.server_messages());
    let mut below = error.source();
    while let Some(error) = below {
        text = format!("{text} {error} {error:?}");
        below = error.source();
    }
    text
}

#[test]
fn no_debug_of_client_builder_or_handle_shows_it() {
    let builder = Client::builder().token(CANARY).base_url("https://example.test");
    assert!(!format!("{builder:?}").contains(CANARY));
    let client = builder.build().unwrap();
    let shown = format!(
        "{client:?} {client:#?} {:?} {:#?} {:?}",
        client.api(),
        client.api(),
        client.job("us_jb_1")
    );
    assert!(!shown.contains(CANARY), "{shown}");
    assert!(shown.contains("example.test"), "{shown}");
}

#[tokio::test]
async fn no_error_shows_it_even_if_the_server_repeats_it() {
    let body = format!(r#"{{"errors":[{{"key":"{CANARY}","message":"bad token {CANARY}"}}]}}"#);
    for status in [400, 401, 500] {
        let client = Canned::new(status, body.clone()).client();
        let error = client.job("us_jb_1").fail("x").await.unwrap_err();
        assert!(!shown(&error).contains(CANARY), "{}", shown(&error));
        assert_eq!(error.server_messages()[0].message, "bad token [token]");
        let raw = client.api().get_job().job_id("us_jb_1").send().await.unwrap_err();
        assert!(!shown(&raw).contains(CANARY));
    }
    for body in [
        format!("<html><title>bad token {CANARY}</title>"),
        format!("{{\"data\":\"{CANARY}\"}}"),
        format!("{{\"data\":\"1, expected {CANARY}\"}}"),
        format!("{{\"data\":{{\"{CANARY}\":1,\"id\":\"a\",\"part\":\"{CANARY} at line 1\"}}}}"),
        format!("{{\"errors\":[{{\"key\":\"{CANARY}\",\"message\":\"bad {CANARY}\"}}]}}"),
        format!("{{\"errors\":{{\"{CANARY}\":[\"bad {CANARY}\"]}}}}"),
        format!("bad token {CANARY}"),
        // Cut in the middle of the token, half of it would stay.
        format!("{{\"error\":\"{}{CANARY}\"}}", "x".repeat(495)),
        CANARY.to_owned(),
    ] {
        for status in [200, 400] {
            let client = Canned::new(status, body.clone()).client();
            let error = client.job("us_jb_1").get().await.unwrap_err();
            let raw = client.api().get_job().job_id("us_jb_1").send().await.unwrap_err();
            for text in [shown(&error), shown(&raw)] {
                assert!(!text.contains("sk_c"), "{text}");
            }
        }
    }
}

#[test]
fn a_bad_configuration_does_not_show_it() {
    let urls =
        [format!("https://{CANARY}@example.test"), format!("https://x:{CANARY}@example.test")];
    for url in urls {
        let builder = Client::builder().token("t").base_url(url);
        assert!(!format!("{builder:?}").contains(CANARY));
        assert!(!shown(&builder.build().unwrap_err()).contains(CANARY));
    }
    let error = Client::new(format!("{CANARY}\u{7}")).unwrap_err();
    assert!(!shown(&error).contains(CANARY));
}

#[tokio::test(start_paused = true)]
async fn an_end_in_doubt_does_not_show_it() {
    let body = format!(r#"{{"errors":[{{"message":"{CANARY}"}}]}}"#);
    let canned = Canned::new(503, body).header("x-request-id", CANARY);
    let error = canned.client().job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_in_doubt(), "{error}");
    assert_eq!(error.server_messages()[0].message, "[token]");
    assert!(!shown(&error).contains(CANARY), "{}", shown(&error));
}

#[tokio::test]
async fn no_debug_of_what_a_client_makes_shows_it() {
    struct Given;

    impl TokenProvider for Given {
        fn token(&self, _: TokenReason) -> TokenFuture<'_> {
            Box::pin(async { Ok(CANARY.into()) })
        }
    }

    let builder = Client::builder().token_provider(Given);
    let shown = format!("{builder:?} {builder:#?}");
    assert!(!shown.contains(CANARY), "{shown}");
    for client in [builder.build().unwrap(), Client::new(CANARY).unwrap()] {
        let shown = format!(
            "{client:?} {:?} {:?} {:?} {:?}",
            client.jobs(),
            client.jobs().stream(),
            client.api().fail_job(),
            client.api().list_jobs().space_id("us_sp_1"),
        );
        assert!(!shown.contains(CANARY), "{shown}");
    }
}

#[tokio::test]
async fn no_panic_shows_it() {
    struct Panics;

    impl Transport for Panics {
        fn send(&self, request: http::Request<bytes::Bytes>) -> TransportFuture<'_> {
            panic!("what is this? {request:?}")
        }
    }

    let client = Client::builder().token(CANARY).transport(Panics).build().unwrap();
    let panic = tokio::spawn(async move { client.job("us_jb_1").get().await }).await.unwrap_err();
    let text = panic.into_panic().downcast::<String>().unwrap();
    assert!(text.contains("us_jb_1") && !text.contains(CANARY), "{text}");
}
