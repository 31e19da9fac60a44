//! The messages that `docs/guide/errors.md` explains are those that errors have.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{JobAckDetails, JobConfig, JobType, Trigger};
use flatfile_jobs::outbox::{Outbox, OutboxStore, StoreError};
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use flatfile_jobs::transport::TransportErrorKind;
use flatfile_jobs::{Client, Event, Retries, TokenFuture, TokenProvider, TokenReason};
use serde_json::json;

use crate::support::canned::Canned;
use crate::support::script::{Script, answer, broken};

const PAGE: &str = include_str!("../../docs/guide/errors.md");

/// Two messages need a build without TLS, and a system without certificates.
const TLS: &str = include_str!("../../src/client/tls.rs");

#[tokio::test(start_paused = true)]
async fn each_message_is_explained_and_no_other() {
    let mut said = Vec::new();
    said.extend(before_sending().await);
    said.extend(on_the_way().await);
    said.extend(of_the_server().await);
    said.extend(of_ends().await);
    said.extend(of_runs_and_events().await);
    let headings: Vec<Vec<&str>> = PAGE
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .map(|line| line.trim_matches('`').split('…').map(str::trim).collect())
        .collect();
    assert!(headings.len() > 35, "{}", headings.len());
    for heading in &headings {
        let by_tls = heading.iter().all(|part| TLS.contains(part));
        let found = by_tls || said.iter().any(|line| has(line, heading));
        assert!(found, "nothing says {heading:?}:\n{}", said.join("\n"));
    }
    for line in &said {
        assert!(headings.iter().any(|heading| has(line, heading)), "not explained: {line}");
    }
}

/// Whether a line has these parts, one after the other.
fn has(line: &str, parts: &[&str]) -> bool {
    let after = |rest: &'_ str, part: &&str| {
        rest.find(part).map(|at| rest[at + part.len()..].to_owned()).ok_or(())
    };
    parts.iter().try_fold(line.to_owned(), |rest, part| after(&rest, part)).is_ok()
}

async fn before_sending() -> Vec<String> {
    struct NoToken;

    impl TokenProvider for NoToken {
        fn token(&self, _: TokenReason) -> TokenFuture<'_> {
            Box::pin(async { Err("the vault is closed".into()) })
        }
    }

    let canned = Canned::new(404, "");
    let job = canned.client().job("us_jb_1");
    let builder = || Client::builder().token("sk_1");
    let provided = canned.builder().token_provider(NoToken).build().unwrap();
    let without_runtime = std::thread::spawn(|| {
        let client = Client::builder().token("t").base_url("localhost:1").build().unwrap();
        super::no_runtime::at_once(client.job("us_jb_1").get()).unwrap_err()
    });
    [
        flatfile_jobs::ClientBuilder::from_lookup(|_| None).build().unwrap_err(),
        Client::new("FLATFILE_API_KEY=sk_1").unwrap_err(),
        builder().base_url("http://api.example.test").build().unwrap_err(),
        builder().base_url("ftp://x").build().unwrap_err(),
        builder().timeout(Duration::ZERO).build().unwrap_err(),
        without_runtime.join().unwrap(),
        canned.client().job("us_jb_1/plan").get().await.unwrap_err(),
        job.progress(150, "x").await.unwrap_err(),
        canned.client().with_header("authorization", "x").jobs().page().await.unwrap_err(),
        canned.client().with_header("range", "bytes=0-9").jobs().page().await.unwrap_err(),
        canned.client().with_header("upgrade", "x").jobs().page().await.unwrap_err(),
        canned.client().worker().run_until(std::future::ready(())).await.map(drop).unwrap_err(),
        provided.job("us_jb_1").get().await.unwrap_err(),
    ]
    .map(|error| error.to_string())
    .to_vec()
}

async fn on_the_way() -> Vec<String> {
    use TransportErrorKind::{
        Connect, CutShort, Declined, Interrupted, Proxy, Redirected, Timeout, Tls, TooLarge,
    };

    let mut said = Vec::new();
    for kind in
        [Connect, Tls, Proxy, Timeout, Interrupted, CutShort, TooLarge, Redirected, Declined]
    {
        let script = Script::new(move |_, _| broken(kind));
        let builder = Client::builder().token("t").transport(script).retries(Retries::none());
        let error = builder.build().unwrap().job("us_jb_1").get().await.unwrap_err();
        said.push(error.to_string());
    }
    said
}

async fn of_the_server() -> Vec<String> {
    let html = "<html><title>Bad gateway</title></html>";
    let mut said = Vec::new();
    for (status, body) in [
        (400, ""),
        (401, ""),
        (403, ""),
        (404, ""),
        (404, html),
        (409, ""),
        (429, ""),
        (302, ""),
        (502, html),
        (500, ""),
        (503, ""),
        (200, ""),
        (200, r#"{"data":{"id":"us_jb_1"}}"#),
    ] {
        let client = Canned::new(status, body).client();
        said.push(client.job("us_jb_1").get().await.unwrap_err().to_string());
    }
    let busy = Script::new(move |_, _| answer(502, html));
    let client = Client::builder().token("t").transport(busy).retry_budget(0).build().unwrap();
    said.push(client.job("us_jb_1").get().await.unwrap_err().to_string());
    said
}

async fn of_ends() -> Vec<String> {
    struct Full;

    struct Broken;

    impl OutboxStore for Broken {
        fn put(&self, _: &[u8]) -> Result<u64, StoreError> {
            Ok(1)
        }

        fn remove(&self, _: u64) -> Result<(), StoreError> {
            Ok(())
        }

        fn all(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
            Err("a page is torn".into())
        }
    }

    impl OutboxStore for Full {
        fn put(&self, _: &[u8]) -> Result<u64, StoreError> {
            Err("no space is left".into())
        }

        fn remove(&self, _: u64) -> Result<(), StoreError> {
            Ok(())
        }

        fn all(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
            Ok(Vec::new())
        }
    }

    let sandbox = Sandbox::in_process();
    let client = sandbox.client_builder().end_retries(Retries::none()).build().unwrap();
    let canceled = sandbox.add_executing_job("exportOrders");
    client.job(&canceled).cancel("no").await.unwrap();
    let again = sandbox.add_executing_job("exportOrders");
    let before = sandbox.job(&again).unwrap();
    let later = before.started_at.unwrap() + chrono::TimeDelta::hours(1);
    sandbox.put_job(before.clone().with_started_at(later));
    let lost = Faults::seeded(1).on(OperationId::FailJob, Fault::lose_request().reset());
    sandbox.set_faults(lost);
    let mut said = vec![
        client.job(&canceled).fail("x").await.unwrap_err().to_string(),
        client.job(&again).with_run(&before).fail("x").await.unwrap_err().to_string(),
    ];

    let nobody = Script::new(|_, _| broken(TransportErrorKind::Timeout));
    let client = Client::builder().token("t").transport(nobody).end_retries(Retries::none());
    let doubt = client.build().unwrap().job("us_jb_1").fail("x").await.unwrap_err();
    assert!(doubt.is_in_doubt());
    said.push(doubt.to_string());

    let late = Script::late(|_, _| (Duration::from_secs(60), answer(404, "")));
    let job = Client::builder().token("t").transport(late).build().unwrap().job("us_jb_1");
    let mut end = pin!(job.fail("x"));
    poll_fn(|context| {
        assert!(end.as_mut().poll(context).is_pending());
        Poll::Ready(())
    })
    .await;
    said.push(job.progress(50, JobAckDetails::default()).await.unwrap_err().to_string());

    let full = Canned::new(404, "").builder().outbox(Outbox::with_store(Full)).build().unwrap();
    said.push(full.job("us_jb_1").fail("x").await.unwrap_err().to_string());
    let broken = Canned::new(404, "").builder().outbox(Outbox::with_store(Broken)).build().unwrap();
    said.push(broken.settle_outbox().await.map(drop).unwrap_err().to_string());
    // A directory is no database.
    said.push(Outbox::open(std::env::temp_dir()).map(drop).unwrap_err().to_string());
    said
}

async fn of_runs_and_events() -> Vec<String> {
    let sandbox = Sandbox::in_process();
    let client = sandbox.client_builder().end_retries(Retries::none()).build().unwrap();
    let config = || JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    let ended = sandbox.add_executing_job("exportOrders");
    client.job(&ended).cancel("no").await.unwrap();
    let taken = sandbox.add_executing_job("exportOrders");
    let early = sandbox.add(config());
    let lost = sandbox.add(config().with_trigger(Trigger::Immediate));
    sandbox.set_faults(Faults::seeded(1).on(OperationId::CompleteJob, Fault::status(403)));
    let mut said = Vec::new();
    for id in [ended, taken, early, lost] {
        let run = client.job(&id).run(async |_| Ok("done"));
        said.push(run.await.unwrap_err().to_string());
    }
    let event = json!({ "topic": "job:ready", "context": { "jobId": "us_jb_1" } });
    said.push(Event::parse("{}").unwrap_err().to_string());
    said.push(Event::parse(json!([event, event]).to_string()).unwrap_err().to_string());
    said
}
