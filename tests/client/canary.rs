//! The token is seen nowhere.

use std::error::Error as _;

use flatfile_jobs::{Client, Error};

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
        assert!(!shown(&Error::from(raw)).contains(CANARY));
    }
    for body in [format!("<html>{CANARY}"), format!("{{\"data\":\"{CANARY}\"}}"), CANARY.to_owned()]
    {
        let error = Canned::new(200, body).client().job("us_jb_1").get().await.unwrap_err();
        assert!(!shown(&error).contains(CANARY), "{}", shown(&error));
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
