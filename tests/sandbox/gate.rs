//! What a request has to bring, over a real socket, without this crate's client.

use flatfile_jobs::sandbox::{MAX_BODY_BYTES, Sandbox};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::caller::client;

struct Caller {
    sandbox: Sandbox,
    id: String,
}

impl Caller {
    async fn new() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let id = sandbox.add_executing_job("exportOrders");
        Self { sandbox, id }
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{}", self.sandbox.url(), path.replace("ID", &self.id));
        client().request(method, url)
    }

    fn whole(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.request(method, path).bearer_auth(self.sandbox.token());
        request.header("x-disable-hooks", "true")
    }
}

/// Asserts the vendor's error shape.
async fn refused(answer: Response, status: u16, key: Option<&str>) -> String {
    assert_eq!(answer.status().as_u16(), status);
    assert_eq!(answer.headers()["content-type"], "application/json");
    let body: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!(body["errors"][0]["key"].as_str(), key, "{body}");
    body["errors"][0]["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn without_a_token_or_with_another() {
    let caller = Caller::new().await;
    let request = caller.request(Method::GET, "/jobs/ID").header("x-disable-hooks", "true");
    refused(request.send().await.unwrap(), 401, None).await;
    for token in ["other", ""] {
        let request = caller.request(Method::GET, "/jobs/ID").header("x-disable-hooks", "true");
        refused(request.bearer_auth(token).send().await.unwrap(), 401, None).await;
    }
}

#[tokio::test]
async fn the_scheme_is_read_in_any_case() {
    let caller = Caller::new().await;
    let token = caller.sandbox.token();
    for (header, status) in [
        (format!("bearer {token}"), 200),
        (format!("BEARER  {token}"), 200),
        (format!("Bearer{token}"), 401),
        (format!("Basic {token}"), 401),
        (token.to_owned(), 401),
    ] {
        let request = caller.request(Method::GET, "/jobs/ID").header("x-disable-hooks", "true");
        let response = request.header("authorization", &header).send().await.unwrap();
        assert_eq!(response.status(), status, "{header}");
    }
}

#[tokio::test]
async fn a_header_and_members_are_named_together() {
    let caller = Caller::new().await;
    let body = json!({ "outcome": { "acknowledge": "yes" }, "info": 7 }).to_string();
    let request = caller.request(Method::POST, "/jobs/ID/fail").bearer_auth(caller.sandbox.token());
    let response = request.body(body).send().await.unwrap();
    assert_eq!(response.status(), 400);
    let body: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    let keys: Vec<_> = body["errors"].as_array().unwrap().iter().map(|it| &it["key"]).collect();
    assert_eq!(keys.len(), 3, "{body}");
    assert_eq!(keys[0], "x-disable-hooks");
}

#[tokio::test]
async fn without_the_constant_header() {
    let caller = Caller::new().await;
    for value in [None, Some("false")] {
        let mut request =
            caller.request(Method::POST, "/jobs/ID/fail").bearer_auth(caller.sandbox.token());
        if let Some(value) = value {
            request = request.header("x-disable-hooks", value);
        }
        let message = refused(request.send().await.unwrap(), 400, Some("x-disable-hooks")).await;
        assert!(message.contains("has to be `true`"), "{message}");
    }
    assert!(!caller.sandbox.job(&caller.id).unwrap().is_ended());
}

#[tokio::test]
async fn an_unknown_job_or_path() {
    let caller = Caller::new().await;
    let answer = caller.whole(Method::GET, "/jobs/us_jb_nobody").send().await.unwrap();
    let message = refused(answer, 404, Some("jobId")).await;
    assert!(message.contains("us_jb_nobody"), "{message}");
    for path in ["/jobs/ID/explode", "/galaxies", "/jobs/ID/fail/", "/jobs//fail"] {
        refused(caller.whole(Method::POST, path).send().await.unwrap(), 404, None).await;
    }
}

#[tokio::test]
async fn another_method_names_the_right_ones() {
    let caller = Caller::new().await;
    let answer = caller.whole(Method::PUT, "/jobs/ID/fail").send().await.unwrap();
    assert_eq!(answer.headers()["allow"], "POST");
    refused(answer, 405, None).await;
}

#[tokio::test]
async fn a_path_that_is_written_out_is_no_job() {
    let caller = Caller::new().await;
    for method in [Method::GET, Method::PATCH, Method::DELETE, Method::OPTIONS] {
        let answer = caller.whole(method, "/jobs/preview-mutation").send().await.unwrap();
        assert_eq!(answer.headers()["allow"], "POST");
        refused(answer, 405, None).await;
    }
}

#[tokio::test]
async fn a_body_that_does_not_fit_names_the_member() {
    let caller = Caller::new().await;
    let body = json!({ "outcome": { "acknowledge": "yes" } }).to_string();
    let answer = caller.whole(Method::POST, "/jobs/ID/fail").body(body).send().await.unwrap();
    refused(answer, 400, Some("outcome.acknowledge")).await;
    let answer = caller.whole(Method::POST, "/jobs/ID/fail").body("{").send().await.unwrap();
    assert_eq!(answer.status(), 400);
    assert!(!caller.sandbox.job(&caller.id).unwrap().is_ended());
}

#[tokio::test]
async fn a_body_that_is_too_long() {
    let caller = Caller::new().await;
    let body = vec![b' '; MAX_BODY_BYTES + 1];
    let answer = caller.whole(Method::POST, "/jobs/ID/fail").body(body).send().await.unwrap();
    refused(answer, 413, None).await;
}
