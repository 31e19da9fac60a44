//! Pages of another origin, in a browser.

use bytes::Bytes;
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox, SandboxBuilder};
use flatfile_jobs::transport::Transport;
use http::{Request, Response};

use crate::caller::client;

const ALLOW: [&str; 2] = ["access-control-allow-origin", "access-control-expose-headers"];

fn preflight(method: &str, path: &str) -> Request<Bytes> {
    Request::options(format!("http://127.0.0.1/v1{path}"))
        .header("origin", "https://app.example.test")
        .header("access-control-request-method", method)
        .header("access-control-request-headers", "authorization,x-disable-hooks")
        .body(Bytes::new())
        .unwrap()
}

async fn send(sandbox: &Sandbox, request: Request<Bytes>) -> Response<Bytes> {
    sandbox.transport().send(request).await.unwrap()
}

fn allowed() -> SandboxBuilder {
    Sandbox::builder().cors(true)
}

#[tokio::test]
async fn it_is_off_by_itself() {
    let sandbox = Sandbox::in_process();
    let response = send(&sandbox, preflight("POST", "/jobs")).await;
    assert_eq!(response.status(), 405);
    assert!(ALLOW.iter().all(|name| !response.headers().contains_key(*name)));
}

#[tokio::test]
async fn a_preflight_allows_what_the_path_has() {
    let sandbox = allowed().in_process();
    let response = send(&sandbox, preflight("POST", "/jobs/us_jb_1/fail")).await;
    assert_eq!((response.status().as_u16(), response.body().len()), (204, 0));
    let headers = response.headers();
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["access-control-allow-methods"], "POST");
    assert_eq!(headers["access-control-allow-headers"], "authorization,x-disable-hooks");
    let response = send(&sandbox, preflight("PATCH", "/jobs/us_jb_1")).await;
    assert_eq!(response.headers()["access-control-allow-methods"], "GET, PATCH, DELETE");
}

#[tokio::test]
async fn a_preflight_is_no_call_and_meets_no_fault() {
    let sandbox = allowed().faults(Faults::seeded(1).on_any(Fault::status(503))).in_process();
    assert_eq!(send(&sandbox, preflight("GET", "/jobs")).await.status(), 204);
    assert!(sandbox.calls().is_empty());
}

#[tokio::test]
async fn what_is_no_preflight_is_405() {
    let sandbox = allowed().in_process();
    for name in ["origin", "access-control-request-method"] {
        let mut request = preflight("GET", "/jobs");
        request.headers_mut().remove(name);
        assert_eq!(send(&sandbox, request).await.status(), 405, "without {name}");
    }
    assert_eq!(send(&sandbox, preflight("GET", "/galaxies")).await.status(), 404);
}

#[tokio::test]
async fn every_response_can_be_read() {
    let faults = Faults::seeded(1).on_any(Fault::html(502)).nth(2);
    let sandbox = allowed().faults(faults).start().await.unwrap();
    let mut statuses = Vec::new();
    for path in ["/jobs", "/jobs", "/galaxies"] {
        let response = client().get(format!("{}{path}", sandbox.url())).send().await.unwrap();
        statuses.push(response.status().as_u16());
        for name in ALLOW {
            assert_eq!(response.headers()[name], "*");
        }
    }
    assert_eq!(statuses, [401, 502, 404]);
}
