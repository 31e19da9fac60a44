//! Base URLs, as people write them.

use flatfile_jobs::{Client, ClientBuilder};

fn builder(url: &str) -> ClientBuilder {
    Client::builder().token("t").base_url(url)
}

#[test]
fn with_and_without_scheme_and_version() {
    for (written, read) in [
        ("https://api.x.flatfile.com/v1", "https://api.x.flatfile.com/v1"),
        ("https://api.x.flatfile.com/v1/", "https://api.x.flatfile.com/v1"),
        ("https://api.x.flatfile.com", "https://api.x.flatfile.com/v1"),
        ("platform.eu.flatfile.com/api", "https://platform.eu.flatfile.com/api/v1"),
        ("  platform.eu.flatfile.com/api/v1\n", "https://platform.eu.flatfile.com/api/v1"),
        ("localhost:3000", "http://localhost:3000/v1"),
        ("127.0.0.1:3000/v1", "http://127.0.0.1:3000/v1"),
        ("[::1]:3000", "http://[::1]:3000/v1"),
        ("http://localhost:3000", "http://localhost:3000/v1"),
        ("https://localhost:3000", "https://localhost:3000/v1"),
        ("https://example.test/v1/api", "https://example.test/v1/api/v1"),
    ] {
        let client = builder(written).build().unwrap_or_else(|error| panic!("{written}: {error}"));
        assert_eq!(client.base_url(), read, "{written}");
    }
}

#[test]
fn without_one_it_is_flatfiles() {
    let client = Client::new("t").unwrap();
    assert_eq!(client.base_url(), "https://api.x.flatfile.com/v1");
}

#[test]
fn what_cannot_be_used_is_refused_with_a_reason() {
    for (written, reason) in [
        ("", "host"),
        ("   ", "host"),
        ("http://example.test", "plain http"),
        ("http://localhost.example.test", "plain http"),
        ("http://127.0.0.1.example.test", "plain http"),
        ("ftp://example.test", "neither https nor http"),
        ("https://user:secretword@example.test", "user or password"),
        ("https://example.test/?a=b", "query"),
        ("https://example.test/#a", "fragment"),
        ("https://", "host"),
        ("https://exa mple.test", "domain"),
    ] {
        let error = builder(written).build().unwrap_err();
        assert!(error.is_configuration(), "{written}");
        assert!(error.to_string().contains(reason), "{written}: {error}");
        assert!(!error.to_string().contains("secretword"), "{error}");
    }
}

#[test]
fn plain_http_can_be_allowed() {
    let client = builder("http://example.test").allow_insecure_http(true).build().unwrap();
    assert_eq!(client.base_url(), "http://example.test/v1");
}
