//! A provider is asked once at a time, and those who wait share what comes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use flatfile_jobs::{Client, Error, Retries, TokenFuture, TokenProvider, TokenReason};
use tokio::task::JoinSet;

use crate::support::json::job;
use crate::support::script::{Script, answer};

/// Takes a second for each token; notes why it was asked.
#[derive(Clone)]
struct Slow {
    gives: fn(usize) -> Option<&'static str>,
    asked: Arc<Mutex<Vec<TokenReason>>>,
}

impl Slow {
    fn new(gives: fn(usize) -> Option<&'static str>) -> Self {
        Self { gives, asked: Arc::default() }
    }

    fn asked(&self) -> Vec<TokenReason> {
        self.asked.lock().unwrap().clone()
    }

    /// A client against a server that takes `fresh` alone.
    fn client(&self) -> Client {
        let script =
            Script::new(|_, request| match request.headers()["authorization"] == "Bearer fresh" {
                true => answer(200, job("ready")),
                false => answer(401, ""),
            });
        let builder = Client::builder().token_provider(self.clone()).transport(script);
        builder.retries(Retries::none()).build().unwrap()
    }
}

impl TokenProvider for Slow {
    fn token(&self, reason: TokenReason) -> TokenFuture<'_> {
        let number = {
            let mut asked = self.asked.lock().unwrap();
            asked.push(reason);
            asked.len() - 1
        };
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            (self.gives)(number).map(Into::into).ok_or_else(|| "the vault is sealed".into())
        })
    }
}

fn stale_then_fresh(number: usize) -> Option<&'static str> {
    Some(if number == 0 { "stale" } else { "fresh" })
}

async fn at_once(client: &Client, calls: usize) -> Vec<Result<(), Error>> {
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let job = client.job("us_jb_1");
        set.spawn(async move { job.get().await.map(drop) });
    }
    set.join_all().await
}

use TokenReason::{Attempt, Refused};

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_with_an_expired_token_renew_it_once() {
    let provider = Slow::new(stale_then_fresh);
    let results = at_once(&provider.client(), 1000).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1000);
    assert_eq!(provider.asked(), [Attempt, Refused]);
}

/// A clock of the provider's, or a vault that is behind: it has no other token yet.
#[tokio::test(start_paused = true)]
async fn the_refused_token_once_more_is_shared_too() {
    let provider = Slow::new(|_| Some("stale"));
    for result in at_once(&provider.client(), 1000).await {
        assert!(result.unwrap_err().is_unauthorized());
    }
    assert_eq!(provider.asked(), [Attempt, Refused]);
}

#[tokio::test(start_paused = true)]
async fn what_was_asked_for_an_attempt_is_no_renewal() {
    let provider = Slow::new(|number| Some(if number < 2 { "stale" } else { "fresh" }));
    // The first call is refused while the second one asks.
    let script = Script::late(|number, request| {
        let fresh = request.headers()["authorization"] == "Bearer fresh";
        let late = Duration::from_millis(if number == 0 { 1500 } else { 0 });
        (late, if fresh { answer(200, job("ready")) } else { answer(401, "") })
    });
    let client = Client::builder().token_provider(provider.clone()).transport(script);
    let client = client.retries(Retries::none()).build().unwrap();
    let (first, second) = (client.job("us_jb_1"), client.job("us_jb_2"));
    let second = async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        second.get().await
    };
    let (first, second) = tokio::join!(first.get(), second);
    first.unwrap();
    second.unwrap();
    assert_eq!(provider.asked(), [Attempt, Attempt, Refused]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_comes_late_renews_no_fresh_token() {
    let provider = Slow::new(stale_then_fresh);
    // The first call is refused at once, the second one after both renewals.
    let script = Script::late(|number, request| {
        let fresh = request.headers()["authorization"] == "Bearer fresh";
        let late = if number == 1 { 10 } else { 0 };
        let answer = if fresh { answer(200, job("ready")) } else { answer(401, "") };
        (Duration::from_secs(late), answer)
    });
    let client = Client::builder().token_provider(provider.clone()).transport(script);
    let client = client.retries(Retries::none()).build().unwrap();
    for result in at_once(&client, 2).await {
        result.unwrap();
    }
    assert_eq!(provider.asked(), [Attempt, Refused, Attempt]);
}

#[tokio::test(start_paused = true)]
async fn an_error_is_shared_by_those_who_wait_and_kept_for_nobody_else() {
    let provider = Slow::new(|number| (number > 0).then_some("fresh"));
    let client = provider.client();
    for result in at_once(&client, 100).await {
        let error = result.unwrap_err();
        assert!(error.is_credentials(), "{error}");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(source, "the vault is sealed");
    }
    assert_eq!(provider.asked(), [Attempt]);
    client.job("us_jb_1").get().await.unwrap();
    assert_eq!(provider.asked(), [Attempt, Attempt]);
}

#[tokio::test(start_paused = true)]
async fn when_the_call_that_asks_is_dropped_another_one_asks() {
    let provider = Slow::new(|_| Some("fresh"));
    let client = provider.client();
    let first = tokio::spawn({
        let job = client.job("us_jb_1");
        async move { job.get().await.map(drop) }
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let others = tokio::spawn(async move { at_once(&client, 10).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(provider.asked().len(), 1, "the others wait");
    first.abort();
    assert!(others.await.unwrap().iter().all(Result::is_ok));
    assert_eq!(provider.asked().len(), 2, "one of them took over");
}

#[tokio::test(start_paused = true)]
async fn the_turn_of_a_call_that_is_out_of_time_goes_on() {
    let provider = Slow::new(|_| Some("fresh"));
    let client = provider.client();
    let hasty = client.with_timeout(Duration::from_millis(300));
    let (hasty, patient) = (hasty.job("us_jb_1"), client.job("a"));
    let (late, done) = tokio::join!(hasty.get(), patient.get());
    assert!(late.unwrap_err().is_credentials());
    done.unwrap();
    assert_eq!(provider.asked().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_asks_when_nobody_else_does() {
    let provider = Slow::new(|_| Some("fresh"));
    let client = provider.client();
    for calls in 1..=3 {
        client.job("us_jb_1").get().await.unwrap();
        assert_eq!(provider.asked().len(), calls);
    }
}
