//! Spans with OpenTelemetry's names for HTTP clients: one for the call, and
//! one for each attempt. Without a subscriber they cost a comparison.
//!
//! They hold no query, no body and no header.

use tracing::Span;
use tracing::field::Empty;

use super::events::TARGET;
use super::reader::Concluded;
use super::shared::Shared;
use crate::api::Operation;
use crate::error::{Error, Outcome};

pub(super) fn call(shared: &Shared, operation: &'static Operation, job: Option<&str>) -> Span {
    tracing::info_span!(
        target: TARGET,
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
        target: TARGET,
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
        Ok(response) => {
            let status = response.status();
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

pub(super) fn record_end(span: &Span, result: &Result<Concluded, Error>) {
    let (attempts, status) = match result {
        Ok(concluded) => (concluded.attempts.len(), Some(concluded.status.as_u16())),
        Err(error) => (error.attempts().len(), error.status()),
    };
    span.record("flatfile.attempts", attempts as u64);
    if let Some(status) = status {
        span.record("http.response.status_code", status);
    }
    if let Err(error) = result {
        failed(span, &error.span_type());
    }
}

fn failed(span: &Span, kind: &str) {
    span.record("error.type", kind);
    span.record("otel.status_code", "ERROR");
}
