//! Spans with OpenTelemetry's names for HTTP clients: one for the call, and
//! one for each attempt. Without a subscriber they cost a comparison.
//!
//! They hold no query, no body and no header.

use tracing::Span;
use tracing::field::Empty;

use super::shared::Shared;
use crate::api::Operation;
use crate::error::{Ending, Exchange, Outcome};

pub(super) fn call(shared: &Shared, operation: &'static Operation, job: Option<&str>) -> Span {
    tracing::info_span!(
        "flatfile_jobs.call",
        otel.name = operation.name,
        otel.kind = "internal",
        http.request.method = operation.method,
        url.template = operation.path,
        server.address = shared.base_url.host(),
        flatfile.job.id = job,
        flatfile.attempts = Empty,
        http.response.status_code = Empty,
        error.r#type = Empty,
        otel.status_code = Empty,
    )
}

pub(super) fn attempt(
    shared: &Shared,
    operation: &'static Operation,
    job: Option<&str>,
    resend: usize,
) -> Span {
    tracing::info_span!(
        "flatfile_jobs.attempt",
        otel.name = %format_args!("{} {}", operation.method, operation.path),
        otel.kind = "client",
        http.request.method = operation.method,
        url.template = operation.path,
        server.address = shared.base_url.host(),
        server.port = shared.base_url.port(),
        http.request.resend_count = (resend > 0).then_some(resend as u64),
        flatfile.job.id = job,
        http.response.status_code = Empty,
        error.r#type = Empty,
        otel.status_code = Empty,
    )
}

pub(super) fn record_outcome(span: &Span, outcome: &Outcome) {
    match outcome {
        Ok(answer) => {
            let status = answer.status();
            span.record("http.response.status_code", status.as_u16());
            if !status.is_success() {
                failed(span, status.as_str());
            }
        }
        Err(error) => {
            if let Some((status, _)) = error.head() {
                span.record("http.response.status_code", status.as_u16());
            }
            failed(span, error.kind().name());
        }
    }
}

pub(super) fn record_end(span: &Span, exchange: &Exchange) {
    span.record("flatfile.attempts", exchange.attempts.len() as u64);
    match exchange.ending {
        Ending::Plain | Ending::ByReading => record_outcome(span, &exchange.outcome),
        Ending::InDoubt => failed(span, "in_doubt"),
        Ending::OtherEnd(_) => failed(span, "other_end"),
    }
}

fn failed(span: &Span, kind: &str) {
    span.record("error.type", kind);
    span.record("otel.status_code", "ERROR");
}
