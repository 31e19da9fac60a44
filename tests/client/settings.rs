//! Settings that can be wrong are refused by name, before anything is sent.

use std::time::Duration;

use flatfile_jobs::{Client, ClientBuilder, Retries};

fn refusal(set: impl Fn(ClientBuilder) -> ClientBuilder) -> String {
    let error = set(Client::builder().token("t")).build().unwrap_err();
    assert!(error.is_configuration(), "{error}");
    assert!(error.operation().is_none() && error.attempts().is_empty());
    error.to_string()
}

fn no_time() -> Retries {
    Retries::default().with_deadline(Duration::ZERO)
}

#[test]
fn each_names_itself() {
    for (refusal, says) in [
        (refusal(|it| it.user_agent("a\r\nb")), "the user agent holds"),
        (refusal(|it| it.user_agent("Zürich/1")), "the user agent holds"),
        (refusal(|it| it.user_agent("a\tb")), "the user agent holds"),
        (refusal(|it| it.timeout(Duration::ZERO)), "the timeout is zero"),
        (refusal(|it| it.max_response_bytes(0)), "`max_response_bytes` is zero"),
        (refusal(|it| it.retries(no_time())), "the deadline of `Retries` is zero"),
        (refusal(|it| it.end_retries(no_time())), "the deadline of `Retries` is zero"),
        (refusal(|it| it.environment_id("")), "the environment id is empty"),
        (refusal(|it| it.environment_id(" ")), "the environment id is empty"),
        (refusal(|it| it.environment_id("us env")), "the environment id holds"),
        (refusal(|it| it.environment_id("us\u{0}env")), "the environment id holds"),
        (refusal(|it| it.environment_id("${ENV}")), "the environment id is a placeholder"),
        (refusal(|it| it.environment_id("$ENV")), "the environment id is a placeholder"),
        (refusal(|it| it.environment_id("undefined")), "the environment id is a word"),
        (refusal(|it| it.environment_id("null")), "the environment id is a word"),
        (refusal(|it| it.environment_id("\"us_env_1\"")), "the environment id is in quotes"),
        (refusal(|it| it.environment_id("ID=us_env_1")), "the environment id begins with the name"),
        (refusal(|it| it.token("")), "the token is empty"),
        (refusal(|it| it.token("$KEY")), "the token is a placeholder"),
        (refusal(|it| it.token("<YOUR_KEY>")), "the token is a placeholder"),
        (refusal(|it| it.token("undefined")), "the token is a word"),
        (refusal(|it| it.token("null")), "the token is a word"),
        (refusal(|it| it.token("********")), "the token is masked"),
        (refusal(|it| it.token("KEY=sk_1")), "the token begins with the name"),
        (refusal(|it| it.token("op://vault/sk_1")), "the token looks like a URL"),
    ] {
        assert!(refusal.starts_with(says), "{refusal}");
    }
}

#[tokio::test]
async fn what_is_plain_is_taken_as_it_is_meant() {
    use crate::support::canned::Canned;

    for (name, prefix) in
        [(" me/1\n", "me/1 flatfile-jobs/"), ("", "flatfile-jobs/"), (" ", "flatfile-jobs/")]
    {
        let canned = Canned::new(404, "");
        let client =
            canned.builder().user_agent(name).environment_id(" us_env_1\n").build().unwrap();
        assert_eq!(client.environment_id(), Some("us_env_1"));
        client.job("a").get().await.unwrap_err();
        let sent = canned.requests()[0].headers()["user-agent"].to_str().unwrap().to_owned();
        assert!(sent.starts_with(prefix), "{sent}");
    }
}

#[test]
fn a_token_that_is_put_in_place_later_is_judged_alike() {
    let client = Client::builder().token("t").build().unwrap();
    client.rotate_token("Bearer sk_2").unwrap();
    let error = client.rotate_token("\"sk_2\"").unwrap_err();
    assert!(error.to_string().starts_with("the token is in quotes"), "{error}");
}

#[test]
fn a_token_in_the_place_of_the_environment_id_is_not_shown() {
    use crate::support::CANARY;

    let error = Client::builder().token(CANARY).environment_id(CANARY).build().unwrap_err();
    assert!(error.to_string().starts_with("the environment id holds the token"), "{error}");
    assert!(!format!("{error} {error:?}").contains(CANARY));
}
