//! Base URLs, as people write them.

use flatfile_jobs::{Client, ClientBuilder};

use crate::support::CANARY;

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
        ("HTTPS://Example.Test", "https://example.test/v1"),
        ("https://Example.test:443", "https://example.test/v1"),
        ("http://localhost:80", "http://localhost/v1"),
        ("https://example.test//api//", "https://example.test//api/v1"),
        ("https://example.test./", "https://example.test./v1"),
        ("localhost.:3000", "http://localhost.:3000/v1"),
        ("[::ffff:127.0.0.1]:3000", "http://[::ffff:127.0.0.1]:3000/v1"),
        ("https://my_service:8443", "https://my_service:8443/v1"),
        ("https", "https://https/v1"),
    ] {
        let client = builder(written).build().unwrap_or_else(|error| panic!("{written}: {error}"));
        assert_eq!(client.base_url(), read, "{written}");
    }
}

#[test]
fn without_one_it_is_flatfiles() {
    let client = Client::new("t").unwrap();
    assert_eq!(client.base_url(), "https://api.x.flatfile.com/v1");
    let contract: serde_json::Value =
        serde_json::from_str(flatfile_jobs::contract::OPENAPI_JSON).unwrap();
    assert_eq!(contract["servers"][0]["url"], client.base_url(), "as the contract has it");
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
        ("https://exa mple.test", "white space"),
        ("https://exam\tple.test", "white space"),
        ("https://exam\u{7}ple.test", "control character"),
        ("https://exam\u{200b}ple.test", "beyond ASCII"),
        ("https://bücher.test", "write it in ASCII, as `xn--...`"),
        ("https://example.test/bücher", "percent-encoded"),
        ("https://exa%20mple.test", "a character that no host name has"),
        ("https://exa|mple.test", "a character that no host name has"),
        ("https://[::zz]:1", "is not an IPv6 address"),
        ("https://[::1]x", "a character that no host name has"),
        ("https://example.test:", "port"),
        ("https://example.test/../v1", "dots alone"),
        ("https:/example.test", "no `://` after it"),
        ("https:example.test", "no `://` after it"),
        ("HTTP:/example.test", "no `://` after it"),
        ("https//example.test", "no `://` after it"),
        ("https:\\\\example.test", "backslash"),
        ("/v1", "names no host"),
        ("//example.test", "names no host"),
        ("\"https://example.test\"", "quote"),
        ("<https://example.test>", "bracket"),
        ("${FLATFILE_API_URL}", "placeholder"),
        ("https://{{host}}/v1", "placeholder"),
        ("https://example.test:99999", "port"),
        ("https://example.test:0", "port 0"),
        ("https://example.test:80:80", "port"),
        ("example.test:x", "port"),
        (":3000", "host"),
        ("https://?token=secretword", "host"),
        ("https://example.test/v1?token=secretword", "query"),
        ("example.test#secretword", "fragment"),
        ("https://a?secretword@example.test", "query"),
        ("https://example.test?a=secretword@b", "query"),
        ("ftp://secretword@example.test?secretword", "user or password"),
    ] {
        let error = builder(written).build().unwrap_err();
        assert!(error.is_configuration(), "{written}");
        assert!(error.to_string().contains(reason), "{written}: {error}");
        assert!(!error.to_string().contains("secretword"), "{error}");
    }
}

#[test]
fn the_refusal_names_the_setting_and_shows_what_is_no_secret() {
    let refusal = |url: &str| builder(url).build().unwrap_err().to_string();
    for (url, shown) in [
        ("ftp://example.test", "the base URL \"ftp://example.test\" cannot be used: "),
        ("https://u:p@example.test/v1", "the base URL \"...@example.test/v1\" cannot be used: "),
        ("https://example.test/v1?token=x", "the base URL \"https://example.test/v1?...\" cannot"),
        ("https://a?b@example.test", "the base URL \"...\" cannot be used: "),
    ] {
        assert!(refusal(url).starts_with(shown), "{}", refusal(url));
    }
    let long = refusal(&format!("ftp://{}.test", "a".repeat(5000)));
    assert!(long.len() < 250, "{long}");
}

#[test]
fn a_token_in_its_place_is_not_shown() {
    for url in [
        format!("{CANARY}:x"),
        format!("ftp://{CANARY}"),
        format!("https:/{CANARY}/v1"),
        // Each could be an address.
        CANARY.to_owned(),
        format!("https://{CANARY}/v1"),
        format!("api.example.test/{CANARY}"),
    ] {
        let error = Client::builder().token(CANARY).base_url(url).build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains(CANARY), "{error}");
        assert!(error.to_string().starts_with("the base URL holds the token"), "{error}");
    }
}

#[test]
fn plain_http_can_be_allowed() {
    let client = builder("http://example.test").allow_insecure_http(true).build().unwrap();
    assert_eq!(client.base_url(), "http://example.test/v1");
}

#[test]
fn a_slip_is_refused_with_what_is_meant() {
    for (written, says) in [
        ("https://https://example.test", "its scheme is written twice"),
        ("https://https//example.test", "its scheme is written twice"),
        ("https://http:/example.test", "its scheme is written twice"),
        ("https:///example.test", "too many slashes"),
        ("htps:/example.test", "neither https nor http"),
        ("unix:/tmp/s", "neither https nor http"),
        ("http+unix:/tmp/s", "neither https nor http"),
        ("[https://example.test](https://example.test)", "is no scheme"),
        ("$FLATFILE_API_URL", "it is a placeholder"),
        ("${X}", "it is a placeholder"),
        ("{base}", "it is a placeholder"),
        ("%FLATFILE_API_URL%", "it is a placeholder"),
        ("https://$HOST/v1", "its host is a placeholder"),
        ("https://{base}:3000/v1", "its host is a placeholder"),
        ("https://example.test/{path}", "it holds a placeholder"),
        ("undefined", "it is a word that programs write"),
        ("null", "it is a word that programs write"),
        ("undefined/v1", "its host is a word that programs write"),
        ("https://undefined:3000", "its host is a word that programs write"),
        ("3000", "it is a port alone"),
        ("https://3000/v1", "it is a port alone"),
        ("FLATFILE_API_URL=https://example.test", "it begins with the name of a variable"),
        ("example.test/v1/jobs", "remove `/jobs` and what follows"),
        ("https://example.test/v1/jobs/us_jb_1", "remove `/jobs` and what follows"),
        ("https://example.test/api/V1/", "its version is written `v1`"),
        ("::1", "stands in brackets"),
    ] {
        let error = builder(written).build().map(|it| it.base_url().to_owned()).unwrap_err();
        let start = format!("the base URL {written:?} cannot be used: ");
        let text = error.to_string();
        assert!(error.is_configuration() && text.starts_with(&start), "{written}: {text}");
        assert!(text.contains(says), "{written}: {text}");
    }
}
