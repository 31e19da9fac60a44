//! Requests to the sandbox: each gets a response, and its jobs stay readable.

#![no_main]

use bytes::Bytes;
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::transport::Transport;
use http::{HeaderValue, Method, Request, Uri};
use libfuzzer_sys::fuzz_target;

/// Requests stand one after the other: method, path and query, and body, a line
/// each.
fn requests(data: &[u8]) -> Vec<(Method, Uri, Bytes)> {
    let lines: Vec<&[u8]> = data.split(|byte| *byte == b'\n').collect();
    let requests = lines.chunks_exact(3).take(8).filter_map(|lines| {
        let method = Method::from_bytes(lines[0]).ok()?;
        let path = std::str::from_utf8(lines[1]).ok()?;
        let uri = format!("http://localhost/v1/{path}").parse().ok()?;
        Some((method, uri, Bytes::copy_from_slice(lines[2])))
    });
    requests.collect()
}

fuzz_target!(|data: &[u8]| {
    let requests = requests(data);
    if requests.is_empty() {
        return;
    }
    let sandbox = Sandbox::in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let transport = sandbox.transport();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(async {
        for (method, uri, body) in requests {
            let mut request = Request::new(body);
            *request.method_mut() = method;
            *request.uri_mut() = uri;
            let token = HeaderValue::try_from(format!("Bearer {}", sandbox.token()));
            let headers = request.headers_mut();
            headers.insert("authorization", token.expect("the token is a header's value"));
            headers.insert("x-disable-hooks", HeaderValue::from_static("true"));
            headers.insert("content-type", HeaderValue::from_static("application/json"));
            let response = transport.send(request).await.expect("there are no faults");
            let status = response.status().as_u16();
            assert!((200..500).contains(&status) || status == 501, "{status}");
        }
    });
    let state = sandbox.export();
    drop(Sandbox::builder().import(state).expect("what was written can be read"));
    let _ = sandbox.history(&id);
});
