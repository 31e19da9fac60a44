//! What may cross threads, and how large an error is.

use flatfile_jobs::api::types::{Job, JobReadyPayload};
use flatfile_jobs::outbox::{Delivery, Fate, FileStore, KeptEnd, Outbox, Report};
use flatfile_jobs::sandbox::{Call, Change, Fault, Faults, Rules, Sandbox, SandboxBuilder};
use flatfile_jobs::transport::{TransportError, TransportErrorKind};
use flatfile_jobs::worker::{Counts, Feed, Health, Worker, WorkerReport};
use flatfile_jobs::{
    Attempt, CancelReason, Client, ClientBuilder, EndedParts, Error, Event, EventError,
    EventFilter, EventPage, Events, HandlerError, HandlerResult, Info, JobHandle, JobIds,
    JobStream, JobWatch, Jobs, Next, OnShutdown, Outcome, Page, Parts, PartsRule, Received,
    Refusal, Response, Retries, Returned, Run, RunEnd, RunError, RunJob, RunReport, RunningJob,
    ServerMessage, Settled, SettledBy, Signal, StartJob, Timer, TokenFuture, TokenProvider,
    TokenReason, TokioTimer,
};

/// Each of these types is `Send` and `Sync`.
macro_rules! are_send_and_sync {
    ($($held:ty),* $(,)?) => {{
        fn holds<T: Send + Sync>() {}
        $(holds::<$held>();)*
    }};
}

fn send<T: Send>(_: T) {}

fn is_send<T: Send>() {}

#[test]
fn everything_can_cross_threads() {
    are_send_and_sync!(
        Attempt,
        CancelReason,
        Client,
        ClientBuilder,
        EndedParts,
        Error,
        Event,
        EventError,
        EventFilter,
        EventPage,
        Events,
        HandlerError,
        HandlerResult,
        Info,
        JobHandle,
        JobIds,
        Jobs,
        OnShutdown,
        Outcome,
        Page,
        Parts,
        PartsRule,
        Received<JobReadyPayload>,
        Refusal,
        Response<Job>,
        Retries,
        Returned,
        Run,
        RunEnd,
        RunError,
        RunReport,
        RunningJob,
        ServerMessage,
        Settled,
        SettledBy,
        Signal,
        StartJob,
        TokenReason,
        TokioTimer,
        Next<flatfile_jobs::api::types::JobOutcomeNextUrl>,
        flatfile_jobs::Token,
        flatfile_jobs::api::Client,
        TransportError,
        TransportErrorKind,
        Call,
        Change,
        Fault,
        Faults,
        Rules,
        Sandbox,
        SandboxBuilder,
        Delivery,
        Fate,
        FileStore,
        KeptEnd,
        Outbox,
        Report,
        Counts,
        Feed,
        Health,
        WorkerReport,
        Box<dyn Timer>,
        Box<dyn TokenProvider>,
    );
    let client = Client::new("t").unwrap();
    // These hold a request under way, which one thread polls at a time.
    is_send::<JobStream>();
    is_send::<JobWatch>();
    is_send::<RunJob<'static>>();
    is_send::<TokenFuture<'static>>();
    is_send::<Worker<'static>>();
    send(client.worker().run_until(std::future::ready(())));
    let job = client.job("us_jb_1");
    send(job.fail("x"));
    send(job.get());
    send(job.wait());
    send(client.jobs().page());
    send(client.jobs().ids());
    send(client.api().get_job().job_id("us_jb_1").send());
    send(job.run(async |_| Ok("done")).into_future());
}

#[test]
fn no_type_of_the_root_is_forgotten() {
    let (root, this) = (include_str!("../../src/lib.rs"), include_str!("send.rs"));
    let exported = root.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next());
    let names = exported.flat_map(|list| list.split(|one: char| !one.is_alphanumeric()));
    let types: Vec<&str> = names
        .filter(|name| name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase))
        .collect();
    assert!(types.len() > 40, "{types:?}");
    for name in types {
        let known = this.split(|one: char| !one.is_alphanumeric()).any(|word| word == name);
        assert!(known, "is {name} `Send` and `Sync`?");
    }
}

#[test]
fn an_error_is_one_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
