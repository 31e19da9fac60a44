//! The variables of the official wrapper.

use std::collections::HashMap;

use flatfile_jobs::{Client, ClientBuilder, Error};

fn from(variables: &[(&str, &str)]) -> Result<Client, Error> {
    let variables: HashMap<_, _> = variables.iter().copied().collect();
    ClientBuilder::from_lookup(|name| variables.get(name).map(ToString::to_string))?.build()
}

#[test]
fn no_token_names_the_variables() {
    let error = from(&[("FLATFILE_API_KEY", "  ")]).unwrap_err();
    assert!(error.is_configuration());
    let text = error.to_string();
    assert!(text.contains("FLATFILE_BEARER_TOKEN") && text.contains("FLATFILE_API_KEY"), "{text}");
}

#[test]
fn url_and_environment_are_read() {
    let client = from(&[
        ("FLATFILE_API_KEY", "sk_1\n"),
        ("FLATFILE_API_URL", "platform.uk.flatfile.com/api"),
        ("AGENT_INTERNAL_URL", "localhost:1"),
        ("FLATFILE_ENVIRONMENT_ID", "us_env_1"),
    ])
    .unwrap();
    assert_eq!(client.base_url(), "https://platform.uk.flatfile.com/api/v1");
    assert_eq!(client.environment_id(), Some("us_env_1"));
}

#[test]
fn the_alias_of_the_url_is_second() {
    let client = from(&[("FLATFILE_API_KEY", "sk_1"), ("AGENT_INTERNAL_URL", "localhost:1")]);
    assert_eq!(client.unwrap().base_url(), "http://localhost:1/v1");
}

#[tokio::test]
async fn the_bearer_token_wins_over_the_key() {
    use crate::support::wire::{Server, Then};

    for (variables, sent) in [
        (&[("FLATFILE_API_KEY", "key"), ("FLATFILE_BEARER_TOKEN", "bearer")][..], "Bearer bearer"),
        (&[("FLATFILE_API_KEY", "key"), ("FLATFILE_BEARER_TOKEN", "")][..], "Bearer key"),
    ] {
        let server = Server::always(Then::answer("404 Not Found", "text/plain", "")).await;
        let mut variables = variables.to_vec();
        variables.push(("FLATFILE_API_URL", &server.url));
        from(&variables).unwrap().job("us_jb_1").get().await.unwrap_err();
        assert_eq!(server.received()[0].headers["authorization"], sent);
    }
}

#[test]
fn a_token_that_is_no_header_is_refused_without_showing_it() {
    for token in ["", " \n", "sk_with\nline", "sk_ümlaut", "sk with space"] {
        let error = Client::new(token).unwrap_err();
        assert!(error.is_configuration(), "{token:?}");
        assert!(token.trim().is_empty() || !error.to_string().contains(token.trim()), "{error}");
    }
}
