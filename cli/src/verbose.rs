//! `--verbose`: each attempt as a line on standard error, from the spans and
//! events that the library has for those who trace.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::time::Instant;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::output::{clean, style, warn_styled};

/// The span of one request, as the library names it.
const ATTEMPT: &str = "flatfile_jobs.attempt";
const TARGET: &str = "flatfile_jobs";

/// Shows attempts from now on.
pub fn start() {
    let lines = tracing_subscriber::registry().with(Lines);
    // It is the first one: nobody else in this program sets one.
    drop(tracing::subscriber::set_global_default(lines));
}

struct Lines;

#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

struct Begun(Instant, Fields);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().name() != ATTEMPT {
            return;
        }
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(Begun(Instant::now(), fields));
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(Begun(_, fields)) = span.extensions_mut().get_mut()
        {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() != TARGET {
            return;
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut line = fields.get("message").unwrap_or_default().to_owned();
        if let Some(job) = fields.get("flatfile.job.id") {
            // To write to a String cannot fail.
            let _ = write!(line, " [{job}]");
        }
        warn_styled(&style::faint(clean(&line)));
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        let extensions = span.extensions();
        let Some(Begun(start, fields)) = extensions.get() else { return };
        let took = start.elapsed();
        let request = fields.get("otel.name").unwrap_or_default();
        let status = fields.get("http.response.status_code");
        let error = fields.get("error.type").filter(|error| Some(*error) != status);
        let result: Vec<&str> = status.into_iter().chain(error).collect();
        let result = if result.is_empty() { "dropped".to_owned() } else { result.join(", ") };
        let job = fields.get("flatfile.job.id").map(|job| format!(" [{job}]"));
        let line = format!("{request}: {result} in {took:.1?}{}", job.unwrap_or_default());
        warn_styled(&style::faint(clean(&line)));
    }
}
