//! What a subscriber sees: a span for the call, one for each attempt, with
//! the names of OpenTelemetry, and no secret.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Once;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use tracing::Event;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::support::CANARY;

/// A span, as it was at its end.
#[derive(Clone, Debug, Default)]
struct Seen {
    name: &'static str,
    parent: Option<&'static str>,
    fields: BTreeMap<&'static str, String>,
}

impl Visit for Seen {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
}

thread_local! {
    /// The spans that ended on this thread, which is this test's.
    static ENDED: RefCell<Vec<Seen>> = const { RefCell::new(Vec::new()) };
    /// Its events, as `target level: message`.
    static EVENTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// One subscriber for the whole program: those of single threads would race
/// for what tracing remembers of each place.
struct Spans;

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        let parent = span.parent().map(|parent| parent.name());
        let mut seen = Seen { name: span.name(), parent, ..Seen::default() };
        attributes.record(&mut seen);
        span.extensions_mut().insert(seen);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        values.record(span.extensions_mut().get_mut::<Seen>().unwrap());
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut seen = Seen::default();
        event.record(&mut seen);
        let (target, level) = (event.metadata().target(), event.metadata().level());
        let message = seen.fields.remove("message").unwrap_or_default();
        let job = seen.fields.remove("flatfile.job.id").unwrap_or_default();
        if target.starts_with("flatfile_jobs") {
            EVENTS.with_borrow_mut(|all| all.push(format!("{target} {level} {job}: {message}")));
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).unwrap();
        let seen = span.extensions_mut().remove::<Seen>().unwrap();
        ENDED.with_borrow_mut(|ended| ended.push(seen));
    }
}

/// The spans of what a caller does, the call's own last.
async fn spans(faults: Faults, call: impl AsyncFnOnce(flatfile_jobs::Client, String)) -> Vec<Seen> {
    static SUBSCRIBED: Once = Once::new();
    SUBSCRIBED.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(Spans);
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
    ENDED.take();
    EVENTS.take();
    let sandbox = Sandbox::builder().token(CANARY).faults(faults).in_process();
    let id = sandbox.add_executing_job("exportOrders");
    call(sandbox.client().unwrap(), id).await;
    let spans = ENDED.take();
    let all = format!("{spans:?}{:?}", EVENTS.with_borrow(Clone::clone));
    for secret in [CANARY, "secretword", "Bearer"] {
        assert!(!all.contains(secret), "{all}");
    }
    spans
}

fn fields(seen: &Seen) -> Vec<(&str, &str)> {
    seen.fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test(start_paused = true)]
async fn one_for_the_call_and_one_for_each_attempt() {
    let faults = Faults::seeded(1)
        .on(Op::FailJob, Fault::status(503).after_effect())
        .nth(1)
        .on(Op::GetJob, Fault::lose_request().reset())
        .nth(1);
    let spans = spans(faults, async |client, id| {
        client.job(&id).fail("secretword").await.unwrap();
    })
    .await;
    let [fail, lost, read, call] = &spans[..] else { panic!("four spans: {spans:#?}") };
    assert_eq!(
        fields(call),
        [
            ("flatfile.attempts", "3"),
            ("flatfile.job.id", "us_jb_00000001"),
            ("http.request.method", "POST"),
            ("http.response.status_code", "200"),
            ("otel.kind", "internal"),
            ("otel.name", "failJob"),
            ("server.address", "127.0.0.1"),
            ("url.template", "/jobs/{jobId}/fail"),
        ]
    );
    assert_eq!(
        fields(fail),
        [
            ("error.type", "503"),
            ("flatfile.job.id", "us_jb_00000001"),
            ("http.request.method", "POST"),
            ("http.response.status_code", "503"),
            ("otel.kind", "client"),
            ("otel.name", "POST /jobs/{jobId}/fail"),
            ("otel.status_code", "ERROR"),
            ("server.address", "127.0.0.1"),
            ("server.port", "80"),
            ("url.template", "/jobs/{jobId}/fail"),
        ]
    );
    assert_eq!(lost.fields["error.type"], "interrupted");
    assert_eq!(lost.fields.get("http.request.resend_count"), None, "the first of its operation");
    assert_eq!(lost.fields.get("http.response.status_code"), None);
    assert_eq!(read.fields["http.request.resend_count"], "1");
    assert_eq!(read.fields["url.template"], "/jobs/{jobId}");
    for attempt in [fail, lost, read] {
        assert_eq!((attempt.name, attempt.parent), ("flatfile_jobs.attempt", Some(call.name)));
    }
}

#[tokio::test(start_paused = true)]
async fn an_ordinary_log_sees_retries_reads_and_doubts() {
    let faults = Faults::seeded(1)
        .on(Op::FailJob, Fault::status(503).after_effect())
        .nth(1)
        .on(Op::GetJob, Fault::lose_request().reset())
        .nth(1);
    spans(faults, async |client, id| {
        client.job(&id).fail("secretword").await.unwrap();
    })
    .await;
    let settled = EVENTS.take();
    let [doubt, lost, read] = &settled[..] else { panic!("three events: {settled:#?}") };
    assert!(doubt.starts_with("flatfile_jobs WARN us_jb_00000001: it is unknown"), "{doubt}");
    assert!(lost.contains("INFO") && lost.contains("the job was read: the connection"), "{lost}");
    assert!(read.ends_with("the job was read: it was failed"), "{read}");

    let busy = Faults::seeded(1).on(Op::GetJob, Fault::status(503)).nth(1);
    spans(busy, async |client, id| {
        client.job(&id).get().await.unwrap();
    })
    .await;
    let retried = EVENTS.take();
    assert_eq!(retried.len(), 1, "{retried:?}");
    assert!(retried[0].contains("INFO us_jb_00000001: waiting"), "{retried:?}");

    spans(Faults::seeded(1).on_any(Fault::lose_request()), async |client, id| {
        client.job(&id).cancel("x").await.unwrap_err();
    })
    .await;
    let doubts = EVENTS.take();
    let left: Vec<_> = doubts.iter().filter(|event| event.contains(" ERROR ")).collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].contains("it stays unknown whether the job has ended"), "{left:?}");
}

#[tokio::test(start_paused = true)]
async fn an_ordinary_log_sees_what_became_of_handlers() {
    use flatfile_jobs::HandlerResult;

    std::panic::set_hook(Box::new(|_| {}));
    for (kind, expected) in [
        ("done", ""),
        ("failed", "flatfile_jobs WARN us_jb_00000001: the handler failed: no rows"),
        ("panicked", "flatfile_jobs ERROR us_jb_00000001: the handler panicked: row 3"),
        ("left", "flatfile_jobs WARN us_jb_00000001: the job was left as it is: the job was ended"),
    ] {
        spans(Faults::default(), async |client, id| {
            let job = client.job(&id);
            let handler = async |_| -> HandlerResult<()> {
                match kind {
                    "failed" => return Err("no rows".into()),
                    "panicked" => std::panic::panic_any("row 3"),
                    "left" => drop(job.cancel("by others").await?),
                    _ => {}
                }
                Ok(())
            };
            let _ = job.run(handler).take_over(true).await.unwrap();
        })
        .await;
        let events = EVENTS.take();
        match expected {
            "" => assert!(events.is_empty(), "{events:?}"),
            expected => assert!(events.len() == 1 && events[0].starts_with(expected), "{events:?}"),
        }
    }
    let _ = std::panic::take_hook();
}

#[tokio::test(start_paused = true)]
async fn a_query_is_not_in_them() {
    let spans = spans(Faults::default(), async |client, _| {
        client.jobs().space("secretword").page().await.unwrap();
    })
    .await;
    assert_eq!(spans.len(), 2);
    assert_eq!(spans[1].fields["url.template"], "/jobs");
}

#[tokio::test(start_paused = true)]
async fn how_a_call_failed() {
    let faults = Faults::seeded(1).on_any(Fault::lose_request());
    let doubt = spans(faults, async |client, id| {
        client.job(&id).cancel("x").await.unwrap_err();
    })
    .await;
    assert_eq!(doubt.last().unwrap().fields["error.type"], "in_doubt");
    let refused = spans(Faults::default(), async |client, _| {
        client.job("us_jb_nobody").get().await.unwrap_err();
    })
    .await;
    assert_eq!(refused.last().unwrap().fields["error.type"], "404");
}
