//! The variables of the official wrapper.

use std::collections::HashMap;

use flatfile_jobs::{Client, ClientBuilder, Error, TokenFuture, TokenProvider, TokenReason};

fn from(variables: &[(&str, &str)]) -> Result<Client, Error> {
    let variables: HashMap<_, _> = variables.iter().copied().collect();
    ClientBuilder::from_lookup(|name| variables.get(name).map(ToString::to_string)).build()
}

#[test]
fn no_token_names_the_variables() {
    let error = from(&[("FLATFILE_API_KEY", "  ")]).unwrap_err();
    assert!(error.is_configuration());
    let text = error.to_string();
    assert!(text.contains("FLATFILE_BEARER_TOKEN") && text.contains("FLATFILE_API_KEY"), "{text}");
}

#[tokio::test]
async fn what_gives_a_token_may_follow() {
    use crate::support::json::job;
    use crate::support::script::{Script, answer};

    struct Vault;

    impl TokenProvider for Vault {
        fn token(&self, _: TokenReason) -> TokenFuture<'_> {
            Box::pin(async { Ok("sk_vault".into()) })
        }
    }

    let script = Script::new(|_, request| {
        assert_eq!(request.headers()["authorization"], "Bearer sk_vault");
        answer(200, job("ready"))
    });
    let builder = ClientBuilder::from_lookup(|_| None).token_provider(Vault).transport(script);
    builder.build().unwrap().job("us_jb_1").get().await.unwrap();
    ClientBuilder::from_lookup(|_| None).token("sk_1").build().unwrap();
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

#[test]
fn a_refusal_names_the_variable() {
    let token = ("FLATFILE_BEARER_TOKEN", "sk_1");
    for (variables, name) in [
        (&[("FLATFILE_API_KEY", "sk 1")][..], "the token (`FLATFILE_API_KEY`) holds white space"),
        (&[("FLATFILE_BEARER_TOKEN", "${KEY}")], "the token (`FLATFILE_BEARER_TOKEN`) is a place"),
        (&[token, ("FLATFILE_API_URL", "ftp://a")], "the base URL (`FLATFILE_API_URL`) \"ftp:"),
        (&[token, ("AGENT_INTERNAL_URL", "/v1")], "the base URL (`AGENT_INTERNAL_URL`) \"/v1\""),
        (
            &[token, ("FLATFILE_ENVIRONMENT_ID", "us env")],
            "the environment id (`FLATFILE_ENVIRONMENT_ID`) holds white space",
        ),
        (
            &[token, ("FLATFILE_ENVIRONMENT_ID", "${ENV}")],
            "the environment id (`FLATFILE_ENVIRONMENT_ID`) is a placeholder",
        ),
        (
            &[token, ("FLATFILE_API_URL", "undefined")],
            "the base URL (`FLATFILE_API_URL`) \"undefined\" cannot be used: it is a word",
        ),
        (&[("FLATFILE_API_KEY", "null")], "the token (`FLATFILE_API_KEY`) is a word"),
    ] {
        let error = from(variables).unwrap_err();
        assert!(error.is_configuration() && error.to_string().starts_with(name), "{error}");
    }
}

#[test]
fn what_is_set_by_hand_is_not_blamed_on_a_variable() {
    let lookup = |name: &str| {
        let bad =
            matches!(name, "FLATFILE_API_KEY" | "FLATFILE_API_URL" | "FLATFILE_ENVIRONMENT_ID");
        bad.then(|| "a b".to_owned())
    };
    let builder = || ClientBuilder::from_lookup(lookup);
    let error = builder().token("c d").build().unwrap_err();
    assert!(error.to_string().starts_with("the token holds"), "{error}");
    let error = builder().token("t").base_url("c d").build().unwrap_err();
    assert!(error.to_string().starts_with("the base URL \"c d\""), "{error}");
    let error = builder().token("t").base_url("c").environment_id("").build().unwrap_err();
    assert!(error.to_string().starts_with("the environment id is empty"), "{error}");
}

#[test]
fn quotes_that_an_env_file_kept_are_dropped() {
    let client = from(&[
        ("FLATFILE_API_KEY", "\"sk_1\""),
        ("FLATFILE_API_URL", "'platform.uk.flatfile.com/api'"),
        ("FLATFILE_ENVIRONMENT_ID", " \"us_env_1\" "),
    ])
    .unwrap();
    assert_eq!(client.base_url(), "https://platform.uk.flatfile.com/api/v1");
    assert_eq!(client.environment_id(), Some("us_env_1"));
    assert!(from(&[("FLATFILE_API_KEY", "''")]).unwrap_err().to_string().contains("no token"));
}

#[tokio::test]
async fn the_bearer_token_wins_over_the_key() {
    use crate::support::wire::{Server, Then};

    for (variables, sent) in [
        (&[("FLATFILE_API_KEY", "key"), ("FLATFILE_BEARER_TOKEN", "bearer")][..], "Bearer bearer"),
        (&[("FLATFILE_API_KEY", "key"), ("FLATFILE_BEARER_TOKEN", "")][..], "Bearer key"),
        (&[("FLATFILE_BEARER_TOKEN", "'Bearer key'")], "Bearer key"),
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
