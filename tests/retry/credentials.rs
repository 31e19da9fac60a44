//! Tokens that change: by hand, and by a provider that is asked again.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use flatfile_jobs::transport::{Transport, TransportErrorKind, TransportFuture};
use flatfile_jobs::{Client, Retries, SettledBy, TokenFuture, TokenProvider, TokenReason};
use http::Request;

use crate::support::CANARY;
use crate::support::canned::Canned;
use crate::support::json::job;
use crate::support::script::{Script, answer, broken};

/// Gives the next token of a list, and notes why it was asked.
#[derive(Clone)]
pub struct Tokens {
    tokens: &'static [Option<&'static str>],
    asked: Arc<Mutex<Vec<TokenReason>>>,
}

pub fn tokens(tokens: &'static [Option<&'static str>]) -> Tokens {
    Tokens { tokens, asked: Arc::default() }
}

impl TokenProvider for Tokens {
    fn token(&self, asking: TokenReason) -> TokenFuture<'_> {
        let mut asked = self.asked.lock().unwrap();
        let token = self.tokens[asked.len().min(self.tokens.len() - 1)];
        asked.push(asking);
        Box::pin(std::future::ready(match token {
            Some(token) => Ok(token.into()),
            None => Err("the vault is sealed".into()),
        }))
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_is_asked_again_after_a_401() {
    let sandbox = Sandbox::builder().token("fresh").in_process();
    let id = sandbox.add_executing_job("exportOrders");
    for _ in 0..2 {
        let provider = tokens(&[Some("stale"), Some("fresh")]);
        let client = sandbox.client_builder().token_provider(provider.clone()).build().unwrap();
        client.job(&id).get().await.unwrap();
        assert_eq!(*provider.asked.lock().unwrap(), [TokenReason::Attempt, TokenReason::Refused]);
    }
    // Also an end, which is sent again although it is none of the safe ones.
    let provider = tokens(&[Some("stale"), Some("fresh")]);
    let client = sandbox.client_builder().token_provider(provider).build().unwrap();
    client.job(&id).with_retries(Retries::none()).fail("x").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn it_is_asked_again_once() {
    let sandbox = Sandbox::builder().token("fresh").in_process();
    let provider = tokens(&[Some("stale")]);
    let client = sandbox.client_builder().token_provider(provider.clone()).build().unwrap();
    let error = client.job("us_jb_1").get().await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(error.attempts().len(), 2);
    assert_eq!(provider.asked.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_fixed_token_is_not_tried_twice() {
    let canned = Canned::new(401, "");
    let error = canned.client().job("us_jb_1").get().await.unwrap_err();
    assert_eq!(error.attempts().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn refused_is_said_once_for_each_refusal() {
    let script = Script::new(|number, _| match number {
        0 | 2 => answer(401, ""),
        1 | 3 => answer(503, ""),
        _ => answer(200, job("ready")),
    });
    let provider = tokens(&[Some("a"), Some("b"), Some("c"), Some("d"), Some("e")]);
    let client = Client::builder().token_provider(provider.clone()).transport(script.clone());
    // Three attempts: to send it again with another token is none.
    client.build().unwrap().job("us_jb_1").get().await.unwrap();
    use TokenReason::{Attempt, Refused};
    assert_eq!(*provider.asked.lock().unwrap(), [Attempt, Refused, Attempt, Refused, Attempt]);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_once_is_asked_again() {
    let script = Script::new(|_, _| answer(200, job("failed")));
    let client = Client::builder().token_provider(tokens(&[None, Some("b")]));
    let client = client.transport(script.clone()).build().unwrap();
    let settled = client.job("us_jb_1").fail("x").await.unwrap();
    assert_eq!((settled.by, script.methods().len()), (SettledBy::Response, 1));

    let script = Script::new(|_, request| match request.method().as_str() {
        "POST" => broken(TransportErrorKind::Interrupted),
        _ => answer(200, job("failed")),
    });
    let client = Client::builder().token_provider(tokens(&[Some("a"), None, Some("b")]));
    let settled = client.transport(script).build().unwrap().job("us_jb_1").fail("x").await.unwrap();
    assert_eq!(settled.by, SettledBy::Read);
}

#[tokio::test(start_paused = true)]
async fn a_token_of_an_earlier_attempt_is_not_shown_either() {
    let body = format!(r#"{{"errors":[{{"message":"bad {CANARY}"}}]}}"#);
    let script = Script::new(move |_, request| match request.method().as_str() {
        "POST" => answer(503, &body),
        _ => answer(403, ""),
    });
    let client = Client::builder().token_provider(tokens(&[Some(CANARY), Some("other")]));
    let error =
        client.transport(script).build().unwrap().job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_in_doubt());
    assert!(!format!("{error} {error:?}").contains(CANARY), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_was_rotated_meanwhile_is_tried() {
    let slot: Arc<Mutex<Option<Client>>> = Arc::default();
    let rotate = Arc::clone(&slot);
    let script = Script::new(move |_, request| {
        rotate.lock().unwrap().as_ref().unwrap().rotate_token("new").unwrap();
        match request.headers()["authorization"] == "Bearer new" {
            true => answer(200, job("ready")),
            false => answer(401, ""),
        }
    });
    let client = Client::builder().token("old").transport(script).build().unwrap();
    *slot.lock().unwrap() = Some(client.clone());
    client.job("us_jb_1").with_retries(Retries::none()).get().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_stops_the_call_before_anything_is_sent() {
    let canned = Canned::new(200, "");
    let provider = tokens(&[None]);
    let client = canned.builder().token_provider(provider).build().unwrap();
    let error = client.job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_credentials() && !error.is_in_doubt(), "{error}");
    assert!(canned.requests().is_empty());
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "the vault is sealed");
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_never_answers_is_within_the_limit() {
    struct Never;

    impl TokenProvider for Never {
        fn token(&self, _: TokenReason) -> TokenFuture<'_> {
            Box::pin(std::future::pending())
        }
    }

    let canned = Canned::new(200, "");
    let client = canned.builder().token_provider(Never).build().unwrap();
    let start = tokio::time::Instant::now();
    client.job("us_jb_1").get().await.unwrap_err();
    assert_eq!(start.elapsed(), std::time::Duration::from_secs(30));
    assert!(canned.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_bad_token_of_a_provider_is_not_shown() {
    let canned = Canned::new(200, "");
    let client = canned.builder().token_provider(tokens(&[Some("sk_with\nline")])).build().unwrap();
    let error = client.job("us_jb_1").get().await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("sk_with"), "{error:?}");
    assert!(canned.requests().is_empty());
}

/// Changes the client's token once a request is under way.
struct Rotating {
    to: Canned,
    count: AtomicUsize,
    client: Arc<Mutex<Option<flatfile_jobs::Client>>>,
}

impl Transport for Rotating {
    fn send(&self, request: Request<bytes::Bytes>) -> TransportFuture<'_> {
        if self.count.fetch_add(1, Ordering::Relaxed) == 0 {
            let client = self.client.lock().unwrap();
            client.as_ref().unwrap().rotate_token("second").unwrap();
        }
        self.to.send(request)
    }
}

#[tokio::test(start_paused = true)]
async fn a_rotated_token_is_in_the_next_attempt() {
    let canned = Canned::new(503, "");
    let slot = Arc::new(Mutex::new(None));
    let rotating =
        Rotating { to: canned.clone(), count: AtomicUsize::new(0), client: Arc::clone(&slot) };
    let client = flatfile_jobs::Client::builder().token("first").transport(rotating);
    let client = client.build().unwrap();
    *slot.lock().unwrap() = Some(client.clone());
    client.job("us_jb_1").get().await.unwrap_err();
    let sent: Vec<String> = canned
        .requests()
        .iter()
        .map(|request| request.headers()["authorization"].to_str().unwrap().to_owned())
        .collect();
    assert_eq!(sent, ["Bearer first", "Bearer second", "Bearer second"]);
    assert!(client.rotate_token("with space").is_err(), "the old one stays");
    let provider = canned.builder().token_provider(tokens(&[Some("t")])).build().unwrap();
    assert!(provider.rotate_token("t").unwrap_err().is_configuration());
}

#[tokio::test(start_paused = true)]
async fn while_an_end_is_settled_too() {
    let lost = Faults::seeded(1).on(Op::FailJob, Fault::lose_response().reset()).nth(1);
    let sandbox = Sandbox::builder().token(CANARY).faults(lost).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    // The token expires between the end and the reading.
    let provider = tokens(&[Some(CANARY), Some("stale"), Some(CANARY)]);
    let client = sandbox.client_builder().token_provider(provider).build().unwrap();
    let settled = client.job(&id).fail("x").await.unwrap();
    assert_eq!(settled.by, flatfile_jobs::SettledBy::Read);
}
