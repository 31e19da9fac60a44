//! A response of any status, with any header and body: the error that comes of
//! it is one line, and never shows the token.

#![no_main]

use std::time::Duration;

use bytes::Bytes;
use flatfile_jobs::transport::{Transport, TransportFuture};
use flatfile_jobs::{Client, Retries};
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use libfuzzer_sys::fuzz_target;

const TOKEN: &str = "sk_canary_7f3Q9xTzA";

/// Always the same response.
struct Says {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

impl Transport for Says {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers.iter().cloned());
        Box::pin(async move { Ok(response) })
    }
}

/// A status in two bytes, then lines of `Retry-After`, `Date`, `Content-Type` and a
/// request id, then the body.
fn says(data: &[u8]) -> Option<Says> {
    let (status, rest) = data.split_first_chunk::<2>()?;
    let status = StatusCode::from_u16(100 + u16::from_le_bytes(*status) % 500).ok()?;
    let mut parts = rest.splitn(5, |byte| *byte == b'\n');
    let mut headers = Vec::new();
    for name in ["retry-after", "date", "content-type", "x-request-id"] {
        headers.extend(
            HeaderValue::from_bytes(parts.next()?)
                .map(|value| (HeaderName::from_static(name), value)),
        );
    }
    Some(Says { status, headers, body: Bytes::copy_from_slice(parts.next()?) })
}

fuzz_target!(|data: &[u8]| {
    let Some(says) = says(data) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let retries = Retries::none().with_deadline(Duration::from_millis(5));
    let client = Client::builder().token(TOKEN).retries(retries.clone()).end_retries(retries);
    let client = client.transport(says).build().expect("the settings are good");
    runtime.expect("a runtime").block_on(async {
        let job = client.job("us_jb_00000001");
        let errors = [job.get().await.err(), job.ack().await.err(), job.fail("why").await.err()];
        for error in errors.into_iter().flatten() {
            let (line, debug) = (error.to_string(), format!("{error:?}"));
            assert!(!line.contains(TOKEN) && !debug.contains(TOKEN), "{line}");
            assert!(!line.contains(char::is_control), "{line:?}");
        }
    });
});
