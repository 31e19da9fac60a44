//! Raw calls, over a socket or in process, without this crate's client.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::api::{OPERATIONS, OperationId};
use flatfile_jobs::sandbox::{Sandbox, SandboxBuilder, transition};
use flatfile_jobs::transport::Transport;
use http::{Method, Request};
use serde_json::{Value, json};

/// A status and a body.
pub type Answer = (u16, Value);

/// A clock that a test moves.
#[derive(Clone)]
pub struct Clock(Arc<Mutex<DateTime<Utc>>>);

impl Clock {
    pub fn noon() -> Self {
        Self(Arc::new(Mutex::new("2025-06-01T12:00:00Z".parse().unwrap())))
    }

    pub fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    pub fn pass(&self, time: TimeDelta) {
        *self.0.lock().unwrap() += time;
    }

    pub fn sandbox(&self) -> SandboxBuilder {
        let clock = self.clone();
        Sandbox::builder().clock(move || clock.now())
    }
}

/// Someone who calls a sandbox.
pub struct Caller {
    pub sandbox: Sandbox,
    socket: Option<reqwest::Client>,
}

impl Caller {
    pub fn in_process(builder: SandboxBuilder) -> Self {
        Self { sandbox: builder.in_process(), socket: None }
    }

    pub async fn over_socket(builder: SandboxBuilder) -> Self {
        Self { sandbox: builder.start().await.unwrap(), socket: Some(client()) }
    }

    /// One operation of a job, by the table.
    pub async fn call(&self, id: OperationId, job: &str, body: Option<Value>) -> Answer {
        let operation = id.operation();
        let path = operation.path.replace("{jobId}", job);
        self.send(operation.method, &path, body).await
    }

    /// Any request, with all that every request has to bring.
    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let path = path.replace(' ', "%20");
        let token = format!("Bearer {}", self.sandbox.token());
        let url = format!("{}{path}", self.sandbox.url());
        let (status, body) = match &self.socket {
            Some(client) => {
                let request = client.request(Method::from_bytes(method.as_bytes()).unwrap(), url);
                let request =
                    request.header("authorization", token).header("x-disable-hooks", "true");
                let answer = request.body(body).send().await.unwrap();
                (answer.status().as_u16(), answer.bytes().await.unwrap())
            }
            None => {
                let request = Request::builder().method(method).uri(url);
                let request =
                    request.header("authorization", token).header("x-disable-hooks", "true");
                let request = request.body(body.into()).unwrap();
                let answer = self.sandbox.transport().send(request).await.unwrap();
                (answer.status().as_u16(), answer.into_body())
            }
        };
        (status, serde_json::from_slice(&body).unwrap())
    }

    /// Makes a job, and says its id.
    pub async fn create(&self, more: Value) -> String {
        let (status, body) = self.call(OperationId::CreateJob, "", Some(config(more))).await;
        assert_eq!(status, 200, "{body}");
        body["data"]["id"].as_str().unwrap().to_owned()
    }

    pub fn status(&self, id: &str) -> String {
        self.sandbox.job(id).unwrap().status.unwrap().to_string()
    }
}

/// The smallest job with something more.
pub fn config(more: Value) -> Value {
    let mut config =
        json!({ "type": "workbook", "operation": "exportOrders", "source": "us_wb_7PfLm2Rd" });
    config.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    config
}

/// A body that an operation takes.
pub fn body(operation: OperationId, job: &str) -> Option<Value> {
    match operation {
        OperationId::CreateJob => Some(config(json!({}))),
        OperationId::UpdateJob => Some(json!({ "info": "updated" })),
        OperationId::SplitJob => Some(json!({ "parts": 2 })),
        OperationId::ReplaceJobPlan => Some(plan(job)),
        OperationId::UpdateJobPlan => Some(json!({ "fileId": "us_fl_1", "jobId": job })),
        OperationId::PreviewMutation => {
            Some(json!({ "sheetId": "us_sh_1", "mutateRecord": "record => record" }))
        }
        _ => None,
    }
}

/// A whole plan without a field.
pub fn plan(job: &str) -> Value {
    json!({
        "fieldMapping": [], "unmappedSourceFields": [], "unmappedDestinationFields": [],
        "fileId": "us_fl_1", "jobId": job,
    })
}

/// All operations about one job that the sandbox plays.
pub fn about_a_job() -> impl Iterator<Item = OperationId> {
    let played = |id: &OperationId| transition(*id, &JobStatus::Executing).is_some();
    OPERATIONS.iter().map(|operation| operation.id).filter(played)
}

/// A client without TLS: what is called is on this machine.
pub fn client() -> reqwest::Client {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    reqwest::Client::builder().tls_backend_preconfigured(config).no_proxy().build().unwrap()
}
