//! The body of a webhook, and a filter: nothing but events or a reason.

#![no_main]

use flatfile_jobs::{Event, EventFilter};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The filter is JSON before the first line's end.
    let (filter, body) = match data.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&data[..end], &data[end + 1..]),
        None => (&b"{}"[..], data),
    };
    match Event::parse_all(body) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(events) => {
            assert!(!events.is_empty());
            let pattern = String::from_utf8_lossy(filter);
            let filter: serde_json::Value = serde_json::from_slice(filter).unwrap_or_default();
            let filters = [EventFilter::on("**").filter(filter), EventFilter::on(pattern.as_ref())];
            for event in &events {
                assert_eq!(
                    event.job_id().map(ToString::to_string).as_deref(),
                    event.as_generic().context.job_id.as_ref().map(|id| id.as_str())
                );
                for filter in &filters {
                    let _ = filter.matches(event);
                }
            }
        }
    }
});
